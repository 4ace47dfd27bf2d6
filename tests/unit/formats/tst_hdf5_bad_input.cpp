// SPDX-License-Identifier: GPL-3.0-or-later
// HDF5 fixtures, cut at each 64th of their length and with random bytes changed: an error or a
// document with findings, never a crash or a hang. Each opening starts a process, so several go on
// at once, and only some fixtures are changed.
#include "io/base/limits.h"
#include "io/formats/format.h"

#include "fixtures.h"
#include "tests/unit/thorough.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace strata;

namespace {

const int cuts = test::repetitions(64);
const int changed_copies = test::repetitions(500);

/// The worker may be silent for so long, and a busy machine makes the rest slow.
constexpr qint64 longest_ms = limits::worker_silence_seconds * 1000 + 5'000;

/// Openings that go on at once: some wait for a worker that hangs.
constexpr int at_once = 4;

QString scratch_template()
{
    const QString memory = QStringLiteral("/dev/shm");
    const QString folder = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return folder + QStringLiteral("/strata-bad-hdf5-XXXXXX");
}

/// One to four bytes replaced.
QByteArray changed(QByteArray bytes, unsigned number)
{
    std::mt19937 random(number);
    std::uniform_int_distribution<int> count(1, 4);
    std::uniform_int_distribution<int> value(0, 255);
    std::uniform_int_distribution<qsizetype> place(0, bytes.size() - 1);
    for (int i = count(random); i > 0; --i)
        bytes[place(random)] = static_cast<char>(value(random));
    return bytes;
}

} // namespace

class TestHdf5BadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void cut_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* const family : {"hdf5", "keras"}) {
            for (const QString& name : fixtures::all_of(QString::fromLatin1(family))) {
                if (name.endsWith(QLatin1String(".h5")) &&
                    !name.contains(QLatin1String("/hostile/")))
                    QTest::newRow(qPrintable(name)) << name;
            }
        }
    }

    void cut()
    {
        QFETCH(QString, name);
        const QByteArray whole = content(name);
        openAll(cuts - 1,
                [&](int number) { return whole.first(whole.size() * (number + 1) / cuts); });
    }

    void change_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* const name :
             {"hdf5/links.h5", "hdf5/types.h5", "hdf5/latest.h5", "keras/tf-2.15/functional.h5"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void change()
    {
        QFETCH(QString, name);
        const QByteArray whole = content(name);
        openAll(changed_copies,
                [&](int number) { return changed(whole, static_cast<unsigned>(number)); });
    }

private:
    static QByteArray content(const QString& name)
    {
        QFile file(fixtures::path(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(name));
        return file.readAll();
    }

    /// Opens `count` files that `make` gives the bytes of.
    template <class Make> void openAll(int count, const Make& make)
    {
        std::atomic<int> next = 0;
        std::atomic<int> slow = -1;
        const auto work = [&](int worker) {
            const QString path = m_folder.filePath(QStringLiteral("%1.h5").arg(worker));
            for (int number = next++; number < count; number = next++) {
                QFile out(path);
                if (!out.open(QIODevice::WriteOnly) || out.write(make(number)) < 0)
                    qFatal("cannot write %s", qPrintable(path));
                out.close();
                QElapsedTimer timer;
                timer.start();
                const auto opened = open_document(path.toStdString());
                if (timer.elapsed() >= longest_ms)
                    slow = number;
                if (opened && canonical_text(*opened->document).empty())
                    qFatal("no text of %s", qPrintable(path));
            }
        };
        std::vector<std::thread> threads;
        for (int worker = 0; worker < at_once; ++worker)
            threads.emplace_back(work, worker);
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY2(slow < 0, qPrintable(QStringLiteral("number %1 took too long").arg(slow)));
    }

    QTemporaryDir m_folder{scratch_template()};
};

QTEST_GUILESS_MAIN(TestHdf5BadInput)
#include "tst_hdf5_bad_input.moc"
