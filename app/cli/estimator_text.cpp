// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/estimator_text.h"

#include "app/cli/slice_text.h"
#include "app/cli/text_table.h"
#include "app/report/model_facts.h"
#include "io/analysis/forest.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_column.h"
#include "widgets/words/tensor_items.h"

#include <QStringList>

#include <algorithm>

namespace strata::cli {

namespace {

using Align = TextTable::Align;
using words::translate;

constexpr std::size_t value_columns = 100;
constexpr std::uint64_t values_shown = 8;
constexpr std::size_t importances_shown = 12;

/// The first values of a small array: "0.9, 1.5, …".
QString first_values(const Tensor& tensor, const SourceSet& sources)
{
    if (tensor.shape.size() > 1 || tensor.dtype.type == ScalarType::Object)
        return {};
    TensorPart part = whole_part(tensor.shape);
    const std::uint64_t all = tensor.count().value_or(0);
    const std::uint64_t shown = std::min(all, values_shown);
    for (SliceAxis& axis : part.axes)
        axis.count = std::min(axis.count, shown);
    constexpr std::uint64_t most_bytes = std::uint64_t{1} << 16;
    const auto items = read_slice(tensor, sources, part.axes, {}, most_bytes);
    if (!items)
        return translate("unknown");
    QStringList texts;
    const std::uint64_t size = tensor.dtype.item_size;
    for (std::uint64_t i = 0; i < shown; ++i)
        texts.append(words::text_of(
            words::item_text(tensor.dtype, std::span(*items).subspan(i * size, size))));
    if (all > shown)
        texts.append(QStringLiteral("…"));
    return texts.join(QLatin1String(", "));
}

TextTable::Row attribute_row(const OpenDocument& opened, const std::string& name,
                             const Value& value)
{
    if (value.kind() != Value::Kind::TensorRef)
        return {{words::text_of(name)},
                {words::text_of(value.type_name()), Style::Dim},
                {words::text_of(value.repr(value_columns))}};
    const Tensor& tensor = opened.document->tensor(value.as_tensor());
    return {{words::text_of(name)},
            {words::text_of(tensor.dtype.name()) + QLatin1Char(' ') + words::shape(tensor.shape),
             Style::Dim},
            {first_values(tensor, opened.sources)}};
}

void print_head(Printer& out, const QString& text)
{
    out.line();
    out.line(text, Style::Bold);
}

void print_named(Printer& out, const OpenDocument& opened, const QString& title,
                 const NamedValues& values)
{
    if (values.empty())
        return;
    print_head(out, title);
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (const auto& [name, value] : values)
        table.add(attribute_row(opened, name, value));
    table.print(out, 2);
}

void print_importances(Printer& out, const OpenDocument& opened, const Estimator& estimator,
                       const JobContext& job)
{
    const auto importances = feature_importances(*opened.document, estimator, opened.sources, job);
    if (!importances || importances->empty())
        return;
    const std::vector<std::size_t> order = report::largest_first(*importances);
    const std::size_t shown = std::min(order.size(), importances_shown);
    print_head(out, order.size() == shown
                        ? translate("Feature importances")
                        : translate("Feature importances, the first %1 of %2")
                              .arg(words::count(shown), words::count(order.size())));
    TextTable table({Align::Left, Align::Right});
    const words::NumberColumn column(*importances);
    for (std::size_t i = 0; i < shown; ++i)
        table.add({{report::feature_name(estimator, order[i])},
                   {column.text((*importances)[order[i]], words::Sign::Plain)}});
    table.print(out, 2);
}

void print_steps(Printer& out, const Estimator& estimator)
{
    if (estimator.steps.empty())
        return;
    print_head(out, translate("Steps"));
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (const EstimatorStep& step : estimator.steps) {
        TextTable::Row row = {
            {words::text_of(step.name)},
            {step.class_name.empty() ? words::none() : words::text_of(step.class_name),
             Style::Dim}};
        if (report::has_columns(estimator))
            row.push_back({words::text_of(step.columns.repr(value_columns))});
        table.add(std::move(row));
    }
    table.print(out, 2);
}

} // namespace

void print_estimator(Printer& out, const OpenDocument& opened, EstimatorId id,
                     const JobContext& job)
{
    if (id == EstimatorId::none)
        return;
    const Estimator& estimator = opened.document->estimators[index(id)];
    const QString name = words::text_of(estimator.class_name);
    const QString path = words::text_of(opened.document->model.path(estimator.node));
    // The root one is known by its class.
    print_head(out, path == QLatin1String("estimator")
                        ? translate("Estimator %1").arg(name)
                        : translate("Estimator %1: %2").arg(path, name));
    if (const QString trees = words::trees_text(estimator); !trees.isEmpty())
        out.line(QStringLiteral("  ") + trees);
    print_named(out, opened, translate("Hyper-parameters"), estimator.parameters);
    print_named(out, opened, translate("Fitted"), estimator.attributes);
    print_importances(out, opened, estimator, job);
    print_steps(out, estimator);
}

} // namespace strata::cli
