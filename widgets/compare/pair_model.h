// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_rows.h"
#include "widgets/tables/roles.h"
#include "widgets/theme/icons.h"

#include <QAbstractItemModel>

namespace strata {

class TreeModel;

enum class PairColumn {
    LeftName,
    LeftShape,
    LeftParams,
    Sign,
    RightName,
    RightShape,
    RightParams,
    RelativeL2,
    Change,
};
inline constexpr int pair_column_count = 9;

/// What a PairModel says of a cell beside CellRole; PairDelegate draws it.
enum PairRole {
    TintRole = NodeRole + 1, ///< int of PairSign: the ground of a cell; absent: none
    AbsentRole,              ///< bool: this side has nothing here
    NoteRole,                ///< QString: stands behind a name, in the ink of the row's sign
    NoteInkRole,             ///< int of IconInk
    SignRole,                ///< int of PairSign: the glyph
    UnreadRole,              ///< bool: it is not known, as values could not be read
    ShareRole,               ///< double: how long the bar is; above 1 it does not fit
};

/// One document of a comparison.
struct CompareSide {
    std::shared_ptr<const Document> document;
    std::shared_ptr<const TreeIndex> index; ///< of the reading that is shown first
};

/// Two aligned trees as one: a row is a pair, with the columns of both sides. Thin: what a side says
/// of a node a TreeModel knows; which rows there are was arranged elsewhere and is swapped in.
class PairModel : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit PairModel(QObject* parent = nullptr);

    void setSides(const CompareSide& left, const CompareSide& right);
    /// Resets the model. Both must belong to the sides; null shows nothing.
    void setRows(std::shared_ptr<const SharedComparison> comparison,
                 std::shared_ptr<const PairRows> rows);

    [[nodiscard]] const Comparison* comparison() const;
    [[nodiscard]] const PairRows* rows() const { return m_rows.get(); }
    [[nodiscard]] const Document* document(Side side) const;
    /// The row of ModelPairs that an index stands for; 0: none, or a run of others.
    [[nodiscard]] std::size_t pairAt(const QModelIndex& index) const;
    /// Invalid for what is not listed.
    [[nodiscard]] QModelIndex indexOfPair(std::size_t pair, int column = 0) const;
    [[nodiscard]] QModelIndex indexOfPlace(std::uint32_t place, int column = 0) const;
    [[nodiscard]] NodeId node(std::size_t pair, Side side) const;
    [[nodiscard]] QString name(std::size_t pair, Side side) const;
    /// In the reading that is shown; the left side's where there is one.
    [[nodiscard]] QString path(std::size_t pair) const;
    [[nodiscard]] QString path(std::size_t pair, Side side) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QModelIndex indexAt(TreeRows::Id id, int column) const;
    [[nodiscard]] QVariant runData(TreeRows::Id run, PairColumn column, int role) const;
    [[nodiscard]] QVariant sideData(std::size_t pair, PairColumn column, int role) const;
    [[nodiscard]] QVariant figureData(std::size_t pair, PairColumn column, int role) const;
    [[nodiscard]] QString shapeText(std::size_t pair, Side side) const;
    [[nodiscard]] QVariant tint(std::size_t pair, Side side) const;
    [[nodiscard]] QString note(std::size_t pair) const;
    [[nodiscard]] QString signText(std::size_t pair) const;
    [[nodiscard]] bool isUnread(std::size_t pair) const;
    [[nodiscard]] QString unreadText(std::size_t pair) const;
    [[nodiscard]] bool isTransposed(std::size_t pair) const;
    /// Most of what its rows hold are values then, and not arrays.
    [[nodiscard]] bool holdsEstimators() const;
    [[nodiscard]] const TreeModel& tree(Side side) const;

    CompareSide m_left;
    CompareSide m_right;
    TreeModel* m_left_tree;
    TreeModel* m_right_tree;
    std::shared_ptr<const SharedComparison> m_comparison;
    std::shared_ptr<const PairRows> m_rows;
    TreeRows m_places; ///< of the listed rows
};

/// The glyph of a sign and its ink; empty for Unknown.
[[nodiscard]] QString sign_icon(PairSign sign);
[[nodiscard]] IconInk sign_ink(PairSign sign);

/// A relative difference in a column of such: "0", "0.214", "3.4e−6"; "–" for none.
[[nodiscard]] QString relative_text(std::optional<double> relative);

} // namespace strata
