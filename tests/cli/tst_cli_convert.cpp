// SPDX-License-Identifier: GPL-3.0-or-later
// convert: what it says is lost, what it writes, and what it refuses.
#include "strata_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

QStringList array_names(const QString& path)
{
    QStringList names;
    for (const QJsonValue& tensor :
         run_strata({"info", "--json", path}).json()[QLatin1String("tensors")].toArray())
        names.append(tensor[QLatin1String("path")].toString());
    return names;
}

QStringList losses(const QJsonObject& report)
{
    QStringList what;
    for (const QJsonValue& loss : report[QLatin1String("losses")].toArray())
        what.append(loss[QLatin1String("what")].toString());
    return what;
}

} // namespace

class TestCliConvert : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void a_model_becomes_safetensors()
    {
        const QString out = m_folder.filePath(QStringLiteral("model.safetensors"));
        const StrataRun run = run_strata({"convert", "--json", keras(), out, "--yes"});
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(run.json()[QLatin1String("from")].toString(), "keras-h5");
        QCOMPARE(run.json()[QLatin1String("to")].toString(), "safetensors");
        QVERIFY(losses(run.json()).contains(QStringLiteral("layers")));
        QVERIFY(array_names(out).contains(QStringLiteral("base.conv.kernel")));
        const QByteArray version = run_strata({"get", out, "/@keras_version"}).out;
        QCOMPARE(version, "2.15.0\n");
        const auto values = [](const QString& path, const char* tensor) {
            return run_strata({"values", "--csv", path, tensor}).out;
        };
        QCOMPARE(values(out, "base.conv.kernel"), values(keras(), "layers/base/conv/kernel"));
    }

    void losses_are_to_be_accepted()
    {
        const QString out = m_folder.filePath(QStringLiteral("refused.npz"));
        const StrataRun asked = run_strata({"convert", keras(), out});
        QCOMPARE(asked.status, 2);
        QVERIFY(asked.out.contains("What is lost"));
        QVERIFY(asked.err.contains("--yes"));
        QVERIFY(!QFile::exists(out));
        const StrataRun dry = run_strata({"convert", "--json", "--dry-run", keras(), out});
        QCOMPARE(dry.status, 0);
        QVERIFY(dry.json()[QLatin1String("written")].isNull());
        QVERIFY(!QFile::exists(out));
    }

    void a_damaged_model_is_to_be_accepted()
    {
        const QString out = m_folder.filePath(QStringLiteral("damaged.npz"));
        const QString set = fixture("safetensors_index/bad/lost/model.safetensors.index.json");
        const StrataRun asked = run_strata({"convert", set, out, "--no-metadata"});
        QCOMPARE(asked.status, 2);
        QVERIFY2(asked.out.contains("damaged or not complete"), asked.out.constData());
        QVERIFY(!QFile::exists(out));
        QCOMPARE(run_strata({"convert", set, out, "--yes"}).status, 0);
        QCOMPARE(array_names(out).size(), 6);
    }

    void a_file_that_is_there_stays()
    {
        const QString out = m_folder.filePath(QStringLiteral("there.npz"));
        QFile file(out);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        QCOMPARE(run_strata({"convert", keras(), out, "--yes"}).status, 2);
        QCOMPARE(QFileInfo(out).size(), 4);
        QCOMPARE(run_strata({"convert", keras(), out, "--yes", "--force"}).status, 0);
        QVERIFY(array_names(out).contains(QStringLiteral("base.conv.kernel")));
    }

    void the_optimizer_can_be_left_out()
    {
        const QString with = m_folder.filePath(QStringLiteral("with.npz"));
        const QString without = m_folder.filePath(QStringLiteral("without.npz"));
        QCOMPARE(run_strata({"convert", keras(), with, "--yes"}).status, 0);
        const StrataRun run =
            run_strata({"convert", "--json", keras(), without, "--yes", "--no-optimizer"});
        QCOMPARE(run.status, 0);
        QVERIFY(losses(run.json()).contains(QStringLiteral("optimizer state")));
        QVERIFY(array_names(without).size() < array_names(with).size());
        QVERIFY(array_names(without).filter(QStringLiteral("optimizer")).isEmpty());
    }

    void floats_are_rounded_and_named_by_path()
    {
        const QString out = m_folder.filePath(QStringLiteral("half.safetensors"));
        const StrataRun run = run_strata({"convert", "--json", keras(), out, "--yes", "--dtype",
                                          "float16", "--names", "path", "--no-metadata"});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(losses(run.json()).contains(QStringLiteral("float32 values")));
        const QJsonObject info = run_strata({"info", "--json", out}).json();
        QCOMPARE(info[QLatin1String("metadata")].toArray().size(), 0);
        bool found = false;
        for (const QJsonValue& tensor : info[QLatin1String("tensors")].toArray()) {
            const bool kernel =
                tensor[QLatin1String("path")] == QStringLiteral("base~1conv~1kernel");
            found =
                found || (kernel && tensor[QLatin1String("dtype")] == QStringLiteral("float16"));
        }
        QVERIFY(found);
        QCOMPARE(run_strata({"convert", keras(), out, "--dtype", "float8"}).status, 2);
    }

    void what_is_left_out_by_choice_needs_no_yes()
    {
        const QString out = m_folder.filePath(QStringLiteral("chosen.safetensors"));
        const StrataRun run = run_strata({"convert", "--json", "--no-metadata",
                                          fixture("safetensors/metadata.safetensors"), out});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(losses(run.json()).contains(QStringLiteral("metadata entries")));
    }

    void one_array_alone()
    {
        const QString out = m_folder.filePath(QStringLiteral("one.npy"));
        QCOMPARE(run_strata({"convert", keras(), out, "--yes"}).status, 2); // there are several
        QVERIFY(!QFile::exists(out));
        const StrataRun run =
            run_strata({"convert", keras(), out, "--tensor", "layers/base/conv/kernel", "--yes"});
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(array_names(out).size(), 1);
    }

    void several_files_at_once()
    {
        const QString folder = m_folder.filePath(QStringLiteral("all"));
        QVERIFY(QDir().mkpath(folder));
        const StrataRun run = run_strata({"convert", fixture("npz/compressed.npz"),
                                          fixture("sklearn/1.9/linear_regression.p5.pkl"), "--to",
                                          "safetensors", "--out-dir", folder, "--yes"});
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 2);
    }

    void names_after_two_dashes()
    {
        const StrataRun run =
            run_strata({"convert", "--yes", "--", keras(), "-x.npz"}, m_folder.path());
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(QFile::exists(m_folder.filePath(QStringLiteral("-x.npz"))));
    }

    void scales_of_quantised_arrays_are_named()
    {
        const QString out = m_folder.filePath(QStringLiteral("q.npz"));
        const StrataRun run =
            run_strata({"convert", "--json", fixture("torch/quantized.pt"), out, "--yes"});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(losses(run.json()).contains(QStringLiteral("scales of quantised arrays")));
    }

    void a_pickle_becomes_joblib_and_back()
    {
        const QString pickle = fixture("sklearn/1.9/forest_wine.p4.pkl");
        const QString joblib = m_folder.filePath(QStringLiteral("forest.joblib"));
        const QString back = m_folder.filePath(QStringLiteral("forest.pkl"));
        const StrataRun run =
            run_strata({"convert", "--json", pickle, joblib, "--compress", "xz:1"});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(losses(run.json()).isEmpty());
        const auto format = [](const QString& path) {
            return run_strata({"info", "--json", path}).json()[QLatin1String("format")].toObject();
        };
        QCOMPARE(format(joblib)[QLatin1String("id")].toString(), "joblib");
        QCOMPARE(format(joblib)[QLatin1String("compression")].toString(), "xz");
        QCOMPARE(run_strata({"convert", joblib, back, "--protocol", "3"}).status, 0);
        QCOMPARE(format(back)[QLatin1String("id")].toString(), "pickle");
        QVERIFY(!format(back)[QLatin1String("compression")].isString());
        QCOMPARE(array_names(back), array_names(pickle));
        QCOMPARE(run_strata({"stats", "--json", "--all", back}).json(),
                 run_strata({"stats", "--json", "--all", pickle}).json());
    }

    void what_makes_no_sense_is_refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no target") << QStringList{keras(), QStringLiteral("x.docx")};
        QTest::newRow("no out") << QStringList{keras()};
        QTest::newRow("no such array")
            << QStringList{keras(), QStringLiteral("x.npy"), QStringLiteral("--tensor"),
                           QStringLiteral("nothing")};
        QTest::newRow("no array at all")
            << QStringList{fixture("pickle/builtins.p4.pkl"), QStringLiteral("x.npz")};
        QTest::newRow("two files of one name")
            << QStringList{fixture("sklearn/1.9/linear_regression.p5.pkl"),
                           fixture("sklearn/1.1/linear_regression.p5.pkl"),
                           QStringLiteral("--to"),
                           QStringLiteral("npz"),
                           QStringLiteral("--out-dir"),
                           QStringLiteral("."),
                           QStringLiteral("--yes")};
        const QString pickle = fixture("pickle/builtins.p4.pkl");
        const QString joblib = QStringLiteral("x.joblib");
        QTest::newRow("arrays as joblib") << QStringList{keras(), joblib, QStringLiteral("--yes")};
        QTest::newRow("unknown compression")
            << QStringList{pickle, joblib, QStringLiteral("--compress"), QStringLiteral("rar")};
        QTest::newRow("unknown level")
            << QStringList{pickle, joblib, QStringLiteral("--compress"), QStringLiteral("bz2:0")};
        QTest::newRow("unknown protocol")
            << QStringList{pickle, joblib, QStringLiteral("--protocol"), QStringLiteral("1")};
        QTest::newRow("compressed arrays")
            << QStringList{keras(), QStringLiteral("x.npz"), QStringLiteral("--compress"),
                           QStringLiteral("zlib"), QStringLiteral("--yes")};
        QTest::newRow("a part of a pickle")
            << QStringList{fixture("sklearn/1.9/linear_regression.p5.pkl"), joblib,
                           QStringLiteral("--tensor"), QStringLiteral("estimator/coef_")};
        QTest::newRow("damaged pickle") << QStringList{fixture("hostile/truncated.pkl"), joblib};
        QTest::newRow("no such folder") << QStringList{
            keras(), QStringLiteral("no/such/folder/x.npz"), QStringLiteral("--yes")};
    }
    void what_makes_no_sense_is_refused()
    {
        QFETCH(QStringList, arguments);
        const StrataRun run = run_strata(QStringList{"convert"} + arguments, m_folder.path());
        QVERIFY(!run.crashed);
        QCOMPARE(run.status, 2);
        QVERIFY(!run.err.isEmpty());
    }

private:
    static QString keras() { return fixture("keras/tf-2.15/nested.h5"); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliConvert)
#include "tst_cli_convert.moc"
