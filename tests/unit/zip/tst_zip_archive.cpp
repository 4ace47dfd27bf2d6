// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/rules.h"
#include "io/zip/zip_archive.h"
#include "io/zip/zip_member.h"
#include "io/zip/zip_name.h"
#include "tests/unit/zip/zip_maker.h"

#include <QTest>

#include <random>

using namespace strata;
using fixtures::ZipMaker;

namespace {

SharedSource memory(const QByteArray& bytes)
{
    const auto* const data = reinterpret_cast<const std::byte*>(bytes.constData());
    return make_memory_source({data, data + bytes.size()});
}

QString rules_of(const zip::Archive& archive)
{
    QStringList found;
    for (const zip::Issue& issue : archive.issues)
        found += QString::fromStdString(issue.finding.rule);
    return found.join(' ');
}

Integrity integrity_of(const zip::Archive& archive)
{
    Verdict verdict;
    for (const zip::Issue& issue : archive.issues)
        verdict.worsen(issue.integrity);
    return verdict.integrity;
}

QByteArray content_of(const zip::Archive& archive, const zip::Member& member)
{
    const auto content = zip::open_member(archive, member, {});
    if (!content || content->damage)
        return "damaged";
    const auto bytes = content->source->read_copy(0, content->source->size());
    return bytes ? QByteArray(reinterpret_cast<const char*>(bytes->data()),
                              static_cast<qsizetype>(bytes->size()))
                 : QByteArray("unreadable");
}

ZipMaker::Entry entry(const QByteArray& name, const QByteArray& content = "content")
{
    ZipMaker::Entry out;
    out.name = name;
    out.content = content;
    return out;
}

} // namespace

class TestZipArchive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_members();
    void reads_zip64();
    void reads_descriptors();
    void reads_behind_a_prefix();
    void empty_archive();
    void names();
    void issues_data();
    void issues();
    void refused_data();
    void refused();
    void without_directory();
    void large_member_goes_to_a_file();
    void lying_size();
    void start_behind_empty_blocks();
    void nested_archive_is_no_second_directory();
    void cut_with_descriptors();
    void truncated_and_changed();
};

void TestZipArchive::reads_members()
{
    ZipMaker maker;
    maker.add("a.txt", "first").add("folder/", "").add("folder/b", QByteArray(5000, 'x'), true);
    maker.comment = "gr\xc3\xbc\xc3\x9f";
    const QByteArray file = maker.make();
    const auto archive = zip::read_archive(memory(file), {});
    QVERIFY(archive);
    QCOMPARE(rules_of(*archive), QString());
    QCOMPARE(archive->comment, std::string("gr\xc3\xbc\xc3\x9f"));
    QCOMPARE(archive->members.size(), std::size_t{3});
    const zip::Member& first = archive->members[0];
    QCOMPARE(file.mid(static_cast<qsizetype>(first.data_offset), 5), QByteArray("first"));
    QCOMPARE(content_of(*archive, first), QByteArray("first"));
    QVERIFY(archive->members[1].is_folder());
    QVERIFY(archive->members[2].deflated());
    QVERIFY(archive->members[2].stored_bytes < 100);
    QCOMPARE(content_of(*archive, archive->members[2]), QByteArray(5000, 'x'));
    QCOMPARE(zip::read_start(*archive, archive->members[2], 10)->size(), std::size_t{10});
    QCOMPARE(zip::read_start(*archive, first, 10)->size(), std::size_t{5});
}

void TestZipArchive::reads_zip64()
{
    ZipMaker maker;
    ZipMaker::Entry member = entry("a");
    member.zip64 = true;
    maker.add(member).add("b", "second");
    maker.zip64_end = true;
    for (const char* const prefix : {"", "some bytes before"}) {
        maker.prefix = prefix;
        const auto archive = zip::read_archive(memory(maker.make()), {});
        QVERIFY(archive);
        QCOMPARE(rules_of(*archive), QString(*prefix == 0 ? "" : "zip-extra-bytes"));
        QCOMPARE(content_of(*archive, archive->members[0]), QByteArray("content"));
        QCOMPARE(content_of(*archive, archive->members[1]), QByteArray("second"));
    }
}

void TestZipArchive::reads_descriptors()
{
    ZipMaker maker;
    ZipMaker::Entry member = entry("a", QByteArray(3000, 'y'));
    member.descriptor = true;
    member.deflate = true;
    maker.add(member).add("b", "second").add(member);
    const auto archive = zip::read_archive(memory(maker.make()), {});
    QVERIFY(archive);
    QCOMPARE(rules_of(*archive), QString("zip-duplicate-member"));
    QCOMPARE(content_of(*archive, archive->members[0]), member.content);
}

void TestZipArchive::reads_behind_a_prefix()
{
    ZipMaker maker;
    maker.add("a", "first");
    maker.prefix = "#!/bin/sh\n";
    const auto archive = zip::read_archive(memory(maker.make()), {});
    QVERIFY(archive);
    QCOMPARE(rules_of(*archive), QString("zip-extra-bytes"));
    QCOMPARE(archive->issues.front().finding.fact("where"), std::string_view("start"));
    QCOMPARE(archive->issues.front().finding.fact("bytes"), std::string_view("10"));
    QCOMPARE(content_of(*archive, archive->members[0]), QByteArray("first"));
}

void TestZipArchive::empty_archive()
{
    const auto archive = zip::read_archive(memory(ZipMaker().make()), {});
    QVERIFY(archive);
    QVERIFY(archive->members.empty() && archive->issues.empty());
}

void TestZipArchive::names()
{
    QCOMPARE(zip_name_text("gr\xc3\xbc\xc3\x9f"), std::string("grüß"));
    QCOMPARE(zip_name_text("gr\x81\xe1"), std::string("grüß"));
    for (const char* const bad : {"/etc/passwd", "../a", "a/../b", "a/..", "C:a", "a\\b", ".."})
        QVERIFY2(is_unsafe_name(bad), bad);
    QVERIFY(is_unsafe_name(std::string_view("a\0b", 3)));
    for (const char* const good : {"a", "a/b", "a..b", "..a", "a/...", "größe/"})
        QVERIFY2(!is_unsafe_name(good), good);
    QVERIFY(is_valid_utf8("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"));
    for (const char* const bad : {"\x80", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                  "\xe0\x80\x80", "\xf0\x80\x80\x80", "\xff"})
        QVERIFY(!is_valid_utf8(bad));
}

void TestZipArchive::issues_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("rules");
    QTest::addColumn<Integrity>("integrity");
    const auto row = [](const char* name, const ZipMaker& maker, const char* rules,
                        Integrity integrity) {
        QTest::newRow(name) << maker.make() << QString(rules) << integrity;
    };
    const auto with = [](const ZipMaker::Entry& odd) {
        return ZipMaker().add(odd).add("z", "z");
    };

    ZipMaker::Entry odd = entry("a");
    odd.own_name = "b";
    row("other name", with(odd), "zip-header-mismatch", Integrity::Ambiguous);
    odd = entry("a");
    odd.own_method = 8;
    row("other method", with(odd), "zip-header-mismatch", Integrity::Ambiguous);
    odd = entry("a");
    odd.own_flags = 1;
    row("encrypted in its own header alone", with(odd), "zip-header-mismatch",
        Integrity::Ambiguous);
    odd = entry("a");
    odd.own_size = 3;
    row("other size", with(odd), "zip-header-mismatch", Integrity::Ambiguous);
    odd = entry("a");
    odd.own_checksum = 7;
    row("other checksum", with(odd), "zip-header-mismatch", Integrity::Ambiguous);
    odd = entry("a");
    odd.size = 5;
    row("stored in another size", with(odd), "zip-header-mismatch", Integrity::Ambiguous);
    odd = entry("a");
    odd.flags = 1;
    row("encrypted", with(odd), "zip-encrypted", Integrity::Incomplete);
    odd = entry("a");
    odd.method = 14;
    row("lzma", with(odd), "zip-unsupported-method", Integrity::Incomplete);
    odd = entry("a");
    odd.offset = 1;
    row("no header there", with(odd), "zip-no-header zip-unlisted-member", Integrity::Incomplete);
    odd = entry("a");
    odd.offset = 0x7fffffff;
    row("header beyond the end", with(odd), "zip-no-header zip-unlisted-member",
        Integrity::Incomplete);
    odd = entry("a");
    odd.listed = false;
    row("not listed", with(odd), "zip-unlisted-member", Integrity::Ambiguous);
    odd = entry("a");
    odd.padding = "hidden";
    row("bytes between", with(odd), "zip-extra-bytes", Integrity::Complete);
    row("bytes before the directory", ZipMaker().add(odd), "zip-extra-bytes", Integrity::Complete);
    odd = entry("../a");
    row("unsafe name", with(odd), "zip-unsafe-name", Integrity::Complete);
    row("twice", with(entry("z")), "zip-duplicate-member", Integrity::Ambiguous);
    odd = entry("b", "x");
    odd.offset = 0;
    row("two members in one place", ZipMaker().add("a", "x").add(odd),
        "zip-header-mismatch zip-overlap zip-unlisted-member", Integrity::Ambiguous);

    ZipMaker maker;
    maker.add("a", "x");
    maker.count_more = 1;
    row("count", maker, "zip-count-mismatch", Integrity::Ambiguous);
    maker.count_more = 0;
    maker.comment = ZipMaker().add("b", "y").make();
    row("archive at the end of the comment", maker, "zip-unlisted-member", Integrity::Ambiguous);
    maker.comment += "more";
    row("archive in the comment", maker, "zip-second-directory", Integrity::Ambiguous);
    maker.comment.clear();
    QTest::newRow("bytes behind") << maker.make() + "more"
                                  << "zip-extra-bytes" << Integrity::Complete;
    QTest::newRow("two archives") << maker.make() + ZipMaker().add("b", "y").make()
                                  << "zip-unlisted-member" << Integrity::Ambiguous;
    QByteArray broken = ZipMaker().add("a", "x").add("b", "y").make();
    broken[broken.lastIndexOf("PK\1\2")] = 'Q';
    QTest::newRow("directory breaks off") << broken
                                          << "zip-broken-directory zip-count-mismatch "
                                             "zip-unlisted-member"
                                          << Integrity::Incomplete;
}

void TestZipArchive::issues()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, rules);
    QFETCH(Integrity, integrity);
    const auto archive = zip::read_archive(memory(file), {});
    QVERIFY(archive);
    QCOMPARE(rules_of(*archive), rules);
    QCOMPARE(integrity_of(*archive), integrity);
    for (const zip::Member& member : archive->members)
        QVERIFY(!member.readable() || content_of(*archive, member) != "unreadable");
}

void TestZipArchive::refused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("code");
    ZipMaker maker;
    maker.disk = 1;
    QTest::newRow("several disks") << maker.add("a", "x").make() << "unsupported_feature";
    QTest::newRow("nothing") << QByteArray() << "malformed";
    QTest::newRow("no zip") << QByteArray(1000, 'x') << "malformed";
    QTest::newRow("half an end") << QByteArray("PK\5\6\0\0\0", 7) << "malformed";
}

void TestZipArchive::refused()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, code);
    const auto archive = zip::read_archive(memory(file), {});
    QVERIFY(!archive);
    QCOMPARE(QString(error_code_name(archive.error().code)), code);
}

void TestZipArchive::without_directory()
{
    QByteArray file = ZipMaker().add("a", "first").add("b", QByteArray(900, 'x'), true).make();
    file.truncate(file.indexOf("PK\1\2") - 3);
    const auto archive = zip::read_archive(memory(file), {});
    QVERIFY(archive);
    QCOMPARE(rules_of(*archive), QString("zip-no-directory zip-member-truncated"));
    QCOMPARE(content_of(*archive, archive->members[0]), QByteArray("first"));
    QCOMPARE(archive->members[1].problem, std::string("truncated"));
    QVERIFY(!zip::open_member(*archive, archive->members[1], {}));
    QVERIFY(zip::read_start(*archive, archive->members[1], 10));
}

void TestZipArchive::large_member_goes_to_a_file()
{
    const QByteArray content(20'000'000, 'z');
    const auto archive = zip::read_archive(memory(ZipMaker().add("a", content, true).make()), {});
    QVERIFY(archive);
    QCOMPARE(content_of(*archive, archive->members[0]), content);
}

void TestZipArchive::lying_size()
{
    ZipMaker::Entry member = entry("a", QByteArray(1000, 'z'));
    member.deflate = true;
    member.size = 2000;
    const auto longer = zip::read_archive(memory(ZipMaker().add(member).make()), {});
    QCOMPARE(zip::open_member(*longer, longer->members[0], {})->damage->detail,
             std::string("size"));
    member.size = 500;
    const auto shorter = zip::read_archive(memory(ZipMaker().add(member).make()), {});
    const auto content = zip::open_member(*shorter, shorter->members[0], {});
    QCOMPARE(content->damage->detail, std::string("checksum"));
    QCOMPARE(content->source->size(), std::uint64_t{500});
    member.size = 1000;
    member.checksum = 99;
    const auto odd = zip::read_archive(memory(ZipMaker().add(member).make()), {});
    QCOMPARE(zip::open_member(*odd, odd->members[0], {})->damage->detail, std::string("checksum"));
    member.size = qint64{1} << 31;
    member.zip64 = true;
    QVERIFY(zip::read_archive(memory(ZipMaker().add(member).make()), {}));
}

void TestZipArchive::start_behind_empty_blocks()
{
    // 3,000 stored blocks of no byte (RFC 1951, 3.2.4), then one of five, the last one.
    QByteArray stream;
    for (int i = 0; i < 3000; ++i)
        stream += QByteArray("\0\0\0\xff\xff", 5);
    stream += QByteArray("\1\5\0\xfa\xff"
                         "hello",
                         10);
    ZipMaker::Entry member = entry("a", stream);
    member.method = 8;
    member.size = 5;
    member.checksum = ZipMaker::checksum_of("hello");
    const auto archive = zip::read_archive(memory(ZipMaker().add(member).make()), {});
    QVERIFY(archive);
    QCOMPARE(zip::read_start(*archive, archive->members[0], 100)->size(), std::size_t{5});
    QCOMPARE(content_of(*archive, archive->members[0]), QByteArray("hello"));
}

void TestZipArchive::nested_archive_is_no_second_directory()
{
    const QByteArray inner = ZipMaker().add("inner", "x").make();
    const auto archive = zip::read_archive(memory(ZipMaker().add("a.zip", inner).make()), {});
    QVERIFY(archive);
    QCOMPARE(rules_of(*archive), QString());
}

/// Without a directory, members whose size follows their data are found by their descriptors.
void TestZipArchive::cut_with_descriptors()
{
    ZipMaker maker;
    for (const char* const name : {"a", "b", "c"}) {
        // What looks like a descriptor in the data gives another distance.
        ZipMaker::Entry member = entry(name, "PK\x07\x08" + QByteArray(700'000, *name) + name);
        member.descriptor = true;
        member.deflate = *name == 'b';
        maker.add(member);
    }
    const QByteArray whole = maker.make();
    const qsizetype last = whole.indexOf(QByteArray(1000, 'c'));
    const auto archive = zip::read_archive(memory(whole.left(last + 1000)), {});
    QVERIFY(archive);
    QCOMPARE(archive->members.size(), std::size_t{3});
    QCOMPARE(content_of(*archive, archive->members[0]).size(), qsizetype{700'005});
    QCOMPARE(content_of(*archive, archive->members[1]).right(3), QByteArray("bbb"));
    QCOMPARE(archive->members[2].problem, std::string("truncated"));
}

void TestZipArchive::truncated_and_changed()
{
    ZipMaker maker;
    ZipMaker::Entry member = entry("c", QByteArray(300, 'c'));
    member.descriptor = true;
    member.deflate = true;
    maker.add("a", "first").add("b", QByteArray(900, 'x'), true).add(member);
    maker.zip64_end = true;
    maker.comment = "comment";
    const QByteArray whole = maker.make();
    const auto look_at = [](const QByteArray& file) {
        const auto archive = zip::read_archive(memory(file), {});
        if (!archive)
            return;
        for (const zip::Member& each : archive->members) {
            if (each.readable() && each.size < 100'000)
                content_of(*archive, each);
        }
    };
    for (qsizetype length = 0; length < whole.size(); ++length)
        look_at(whole.left(length));
    std::mt19937 random(1);
    for (int round = 0; round < 3000; ++round) {
        QByteArray changed = whole;
        for (unsigned change = random() % 4 + 1; change > 0; --change)
            changed[static_cast<qsizetype>(random() % static_cast<unsigned>(changed.size()))] =
                static_cast<char>(random());
        look_at(changed);
    }
}

QTEST_APPLESS_MAIN(TestZipArchive)
#include "tst_zip_archive.moc"
