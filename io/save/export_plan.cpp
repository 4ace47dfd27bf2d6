// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/checked.h"
#include "io/base/guarded.h"
#include "io/base/limits.h"
#include "io/model/presence.h"
#include "io/model/value_text.h"
#include "io/save/export.h"
#include "io/save/exported_names.h"
#include "io/save/float_rounding.h"
#include "io/save/structure_losses.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>

namespace strata {

namespace {

/// Entries that say something of the archive around a model, or of its loader, are not the model's.
bool is_of_container(const MetadataEntry& entry)
{
    return entry.key.starts_with("archive@") || entry.key.starts_with("torch.load@") ||
           entry.key.starts_with("index@");
}

/// Values that HDF5 makes up because they were never written: a file of some bytes may claim any
/// number of them.
bool is_mostly_unwritten(const Tensor& tensor)
{
    const auto* const chunked = std::get_if<ChunkedStorage>(&tensor.storage);
    if (chunked == nullptr || !chunked->chunks)
        return false;
    const auto items = checked_product(chunked->chunk_shape);
    const auto chunk = items ? checked_multiply(*items, tensor.dtype.item_size) : std::nullopt;
    const auto stored = chunk ? checked_multiply(*chunk, chunked->chunks->size()) : std::nullopt;
    const auto all = tensor.bytes();
    return !stored || !all || (*all > *stored && *all - *stored > limits::unwritten_bytes);
}

/// Only such an array lies otherwise in Fortran order.
bool has_two_long_axes(const Shape& shape)
{
    return std::ranges::count_if(shape, [](std::uint64_t size) { return size > 1; }) > 1;
}

/// Whether the job was told to stop is asked once in so many tensors.
constexpr std::size_t tensors_between_checks = 1000;

class Planner {
public:
    Planner(const Document& document, const ExportTarget& target, const ExportOptions& options,
            const JobContext& job)
        : m_document(document),
          m_target(target),
          m_options(options),
          m_job(job),
          m_chosen(options.selection.begin(), options.selection.end()),
          m_names(document, options.names)
    {
    }

    Result<ExportPlan> plan()
    {
        m_plan.dtype = m_options.dtype;
        for (std::size_t i = 0; i < m_document.tensors.size(); ++i) {
            if (i % tensors_between_checks == 0)
                STRATA_TRY(m_job.check());
            add(TensorId{static_cast<std::uint32_t>(i)});
        }
        m_plan.losses = integrity_losses(m_document, !m_chosen.empty());
        if (m_chosen.empty())
            std::ranges::move(structure_losses(m_document, m_target.name),
                              std::back_inserter(m_plan.losses));
        for (const auto& [dtype, count] : m_refused)
            lose(count, "arrays of " + dtype, "The format has no such type.");
        lose(m_without_values, "arrays", "Their values are not all there, or cannot be read.");
        lose(m_scaled, "scales of quantised arrays", "The format holds the stored integers only.");
        for (const auto& [dtype, count] : m_rounded)
            lose(count, dtype + " values", rounding_words());
        store_otherwise(m_swapped, "byte order",
                        "Big-endian in the file, little-endian in the new one.");
        store_otherwise(m_turned, "array layout",
                        "The first axis varies fastest in the file (Fortran order), the last in "
                        "the new one.");
        lose(m_names.numbered(), "names",
             "Several arrays would have the same one: all but the first get a number.");
        store_otherwise(m_names.shortened(), "shorter names",
                        "Written without \"" + m_names.left_away() +
                            "\" in front, as the module itself names them.");
        if (m_chosen.empty())
            lose(repeated(), "other names",
                 "Arrays that stand in the file under several names are written under the first.");
        add_metadata();
        leave_out(m_weights, "weights", "Left out by your choice.");
        leave_out(m_optimizer, "optimizer state",
                  "Left out by your choice. Training cannot go on from this file.");
        if (m_plan.tensors.empty())
            return fail(ErrorCode::BadArgument, "there is no array that this format can hold");
        if (m_target.one_tensor && m_plan.tensors.size() > 1)
            return fail(ErrorCode::BadArgument, "this format holds one array, not " +
                                                    std::to_string(m_plan.tensors.size()) +
                                                    "; choose one");
        if (m_target.widest_first)
            std::ranges::stable_sort(m_plan.tensors, std::greater(),
                                     [this](const auto& each) { return item_bytes(each); });
        m_plan.file_bytes = m_plan.bytes;
        if (m_target.frame != nullptr)
            m_plan.file_bytes += m_target.frame(m_document, m_plan);
        return std::move(m_plan);
    }

private:
    void lose(std::uint64_t count, const std::string& what, const std::string& why)
    {
        if (count != 0)
            m_plan.losses.push_back({what, why, count});
    }

    void store_otherwise(std::uint64_t count, const char* what, const std::string& why)
    {
        if (count != 0)
            m_plan.losses.push_back({what, why, count, false, true});
    }

    /// Rows of the file that show an array which another row has shown.
    [[nodiscard]] std::uint64_t repeated() const
    {
        std::vector<bool> seen(m_document.tensors.size());
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < m_document.file.size(); ++i) {
            const TensorId tensor =
                m_document.file.node(NodeId{static_cast<std::uint32_t>(i)}).tensor;
            if (tensor == TensorId::none)
                continue;
            count += seen[index(tensor)] ? 1 : 0;
            seen[index(tensor)] = true;
        }
        return count;
    }

    void leave_out(std::uint64_t count, const char* what, const char* why)
    {
        if (count != 0)
            m_plan.losses.push_back({what, why, count, true});
    }

    void add(TensorId id)
    {
        const Tensor& tensor = m_document.tensor(id);
        if (!m_chosen.empty() && !m_chosen.contains(id))
            return;
        const bool rounded =
            m_options.dtype && is_roundable(tensor.dtype) && tensor.dtype.type != *m_options.dtype;
        const DType dtype = rounded ? DType::of(*m_options.dtype) : tensor.dtype;
        const bool held = m_target.holds(dtype);
        const bool optimizer = tensor.role == TensorRole::Optimizer && m_chosen.empty();
        if (held)
            ++(optimizer ? m_plan.contents.optimizer : m_plan.contents.weights);
        if (optimizer ? !m_options.optimizer : !m_options.weights) {
            ++(optimizer ? m_optimizer : m_weights);
            return;
        }
        if (!held) {
            ++m_refused[tensor.dtype.name()];
            return;
        }
        const auto count = tensor.count();
        const auto bytes = count ? checked_multiply(*count, dtype.item_size) : std::nullopt;
        const auto total = bytes ? checked_add(m_plan.bytes, *bytes) : std::nullopt;
        if (presence_of(tensor) != Presence::Whole || is_mostly_unwritten(tensor) ||
            !tensor.bytes() || !total) {
            ++m_without_values;
            return;
        }
        m_scaled += is_scaled(tensor) ? 1 : 0;
        m_swapped += tensor.dtype.big_endian && tensor.dtype.item_size > 1 ? 1 : 0;
        m_turned += tensor.fortran_order && has_two_long_axes(tensor.shape) ? 1 : 0;
        if (rounded && !is_exact(tensor.dtype, dtype.type))
            ++m_rounded[tensor.dtype.name()];
        m_plan.tensors.push_back({id, m_names.take(id), rounded});
        m_plan.bytes = *total;
        m_plan.values += *count;
    }

    [[nodiscard]] std::uint64_t item_bytes(const ExportedTensor& exported) const
    {
        return exported.rounded ? DType::of(*m_options.dtype).item_size
                                : m_document.tensor(exported.id).dtype.item_size;
    }

    [[nodiscard]] std::string rounding_words() const
    {
        std::string text = "Rounded to the nearest " + DType::of(*m_options.dtype).name() + '.';
        if (m_options.dtype == ScalarType::Float16)
            text += " What is beyond ±65,504 becomes infinite.";
        return text;
    }

    /// Torch's quantised types, as its rows name them ("qint8 Tensor"): scale and zero point lie
    /// beside the values.
    [[nodiscard]] bool is_scaled(const Tensor& tensor) const
    {
        if (tensor.model_node == NodeId::none)
            return false;
        const std::string_view type = m_document.model.type(tensor.model_node);
        return type.starts_with("qint") || type.starts_with("quint");
    }

    void add_metadata()
    {
        if (!m_target.holds_metadata) {
            if (m_chosen.empty())
                lose(m_document.metadata.size() - static_cast<std::uint64_t>(std::ranges::count_if(
                                                      m_document.metadata, is_of_container)),
                     "metadata entries", "The format holds arrays only.");
            return;
        }
        std::uint64_t cut = 0;
        std::uint64_t retyped = 0;
        for (const MetadataEntry& entry : m_document.metadata) {
            if (is_of_container(entry))
                continue;
            if (entry.value.omitted() != 0) {
                ++cut;
                continue;
            }
            ++m_plan.contents.metadata;
            retyped += entry.value.kind() != Value::Kind::Text ? 1 : 0;
            const std::string_view key =
                entry.key.starts_with("/@") ? std::string_view(entry.key).substr(2) : entry.key;
            if (m_options.metadata)
                m_plan.metadata.emplace_back(key, editable_text(entry.value));
        }
        if (!m_options.metadata) {
            leave_out(m_plan.contents.metadata, "metadata entries", "Left out by your choice.");
            return;
        }
        lose(cut, "long metadata entries", "Only their start is kept in memory.");
        lose(retyped, "metadata types",
             "The format holds text only: numbers and lists become text.");
    }

    const Document& m_document;
    const ExportTarget& m_target;
    const ExportOptions& m_options;
    const JobContext& m_job;
    std::set<TensorId> m_chosen; ///< empty: all
    ExportPlan m_plan;
    ExportedNames m_names;
    std::map<std::string, std::uint64_t> m_refused; ///< by type
    std::map<std::string, std::uint64_t> m_rounded; ///< by the type before
    std::uint64_t m_weights = 0;
    std::uint64_t m_optimizer = 0;
    std::uint64_t m_without_values = 0;
    std::uint64_t m_scaled = 0;
    std::uint64_t m_swapped = 0; ///< stored big-endian
    std::uint64_t m_turned = 0;  ///< stored in Fortran order
};

} // namespace

std::uint64_t ExportPlan::rounded() const
{
    return static_cast<std::uint64_t>(
        std::ranges::count_if(tensors, [](const ExportedTensor& each) { return each.rounded; }));
}

std::uint64_t ExportPlan::unaccepted() const
{
    return static_cast<std::uint64_t>(std::ranges::count_if(
        losses, [](const Loss& each) { return !each.chosen && !each.stored_otherwise; }));
}

Result<ExportPlan> plan_export(const OpenDocument& opened, const ExportTarget& target,
                               const ExportOptions& options, const JobContext& job)
{
    if (options.compression && !target.compresses)
        return fail(ErrorCode::BadArgument, "this format cannot be compressed as a whole");
    if (options.protocol && !target.protocols)
        return fail(ErrorCode::BadArgument, "this format has no protocols");
    if (options.dtype && !target.takes_whole() && !target.holds(DType::of(*options.dtype)))
        return fail(ErrorCode::BadArgument, std::string(target.name) + " has no type " +
                                                DType::of(*options.dtype).name() +
                                                ": choose another type or another format");
    return guarded([&] {
        return target.takes_whole() ? target.plan(opened, options, job)
                                    : Planner(*opened.document, target, options, job).plan();
    });
}

} // namespace strata
