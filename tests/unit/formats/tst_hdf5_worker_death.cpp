// SPDX-License-Identifier: GPL-3.0-or-later
// The worker is killed or stopped while a file is opened and while values are read: an error about
// that file, in time, and nothing of it stays behind.
#include "io/base/limits.h"
#include "io/formats/format.h"
#include "io/source/tensor_reader.h"

#include "fixtures.h"

#include <QElapsedTimer>
#include <QTest>

#include <cerrno>
#include <csignal>

#include <dlfcn.h>
#include <spawn.h>
#include <sys/wait.h>

using namespace strata;

namespace {

/// What every worker gets as soon as it runs; 0: nothing.
int signal_for_workers = 0;

constexpr qint64 silence_ms = limits::worker_silence_seconds * 1000;
/// Waiting is counted in short waits, each of which a busy machine makes longer.
constexpr qint64 longest_ms = silence_ms + 5'000;

Result<OpenDocument> open(const char* name)
{
    return open_document(fixtures::path(QString::fromLatin1(name)).toStdString());
}

/// Reads all values of all tensors, as statistics do; the first error.
Result<void> read_all(const OpenDocument& opened)
{
    for (const Tensor& tensor : opened.document->tensors) {
        const auto reader = TensorReader::plan(tensor, opened.sources);
        if (!reader)
            continue;
        STRATA_TRY(reader->for_each(
            {}, 1, [](const ValueBlock&, unsigned) -> Result<void> { return {}; }));
    }
    return {};
}

bool no_child_is_left()
{
    return waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

} // namespace

/// Stands before the C library's: the signal is there before the worker has said a word.
extern "C" int posix_spawn(pid_t* process, const char* path,
                           const posix_spawn_file_actions_t* actions,
                           const posix_spawnattr_t* attributes, char* const arguments[],
                           char* const environment[])
{
    static const auto real =
        reinterpret_cast<decltype(&posix_spawn)>(dlsym(RTLD_NEXT, "posix_spawn"));
    const int status = real(process, path, actions, attributes, arguments, environment);
    if (status == 0 && signal_for_workers != 0)
        kill(*process, signal_for_workers);
    return status;
}

class TestHdf5WorkerDeath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { signal_for_workers = 0; }

    void whileAFileIsOpened_data() { deaths(); }
    void whileAFileIsOpened()
    {
        QFETCH(int, number);
        QFETCH(ErrorCode, code);
        signal_for_workers = number;
        QElapsedTimer timer;
        timer.start();
        const auto opened = open("hdf5/types.h5");
        QVERIFY2(timer.elapsed() < longest_ms, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, code);
        QVERIFY(no_child_is_left());
        signal_for_workers = 0;
        QVERIFY(open("hdf5/types.h5"));
    }

    void whileValuesAreRead_data() { deaths(); }
    void whileValuesAreRead()
    {
        QFETCH(int, number);
        QFETCH(ErrorCode, code);
        // Some of its datasets have filters that only the worker decodes.
        const auto opened = open("hdf5/filters.h5");
        QVERIFY(opened);
        signal_for_workers = number;
        QElapsedTimer timer;
        timer.start();
        const auto read = read_all(*opened);
        QVERIFY2(timer.elapsed() < longest_ms, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!read);
        QCOMPARE(read.error().code, code);
        QVERIFY(no_child_is_left());
        signal_for_workers = 0;
        QVERIFY(read_all(*opened));
        QVERIFY(open("hdf5/types.h5"));
    }

private:
    static void deaths()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("killed") << SIGKILL << ErrorCode::Malformed;
        QTest::newRow("stopped") << SIGSTOP << ErrorCode::LimitExceeded;
    }
};

QTEST_GUILESS_MAIN(TestHdf5WorkerDeath)
#include "tst_hdf5_worker_death.moc"
