// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/values_model.h"

#include "io/analysis/item_number.h"
#include "widgets/parts/text.h"
#include "widgets/tables/item_text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// A page fills a large screen; with 8-byte items it is 128 KiB.
constexpr int page_rows = 256;
constexpr int page_columns = 64;
constexpr int most_pages = 128;

std::uint64_t length_of(const Shape& shape, int axis)
{
    return axis < 0 ? 1 : shape[static_cast<std::size_t>(axis)];
}

bool is_real(ScalarType type)
{
    switch (type) {
    case ScalarType::Float8E4M3FN:
    case ScalarType::Float8E5M2:
    case ScalarType::Float16:
    case ScalarType::BFloat16:
    case ScalarType::Float32:
    case ScalarType::Float64:
    case ScalarType::LongDouble:
        return true;
    default:
        return false;
    }
}

} // namespace

GridSlice default_slice(const Shape& shape)
{
    GridSlice slice;
    const int rank = static_cast<int>(shape.size());
    slice.places.assign(shape.size(), 0);
    if (rank == 1) {
        slice.row_axis = 0;
    } else if (rank > 1) {
        slice.row_axis = rank - 2;
        slice.column_axis = rank - 1;
    }
    return slice;
}

ValuesModel::ValuesModel(QObject* parent) : QAbstractTableModel(parent) {}

void ValuesModel::setTensor(std::shared_ptr<const Document> document, TensorId tensor,
                            const GridSlice& slice)
{
    beginResetModel();
    m_document = std::move(document);
    m_tensor = tensor;
    m_slice = slice;
    const auto* const listed =
        m_document ? std::get_if<ListedStorage>(&tensorValue().storage) : nullptr;
    m_list = listed ? listed->items : nullptr;
    m_pages.clear();
    m_styles.clear();
    m_order.clear();
    m_wanted.clear();
    endResetModel();
}

void ValuesModel::clear()
{
    beginResetModel();
    m_document.reset();
    m_tensor = TensorId::none;
    m_list.reset();
    m_pages.clear();
    m_styles.clear();
    m_order.clear();
    m_wanted.clear();
    endResetModel();
}

std::uint64_t ValuesModel::allRows() const
{
    if (!m_document || tensorValue().count().value_or(0) == 0)
        return 0;
    return length_of(tensorValue().shape, m_slice.row_axis);
}

std::uint64_t ValuesModel::allColumns() const
{
    if (!m_document || tensorValue().count().value_or(0) == 0)
        return 0;
    return length_of(tensorValue().shape, m_slice.column_axis);
}

int ValuesModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || allRows() <= m_slice.first_row)
        return 0;
    return static_cast<int>(std::min(most_rows, allRows() - m_slice.first_row));
}

int ValuesModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid() || allColumns() <= m_slice.first_column)
        return 0;
    return static_cast<int>(std::min(most_columns, allColumns() - m_slice.first_column));
}

ValuesModel::PageSize ValuesModel::sizeOf(const GridPage& page) const
{
    return {std::clamp(rowCount() - page.row * page_rows, 0, page_rows),
            std::clamp(columnCount() - page.column * page_columns, 0, page_columns)};
}

std::vector<SliceAxis> ValuesModel::sliceOf(const GridPage& page) const
{
    const PageSize size = sizeOf(page);
    std::vector<SliceAxis> axes;
    for (std::size_t i = 0; i < tensorValue().shape.size(); ++i) {
        const int axis = static_cast<int>(i);
        if (axis == m_slice.row_axis)
            axes.push_back({m_slice.first_row + static_cast<std::uint64_t>(page.row) * page_rows,
                            static_cast<std::uint64_t>(size.rows), 1});
        else if (axis == m_slice.column_axis)
            axes.push_back(
                {m_slice.first_column + static_cast<std::uint64_t>(page.column) * page_columns,
                 static_cast<std::uint64_t>(size.columns), 1});
        else
            axes.push_back({m_slice.places[i], 1, 1});
    }
    return axes;
}

void ValuesModel::setPage(TensorId tensor, const GridSlice& slice, const GridPage& page,
                          const Result<PresentItems>& items)
{
    if (tensor != m_tensor || !(slice == m_slice) || !m_document)
        return;
    m_wanted.remove(page);
    if (!items) {
        if (items.error().code != ErrorCode::Cancelled)
            Q_EMIT readFailed(items.error());
        return;
    }
    if (m_order.size() >= most_pages)
        m_pages.remove(m_order.takeFirst());
    m_pages.insert(page, *items);
    m_order.append(page);
    const PageSize size = sizeOf(page);
    if (size.rows == 0 || size.columns == 0)
        return;
    const int first = page.row * page_rows;
    // A larger number changes the decimals of its whole column.
    const bool restyled = noteNumbers(page, *items);
    Q_EMIT dataChanged(index(restyled ? 0 : first, page.column * page_columns),
                       index(restyled ? rowCount() - 1 : first + size.rows - 1,
                             page.column * page_columns + size.columns - 1));
}

bool ValuesModel::noteNumbers(const GridPage& page, const PresentItems& items)
{
    const DType& dtype = tensorValue().dtype;
    if (!is_real(dtype.type))
        return false;
    const auto columns = static_cast<std::size_t>(sizeOf(page).columns);
    const auto size = static_cast<std::size_t>(dtype.item_size);
    const std::span<const std::byte> bytes(items.items); // zeros where one is missing
    std::vector<double> largest(columns, 0);
    for (std::size_t place = 0; (place + 1) * size <= bytes.size(); ++place) {
        const double number = std::abs(item_number(dtype, bytes.subspan(place * size, size)));
        if (std::isfinite(number))
            largest[place % columns] = std::max(largest[place % columns], number);
    }
    bool restyled = false;
    for (std::size_t column = 0; column < columns; ++column) {
        Style& style = m_styles[page.column * page_columns + static_cast<int>(column)];
        if (largest[column] <= style.largest)
            continue;
        style = {largest[column], words::NumberColumn(std::span(&largest[column], 1))};
        restyled = true;
    }
    return restyled;
}

void ValuesModel::setList(TensorId tensor, const Result<SharedValues>& values)
{
    if (tensor != m_tensor || !m_document)
        return;
    if (!values) {
        if (values.error().code == ErrorCode::Cancelled)
            m_wanted.clear(); // asked for again when it is painted
        else
            Q_EMIT readFailed(values.error());
        return;
    }
    m_wanted.clear();
    m_list = *values;
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ValuesModel::want(const GridPage& page) const
{
    if (m_wanted.contains(page))
        return;
    m_wanted.insert(page);
    Q_EMIT pageWanted(page);
}

QVariant ValuesModel::listedCell(int row, int column, int role) const
{
    if (!m_list) {
        want({row / page_rows, column / page_columns});
        return {};
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != CopyRole)
        return {};
    // Items are listed in C order.
    std::uint64_t place = 0;
    const Shape& shape = tensorValue().shape;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const int axis = static_cast<int>(i);
        const std::uint64_t at = axis == m_slice.row_axis
                                     ? m_slice.first_row + static_cast<std::uint64_t>(row)
                                 : axis == m_slice.column_axis
                                     ? m_slice.first_column + static_cast<std::uint64_t>(column)
                                     : m_slice.places[i];
        place = place * shape[i] + at;
    }
    if (place >= m_list->size())
        return {};
    const QString text = one_line((*m_list)[place].repr(400));
    return role == Qt::ToolTipRole ? plain_tool_tip(text) : text;
}

QVariant ValuesModel::missingCell(int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return tr("missing");
    case CopyRole:
        return QLatin1String("");
    case Qt::ToolTipRole:
        return tr("The file ends before this value");
    case SecondaryRole:
        return true;
    default:
        return {};
    }
}

QVariant ValuesModel::cell(int row, int column, int role) const
{
    if (std::holds_alternative<ListedStorage>(tensorValue().storage))
        return listedCell(row, column, role);
    const GridPage page{row / page_rows, column / page_columns};
    const auto found = m_pages.constFind(page);
    if (found == m_pages.constEnd()) {
        want(page);
        return {};
    }
    const PageSize size = sizeOf(page);
    const std::size_t item = static_cast<std::size_t>(tensorValue().dtype.item_size);
    const auto place =
        static_cast<std::size_t>((row % page_rows) * size.columns + column % page_columns);
    if ((place + 1) * item > found->items.size())
        return {};
    if (!found->missing.empty() && found->missing[place])
        return missingCell(role);
    const DType& dtype = tensorValue().dtype;
    const auto bytes = std::span<const std::byte>(found->items).subspan(place * item, item);
    if (role == Qt::DisplayRole && is_real(dtype.type))
        return m_styles.value(column).column.text(item_number(dtype, bytes));
    const ItemText text = item_text(bytes, dtype);
    switch (role) {
    case Qt::DisplayRole:
        return one_line(text.shown, 400);
    case CopyRole:
        return text.exact;
    case Qt::ToolTipRole:
        return plain_tool_tip(text.exact);
    case InkRole:
        return text.odd ? QVariant(static_cast<int>(IconInk::Warning)) : QVariant();
    default:
        return {};
    }
}

QVariant ValuesModel::data(const QModelIndex& index, int role) const
{
    if (!m_document || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::TextAlignmentRole: {
        const bool number = tensorValue().dtype.is_numeric();
        return QVariant::fromValue(Qt::Alignment(number ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    case FixedFontRole:
        return true;
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::ToolTipRole:
    case InkRole:
    case SecondaryRole:
        return cell(index.row(), index.column(), role);
    default:
        return {};
    }
}

QVariant ValuesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_document)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    const bool across = orientation == Qt::Horizontal;
    if (across && m_slice.column_axis < 0)
        return tr("Value");
    const std::uint64_t first = across ? m_slice.first_column : m_slice.first_row;
    return words::count(first + static_cast<std::uint64_t>(section));
}

} // namespace strata
