// SPDX-License-Identifier: GPL-3.0-or-later
// Every fixture, cut at each 64th of its length and with random bytes changed: an error or a document with
// findings, never a crash, a hang or memory without bounds.
#include "io/formats/format.h"

#include "fixtures.h"
#include "tests/unit/thorough.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <sys/resource.h>

using namespace strata;

namespace {

const int cuts = test::repetitions(64);
/// Copies with bytes changed; one that takes long to read (a forest of a hundred trees, under the
/// sanitizers) has fewer.
const int most_changes = test::repetitions(500);
const int fewest_changes = test::repetitions(30);
const qint64 enough_ms = test::repetitions(4'000);
constexpr qint64 longest_ms = 5'000;
constexpr long most_kib = 1 << 20; // 1 GiB

/// Files are written to memory where there is such a folder, since there are many.
QString scratch_template()
{
    const QString memory = QStringLiteral("/dev/shm");
    const QString folder = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return folder + QStringLiteral("/strata-bad-input-XXXXXX");
}

} // namespace

class TestBadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void fixture_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& family : fixtures::families()) {
            // tst_hdf5_bad_input has these: each opening starts a process.
            if (family == QStringLiteral("hdf5") || family == QStringLiteral("keras"))
                continue;
            for (const QString& name : fixtures::all_of(family))
                QTest::newRow(qPrintable(name)) << name;
        }
        for (const QString& name : fixtures::all_of(QStringLiteral("unsupported")))
            QTest::newRow(qPrintable(name)) << name;
    }

    void fixture()
    {
        QFETCH(QString, name);
        QFile file(fixtures::path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        m_target = m_folder.filePath(QFileInfo(name).fileName());
        QElapsedTimer timer;
        timer.start();
        for (int cut = 1; cut < cuts; ++cut)
            try_to_open(whole.first(whole.size() * cut / cuts), "cut", cut);
        std::mt19937 random(static_cast<std::mt19937::result_type>(whole.size()));
        for (int change = 0; change < most_changes && !whole.isEmpty(); ++change) {
            if (change >= fewest_changes && timer.elapsed() > enough_ms)
                break;
            try_to_open(changed(whole, random), "change", change);
        }
        QFile::remove(m_target);
    }

    void memory_stays_bounded()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("AddressSanitizer keeps what was freed; the ordinary build measures memory");
#endif
        rusage usage{};
        QCOMPARE(getrusage(RUSAGE_SELF, &usage), 0);
        QVERIFY2(usage.ru_maxrss < most_kib, qPrintable(QString::number(usage.ru_maxrss)));
    }

private:
    /// One to four bytes replaced, most often in the first part, where headers are.
    static QByteArray changed(QByteArray bytes, std::mt19937& random)
    {
        std::uniform_int_distribution<int> count(1, 4);
        std::uniform_int_distribution<int> value(0, 255);
        for (int i = count(random); i > 0; --i) {
            const qsizetype end =
                i % 2 == 0 ? bytes.size() : std::min<qsizetype>(bytes.size(), 512);
            std::uniform_int_distribution<qsizetype> place(0, end - 1);
            bytes[place(random)] = static_cast<char>(value(random));
        }
        return bytes;
    }

    void try_to_open(const QByteArray& bytes, const char* what, int number)
    {
        QFile out(m_target);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
        out.close();
        QElapsedTimer timer;
        timer.start();
        const auto opened = open_document(m_target.toStdString());
        const qint64 elapsed = timer.elapsed();
        if (elapsed >= longest_ms)
            QFile::copy(m_target, QDir::temp().filePath(QStringLiteral("strata-bad-input")));
        QVERIFY2(elapsed < longest_ms,
                 qPrintable(QStringLiteral("%1 %2: %3 ms, kept as strata-bad-input")
                                .arg(QLatin1String(what))
                                .arg(number)
                                .arg(elapsed)));
        // What can be opened can be shown: the text visits every row, tensor and value.
        if (opened && number % 16 == 0)
            QVERIFY(!canonical_text(*opened->document).empty());
    }

    QTemporaryDir m_folder{scratch_template()};
    QString m_target;
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_registry_bad_input.moc"
