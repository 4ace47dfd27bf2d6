// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/torch_format.h"

#include "io/formats/probe.h"
#include "io/formats/torch_archive.h"
#include "io/formats/torch_edit.h"
#include "io/formats/torch_legacy.h"
#include "io/formats/zip_names.h"

#include <array>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::array torch_extensions = {"pt"sv, "pth"sv, "ckpt"sv, "bin"sv};

Match match_torch(const ProbeInput& probe)
{
    return content_if(is_torch_legacy(probe.head) ||
                      (is_zip(probe) && is_torch_zip(zip_names(probe))));
}

Result<OpenDocument> open_torch(const OpenRequest& request, const JobContext& job)
{
    std::vector<std::byte> head(probe_head_bytes);
    STRATA_ASSIGN(const std::size_t count, request.source->read_some(0, head));
    if (is_torch_legacy(std::span(head).first(count)))
        return open_torch_legacy(request, job);
    return open_torch_archive(request, job);
}

} // namespace

const Format torch_format = {
    .id = "torch",
    .name = "PyTorch",
    .extensions = torch_extensions,
    .family = "torch",
    .match = match_torch,
    .open = open_torch,
    .writes = true,
    .prepare_edits = prepare_torch_edits,
    .can_set = can_set_in_torch,
    .write_edited = write_edited_torch,
};

} // namespace strata
