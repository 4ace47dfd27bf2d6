// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/guarded.h"
#include "io/compare/block_work.h"
#include "io/compare/content_sample.h"
#include "io/compare/matcher.h"
#include "io/compare/tensor_difference.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>

namespace strata {

namespace {

/// Parts of a name that are looked at: each costs all that is before it.
constexpr std::size_t most_parts = 32;

/// Modules that are counted among others of one stem, as "blocks/#" of "blocks/3", without what all
/// modules of the side have in common in front.
std::vector<std::string> families_of(const ModelSide& one, const ModelSide& other,
                                     std::string_view module, std::size_t common)
{
    module.remove_prefix(std::min(common, module.size()));
    std::vector<std::string> families;
    std::size_t parts = 0;
    for (std::size_t start = 0; start < module.size() && parts < most_parts; ++parts) {
        const std::size_t end = std::min(module.find('/', start), module.size());
        const std::string part(module.substr(start, end - start));
        const NumberedName name = split_number(part);
        if (name.numbered || one.numbered_stems.contains(part) ||
            other.numbered_stems.contains(part))
            families.push_back(std::string(module.substr(0, start)) + std::string(name.stem) + '#');
        start = end + 1;
    }
    return families;
}

bool in_doubt(const ModelPairs& pairs, PairId row)
{
    return row == PairId::none || pairs.row(row).left == NodeId::none ||
           pairs.row(row).right == NodeId::none || pairs.row(row).reason == MatchReason::Order;
}

/// Tensors to read, by what must be the same on the other side for the contents to be: the lengths of
/// the axes, in whatever order.
using Candidates = std::map<Shape, std::vector<const SideTensor*>>;

Candidates candidates_of(const ModelSide& side, const ModelSide& other, const ModelPairs& pairs,
                         const std::vector<PairId>& row_of, const std::set<std::string>& families)
{
    Candidates candidates;
    const std::size_t common = common_parts(side);
    for (const SideTensor& tensor : side.tensors) {
        const Tensor& described = side.document.tensor(tensor.tensor);
        const PairId row = row_of[index(tensor.node)];
        if (tensor.optimizer || described.dtype.type == ScalarType::Object ||
            (row != PairId::none && pairs.row(row).reason == MatchReason::Hand))
            continue;
        bool read = in_doubt(pairs, row);
        for (const std::string& family :
             families_of(side, other, side.units[tensor.unit].module, common))
            read = read || families.contains(family);
        if (!read)
            continue;
        Shape lengths = described.shape;
        std::sort(lengths.begin(), lengths.end());
        candidates[std::move(lengths)].push_back(&tensor);
    }
    return candidates;
}

void note_families(const ModelSide& side, const ModelSide& other, const ModelPairs& pairs,
                   const std::vector<PairId>& row_of, std::set<std::string>& families)
{
    const std::size_t common = common_parts(side);
    for (const SideTensor& tensor : side.tensors) {
        if (tensor.optimizer || !in_doubt(pairs, row_of[index(tensor.node)]))
            continue;
        for (std::string& family : families_of(side, other, side.units[tensor.unit].module, common))
            families.insert(std::move(family));
    }
}

struct Reading {
    const OpenDocument* opened = nullptr;
    TensorId tensor = TensorId::none;
    AxisStyle style = AxisStyle::Neutral;
    std::optional<std::uint64_t>* hash = nullptr;
    Sketch* sketch = nullptr;
};

Result<void> read_all(const std::vector<Reading>& readings, const JobContext& job)
{
    const JobContext quiet = job.without_progress();
    std::atomic<std::uint64_t> done = 0;
    return work_through(
        readings.size(), default_threads(), job,
        [&](std::uint64_t number, unsigned) -> Result<bool> {
            const Reading& reading = readings[number];
            const Tensor& tensor = reading.opened->document->tensor(reading.tensor);
            STRATA_ASSIGN(ContentSample sample,
                          sample_content(tensor, reading.style, reading.opened->sources, quiet));
            *reading.hash = sample.hash;
            *reading.sketch = std::move(sample.sketch);
            job.report(++done, readings.size());
            return true;
        });
}

Result<ContentHashes> hashes_of(const OpenDocument& left, const OpenDocument& right,
                                const ModelPairs& pairs, const JobContext& job)
{
    const ContentHashes none;
    const ModelSide one(*left.document, none.left, none.left_sketches);
    const ModelSide other(*right.document, none.right, none.right_sketches);
    std::set<std::string> families;
    note_families(one, other, pairs, pairs.row_of_left, families);
    note_families(other, one, pairs, pairs.row_of_right, families);
    const Candidates lefts = candidates_of(one, other, pairs, pairs.row_of_left, families);
    const Candidates rights = candidates_of(other, one, pairs, pairs.row_of_right, families);
    ContentHashes hashes;
    hashes.left.resize(left.document->tensors.size());
    hashes.right.resize(right.document->tensors.size());
    hashes.left_sketches.resize(hashes.left.size());
    hashes.right_sketches.resize(hashes.right.size());
    std::vector<Reading> readings;
    for (const auto& [shape, tensors] : lefts) {
        const auto same = rights.find(shape);
        if (same == rights.end())
            continue;
        for (const SideTensor* const each : tensors)
            readings.push_back({&left, each->tensor, each->own.style,
                                &hashes.left[index(each->tensor)],
                                &hashes.left_sketches[index(each->tensor)]});
        for (const SideTensor* const each : same->second)
            readings.push_back({&right, each->tensor, each->own.style,
                                &hashes.right[index(each->tensor)],
                                &hashes.right_sketches[index(each->tensor)]});
    }
    STRATA_TRY(read_all(readings, job));
    return hashes;
}

} // namespace

bool ContentHashes::is_known() const
{
    const auto any = [](const std::vector<std::optional<std::uint64_t>>& of) {
        return std::ranges::any_of(of, [](const auto& hash) { return hash.has_value(); });
    };
    return any(left) && any(right);
}

Result<ContentHashes> hash_contents(const OpenDocument& left, const OpenDocument& right,
                                    const ModelPairs& pairs, const JobContext& job)
{
    return guarded([&] { return hashes_of(left, right, pairs, job); });
}

} // namespace strata
