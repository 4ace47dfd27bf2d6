// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/estimator_sections.h"

#include "app/report/model_facts.h"
#include "app/report/model_sections.h"
#include "io/analysis/forest.h"
#include "io/analysis/item_number.h"
#include "io/base/checked.h"
#include "io/source/tensor_reader.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_column.h"
#include "widgets/words/tensor_items.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace strata::report {

namespace {

using words::text_of;
using words::translate;

constexpr std::uint64_t values_shown = 8;
constexpr std::uint64_t most_outputs = 8;
constexpr std::size_t trees_shown = 25;
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 20;

/// The first items of an array of at most two axes: at most so many along each.
Result<std::vector<std::byte>> first_items(const Tensor& tensor, const SourceSet& sources,
                                           const Shape& most)
{
    std::vector<SliceAxis> axes;
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis)
        axes.push_back({0, std::min(tensor.shape[axis], most[axis]), 1});
    return read_slice(tensor, sources, axes, {}, most_bytes);
}

/// The first values of a small array: "0.9, 1.5, …".
QString first_values(const Tensor& tensor, const SourceSet& sources)
{
    if (tensor.shape.size() > 1 || tensor.dtype.type == ScalarType::Object)
        return {};
    const auto items = first_items(tensor, sources, {values_shown});
    if (!items)
        return translate("unknown");
    QStringList texts;
    const std::uint64_t size = tensor.dtype.item_size;
    for (std::uint64_t at = 0; size != 0 && at + size <= items->size(); at += size)
        texts.append(text_of(words::item_text(tensor.dtype, std::span(*items).subspan(at, size))));
    if (tensor.count().value_or(0) > values_shown)
        texts.append(QStringLiteral("…"));
    return texts.join(QLatin1String(", "));
}

std::vector<Cell> attribute_row(const OpenDocument& opened, const std::string& name,
                                const Value& value)
{
    if (value.kind() != Value::Kind::TensorRef)
        return {code_cell(text_of(name)), code_cell(text_of(value.type_name()), Tone::Quiet),
                code_cell(text_of(value.repr(longest_text - 1)))};
    const Tensor& tensor = opened.document->tensor(value.as_tensor());
    return {code_cell(text_of(name)),
            code_cell(text_of(tensor.dtype.name()) + QLatin1Char(' ') + words::shape(tensor.shape),
                      Tone::Quiet),
            code_cell(first_values(tensor, opened.sources))};
}

/// Adds the sections of estimators inside estimators, and stops at one that was there already.
class EstimatorSections {
public:
    EstimatorSections(Page& page, const OpenDocument& opened, const JobContext& job)
        : m_page(page), m_opened(opened), m_job(job)
    {
    }

    /// `where` is "scaler: " of a step, empty of the root.
    void add(EstimatorId id, const QString& where)
    {
        const bool again = std::find(m_seen.begin(), m_seen.end(), id) != m_seen.end();
        if (id == EstimatorId::none || again || m_seen.size() >= most_estimators)
            return;
        m_seen.push_back(id);
        m_where = where;
        const Estimator& estimator = m_opened.document->estimators[index(id)];
        add_identity(estimator);
        add_named(translate("Hyper-parameters"), estimator.parameters);
        add_coefficients(estimator);
        add_importances(estimator);
        add_trees(estimator);
        add_named(translate("Fitted"), estimator.attributes);
        add_steps(estimator);
        add(estimator.best_estimator, where + QStringLiteral("best_estimator_: "));
        for (const EstimatorStep& step : estimator.steps)
            add(step.estimator, where + cut_text(text_of(step.name)) + QStringLiteral(": "));
    }

private:
    static constexpr std::size_t most_estimators = 20;

    [[nodiscard]] QString title(const QString& text) const { return m_where + text; }

    void add_identity(const Estimator& estimator)
    {
        Section section{title(translate("Estimator")), {}, {}, {}};
        Table& table = section.table;
        add_fact(table, translate("Class"), code_cell(text_of(estimator.class_name)));
        add_fact(table, translate("Version"), code_cell(text_of(estimator.version)));
        add_fact(table, translate("Trees"), words_cell(words::trees_text(estimator)));
        QStringList classes;
        for (std::size_t i = 0; i < std::min<std::size_t>(estimator.classes.size(), 20); ++i)
            classes.append(text_of(estimator.classes[i].repr(60)));
        if (estimator.classes.size() > 20)
            classes.append(QStringLiteral("…"));
        add_fact(table, translate("Classes"), code_cell(classes.join(QLatin1String(", "))));
        if (!estimator.feature_names.empty())
            add_fact(table, translate("Named features"),
                     number_cell(words::count(estimator.feature_names.size())));
        add_section(m_page, std::move(section));
    }

    void add_named(const QString& name, const NamedValues& values)
    {
        const std::size_t shown = std::min(values.size(), rows_of_list);
        Section section{title(name),
                        {{{translate("Name")}, {translate("Type")}, {translate("Value")}},
                         {},
                         values.size() - shown},
                        {},
                        {}};
        for (std::size_t i = 0; i < shown; ++i)
            section.table.rows.push_back(
                attribute_row(m_opened, values[i].first, values[i].second));
        add_section(m_page, std::move(section));
    }

    void add_importances(const Estimator& estimator)
    {
        // A broken tree has a finding of its own; there are no importances then.
        const auto importances =
            feature_importances(*m_opened.document, estimator, m_opened.sources, m_job);
        if (!importances || importances->empty())
            return;
        const std::vector<std::size_t> order = largest_first(*importances);
        const std::size_t shown = std::min(order.size(), rows_of_list);
        const double most = (*importances)[order.front()];
        const words::NumberColumn column(*importances);
        Section section{
            title(translate("Feature importances")),
            {{{translate("Feature")}, {translate("Importance"), true}}, {}, order.size() - shown},
            {},
            {}};
        for (std::size_t i = 0; i < shown; ++i) {
            const double importance = (*importances)[order[i]];
            Cell cell = number_cell(column.text(importance));
            cell.share = most > 0 ? importance / most : 0;
            section.table.rows.push_back({code_cell(feature_name(estimator, order[i])), cell});
        }
        add_section(m_page, std::move(section));
    }

    void add_coefficients(const Estimator& estimator)
    {
        const auto found = std::find_if(
            estimator.attributes.begin(), estimator.attributes.end(), [](const auto& attribute) {
                return attribute.first == "coef_" &&
                       attribute.second.kind() == Value::Kind::TensorRef;
            });
        if (found == estimator.attributes.end())
            return;
        const Tensor& tensor = m_opened.document->tensor(found->second.as_tensor());
        const std::size_t rank = tensor.shape.size();
        if (rank == 0 || rank > 2 || !tensor.dtype.is_numeric() || tensor.dtype.is_complex())
            return;
        const Shape most = rank == 1 ? Shape{rows_of_list} : Shape{most_outputs, rows_of_list};
        const auto items = first_items(tensor, m_opened.sources, most);
        if (!items || items->empty())
            return;
        std::vector<double> numbers;
        const std::uint64_t size = tensor.dtype.item_size;
        for (std::uint64_t at = 0; at + size <= items->size(); at += size)
            numbers.push_back(item_number(tensor.dtype, std::span(*items).subspan(at, size)));
        add_coefficient_table(estimator, tensor.shape, numbers);
    }

    void add_coefficient_table(const Estimator& estimator, const Shape& shape,
                               const std::vector<double>& numbers)
    {
        const std::uint64_t all = shape.back();
        const std::uint64_t features = std::min<std::uint64_t>(all, rows_of_list);
        const std::uint64_t outputs = shape.size() == 1 ? 1 : std::min(shape[0], most_outputs);
        Section section{title(translate("Coefficients")),
                        {{{translate("Feature")}}, {}, all - features},
                        {},
                        {}};
        double most = 0;
        for (const double number : numbers)
            most = std::isfinite(number) ? std::max(most, std::abs(number)) : most;
        for (std::uint64_t output = 0; output < outputs; ++output)
            section.table.columns.push_back({output_name(estimator, output, shape), true});
        const words::NumberColumn column(numbers);
        for (std::uint64_t feature = 0; feature < features; ++feature) {
            std::vector<Cell> row = {code_cell(feature_name(estimator, feature))};
            for (std::uint64_t output = 0; output < outputs; ++output) {
                const double number = numbers[output * features + feature];
                Cell cell = number_cell(column.text(number));
                if (most > 0 && std::isfinite(number))
                    cell.share = number / most;
                row.push_back(std::move(cell));
            }
            section.table.rows.push_back(std::move(row));
        }
        if (shape.size() == 2 && shape[0] > outputs)
            section.note = translate("The first %1 of %2 outputs.")
                               .arg(words::count(outputs), words::count(shape[0]));
        add_section(m_page, std::move(section));
    }

    static QString output_name(const Estimator& estimator, std::uint64_t output, const Shape& shape)
    {
        if (shape.size() == 1 || shape[0] == 1)
            return translate("Coefficient");
        if (estimator.classes.size() == shape[0])
            return cut_text(text_of(estimator.classes[output].repr(60)), 60);
        return translate("Output %1").arg(output);
    }

    void add_trees(const Estimator& estimator)
    {
        const auto& trees = estimator.trees;
        const std::size_t shown = std::min(trees.size(), trees_shown);
        if (trees.size() < 2) // what there is of one tree is said above
            return;
        Section section{title(translate("Trees")),
                        {{{translate("Tree"), true},
                          {translate("Nodes"), true},
                          {translate("Leaves"), true},
                          {translate("Depth"), true}},
                         {},
                         trees.size() - shown},
                        {},
                        {}};
        for (std::size_t i = 0; i < shown; ++i)
            section.table.rows.push_back(
                {number_cell(words::count(i)), number_cell(words::count(trees[i].node_count)),
                 number_cell(words::count(trees[i].leaves)),
                 number_cell(trees[i].depth ? words::count(*trees[i].depth) : words::none())});
        add_section(m_page, std::move(section));
    }

    void add_steps(const Estimator& estimator)
    {
        const std::size_t shown = std::min(estimator.steps.size(), rows_of_list);
        Section section{
            title(translate("Steps")),
            {{{translate("Step")}, {translate("Class")}}, {}, estimator.steps.size() - shown},
            {},
            {}};
        if (has_columns(estimator))
            section.table.columns.push_back({translate("Columns")});
        for (std::size_t i = 0; i < shown; ++i) {
            const EstimatorStep& step = estimator.steps[i];
            std::vector<Cell> row = {code_cell(text_of(step.name)),
                                     step.class_name.empty()
                                         ? words_cell(words::none(), Tone::Quiet)
                                         : code_cell(text_of(step.class_name))};
            if (has_columns(estimator))
                row.push_back(code_cell(text_of(step.columns.repr(longest_text - 1))));
            section.table.rows.push_back(std::move(row));
        }
        add_section(m_page, std::move(section));
    }

    Page& m_page;
    const OpenDocument& m_opened;
    const JobContext& m_job;
    QString m_where;
    std::vector<EstimatorId> m_seen;
};

} // namespace

void add_estimators(Page& page, const OpenDocument& opened, const JobContext& job)
{
    const Document& document = *opened.document;
    EstimatorSections sections(page, opened, job);
    for (const EstimatorId id : document.outer_estimators) {
        const std::string path = document.model.path(document.estimators[index(id)].node);
        sections.add(id, path == "estimator" ? QString()
                                             : cut_text(text_of(path)) + QStringLiteral(": "));
    }
}

} // namespace strata::report
