// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the canonical text of every fixture's document against the file tests/golden/NAME.txt.
// STRATA_UPDATE_GOLDEN=1 writes the files anew; look at the difference before it is committed.
#include "io/formats/format.h"

#include "tests/unit/formats/fixtures.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace strata;

namespace {

QString golden_folder()
{
    return QStringLiteral(STRATA_SOURCE_DIR "/tests/golden");
}

QString golden_path(const QString& fixture)
{
    return golden_folder() + QLatin1Char('/') + fixture + QStringLiteral(".txt");
}

bool updating()
{
    return qEnvironmentVariableIntValue("STRATA_UPDATE_GOLDEN") != 0;
}

/// Golden files are small: of a long text the beginning is kept as it is, the rest as its hash.
QByteArray shortened(const QByteArray& text)
{
    constexpr qsizetype kept = 24'000;
    if (text.size() <= kept)
        return text;
    const qsizetype end = text.lastIndexOf('\n', kept) + 1;
    const QByteArray rest = text.mid(end);
    return text.first(end) + "and " + QByteArray::number(rest.count('\n')) +
           " more lines, SHA-256 " +
           QCryptographicHash::hash(rest, QCryptographicHash::Sha256).toHex() + "\n";
}

/// How the HDF5 reader dies of a hostile file differs under a sanitizer, which ends it by itself.
QByteArray without_signals(QByteArray text)
{
    return text.replace(" was ended by signal 11", " ended early");
}

/// What the program says of a file: its document, or why there is none.
QByteArray text_of(const QString& fixture)
{
    const auto opened = open_document(fixtures::path(fixture).toStdString());
    if (opened)
        return shortened(
            without_signals(QByteArray::fromStdString(canonical_text(*opened->document))));
    const Error& error = opened.error();
    std::string text = std::string("error: ") + error_code_name(error.code) + "\n";
    if (error.offset)
        text += "offset: " + std::to_string(*error.offset) + "\n";
    return QByteArray::fromStdString(text + "detail: " + error.detail + "\n");
}

/// The first line that differs, for a message that says where to look.
QByteArray first_difference(const QByteArray& golden, const QByteArray& now)
{
    const auto before = golden.split('\n');
    const auto after = now.split('\n');
    for (qsizetype line = 0; line < std::max(before.size(), after.size()); ++line) {
        const QByteArray a = before.value(line);
        const QByteArray b = after.value(line);
        if (a != b)
            return "line " + QByteArray::number(line + 1) + "\n  golden: " + a + "\n  now:    " + b;
    }
    return "the ends differ";
}

} // namespace

class TestGolden : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void document_data()
    {
        QTest::addColumn<QString>("fixture");
        for (const QString& family : fixtures::families()) {
            for (const QString& name : fixtures::all_of(family))
                QTest::newRow(qPrintable(name)) << name;
        }
    }

    void document()
    {
        QFETCH(QString, fixture);
        const QByteArray now = text_of(fixture);
        QFile golden(golden_path(fixture));
        if (updating()) {
            QDir().mkpath(QFileInfo(golden).path());
            QVERIFY(golden.open(QIODevice::WriteOnly));
            QCOMPARE(golden.write(now), now.size());
            return;
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), "no golden file: see tests/golden/README.md");
        const QByteArray before = golden.readAll();
        QVERIFY2(before == now, first_difference(before, now).constData());
    }

    /// A golden file whose fixture is gone holds nothing any more.
    void no_golden_file_is_left_over()
    {
        QDirIterator files(golden_folder(), {QStringLiteral("*.txt")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QString name = QDir(golden_folder()).relativeFilePath(files.next());
            if (name == QStringLiteral("CMakeLists.txt"))
                continue;
            name.chop(4);
            if (updating() && !QFile::exists(fixtures::path(name)))
                QFile::remove(golden_path(name));
            else
                QVERIFY2(QFile::exists(fixtures::path(name)), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
