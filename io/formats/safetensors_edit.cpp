// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_edit.h"

#include "io/base/byte_cursor.h"
#include "io/base/limits.h"
#include "io/model/json_edit.h"
#include "io/model/value_text.h"

#include <array>

namespace strata {

namespace {

constexpr std::string_view metadata_object = "__metadata__";
/// Every key of __metadata__ follows this in MetadataEntry::key.
constexpr std::string_view key_prefix = "/@";
constexpr std::uint64_t length_field = 8;
/// Writers fill a header with blanks up to a multiple of this, so that tensors stay aligned.
constexpr std::size_t alignment = 8;

Result<std::string> read_header(const ByteSource& source)
{
    std::array<std::byte, length_field> length{};
    STRATA_TRY(source.read_at(0, length));
    const auto claimed = ByteCursor(length).little<std::uint64_t>().value_or(0);
    if (claimed > limits::safetensors_header_bytes)
        return fail(ErrorCode::LimitExceeded, "safetensors_header_bytes", 0);
    std::string header(static_cast<std::size_t>(claimed), ' ');
    STRATA_TRY(source.read_at(length_field, std::as_writable_bytes(std::span<char>(header))));
    return header;
}

/// One edit carried out on the header's JSON.
Result<std::string> changed(const std::string& header, const Edit& edit)
{
    const std::string key = edit.key.substr(key_prefix.size());
    const std::array<JsonStep, 2> path = {std::string(metadata_object), key};
    const auto object = std::span(path).first(1);
    switch (edit.kind) {
    case Edit::Kind::Set:
        return set_json(header, path, json_text(edit.value));
    case Edit::Kind::Remove:
        return remove_json_member(header, path);
    case Edit::Kind::SetScalar:
        return fail(ErrorCode::BadArgument, "it cannot be edited", {}, edit.key);
    case Edit::Kind::Add:
        break;
    }
    if (find_json(header, object))
        return add_json_member(header, object, key, json_text(edit.value));
    const Value all = Value::dict({{Value::text(key), edit.value}});
    return add_json_member(header, {}, metadata_object, json_text(all));
}

} // namespace

Result<Edits> prepare_safetensors_edits(const Document& document, const Edits& edits)
{
    if (document.verdict.integrity != Integrity::Complete)
        return fail(ErrorCode::BadArgument, "the file is damaged", {}, {});
    for (const Edit& edit : edits.list()) {
        if (!edit.key.starts_with(key_prefix))
            return fail(ErrorCode::BadArgument, "a key of this format starts with /@", {},
                        edit.key);
        if (edit.kind != Edit::Kind::Remove && edit.value.kind() != Value::Kind::Text)
            return fail(ErrorCode::BadArgument, "this format holds text only", {}, edit.key);
    }
    return edits;
}

Result<void> write_edited_safetensors(const OpenDocument& opened, const Edits& edits,
                                      AtomicFile& out, const JobContext& job)
{
    const ByteSource& source = *opened.sources.front();
    STRATA_ASSIGN(std::string header, read_header(source));
    const std::uint64_t data = length_field + header.size();
    header.erase(header.find_last_not_of(" \t\r\n") + 1);
    for (const Edit& edit : edits.list()) {
        STRATA_ASSIGN(header, changed(header, edit));
    }
    header.resize((header.size() + alignment - 1) / alignment * alignment, ' ');
    if (header.size() > limits::safetensors_header_bytes)
        return fail(ErrorCode::LimitExceeded, "safetensors_header_bytes");
    std::array<std::byte, length_field> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<std::byte>(header.size() >> (8 * i));
    STRATA_TRY(out.write(length));
    STRATA_TRY(out.write(header));
    return out.copy(source, data, source.size() - data, job);
}

} // namespace strata
