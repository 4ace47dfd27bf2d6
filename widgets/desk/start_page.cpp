// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/start_page.h"

#include "widgets/desk/drop_frame.h"
#include "widgets/parts/labels.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace strata {

namespace {
constexpr int page_width = 920;
}

StartPage::StartPage(QWidget* parent)
    : QWidget(parent),
      m_extensions(make_secondary_label({})),
      m_open(new QPushButton(tr("Open file…"))),
      m_sample_row(new QWidget),
      m_sample_button(new QPushButton(tr("Open the sample model"))),
      m_sample_text(make_secondary_label({}))
{
    setObjectName(QStringLiteral("startPage"));
    auto* const column = new QWidget;
    column->setMaximumWidth(page_width);
    auto* const lines = new QVBoxLayout(column);
    lines->setContentsMargins(24, 32, 24, 24);
    lines->setSpacing(24);
    lines->addWidget(makeTarget());
    auto* const sample = new QHBoxLayout(m_sample_row);
    sample->setContentsMargins(0, 0, 0, 0);
    sample->setSpacing(12);
    m_sample_button->setObjectName(QStringLiteral("openSample"));
    m_sample_button->setIcon(icon(QStringLiteral("node-model")));
    sample->addWidget(m_sample_button);
    sample->addWidget(m_sample_text, 1);
    lines->addWidget(m_sample_row);
    lines->addStretch(1);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(column, 20);
    layout->addStretch(1);
    m_sample_row->hide();
    connect(m_open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(m_sample_button, &QPushButton::clicked, this,
            [this] { Q_EMIT sampleRequested(m_sample); });
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
    lines->addWidget(make_secondary_label(tr("Each opens in a tab of its own")), 0,
                     Qt::AlignHCenter);
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
    m_extensions->setFont(fixed_font(font()));
    m_extensions->setWordWrap(true);
    m_extensions->setAlignment(Qt::AlignCenter);
    lines->addWidget(m_extensions);
    return target;
}

void StartPage::setSample(const QString& path, const QString& description)
{
    m_sample = path;
    m_sample_text->setText(description);
    m_sample_row->setVisible(!path.isEmpty());
}

void StartPage::setExtensions(const QStringList& extensions)
{
    m_extensions->setText(extensions.join(QLatin1Char(' ')));
}

} // namespace strata
