// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_index_format.h"

#include "io/formats/probe.h"
#include "io/formats/safetensors_file.h"
#include "io/formats/safetensors_set.h"

#include <algorithm>
#include <array>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::array index_extensions = {"safetensors.index.json"sv};

Match match_index(const ProbeInput& probe)
{
    const std::string_view text = as_text(probe.head);
    if (!starts_as_safetensors_header(
            text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()))))
        return Match::No;
    if (is_safetensors_index_name(probe.file_name))
        return Match::Content;
    return content_if(text.find("\"weight_map\"") != std::string_view::npos &&
                      text.find(".safetensors\"") != std::string_view::npos);
}

Result<OpenDocument> open_index(const OpenRequest& request, const JobContext& job)
{
    STRATA_TRY(job.check());
    const std::uint64_t size = request.source->size();
    if (size > limits::safetensors_index_bytes)
        return fail(ErrorCode::LimitExceeded, "safetensors_index_bytes");
    STRATA_ASSIGN(const auto bytes, request.source->read_copy(0, size));
    SafetensorsIndex index = read_safetensors_index(as_text(bytes));
    STRATA_TRY(job.check());
    if (index.damage && index.shards.empty())
        return fail(std::move(*index.damage));
    if (index.shards.empty() && index.bad_entries.empty() && !index.has_map)
        return fail(ErrorCode::Malformed, "weight_map");
    return open_safetensors_set(request, std::move(index), job);
}

/// What a set holds lies in several files, and a save replaces one.
Result<Edits> refuse_edits(const Document&, const Edits&)
{
    return fail(ErrorCode::BadArgument,
                "the model lies in several files, which are not edited together");
}

} // namespace

const Format safetensors_index_format = {
    .id = "safetensors-index",
    .name = "safetensors in several files",
    .extensions = index_extensions,
    .family = "safetensors",
    .match = match_index,
    .open = open_index,
    .prepare_edits = refuse_edits,
};

} // namespace strata
