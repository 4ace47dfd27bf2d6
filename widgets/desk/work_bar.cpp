// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/work_bar.h"

#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace strata {

namespace {
constexpr int bar_steps = 1000;
constexpr int cancel_margins = 2 * 8;
} // namespace

WorkBar::WorkBar(QWidget* parent)
    : QWidget(parent),
      m_what(make_label({})),
      m_amount(make_label({})),
      m_bar(new QProgressBar),
      m_cancel(new QPushButton(tr("Cancel"))),
      m_resting(make_label({}))
{
    setObjectName(QStringLiteral("workBar"));
    m_what->setObjectName(QStringLiteral("workWhat"));
    m_amount->setFont(fixed_font(font()));
    m_amount->setObjectName(QStringLiteral("workAmount"));
    m_bar->setObjectName(QStringLiteral("workProgress"));
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(120);
    m_cancel->setObjectName(QStringLiteral("workCancel"));
    m_resting->setObjectName(QStringLiteral("workResting"));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->setSpacing(10);
    for (QWidget* const part :
         std::initializer_list<QWidget*>{m_what, m_amount, m_bar, m_cancel, m_resting})
        layout->addWidget(part);
    connect(m_cancel, &QPushButton::clicked, this, &WorkBar::cancelRequested);
    fitHeights();
    hideWork();
}

void WorkBar::fitHeights()
{
    m_bar->setFixedHeight(fontMetrics().height() - 2);
    m_cancel->setFixedSize(fontMetrics().horizontalAdvance(m_cancel->text()) + cancel_margins,
                           fontMetrics().height() + 6);
}

void WorkBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeights();
}

void WorkBar::showWork(const QString& what, const QString& amount, double share)
{
    m_what->setText(one_line(what, 80));
    m_amount->setText(amount);
    m_amount->setVisible(!amount.isEmpty());
    m_bar->setRange(0, share < 0 ? 0 : bar_steps);
    if (share >= 0)
        m_bar->setValue(qRound(share * bar_steps));
    for (QWidget* const part : std::initializer_list<QWidget*>{m_bar, m_cancel})
        part->show();
    m_what->setVisible(!what.isEmpty());
    m_resting->hide();
}

void WorkBar::hideWork()
{
    for (QWidget* const part : std::initializer_list<QWidget*>{m_what, m_amount, m_bar, m_cancel})
        part->hide();
    m_resting->show();
}

void WorkBar::setResting(const QString& text)
{
    m_resting->setText(text);
}

} // namespace strata
