// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/scroll_page.h"

namespace strata {

ScrollPage::ScrollPage(QWidget* parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* const page = new QWidget;
    m_content = new QVBoxLayout(page);
    m_content->setContentsMargins(12, 10, 12, 10);
    m_content->setSpacing(10);
    setWidget(page);
}

} // namespace strata
