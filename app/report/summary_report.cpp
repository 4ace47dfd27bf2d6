// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/summary_report.h"

#include "app/report/report_parts.h"
#include "io/keras/summary_parts.h"

#include <optional>

namespace strata::report {

namespace {

using Layout = JsonWriter::Layout;

/// The members of a row that make up the table, with the heads that Keras gives them.
void write_columns(JsonWriter& json, bool with_connections)
{
    const auto column = [&](std::string_view title, std::initializer_list<std::string_view> keys) {
        json.begin_object(Layout::OneLine);
        json.key("title");
        json.text(title);
        json.key("keys");
        json.begin_array(Layout::OneLine);
        for (const std::string_view key : keys)
            json.text(key);
        json.end();
        json.end();
    };
    json.begin_array();
    column("Layer (type)", {"name", "class"});
    column("Output Shape", {"output_shape"});
    column("Param #", {"parameters"});
    if (with_connections)
        column("Connected to", {"connected_to"});
    json.end();
}

std::string layer_path(const Document& document, LayerId id)
{
    if (id == LayerId::none || index(id) >= document.layers.size())
        return {};
    const NodeId node = document.layers[index(id)].node;
    return node == NodeId::none ? std::string() : document.model.path(node);
}

void write_row(JsonWriter& json, const Document& document, const keras::SummaryRow& row)
{
    json.begin_object();
    json.key("path");
    json.text_or_null(layer_path(document, row.layer));
    json.key("level");
    json.count(row.level);
    json.key("name");
    json.text(row.name);
    json.key("class");
    json.text(row.class_name);
    json.key("output_shape");
    write_output_shapes(json, row.output_shapes);
    json.key("parameters");
    write_optional_count(json, row.parameters);
    json.key("trainable");
    json.boolean(row.trainable);
    json.key("connected_to");
    write_texts(json, row.connected_to);
    json.end();
}

/// One of the two numbers of each total.
void write_totals(JsonWriter& json, const keras::Summary& summary,
                  std::uint64_t keras::SummaryTotal::*number)
{
    json.key("total");
    json.count(summary.total().*number);
    json.key("trainable");
    json.count(summary.trainable.*number);
    json.key("non_trainable");
    json.count(summary.non_trainable.*number);
    json.key("optimizer");
    summary.optimizer ? json.count((*summary.optimizer).*number) : json.null();
}

} // namespace

void write_summary_report(JsonWriter& json, const Document& document, const keras::Summary& summary)
{
    json.begin_object();
    write_schema_version(json);
    json.key("columns");
    write_columns(json, !summary.sequential_like);
    json.key("rows");
    json.begin_array();
    for (const keras::SummaryRow* const row : keras::shown_rows(summary, true))
        write_row(json, document, *row);
    json.end();
    json.key("totals");
    json.begin_object();
    write_totals(json, summary, &keras::SummaryTotal::parameters);
    json.key("bytes");
    json.begin_object();
    write_totals(json, summary, &keras::SummaryTotal::bytes);
    json.end();
    json.end();
    json.end();
}

} // namespace strata::report
