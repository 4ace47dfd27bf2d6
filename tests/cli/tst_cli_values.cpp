// SPDX-License-Identifier: GPL-3.0-or-later
// `values`: slices as Python cuts them, CSV, and .npy files that read back.
#include "strata_process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray values_of(const QString& path, const QString& tensor, const QString& slice = {})
{
    QStringList arguments = {"values", path, tensor, "--json"};
    if (!slice.isNull())
        arguments += {"--slice=" + slice};
    const StrataRun run = run_strata(arguments);
    if (run.status != 0)
        return "error " +
               run.json()[QLatin1String("error")][QLatin1String("code")].toString().toLatin1();
    const QJsonValue values = run.json()[QLatin1String("values")];
    const QByteArray text = QJsonDocument(QJsonArray{values}).toJson(QJsonDocument::Compact);
    return text.mid(1, text.size() - 2);
}

/// A 2 × 3 matrix of int32 in Fortran order, counting, of which `bytes` bytes are there.
QByteArray cut_matrix(qsizetype bytes)
{
    QByteArray header = "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }";
    header = header.leftJustified(118 - 1) + '\n';
    QByteArray file = QByteArray("\x93NUMPY\x01\x00\x76\x00", 10) + header;
    QByteArray values;
    for (char i = 1; i <= 6; ++i)
        values += QByteArray(1, i) + QByteArray(3, '\0');
    return file + values.first(bytes);
}

bool write_bytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestCliValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofACutArrayTheValuesThatAreThereArePrinted()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.npy"));
        QVERIFY(write_bytes(path, cut_matrix(3 * 4 + 1)));
        const StrataRun json = run_strata({"values", path, "--json"});
        QCOMPARE(json.status, 2);
        QCOMPARE(json.json()[QLatin1String("values")],
                 (QJsonArray{QJsonArray{1, 3, QJsonValue::Null},
                             QJsonArray{2, QJsonValue::Null, QJsonValue::Null}}));
        QVERIFY2(json.err.contains("The file ends early: 3 of the 6 values are missing. In data."),
                 json.err.constData());
        const StrataRun csv = run_strata({"values", path, "--csv", "--slice=::-1"});
        QCOMPARE(csv.status, 2);
        QCOMPARE(csv.out, QByteArray("2,,\n1,3,\n"));
        QVERIFY(csv.err.contains("3 of the 6 values"));
        QCOMPARE(run_strata({"values", path}).out,
                 QByteArray("1        3  missing\n2  missing  missing\n"));
        // What is all there is as of any file.
        const StrataRun whole = run_strata({"values", path, "--csv", "--slice=0,:2"});
        QCOMPARE(whole.status, 0);
        QCOMPARE(whole.out, QByteArray("1\n3\n"));
        QCOMPARE(whole.err, QByteArray());
        // A .npy file has no word for what is missing.
        const QString copy = folder.filePath(QStringLiteral("copy.npy"));
        QCOMPARE(run_strata({"values", path, "--npy", copy}).status, 2);
        QVERIFY(!QFile::exists(copy));
        QCOMPARE(run_strata({"values", path, "--npy", copy, "--slice=:,0"}).status, 0);
        QCOMPARE(values_of(copy, "data"), QByteArray("[1,2]"));
        QVERIFY(write_bytes(path, cut_matrix(0)));
        const StrataRun none = run_strata({"values", path, "--json"});
        QCOMPARE(none.status, 2);
        QVERIFY(none.json().contains(QLatin1String("error")));
    }

    // numpy.arange(24).reshape(2, 3, 4)[slice].tolist()
    void slices_data()
    {
        QTest::addColumn<QString>("slice");
        QTest::addColumn<QByteArray>("values");
        const auto row = [](const char* slice, const char* values) {
            QTest::newRow(slice) << QString::fromLatin1(slice) << QByteArray(values);
        };
        row("0,0", "[0,1,2,3]");
        row("0, 0, 0", "0");
        row("-1,-1,-1", "23");
        row("1,1:", "[[16,17,18,19],[20,21,22,23]]");
        row("1,:,3", "[15,19,23]");
        row(":,0,1", "[1,13]");
        row("0:10,2,:2", "[[8,9],[20,21]]");
        row("...,0", "[[0,4,8],[12,16,20]]");
        row("0,...,::2", "[[0,2],[4,6],[8,10]]");
        row("1,0,::-1", "[15,14,13,12]");
        row("::-1,0,0", "[12,0]");
        row("0,::-2,1:3", "[[9,10],[1,2]]");
        row("0,0,-3:-1", "[1,2]");
        row("0,0,10:", "[]");
        row("0,0,3:1", "[]");
        row("0,0,2::-1", "[2,1,0]");
        row("0,0,-1:-5:-2", "[3,1]");
        row("0,0,:-100:-1", "[3,2,1,0]");
        row("[1, 0, 1:3]", "[13,14]");
        row("1,0,", "[12,13,14,15]");
        row("0,0,0:4:3", "[0,3]");
        row("2", "error bad_argument");
        row("-3", "error bad_argument");
        row("0,0,0,0", "error bad_argument");
        row("a", "error bad_argument");
        row("1.5", "error bad_argument");
        row("::0", "error bad_argument");
        row("0,,1", "error bad_argument");
        row("...,...", "error bad_argument");
        row("0:1:1:1", "error bad_argument");
        row("99999999999999999999", "error bad_argument");
    }
    void slices()
    {
        QFETCH(QString, slice);
        QTEST(values_of(fixture("npy/cube.npy"), "data", slice), "values");
        QTEST(values_of(fixture("npy/fortran_cube.npy"), "data", slice), "values");
    }

    void aSliceMayStartWithAHyphen()
    {
        const StrataRun run =
            run_strata({"values", fixture("npy/cube.npy"), "--slice", "-1,0", "--csv"});
        QCOMPARE(run.out, QByteArray("12.0\n13.0\n14.0\n15.0\n"));
    }

    void theReportNamesTheSlice()
    {
        const QJsonObject report =
            run_strata({"values", "--json", fixture("npy/cube.npy"), "data", "--slice", "0:1"})
                .json();
        QCOMPARE(report.keys(),
                 (QStringList{"dtype", "path", "schema", "shape", "slice", "values"}));
        QCOMPARE(report[QLatin1String("slice")].toString(), QStringLiteral("0:1"));
        QCOMPARE(report[QLatin1String("shape")].toArray(), (QJsonArray{2, 3, 4}));
        QVERIFY(run_strata({"values", "--json", fixture("npy/cube.npy"), "data"})
                    .json()[QLatin1String("slice")]
                    .isNull());
    }

    void numbersThatJsonHasNot()
    {
        QCOMPARE(values_of(fixture("npy/all_infinite.npy"), "data"),
                 QByteArray("[\"Infinity\",\"-Infinity\",\"Infinity\"]"));
    }

    void otherTypes_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("dates") << "npy/dates.npy";
        QTest::newRow("durations") << "npy/durations.npy";
        QTest::newRow("text") << "npy/text.npy";
        QTest::newRow("text, big endian") << "npy/text_big_endian.npy";
        QTest::newRow("bytes") << "npy/bytes.npy";
        QTest::newRow("raw") << "npy/raw.npy";
        QTest::newRow("records") << "npy/records.npy";
        QTest::newRow("nested records") << "npy/nested_records.npy";
        QTest::newRow("objects") << "npy/objects.npy";
        QTest::newRow("complex") << "npy/dtype_complex64.npy";
        QTest::newRow("long double") << "npy/longdouble.npy";
    }
    void otherTypes()
    {
        QFETCH(QString, file);
        for (const char* form : {"--json", "--csv"}) {
            const StrataRun run =
                run_strata({"values", fixture(qPrintable(file)), QLatin1String(form)});
            QCOMPARE(run.status, 0);
            QVERIFY(run.err.isEmpty());
            QVERIFY(!run.out.isEmpty());
        }
        const QJsonValue values = run_strata({"values", fixture(qPrintable(file)), "--json"})
                                      .json()[QLatin1String("values")];
        QVERIFY(values.isArray() && !values.toArray().isEmpty());
    }

    void csvIsQuoted()
    {
        const StrataRun run =
            run_strata({"values", fixture("npy/cube.npy"), "--slice", "0,:2", "--csv"});
        QCOMPARE(run.out, QByteArray("0.0,1.0,2.0,3.0\n4.0,5.0,6.0,7.0\n"));
        QCOMPARE(run.status, 0);
    }

    void theGridIsAligned()
    {
        const StrataRun run = run_strata({"values", fixture("npy/cube.npy"), "--slice", "0"});
        QCOMPARE(run.out, QByteArray("0.0  1.0   2.0   3.0\n"
                                     "4.0  5.0   6.0   7.0\n"
                                     "8.0  9.0  10.0  11.0\n"));
    }

    void theOnlyArrayNeedsNoName()
    {
        QCOMPARE(run_strata({"values", fixture("npy/two.npy")}).status, 0);
        const StrataRun several =
            run_strata({"values", fixture("sklearn/1.9/linear_feature_names.joblib")});
        QCOMPARE(several.status, 2);
        QVERIFY(several.err.contains("estimator/coef_"));
    }

    void npyReadsBack_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("slice");
        for (const char* name :
             {"dtype_bool", "dtype_int8", "dtype_uint64", "dtype_float16", "dtype_complex128",
              "big_endian_f8", "cube", "fortran_cube", "scalar_int64", "text", "bytes", "dates",
              "durations", "records", "nested_records", "unicode_fields", "aligned_records", "raw",
              "empty_matrix"})
            QTest::newRow(name) << QStringLiteral("npy/%1.npy").arg(QLatin1String(name)) << ":";
        QTest::newRow("falling") << QStringLiteral("npy/cube.npy") << "::-1,1,::-2";
        QTest::newRow("one") << QStringLiteral("npy/cube.npy") << "1,2,3";
    }
    void npyReadsBack()
    {
        QFETCH(QString, file);
        QFETCH(QString, slice);
        const QString path = fixture(qPrintable(file));
        if (file.contains(QLatin1String("scalar")))
            slice = QStringLiteral("...");
        QTemporaryDir folder;
        const QString out = folder.filePath(QStringLiteral("out.npy"));
        const StrataRun run = run_strata({"values", path, "--slice=" + slice, "--npy", out});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(run.out.isEmpty());
        const QByteArray expected = values_of(path, "data", slice);
        QVERIFY(!expected.startsWith("error"));
        QCOMPARE(values_of(out, "data"), expected);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"out.npy"});
    }

    void smallFloatsBecomeFloat32()
    {
        QTemporaryDir folder;
        const QString out = folder.filePath(QStringLiteral("out.npy"));
        const QString path = fixture("safetensors/small_floats.safetensors");
        const QJsonArray tensors =
            run_strata({"info", "--json", path}).json()[QLatin1String("tensors")].toArray();
        QVERIFY(!tensors.isEmpty());
        for (const QJsonValue& tensor : tensors) {
            const QString name = tensor[QLatin1String("path")].toString();
            QCOMPARE(run_strata({"values", path, name, "--npy", out}).status, 0);
            QCOMPARE(values_of(out, "data"), values_of(path, name));
        }
    }

    void npyIsWrittenWholeOrNotAtAll()
    {
        QTemporaryDir folder;
        const QString out = folder.filePath(QStringLiteral("out.npy"));
        QFile old(out);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        QVERIFY(old.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        const auto permissions = QFileInfo(out).permissions();
        QCOMPARE(run_strata({"values", fixture("npy/objects.npy"), "--npy", out}).status, 2);
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), QByteArray("old"));
        QCOMPARE(run_strata({"values", fixture("npy/two.npy"), "--npy", out}).status, 0);
        QCOMPARE(QFileInfo(out).permissions(), permissions);
        QCOMPARE(values_of(out, "data"), QByteArray("[1,2]"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void npyFollowsALink()
    {
        QTemporaryDir folder;
        const QString out = folder.filePath(QStringLiteral("real.npy"));
        const QString link = folder.filePath(QStringLiteral("link.npy"));
        QVERIFY(QFile::copy(fixture("npy/one.npy"), out));
        QVERIFY(QFile::link(QStringLiteral("real.npy"), link));
        QCOMPARE(run_strata({"values", fixture("npy/two.npy"), "--npy", link}).status, 0);
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(values_of(out, "data"), QByteArray("[1,2]"));
    }

    void npyNeverOverItsOwnSource()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.npy"));
        QVERIFY(QFile::copy(fixture("npy/two.npy"), path));
        QCOMPARE(run_strata({"values", path, "--slice", "0", "--npy", path}).status, 2);
        QCOMPARE(values_of(path, "data"), QByteArray("[1,2]"));
    }

    void npyIntoNoFolder()
    {
        const StrataRun run =
            run_strata({"values", fixture("npy/two.npy"), "--npy", "/no such/folder/a.npy"});
        QCOMPARE(run.status, 2);
        QCOMPARE(run_strata({"values", fixture("npy/two.npy"), "--npy", "/dev/null"}).status, 2);
        QCOMPARE(run_strata({"values", fixture("npy/two.npy"), "--npy", fixture("npy")}).status, 2);
    }
};

QTEST_APPLESS_MAIN(TestCliValues)
#include "tst_cli_values.moc"
