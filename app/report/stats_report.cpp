// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/stats_report.h"

#include "app/report/report_parts.h"

#include <array>

namespace strata::report {

namespace {

using Layout = JsonWriter::Layout;

constexpr std::array<std::string_view, 7> quantile_names = {"0.01", "0.05", "0.25", "0.5",
                                                            "0.75", "0.95", "0.99"};
static_assert(quantile_names.size() == quantile_shares.size());

void write_number(JsonWriter& json, const std::optional<Number>& number)
{
    if (!number)
        return json.null();
    if (const auto* const whole = std::get_if<std::int64_t>(&*number))
        return json.integer(*whole);
    if (const auto* const whole = std::get_if<std::uint64_t>(&*number))
        return json.count(*whole);
    json.real(std::get<double>(*number));
}

void write_real(JsonWriter& json, const std::optional<double>& number)
{
    number ? json.real(*number) : json.null();
}

void write_quantiles(JsonWriter& json, const Statistics& statistics)
{
    json.key("quantiles");
    if (statistics.quantiles) {
        json.begin_object(Layout::OneLine);
        for (std::size_t i = 0; i < quantile_names.size(); ++i) {
            json.key(quantile_names[i]);
            json.real((*statistics.quantiles)[i]);
        }
        json.end();
    } else {
        json.null();
    }
    json.key("quantiles_exact");
    statistics.quantiles ? json.boolean(statistics.quantiles_exact) : json.null();
}

void write_histogram(JsonWriter& json, const Histogram& histogram)
{
    json.key("histogram");
    if (histogram.counts.empty())
        return json.null();
    json.begin_object();
    json.key("edges");
    json.begin_array(Layout::OneLine);
    for (const double edge : histogram.edges)
        json.real(edge);
    json.end();
    json.key("counts");
    json.begin_array(Layout::OneLine);
    for (const std::uint64_t count : histogram.counts)
        json.count(count);
    json.end();
    json.end();
}

void write_figures(JsonWriter& json, const Statistics& statistics)
{
    json.key("distinct");
    statistics.distinct ? json.count(*statistics.distinct) : json.null();
    json.key("min");
    write_number(json, statistics.min);
    json.key("max");
    write_number(json, statistics.max);
    json.key("mean");
    write_real(json, statistics.mean);
    json.key("std");
    write_real(json, statistics.std);
    json.key("l1");
    write_real(json, statistics.l1);
    json.key("l2");
    write_real(json, statistics.l2);
    json.key("zeros");
    json.count(statistics.zeros);
    json.key("nan");
    json.count(statistics.nan);
    json.key("positive_infinity");
    json.count(statistics.positive_infinity);
    json.key("negative_infinity");
    json.count(statistics.negative_infinity);
    write_quantiles(json, statistics);
    write_histogram(json, statistics.histogram);
}

void write_no_figures(JsonWriter& json)
{
    for (const char* const name :
         {"distinct", "min", "max", "mean", "std", "l1", "l2", "zeros", "nan", "positive_infinity",
          "negative_infinity", "quantiles", "quantiles_exact", "histogram"}) {
        json.key(name);
        json.null();
    }
}

} // namespace

void write_stats_report(JsonWriter& json, const Document& document,
                        std::span<const MeasuredTensor> tensors)
{
    json.begin_object();
    write_schema_version(json);
    json.key("tensors");
    json.begin_array();
    for (const MeasuredTensor& measured : tensors) {
        json.begin_object();
        write_tensor_identity(json, document, measured.tensor);
        json.key("count");
        // Of an array in which the file ends, the values that are there, as all other figures.
        json.count(measured.statistics ? measured.statistics->count
                                       : document.tensor(measured.tensor).count().value_or(0));
        measured.statistics ? write_figures(json, *measured.statistics) : write_no_figures(json);
        json.end();
    }
    json.end();
    json.end();
}

} // namespace strata::report
