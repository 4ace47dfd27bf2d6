// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_model.h"
#include "widgets/compare/path_parts.h"

#include "tests/unit/compare/small_models.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace strata;

namespace {

/// Two models and what a view of them needs.
struct Models {
    OpenDocument left;
    OpenDocument right;
    std::shared_ptr<SharedComparison> shared = std::make_shared<SharedComparison>();

    Models(OpenDocument one, OpenDocument other) : left(std::move(one)), right(std::move(other))
    {
        start_shared(*shared, *left.document, *right.document,
                     match_models(*left.document, *right.document));
    }
    void compareValues()
    {
        Comparison& all = shared->comparison;
        for (std::size_t i = 0; i < all.pairs.tensors.size(); ++i) {
            if (all.pairs.tensors[i].comparable)
                lay_difference(*shared, i,
                               *compare_tensors(left, right, all.pairs.tensors[i], {}, {}));
        }
    }
    std::shared_ptr<const PairRows> arranged(const PairOrder& order) const
    {
        return std::make_shared<const PairRows>(
            *arrange_pairs(*left.document, *right.document, *shared, order, {}));
    }
};

CompareSide side_of(const OpenDocument& open)
{
    return {open.document, std::make_shared<const TreeIndex>(
                               make_tree_index(*open.document, first_reading(*open.document)))};
}

/// Each row as "left | sign | right".
QString printed(const PairModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex left = model.index(row, int(PairColumn::LeftName), parent);
        text += QString(depth * 2, QLatin1Char(' ')) + left.data().toString() +
                QStringLiteral(" | ") +
                left.siblingAtColumn(int(PairColumn::Sign)).data(CopyRole).toString() +
                QStringLiteral(" | ") +
                left.siblingAtColumn(int(PairColumn::RightName)).data().toString() +
                QLatin1Char('\n') + printed(model, left, depth + 1);
    }
    return text;
}

SmallLayer changed(SmallLayer layer, float by)
{
    layer.tensors[0].values[0] += by;
    return layer;
}

Models some_models()
{
    const SmallLayer first = dense_layer("first", 3, 4, 1);
    const SmallLayer second = dense_layer("second", 4, 4, 2);
    const SmallLayer third = dense_layer("third", 4, 2, 3);
    return {small_model({first, second, third, dense_layer("old", 7, 9, 4)}),
            small_model(
                {first, changed(second, 0.01F), changed(third, 5), dense_layer("new", 5, 3, 5)})};
}

} // namespace

class TestPairModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsOfBothSides()
    {
        Models models = some_models();
        PairModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSides(side_of(models.left), side_of(models.right));
        model.setRows(models.shared, models.arranged({}));
        QVERIFY(printed(model).contains(QStringLiteral("kernel | not compared yet | kernel")));
        models.compareValues();
        const QString text = printed(model);
        for (const char* const line :
             {"first | same | first", "second | changed | second", "kernel | changed | kernel",
              "bias | same | bias", "old | only left | \n", " | only right | new"})
            QVERIFY2(text.contains(QString::fromLatin1(line)), qPrintable(text));
    }

    void onlyDifferences()
    {
        Models models = some_models();
        models.compareValues();
        PairModel model;
        model.setSides(side_of(models.left), side_of(models.right));
        model.setRows(models.shared, models.arranged({true, false, {}}));
        const QString text = printed(model);
        QVERIFY2(!text.contains(QStringLiteral("first")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("| same |")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("second | changed | second")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("old | only left")), qPrintable(text));
        QVERIFY(model.rows()->hidden != 0);
    }

    void filterLooksAtBothSides()
    {
        Models models = some_models();
        PairModel model;
        model.setSides(side_of(models.left), side_of(models.right));
        model.setRows(models.shared, models.arranged({false, false, "new"}));
        QVERIFY(printed(model).contains(QStringLiteral(" | only right | new")));
        QVERIFY(!printed(model).contains(QStringLiteral("second")));
        model.setRows(models.shared, models.arranged({false, false, "no such row"}));
        QCOMPARE(model.rowCount(), 0);
    }

    void whatChangedMostComesFirst()
    {
        Models models = some_models();
        models.compareValues();
        const auto rows = models.arranged({false, true, {}});
        const auto place = [&](const char* path) {
            const auto node = models.left.document->main_tree().find(path);
            return rows->place[index(models.shared->comparison.pairs.row_of_left[index(*node)])];
        };
        QVERIFY(place("layers/third") < place("layers/second"));
        QVERIFY(place("layers/second") < place("layers/first"));
    }

    /// The largest change of a weight fills the column, and others are shares of it.
    void barsAreShares()
    {
        Models models = some_models();
        const auto share = [&](const char* path) {
            const auto node = models.left.document->main_tree().find(path);
            return change_share(*models.shared,
                                index(models.shared->comparison.pairs.row_of_left[index(*node)]));
        };
        QVERIFY(!share("layers/second/kernel"));
        models.compareValues();
        QVERIFY(!share("layers/first/kernel") && !share("layers/old"));
        const double largest = models.shared->largest_change;
        QVERIFY(largest > 0);
        const auto relative = [&](const char* path) {
            const auto node = models.left.document->main_tree().find(path);
            return *models.shared->comparison
                        .rows[index(models.shared->comparison.pairs.row_of_left[index(*node)])]
                        .relative_l2();
        };
        // Nearly all of what changed is in one of them.
        QCOMPARE(*share("layers/third/kernel"), relative("layers/third/kernel") / largest);
        QCOMPARE(*share("layers/third/kernel"), 1.0);
        QVERIFY(*share("layers/second/kernel") < *share("layers/third/kernel"));
        // So are weights of another training told apart.
        Models other{
            small_model({dense_layer("a", 8, 8, 1), dense_layer("b", 8, 8, 2)}),
            small_model({dense_layer("a", 8, 8, 3), changed(dense_layer("b", 8, 8, 4), 9)})};
        other.compareValues();
        const auto share_of_other = [&](const char* path) {
            const auto found = other.left.document->main_tree().find(path);
            return *change_share(*other.shared,
                                 index(other.shared->comparison.pairs.row_of_left[index(*found)]));
        };
        QVERIFY(other.shared->largest_change > 1);
        QVERIFY(share_of_other("layers/a/kernel") < share_of_other("layers/b/kernel"));
        // A bias near zero that changed by far more than itself leaves the others their length.
        SmallLayer near_zero = dense_layer("c", 3, 4, 3);
        near_zero.tensors[1].values.assign(4, 1e-6F);
        SmallLayer moved = near_zero;
        moved.tensors[1].values.assign(4, 1e-3F);
        Models little{
            small_model({dense_layer("a", 3, 4, 1), dense_layer("b", 3, 4, 2), near_zero}),
            small_model({changed(dense_layer("a", 3, 4, 1), 0.01F),
                         changed(dense_layer("b", 3, 4, 2), 0.005F), moved})};
        little.compareValues();
        const auto share_of_little = [&](const char* path) {
            const auto found = little.left.document->main_tree().find(path);
            return *change_share(*little.shared,
                                 index(little.shared->comparison.pairs.row_of_left[index(*found)]));
        };
        QVERIFY(share_of_little("layers/c/bias") > 1);
        QVERIFY(share_of_little("layers/a/kernel") > 0.1);
        QVERIFY(share_of_little("layers/b/kernel") < share_of_little("layers/a/kernel"));
    }

    void pathsAreFilteredWithoutBeingMade()
    {
        const Models models = some_models();
        const Tree& tree = models.left.document->main_tree();
        for (const std::string words :
             {"", "ker", "KERNEL", "first", "first/ker", "st/kernel", "layers/first/kernel", "/",
              "first/", "/first", "ers/", "first/bias/", "nowhere", "layers/old/b"}) {
            const std::vector<bool> found = nodes_with_path_part(tree, words, tree.size());
            std::string small = words;
            std::transform(small.begin(), small.end(), small.begin(), ::tolower);
            for (std::size_t i = 1; i < tree.size(); ++i) {
                const std::string path = tree.path(NodeId{static_cast<std::uint32_t>(i)});
                QVERIFY2(found[i] == (path.find(small) != std::string::npos),
                         (words + " in " + path).c_str());
            }
        }
        QCOMPARE(nodes_with_path_part(tree, "kernel", 3).size(), std::size_t(3));
    }

    /// Forwards and backwards the same rows are met, each once, and all that differ.
    void stepsMeetEveryDifference()
    {
        Models models = some_models();
        models.compareValues();
        const Comparison& all = models.shared->comparison;
        const auto rows = models.arranged({});
        std::vector<std::uint32_t> forwards;
        for (std::uint32_t at = next_difference(*rows, all, 0); at != 0;
             at = next_difference(*rows, all, at)) {
            QVERIFY(forwards.size() < rows->list.rows.size());
            forwards.push_back(at);
        }
        std::vector<std::uint32_t> backwards;
        for (std::uint32_t at = previous_difference(*rows, all, 0); at != 0;
             at = previous_difference(*rows, all, at)) {
            QVERIFY(backwards.size() < rows->list.rows.size());
            backwards.insert(backwards.begin(), at);
        }
        QVERIFY(forwards == backwards);
        std::size_t differing = 0;
        for (std::uint32_t at = 1; at < rows->list.rows.size(); ++at) {
            const std::size_t pair = rows->pair(at);
            const std::size_t above = rows->pair(rows->list.rows[at].parent);
            const PairSign parent = above == 0 ? PairSign::Same : all.rows[above].sign;
            const bool inside = parent == PairSign::OnlyLeft || parent == PairSign::OnlyRight;
            differing += !inside && differs_itself(all.pairs.rows[pair], all.rows[pair]) ? 1 : 0;
        }
        QCOMPARE(forwards.size(), differing);
        QVERIFY(differing >= 4);
    }

    void figuresOfARelativeDifference()
    {
        QCOMPARE(relative_text(0.0), QStringLiteral("0"));
        QCOMPARE(relative_text(0.21449), QStringLiteral("0.214"));
        QCOMPARE(relative_text(std::nullopt), QStringLiteral("–"));
        QCOMPARE(relative_text(3.4e-6), QStringLiteral("3.400e\u22126"));
    }
};

QTEST_MAIN(TestPairModel)
#include "tst_pair_model.moc"
