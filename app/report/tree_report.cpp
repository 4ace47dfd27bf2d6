// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/tree_report.h"

#include "app/report/report_parts.h"

namespace strata::report {

namespace {

/// Ends rows until one of `level` can begin beside them: each row is an object in a list.
void close_down_to(JsonWriter& json, std::uint32_t& open, std::uint32_t level)
{
    while (open >= level) {
        json.end();
        json.end();
        --open;
    }
}

void begin_row(JsonWriter& json, std::string_view name, const char* kind, std::string_view type,
               std::string_view detail)
{
    json.begin_object();
    json.key("name");
    json.text(name);
    json.key("kind");
    json.text(kind);
    json.key("type");
    json.text_or_null(type);
    json.key("detail");
    json.text_or_null(detail);
    json.key("children");
    json.begin_array();
}

} // namespace

void write_tree_report(JsonWriter& json, const Document& document, const Tree& tree,
                       const TreeSelection& selection)
{
    json.begin_object();
    write_schema_version(json);
    json.key("root");
    begin_row(json, document.name, node_kind_name(NodeKind::Root), {}, {});
    // No recursion: a file may nest as deep as it likes.
    std::uint32_t open = 0;
    for (const TreeSelection::Row& row : selection.rows()) {
        close_down_to(json, open, row.level);
        const Node& node = tree.node(row.node);
        begin_row(json, tree.name(row.node), node_kind_name(node.kind), tree.type(row.node),
                  row_detail(document, node, tree.detail(row.node)));
        open = row.level;
    }
    close_down_to(json, open, 1);
    json.end();
    json.end();
    json.end();
}

} // namespace strata::report
