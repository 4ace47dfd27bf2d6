// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/rules.h"
#include "tests/unit/pickle/pickle_test.h"

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

/// One opcode after the other, on pickles written by hand.
class TestPickleOpcodes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void value_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, QByteArray pickle, const char* expected) {
            QTest::newRow(name) << pickle << QByteArray(expected);
        };
        const auto raw = [](const char* bytes, int size) {
            return QByteArray(bytes, size);
        };
        row("NONE", "N.", "None");
        row("NEWTRUE", raw("\x80\x02\x88.", 4), "True");
        row("NEWFALSE", raw("\x80\x02\x89.", 4), "False");
        row("INT", "I-12\n.", "-12");
        row("INT true", "I01\n.", "True");
        row("INT false", "I00\n.", "False");
        row("INT hexadecimal", "I0x1f\n.", "31");
        row("INT octal", "I010\n.", "8");
        row("INT beyond 64 bits", "I123456789012345678901234567890\n.",
            "123456789012345678901234567890");
        row("LONG", "L5L\n.", "5");
        row("LONG without L", "L-7\n.", "-7");
        row("LONG beyond 64 bits", "L-123456789012345678901234567890L\n.",
            "-123456789012345678901234567890");
        row("BININT", raw("J\xff\xff\xff\xff.", 6), "-1");
        row("BININT1", raw("K\xff.", 3), "255");
        row("BININT2", raw("M\x01\x02.", 4), "513");
        row("LONG1", raw("\x80\x02\x8a\x02\x00\x80.", 7), "-32768");
        row("LONG1 of nothing", raw("\x80\x02\x8a\x00.", 5), "0");
        row("LONG1 of nine bytes", raw("\x80\x02\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01.", 14),
            "18446744073709551616");
        row("LONG1 of nine negative bytes",
            raw("\x80\x02\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\xff.", 14),
            "-18446744073709551616");
        row("LONG4", raw("\x80\x02\x8b\x01\x00\x00\x00\x7f.", 9), "127");
        row("FLOAT", "F0.1\n.", "0.1");
        row("FLOAT infinity", "F-inf\n.", "-inf");
        row("BINFLOAT", raw("G\x3f\xf8\x00\x00\x00\x00\x00\x00.", 10), "1.5");
        row("STRING", "S'a\\n\\x41\\101'\n.", "'a\\nAA'");
        row("STRING in double quotes", "S\"it's\"\n.", "\"it's\"");
        row("BINSTRING", raw("T\x02\x00\x00\x00hi.", 8), "'hi'");
        row("SHORT_BINSTRING", raw("U\x02hi.", 5), "'hi'");
        row("UNICODE", "Va\\u00e9\\U0001f600\\x.\n.", "'aé😀\\\\x.'");
        row("UNICODE latin1", raw("V\xe9\n.", 4), "'é'");
        row("BINUNICODE", raw("X\x02\x00\x00\x00\xc3\xa9.", 8), "'é'");
        row("BINUNICODE with a surrogate", raw("X\x03\x00\x00\x00\xed\xa0\x80.", 9),
            "'\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd'");
        row("SHORT_BINUNICODE", raw("\x80\x04\x8c\x02hi.", 7), "'hi'");
        row("BINUNICODE8", raw("\x80\x04\x8d\x02\x00\x00\x00\x00\x00\x00\x00hi.", 14), "'hi'");
        row("SHORT_BINBYTES",
            raw("\x80\x03"
                "C\x02\x00\xff.",
                7),
            "b'\\x00\\xff'");
        row("BINBYTES",
            raw("\x80\x03"
                "B\x01\x00\x00\x00x.",
                9),
            "b'x'");
        row("BINBYTES8", raw("\x80\x04\x8e\x01\x00\x00\x00\x00\x00\x00\x00x.", 13), "b'x'");
        row("EMPTY_TUPLE", ").", "()");
        row("TUPLE", "(I1\nI2\nt.", "(1, 2)");
        row("TUPLE1", raw("\x80\x02K\x01\x85.", 6), "(1,)");
        row("TUPLE2", raw("\x80\x02K\x01K\x02\x86.", 8), "(1, 2)");
        row("TUPLE3", raw("\x80\x02K\x01K\x02K\x03\x87.", 10), "(1, 2, 3)");
        row("LIST", "(I1\nI2\nl.", "[1, 2]");
        row("EMPTY_LIST and APPENDS", "](I1\nI2\ne.", "[1, 2]");
        row("APPEND", "]I1\naI2\na.", "[1, 2]");
        row("DICT", "(I1\nI2\nd.", "{1: 2}");
        row("EMPTY_DICT and SETITEMS", "}(I1\nI2\nI3\nI4\nu.", "{1: 2, 3: 4}");
        row("SETITEM", "}I1\nI2\ns.", "{1: 2}");
        row("EMPTY_SET and ADDITEMS", raw("\x80\x04\x8f(K\x01\x90.", 8), "{1}");
        row("FROZENSET", raw("\x80\x04(K\x01\x91.", 7), "frozenset({1})");
        row("DUP", "I1\n2\x86.", "(1, 1)");
        row("POP", "I1\nI2\n0.", "1");
        row("POP of a MARK", "I1\n(0.", "1");
        row("POP_MARK", "I1\n(I2\nI3\n1.", "1");
        row("PUT and GET", "I5\np7\n0g7\n.", "5");
        row("PUT beyond 64 bits", "I5\np99999999999999999999\n0g99999999999999999999\n.", "5");
        row("PUT again overwrites", "I1\np0\n0I2\np0\n0g0\n.", "2");
        row("BINPUT and BINGET",
            raw("K\x05q\x03"
                "0h\x03.",
                8),
            "5");
        row("LONG_BINPUT far away",
            raw("K\x05r\xff\xff\xff\xff"
                "0j\xff\xff\xff\xff.",
                14),
            "5");
        row("MEMOIZE counts filled slots",
            raw("\x80\x04K\x05q\x09"
                "0K\x06\x94"
                "0h\x01.",
                14),
            "6");
        row("GLOBAL", "cnumpy\nfloat64\n.", "numpy.float64");
        row("STACK_GLOBAL",
            raw("\x80\x04\x8c\x05numpy\x8c\x07"
                "float64\x93.",
                20),
            "numpy.float64");
        row("Python 2 name", "c__builtin__\nxrange\n.", "builtins.range");
        row("complex", "cbuiltins\ncomplex\n(F1.0\nF-2.0\ntR.", "(1-2j)");
        row("set at protocol 2", "c__builtin__\nset\n((lI1\natR.", "{1}");
        row("bytes at protocol 2", "c_codecs\nencode\n(Vab\\u00ff\nVlatin1\ntR.", "b'ab\\xff'");
        row("leftover stack", "I1\nI2\n.", "2");
        row("leftover mark", "I1\n(I2\n.", "2");
        row("a list in itself",
            "]q\x01h\x01"
            "a.",
            "[<…>]");
    }

    void value()
    {
        QFETCH(QByteArray, pickle);
        QFETCH(QByteArray, expected);
        const PickleDocument document = read(pickle);
        const Value value = value_of(document.graph, document.root);
        QCOMPARE(QByteArray::fromStdString(value.repr()), expected);
        QVERIFY2(document.streams.front().complete, findings_text(document));
        QCOMPARE(document.streams.front().end, static_cast<std::uint64_t>(pickle.size()));
    }

    void damage_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("rule");
        const auto row = [](const char* name, QByteArray pickle, std::string_view rule) {
            QTest::newRow(name) << pickle
                                << QString::fromUtf8(rule.data(), static_cast<int>(rule.size()));
        };
        row("no STOP", "I1\n", rules::truncated);
        row("line without end", "I1\nI123", rules::truncated);
        row("argument cut",
            QByteArray("NX\x05\x00\x00\x00"
                       "ab",
                       8),
            rules::truncated);
        row("length past the end", QByteArray("N\x8d\xff\xff\xff\xff\xff\xff\xff\xff", 10),
            rules::truncated);
        row("negative length", QByteArray("NT\xff\xff\xff\xff.", 7), rules::bad_opcode);
        row("negative LONG4", QByteArray("N\x8b\xff\xff\xff\xff.", 7), rules::bad_opcode);
        row("unknown byte", "N\xfe.", rules::bad_opcode);
        row("INT of letters", "NIabc\n.", rules::bad_opcode);
        row("STRING without quotes", "NSabc\n.", rules::bad_opcode);
        row("unset slot", "Ng5\n.", rules::bad_operand);
        row("nothing to pop", "N00.", rules::bad_operand);
        row("no mark", "Nt.", rules::bad_operand);
        row("nothing below a mark", "(Nu.", rules::bad_operand);
        row("odd dict", "(Nd.", rules::bad_operand);
        row("stack ends at a mark", "N(R.", rules::bad_operand);
        row("EXT of zero", QByteArray("N\x82\x00.", 4), rules::bad_operand);
        row("protocol 9", QByteArray("\x80\x09N.", 4), rules::unknown_protocol);
    }

    void damage()
    {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, rule);
        const PickleDocument document = read(pickle);
        QVERIFY2(has_rule(document, rule.toStdString()), findings_text(document));
        QCOMPARE(document.verdict.integrity, Integrity::Incomplete);
    }

    void a_broken_off_pickle_shows_what_it_held()
    {
        const QByteArray whole =
            "ccollections\nOrderedDict\n)R}(S'a'\nI1\nS'b'\n(I2\nI3\nlS'c'\nub.";
        const PickleDocument document = read(whole.left(whole.size() - 7));
        QCOMPARE(document.graph.integer(document.graph.attribute(document.root, "a")),
                 std::optional<std::int64_t>(1));
        QVERIFY(document.graph.operations(document.root).front().assumed);
    }

    void nothing_that_is_no_pickle()
    {
        QVERIFY(!read_pickle(source_of("\xff\xfe"), {}, {}).has_value());
        QVERIFY(!read_pickle(source_of(""), {}, {}).has_value());
    }

    void streams_and_what_follows()
    {
        const PickleDocument two = read("I1\n.I2\n.");
        QCOMPARE(two.streams.size(), std::size_t{2});
        QCOMPARE(two.streams[1].offset, std::uint64_t{4});
        QCOMPARE(two.verdict.integrity, Integrity::Ambiguous);
        const PickleDocument trailing = read(QByteArray("I1\n.\0\0\0junk", 11));
        QCOMPARE(trailing.trailing_bytes, std::uint64_t{7});
        QVERIFY(has_rule(trailing, rules::trailing_data));
    }

    void protocol_without_proto()
    {
        QCOMPARE(read("I1\n.").protocol(), 0);
        QCOMPARE(read("K\x01.").protocol(), 1);
        QCOMPARE(read(QByteArray("\x80\x03N.", 4)).protocol(), 3);
    }

    void looking_like_a_pickle()
    {
        const auto looks = [](const QByteArray& bytes, bool complete) {
            return looks_like_pickle(
                std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
                complete);
        };
        QVERIFY(looks(QByteArray("\x80\x04N.", 4), true));
        QVERIFY(looks("(lp0\nI1\naI2\na.", true));
        QVERIFY(looks("(lp0\nI1\naI2\na", false));
        QVERIFY(!looks("Not a pickle, but text that goes on.", true));
        QVERIFY(!looks("(these are words)\n", false));
        QVERIFY(!looks("{\"a\": 1}", true));
        QVERIFY(!looks("\x89PNG\r\n\x1a\n", true));
        QVERIFY(!looks("", true));
    }
};

QTEST_GUILESS_MAIN(TestPickleOpcodes)
#include "tst_pickle_opcodes.moc"
