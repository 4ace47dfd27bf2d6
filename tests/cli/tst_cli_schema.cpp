// SPDX-License-Identifier: GPL-3.0-or-later
// Every JSON output is valid against the schema; and, where python3-jsonschema is missing, has at
// least the keys that the interface promises.
#include "strata_process.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// Fixtures of every folder, and all that are meant to break a reader.
QStringList fixtures()
{
    QStringList paths;
    for (const char* folder : {"npy", "npz", "safetensors", "pickle", "joblib", "sklearn/1.1",
                               "sklearn/1.9", "keras", "hdf5", "hostile", "unsupported"}) {
        QDirIterator files(fixture(folder), QDir::Files, QDirIterator::Subdirectories);
        QStringList found;
        while (files.hasNext()) {
            const QString path = files.next();
            if (!path.endsWith(QLatin1String(".json")) && !path.endsWith(QLatin1String(".py")))
                found.append(path);
        }
        found.sort();
        // Each folder's first ones of a kind are much alike.
        const qsizetype step = found.size() > 40 ? 3 : 1;
        for (qsizetype i = 0; i < found.size(); i += step)
            paths.append(found[i]);
    }
    return paths;
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

const QStringList report_keys = sorted(
    {"schema", "file", "format", "model", "layers", "tensors", "optimizer", "training", "estimator",
     "other_estimators", "versions", "custom_objects", "metadata", "verdict", "findings"});
const QStringList estimator_keys =
    sorted({"class", "name", "version", "parameters", "attributes", "feature_names", "classes",
            "trees", "importances", "steps", "best_estimator", "optimizer", "path", "input_names"});

} // namespace

class TestCliSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    /// Runs every verb on the fixtures and keeps what it prints.
    void everyOutputIsJson()
    {
        // Neighbours are much alike, so each file meets `info` and two of the others in turn.
        const QList<QStringList> verbs = {{"tree"},           {"tree", "--file", "--depth", "9"},
                                          {"stats", "--all"}, {"scan"},
                                          {"values"},         {"summary"},
                                          {"textconv"},       {"requirements"}};
        qsizetype next = 0;
        for (const QString& path : fixtures()) {
            keep({"info", "--sha256", "--json", "--", path});
            for (int i = 0; i < 2; ++i)
                keep(verbs[next++ % verbs.size()] + QStringList{"--json", "--", path});
        }
        for (const auto& [left, right] :
             {std::pair("keras/keras-3/optimizer_adamw.h5", "keras/tf-2.15/optimizer_adamw.h5"),
              std::pair("torch/state_dict.pt", "torch/checkpoint_adam.pt"),
              std::pair("sklearn/1.9/forest_wine.joblib", "sklearn/1.9/forest_text_classes.joblib"),
              std::pair("sklearn/1.9/pipeline.joblib", "npz/stored.npz"),
              std::pair("hdf5/types.h5", "hdf5/types.h5")}) {
            keep({"diff", "--json", fixture(left), fixture(right)});
            keep({"diff", "--json", "--structure", fixture(left), fixture(right)});
        }
        keep({"diff", "--json", fixture("npy/two.npy"), fixture("unsupported/random.bin")});
        keep({"formats", "--json"});
        keep({"render", "--json", "--view", "start", "-o", m_folder.filePath("start.png")});
        keep({"info", "--json", fixture("npy/two.npy"), fixture("unsupported/random.bin")});
        keep({"series", "--json", fixture("series")});
        keep({"series", "--json", fixture("npz"), fixture("unsupported/random.bin")});
        keep({"stats", "--json"});
        const QString edited = m_folder.filePath("edited.safetensors");
        const QString original = fixture("safetensors/metadata.safetensors");
        keep({"get", "--json", original});
        keep({"convert", "--json", original, m_folder.filePath("arrays.npz"), "--yes"});
        keep({"convert", "--json", original, m_folder.filePath("none.npz"), "--dry-run"});
        keep({"convert", "--json", original, m_folder.filePath("arrays.npz")});
        keep({"convert", "--json", original, m_folder.filePath("report.html"), "--stats"});
        keep({"set", "--json", original, "/@note=changed", "/@new=1", "-o", edited});
        keep({"unset", "--json", edited, "/@new"});
        keep({"set", "--json", edited, "no key"});
    }

    void everyOutputIsValid()
    {
        const QString script = QStringLiteral(STRATA_SOURCE_DIR "/tests/cli/validate_schema.py");
        for (qsizetype at = 0; at < m_kept.size(); at += 500) {
            QProcess validator;
            validator.setProcessChannelMode(QProcess::MergedChannels);
            validator.start(QStringLiteral("python3"),
                            QStringList{script, "--many"} + m_kept.mid(at, 500));
            if (!validator.waitForFinished(240'000))
                QSKIP("python3 cannot be run");
            if (validator.exitCode() == 77)
                QSKIP("python3-jsonschema is not installed");
            QVERIFY2(validator.exitCode() == 0, validator.readAll().left(4000).constData());
        }
    }

    void everyKeyIsThere()
    {
        for (const char* name : {"npy/two.npy", "sklearn/1.9/random_forest_model.pkl",
                                 "pickle/shared.p4.pkl", "safetensors/metadata.safetensors"}) {
            const QJsonObject report = run_strata({"info", "--json", fixture(name)}).json();
            QCOMPARE(report.keys(), report_keys);
            QCOMPARE(report[QLatin1String("schema")].toInt(), 1);
            if (report[QLatin1String("estimator")].isObject())
                QCOMPARE(report[QLatin1String("estimator")].toObject().keys(), estimator_keys);
        }
    }

    void stepsAreEstimatorsAgain()
    {
        const QJsonObject estimator =
            run_strata({"info", "--json", fixture("sklearn/1.9/pipeline.joblib")})
                .json()[QLatin1String("estimator")]
                .toObject();
        QVERIFY(!estimator.isEmpty());
        for (const QJsonValue& step : estimator[QLatin1String("steps")].toArray())
            QCOMPARE(step[QLatin1String("estimator")].toObject().keys(), estimator_keys);
    }

private:
    void keep(const QStringList& arguments)
    {
        const StrataRun run = run_strata(arguments);
        QVERIFY2(!run.crashed && run.status >= 0 && run.status <= 2,
                 qPrintable(arguments.join(u' ')));
        QVERIFY2(!run.out.isEmpty(), qPrintable(arguments.join(u' ')));
        QString verb = arguments.first();
        const QJsonObject json = run.json();
        if (json.contains(QLatin1String("error")))
            verb = QStringLiteral("error");
        else if (verb == QLatin1String("info") && json.contains(QLatin1String("files")))
            verb = QStringLiteral("infoSeveral");
        QFile file(m_folder.filePath(QString::number(m_kept.size())));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(run.out);
        m_kept.append(verb + u'=' + file.fileName());
    }

    QTemporaryDir m_folder;
    QStringList m_kept;
};

QTEST_APPLESS_MAIN(TestCliSchema)
#include "tst_cli_schema.moc"
