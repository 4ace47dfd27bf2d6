// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/optimizer_rows.h"

#include "io/base/checked.h"
#include "io/keras/optimizer_slots.h"
#include "io/keras/rules.h"
#include "io/model/json_value.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>

namespace strata::keras {

namespace {

/// The bytes of a tensor of one item, as they are stored; nothing when they cannot be had at once.
std::vector<std::byte> scalar_bytes(const ByteSource& source, const Tensor& tensor)
{
    const auto bytes = tensor.bytes();
    if (!bytes || *bytes == 0 || *bytes > sizeof(std::uint64_t))
        return {};
    if (const auto* const held = std::get_if<InlineStorage>(&tensor.storage))
        return *held->bytes;
    const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
    if (!dense || !dense->codecs.empty() || dense->extent.source != SourceId::file)
        return {};
    auto read = source.read_copy(dense->extent.offset + dense->skip, *bytes);
    return read ? *std::move(read) : std::vector<std::byte>();
}

/// A scalar that counts steps: an integer, of the oldest files a float.
std::optional<std::int64_t> count_value(const ByteSource& source, const Tensor& tensor)
{
    auto bytes = scalar_bytes(source, tensor);
    if (bytes.size() != tensor.dtype.item_size)
        return std::nullopt;
    if (tensor.dtype.big_endian != (std::endian::native == std::endian::big))
        std::reverse(bytes.begin(), bytes.end());
    const auto as = [&](auto value) {
        std::memcpy(&value, bytes.data(), sizeof(value));
        return value;
    };
    switch (tensor.dtype.type) {
    case ScalarType::Int32:
        return as(std::int32_t{});
    case ScalarType::Int64:
        return as(std::int64_t{});
    case ScalarType::Float32: {
        const float value = as(0.0F);
        if (std::isfinite(value) && value >= 0 && value < 1e18F)
            return static_cast<std::int64_t>(value);
        return std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

bool counts_steps(std::string_view name)
{
    // Keras 1 gave it no name: it is the first variable.
    return name == "iteration" || name == "iterations" || name == "iter" || name == "Variable";
}

/// "Adam" of "Custom>Adam", as tf.keras 2.11 and newer have it.
std::string plain_class(std::string name)
{
    const std::size_t mark = name.rfind('>');
    return mark == std::string::npos ? name : name.substr(mark + 1);
}

class OptimizerAdder {
public:
    OptimizerAdder(const Reading& reading, const std::vector<PlacedWeight>& weights)
        : m_reading(reading), m_weights(weights)
    {
    }

    void add(const Value* config, const StoredGroup* group)
    {
        if (config) {
            m_state.class_name = plain_class(config_text(*config, "class_name"));
            if (const Value* const given = member(*config, "config"))
                add_hyperparameters(*given);
        }
        m_state.node = m_reading.builder.model.add(
            Tree::root,
            {.kind = NodeKind::Optimizer, .name = "optimizer", .type = m_state.class_name});
        if (group)
            add_variables(*group);
        m_reading.document().optimizer = std::move(m_state);
    }

private:
    void add_hyperparameters(const Value& config)
    {
        if (config.kind() != Value::Kind::Dict)
            return;
        for (const ValueEntry& entry : config.entries()) {
            if (entry.key.kind() == Value::Kind::Text && entry.key.as_text() != "name")
                m_state.hyperparameters.emplace_back(entry.key.as_text(), entry.value);
        }
    }

    void add_variables(const StoredGroup& group)
    {
        const Document& document = m_reading.document();
        const auto matches = match_slots(group.weights, m_weights, document.tensors,
                                         m_state.class_name, document.identity.name);
        std::optional<std::uint64_t> values = 0;
        for (std::size_t i = 0; i < matches.size(); ++i) {
            const TensorId tensor = group.weights[i].tensor;
            const auto count = document.tensor(tensor).count();
            values = values && count ? checked_add(*values, *count) : std::nullopt;
            if (matches[i].scalar)
                add_scalar(matches[i].name, tensor);
            else
                add_slot(matches[i], group.weights[i]);
        }
        m_reading.document().identity.parameters.optimizer = values;
        for (const auto& [name, slots] : m_groups)
            m_reading.builder.model.set_detail(
                slots.row, std::to_string(slots.count) + (slots.count == 1 ? " slot" : " slots"));
        report_unpaired(group);
    }

    void add_scalar(const std::string& name, TensorId tensor)
    {
        const NodeId row = m_reading.builder.model.add(
            m_state.node,
            {.kind = NodeKind::Scalar, .name = name, .type = "scalar", .key = m_keys.next(name)});
        tie_tensor(m_reading, row, tensor, TensorRole::Optimizer);
        if (!m_state.iterations && counts_steps(name))
            m_state.iterations = count_value(m_reading.source, m_reading.document().tensor(tensor));
    }

    struct SlotGroup {
        NodeId row = NodeId::none;
        std::size_t count = 0;
        RowKeys keys;
    };

    void add_slot(const SlotMatch& match, const StoredWeight& variable)
    {
        // A slot without its weight stands under its own name in the file.
        const std::string name = match.weight ? m_weights[*match.weight].path
                                              : std::string(without_output(variable.name));
        SlotGroup& group = m_groups[match.weight ? match.name : ""];
        if (group.count++ == 0)
            group.row = m_reading.builder.model.add(
                m_state.node, {.kind = NodeKind::Group,
                               .name = match.weight ? match.name : "not paired",
                               .key = m_keys.next(match.weight ? match.name : "unpaired")});
        const NodeId row = m_reading.builder.model.add(
            group.row,
            {.kind = NodeKind::Tensor, .name = name, .type = "slot", .key = group.keys.next(name)});
        tie_tensor(m_reading, row, variable.tensor, TensorRole::Optimizer);
        const TensorId weight = match.weight ? m_weights[*match.weight].tensor : TensorId::none;
        m_state.slots.push_back({match.name, variable.tensor, weight});
        if (!match.weight && m_unpaired++ == 0)
            m_first_unpaired = variable.name;
    }

    void report_unpaired(const StoredGroup& group)
    {
        if (m_unpaired == 0)
            return;
        Finding finding;
        finding.rule = rules::unpaired_slots;
        finding.severity = Severity::Warning;
        finding.category = Category::Integrity;
        finding.model_node = m_state.node;
        finding.file_node = m_reading.file_row(group.object);
        finding.facts = {{"count", std::to_string(m_unpaired)}, {"name", m_first_unpaired}};
        m_reading.builder.add_finding(std::move(finding));
    }

    const Reading& m_reading;
    const std::vector<PlacedWeight>& m_weights;
    OptimizerState m_state;
    RowKeys m_keys;
    std::map<std::string, SlotGroup> m_groups;
    std::size_t m_unpaired = 0;
    std::string m_first_unpaired;
};

} // namespace

void add_optimizer(const Reading& reading, const Value* training,
                   const std::vector<PlacedWeight>& weights)
{
    const Value* const config = training ? member(*training, "optimizer_config") : nullptr;
    const auto stored = reading.view.child(H5View::root, "optimizer_weights");
    const bool named = config && config->kind() == Value::Kind::Dict;
    if (!named && !stored)
        return;
    std::optional<StoredGroup> group;
    if (stored) {
        group = read_group(reading.view, reading.rows, *stored, "optimizer_weights");
        report_repeated(reading, group->object, "weight_names", group->repeated);
    }
    OptimizerAdder(reading, weights).add(named ? config : nullptr, group ? &*group : nullptr);
}

} // namespace strata::keras
