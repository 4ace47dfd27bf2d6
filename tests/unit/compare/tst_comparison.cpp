// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/summary.h"
#include "io/formats/format.h"
#include "small_models.h"

#include <QtTest>

#include <map>
#include <random>

using namespace strata;

namespace {

Comparison compared(const OpenDocument& left, const OpenDocument& right,
                    bool structure_only = false)
{
    auto comparison = compare_models(left, right, {}, {}, structure_only, {});
    if (!comparison)
        qFatal("not compared");
    return *std::move(comparison);
}

const RowFigures& figures_of(const OpenDocument& left, const Comparison& comparison,
                             std::string_view path)
{
    const NodeId node = left.document->main_tree().find(path).value_or(Tree::root);
    return comparison.rows[index(comparison.pairs.row_of_left[index(node)])];
}

PairOutcome truncated()
{
    return tl::unexpected(PairFailure{{ErrorCode::Truncated, {}, {}, {}}, true, false});
}

unsigned draw(std::mt19937& random)
{
    return static_cast<unsigned>(random());
}

/// A chain of layers with shapes as real ones have them: many alike.
std::vector<SmallLayer> random_chain(std::size_t count, std::mt19937& random)
{
    std::vector<SmallLayer> layers;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t outputs = std::uint64_t{2} << draw(random) % 3;
        layers.push_back(dense_layer("dense_" + std::to_string(i), 4, outputs, draw(random)));
    }
    return layers;
}

ComparisonSummary summary_of(const OpenDocument& left, const OpenDocument& right,
                             const Comparison& comparison)
{
    return summarize(*left.document, *right.document, comparison,
                     compare_settings(*left.document, *right.document, comparison.pairs));
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signs_and_sums_rise_to_the_groups()
    {
        std::vector<SmallLayer> layers = {dense_layer("a", 4, 4, 1), dense_layer("b", 4, 4, 2),
                                          dense_layer("c", 4, 2, 3)};
        const OpenDocument left = small_model(layers);
        layers[0].name = "first";
        layers[1].tensors[0].values[5] += 1;
        layers.push_back(dense_layer("d", 2, 9, 4));
        const OpenDocument right = small_model(layers);
        const Comparison comparison = compared(left, right);
        QCOMPARE(figures_of(left, comparison, "layers/a").sign, PairSign::Renamed);
        QCOMPARE(figures_of(left, comparison, "layers/a/kernel").sign, PairSign::Same);
        QCOMPARE(figures_of(left, comparison, "layers/b").sign, PairSign::Changed);
        QCOMPARE(figures_of(left, comparison, "layers/b/kernel").sign, PairSign::Changed);
        QCOMPARE(figures_of(left, comparison, "layers/b/bias").sign, PairSign::Same);
        QCOMPARE(figures_of(left, comparison, "layers/c").sign, PairSign::Same);
        const RowFigures& all = comparison.rows[0];
        QCOMPARE(all.sign, PairSign::Changed);
        QCOMPARE(all.pairs, 6U);
        QCOMPARE(all.compared, 6U);
        QCOMPARE(all.changed_values, 1U);
        QCOMPARE(all.shared_values, 20U + 20 + 10);
        QCOMPARE(all.only_right, 3U); // a layer and its two tensors
        QCOMPARE(all.right_values, 20U + 20 + 10 + 27);
        const ComparisonSummary summary =
            summarize(*left.document, *right.document, comparison,
                      compare_settings(*left.document, *right.document, comparison.pairs));
        QCOMPARE(summary.layers_changed, 1U);
        QCOMPARE(summary.layers_renamed, 1U);
        QCOMPARE(summary.layers_only_right, 1U);
        QCOMPARE(summary.layers_only_left, 0U);
        QCOMPARE(summary.parameters_changed, 1U);
        QVERIFY(!summary.identical && !summary.same_architecture);
    }

    void what_is_not_compared_is_unknown()
    {
        const OpenDocument model = small_model({dense_layer("a", 4, 4, 1)});
        Comparison comparison = start_comparison(*model.document, *model.document,
                                                 match_models(*model.document, *model.document));
        QCOMPARE(comparison.rows[0].sign, PairSign::Unknown);
        QCOMPARE(open_pairs(comparison).size(), 2U);
        TensorDifference same;
        same.equal = true;
        add_difference(comparison, 0, same);
        QCOMPARE(comparison.rows[0].sign, PairSign::Unknown);
        add_difference(comparison, 1, truncated());
        QCOMPARE(comparison.rows[0].sign, PairSign::Unknown);
        QCOMPARE(comparison.rows[0].failed, 1U);
        QVERIFY(open_pairs(comparison).empty());
        // A second answer for a pair changes nothing.
        add_difference(comparison, 0, same);
        QCOMPARE(comparison.rows[0].compared, 1U);
    }

    void the_side_that_cannot_be_read_is_named()
    {
        const OpenDocument whole = small_model({dense_layer("a", 4, 4, 1)});
        const auto cut = [&] {
            OpenDocument broken = small_model({dense_layer("a", 4, 4, 2)});
            Document document = *broken.document;
            document.tensors[0].storage = DenseStorage{{SourceId::file, 0, 64}, {}, 0, 0};
            return OpenDocument{std::make_shared<const Document>(std::move(document)),
                                {make_memory_source(std::vector<std::byte>(8))}};
        }();
        const auto failure = [](const OpenDocument& left, const OpenDocument& right) {
            return compared(left, right).failures[0];
        };
        QVERIFY(!failure(whole, whole));
        QVERIFY(failure(cut, whole) && failure(cut, whole)->left && !failure(cut, whole)->right);
        QVERIFY(failure(whole, cut) && !failure(whole, cut)->left && failure(whole, cut)->right);
        QVERIFY(failure(cut, cut)->left && failure(cut, cut)->right);
    }

    void a_counter_weighs_nothing_in_a_sum()
    {
        std::vector<SmallLayer> layers = {
            {"norm", "BatchNormalization", {small_tensor("gamma", {4}, 1), {"seen", {}, {100}}}}};
        const auto model = [&] {
            OpenDocument made = small_model(layers);
            Document document = *made.document;
            document.tensors[1].dtype = DType::of(ScalarType::Int32);
            return OpenDocument{std::make_shared<const Document>(std::move(document)), {nullptr}};
        };
        const OpenDocument left = model();
        layers[0].tensors[1].values = {2000};
        const OpenDocument right = model();
        const Comparison comparison = compared(left, right);
        const RowFigures& layer = figures_of(left, comparison, "layers/norm");
        QCOMPARE(layer.sign, PairSign::Changed);
        QCOMPARE(layer.relative_l2(), 0.0);
        QCOMPARE(layer.max_abs, 0.0);
        QVERIFY(figures_of(left, comparison, "layers/norm/seen").relative_l2().value_or(0) > 0);
        const ComparisonSummary summary = summary_of(left, right, comparison);
        QCOMPARE(summary.weights, 1U);
        QCOMPARE(summary.weights_changed, 0U);
        QCOMPARE(summary.counters_changed, 1U);
        QVERIFY(!summary.identical);
    }

    void what_is_turned_or_reshaped_is_not_identical()
    {
        const SmallTensor straight = small_tensor("kernel", {2, 3}, 1);
        SmallTensor turned = straight;
        turned.shape = {3, 2};
        for (std::size_t i = 0; i < 6; ++i)
            turned.values[i % 3 * 2 + i / 3] = straight.values[i];
        const OpenDocument left = small_model({{"a", "Dense", {straight}}});
        const OpenDocument right = small_model({{"a", "Dense", {turned}}});
        for (const bool structure_only : {false, true}) {
            const Comparison comparison = compared(left, right, structure_only);
            const ComparisonSummary summary = summary_of(left, right, comparison);
            QCOMPARE(summary.weights_turned + summary.weights_reshaped, 1U);
            QVERIFY(!summary.identical && !summary.same_architecture);
            QCOMPARE(figures_of(left, comparison, "layers/a/kernel").sign, PairSign::Changed);
        }
    }

    void rows_without_tensors_are_no_difference_of_frameworks()
    {
        const auto left = open_document(STRATA_TEST_DATA "/compare/epoch_1.h5");
        const auto right = open_document(STRATA_TEST_DATA "/compare/epoch_1.pt");
        QVERIFY(left && right);
        const Comparison comparison = compared(*left, *right);
        QCOMPARE(figures_of(*left, comparison, "layers/input").sign, PairSign::OnlyLeft);
        QCOMPARE(figures_of(*left, comparison, "layers").sign, PairSign::Same);
        QCOMPARE(comparison.rows[0].sign, PairSign::Changed); // its optimizer
    }

    void slots_that_cannot_be_read_are_not_identical()
    {
        const auto opened = open_document(STRATA_TEST_DATA "/keras/keras-3/optimizer_adamw.h5");
        QVERIFY(opened);
        const Document& document = *opened->document;
        Comparison comparison =
            start_comparison(document, document, match_models(document, document));
        TensorDifference same;
        same.equal = true;
        std::uint64_t failed = 0;
        for (const std::size_t pair : open_pairs(comparison)) {
            const TensorId left = comparison.pairs.tensors[pair].left;
            const bool fails = document.tensor(left).role == TensorRole::Optimizer && failed == 0;
            failed += fails ? 1 : 0;
            add_difference(comparison, pair, fails ? truncated() : PairOutcome(same));
        }
        const ComparisonSummary summary = summarize(
            document, document, comparison, compare_settings(document, document, comparison.pairs));
        QCOMPARE(failed, 1U);
        QCOMPARE(summary.slots_failed, 1U);
        QVERIFY(!summary.identical);
    }

    void settings_are_told_apart_exactly()
    {
        const auto identical = [](const Value& one, const Value& other) {
            const auto of = [](const Value& value) {
                auto document =
                    std::make_shared<Document>(*small_model({dense_layer("a", 4, 4, 1)}).document);
                MetadataEntry entry;
                entry.key = "@seed";
                entry.value = value;
                document->metadata.push_back(std::move(entry));
                return document;
            };
            const auto left = of(one);
            const auto right = of(other);
            return compare_settings(*left, *right, match_models(*left, *right)).metadata.empty();
        };
        QVERIFY(!identical(Value::integer(16777216), Value::integer(16777217)));
        QVERIFY(identical(Value::real(0.1), Value::real(static_cast<double>(0.1F))));
        // The same array may have another number in another document.
        QVERIFY(identical(Value::tensor(TensorId{0}), Value::tensor(TensorId{1})));
    }

    void structure_alone_reads_nothing()
    {
        OpenDocument model = small_model({dense_layer("a", 4, 4, 1)});
        model.sources.clear();
        const Comparison comparison = compared(model, model, true);
        QCOMPARE(comparison.rows[0].sign, PairSign::Same);
        QCOMPARE(comparison.rows[0].compared, 2U);
    }

    void a_file_is_identical_to_itself_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* const name :
             {"keras/keras-3/optimizer_adamw.h5", "torch/checkpoint_adam.pt", "npz/stored.npz",
              "sklearn/1.9/forest_wine.joblib", "safetensors/dtypes.safetensors", "hdf5/layouts.h5",
              "pickle/array.p4.pkl"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void a_file_is_identical_to_itself()
    {
        QFETCH(QString, name);
        const auto opened = open_document(STRATA_TEST_DATA "/" + name.toStdString());
        QVERIFY(opened);
        const Document& document = *opened->document;
        const Comparison comparison = compared(*opened, *opened);
        const ComparisonSummary summary = summarize(
            document, document, comparison, compare_settings(document, document, comparison.pairs));
        QCOMPARE(comparison.rows[0].failed, 0U);
        QVERIFY(summary.identical);
        QCOMPARE(comparison.rows[0].sign, PairSign::Same);
    }

    void random_changes_of_the_layers_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<std::size_t>("count");
        for (unsigned seed = 1; seed <= 12; ++seed)
            QTest::addRow("%u", seed) << seed << std::size_t{20 + 17 * seed};
    }
    void random_changes_of_the_layers()
    {
        QFETCH(unsigned, seed);
        QFETCH(std::size_t, count);
        std::mt19937 random(seed);
        // What a layer is, is told by the seed of its kernel, which is never used twice.
        const std::vector<SmallLayer> before = random_chain(count, random);
        std::map<std::vector<float>, std::string> left_of; // kernels, by the name on the left
        for (const SmallLayer& layer : before)
            left_of[layer.tensors[0].values] = layer.name;
        std::vector<SmallLayer> after;
        for (const SmallLayer& layer : before) {
            const unsigned dice = draw(random) % 100;
            if (dice < 10)
                continue;
            after.push_back(layer);
            if (dice < 20)
                after.back().name = "renamed_" + std::to_string(draw(random) % 100'000);
            else if (dice < 30)
                after.push_back(
                    dense_layer("inserted", 4, std::uint64_t{2} << draw(random) % 3, draw(random)));
        }
        // Keras counts its layers anew.
        if (seed % 2 == 0) {
            for (std::size_t i = 0; i < after.size(); ++i) {
                if (after[i].name.starts_with("dense_") || after[i].name == "inserted")
                    after[i].name = "dense_" + std::to_string(i);
            }
        }
        std::map<std::string, std::string> wanted; // name on the right, name on the left
        for (const SmallLayer& layer : after) {
            const auto known = left_of.find(layer.tensors[0].values);
            if (known != left_of.end())
                wanted[layer.name] = known->second;
        }
        const OpenDocument left = small_model(before);
        const OpenDocument right = small_model(after);
        const Comparison comparison = compared(left, right);
        std::size_t found = 0;
        std::size_t false_same = 0;
        for (std::size_t i = 0; i < comparison.pairs.rows.size(); ++i) {
            const PairRow& row = comparison.pairs.rows[i];
            if (row.left == NodeId::none || row.right == NodeId::none ||
                left.document->model.node(row.left).kind != NodeKind::Layer)
                continue;
            const std::string one(left.document->model.name(row.left));
            const auto other = wanted.find(std::string(right.document->model.name(row.right)));
            const bool true_pair = other != wanted.end() && other->second == one;
            found += true_pair ? 1 : 0;
            const PairSign sign = comparison.rows[i].sign;
            false_same +=
                !true_pair && (sign == PairSign::Same || sign == PairSign::Renamed) ? 1 : 0;
        }
        QCOMPARE(false_same, 0U);
        QVERIFY2(found * 100 >= wanted.size() * 95,
                 qPrintable(QString::number(found) + QStringLiteral(" of ") +
                            QString::number(wanted.size())));
    }

    void a_hundred_thousand_tensors_are_matched()
    {
        // Near-linear: with a second for each thousand squared, this would take hours.
        std::vector<SmallLayer> layers;
        for (unsigned i = 0; i < 50'000; ++i)
            layers.push_back(
                {"block_" + std::to_string(i),
                 "Dense",
                 {{"kernel", {2, 2}, {1, 2, 3, static_cast<float>(i)}}, {"bias", {2}, {0, 0}}}});
        const OpenDocument left = small_model(layers);
        for (unsigned i = 0; i < 50'000; i += 3)
            layers[i].name = "other_" + std::to_string(i);
        layers.erase(layers.begin() + 25'000);
        const OpenDocument right = small_model(layers);
        const ModelPairs pairs = match_models(*left.document, *right.document);
        QVERIFY(pairs.tensors.size() > 90'000);
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
