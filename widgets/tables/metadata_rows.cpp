// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/metadata_rows.h"

#include "io/model/parameter_keys.h"

#include <unordered_map>

namespace strata {

namespace {

/// The edits of a document, found by what they are about.
class EditIndex {
public:
    explicit EditIndex(const Edits& edits)
    {
        for (const Edit& edit : edits.list()) {
            m_by_key.emplace(edit.key, &edit);
            if (!edit.from.empty())
                m_by_origin.emplace(edit.from, &edit);
        }
    }

    [[nodiscard]] const Edit* of(const std::string& key) const { return look(m_by_key, key); }
    /// The edit that gave an entry another name.
    [[nodiscard]] const Edit* renaming(const std::string& key) const
    {
        const Edit* const own = of(key);
        return own != nullptr && own->kind == Edit::Kind::Remove ? look(m_by_origin, key) : nullptr;
    }

private:
    using Map = std::unordered_map<std::string_view, const Edit*>;

    static const Edit* look(const Map& map, const std::string& key)
    {
        const auto found = map.find(key);
        return found == map.end() ? nullptr : found->second;
    }

    Map m_by_key;
    Map m_by_origin;
};

void give_value(MetadataEntry& entry, const Value& value)
{
    entry.value = value;
    entry.type = value.type_name();
}

MetadataRow row_of(const MetadataEntry& entry, const EditIndex& edits)
{
    MetadataRow row;
    row.entry = entry;
    const Edit* const edit = edits.of(entry.key);
    if (edit == nullptr)
        return row;
    if (const Edit* const renamed = edits.renaming(entry.key)) {
        row.state = MetadataRow::State::Renamed;
        row.before = entry;
        row.entry.key = renamed->key;
        give_value(row.entry, renamed->value);
    } else if (edit->kind == Edit::Kind::Remove) {
        row.state = MetadataRow::State::Removed;
    } else {
        row.state = MetadataRow::State::Edited;
        row.before = entry;
        give_value(row.entry, edit->value);
    }
    return row;
}

MetadataRow added_row(const Edit& edit)
{
    MetadataRow row;
    row.state = MetadataRow::State::Added;
    row.entry.key = edit.key;
    give_value(row.entry, edit.value);
    row.entry.where = edit.key.substr(0, edit.key.rfind('@'));
    row.entry.editable = true;
    return row;
}

} // namespace

words::ValueForm MetadataRow::form() const
{
    const bool as_before = before && before->value.kind() == entry.value.kind();
    return words::ValueForm(as_before ? before->value : entry.value);
}

QList<std::size_t> metadata_places(const Document& document)
{
    const auto parameters =
        parameter_keys(document.estimators, [&](NodeId node) { return document.model.path(node); });
    QList<std::size_t> places;
    for (std::size_t place = 0; place < document.metadata.size(); ++place) {
        if (!parameters.contains(document.metadata[place].key))
            places.append(place);
    }
    return places;
}

QList<MetadataRow> metadata_rows(const Document& document, const Edits& edits, const Drafts& drafts)
{
    const EditIndex index(edits);
    QList<MetadataRow> rows;
    for (const std::size_t place : metadata_places(document))
        rows.append(row_of(document.metadata[place], index));
    for (const Edit& edit : edits.list()) {
        const bool renamed = !edit.from.empty() && index.renaming(edit.from) == &edit;
        if (edit.kind == Edit::Kind::Add && !renamed)
            rows.append(added_row(edit));
    }
    for (MetadataRow& row : rows) {
        const auto draft = drafts.constFind(QString::fromStdString(row.entry.key));
        if (draft != drafts.cend() && row.state != MetadataRow::State::Removed)
            row.draft = *draft;
    }
    return rows;
}

std::string key_prefix(const MetadataEntry& entry)
{
    if (entry.key.starts_with(entry.where + "@"))
        return entry.where + "@";
    return entry.key.substr(0, entry.key.rfind('@') + 1);
}

} // namespace strata
