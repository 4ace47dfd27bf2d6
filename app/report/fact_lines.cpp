// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/fact_lines.h"

#include "app/report/safe_text.h"
#include "app/report/sha256.h"
#include "app/report/tensor_lines.h"
#include "app/report/value_lines.h"
#include "io/model/edits.h"
#include "io/source/file_source.h"
#include "widgets/words/error_words.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <map>
#include <unordered_set>

namespace strata::report {

namespace {

class FactWriter {
public:
    FactWriter(const OpenDocument& opened, const JobContext& job)
        : m_opened(opened),
          m_document(*opened.document),
          m_job(job),
          m_told(m_document.tensors.size())
    {
        for (const Estimator& estimator : m_document.estimators) {
            for (const DecisionTree& tree : estimator.trees)
                m_trees.emplace(tree.node, &tree);
        }
        for (const Layer& layer : m_document.layers)
            m_has_settings = m_has_settings || !layer.config.is_none();
    }

    Result<FactLines> take()
    {
        add_identity();
        add_about();
        STRATA_TRY(add_tree());
        for (std::size_t i = 0; i < m_told.size(); ++i)
            STRATA_TRY(add_tensor(TensorId{static_cast<std::uint32_t>(i)}));
        add_layers_without_row();
        add_optimizer();
        if (m_document.training)
            add_members("training", *m_document.training);
        add_metadata();
        add_findings();
        return std::move(m_lines);
    }

private:
    void add(std::string key, std::string value)
    {
        if (!value.empty())
            m_lines.emplace_back(std::move(key), std::move(value));
    }
    void add_count(std::string key, const std::optional<std::uint64_t>& count)
    {
        if (count)
            add(std::move(key), std::to_string(*count));
    }
    /// A setting by its key in `get`.
    void add_setting(const std::string& key, const Value& value)
    {
        if (m_keys.insert(key).second)
            add_value_lines(key, value, m_document, m_lines);
    }
    void add_members(const std::string& object, const Value& settings)
    {
        if (settings.kind() != Value::Kind::Dict)
            return;
        for (const ValueEntry& entry : settings.entries()) {
            const std::string name =
                entry.key.kind() == Value::Kind::Text ? entry.key.as_text() : entry.key.repr();
            add_setting(object + '@' + escape_path_part(name), entry.value);
        }
    }

    void add_identity()
    {
        const FormatIdentity& format = m_document.format;
        add("identity@format", format.name);
        add("identity@compression", format.compression);
        add("identity@framework", format.framework);
        add("identity@framework_version", format.version);
        const ModelIdentity& identity = m_document.identity;
        add("identity@class", identity.class_name);
        add("identity@name", identity.name);
        for (const Port& port : identity.inputs)
            add("identity@input." + port.name, port_text(port));
        for (const Port& port : identity.outputs)
            add("identity@output." + port.name, port_text(port));
        add_count("identity@parameters", identity.parameters.total);
        add_count("identity@trainable", identity.parameters.trainable);
        const Verdict& verdict = m_document.verdict;
        if (verdict.trust)
            add("identity@trust", trust_name(*verdict.trust));
        add("identity@integrity", integrity_name(verdict.integrity));
    }

    static std::string port_text(const Port& port)
    {
        const std::string shape = port.shape ? words::shape(*port.shape).toStdString() : "?";
        return port.dtype.empty() ? shape : shape + ' ' + port.dtype;
    }

    void add_about()
    {
        for (const VersionEvidence& version : m_document.versions)
            add("versions@" + version.name, version.version);
        for (const CustomObject& custom : m_document.custom_objects)
            add("custom@" + custom.name, custom.registered_name.empty()
                                             ? custom.kind
                                             : custom.kind + ' ' + custom.registered_name);
    }

    /// All rows of the reading that a person sees first, from the top.
    Result<void> add_tree()
    {
        const Tree& tree = m_document.main_tree();
        std::vector<NodeId> pending;
        const auto push_children = [&](NodeId parent) {
            for (std::size_t row = tree.node(parent).child_count; row > 0; --row)
                pending.push_back(tree.child(parent, row - 1));
        };
        push_children(Tree::root);
        while (!pending.empty()) {
            const NodeId id = pending.back();
            pending.pop_back();
            STRATA_TRY(m_job.check());
            STRATA_TRY(add_row(tree, id));
            push_children(id);
        }
        return {};
    }

    Result<void> add_row(const Tree& tree, NodeId id)
    {
        const Node& node = tree.node(id);
        if (node.tensor != TensorId::none)
            return add_tensor_row(tree.path(id), node.tensor);
        if (&tree == &m_document.file) {
            add_file_row(tree, id);
            return {};
        }
        if (m_document.optimizer && m_document.optimizer->node == id)
            add_optimizer();
        if (node.layer != LayerId::none)
            add_layer(tree.path(id), m_document.layers[index(node.layer)]);
        if (node.estimator != EstimatorId::none)
            add_estimator(tree.path(id), m_document.estimators[index(node.estimator)]);
        if (const auto tree_row = m_trees.find(id); tree_row != m_trees.end())
            add_decision_tree(tree.path(id), *tree_row->second);
        return {};
    }

    /// A row of a file whose meaning is not known. Attributes are told with the metadata.
    void add_file_row(const Tree& tree, NodeId id)
    {
        if (tree.text(tree.node(id).key).starts_with('@'))
            return;
        std::string value(tree.type(id));
        if (!tree.detail(id).empty())
            value += (value.empty() ? "" : " ") + std::string(tree.detail(id));
        add(tree.path(id), std::move(value));
    }

    Result<void> add_tensor_row(const std::string& path, TensorId id)
    {
        if (!m_told[index(id)])
            return add_tensor(id);
        // One array may be the weight of several layers.
        if (const std::string first = m_document.tensor_path(id); first != path)
            add(path, "array " + first);
        return {};
    }

    Result<void> add_tensor(TensorId id)
    {
        if (m_told[index(id)])
            return {};
        m_told[index(id)] = true;
        return add_tensor_lines(m_document.tensor_path(id), id, m_opened, m_job, m_lines);
    }

    void add_layer(const std::string& path, const Layer& layer)
    {
        add(path + "@class",
            layer.registered_name.empty() ? layer.class_name : layer.registered_name);
        for (const SymbolicShape& shape : layer.output_shapes)
            add(path + "@output_shape", words::shape(shape).toStdString());
        add_count(path + "@parameters", layer.parameters);
        for (const std::string& source : layer.connected_to)
            add(path + "@connected_to", source);
        add_members(path, layer.config);
    }
    void add_layers_without_row()
    {
        for (const Layer& layer : m_document.layers) {
            if (layer.node == NodeId::none)
                add_layer(layer.name, layer);
        }
    }

    void add_estimator(const std::string& path, const Estimator& estimator)
    {
        add(path + "@class", estimator.class_name);
        add(path + "@version", estimator.version);
        for (const auto& [name, value] : estimator.parameters)
            add_setting(path + '@' + escape_path_part(name), value);
        for (const auto& [name, value] : estimator.attributes) {
            // Arrays have lines of their own.
            if (value.kind() != Value::Kind::TensorRef)
                add_setting(path + '@' + escape_path_part(name), value);
        }
        add_list(path + "@feature_names", estimator.feature_names);
        if (!estimator.classes.empty())
            add_setting(path + "@classes", Value::sequence(Value::Kind::List, estimator.classes));
        for (std::size_t i = 0; i < estimator.steps.size(); ++i)
            add(path + "@steps." + std::to_string(i), estimator.steps[i].name);
        if (estimator.optimizer)
            add_optimizer_state(path + "/optimizer", *estimator.optimizer);
    }
    void add_list(const std::string& key, const std::vector<std::string>& texts)
    {
        std::vector<Value> values;
        for (const std::string& text : texts)
            values.push_back(Value::text(text));
        if (!values.empty())
            add_setting(key, Value::sequence(Value::Kind::List, std::move(values)));
    }
    void add_decision_tree(const std::string& path, const DecisionTree& tree)
    {
        add_count(path + "@nodes", tree.node_count);
        add_count(path + "@depth", tree.depth);
        add_count(path + "@leaves", tree.leaves);
    }

    void add_optimizer()
    {
        if (m_document.optimizer && !m_optimizer_told)
            add_optimizer_state("optimizer", *m_document.optimizer);
        m_optimizer_told = true;
    }
    void add_optimizer_state(const std::string& object, const OptimizerState& optimizer)
    {
        add(object + "@class", optimizer.class_name);
        if (optimizer.iterations)
            add(object + "@step", std::to_string(*optimizer.iterations));
        for (const auto& [name, value] : optimizer.hyperparameters)
            add_setting(object + '@' + escape_path_part(name), value);
    }

    /// Entries that are not settings told before.
    void add_metadata()
    {
        for (const MetadataEntry& entry : m_document.metadata) {
            if (m_keys.insert(entry.key).second)
                add_text_or_json(entry.key, entry.value, m_has_settings, m_document, m_lines);
        }
    }

    /// What is unsafe or damaged; where, the offsets say, which move with every change.
    void add_findings()
    {
        for (const Finding& finding : m_document.findings) {
            if (finding.severity != Severity::Note)
                add("finding@" + finding.rule, words::describe(finding).message.toStdString());
        }
    }

    const OpenDocument& m_opened;
    const Document& m_document;
    const JobContext& m_job;
    std::vector<bool> m_told; ///< of each tensor whether it has its lines
    std::map<NodeId, const DecisionTree*> m_trees;
    bool m_has_settings = false;
    bool m_optimizer_told = false;
    std::unordered_set<std::string> m_keys;
    FactLines m_lines;
};

} // namespace

Result<FactLines> fact_lines(const OpenDocument& opened, const JobContext& job)
{
    return FactWriter(opened, job).take();
}

Result<FactLines> fact_lines_of_unreadable(const std::string& path, const Error& error,
                                           const JobContext& job)
{
    if (is_of_the_system(error.code))
        return fail(error);
    FactLines lines = {{"unreadable", words::describe(error, path).what.toStdString()}};
    if (error.code == ErrorCode::Empty)
        return lines;
    STRATA_ASSIGN(const SharedSource source, open_file_source(path));
    STRATA_ASSIGN(std::string sha256, sha256_of(*source, job));
    lines.emplace_back("unreadable@bytes", std::to_string(source->size()));
    lines.emplace_back("unreadable@sha256", std::move(sha256));
    return lines;
}

std::string line_of(const std::pair<std::string, std::string>& fact)
{
    return safe_text(words::text_of(fact.first + " = " + fact.second)).toStdString();
}

} // namespace strata::report
