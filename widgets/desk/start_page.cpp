// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/start_page.h"

#include "widgets/desk/drop_frame.h"
#include "widgets/desk/recent_model.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/link_button.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace strata {

namespace {
constexpr int page_width = 968;
/// More rows than this scroll.
constexpr int most_rows = 10;
} // namespace

StartPage::StartPage(QWidget* parent)
    : QScrollArea(parent),
      m_extensions(make_secondary_label({})),
      m_open(new QPushButton(tr("Open file…"))),
      m_recent(new RecentModel(this)),
      m_recent_table(new TableView),
      m_clear(new LinkButton(tr("Clear list"))),
      m_none(new EmptyState),
      m_none_part(makeNoRecents()),
      m_sample_button(new QPushButton(tr("Open the sample model"))),
      m_sample_text(make_secondary_label({}))
{
    setObjectName(QStringLiteral("startPage"));
    setAccessibleName(tr("Start page"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* const column = new QWidget;
    column->setMaximumWidth(page_width);
    auto* const lines = new QVBoxLayout(column);
    lines->setContentsMargins(24, 44, 24, 24);
    lines->setSpacing(24);
    lines->addWidget(makeTarget());
    lines->addWidget(makeRecents());
    makeSampleRow(*lines);
    lines->addStretch(1);
    auto* const page = new QWidget;
    auto* const layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(column, 20);
    layout->addStretch(1);
    setWidget(page);
    setSample({}, {});
    setRemembers(true);
    setRecentFiles({});
}

QWidget* StartPage::makeTarget()
{
    auto* const target = new DropFrame;
    auto* const lines = new QVBoxLayout(target);
    lines->setContentsMargins(24, 24, 24, 24);
    lines->setSpacing(10);
    auto* const picture = new QLabel;
    picture->setPixmap(icon(QStringLiteral("drop"), IconInk::Accent).pixmap(48, 48));
    picture->setObjectName(QStringLiteral("dropPicture"));
    lines->addWidget(picture, 0, Qt::AlignHCenter);
    QLabel* const head = make_label(tr("Drop model files here"));
    head->setFont(start_font(font()));
    lines->addWidget(head, 0, Qt::AlignHCenter);
    lines->addWidget(make_secondary_label(tr("Each opens in a tab of its own; a folder lists what "
                                             "is in it")),
                     0, Qt::AlignHCenter);
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    m_open->setObjectName(QStringLiteral("openFile"));
    m_open->setIcon(icon(QStringLiteral("open")));
    m_open->setDefault(true);
    m_open->setFont(bold_font(font()));
    row->addStretch(1);
    row->addWidget(m_open);
    row->addWidget(make_secondary_label(tr("or press Ctrl+O")));
    row->addStretch(1);
    lines->addSpacing(8);
    lines->addLayout(row);
    lines->addSpacing(8);
    m_extensions->setObjectName(QStringLiteral("extensions"));
    m_extensions->setFont(fixed_font(font()));
    m_extensions->setWordWrap(true);
    m_extensions->setAlignment(Qt::AlignCenter);
    lines->addWidget(m_extensions);
    connect(m_open, &QPushButton::clicked, this, &StartPage::openRequested);
    return target;
}

QWidget* StartPage::makeRecents()
{
    m_recent_table->setObjectName(QStringLiteral("recentFiles"));
    m_recent_table->setAccessibleName(tr("Recent files"));
    m_recent_table->setSource(m_recent);
    m_recent_table->sortByColumn(RecentModel::OpenedColumn, Qt::DescendingOrder);
    m_recent_table->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_recent_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_recent_table->installEventFilter(this);
    m_clear->setObjectName(QStringLiteral("clearRecent"));
    m_clear->setAccessibleDescription(tr("Forgets the recent files"));
    auto* const part = new QWidget;
    auto* const lines = new QVBoxLayout(part);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    auto* const head = new QHBoxLayout;
    head->addWidget(make_head_label(tr("Recent files")));
    head->addStretch(1);
    head->addWidget(m_clear);
    lines->addLayout(head);
    lines->addWidget(m_recent_table);
    lines->addWidget(m_none_part);
    connect(m_recent_table, &QAbstractItemView::activated, this,
            [this] { Q_EMIT recentOpenWanted(selectedPaths()); });
    connect(m_recent_table, &QWidget::customContextMenuRequested, this, &StartPage::showRecentMenu);
    connect(m_clear, &QAbstractButton::clicked, this, &StartPage::recentClearWanted);
    return part;
}

QWidget* StartPage::makeNoRecents()
{
    auto* const frame = new QFrame;
    frame->setObjectName(QStringLiteral("noRecentFiles"));
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setAutoFillBackground(true);
    frame->setBackgroundRole(QPalette::Base);
    auto* const lines = new QVBoxLayout(frame);
    lines->setContentsMargins(12, 16, 12, 8);
    lines->addWidget(m_none);
    return frame;
}

void StartPage::makeSampleRow(QVBoxLayout& lines)
{
    auto* const row = new QHBoxLayout;
    row->setSpacing(12);
    m_sample_button->setObjectName(QStringLiteral("openSample"));
    m_sample_button->setIcon(icon(QStringLiteral("node-model")));
    row->addWidget(m_sample_button);
    row->addWidget(m_sample_text, 1);
    m_sample_text->setObjectName(QStringLiteral("sampleText"));
    lines.addLayout(row);
    connect(m_sample_button, &QPushButton::clicked, this,
            [this] { Q_EMIT sampleRequested(m_sample); });
}

void StartPage::setSample(const QString& path, const QString& description)
{
    m_sample = path;
    m_sample_button->setEnabled(!path.isEmpty());
    m_sample_text->setText(path.isEmpty() ? tr("It is not installed beside this program")
                                          : description);
}

void StartPage::setExtensions(const QStringList& extensions)
{
    m_extensions->setText(extensions.join(QLatin1Char(' ')));
}

void StartPage::setRecentFiles(const QList<RecentFile>& files)
{
    m_recent->setFiles(files);
    m_recent_table->setVisible(!files.isEmpty());
    m_clear->setVisible(!files.isEmpty());
    m_none_part->setVisible(files.isEmpty());
    m_recent_table->setPreferredRows(std::min(most_rows, static_cast<int>(files.size())));
    m_recent_table->setFixedHeight(m_recent_table->sizeHint().height());
    m_recent_table->fitColumns(RecentModel::NameColumn);
}

void StartPage::setRemembers(bool remembers)
{
    // The buttons above and below are what to do about it.
    m_none->setMessage(tr("No recent files"),
                       remembers ? tr("Files that you open are listed here.")
                                 : tr("This window does not remember the files that it opens."));
}

void StartPage::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    m_open->setFocus(Qt::OtherFocusReason);
}

QStringList StartPage::selectedPaths() const
{
    QStringList paths;
    for (const int row : m_recent_table->selectedSourceRows())
        paths.append(m_recent->file(row).path);
    return paths;
}

void StartPage::showRecentMenu(const QPoint& where)
{
    const QStringList paths = selectedPaths();
    if (paths.isEmpty())
        return;
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("recentMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, paths] { Q_EMIT recentOpenWanted(paths); });
    menu->addAction(tr("Remove from the list"), this,
                    [this, paths] { Q_EMIT recentRemoveWanted(paths); });
    menu->addAction(tr("Copy as CSV"), this, [this] {
        QGuiApplication::clipboard()->setText(m_recent_table->selectionAsText(QLatin1Char(',')));
    });
    menu->addAction(tr("Copy path"), this, [paths] {
        QGuiApplication::clipboard()->setText(paths.join(QLatin1Char('\n')));
    });
    menu->popup(m_recent_table->viewport()->mapToGlobal(where));
}

bool StartPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_recent_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        if (const QStringList paths = selectedPaths(); !paths.isEmpty())
            Q_EMIT recentRemoveWanted(paths);
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace strata
