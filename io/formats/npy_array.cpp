// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/npy_array.h"

#include "io/formats/rules.h"

#include <algorithm>

namespace strata {

namespace {

/// numpy.lib.format._MAX_HEADER_SIZE: a longer one needs max_header_size or allow_pickle.
constexpr std::uint64_t numpy_header_limit = 10'000;

} // namespace

Tensor npy_tensor(const NpyHeader& header, const NpyPlace& place)
{
    Tensor tensor;
    tensor.dtype = header.dtype;
    tensor.shape = header.shape;
    tensor.fortran_order = header.fortran_order;
    tensor.role = TensorRole::Data;
    tensor.model_node = place.model_node;
    tensor.file_node = place.file_node;
    return tensor;
}

Finding npy_finding(std::string_view rule, Severity severity, Category category,
                    const NpyPlace& place)
{
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.category = category;
    finding.model_node = place.model_node;
    finding.file_node = place.file_node;
    finding.offset = place.offset;
    if (!place.member.empty())
        finding.facts.emplace_back("member", place.member);
    return finding;
}

bool check_npy_size(DocumentBuilder& builder, const NpyHeader& header, std::uint64_t actual,
                    const NpyPlace& place)
{
    if (actual == header.data_bytes)
        return true;
    const bool too_short = actual < header.data_bytes;
    // A member that is too short does not end its file.
    const auto rule = !too_short             ? rules::npy_trailing_bytes
                      : place.member.empty() ? rules::npy_data_truncated
                                             : rules::npz_member_short;
    Finding finding = npy_finding(rule, too_short ? Severity::Error : Severity::Warning,
                                  Category::Integrity, place);
    if (finding.offset)
        *finding.offset += header.preamble.data_offset() + std::min(actual, header.data_bytes);
    if (too_short) {
        finding.facts.emplace_back("expected", std::to_string(header.data_bytes));
        finding.facts.emplace_back("actual", std::to_string(actual));
        builder.document.verdict.worsen(Integrity::Incomplete);
    } else {
        finding.facts.emplace_back("bytes", std::to_string(actual - header.data_bytes));
    }
    builder.add_finding(std::move(finding));
    return !too_short;
}

void check_npy_header(DocumentBuilder& builder, const NpyHeader& header, const NpyPlace& place)
{
    if (header.preamble.header_bytes <= numpy_header_limit || header.objects)
        return;
    Finding finding =
        npy_finding(rules::npy_long_header, Severity::Warning, Category::Compatibility, place);
    finding.facts.emplace_back("bytes", std::to_string(header.preamble.header_bytes));
    finding.facts.emplace_back("limit", std::to_string(numpy_header_limit));
    builder.add_finding(std::move(finding));
}

} // namespace strata
