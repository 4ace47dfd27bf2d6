// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

namespace strata {

/// Controls beside each other from the left, and those that have no room there in a further row.
class WrapLayout : public QLayout {
public:
    using QLayout::QLayout;
    ~WrapLayout() override;

    void addItem(QLayoutItem* item) override { m_items.append(item); }
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    /// All of the width is its own, whether the items need it or not.
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& place) override;

private:
    int arrange(const QRect& place, bool move) const;

    QList<QLayoutItem*> m_items;
};

} // namespace strata
