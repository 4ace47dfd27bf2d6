// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_model.h"

#include <QTreeView>

#include <set>

class QTimer;

namespace strata {

/// Two aligned trees that scroll, open and are chosen from together. The border between the two
/// names can be dragged.
class PairView : public QTreeView {
    Q_OBJECT

public:
    explicit PairView(QWidget* parent = nullptr);

    void setPairModel(PairModel* model);
    /// Opens rows from the top while they are few. A side that stands alone stays closed.
    void expandFirstRows();
    void expandToMatches();
    /// Every row of the comparison that is open, and opens those of them that are listed.
    [[nodiscard]] std::set<std::size_t> openPairs() const;
    void openAgain(const std::set<std::size_t>& pairs);
    void expandBounded();
    void fitColumns();
    /// Of the head, the rows that are open and two more; not more than `most`.
    [[nodiscard]] int heightOfRows(int most);

    /// Whether there is something that was paired by hand.
    void setMatchedByHand(bool by_hand) { m_by_hand = by_hand; }

    /// The row of ModelPairs that is current; 0: none.
    [[nodiscard]] std::size_t currentPair() const;
    /// Makes a listed row current and opens the way to it; false when it is not listed.
    bool choosePair(std::size_t pair);
    /// Goes to the next (1) or the previous (−1) row that differs; false when there is none.
    bool stepToDifference(int by);
    /// Tensor pairs of the rows on screen, by their places in ModelPairs::tensors.
    [[nodiscard]] std::vector<std::size_t> visibleTensors() const;

Q_SIGNALS:
    void pairChosen(std::size_t pair);
    void showWanted(std::size_t pair, strata::Side side);
    /// The rows shall not stand beside each other.
    void partWanted(std::size_t pair);
    /// A row that shall stand beside another one, which is yet to be chosen.
    void joinWanted(std::size_t pair);
    /// What was paired by hand shall be matched by itself again.
    void matchWanted();

protected:
    void drawBranches(QPainter* painter, const QRect& rect,
                      const QModelIndex& index) const override;
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void openRows(const QModelIndexList& rows);
    void shareRoom();
    [[nodiscard]] int wantedWidth(PairColumn column);
    [[nodiscard]] bool isRightArrow(const QPoint& at) const;
    void addSideActions(class QMenu& menu, std::size_t pair);

    PairModel* m_model = nullptr;
    QMap<int, int> m_own_widths; ///< that the person gave, by column; never of the names
    QMap<int, int> m_needed;     ///< by column, of the rows that were open so far
    QTimer* m_opened;            ///< runs until all rows are open that are opened at once
    double m_left_share = 0.5;   ///< of the room for both names
    bool m_by_hand = false;
    bool m_sharing = false; ///< widths change by the program's doing
};

} // namespace strata
