// SPDX-License-Identifier: GPL-3.0-or-later
// `stats`: which arrays, what it says of them, and what it does with those that cannot be read.
#include "strata_process.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString linear = fixture("sklearn/1.9/linear_feature_names.joblib");
const QString forest = fixture("sklearn/1.9/random_forest_model.pkl");

bool write_bytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// The head of a safetensors file with the arrays a and b of two float32.
QByteArray two_arrays()
{
    const QByteArray header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                              "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}";
    return QByteArray(1, char(header.size())) + QByteArray(7, '\0') + header;
}

} // namespace

class TestCliStats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statsChoosesTensors()
    {
        const StrataRun usual = run_strata({"stats", "--json", forest});
        const StrataRun all = run_strata({"stats", "--all", "--json", forest});
        QVERIFY(usual.json()[QLatin1String("tensors")].toArray().size() <
                all.json()[QLatin1String("tensors")].toArray().size());
        const StrataRun one = run_strata({"stats", linear, "coef_", "--bins", "7", "--json"});
        const QJsonArray tensors = one.json()[QLatin1String("tensors")].toArray();
        QCOMPARE(tensors.size(), 1);
        QCOMPARE(tensors[0][QLatin1String("histogram")][QLatin1String("counts")].toArray().size(),
                 7);
        const StrataRun text = run_strata({"stats", linear, "estimator/coef_"});
        QVERIFY(text.out.contains("Std deviation"));
        QVERIFY(text.out.contains("█"));
        QCOMPARE(run_strata({"stats", linear, "nothing"}).status, 2);
        // One wrong name hides nothing else.
        const StrataRun both = run_strata({"stats", linear, "nothing", "coef_"});
        QCOMPARE(both.status, 2);
        QVERIFY(both.out.contains("Std deviation"));
        QVERIFY2(both.err.contains("nothing"), both.err.constData());
    }

    void statsOfAFileThatEndsEarly()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.safetensors"));
        QVERIFY(write_bytes(path, two_arrays() + QByteArray(8, '\0')));
        const StrataRun run = run_strata({"stats", "--all", "--json", path});
        QCOMPARE(run.status, 2);
        QVERIFY2(run.err.contains("In b."), run.err.constData());
        const QJsonArray tensors = run.json()[QLatin1String("tensors")].toArray();
        QCOMPARE(tensors.size(), 2);
        QCOMPARE(tensors[0][QLatin1String("zeros")].toInt(), 2);
        QVERIFY(tensors[1][QLatin1String("min")].isNull());
        QCOMPARE(run_strata({"stats", path, "b"}).status, 2);
        QCOMPARE(run_strata({"stats", path, "a"}).status, 0);
        QCOMPARE(run_strata({"info", path}).status, 0);
        QCOMPARE(run_strata({"scan", path}).status, 1);
    }

    void statsOfACutArrayAreOfWhatIsThere()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.safetensors"));
        QVERIFY(write_bytes(path, two_arrays() + QByteArray(14, '\0')));
        const StrataRun text = run_strata({"stats", path, "b"});
        QCOMPARE(text.status, 2);
        QVERIFY2(text.out.contains("of the first 1 of 2 values"), text.out.constData());
        QVERIFY2(text.err.contains("ends early"), text.err.constData());
        const StrataRun json = run_strata({"stats", "--json", path, "b"});
        QCOMPARE(json.status, 2);
        const QJsonValue b = json.json()[QLatin1String("tensors")][0];
        QCOMPARE(b[QLatin1String("count")].toInt(), 1);
        QCOMPARE(b[QLatin1String("zeros")].toInt(), 1);
    }

    void statsOfChunksAreOfThoseThatAreThere()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.h5"));
        QFile whole(fixture("hdf5/layouts.h5"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QVERIFY(write_bytes(path, whole.read(50'000)));
        const StrataRun text = run_strata({"stats", path, "growing"});
        QCOMPARE(text.status, 2);
        QVERIFY2(text.out.contains("of 608 of 1,200 values"), text.out.constData());
        const QByteArray info = run_strata({"info", path}).out;
        QVERIFY2(info.contains("1 tensor is cut (/growing)"), info.constData());
    }

    void whatStandsOutIsSaid_data()
    {
        QTest::addColumn<QByteArray>("remark");
        QTest::newRow("npy/nan_and_infinities.npy") << QByteArray("2 NaN, 1 +Inf, 1 -Inf\n");
        QTest::newRow("npy/zeros.npy") << QByteArray("all zero\n");
        QTest::newRow("npy/constant.npy") << QByteArray("constant\n");
        QTest::newRow("npy/cube.npy") << QByteArray();
    }
    void whatStandsOutIsSaid()
    {
        QFETCH(QByteArray, remark);
        const StrataRun run = run_strata({"stats", fixture(QTest::currentDataTag())});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.out.contains("Noteworthy"), !remark.isEmpty());
        QVERIFY2(run.out.contains("Noteworthy  " + remark) || remark.isEmpty(),
                 run.out.constData());
    }

    void whatIsMeasuredIsSaid()
    {
        const auto out = [](const char* name) {
            return run_strata({"stats", fixture(name)}).out;
        };
        QVERIFY(out("npy/dtype_complex64.npy").contains("of the magnitudes."));
        QVERIFY(out("npy/nan_complex.npy").contains("of the magnitudes of the finite values."));
        QVERIFY(out("npy/nan_float64.npy").contains("figures are of the finite values."));
        QVERIFY(!out("npy/dtype_float64.npy").contains("figures are of"));
    }

    void unwrittenValues()
    {
        const QString huge = fixture("hdf5/hostile/huge_claims.h5");
        QCOMPARE(run_strata({"scan", huge}).status, 0);
        const StrataRun stats = run_strata({"stats", huge, "gzip", "growing"});
        QCOMPARE(stats.status, 2);
        QVERIFY2(stats.err.contains("never written"), stats.err.constData());
        QVERIFY(stats.out.contains("/growing"));
        const StrataRun slice = run_strata({"values", huge, "gzip", "--slice", "9:11,5:8"});
        QCOMPARE(slice.out, QByteArray("0  0  0\n0  0  0\n"));
    }

    /// A further name of a dataset names it too.
    void hardLinks()
    {
        for (const char* verb : {"stats", "values"}) {
            const StrataRun run = run_strata({verb, fixture("hdf5/links.h5"), "/group/data"});
            QVERIFY2(run.status == 0, run.err.constData());
        }
    }

    void tableSaysItToo()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("two.safetensors"));
        const QByteArray values = QByteArray(8, '\0') + QByteArray("\0\0\x80\x3f\0\0\x80\x3f", 8);
        QVERIFY(write_bytes(path, two_arrays() + values));
        const QByteArrayList lines = run_strata({"stats", path}).out.split('\n');
        QVERIFY2(lines.value(1).endsWith("all zero"), lines.join('\n').constData());
        QVERIFY2(lines.value(2).endsWith("constant"), lines.join('\n').constData());
    }
};

QTEST_GUILESS_MAIN(TestCliStats)
#include "tst_cli_stats.moc"
