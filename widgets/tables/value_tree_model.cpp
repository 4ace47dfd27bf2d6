// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/value_tree_model.h"

#include "widgets/parts/text.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

namespace strata {

namespace {

/// Rows that one configuration may have; what is deeper stays in its parent's text.
constexpr std::size_t most_rows = 200'000;

bool is_sequence(Value::Kind kind)
{
    return kind == Value::Kind::List || kind == Value::Kind::Tuple || kind == Value::Kind::Set ||
           kind == Value::Kind::FrozenSet;
}

QString value_text(const Document& document, const Value& value)
{
    if (value.kind() == Value::Kind::TensorRef &&
        index(value.as_tensor()) < document.tensors.size()) {
        const Tensor& tensor = document.tensor(value.as_tensor());
        return words::text_of(tensor.dtype.name()) + QLatin1Char(' ') + words::shape(tensor.shape);
    }
    return one_line(value.repr(400));
}

} // namespace

ValueTreeModel::ValueTreeModel(QObject* parent) : QAbstractItemModel(parent), m_rows(1) {}

void ValueTreeModel::begin(std::shared_ptr<const Document> document)
{
    m_document = std::move(document);
    m_rows.clear();
    m_rows.emplace_back();
}

void ValueTreeModel::addChild(int parent, QString name, const Value& value)
{
    if (m_rows.size() >= most_rows)
        return;
    Row& above = m_rows[static_cast<std::size_t>(parent)];
    if (above.child_count == 0)
        above.first_child = static_cast<int>(m_rows.size());
    Row row;
    row.name = std::move(name);
    row.value = &value;
    row.parent = parent;
    row.place = above.child_count++;
    m_rows.push_back(std::move(row));
}

void ValueTreeModel::addChildrenOf(int at)
{
    const Value* const value = m_rows[static_cast<std::size_t>(at)].value;
    if (!value)
        return;
    if (value->kind() == Value::Kind::Dict) {
        for (const ValueEntry& entry : value->entries())
            addChild(at,
                     entry.key.kind() == Value::Kind::Text ? one_line(entry.key.as_text(), 200)
                                                           : one_line(entry.key.repr(200)),
                     entry.value);
    } else if (is_sequence(value->kind())) {
        int place = 0;
        for (const Value& item : value->items())
            addChild(at, QString::number(place++), item);
    }
}

void ValueTreeModel::fill()
{
    // Breadth first, so that siblings lie one after the other.
    for (std::size_t row = 1; row < m_rows.size(); ++row)
        addChildrenOf(static_cast<int>(row));
}

void ValueTreeModel::setValues(std::shared_ptr<const Document> document, const NamedValues& values)
{
    beginResetModel();
    begin(std::move(document));
    for (const auto& [name, value] : values)
        addChild(0, one_line(name, 200), value);
    fill();
    endResetModel();
}

void ValueTreeModel::setValue(std::shared_ptr<const Document> document, const Value& value)
{
    beginResetModel();
    begin(std::move(document));
    m_rows[0].value = &value;
    addChildrenOf(0);
    fill();
    endResetModel();
}

QModelIndex ValueTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= 3 || row >= rowCount(parent))
        return {};
    const auto above = static_cast<std::size_t>(parent.isValid() ? parent.internalId() : 0);
    return createIndex(row, column, static_cast<quintptr>(m_rows[above].first_child + row));
}

QModelIndex ValueTreeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const int above = m_rows[index.internalId()].parent;
    if (above == 0)
        return {};
    return createIndex(m_rows[static_cast<std::size_t>(above)].place, 0,
                       static_cast<quintptr>(above));
}

int ValueTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    return m_rows[parent.isValid() ? parent.internalId() : 0].child_count;
}

int ValueTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return 3;
}

QVariant ValueTreeModel::data(const QModelIndex& index, int role) const
{
    if (!m_document || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[index.internalId()];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == 0)
            return row.name;
        return index.column() == 1 ? value_text(*m_document, *row.value)
                                   : words::text_of(row.value->type_name());
    case CopyRole:
    case Qt::ToolTipRole: {
        const QString text = index.column() == 1 ? words::text_of(row.value->repr())
                                                 : data(index, Qt::DisplayRole).toString();
        return role == CopyRole ? text : plain_tool_tip(text);
    }
    case FixedFontRole:
        return index.column() == 1;
    case SecondaryRole:
        return index.column() == 2 || (index.column() == 1 && row.value->is_none());
    default:
        return {};
    }
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Name") : section == 1 ? tr("Value") : tr("Type");
}

} // namespace strata
