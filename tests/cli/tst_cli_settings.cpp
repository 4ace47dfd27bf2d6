// SPDX-License-Identifier: GPL-3.0-or-later
// get and set of settings: what there is, what is not and is near, and what a change brings.
#include "strata_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

const char* const keras = "keras/keras-3/deep_learning_model.h5";
const char* const forest = "sklearn/1.9/random_forest_model.pkl";
const char* const two_groups = "torch/checkpoint_adamw_two_groups.pt";

QJsonObject entry_of(const QJsonObject& report, const QString& key)
{
    for (const QJsonValue& entry : report[QLatin1String("entries")].toArray()) {
        if (entry[QLatin1String("key")].toString() == key)
            return entry.toObject();
    }
    return {};
}

} // namespace

class TestCliSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void settingsAreListed_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("editable");
        const auto row = [](const char* file, const char* key, bool editable) {
            QTest::newRow(key) << QString::fromLatin1(file) << QString::fromLatin1(key) << editable;
        };
        row(keras, "layers/dense@activation", true);
        row(keras, "layers/dense@name", true);
        row(keras, "layers/dense@units", false);
        row("keras/keras-3/nested.h5", "layers/head@trainable", false);
        row("keras/keras-3/nested.h5", "layers/both@trainable", true);
        row("keras/tf-2.15/lambda_model.h5", "layers/double@function", false);
        row(keras, "optimizer@learning_rate", true);
        row(keras, "training@loss", true);
        row(keras, "/@backend", true);
        row(two_groups, "optimizer@group 1 lr", true);
        row("torch/checkpoint_adam.pt", "optimizer@lr", true);
    }

    void settingsAreListed()
    {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(bool, editable);
        const QByteArray name = file.toLatin1();
        const QJsonObject all = run_strata({"get", "--json", fixture(name.constData())}).json();
        const QJsonObject entry = entry_of(all, key);
        QVERIFY(!entry.isEmpty());
        QCOMPARE(entry[QLatin1String("editable")].toBool(), editable);
        const StrataRun one = run_strata({"get", "--json", fixture(name.constData()), key});
        QCOMPARE(entry_of(one.json(), key), entry);
        QVERIFY(run_strata({"get", fixture(name.constData())}).out.contains(key.toUtf8()));
    }

    void whatIsMissingIsNamed_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("told");
        const auto row = [](const char* file, const char* key, const char* told) {
            QTest::newRow(key) << QString::fromLatin1(file) << QString::fromLatin1(key)
                               << QString::fromLatin1(told);
        };
        row(keras, "layers/dens@activation", "there is no layer dens; near it: layers/dense");
        row(keras, "layers/lstm@units", "there is no layer lstm");
        row(keras, "layers/dense@activaton",
            "layers/dense has no setting activaton; near it: "
            "activation");
        row(keras, "optimizer@learning_rat", "near it: learning_rate");
        row(two_groups, "optimizer@lr", "optimizer has no setting lr");
    }

    void whatIsMissingIsNamed()
    {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(QString, told);
        const QString path = fixture(file.toLatin1().constData());
        const QString out = m_folder.filePath(QStringLiteral("missing"));
        for (const QStringList& arguments :
             {QStringList{"get", path, key}, QStringList{"set", path, key + "=1", "-o", out},
              QStringList{"unset", path, key, "-o", out}}) {
            const StrataRun run = run_strata(arguments);
            QCOMPARE(run.status, 2);
            QVERIFY2(QString::fromUtf8(run.err).contains(told), run.err.constData());
            QVERIFY(!QFile::exists(out));
        }
    }

    void aLayerMayHaveTheMarkOfKeysInItsName()
    {
        const QString out = m_folder.filePath(QStringLiteral("marked.h5"));
        QCOMPARE(run_strata({"set", fixture(keras), "layers/dense@name=a@b", "-o", out}).status, 0);
        QCOMPARE(run_strata({"get", out, "layers/a@b@activation"}).status, 0);
        const StrataRun run = run_strata({"get", out, "layers/a@b@activaton"});
        QCOMPARE(run.status, 2);
        QVERIFY2(run.err.contains("layers/a@b has no setting activaton; near it: activation"),
                 run.err.constData());
    }

    void aMisspeltEntryIsNamed()
    {
        const StrataRun run = run_strata({"get", fixture(forest), "estimator@max_dept"});
        QCOMPARE(run.status, 2);
        QVERIFY2(run.err.contains("near it: estimator@max_depth"), run.err.constData());
    }

    void whatAChangeBringsIsTold_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("change");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("told");
        const auto row = [](const char* name, const char* file, const QStringList& change,
                            const char* rule, const char* told) {
            QTest::newRow(name) << QString::fromLatin1(file) << change << QString::fromLatin1(rule)
                                << QString::fromLatin1(told);
        };
        row("word", forest, {"estimator@criterion=foo"}, "edit-refused-by-fit", "'gini'");
        row("number", forest, {"estimator@n_estimators=0"}, "edit-refused-by-fit", "int >= 1");
        row("new", forest, {"estimator@max_dept=3", "--type", "int"}, "edit-new-attribute",
            "a new attribute that RandomForestClassifier does not know");
        row("names", "sklearn/1.9/linear_feature_names.joblib",
            {"estimator@feature_names_in_=NAMES"}, "edit-repeated-feature", "twice");
        row("rate", keras, {"optimizer@learning_rate=-1"}, "edit-negative-rate", "below 0");
    }

    void whatAChangeBringsIsTold()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, change);
        QFETCH(QString, rule);
        QFETCH(QString, told);
        const QString path = fixture(file.toLatin1().constData());
        const QString out = m_folder.filePath(QStringLiteral("told"));
        const qsizetype count =
            entry_of(run_strata({"get", "--json", path}).json(),
                     QStringLiteral("estimator@feature_names_in_"))[QLatin1String("value")]
                .toArray()
                .size();
        QStringList names;
        for (qsizetype i = 0; i < count; ++i)
            names.append(i < 2 ? QStringLiteral("\"twice\"") : QStringLiteral("\"%1\"").arg(i));
        change.first().replace(QStringLiteral("NAMES"), u'[' + names.join(u',') + u']');
        const StrataRun run = run_strata(QStringList{"set", path, "-o", out, "--force"} + change);
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(QString::fromUtf8(run.err).contains(told), run.err.constData());
        const StrataRun json =
            run_strata(QStringList{"set", "--json", path, "-o", out, "--force"} + change);
        const QJsonArray warnings = json.json()[QLatin1String("warnings")].toArray();
        QCOMPARE(warnings.size(), 1);
        QCOMPARE(warnings[0][QLatin1String("rule")].toString(), rule);
    }

    void aPlainChangeBringsNothing()
    {
        const QString out = m_folder.filePath(QStringLiteral("plain"));
        const StrataRun run = run_strata({"set", "--json", fixture(forest),
                                          "estimator@criterion=entropy", "-o", out, "--force"});
        QCOMPARE(run.status, 0);
        QVERIFY(run.json()[QLatin1String("warnings")].toArray().isEmpty());
    }

    void aTypeIsSaidForEveryKindOfKey_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("type");
        const auto row = [](const char* file, const char* change, const char* type) {
            QTest::newRow(change) << QString::fromLatin1(file) << QString::fromLatin1(change)
                                  << QString::fromLatin1(type);
        };
        row(keras, "layers/dense@kernel_regularizer=l2", "str");
        row(keras, "layers/dense@activation=None", "NoneType");
        row(keras, "optimizer@learning_rate=2", "int");
        row(keras, "training@loss_weights=[1.0]", "list");
        row(keras, "/@epoch=3", "int");
        row(forest, "estimator@max_depth=4", "int");
        row(forest, "estimator@class_weight={\"a\": 1}", "dict");
        row("torch/checkpoint_adam.pt", "optimizer@lr=1", "int");
        row("torch/checkpoint_adam.pt", "optimizer@betas=[0.5, 0.25]", "tuple");
    }

    void aTypeIsSaidForEveryKindOfKey()
    {
        QFETCH(QString, file);
        QFETCH(QString, change);
        QFETCH(QString, type);
        const QString out = m_folder.filePath(QStringLiteral("typed"));
        const StrataRun run = run_strata({"set", fixture(file.toLatin1().constData()), change,
                                          "--type", type, "-o", out, "--force"});
        QVERIFY2(run.status == 0, run.err.constData());
    }

    void numbersThatJsonLacksAreRefusedWithTheReason()
    {
        const QString out = m_folder.filePath(QStringLiteral("nan.h5"));
        const StrataRun run =
            run_strata({"set", fixture(keras), "optimizer@learning_rate=nan", "-o", out});
        QCOMPARE(run.status, 2);
        QVERIFY2(run.err.contains("JSON, which has no NaN"), run.err.constData());
        QVERIFY(!QFile::exists(out));
    }

    void theFolderThatIsMissingIsNamed()
    {
        const QString out = m_folder.filePath(QStringLiteral("no such folder/x"));
        const QString folder = m_folder.filePath(QStringLiteral("no such folder"));
        for (const QStringList& arguments :
             {QStringList{"set", fixture(forest), "estimator@verbose=1", "-o", out},
              QStringList{"convert", "--yes", fixture(forest), out + ".joblib"}}) {
            const StrataRun run = run_strata(arguments);
            QCOMPARE(run.status, 2);
            QVERIFY2(QString::fromUtf8(run.err).contains("There is no folder " + folder),
                     run.err.constData());
        }
    }

    void readOnlyFilesAreNotReplaced()
    {
        const QString path = m_folder.filePath(QStringLiteral("read only.safetensors"));
        QVERIFY(QFile::copy(fixture("safetensors/metadata.safetensors"), path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
        const StrataRun run = run_strata({"set", path, "/@note=new"});
        QCOMPARE(run.status, 2);
        QVERIFY2(run.err.contains("read-only"), run.err.constData());
        QVERIFY(run_strata({"get", path, "/@note"}).out != "new\n");
    }

    void typesThatAFormatLacksAreNamed()
    {
        const QString out = m_folder.filePath(QStringLiteral("x.npz"));
        const StrataRun run =
            run_strata({"convert", "--yes", fixture(keras), out, "--dtype", "bfloat16"});
        QCOMPARE(run.status, 2);
        QVERIFY2(run.err.contains("NumPy archive has no type bfloat16"), run.err.constData());
    }

    void otherOrdersAreTold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("what");
        QTest::newRow("bytes") << "npy/big_endian_f4.npy"
                               << "byte order";
        QTest::newRow("axes") << "npy/fortran_matrix.npy"
                              << "array layout";
    }

    void otherOrdersAreTold()
    {
        QFETCH(QString, name);
        QFETCH(QString, what);
        const QString out = m_folder.filePath(QStringLiteral("order.safetensors"));
        const StrataRun run = run_strata({"convert", "--json", "--force", "--no-metadata",
                                          fixture(name.toLatin1().constData()), out});
        QVERIFY2(run.status == 0, run.err.constData()); // nothing to accept
        bool told = false;
        for (const QJsonValue& loss : run.json()[QLatin1String("losses")].toArray())
            told = told || (loss[QLatin1String("what")].toString() == what &&
                            loss[QLatin1String("stored_otherwise")].toBool() &&
                            !loss[QLatin1String("chosen")].toBool());
        QVERIFY(told);
    }

    void whatIsLeftOutByChoiceIsMarked()
    {
        const StrataRun run =
            run_strata({"convert", "--json", "--dry-run", "--no-optimizer", fixture(keras),
                        m_folder.filePath(QStringLiteral("x.safetensors"))});
        int chosen = 0;
        for (const QJsonValue& loss : run.json()[QLatin1String("losses")].toArray())
            chosen += loss[QLatin1String("chosen")].toBool() ? 1 : 0;
        QCOMPARE(chosen, 1);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliSettings)
#include "tst_cli_settings.moc"
