// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/tensor_table.h"

#include "io/base/checked.h"
#include "io/model/presence.h"
#include "io/source/strided_source.h"
#include "io/torch/rules.h"

#include <algorithm>

namespace strata::torch {

using pickle::ObjectId;

namespace {

/// A window that repeats the bytes of its storage (torch's expand) may claim any size: what one may
/// show beyond the bytes that are there.
constexpr std::uint64_t repeated_bytes = std::uint64_t{16} << 30;

/// Windows that are made sources of their own; the rest is not shown.
constexpr std::size_t most_sources = 1'000'000;

std::uint64_t bytes_of(const StorageClaim& claim)
{
    return claim.bytes().value_or(~std::uint64_t{0});
}

} // namespace

const TensorTable::Entry& TensorTable::of(ObjectId object)
{
    const auto key = static_cast<std::uint32_t>(object);
    const auto known = m_entries.find(key);
    return known != m_entries.end() ? known->second
                                    : m_entries.emplace(key, read(object)).first->second;
}

TensorTable::Entry TensorTable::read(ObjectId object)
{
    m_object = object;
    Entry entry;
    auto claim = read_tensor_claim(m_graph, object);
    if (!claim) {
        entry.failure = claim.error().detail;
    } else {
        entry.claim = *std::move(claim);
        Tensor tensor;
        tensor.dtype = entry.claim.element.dtype;
        tensor.dtype.big_endian = m_storages.big_endian && tensor.dtype.item_size > 1;
        tensor.shape = entry.claim.shape;
        if (!tensor.bytes())
            entry.failure = "size";
        else {
            tensor.storage = storage_of(entry.claim, tensor);
            entry.tensor = m_builder.add_tensor(std::move(tensor));
        }
    }
    if (!entry.failure.empty()) {
        add_finding(rules::broken_tensor, Severity::Error, {{"what", entry.failure}});
        m_builder.document.verdict.worsen(Integrity::Incomplete);
    }
    return entry;
}

Storage TensorTable::storage_of(const TensorClaim& claim, Tensor& tensor)
{
    if (!claim.has_storage)
        return MissingStorage{"meta tensor"};
    const auto found = m_storages.by_key.find(claim.storage.key);
    const bool is_new =
        m_claims.try_emplace(claim.storage.key, claim.storage.element.name, bytes_of(claim.storage))
            .second;
    if (found == m_storages.by_key.end()) {
        if (tensor.bytes() == 0) // torch writes a storage of no bytes, others may not
            return InlineStorage{std::make_shared<std::vector<std::byte>>()};
        m_builder.document.verdict.worsen(Integrity::Incomplete);
        if (m_storages.cut) {
            if (is_new)
                m_expected =
                    checked_add(m_expected, bytes_of(claim.storage)).value_or(~std::uint64_t{0});
            m_cut = true;
            return MissingStorage{"truncated"};
        }
        if (is_new && m_missing++ == 0)
            m_first_missing = claim.storage.key;
        return MissingStorage{"storage is missing"};
    }
    const StoredBytes& stored = found->second;
    if (is_new)
        check_claim(claim, stored);
    else if (m_claims.at(claim.storage.key) !=
             std::pair(claim.storage.element.name, bytes_of(claim.storage))) {
        m_builder.document.verdict.worsen(Integrity::Ambiguous);
        add_finding(rules::storage_conflict, Severity::Warning, {{"key", claim.storage.key}});
    }
    if (!stored.readable)
        return MissingStorage{"member cannot be read"};
    if (!claim.lazy.empty())
        return MissingStorage{claim.lazy + " bit"};
    return window(claim, stored, tensor);
}

/// Compares a storage with what the first tensor says of it.
void TensorTable::check_claim(const TensorClaim& claim, const StoredBytes& stored)
{
    const std::uint64_t expected = bytes_of(claim.storage);
    m_expected = checked_add(m_expected, expected).value_or(~std::uint64_t{0});
    m_actual += std::min(expected, stored.deflated ? stored.bytes : stored.stored);
    m_cut = m_cut || stored.cut;
    if (stored.bytes >= expected || stored.cut)
        return;
    m_builder.document.verdict.worsen(Integrity::Incomplete);
    add_finding(rules::storage_short, Severity::Error,
                {{"key", claim.storage.key},
                 {"expected", std::to_string(expected)},
                 {"actual", std::to_string(stored.bytes)}});
}

void TensorTable::report_window(const TensorClaim& claim, std::uint64_t end, std::uint64_t bytes)
{
    m_builder.document.verdict.worsen(Integrity::Incomplete);
    add_finding(rules::view_out_of_range, Severity::Error,
                {{"key", claim.storage.key},
                 {"expected", std::to_string(end)},
                 {"actual", std::to_string(bytes)}});
}

/// The part of a storage that a tensor shows, with every number checked.
Storage TensorTable::window(const TensorClaim& claim, const StoredBytes& stored, Tensor& tensor)
{
    const std::uint64_t item = tensor.dtype.item_size;
    if (tensor.bytes() == 0)
        return InlineStorage{std::make_shared<std::vector<std::byte>>()};
    // Offsets count elements of the tensor, those of a view of the old form elements of the storage.
    const auto base =
        checked_multiply(claim.storage.view_offset, claim.storage.element.dtype.item_size);
    const auto begin = checked_multiply(claim.offset, item);
    const auto last = claim.end();
    const auto end = last ? checked_multiply(*last, item) : std::nullopt;
    const auto place = base && begin ? checked_add(*base, *begin) : std::nullopt;
    const auto reach = base && end ? checked_add(*base, *end) : std::nullopt;
    const auto claimed = claim.storage.bytes();
    if (!place || !reach || !claimed || *reach > *claimed) {
        report_window(claim, reach.value_or(~std::uint64_t{0}), claimed.value_or(0));
        return MissingStorage{"outside its storage"};
    }
    if (*reach > stored.bytes && !stored.cut)
        return MissingStorage{"storage is too short"};
    if (!claim.is_contiguous() && claim.is_fortran())
        tensor.fortran_order = true;
    else if (!claim.is_contiguous())
        return strided(claim, stored, tensor);
    DenseStorage dense;
    if (stored.deflated) {
        dense.extent = {stored.source, stored.offset, stored.stored};
        dense.codecs = {Codec::Deflate};
        dense.skip = *place;
        return dense;
    }
    if (*reach > stored.stored)
        return cut_storage(tensor, stored.source, stored.offset + *place,
                           stored.stored > *place ? stored.stored - *place : 0);
    dense.extent = {stored.source, stored.offset + *place, *tensor.bytes()};
    return dense;
}

/// A window whose elements do not touch: a source that gathers them.
Storage TensorTable::strided(const TensorClaim& claim, const StoredBytes& stored,
                             const Tensor& tensor)
{
    const std::uint64_t item = tensor.dtype.item_size;
    const std::uint64_t bytes = *tensor.bytes();
    if (bytes > repeated_bytes && bytes > stored.bytes)
        return MissingStorage{"repeats its storage too often"};
    if (m_sources.size() >= most_sources)
        return MissingStorage{"too many views"};
    SourceId source = stored.source;
    StridedLayout layout;
    layout.shape = claim.shape;
    layout.item_bytes = item;
    layout.offset =
        claim.storage.view_offset * claim.storage.element.dtype.item_size + claim.offset * item;
    for (std::size_t axis = 0; axis < claim.strides.size(); ++axis) // one that is never taken may
        layout.strides.push_back(claim.shape[axis] == 1 ? item : claim.strides[axis] * item);
    if (stored.deflated) {
        const auto unpacked = m_unpack ? m_unpack(claim.storage.key) : std::nullopt;
        if (!unpacked)
            return MissingStorage{"storage cannot be unpacked"};
        source = *unpacked;
    } else {
        layout.offset += stored.offset;
    }
    auto view = make_strided_source(m_sources[index(source)], std::move(layout));
    if (!view)
        return MissingStorage{stored.cut ? "truncated" : "storage is too short"};
    m_sources.push_back(*std::move(view));
    m_builder.document.sources.push_back({"view of storage " + claim.storage.key, bytes});
    DenseStorage dense;
    dense.extent = {SourceId{static_cast<std::uint32_t>(m_sources.size() - 1)}, 0, bytes};
    return dense;
}

std::string TensorTable::type_words(const Entry& entry)
{
    const bool other_name =
        entry.failure.empty() && entry.claim.element.name != entry.claim.element.dtype.name();
    const std::string kind = entry.claim.parameter ? "Parameter" : "Tensor";
    return other_name ? entry.claim.element.name + " " + kind : kind;
}

std::string TensorTable::detail_words(const Entry& entry) const
{
    if (entry.tensor == TensorId::none)
        return "broken tensor: " + entry.failure;
    const Tensor& tensor = m_builder.document.tensors[index(entry.tensor)];
    std::string words = array_detail(tensor.shape, tensor.dtype);
    if (!entry.claim.quantizer.empty())
        words += ", " + entry.claim.quantizer;
    if (const auto* const missing = std::get_if<MissingStorage>(&tensor.storage))
        words += ", " + missing->reason;
    return words;
}

void TensorTable::report()
{
    if (m_missing != 0)
        add_finding(rules::storage_missing, Severity::Error,
                    {{"count", std::to_string(m_missing)}, {"key", m_first_missing}});
    if (m_cut && m_expected > m_actual) {
        m_builder.document.verdict.worsen(Integrity::Incomplete);
        add_finding(
            rules::storages_truncated, Severity::Error,
            {{"expected", std::to_string(m_expected)}, {"actual", std::to_string(m_actual)}});
    }
}

void TensorTable::add_finding(std::string_view rule, Severity severity,
                              std::vector<std::pair<std::string, std::string>> facts)
{
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.category = Category::Integrity;
    if (m_object != ObjectId::none)
        finding.offset = m_graph.offset(m_object);
    finding.facts = std::move(facts);
    m_builder.add_finding(std::move(finding));
}

} // namespace strata::torch
