// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/verify.h"

#include "io/formats/hdf5_edit.h"
#include "io/formats/torch_edit.h"
#include "io/model/json_value.h"
#include "io/save/verify_renamed.h"
#include "io/source/listed_values.h"
#include "io/source/tensor_reader.h"

#include <QCryptographicHash>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

namespace strata {

namespace {

tl::unexpected<Error> differs(std::string what, std::string where)
{
    return fail(ErrorCode::ReadFailed, "what was written reads back otherwise: " + what, {},
                std::move(where));
}

/// Two readers whose blocks hold the same items, block by block.
Result<bool> same_blocks(const TensorReader& left, const TensorReader& right, const JobContext& job)
{
    BlockScratch left_room;
    BlockScratch right_room;
    for (std::uint64_t block = 0; block < left.block_count(); ++block) {
        STRATA_TRY(job.check());
        const auto one = left.read(block, left_room);
        const auto other = right.read(block, right_room);
        if (!one && !other) // damage that was there before
            continue;
        if (!one || !other || one->first != other->first ||
            one->bytes.size() != other->bytes.size() ||
            std::memcmp(one->bytes.data(), other->bytes.data(), one->bytes.size()) != 0)
            return false;
    }
    return true;
}

/// The stored chunks of two tensors, undecoded: places that neither has hold the same made-up values.
/// False also where the same values may be stored otherwise.
Result<bool> same_chunks(const Tensor& left, const SourceSet& left_sources, const Tensor& right,
                         const SourceSet& right_sources, const JobContext& job)
{
    const auto* const one = std::get_if<ChunkedStorage>(&left.storage);
    const auto* const other = std::get_if<ChunkedStorage>(&right.storage);
    if (one == nullptr || other == nullptr || !one->chunks || !other->chunks ||
        one->chunk_shape != other->chunk_shape || one->chunks->size() != other->chunks->size())
        return false;
    for (std::size_t i = 0; i < one->chunks->size(); ++i) {
        STRATA_TRY(job.check());
        const StoredChunk& before = (*one->chunks)[i];
        const StoredChunk& after = (*other->chunks)[i];
        if (before.at != after.at || before.skipped_filters != after.skipped_filters ||
            before.extent.length != after.extent.length)
            return false;
        const auto old_bytes = left_sources[index(before.extent.source)]->read_copy(
            before.extent.offset, before.extent.length);
        const auto new_bytes = right_sources[index(after.extent.source)]->read_copy(
            after.extent.offset, after.extent.length);
        if (old_bytes.has_value() != new_bytes.has_value() ||
            (old_bytes && *old_bytes != *new_bytes))
            return false;
    }
    return true;
}

/// Of the values in storage order.
Result<QByteArray> hash_of(const TensorReader& reader, const JobContext& job)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    STRATA_TRY(reader.for_each(job, 1, [&](const ValueBlock& block, unsigned) -> Result<void> {
        hash.addData(QByteArrayView(reinterpret_cast<const char*>(block.bytes.data()),
                                    static_cast<qsizetype>(block.bytes.size())));
        return {};
    }));
    return hash.result();
}

Result<bool> same_items(const Tensor& left, const SourceSet& left_sources, const Tensor& right,
                        const SourceSet& right_sources, const JobContext& job)
{
    STRATA_ASSIGN(const SharedValues one, listed_values(left, left_sources, job));
    STRATA_ASSIGN(const SharedValues other, listed_values(right, right_sources, job));
    return std::equal(one->begin(), one->end(), other->begin(), other->end(), same_value);
}

bool is_listed(const Document& document, std::string_view key)
{
    return std::any_of(document.metadata.begin(), document.metadata.end(),
                       [&](const MetadataEntry& entry) { return entry.key == key; });
}

/// What need not be as it was: edited entries and where they are stored; with an edited setting of a
/// layer or an optimizer also the entries whose JSON holds such. What those say is compared setting
/// by setting.
std::set<std::string, std::less<>> touched_keys(const Document& document, const Edits& edits)
{
    std::set<std::string, std::less<>> touched;
    touched.emplace(weights_only_key); // verify_torch() looks at it
    bool settings = false;
    for (const Edit& edit : edits.list()) {
        touched.insert(edit.key);
        if (const auto entry = find_entry(document, edit.key))
            touched.insert(entry->where);
        settings = settings || (edit.kind == Edit::Kind::Set && !is_listed(document, edit.key));
    }
    for (const MetadataEntry& entry : document.metadata) {
        if (settings && entry.value.kind() == Value::Kind::Text &&
            entry.value.as_text().starts_with('{'))
            touched.insert(entry.key);
    }
    return touched;
}

using Touched = std::set<std::string, std::less<>>;

/// Settings by name that differ though no edit is about them: the first one's key, or empty.
std::string changed_setting(const std::string& object, const std::vector<ValueEntry>& before,
                            const std::vector<ValueEntry>& after, const Touched& touched)
{
    const Value now = Value::dict(after);
    for (const ValueEntry& entry : before) {
        if (entry.key.kind() != Value::Kind::Text)
            continue;
        std::string key = object + '@' + escape_path_part(entry.key.as_text());
        const Value* const other = member(now, entry.key.as_text());
        if (!touched.contains(key) && (other == nullptr || !same_value(*other, entry.value)))
            return key;
    }
    return {};
}

/// The arrays whose items are edited as a list, such as names of features.
Touched edited_arrays(const Document& document, const Edits& edits)
{
    Touched arrays;
    for (const Edit& edit : edits.list()) {
        if (edit.kind == Edit::Kind::SetScalar)
            arrays.insert(edit.key);
        const auto entry = find_entry(document, edit.key);
        if (entry && edit.kind == Edit::Kind::Set && entry->value.kind() == Value::Kind::List)
            arrays.insert(entry->where);
    }
    return arrays;
}

std::vector<ValueEntry> entries_of(const Value& value)
{
    return value.kind() == Value::Kind::Dict ? value.entries() : std::vector<ValueEntry>{};
}

std::vector<ValueEntry> entries_of(const NamedValues& values)
{
    std::vector<ValueEntry> entries;
    for (const auto& [name, value] : values)
        entries.push_back({Value::text(name), value});
    return entries;
}

/// What the entries mean: layers, optimizer and training, but for edited settings.
Result<void> verify_meaning(const Document& before, const Edits& edits, const Document& after,
                            const RenamedObjects& renamed)
{
    const bool raw = std::any_of(edits.list().begin(), edits.list().end(), [&](const Edit& edit) {
        if (edit.kind == Edit::Kind::Remove) {
            const auto entry = find_entry(before, edit.key);
            return entry && is_listed(before, edit.key) &&
                   entry->value.kind() == Value::Kind::Text &&
                   entry->value.as_text().starts_with('{');
        }
        return edit.value.kind() == Value::Kind::Text && is_listed(before, edit.key) &&
               edit.value.as_text().starts_with('{');
    });
    if (raw) // a configuration that was edited as text, or removed, may mean anything else
        return {};
    const Touched touched = touched_keys(before, edits);
    if (before.layers.size() != after.layers.size() ||
        before.optimizer.has_value() != after.optimizer.has_value() ||
        before.training.has_value() != after.training.has_value())
        return differs("other layers, optimizer or training", {});
    std::string changed;
    for (std::size_t i = 0; i < before.layers.size() && changed.empty(); ++i) {
        const std::string object = before.model.path(before.layers[i].node);
        const Value& now = after.layers[i].config;
        changed = changed_setting(
            object, entries_of(renamed.settings(object, before.layers[i].config, now)),
            entries_of(now), touched);
    }
    if (changed.empty() && before.optimizer)
        changed = changed_setting("optimizer", entries_of(before.optimizer->hyperparameters),
                                  entries_of(after.optimizer->hyperparameters), touched);
    if (changed.empty() && before.training)
        changed = changed_setting(
            "training", entries_of(renamed.settings("training", *before.training, *after.training)),
            entries_of(*after.training), touched);
    return changed.empty() ? Result<void>() : differs("another value", changed);
}

/// An edit that makes a file unsound in our own reader's eyes would do so in its framework's.
Result<void> verify_soundness(const Document& before, const Document& after)
{
    std::map<std::string_view, int> errors;
    for (const Finding& finding : before.findings)
        errors[finding.rule] += finding.severity == Severity::Error ? 1 : 0;
    for (const Finding& finding : after.findings) {
        if (finding.severity == Severity::Error && --errors[finding.rule] < 0)
            return fail(ErrorCode::BadArgument,
                        "the file would no longer be sound (" + finding.rule + ")");
    }
    return {};
}

/// Whether a number is what a float of 32 or of 16 bits makes of another.
bool is_rounded(double held, double meant)
{
    constexpr std::uint32_t below_half = 0x1fff; // bits of a float that a half does not have
    constexpr double half_step = 1.0 / 2048;
    const auto narrow = static_cast<float>(held);
    if (std::isfinite(held) != std::isfinite(meant))
        return false;
    if (held == static_cast<double>(static_cast<float>(meant)))
        return true;
    return static_cast<double>(narrow) == held &&
           (std::bit_cast<std::uint32_t>(narrow) & below_half) == 0 &&
           std::abs(held - meant) <= half_step * std::abs(meant);
}

/// A number may have become as wide as its place in the file.
bool is_held_as(const Value& held, const Value& meant)
{
    if (held.kind() == Value::Kind::Float && meant.kind() == Value::Kind::Float)
        return same_value(held, meant) || is_rounded(held.as_real(), meant.as_real());
    if (held.kind() == Value::Kind::List && meant.kind() == Value::Kind::List)
        return std::equal(held.items().begin(), held.items().end(), meant.items().begin(),
                          meant.items().end(), is_held_as);
    return same_value(held, meant);
}

Result<void> verify_entries(const Document& before, const Edits& edits, const Document& after,
                            const RenamedObjects& renamed)
{
    for (const Edit& edit : edits.list()) {
        if (edit.kind == Edit::Kind::SetScalar)
            continue; // an array: verify_scalar()
        const auto there = find_entry(after, renamed.key(edit.key));
        if (edit.kind == Edit::Kind::Remove && there)
            return differs("the entry is still there", edit.key);
        if (edit.kind != Edit::Kind::Remove && (!there || !is_held_as(there->value, edit.value)))
            return differs(there ? there->value.repr(200) : "the entry is missing", edit.key);
    }
    const auto touched = touched_keys(before, edits);
    std::map<std::string_view, const MetadataEntry*> left;
    for (const MetadataEntry& entry : after.metadata)
        left.emplace(entry.key, &entry);
    for (const MetadataEntry& entry : before.metadata) {
        const auto found = left.find(renamed.key(entry.key));
        // What a list of names leads to is compared, layer by layer and weight by weight.
        const bool names = renamed.any() && lists_weights(entry.key) && found != left.end();
        const bool kept = touched.contains(entry.key) || names ||
                          (found != left.end() && same_value(found->second->value, entry.value));
        if (!kept)
            return differs(found == left.end() ? "the entry is missing"
                                               : found->second->value.repr(200),
                           entry.key);
    }
    return {};
}

/// An array without axes that a setting was carried to.
Result<void> verify_scalar(const Tensor& tensor, const SourceSet& sources, const Edit& edit,
                           const JobContext& job)
{
    STRATA_ASSIGN(const auto bytes, read_slice(tensor, sources, {}, job, sizeof(double)));
    double held = 0;
    if (tensor.dtype.type == ScalarType::Float64 && bytes.size() == sizeof(double)) {
        std::memcpy(&held, bytes.data(), sizeof(held));
    } else if (tensor.dtype.type == ScalarType::Float32 && bytes.size() == sizeof(float)) {
        float narrow = 0;
        std::memcpy(&narrow, bytes.data(), sizeof(narrow));
        held = narrow;
    } else {
        return differs("an array of another kind", edit.key);
    }
    return is_held_as(Value::real(held), edit.value) ? Result<void>()
                                                     : differs(python_float(held), edit.key);
}

} // namespace

Result<bool> same_tensor(const Tensor& left, const SourceSet& left_sources, const Tensor& right,
                         const SourceSet& right_sources, const JobContext& job)
{
    if (left.shape != right.shape || left.dtype.name() != right.dtype.name())
        return false;
    if (std::holds_alternative<MissingStorage>(left.storage))
        return std::holds_alternative<MissingStorage>(right.storage);
    if (std::holds_alternative<ListedStorage>(left.storage))
        return same_items(left, left_sources, right, right_sources, job);
    STRATA_ASSIGN(const bool same, same_chunks(left, left_sources, right, right_sources, job));
    if (same)
        return true;
    const auto one = TensorReader::plan(left, left_sources);
    const auto other = TensorReader::plan(right, right_sources);
    if (!one || !other) // what could not be read before is not read now
        return one.has_value() == other.has_value();
    if (one->item_count() != other->item_count())
        return false;
    if (one->random_access() && other->random_access() &&
        one->block_count() == other->block_count())
        return same_blocks(*one, *other, job);
    STRATA_ASSIGN(const QByteArray left_hash, hash_of(*one, job));
    STRATA_ASSIGN(const QByteArray right_hash, hash_of(*other, job));
    return left_hash == right_hash;
}

Result<void> verify_edited(const OpenDocument& before, const Edits& edits,
                           const OpenDocument& after, const JobContext& job)
{
    const Document& old = *before.document;
    const Document& now = *after.document;
    if (old.format.id != now.format.id)
        return differs("format " + now.format.id, {});
    STRATA_TRY(verify_soundness(old, now));
    STRATA_ASSIGN(const RenamedObjects renamed, RenamedObjects::match(old, edits, now));
    if (old.format.id == "torch")
        STRATA_TRY(verify_torch(before, after, job));
    STRATA_TRY(verify_entries(old, edits, now, renamed));
    STRATA_TRY(verify_meaning(old, edits, now, renamed));
    const Touched edited_lists = edited_arrays(old, edits);
    for (std::size_t i = 0; i < old.tensors.size(); ++i) {
        const TensorId id{static_cast<std::uint32_t>(i)};
        const std::string path = old.tensor_file_path(id);
        const Tensor& there = now.tensor(renamed.tensor(id));
        if (const Edit* const edit = edits.find(path);
            edit != nullptr && edit->kind == Edit::Kind::SetScalar)
            STRATA_TRY(verify_scalar(there, after.sources, *edit, job));
        if (edited_lists.contains(path))
            continue;
        STRATA_ASSIGN(const bool same,
                      same_tensor(old.tensors[i], before.sources, there, after.sources, job));
        if (!same)
            return differs("other values", path);
        job.report(i + 1, old.tensors.size());
    }
    return {};
}

} // namespace strata
