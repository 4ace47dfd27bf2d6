// SPDX-License-Identifier: GPL-3.0-or-later
// Values of settings against what real Keras took and refused
// (tests/data/generate/make_keras_words.py): nothing that it takes is refused.
#include "io/formats/format.h"
#include "io/keras/setting_checks.h"
#include "io/model/document_builder.h"
#include "io/model/json_value.h"
#include "io/save/save.h"
#include "tests/unit/formats/fixtures.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace strata;
using namespace strata::keras;

namespace {

/// The answers of a generation, line by line.
std::vector<Value> facts_of(const char* generation)
{
    QFile file(QStringLiteral(STRATA_SOURCE_DIR "/tests/unit/keras/keras_words.%1.jsonl")
                   .arg(QLatin1String(generation)));
    std::vector<Value> lines;
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    while (!file.atEnd())
        lines.push_back(read_json_value(file.readLine().toStdString()).value);
    return lines;
}

std::string text_in(const Value& line, const char* name)
{
    const Value* const value = member(line, name);
    return value == nullptr ? std::string() : value->as_text();
}

/// A document of one layer with one setting.
std::shared_ptr<const Document> one_layer(const std::string& version, const std::string& class_name,
                                          const std::string& setting, const Value& value)
{
    DocumentBuilder builder;
    builder.document.format.version = version;
    builder.document.format.framework = "keras";
    const NodeId group = builder.model.add(Tree::root, {.kind = NodeKind::Group, .name = "layers"});
    const NodeId row = builder.model.add(group, {.kind = NodeKind::Layer, .name = "x"});
    builder.model.at(row).layer = LayerId{0};
    Layer layer;
    layer.node = row;
    layer.name = "x";
    layer.class_name = class_name;
    layer.config = Value::dict({{Value::text(setting), value}});
    builder.document.layers.push_back(layer);
    return std::move(builder).finish();
}

bool is_taken(const Document& document, const std::string& key, const Value& value)
{
    return check_setting_value(document, setting_key(document, key), key, value).has_value();
}

/// With a loss that Keras 3 takes only without compiling, and an optimizer of somebody's own.
const char* const training_text = R"({"loss":"mse","metrics":["accuracy"],"loss_weights":null,)"
                                  R"("optimizer_config":{"class_name":"Mine","config":)"
                                  R"({"learning_rate":0.1,"momentum":7.0}}})";

/// Keras 3 loads any name of a metric, and fails once it trains: a made-up one, and base classes.
bool fails_later(const std::string& metric)
{
    return metric == "nonsense" || metric == "Loss" || metric == "Metric";
}

/// Answers of Keras about one setting: [value, taken].
struct Tally {
    int refused = 0;   ///< by Keras
    int noticed = 0;   ///< of those, by us
    QStringList wrong; ///< taken by Keras and refused here
};

void look_at(const std::string& version, const Value& line, Tally& tally)
{
    const std::string class_name = text_in(line, "layer");
    const std::string name = text_in(line, "setting");
    if (class_name.empty() || !bound_to_weights(name).empty())
        return;
    // The file has what Keras took first: what another value is held against.
    const auto& answers = member(line, "told")->items();
    const auto first = std::find_if(answers.begin(), answers.end(), [](const Value& answer) {
        return answer.items()[1].as_bool();
    });
    const auto document =
        one_layer(version, class_name, name, first == answers.end() ? Value() : first->items()[0]);
    for (const Value& answer : member(line, "told")->items()) {
        const Value& value = answer.items()[0];
        if (value == Value::text("NaN") || value == Value::text("Infinity"))
            continue; // no JSON, whatever Python writes
        const bool taken = is_taken(*document, "layers/x@" + name, value);
        const bool by_keras = answer.items()[1].as_bool();
        if (by_keras && !taken)
            tally.wrong.append(
                QString::fromStdString(class_name + '.' + name + ": " + value.repr()));
        tally.refused += by_keras ? 0 : 1;
        tally.noticed += by_keras || taken ? 0 : 1;
    }
}

} // namespace

class TestKerasSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithKeras_data()
    {
        QTest::addColumn<QByteArray>("generation");
        QTest::newRow("2") << QByteArray("tf-2.15");
        QTest::newRow("3") << QByteArray("keras-3");
    }

    void agreesWithKeras()
    {
        QFETCH(QByteArray, generation);
        const std::vector<Value> facts = facts_of(generation.constData());
        QVERIFY(facts.size() > 300);
        Tally tally;
        for (const Value& line : facts)
            look_at(text_in(facts.front(), "version"), line, tally);
        QVERIFY2(tally.wrong.isEmpty(), qPrintable(tally.wrong.join(QStringLiteral("; "))));
        QVERIFY(tally.refused > 300);
        QVERIFY2(tally.noticed * 10 >= tally.refused * 8,
                 qPrintable(QStringLiteral("%1 of %2").arg(tally.noticed).arg(tally.refused)));
    }

    void lossesAndOptimizersAgree_data() { agreesWithKeras_data(); }

    void lossesAndOptimizersAgree()
    {
        QFETCH(QByteArray, generation);
        const std::vector<Value> facts = facts_of(generation.constData());
        const auto document = one_layer(text_in(facts.front(), "version"), "Dense", "units", {});
        int losses = 0;
        for (const Value& line : facts) {
            const std::string what = text_in(line, "training");
            if (what != "loss" && what != "optimizer" && what != "metrics")
                continue;
            for (const Value& answer : member(line, "told")->items()) {
                const Value& name = answer.items()[0];
                const bool by_keras = answer.items()[1].as_bool();
                if (what == "loss") {
                    ++losses;
                    QVERIFY2(is_taken(*document, "training@loss", name) == by_keras,
                             name.as_text().c_str());
                } else if (what == "metrics" && by_keras && !fails_later(name.as_text())) {
                    QVERIFY2(is_taken(*document, "training@metrics",
                                      Value::sequence(Value::Kind::List, {name})),
                             name.as_text().c_str());
                } else if (what == "optimizer" && by_keras) {
                    QVERIFY(is_taken(*document, "training@optimizer_config",
                                     Value::dict({{Value::text("class_name"), name},
                                                  {Value::text("config"), Value::dict({})}})));
                }
            }
        }
        QVERIFY(losses > 50);
        const Value nonsense = Value::text("nonsense");
        QVERIFY(!is_taken(*document, "training@loss", nonsense));
        QVERIFY(!is_taken(*document, "training@metrics", nonsense));
        QVERIFY(!is_taken(*document, "training@metrics",
                          Value::sequence(Value::Kind::List, {nonsense})));
        QVERIFY(is_taken(*document, "training@metrics",
                         Value::sequence(Value::Kind::List, {Value::text("accuracy")})));
        QVERIFY(!is_taken(*document, "training@optimizer_config", nonsense));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* file, const char* key, const char* json,
                            const char* reason) {
            QTest::addRow("%s %s %s", file, key, json)
                << QString::fromLatin1(file) << QString::fromLatin1(key)
                << QString::fromLatin1(json) << QString::fromLatin1(reason);
        };
        const char* const third = "keras/keras-3/deep_learning_model.h5";
        const char* const second = "keras/tf-2.15/deep_learning_model.h5";
        row(third, "training@loss", R"({"dense_2":"mse"})", "knows no loss 'mse'");
        row("keras/tf-2.15/optimizer_legacy_sgd.h5", "optimizer@decay", "-0.25", "from 0");
        row("keras/tf-2.15/optimizer_adam_ema.h5", "optimizer@ema_momentum", "-0.25", "up to 1");
        for (const char* const file : {third, second}) {
            row(file, "layers/dense@activation", "\"nonsense\"", "knows no activation 'nonsense'");
            row(file, "layers/dense@activation", "5", "it is str and stays that");
            row(file, "layers/dense@units", "5", "weights");
            row(file, "training@loss", "\"nonsense\"", "knows no loss 'nonsense'");
            row(file, "training@metrics", "[\"nonsense\"]", "knows no metric 'nonsense'");
            row(file, "/@training_config", "\"{\\\"a\\\":1}\"",
                "does not load a training configuration without");
        }
    }

    void refusals()
    {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(QString, json);
        QFETCH(QString, reason);
        const auto opened = open_document(fixtures::path(file).toStdString());
        QVERIFY(opened);
        Edits edits;
        QVERIFY(edits.set(*opened->document, key.toStdString(),
                          read_json_value(json.toStdString()).value));
        const auto prepared = prepare_edits(*opened->document, edits);
        QVERIFY(!prepared);
        QVERIFY2(QString::fromStdString(prepared.error().detail).contains(reason),
                 prepared.error().detail.c_str());
        QCOMPARE(prepared.error().path, key.toStdString());
    }

    /// A training configuration edited as a text: what the file says already is not judged.
    void onlyWhatChangesOfTheTrainingIsLookedAt_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char* name, const char* before, const char* after, bool taken) {
            QTest::newRow(name) << QString::fromLatin1(before) << QString::fromLatin1(after)
                                << taken;
        };
        row("rate", "0.1", "0.5", true);
        row("metrics", R"("accuracy")", R"("mae")", true);
        row("metric", R"("accuracy")", R"("nonsense")", false);
        row("loss", R"("mse")", R"("nonsense")", false);
        row("class", R"("Mine")", R"("Other")", false);
        row("momentum", "7.0", "8.0", false);
        row("required", R"("loss_weights":null,)", "", false);
        row("optimizer", R"({"class_name")", R"({"class")", false);
    }

    void onlyWhatChangesOfTheTrainingIsLookedAt()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(bool, taken);
        const Value old = read_json_value(training_text).value;
        Document document = *one_layer("3.15.1", "Dense", "activation", Value::text("relu"));
        const auto config_of = [](const Value& training) {
            return *member(*member(training, "optimizer_config"), "config");
        };
        document.optimizer.emplace();
        document.optimizer->class_name = "Mine";
        const Value settings = config_of(old);
        for (const ValueEntry& entry : settings.entries())
            document.optimizer->hyperparameters.emplace_back(entry.key.as_text(), entry.value);
        std::vector<ValueEntry> rest = old.entries();
        rest.pop_back();
        document.training = Value::dict(rest);
        QString text = QString::fromStdString(training_text);
        QVERIFY(text.contains(before));
        const Value now = read_json_value(text.replace(before, after).toStdString()).value;
        const auto checked = check_training_config(document, "/@training_config", now);
        QVERIFY2(checked.has_value() == taken, checked ? "" : checked.error().detail.c_str());
    }

    /// What the file lacks need not be added.
    void whatTheTrainingLacksIsNotWanted()
    {
        Document document = *one_layer("3.15.1", "Dense", "activation", Value::text("relu"));
        document.training = read_json_value(R"({"loss":"mse"})").value;
        const Value more = read_json_value(R"({"loss":"mse","metrics":["mae"]})").value;
        QVERIFY(check_training_config(document, "/@training_config", more));
        document.training.reset();
        QVERIFY(!check_training_config(document, "/@training_config", more));
    }

    void listsKeepTheirLength()
    {
        const auto numbers = [](std::initializer_list<int> all) {
            std::vector<Value> items;
            for (const int each : all)
                items.push_back(Value::integer(each));
            return Value::sequence(Value::Kind::List, items);
        };
        const auto pool = one_layer("3.15.1", "MaxPooling2D", "strides", numbers({2, 2}));
        QVERIFY(is_taken(*pool, "layers/x@strides", numbers({3, 1})));
        QVERIFY(is_taken(*pool, "layers/x@strides", Value::integer(2)));
        QVERIFY(!is_taken(*pool, "layers/x@strides", numbers({2, 2, 1})));
        QVERIFY(!is_taken(*pool, "layers/x@strides", numbers({})));
    }

    /// The configuration is edited as a text.
    void theWholeConfigurationIsLookedAt()
    {
        const auto opened =
            open_document(fixtures::path(QStringLiteral("keras/tf-2.15/nested.h5")).toStdString());
        QVERIFY(opened);
        const auto entry = find_entry(*opened->document, "/@model_config");
        QVERIFY(entry && entry->value.omitted() == 0);
        const std::string text = entry->value.as_text();
        const auto changed = [&](const char* word) {
            std::string other = text;
            const std::string old = "\"activation\": \"linear\"";
            other.replace(other.find(old), old.size(),
                          "\"activation\": \"" + std::string(word) + '"');
            Edits edits;
            Result<void> set = edits.set(*opened->document, "/@model_config", Value::text(other));
            return set ? prepare_edits(*opened->document, edits) : fail(set.error());
        };
        QVERIFY(text.find("\"activation\": \"linear\"") != text.npos);
        QVERIFY(changed("tanh"));
        const auto refused = changed("nonsense");
        QVERIFY(!refused);
        QCOMPARE(refused.error().path, std::string("/@model_config"));
        QVERIFY2(refused.error().detail.find("@activation: Keras 2.15.0 knows no") !=
                     std::string::npos,
                 refused.error().detail.c_str());
    }

    void customObjectsOfTheFileAreTaken()
    {
        const auto opened = open_document(
            fixtures::path(QStringLiteral("keras/tf-2.15/custom_model.h5")).toStdString());
        QVERIFY(opened && !opened->document->custom_objects.empty());
        DocumentBuilder builder;
        const auto document = one_layer("3.15.1", "Dense", "activation", Value::text("relu"));
        Document with = *document;
        with.custom_objects.push_back({"mine", "shop>mine", "function", {}, {}});
        QVERIFY(is_taken(with, "layers/x@activation", Value::text("mine")));
        QVERIFY(is_taken(with, "layers/x@activation", Value::text("shop>mine")));
        QVERIFY(!is_taken(*document, "layers/x@activation", Value::text("mine")));
        with.layers[0].custom = true;
        QVERIFY(is_taken(with, "layers/x@activation", Value::text("anything")));
    }

    /// Keras 3 takes a rate only as a float, and -1 as readily as 1.
    void numbersKeepTheirWidth()
    {
        const auto opened = open_document(
            fixtures::path(QStringLiteral("keras/keras-3/deep_learning_model.h5")).toStdString());
        QVERIFY(opened);
        Edits edits;
        QVERIFY(edits.set(*opened->document, "optimizer@learning_rate", Value::integer(-1)));
        const auto prepared = prepare_edits(*opened->document, edits);
        QVERIFY(prepared);
        QCOMPARE(prepared->find("optimizer@learning_rate")->value, Value::real(-1));
        const auto warnings = edit_warnings(*opened->document, *prepared);
        QCOMPARE(warnings.size(), std::size_t{1});
        QCOMPARE(warnings[0].rule, edit_rules::negative_rate);
        // Before it is prepared, too: a whole number.
        QCOMPARE(edit_warnings(*opened->document, edits).size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestKerasSettings)
#include "tst_keras_settings.moc"
