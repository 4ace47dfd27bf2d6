// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/save.h"

#include "io/base/guarded.h"
#include "io/formats/format.h"
#include "io/save/verify.h"
#include "io/source/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace strata {

namespace {

tl::unexpected<Error> changed_meanwhile(const std::string& path)
{
    return fail(ErrorCode::ReadFailed, "the file has changed on disk since it was opened", {},
                path);
}

/// Whether the target is still what it was when the document was opened.
Result<void> check_target(const SaveOptions& options, const FileStamp& now)
{
    if (options.expected && *options.expected != now)
        return changed_meanwhile(options.path);
    return {};
}

/// Gives the old content a second name, which costs no copy; the rename then takes the first away.
/// An older backup is replaced.
Result<std::string> keep_backup(const std::string& target, const std::string& suffix)
{
    const std::string backup = target + suffix;
    const std::string second = backup + ".new";
    unlink(second.c_str());
    if (link(target.c_str(), second.c_str()) == 0) {
        if (rename(second.c_str(), backup.c_str()) == 0)
            return backup;
        const int number = errno;
        unlink(second.c_str());
        return fail(ErrorCode::PermissionDenied, std::strerror(number), {}, backup);
    }
    // A file system without hard links.
    STRATA_ASSIGN(const SharedSource old, open_file_source(target));
    STRATA_ASSIGN(AtomicFile copy, AtomicFile::create(backup));
    STRATA_TRY(copy.clone(*old, {}));
    STRATA_TRY(copy.commit());
    return backup;
}

Result<SaveReport> save(const OpenDocument& opened, const Edits& edits, const SaveOptions& options,
                        const JobContext& job)
{
    const Format* const format = find_format(opened.document->format.id);
    STRATA_ASSIGN(const Edits prepared, prepare_edits(*opened.document, edits));
    const FileStamp target = stamp_of(options.path);
    STRATA_TRY(check_target(options, target));
    STRATA_ASSIGN(AtomicFile file, AtomicFile::create(options.path));
    STRATA_TRY(format->write_edited(opened, prepared, file, job));
    STRATA_ASSIGN(const OpenDocument written, open_document_at(file.scratch(), options.path, job));
    STRATA_TRY(verify_edited(opened, prepared, written, job));
    STRATA_TRY(job.check());
    SaveReport report;
    report.written = options.path;
    report.bytes = written.document->bytes;
    report.other_names = file.other_names();
    if (stamp_of(options.path) != target)
        return changed_meanwhile(options.path);
    if (!options.backup_suffix.empty() && target.exists) {
        STRATA_ASSIGN(report.backup, keep_backup(file.target(), options.backup_suffix));
    }
    STRATA_TRY(file.commit());
    return report;
}

/// The document's format, where this document has settings that can be changed at all.
const Format* format_that_sets(const Document& document)
{
    const Format* const format = find_format(document.format.id);
    return format != nullptr && format->can_set != nullptr && prepare_edits(document, {}) ? format
                                                                                          : nullptr;
}

} // namespace

Result<Edits> prepare_edits(const Document& document, const Edits& edits)
{
    const Format* const format = find_format(document.format.id);
    if (format == nullptr || format->prepare_edits == nullptr)
        return fail(ErrorCode::BadArgument, "metadata of this format cannot be edited", {},
                    document.format.name);
    for (const Edit& edit : edits.list()) {
        if (edit.value.omitted() != 0)
            return fail(ErrorCode::BadArgument, "only a part of the value is in memory", {},
                        edit.key);
    }
    return format->prepare_edits(document, edits);
}

bool can_set(const Document& document, const std::string& key)
{
    const Format* const format = format_that_sets(document);
    return format != nullptr && format->can_set(document, key);
}

std::vector<MetadataEntry> settable_entries(const Document& document)
{
    std::vector<MetadataEntry> entries = setting_entries(document);
    const Format* const format = format_that_sets(document);
    for (MetadataEntry& entry : entries)
        entry.editable = format != nullptr && format->can_set(document, entry.key);
    return entries;
}

std::vector<EditWarning> edit_warnings(const Document& document, const Edits& edits)
{
    const Format* const format = find_format(document.format.id);
    return format == nullptr || format->edit_warnings == nullptr
               ? std::vector<EditWarning>()
               : format->edit_warnings(document, edits);
}

Result<SaveReport> save_edited(const OpenDocument& opened, const Edits& edits,
                               const SaveOptions& options, const JobContext& job)
{
    return guarded([&] { return save(opened, edits, options, job); });
}

} // namespace strata
