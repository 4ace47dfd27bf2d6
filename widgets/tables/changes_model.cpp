// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/changes_model.h"

#include "widgets/parts/text.h"
#include "widgets/words/translation.h"

namespace strata {

namespace {

constexpr std::size_t shown_bytes = 300;

bool is_renaming(const Edits& edits, const Edit& edit)
{
    const Edit* const from = edit.from.empty() ? nullptr : edits.find(edit.from);
    return from != nullptr && from->kind == Edit::Kind::Remove;
}

QString change_word(const Edit& edit, bool known_before)
{
    switch (edit.kind) {
    case Edit::Kind::Remove:
        return ChangesModel::tr("removed");
    case Edit::Kind::Add:
        return known_before ? ChangesModel::tr("renamed from %1").arg(one_line(edit.from, 80))
                            : ChangesModel::tr("added");
    case Edit::Kind::Set:
    case Edit::Kind::SetScalar:
        break;
    }
    return ChangesModel::tr("changed");
}

} // namespace

ChangesModel::ChangesModel(QObject* parent)
    : ColumnsModel({{tr("Entry"), false, false, Qt::ElideMiddle},
                    {tr("Change"), false, false},
                    {tr("Old value"), false, true},
                    {tr("New value"), false, true}},
                   parent)
{
}

void ChangesModel::setEdits(const Document& document, const Edits& edits)
{
    beginResetModel();
    m_changes.clear();
    QStringList replaced; // the other halves of renamings
    for (const Edit& edit : edits.list()) {
        if (edit.kind == Edit::Kind::Add && is_renaming(edits, edit))
            replaced.append(QString::fromStdString(edit.from));
    }
    for (const Edit& edit : edits.list()) {
        if (replaced.contains(QString::fromStdString(edit.key)) && edit.kind == Edit::Kind::Remove)
            continue;
        const bool renamed = is_renaming(edits, edit);
        const auto entry = find_entry(document, renamed ? edit.from : edit.key);
        m_changes.append({edit, entry ? std::optional(entry->value) : std::nullopt});
    }
    endResetModel();
}

QVariant ChangesModel::cell(int row, int column, int role) const
{
    const Change& change = m_changes[row];
    const bool removed = change.edit.kind == Edit::Kind::Remove;
    if (role == Qt::DisplayRole) {
        switch (column) {
        case KeyColumn:
            return one_line(change.edit.key, shown_bytes);
        case ChangeColumn:
            return change_word(change.edit, change.before.has_value());
        case BeforeColumn:
            return change.before ? one_line(change.before->repr(shown_bytes)) : QString();
        default:
            return removed ? QString() : one_line(change.edit.value.repr(shown_bytes));
        }
    }
    if (role == CopyRole && column == BeforeColumn && change.before)
        return words::text_of(change.before->repr());
    if (role == CopyRole && column == AfterColumn && !removed)
        return words::text_of(change.edit.value.repr());
    return {};
}

} // namespace strata
