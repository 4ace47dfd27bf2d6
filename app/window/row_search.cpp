// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/row_search.h"

#include "widgets/tree/tree_model.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata {

namespace {

/// How many rows are tried between two looks at whether to stop.
constexpr std::size_t rows_between_checks = 8192;

struct Hit {
    int score = 0;
    NodeId node = NodeId::none;

    /// The better one first; of equals the earlier row.
    bool operator<(const Hit& other) const
    {
        return score != other.score ? score > other.score : index(node) < index(other.node);
    }
};

/// Walks a tree and keeps the names on the way down in one text, so that no path is built anew for
/// each row.
class Walk {
public:
    Walk(const Tree& tree, const WordMatch& match, std::size_t most)
        : m_tree(tree), m_match(match), m_most(most)
    {
    }

    Result<std::vector<Hit>> run(const JobContext& job)
    {
        push_children(Tree::root, {});
        for (std::size_t tried = 0; !m_waiting.empty(); ++tried) {
            if (tried % rows_between_checks == 0)
                STRATA_TRY(job.check());
            const Waiting next = m_waiting.back();
            m_waiting.pop_back();
            visit(next);
        }
        std::sort_heap(m_hits.begin(), m_hits.end());
        return std::move(m_hits);
    }

private:
    /// Where the text and its words end above a row.
    struct Above {
        std::uint32_t text = 0;
        std::uint32_t starts = 0;
    };
    struct Waiting {
        NodeId node;
        Above above;
    };

    void push_children(NodeId parent, Above above)
    {
        for (std::size_t row = m_tree.node(parent).child_count; row-- > 0;)
            m_waiting.push_back({m_tree.child(parent, row), above});
    }

    void visit(const Waiting& row)
    {
        m_text.resize(row.above.text);
        m_starts.resize(row.above.starts);
        if (!m_text.empty())
            m_text.push_back('/');
        const std::size_t own = m_text.size();
        m_text.append(m_tree.name(row.node));
        WordMatch::add_starts(m_text, own, m_starts);
        if (const auto score = m_match.score(m_text, m_starts, own))
            keep({*score, row.node});
        push_children(row.node, {static_cast<std::uint32_t>(m_text.size()),
                                 static_cast<std::uint32_t>(m_starts.size())});
    }

    void keep(const Hit& hit)
    {
        if (m_hits.size() == m_most) {
            if (!(hit < m_hits.front()))
                return;
            std::pop_heap(m_hits.begin(), m_hits.end());
            m_hits.pop_back();
        }
        m_hits.push_back(hit);
        std::push_heap(m_hits.begin(), m_hits.end());
    }

    const Tree& m_tree;
    const WordMatch& m_match;
    std::size_t m_most;
    std::string m_text;
    std::vector<std::uint32_t> m_starts;
    std::vector<Waiting> m_waiting;
    std::vector<Hit> m_hits; ///< a heap, the worst in front
};

} // namespace

Result<QList<PaletteItem>> search_rows(const Document& document, const std::string& typed,
                                       std::size_t most, const JobContext& job)
{
    const WordMatch match(typed);
    const Reading reading = first_reading(document);
    const Tree& tree = tree_of(document, reading);
    STRATA_ASSIGN(const std::vector<Hit> hits, Walk(tree, match, most).run(job));
    QList<PaletteItem> items;
    for (const Hit& hit : hits) {
        PaletteItem item;
        item.kind = PaletteItem::Kind::Row;
        item.icon = node_icon(document, tree.node(hit.node));
        item.title = words::text_of(tree.name(hit.node));
        item.detail = words::text_of(unescape_path_part(tree.path(hit.node)));
        item.score = hit.score;
        item.reading = reading;
        item.node = hit.node;
        items.append(item);
    }
    return items;
}

} // namespace strata
