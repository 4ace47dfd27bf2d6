// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_file.h"

#include "io/base/byte_cursor.h"
#include "io/base/limits.h"
#include "io/formats/rules.h"

#include <algorithm>
#include <array>

namespace strata {

namespace {

constexpr std::uint64_t length_bytes = safetensors_length_bytes;

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
    if (starts_as_safetensors_header(
            text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()))))
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
                             .facts = {{"offset", std::to_string(length_bytes + bytes.claimed)}}});
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

} // namespace

bool starts_as_safetensors_header(std::string_view json)
{
    if (!json.starts_with('{'))
        return false;
    const auto next = json.find_first_not_of(" \t\r\n", 1);
    return next == json.npos || json[next] == '"' || json[next] == '}';
}

std::string safetensors_framework(const SafetensorsHeader& header)
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

Result<SafetensorsRead> read_safetensors_file(DocumentBuilder& builder, const ByteSource& source,
                                              const SafetensorsFile& place)
{
    const std::uint64_t size = source.size();
    STRATA_ASSIGN(const HeaderBytes bytes, read_header_bytes(source));
    SafetensorsRead read{read_safetensors_header(bytes.text), place};
    SafetensorsHeader& header = read.header;
    if (header.damage)
        header.damage->offset = length_bytes + header.damage->offset.value_or(0);
    if (header.damage && !has_sound_part(header))
        return fail(header_error(bytes, *header.damage));
    check_text(builder, bytes, header.damage);
    check_keys(builder, header);
    read.file.data_offset = length_bytes + bytes.claimed;
    read.file.data_bytes = size > read.file.data_offset ? size - read.file.data_offset : 0;
    return read;
}

} // namespace strata
