// SPDX-License-Identifier: GPL-3.0-or-later
// convert to what is no model: structure as JSON, reports as HTML and Markdown, an array as CSV.
// The approved Markdown lies in tests/cli/approved; STRATA_UPDATE_GOLDEN=1 renews it.
#include "strata_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

QByteArray content_of(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool well_formed(const QByteArray& html)
{
    QXmlStreamReader reader(html);
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

} // namespace

class TestCliReports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void the_json_is_that_of_info_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* name : {"keras/tf-2.15/nested.h5", "sklearn/1.9/random_forest_model.pkl",
                                 "torch/quantized.pt", "hostile/call_exec.pkl"})
            QTest::newRow(name) << fixture(name);
    }
    void the_json_is_that_of_info()
    {
        QFETCH(QString, file);
        const QString out = m_folder.filePath(QStringLiteral("info.json"));
        const StrataRun run = run_strata({"convert", file, out, "--force"});
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(content_of(out), run_strata({"info", "--json", file}).out);
        QCOMPARE(run_strata({"convert", file, out, "--force", "--sha256"}).status, 0);
        QCOMPARE(content_of(out), run_strata({"info", "--json", "--sha256", file}).out);
    }

    void nobody_is_asked_about_a_report()
    {
        const QString out = m_folder.filePath(QStringLiteral("asked.md"));
        const StrataRun dry = run_strata({"convert", "--json", "--dry-run", keras(), out});
        QCOMPARE(dry.status, 0);
        QCOMPARE(dry.json()[QLatin1String("to")].toString(), "markdown");
        QCOMPARE(dry.json()[QLatin1String("losses")][0][QLatin1String("what")].toString(),
                 "values of arrays");
        QVERIFY(!QFile::exists(out));
        const StrataRun run = run_strata({"convert", keras(), out});
        QCOMPARE(run.status, 0);
        QVERIFY(run.out.contains("Not in it"));
        QVERIFY(QFile::exists(out));
        QCOMPARE(run_strata({"convert", keras(), out}).status, 2); // it is there
        QCOMPARE(run_strata({"convert", keras(), out, "--force"}).status, 0);
    }

    void no_report_replaces_its_model()
    {
        const QString model = m_folder.filePath(QStringLiteral("model.h5"));
        QVERIFY(QFile::copy(keras(), model));
        const StrataRun run =
            run_strata({"convert", model, model, "--to", "html", "--force", "--yes"});
        QCOMPARE(run.status, 2);
        QVERIFY(run.err.contains("replace the model"));
        QCOMPARE(content_of(model), content_of(keras()));
    }

    void other_usual_endings_are_known()
    {
        for (const char* name : {"report.htm", "REPORT.HTML", "report.markdown"}) {
            const QString out = m_folder.filePath(QLatin1String(name));
            QCOMPARE(run_strata({"convert", keras(), out}).status, 0);
            QVERIFY(QFile::exists(out));
        }
    }

    void markdown_is_as_approved_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("keras") << keras() << QStringList();
        QTest::newRow("statistics")
            << fixture("keras/keras-3/functional.h5") << QStringList{QStringLiteral("--stats")};
        QTest::newRow("forest") << fixture("sklearn/1.9/random_forest_model.pkl") << QStringList();
        QTest::newRow("linear") << fixture("sklearn/1.9/linear_regression.p5.pkl")
                                << QStringList{QStringLiteral("--sha256")};
        QTest::newRow("dangerous") << fixture("hostile/call_exec.pkl") << QStringList();
        QTest::newRow("pytorch") << fixture("torch/quantized.pt") << QStringList();
    }
    void markdown_is_as_approved()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, options);
        const QString out = m_folder.filePath(QStringLiteral("approved.md"));
        const StrataRun run = run_strata(QStringList{"convert", file, out, "--force"} + options);
        QVERIFY2(run.status == 0, run.err.constData());
        const QString approved = QStringLiteral(STRATA_SOURCE_DIR "/tests/cli/approved/%1.md")
                                     .arg(QString::fromUtf8(QTest::currentDataTag()));
        if (qEnvironmentVariableIsSet("STRATA_UPDATE_GOLDEN")) {
            QFile::remove(approved);
            QVERIFY(QFile::copy(out, approved));
        }
        QCOMPARE(QString::fromUtf8(content_of(out)), QString::fromUtf8(content_of(approved)));
    }

    void html_stands_alone()
    {
        for (const QString& file : {keras(), fixture("sklearn/1.9/random_forest_model.pkl"),
                                    fixture("hostile/call_exec.pkl")}) {
            const QString out = m_folder.filePath(QStringLiteral("report.html"));
            const StrataRun run = run_strata({"convert", file, out, "--stats", "--force"});
            QVERIFY2(run.status == 0, run.err.constData());
            const QByteArray html = content_of(out);
            QVERIFY(well_formed(html));
            for (const char* wanted : {"<!DOCTYPE html>", "prefers-color-scheme: dark",
                                       "@media print", "default-src 'none'"})
                QVERIFY2(html.contains(wanted), wanted);
            for (const char* foreign :
                 {"<script", "<img", "<link", "src=", "url(", "http://", "https://", "@import"})
                QVERIFY2(!html.contains(foreign), foreign);
        }
    }

    void statistics_are_only_there_when_asked_for()
    {
        const QString plain = m_folder.filePath(QStringLiteral("plain.html"));
        const QString measured = m_folder.filePath(QStringLiteral("measured.html"));
        QCOMPARE(run_strata({"convert", keras(), plain}).status, 0);
        QCOMPARE(run_strata({"convert", keras(), measured, "--stats"}).status, 0);
        QVERIFY(!content_of(plain).contains("<svg class=\"histogram\""));
        QVERIFY(content_of(measured).contains("<svg class=\"histogram\""));
    }

    void long_tables_are_cut_and_counted()
    {
        // A safetensors file of more arrays than a report lists.
        constexpr int arrays = 1234;
        QByteArray header = "{";
        for (int i = 0; i < arrays; ++i)
            header += QByteArray(i == 0 ? "" : ",") + "\"w" + QByteArray::number(i) +
                      "\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[" +
                      QByteArray::number(i) + "," + QByteArray::number(i + 1) + "]}";
        header += "}";
        QByteArray length(8, 0);
        for (int i = 0; i < 8; ++i)
            length[i] = static_cast<char>(header.size() >> (8 * i));
        const QString in = m_folder.filePath(QStringLiteral("many.safetensors"));
        QFile file(in);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(length + header + QByteArray(arrays, 1));
        file.close();
        for (const char* name : {"many.html", "many.md"}) {
            const QString out = m_folder.filePath(QLatin1String(name));
            QCOMPARE(run_strata({"convert", in, out}).status, 0);
            const QByteArray text = content_of(out);
            QVERIFY(text.contains("w499"));
            QVERIFY(!text.contains("w500"));
            QVERIFY(text.contains("734 more"));
        }
    }

    void an_array_becomes_a_table()
    {
        const QString out = m_folder.filePath(QStringLiteral("kernel.csv"));
        QCOMPARE(run_strata({"convert", keras(), out}).status, 2); // there are several
        QVERIFY(!QFile::exists(out));
        const QStringList one = {"--tensor", "layers/base/conv/bias"};
        const StrataRun run = run_strata(QStringList{"convert", "--json", keras(), out} + one);
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(run.json()[QLatin1String("to")].toString(), "csv");
        QCOMPARE(content_of(out),
                 run_strata({"values", "--csv", keras(), "layers/base/conv/bias"}).out);
    }

    void several_files_at_once()
    {
        const QString folder = m_folder.filePath(QStringLiteral("all"));
        QVERIFY(QDir().mkpath(folder));
        const StrataRun run =
            run_strata({"convert", keras(), fixture("sklearn/1.9/linear_regression.p5.pkl"), "--to",
                        "html", "--out-dir", folder});
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(QDir(folder).entryList(QDir::Files),
                 QStringList({"linear_regression.p5.html", "nested.html"}));
    }

    void the_forms_are_listed()
    {
        const StrataRun run = run_strata({"formats", "--json"});
        QStringList ids;
        for (const QJsonValue& form : run.json()[QLatin1String("exports")].toArray())
            ids.append(form[QLatin1String("id")].toString());
        for (const char* id : {"safetensors", "npz", "npy", "csv", "json", "html", "markdown"})
            QVERIFY2(ids.contains(QLatin1String(id)), id);
        QVERIFY(run_strata({"formats"}).out.contains(".html"));
    }

    void what_makes_no_sense_is_refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("statistics of arrays") << QStringList{"x.npz", "--stats"};
        QTest::newRow("statistics as JSON") << QStringList{"x.json", "--stats"};
        QTest::newRow("a checksum in a table") << QStringList{"x.csv", "--sha256"};
        QTest::newRow("a report of one array")
            << QStringList{"x.html", "--tensor", "layers/base/conv/bias"};
        QTest::newRow("a report without the optimizer") << QStringList{"x.md", "--no-optimizer"};
        QTest::newRow("no such folder") << QStringList{"no/such/folder/x.html"};
    }
    void what_makes_no_sense_is_refused()
    {
        QFETCH(QStringList, arguments);
        const StrataRun run =
            run_strata(QStringList{"convert", "--yes", keras()} + arguments, m_folder.path());
        QVERIFY(!run.crashed);
        QCOMPARE(run.status, 2);
        QVERIFY(!run.err.isEmpty());
        QVERIFY(!QFile::exists(m_folder.filePath(arguments.front())));
    }

private:
    static QString keras() { return fixture("keras/tf-2.15/nested.h5"); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliReports)
#include "tst_cli_reports.moc"
