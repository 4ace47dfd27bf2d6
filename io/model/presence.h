// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace strata {

/// How much of a tensor's values its file has.
enum class Presence : std::uint8_t {
    Whole,
    Cut,        ///< the file ends within them: the first ones, or some of the chunks, are there
    Missing,    ///< they would lie behind the file's end
    Unreadable, ///< for another reason
};

[[nodiscard]] Presence presence_of(const Tensor& tensor);
[[nodiscard]] const char* presence_name(Presence presence); ///< "whole", "cut" …

/// The storage of values of which only `present` bytes lie in their source: those that are there,
/// in an extent shorter than the tensor; MissingStorage where not even one item is whole.
[[nodiscard]] Storage cut_storage(const Tensor& tensor, SourceId source, std::uint64_t offset,
                                  std::uint64_t present);

/// Of a chunk that the file ends before or in. No chunk that was written is empty, so its extent is:
/// part of a chunk cannot be decoded.
[[nodiscard]] inline Extent missing_chunk_extent(SourceId source, std::uint64_t offset)
{
    return {source, offset, 0};
}
[[nodiscard]] inline bool is_missing_chunk(const StoredChunk& chunk)
{
    return chunk.extent.length == 0;
}

/// How many values of a cut tensor are there. Nothing for every other tensor.
[[nodiscard]] std::optional<std::uint64_t> present_count(const Tensor& tensor);

/// Those values, where they are the first ones in storage order, as a tensor of one axis. Nothing
/// for chunks, any of which may be missing, and for a tensor that is not cut.
[[nodiscard]] std::optional<Tensor> leading_part(const Tensor& tensor);

/// How long a file that ends early should be.
struct MissingBytes {
    std::uint64_t bytes = 0;         ///< that the file has
    std::uint64_t missing_bytes = 0; ///< that it lacks; never 0
    /// The header that says what is missing is cut itself, so more may be missing than is known.
    bool at_least = false;
    bool in_header = false; ///< what is missing is known from a header in front of the values

    [[nodiscard]] std::uint64_t promised() const { return bytes + missing_bytes; }
};

/// What such a file has of what it promises.
struct EarlyEnd : MissingBytes {
    std::uint64_t header_bytes = 0; ///< of `bytes`, where no tensor is whole: before all values
    std::uint64_t cut_bytes = 0;    ///< of `bytes`, those of cut tensors
    std::uint64_t whole = 0;        ///< tensors
    std::uint64_t cut = 0;
    std::uint64_t missing = 0;
    std::vector<TensorId> damaged; ///< cut and missing ones, in the document's order
};

/// The tensors that the file ends in or before, in their order.
[[nodiscard]] std::vector<TensorId> damaged_tensors(const std::vector<Tensor>& all);
/// Counts those of `damaged` in the finding that says why they are not whole, as its facts
/// "tensors_cut" and "tensors_missing"; one that is alone in its file is not counted.
void count_damaged(Finding& finding, const std::vector<Tensor>& all,
                   const std::vector<TensorId>& damaged);
/// Those that such a finding is about: of a model in several files, of the file that it names.
/// Nothing for every other finding.
[[nodiscard]] std::vector<TensorId> tensors_of(const Document& document, const Finding& finding);

/// The tensors that are whole, in the document's order.
[[nodiscard]] std::vector<TensorId> whole_tensors(const Document& document);

/// Nothing when the file does not end early or does not say how long it should be. A compressed
/// file only promises what it unpacks to, so there is nothing to say of its own bytes.
[[nodiscard]] std::optional<MissingBytes> find_missing_bytes(const Document& document);
/// The same with what became of the tensors, each of which is looked at.
[[nodiscard]] std::optional<EarlyEnd> find_early_end(const Document& document);

} // namespace strata
