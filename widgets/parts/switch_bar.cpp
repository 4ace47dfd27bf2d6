// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/switch_bar.h"

#include <QButtonGroup>
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
        // As wide as its word: a push button's usual minimum is for words of their own.
        button->setFixedWidth(button->fontMetrics().horizontalAdvance(texts[i]) + 22);
        m_group->addButton(button, i);
        layout->addWidget(button);
    }
    m_group->setExclusive(true);
    choose(0);
    connect(m_group, &QButtonGroup::idClicked, this, &SwitchBar::chosenByUser);
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
