// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/npy_format.h"
#include "io/formats/npy_header.h"
#include "io/formats/rules.h"
#include "tests/unit/formats/array_fixtures.h"

#include <QTest>

using namespace strata;

namespace {

/// A .npy of version `major` whose header's text is `header`.
QByteArray npy(const QByteArray& header, char major = 1, const QByteArray& data = {})
{
    QByteArray out("\x93NUMPY");
    out.append(major).append('\0');
    for (int byte = 0; byte < (major == 1 ? 2 : 4); ++byte)
        out.append(static_cast<char>(header.size() >> (8 * byte) & 0xff));
    return out + header + data;
}

QByteArray header_of(const QByteArray& descr, const QByteArray& shape = "(2,)",
                     const QByteArray& order = "False")
{
    return "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

} // namespace

class TestNpyFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixtures_data();
    void fixtures();
    void truncated_fixtures();
    void changed_fixtures();
    void accepted_headers_data();
    void accepted_headers();
    void rejected_headers_data();
    void rejected_headers();
    void rejected_preambles_data();
    void rejected_preambles();
    void fields();
    void metadata();
    void short_data();
    void trailing_data();
    void long_header();
};

void TestNpyFormat::fixtures_data()
{
    QTest::addColumn<QString>("path");
    for (const QString& name : fixtures::names("npy", "npy"))
        QTest::newRow(qPrintable(name)) << fixtures::folder("npy") + "/" + name;
}

void TestNpyFormat::fixtures()
{
    QFETCH(QString, path);
    const auto opened = fixtures::open(npy_format, fixtures::read_file(path));
    QVERIFY(opened);
    fixtures::walk(*opened);
    const QJsonObject wanted = fixtures::expectation(path);
    if (!wanted.isEmpty())
        fixtures::compare_document(*opened, wanted);
}

void TestNpyFormat::truncated_fixtures()
{
    for (const QString& name : fixtures::names("npy", "npy"))
        fixtures::try_truncations(npy_format, fixtures::read_file(fixtures::folder("npy/") + name));
}

void TestNpyFormat::changed_fixtures()
{
    unsigned seed = 1;
    for (const char* const name : {"cube", "records", "nested_records", "unicode_fields", "text"})
        fixtures::try_changes(
            npy_format, fixtures::read_file(fixtures::folder("npy/") + name + ".npy"), seed++);
}

void TestNpyFormat::accepted_headers_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("major");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* name, const QByteArray& header, int major, const char* detail) {
        QTest::newRow(name) << header << major << QString(detail);
    };
    row("Python 2 long", header_of("'<f8'", "(3L, 4L)"), 1, "float64 3 4");
    row("no spaces, no comma", "{'descr':'<f8','fortran_order':False,'shape':(3,4)}", 1,
        "float64 3 4");
    row("double quotes", "{\"descr\": \"|i1\", \"fortran_order\": True, \"shape\": ()}", 2, "int8");
    row("prefixed strings", header_of("u'<u2'", "(5,)"), 1, "uint16 5");
    row("byte order of this machine", header_of("'=f4'", "(1,)"), 1, "float32 1");
    row("padding", header_of("[('a', '|u1'), ('', '|V3'), ('b', '<f4')]", "(1,)"), 1, "void64 1");
    row("nested sub-array", header_of("[('a', ('<f4', (2, 3)), (4,))]", "(1,)"), 1, "void768 1");
    row("title", header_of("[(('long title', 'a'), '<f4')]", "(1,)"), 1, "void32 1");
    row("escaped name", header_of("[('a\\'\\n\\xe9', '<f4')]", "(1,)"), 3, "void32 1");
    row("no field", header_of("[]", "(3,)"), 1, "void 3");
    row("empty axis", header_of("'<f4'", "(0, 9223372036854775807, 4)"), 1,
        "float32 0 9223372036854775807 4");
}

void TestNpyFormat::accepted_headers()
{
    QFETCH(QByteArray, header);
    QFETCH(int, major);
    QFETCH(QString, detail);
    const auto read = read_npy_header(*fixtures::memory(npy(header, static_cast<char>(major))), 0);
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QString text = QString::fromStdString(read->dtype.name());
    for (const std::uint64_t length : read->shape)
        text += " " + QString::number(length);
    QCOMPARE(text, detail);
}

void TestNpyFormat::rejected_headers_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* name, const QByteArray& header, const char* detail) {
        QTest::newRow(name) << header << QString(detail);
    };
    row("empty", "", "not a literal");
    row("no dict", "[1, 2]", "header is no dict");
    row("text behind", header_of("'<f4'") + "x", "text after the literal");
    row("no descr", "{'fortran_order': False, 'shape': ()}", "no key 'descr'");
    row("key twice", "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'shape': (1,)}",
        "key 'shape' twice");
    row("further key", "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1}",
        "unknown key");
    row("order is a number", header_of("'<f4'", "()", "0"), "fortran_order: 0");
    row("shape is a list", header_of("'<f4'", "[1, 2]"), "shape: [1, 2]");
    row("shape is a number", header_of("'<f4'", "3"), "shape: 3");
    row("negative length", header_of("'<f4'", "(-1,)"), "shape: -1");
    row("length beyond 64 bits", header_of("'<f4'", "(99999999999999999999,)"),
        "shape: 99999999999999999999");
    row("fraction", header_of("'<f4'", "(1.5,)"), "sequence without ',' or end");
    row("too many bytes", header_of("'<f8'", "(4294967296, 4294967296)"),
        "shape: more bytes than 64 bits count");
    row("too many axes", header_of("'|u1'", "(" + QByteArray("1, ").repeated(65) + ")"),
        "tensor_rank");
    row("unknown dtype", header_of("'<q8'"), "descr: '<q8'");
    row("dtype is a number", header_of("8"), "descr: 8");
    row("dtype too wide", header_of("'|V2147483648'"), "descr: '|V2147483648'");
    row("struct too wide", header_of("[('a', '|V2147483647'), ('b', '|u1')]"), "descr: item size");
    row("sub-array too wide", header_of("[('a', '<f8', (4611686018427387904, 2))]"),
        "descr: item size");
    row("sub-array outside", header_of("('<f4', (2,))"), "descr: a sub-array outside a field");
    row("field of one part", header_of("[('a',)]"), "descr: field ('a',)");
    row("field without text", header_of("[(1, '<f4')]"), "descr: field name 1");
    row("field twice", header_of("[('a', '<f4'), ('a', '<f4')]"), "descr: field 'a' twice");
    row("call", header_of("dtype('<f4')"), "not a literal");
    row("sum", header_of("'<f4'", "(1 + 1,)"), "sequence without ',' or end");
    row("unclosed text", "{'descr", "string without end");
    row("unclosed dict", "{'descr': '<f4'", "dict without '}'");
    row("unclosed tuple", header_of("'<f4'", "(1,"), "not a literal");
    row("no colon", "{'descr' '<f4'}", "dict without ':'");
    row("only a sign", header_of("'<f4'", "(-,)"), "number without digits");
    row("unknown escape", header_of("[('\\q', '<f4')]"), "unknown escape");
    row("short escape", header_of("[('\\x4', '<f4')]"), "escape without its digits");
    row("surrogate", header_of("[('\\ud800', '<f4')]"), "escape without its digits");
    row("beyond Unicode", header_of("[('\\U00110000', '<f4')]"), "escape without its digits");
    row("deep", header_of(QByteArray("[").repeated(100'000)), "value_depth");
}

void TestNpyFormat::rejected_headers()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, detail);
    const auto opened = fixtures::open(npy_format, npy(header, 2));
    QVERIFY(!opened);
    QCOMPARE(QString::fromStdString(opened.error().detail), detail);
    QVERIFY(opened.error().offset);
}

void TestNpyFormat::rejected_preambles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("code");
    const QByteArray magic("\x93NUMPY");
    QTest::newRow("nothing") << QByteArray() << "malformed";
    QTest::newRow("part of the magic") << magic.left(4) << "malformed";
    QTest::newRow("magic alone") << magic << "truncated";
    QTest::newRow("no length") << magic + QByteArray("\1\0\5", 3) << "truncated";
    QTest::newRow("no header") << magic + QByteArray("\1\0\5\0{", 5) << "truncated";
    QTest::newRow("version 0") << magic + QByteArray("\0\0\5\0{", 5) << "unsupported_feature";
    QTest::newRow("version 1.1") << magic + QByteArray("\1\1\5\0{", 5) << "unsupported_feature";
    QTest::newRow("version 4") << magic + QByteArray("\4\0\5\0{", 5) << "unsupported_feature";
    QTest::newRow("long") << magic + QByteArray("\2\0\1\0\x10\0{", 7) << "limit_exceeded";
    QTest::newRow("no UTF-8") << npy("{'descr': '\xff'}", 3) << "malformed";
}

void TestNpyFormat::rejected_preambles()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, code);
    const auto opened = fixtures::open(npy_format, file);
    QVERIFY(!opened);
    QCOMPARE(QString(error_code_name(opened.error().code)), code);
}

void TestNpyFormat::fields()
{
    const auto header = read_npy_header(
        *fixtures::memory(npy(header_of("[('a', '|u1'), ('', '|V3'), (('t', 'b'), '>f4', (2,)),"
                                        " ('', '<i2'), ('c', [('x', '<f2')])]"))),
        0);
    QVERIFY(header);
    const auto& list = *header->dtype.fields;
    QCOMPARE(list.size(), std::size_t{4});
    QCOMPARE(list[1].name, std::string("b"));
    QCOMPARE(list[1].offset, std::uint64_t{4});
    QCOMPARE(list[1].shape, Shape{2});
    QVERIFY(list[1].type.big_endian);
    QCOMPARE(list[2].name, std::string("f2"));
    QCOMPARE(list[3].offset, std::uint64_t{14});
    QCOMPARE(list[3].type.fields->front().name, std::string("x"));
    QCOMPARE(header->dtype.item_size, std::uint64_t{16});
}

void TestNpyFormat::metadata()
{
    const auto opened = fixtures::open(
        npy_format, npy(header_of("'<i4'", "(1, 2)", "True"), 1, QByteArray(8, '\1')));
    QVERIFY(opened);
    const Document& document = *opened->document;
    QCOMPARE(document.format.id, std::string("npy"));
    QString text;
    for (const MetadataEntry& entry : document.metadata)
        text +=
            QString::fromStdString(entry.key + " " + entry.type + " " + entry.value.repr() + "; ");
    QCOMPARE(text, QString("header@version str '1.0'; header@descr str '<i4'; "
                           "header@fortran_order bool True; header@shape tuple (1, 2); "));
    QVERIFY(document.tensors.front().fortran_order);
    QVERIFY(!document.verdict.trust);
    QVERIFY(document.findings.empty());
}

void TestNpyFormat::short_data()
{
    const auto opened =
        fixtures::open(npy_format, npy(header_of("'<i4'", "(3,)"), 1, QByteArray(7, '\1')));
    QVERIFY(opened);
    const Finding* const finding = fixtures::finding(*opened->document, rules::npy_data_truncated);
    QVERIFY(finding != nullptr);
    QCOMPARE(finding->fact("expected"), std::string_view("12"));
    QCOMPARE(finding->fact("actual"), std::string_view("7"));
    QCOMPARE(finding->offset.value_or(0), opened->document->bytes);
    QVERIFY(finding->model_node != NodeId::none && finding->file_node != NodeId::none);
    QCOMPARE(opened->document->verdict.integrity, Integrity::Incomplete);
    QVERIFY(!TensorReader::plan(opened->document->tensors.front(), opened->sources));
}

void TestNpyFormat::trailing_data()
{
    const auto opened =
        fixtures::open(npy_format, npy(header_of("'<i4'", "(1,)"), 1, QByteArray(7, '\1')));
    QVERIFY(opened);
    const Finding* const finding = fixtures::finding(*opened->document, rules::npy_trailing_bytes);
    QVERIFY(finding != nullptr);
    QCOMPARE(finding->fact("bytes"), std::string_view("3"));
    QCOMPARE(finding->offset.value_or(0), opened->document->bytes - 3);
    QCOMPARE(opened->document->verdict.integrity, Integrity::Complete);
    QVERIFY(TensorReader::plan(opened->document->tensors.front(), opened->sources));
}

void TestNpyFormat::long_header()
{
    const auto opened =
        fixtures::open(npy_format, fixtures::read_file(fixtures::folder("npy/long_header.npy")));
    QVERIFY(opened);
    QVERIFY(fixtures::finding(*opened->document, rules::npy_long_header) != nullptr);
    QCOMPARE(opened->document->tensors.front().dtype.fields->size(), std::size_t{2500});
}

QTEST_APPLESS_MAIN(TestNpyFormat)
#include "tst_npy_format.moc"
