// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/switch_bar.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace strata {

SwitchBar::SwitchBar(const QStringList& texts, QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    for (int i = 0; i < texts.size(); ++i) {
        auto* const button = new QPushButton(texts[i]);
        button->setCheckable(true);
        m_group->addButton(button, i);
        layout->addWidget(button);
    }
    m_group->setExclusive(true);
    choose(0);
    fitWidths();
    connect(m_group, &QButtonGroup::idClicked, this, &SwitchBar::chosenByUser);
}

void SwitchBar::fitWidths()
{
    // As wide as its word: a push button's usual minimum is for words of their own.
    for (QAbstractButton* const button : m_group->buttons())
        button->setFixedWidth(button->fontMetrics().horizontalAdvance(button->text()) + 22);
}

void SwitchBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitWidths();
}

int SwitchBar::chosen() const
{
    return m_group->checkedId();
}

void SwitchBar::choose(int index)
{
    if (QAbstractButton* const button = m_group->button(index))
        button->setChecked(true);
}

void SwitchBar::setPartEnabled(int index, bool enabled)
{
    if (QAbstractButton* const button = m_group->button(index))
        button->setEnabled(enabled);
}

} // namespace strata
