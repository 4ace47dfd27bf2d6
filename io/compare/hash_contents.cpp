// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/guarded.h"
#include "io/compare/block_work.h"
#include "io/compare/model_side.h"
#include "io/compare/tensor_difference.h"
#include "io/source/c_order.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <set>

namespace strata {

namespace {

/// The hash of bytes that come in pieces of any length. Bit 0 says that all items are the same, as
/// fresh biases are, which tells nothing of whose they are.
class ContentHash {
public:
    explicit ContentHash(const Tensor& tensor)
        : m_item(static_cast<std::size_t>(std::max<std::uint64_t>(tensor.dtype.item_size, 1)))
    {
        for (const char c : tensor.dtype.name())
            m_hash = mixed(m_hash, static_cast<unsigned char>(c));
        for (const std::uint64_t length : tensor.shape)
            m_hash = mixed(m_hash, length);
    }

    /// Whole items.
    void add(std::span<const std::byte> bytes)
    {
        if (m_first.empty())
            m_first.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(m_item));
        m_constant = m_constant && std::memcmp(bytes.data(), m_first.data(), m_item) == 0 &&
                     std::memcmp(bytes.data(), bytes.data() + m_item, bytes.size() - m_item) == 0;
        const std::size_t held = (sizeof(std::uint64_t) - m_held) % sizeof(std::uint64_t);
        const auto rest_of_word = bytes.first(std::min(bytes.size(), held));
        for (const std::byte byte : rest_of_word)
            push(byte);
        bytes = bytes.subspan(rest_of_word.size());
        while (bytes.size() >= sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data(), sizeof word);
            m_hash = mixed(m_hash, word);
            bytes = bytes.subspan(sizeof word);
        }
        for (const std::byte byte : bytes)
            push(byte);
    }

    [[nodiscard]] std::uint64_t value() const
    {
        const std::uint64_t hash = mixed(m_hash, m_word) & ~std::uint64_t{1};
        return hash | (m_constant ? 1 : 0);
    }

private:
    void push(std::byte byte)
    {
        m_word |= static_cast<std::uint64_t>(byte) << (8 * m_held);
        if (++m_held == sizeof(std::uint64_t)) {
            m_hash = mixed(m_hash, m_word);
            m_word = 0;
            m_held = 0;
        }
    }

    std::size_t m_item;
    std::uint64_t m_hash = 0;
    std::uint64_t m_word = 0; ///< the start of a word that the next piece ends
    std::size_t m_held = 0;
    std::vector<std::byte> m_first;
    bool m_constant = true;
};

/// Parts of a name that are looked at: each costs all that is before it.
constexpr std::size_t most_parts = 32;

/// Modules that are counted among others of one stem, as "blocks/#" of "blocks/3".
std::vector<std::string> families_of(const ModelSide& one, const ModelSide& other,
                                     std::string_view module)
{
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

/// Tensors to read, by what must be the same on the other side for the contents to be.
using Candidates = std::map<std::pair<std::string, Shape>, std::vector<TensorId>>;

Candidates candidates_of(const ModelSide& side, const ModelSide& other, const ModelPairs& pairs,
                         const std::vector<PairId>& row_of, const std::set<std::string>& families)
{
    Candidates candidates;
    for (const SideTensor& tensor : side.tensors) {
        const Tensor& described = side.document.tensor(tensor.tensor);
        const PairId row = row_of[index(tensor.node)];
        if (tensor.optimizer || described.dtype.type == ScalarType::Object ||
            (row != PairId::none && pairs.row(row).reason == MatchReason::Hand))
            continue;
        bool read = in_doubt(pairs, row);
        for (const std::string& family : families_of(side, other, side.units[tensor.unit].module))
            read = read || families.contains(family);
        if (read)
            candidates[{described.dtype.name(), described.shape}].push_back(tensor.tensor);
    }
    return candidates;
}

void note_families(const ModelSide& side, const ModelSide& other, const ModelPairs& pairs,
                   const std::vector<PairId>& row_of, std::set<std::string>& families)
{
    for (const SideTensor& tensor : side.tensors) {
        if (tensor.optimizer || !in_doubt(pairs, row_of[index(tensor.node)]))
            continue;
        for (std::string& family : families_of(side, other, side.units[tensor.unit].module))
            families.insert(std::move(family));
    }
}

struct Reading {
    const OpenDocument* opened = nullptr;
    TensorId tensor = TensorId::none;
    std::optional<std::uint64_t>* hash = nullptr;
};

Result<void> read_all(const std::vector<Reading>& readings, const JobContext& job)
{
    const JobContext quiet = without_progress(job);
    std::atomic<std::uint64_t> done = 0;
    return work_through(readings.size(), default_threads(), job,
                        [&](std::uint64_t number, unsigned) -> Result<bool> {
                            const Reading& reading = readings[number];
                            const Tensor& tensor = reading.opened->document->tensor(reading.tensor);
                            const SourceSet& sources = reading.opened->sources;
                            const auto reader = TensorReader::plan(tensor, sources);
                            // What cannot be read has no content to go by, nor has what was never
                            // written, however large.
                            if (reader && reader->check_unwritten()) {
                                ContentHash hash(tensor);
                                const auto add = [&](std::span<const std::byte> items) {
                                    if (!items.empty())
                                        hash.add(items);
                                    return Result<void>();
                                };
                                if (read_in_c_order(tensor, sources, quiet, add))
                                    *reading.hash = hash.value();
                            }
                            STRATA_TRY(job.check());
                            job.report(++done, readings.size());
                            return true;
                        });
}

Result<ContentHashes> hashes_of(const OpenDocument& left, const OpenDocument& right,
                                const ModelPairs& pairs, const JobContext& job)
{
    const std::vector<std::optional<std::uint64_t>> none;
    const ModelSide one(*left.document, none);
    const ModelSide other(*right.document, none);
    std::set<std::string> families;
    note_families(one, other, pairs, pairs.row_of_left, families);
    note_families(other, one, pairs, pairs.row_of_right, families);
    const Candidates lefts = candidates_of(one, other, pairs, pairs.row_of_left, families);
    const Candidates rights = candidates_of(other, one, pairs, pairs.row_of_right, families);
    ContentHashes hashes;
    hashes.left.resize(left.document->tensors.size());
    hashes.right.resize(right.document->tensors.size());
    std::vector<Reading> readings;
    for (const auto& [kind, tensors] : lefts) {
        const auto same = rights.find(kind);
        if (same == rights.end())
            continue;
        for (const TensorId tensor : tensors)
            readings.push_back({&left, tensor, &hashes.left[index(tensor)]});
        for (const TensorId tensor : same->second)
            readings.push_back({&right, tensor, &hashes.right[index(tensor)]});
    }
    STRATA_TRY(read_all(readings, job));
    return hashes;
}

} // namespace

Result<ContentHashes> hash_contents(const OpenDocument& left, const OpenDocument& right,
                                    const ModelPairs& pairs, const JobContext& job)
{
    return guarded([&] { return hashes_of(left, right, pairs, job); });
}

} // namespace strata
