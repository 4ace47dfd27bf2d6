// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/empty_state.h"

#include "widgets/parts/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace strata {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      m_what(make_head_label({})),
      m_why(make_secondary_label({})),
      m_action(new QPushButton)
{
    setObjectName(QStringLiteral("emptyState"));
    m_what->setAlignment(Qt::AlignCenter);
    m_what->setWordWrap(true);
    m_why->setAlignment(Qt::AlignCenter);
    m_why->setWordWrap(true);
    m_action->setObjectName(QStringLiteral("emptyStateAction"));
    auto* const layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(m_what);
    layout->addWidget(m_why);
    layout->addSpacing(4);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionRequested);
}

void EmptyState::setMessage(const QString& what, const QString& why, const QString& action)
{
    m_what->setText(what);
    m_why->setText(why);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text());
}

QString EmptyState::text() const
{
    return m_what->text() + QLatin1Char('\n') + m_why->text();
}

} // namespace strata
