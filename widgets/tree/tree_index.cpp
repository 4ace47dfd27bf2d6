// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/tree_index.h"

#include "io/model/buffers.h"
#include "io/model/presence.h"
#include "widgets/words/dtype_words.h"
#include "widgets/words/finding_call.h"
#include "widgets/words/number_words.h"

#include <algorithm>
#include <cctype>

namespace strata {

namespace {

void mark(std::vector<Severity>& nodes, const Tree& tree, NodeId node, Severity severity)
{
    if (nodes.empty())
        nodes.resize(tree.size(), Severity::Note);
    for (; node != NodeId::none && severity < nodes[index(node)]; node = tree.node(node).parent)
        nodes[index(node)] = severity;
}

void mark_dangerous(std::vector<bool>& nodes, const Tree& tree, NodeId node)
{
    if (nodes.empty())
        nodes.resize(tree.size(), false);
    for (; node != NodeId::none && !nodes[index(node)]; node = tree.node(node).parent)
        nodes[index(node)] = true;
}

void sum_tensors(TreeIndex& out, const Document& document, const Tree& tree)
{
    if (document.tensors.empty())
        return;
    out.params.assign(tree.size(), 0);
    out.bytes.assign(tree.size(), 0);
    // Children come after their parents, so one pass from the end sums everything.
    for (std::size_t i = tree.size(); i-- > 0;) {
        const Node& node = tree.node(NodeId{static_cast<std::uint32_t>(i)});
        if (node.tensor != TensorId::none) {
            const Tensor& tensor = document.tensor(node.tensor);
            // As the totals count: what is kept beside the parameters is none.
            out.params[i] += is_buffer(document, tensor) ? 0 : tensor.count().value_or(0);
            out.bytes[i] += tensor.bytes().value_or(0);
        }
        if (node.parent != NodeId::none) {
            out.params[index(node.parent)] += out.params[i];
            out.bytes[index(node.parent)] += out.bytes[i];
        }
    }
}

/// A group's dtype is that of all its tensors, if they have only one.
void find_dtypes(TreeIndex& out, const Document& document, const Tree& tree)
{
    constexpr std::uint16_t nothing = 0;
    constexpr std::uint16_t several = 1;
    constexpr std::size_t most_names = 1'000; // a file may name dtypes of any length
    out.dtype_names = {std::string(), std::string()};
    out.dtypes.assign(tree.size(), nothing);
    std::vector<const DType*> met;
    for (std::size_t i = tree.size(); i-- > 1;) {
        const Node& node = tree.node(NodeId{static_cast<std::uint32_t>(i)});
        if (node.tensor != TensorId::none) {
            const DType& dtype = document.tensor(node.tensor).dtype;
            const std::string name = dtype.name();
            const auto known = std::find(out.dtype_names.begin() + 2, out.dtype_names.end(), name);
            if (known == out.dtype_names.end() && out.dtype_names.size() >= most_names) {
                out.dtypes[i] = several;
            } else {
                out.dtypes[i] = static_cast<std::uint16_t>(known - out.dtype_names.begin());
                if (known == out.dtype_names.end()) {
                    out.dtype_names.push_back(name);
                    met.push_back(&dtype);
                }
            }
        }
        std::uint16_t& above = out.dtypes[index(node.parent)];
        if (out.dtypes[i] != nothing && above != out.dtypes[i])
            above = above == nothing ? out.dtypes[i] : several;
    }
    // Once for each dtype, not for each array.
    for (std::size_t k = 0; k < met.size(); ++k)
        out.dtype_names[k + 2] = words::dtype_text(*met[k]).toStdString();
}

/// Counts what a file that ends early lacks. Only such a file has the column.
void find_damage(TreeIndex& out, const Document& document, const Tree& tree)
{
    const bool damaged =
        std::any_of(document.tensors.begin(), document.tensors.end(), [](const Tensor& tensor) {
            const Presence presence = presence_of(tensor);
            return presence == Presence::Cut || presence == Presence::Missing;
        });
    if (!damaged)
        return;
    out.damage.resize(tree.size());
    for (std::size_t i = tree.size(); i-- > 1;) {
        const Node& node = tree.node(NodeId{static_cast<std::uint32_t>(i)});
        TreeIndex::Damage& own = out.damage[i];
        if (node.tensor != TensorId::none) {
            const Presence presence = presence_of(document.tensor(node.tensor));
            ++own.tensors;
            own.cut += presence == Presence::Cut ? 1 : 0;
            own.missing += presence == Presence::Missing ? 1 : 0;
        }
        TreeIndex::Damage& above = out.damage[index(node.parent)];
        above.tensors += own.tensors;
        above.cut += own.cut;
        above.missing += own.missing;
    }
    out.useful[static_cast<std::size_t>(TreeColumn::State)] = true;
    // It needs the room; marks stand behind the names then.
    out.useful[static_cast<std::size_t>(TreeColumn::Marks)] = false;
}

/// An estimator's own reading says in one column what a value is: its type is what Python shows.
bool types_repeat_values(const Document& document, Reading reading)
{
    return reading == Reading::Model && !document.estimators.empty();
}

void find_useful_columns(TreeIndex& out, const Document& document, Reading reading)
{
    const Tree& tree = tree_of(document, reading);
    const auto set = [&out](TreeColumn column, bool useful = true) {
        out.useful[static_cast<std::size_t>(column)] =
            out.useful[static_cast<std::size_t>(column)] || useful;
    };
    set(TreeColumn::Name);
    for (std::size_t i = 1; i < tree.size(); ++i) {
        const Node& node = tree.node(NodeId{static_cast<std::uint32_t>(i)});
        // That an array is an array its icon says.
        set(TreeColumn::Type, node.type.length != 0 && tree.text(node.type) != "tensor");
        set(TreeColumn::Marks, node.custom);
        if (node.tensor == TensorId::none) {
            // The metadata has a page of its own; beside arrays it needs no column for its values.
            const bool metadata = reading == Reading::Model && !document.tensors.empty() &&
                                  (node.kind == NodeKind::Metadata ||
                                   tree.node(node.parent).kind == NodeKind::Metadata);
            set(TreeColumn::Value,
                node.detail.length != 0 && !metadata && !has_shape_below(tree, node));
            continue;
        }
        set(TreeColumn::Dims);
        set(TreeColumn::Dtype);
        set(TreeColumn::Params);
        set(TreeColumn::Size);
        const bool numeric = document.tensor(node.tensor).dtype.is_numeric();
        set(TreeColumn::Distribution, numeric);
        set(TreeColumn::Marks, numeric);
    }
    // A network's rows are layers and weights, which have no value of one line.
    if (reading == Reading::Model && !document.layers.empty())
        out.useful[static_cast<std::size_t>(TreeColumn::Value)] = false;
    if (types_repeat_values(document, reading)) {
        set(TreeColumn::Value);
        for (const TreeColumn column :
             {TreeColumn::Type, TreeColumn::Dtype, TreeColumn::Params, TreeColumn::Size,
              TreeColumn::Distribution, TreeColumn::Marks})
            out.useful[static_cast<std::size_t>(column)] = false;
    }
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::vector<std::string> split_words(const std::string& text)
{
    std::vector<std::string> words;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find(' ', start), text.size());
        if (end > start)
            words.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

bool holds(std::string_view text, std::string_view word)
{
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
               return std::tolower(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b);
           }) != text.end();
}

bool row_holds(const Document& document, const Tree& tree, NodeId id, std::string_view word)
{
    if (holds(tree.name(id), word) || holds(tree.type(id), word) || holds(tree.detail(id), word))
        return true;
    const TensorId tensor = tree.node(id).tensor;
    if (tensor == TensorId::none)
        return false;
    return holds(document.tensor(tensor).dtype.name(), word) ||
           holds(words::shape(document.tensor(tensor).shape).toStdString(), word);
}

enum class Keep : std::uint8_t { No, Inside, Match };

Result<std::vector<Keep>> choose_rows(const Document& document, const Tree& tree,
                                      const std::vector<std::string>& words, const JobContext& job)
{
    std::vector<Keep> keep(tree.size(), Keep::No);
    keep[0] = Keep::Inside;
    for (std::size_t i = 1; i < tree.size(); ++i) {
        if (i % 65'536 == 0)
            STRATA_TRY(job.check());
        const NodeId id{static_cast<std::uint32_t>(i)};
        if (std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                return row_holds(document, tree, id, word);
            }))
            keep[i] = Keep::Match;
    }
    // Below a match, parents first, the root's own rows excepted; above it, children first.
    std::vector<bool> inside(tree.size(), false);
    for (std::size_t i = 1; i < tree.size(); ++i) {
        const std::size_t parent = index(tree.node(NodeId{static_cast<std::uint32_t>(i)}).parent);
        inside[i] = parent != 0 && (inside[parent] || keep[parent] == Keep::Match);
    }
    for (std::size_t i = tree.size(); i-- > 1;) {
        const std::size_t parent = index(tree.node(NodeId{static_cast<std::uint32_t>(i)}).parent);
        if (keep[i] != Keep::No && keep[parent] == Keep::No)
            keep[parent] = Keep::Inside;
    }
    for (std::size_t i = 1; i < tree.size(); ++i) {
        if (inside[i] && keep[i] == Keep::No)
            keep[i] = Keep::Inside;
    }
    return keep;
}

} // namespace

bool has_shape_below(const Tree& tree, const Node& node)
{
    const std::string_view detail = tree.text(node.detail);
    return node.kind == NodeKind::Group && node.child_count != 0 && detail.size() > 2 &&
           tree.node(node.first_child).tensor != TensorId::none && detail.front() == '(' &&
           detail.back() == ')' && detail.find_first_not_of("0123456789, ", 1) == detail.size() - 1;
}

TreeIndex make_tree_index(const Document& document, Reading reading)
{
    const Tree& tree = tree_of(document, reading);
    TreeIndex out;
    sum_tensors(out, document, tree);
    if (!document.tensors.empty())
        find_dtypes(out, document, tree);
    find_useful_columns(out, document, reading);
    for (const Finding& finding : document.findings) {
        const NodeId node = reading == Reading::Model ? finding.model_node : finding.file_node;
        if (finding.severity != Severity::Note && node != NodeId::none && node != Tree::root) {
            mark(out.gravest, tree, node, finding.severity);
            if (finding.category == Category::Security && finding.severity == Severity::Error) {
                mark_dangerous(out.dangerous, tree, node);
                if (const auto called = words::called_name(document, finding))
                    out.calls.try_emplace(node, *called);
            }
            out.useful[static_cast<std::size_t>(TreeColumn::Marks)] = true;
        }
    }
    find_damage(out, document, tree);
    return out;
}

std::optional<std::uint32_t> FilteredTree::find(NodeId node) const
{
    const auto found =
        std::lower_bound(rows.begin(), rows.end(), node, [](const Row& row, NodeId wanted) {
            return index(row.node) < index(wanted);
        });
    if (found == rows.end() || found->node != node)
        return std::nullopt;
    return static_cast<std::uint32_t>(found - rows.begin());
}

Result<FilteredTree> filter_tree(const Document& document, Reading reading, const std::string& text,
                                 const JobContext& job)
{
    const Tree& tree = tree_of(document, reading);
    STRATA_ASSIGN(const std::vector<Keep> keep,
                  choose_rows(document, tree, split_words(lower(text)), job));
    FilteredTree out;
    std::vector<std::uint32_t> place(tree.size(), 0);
    for (std::size_t i = 0; i < tree.size(); ++i) {
        if (keep[i] == Keep::No) {
            ++out.hidden;
            continue;
        }
        const NodeId id{static_cast<std::uint32_t>(i)};
        FilteredTree::Row row;
        row.node = id;
        row.matches = keep[i] == Keep::Match;
        out.matches += row.matches ? 1 : 0;
        place[i] = static_cast<std::uint32_t>(out.rows.size());
        if (i != 0) {
            row.parent = place[index(tree.node(id).parent)];
            FilteredTree::Row& parent = out.rows[row.parent];
            if (parent.child_count++ == 0)
                parent.first_child = place[i];
        }
        out.rows.push_back(row);
    }
    for (std::size_t i = out.rows.size(); i-- > 1;) {
        const FilteredTree::Row& row = out.rows[i];
        if (row.matches || row.leads)
            out.rows[row.parent].leads = true;
    }
    return out;
}

} // namespace strata
