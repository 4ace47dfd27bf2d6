// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compare_view.h"

#include "app/window/compare_rows.h"
#include "app/window/document_tabs.h"
#include "app/window/memory.h"
#include "widgets/compare/compare_head.h"
#include "widgets/compare/pair_detail.h"
#include "widgets/compare/pair_dialog.h"
#include "widgets/compare/pair_view.h"
#include "widgets/parts/band.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/line_edit_icons.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/words/error_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace strata {

namespace {

/// The trees take so much of the height at first, in hundredths.
constexpr int rows_share = 56;
/// And so much at least.
constexpr int least_rows_share = 35;

QString splitter_key()
{
    return QStringLiteral("layout/compare/splitter");
}

QString side_name(Side side)
{
    return side == Side::Left ? CompareView::tr("left") : CompareView::tr("right");
}

} // namespace

CompareView::CompareView(JobRunner& runner, Surroundings surroundings, const QString& left,
                         const QString& right, QWidget* parent)
    : TabView(parent),
      m_runner(runner),
      m_surroundings(std::move(surroundings)),
      m_watch(new FileWatch(this)),
      m_stack(new QStackedWidget),
      m_head(new CompareHead),
      m_changed(new Band),
      m_error(new Band),
      m_summary(new ElidedLabel(Qt::ElideRight)),
      m_save(new QPushButton(tr("Save report…"))),
      m_filter(new QLineEdit),
      m_only_differences(new QCheckBox(tr("Only differences"))),
      m_order(new QComboBox),
      m_model(new PairModel(this)),
      m_pairs(new PairView),
      m_nothing(new EmptyState),
      m_rows_stack(new QStackedWidget),
      m_detail(new PairDetail),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_page(makePage()),
      m_error_page(makeErrorPage())
{
    setObjectName(QStringLiteral("compareView"));
    loading(Side::Left).path = unique_path(left);
    loading(Side::Right).path = unique_path(right);
    makeBands();
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_error_page);
    auto* const lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_head);
    lines->addWidget(m_changed);
    lines->addWidget(m_stack, 1);
    connectPairs();
    connect(m_head, &CompareHead::swapWanted, this, &CompareView::swapSides);
    connect(m_watch, &FileWatch::changed, this, [this](const QString& file, bool exists) {
        const QString name = one_line(QFileInfo(file).fileName(), 120);
        m_changed->setMessage(Band::Kind::Warning,
                              exists ? tr("%1 has changed on disk").arg(name)
                                     : tr("%1 is no longer there").arg(name),
                              tr("What is shown was read before. Values that are read from now on "
                                 "may not fit it."));
        m_changed->show();
    });
    start();
}

// Jobs hold slots of the view, which go before the runner does.
CompareView::~CompareView() = default;

void CompareView::makeBands()
{
    m_changed->setObjectName(QStringLiteral("comparedChanged"));
    QPushButton* const keep = m_changed->addButton(tr("Keep what is shown"));
    keep->setObjectName(QStringLiteral("keepCompared"));
    QPushButton* const again = m_changed->addButton(tr("Reload"), QStringLiteral("reload"));
    again->setObjectName(QStringLiteral("reloadCompared"));
    connect(keep, &QPushButton::clicked, m_changed, &QWidget::hide);
    connect(again, &QPushButton::clicked, this, &CompareView::reload);
    m_changed->hide();
}

QWidget* CompareView::makeErrorPage()
{
    auto* const page = new QWidget;
    auto* const lines = new QVBoxLayout(page);
    lines->setContentsMargins(12, 12, 12, 12);
    lines->addWidget(m_error);
    lines->addStretch(1);
    m_error->setObjectName(QStringLiteral("compareError"));
    QPushButton* const again = m_error->addButton(tr("Try again"), QStringLiteral("reload"));
    again->setObjectName(QStringLiteral("compareAgain"));
    QPushButton* const other =
        m_error->addButton(tr("Choose another file…"), QStringLiteral("open"));
    other->setObjectName(QStringLiteral("compareOther"));
    QPushButton* const close = m_error->addButton(tr("Close"), QStringLiteral("close"));
    close->setObjectName(QStringLiteral("compareClose"));
    connect(again, &QPushButton::clicked, this, &CompareView::reload);
    connect(other, &QPushButton::clicked, this, [this] { Q_EMIT otherFileWanted(m_failed); });
    connect(close, &QPushButton::clicked, this, &CompareView::closeWanted);
    return page;
}

QWidget* CompareView::makePage()
{
    auto* const page = new QWidget;
    auto* const lines = new QVBoxLayout(page);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    makeSummaryLine(*lines);
    makeControls(*lines);
    m_rows_stack->addWidget(m_pairs);
    m_rows_stack->addWidget(m_nothing);
    m_nothing->setAutoFillBackground(true);
    m_nothing->setBackgroundRole(QPalette::Base);
    m_splitter->setObjectName(QStringLiteral("compareSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(5);
    m_splitter->addWidget(m_rows_stack);
    m_splitter->addWidget(m_detail);
    // Far more than there is, so that it is shared by these parts and not by what each wants.
    m_splitter->setSizes({rows_share * 100, (100 - rows_share) * 100});
    m_splitter->setStretchFactor(0, rows_share);
    m_splitter->setStretchFactor(1, 100 - rows_share);
    lines->addWidget(m_splitter, 1);
    if (Memory* const memory = m_surroundings.memory) {
        m_split = m_splitter->restoreState(memory->value(splitter_key()).toByteArray());
        connect(m_splitter, &QSplitter::splitterMoved, this,
                [this, memory] { memory->set(splitter_key(), m_splitter->saveState()); });
    }
    return page;
}

/// Few rows leave the lower part what they do not need, until the person gives each its own.
void CompareView::fitSplitter()
{
    if (std::exchange(m_split, true))
        return;
    const int whole = m_splitter->height();
    const int rows = std::clamp(m_pairs->heightOfRows(whole), whole * least_rows_share / 100,
                                whole * rows_share / 100);
    m_splitter->setSizes({rows, whole - rows});
}

void CompareView::makeSummaryLine(QVBoxLayout& lines)
{
    auto* const line = new QHBoxLayout;
    line->setContentsMargins(12, 5, 12, 3);
    line->setSpacing(12);
    m_summary->setObjectName(QStringLiteral("compareSummary"));
    m_summary->setFont(bold_font(font()));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_save->setObjectName(QStringLiteral("saveComparison"));
    m_save->setIcon(icon(QStringLiteral("export")));
    m_save->setAccessibleDescription(tr("As Markdown, HTML or JSON"));
    m_save->setEnabled(false);
    line->addWidget(m_summary, 1);
    line->addWidget(m_save);
    lines.addLayout(line);
    connect(m_save, &QPushButton::clicked, this, &CompareView::saveReport);
}

void CompareView::makeControls(QVBoxLayout& lines)
{
    auto* const line = new QHBoxLayout;
    line->setContentsMargins(12, 3, 12, 5);
    line->setSpacing(8);
    m_filter->setObjectName(QStringLiteral("compareFilter"));
    m_filter->setPlaceholderText(tr("Filter names, types, shapes"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAcceptDrops(false);
    add_leading_icon(*m_filter, QStringLiteral("filter"), tr("Filter"));
    m_filter->setMaximumWidth(280);
    m_only_differences->setObjectName(QStringLiteral("onlyDifferences"));
    m_order->setObjectName(QStringLiteral("compareOrder"));
    m_order->addItems({tr("As in the model"), tr("By change")});
    m_order->setAccessibleName(tr("Order of the rows"));
    QLabel* const order_label = make_secondary_label(tr("Order"));
    order_label->setBuddy(m_order);
    line->addWidget(m_filter, 2);
    line->addWidget(m_only_differences);
    line->addSpacing(4);
    line->addWidget(order_label);
    line->addWidget(m_order);
    line->addWidget(new SignLegend, 3);
    lines.addLayout(line);
    connect(m_filter, &QLineEdit::textChanged, this, &CompareView::askForRows);
    connect(m_only_differences, &QCheckBox::toggled, this, &CompareView::askForRows);
    connect(m_order, &QComboBox::currentIndexChanged, this, &CompareView::askForRows);
}

QString CompareView::sidePath(Side side) const
{
    return loading(side).path;
}

QString CompareView::path() const
{
    return sidePath(Side::Left) + QLatin1Char('\n') + sidePath(Side::Right);
}

QString CompareView::title() const
{
    const QStringList names = distinct_names({sidePath(Side::Left), sidePath(Side::Right)});
    return tr("%1 and %2").arg(names[0], names[1]);
}

/// Reads what is not read yet; a file that a tab has open is shared.
void CompareView::start()
{
    const QStringList names = distinct_names({sidePath(Side::Left), sidePath(Side::Right)});
    m_head->setNames(names[0], names[1]);
    m_changed->hide();
    m_stack->setCurrentWidget(m_page);
    m_summary->setText(tr("Reading both files"));
    if (stamp_of(sidePath(Side::Left).toStdString())
            .isSameFile(stamp_of(sidePath(Side::Right).toStdString())))
        return showSameFile();
    load(Side::Left, false);
    load(Side::Right, false);
}

void CompareView::reload()
{
    keepPlace();
    if (m_stack->currentWidget() == m_error_page && m_jobs == nullptr)
        return start();
    m_changed->hide();
    m_save->setEnabled(false);
    m_stack->setCurrentWidget(m_page);
    load(Side::Left, true);
    load(Side::Right, true);
}

void CompareView::load(Side side, bool from_disk)
{
    Loading& of = loading(side);
    of.file.reset();
    m_watch->watch(of.path);
    const File open = from_disk ? nullptr : m_surroundings.open_file(of.path);
    if (open && open->stamp == stamp_of(of.path.toStdString()))
        return loaded(side, open);
    m_runner.run(
        of.slot, tr("Opening %1").arg(QFileInfo(of.path).fileName()), WorkUnit::Bytes,
        [opener = m_surroundings.opener, path = of.path.toStdString()](const JobContext& job) {
            return read_opened_file(opener, path, job);
        },
        [this, side](const Result<File>& file) { loaded(side, file); });
}

void CompareView::loaded(Side side, const Result<File>& file)
{
    if (!file)
        return showError(side, file.error());
    loading(side).file = *file;
    const File& left = loading(Side::Left).file;
    const File& right = loading(Side::Right).file;
    m_head->setDocuments(left ? left->open.document.get() : nullptr,
                         right ? right->open.document.get() : nullptr);
    if (left && right)
        takeJobs(std::make_unique<CompareJobs>(m_runner, left, right));
}

void CompareView::showError(Side side, const Error& error)
{
    m_jobs.reset();
    m_failed = side;
    m_save->setEnabled(false);
    for (Loading& each : m_sides)
        each.slot.cancel();
    const QString file = sidePath(side);
    const QString name = one_line(QFileInfo(file).fileName(), 120);
    const words::ErrorWords text = words::describe(error, file.toStdString());
    const bool stopped = error.code == ErrorCode::Cancelled;
    m_error->setMessage(stopped ? Band::Kind::Note : Band::Kind::Error,
                        stopped ? tr("Opening %1 was stopped").arg(name)
                                : tr("Cannot open %1, the %2 side").arg(name, side_name(side)),
                        stopped ? QString() : text.message(), stopped ? QString() : text.remedy);
    m_stack->setCurrentWidget(m_error_page);
    Q_EMIT selectionChanged();
}

void CompareView::showSameFile()
{
    m_failed = Side::Right;
    m_error->setMessage(Band::Kind::Note, tr("Both sides are the same file"),
                        tr("%1 would be compared with itself, and nothing would differ.")
                            .arg(one_line(sidePath(Side::Left), 300)),
                        tr("Choose another file for the right side."));
    m_stack->setCurrentWidget(m_error_page);
    Q_EMIT selectionChanged();
}

void CompareView::swapSides()
{
    keepPlace();
    std::swap(loading(Side::Left).path, loading(Side::Right).path);
    std::swap(loading(Side::Left).file, loading(Side::Right).file);
    for (MatchOverride& each : m_overrides)
        std::swap(each.left, each.right);
    std::swap(m_override_documents[0], m_override_documents[1]);
    m_place.swap();
    const QStringList names = distinct_names({sidePath(Side::Left), sidePath(Side::Right)});
    m_head->setNames(names[0], names[1]);
    Q_EMIT modifiedChanged(); // its name did
    const File left = loading(Side::Left).file;
    const File right = loading(Side::Right).file;
    if (!left || !right) // still being read, or not readable: into the places that are theirs now
        return start();
    m_head->setDocuments(left->open.document.get(), right->open.document.get());
    takeJobs(std::make_unique<CompareJobs>(m_runner, left, right));
}

/// What was paired by hand stays so in files that were read again, where its paths are still there.
void CompareView::carryOverrides()
{
    const std::array now = {m_jobs->left().document, m_jobs->right().document};
    const auto before = std::exchange(m_override_documents, now);
    if (before != now && before[0] && before[1])
        m_overrides = overrides_in({*before[0], *before[1]}, {*now[0], *now[1]}, m_overrides);
    m_pairs->setMatchedByHand(!m_overrides.empty());
}

void CompareView::setOverrides(std::vector<MatchOverride> overrides)
{
    if (!m_jobs || m_override_documents[0] != m_jobs->left().document)
        return; // the rows are about to be those of other files
    m_overrides = std::move(overrides);
    m_pairs->setMatchedByHand(!m_overrides.empty());
    m_save->setEnabled(false);
    m_jobs->align(m_overrides);
    Q_EMIT selectionChanged();
}

void CompareView::partPair(std::size_t pair)
{
    std::vector<MatchOverride> overrides = m_overrides;
    overrides.push_back({m_model->node(pair, Side::Left), NodeId::none});
    overrides.push_back({NodeId::none, m_model->node(pair, Side::Right)});
    setOverrides(std::move(overrides));
}

void CompareView::joinPair(std::size_t pair)
{
    const bool has_left = m_model->node(pair, Side::Left) != NodeId::none;
    const Side from = has_left ? Side::Left : Side::Right;
    auto* const dialog = new PairDialog(*m_model, pair, from, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const NodeId mine = m_model->node(pair, from);
    connect(dialog, &PairDialog::chosen, this, [this, mine, from](NodeId other) {
        std::vector<MatchOverride> overrides = m_overrides;
        overrides.push_back(from == Side::Left ? MatchOverride{mine, other}
                                               : MatchOverride{other, mine});
        setOverrides(std::move(overrides));
    });
    dialog->open();
}

} // namespace strata
