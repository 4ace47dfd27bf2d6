// SPDX-License-Identifier: GPL-3.0-or-later
// Saving from the window: backups, hard links, what may not be written, and long attributes.
#include "tests/gui/window_driver.h"

#include "app/window/edit_session.h"
#include "app/window/file_notices.h"
#include "app/window/window_actions.h"
#include "io/model/edits.h"

#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace strata;
using namespace strata::test;

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

/// The text of an entry as a file has it.
QString stored_text(const QString& path, const char* key)
{
    const auto opened = open_document(path.toStdString());
    const auto entry = opened ? find_entry(*opened->document, key) : std::nullopt;
    return entry && entry->value.kind() == Value::Kind::Text
               ? QString::fromStdString(entry->value.as_text())
               : QString();
}

} // namespace

class TestEditingSaves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_window = exposed_window();
        QVERIFY(m_window);
        m_path = m_folder->filePath(QStringLiteral("model.safetensors"));
        QVERIFY(QFile::copy(data_file(QStringLiteral("safetensors/metadata.safetensors")), m_path));
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner));
    }

    void cleanup()
    {
        m_window.reset();
        m_folder.reset();
    }

    void theBackupIsTheOldContent()
    {
        const QByteArray old = content(m_path);
        QVERIFY(open_in(*m_window, m_path));
        QVERIFY(change("/@format", "np"));
        review();
        shown<QCheckBox>(*m_window, "keepBackup")->setChecked(true);
        QTest::mouseClick(shown<QPushButton>(*m_window, "reviewSave"), Qt::LeftButton);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored_text(m_path, "/@format"), QStringLiteral("np"));
        QCOMPARE(content(m_path + u'~'), old);
        QVERIFY(notice().contains(QStringLiteral("model.safetensors~")));
        // The choice is remembered: the next save keeps what this one wrote.
        QVERIFY(change("/@format", "jax"));
        review();
        QVERIFY(shown<QCheckBox>(*m_window, "keepBackup")->isChecked());
        shown<QCheckBox>(*m_window, "keepBackup")->setChecked(false);
        QTest::mouseClick(shown<QPushButton>(*m_window, "reviewSave"), Qt::LeftButton);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(content(m_path + u'~'), old);
    }

    void hardLinksAreTold()
    {
        const QByteArray old = content(m_path);
        const QString other = m_folder->filePath(QStringLiteral("other name"));
        QCOMPARE(link(m_path.toUtf8().constData(), other.toUtf8().constData()), 0);
        QVERIFY(open_in(*m_window, m_path));
        QVERIFY(change("/@format", "np"));
        save();
        QTRY_VERIFY(!m_window->isWindowModified());
        QVERIFY2(notice().contains(QStringLiteral("1 other name (hard link)")),
                 qPrintable(notice()));
        QCOMPARE(content(other), old);
        QCOMPARE(stored_text(m_path, "/@format"), QStringLiteral("np"));
    }

    void readOnlyFilesStayAsTheyAre()
    {
        const QByteArray old = content(m_path);
        QCOMPARE(chmod(m_path.toUtf8().constData(), 0444), 0);
        QVERIFY(open_in(*m_window, m_path));
        QVERIFY(change("/@format", "np"));
        save();
        QTRY_VERIFY2(told().contains(QStringLiteral("read-only")), qPrintable(told()));
        QVERIFY(m_window->isWindowModified()); // the change is still there
        QCOMPARE(content(m_path), old);
        QCOMPARE(files(), 1);
    }

    void readOnlyFoldersStayAsTheyAre()
    {
        if (geteuid() == 0)
            QSKIP("this user writes into every folder");
        const QByteArray old = content(m_path);
        const QByteArray folder = m_folder->path().toUtf8();
        QCOMPARE(chmod(folder.constData(), 0555), 0);
        QVERIFY(open_in(*m_window, m_path));
        QVERIFY(change("/@format", "np"));
        save();
        QTRY_VERIFY2(told().contains(QStringLiteral("permissions")), qPrintable(told()));
        QCOMPARE(chmod(folder.constData(), 0755), 0);
        QVERIFY(m_window->isWindowModified());
        QCOMPARE(content(m_path), old);
        QCOMPARE(files(), 1);
    }

    /// HDF5 keeps attributes of up to 64 KiB beside their object, longer texts elsewhere.
    void longAttributesAreWrittenAndKept()
    {
        const QString path = m_folder->filePath(QStringLiteral("model.h5"));
        QVERIFY(
            QFile::copy(data_file(QStringLiteral("keras/keras-3/deep_learning_model.h5")), path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(open_in(*m_window, path));
        const QByteArray text(100'000, 'x');
        const Result<void> added =
            m_window->currentView()->edits().add("/@note", Value::text(text.toStdString()));
        QVERIFY(added);
        save();
        QTRY_VERIFY(!m_window->isWindowModified());
        QVERIFY(content(path).contains(text));
        // Of which the window holds the start only; another change leaves the rest alone.
        QVERIFY(change("/@backend", "jax"));
        save();
        QTRY_VERIFY(!m_window->isWindowModified());
        QVERIFY(content(path).contains(text));
        QCOMPARE(stored_text(path, "/@backend"), QStringLiteral("jax"));
    }

    /// scikit-learn looks at hyper-parameters when it fits: told in the review, and not refused.
    void whatAChangeBringsIsTold()
    {
        const QString path = m_folder->filePath(QStringLiteral("forest.pkl"));
        QVERIFY(
            QFile::copy(data_file(QStringLiteral("sklearn/1.9/random_forest_model.pkl")), path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(open_in(*m_window, path));
        QVERIFY(change("estimator@criterion", "entropy"));
        review();
        QVERIFY(!shown<QLabel>(*m_window, "changeWarnings"));
        shown<QDialog>(*m_window, "reviewDialog")->close();
        QVERIFY(change("estimator@criterion", "foo"));
        review();
        auto* const warnings = shown<QLabel>(*m_window, "changeWarnings");
        QVERIFY(warnings);
        QVERIFY2(warnings->text().contains(QStringLiteral("'gini'")), qPrintable(warnings->text()));
    }

    /// The review tells of what would be written: a whole number is a float then.
    void aWholeNegativeRateIsTold()
    {
        const QString path = m_folder->filePath(QStringLiteral("rate.h5"));
        QVERIFY(
            QFile::copy(data_file(QStringLiteral("keras/keras-3/deep_learning_model.h5")), path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(open_in(*m_window, path));
        EditSession& edits = m_window->currentView()->edits();
        QVERIFY(edits.set("optimizer@learning_rate", Value::integer(-1), 0));
        review();
        auto* const warnings = shown<QLabel>(*m_window, "changeWarnings");
        QVERIFY(warnings);
        QVERIFY2(warnings->text().contains(QStringLiteral("below 0")),
                 qPrintable(warnings->text()));
    }

private:
    bool change(const char* key, const char* value)
    {
        return m_window->currentView()->edits().set(key, Value::text(value), 0).has_value();
    }
    void save() { m_window->actions()[Command::Save]->trigger(); }
    void review() { m_window->actions()[Command::Review]->trigger(); }
    QString notice() { return m_window->currentView()->notice(); }
    /// Why a save failed, as the band says.
    QString told()
    {
        const Band* const band = m_window->currentView()->notices()->failureBand();
        return band->isVisible() ? band->text() : QString();
    }
    [[nodiscard]] int files() const
    {
        return static_cast<int>(
            QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size());
    }

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_MAIN(TestEditingSaves)
#include "tst_editing_saves.moc"
