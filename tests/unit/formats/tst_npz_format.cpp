// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/limits.h"
#include "io/formats/npz_format.h"
#include "io/formats/rules.h"
#include "io/model/presence.h"
#include "io/pickle/rules.h"
#include "io/zip/rules.h"
#include "tests/unit/formats/array_fixtures.h"
#include "tests/unit/zip/zip_maker.h"

#include <QTest>

using namespace strata;
using fixtures::ZipMaker;

namespace {

QByteArray npy(const QByteArray& descr, const QByteArray& shape, const QByteArray& data)
{
    const QByteArray header =
        "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }\n";
    return QByteArray("\x93NUMPY\1\0", 8) + ZipMaker::little(header.size(), 2) + header + data;
}

/// os.system('true') as a pickle of protocol 0.
const QByteArray harmful_pickle = "cos\nsystem\n(S'true'\ntR.";

Result<OpenDocument> open(const ZipMaker& maker)
{
    return fixtures::open(npz_format, maker.make());
}

Match match(const QByteArray& bytes, std::string_view extension)
{
    const auto source = fixtures::memory(bytes);
    const std::span<const char> head(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    return npz_format.match({"x", extension, std::as_bytes(head), *source});
}

} // namespace

class TestNpzFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixtures_data();
    void fixtures();
    void truncated_fixtures();
    void changed_fixtures();
    void matching();
    void paths();
    void comment();
    void stored_and_deflated_lie_where_they_say();
    void data_of_wrong_size_data();
    void data_of_wrong_size();
    void bad_header();
    void long_header();
    void archive_findings();
    void objects_are_scanned();
    void objects_of_another_shape();
    void objects_with_bad_checksum();
    void other_members_are_scanned();
    void members_past_the_limits_are_not_unpacked();
    void members_that_overlap_are_not_unpacked();
    void a_member_that_cannot_be_unpacked_leaves_the_rest();
};

void TestNpzFormat::fixtures_data()
{
    QTest::addColumn<QString>("path");
    for (const QString& name : fixtures::names("npz", "npz"))
        QTest::newRow(qPrintable(name)) << fixtures::folder("npz/") + name;
}

void TestNpzFormat::fixtures()
{
    QFETCH(QString, path);
    const QByteArray bytes = fixtures::read_file(path);
    QVERIFY(match(bytes, "npz") != Match::No);
    const auto opened = fixtures::open(npz_format, bytes);
    QVERIFY(opened);
    fixtures::walk(*opened);
    fixtures::compare_document(*opened, fixtures::expectation(path));
    for (const Finding& finding : opened->document->findings)
        QCOMPARE(severity_name(finding.severity), "note");
}

void TestNpzFormat::truncated_fixtures()
{
    for (const QString& name : fixtures::names("npz", "npz"))
        fixtures::try_truncations(npz_format, fixtures::read_file(fixtures::folder("npz/") + name));
}

void TestNpzFormat::changed_fixtures()
{
    unsigned seed = 1;
    for (const QString& name : fixtures::names("npz", "npz"))
        fixtures::try_changes(npz_format, fixtures::read_file(fixtures::folder("npz/") + name),
                              seed++);
}

void TestNpzFormat::matching()
{
    QCOMPARE(match(ZipMaker().add("a.npy", "").make(), ""), Match::Content);
    QCOMPARE(match(ZipMaker().add("a.txt", "").make(), "npz"), Match::No);
    QCOMPARE(match(ZipMaker().make(), "npz"), Match::Possible);
    QCOMPARE(match("no zip", "npz"), Match::No);
}

void TestNpzFormat::paths()
{
    const QByteArray array = npy("'<i4'", "(1,)", QByteArray(4, '\1'));
    const auto opened = open(ZipMaker().add("a/b~.npy", array).add("c.npy.npy", array));
    QVERIFY(opened);
    QCOMPARE(opened->document->tensor_path(TensorId{0}), std::string("a~1b~0"));
    QCOMPARE(opened->document->tensor_file_path(TensorId{0}), std::string("/a~1b~0.npy"));
    QCOMPARE(opened->document->tensor_path(TensorId{1}), std::string("c.npy"));
    QVERIFY(opened->document->find_tensor("/a~1b~0.npy") == TensorId{0});
}

void TestNpzFormat::comment()
{
    ZipMaker maker;
    maker.comment = "by hand";
    const auto opened = open(maker);
    QVERIFY(opened);
    QCOMPARE(opened->document->metadata.front().key, std::string("/@comment"));
    QCOMPARE(opened->document->metadata.front().value.as_text(), std::string("by hand"));
}

void TestNpzFormat::stored_and_deflated_lie_where_they_say()
{
    const QByteArray data(4000, '\7');
    const QByteArray array = npy("'<i4'", "(1000,)", data);
    const auto opened = open(ZipMaker().add("a.npy", array).add("b.npy", array, true));
    QVERIFY(opened);
    QCOMPARE(opened->document->format.compression, std::string("deflate"));
    const auto& stored = std::get<DenseStorage>(opened->document->tensors[0].storage);
    QVERIFY(stored.codecs.empty() && stored.skip == 0);
    QCOMPARE(stored.extent.length, std::uint64_t{4000});
    const auto& deflated = std::get<DenseStorage>(opened->document->tensors[1].storage);
    QCOMPARE(deflated.codecs, std::vector<Codec>{Codec::Deflate});
    QCOMPARE(deflated.skip, static_cast<std::uint64_t>(array.size() - 4000));
    for (const Tensor& tensor : opened->document->tensors) {
        const auto items = fixtures::all_items(tensor, opened->sources);
        QVERIFY(items);
        QCOMPARE(items->size(), std::size_t{4000});
        QVERIFY(items->back() == std::byte{7});
    }
}

void TestNpzFormat::data_of_wrong_size_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("deflate");
    QTest::addColumn<QString>("rule");
    QTest::newRow("short, stored") << 7 << false << "npz-member-short";
    QTest::newRow("short, deflated") << 7 << true << "npz-member-short";
    QTest::newRow("long, stored") << 9 << false << "npy-trailing-bytes";
    QTest::newRow("long, deflated") << 9 << true << "npy-trailing-bytes";
}

void TestNpzFormat::data_of_wrong_size()
{
    QFETCH(int, bytes);
    QFETCH(bool, deflate);
    QFETCH(QString, rule);
    const auto opened =
        open(ZipMaker().add("a.npy", npy("'<i4'", "(2,)", QByteArray(bytes, '\1')), deflate));
    QVERIFY(opened);
    const Document& document = *opened->document;
    QCOMPARE(document.findings.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(document.findings.front().rule), rule);
    QCOMPARE(document.findings.front().fact("member"), std::string_view("a.npy"));
    QCOMPARE(document.findings.front().offset.has_value(), !deflate);
    const bool readable = TensorReader::plan(document.tensors[0], opened->sources).has_value();
    QCOMPARE(readable, bytes == 9);
    // The file is whole: it is the member that is too short.
    QVERIFY(!find_early_end(document));
    QCOMPARE(presence_of(document.tensors[0]) == Presence::Unreadable, bytes == 7);
}

void TestNpzFormat::bad_header()
{
    const auto opened = open(ZipMaker()
                                 .add("no.npy", "something else")
                                 .add("bad.npy", npy("'<i4'", "(-1,)", ""))
                                 .add("empty.npy", ""));
    QVERIFY(opened);
    QVERIFY(opened->document->tensors.empty());
    QCOMPARE(opened->document->file.node(Tree::root).child_count, 3U);
    QCOMPARE(opened->document->findings.size(), std::size_t{3});
    const Finding& second = opened->document->findings[1];
    QCOMPARE(second.rule, std::string(rules::npy_bad_header));
    QCOMPARE(second.fact("detail"), std::string_view("shape: -1"));
    QCOMPARE(opened->document->file.path(second.file_node), std::string("/bad.npy"));
    QCOMPARE(opened->document->verdict.integrity, Integrity::Incomplete);
}

void TestNpzFormat::long_header()
{
    QByteArray fields = "[";
    for (int i = 0; i < 2000; ++i)
        fields += "('field_" + QByteArray::number(i) + "', '|u1'), ";
    const QByteArray array = npy(fields + "]", "(1,)", QByteArray(2000, '\1'));
    const auto opened = open(ZipMaker().add("a.npy", array).add("b.npy", array, true));
    QVERIFY(opened);
    QCOMPARE(opened->document->tensors.size(), std::size_t{2});
    for (const Tensor& tensor : opened->document->tensors)
        QCOMPARE(tensor.dtype.fields->size(), std::size_t{2000});
    QCOMPARE(opened->document->findings.size(), std::size_t{2});
    QCOMPARE(opened->document->findings.front().rule, std::string(rules::npy_long_header));
}

void TestNpzFormat::archive_findings()
{
    ZipMaker::Entry encrypted;
    encrypted.name = "a.npy";
    encrypted.flags = 1;
    encrypted.content = npy("'|u1'", "(1,)", "x");
    const auto opened = open(ZipMaker().add(encrypted).add("../b.npy", encrypted.content));
    QVERIFY(opened);
    const Finding* const finding = fixtures::finding(*opened->document, zip::rules::encrypted);
    QVERIFY(finding != nullptr);
    QCOMPARE(opened->document->file.path(finding->file_node), std::string("/a.npy"));
    QVERIFY(fixtures::finding(*opened->document, zip::rules::unsafe_name) != nullptr);
    QCOMPARE(opened->document->tensors.size(), std::size_t{1});
    QVERIFY(opened->document->verdict.trust == Trust::Review);
}

void TestNpzFormat::objects_are_scanned()
{
    for (const bool deflate : {false, true}) {
        const auto opened =
            open(ZipMaker().add("a.npy", npy("'|O'", "(1,)", harmful_pickle), deflate));
        QVERIFY(opened);
        const Document& document = *opened->document;
        QVERIFY(document.verdict.trust == Trust::Dangerous);
        const Finding* const finding = fixtures::finding(document, pickle::rules::dangerous_global);
        QVERIFY(finding != nullptr);
        QCOMPARE(finding->fact("member"), std::string_view("a.npy"));
        QCOMPARE(document.model.path(finding->model_node), std::string("a"));
        QVERIFY(fixtures::finding(document, rules::npy_objects) != nullptr);
        QCOMPARE(document.sources.size(), std::size_t{2});
    }
}

void TestNpzFormat::objects_of_another_shape()
{
    QByteArray file = fixtures::read_file(fixtures::folder("npy/objects.npy"));
    const qsizetype at = file.indexOf("(4,)");
    QVERIFY(at > 0);
    file[at + 1] = '5';
    const auto opened = open(ZipMaker().add("a.npy", file));
    QVERIFY(opened);
    const Finding* const finding =
        fixtures::finding(*opened->document, rules::npy_objects_mismatch);
    QVERIFY(finding != nullptr);
    QCOMPARE(finding->fact("header"), std::string_view("(5,)"));
    QCOMPARE(finding->fact("pickle"), std::string_view("(4,)"));
    QCOMPARE(opened->document->tensors.front().shape, Shape{4});
    QVERIFY(std::holds_alternative<ListedStorage>(opened->document->tensors.front().storage));
}

void TestNpzFormat::objects_with_bad_checksum()
{
    ZipMaker::Entry entry;
    entry.name = "a.npy";
    entry.content = npy("'|O'", "(1,)", harmful_pickle);
    entry.checksum = 1;
    const auto opened = open(ZipMaker().add(entry));
    QVERIFY(opened);
    QVERIFY(fixtures::finding(*opened->document, zip::rules::bad_checksum) != nullptr);
    QVERIFY(opened->document->verdict.trust == Trust::Dangerous);
    QCOMPARE(opened->document->verdict.integrity, Integrity::Incomplete);
}

void TestNpzFormat::other_members_are_scanned()
{
    const QByteArray array = npy("'|u1'", "(1,)", "x");
    const auto opened =
        open(ZipMaker().add("a.npy", array).add("b.pkl", harmful_pickle, true).add("c", "text\n"));
    QVERIFY(opened);
    QVERIFY(opened->document->verdict.trust == Trust::Dangerous);
    const Finding* const finding = fixtures::finding(*opened->document, rules::npz_pickle_member);
    QVERIFY(finding != nullptr);
    QCOMPARE(opened->document->file.path(finding->file_node), std::string("/b.pkl"));
    const auto plain = open(ZipMaker().add("a.npy", array).add("c", "text\n"));
    QVERIFY(plain && !plain->document->verdict.trust);
}

void TestNpzFormat::members_past_the_limits_are_not_unpacked()
{
    ZipMaker maker;
    for (std::size_t i = 0; i < limits::nested_sources + 1; ++i)
        maker.add(QByteArray::number(quint64(i)) + ".npy", npy("'|O'", "(1,)", "N."));
    const auto many = open(maker);
    QVERIFY(many);
    QCOMPARE(many->sources.size(), limits::nested_sources + 1);
    const Finding* const finding = fixtures::finding(*many->document, rules::npz_member_unread);
    QVERIFY(finding != nullptr);
    QCOMPARE(finding->fact("detail"), std::string_view("nested_sources"));
    QCOMPARE(many->document->file.path(finding->file_node), std::string("/1000.npy"));
    const Tensor& last = many->document->tensors.back();
    QVERIFY(std::holds_alternative<MissingStorage>(last.storage));

    ZipMaker::Entry large;
    large.name = "a.npy";
    large.content = npy("'|O'", "(1,)", harmful_pickle);
    large.deflate = true;
    large.size = static_cast<qint64>(limits::nested_bytes) + 1;
    const auto opened = open(ZipMaker().add(large).add("b.npy", npy("'|u1'", "(1,)", "x")));
    QVERIFY(opened);
    QCOMPARE(opened->sources.size(), std::size_t{1});
    const Finding* const unread = fixtures::finding(*opened->document, rules::npz_member_unread);
    QVERIFY(unread != nullptr);
    QCOMPARE(unread->fact("detail"), std::string_view("nested_bytes"));
    QVERIFY(opened->document->verdict.trust == Trust::Review);
    QCOMPARE(opened->document->tensors.size(), std::size_t{2});
}

void TestNpzFormat::members_that_overlap_are_not_unpacked()
{
    ZipMaker::Entry first;
    first.name = "a.npy";
    first.content = npy("'|O'", "(1,)", "N.");
    ZipMaker::Entry second = first;
    second.name = "b.npy";
    second.offset = 0;
    const auto opened = open(ZipMaker().add(first).add(second));
    QVERIFY(opened);
    QCOMPARE(opened->sources.size(), std::size_t{1});
    std::size_t unread = 0;
    for (const Finding& finding : opened->document->findings) {
        if (finding.rule == rules::npz_member_unread && finding.fact("detail") == "overlap")
            ++unread;
    }
    QCOMPARE(unread, std::size_t{2});
    QVERIFY(opened->document->verdict.trust == Trust::Review);
}

void TestNpzFormat::a_member_that_cannot_be_unpacked_leaves_the_rest()
{
    ZipMaker::Entry entry;
    entry.name = "a.npy";
    entry.content = npy("'|O'", "(1,)", harmful_pickle);
    entry.deflate = true;
    entry.size = qint64{32} << 20; // too large for memory, so it would need a scratch file
    const QByteArray bytes = ZipMaker().add(entry).add("b.npy", npy("'|u1'", "(1,)", "x")).make();
    const QByteArray before = qgetenv("TMPDIR");
    qputenv("TMPDIR", "/nowhere/at/all");
    const auto opened = fixtures::open(npz_format, bytes);
    if (before.isEmpty())
        qunsetenv("TMPDIR");
    else
        qputenv("TMPDIR", before);
    QVERIFY(opened);
    const Finding* const finding = fixtures::finding(*opened->document, rules::npz_member_unread);
    QVERIFY(finding != nullptr);
    QCOMPARE(opened->document->file.path(finding->file_node), std::string("/a.npy"));
    QVERIFY(opened->document->verdict.trust == Trust::Review);
    QCOMPARE(opened->document->tensors.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<MissingStorage>(opened->document->tensors[0].storage));
    QVERIFY(TensorReader::plan(opened->document->tensors[1], opened->sources));
}

QTEST_APPLESS_MAIN(TestNpzFormat)
#include "tst_npz_format.moc"
