// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_format.h"

#include "io/base/byte_cursor.h"
#include "io/base/limits.h"
#include "io/formats/dotted_rows.h"
#include "io/formats/probe.h"
#include "io/formats/rules.h"
#include "io/formats/safetensors_edit.h"
#include "io/formats/safetensors_file.h"
#include "io/model/json_value.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::array safetensors_extensions = {"safetensors"sv};

Match match_safetensors(const ProbeInput& probe)
{
    const bool named = probe.extension == safetensors_extensions.front();
    ByteCursor cursor(probe.head);
    const auto length = cursor.little<std::uint64_t>();
    if (!length) // cut before anything that speaks against it
        return named && !probe.head.empty() ? Match::Possible : Match::No;
    const bool object =
        starts_as_safetensors_header(as_text(probe.head).substr(safetensors_length_bytes));
    if (object && *length >= 2 && *length <= limits::safetensors_header_bytes)
        return Match::Content;
    return named ? Match::Possible : Match::No;
}

void fill_identity(DocumentBuilder& builder, const OpenRequest& request,
                   const SafetensorsHeader& header)
{
    Document& document = builder.document;
    document.path = request.path;
    document.name = file_name_of(request.path);
    document.bytes = request.source->size();
    document.format.id = safetensors_format.id;
    document.format.name = safetensors_format.name;
    document.format.container = "safetensors";
    document.format.framework = safetensors_framework(header);
    document.sources.push_back({"file", document.bytes});
}

/// __metadata__, in the file's order.
void add_own_metadata(DocumentBuilder& builder, const SafetensorsHeader& header)
{
    std::set<std::string_view> seen;
    for (const auto& [key, value] : header.metadata) {
        if (!seen.insert(key).second) {
            builder.document.verdict.worsen(Integrity::Ambiguous);
            builder.add_finding({.rule = std::string(rules::safetensors_duplicate_key),
                                 .severity = Severity::Error,
                                 .category = Category::Integrity,
                                 .model_node = NodeId::none,
                                 .file_node = NodeId::none,
                                 .offset = std::nullopt,
                                 .facts = {{"name", "__metadata__/" + short_text(key).repr(200)}}});
        }
        builder.document.metadata.push_back({.key = "/@" + key,
                                             .value = short_text(value),
                                             .type = "str",
                                             .where = "__metadata__",
                                             .editable = true,
                                             .model_node = NodeId::none});
    }
}

/// The Model reading. Its paths are the tensors' own names, as those of the File reading.
void add_model_rows(DocumentBuilder& builder, const SafetensorsHeader& header)
{
    std::vector<std::uint32_t> order(header.tensors.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
        return comes_before(header.tensors[left].name, header.tensors[right].name);
    });
    DottedRows rows(builder, builder.document.name, '.');
    for (const std::uint32_t place : order)
        rows.add_tensor(header.tensors[place].name, TensorId{place});
    rows.finish();
    for (Finding& finding : builder.document.findings) {
        if (finding.file_node != NodeId::none)
            finding.model_node = builder.file.at(finding.file_node).counterpart;
    }
}

Result<OpenDocument> open_safetensors(const OpenRequest& request, const JobContext& job)
{
    STRATA_TRY(job.check());
    DocumentBuilder builder;
    STRATA_ASSIGN(const SafetensorsRead read, read_safetensors_file(builder, *request.source, {}));
    STRATA_TRY(job.check());
    fill_identity(builder, request, read.header);
    add_own_metadata(builder, read.header);
    add_safetensors_tensors(builder, read.header, read.file);
    STRATA_TRY(job.check());
    add_model_rows(builder, read.header);
    return OpenDocument{std::move(builder).finish(), {request.source}};
}

} // namespace

const Format safetensors_format = {
    .id = "safetensors",
    .name = "safetensors",
    .extensions = safetensors_extensions,
    .family = "safetensors",
    .match = match_safetensors,
    .open = open_safetensors,
    .writes = true,
    .prepare_edits = prepare_safetensors_edits,
    .write_edited = write_edited_safetensors,
};

} // namespace strata
