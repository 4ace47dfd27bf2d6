// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/pickle_packing.h"

#include "io/formats/known_content.h"
#include "io/pickle/read_pickle.h"

#include <array>
#include <charconv>

namespace strata {

namespace {

constexpr std::string_view old_mark = "ZF";
constexpr std::size_t old_length_digits = 19;

/// joblib up to 0.9 wrote "ZF", the unpacked length in 19 characters, in some versions a space, and
/// then zlib (joblib/numpy_pickle_compat.py).
std::optional<Packing> old_joblib_packing(std::span<const std::byte> head)
{
    constexpr std::size_t length_end = old_mark.size() + old_length_digits;
    if (!holds_at(head, 0, "ZF0x") || head.size() <= length_end)
        return std::nullopt;
    return Packing{Compression::Zlib,
                   holds_at(head, length_end, " ") ? length_end + 1 : length_end};
}

} // namespace

std::optional<Packing> packing_of(std::span<const std::byte> head)
{
    auto packing = old_joblib_packing(head);
    if (const auto compression = detect_compression(head); compression && !packing)
        packing = Packing{*compression, 0};
    return packing;
}

Result<std::optional<Packing>> packing_of_file(const ByteSource& source, const JobContext& job)
{
    std::vector<std::byte> head(probe_head_bytes);
    STRATA_ASSIGN(const std::size_t count, source.read_some(0, head));
    const auto packing = packing_of(std::span(head).first(count));
    if (!packing || !pickle::looks_like_pickle(unpacked_head(source, *packing, job)))
        return std::optional<Packing>();
    return packing;
}

std::string packing_prefix(std::span<const std::byte> head, const Packing& packing,
                           std::uint64_t unpacked)
{
    if (packing.offset == 0 || head.size() < packing.offset)
        return {};
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), unpacked, 16).ptr;
    std::string prefix = std::string(old_mark) + "0x" + std::string(digits.data(), end);
    prefix.resize(packing.offset, ' ');
    return prefix;
}

} // namespace strata
