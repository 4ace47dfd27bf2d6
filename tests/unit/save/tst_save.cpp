// SPDX-License-Identifier: GPL-3.0-or-later
// A save replaces a file whole or not at all, and keeps of it all that was not edited.
#include "io/save/save.h"

#include "io/formats/format.h"
#include "io/save/verify.h"
#include "io/source/atomic_file.h"

#include "tests/unit/formats/fixtures.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace strata;

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

Result<SaveReport> set_note(const QString& path, const SaveOptions& options = {})
{
    STRATA_ASSIGN(const OpenDocument opened, open_document(path.toStdString()));
    Edits edits;
    STRATA_TRY(edits.set(*opened.document, "/@note", Value::text("changed")));
    SaveOptions save = options;
    if (save.path.empty())
        save.path = path.toStdString();
    return save_edited(opened, edits, save, {});
}

QString note_of(const QString& path)
{
    const auto opened = open_document(path.toStdString());
    const auto entry = opened ? find_entry(*opened->document, "/@note") : std::nullopt;
    return entry ? QString::fromStdString(entry->value.as_text()) : QString();
}

} // namespace

class TestSave : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_folder.isValid());
        for (const QFileInfo& each : QDir(m_folder.path())
                                         .entryInfoList(QDir::AllEntries | QDir::Hidden |
                                                        QDir::System | QDir::NoDotAndDotDot))
            QVERIFY(each.isDir() && !each.isSymLink() ? QDir(each.filePath()).removeRecursively()
                                                      : QFile::remove(each.filePath()));
        m_path = m_folder.filePath(QStringLiteral("model.safetensors"));
        QVERIFY(QFile::copy(fixtures::path(QStringLiteral("safetensors/metadata.safetensors")),
                            m_path));
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner));
    }

    void a_save_in_place()
    {
        const auto saved = set_note(m_path);
        QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
        QCOMPARE(saved->bytes, static_cast<std::uint64_t>(QFileInfo(m_path).size()));
        QCOMPARE(note_of(m_path), "changed");
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void a_save_elsewhere_leaves_the_file_alone()
    {
        const QByteArray before = content(m_path);
        SaveOptions options;
        options.path = m_folder.filePath(QStringLiteral("other.safetensors")).toStdString();
        QVERIFY(set_note(m_path, options));
        QCOMPARE(content(m_path), before);
        QCOMPARE(note_of(QString::fromStdString(options.path)), "changed");
    }

    void what_a_file_has_is_kept()
    {
        const QByteArray path = QFile::encodeName(m_path);
        QCOMPARE(chmod(path.constData(), 0640), 0);
        const bool attributes = setxattr(path.constData(), "user.origin", "lab", 3, 0) == 0;
        QVERIFY(set_note(m_path));
        struct stat status {};
        QCOMPARE(stat(path.constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0640U);
        if (attributes) {
            std::array<char, 8> value{};
            QCOMPARE(getxattr(path.constData(), "user.origin", value.data(), value.size()), 3);
            QCOMPARE(QByteArray(value.data(), 3), "lab");
        }
    }

    void the_target_of_a_link_is_replaced()
    {
        const QString link = m_folder.filePath(QStringLiteral("link.safetensors"));
        QVERIFY(QFile::link(m_path, link));
        QVERIFY(set_note(link));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(note_of(m_path), "changed");
    }

    void other_names_are_told_of()
    {
        const QString other = m_folder.filePath(QStringLiteral("other.safetensors"));
        QCOMPARE(
            ::link(QFile::encodeName(m_path).constData(), QFile::encodeName(other).constData()), 0);
        const auto saved = set_note(m_path);
        QVERIFY(saved);
        QCOMPARE(saved->other_names, std::uint64_t{1});
        QVERIFY(note_of(other) != QStringLiteral("changed"));
    }

    void the_old_content_can_be_kept()
    {
        const QByteArray before = content(m_path);
        SaveOptions options;
        options.backup_suffix = "~";
        const auto saved = set_note(m_path, options);
        QVERIFY(saved);
        QCOMPARE(content(QString::fromStdString(saved->backup)), before);
        QVERIFY(set_note(m_path, options)); // an older backup is replaced
        QCOMPARE(note_of(QString::fromStdString(saved->backup)), "changed");
    }

    void a_file_that_changed_meanwhile_is_not_overwritten()
    {
        SaveOptions options;
        options.expected = stamp_of(m_path.toStdString());
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write("x"), 1);
        file.close();
        const QByteArray now = content(m_path);
        const auto opened = open_document(
            fixtures::path(QStringLiteral("safetensors/metadata.safetensors")).toStdString());
        QVERIFY(opened);
        Edits edits;
        QVERIFY(edits.set(*opened->document, "/@note", Value::text("changed")));
        options.path = m_path.toStdString();
        const auto saved = save_edited(*opened, edits, options, {});
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::ReadFailed);
        QCOMPARE(content(m_path), now);
    }

    void trouble_leaves_the_file_alone()
    {
        const QByteArray before = content(m_path);
        SaveOptions options;
        options.path = m_folder.filePath(QStringLiteral("no such folder/x")).toStdString();
        QCOMPARE(set_note(m_path, options).error().code, ErrorCode::NoFolder);
        options.path = m_folder.path().toStdString();
        QCOMPARE(set_note(m_path, options).error().code, ErrorCode::IsDirectory);
        options.path = "/dev/null";
        QCOMPARE(set_note(m_path, options).error().code, ErrorCode::NotRegular);
        QCOMPARE(content(m_path), before);
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void a_cancelled_save_leaves_nothing()
    {
        const auto opened = open_document(m_path.toStdString());
        QVERIFY(opened);
        Edits edits;
        QVERIFY(edits.set(*opened->document, "/@note", Value::text("changed")));
        const QByteArray before = content(m_path);
        const JobContext stopped(std::make_shared<std::atomic<bool>>(true), {});
        const auto saved = save_edited(*opened, edits, {m_path.toStdString(), {}, {}}, stopped);
        QVERIFY(!saved && saved.error().code == ErrorCode::Cancelled);
        QCOMPARE(content(m_path), before);
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void scratch_files_of_the_dead_are_found()
    {
        const QString dead = m_folder.filePath(QStringLiteral(".strata-abcdef"));
        const QString held = m_folder.filePath(QStringLiteral(".strata-ghijkl"));
        for (const QString& each :
             {dead, held, m_folder.filePath(QStringLiteral(".strata-notes"))}) {
            QFile file(each);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        const int descriptor = open(QFile::encodeName(held).constData(), O_RDWR | O_CLOEXEC);
        QCOMPARE(flock(descriptor, LOCK_EX), 0);
        QVERIFY(abandoned_scratch_files(m_path.toStdString()).empty()); // just made
        const std::array<timespec, 2> old = {{{1, 0}, {1, 0}}};
        for (const QString& each : {dead, held})
            QCOMPARE(utimensat(AT_FDCWD, QFile::encodeName(each).constData(), old.data(), 0), 0);
        QCOMPARE(abandoned_scratch_files(m_path.toStdString()),
                 std::vector<std::string>{dead.toStdString()});
        close(descriptor);
    }

    void formats_that_cannot_be_edited_say_so()
    {
        const auto opened =
            open_document(fixtures::path(QStringLiteral("npy/cube.npy")).toStdString());
        QVERIFY(opened);
        const auto saved = save_edited(*opened, {}, {m_path.toStdString(), {}, {}}, {});
        QVERIFY(!saved && saved.error().code == ErrorCode::BadArgument);
    }

    /// A written file that is not what was meant never reaches the target.
    void other_values_are_noticed()
    {
        const QString other = m_folder.filePath(QStringLiteral("other.safetensors"));
        QByteArray bytes = content(m_path);
        bytes[bytes.size() - 1] = static_cast<char>(bytes.back() ^ 1);
        QFile file(other);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const auto before = open_document(m_path.toStdString());
        const auto after = open_document(other.toStdString());
        QVERIFY(before && after);
        QVERIFY(verify_edited(*before, {}, *before, {}));
        const auto verified = verify_edited(*before, {}, *after, {});
        QVERIFY(!verified && verified.error().code == ErrorCode::ReadFailed);
        Edits edits;
        QVERIFY(edits.set(*before->document, "/@note", Value::text("changed")));
        QVERIFY(!verify_edited(*before, edits, *before, {}));
    }

    /// A path would be cut at it.
    void newNamesHaveNoSlash()
    {
        const auto opened = open_document(
            fixtures::path(QStringLiteral("sklearn/1.9/forest_wine.joblib")).toStdString());
        QVERIFY(opened);
        Edits edits;
        const auto added = edits.set(*opened->document, "estimator@a/b", Value::integer(1));
        const QString out = m_folder.filePath(QStringLiteral("slash.joblib"));
        const auto saved = added ? save_edited(*opened, edits, {out.toStdString(), {}, {}}, {})
                                 : Result<SaveReport>(fail(ErrorCode::BadArgument));
        QVERIFY(!saved && saved.error().code == ErrorCode::BadArgument);
        QVERIFY(!QFile::exists(out));
    }

    /// Every fixture that can be edited, with nothing changed: all its bytes are kept.
    void without_edits_a_file_is_kept_byte_for_byte_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& family : {QStringLiteral("pickle"), QStringLiteral("sklearn"),
                                      QStringLiteral("joblib"), QStringLiteral("safetensors")}) {
            for (const QString& name : fixtures::all_of(family))
                QTest::newRow(qPrintable(name)) << name;
        }
    }
    void without_edits_a_file_is_kept_byte_for_byte()
    {
        QFETCH(QString, name);
        const auto opened = open_document(fixtures::path(name).toStdString());
        if (!opened || opened->document->verdict.integrity != Integrity::Complete)
            QSKIP("not whole: it is not edited");
        const QString out = m_folder.filePath(QFileInfo(name).fileName());
        const auto saved = save_edited(*opened, {}, {out.toStdString(), {}, {}}, {});
        QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
        // A compressed one was verified array by array: its compressor need not be ours.
        if (opened->document->format.compression.empty())
            QCOMPARE(content(out), content(fixtures::path(name)));
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestSave)
#include "tst_save.moc"
