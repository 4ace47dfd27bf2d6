// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/document.h"
#include "io/source/listed_values.h"
#include "io/source/tensor_reader.h"
#include "widgets/tables/roles.h"
#include "widgets/words/number_column.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace strata {

/// Which part of a tensor is a grid: two of its axes, with a fixed place on all others.
struct GridSlice {
    int row_axis = -1;                 ///< -1: one row
    int column_axis = -1;              ///< -1: one column
    std::vector<std::uint64_t> places; ///< per axis; the two above are ignored
    std::uint64_t first_row = 0;       ///< of the part that is listed
    std::uint64_t first_column = 0;

    bool operator==(const GridSlice&) const = default;
};

/// The last axis across, the one before it down; a vector is one column.
[[nodiscard]] GridSlice default_slice(const Shape& shape);

/// A page of the grid: what is read at once.
struct GridPage {
    int row = 0; ///< of pages
    int column = 0;
    bool operator==(const GridPage&) const = default;
};
inline size_t qHash(const GridPage& page, size_t seed = 0)
{
    return qHashMulti(seed, page.row, page.column);
}

/// The values of a tensor as a table, read page by page as they come on screen. data() reads
/// nothing: an unknown page is asked for by pageWanted() and filled in by setPage().
class ValuesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ValuesModel(QObject* parent = nullptr);

    void setTensor(std::shared_ptr<const Document> document, TensorId tensor,
                   const GridSlice& slice);
    void clear();
    /// The answer to pageWanted(): items in C order, those that the file ends before marked. One
    /// for another slice is ignored.
    void setPage(TensorId tensor, const GridSlice& slice, const GridPage& page,
                 const Result<PresentItems>& items);
    /// The answer for a tensor whose values have no fixed size: all of them, in C order.
    void setList(TensorId tensor, const Result<SharedValues>& values);
    /// The cut through the tensor that a page stands for, for read_slice().
    [[nodiscard]] std::vector<SliceAxis> sliceOf(const GridPage& page) const;
    [[nodiscard]] const GridSlice& slice() const { return m_slice; }
    [[nodiscard]] TensorId tensor() const { return m_tensor; }
    /// No value of what is listed was read yet.
    [[nodiscard]] bool isBlank() const { return m_pages.isEmpty() && !m_list; }
    /// All rows and columns that the slice has, listed or not.
    [[nodiscard]] std::uint64_t allRows() const;
    [[nodiscard]] std::uint64_t allColumns() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// Rows and columns that one table lists; the page has choosers for more.
    static constexpr std::uint64_t most_rows = 100'000;
    static constexpr std::uint64_t most_columns = 1'000;

Q_SIGNALS:
    void pageWanted(const strata::GridPage& page) const;
    void readFailed(const strata::Error& error);

private:
    struct PageSize {
        int rows = 0;
        int columns = 0;
    };
    [[nodiscard]] PageSize sizeOf(const GridPage& page) const;
    [[nodiscard]] const Tensor& tensorValue() const { return m_document->tensor(m_tensor); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const;
    [[nodiscard]] QVariant listedCell(int row, int column, int role) const;
    [[nodiscard]] static QVariant missingCell(int role);
    void want(const GridPage& page) const;
    /// Whether a page's numbers change how a column is written.
    bool noteNumbers(const GridPage& page, const PresentItems& items);

    std::shared_ptr<const Document> m_document;
    TensorId m_tensor = TensorId::none;
    GridSlice m_slice;
    /// How the real numbers of a column are written: by the largest that was read.
    struct Style {
        double largest = 0;
        words::NumberColumn column{{}};
    };
    SharedValues m_list; ///< of a tensor whose values have no fixed size
    QHash<GridPage, PresentItems> m_pages;
    QHash<int, Style> m_styles;
    QList<GridPage> m_order; ///< of m_pages, the oldest first
    mutable QSet<GridPage> m_wanted;
};

} // namespace strata
