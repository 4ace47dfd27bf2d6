// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of one shape, whose names only number them, once one was inserted and all were trained on.
#include "io/compare/matcher.h"
#include "io/compare/name_forms.h"
#include "io/formats/format.h"
#include "small_models.h"

#include <QtTest>

#include <atomic>
#include <numeric>
#include <random>

using namespace strata;

namespace {

OpenDocument stack_fixture(const char* name)
{
    auto document = open_document(std::string(STRATA_TEST_DATA "/compare/") + name);
    if (!document)
        qFatal("cannot open %s", name);
    return *std::move(document);
}

ModelPairs matched_by_values(const OpenDocument& left, const OpenDocument& right)
{
    auto pairs = match_with_contents(left, right, {}, {});
    if (!pairs)
        qFatal("not matched");
    return *std::move(pairs);
}

/// "left > right reason" of the model's tensors, sorted.
QStringList weight_lines(const OpenDocument& left, const OpenDocument& right,
                         const ModelPairs& pairs)
{
    QStringList lines;
    for (const TensorPair& pair : pairs.tensors) {
        const PairRow& row = pairs.row(pair.row);
        if (row.part == PairPart::Model)
            lines.append(QString::fromStdString(left.document->tensor_path(pair.left) + " > " +
                                                right.document->tensor_path(pair.right) + " " +
                                                match_reason_name(row.reason)));
    }
    lines.sort();
    return lines;
}

/// The layer some steps of training later.
SmallLayer trained(SmallLayer layer, std::string name, unsigned seed)
{
    layer.name = std::move(name);
    std::mt19937 noise(seed);
    for (SmallTensor& tensor : layer.tensors) {
        for (float& value : tensor.values)
            value += static_cast<float>(noise() >> 8) / 33554432.0F - 0.25F;
    }
    return layer;
}

std::string counted_name(std::size_t number)
{
    return number == 0 ? "dense" : "dense_" + std::to_string(number);
}

} // namespace

class TestMatchStacks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_layer_inserted_in_a_stack_of_keras()
    {
        const OpenDocument left = stack_fixture("stack.h5");
        const OpenDocument right = stack_fixture("stack_inserted.h5");
        QCOMPARE(layer_lines(left, right, matched_by_values(left, right)),
                 QStringLiteral("dense_1 > dense_1 path\n"
                                "dense_2 > dense_2 path\n"
                                "- > dense_3\n"
                                "dense_3 > dense_4 order\n"
                                "dense_4 > dense_5 order\n"
                                "out > out path\n"));
        QCOMPARE(layer_lines(right, left, matched_by_values(right, left)),
                 QStringLiteral("dense_1 > dense_1 path\n"
                                "dense_2 > dense_2 path\n"
                                "dense_3 > -\n"
                                "dense_4 > dense_3 order\n"
                                "dense_5 > dense_4 order\n"
                                "out > out path\n"));
    }

    void a_block_inserted_in_a_stack_of_torch()
    {
        const OpenDocument left = stack_fixture("blocks.pt");
        const OpenDocument right = stack_fixture("blocks_inserted.pt");
        const QStringList lines = weight_lines(left, right, matched_by_values(left, right));
        QCOMPARE(lines.size(), 14);
        for (const char* const line :
             {"blocks/0/0/weight > blocks/0/0/weight path",
              "blocks/1/0/weight > blocks/2/0/weight order",
              "blocks/1/1/bias > blocks/2/1/bias order",
              "blocks/2/1/weight > blocks/3/1/weight order", "head/bias > head/bias path"})
            QVERIFY2(lines.contains(QLatin1String(line)), line);
    }

    /// Keras 3 counts layers in the paths of its weights and stores their names beside them.
    void stored_names_are_believed_before_counted_ones()
    {
        const OpenDocument left = stack_fixture("named.weights.h5");
        const OpenDocument right = stack_fixture("named_inserted.weights.h5");
        for (const bool with_values : {false, true}) {
            const ModelPairs pairs = with_values ? matched_by_values(left, right)
                                                 : match_models(*left.document, *right.document);
            const QStringList lines = weight_lines(left, right, pairs);
            QCOMPARE(lines.size(), 8);
            QVERIFY(lines.contains(
                QStringLiteral("/layers/dense_1/vars/0 > /layers/dense_1/vars/0 path")));
            QVERIFY(lines.contains(
                QStringLiteral("/layers/dense_2/vars/0 > /layers/dense_3/vars/0 name")));
            QVERIFY(lines.contains(
                QStringLiteral("/layers/dense_3/vars/1 > /layers/dense_4/vars/1 name")));
            for (const PairRow& row : pairs.rows)
                QVERIFY(!row.renamed);
        }
    }

    void what_an_optimizer_keeps_is_no_weight()
    {
        const OpenDocument model = stack_fixture("named.weights.h5");
        const ModelPairs pairs = match_models(*model.document, *model.document);
        QCOMPARE(pairs.tensors.size(), 26U); // 18 of them the optimizer's
        QCOMPARE(weight_lines(model, model, pairs).size(), 8);
        QCOMPARE(part_of_name("optimizer_state_dict.exp_avg.a.weight"), PairPart::Optimizer);
        QCOMPARE(part_of_name("_metrics"), PairPart::Beside);
        QCOMPARE(part_of_name("optimizers"), PairPart::Model);
    }

    /// Up to three layers leave and up to three come, anywhere, and all values change.
    void layers_come_and_go_anywhere()
    {
        std::uint32_t state = 1;
        const auto drawn = [&state](std::size_t below) {
            state = state * 1664525U + 1013904223U;
            return static_cast<std::size_t>(state >> 8) % below;
        };
        std::size_t wanted = 0;
        std::size_t found = 0;
        for (unsigned round = 0; round < 60; ++round) {
            std::vector<SmallLayer> before;
            for (std::size_t i = 0; i < 12; ++i)
                before.push_back(
                    dense_layer(counted_name(i), 8, 8, round * 100 + static_cast<unsigned>(i)));
            std::vector<std::size_t> kept(before.size());
            std::iota(kept.begin(), kept.end(), 0U);
            for (std::size_t gone = drawn(4); gone > 0; --gone)
                kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(drawn(kept.size())));
            constexpr std::size_t is_new = 1000;
            for (std::size_t come = drawn(4); come > 0; --come)
                kept.insert(kept.begin() + static_cast<std::ptrdiff_t>(drawn(kept.size() + 1)),
                            is_new);
            if (kept.size() == before.size())
                continue; // by number, where there are as many
            std::vector<SmallLayer> after;
            for (std::size_t i = 0; i < kept.size(); ++i)
                after.push_back(
                    trained(kept[i] == is_new ? dense_layer("", 8, 8, state + 7) : before[kept[i]],
                            counted_name(i), state + static_cast<unsigned>(i)));
            const OpenDocument left = small_model(before);
            const OpenDocument right = small_model(after);
            const QString lines = layer_lines(left, right, matched_by_values(left, right));
            for (std::size_t i = 0; i < kept.size(); ++i) {
                if (kept[i] == is_new)
                    continue;
                ++wanted;
                const std::string line = counted_name(kept[i]) + " > " + counted_name(i) + " ";
                found += lines.contains(QString::fromStdString(line)) ? 1U : 0U;
            }
        }
        QVERIFY(wanted > 300);
        QVERIFY2(found * 100 >= wanted * 99,
                 qPrintable(QStringLiteral("%1 of %2").arg(found).arg(wanted)));
    }

    void a_layer_inserted_in_a_very_long_stack()
    {
        constexpr std::size_t layers = 3000; // more than are weighed against each other
        constexpr std::size_t place = 1234;
        std::vector<SmallLayer> before;
        std::vector<SmallLayer> after;
        for (std::size_t i = 0; i < layers; ++i) {
            const auto seed = static_cast<unsigned>(i);
            before.push_back(dense_layer(counted_name(i), 8, 8, seed));
            if (i == place)
                after.push_back(dense_layer(counted_name(i), 8, 8, 77'777));
            after.push_back(trained(before[i], counted_name(after.size()), seed + 100'000));
        }
        const OpenDocument left = small_model(before);
        const OpenDocument right = small_model(after);
        const QString lines = layer_lines(left, right, matched_by_values(left, right));
        QVERIFY(lines.contains(QStringLiteral("\n- > dense_1234\n")));
        QVERIFY(lines.contains(QStringLiteral("\ndense_1234 > dense_1235 order\n")));
        QVERIFY(lines.contains(QStringLiteral("\ndense_2999 > dense_3000 order\n")));
    }

    /// Where nothing is alike the numbers decide.
    void of_other_values_numbers_are_believed()
    {
        std::vector<SmallLayer> before;
        std::vector<SmallLayer> after;
        for (std::size_t i = 0; i < 5; ++i) {
            if (i < 4)
                before.push_back(dense_layer(counted_name(i), 16, 16, static_cast<unsigned>(i)));
            after.push_back(dense_layer(counted_name(i), 16, 16, static_cast<unsigned>(90 + i)));
        }
        const OpenDocument left = small_model(before);
        const OpenDocument right = small_model(after);
        QCOMPARE(layer_lines(left, right, matched_by_values(left, right)),
                 QStringLiteral("dense > dense path\ndense_1 > dense_1 path\n"
                                "dense_2 > dense_2 path\ndense_3 > dense_3 path\n- > dense_4\n"));
    }

    /// As where a format sorts layers by their names.
    void renamed_layers_in_another_order_are_found_by_values()
    {
        const SmallLayer first = dense_layer("first", 6, 6, 1);
        const SmallLayer last = dense_layer("last", 5, 3, 2);
        const SmallLayer same = dense_layer("same", 4, 4, 3);
        const OpenDocument left = small_model({first, same, last});
        const OpenDocument right =
            small_model({trained(last, "a", 4), same, trained(first, "z", 5)});
        QCOMPARE(layer_lines(left, right, matched_by_values(left, right)),
                 QStringLiteral("first > z order\nsame > same path\nlast > a order\n"));
        // Of other values they are others.
        const OpenDocument other =
            small_model({dense_layer("a", 5, 3, 14), same, dense_layer("z", 6, 6, 15)});
        QCOMPARE(layer_lines(left, other, matched_by_values(left, other)),
                 QStringLiteral("- > a\nfirst > -\nsame > same path\n- > z\nlast > -\n"));
    }

    /// As a kernel of few values beside a bias of zeros.
    void few_values_pair_nothing_by_chance()
    {
        const SmallLayer same = dense_layer("same", 8, 8, 1);
        for (unsigned round = 0; round < 60; ++round) {
            const OpenDocument left = small_model({dense_layer("alpha", 1, 4, 100 + round), same});
            const OpenDocument right = small_model({same, dense_layer("tau", 1, 4, 500 + round)});
            QCOMPARE(layer_lines(left, right, matched_by_values(left, right)),
                     QStringLiteral("alpha > -\nsame > same path\n- > tau\n"));
        }
    }

    void few_values_tell_nothing_of_a_stack()
    {
        for (unsigned round = 0; round < 20; ++round) {
            std::vector<SmallLayer> before;
            std::vector<SmallLayer> after;
            for (std::size_t i = 0; i < 4; ++i) {
                const auto seed = 10 * round + static_cast<unsigned>(i);
                if (i < 3)
                    before.push_back(dense_layer(counted_name(i), 2, 2, seed));
                after.push_back(dense_layer(counted_name(i), 2, 2, 1000 + seed));
            }
            const OpenDocument left = small_model(before);
            const OpenDocument right = small_model(after);
            QCOMPARE(layer_lines(left, right, matched_by_values(left, right)),
                     QStringLiteral("dense > dense path\ndense_1 > dense_1 path\n"
                                    "dense_2 > dense_2 path\n- > dense_3\n"));
        }
    }

    /// What is beyond doubt at both ends stays so, however much lies between.
    void the_ends_of_a_very_long_stack_are_found()
    {
        constexpr std::size_t layers = 2000;
        constexpr std::size_t kept = 20; // at either end
        std::vector<SmallLayer> before;
        std::vector<SmallLayer> after;
        for (std::size_t i = 0; i < layers; ++i) {
            const auto seed = static_cast<unsigned>(i);
            before.push_back(dense_layer(counted_name(i), 8, 8, seed));
            if (i == layers / 2)
                after.push_back(dense_layer(counted_name(i), 8, 8, 77'777));
            const std::string name = counted_name(after.size());
            after.push_back(i < kept || i >= layers - kept
                                ? trained(before[i], name, seed + 100'000)
                                : dense_layer(name, 8, 8, seed + 200'000));
        }
        const OpenDocument left = small_model(before);
        const OpenDocument right = small_model(after);
        const QString lines = layer_lines(left, right, matched_by_values(left, right));
        QVERIFY(lines.contains(QStringLiteral("dense_1 > dense_1 path\n")));
        QVERIFY(lines.contains(QStringLiteral("\ndense_1980 > dense_1981 order\n")));
        QVERIFY(lines.contains(QStringLiteral("\ndense_1999 > dense_2000 order\n")));
    }

    /// However many stacks there are.
    void a_match_weighs_only_so_much()
    {
        CellBudget cells;
        QVERIFY(cells.take(0, 1000) && cells.take(1000, 1000) && cells.take(1000, 999));
        QVERIFY(!cells.take(1000, 2) && !cells.take(~std::size_t{0}, 2));
        QVERIFY(cells.take(1000, 1) && !cells.take(1, 1));
    }

    void a_stop_is_noticed_once_all_is_read()
    {
        const OpenDocument left = stack_fixture("stack.h5");
        const OpenDocument right = stack_fixture("stack_inserted.h5");
        const auto stop = std::make_shared<std::atomic<bool>>(false);
        const JobContext job(
            stop, [&](std::uint64_t done, std::uint64_t total) { stop->store(done == total); });
        const auto pairs = match_with_contents(left, right, {}, job);
        QVERIFY(stop->load());
        QVERIFY(!pairs && pairs.error().code == ErrorCode::Cancelled);
        // Nothing was weighed for an answer that nobody wants.
        const auto hashes =
            hash_contents(left, right, match_models(*left.document, *right.document), {});
        QVERIFY(hashes);
        const ModelPairs rest = match_models(*left.document, *right.document, {{}, *hashes}, job);
        QVERIFY(!layer_lines(left, right, rest).contains(QStringLiteral("order")));
    }

    void large_tensors_are_read_in_parts()
    {
        // 16 MiB each: parts are enough to tell whose values they are.
        SmallLayer first = dense_layer("dense", 2048, 2048, 1);
        SmallLayer second = dense_layer("dense_1", 2048, 2048, 2);
        const SmallLayer added = dense_layer("dense", 2048, 2048, 3);
        const OpenDocument left = small_model({first, second});
        const OpenDocument right =
            small_model({added, trained(first, "dense_1", 8), trained(second, "dense_2", 9)});
        const ModelPairs pairs = matched_by_values(left, right);
        QCOMPARE(layer_lines(left, right, pairs),
                 QStringLiteral("- > dense\ndense > dense_1 order\ndense_1 > dense_2 order\n"));
        const auto hashes =
            hash_contents(left, right, match_models(*left.document, *right.document), {});
        QVERIFY(hashes && hashes->left[0] && hashes->left_sketches[0].size() == 64);
    }
};

QTEST_GUILESS_MAIN(TestMatchStacks)
#include "tst_match_stacks.moc"
