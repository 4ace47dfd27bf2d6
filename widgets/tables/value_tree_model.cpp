// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/value_tree_model.h"

#include "widgets/parts/text.h"
#include "widgets/tables/metadata_delegate.h"
#include "widgets/theme/icons.h"
#include "widgets/words/brief_real.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QFont>

#include <algorithm>

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
    return value.kind() == Value::Kind::Float ? words::brief_real(value.as_real())
                                              : one_line(value.repr(400));
}

} // namespace

ValueTreeModel::ValueTreeModel(QObject* parent) : QAbstractItemModel(parent), m_rows(1) {}

void ValueTreeModel::addChild(int parent, JsonStep step, QString name, const Value& value)
{
    if (m_rows.size() >= most_rows)
        return;
    Row& above = m_rows[static_cast<std::size_t>(parent)];
    if (above.child_count == 0)
        above.first_child = static_cast<int>(m_rows.size());
    Row row;
    row.step = std::move(step);
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
                     entry.key.kind() == Value::Kind::Text ? entry.key.as_text() : entry.key.repr(),
                     entry.key.kind() == Value::Kind::Text ? one_line(entry.key.as_text(), 200)
                                                           : one_line(entry.key.repr(200)),
                     entry.value);
    } else if (is_sequence(value->kind())) {
        std::size_t place = 0;
        for (const Value& item : value->items()) {
            addChild(at, place, QString::number(place), item);
            ++place;
        }
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
    const Rows before = std::exchange(m_rows, Rows(1));
    for (const auto& [name, value] : values)
        addChild(0, name, one_line(name, 200), value);
    finish(std::move(document), before);
}

void ValueTreeModel::setValue(std::shared_ptr<const Document> document, const Value& value)
{
    const Rows before = std::exchange(m_rows, Rows(1));
    m_rows[0].value = &value;
    addChildrenOf(0);
    finish(std::move(document), before);
}

/// The same rows with other values keep what is selected and open.
void ValueTreeModel::finish(std::shared_ptr<const Document> document, const Rows& before)
{
    fill();
    const bool same = m_document == document &&
                      std::equal(m_rows.begin(), m_rows.end(), before.begin(), before.end(),
                                 [](const Row& left, const Row& right) {
                                     return left.parent == right.parent && left.step == right.step;
                                 });
    if (same)
        return retell();
    Rows after = std::exchange(m_rows, Rows(1));
    beginResetModel();
    m_document = std::move(document);
    m_rows = std::move(after);
    endResetModel();
}

void ValueTreeModel::retell()
{
    Q_EMIT layoutAboutToBeChanged();
    Q_EMIT layoutChanged();
}

ValueTreeModel::Path ValueTreeModel::path(const QModelIndex& index) const
{
    Path path;
    for (quintptr row = index.isValid() ? index.internalId() : 0; row != 0;
         row = static_cast<quintptr>(m_rows[row].parent))
        path.push_back(m_rows[row].step);
    std::reverse(path.begin(), path.end());
    return path;
}

QModelIndex ValueTreeModel::find(const Path& path, int column) const
{
    QModelIndex found;
    for (const JsonStep& step : path) {
        int row = 0;
        const int rows = rowCount(found);
        while (row < rows && m_rows[index(row, 0, found).internalId()].step != step)
            ++row;
        if (row == rows)
            return {};
        found = index(row, 0, found);
    }
    return found.isValid() ? found.siblingAtColumn(column) : found;
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
        if (index.column() == 1 && m_edited) {
            if (const EditedValue state = edited(index); !state.problem.isEmpty())
                return one_line(state.draft.simplified(), 300);
        }
        return index.column() == 1 ? value_text(*m_document, *row.value)
                                   : words::text_of(row.value->type_name());
    case CopyRole:
        return index.column() == 1 ? words::text_of(row.value->repr())
                                   : data(index, Qt::DisplayRole).toString();
    case Qt::ToolTipRole:
        return toolTip(index);
    case FixedFontRole:
        return index.column() == 1;
    case SecondaryRole:
        return index.column() == 2 || (index.column() == 1 && row.value->is_none());
    default:
        return m_edited ? editedData(index, role) : QVariant();
    }
}

EditedValue ValueTreeModel::edited(const QModelIndex& index) const
{
    return m_edited ? m_edited(path(index)) : EditedValue();
}

/// The exact value, what it was, and why it stays.
QVariant ValueTreeModel::toolTip(const QModelIndex& index) const
{
    if (index.column() != ValueColumn)
        return plain_tool_tip(data(index, Qt::DisplayRole).toString());
    QStringList lines = {words::text_of(m_rows[index.internalId()].value->repr())};
    if (m_edited) {
        const EditedValue state = edited(index);
        if (!state.problem.isEmpty())
            lines = QStringList{state.problem};
        else if (state.before)
            lines.append(tr("Was %1").arg(words::text_of(state.before->repr(400))));
        if (!state.obstacle.isEmpty())
            lines.append(state.obstacle);
    }
    return plain_tool_tip(lines.join(QLatin1Char('\n')));
}

QVariant ValueTreeModel::editedData(const QModelIndex& index, int role) const
{
    const int column = index.column();
    switch (role) {
    case Qt::EditRole:
        return column == ValueColumn ? QVariant(edited(index).text) : QVariant();
    case ChoicesRole:
        return column == ValueColumn ? QVariant(edited(index).choices) : QVariant();
    case Qt::DecorationRole:
    case Qt::FontRole: {
        const EditedValue state = column == NameColumn ? edited(index) : EditedValue();
        const bool wrong = !state.problem.isEmpty();
        if (!wrong && !state.before)
            return {};
        if (role == Qt::DecorationRole)
            return wrong ? icon(QStringLiteral("error"), IconInk::Error)
                         : icon(QStringLiteral("edit"), IconInk::Note);
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    case BeforeRole: {
        const auto before = column == ValueColumn ? edited(index).before : std::nullopt;
        return before ? QVariant(value_text(*m_document, *before)) : QVariant();
    }
    case TwoLinesRole:
        return edited(index).before.has_value();
    default:
        return {};
    }
}

Qt::ItemFlags ValueTreeModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (m_edited && index.isValid() && index.column() == ValueColumn)
        flags.setFlag(Qt::ItemIsEditable, edited(index).obstacle.isEmpty());
    return flags;
}

bool ValueTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.column() != ValueColumn)
        return false;
    Q_EMIT valueTyped(index, value.toString());
    return true;
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Name") : section == 1 ? tr("Value") : tr("Type");
}

} // namespace strata
