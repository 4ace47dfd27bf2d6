// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/document.h"

#include <array>
#include <cinttypes>
#include <cstdio>

namespace strata {

namespace {

/// Longest value that one line of the canonical text holds, in bytes.
constexpr std::size_t line_value_bytes = 2000;

/// Control characters escaped, so that every fact stays on its line.
std::string one_line(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code >= 0x20 && code != 0x7f) {
            out += c;
            continue;
        }
        std::array<char, 5> escape{};
        std::snprintf(escape.data(), escape.size(), "\\x%02x", code);
        out += escape.data();
    }
    return out;
}

std::string shape_text(const Shape& shape)
{
    std::string out = "(";
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        if (axis != 0)
            out += ", ";
        out += std::to_string(shape[axis]);
    }
    return out + (shape.size() == 1 ? ",)" : ")");
}

std::string shape_text(const SymbolicShape& shape)
{
    std::string out = "(";
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        if (axis != 0)
            out += ", ";
        out += shape[axis] ? std::to_string(*shape[axis]) : "None";
    }
    return out + (shape.size() == 1 ? ",)" : ")");
}

std::string storage_text(const Storage& storage)
{
    if (const auto* const dense = std::get_if<DenseStorage>(&storage)) {
        std::string out = "source " + std::to_string(index(dense->extent.source)) + " [" +
                          std::to_string(dense->extent.offset) + ", +" +
                          std::to_string(dense->extent.length) + "]";
        if (!dense->codecs.empty())
            out += " deflate";
        if (dense->skip != 0)
            out += " skip " + std::to_string(dense->skip);
        if (dense->stride != 0)
            out += " stride " + std::to_string(dense->stride);
        return out;
    }
    if (const auto* const chunked = std::get_if<ChunkedStorage>(&storage))
        return "chunks " + shape_text(chunked->chunk_shape) + ", " +
               std::to_string(chunked->chunks ? chunked->chunks->size() : 0) + " stored, " +
               std::to_string(chunked->filters.size()) + " filters";
    if (const auto* const held = std::get_if<InlineStorage>(&storage))
        return "inline " + std::to_string(held->bytes ? held->bytes->size() : 0);
    if (const auto* const listed = std::get_if<ListedStorage>(&storage))
        return listed->items ? "listed " + std::to_string(listed->items->size())
                             : "listed by source " + std::to_string(index(listed->source));
    return "missing: " + one_line(std::get<MissingStorage>(storage).reason);
}

std::string optional_text(const std::optional<std::uint64_t>& number)
{
    return number ? std::to_string(*number) : "unknown";
}

class Writer {
public:
    explicit Writer(const Document& document) : m_document(document) {}

    std::string take()
    {
        write_identity();
        write_tree("model", m_document.model);
        write_tree("file", m_document.file);
        write_tensors();
        write_layers();
        for (std::size_t i = 0; i < m_document.estimators.size(); ++i)
            write_estimator(i);
        if (m_document.optimizer)
            write_optimizer("optimizer", *m_document.optimizer);
        write_about();
        write_findings();
        return std::move(m_text);
    }

private:
    void line(std::string_view name, const std::string& value)
    {
        m_text.append(name).append(": ").append(value).append("\n");
    }
    void text_line(std::string_view name, std::string_view value)
    {
        if (!value.empty())
            line(name, one_line(value));
    }

    void write_identity()
    {
        line("bytes", std::to_string(m_document.bytes));
        text_line("format", m_document.format.id);
        text_line("format name", m_document.format.name);
        text_line("container", m_document.format.container);
        text_line("compression", m_document.format.compression);
        text_line("framework", m_document.format.framework);
        text_line("framework version", m_document.format.version);
        for (const SourceInfo& source : m_document.sources)
            line("source", one_line(source.name) + ", " + std::to_string(source.bytes) + " bytes");
        const ModelIdentity& identity = m_document.identity;
        text_line("class", identity.class_name);
        text_line("name", identity.name);
        for (const Port& port : identity.inputs)
            write_port("input", port);
        for (const Port& port : identity.outputs)
            write_port("output", port);
        line("parameters", "total " + optional_text(identity.parameters.total) + ", trainable " +
                               optional_text(identity.parameters.trainable) + ", optimizer " +
                               optional_text(identity.parameters.optimizer));
        const Verdict& verdict = m_document.verdict;
        line("verdict", std::string(verdict.trust ? trust_name(*verdict.trust) : "no code") + ", " +
                            integrity_name(verdict.integrity));
    }

    void write_port(std::string_view name, const Port& port)
    {
        line(name, one_line(port.name) + " " + (port.shape ? shape_text(*port.shape) : "unknown") +
                       " " + port.dtype);
    }

    void write_tree(std::string_view name, const Tree& tree)
    {
        if (tree.empty())
            return;
        m_text.append(name).append(" tree:\n");
        std::vector<std::pair<NodeId, int>> pending;
        const auto push_children = [&](NodeId parent, int depth) {
            for (std::size_t row = tree.node(parent).child_count; row > 0; --row)
                pending.emplace_back(tree.child(parent, row - 1), depth);
        };
        push_children(Tree::root, 1);
        while (!pending.empty()) {
            const auto [id, depth] = pending.back();
            pending.pop_back();
            write_row(tree, id, depth);
            push_children(id, depth + 1);
        }
    }

    void write_row(const Tree& tree, NodeId id, int depth)
    {
        const Node& node = tree.node(id);
        m_text.append(static_cast<std::size_t>(depth) * 2, ' ');
        m_text += node_kind_name(node.kind);
        m_text += " " + one_line(tree.text(node.key));
        if (tree.text(node.key) != tree.name(id))
            m_text += " named " + one_line(tree.name(id));
        if (!tree.type(id).empty())
            m_text += " : " + one_line(tree.type(id));
        if (!tree.detail(id).empty())
            m_text += " = " + one_line(tree.detail(id));
        if (node.tensor != TensorId::none)
            m_text += " tensor " + std::to_string(index(node.tensor));
        if (node.custom)
            m_text += " custom";
        if (node.offset != Node::no_offset)
            m_text += " @" + std::to_string(node.offset);
        m_text += "\n";
    }

    void write_tensors()
    {
        for (std::size_t i = 0; i < m_document.tensors.size(); ++i) {
            const Tensor& tensor = m_document.tensors[i];
            line("tensor " + std::to_string(i),
                 one_line(m_document.tensor_path(TensorId{static_cast<std::uint32_t>(i)})) + " " +
                     tensor.dtype.name() + (tensor.dtype.big_endian ? " big-endian" : "") + " " +
                     shape_text(tensor.shape) + (tensor.fortran_order ? " fortran" : "") + " " +
                     role_name(tensor.role) + " " + storage_text(tensor.storage));
        }
    }

    void write_layers()
    {
        for (const Layer& layer : m_document.layers) {
            std::string value = one_line(layer.name) + " " + one_line(layer.class_name);
            for (const SymbolicShape& shape : layer.output_shapes)
                value += " " + shape_text(shape);
            value += " parameters " + optional_text(layer.parameters);
            if (layer.custom)
                value += " custom";
            line("layer", value);
        }
    }

    void write_values(std::string_view name, const NamedValues& values)
    {
        for (const auto& [key, value] : values)
            line(name, one_line(key) + " = " + value_text(value));
    }

    std::string value_text(const Value& value) const
    {
        if (value.kind() == Value::Kind::TensorRef)
            return "tensor " + std::to_string(index(value.as_tensor()));
        return one_line(value.repr(line_value_bytes));
    }

    static std::string tree_text(const DecisionTree& tree)
    {
        std::string text = "nodes " + std::to_string(tree.node_count) + ", depth " +
                           optional_text(tree.depth) + ", leaves " + std::to_string(tree.leaves);
        if (tree.stage)
            text += ", stage " + std::to_string(*tree.stage);
        if (tree.target)
            text += ", target " + std::to_string(*tree.target);
        if (tree.weight != 1)
            text += ", weight " + Value::real(tree.weight).repr();
        for (const std::uint32_t feature : tree.features)
            text += ", sees " + std::to_string(feature);
        return text;
    }

    std::string step_text(const EstimatorStep& step) const
    {
        std::string text =
            one_line(step.name) + " estimator " +
            (step.estimator == EstimatorId::none ? "none " + one_line(step.class_name)
                                                 : std::to_string(index(step.estimator)));
        if (step.columns.kind() != Value::Kind::None)
            text += " of " + value_text(step.columns);
        return text;
    }

    void write_estimator(std::size_t i)
    {
        const Estimator& estimator = m_document.estimators[i];
        const std::string name = "estimator " + std::to_string(i);
        line(name, one_line(estimator.class_name) + " " + one_line(estimator.version));
        write_values(name + " parameter", estimator.parameters);
        write_values(name + " attribute", estimator.attributes);
        for (const std::string& feature : estimator.feature_names)
            text_line(name + " feature", feature);
        for (const std::string& input : estimator.input_names)
            text_line(name + " input", input);
        for (const Value& value : estimator.classes)
            line(name + " class", value_text(value));
        for (const DecisionTree& tree : estimator.trees)
            line(name + " tree", tree_text(tree));
        for (const EstimatorStep& step : estimator.steps)
            line(name + " step", step_text(step));
        if (estimator.optimizer)
            write_optimizer(name + " optimizer", *estimator.optimizer);
    }

    void write_optimizer(const std::string& name, const OptimizerState& optimizer)
    {
        line(name, one_line(optimizer.class_name) + " iterations " +
                       (optimizer.iterations ? std::to_string(*optimizer.iterations) : "unknown"));
        write_values(name + " setting", optimizer.hyperparameters);
        for (const OptimizerSlot& slot : optimizer.slots)
            line(name + " slot",
                 one_line(slot.name) + " tensor " + std::to_string(index(slot.tensor)) + " of " +
                     (slot.weight == TensorId::none ? "none" : std::to_string(index(slot.weight))));
    }

    void write_about()
    {
        if (m_document.training)
            line("training", value_text(*m_document.training));
        for (const VersionEvidence& version : m_document.versions)
            line("version", one_line(version.name) + " " + one_line(version.version) + " (" +
                                one_line(version.evidence) + ")");
        for (const CustomObject& custom : m_document.custom_objects)
            line("custom", one_line(custom.kind) + " " + one_line(custom.name) + " (" +
                               one_line(custom.load_hint) + ")");
        for (const MetadataEntry& entry : m_document.metadata)
            line("metadata", one_line(entry.key) + " : " + one_line(entry.type) + " = " +
                                 value_text(entry.value) + (entry.editable ? " editable" : ""));
    }

    void write_findings()
    {
        for (const Finding& finding : m_document.findings) {
            std::string value = std::string(severity_name(finding.severity)) + " " +
                                category_name(finding.category) + " " + finding.rule;
            if (finding.offset)
                value += " @" + std::to_string(*finding.offset);
            for (const auto& [key, fact] : finding.facts)
                value += " " + key + "=" + one_line(fact);
            line("finding", value);
        }
    }

    const Document& m_document;
    std::string m_text;
};

} // namespace

std::string canonical_text(const Document& document)
{
    return Writer(document).take();
}

} // namespace strata
