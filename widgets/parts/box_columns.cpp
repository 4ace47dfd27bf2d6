// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/box_columns.h"

#include <QHBoxLayout>

#include <algorithm>

namespace strata {

namespace {

/// Two columns stand beside each other from this width on.
constexpr int two_columns_from = 540;
constexpr int between_boxes = 10;

int height_at(const QWidget& box, int width)
{
    return box.hasHeightForWidth() ? box.heightForWidth(width) : box.sizeHint().height();
}

} // namespace

BoxColumns::BoxColumns(QWidget* parent) : QWidget(parent), m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(between_boxes);
    // Two columns must not keep the page wider than its window has become.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void BoxColumns::setBoxes(const QList<QWidget*>& boxes)
{
    clearColumns();
    qDeleteAll(m_boxes);
    m_boxes = boxes;
    for (QWidget* const box : std::as_const(m_boxes))
        box->setParent(this);
    m_columns = 0;
    arrange();
}

void BoxColumns::clearColumns()
{
    while (QLayoutItem* const column = m_layout->takeAt(0)) {
        while (QLayoutItem* const item = column->layout()->takeAt(0))
            delete item;
        delete column;
    }
}

void BoxColumns::arrange()
{
    const int columns = width() >= two_columns_from ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    clearColumns();
    const int column_width = (width() - (columns - 1) * between_boxes) / columns;
    QList<QVBoxLayout*> layouts;
    QList<int> heights(columns, 0);
    for (int i = 0; i < columns; ++i) {
        layouts.append(new QVBoxLayout);
        layouts.last()->setSpacing(between_boxes);
        m_layout->addLayout(layouts.last(), 1);
    }
    for (QWidget* const box : std::as_const(m_boxes)) {
        const auto shortest = std::min_element(heights.begin(), heights.end());
        layouts[shortest - heights.begin()]->addWidget(box);
        *shortest += height_at(*box, column_width) + between_boxes;
        box->show();
    }
    for (QVBoxLayout* const column : std::as_const(layouts))
        column->addStretch(1);
}

void BoxColumns::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace strata
