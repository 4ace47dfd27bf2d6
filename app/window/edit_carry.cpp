// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/edit_carry.h"

#include "io/keras/layer_rename.h"

namespace strata {

namespace {

/// Gives the entry of a key a value, or takes it away. What cannot be done is left out.
void make(const Document& to, const std::string& key, const std::optional<Value>& value, Edits& out)
{
    const bool there = edited_value(to, out, key).has_value();
    Result<void> done;
    if (there && value)
        done = out.set(to, key, *value);
    else if (there)
        done = out.remove(to, key);
    else if (value)
        done = out.add(to, key, *value);
    static_cast<void>(done);
}

/// The same for an edit that may have given an entry another name.
void make_edit(const Document& to, const Edit& edit, Edits& out)
{
    const bool named = edit.kind == Edit::Kind::Add && !edit.from.empty() &&
                       edited_value(to, out, edit.from) && !edited_value(to, out, edit.key);
    if (named)
        static_cast<void>(out.rename(to, edit.from, edit.key).has_value());
    if (edit.kind == Edit::Kind::Remove)
        make(to, edit.key, std::nullopt, out);
    else if (edit.kind != Edit::Kind::Set || edited_value(to, out, edit.key))
        make(to, edit.key, edit.value, out);
}

} // namespace

std::optional<Value> edited_value(const Document& document, const Edits& edits,
                                  const std::string& key)
{
    if (const Edit* const edit = edits.find(key))
        return edit->kind == Edit::Kind::Remove ? std::nullopt : std::optional(edit->value);
    if (const auto entry = find_entry(document, key))
        return entry->value;
    return std::nullopt;
}

Edits replay_edits(const Edits& edits, const Document& to, Edits onto)
{
    for (const Edit& edit : edits.list())
        make_edit(to, edit, onto);
    return onto;
}

Edits edits_over_base(const SavedState& state, const Edits& edits)
{
    const auto renamed = keras::renamed_layers(state.base, state.saved);
    Edits onto = state.saved;
    for (Edit edit : edits.list()) {
        edit.key = keras::key_before(renamed, edit.key);
        if (!edit.from.empty())
            edit.from = keras::key_before(renamed, edit.from);
        make_edit(state.base, edit, onto);
    }
    return onto;
}

Edits edits_since(const SavedState& state, const Edits& wanted)
{
    Edits out;
    // Layers may have other names in the document of now.
    const auto renamed = keras::renamed_layers(state.base, state.saved);
    const auto now_key = [&](const std::string& key) {
        return keras::key_after(renamed, key);
    };
    const auto differs = [&](const std::string& key) {
        return edited_value(state.base, wanted, key) != edited_value(state.base, state.saved, key);
    };
    for (const Edit& edit : wanted.list()) {
        if (!differs(edit.key))
            continue;
        // An entry that the save added is changed, and one that it changed is added again.
        Edit now = edit;
        now.key = now_key(edit.key);
        now.from = edit.from.empty() ? edit.from : now_key(edit.from);
        if (now.kind == Edit::Kind::Set && !find_entry(state.now, now.key))
            now.kind = Edit::Kind::Add;
        make_edit(state.now, now, out);
    }
    for (const Edit& edit : state.saved.list()) {
        if (!wanted.find(edit.key))
            make(state.now, now_key(edit.key), edited_value(state.base, wanted, edit.key), out);
    }
    return out;
}

} // namespace strata
