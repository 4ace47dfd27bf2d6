// SPDX-License-Identifier: GPL-3.0-or-later
// `requirements`: lines that pip takes, whatever the file says. The approved ones lie in
// tests/cli/approved/requirements; STRATA_UPDATE_GOLDEN=1 renews them.
#include "strata_process.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray text_in(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestCliRequirements : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAreAsApproved_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("forest") << fixture("sklearn/1.9/forest_wine.joblib");
        QTest::newRow("old_forest") << fixture("sklearn/1.1/forest_wine.joblib");
        QTest::newRow("own_class") << fixture("sklearn/1.9/own_class.pkl");
        QTest::newRow("array") << fixture("npy/two.npy");
        QTest::newRow("checkpoint") << fixture("torch/checkpoint_adam.pt");
        QTest::newRow("keras") << fixture("keras/tf-2.15/optimizer_adamw.h5");
    }

    void linesAreAsApproved()
    {
        QFETCH(QString, path);
        const StrataRun run = run_strata({"requirements", path});
        QCOMPARE(run.status, 0);
        const QString approved =
            QStringLiteral(STRATA_SOURCE_DIR "/tests/cli/approved/requirements/%1.txt")
                .arg(QLatin1String(QTest::currentDataTag()));
        if (qEnvironmentVariableIsSet("STRATA_UPDATE_GOLDEN")) {
            QFile file(approved);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(run.out);
        }
        QCOMPARE(QString::fromUtf8(run.out), QString::fromUtf8(text_in(approved)));
        static const QRegularExpression line(
            R"(^(#.*|[a-z-]+((==|>=|<)[0-9][0-9a-zA-Z.+!-]*(,<[0-9.]+)?)?  #.*)$)");
        for (const QString& each : QString::fromUtf8(run.out).trimmed().split(u'\n'))
            QVERIFY2(line.match(each).hasMatch(), qPrintable(each));
    }

    void json()
    {
        const QJsonObject report =
            run_strata({"requirements", "--json", fixture("sklearn/1.9/forest_wine.joblib")})
                .json();
        const QJsonObject first = report[QLatin1String("packages")][0].toObject();
        QCOMPARE(first[QLatin1String("name")].toString(), QStringLiteral("scikit-learn"));
        QCOMPARE(first[QLatin1String("specifier")].toString(), QStringLiteral("==1.9.1"));
        QVERIFY(report[QLatin1String("python")].isObject());
    }

    /// A version is a text of the file: what pip would take for an option is none.
    void versionsOfTheFileAreNoOptions()
    {
        QByteArray bytes = text_in(fixture("sklearn/1.9/linear_regression.p4.pkl"));
        const qsizetype at = bytes.indexOf("1.9.1");
        QVERIFY(at > 0);
        for (const char* version : {"1\n--i", "-r /x", "1 ; #", "\n-r x"}) {
            const QTemporaryDir folder;
            QFile file(folder.filePath("model.pkl"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(bytes).replace(at, 5, QByteArray(version).leftJustified(5)));
            file.close();
            const StrataRun run = run_strata({"requirements", file.fileName()});
            QCOMPARE(run.status, 0);
            QVERIFY2(!run.out.contains("scikit-learn="), run.out);
            for (const QByteArray& line : run.out.split('\n'))
                QVERIFY2(!line.startsWith('-'), run.out);
        }
    }

    void whatCannotBeRead()
    {
        QCOMPARE(run_strata({"requirements", "/no/such/file"}).status, 2);
        QCOMPARE(run_strata({"requirements", "--json", "/no/such/file"}).status, 2);
    }
};

QTEST_APPLESS_MAIN(TestCliRequirements)
#include "tst_cli_requirements.moc"
