// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of Keras files get other names: everywhere, and nothing else changes.
#include "io/formats/format.h"
#include "io/keras/layer_rename.h"
#include "io/keras/rename_config.h"
#include "io/keras/renamed_names.h"
#include "io/save/save.h"
#include "io/save/verify.h"

#include "tests/unit/formats/fixtures.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace strata;

namespace {

constexpr const char* training_key = "/@training_config";

using Names = std::vector<std::pair<std::string, std::string>>; // "layers/dense", "hidden"

Result<OpenDocument> renamed(const OpenDocument& opened, const Names& names, const QString& out)
{
    Edits edits;
    for (const auto& [layer, name] : names)
        STRATA_TRY(edits.set(*opened.document, layer + "@name", Value::text(name)));
    SaveOptions save;
    save.path = out.toStdString();
    STRATA_TRY(save_edited(opened, edits, save, {}));
    return open_document(save.path);
}

bool has_tensor(const Document& document, const std::string& file_path)
{
    const auto node = document.file.find(file_path);
    return node && document.file.node(*node).tensor != TensorId::none;
}

} // namespace

class TestRenameLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_layer_of_every_file_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* const folder : {"keras/keras-3", "keras/tf-2.15"}) {
            const QDir files(fixtures::path(QString::fromLatin1(folder)));
            for (const QString& name : files.entryList({QStringLiteral("*.h5")}))
                QTest::addRow("%s/%s", folder, qPrintable(name)) << files.filePath(name);
        }
    }

    /// All at once, each to the name of the next one in its model: nothing may be taken for another.
    void every_layer_of_every_file()
    {
        QFETCH(QString, file);
        const auto opened = open_document(file.toStdString());
        QVERIFY(opened);
        const Document& document = *opened->document;
        if (document.verdict.integrity != Integrity::Complete)
            return;
        Names turned;
        for (std::size_t i = 0; i < document.layers.size(); ++i) {
            const Layer& layer = document.layers[i];
            const NodeId model = document.model.node(layer.node).parent;
            std::vector<const Layer*> siblings;
            for (const Layer& each : document.layers) {
                if (document.model.node(each.node).parent == model)
                    siblings.push_back(&each);
            }
            const auto own = std::find(siblings.begin(), siblings.end(), &layer);
            const Layer& next = own + 1 == siblings.end() ? *siblings.front() : **(own + 1);
            const bool can = next.name.find('.') == next.name.npos;
            turned.emplace_back(document.model.path(layer.node),
                                can ? next.name : "n" + std::to_string(i));
        }
        const auto now = renamed(*opened, turned, m_folder.filePath(QStringLiteral("out.h5")));
        QVERIFY2(now, now ? "" : (now.error().detail + " " + now.error().path).c_str());
        QCOMPARE(now->document->layers.size(), document.layers.size());
        for (std::size_t i = 0; i < turned.size(); ++i)
            QCOMPARE(now->document->layers[i].name, turned[i].second);
    }

    void names_arrive_in_all_parts()
    {
        const auto opened = open_document(
            fixtures::path(QStringLiteral("keras/keras-3/deep_learning_model.h5")).toStdString());
        QVERIFY(opened);
        const auto now = renamed(*opened, {{"layers/dense_1", "hidden"}},
                                 m_folder.filePath(QStringLiteral("out.h5")));
        QVERIFY(now);
        QVERIFY(has_tensor(*now->document, "/model_weights/hidden/sequential/hidden/kernel"));
        QVERIFY(has_tensor(*now->document,
                           "/optimizer_weights/adam/sequential_hidden_kernel_momentum"));
        QVERIFY(!now->document->file.find("/model_weights/dense_1"));
        QVERIFY(!now->document->file.find("/model_weights/hidden/sequential/dense_1"));
        QVERIFY(now->document->model.find("optimizer/momentum/hidden~1kernel"));
    }

    void a_file_of_weights_alone()
    {
        const auto opened = open_document(
            fixtures::path(QStringLiteral("keras/tf-2.15/weights_only.h5")).toStdString());
        QVERIFY(opened);
        const auto now = renamed(*opened, {{"layers/out", "dense"}, {"layers/dense", "out"}},
                                 m_folder.filePath(QStringLiteral("out.h5")));
        QVERIFY2(now, now ? "" : now.error().detail.c_str());
        QVERIFY(has_tensor(*now->document, "/dense/dense/kernel:0"));
        QCOMPARE(now->document->layers[0].name, std::string("out"));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* title, const char* file, const char* layer,
                            const QString& name, const char* reason) {
            QTest::newRow(title) << QStringLiteral("keras/%1.h5").arg(QLatin1String(file))
                                 << QString::fromLatin1(layer) << name
                                 << QString::fromLatin1(reason);
        };
        const char* const torch = "keras-3/deep_learning_model";
        const char* const keras2 = "tf-2.15/weights_only";
        row("empty", torch, "layers/dense", "", "a layer needs a name");
        row("slash", torch, "layers/dense", "a/b", "a name with a '/' is a path to Keras");
        row("taken", torch, "layers/dense", "dense_1", "another layer has this name already");
        row("blank", keras2, "layers/dense", "a b", "TensorFlow takes names of");
        row("letters", keras2, "layers/dense", QString::fromUtf8("größe"),
            "TensorFlow takes names of");
        row("underscore", keras2, "layers/dense", "_a", "TensorFlow takes names of");
        row("point", torch, "layers/dense", "a.b", "Keras 3 takes no '.'");
        row("tab", torch, "layers/dense", "a\tb", "HDF5 or a terminal takes it");
        row("own weights", torch, "layers/dense", "top_level_model_weights",
            "Keras keeps the model's own");
        row("long", torch, "layers/dense", QString(256, u'a'), "a name has at most 255");
    }

    void refusals()
    {
        QFETCH(QString, file);
        QFETCH(QString, layer);
        QFETCH(QString, name);
        QFETCH(QString, reason);
        const auto opened = open_document(fixtures::path(file).toStdString());
        QVERIFY(opened);
        const QString out = m_folder.filePath(QStringLiteral("refused.h5"));
        const auto now = renamed(*opened, {{layer.toStdString(), name.toStdString()}}, out);
        QVERIFY(!now);
        QVERIFY2(QString::fromStdString(now.error().detail).startsWith(reason),
                 now.error().detail.c_str());
        QCOMPARE(now.error().path, layer.toStdString() + "@name");
        QVERIFY(!QFile::exists(out));
    }

    /// Keras 3 on PyTorch wrote the file: TensorFlow's rule for names is not its own.
    void names_that_only_tensorflow_refuses()
    {
        const auto opened = open_document(
            fixtures::path(QStringLiteral("keras/keras-3/deep_learning_model.h5")).toStdString());
        QVERIFY(opened);
        for (const char* const name : {"a b", "größe", "_a"}) {
            const auto now = renamed(*opened, {{"layers/dense", name}},
                                     m_folder.filePath(QStringLiteral("named.h5")));
            QVERIFY2(now, now ? "" : now.error().detail.c_str());
            QVERIFY(has_tensor(*now->document, "/model_weights/" + std::string(name) +
                                                   "/sequential/" + name + "/kernel"));
        }
    }

    void outputs_of_a_training()
    {
        const std::string model =
            R"({"class_name": "Functional", "config": {"layers": [)"
            R"({"class_name": "Dense", "name": "d", "config": {"name": "d"}, "inbound_nodes": [)"
            R"([["i", 0, 0, {"mask": ["d", 0, 0]}]]]},)"
            R"({"class_name": "Dense", "name": "i", "config": {"name": "i", "note": "d"}}],)"
            R"("output_layers": [["d", 0, 0], ["d", 1, 0]]}})";
        const std::vector<keras::ConfigRename> renames = {{{"d"}, "e"}};
        const auto changed = keras::rename_layers(model, renames);
        QVERIFY(changed);
        std::string wanted = model;
        for (const auto& [from, to] :
             {std::pair{R"("name": "d")", R"("name": "e")"}, std::pair{R"(["d")", R"(["e")"}}) {
            for (std::size_t at = wanted.find(from); at != wanted.npos; at = wanted.find(from))
                wanted.replace(at, std::string_view(from).size(), to);
        }
        QCOMPARE(*changed, wanted);
        const keras::OutputNames outputs = keras::renamed_outputs(model, renames);
        QCOMPARE(outputs, (keras::OutputNames{{"d", "e"}, {"d_1", "e_1"}}));
        QCOMPARE(
            keras::rename_outputs(
                R"({"loss": {"d": "mse", "d_1": "mae"}, "metrics": {"class_name": "d"}})", outputs),
            std::string(R"({"loss": {"e": "mse", "e_1": "mae"}, "metrics": {"class_name": "d"}})"));
    }

    /// The training configuration names the outputs, too; where it is taken away, nothing is left to
    /// change in it.
    void a_training_that_is_removed()
    {
        const auto opened =
            open_document(fixtures::path(QStringLiteral("keras/tf-2.15/nested.h5")).toStdString());
        QVERIFY(opened);
        const Document& document = *opened->document;
        for (const bool renames : {false, true}) {
            Edits edits;
            for (std::size_t i = 0; i < document.layers.size(); ++i)
                QVERIFY(edits.set(document, document.model.path(document.layers[i].node) + "@name",
                                  Value::text("n" + std::to_string(i))));
            QVERIFY(renames ? edits.rename(document, training_key, "/@old_training")
                            : edits.remove(document, training_key));
            SaveOptions save;
            save.path = m_folder.filePath(QStringLiteral("out.h5")).toStdString();
            const auto saved = save_edited(*opened, edits, save, {});
            QVERIFY2(saved, saved ? "" : (saved.error().detail + saved.error().path).c_str());
            const auto now = open_document(save.path);
            QVERIFY(now);
            QVERIFY(!find_entry(*now->document, training_key));
            QCOMPARE(find_entry(*now->document, "/@old_training").has_value(), renames);
            QCOMPARE(now->document->layers.front().name, std::string("n0"));
        }
    }

    void a_setting_of_a_training_that_is_removed()
    {
        const auto opened =
            open_document(fixtures::path(QStringLiteral("keras/tf-2.15/nested.h5")).toStdString());
        QVERIFY(opened);
        const Document& document = *opened->document;
        const std::vector<std::pair<std::string, Value>> settings = {
            {"training@loss", Value::text("mae")}, {"optimizer@learning_rate", Value::real(0.5)}};
        for (const auto& [key, value] : settings) {
            for (const bool renames : {false, true}) {
                Edits edits;
                QVERIFY2(edits.set(document, key, value), key.c_str());
                QVERIFY(renames ? edits.rename(document, training_key, "/@old_training")
                                : edits.remove(document, training_key));
                SaveOptions save;
                save.path = m_folder.filePath(QStringLiteral("refused.h5")).toStdString();
                const auto saved = save_edited(*opened, edits, save, {});
                QVERIFY(!saved);
                QCOMPARE(saved.error().code, ErrorCode::BadArgument);
                QCOMPARE(saved.error().path, key);
                QVERIFY(!saved.error().detail.empty());
                QVERIFY(!QFile::exists(QString::fromStdString(save.path)));
            }
        }
    }

    /// Keras 3 on PyTorch takes a name with '@', which stands in keys between path and setting, too.
    void a_name_with_the_mark_of_keys()
    {
        const auto opened = open_document(
            fixtures::path(QStringLiteral("keras/keras-3/deep_learning_model.h5")).toStdString());
        QVERIFY(opened);
        const auto marked = renamed(*opened, {{"layers/dense", "a"}, {"layers/dense_1", "a@b"}},
                                    m_folder.filePath(QStringLiteral("marked.h5")));
        QVERIFY2(marked, marked ? "" : marked.error().detail.c_str());
        const Document& document = *marked->document;
        for (const MetadataEntry& entry : setting_entries(document))
            QVERIFY2(find_entry(document, entry.key), entry.key.c_str());
        const std::string key = "layers/a@b@activation";
        QVERIFY(can_set(document, key));
        Edits edits;
        QVERIFY(edits.set(document, key, Value::text("tanh")));
        QVERIFY(edits.set(document, "layers/a@name", Value::text("c")));
        SaveOptions save;
        save.path = m_folder.filePath(QStringLiteral("edited.h5")).toStdString();
        const auto saved = save_edited(*marked, edits, save, {});
        QVERIFY2(saved, saved ? "" : (saved.error().detail + saved.error().path).c_str());
        const auto now = open_document(save.path);
        QVERIFY(now && find_entry(*now->document, key));
        QCOMPARE(find_entry(*now->document, key)->value, Value::text("tanh"));
        const auto renames = keras::renamed_layers(document, edits);
        QCOMPARE(keras::key_after(renames, key), key);
        QCOMPARE(keras::key_after(renames, "layers/a@units"), std::string("layers/c@units"));
    }

    void arguments_of_keras_3_are_no_references()
    {
        const std::string model =
            R"({"config": {"layers": [{"name": "d", "config": {"name": "d"}, "inbound_nodes": [)"
            R"({"args": [["d", 1, 2], {"class_name": "__keras_tensor__", "config": )"
            R"({"keras_history": ["d", 0, 0]}}], "kwargs": {}}]}]}})";
        const auto changed = keras::rename_layers(model, {{{"d"}, "e"}});
        QVERIFY(changed);
        QVERIFY(changed->find(R"("args": [["d", 1, 2])") != changed->npos);
        QVERIFY(changed->find(R"("keras_history": ["e", 0, 0])") != changed->npos);
        QVERIFY(!keras::rename_layers(model, {{{"f"}, "e"}}));
    }

    void names_of_weights()
    {
        using keras::renamed_weight;
        const keras::NameChange one{{"dense"}, {"new"}};
        QCOMPARE(renamed_weight("dense/kernel:0", "m", one), std::string("new/kernel:0"));
        QCOMPARE(renamed_weight("m/dense/kernel", "m", one), std::string("m/new/kernel"));
        QCOMPARE(renamed_weight("dense/dense", "m", one), std::string("new/dense"));
        QCOMPARE(renamed_weight("dense_W:0", "m", one), std::string("new_W:0"));
        QCOMPARE(renamed_weight("kernel", "m", one), std::string("kernel"));
        QCOMPARE(renamed_weight("dense/dense/kernel", "dense", one),
                 std::string("dense/new/kernel"));
        const keras::NameChange inner{{"head", "head"}, {"head", "new"}};
        QCOMPARE(renamed_weight("head/head/kernel", "m", inner), std::string("head/new/kernel"));
        const keras::NameChange outer{{"head", "head"}, {"new", "head"}};
        QCOMPARE(renamed_weight("head/head/kernel", "m", outer), std::string("new/head/kernel"));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestRenameLayers)
#include "tst_rename_layers.moc"
