// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/series_report.h"

#include "app/report/error_report.h"
#include "app/report/report_parts.h"
#include "io/model/value.h"

namespace strata::report {

namespace {

using Layout = JsonWriter::Layout;

void write_optional_real(JsonWriter& json, const std::optional<double>& number)
{
    number ? json.real(*number) : json.null();
}

void write_checkpoints(JsonWriter& json, const Series& series)
{
    json.key("checkpoints");
    json.begin_array();
    for (const SeriesState& checkpoint : series.states) {
        json.begin_object(Layout::OneLine);
        json.key("name");
        json.text(checkpoint.name);
        json.key("path");
        json.text(checkpoint.path);
        json.key("step");
        checkpoint.step ? json.integer(*checkpoint.step) : json.null();
        json.key("learning_rate");
        write_optional_real(json, checkpoint.learning_rate);
        json.end();
    }
    json.end();
}

void write_point(JsonWriter& json, const SeriesFigures& point)
{
    json.begin_object(Layout::OneLine);
    json.key("norm");
    write_optional_real(json, point.norm);
    json.key("relative_step");
    write_optional_real(json, point.change);
    json.key("zeros");
    write_optional_real(json, share_of_zeros(point));
    json.key("values");
    json.count(point.values);
    json.key("nan");
    json.count(point.nan);
    json.key("infinite");
    json.count(point.infinite);
    json.key("incomplete");
    json.boolean(point.failed);
    json.end();
}

void write_row(JsonWriter& json, const Series& series, const SeriesRow& row)
{
    json.begin_object();
    json.key("path");
    json.text_or_null(row.path);
    json.key("first_nan");
    const auto first_nan = row.first_nan();
    first_nan ? json.text(series.states[*first_nan].label) : json.null();
    json.key("points");
    json.begin_array();
    for (const auto& point : row.states)
        point ? write_point(json, *point) : json.null();
    json.end();
    json.end();
}

/// A field as RFC 4180 quotes it.
std::string field(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == text.npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string field(const std::optional<double>& number)
{
    return number ? python_float(*number) : std::string();
}

std::string point_fields(const SeriesFigures& point)
{
    return field(point.norm) + ',' + field(point.change) + ',' + field(share_of_zeros(point)) +
           ',' + std::to_string(point.values) + ',' + std::to_string(point.nan) + ',' +
           std::to_string(point.infinite);
}

} // namespace

const char* coming_or_going(const SeriesRow& layer, std::size_t state)
{
    if (state == 0)
        return "";
    const bool before = layer.states[state - 1].has_value();
    const bool now = layer.states[state].has_value();
    if (before == now)
        return "";
    return now ? "appears" : "is gone";
}

std::optional<double> share_of_zeros(const SeriesFigures& figures)
{
    if (figures.values == 0)
        return std::nullopt;
    return static_cast<double>(figures.zeros) / static_cast<double>(figures.values);
}

void write_series_report(JsonWriter& json, const Series& series)
{
    json.begin_object();
    write_schema_version(json);
    json.key("order");
    json.text(series.by_step ? "step" : "name");
    write_checkpoints(json, series);
    json.key("layers");
    json.begin_array();
    for (const SeriesRow& layer : series.layers)
        write_row(json, series, layer);
    json.end();
    json.key("whole");
    write_row(json, series, series.whole);
    json.key("errors");
    json.begin_array();
    for (const SeriesFailure& failure : series.failures)
        write_failure(json, failure.error, failure.path);
    json.end();
    json.end();
}

std::string series_csv(const Series& series)
{
    std::string text = "layer,checkpoint,step,learning_rate,norm,relative_step,zeros,values,nan,"
                       "infinite,remark\n";
    for (const SeriesRow& layer : series.layers) {
        for (std::size_t i = 0; i < layer.states.size(); ++i) {
            const std::string remark = coming_or_going(layer, i);
            if (!layer.states[i] && remark.empty())
                continue;
            const SeriesState& time = series.states[i];
            text += field(layer.path) + ',' + field(time.label) + ',' +
                    (time.step ? std::to_string(*time.step) : std::string()) + ',' +
                    field(time.learning_rate) + ',' +
                    (layer.states[i] ? point_fields(*layer.states[i]) : std::string(",,,,,")) +
                    ',' + remark + '\n';
        }
    }
    return text;
}

} // namespace strata::report
