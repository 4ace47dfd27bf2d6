// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/estimator_report.h"

#include "app/report/json_values.h"
#include "io/analysis/forest.h"

#include <algorithm>

namespace strata::report {

namespace {

using Layout = JsonWriter::Layout;

/// Writes estimators inside estimators, and stops at one that is inside itself.
class EstimatorWriter {
public:
    EstimatorWriter(JsonWriter& json, const OpenDocument& opened, const JobContext& job)
        : m_json(json), m_opened(opened), m_job(job)
    {
    }

    void write(EstimatorId id)
    {
        const bool inside_itself = std::find(m_open.begin(), m_open.end(), id) != m_open.end();
        if (id == EstimatorId::none || inside_itself || m_open.size() >= deepest)
            return m_json.null();
        m_open.push_back(id);
        write_estimator(m_opened.document->estimators[index(id)]);
        m_open.pop_back();
    }

private:
    static constexpr std::size_t deepest = 64;

    void write_estimator(const Estimator& estimator)
    {
        m_json.begin_object();
        write_identity(estimator);
        m_json.key("feature_names");
        m_json.begin_array(Layout::OneLine);
        for (const std::string& name : estimator.feature_names)
            m_json.text(name);
        m_json.end();
        m_json.key("input_names");
        m_json.begin_array(Layout::OneLine);
        for (const std::string& name : estimator.input_names)
            m_json.text(name);
        m_json.end();
        m_json.key("classes");
        m_json.begin_array(Layout::OneLine);
        for (const Value& value : estimator.classes)
            write_value(m_json, value, m_opened);
        m_json.end();
        write_trees(estimator);
        write_parts(estimator);
        m_json.key("optimizer");
        write_optimizer(m_json, m_opened, estimator.optimizer);
        m_json.end();
    }

    void write_identity(const Estimator& estimator)
    {
        m_json.key("path");
        m_json.text(m_opened.document->model.path(estimator.node));
        m_json.key("class");
        m_json.text(estimator.class_name);
        m_json.key("name");
        m_json.text(estimator.name);
        m_json.key("version");
        m_json.text_or_null(estimator.version);
        m_json.key("parameters");
        write_named_values(m_json, estimator.parameters, m_opened);
        m_json.key("attributes");
        write_named_values(m_json, estimator.attributes, m_opened);
    }

    void write_trees(const Estimator& estimator)
    {
        m_json.key("trees");
        m_json.begin_array();
        for (const DecisionTree& tree : estimator.trees) {
            m_json.begin_object(Layout::OneLine);
            m_json.key("nodes");
            m_json.count(tree.node_count);
            m_json.key("depth");
            tree.depth ? m_json.count(*tree.depth) : m_json.null();
            m_json.key("leaves");
            m_json.count(tree.leaves);
            m_json.key("stage");
            tree.stage ? m_json.count(*tree.stage) : m_json.null();
            m_json.key("class");
            write_target(estimator, tree);
            m_json.end();
        }
        m_json.end();
        m_json.key("importances");
        m_json.begin_array(Layout::OneLine);
        // A broken tree has a finding of its own; there are no importances then.
        const auto importances =
            feature_importances(*m_opened.document, estimator, m_opened.sources, m_job);
        for (const double value : importances.value_or(std::vector<double>()))
            m_json.real(value);
        m_json.end();
    }

    /// The class whose score a tree of boosting adds to.
    void write_target(const Estimator& estimator, const DecisionTree& tree)
    {
        if (!tree.target)
            return m_json.null();
        if (*tree.target < estimator.classes.size())
            return write_value(m_json, estimator.classes[static_cast<std::size_t>(*tree.target)],
                               m_opened);
        m_json.count(*tree.target);
    }

    void write_parts(const Estimator& estimator)
    {
        m_json.key("steps");
        m_json.begin_array();
        for (const EstimatorStep& step : estimator.steps) {
            m_json.begin_object();
            m_json.key("name");
            m_json.text(step.name);
            m_json.key("class");
            m_json.text_or_null(step.class_name);
            m_json.key("columns");
            write_value(m_json, step.columns, m_opened);
            m_json.key("estimator");
            write(step.estimator);
            m_json.end();
        }
        m_json.end();
        m_json.key("best_estimator");
        write(estimator.best_estimator);
    }

    JsonWriter& m_json;
    const OpenDocument& m_opened;
    const JobContext& m_job;
    std::vector<EstimatorId> m_open;
};

void write_slot(JsonWriter& json, const Document& document, const OptimizerSlot& slot)
{
    json.begin_object(Layout::OneLine);
    json.key("name");
    json.text(slot.name);
    json.key("tensor");
    json.text(document.tensor_path(slot.tensor));
    json.key("weight");
    slot.weight == TensorId::none ? json.null() : json.text(document.tensor_path(slot.weight));
    json.end();
}

} // namespace

void write_estimator(JsonWriter& json, const OpenDocument& opened, EstimatorId id,
                     const JobContext& job)
{
    EstimatorWriter(json, opened, job).write(id);
}

void write_other_estimators(JsonWriter& json, const OpenDocument& opened, const JobContext& job)
{
    json.begin_array();
    for (const EstimatorId id : opened.document->outer_estimators) {
        if (id != opened.document->estimator)
            EstimatorWriter(json, opened, job).write(id);
    }
    json.end();
}

void write_optimizer(JsonWriter& json, const OpenDocument& opened,
                     const std::optional<OptimizerState>& optimizer)
{
    if (!optimizer)
        return json.null();
    json.begin_object();
    json.key("class");
    json.text_or_null(optimizer->class_name);
    json.key("iterations");
    optimizer->iterations ? json.integer(*optimizer->iterations) : json.null();
    json.key("hyperparameters");
    write_named_values(json, optimizer->hyperparameters, opened);
    json.key("slots");
    json.begin_array();
    for (const OptimizerSlot& slot : optimizer->slots) {
        if (slot.tensor != TensorId::none)
            write_slot(json, *opened.document, slot);
    }
    json.end();
    json.end();
}

} // namespace strata::report
