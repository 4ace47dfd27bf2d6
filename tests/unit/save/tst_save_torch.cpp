// SPDX-License-Identifier: GPL-3.0-or-later
// Values of PyTorch files are edited in the object's pickle: all other members stay as they are, and
// where torch can map them.
#include "io/formats/format.h"
#include "io/save/save.h"
#include "io/zip/zip_member.h"

#include "tests/unit/formats/fixtures.h"
#include "tests/unit/zip/zip_maker.h"

#include <QTemporaryDir>
#include <QTest>

using namespace strata;

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

QString checkpoint()
{
    return fixtures::path(QStringLiteral("torch/checkpoint_adamw_two_groups.pt"));
}

Value value_at(const QString& path, std::string_view key)
{
    const auto opened = open_document(path.toStdString());
    const auto entry = opened ? find_entry(*opened->document, key) : std::nullopt;
    return entry ? entry->value : Value::text("missing");
}

zip::Archive archive_of(const QString& path)
{
    const auto source = open_file_source(path.toStdString());
    auto archive = source ? zip::read_archive(*source, {}) : Result<zip::Archive>(zip::Archive());
    return archive ? *std::move(archive) : zip::Archive();
}

/// A pickle of {"epoch": 5, "same": "epoch"}, whose second text is the first one again.
QByteArray small_pickle()
{
    return QByteArrayLiteral("\x80\x02}q\x01(X\x05\x00\x00\x00"
                             "epochq\x02K\x05X\x04\x00\x00\x00"
                             "noteX\x03\x00\x00\x00oldq\x03X\x03\x00\x00\x00samh\x03u.");
}

} // namespace

class TestSaveTorch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void values_of_a_checkpoint()
    {
        const auto saved = edit(checkpoint(), [](const Document& document, Edits& edits) {
            return edits.set(document, "object@epoch", Value::integer(70'000)) &&
                   edits.set(document, "object@loss", Value::real(-0.5)) &&
                   edits.set(document, "object@classes",
                             Value::sequence(Value::Kind::List, {Value::text("größe")})) &&
                   edits.set(document, "optimizer@group 1 lr", Value::real(0.25)) &&
                   edits.add(document, "object@note", Value::text("by hand"));
        });
        QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
        QCOMPARE(value_at(m_path, "object@epoch"), Value::integer(70'000));
        QCOMPARE(value_at(m_path, "object@loss"), Value::real(-0.5));
        QCOMPARE(value_at(m_path, "object@classes").items().size(), std::size_t{1});
        QCOMPARE(value_at(m_path, "object@note"), Value::text("by hand"));
        QCOMPARE(value_at(m_path, "optimizer@group 1 lr"), Value::real(0.25));
        QCOMPARE(value_at(m_path, "optimizer@group 0 lr"),
                 value_at(checkpoint(), "optimizer@group 0 lr"));
        QCOMPARE(value_at(m_path, "torch.load@weights_only"),
                 Value::text("accepted by torch 2.13"));
    }

    void an_entry_is_taken_away()
    {
        const auto saved = edit(checkpoint(), [](const Document& document, Edits& edits) {
            return edits.remove(document, "object@epoch") && edits.remove(document, "object@args");
        });
        QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
        QCOMPARE(value_at(m_path, "object@epoch"), Value::text("missing"));
        QCOMPARE(value_at(m_path, "object@args"), Value::text("missing"));
        QCOMPARE(value_at(m_path, "object@loss"), value_at(checkpoint(), "object@loss"));
        QCOMPARE(value_at(m_path, "torch.load@weights_only"),
                 Value::text("accepted by torch 2.13"));
    }

    /// Of texts of any length: what follows moves by a multiple of 64, and the archive is sound.
    void other_members_stay_and_stay_aligned()
    {
        const zip::Archive before = archive_of(checkpoint());
        const QByteArray old_bytes = content(checkpoint());
        for (const int length :
             {0, 1, 2, 3, 10, 29, 30, 31, 32, 33, 62, 63, 64, 65, 1'000, 70'000}) {
            const auto saved = edit(checkpoint(), [&](const Document& document, Edits& edits) {
                return edits.set(document, "object@epoch",
                                 Value::text(std::string(static_cast<std::size_t>(length), 'x')));
            });
            QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
            const zip::Archive after = archive_of(m_path);
            QVERIFY(after.issues.empty());
            QCOMPARE(after.members.size(), before.members.size());
            const QByteArray bytes = content(m_path);
            for (std::size_t i = 0; i < after.members.size(); ++i) {
                const zip::Member& now = after.members[i];
                const zip::Member& old = before.members[i];
                QCOMPARE(now.name, old.name);
                if (now.name.ends_with("/data.pkl")) {
                    const auto opened = zip::open_member(after, now, {});
                    QVERIFY(opened && !opened->damage);
                    continue;
                }
                QCOMPARE(now.data_offset % 64, old.data_offset % 64);
                // Its own header, too, and the descriptor behind it.
                const auto from = static_cast<qsizetype>(old.header_offset);
                const auto to = static_cast<qsizetype>(now.header_offset);
                const auto count =
                    static_cast<qsizetype>(old.data_offset - old.header_offset + old.size);
                QCOMPARE(bytes.mid(to, count), old_bytes.mid(from, count));
            }
        }
    }

    /// Padding is made anew, not added to: what is edited again and back is as long as before.
    void editing_again_does_not_make_it_longer()
    {
        const auto set = [this](const QString& path, Value value) {
            return edit(path, [&](const Document& document, Edits& edits) {
                return edits.set(document, "object@loss", std::move(value));
            });
        };
        QVERIFY(set(checkpoint(), Value::real(1.5)));
        const qint64 bytes = QFileInfo(m_path).size();
        for (int i = 0; i < 5; ++i) {
            const QString from = m_path;
            QVERIFY(set(from, Value::real(i)));
            QCOMPARE(QFileInfo(m_path).size(), bytes);
        }
    }

    void an_optimizer_alone()
    {
        const QString path = fixtures::path(QStringLiteral("torch/optimizer_alone.pt"));
        const auto saved = edit(path, [](const Document& document, Edits& edits) {
            return edits.set(document, "optimizer@lr", Value::real(0.75)) &&
                   edits.set(
                       document, "optimizer@betas",
                       Value::sequence(Value::Kind::Tuple, {Value::real(0.5), Value::real(0.75)}));
        });
        QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
        QCOMPARE(value_at(m_path, "optimizer@lr"), Value::real(0.75));
        QCOMPARE(value_at(m_path, "torch.load@weights_only"),
                 Value::text("accepted by torch 2.13"));
    }

    /// As other programs make archives: deflated, with sizes behind the content or in zip64 fields,
    /// with a comment.
    void archives_of_other_programs_data()
    {
        QTest::addColumn<bool>("deflate");
        QTest::addColumn<bool>("descriptor");
        QTest::addColumn<bool>("zip64");
        QTest::newRow("stored") << false << false << false;
        QTest::newRow("deflated") << true << false << false;
        QTest::newRow("descriptor") << false << true << false;
        QTest::newRow("deflated, descriptor") << true << true << false;
        QTest::newRow("zip64") << false << false << true;
        QTest::newRow("deflated, zip64") << true << false << true;
    }
    void archives_of_other_programs()
    {
        QFETCH(bool, deflate);
        QFETCH(bool, descriptor);
        QFETCH(bool, zip64);
        fixtures::ZipMaker maker;
        maker.comment = "a comment";
        maker.zip64_end = zip64;
        for (const auto& [name, bytes] : {std::pair<QByteArray, QByteArray>("a/version", "3\n"),
                                          {"a/data.pkl", small_pickle()},
                                          {"a/data/0", QByteArray(500, 'x')},
                                          {"a/more", "text"}}) {
            fixtures::ZipMaker::Entry entry;
            entry.name = name;
            entry.content = bytes;
            entry.deflate = deflate;
            entry.descriptor = descriptor;
            entry.zip64 = zip64;
            maker.add(entry);
        }
        const QString path = write(maker.make());
        const auto saved = edit(path, [](const Document& document, Edits& edits) {
            return edits.set(document, "object@epoch", Value::integer(6)) &&
                   edits.set(document, "object@note", Value::text("another text"));
        });
        QVERIFY2(saved, saved ? "" : (saved.error().detail + saved.error().path).c_str());
        QCOMPARE(value_at(m_path, "object@epoch"), Value::integer(6));
        QCOMPARE(value_at(m_path, "object@note"), Value::text("another text"));
        QCOMPARE(value_at(m_path, "object@sam"), Value::text("old")); // the one that was the same
        QCOMPARE(value_at(m_path, "torch.load@weights_only"),
                 Value::text("accepted by torch 2.13"));
        const zip::Archive after = archive_of(m_path);
        QVERIFY(after.issues.empty());
        QCOMPARE(after.comment, std::string("a comment"));
    }

    /// The text is made at its first use, and read from the memo at the second.
    void a_text_that_is_used_twice_data()
    {
        QTest::addColumn<QStringList>("keys");
        QTest::newRow("first") << QStringList{"object@note"};
        QTest::newRow("second") << QStringList{"object@sam"};
        QTest::newRow("both") << QStringList{"object@note", "object@sam"};
        QTest::newRow("both, turned") << QStringList{"object@sam", "object@note"};
    }
    void a_text_that_is_used_twice()
    {
        QFETCH(QStringList, keys);
        const QString path = write(
            fixtures::ZipMaker().add("a/data.pkl", small_pickle()).add("a/version", "3").make());
        for (const char* const digits : {"1180591620717411303424", "-1180591620717411303424",
                                         "340282366920938463463374607431768211455"}) {
            const auto saved = edit(path, [&](const Document& document, Edits& edits) {
                return std::all_of(keys.begin(), keys.end(), [&](const QString& key) {
                    return edits.set(document, key.toStdString(), Value::big_integer(digits))
                        .has_value();
                });
            });
            QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
            for (const char* const key : {"object@note", "object@sam"})
                QCOMPARE(value_at(m_path, key), keys.contains(QLatin1String(key))
                                                    ? Value::big_integer(digits)
                                                    : Value::text("old"));
            QCOMPARE(value_at(m_path, "torch.load@weights_only"),
                     Value::text("accepted by torch 2.13"));
        }
    }

    void what_is_not_edited_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const auto usual = [] {
            return fixtures::ZipMaker().add("a/data.pkl", small_pickle()).add("a/version", "3");
        };
        fixtures::ZipMaker gap;
        fixtures::ZipMaker::Entry padded;
        padded.name = "a/version";
        padded.content = "3";
        padded.padding = "hidden";
        gap.add(padded).add("a/data.pkl", small_pickle());
        QTest::newRow("bytes of no member") << gap.make() << "bytes that belong to no member";
        fixtures::ZipMaker twice = usual();
        twice.add("a/version", "4");
        QTest::newRow("one name twice") << twice.make() << "two members of the archive";
        fixtures::ZipMaker hidden = usual();
        fixtures::ZipMaker::Entry encrypted;
        encrypted.name = "a/data/0";
        encrypted.content = "abcd";
        encrypted.flags = 1;
        hidden.add(encrypted);
        QTest::newRow("encrypted") << hidden.make() << "encrypted";
        fixtures::ZipMaker objects = usual();
        objects.add("b/data.pkl", small_pickle());
        QTest::newRow("two objects") << objects.make() << "several objects";
        fixtures::ZipMaker script = usual();
        script.add("a/code/m.py", "pass");
        QTest::newRow("TorchScript") << script.make() << "TorchScript";
        QTest::newRow("cut") << usual().make().chopped(30) << "damaged";
    }
    void what_is_not_edited()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const QString path = write(bytes);
        const auto opened = open_document(path.toStdString());
        QVERIFY(opened);
        Edits edits;
        QVERIFY(edits.add(*opened->document, "object@new", Value::integer(1)));
        const auto prepared = prepare_edits(*opened->document, edits);
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().code, ErrorCode::BadArgument);
        QVERIFY2(QString::fromStdString(prepared.error().detail).contains(reason),
                 prepared.error().detail.c_str());
    }

    /// No tensor of any fixture changes, whatever of it is edited (save_edited() compares them).
    void every_value_of_every_fixture()
    {
        int edited = 0;
        for (const QString& name : fixtures::all_of(QStringLiteral("torch"))) {
            const auto opened = open_document(fixtures::path(name).toStdString());
            if (!opened || opened->document->verdict.integrity != Integrity::Complete)
                continue;
            for (const MetadataEntry& entry : opened->document->metadata) {
                if (!entry.editable)
                    continue;
                const auto saved =
                    edit(fixtures::path(name), [&](const Document& document, Edits& edits) {
                        return edits.set(document, entry.key, Value::text("edited"));
                    });
                QVERIFY2(saved,
                         qPrintable(name + QLatin1Char(' ') + QString::fromStdString(entry.key)));
                ++edited;
            }
        }
        QVERIFY(edited >= 8);
    }

private:
    template <class Change> Result<SaveReport> edit(const QString& path, const Change& change)
    {
        STRATA_ASSIGN(const OpenDocument opened, open_document(path.toStdString()));
        Edits edits;
        if (!change(*opened.document, edits))
            return fail(ErrorCode::NoSuchItem, "the change");
        m_path = m_folder.filePath(QString::number(++m_number) + QStringLiteral(".pt"));
        SaveOptions options;
        options.path = m_path.toStdString();
        return save_edited(opened, edits, options, {});
    }

    QString write(const QByteArray& bytes)
    {
        const QString path = m_folder.filePath(QString::number(++m_number) + QStringLiteral(".pt"));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path
                                                                                    : QString();
    }

    QTemporaryDir m_folder;
    int m_number = 0;
    QString m_path; ///< of the last save
};

QTEST_GUILESS_MAIN(TestSaveTorch)
#include "tst_save_torch.moc"
