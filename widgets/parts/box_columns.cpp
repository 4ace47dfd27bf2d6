// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/box_columns.h"

#include <QGridLayout>

namespace strata {

namespace {

/// Two columns stand beside each other from this width on.
constexpr int two_columns_from = 540;
constexpr int between_boxes = 10;

} // namespace

BoxColumns::BoxColumns(QWidget* parent) : QWidget(parent), m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(between_boxes);
    // Two columns must not keep the page wider than its window has become.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void BoxColumns::setBoxes(const QList<QWidget*>& boxes)
{
    qDeleteAll(m_boxes);
    m_boxes = boxes;
    for (QWidget* const box : std::as_const(m_boxes))
        box->setParent(this);
    m_columns = 0;
    arrange();
}

void BoxColumns::arrange()
{
    const int columns = width() >= two_columns_from ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    while (QLayoutItem* const item = m_layout->takeAt(0))
        delete item;
    m_layout->setColumnStretch(0, 1);
    m_layout->setColumnStretch(1, columns - 1);
    const int boxes = static_cast<int>(m_boxes.size());
    for (int i = 0; i < boxes; ++i) {
        const bool alone = i % columns == 0 && i + 1 == boxes;
        m_layout->addWidget(m_boxes[i], i / columns, i % columns, 1, alone ? columns : 1);
        m_boxes[i]->show();
    }
}

void BoxColumns::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace strata
