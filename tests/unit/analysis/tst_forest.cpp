// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/forest.h"

#include "tensor_case.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace strata;

namespace {

/// An estimator of expectations.json with the trees' node arrays.
struct ForestCase {
    Document document;
    Estimator estimator;
    SourceSet sources;
};

DType node_type(const QJsonObject& entry)
{
    std::vector<DTypeField> fields;
    for (const QJsonValue told : entry[QLatin1String("fields")].toArray()) {
        DTypeField field;
        field.name = told[0].toString().toStdString();
        field.type = *dtype_from_typestr(told[1].toString().toStdString());
        field.offset = static_cast<std::uint64_t>(told[2].toInteger());
        fields.push_back(field);
    }
    return DType::structure(std::move(fields), static_cast<std::uint64_t>(
                                                   entry[QLatin1String("item_size")].toInteger()));
}

void add_tree(ForestCase& forest, const DType& type, std::uint64_t features,
              std::vector<std::byte> bytes)
{
    DecisionTree tree;
    tree.node_count = bytes.size() / type.item_size;
    tree.feature_count = features;
    tree.nodes = TensorId{static_cast<std::uint32_t>(forest.document.tensors.size())};
    TensorCase nodes = dense_case(type, {tree.node_count}, std::move(bytes));
    std::get<DenseStorage>(nodes.tensor.storage).extent.source =
        SourceId{static_cast<std::uint32_t>(forest.sources.size())};
    forest.document.tensors.push_back(nodes.tensor);
    forest.sources.push_back(nodes.sources[0]);
    forest.estimator.trees.push_back(tree);
}

ForestCase forest_case(const QJsonObject& entry)
{
    ForestCase forest;
    const DType type = node_type(entry);
    const auto features = static_cast<std::uint64_t>(entry[QLatin1String("features")].toInteger());
    for (const QJsonValue tree : entry[QLatin1String("trees")].toArray())
        add_tree(forest, type, features,
                 to_bytes(QByteArray::fromBase64(tree.toString().toLatin1())));
    return forest;
}

QJsonObject told_forest(int which)
{
    return read_expectations()[QLatin1String("forests")].toArray()[which].toObject();
}

/// Three nodes as scikit-learn stores them, for tests that break one thing.
struct RawNode {
    std::int64_t left = -1;
    std::int64_t right = -1;
    std::int64_t feature = -2;
    double threshold = -2;
    double impurity = 0;
    std::int64_t samples = 1;
    double weighted = 1;
};

std::vector<RawNode> stump()
{
    std::vector<RawNode> nodes(3);
    nodes[0] = {1, 2, 0, 0.5, 0.5, 2, 2};
    return nodes;
}

ForestCase raw_case(const std::vector<RawNode>& nodes, std::uint64_t features)
{
    const QJsonObject before = told_forest(1);
    ForestCase forest;
    add_tree(forest, node_type(before), features,
             bytes_of<RawNode>(nodes.size(), [&](std::uint64_t i) { return nodes[i]; }));
    return forest;
}

Result<std::vector<double>> importances_of(const ForestCase& forest)
{
    return feature_importances(forest.document, forest.estimator, forest.sources, {});
}

} // namespace

class TestForest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importances_agree_with_sklearn_data();
    void importances_agree_with_sklearn();
    void reads_the_root_as_sklearn_does_data() { importances_agree_with_sklearn_data(); }
    void reads_the_root_as_sklearn_does();
    void reads_missing_values_direction();
    void a_stump_gives_all_to_its_feature();
    void refuses_broken_links_data();
    void refuses_broken_links();
    void refuses_other_arrays();
    void stops_when_cancelled();
    void no_trees_have_no_importances();
};

void TestForest::importances_agree_with_sklearn_data()
{
    QTest::addColumn<QJsonObject>("entry");
    const QJsonArray forests = read_expectations()[QLatin1String("forests")].toArray();
    QVERIFY(forests.size() >= 6);
    for (const QJsonValue entry : forests)
        QTest::newRow(qPrintable(entry[QLatin1String("name")].toString())) << entry.toObject();
}

void TestForest::importances_agree_with_sklearn()
{
    QFETCH(QJsonObject, entry);
    const auto found = importances_of(forest_case(entry));
    QVERIFY(found.has_value());
    const QJsonArray expected = entry[QLatin1String("importances")].toArray();
    QCOMPARE(found->size(), static_cast<std::size_t>(expected.size()));
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const double difference = (*found)[static_cast<std::size_t>(i)] - expected[i].toDouble();
        QVERIFY2(std::fabs(difference) < 1e-12, qPrintable(QString::number(difference)));
    }
}

void TestForest::reads_the_root_as_sklearn_does()
{
    QFETCH(QJsonObject, entry);
    const ForestCase forest = forest_case(entry);
    const auto nodes =
        read_tree_nodes(forest.document, forest.estimator.trees[0], forest.sources, {});
    QVERIFY(nodes.has_value());
    QCOMPARE(nodes->size(), static_cast<std::size_t>(forest.estimator.trees[0].node_count));
    const QJsonArray root = entry[QLatin1String("root")].toArray();
    QCOMPARE(nodes->front().left, root[0].toString().toLongLong());
    QCOMPARE(nodes->front().feature, root[1].toString().toLongLong());
    QCOMPARE(nodes->front().threshold, root[2].toDouble());
    QCOMPARE(nodes->front().impurity, root[3].toDouble());
    QCOMPARE(nodes->front().samples, root[4].toString().toLongLong());
    QVERIFY(nodes->back().left == -1 && nodes->back().right == -1);
}

void TestForest::reads_missing_values_direction()
{
    // In the new layout the flag is the byte at 56 of 64.
    const QJsonObject entry = told_forest(0);
    ForestCase forest;
    std::vector<std::byte> bytes =
        to_bytes(QByteArray::fromBase64(entry[QLatin1String("trees")][0].toString().toLatin1()));
    bytes[56] = std::byte{1};
    bytes[64 + 56] = std::byte{0};
    add_tree(forest, node_type(entry), 13, bytes);
    const auto nodes =
        read_tree_nodes(forest.document, forest.estimator.trees[0], forest.sources, {});
    QVERIFY(nodes.has_value());
    QVERIFY((*nodes)[0].missing_goes_left);
    QVERIFY(!(*nodes)[1].missing_goes_left);
}

void TestForest::a_stump_gives_all_to_its_feature()
{
    std::vector<RawNode> nodes = stump();
    nodes[0].feature = 1;
    const auto found = importances_of(raw_case(nodes, 3));
    QVERIFY(found.has_value());
    QVERIFY(*found == (std::vector<double>{0, 1, 0}));
}

void TestForest::refuses_broken_links_data()
{
    QTest::addColumn<int>("node");
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("right");
    QTest::addColumn<int>("feature");
    QTest::newRow("child past the end") << 0 << 1 << 3 << 0;
    QTest::newRow("negative child") << 0 << -7 << 2 << 0;
    QTest::newRow("one child") << 0 << 1 << -1 << 0;
    QTest::newRow("the other child") << 0 << -1 << 2 << 0;
    QTest::newRow("two parents") << 0 << 1 << 1 << 0;
    QTest::newRow("its own child") << 0 << 0 << 2 << 0;
    QTest::newRow("cycle to the root") << 1 << 0 << 2 << 0;
    QTest::newRow("feature past the end") << 0 << 1 << 2 << 2;
    QTest::newRow("negative feature") << 0 << 1 << 2 << -2;
}

void TestForest::refuses_broken_links()
{
    QFETCH(int, node);
    QFETCH(int, left);
    QFETCH(int, right);
    QFETCH(int, feature);
    QVERIFY(importances_of(raw_case(stump(), 2)).has_value());
    std::vector<RawNode> nodes = stump();
    nodes[static_cast<std::size_t>(node)].left = left;
    nodes[static_cast<std::size_t>(node)].right = right;
    nodes[static_cast<std::size_t>(node)].feature = feature;
    const ForestCase forest = raw_case(nodes, 2);
    const auto importances = importances_of(forest);
    QVERIFY(!importances.has_value());
    QCOMPARE(importances.error().code, ErrorCode::Malformed);
    const auto read =
        read_tree_nodes(forest.document, forest.estimator.trees[0], forest.sources, {});
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().code, ErrorCode::Malformed);
}

void TestForest::refuses_other_arrays()
{
    const std::vector<std::function<void(ForestCase&)>> damages = {
        [](ForestCase& forest) { forest.document.tensors[0].dtype.fields = nullptr; },
        [](ForestCase& forest) { forest.estimator.trees[0].node_count = 4; },
        [](ForestCase& forest) { forest.estimator.trees[0].nodes = TensorId::none; },
        [](ForestCase& forest) {
            auto fields = *forest.document.tensors[0].dtype.fields;
            fields[4].type = DType::of(ScalarType::Float32);
            forest.document.tensors[0].dtype.fields =
                std::make_shared<const std::vector<DTypeField>>(fields);
        },
        [](ForestCase& forest) {
            auto fields = *forest.document.tensors[0].dtype.fields;
            fields[6].offset = 50;
            forest.document.tensors[0].dtype.fields =
                std::make_shared<const std::vector<DTypeField>>(fields);
        },
    };
    for (const auto& damage : damages) {
        ForestCase forest = raw_case(stump(), 2);
        QVERIFY(importances_of(forest).has_value());
        damage(forest);
        const auto found = importances_of(forest);
        QVERIFY(!found.has_value());
        QCOMPARE(found.error().code, ErrorCode::Malformed);
    }
    ForestCase vast = raw_case(stump(), std::uint64_t{1} << 60);
    const auto found = importances_of(vast);
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().code, ErrorCode::LimitExceeded);
}

void TestForest::stops_when_cancelled()
{
    const ForestCase forest = forest_case(told_forest(0));
    const JobContext job(std::make_shared<std::atomic<bool>>(true), {});
    const auto found = feature_importances(forest.document, forest.estimator, forest.sources, job);
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().code, ErrorCode::Cancelled);
}

void TestForest::no_trees_have_no_importances()
{
    const auto found = importances_of(ForestCase());
    QVERIFY(found.has_value());
    QVERIFY(found->empty());
}

QTEST_APPLESS_MAIN(TestForest)
#include "tst_forest.moc"
