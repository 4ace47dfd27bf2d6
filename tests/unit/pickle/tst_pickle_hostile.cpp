// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/pickle/pickle_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

namespace {

int trust_rank(const QString& name)
{
    return static_cast<int>(QStringList{"trusted", "review", "dangerous"}.indexOf(name));
}

QStringList texts(const QJsonValue& value)
{
    if (value.isString())
        return {value.toString()};
    QStringList all;
    for (const QJsonValue& item : value.toArray())
        all += item.toString();
    return all;
}

} // namespace

/// Every hostile pickle gets the verdict that tests/data/hostile/manifest.json states.
class TestPickleHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QJsonObject>("expected");
        const auto manifest =
            QJsonDocument::fromJson(file_bytes(data_path("hostile/manifest.json"))).object();
        QVERIFY(!manifest.isEmpty());
        for (auto row = manifest.begin(); row != manifest.end(); ++row) {
            const QString file = row.key();
            if (!file.endsWith(".pkl") && !file.endsWith(".joblib") && !file.endsWith(".bin") &&
                !file.endsWith(".png") && !file.endsWith(".txt") && !file.endsWith(".pt"))
                continue;
            // Not a pickle, or one inside a container that the formats take off.
            if (file == "wrong_extension_zip.pkl" || file == "joblib_zf.pkl" ||
                file == "starts_like_zlib.pkl" ||
                // A sound pickle whose array is not: noticed by who reads the array.
                file == "exhaust_huge_array.pkl")
                continue;
            QTest::newRow(qPrintable(file)) << file << row->toObject();
        }
    }

    void verdicts()
    {
        QFETCH(QString, file);
        QFETCH(QJsonObject, expected);
        QElapsedTimer timer;
        timer.start();
        const auto document = read_unpacked(file_bytes(data_path("hostile/" + file)));
        QVERIFY2(timer.elapsed() < 5000, "took too long");
        if (!document) {
            QVERIFY2(texts(expected["error"]).contains(error_code_name(document.error().code)),
                     error_code_name(document.error().code));
            return;
        }
        const QByteArray words = findings_text(*document);
        QVERIFY(document->verdict.trust.has_value());
        const QString trust = trust_name(*document->verdict.trust);
        if (expected.contains("trust"))
            QVERIFY2(trust == expected["trust"].toString(), words);
        if (expected.contains("trust_at_least"))
            QVERIFY2(trust_rank(trust) >= trust_rank(expected["trust_at_least"].toString()), words);
        const QString integrity = integrity_name(document->verdict.integrity);
        QVERIFY2(texts(expected["integrity"]).contains(integrity), words);
    }
};

QTEST_GUILESS_MAIN(TestPickleHostile)
#include "tst_pickle_hostile.moc"
