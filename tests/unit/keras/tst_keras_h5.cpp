// SPDX-License-Identifier: GPL-3.0-or-later
// The Model reading of every fixture against what the Keras that wrote it says.
#include "io/keras/model_settings.h"
#include "io/keras/rules.h"
#include "tests/unit/keras/keras_test.h"

#include <set>

using namespace strata;
using namespace strata::keras;

namespace {

const Layer* find_layer(const Document& document, const QString& name)
{
    for (const Layer& layer : document.layers) {
        if (QString::fromStdString(layer.name) == name)
            return &layer;
    }
    return nullptr;
}

bool has_finding(const Document& document, std::string_view rule)
{
    return std::any_of(document.findings.begin(), document.findings.end(),
                       [&](const Finding& finding) { return finding.rule == rule; });
}

Shape shape_of(const QJsonValue& json)
{
    Shape shape;
    for (const QJsonValue& axis : json.toArray())
        shape.push_back(static_cast<std::uint64_t>(axis.toInt()));
    return shape;
}

} // namespace

class TestKerasH5 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void model_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : test::fixtures())
            QTest::newRow(qPrintable(name)) << name;
    }
    void model()
    {
        QFETCH(QString, name);
        const auto document = test::open_fixture(name);
        const QJsonObject expected = test::expected(name);
        const bool weights_only = name.endsWith(QLatin1String("weights_only"));
        const auto& counts = document->identity.parameters;
        const QJsonObject wanted = expected[QStringLiteral("parameters")].toObject();
        QCOMPARE(qint64(counts.total.value_or(~0ULL)), wanted[QStringLiteral("total")].toInteger());
        if (!weights_only)
            QCOMPARE(qint64(counts.trainable.value_or(~0ULL)),
                     wanted[QStringLiteral("trainable")].toInteger());
        for (const QJsonValue& each : expected[QStringLiteral("layers")].toArray())
            compare_layer(*document, each.toObject(), weights_only);
        QCOMPARE(document->verdict.integrity, Integrity::Complete);
        const bool code = name.endsWith(QLatin1String("lambda_model"));
        QCOMPARE(document->verdict.trust == Trust::Dangerous, code);
        QCOMPARE(has_finding(*document, rules::lambda), code);
    }

    void optimizer_data() { model_data(); }
    void optimizer()
    {
        QFETCH(QString, name);
        const auto document = test::open_fixture(name);
        const QJsonObject expected = test::expected(name)[QStringLiteral("optimizer")].toObject();
        if (expected.isEmpty() || name.endsWith(QLatin1String("weights_only"))) {
            QVERIFY(!document->optimizer);
            return;
        }
        QVERIFY(document->optimizer);
        const OptimizerState& state = *document->optimizer;
        QCOMPARE(QString::fromStdString(state.class_name),
                 expected[QStringLiteral("class")].toString());
        QCOMPARE(qint64(state.iterations.value_or(-1)),
                 expected[QStringLiteral("iterations")].toInteger());
        QVERIFY(!has_finding(*document, rules::unpaired_slots));
        // Each slot belongs to a weight of its shape, and no weight has two of one name.
        std::set<std::pair<std::string, TensorId>> seen;
        for (const OptimizerSlot& slot : state.slots) {
            QVERIFY(slot.weight != TensorId::none);
            QVERIFY(document->tensor(slot.weight).shape == document->tensor(slot.tensor).shape);
            QVERIFY(document->tensor(slot.weight).trainable);
            QVERIFY2(seen.emplace(slot.name, slot.weight).second, slot.name.c_str());
        }
    }

    /// The slots' names of each optimizer, and that they go with the weights in their order.
    void slotNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char* name, const QStringList& names) {
            QTest::newRow(name) << QString::fromLatin1(name) << names;
        };
        row("tf-2.15/deep_learning_model", {"m", "v"});
        row("tf-2.15/optimizer_legacy_adam", {"m", "v", "vhat"});
        row("tf-2.15/optimizer_legacy_sgd", {"momentum"});
        row("tf-2.15/optimizer_legacy_rmsprop", {"mg", "momentum", "rms"});
        row("tf-2.15/optimizer_legacy_ftrl", {"accumulator", "linear"});
        row("tf-2.15/optimizer_adamax", {"m", "u"});
        row("tf-2.15/optimizer_adam_amsgrad", {"m", "v", "vhat"});
        row("tf-2.15/optimizer_rmsprop_centered", {"average_gradient", "momentum", "velocity"});
        row("keras-3/deep_learning_model", {"momentum", "velocity"});
        row("keras-3/optimizer_adam_amsgrad", {"momentum", "velocity", "velocity_hat"});
        row("keras-3/optimizer_adam_ema", {"average", "momentum", "velocity"});
        row("keras-3/optimizer_rmsprop_centered", {"average_gradient", "momentum", "velocity"});
        row("keras-3/optimizer_adadelta", {"accumulated_delta_var", "accumulated_grad"});
        row("keras-3/optimizer_ftrl", {"accumulator", "linear"});
        row("keras-3/optimizer_adamax", {"momentum", "norm"});
        row("keras-3/optimizer_sgd_plain", {});
    }
    void slotNames()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, names);
        const auto document = test::open_fixture(name);
        std::map<QString, int> count;
        for (const OptimizerSlot& slot : document->optimizer->slots)
            ++count[QString::fromStdString(slot.name)];
        QStringList found;
        int trainable = 0;
        for (const Tensor& tensor : document->tensors)
            trainable += tensor.role == TensorRole::Weight && tensor.trainable ? 1 : 0;
        for (const auto& [slot, slots] : count) {
            found.append(slot);
            QCOMPARE(slots, trainable);
        }
        QCOMPARE(found, names);
    }

    void pathsNameWhatTheyHold()
    {
        const auto dense = test::open_fixture(QStringLiteral("keras-3/deep_learning_model"));
        for (const char* const path :
             {"layers/dense/kernel", "layers/dense_1/bias", "optimizer/iteration",
              "optimizer/learning_rate", "optimizer/momentum/dense~1kernel",
              "optimizer/velocity/dense_2~1bias"})
            QVERIFY2(dense->find_tensor(path), path);
        const auto tensor = dense->find_tensor("layers/dense/kernel");
        QCOMPARE(dense->tensor_file_path(*tensor),
                 std::string("/model_weights/dense/sequential/dense/kernel"));
        const NodeId row = *dense->model.find("layers/dense/kernel");
        const NodeId other = dense->model.node(row).counterpart;
        QVERIFY(dense->file.node(other).counterpart == row);
        const auto custom = test::open_fixture(QStringLiteral("tf-2.15/custom_model"));
        QVERIFY(custom->find_tensor("layers/custom_layer/variable"));
        const auto both = test::open_fixture(QStringLiteral("tf-2.15/recurrent"));
        QVERIFY(both->find_tensor("layers/bidirectional/forward_gru/kernel"));
        const auto nested = test::open_fixture(QStringLiteral("tf-2.15/nested"));
        QVERIFY(nested->find_tensor("layers/head/hidden/kernel"));
        QVERIFY(nested->find_tensor("layers/base/norm/moving_mean"));
    }

    void customObjectsHaveALineThatLoadsThem()
    {
        const auto document = test::open_fixture(QStringLiteral("keras-3/custom_model"));
        QCOMPARE(document->custom_objects.size(), std::size_t(1));
        const CustomObject& custom = document->custom_objects.front();
        QCOMPARE(custom.name, std::string("CustomLayer"));
        QCOMPARE(custom.used_by, std::vector<std::string>{"layers/custom_layer"});
        QCOMPARE(custom.load_hint, std::string("keras.models.load_model(\"model.h5\", "
                                               "custom_objects={\"CustomLayer\": CustomLayer})"));
        QVERIFY(document->verdict.trust == Trust::Trusted);
        QVERIFY(has_finding(*document, rules::custom_object));
    }

    void settingsBesideTheLayersAreKept_data()
    {
        QTest::addColumn<bool>("configured");
        for (const QString& name : test::fixtures())
            QTest::newRow(qPrintable(name))
                << !test::open_fixture(name)->identity.class_name.empty();
    }
    void settingsBesideTheLayersAreKept()
    {
        QFETCH(bool, configured);
        const auto document = test::open_fixture(QString::fromLatin1(QTest::currentDataTag()));
        const Value settings = model_settings(*document);
        QCOMPARE(settings.kind() == Value::Kind::Dict, configured);
        if (!configured)
            return;
        for (const ValueEntry& entry : settings.entries())
            QVERIFY(entry.key.as_text() != "layers" && entry.key.as_text() != "name");
    }

    void weightsAloneAreToldAsSuch()
    {
        const auto document = test::open_fixture(QStringLiteral("tf-2.15/weights_only"));
        QVERIFY(!document->verdict.trust);
        QVERIFY(has_finding(*document, rules::weights_only));
        QVERIFY(document->find_tensor("layers/out/bias"));
    }

private:
    static void compare_layer(const Document& document, const QJsonObject& wanted,
                              bool weights_only)
    {
        const QString name = wanted[QStringLiteral("name")].toString();
        const Layer* const layer = find_layer(document, name);
        if (!layer && weights_only) // a layer without weights has no group
            return;
        QVERIFY2(layer, qPrintable(name));
        QCOMPARE(qint64(layer->parameters.value_or(~0ULL)),
                 wanted[QStringLiteral("parameters")].toInteger());
        if (weights_only)
            return;
        QCOMPARE(QString::fromStdString(layer->class_name),
                 wanted[QStringLiteral("class")].toString());
        QCOMPARE(layer->trainable, wanted[QStringLiteral("trainable")].toBool());
        const QJsonArray weights = wanted[QStringLiteral("weights")].toArray();
        if (layer->weights.empty())
            return; // those of a model are its layers'
        QCOMPARE(qsizetype(layer->weights.size()), weights.size());
        for (qsizetype i = 0; i < weights.size(); ++i)
            QVERIFY(document.tensor(layer->weights[std::size_t(i)]).shape ==
                    shape_of(weights[i][QStringLiteral("shape")]));
    }
};

QTEST_APPLESS_MAIN(TestKerasH5)
#include "tst_keras_h5.moc"
