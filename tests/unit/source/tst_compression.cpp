// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/compression.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <zlib.h>

#include <span>

using namespace strata;

namespace {

std::vector<std::byte> bytes_of(const QByteArray& text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

QByteArray text_of(const ByteSource& source)
{
    const auto bytes = source.read_copy(0, source.size()).value();
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray zlib_of(const QByteArray& text)
{
    uLongf size = compressBound(static_cast<uLong>(text.size()));
    QByteArray out(static_cast<qsizetype>(size), '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size,
             reinterpret_cast<const Bytef*>(text.constData()), static_cast<uLong>(text.size()));
    out.resize(static_cast<qsizetype>(size));
    return out;
}

/// What a system tool makes of `text`; empty where the tool is missing.
QByteArray packed_by(const QString& tool, const QStringList& arguments, const QByteArray& text)
{
    QProcess process;
    process.start(tool, arguments);
    if (!process.waitForStarted())
        return {};
    process.write(text);
    process.closeWriteChannel();
    process.waitForFinished();
    return process.readAllStandardOutput();
}

QByteArray sample()
{
    QByteArray text;
    for (int i = 0; i < 20'000; ++i)
        text += QByteArray::number(i * 7919) + '\n';
    return text;
}

} // namespace

class TestCompression : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void detectsByContent_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const char* label, const QByteArray& head, const char* name) {
            QTest::newRow(label) << head << QByteArray(name);
        };
        row("zlib", QByteArray::fromHex("789c"), "zlib");
        row("zlib, level 1", QByteArray::fromHex("7801"), "zlib");
        row("x and a wrong check", QByteArray::fromHex("7800"), "");
        row("gzip", QByteArray::fromHex("1f8b08"), "gzip");
        row("bz2", "BZh9", "bz2");
        row("a pickle that starts with BZ", QByteArray::fromHex("425a000000"), "");
        row("xz", QByteArray::fromHex("fd377a585a00"), "xz");
        row("lzma", QByteArray::fromHex("5d00008000ffffffffffffffff"), "lzma");
        row("a pickle that starts with ]", QByteArray::fromHex("5d7100284b014b024b036541412e2e"),
            "");
        row("lz4", QByteArray::fromHex("04224d18"), "lz4");
        row("zstd", QByteArray::fromHex("28b52ffd"), "zstd");
        row("pickle", QByteArray::fromHex("80049500"), "");
        row("nothing", "", "");
    }
    void detectsByContent()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, name);
        const auto found = detect_compression(bytes_of(head));
        QCOMPARE(QByteArray(found ? compression_name(*found) : ""), name);
    }

    void undoesWhatTheToolsWrite_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("gzip") << "gzip" << QStringList{"-c"};
        QTest::newRow("bz2") << "bzip2" << QStringList{"-c"};
        QTest::newRow("xz") << "xz" << QStringList{"-c"};
        QTest::newRow("lzma") << "xz" << QStringList{"-c", "--format=lzma"};
    }
    void undoesWhatTheToolsWrite()
    {
        QFETCH(QString, tool);
        QFETCH(QStringList, arguments);
        const QByteArray text = sample();
        const QByteArray packed = packed_by(tool, arguments, text);
        if (packed.isEmpty())
            QSKIP(qPrintable("no " + tool + " on this machine"));
        const auto kind = detect_compression(bytes_of(packed));
        QVERIFY(kind);
        const auto unpacked = unpack(*make_memory_source(bytes_of(packed)), *kind, {});
        QVERIFY(unpacked);
        QVERIFY(!unpacked->damage);
        QCOMPARE(text_of(*unpacked->source), text);
        QCOMPARE(unpacked->trailing_bytes, std::uint64_t{0});

        const auto trailing = unpack(*make_memory_source(bytes_of(packed + "trailing")), *kind, {});
        QVERIFY(trailing);
        QCOMPARE(text_of(*trailing->source), text);
    }

    void saysWhatFollowsTheStream()
    {
        const auto unpacked =
            unpack(*make_memory_source(bytes_of(zlib_of("abc") + "12345")), Compression::Zlib, {});
        QVERIFY(unpacked);
        QCOMPARE(text_of(*unpacked->source), QByteArray("abc"));
        QCOMPARE(unpacked->trailing_bytes, std::uint64_t{5});
    }

    void keepsWhatCameBeforeTheDamage()
    {
        const QByteArray text = sample();
        const QByteArray packed = zlib_of(text);
        const auto cut = unpack(*make_memory_source(bytes_of(packed.left(packed.size() / 2))),
                                Compression::Zlib, {});
        QVERIFY(cut);
        QVERIFY(cut->damage);
        QCOMPARE(cut->damage->code, ErrorCode::Truncated);
        QVERIFY(cut->source->size() > 1000);
        QVERIFY(text.startsWith(text_of(*cut->source)));
    }

    void largeContentGoesThroughAScratchFile()
    {
        QByteArray text;
        while (text.size() < (40 << 20))
            text += sample();
        const auto unpacked =
            unpack(*make_memory_source(bytes_of(zlib_of(text))), Compression::Zlib, {});
        QVERIFY(unpacked);
        QVERIFY(!unpacked->damage);
        QCOMPARE(text_of(*unpacked->source), text);
    }

    void aBombEndsAtItsLimit()
    {
        // 600 MiB of zeros, packed twice: under 10 KiB, far beyond the allowed ratio.
        const QByteArray once =
            packed_by("sh", {"-c", "head -c 629145600 /dev/zero | xz -1 -c"}, {});
        if (once.isEmpty())
            QSKIP("no xz on this machine");
        const auto unpacked = unpack(*make_memory_source(bytes_of(once)), Compression::Xz, {});
        QVERIFY(unpacked);
        QVERIFY(unpacked->damage);
        QCOMPARE(unpacked->damage->code, ErrorCode::LimitExceeded);
        QCOMPARE(unpacked->damage->detail, std::string("unpacked_ratio"));
    }

    /// Deflate cannot exceed 1,032, so its bombs end at a lower ratio once they are large.
    void limitsOfUnpacking()
    {
        constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
        constexpr std::uint64_t gibibyte = 1024 * mebibyte;
        QCOMPARE(exceeded_limit(10 * mebibyte, 10 * gibibyte),
                 std::string_view("large_unpacked_ratio"));
        QCOMPARE(exceeded_limit(10 * mebibyte, 2 * gibibyte), std::string_view());
        QCOMPARE(exceeded_limit(60 * mebibyte, 10 * gibibyte), std::string_view());
        QCOMPARE(exceeded_limit(1000, 256 * mebibyte), std::string_view());
        QCOMPARE(exceeded_limit(1000, 300 * mebibyte), std::string_view("unpacked_ratio"));
        QCOMPARE(exceeded_limit(100 * gibibyte, 65 * gibibyte), std::string_view("unpacked_bytes"));
    }

    void cancelEndsUnpacking()
    {
        const auto flag = std::make_shared<std::atomic<bool>>(true);
        const auto unpacked =
            unpack(*make_memory_source(bytes_of(zlib_of(sample()))), Compression::Zlib, {flag, {}});
        QVERIFY(!unpacked);
        QCOMPARE(unpacked.error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestCompression)
#include "tst_compression.moc"
