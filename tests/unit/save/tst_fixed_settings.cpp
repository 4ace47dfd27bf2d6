// SPDX-License-Identifier: GPL-3.0-or-later
// Which settings can be changed at all: asked beforehand, and when a change is prepared.
#include "io/formats/format.h"
#include "io/model/document_builder.h"
#include "io/model/json_value.h"
#include "io/save/save.h"
#include "tests/unit/formats/fixtures.h"

#include <QElapsedTimer>
#include <QTest>

using namespace strata;

class TestFixedSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// can_set() and the refusal say the same of settings that never change.
    void fixedSettingsCannotBeSet_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* file, const char* key, const char* reason) {
            QTest::addRow("%s %s", file, key)
                << QStringLiteral("keras/%1.h5").arg(QLatin1String(file))
                << QString::fromLatin1(key) << QString::fromLatin1(reason);
        };
        const char* const order = "in an order that depends on it";
        const char* const code = "the code of the Lambda";
        row("keras-3/nested", "layers/head/hidden@trainable", order);
        row("keras-3/nested", "layers/head@trainable", order);
        row("keras-3/nested", "layers/both@trainable", "");
        row("keras-3/nested", "layers/picture@sparse", "inputs of this kind");
        row("keras-3/quantized_lora", "layers/mix@trainable", order);
        row("tf-2.15/deep_learning_model", "layers/dense@trainable", "");
        row("tf-2.15/deep_learning_model", "layers/input_1@ragged", "inputs of this kind");
        row("tf-2.15/deep_learning_model", "layers/dense@units", "the stored weights");
        row("tf-2.15/lambda_model", "layers/double@function", code);
        row("tf-2.15/lambda_model", "layers/double@arguments", code);
        row("tf-2.15/lambda_model", "layers/double@trainable", "");
        row("tf-2.15/operations", "layers/tf.nn.relu@function", "what TensorFlow runs");
        row("tf-2.15/operations", "layers/tf.nn.relu@trainable", "");
    }

    void fixedSettingsCannotBeSet()
    {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(QString, reason);
        const auto opened = open_document(fixtures::path(file).toStdString());
        QVERIFY(opened);
        const Document& document = *opened->document;
        const std::string name = key.toStdString();
        const auto entry = find_entry(document, name);
        QVERIFY(entry);
        QCOMPARE(can_set(document, name), reason.isEmpty());
        Edits edits;
        const Value other = entry->value.kind() == Value::Kind::Bool
                                ? Value::boolean(!entry->value.as_bool())
                                : Value::text("other");
        QVERIFY(edits.set(document, name, other));
        const auto prepared = prepare_edits(document, edits);
        QCOMPARE(prepared.has_value(), reason.isEmpty());
        if (!prepared)
            QVERIFY2(QString::fromStdString(prepared.error().detail).contains(reason),
                     prepared.error().detail.c_str());
    }

    void allAtOnceIsWhatEachSays_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* const file :
             {"keras/keras-3/nested.h5", "keras/tf-2.15/lambda_model.h5",
              "torch/checkpoint_adam.pt", "torch/checkpoint_adamw_two_groups.pt"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }

    void allAtOnceIsWhatEachSays()
    {
        QFETCH(QString, file);
        const auto opened = open_document(fixtures::path(file).toStdString());
        QVERIFY(opened);
        const std::vector<MetadataEntry> settings = settable_entries(*opened->document);
        QVERIFY(!settings.empty());
        QCOMPARE(settings.size(), setting_entries(*opened->document).size());
        int can = 0;
        for (const MetadataEntry& entry : settings) {
            QCOMPARE(entry.editable, can_set(*opened->document, entry.key));
            can += entry.editable ? 1 : 0;
        }
        QVERIFY(can > 0);
    }

    /// A file of many settings beside many entries and findings is listed as fast as it is read.
    void manySettingsTakeNoLonger()
    {
        constexpr int many = 20'000;
        DocumentBuilder builder;
        builder.document.format.id = "torch";
        const NodeId group =
            builder.model.add(Tree::root, {.kind = NodeKind::Group, .name = "layers"});
        const NodeId row = builder.model.add(group, {.kind = NodeKind::Layer, .name = "x"});
        builder.model.at(row).layer = LayerId{0};
        std::vector<ValueEntry> config;
        for (int i = 0; i < many; ++i) {
            const std::string number = std::to_string(i);
            config.push_back({Value::text("s" + number), Value::integer(i)});
            builder.document.metadata.push_back(
                {"object@" + number, Value::integer(i), "int", "object", false, NodeId::none});
            builder.document.findings.emplace_back();
        }
        Layer layer;
        layer.node = row;
        layer.name = "x";
        layer.config = Value::dict(std::move(config));
        builder.document.layers.push_back(std::move(layer));
        const auto document = std::move(builder).finish();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(settable_entries(*document).size(), std::size_t{many});
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_APPLESS_MAIN(TestFixedSettings)
#include "tst_fixed_settings.moc"
