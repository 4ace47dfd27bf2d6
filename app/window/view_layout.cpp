// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/view_layout.h"

#include "app/window/memory.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"

#include <QSplitter>

#include <algorithm>

namespace strata {

namespace {

constexpr int narrow_tree = 420;
constexpr double tree_share = 0.46;
/// Of a tree of names, types and values alone.
constexpr double plain_tree_share = 0.39;
constexpr int widest_tree = 760;

} // namespace

ViewLayout::ViewLayout(QSplitter& splitter, TreePane& tree, Memory* memory, QObject* parent)
    : QObject(parent), m_splitter(splitter), m_tree(tree), m_memory(memory)
{
    connect(&splitter, &QSplitter::splitterMoved, this, &ViewLayout::rememberWidth);
    connect(tree.view(), &TreeView::ownWidthsChanged, this, &ViewLayout::rememberColumns);
}

void ViewLayout::setKind(const QString& format_id)
{
    m_key = QStringLiteral("layout/%1/").arg(format_id);
    if (!m_memory)
        return;
    QMap<int, int> widths;
    const QStringList entries = m_memory->value(m_key + QStringLiteral("columns")).toStringList();
    for (const QString& entry : entries) { // "3:120"
        const int column = entry.section(QLatin1Char(':'), 0, 0).toInt();
        const int width = entry.section(QLatin1Char(':'), 1).toInt();
        if (column > 0 && column < tree_column_count && width > 0 && width < widest_tree)
            widths.insert(column, width);
    }
    m_tree.view()->setOwnWidths(widths);
}

int ViewLayout::wantedWidth(int width) const
{
    const TreeModel& model = *m_tree.model();
    if (m_key.isEmpty() || model.isUseful(TreeColumn::Params)) // as most files have it
        return std::min(static_cast<int>(width * tree_share), widest_tree);
    if (model.isUseful(TreeColumn::Type))
        return std::min(static_cast<int>(width * plain_tree_share), widest_tree);
    return narrow_tree;
}

void ViewLayout::share(int width)
{
    if (m_dragged)
        return;
    int tree = wantedWidth(width);
    if (m_memory && !m_key.isEmpty()) // the splitter keeps both sides at their minimum
        tree = std::clamp(m_memory->value(m_key + QStringLiteral("tree"), tree).toInt(), 1,
                          std::max(width, 1));
    m_splitter.setSizes({tree, std::max(width - tree, 1)});
}

void ViewLayout::rememberWidth()
{
    m_dragged = true;
    if (m_memory && !m_key.isEmpty())
        m_memory->set(m_key + QStringLiteral("tree"), m_splitter.sizes().value(0));
}

void ViewLayout::rememberColumns()
{
    if (!m_memory || m_key.isEmpty())
        return;
    QStringList entries;
    const QMap<int, int>& widths = m_tree.view()->ownWidths();
    for (auto own = widths.cbegin(); own != widths.cend(); ++own)
        entries.append(QStringLiteral("%1:%2").arg(own.key()).arg(own.value()));
    m_memory->set(m_key + QStringLiteral("columns"), entries);
}

} // namespace strata
