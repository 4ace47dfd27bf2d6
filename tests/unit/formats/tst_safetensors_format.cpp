// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/limits.h"
#include "io/formats/rules.h"
#include "io/formats/safetensors_format.h"
#include "io/formats/safetensors_header.h"
#include "io/model/presence.h"
#include "tests/unit/formats/array_fixtures.h"

#include <QElapsedTimer>
#include <QTemporaryFile>
#include <QTest>

using namespace strata;

namespace {

QByteArray length_of(quint64 length)
{
    QByteArray out;
    for (int byte = 0; byte < 8; ++byte)
        out.append(static_cast<char>(length >> (8 * byte) & 0xff));
    return out;
}

QByteArray safetensors(const QByteArray& header, qsizetype data_bytes = 0)
{
    return length_of(static_cast<quint64>(header.size())) + header + QByteArray(data_bytes, '\1');
}

QByteArray entry(const QByteArray& name, const QByteArray& dtype, const QByteArray& shape,
                 const QByteArray& offsets)
{
    return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + shape +
           "],\"data_offsets\":[" + offsets + "]}";
}

Match match(const QByteArray& bytes, std::string_view extension)
{
    const auto source = fixtures::memory(bytes);
    const std::span<const char> head(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    return safetensors_format.match({"x", extension, std::as_bytes(head), *source});
}

Result<OpenDocument> open_document_of(const QByteArray& bytes)
{
    return safetensors_format.open({"/models/net.v2.safetensors", fixtures::memory(bytes)}, {});
}

} // namespace

class TestSafetensorsFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixtures_data();
    void fixtures();
    void truncated_fixtures();
    void changed_fixtures();
    void matching();
    void refused_files_data();
    void refused_files();
    void findings_data();
    void findings();
    void the_rest_stays_readable();
    void broken_header_keeps_what_came_before();
    void header_order();
    void model_reading();
    void odd_names_keep_their_paths();
    void dtypes();
    void framework();
    void many_findings();
    void too_many_tensors();
    void huge_file_opens_by_its_header();
};

void TestSafetensorsFormat::fixtures_data()
{
    QTest::addColumn<QString>("path");
    for (const QString& name : fixtures::names("safetensors", "safetensors"))
        QTest::newRow(qPrintable(name)) << fixtures::folder("safetensors/") + name;
}

void TestSafetensorsFormat::fixtures()
{
    QFETCH(QString, path);
    const QByteArray bytes = fixtures::read_file(path);
    QCOMPARE(match(bytes, "bin"), Match::Content);
    const auto opened = fixtures::open(safetensors_format, bytes);
    QVERIFY(opened);
    fixtures::walk(*opened);
    const QJsonObject wanted = fixtures::expectation(path);
    QVERIFY(!wanted.isEmpty());
    fixtures::compare_document(*opened, wanted);
    QVERIFY(opened->document->findings.empty());
    const Tree& model = opened->document->model;
    QCOMPARE(model.empty(), opened->document->tensors.empty());
    for (std::uint32_t i = 0; i < opened->document->tensors.size(); ++i)
        QCOMPARE(opened->document->tensor_path(TensorId{i}),
                 opened->document->tensor_file_path(TensorId{i}));

    QJsonObject metadata;
    for (const MetadataEntry& each : opened->document->metadata)
        metadata[QString::fromStdString(each.key).mid(2)] =
            QString::fromStdString(each.value.as_text());
    QCOMPARE(metadata, wanted["metadata"].toObject());
}

void TestSafetensorsFormat::truncated_fixtures()
{
    for (const QString& name : fixtures::names("safetensors", "safetensors"))
        fixtures::try_truncations(safetensors_format,
                                  fixtures::read_file(fixtures::folder("safetensors/") + name));
}

void TestSafetensorsFormat::changed_fixtures()
{
    unsigned seed = 1;
    for (const QString& name : fixtures::names("safetensors", "safetensors"))
        fixtures::try_changes(safetensors_format,
                              fixtures::read_file(fixtures::folder("safetensors/") + name), seed++);
}

void TestSafetensorsFormat::matching()
{
    const QByteArray good = safetensors("{}");
    QCOMPARE(match(good, ""), Match::Content);
    QCOMPARE(match(good.left(5), ""), Match::No);
    QCOMPARE(match(good.left(5), "safetensors"), Match::Possible);
    QCOMPARE(match(safetensors(" {}"), ""), Match::No);
    QCOMPARE(match(safetensors("[]"), "safetensors"), Match::Possible);
    QCOMPARE(match(length_of(100'000'001) + "{}", ""), Match::No);
    QCOMPARE(match(length_of(100'000'000) + "{\"a", ""), Match::Content);
    QCOMPARE(match(length_of(20) + "{1}", ""), Match::No);
}

void TestSafetensorsFormat::refused_files_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("code");
    QTest::addColumn<quint64>("offset");
    const auto row = [](const char* name, const QByteArray& file, const char* code,
                        quint64 offset) {
        QTest::newRow(name) << file << QString(code) << offset;
    };
    row("nothing", "", "truncated", 0);
    row("part of the length", length_of(2).left(7), "truncated", 0);
    row("length alone", length_of(2), "truncated", 8);
    row("no header", safetensors(""), "malformed", 8);
    row("cut before the first tensor", length_of(100) + "{\"a\":{", "truncated", 14);
    row("too long", length_of(100'000'001), "limit_exceeded", 0);
    row("length of 64 bits", QByteArray(8, '\xff') + "{}", "limit_exceeded", 0);
    row("no JSON", safetensors("\x80\x02}q."), "malformed", 8);
    row("no object", safetensors("[]"), "malformed", 8);
    row("a number", safetensors("1"), "malformed", 8);
    row("no UTF-8", safetensors("{\"\xff\":1}"), "malformed", 10);
    row("deep", safetensors("{\"a\":" + QByteArray("[").repeated(100'000)), "limit_exceeded", 8);
}

void TestSafetensorsFormat::refused_files()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, code);
    QFETCH(quint64, offset);
    const auto opened = fixtures::open(safetensors_format, file);
    QVERIFY(!opened);
    QCOMPARE(QString(error_code_name(opened.error().code)), code);
    QCOMPARE(static_cast<quint64>(opened.error().offset.value_or(99)), offset);
}

void TestSafetensorsFormat::findings_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("rules");
    QTest::addColumn<QString>("integrity");
    const auto row = [](const char* name, const QByteArray& file, const char* rules,
                        const char* integrity) {
        QTest::newRow(name) << file << QString(rules) << QString(integrity);
    };
    const QByteArray a = entry("a", "F32", "2", "0,8");
    const auto one = [](const QByteArray& header, qsizetype bytes) {
        QByteArray padded = "{" + header + "}";
        while (padded.size() % 8 != 0)
            padded += ' ';
        return safetensors(padded, bytes);
    };
    row("good", one(a, 8), "", "complete");
    row("null metadata", one(a + ",\"__metadata__\":null", 8), "", "complete");
    row("further keys",
        one(R"("a":{"x":[{"dtype":1}],"dtype":"U8","shape":[],"y":null,)"
            R"("data_offsets":[0,1]})",
            1),
        "", "complete");
    row("unaligned", safetensors("{" + a + "}", 8), "safetensors-unaligned", "complete");
    row("blank before", one(a, 8).replace("{\"a\"", " {\"a\"").replace(" \1", "\1"),
        "safetensors-header-start", "complete");
    row("byte order mark", safetensors("\xef\xbb\xbf{" + a + "}       ", 8),
        "safetensors-header-start", "incomplete");
    row("hole at the start", one(entry("a", "U8", "1", "1,2"), 2), "safetensors-hole", "ambiguous");
    row("hole between", one(a + "," + entry("b", "U8", "1", "9,10"), 10), "safetensors-hole",
        "ambiguous");
    row("overlap", one(a + "," + entry("b", "U8", "5", "4,9"), 9), "safetensors-overlap",
        "ambiguous");
    row("one inside another", one(a + "," + entry("b", "U8", "1", "4,5"), 8), "safetensors-overlap",
        "ambiguous");
    row("trailing", one(a, 9), "safetensors-trailing-bytes", "ambiguous");
    row("no tensor, trailing", one("", 3), "safetensors-trailing-bytes", "ambiguous");
    row("truncated", one(a, 7), "safetensors-data-truncated", "incomplete");
    row("name twice", one(a + "," + entry("a", "U8", "0", "8,8"), 8), "safetensors-duplicate-name",
        "ambiguous");
    row("key twice", one(R"("a":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]})", 1),
        "safetensors-duplicate-key", "ambiguous");
    row("metadata twice", one(R"("__metadata__":{},"__metadata__":{})", 0),
        "safetensors-duplicate-name", "ambiguous");
    row("metadata key twice", one(R"("__metadata__":{"a":"b","a":"c"})", 0),
        "safetensors-duplicate-key", "ambiguous");
    row("metadata number", one(R"("__metadata__":{"a":1,"b":"c"})", 0), "safetensors-bad-metadata",
        "incomplete");
    row("metadata object", one(R"("__metadata__":{"a":{"b":"c"}})", 0), "safetensors-bad-metadata",
        "incomplete");
    row("metadata is a list", one(R"("__metadata__":["a"])", 0), "safetensors-bad-metadata",
        "incomplete");
    row("unknown type", one(entry("a", "F128", "1", "0,16"), 16), "safetensors-unknown-dtype",
        "incomplete");
    row("backwards", one(entry("a", "U8", "1", "1,0"), 1),
        "safetensors-bad-offsets safetensors-trailing-bytes", "incomplete");
    row("size too small", one(entry("a", "F32", "3", "0,8"), 8), "safetensors-size-mismatch",
        "incomplete");
    row("size too large", one(entry("a", "U8", "1", "0,8"), 8), "safetensors-size-mismatch",
        "incomplete");
    row("shape overflows", one(entry("a", "F32", "4294967296,4294967296", "0,8"), 8),
        "safetensors-size-mismatch", "incomplete");
    row("bits overflow", one(entry("a", "F64", "2305843009213693952", "0,8"), 8),
        "safetensors-size-mismatch", "incomplete");
    row("part of a byte", one(entry("a", "F4", "3", "0,2"), 2), "safetensors-partial-byte",
        "incomplete");
    row("whole bytes", one(entry("a", "F6_E2M3", "4", "0,3"), 3), "", "complete");
    row("no dtype", one(R"("a":{"shape":[],"data_offsets":[0,0]})", 0), "safetensors-bad-entry",
        "incomplete");
    row("dtype is a number", one(R"("a":{"dtype":1,"shape":[],"data_offsets":[0,0]})", 0),
        "safetensors-bad-entry", "incomplete");
    row("no shape", one(R"("a":{"dtype":"U8","data_offsets":[0,0]})", 0), "safetensors-bad-entry",
        "incomplete");
    row("shape of text", one(R"("a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]})", 1),
        "safetensors-bad-entry safetensors-trailing-bytes", "incomplete");
    row("negative length", one(entry("a", "U8", "-1", "0,0"), 0), "safetensors-bad-entry",
        "incomplete");
    row("fraction", one(entry("a", "U8", "1.0", "0,0"), 0), "safetensors-bad-entry", "incomplete");
    row("length beyond 64 bits", one(entry("a", "U8", "18446744073709551616", "0,0"), 0),
        "safetensors-bad-entry", "incomplete");
    row("too many axes", one(entry("a", "U8", QByteArray("1,").repeated(64) + "1", "0,1"), 0),
        "safetensors-bad-entry", "incomplete");
    row("one offset", one(entry("a", "U8", "1", "0"), 0), "safetensors-bad-entry", "incomplete");
    row("three offsets", one(entry("a", "U8", "1", "0,1,2"), 0), "safetensors-bad-entry",
        "incomplete");
    row("offsets in a list", one(entry("a", "U8", "1", "[0,1]"), 0), "safetensors-bad-entry",
        "incomplete");
    row("entry is a number", one("\"a\":1", 0), "safetensors-bad-entry", "incomplete");
    row("entry is a list", one("\"a\":[1,{}]", 0), "safetensors-bad-entry", "incomplete");
    row("syntax", one(a + ",!", 8), "safetensors-header-syntax", "incomplete");
    row("text behind the header", safetensors("{" + a + "}x  ", 8),
        "safetensors-header-syntax safetensors-unaligned", "incomplete");
    row("cut in the header", one(a + "," + entry("b", "U8", "1", "8,9"), 9).left(90),
        "safetensors-header-truncated safetensors-data-truncated", "incomplete");
}

void TestSafetensorsFormat::findings()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, rules);
    QFETCH(QString, integrity);
    const auto opened = fixtures::open(safetensors_format, file);
    QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
    fixtures::walk(*opened);
    QStringList found;
    for (const Finding& finding : opened->document->findings)
        found += QString::fromStdString(finding.rule);
    QCOMPARE(found.join(' '), rules);
    QCOMPARE(QString(integrity_name(opened->document->verdict.integrity)), integrity);
}

void TestSafetensorsFormat::the_rest_stays_readable()
{
    const QByteArray header =
        "{" + entry("good", "U8", "2", "0,2") + "," + entry("odd", "F99", "1", "2,4") + "," +
        entry("cut", "F32", "4", "4,20") + "," + entry("gone", "F32", "1", "20,24") + "}";
    const auto opened = fixtures::open(safetensors_format, safetensors(header, 10));
    QVERIFY(opened);
    const auto& tensors = opened->document->tensors;
    QCOMPARE(tensors.size(), std::size_t{4});
    QVERIFY(std::holds_alternative<DenseStorage>(tensors[0].storage));
    QCOMPARE(std::get<MissingStorage>(tensors[1].storage).reason, std::string("dtype"));
    QCOMPARE(tensors[1].dtype.name(), std::string("F99"));
    // What is there of it: one of four items, in 6 bytes.
    QCOMPARE(std::get<DenseStorage>(tensors[2].storage).extent.length, std::uint64_t{4});
    QVERIFY(!TensorReader::plan(tensors[2], opened->sources));
    QCOMPARE(std::get<MissingStorage>(tensors[3].storage).reason, std::string("truncated"));
    const Document& document = *opened->document;
    QVERIFY(presence_of(tensors[0]) == Presence::Whole);
    QVERIFY(presence_of(tensors[1]) == Presence::Unreadable); // not for want of bytes
    QVERIFY(presence_of(tensors[2]) == Presence::Cut);
    QVERIFY(presence_of(tensors[3]) == Presence::Missing);
    const auto end = find_early_end(document);
    QVERIFY(end);
    QCOMPARE(end->whole, std::uint64_t{1});
    QCOMPARE(end->damaged.size(), std::size_t{2});
    QCOMPARE(end->promised(), document.bytes + 14);
    const Finding* const cut =
        fixtures::finding(*opened->document, rules::safetensors_data_truncated);
    QVERIFY(cut != nullptr);
    QCOMPARE(cut->fact("expected"), std::string_view("24"));
    QCOMPARE(cut->fact("actual"), std::string_view("10"));
    QCOMPARE(cut->fact("tensors_cut"), std::string_view("1"));
    QCOMPARE(cut->fact("tensors_missing"), std::string_view("1"));
    QCOMPARE(tensors_of(document, *cut), end->damaged);
    const Finding* const odd =
        fixtures::finding(*opened->document, rules::safetensors_unknown_dtype);
    QCOMPARE(opened->document->file.path(odd->file_node), std::string("odd"));
}

void TestSafetensorsFormat::broken_header_keeps_what_came_before()
{
    const QByteArray header =
        "{" + entry("a", "U8", "2", "0,2") + "," + entry("b", "U8", "2", "2,4") + "}";
    const auto opened = fixtures::open(safetensors_format, safetensors(header.left(80), 4));
    QVERIFY(opened);
    QCOMPARE(opened->document->tensors.size(), std::size_t{1});
    const Finding* const syntax =
        fixtures::finding(*opened->document, rules::safetensors_header_syntax);
    QVERIFY(syntax != nullptr);
    QCOMPARE(syntax->offset.value_or(0), std::uint64_t{88});
}

void TestSafetensorsFormat::header_order()
{
    const QByteArray header = "{" + entry("z", "U8", "1", "2,3") + "," +
                              entry("a/b", "U8", "1", "0,1") + "," +
                              entry("m.n", "U8", "1", "1,2") + "}";
    const auto opened = fixtures::open(safetensors_format, safetensors(header, 3));
    QVERIFY(opened);
    QStringList paths;
    for (std::uint32_t i = 0; i < 3; ++i)
        paths += QString::fromStdString(opened->document->tensor_path(TensorId{i}));
    QCOMPARE(paths.join(' '), QString("z a~1b m.n"));
    QCOMPARE(opened->document->identity.parameters.total.value_or(0), std::uint64_t{3});
    QCOMPARE(opened->document->tensors.front().role, TensorRole::Weight);
}

void TestSafetensorsFormat::model_reading()
{
    const QByteArray header =
        "{" + entry("h.10.w", "U8", "2", "0,2") + "," + entry("h.2.w", "U8", "1", "2,3") + "," +
        entry("h.2.b", "BAD", "1", "3,4") + "," + entry("scale", "U8", "1", "4,5") + "}";
    const auto opened = open_document_of(safetensors(header, 5));
    QVERIFY(opened);
    const Document& document = *opened->document;
    const Tree& model = document.model;
    QCOMPARE(model.node(Tree::root).child_count, 1U);
    const NodeId file = model.child(Tree::root, 0);
    QCOMPARE(model.name(file), std::string_view("net.v2"));
    QCOMPARE(model.node(file).kind, NodeKind::Model);
    const NodeId group = model.child(file, 0);
    QCOMPARE(model.name(group), std::string_view("h"));
    QCOMPARE(model.name(model.child(group, 0)), std::string_view("2"));
    QCOMPARE(model.name(model.child(group, 1)), std::string_view("10"));
    const auto weight = model.find("h.10.w");
    QVERIFY(weight && model.node(*weight).tensor == TensorId{0});
    QVERIFY(document.find_tensor("h/10/w") == TensorId{0});
    QVERIFY(document.find_tensor("scale") == TensorId{3});
    QCOMPARE(document.layers.size(), std::size_t{2});
    QCOMPARE(document.layers[0].name, std::string("h.2"));
    QCOMPARE(document.layers[1].parameters.value_or(0), std::uint64_t{2});
    // What is wrong with a tensor is marked in both readings.
    const Finding* const unknown = fixtures::finding(document, rules::safetensors_unknown_dtype);
    QVERIFY(unknown);
    QCOMPARE(model.path(unknown->model_node), std::string("h.2.b"));
    QCOMPARE(document.file.path(unknown->file_node), std::string("h.2.b"));
}

void TestSafetensorsFormat::odd_names_keep_their_paths()
{
    const QList<QByteArray> names = {"a..b", ".c", "d.", "a.", "e~f.g/h", ".", "..", "a.b.c."};
    QByteArray header = "{";
    for (const QByteArray& name : names)
        header += (name == names.first() ? "" : ",") + entry(name, "U8", "0", "0,0");
    const auto opened = fixtures::open(safetensors_format, safetensors(header + "}"));
    QVERIFY(opened);
    const Document& document = *opened->document;
    for (std::uint32_t i = 0; i < document.tensors.size(); ++i) {
        const std::string path = document.tensor_file_path(TensorId{i});
        QCOMPARE(document.tensor_path(TensorId{i}), path);
        const auto found = document.model.find(path);
        QVERIFY2(found && document.model.node(*found).tensor == TensorId{i}, path.c_str());
    }
}

void TestSafetensorsFormat::dtypes()
{
    QCOMPARE(safetensors_dtype(*find_safetensors_type("BF16")).name(), std::string("bfloat16"));
    QCOMPARE(safetensors_dtype(*find_safetensors_type("F8_E4M3")).name(),
             std::string("float8_e4m3fn"));
    QCOMPARE(safetensors_dtype(*find_safetensors_type("C64")).item_size, std::uint64_t{8});
    QCOMPARE(safetensors_dtype(*find_safetensors_type("F4")).name(), std::string("float4_e2m1fn"));
    QVERIFY(find_safetensors_type("f32") == nullptr);
}

void TestSafetensorsFormat::framework()
{
    const auto opened = fixtures::open(
        safetensors_format, safetensors(R"({"__metadata__":{"format":"pt","größe":"1\n"}} )"));
    QVERIFY(opened);
    QCOMPARE(opened->document->format.framework, std::string("pytorch"));
    QCOMPARE(opened->document->metadata[1].key, std::string("/@größe"));
    QCOMPARE(opened->document->metadata[1].value.as_text(), std::string("1\n"));
}

void TestSafetensorsFormat::many_findings()
{
    QByteArray header = "{";
    for (int i = 0; i < 50'000; ++i)
        header += (i == 0 ? "" : ",") + entry(QByteArray::number(i), "F99", "1", "0,0");
    const auto opened = fixtures::open(safetensors_format, safetensors(header + "}"));
    QVERIFY(opened);
    const Finding* last = nullptr;
    std::size_t count = 0;
    for (const Finding& each : opened->document->findings) {
        if (each.rule == rules::safetensors_unknown_dtype) {
            last = &each;
            ++count;
        }
    }
    QCOMPARE(count, limits::findings_a_rule);
    QCOMPARE(last->fact("more"), std::string_view("49000"));
}

void TestSafetensorsFormat::too_many_tensors()
{
    const QByteArray empty = entry("", "U8", "", "0,0");
    const auto opened = fixtures::open(
        safetensors_format, safetensors("{" + (empty + ",").repeated(1'000'001) + empty + "}"));
    QVERIFY(opened);
    QCOMPARE(opened->document->tensors.size(), limits::safetensors_tensors);
    const Finding* const limit = fixtures::finding(*opened->document, rules::safetensors_limit);
    QVERIFY(limit != nullptr);
    QCOMPARE(limit->fact("limit"), std::string_view("safetensors_tensors"));
}

void TestSafetensorsFormat::huge_file_opens_by_its_header()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    constexpr qint64 size = 10'000'000'000;
    const QByteArray head =
        safetensors("{" + entry("a", "U8", "10000000000", "0,10000000000") + "}");
    QCOMPARE(file.write(head), head.size());
    QVERIFY(file.resize(head.size() + size));
    const auto source = open_file_source(file.fileName().toStdString());
    QVERIFY(source);
    QElapsedTimer timer;
    timer.start();
    const auto opened = safetensors_format.open({"x", *source}, {});
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(opened);
    QCOMPARE(opened->document->verdict.integrity, Integrity::Complete);
    QCOMPARE(opened->document->tensors.front().bytes().value_or(0), std::uint64_t{size});
}

QTEST_APPLESS_MAIN(TestSafetensorsFormat)
#include "tst_safetensors_format.moc"
