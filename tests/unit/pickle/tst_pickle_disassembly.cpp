// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/disassembly.h"

#include "pickle_test.h"

#include <QRandomGenerator>

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

namespace {

QStringList lines_of(const QByteArray& bytes, std::uint64_t offset, std::size_t before,
                     std::size_t after, const std::vector<RawRun>& raw = {})
{
    const auto out = disassemble(*source_of(bytes), offset, raw, before, after, {});
    if (!out)
        return {QString::fromLatin1(error_code_name(out.error().code))};
    QStringList lines;
    for (std::size_t i = 0; i < out->lines.size(); ++i) {
        const OpcodeLine& line = out->lines[i];
        lines.append(QStringLiteral("%1%2 %3 %4")
                         .arg(i == out->chosen ? QStringLiteral("> ") : QString())
                         .arg(line.offset)
                         .arg(QString::fromLatin1(opcode_name(line.opcode)),
                              QString::fromStdString(line.argument))
                         .trimmed());
    }
    return lines;
}

} // namespace

class TestPickleDisassembly : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOpcodeHasAName()
    {
        for (int byte = 0; byte < 256; ++byte) {
            const bool known = opcode_protocol(static_cast<std::uint8_t>(byte)) >= 0;
            QCOMPARE(qstrcmp(opcode_name(static_cast<std::uint8_t>(byte)), "?") != 0, known);
        }
    }

    void aCall()
    {
        // pickletools.dis of a posix.system call, protocol 4
        const QByteArray bytes("\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94"
                               "\x85\x94R\x94.",
                               31);
        QCOMPARE(lines_of(bytes, 28, 3, 1),
                 (QStringList{QStringLiteral("25 MEMOIZE"), QStringLiteral("26 TUPLE1"),
                              QStringLiteral("27 MEMOIZE"), QStringLiteral("> 28 REDUCE"),
                              QStringLiteral("29 MEMOIZE")}));
        // A byte within an argument belongs to its opcode.
        QCOMPARE(lines_of(bytes, 5, 1, 0),
                 (QStringList{QStringLiteral("0 PROTO 4"),
                              QStringLiteral("> 2 SHORT_BINUNICODE 'posix'")}));
    }

    void argumentsOfEveryKind()
    {
        QByteArray bytes("cos\nsystem\nI12\nK\x07M\x00\x01J\xff\xff\xff\xff", 25);
        bytes += QByteArray("G\x3f\xf0\x00\x00\x00\x00\x00\x00", 9);
        bytes += QByteArray("\x8a\x01\xff", 3) + QByteArray("C\x02\x00\x01", 4) + '.';
        QCOMPARE(lines_of(bytes, 0, 0, 20),
                 (QStringList{QStringLiteral("> 0 GLOBAL os system"), QStringLiteral("11 INT 12"),
                              QStringLiteral("15 BININT1 7"), QStringLiteral("17 BININT2 256"),
                              QStringLiteral("20 BININT -1"), QStringLiteral("25 BINFLOAT 1.0"),
                              QStringLiteral("34 LONG1 -1"),
                              QStringLiteral("37 SHORT_BINBYTES b'\\x00\\x01'"),
                              QStringLiteral("41 STOP")}));
    }

    void longArgumentsAreCut()
    {
        const QByteArray bytes = QByteArray("X\x00\x10\x00\x00", 5) + QByteArray(4096, 'a') + '.';
        const QStringList lines = lines_of(bytes, 0, 0, 5);
        QVERIFY(lines[0].endsWith(QStringLiteral("…")) && lines[0].size() < 140);
        QCOMPARE(lines[1], QStringLiteral("4101 STOP"));
    }

    /// A long module must not hide the function that is called.
    void longLinesAreCutOneByOne()
    {
        const QByteArray module(10'000, 'm');
        const QStringList lines = lines_of("c" + module + "\nsystem\n.", 0, 0, 5);
        QCOMPARE(lines, (QStringList{QStringLiteral("> 0 GLOBAL ") + QString(96, QLatin1Char('m')) +
                                         QStringLiteral("… system"),
                                     QStringLiteral("10009 STOP")}));
        QCOMPARE(lines_of("I" + QByteArray(97, '1') + "\n.", 0, 0, 0),
                 QStringList{QStringLiteral("> 0 INT ") + QString(96, QLatin1Char('1')) +
                             QStringLiteral("…")});
    }

    void longNumbersSayTheirSize()
    {
        const QByteArray bytes =
            QByteArray("\x8b\xf4\x01\x00\x00", 5) + QByteArray(500, '\1') + '.';
        QCOMPARE(lines_of(bytes, 0, 0, 0), QStringList{QStringLiteral("> 0 LONG4 (500 bytes)")});
    }

    void rawArraysAreJumpedOver()
    {
        const QByteArray bytes = QByteArray("Nb\x03zzz", 6) + QByteArray(16, '\xff') + "N.";
        QCOMPARE(lines_of(bytes, 22, 5, 5),
                 QStringList{QStringLiteral("Malformed")}.replaceInStrings(
                     QStringLiteral("Malformed"),
                     QString::fromLatin1(error_code_name(ErrorCode::Malformed))));
        QCOMPARE(lines_of(bytes, 22, 5, 5, {{6, 16}}),
                 (QStringList{QStringLiteral("0 NONE"), QStringLiteral("1 BUILD"),
                              QStringLiteral("> 22 NONE"), QStringLiteral("23 STOP")}));
    }

    void damagedBytesAreNoReasonToFailLater()
    {
        QCOMPARE(lines_of(QByteArray("N\xff\xff", 3), 0, 1, 5),
                 QStringList{QStringLiteral("> 0 NONE")});
        QCOMPARE(lines_of(QByteArray("X\xff\xff\xff\x7f"
                                     "ab",
                                     7),
                          0, 1, 5)
                     .size(),
                 1);
        QCOMPARE(lines_of(QByteArray("N."), 9, 1, 5).size(), 1);
    }

    /// Whatever the bytes and the place, there is an answer or an error, and lines rise.
    void anyBytesAreTaken()
    {
        QRandomGenerator random(7);
        for (int run = 0; run < 3000; ++run) {
            QByteArray bytes(1 + random.bounded(60), '\0');
            for (char& byte : bytes) // mostly opcodes, and lengths that lie
                byte = random.bounded(3) == 0
                           ? char(random.bounded(256))
                           : "(0NXCGcI\n\x8c\x8e\x95\x8a\x8b."[random.bounded(15)];
            const auto out = disassemble(*source_of(bytes), random.bounded(70), {}, 5, 5, {});
            if (!out)
                continue;
            QVERIFY(out->chosen < out->lines.size());
            for (std::size_t i = 1; i < out->lines.size(); ++i)
                QVERIFY(out->lines[i - 1].offset < out->lines[i].offset);
        }
    }

    /// Every finding of the hostile fixtures with an offset stands at an opcode.
    void hostileFindingsStandAtOpcodes()
    {
        QDirIterator files(QStringLiteral(STRATA_TEST_DATA "/hostile"), {QStringLiteral("*.pkl")},
                           QDir::Files);
        int looked_at = 0;
        QStringList unread;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            const auto document = read_pickle(source_of(bytes), {}, {});
            if (!document)
                continue;
            for (const Finding& finding : document->findings) {
                // Of a pickle in a text of this one the offset lies within the text.
                if (finding.rule != "pickle-dangerous-global" || !finding.offset ||
                    file.fileName().contains(QStringLiteral("nested")))
                    continue;
                const auto out = disassemble(*source_of(bytes), *finding.offset, {}, 4, 4, {});
                if (!out) { // other bytes lie between the file's pickles
                    unread.append(QFileInfo(file).fileName());
                    continue;
                }
                QVERIFY2(
                    out->lines[out->chosen].offset == *finding.offset,
                    qPrintable(QStringLiteral("%1: %2").arg(file.fileName()).arg(*finding.offset)));
                ++looked_at;
            }
        }
        QVERIFY(looked_at > 20);
        QVERIFY2(unread.size() < 3, qPrintable(unread.join(QLatin1Char(' '))));
    }
};

QTEST_APPLESS_MAIN(TestPickleDisassembly)
#include "tst_pickle_disassembly.moc"
