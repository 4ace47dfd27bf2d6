// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/settings.h"
#include "io/formats/format.h"
#include "small_models.h"

#include <QtTest>

using namespace strata;

namespace {

OpenDocument opened(const char* name)
{
    auto document = open_document(std::string(STRATA_TEST_DATA "/") + name);
    if (!document)
        qFatal("cannot open %s", name);
    return *std::move(document);
}

ModelPairs matched(const OpenDocument& left, const OpenDocument& right,
                   const MatchRequest& request = {})
{
    return match_models(*left.document, *right.document, request);
}

NodeId row_named(const OpenDocument& opened, std::string_view path)
{
    return opened.document->model.find(path).value_or(NodeId::none);
}

/// Paths of the tensors that a pair stands for, "left > right", with what is special of it.
QStringList tensor_lines(const OpenDocument& left, const OpenDocument& right,
                         const ModelPairs& pairs)
{
    QStringList lines;
    for (const TensorPair& pair : pairs.tensors)
        lines.append(QString::fromStdString(
            left.document->tensor_path(pair.left) + " > " +
            right.document->tensor_path(pair.right) + " " +
            match_reason_name(pairs.row(pair.row).reason) +
            (pair.comparable ? pair.transposed() ? ", transposed" : "" : ", shapes differ")));
    lines.sort();
    return lines;
}

/// A weight and its slot, as a flat file of a conversion names them.
OpenDocument with_slot(Shape weight, Shape slot)
{
    DocumentBuilder builder;
    for (const auto& [name, shape] :
         {std::pair("conv.weight", std::move(weight)),
          std::pair("optimizer_state_dict.exp_avg.conv.weight", std::move(slot))}) {
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::UInt8);
        tensor.shape = shape;
        tensor.storage = InlineStorage{
            std::make_shared<std::vector<std::byte>>(std::size_t{shape[0] * shape[1]})};
        tensor.model_node = builder.model.add(Tree::root, {.kind = NodeKind::Tensor, .name = name});
        builder.add_tensor(std::move(tensor));
    }
    return {std::move(builder).finish(), {nullptr}};
}

} // namespace

class TestMatchModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void identical_models_match_by_path()
    {
        const OpenDocument model = opened("keras/keras-3/functional.h5");
        const ModelPairs pairs = matched(model, model);
        QCOMPARE(pairs.tensors.size(), model.document->tensors.size());
        QCOMPARE(pairs.rows.size(), model.document->model.size());
        for (const PairRow& row : pairs.rows) {
            QCOMPARE(row.left, row.right);
            QCOMPARE(row.reason, MatchReason::Path);
            QVERIFY(!row.renamed);
        }
    }

    void a_new_layer_in_the_middle_moves_nothing()
    {
        // The layers behind it are counted on: what was dense_2 is dense_3.
        const OpenDocument left =
            small_model({dense_layer("dense", 8, 16, 1), dense_layer("dense_1", 16, 32, 2),
                         dense_layer("dense_2", 32, 4, 3)});
        const OpenDocument right =
            small_model({dense_layer("dense", 8, 16, 1), dense_layer("dense_1", 16, 16, 9),
                         dense_layer("dense_2", 16, 32, 2), dense_layer("dense_3", 32, 4, 3)});
        QCOMPARE(layer_lines(left, right, matched(left, right)),
                 QStringLiteral("dense > dense path\n"
                                "- > dense_1\n"
                                "dense_1 > dense_2 order\n"
                                "dense_2 > dense_3 order\n"));
        QCOMPARE(layer_lines(right, left, matched(right, left)),
                 QStringLiteral("dense > dense path\n"
                                "dense_1 > -\n"
                                "dense_2 > dense_1 order\n"
                                "dense_3 > dense_2 order\n"));
    }

    /// Rows of a flat file stand in the groups of the other one, whichever side is flat.
    void a_flat_file_stands_in_the_groups_of_the_other()
    {
        const OpenDocument flat = opened("compare/epoch_1.pt");
        const OpenDocument grouped = opened("compare/epoch_1.h5");
        const auto net_of = [&grouped](const std::vector<PairId>& rows) {
            return rows[index(row_named(grouped, "layers"))];
        };
        const ModelPairs right = matched(flat, grouped);
        const ModelPairs left = matched(grouped, flat);
        for (const auto& [pairs, net] : {std::pair(&right, net_of(right.row_of_right)),
                                         std::pair(&left, net_of(left.row_of_left))}) {
            QCOMPARE(pairs->row(net).own, PairSign::Same);
            QCOMPARE(pairs->row(net).parent, ModelPairs::root);
            std::size_t paired = 0;
            for (std::size_t i = 0; i < pairs->row(net).child_count; ++i) {
                const PairRow& row = pairs->row(pairs->child(net, i));
                paired += row.left != NodeId::none && row.right != NodeId::none ? 1 : 0;
            }
            QCOMPARE(paired, std::size_t(3));
        }
        QVERIFY(right.row(net_of(right.row_of_right)).left == NodeId::none);
        QCOMPARE(right.rows.size(), left.rows.size());
        // Every node of either side is listed once.
        std::set<std::uint32_t> seen;
        for (const PairRow& row : right.rows) {
            if (row.left != NodeId::none)
                QVERIFY(seen.insert(std::uint32_t(index(row.left))).second);
        }
        QCOMPARE(seen.size(), flat.document->main_tree().size());
    }

    void a_renamed_layer_is_found_between_its_neighbours()
    {
        const OpenDocument left = small_model(
            {dense_layer("a", 8, 16, 1), dense_layer("b", 16, 16, 2), dense_layer("c", 16, 4, 3)});
        const OpenDocument right =
            small_model({dense_layer("a", 8, 16, 1), dense_layer("encoder", 16, 16, 2),
                         dense_layer("c", 16, 4, 3)});
        const ModelPairs pairs = matched(left, right);
        QCOMPARE(layer_lines(left, right, pairs),
                 QStringLiteral("a > a path\nb > encoder order\nc > c path\n"));
        const PairRow& row = pairs.row(pairs.row_of_left[index(row_named(left, "layers/b"))]);
        QVERIFY(row.renamed);
        QCOMPARE(row.own, PairSign::Same);
        QVERIFY(!pairs.row(pairs.child(pairs.row_of_left[index(row.left)], 0)).renamed);
    }

    void a_changed_shape_keeps_its_name()
    {
        const OpenDocument left =
            small_model({dense_layer("dense", 8, 16, 1), dense_layer("dense_1", 16, 10, 2)});
        const OpenDocument right =
            small_model({dense_layer("dense", 8, 16, 1), dense_layer("dense_1", 16, 3, 2)});
        const ModelPairs pairs = matched(left, right);
        QCOMPARE(layer_lines(left, right, pairs),
                 QStringLiteral("dense > dense path\ndense_1 > dense_1 path\n"));
        QCOMPARE(tensor_lines(left, right, pairs).filter(QStringLiteral("shapes differ")).size(),
                 2);
    }

    void a_person_overrules()
    {
        const OpenDocument left =
            small_model({dense_layer("a", 4, 4, 1), dense_layer("b", 4, 4, 2)});
        const OpenDocument right =
            small_model({dense_layer("a", 4, 4, 1), dense_layer("b", 4, 4, 2)});
        const NodeId a = row_named(left, "layers/a");
        MatchRequest request;
        request.overrides = {{a, row_named(right, "layers/b")}};
        const ModelPairs pairs = matched(left, right, request);
        QCOMPARE(layer_lines(left, right, pairs), QStringLiteral("- > a\na > b hand\nb > -\n"));
        QVERIFY(tensor_lines(left, right, pairs)
                    .contains(QStringLiteral("layers/a/kernel > layers/b/kernel hand")));
        // Later ones overrule earlier ones; what stands alone has nothing below it matched, either.
        request.overrides.push_back({a, NodeId::none});
        QCOMPARE(layer_lines(left, right, matched(left, right, request)),
                 QStringLiteral("- > a\na > -\nb > b path\n"));
    }

    void what_stood_alone_is_paired_again_with_all_below()
    {
        const OpenDocument left = small_model({dense_layer("a", 4, 4, 1)});
        const OpenDocument right = small_model({dense_layer("a", 4, 4, 1)});
        MatchRequest request;
        request.overrides = {{row_named(left, "layers/a"), NodeId::none},
                             {row_named(left, "layers/a"), row_named(right, "layers/a")}};
        const ModelPairs pairs = matched(left, right, request);
        QCOMPARE(layer_lines(left, right, pairs), QStringLiteral("a > a hand\n"));
        QCOMPARE(pairs.tensors.size(), 2U);
        // What was set apart for itself stays so.
        request.overrides.insert(request.overrides.begin(),
                                 {row_named(left, "layers/a/kernel"), NodeId::none});
        QCOMPARE(matched(left, right, request).tensors.size(), 1U);
    }

    void overrides_of_another_document_are_passed_over()
    {
        const OpenDocument left = small_model({dense_layer("a", 4, 4, 1)});
        MatchRequest request;
        request.overrides = {{NodeId{4000}, NodeId{1}}, {NodeId::none, NodeId{4000}}};
        QCOMPARE(matched(left, left, request).tensors.size(), 2U);
    }

    void generations_of_keras_are_one()
    {
        const OpenDocument left = opened("keras/keras-3/optimizer_adamw.h5");
        const OpenDocument right = opened("keras/tf-2.15/optimizer_adamw.h5");
        const QStringList lines = tensor_lines(left, right, matched(left, right));
        QVERIFY(lines.contains(QStringLiteral("layers/one/kernel > layers/one/kernel path")));
        QVERIFY(lines.contains(
            QStringLiteral("optimizer/momentum/one~1kernel > optimizer/m/one~1kernel path")));
        QVERIFY(lines.contains(
            QStringLiteral("optimizer/velocity/two~1bias > optimizer/v/two~1bias path")));
    }

    void generations_of_keras_say_the_same_of_layers()
    {
        for (const char* const name : {"convolutions", "nested", "attention", "recurrent"}) {
            const OpenDocument left =
                opened(("keras/keras-3/" + std::string(name) + ".h5").c_str());
            const OpenDocument right =
                opened(("keras/tf-2.15/" + std::string(name) + ".h5").c_str());
            const ModelPairs pairs = matched(left, right);
            const SettingsComparison settings =
                compare_settings(*left.document, *right.document, pairs);
            QStringList keys;
            for (const SettingDifference& each : settings.configuration)
                keys.append(QString::fromStdString(each.key));
            QCOMPARE(keys.join(u' '), QString());
            for (const PairRow& row : pairs.rows)
                QVERIFY(row.own != PairSign::Changed || row.left == NodeId::none ||
                        left.document->model.node(row.left).kind != NodeKind::Layer);
        }
    }

    void a_changed_setting_is_told()
    {
        OpenDocument left = opened("keras/keras-3/optimizer_adamw.h5");
        auto changed = std::make_shared<Document>(*left.document);
        changed->layers[1].config = Value::dict(
            {{Value::text("units"), Value::integer(77)}, {Value::text("name"), Value::text("x")}});
        changed->optimizer->hyperparameters = {{"learning_rate", Value::real(0.5)}};
        const OpenDocument right{changed, left.sources};
        const ModelPairs pairs = matched(left, right);
        const SettingsComparison settings =
            compare_settings(*left.document, *right.document, pairs);
        const auto has = [](const SettingDifferences& differences, const char* key) {
            return std::any_of(differences.begin(), differences.end(),
                               [&](const SettingDifference& each) { return each.key == key; });
        };
        QVERIFY(has(settings.configuration, "layers/one@units"));
        QVERIFY(!has(settings.configuration, "layers/one@name"));
        QVERIFY(!has(settings.configuration, "layers/two@units"));
        QVERIFY(has(settings.optimizer, "optimizer@learning_rate"));
        QVERIFY(has(settings.optimizer, "optimizer@beta_1")); // only on the left
        const NodeId layer = row_named(left, "layers/one");
        QCOMPARE(pairs.row(pairs.row_of_left[index(layer)]).own, PairSign::Changed);
    }

    /// A slot is turned with its weight where that fits its own shape.
    void slots_are_turned_with_their_weights()
    {
        const OpenDocument left = with_slot({2, 3}, {2, 3});
        const ModelPairs turned = matched(left, with_slot({3, 2}, {3, 2}));
        QCOMPARE(turned.tensors.size(), 2U);
        QCOMPARE(turned.tensors[1].right_axes, (std::vector<std::uint8_t>{1, 0}));
        const ModelPairs as_it_was = matched(left, with_slot({3, 2}, {2, 3}));
        QCOMPARE(as_it_was.tensors.size(), 2U);
        QVERIFY(as_it_was.tensors[0].transposed());
        QVERIFY(as_it_was.tensors[1].comparable && !as_it_was.tensors[1].transposed());
    }

    void a_checkpoint_holds_a_state_dict()
    {
        const OpenDocument left = opened("torch/state_dict.pt");
        const OpenDocument right = opened("torch/checkpoint_adam.pt");
        const ModelPairs pairs = matched(left, right);
        QCOMPARE(pairs.tensors.size(), left.document->tensors.size());
        for (const PairRow& row : pairs.rows)
            QVERIFY(!row.renamed);
    }
};

QTEST_GUILESS_MAIN(TestMatchModels)
#include "tst_match_models.moc"
