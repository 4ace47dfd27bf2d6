// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/tree_layout.h"
#include "io/analysis/tree_shape.h"

#include <QTest>

#include <algorithm>

using namespace strata;

namespace {

void split(std::vector<TreeNodeRecord>& nodes, std::size_t node)
{
    nodes[node].left = static_cast<std::int64_t>(nodes.size());
    nodes[node].right = nodes[node].left + 1;
    nodes[node].feature = 0;
    nodes.resize(nodes.size() + 2);
}

/// All splits down to a depth.
std::vector<TreeNodeRecord> full_tree(int depth)
{
    std::vector<TreeNodeRecord> nodes(1);
    std::size_t first = 0;
    for (int level = 0; level < depth; ++level) {
        const std::size_t end = nodes.size();
        for (; first < end; ++first)
            split(nodes, first);
    }
    return nodes;
}

/// Only ever the right child splits.
std::vector<TreeNodeRecord> chain(std::size_t splits)
{
    std::vector<TreeNodeRecord> nodes(1);
    for (std::size_t i = 0; i < splits; ++i)
        split(nodes, nodes.size() - 1);
    return nodes;
}

TreeLayout laid_out(const std::vector<TreeNodeRecord>& nodes, const TreeFold& fold)
{
    return lay_out_tree(nodes, measure_tree(nodes).beneath, fold);
}

} // namespace

class TestTreeLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAndOneLeaf()
    {
        QVERIFY(laid_out({}, {}).places.empty());
        const TreeLayout one = laid_out(std::vector<TreeNodeRecord>(1), {});
        QCOMPARE(one.places.size(), std::size_t{1});
        QCOMPARE(one.columns, 1U);
        QCOMPARE(one.places[0].x, 0.5);
    }

    void parentsStandBetweenTheirChildren()
    {
        const TreeLayout layout = laid_out(full_tree(3), {});
        QCOMPARE(layout.places.size(), std::size_t{15});
        QCOMPARE(layout.columns, 8U);
        QCOMPARE(layout.depth, 3U);
        QCOMPARE(layout.places[0].x, 4.0);
        for (const TreePlace& place : layout.places) {
            if (place.left == TreePlace::none)
                continue;
            QCOMPARE(place.x, (layout.places[place.left].x + layout.places[place.right].x) / 2);
            QVERIFY(layout.places[place.left].x < layout.places[place.right].x);
        }
    }

    void nothingOverlaps()
    {
        const TreeLayout layout = laid_out(chain(40), {});
        std::vector<std::vector<double>> levels(layout.depth + 1);
        for (const TreePlace& place : layout.places)
            levels[place.depth].push_back(place.x);
        for (std::vector<double>& level : levels) {
            std::sort(level.begin(), level.end());
            for (std::size_t i = 1; i < level.size(); ++i)
                QVERIFY(level[i] - level[i - 1] >= 1);
        }
    }

    void whatIsBeneathFollows()
    {
        const TreeLayout layout = laid_out(full_tree(4), {});
        for (std::size_t i = 0; i < layout.places.size(); ++i) {
            const TreePlace& place = layout.places[i];
            for (std::size_t below = i + 1; below < place.end; ++below) {
                QVERIFY(layout.places[below].depth > place.depth);
                QVERIFY(layout.places[below].first_column >= place.first_column);
                QVERIFY(layout.places[below].end_column <= place.end_column);
            }
            QCOMPARE(place.end - i, (std::size_t{2} << (4 - place.depth)) - 1);
        }
    }

    void levelsFoldWhatLiesDeeper()
    {
        TreeFold fold;
        fold.levels = 2;
        TreeLayout layout = laid_out(full_tree(5), fold);
        QCOMPARE(layout.places.size(), std::size_t{7});
        QCOMPARE(layout.places.back().hidden, 14U);
        fold.opened = {layout.places.back().node};
        layout = laid_out(full_tree(5), fold);
        QCOMPARE(layout.places.size(), std::size_t{7 + 6});
        QCOMPARE(layout.depth, 4U);
    }

    void shapeIsThatOfTheWholeTree()
    {
        for (const auto& tree : {std::vector<TreeNodeRecord>(), std::vector<TreeNodeRecord>(1),
                                 full_tree(6), chain(50)}) {
            const TreeShape shape = measure_tree(tree);
            const TreeLayout layout = laid_out(tree, {});
            QCOMPARE(shape.depth, layout.depth);
            QVERIFY(!layout.folded);
            for (const TreePlace& place : layout.places)
                QCOMPARE(shape.beneath[place.node],
                         place.end - static_cast<std::uint32_t>(&place - layout.places.data()) - 1);
        }
        TreeFold fold;
        fold.levels = 2;
        QVERIFY(laid_out(full_tree(3), fold).folded);
        QVERIFY(!laid_out(full_tree(2), fold).folded);
    }

    void levelsThatFit()
    {
        const std::vector<TreeNodeRecord> tree = full_tree(6);
        QCOMPARE(levels_within(tree, 64), 6U);
        QCOMPARE(levels_within(tree, 63), 5U);
        QCOMPARE(levels_within(tree, 1), 1U);
        QCOMPARE(levels_within(std::vector<TreeNodeRecord>(1), 10), 1U);
        for (const std::uint32_t columns : {2U, 5U, 16U, 40U}) {
            TreeFold fold;
            fold.levels = levels_within(tree, columns);
            QVERIFY(laid_out(tree, fold).columns <= columns);
        }
    }

    void deepTreesNeedNoStack()
    {
        const TreeLayout layout = laid_out(chain(200'000), {});
        QCOMPARE(measure_tree(chain(200'000)).depth, 200'000U);
        QCOMPARE(layout.depth, 200'000U);
        QCOMPARE(layout.places.size(), std::size_t{400'001});
        TreeFold fold;
        fold.levels = 3;
        QCOMPARE(laid_out(chain(200'000), fold).places.back().hidden, 399'994U);
    }
};

QTEST_APPLESS_MAIN(TestTreeLayout)
#include "tst_tree_layout.moc"
