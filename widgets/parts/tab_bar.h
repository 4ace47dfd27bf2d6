// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

class QPainter;

namespace strata {

/// Tabs of which only whole ones are seen: where there is no room for all, arrows stand beside them
/// and never over one. A tab may carry a count.
class TabBar : public QTabBar {
    Q_OBJECT

public:
    explicit TabBar(QWidget* parent = nullptr);

    /// A count behind the tab's text; a grave one has the ink of errors for its ground.
    void setBadge(int tab, const QString& count, bool grave);
    [[nodiscard]] QString badge(int tab) const; ///< empty: none
    [[nodiscard]] bool isBadgeGrave(int tab) const;
    /// A tab that is selected beside the one that is shown; −1: none.
    void setMarkedTab(int tab);
    [[nodiscard]] int markedTab() const { return m_marked; }
    /// Whether all of a tab is on screen; one that is not is not drawn.
    [[nodiscard]] bool isWhole(int tab) const;

protected:
    [[nodiscard]] QSize tabSizeHint(int tab) const override;
    void initStyleOption(QStyleOptionTab* option, int tab) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void tabLayoutChange() override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] QSize badgeSize(int tab) const;
    [[nodiscard]] int roomForTabs() const; ///< up to the arrows
    void drawBadge(QPainter& painter, int tab) const;
    void blank(QPainter& painter, int tab) const;
    void hideButtonsOfCutTabs();

    int m_marked = -1;
};

} // namespace strata
