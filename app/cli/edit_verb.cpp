// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/edit_verb.h"

#include "app/cli/info_section.h"
#include "app/cli/missing_key.h"
#include "app/report/edit_report.h"
#include "io/formats/format.h"
#include "io/model/value_text.h"
#include "io/save/save.h"
#include "io/source/atomic_file.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"
#include "widgets/words/value_form.h"

#include <filesystem>

namespace strata::cli {

using words::text_of;
using words::translate;

namespace {

/// What `options.out` and the entries make of the command.
class Change {
public:
    Change(const EditOptions& options, const Document& document)
        : m_options(options), m_document(document)
    {
    }

    /// KEY=VALUE. A key may hold '=' itself: the first part that is an entry's key counts.
    Result<void> set(const std::string& argument, Edits& edits) const
    {
        std::size_t equals = argument.find('=');
        if (equals == argument.npos)
            return fail(ErrorCode::BadArgument, "KEY=VALUE is wanted", {}, argument);
        for (std::size_t at = equals; at != argument.npos; at = argument.find('=', at + 1)) {
            if (find_entry(m_document, argument.substr(0, at))) {
                equals = at;
                break;
            }
        }
        const std::string key = argument.substr(0, equals);
        const auto entry = find_entry(m_document, key);
        if (!entry && is_setting_key(m_document, key))
            return strata::fail(missing_key(m_document, key));
        const std::string type = !m_options.type.empty() ? m_options.type
                                 : entry                 ? entry->type
                                                         : "str";
        const std::string text = argument.substr(equals + 1);
        auto value = parse_value(text, type);
        if (!value) {
            Error error = std::move(value).error();
            if (type == "list" || type == "tuple" || type == "dict")
                error = words::json_error(std::move(error), text);
            if (type == "NoneType" && m_options.type.empty())
                error.detail = "it is None now; --type says what the new value is";
            error.path = key;
            return strata::fail(std::move(error));
        }
        return entry ? edits.set(m_document, key, *std::move(value))
                     : edits.add(m_document, key, *std::move(value));
    }

    Result<void> remove(const std::string& key, Edits& edits) const
    {
        if (!find_entry(m_document, key))
            return strata::fail(missing_key(m_document, key));
        return edits.remove(m_document, key);
    }

    Result<Edits> edits(bool unset) const
    {
        Edits edits;
        for (const std::string& argument : m_options.changes)
            STRATA_TRY(unset ? remove(argument, edits) : set(argument, edits));
        return edits;
    }

private:
    const EditOptions& m_options;
    const Document& m_document;
};

void print_changes(const Document& document, const Edits& edits, Printer& out)
{
    for (const Edit& edit : edits.list()) {
        const auto before = find_entry(document, edit.key);
        const QString old_value = text_of(before ? before->value.repr(value_columns) : "");
        const QString new_value = text_of(edit.value.repr(value_columns));
        const QString key = text_of(edit.key);
        switch (edit.kind) {
        case Edit::Kind::SetScalar:
            out.line(translate("%1: %2 (the array that repeats it)").arg(key, new_value));
            break;
        case Edit::Kind::Set:
            out.line(QStringLiteral("%1: %2 → %3").arg(key, old_value, new_value));
            break;
        case Edit::Kind::Add:
            out.line(translate("%1: %2 (new)").arg(key, new_value));
            break;
        case Edit::Kind::Remove:
            out.line(translate("%1: %2 (removed)").arg(key, old_value));
            break;
        }
    }
}

void say_saved(const SaveReport& report, Console& console)
{
    console.say(translate("Saved as %1.").arg(text_of(report.written)));
    if (!report.backup.empty())
        console.say(translate("The old content is in %1.").arg(text_of(report.backup)));
    if (report.other_names != 0)
        console.say(words::plural(report.other_names,
                                  translate("1 other name (hard link) of the file keeps the old "
                                            "content."),
                                  translate("%1 other names (hard links) of the file keep the old "
                                            "content.")));
    for (const std::string& left : abandoned_scratch_files(report.written))
        console.say(translate("%1 was left by a save that did not end; it can be deleted.")
                        .arg(text_of(left)));
}

/// What keeps a text from being JSON where an entry must hold it, as the window says it.
Error in_words(Error error, const Edits& edits)
{
    const Edit* const edit = edits.find(error.path);
    const bool in_text =
        edit != nullptr && edit->value.kind() == Value::Kind::Text && error.offset.has_value();
    return in_text ? words::json_error(std::move(error), edit->value.as_text()) : error;
}

ExitStatus run_edit(const EditOptions& options, bool unset, Console& console)
{
    const FileStamp stamp = stamp_of(options.file);
    const auto opened = open_document(options.file, console.job);
    if (!opened)
        return console.fail(opened.error(), options.file, options.json);
    const Document& document = *opened->document;
    const auto asked = Change(options, document).edits(unset);
    if (!asked)
        return console.fail(asked.error(), options.file, options.json);
    const auto edits = prepare_edits(document, *asked);
    if (!edits)
        return console.fail(in_words(edits.error(), *asked), options.file, options.json);
    const std::vector<EditWarning> warnings = edit_warnings(document, *edits);
    SaveReport report;
    std::error_code ignored;
    const bool in_place =
        options.out.empty() || std::filesystem::equivalent(options.file, options.out, ignored);
    if (!in_place && !options.force && std::filesystem::exists(options.out, ignored))
        return console.fail({ErrorCode::BadArgument,
                             {},
                             options.out,
                             "the file exists already; --force replaces it"},
                            options.out, options.json);
    if (!edits->empty() || !in_place) {
        SaveOptions save;
        save.path = in_place ? options.file : options.out;
        if (in_place)
            save.expected = stamp;
        if (options.backup)
            save.backup_suffix = "~";
        auto saved = save_edited(*opened, *edits, save, console.job);
        if (!saved)
            return console.fail(saved.error(), save.path, options.json);
        report = *std::move(saved);
    }
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        report::write_edit_report(json, *opened, *edits, warnings, report.written);
        json.finish();
    } else {
        print_changes(document, *edits, console.out);
    }
    if (!options.json) {
        for (const EditWarning& warning : warnings)
            console.say(text_of(warning.key) + QStringLiteral(": ") + words::warning(warning));
    }
    if (!report.written.empty())
        say_saved(report, console);
    else if (!options.json)
        console.say(translate("Nothing to change: the file says so already."));
    return ExitStatus::Fine;
}

Result<std::vector<MetadataEntry>> wanted_entries(const Document& document,
                                                  const std::vector<std::string>& keys)
{
    std::vector<MetadataEntry> entries;
    if (keys.empty()) {
        entries = document.metadata;
        for (MetadataEntry& entry : settable_entries(document))
            entries.push_back(std::move(entry));
        return entries;
    }
    for (const std::string& key : keys) {
        auto entry = find_entry(document, key);
        if (!entry)
            return strata::fail(missing_key(document, key));
        entry->editable = entry->editable || can_set(document, key);
        entries.push_back(*std::move(entry));
    }
    return entries;
}

void print_entries(const std::vector<MetadataEntry>& entries, Printer& out)
{
    TextTable table({TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left});
    for (const MetadataEntry& entry : entries)
        table.add({{text_of(entry.key)},
                   {text_of(entry.type), Style::Dim},
                   {text_of(entry.value.repr(value_columns))}});
    table.print(out);
}

} // namespace

ExitStatus run_get(const GetOptions& options, Console& console)
{
    const auto opened = open_document(options.file, console.job);
    if (!opened)
        return console.fail(opened.error(), options.file, options.json);
    const auto entries = wanted_entries(*opened->document, options.keys);
    if (!entries)
        return console.fail(entries.error(), options.file, options.json);
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        report::write_get_report(json, *opened, *entries);
        json.finish();
    } else if (options.keys.size() == 1 && entries->front().value.omitted() != 0) {
        return console.fail(
            {ErrorCode::LimitExceeded, {}, options.keys.front(), "value_text_bytes"}, options.file,
            false);
    } else if (options.keys.size() == 1) {
        console.out.line(text_of(editable_text(entries->front().value)));
    } else {
        print_entries(*entries, console.out);
    }
    return ExitStatus::Fine;
}

ExitStatus run_set(const EditOptions& options, Console& console)
{
    return run_edit(options, false, console);
}

ExitStatus run_unset(const EditOptions& options, Console& console)
{
    return run_edit(options, true, console);
}

} // namespace strata::cli
