// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the importances of ensembles against scikit-learn's, and reads their trees to be drawn.
#include "io/analysis/forest.h"
#include "io/analysis/tree_figures.h"
#include "io/formats/format.h"

#include "tests/unit/formats/fixtures.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace strata;

namespace {

QString fixture(const char* generation, const char* name)
{
    return QStringLiteral("sklearn/%1/%2.joblib")
        .arg(QLatin1String(generation), QLatin1String(name));
}

} // namespace

class TestEnsembles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importances_are_those_of_scikit_learn_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* const generation : {"1.1", "1.9"}) {
            for (const char* const name : {"boosted_classes", "boosted_regressor", "adaboost",
                                           "tree_classifier", "forest_wine"}) {
                const QString file = fixture(generation, name);
                QTest::newRow(qPrintable(file)) << file;
            }
        }
    }
    void importances_are_those_of_scikit_learn()
    {
        QFETCH(const QString, name);
        const QJsonObject told = fixtures::expected(name);
        QJsonArray wanted = told[QLatin1String("importances")].toArray();
        if (wanted.isEmpty())
            wanted = told[QLatin1String("estimator")][QLatin1String("importances")].toArray();
        QVERIFY(!wanted.isEmpty());
        const auto opened = open_document(fixtures::path(name).toStdString());
        QVERIFY(opened);
        const Document& document = *opened->document;
        const Estimator& estimator = document.estimators[index(document.estimator)];
        const auto got = feature_importances(document, estimator, opened->sources, {});
        QVERIFY(got);
        QCOMPARE(static_cast<qsizetype>(got->size()), wanted.size());
        for (qsizetype i = 0; i < wanted.size(); ++i)
            QVERIFY(std::abs((*got)[static_cast<std::size_t>(i)] - wanted[i].toDouble()) < 1e-12);
    }

    void what_has_none_in_scikit_learn_has_none()
    {
        for (const char* const name : {"bagging_features", "isolation_forest", "hist_classes"}) {
            const auto opened = open_document(fixtures::path(fixture("1.9", name)).toStdString());
            QVERIFY(opened);
            const Document& document = *opened->document;
            const Estimator& estimator = document.estimators[index(document.estimator)];
            QVERIFY(!estimator.trees.empty());
            const auto got = feature_importances(document, estimator, opened->sources, {});
            QVERIFY(got && got->empty());
        }
    }

    void every_tree_can_be_drawn_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* const generation : {"1.1", "1.9"}) {
            for (const char* const name : {"boosted_classes", "adaboost", "bagging_features",
                                           "isolation_forest", "hist_classes", "hist_categories"}) {
                const QString file = fixture(generation, name);
                QTest::newRow(qPrintable(file)) << file;
            }
        }
    }
    void every_tree_can_be_drawn()
    {
        QFETCH(const QString, name);
        const auto opened = open_document(fixtures::path(name).toStdString());
        QVERIFY(opened);
        const Document& document = *opened->document;
        const Estimator& estimator = document.estimators[index(document.estimator)];
        QVERIFY(!estimator.trees.empty());
        for (const DecisionTree& tree : estimator.trees) {
            const auto figures = read_tree_figures(document, tree, opened->sources, {});
            QVERIFY(figures);
            QCOMPARE(figures->nodes.size(), static_cast<std::size_t>(tree.node_count));
        }
    }

    void nodes_of_histogram_boosting_hold_what_they_say()
    {
        const auto opened =
            open_document(fixtures::path(fixture("1.9", "hist_categories")).toStdString());
        QVERIFY(opened);
        const Document& document = *opened->document;
        const DecisionTree& tree = document.estimators[index(document.estimator)].trees[0];
        const auto figures = read_tree_figures(document, tree, opened->sources, {});
        QVERIFY(figures);
        const TreeNodeRecord& root = figures->nodes[0];
        QCOMPARE(root.samples, std::int64_t{60});
        QVERIFY(std::isnan(root.impurity));
        QVERIFY(root.left > 0 && root.right > 0);
        bool leaf_says_something = false;
        for (std::size_t i = 0; i < figures->nodes.size(); ++i)
            leaf_says_something = leaf_says_something ||
                                  (figures->nodes[i].left < 0 && figures->said(i, 0).front() != 0);
        QVERIFY(leaf_says_something);
        QVERIFY(std::any_of(figures->nodes.begin(), figures->nodes.end(),
                            [](const TreeNodeRecord& node) { return node.categorical; }));
    }
};

QTEST_GUILESS_MAIN(TestEnsembles)
#include "tst_ensembles.moc"
