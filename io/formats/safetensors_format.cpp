// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_format.h"

#include "io/base/byte_cursor.h"
#include "io/base/limits.h"
#include "io/formats/probe.h"
#include "io/formats/rules.h"
#include "io/formats/safetensors_layout.h"
#include "io/model/json_value.h"

#include <algorithm>
#include <array>
#include <set>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::array safetensors_extensions = {"safetensors"sv};

/// Bytes of the header's length, in front of it.
constexpr std::uint64_t length_bytes = 8;

/// Whether the JSON starts as a header does: an object that is empty or has a string key.
bool starts_as_header(std::string_view json)
{
    if (!json.starts_with('{'))
        return false;
    const auto next = json.find_first_not_of(" \t\r\n", 1);
    return next == json.npos || json[next] == '"' || json[next] == '}';
}

Match match_safetensors(const ProbeInput& probe)
{
    const bool named = probe.extension == safetensors_extensions.front();
    ByteCursor cursor(probe.head);
    const auto length = cursor.little<std::uint64_t>();
    if (!length) // cut before anything that speaks against it
        return named && !probe.head.empty() ? Match::Possible : Match::No;
    const bool object = starts_as_header(as_text(probe.head).substr(length_bytes));
    if (object && *length >= 2 && *length <= limits::safetensors_header_bytes)
        return Match::Content;
    return named ? Match::Possible : Match::No;
}

/// The header's text and what is behind it.
struct HeaderBytes {
    std::uint64_t claimed = 0; ///< as the file says
    std::string text;          ///< what is there of it
    [[nodiscard]] bool whole() const { return text.size() == claimed; }
};

Result<HeaderBytes> read_header_bytes(const ByteSource& source)
{
    STRATA_ASSIGN(const auto length, source.read_copy(0, std::min(source.size(), length_bytes)));
    ByteCursor cursor(length);
    HeaderBytes header;
    STRATA_ASSIGN(header.claimed, cursor.little<std::uint64_t>());
    if (header.claimed > limits::safetensors_header_bytes)
        return fail(ErrorCode::LimitExceeded, "safetensors_header_bytes", 0);
    header.text.resize(std::min(header.claimed, source.size() - length_bytes));
    const std::span<char> text(header.text);
    STRATA_TRY(source.read_at(length_bytes, std::as_writable_bytes(text)));
    return header;
}

/// The framework that `format` of __metadata__ stands for, in the words of the JSON report.
std::string framework_of(const SafetensorsHeader& header)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> frameworks = {{
        {"pt", "pytorch"},
        {"tf", "tensorflow"},
        {"flax", "flax"},
        {"np", "numpy"},
        {"mlx", "mlx"},
    }};
    for (const auto& [key, value] : header.metadata) {
        if (key != "format")
            continue;
        for (const auto& [short_name, framework] : frameworks) {
            if (value == short_name)
                return std::string(framework);
        }
    }
    return {};
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
    document.format.framework = framework_of(header);
    document.sources.push_back({"file", document.bytes});
}

void add_error(DocumentBuilder& builder, std::string_view rule, Integrity integrity,
               std::optional<std::uint64_t> offset,
               std::vector<std::pair<std::string, std::string>> facts)
{
    builder.document.verdict.worsen(integrity);
    builder.add_finding({.rule = std::string(rule),
                         .severity = Severity::Error,
                         .category = Category::Integrity,
                         .model_node = NodeId::none,
                         .file_node = NodeId::none,
                         .offset = offset,
                         .facts = std::move(facts)});
}

/// The format demands a '{' at the very start. The reference implementation takes blanks before it,
/// but no byte order mark.
void check_start(DocumentBuilder& builder, std::string_view text)
{
    if (text.starts_with('{'))
        return;
    if (starts_as_header(text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()))))
        builder.add_finding({.rule = std::string(rules::safetensors_header_start),
                             .severity = Severity::Warning,
                             .category = Category::Integrity,
                             .model_node = NodeId::none,
                             .file_node = NodeId::none,
                             .offset = length_bytes,
                             .facts = {}});
    else
        add_error(builder, rules::safetensors_header_start, Integrity::Incomplete, length_bytes,
                  {});
}

/// Says what is wrong with the header as a text.
void check_text(DocumentBuilder& builder, const HeaderBytes& bytes,
                const std::optional<Error>& damage)
{
    check_start(builder, bytes.text);
    if (!bytes.whole()) {
        add_error(builder, rules::safetensors_header_truncated, Integrity::Incomplete,
                  length_bytes + bytes.text.size(),
                  {{"expected", std::to_string(bytes.claimed)},
                   {"actual", std::to_string(bytes.text.size())}});
    } else if (damage && damage->code == ErrorCode::LimitExceeded) {
        add_error(builder, rules::safetensors_limit, Integrity::Incomplete, damage->offset,
                  {{"limit", damage->detail}});
    } else if (damage) {
        add_error(builder, rules::safetensors_header_syntax, Integrity::Incomplete, damage->offset,
                  {{"detail", damage->detail}});
    }
    if ((length_bytes + bytes.claimed) % 8 != 0)
        builder.add_finding({.rule = std::string(rules::safetensors_unaligned),
                             .severity = Severity::Note,
                             .category = Category::Quality,
                             .model_node = NodeId::none,
                             .file_node = NodeId::none,
                             .offset = length_bytes + bytes.claimed,
                             .facts = {}});
}

/// Says what is wrong with the keys of the header.
void check_keys(DocumentBuilder& builder, const SafetensorsHeader& header)
{
    for (const std::string& key : header.bad_metadata)
        add_error(builder, rules::safetensors_bad_metadata, Integrity::Incomplete, std::nullopt,
                  {{"key", key}});
    for (const std::string& field : header.duplicate_fields)
        add_error(builder, rules::safetensors_duplicate_key, Integrity::Ambiguous, std::nullopt,
                  {{"name", field}});
    if (header.metadata_objects > 1)
        add_error(builder, rules::safetensors_duplicate_name, Integrity::Ambiguous, std::nullopt,
                  {{"name", "__metadata__"}});
    if (header.metadata_omitted != 0)
        add_error(builder, rules::safetensors_limit, Integrity::Incomplete, std::nullopt,
                  {{"limit", "value_items"}});
}

/// __metadata__, in the file's order.
void add_metadata(DocumentBuilder& builder, const SafetensorsHeader& header)
{
    std::set<std::string_view> seen;
    for (const auto& [key, value] : header.metadata) {
        if (!seen.insert(key).second)
            add_error(builder, rules::safetensors_duplicate_key, Integrity::Ambiguous, std::nullopt,
                      {{"name", "__metadata__/" + short_text(key).repr(200)}});
        builder.document.metadata.push_back({.key = "/@" + key,
                                             .value = short_text(value),
                                             .type = "str",
                                             .where = "__metadata__",
                                             .editable = false,
                                             .model_node = NodeId::none});
    }
}

/// Whether there is anything to show of a header that breaks off.
bool has_sound_part(const SafetensorsHeader& header)
{
    return !header.metadata.empty() ||
           std::any_of(header.tensors.begin(), header.tensors.end(),
                       [](const SafetensorsTensor& each) { return each.bad_key.empty(); });
}

Error header_error(const HeaderBytes& bytes, Error damage)
{
    if (!bytes.whole())
        return {ErrorCode::Truncated, length_bytes + bytes.text.size(), {}, "header"};
    damage.detail = "header: " + damage.detail;
    return damage;
}

Result<OpenDocument> open_safetensors(const OpenRequest& request, const JobContext& job)
{
    STRATA_TRY(job.check());
    const std::uint64_t size = request.source->size();
    STRATA_ASSIGN(HeaderBytes bytes, read_header_bytes(*request.source));
    SafetensorsHeader header = read_safetensors_header(bytes.text);
    if (header.damage)
        header.damage->offset = length_bytes + header.damage->offset.value_or(0);
    if (header.damage && !has_sound_part(header))
        return fail(header_error(bytes, *header.damage));

    STRATA_TRY(job.check());
    DocumentBuilder builder;
    fill_identity(builder, request, header);
    check_text(builder, bytes, header.damage);
    check_keys(builder, header);
    add_metadata(builder, header);
    const std::uint64_t data_offset = length_bytes + bytes.claimed;
    add_safetensors_tensors(builder, header,
                            {data_offset, size > data_offset ? size - data_offset : 0});
    return OpenDocument{std::move(builder).finish(), {request.source}};
}

} // namespace

const Format safetensors_format = {
    "safetensors", "safetensors",     safetensors_extensions,
    "safetensors", match_safetensors, open_safetensors,
};

} // namespace strata
