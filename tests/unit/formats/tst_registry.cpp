// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/file_rules.h"
#include "io/formats/format.h"
#include "io/formats/probe.h"

#include "fixtures.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <sys/stat.h>
#include <unistd.h>

using namespace strata;

namespace {

Result<OpenDocument> open(const QString& path)
{
    return open_document(path.toStdString());
}

/// A file of one's own in a folder that goes away.
class Scratch {
public:
    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

QByteArray fixture(const char* name)
{
    QFile file(fixtures::path(QString::fromLatin1(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", name);
    return file.readAll();
}

bool has_finding(const Document& document, std::string_view rule)
{
    return std::any_of(document.findings.begin(), document.findings.end(),
                       [&](const Finding& finding) { return finding.rule == rule; });
}

} // namespace

class TestRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_format_has_an_id_of_its_own()
    {
        std::set<std::string_view> ids;
        for (const Format* const format : all_formats()) {
            QVERIFY2(ids.insert(format->id).second, std::string(format->id).c_str());
            QVERIFY(format->match != nullptr);
            QVERIFY(!format->name.empty());
            QVERIFY(!format->family.empty());
            QCOMPARE(find_format(format->id), format);
        }
        QCOMPARE(find_format("no such format"), nullptr);
    }

    /// A format that is read has golden files and a fuzz target (design, style 11). What Keras
    /// writes into HDF5 is read, and tested, as HDF5.
    void every_readable_format_is_tested()
    {
        const QDir tests(QStringLiteral(STRATA_SOURCE_DIR "/tests"));
        for (const Format* const format : all_formats()) {
            const bool is_hdf5 = format->open == find_format("hdf5")->open;
            if (format->open == nullptr || (is_hdf5 && format->id != "hdf5"))
                continue;
            QString id = QString::fromUtf8(format->id.data(), qsizetype(format->id.size()));
            id.replace(QLatin1Char('-'), QLatin1Char('_'));
            QVERIFY2(!QDir(tests.filePath(QStringLiteral("golden/") + id)).isEmpty(),
                     qPrintable(id + QStringLiteral(": no golden files")));
            QVERIFY2(!QDir(tests.filePath(QStringLiteral("data/") + id)).isEmpty(),
                     qPrintable(id + QStringLiteral(": no fixtures")));
            QVERIFY2(tests.exists(QStringLiteral("fuzz/fuzz_") + id + QStringLiteral(".cpp")),
                     qPrintable(id + QStringLiteral(": no fuzz target")));
        }
    }

    void what_is_not_read_is_named_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        const QJsonObject manifest = fixtures::json(QStringLiteral("unsupported/manifest.json"));
        QVERIFY(!manifest.isEmpty());
        for (auto entry = manifest.begin(); entry != manifest.end(); ++entry)
            QTest::newRow(qPrintable(entry.key())) << entry.key() << entry.value().toString();
    }

    void what_is_not_read_is_named()
    {
        QFETCH(QString, name);
        QFETCH(QString, format);
        const auto opened = open(fixtures::path(QStringLiteral("unsupported/") + name));
        if (name == QStringLiteral("password.npz")) { // an archive of arrays that nobody can read
            QVERIFY(opened);
            QCOMPARE(opened->document->verdict.integrity, Integrity::Incomplete);
            return;
        }
        QVERIFY(!opened);
        const Error& error = opened.error();
        QVERIFY(error.path.ends_with(name.toStdString()));
        if (format == QStringLiteral("empty")) {
            QCOMPARE(error.code, ErrorCode::Empty);
        } else if (format == QStringLiteral("unknown")) {
            QCOMPARE(error.code, ErrorCode::UnknownContent);
        } else {
            QCOMPARE(error.code, ErrorCode::UnsupportedContent);
            QCOMPARE(QString::fromStdString(error.detail), format);
        }
    }

    void starts_of_other_formats_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        QTest::newRow("rar") << QByteArray("Rar!\x1a\x07\x01") << "rar";
        QTest::newRow("pdf") << QByteArray("%PDF-1.7\n") << "pdf";
        QTest::newRow("jpeg") << QByteArray("\xff\xd8\xff\xe0") << "jpeg";
        QTest::newRow("tflite") << QByteArray("\x1c\0\0\0TFL3", 8) << "tflite";
        QTest::newRow("catboost") << QByteArray("CBM1....") << "catboost";
        QTest::newRow("page with a space first") << QByteArray(" \n<HTML><body>") << "html";
        QTest::newRow("xhtml") << QByteArray("<?xml version='1.0'?>\n<html>") << "html";
        QTest::newRow("old pointer")
            << QByteArray("version https://hawser.github.com/spec/v1\n") << "git-lfs-pointer";
        QTest::newRow("empty zip") << QByteArray("PK\x05\x06") + QByteArray(18, '\0') << "zip";
    }

    void starts_of_other_formats()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, format);
        Scratch scratch;
        const auto opened = open(scratch.write(QStringLiteral("file.zip"), bytes));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::UnsupportedContent);
        QCOMPARE(QString::fromStdString(opened.error().detail), format);
    }

    void errors_about_the_file_itself()
    {
        Scratch scratch;
        QCOMPARE(open(scratch.path(QStringLiteral("none.pkl"))).error().code, ErrorCode::NotFound);
        QCOMPARE(open(scratch.path(QString())).error().code, ErrorCode::IsDirectory);
        QCOMPARE(open(scratch.write(QStringLiteral("a.pkl"), {})).error().code, ErrorCode::Empty);
        const auto fifo = scratch.path(QStringLiteral("fifo")).toStdString();
        QCOMPARE(mkfifo(fifo.c_str(), 0600), 0);
        QCOMPARE(open_document(fifo).error().code, ErrorCode::NotRegular);
        QCOMPARE(open_document(fifo).error().path, fifo);
        if (geteuid() == 0)
            return; // to whom no file is closed
        const QString closed = scratch.write(QStringLiteral("b.pkl"), "N.");
        chmod(closed.toStdString().c_str(), 0);
        QCOMPARE(open(closed).error().code, ErrorCode::PermissionDenied);
    }

    void names_with_spaces_and_other_letters()
    {
        Scratch scratch;
        const QString path =
            scratch.write(QString::fromUtf8("mein größtes Modell.npy"), fixture("npy/cube.npy"));
        const auto opened = open(path);
        QVERIFY(opened);
        QCOMPARE(QString::fromStdString(opened->document->name),
                 QString::fromUtf8("mein größtes Modell.npy"));
    }

    void a_name_that_contradicts_the_content_is_reported()
    {
        Scratch scratch;
        const auto opened = open(scratch.write(QStringLiteral("a.pkl"), fixture("npy/cube.npy")));
        QVERIFY(opened);
        QCOMPARE(QString::fromStdString(opened->document->format.id), QStringLiteral("npy"));
        QVERIFY(has_finding(*opened->document, rules::extension_mismatch));
        const auto other = open(
            scratch.write(QStringLiteral("a.SafeTensors"), fixture("pickle/text_numbers.pkl")));
        QVERIFY(other);
        QCOMPARE(QString::fromStdString(other->document->format.id), QStringLiteral("pickle"));
        QVERIFY(has_finding(*other->document, rules::extension_mismatch));
    }

    void names_of_one_family_and_unknown_ones_are_not()
    {
        Scratch scratch;
        for (const char* const name :
             {"a.joblib", "a.PICKLE", "a.sav", "a", "a.dat", ".pkl", "a."}) {
            const auto opened =
                open(scratch.write(QString::fromLatin1(name), fixture("pickle/text_numbers.pkl")));
            QVERIFY2(opened, name);
            QVERIFY2(!has_finding(*opened->document, rules::extension_mismatch), name);
        }
    }

    void extensions()
    {
        QCOMPARE(QString::fromStdString(extension_of("a.PKL")), QStringLiteral("pkl"));
        QCOMPARE(QString::fromStdString(extension_of("a.tar.gz")), QStringLiteral("gz"));
        QVERIFY(extension_of("none").empty());
        QVERIFY(extension_of(".hidden").empty());
        QVERIFY(extension_of("a.").empty());
        QVERIFY(file_name_of("/a/b.c") == "b.c");
        QVERIFY(file_name_of("b.c") == "b.c");
    }
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
