// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/metadata_model.h"

#include "widgets/parts/text.h"
#include "widgets/tables/metadata_delegate.h"
#include "widgets/theme/icons.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/metadata_words.h"

#include <QFont>
#include <QPixmap>

#include <algorithm>

namespace strata {

namespace {

using State = MetadataRow::State;

/// A text stands as it is, everything else as Python writes it.
QString value_text(const Value& value)
{
    constexpr std::size_t most_bytes = 300;
    return value.kind() == Value::Kind::Text ? one_line(value.as_text(), most_bytes)
                                             : one_line(value.repr(most_bytes));
}

QIcon room_for_icon()
{
    QPixmap nothing(16, 16);
    nothing.fill(Qt::transparent);
    return nothing;
}

} // namespace

MetadataModel::MetadataModel(QObject* parent) : ColumnsModel({}, parent)
{
    nameColumns();
}

/// In an HDF5 file an entry belongs to a group or a dataset; elsewhere it lies in some part of the
/// file.
void MetadataModel::nameColumns()
{
    m_attributes =
        !m_rows.isEmpty() && std::all_of(m_rows.begin(), m_rows.end(), [](const MetadataRow& row) {
            const MetadataEntry& entry = row.entry;
            return entry.where.starts_with('/') && entry.key.starts_with(entry.where + '@');
        });
    setColumns({{tr("Key"), false, false, Qt::ElideMiddle},
                {tr("Type"), false, false},
                {tr("Value"), false, true},
                {m_attributes ? tr("Attribute of") : tr("Stored at"), false, true,
                 m_attributes ? Qt::ElideMiddle : Qt::ElideRight},
                {tr("State"), false, false}});
}

bool MetadataModel::setRows(std::shared_ptr<const Document> document, QList<MetadataRow> new_rows,
                            bool editable)
{
    const bool same_rows =
        m_document == document && m_editable == editable &&
        std::equal(m_rows.begin(), m_rows.end(), new_rows.begin(), new_rows.end(),
                   [](const MetadataRow& left, const MetadataRow& right) {
                       return left.entry.key == right.entry.key;
                   });
    if (!same_rows)
        beginResetModel();
    m_document = std::move(document);
    m_rows = std::move(new_rows);
    m_editable = editable;
    if (!same_rows)
        nameColumns();
    m_marked = std::any_of(m_rows.begin(), m_rows.end(), [](const MetadataRow& row) {
        return row.state != State::Same || row.draft;
    });
    if (!same_rows)
        endResetModel();
    else if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rows() - 1, StateColumn));
    return !same_rows;
}

const MetadataRow* MetadataModel::row(int row) const
{
    return row >= 0 && row < rows() ? &m_rows[row] : nullptr;
}

const MetadataEntry* MetadataModel::entry(int of) const
{
    return row(of) ? &row(of)->entry : nullptr;
}

int MetadataModel::rowOf(NodeId model_node) const
{
    for (int row = 0; model_node != NodeId::none && row < rows(); ++row) {
        if (entry(row)->model_node == model_node)
            return row;
    }
    return -1;
}

int MetadataModel::rowOfKey(std::string_view key) const
{
    int before = -1;
    for (int row = 0; row < rows(); ++row) {
        if (m_rows[row].entry.key == key)
            return row;
        if (m_rows[row].before && m_rows[row].before->key == key)
            before = row;
    }
    return before;
}

int MetadataModel::countOf(State state) const
{
    return static_cast<int>(std::ranges::count_if(
        m_rows, [state](const MetadataRow& row) { return row.state == state && !row.draft; }));
}

bool MetadataModel::saysBefore() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const MetadataRow& row) { return row.before.has_value(); });
}

bool MetadataModel::canEditValue(int of) const
{
    return m_editable && row(of) && row(of)->state != State::Removed && row(of)->entry.editable &&
           row(of)->entry.value.omitted() == 0;
}

bool MetadataModel::canRename(int of) const
{
    return canEditValue(of) && !key_prefix(row(of)->entry).empty();
}

bool MetadataModel::isShort(int of) const
{
    constexpr qsizetype most_letters = 1'000;
    const words::ValueForm form = row(of)->form();
    const QString text = row(of)->draft ? row(of)->draft->text : form.text(row(of)->entry.value);
    return !form.isJson() && text.size() <= most_letters &&
           std::none_of(text.begin(), text.end(), [](QChar c) { return c < u' '; });
}

Qt::ItemFlags MetadataModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = ColumnsModel::flags(index);
    const bool editable =
        (index.column() == ValueColumn && canEditValue(index.row()) && isShort(index.row())) ||
        (index.column() == KeyColumn && canRename(index.row()));
    flags.setFlag(Qt::ItemIsEditable, editable);
    return flags;
}

bool MetadataModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    if (index.column() == ValueColumn)
        Q_EMIT valueTyped(index.row(), value.toString());
    else
        Q_EMIT nameTyped(index.row(), value.toString());
    return true;
}

QString MetadataModel::text(const MetadataRow& row, int column) const
{
    switch (column) {
    case KeyColumn:
        return one_line(words::metadata_key(row.entry), 300);
    case TypeColumn:
        return words::metadata_type(row.entry);
    case ValueColumn:
        return row.draft ? one_line(row.draft->text.simplified(), 300)
                         : value_text(row.entry.value);
    case PlaceColumn:
        return one_line(row.entry.where, 300);
    default:
        break;
    }
    if (row.draft)
        return tr("not valid");
    switch (row.state) {
    case State::Edited:
        return tr("edited");
    case State::Added:
        return tr("added");
    case State::Removed:
        return tr("removed");
    case State::Renamed:
        return tr("renamed");
    case State::Same:
        break;
    }
    return {};
}

QVariant MetadataModel::markOf(const MetadataRow& row) const
{
    if (row.draft)
        return icon(QStringLiteral("error"), IconInk::Error);
    switch (row.state) {
    case State::Edited:
        return icon(QStringLiteral("edit"), IconInk::Note);
    case State::Added:
        return icon(QStringLiteral("add"), IconInk::Note);
    case State::Removed:
        return icon(QStringLiteral("remove"), IconInk::Note);
    case State::Renamed:
        return icon(QStringLiteral("cmp-renamed"), IconInk::Note);
    case State::Same:
        break;
    }
    // The room is there before the first edit: nothing moves when it comes.
    return m_marked || m_editable ? QVariant(room_for_icon()) : QVariant();
}

QVariant MetadataModel::toolTip(const MetadataRow& row, int column) const
{
    if (row.draft && (column == ValueColumn || column == StateColumn))
        return plain_tool_tip(words::refusal(row.draft->error));
    if (column == KeyColumn) {
        const QString key = words::text_of(row.entry.key);
        return plain_tool_tip(row.state == State::Renamed
                                  ? tr("%1, was %2").arg(key, words::text_of(row.before->key))
                                  : key);
    }
    if (column == ValueColumn && row.before)
        return plain_tool_tip(tr("Was %1").arg(value_text(row.before->value)));
    return {};
}

QVariant MetadataModel::editText(const MetadataRow& row, int column) const
{
    if (column == KeyColumn)
        return words::text_of(row.entry.key.substr(key_prefix(row.entry).size()));
    return row.draft ? row.draft->text : row.form().text(row.entry.value);
}

QVariant MetadataModel::cell(int of, int column, int role) const
{
    const MetadataRow& row = m_rows[of];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::EditRole:
        return editText(row, column);
    case Qt::DecorationRole:
        return column == KeyColumn ? markOf(row) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(column == KeyColumn && (row.state != State::Same || row.draft));
        font.setStrikeOut(row.state == State::Removed && column != StateColumn);
        return font;
    }
    case CopyRole:
        if (column == KeyColumn)
            return words::text_of(row.entry.key);
        return column == ValueColumn ? QVariant(words::text_of(row.entry.value.repr()))
                                     : QVariant();
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case FixedFontRole:
        // What people wrote reads as a text, what programs did as code.
        return column == ValueColumn && row.entry.value.kind() == Value::Kind::Text
                   ? QVariant(words::is_json(row.entry.value))
                   : QVariant();
    case SecondaryRole:
        return row.state == State::Removed || (column == ValueColumn && row.entry.value.is_none());
    case InkRole:
        if (column == StateColumn && row.state != State::Same)
            return static_cast<int>(row.draft ? IconInk::Error : IconInk::Note);
        return column == StateColumn && row.draft ? QVariant(static_cast<int>(IconInk::Error))
                                                  : QVariant();
    case BeforeRole:
        if (column == ValueColumn && row.before && row.before->value != row.entry.value)
            return value_text(row.before->value);
        if (column == KeyColumn && row.state == State::Renamed)
            return one_line(words::metadata_key(*row.before), 300);
        return {};
    case ChoicesRole:
        return column == ValueColumn && row.entry.value.kind() == Value::Kind::Bool && !row.draft
                   ? QVariant(QStringList{QStringLiteral("True"), QStringLiteral("False")})
                   : QVariant();
    case TwoLinesRole:
        return row.before.has_value();
    default:
        return {};
    }
}

} // namespace strata
