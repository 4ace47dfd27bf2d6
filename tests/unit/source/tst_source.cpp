// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/byte_source.h"
#include "io/source/scratch_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

using namespace strata;

namespace {

std::vector<std::byte> bytes_of(std::string_view text)
{
    std::vector<std::byte> bytes(text.size());
    std::memcpy(bytes.data(), text.data(), text.size());
    return bytes;
}

std::string text_of(const std::vector<std::byte>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

class TestSource : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QByteArray write_file(const char* name, const QByteArray& content)
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the test's file");
        return QFile::encodeName(file.fileName());
    }

private Q_SLOTS:
    void readsAnywhereAndNeverPastTheEnd()
    {
        const QByteArray path = write_file("a b ü.bin", "0123456789");
        const auto source = open_file_source(path.toStdString());
        QVERIFY(source);
        QCOMPARE((*source)->size(), std::uint64_t{10});
        QCOMPARE(text_of((*source)->read_copy(3, 4).value()), std::string("3456"));
        QCOMPARE((*source)->read_copy(8, 3).error().code, ErrorCode::Truncated);
        QCOMPARE((*source)->read_copy(0, ~std::uint64_t{0}).error().code, ErrorCode::Truncated);
        std::array<std::byte, 8> some{};
        QCOMPARE((*source)->read_some(7, some).value(), std::size_t{3});
        QCOMPARE((*source)->read_some(70, some).value(), std::size_t{0});
    }

    void namesWhatIsNoFile()
    {
        const std::string folder = QFile::encodeName(m_folder.path()).toStdString();
        QCOMPARE(open_file_source(folder + "/none").error().code, ErrorCode::NotFound);
        QCOMPARE(open_file_source(folder).error().code, ErrorCode::IsDirectory);
        QCOMPARE(open_file_source(write_file("empty", {}).toStdString()).error().code,
                 ErrorCode::Empty);
        const std::string pipe = folder + "/pipe";
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        QCOMPARE(open_file_source(pipe).error().code, ErrorCode::NotRegular);
    }

    void aFileThatShrinksIsTruncatedNotACrash()
    {
        const QByteArray path = write_file("shrinks", QByteArray(100, 'x'));
        const auto source = open_file_source(path.toStdString());
        QVERIFY(source);
        QCOMPARE(truncate(path.constData(), 50), 0);
        QVERIFY((*source)->read_copy(0, 50));
        QCOMPARE((*source)->read_copy(40, 20).error().code, ErrorCode::Truncated);
    }

    void slicesStayInside()
    {
        const auto whole = make_memory_source(bytes_of("0123456789"));
        const auto part = make_slice_source(whole, 2, 5);
        QVERIFY(part);
        QCOMPARE(text_of((*part)->read_copy(0, 5).value()), std::string("23456"));
        QVERIFY(!(*part)->read_copy(1, 5));
        QVERIFY(!make_slice_source(whole, 8, 3));
    }

    void scratchFilesLeaveNothingBehind()
    {
        QTemporaryDir scratch;
        qputenv("TMPDIR", QFile::encodeName(scratch.path()));
        {
            auto file = ScratchFile::create(100);
            QVERIFY(file);
            QVERIFY(file->append(bytes_of("hello ")));
            QVERIFY(file->append(bytes_of("world")));
            const SharedSource source = std::move(*file).into_source();
            QCOMPARE(text_of(source->read_copy(0, 11).value()), std::string("hello world"));
            QVERIFY(QDir(scratch.path()).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot));
        }
        qunsetenv("TMPDIR");
    }

    void noRoomNamesTheFolder()
    {
        const auto file = ScratchFile::create(~std::uint64_t{0});
        QVERIFY(!file);
        QCOMPARE(file.error().code, ErrorCode::NoRoom);
        QCOMPARE(file.error().path, std::string("/tmp"));
        qputenv("TMPDIR", "/nowhere/at/all");
        const auto nowhere = ScratchFile::create(1);
        qunsetenv("TMPDIR");
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().path, std::string("/nowhere/at/all"));
    }
};

QTEST_APPLESS_MAIN(TestSource)
#include "tst_source.moc"
