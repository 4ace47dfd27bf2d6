// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/box.h"

#include "widgets/parts/labels.h"

namespace strata {

Box::Box(const QString& title, QWidget* parent)
    : QFrame(parent),
      m_head(new QHBoxLayout),
      m_body(new QVBoxLayout),
      m_title(make_head_label(title))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(title);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(8);
    m_head->setSpacing(8);
    m_head->addWidget(m_title);
    m_head->addStretch(1);
    m_body->setSpacing(4);
    layout->addLayout(m_head);
    layout->addLayout(m_body, 1);
    m_title->setVisible(!title.isEmpty());
}

void Box::setTitle(const QString& title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

} // namespace strata
