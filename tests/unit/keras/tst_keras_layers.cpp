// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of output shapes and weights against what real Keras says of its layers
// (tests/data/generate/make_keras_layers.py).
#include "io/keras/layer_shapes.h"
#include "io/keras/weight_rules.h"
#include "io/model/json_value.h"

#include <QFile>
#include <QTest>

using namespace strata;
using namespace strata::keras;

namespace {

std::vector<SymbolicShape> shapes_of(const Value* list)
{
    std::vector<SymbolicShape> shapes;
    for (const Value& each : list->items())
        shapes.push_back(read_shape(each).value());
    return shapes;
}

QString text_of(const std::vector<SymbolicShape>& shapes)
{
    QString text;
    for (const SymbolicShape& shape : shapes) {
        text += u'(';
        for (const auto& axis : shape)
            text += axis ? QString::number(*axis) + u',' : QStringLiteral("None,");
        text += u')';
    }
    return text;
}

/// Layers whose weights the configuration does not tell: what is stored counts.
bool has_no_weight_rule(const QString& name)
{
    return name == QLatin1String("EinsumDense") || name == QLatin1String("RNN") ||
           name == QLatin1String("GroupedQueryAttention");
}

} // namespace

class TestKerasLayers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithKeras_data()
    {
        QTest::addColumn<int>("generation");
        QTest::addColumn<QByteArray>("json");
        for (const char* const name : {"tf-2.15", "keras-3"}) {
            QFile file(QStringLiteral(STRATA_SOURCE_DIR "/tests/unit/keras/keras_layers.%1.json")
                           .arg(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const bool third = name == QLatin1String("keras-3");
            int count = 0;
            while (!file.atEnd()) {
                QByteArray line = file.readLine().trimmed();
                if (!line.startsWith('{'))
                    continue;
                if (line.endsWith(','))
                    line.chop(1);
                QTest::addRow("%s %d", name, ++count)
                    << int(third ? Generation::Keras3 : Generation::Keras2) << line;
            }
            QVERIFY(count > 100);
        }
    }
    void agreesWithKeras()
    {
        QFETCH(int, generation);
        QFETCH(QByteArray, json);
        const JsonReading reading = read_json_value(json.toStdString());
        QVERIFY(!reading.damage);
        const Value& value = reading.value;
        const LayerConfig layer = read_layer_config(value);
        const auto inputs = shapes_of(member(value, "inputs"));
        const QString name = QString::fromStdString(config_text(value, "case"));

        ShapeBudget budget;
        const auto outputs = output_shapes(layer, inputs, Generation(generation), budget);
        QVERIFY2(outputs, qPrintable(name));
        QVERIFY2(*outputs == shapes_of(member(value, "outputs")),
                 qPrintable(name + u' ' + text_of(*outputs)));

        const auto weights = layer_weights(layer, inputs, Generation(generation), budget);
        QCOMPARE(!weights, has_no_weight_rule(QString::fromStdString(layer.class_name)));
        if (!weights)
            return;
        const auto wanted = shapes_of(member(value, "weights"));
        std::vector<SymbolicShape> made;
        std::size_t trainable = 0;
        for (const WeightSpec& spec : *weights) {
            made.emplace_back(spec.shape.begin(), spec.shape.end());
            trainable += spec.trainable ? 1 : 0;
        }
        QVERIFY2(made == wanted, qPrintable(name + u' ' + text_of(made) + u' ' + text_of(wanted)));
        QCOMPARE(trainable, static_cast<std::size_t>(*config_count(value, "trainable")));
    }
};

QTEST_APPLESS_MAIN(TestKerasLayers)
#include "tst_keras_layers.moc"
