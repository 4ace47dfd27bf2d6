// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/file_rules.h"
#include "io/formats/format.h"

#include "io/base/guarded.h"
#include "io/formats/probe.h"
#include "io/formats/safetensors_index.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace strata {

namespace {

bool claims_extension(const Format& format, std::string_view extension)
{
    return std::find(format.extensions.begin(), format.extensions.end(), extension) !=
           format.extensions.end();
}

/// Whether the extension belongs to formats, but to none of this one's family.
bool contradicts(std::string_view extension, const Format& format)
{
    bool belongs_to_another = false;
    for (const Format* const other : all_formats()) {
        if (!claims_extension(*other, extension))
            continue;
        if (other->family == format.family)
            return false;
        belongs_to_another = true;
    }
    return belongs_to_another;
}

/// The same document with one more finding. Documents are immutable, so it is a copy; names that
/// contradict the content are rare.
std::shared_ptr<const Document> with_finding(const Document& document, Finding finding)
{
    auto copy = std::make_shared<Document>(document);
    copy->findings.push_back(std::move(finding));
    return copy;
}

Finding extension_mismatch(std::string_view extension, const Format& format)
{
    Finding finding;
    finding.rule = rules::extension_mismatch;
    finding.severity = Severity::Warning;
    finding.category = Category::Integrity;
    finding.facts = {{"extension", std::string(extension)}, {"format", std::string(format.id)}};
    return finding;
}

/// A folder may be a model of a kind that we know by name.
Error explain_folder(const std::string& path, Error error)
{
    std::error_code ignored;
    const auto inside = std::filesystem::path(path) / "saved_model.pb";
    if (std::filesystem::is_regular_file(inside, ignored)) {
        error.code = ErrorCode::UnsupportedContent;
        error.detail = "tensorflow-savedmodel";
    }
    return error;
}

/// An error about the file as a whole names the file.
Error about_file(const std::string& path, Error error)
{
    if (error.path.empty())
        error.path = path;
    return error.code == ErrorCode::IsDirectory ? explain_folder(path, std::move(error)) : error;
}

Result<const Format*> identify_source(const std::string& path, const ByteSource& source,
                                      const JobContext& job)
{
    std::vector<std::byte> head(probe_head_bytes);
    STRATA_ASSIGN(const std::size_t count, source.read_some(0, head));
    head.resize(count);
    const std::string_view name = file_name_of(path);
    const std::string extension = extension_of(name);
    return identify(
        {.file_name = name, .extension = extension, .head = head, .source = source, .job = job});
}

Result<OpenDocument> open_source(const std::string& path, SharedSource source,
                                 const JobContext& job)
{
    STRATA_ASSIGN(const Format* const format, identify_source(path, *source, job));
    STRATA_ASSIGN(OpenDocument opened, format->open({path, source}, job));
    const std::string extension = extension_of(file_name_of(path));
    if (contradicts(extension, *format))
        opened.document = with_finding(*opened.document, extension_mismatch(extension, *format));
    return opened;
}

} // namespace

Result<const Format*> identify_file(const std::string& path, const JobContext& job)
{
    auto source = open_file_source(path);
    if (!source)
        return fail(about_file(path, std::move(source).error()));
    return guarded([&] { return identify_source(path, **source, job); });
}

Result<OpenDocument> open_document(const std::string& path, const JobContext& job)
{
    auto index =
        guarded([&]() -> Result<std::optional<std::string>> { return index_of_shard(path); });
    if (!index)
        return fail(about_file(path, std::move(index).error()));
    // One file of a model in several opens all of it; a document in which it does not stand does not
    // speak for it.
    if (*index) {
        auto all = open_document_at(**index, **index, job);
        if (all && all->document->file.find(escape_path_part(file_name_of(path))))
            return all;
        STRATA_TRY(job.check());
    }
    return open_document_at(path, path, job);
}

Result<OpenDocument> open_document_at(const std::string& bytes_path, const std::string& path,
                                      const JobContext& job)
{
    auto source = open_file_source(bytes_path);
    if (!source)
        return fail(about_file(path, std::move(source).error()));
    auto opened = guarded([&] { return open_source(path, *std::move(source), job); });
    if (!opened)
        return fail(about_file(path, std::move(opened).error()));
    return opened;
}

} // namespace strata
