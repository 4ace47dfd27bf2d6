// SPDX-License-Identifier: GPL-3.0-or-later
// Pickles written anew: every fixture in every protocol and both forms of arrays builds what it built.
#include "io/pickle/opcodes.h"
#include "io/pickle/rewrite.h"
#include "io/pickle/same_pickle.h"
#include "pickle_test.h"

#include <QElapsedTimer>

using namespace strata;
using namespace strata::pickle;

namespace {

struct Rewritten {
    QByteArray bytes;
    std::size_t largest = 0; ///< block that was handed on
    std::optional<Error> error;
};

Rewritten rewrite(const PickleDocument& pickle, const ByteSource& source,
                  const RewriteOptions& options)
{
    Rewritten out;
    const auto done =
        rewrite_pickle(pickle, source, options,
                       [&](std::span<const std::byte> bytes) -> Result<void> {
                           out.bytes.append(reinterpret_cast<const char*>(bytes.data()),
                                            static_cast<qsizetype>(bytes.size()));
                           out.largest = std::max(out.largest, bytes.size());
                           return {};
                       },
                       {});
    if (!done)
        out.error = done.error();
    return out;
}

Rewritten rewrite(const QByteArray& bytes, const RewriteOptions& options)
{
    const SharedSource source = test::source_of(bytes);
    const PickleDocument pickle = test::read(bytes);
    return rewrite(pickle, *source, options);
}

QByteArray difference(const QByteArray& one, const QByteArray& other)
{
    const auto same = compare_pickles(test::read(one), test::read(other), {});
    return same ? QByteArray() : QByteArray::fromStdString(same.error().detail);
}

/// The pickle itself of a file that may be compressed.
QByteArray unpacked(const QString& path)
{
    const QByteArray bytes = test::file_bytes(path);
    const auto head = std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())));
    const auto compression = detect_compression(head);
    if (!compression)
        return bytes;
    const auto out = unpack(*test::source_of(bytes), *compression, {});
    if (!out)
        return bytes;
    const auto all = out->source->read_copy(0, out->source->size());
    return all ? QByteArray(reinterpret_cast<const char*>(all->data()), qsizetype(all->size()))
               : bytes;
}

std::size_t inline_arrays(const PickleDocument& pickle)
{
    return pickle.joblib.inline_arrays;
}

/// A pickle from a literal, which may hold zeros.
template <std::size_t size> QByteArray raw(const char (&literal)[size])
{
    return {literal, qsizetype(size - 1)};
}

QByteArray pkl(const char* name)
{
    return test::file_bytes(test::data_path(QStringLiteral("pickle/") + QLatin1String(name)));
}

} // namespace

class TestPickleRewrite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_fixture_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* const family : {"pickle", "joblib", "sklearn"}) {
            QDirIterator each(test::data_path(QLatin1String(family)), QDir::Files,
                              QDirIterator::Subdirectories);
            while (each.hasNext()) {
                const QString path = each.next();
                if (!path.endsWith(QStringLiteral(".json")))
                    QTest::newRow(qPrintable(QDir(test::data_path({})).relativeFilePath(path)))
                        << path;
            }
        }
    }

    void every_fixture()
    {
        QFETCH(QString, path);
        const QByteArray bytes = unpacked(path);
        const PickleDocument before = test::read(bytes);
        for (int protocol = 2; protocol <= highest_protocol; ++protocol) {
            for (const bool joblib : {false, true}) {
                const Rewritten out =
                    rewrite(before, *before.graph.source(), {protocol, joblib, true});
                if (before.verdict.integrity != Integrity::Complete) {
                    QVERIFY(out.error && out.bytes.isEmpty());
                    continue;
                }
                QVERIFY2(!out.error, out.error ? out.error->detail.c_str() : "");
                const PickleDocument after = test::read(out.bytes);
                QCOMPARE(after.verdict.integrity, Integrity::Complete);
                QCOMPARE(after.protocol(), protocol);
                for (const Stream& stream : after.streams) {
                    for (int byte = 0; byte < 256; ++byte)
                        QVERIFY(!stream.opcodes[std::size_t(byte)] ||
                                opcode_protocol(std::uint8_t(byte)) <= protocol);
                }
                QVERIFY(joblib || inline_arrays(after) == 0);
                const QByteArray differs = difference(bytes, out.bytes);
                QVERIFY2(differs.isEmpty(), differs.constData());
            }
        }
    }

    void arrays_take_the_form_of_the_target()
    {
        const Rewritten wrapped = rewrite(pkl("arrays.p4.pkl"), {4, true, true});
        QVERIFY(!wrapped.error);
        const PickleDocument joblib = test::read(wrapped.bytes);
        QVERIFY(inline_arrays(joblib) > 5);
        for (std::size_t i = 0; i < joblib.graph.size(); ++i) {
            const auto* const array = joblib.graph.inline_array(ObjectId{std::uint32_t(i)});
            if (array != nullptr) // what joblib maps into memory starts at multiples of 16
                QCOMPARE(array->offset % 16, std::uint64_t{0});
        }
        const Rewritten back = rewrite(wrapped.bytes, {4, false, true});
        QVERIFY(!back.error);
        QCOMPARE(inline_arrays(test::read(back.bytes)), std::size_t{0});
        QVERIFY(!back.bytes.contains("joblib"));
    }

    /// joblib itself writes such an array twice.
    void an_array_that_is_used_twice_stays_one()
    {
        const QByteArray bytes = pkl("same_array_twice.p4.pkl");
        const Rewritten wrapped = rewrite(bytes, {4, true, true});
        QVERIFY(!wrapped.error);
        QCOMPARE(inline_arrays(test::read(wrapped.bytes)), std::size_t{1});
        QCOMPARE(difference(bytes, wrapped.bytes), QByteArray());
    }

    void what_differs_is_seen_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::newRow("number") << raw("\x80\x02K\x01.") << raw("\x80\x02K\x02.");
        QTest::newRow("type") << raw("\x80\x02K\x01.") << raw("\x80\x02\x88.");
        QTest::newRow("text") << raw("(S'a'\nl.") << raw("(S'b'\nl.");
        QTest::newRow("order") << raw("(K\x01K\x02l.") << raw("(K\x02K\x01l.");
        QTest::newRow("shared list") << raw("(]q\x01h\x01l.") << raw("(]q\x01]q\x02l.");
        QTest::newRow("list of its own") << raw("(]q\x01]q\x02l.") << raw("(]q\x01h\x01l.");
        QTest::newRow("called name") << raw("cshop\nA\n)R.") << raw("cshop\nB\n)R.");
        QTest::newRow("dropped call") << raw("cshop\nA\n)R0N.") << raw("N.");
        QTest::newRow("state") << raw("cshop\nA\n)R}b.") << raw("cshop\nA\n)R.");
    }
    void what_differs_is_seen()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        QCOMPARE(difference(one, one), QByteArray());
        QVERIFY(!difference(one, other).isEmpty());
    }

    void values_of_arrays_are_compared()
    {
        const QByteArray bytes = pkl("array.p4.pkl");
        const Rewritten wrapped = rewrite(bytes, {4, true, true});
        QVERIFY(!wrapped.error);
        QByteArray changed = wrapped.bytes;
        changed[changed.size() - 4] = char(changed[changed.size() - 4] ^ 1);
        QVERIFY(difference(bytes, changed).contains("array"));
    }

    void forms_that_older_protocols_lack()
    {
        // frozenset, set, bytes, bytearray, a name with dots, keyword arguments
        const QByteArray bytes = raw("\x80\x05(\x8f(K\x01\x90(K\x02\x91"
                                     "C\x02"
                                     "a\xff"
                                     "\x96\x02\0\0\0\0\0\0\0"
                                     "b\xfe"
                                     "\x8c\x04shop\x8c\x03"
                                     "A.B\x93"
                                     "\x8c\x04shop\x8c\x01"
                                     "C\x93)}\x8c\x01kK\x03s\x92t.");
        QCOMPARE(test::read(bytes).verdict.integrity, Integrity::Complete);
        for (int protocol = 2; protocol <= 5; ++protocol) {
            const Rewritten out = rewrite(bytes, {protocol, false, true});
            QVERIFY2(!out.error, out.error ? out.error->detail.c_str() : "");
            QCOMPARE(difference(bytes, out.bytes), QByteArray());
        }
    }

    void what_is_dropped_may_take_a_call_in_older_protocols()
    {
        const QByteArray bytes = raw("\x80\x04"
                                     "C\x01"
                                     "a0\x8f"
                                     "0cshop\nA\n)R0N.");
        for (int protocol = 2; protocol <= 5; ++protocol) {
            const Rewritten out = rewrite(bytes, {protocol, false, true});
            QVERIFY2(!out.error, out.error ? out.error->detail.c_str() : "");
            QCOMPARE(difference(bytes, out.bytes), QByteArray());
        }
    }

    void what_cannot_be_written_is_refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("protocol");
        QTest::newRow("cut") << raw("\x80\x04]\x94(K\x01") << 4;
        QTest::newRow("buffer") << pkl("external_buffers.pkl") << 5;
        QTest::newRow("two pickles") << pkl("two_pickles.pkl") << 4;
        QTest::newRow("set in itself") // a tuple in the set holds it
            << raw("\x80\x04\x8f\x94(h\0\x85\x90.") << 3;
        QTest::newRow("set filled later") << raw("\x80\x04(\x8f\x94K\x01h\0(K\x02\x90t.") << 2;
        QTest::newRow("name with a line break") << raw("\x80\x04\x8c\x03"
                                                       "a\nb\x8c\x01"
                                                       "c\x93.")
                                                << 2;
        QTest::newRow("computed name") << raw("\x80\x04\x8c\x02oscshop\nA\n)R\x93.") << 5;
        QTest::newRow("protocol 1") << raw("N.") << 1;
        QTest::newRow("protocol 6") << raw("N.") << 6;
    }
    void what_cannot_be_written_is_refused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, protocol);
        const Rewritten out = rewrite(bytes, {protocol, false, true});
        QVERIFY(out.error);
        QCOMPARE(out.error->code, ErrorCode::BadArgument);
        QVERIFY(!out.error->detail.empty());
        QVERIFY(out.bytes.isEmpty());
    }

    /// What an array of objects holds is not made anew, so that it need not wait for its end.
    void objects_are_handed_on_before_their_array_is_complete()
    {
        QByteArray bytes = raw("\x80\x04\x8c\x16numpy._core.multiarray\x8c\x0c_reconstruct\x93"
                               "\x8c\x05numpy\x8c\x07ndarray\x93K\0\x85"
                               "C\x01"
                               "b\x87R(K\x01J\x40\x0d\x03\0\x85\x8c\x05numpy\x8c\x05"
                               "dtype\x93\x8c\x02O8\x89\x88\x87R(K\x03\x8c\x01|NNNJ\xff\xff\xff\xff"
                               "J\xff\xff\xff\xffK?tb\x89](");
        for (int i = 0; i < 200'000; ++i)
            bytes += raw("G\x40\x09\x21\xfb\x54\x44\x2d\x18");
        bytes += raw("etb.");
        for (const bool joblib : {false, true}) {
            const Rewritten out = rewrite(bytes, {4, joblib, true});
            QVERIFY2(!out.error, out.error ? out.error->detail.c_str() : "");
            QVERIFY(out.largest <= std::size_t{256} << 10);
            QCOMPARE(difference(bytes, out.bytes), QByteArray());
        }
    }

    /// A name that an array may be made of waits with all that follows it; with each byte that waited
    /// moved at each step this takes a minute.
    void what_waits_is_not_moved_over_and_over()
    {
        constexpr int numbers = 300'000;
        QByteArray bytes = raw("\x80\x04(\x8c\x05numpy\x8c\x05"
                               "dtype\x93");
        for (int i = 0; i < numbers; ++i)
            bytes += raw("\x8a\x09\1\2\3\4\5\6\7\x08\x09");
        bytes += raw("t.");
        const SharedSource source = test::source_of(bytes);
        const PickleDocument pickle = test::read(bytes);
        QElapsedTimer timer;
        timer.start();
        const Rewritten out = rewrite(pickle, *source, {4, true, true});
        QVERIFY(!out.error);
        QCOMPARE(out.bytes, bytes);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }

    /// A text that was handed on and lies on top again later cannot be taken back.
    void what_was_handed_on_stays()
    {
        QByteArray bytes = raw("\x80\x04\x8c\x04shop\x8c\x01"
                               "A(");
        for (int i = 0; i < 30'000; ++i)
            bytes += raw("G\x40\x09\x21\xfb\x54\x44\x2d\x18");
        bytes += raw("1\x93.");
        const Rewritten same = rewrite(bytes, {4, false, true});
        QVERIFY(!same.error);
        QCOMPARE(same.bytes, bytes);
        const Rewritten older = rewrite(bytes, {3, false, true});
        QVERIFY(older.error);
        QCOMPARE(older.error->code, ErrorCode::BadArgument);
    }

    void long_arrays_are_handed_on_in_blocks()
    {
        constexpr int length = 9 << 20;
        QByteArray bytes = raw("\x80\x04"
                               "B");
        for (int shift = 0; shift < 32; shift += 8)
            bytes += char(length >> shift);
        bytes += QByteArray(length, '\xe9') + '.';
        for (const int protocol : {2, 3, 5}) {
            const Rewritten out = rewrite(bytes, {protocol, false, true});
            QVERIFY(!out.error);
            QVERIFY(out.largest <= std::size_t{2} << 20);
            QCOMPARE(difference(bytes, out.bytes), QByteArray());
            const Rewritten back = rewrite(out.bytes, {4, false, true});
            QCOMPARE(back.bytes, bytes);
        }
    }
};

QTEST_APPLESS_MAIN(TestPickleRewrite)
#include "tst_pickle_rewrite.moc"
