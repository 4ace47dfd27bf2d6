// SPDX-License-Identifier: GPL-3.0-or-later
// `scan`: exit status by the worst of all files, folders, and what is only counted.
#include "strata_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

namespace {

const QString trusted = fixture("sklearn/1.9/linear_feature_names.joblib");
const QString dangerous = fixture("hostile/call_eval.pkl");
const QString review = fixture("sklearn/1.9/own_class.pkl");
const QString plain = fixture("npy/two.npy");
const QString unread = fixture("unsupported/oldest.pt");
const QString unknown = fixture("unsupported/random.bin");

} // namespace

class TestCliScan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exitStatus_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<int>("status");
        QTest::newRow("trusted") << QStringList{trusted} << 0;
        QTest::newRow("holds no code") << QStringList{plain} << 0;
        QTest::newRow("review") << QStringList{review} << 1;
        QTest::newRow("dangerous") << QStringList{dangerous} << 1;
        QTest::newRow("incomplete") << QStringList{fixture("hostile/npz_cut.npz")} << 1;
        QTest::newRow("one of several") << QStringList{trusted, dangerous, plain} << 1;
        QTest::newRow("known, not read") << QStringList{unread} << 2;
        QTest::newRow("unknown, by name") << QStringList{unknown} << 2;
        QTest::newRow("missing") << QStringList{"/no such/file"} << 2;
        QTest::newRow("2 outranks 1") << QStringList{dangerous, unread, trusted} << 2;
    }
    void exitStatus()
    {
        QFETCH(QStringList, paths);
        QFETCH(int, status);
        const StrataRun text = run_strata(QStringList{"scan"} + paths);
        QCOMPARE(text.status, status);
        const StrataRun json = run_strata(QStringList{"scan", "--json"} + paths);
        QCOMPARE(json.status, status);
        QVERIFY(json.err.isEmpty());
        QCOMPARE(json.json()[QLatin1String("files")].toArray().size(), paths.size());
    }

    void everyHostileFixtureIsFound()
    {
        QFile manifest(fixture("hostile/manifest.json"));
        QVERIFY(manifest.open(QIODevice::ReadOnly));
        const QJsonObject cases = QJsonDocument::fromJson(manifest.readAll()).object();
        QVERIFY(!cases.isEmpty());
        for (auto entry = cases.begin(); entry != cases.end(); ++entry) {
            if (!entry.value()[QLatin1String("fires")].toBool())
                continue;
            const StrataRun run = run_strata({"scan", fixture("hostile/") + entry.key()});
            QVERIFY2(!run.crashed && run.status >= 1, qPrintable(entry.key()));
        }
    }

    /// scikit-learn follows the nodes of a tree unchecked.
    void nodesThatPointNowhere()
    {
        for (const char* name :
             {"tree_child", "tree_negative_child", "tree_feature", "tree_loop"}) {
            const QString path =
                fixture("hostile/") + QLatin1String(name) + QStringLiteral(".joblib");
            const StrataRun scan = run_strata({"scan", path});
            QCOMPARE(scan.status, 1);
            QVERIFY2(scan.out.contains("Incomplete"), scan.out);
            QVERIFY2(scan.out.contains("A decision tree whose"), scan.out);
            QVERIFY(run_strata({"info", path}).out.contains("A decision tree whose"));
        }
    }

    /// The names that a team lists as its own need no review, and the report says which they were.
    void allowedNames()
    {
        QTemporaryDir folder;
        const auto list = [&](const QByteArray& text) {
            QFile file(folder.filePath(QString::number(qHash(text))));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size()
                       ? file.fileName()
                       : QString();
        };
        QCOMPARE(run_strata({"scan", review}).status, 1);
        const QString all = list("# our own\nshop.models.Basket\n");
        const StrataRun text = run_strata({"scan", "--allow", all, review});
        QVERIFY2(text.status == 0, text.out);
        QVERIFY2(text.out.contains("which your own list allows"), text.out);
        QVERIFY(run_strata({"scan", "--sarif", "--allow", all, review})
                    .out.contains("pickle-team-name"));
        QVERIFY(run_strata({"scan", "--json", "--allow", all, review})
                    .out.contains("pickle-team-name"));
        QVERIFY(run_strata({"info", "--allow", all, review}).out.contains("Trusted"));
        QCOMPARE(run_strata({"scan", "--allow", list("nobody.Nothing\n"), review}).status, 1);
        QCOMPARE(run_strata({"scan", "--allow", all, dangerous}).status, 1);
        const StrataRun eval = run_strata({"scan", "--allow", list("builtins.eval\n"), dangerous});
        QCOMPARE(eval.status, 2);
        QVERIFY2(eval.err.contains("known to be dangerous"), eval.err);
        QCOMPARE(run_strata({"scan", "--allow", "/no/such/list", review}).status, 2);
    }

    void findingsSayWhatAndWhere()
    {
        const StrataRun run = run_strata({"scan", dangerous});
        QVERIFY(run.out.contains("Dangerous"));
        QVERIFY(run.out.contains("builtins.eval"));
        QVERIFY(run.out.contains("Would run: builtins.eval('"));
        QVERIFY(run.out.contains("byte "));
        const QJsonObject file =
            run_strata({"scan", "--json", dangerous}).json()[QLatin1String("files")][0].toObject();
        QCOMPARE(file.keys(), (QStringList{"findings", "format", "path", "verdict"}));
        QCOMPARE(file[QLatin1String("verdict")][QLatin1String("trust")].toString(),
                 QStringLiteral("dangerous"));
        const QJsonArray findings = file[QLatin1String("findings")].toArray();
        QVERIFY(!findings.isEmpty());
        for (const QJsonValue& finding : findings) {
            QCOMPARE(finding.toObject().keys(),
                     (QStringList{"call", "category", "message", "offset", "path", "remedy", "rule",
                                  "severity", "tensors"}));
            const QString category = finding[QLatin1String("category")].toString();
            QVERIFY(category == QLatin1String("security") ||
                    category == QLatin1String("integrity"));
        }
    }

    /// One finding stands for all of them, and a program can tell which they are.
    void tensorsThatAreNotWholeAreNamed()
    {
        const QString file = fixture("torch/bad/cut.pt");
        const QJsonArray findings = run_strata({"scan", "--json", file})
                                        .json()[QLatin1String("files")][0]
                                        .toObject()[QLatin1String("findings")]
                                        .toArray();
        QCOMPARE(findings.size(), 1);
        QJsonArray missing;
        for (const QJsonValue& tensor :
             run_strata({"info", "--json", file}).json()[QLatin1String("tensors")].toArray()) {
            if (tensor[QLatin1String("presence")] == QLatin1String("missing"))
                missing.append(tensor[QLatin1String("path")]);
            else
                QCOMPARE(tensor[QLatin1String("presence")].toString(), QStringLiteral("whole"));
        }
        QCOMPARE(missing.size(), 3);
        QCOMPARE(findings[0][QLatin1String("tensors")].toArray(), missing);
        const StrataRun sarif = run_strata({"scan", "--sarif", file});
        QVERIFY(sarif.out.contains("\"fullyQualifiedName\": \"head/1/bias\""));
        QVERIFY(run_strata({"scan", file}).out.contains("3 tensors are missing"));
    }

    void sarif()
    {
        const StrataRun run = run_strata({"scan", "--sarif", dangerous, unread, trusted});
        QCOMPARE(run.status, 2);
        const QJsonObject report = run.json();
        QCOMPARE(report[QLatin1String("version")].toString(), QStringLiteral("2.1.0"));
        const QJsonObject first = report[QLatin1String("runs")][0].toObject();
        const QJsonObject driver = first[QLatin1String("tool")][QLatin1String("driver")].toObject();
        QCOMPARE(driver[QLatin1String("name")].toString(), QStringLiteral("Strata"));
        QStringList rules;
        for (const QJsonValue& rule : driver[QLatin1String("rules")].toArray())
            rules.append(rule[QLatin1String("id")].toString());
        const QJsonArray results = first[QLatin1String("results")].toArray();
        QVERIFY(results.size() >= 2);
        for (const QJsonValue& result : results) {
            QVERIFY(rules.contains(result[QLatin1String("ruleId")].toString()));
            QVERIFY(!result[QLatin1String("message")][QLatin1String("text")].toString().isEmpty());
            const QString uri =
                result[QLatin1String("locations")][0][QLatin1String("physicalLocation")]
                      [QLatin1String("artifactLocation")][QLatin1String("uri")]
                          .toString();
            QVERIFY2(uri.startsWith(QLatin1String("file:///")), qPrintable(uri));
        }
        QCOMPARE(results.last()[QLatin1String("ruleId")].toString(), QStringLiteral("file-unread"));
        QCOMPARE(run_strata({"scan", "--sarif", "--json", dangerous}).status, 2);
    }

    void anUnreadFileSaysWhy()
    {
        const QJsonObject file =
            run_strata({"scan", "--json", unread}).json()[QLatin1String("files")][0].toObject();
        QCOMPARE(file[QLatin1String("format")][QLatin1String("id")].toString(),
                 QStringLiteral("torch-tar"));
        QVERIFY(file[QLatin1String("verdict")].isNull());
        QVERIFY(file[QLatin1String("findings")].toArray().isEmpty());
        QCOMPARE(file[QLatin1String("error")][QLatin1String("code")].toString(),
                 QStringLiteral("unsupported_content"));
    }

    void aModelsSuffixIsNotPassedOver()
    {
        QTemporaryDir folder;
        QDir root(folder.path());
        QVERIFY(QFile::copy(unknown, root.filePath(QStringLiteral("notes.txt"))));
        const StrataRun other = run_strata({"scan", folder.path()});
        QCOMPARE(other.status, 0);
        QCOMPARE(other.out, QByteArray("1 of no known kind\n"));
        QVERIFY(QFile::copy(unknown, root.filePath(QStringLiteral("model.H5"))));
        QVERIFY(QFile::copy(fixture("unsupported/empty.pkl"),
                            root.filePath(QStringLiteral("empty.pkl"))));
        const StrataRun run = run_strata({"scan", folder.path()});
        QCOMPARE(run.status, 2);
        QCOMPARE(run.out.count("Unread "), 2);
        QVERIFY(run.out.contains("2 unread, 1 of no known kind"));
    }

    void foldersAreWalked()
    {
        QTemporaryDir folder;
        QDir root(folder.path());
        QVERIFY(root.mkpath(QStringLiteral("a b/deep")));
        QVERIFY(QFile::copy(trusted, root.filePath(QStringLiteral("a b/deep/model"))));
        QVERIFY(QFile::copy(plain, root.filePath(QStringLiteral("two.npy"))));
        QVERIFY(QFile::copy(unknown, root.filePath(QStringLiteral("notes.txt"))));
        QVERIFY(QFile::copy(fixture("unsupported/picture.pt"),
                            root.filePath(QStringLiteral("picture.png"))));
        QVERIFY(QFile::copy(fixture("unsupported/empty.pkl"),
                            root.filePath(QStringLiteral("__init__.py"))));
        const StrataRun run = run_strata({"scan", folder.path()});
        QCOMPARE(run.status, 0);
        QVERIFY(run.err.isEmpty());
        QVERIFY(run.out.contains("a b/deep/model"));
        QVERIFY(!run.out.contains("notes.txt"));
        QVERIFY2(run.out.contains("3 of no known kind"), run.out.constData());
        const QJsonArray files =
            run_strata({"scan", "--json", folder.path()}).json()[QLatin1String("files")].toArray();
        QCOMPARE(files.size(), 2);
    }

    void aPickleHasNoNeedOfAName()
    {
        QTemporaryDir folder;
        QVERIFY(QFile::copy(dangerous, folder.filePath(QStringLiteral("README"))));
        QCOMPARE(run_strata({"scan", folder.path()}).status, 1);
    }

    void linksAndPipes()
    {
        QTemporaryDir folder;
        QTemporaryDir other;
        QVERIFY(QFile::copy(dangerous, other.filePath(QStringLiteral("blob"))));
        QVERIFY(QFile::link(other.filePath(QStringLiteral("blob")),
                            folder.filePath(QStringLiteral("model.pkl"))));
        QVERIFY(QFile::link(folder.path(), folder.filePath(QStringLiteral("loop"))));
        QVERIFY(QFile::link(QStringLiteral("/no such"), folder.filePath(QStringLiteral("gone"))));
        const QByteArray pipe = QFile::encodeName(folder.filePath(QStringLiteral("pipe")));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        const StrataRun run = run_strata({"scan", "--json", folder.path()});
        QCOMPARE(run.status, 1);
        QCOMPARE(run.json()[QLatin1String("files")].toArray().size(), 1);
    }

    void anEmptyFolder()
    {
        QTemporaryDir folder;
        const StrataRun run = run_strata({"scan", folder.path()});
        QCOMPARE(run.status, 0);
        QVERIFY(run.out.contains("No files."));
    }
};

QTEST_APPLESS_MAIN(TestCliScan)
#include "tst_cli_scan.moc"
