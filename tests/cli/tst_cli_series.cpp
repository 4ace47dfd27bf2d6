// SPDX-License-Identifier: GPL-3.0-or-later
// `series`: several checkpoints as a timeline, in text, JSON and CSV.
#include "strata_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace {

const QString folder = fixture("series");

QStringList names_of(const QJsonObject& report)
{
    QStringList names;
    for (const QJsonValue& checkpoint : report[QLatin1String("checkpoints")].toArray())
        names.append(checkpoint[QLatin1String("name")].toString());
    return names;
}

QByteArray bytes_of(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write_bytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QStringList epochs(int first, int last)
{
    QStringList names;
    for (int epoch = first; epoch <= last; ++epoch)
        names.append(QStringLiteral("epoch_%1.h5").arg(epoch));
    return names;
}

/// Equal but for how sums round; null is null.
bool close(const QJsonValue& one, const QJsonValue& other)
{
    if (!one.isDouble() || !other.isDouble())
        return one.isNull() && other.isNull();
    const double a = one.toDouble();
    const double b = other.toDouble();
    return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

} // namespace

class TestCliSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Of a folder what is no model is passed over; the order is that of the steps.
    void a_folder_is_a_timeline()
    {
        const StrataRun run = run_strata({"series", folder, "--json"});
        QVERIFY2(run.status == 0 && run.err.isEmpty(), run.err.constData());
        const QJsonObject report = run.json();
        QCOMPARE(report[QLatin1String("order")].toString(), QStringLiteral("step"));
        QCOMPARE(names_of(report), epochs(1, 10));
        const QJsonArray checkpoints = report[QLatin1String("checkpoints")].toArray();
        QCOMPARE(checkpoints[4][QLatin1String("step")].toInt(), 20);
        QCOMPARE(checkpoints[3][QLatin1String("learning_rate")].toDouble(), 0.5);
        QCOMPARE(checkpoints[4][QLatin1String("learning_rate")].toDouble(), 0.25);
        const QJsonArray layers = report[QLatin1String("layers")].toArray();
        QCOMPARE(layers.size(), 2);
        QCOMPARE(layers[0][QLatin1String("path")].toString(), QStringLiteral("layers/hidden"));
        QCOMPARE(layers[0][QLatin1String("points")].toArray().size(), 10);
    }

    /// Ten epochs by Keras, against what numpy computed of them.
    void figures_are_those_of_numpy()
    {
        QFile file(fixture("series/expected.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray expected = QJsonDocument::fromJson(file.readAll()).array();
        QCOMPARE(expected.size(), 10);
        const QJsonObject report = run_strata({"series", "--json", folder}).json();
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const QJsonValue checkpoint = report[QLatin1String("checkpoints")][i];
            QCOMPARE(checkpoint[QLatin1String("name")], expected[i][QLatin1String("file")]);
            QCOMPARE(checkpoint[QLatin1String("step")], expected[i][QLatin1String("step")]);
            QCOMPARE(checkpoint[QLatin1String("learning_rate")],
                     expected[i][QLatin1String("learning_rate")]);
        }
        for (const QJsonValue& layer : report[QLatin1String("layers")].toArray()) {
            const QString path = layer[QLatin1String("path")].toString();
            QVERIFY(layer[QLatin1String("first_nan")].isNull());
            for (qsizetype i = 0; i < expected.size(); ++i) {
                const QJsonValue point = layer[QLatin1String("points")][i];
                const QJsonValue numbers = expected[i][QLatin1String("layers")][path];
                QVERIFY2(numbers.isObject(), qPrintable(path));
                QVERIFY(close(point[QLatin1String("norm")], numbers[QLatin1String("norm")]));
                QVERIFY(close(point[QLatin1String("zeros")], numbers[QLatin1String("zeros")]));
                QVERIFY(
                    close(point[QLatin1String("relative_step")], numbers[QLatin1String("step")]));
            }
        }
    }

    /// In which order they are named does not count.
    void files_are_put_in_order()
    {
        QStringList arguments = {QStringLiteral("series"), QStringLiteral("--json")};
        for (const int epoch : {10, 2, 1, 9})
            arguments.append(folder + QStringLiteral("/epoch_%1.h5").arg(epoch));
        QCOMPARE(names_of(run_strata(arguments).json()), epochs(1, 2) + epochs(9, 10));
    }

    /// Without a step that all files tell the names decide, with numbers by their value.
    void names_decide_where_a_step_is_missing()
    {
        QTemporaryDir here;
        for (const int epoch : {1, 2, 10})
            QVERIFY(QFile::copy(fixture("npz/stored.npz"),
                                here.filePath(QStringLiteral("epoch_%1.npz").arg(epoch))));
        const QJsonObject report = run_strata({"series", "--json", here.path()}).json();
        QCOMPARE(report[QLatin1String("order")].toString(), QStringLiteral("name"));
        QCOMPARE(names_of(report), (QStringList{"epoch_1.npz", "epoch_2.npz", "epoch_10.npz"}));
    }

    void text_and_csv_say_the_same()
    {
        const StrataRun text = run_strata({"series", folder});
        QCOMPARE(text.status, 0);
        for (const char* word : {"epoch_10.h5", "layers/score", "L2 norm", "Relative step",
                                 "In the order of the optimizer's steps."})
            QVERIFY2(text.out.contains(word), word);
        QVERIFY(text.out.indexOf("epoch_2.h5") < text.out.indexOf("epoch_10.h5"));

        const StrataRun csv = run_strata({"series", "--csv", folder});
        QCOMPARE(csv.status, 0);
        const QByteArrayList lines = csv.out.chopped(1).split('\n');
        QCOMPARE(lines.size(), 1 + 2 * 10);
        QCOMPARE(lines[0],
                 "layer,checkpoint,step,learning_rate,norm,relative_step,zeros,values,nan,"
                 "infinite,remark");
        QVERIFY(lines[1].startsWith("layers/hidden,epoch_1.h5,4,0.5,2.4196383233910"));
        const QJsonArray layers =
            run_strata({"series", "--json", folder}).json()[QLatin1String("layers")].toArray();
        const QByteArrayList fields = lines[12].split(',');
        const QJsonValue point = layers[1][QLatin1String("points")][1];
        QCOMPARE(fields[5].toDouble(), point[QLatin1String("relative_step")].toDouble());
    }

    /// A layer of another name is followed, a new one is told, and so is one that is gone.
    void layers_that_appear_and_leave_are_told()
    {
        QTemporaryDir here;
        const QString other = here.filePath(QStringLiteral("z.npz"));
        QVERIFY(QFile::copy(fixture("npz/stored.npz"), here.filePath(QStringLiteral("a.npz"))));
        QCOMPARE(
            run_strata({"convert", fixture("npz/stored.npz"), other, "--tensor", "cube", "--yes"})
                .status,
            0);
        const StrataRun run = run_strata({"series", "--csv", here.path()});
        QVERIFY2(run.out.contains("dtype_int64,z.npz,,,,,,,,,is gone\n"), run.out.constData());
        QVERIFY(run.out.contains("\ncube,z.npz,,,"));
        QCOMPARE(run_strata({"series", here.path()}).out.contains("is gone"), true);
    }

    /// The first checkpoint with NaN is named, in all three forms.
    void the_first_nan_is_told()
    {
        QTemporaryDir here;
        const QByteArray whole = bytes_of(fixture("npy/normal_float32.npy"));
        QVERIFY(write_bytes(here.filePath(QStringLiteral("e1.npy")), whole));
        QByteArray broken = whole;
        broken.replace(broken.size() - 4, 4, QByteArray("\x00\x00\xc0\x7f", 4));
        for (const char* later : {"e2.npy", "e10.npy"})
            QVERIFY(write_bytes(here.filePath(QString::fromLatin1(later)), broken));
        const QJsonArray layers =
            run_strata({"series", "--json", here.path()}).json()[QLatin1String("layers")].toArray();
        QCOMPARE(layers.size(), 1);
        QCOMPARE(layers[0][QLatin1String("first_nan")].toString(), QStringLiteral("e2.npy"));
        QCOMPARE(layers[0][QLatin1String("points")][2][QLatin1String("nan")].toInt(), 1);
        const QByteArray text = run_strata({"series", here.path()}).out;
        QCOMPARE(text.count("first NaN"), 1);
        QVERIFY(text.indexOf("first NaN") < text.lastIndexOf("e10.npy"));
    }

    /// Files of one name in several folders are told apart by their paths.
    void files_of_one_name_are_told_by_their_paths()
    {
        QTemporaryDir here;
        for (const char* epoch : {"2", "10"}) {
            const QString inside = here.filePath(QString::fromLatin1(epoch));
            QVERIFY(QDir().mkpath(inside));
            QVERIFY(QFile::copy(fixture("npz/stored.npz"), inside + QStringLiteral("/model.npz")));
        }
        const QByteArray csv = run_strata({"series", "--csv", here.path()}).out;
        const qsizetype second = csv.indexOf("/2/model.npz");
        QVERIFY(second > 0 && second < csv.indexOf("/10/model.npz"));
    }

    /// One file that cannot be read is told and hides no other.
    void a_file_that_cannot_be_read_is_told()
    {
        const QStringList files = {folder + "/epoch_1.h5", fixture("unsupported/random.bin"),
                                   folder + "/epoch_2.h5"};
        const StrataRun run = run_strata(QStringList{"series", "--json"} + files);
        QCOMPARE(run.status, 2);
        QVERIFY(run.err.contains("random.bin"));
        const QJsonObject report = run.json();
        QCOMPARE(names_of(report), epochs(1, 2));
        QCOMPARE(report[QLatin1String("errors")].toArray().size(), 1);
        QCOMPARE(run_strata({"series", fixture("series/none.h5")}).status, 2);
    }

    /// What is damaged is told with its place, whatever can still be read of it, and so is what is
    /// named like a checkpoint and holds nothing.
    void damaged_files_are_told_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("kept"); ///< bytes
        QTest::addColumn<QString>("message");
        QTest::newRow("cut values")
            << "epoch_1.safetensors" << 600 << "The file ends early. In first.kernel.";
        QTest::newRow("cut header") << "epoch_1.safetensors" << 60 << "The file ends early";
        QTest::newRow("nothing") << "epoch_1.safetensors" << 0 << "The file is empty";
        QTest::newRow("no directory") << "epoch_1.npz" << 1000 << "zip-no-directory";
        QTest::newRow("no storages") << "epoch_1.pt" << 900 << "In first/weight.";
    }
    void damaged_files_are_told()
    {
        QFETCH(QString, name);
        QFETCH(int, kept);
        QFETCH(QString, message);
        QTemporaryDir here;
        const QByteArray whole = bytes_of(fixture("compare/") + name);
        for (const char* state : {"1_", "2_", "3_"})
            QVERIFY(write_bytes(here.filePath(QString::fromLatin1(state) + name),
                                *state == '2' ? whole.first(kept) : whole));
        for (const QStringList& form : {QStringList{}, {"--json"}, {"--csv"}}) {
            const StrataRun run = run_strata(QStringList{"series", here.path()} + form);
            QCOMPARE(run.status, 2);
            QVERIFY2(run.err.contains(("2_" + name).toUtf8()) && run.err.contains(message.toUtf8()),
                     run.err.constData());
            QVERIFY(run.out.contains(("3_" + name).toUtf8()));
            if (form == QStringList{"--json"})
                QCOMPARE(run.json()[QLatin1String("errors")].toArray().size(), 1);
        }
    }

    /// Vocabularies and packed logs are named like some models, but not like those beside them.
    void what_lies_beside_checkpoints_is_passed_over()
    {
        QTemporaryDir here;
        for (const char* name : {"epoch_1.safetensors", "epoch_2.safetensors"})
            QVERIFY(QFile::copy(fixture("compare/epoch_1.safetensors"),
                                here.filePath(QString::fromLatin1(name))));
        QVERIFY(write_bytes(here.filePath(QStringLiteral("tokenizer.model")), "\n\x0e\n\x05<unk>"));
        QVERIFY(write_bytes(here.filePath(QStringLiteral("train.log.gz")), "no stream"));
        const StrataRun run = run_strata({"series", here.path()});
        QVERIFY2(run.status == 0 && run.err.isEmpty(), run.err.constData());
    }

    void a_folder_without_models_is_no_series()
    {
        QTemporaryDir empty;
        const StrataRun nothing = run_strata({"series", empty.path()});
        QVERIFY(nothing.status == 2 && !nothing.err.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestCliSeries)
#include "tst_cli_series.moc"
