// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata edited in the window, by mouse and keyboard, in copies of real files.
#include "tests/gui/window_driver.h"

#include "app/window/document_tabs.h"
#include "app/window/file_notices.h"
#include "app/window/window_actions.h"
#include "io/model/edits.h"
#include "widgets/pages/edit_bar.h"
#include "widgets/pages/json_tree.h"
#include "widgets/pages/page_head.h"
#include "widgets/parts/numbered_text.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/tables/metadata_delegate.h"
#include "widgets/tables/metadata_model.h"
#include "widgets/tables/table_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QTimer>

using namespace strata;
using namespace strata::test;

namespace {

const QString tensors_file = QStringLiteral("safetensors/metadata.safetensors");
const QString pickle_file = QStringLiteral("sklearn/1.9/random_forest_model.pkl");
const QString keras_file = QStringLiteral("keras/keras-3/deep_learning_model.h5");

} // namespace

class TestEditing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_window = exposed_window();
        QVERIFY(m_window);
    }

    void cleanup()
    {
        m_window.reset();
        m_folder.reset();
    }

    void valueIsEditedUndoneAndSaved_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("typed");
        QTest::newRow("safetensors") << tensors_file << "/@format"
                                     << "jax";
        QTest::newRow("pickle") << pickle_file << "estimator@_sklearn_version"
                                << "1.9.2";
        QTest::newRow("keras") << keras_file << "/@backend"
                               << "jax";
    }

    void valueIsEditedUndoneAndSaved()
    {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(QString, typed);
        QVERIFY(open(file));
        const QString before = value(key);
        QVERIFY(choose(key));
        QVERIFY(!can(Command::Save) && !can(Command::Undo) && !page()->bar()->isVisible());
        typeValue(typed, Qt::Key_F2);
        QCOMPARE(value(key), typed);
        QCOMPARE(state(key), QStringLiteral("edited"));
        QVERIFY(page()->bar()->isVisible());
        QVERIFY(m_window->isWindowModified());
        QVERIFY(tabText().endsWith(QStringLiteral(" *")));
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(value(key), before);
        QVERIFY(!m_window->isWindowModified() && !tabText().contains(u'*'));
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(value(key), typed);
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(value(key), typed);
        QCOMPARE(currentKey(), key);
        QCOMPARE(stored(path(file), key), typed);
        QCOMPARE(m_window->currentView()->inspector()->currentPage(), page());
        // What was saved can be undone, and saved again.
        QVERIFY(can(Command::Undo));
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(value(key), before);
        QVERIFY(m_window->isWindowModified());
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(file), key), before);
    }

    void textThatCannotBeReadStaysAtItsRow()
    {
        QVERIFY(open(pickle_file));
        QVERIFY(addEntry(QStringLiteral("runs"), QStringLiteral("3"), QStringLiteral("int")));
        const QString key = QStringLiteral("estimator@runs");
        QTest::keyClick(table(), Qt::Key_Return);
        auto* const line = shown<QLineEdit>(*page(), "cellText");
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("many"));
        QVERIFY(shown<QWidget>(*page(), "cellProblem"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(line->isVisible()); // not taken
        table()->setFocus();
        QTRY_COMPARE(state(key), QStringLiteral("not valid"));
        QCOMPARE(value(key), QStringLiteral("many"));
        QVERIFY(m_window->currentView()->isModified() && !can(Command::Save));
        QCOMPARE(edits().find(key.toStdString())->value, Value::integer(3));
        QVERIFY(shown<QWidget>(*page(), "valueProblem"));
        auto* const revert = shown<QPushButton>(*page(), "revertEntry");
        QVERIFY(revert && revert->isEnabled());
        QTest::mouseClick(revert, Qt::LeftButton);
        QVERIFY(rowOf(key) < 0); // it was new
        QVERIFY(!m_window->currentView()->isModified());
    }

    void jsonIsEditedWithItsMistakesShown()
    {
        QVERIFY(open(tensors_file));
        const QString key = QStringLiteral("/@config");
        QVERIFY(choose(key));
        doubleClick(MetadataModel::ValueColumn);
        auto* const text = shown<QPlainTextEdit>(*page(), "metadataValue");
        QVERIFY(text && text->hasFocus());
        QCOMPARE(text->toPlainText(), QStringLiteral("{\n  \"layers\": 3\n}"));
        // The head says what the table does, and the numbers of lines take no more than they need.
        QCOMPARE(shown<QLabel>(*page(), "entryKind")->text(), QStringLiteral("JSON, object"));
        const int digits = 2 * text->fontMetrics().horizontalAdvance(u'0');
        const int left = text->viewport()->mapTo(page(), QPoint()).x();
        const int frame = text->parentWidget()->parentWidget()->mapTo(page(), QPoint()).x();
        QVERIFY2(left - frame <= digits + 26, qPrintable(QString::number(left - frame)));
        QVERIFY(text->find(QStringLiteral("3")));
        QTest::keyClicks(text, QStringLiteral("x"));
        QCOMPARE(state(key), QStringLiteral("not valid"));
        auto* const problem = shown<QWidget>(*page(), "valueProblem");
        QVERIFY(problem && problem->accessibleName().startsWith(
                               QStringLiteral("Line 2, column 13 is not valid JSON.")));
        QVERIFY(problem->accessibleName().endsWith(
            QStringLiteral("The entry keeps its old value until this text is valid.")));
        // Our words, and not the parser's: at the line where there is room for them.
        QCOMPARE(cellToolTip(key, MetadataModel::ValueColumn),
                 QStringLiteral("A text needs double quotes: \"x\"."));
        QVERIFY(page()->findChild<NumberedText*>()->saysReason());
        QVERIFY(!problem->accessibleName().contains(QStringLiteral("A text needs")));
        // Nothing is cut: where there is no room the foot says it.
        QTest::keyClicks(text, QString(120, u'x'));
        QTRY_VERIFY(
            problem->accessibleName().contains(QStringLiteral("A text needs double quotes")));
        for (int letter = 0; letter < 121; ++letter)
            QTest::keyClick(text, Qt::Key_Backspace);
        QTest::keyClicks(text, QStringLiteral("45"));
        QCOMPARE(state(key), QStringLiteral("edited"));
        QCOMPARE(edited(key), QStringLiteral("{\"layers\": 45}")); // one line, as it was
        // All that was typed is one step.
        table()->setFocus();
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(edits().empty());
        QCOMPARE(text->toPlainText(), QStringLiteral("{\n  \"layers\": 3\n}"));
    }

    void jsonIsEditedAsATree()
    {
        QVERIFY(open(keras_file));
        const QString key = QStringLiteral("/@training_config");
        QVERIFY(choose(key));
        const QString before = stored(path(keras_file), key);
        auto* const form = shown<SwitchBar>(*page(), "valueForm");
        QVERIFY(form);
        const QList<QPushButton*> forms = form->findChildren<QPushButton*>();
        QTest::mouseClick(forms[0], Qt::LeftButton);
        auto* const tree = shown<JsonTree>(*page(), "jsonTree");
        QVERIFY(tree);
        const auto* const rows = qobject_cast<ValueTreeModel*>(tree->model());
        const QModelIndex eager = rows->find({"run_eagerly"}, ValueTreeModel::ValueColumn);
        const QModelIndex loss = rows->find({"loss"}, ValueTreeModel::ValueColumn);
        QVERIFY(eager.isValid() && loss.isValid() && (loss.flags() & Qt::ItemIsEditable));
        tree->setFocus();
        tree->setCurrentIndex(loss);
        QTest::keyClick(tree, Qt::Key_F2);
        auto* const line = shown<QLineEdit>(*page(), "cellText");
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("mean_squared_error"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(state(key), QStringLiteral("edited"));
        // The rest of the text is as it was.
        QString wanted = before;
        const QRegularExpression loss_text(QStringLiteral("\"loss\": \"[a-z_]*\""));
        QVERIFY(before.contains(loss_text));
        wanted.replace(loss_text, QStringLiteral("\"loss\": \"mean_squared_error\""));
        QCOMPARE(edited(key), wanted);
        QVERIFY(tree->isVisible());
        QCOMPARE(loss.data(BeforeRole).toString(),
                 QStringLiteral("'sparse_categorical_crossentropy'"));
        QTest::mouseClick(forms[1], Qt::LeftButton);
        auto* const text = shown<QPlainTextEdit>(*page(), "metadataValue");
        QVERIFY(text && text->toPlainText().contains(QStringLiteral("squared")));
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("x")); // no JSON any more: no tree of it
        QVERIFY(!forms[0]->isEnabled() && text->isVisible());
    }

    /// Nothing that somebody looks at moves when the first change is made.
    void theFirstChangeMovesNothing()
    {
        QVERIFY(open(keras_file));
        const QString key = QStringLiteral("/@training_config");
        QVERIFY(choose(key));
        auto* const text = shown<QPlainTextEdit>(*page(), "metadataValue");
        QVERIFY(text);
        text->setFocus();
        const auto places = [&] {
            return QList<QRect>{table()->geometry(),
                                {text->mapTo(page(), QPoint()),
                                 text->viewport()->geometry().topLeft() + QPoint(9, 9)}};
        };
        const QList<QRect> before = places();
        // The table has no blank rows while there is something to show beneath.
        QVERIFY(table()->viewport()->height() <=
                table()->visualRect(table()->model()->index(table()->model()->rowCount() - 1, 0))
                        .bottom() +
                    table()->fontMetrics().height() + 8);
        QTest::keyClicks(text, QStringLiteral("x"));
        QVERIFY(page()->bar()->isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(places(), before);
    }

    /// Nor when further rows get a line that says what they were, or columns get their first text.
    void furtherChangesMoveNothing()
    {
        QVERIFY(open(keras_file));
        QVERIFY(choose(QStringLiteral("/@backend")));
        const auto places = [&] {
            QList<int> out = {table()->geometry().bottom(), table()->geometry().top()};
            for (int column = 0; column <= MetadataModel::StateColumn; ++column)
                out << table()->columnViewportPosition(column) << table()->columnWidth(column);
            return out;
        };
        // Once all rows have their places.
        QTRY_VERIFY(!table()->verticalScrollBar()->isVisible() &&
                    table()->columnViewportPosition(MetadataModel::StateColumn) +
                            table()->columnWidth(MetadataModel::StateColumn) ==
                        table()->viewport()->width());
        const QList<int> before = places();
        QVERIFY(!table()->isColumnHidden(MetadataModel::StateColumn));
        typeValue(QStringLiteral("jax"), Qt::Key_F2);
        QCoreApplication::processEvents();
        QCOMPARE(places(), before);
        // The rows scroll rather than push the editor down.
        for (const char* const key : {"/@keras_version", "/model_weights@backend"}) {
            QVERIFY(choose(QString::fromLatin1(key)));
            typeValue(QStringLiteral("3.9"), Qt::Key_F2);
            QCoreApplication::processEvents();
            QCOMPARE(places().mid(0, 2), before.mid(0, 2));
            QVERIFY(
                table()->viewport()->rect().contains(table()->visualRect(table()->currentIndex())));
        }
        QVERIFY(page()->findChild<PageHead*>()->facts().endsWith(QStringLiteral(", 3 edited")));
    }

    void whereAnAttributeBelongsIsShown()
    {
        QVERIFY(open(keras_file));
        const QModelIndex place = table()->model()->index(0, MetadataModel::PlaceColumn);
        QVERIFY(!table()->isColumnHidden(MetadataModel::PlaceColumn));
        QVERIFY(table()->viewport()->rect().contains(table()->visualRect(place).center()));
        QCOMPARE(
            table()->model()->headerData(MetadataModel::PlaceColumn, Qt::Horizontal).toString(),
            QStringLiteral("Attribute of"));
    }

    void entriesAreAddedRemovedAndRenamed_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("removed");
        QTest::addColumn<QString>("renamed");
        QTest::newRow("safetensors") << tensors_file << "/@epoch"
                                     << "/@note";
        QTest::newRow("keras") << keras_file << "/@backend"
                               << "/@keras_version";
    }

    void entriesAreAddedRemovedAndRenamed()
    {
        QFETCH(QString, file);
        QFETCH(QString, removed);
        QFETCH(QString, renamed);
        QVERIFY(open(file));
        const QString kept = stored(path(file), renamed);
        QVERIFY(addEntry(QStringLiteral("author"), QStringLiteral("M. Curie")));
        QCOMPARE(state(QStringLiteral("/@author")), QStringLiteral("added"));
        QCOMPARE(currentKey(), QStringLiteral("/@author"));
        QVERIFY(choose(removed));
        QTest::mouseClick(shown<QPushButton>(*page(), "removeEntry"), Qt::LeftButton);
        QCOMPARE(state(removed), QStringLiteral("removed"));
        QVERIFY(choose(renamed));
        QTest::keyClick(table(), Qt::Key_F2, Qt::ShiftModifier);
        auto* const line = shown<QLineEdit>(*page(), "cellText");
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("author"));
        QVERIFY(shown<QWidget>(*page(), "cellProblem")); // taken
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("other"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(state(QStringLiteral("/@other")), QStringLiteral("renamed"));
        QCOMPARE(currentKey(), QStringLiteral("/@other"));
        QVERIFY(page()->findChild<PageHead*>()->isVisible());
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(file), QStringLiteral("/@author")), QStringLiteral("M. Curie"));
        QCOMPARE(stored(path(file), QStringLiteral("/@other")), kept);
        QVERIFY(stored(path(file), removed).isNull() && stored(path(file), renamed).isNull());
        for (int step = 0; step < 3; ++step)
            press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!can(Command::Undo));
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(file), renamed), kept);
        QVERIFY(!stored(path(file), removed).isNull());
        QVERIFY(stored(path(file), QStringLiteral("/@author")).isNull());
    }

    void changesAreReviewedAndSavedWithABackup()
    {
        QVERIFY(open(tensors_file));
        const QByteArray old = bytes(path(tensors_file));
        QVERIFY(choose(QStringLiteral("/@format")));
        typeValue(QStringLiteral("np"), Qt::Key_F2);
        QVERIFY(choose(QStringLiteral("/@epoch")));
        typeValue(QStringLiteral("4"), Qt::Key_F2);
        QTest::mouseClick(shown<QPushButton>(*page(), "editReview"), Qt::LeftButton);
        auto* const dialog = m_window->findChild<QDialog*>(QStringLiteral("reviewDialog"));
        QVERIFY(dialog && dialog->isVisible());
        auto* const list = shown<TableView>(*dialog, "changesTable");
        QVERIFY(list);
        QCOMPARE(list->model()->rowCount(), 2);
        QCOMPARE(cell(list->model(), 1, 2), QStringLiteral("'3'"));
        QCOMPARE(cell(list->model(), 1, 3), QStringLiteral("'4'"));
        list->selectSourceRow(1);
        QTest::mouseClick(shown<QPushButton>(*dialog, "revertChange"), Qt::LeftButton);
        QCOMPARE(list->model()->rowCount(), 1);
        shown<QCheckBox>(*dialog, "keepBackup")->setChecked(true);
        QVERIFY(edits().find("/@epoch") == nullptr);
        QTest::mouseClick(shown<QPushButton>(*dialog, "reviewSave"), Qt::LeftButton);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(tensors_file), QStringLiteral("/@format")), QStringLiteral("np"));
        QVERIFY(m_window->currentView()->notice().startsWith(QStringLiteral("Saved as ")));
    }

    void savedUnderAnotherName()
    {
        QVERIFY(open(tensors_file));
        const QByteArray old = bytes(path(tensors_file));
        QVERIFY(choose(QStringLiteral("/@format")));
        typeValue(QStringLiteral("np"), Qt::Key_F2);
        const QString other = m_folder->filePath(QStringLiteral("other.safetensors"));
        ::QTimer::singleShot(0, this, [&other] {
            QTRY_VERIFY(qobject_cast<QFileDialog*>(QApplication::activeModalWidget()));
            auto* const dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            dialog->selectFile(other);
            QMetaObject::invokeMethod(dialog, "accept");
        });
        press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_window->currentView()->path(), other);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(other, QStringLiteral("/@format")), QStringLiteral("np"));
        QCOMPARE(bytes(path(tensors_file)), old);
        QVERIFY(tabText().startsWith(QStringLiteral("other.safetensors")));
        QCOMPARE(m_window->tabCount(), 1);
    }

    void closingAsks_data()
    {
        QTest::addColumn<int>("answer");
        QTest::newRow("save") << int{QMessageBox::Save};
        QTest::newRow("discard") << int{QMessageBox::Discard};
        QTest::newRow("cancel") << int{QMessageBox::Cancel};
    }

    void closingAsks()
    {
        QFETCH(int, answer);
        QVERIFY(open(tensors_file));
        QVERIFY(choose(QStringLiteral("/@format")));
        typeValue(QStringLiteral("np"), Qt::Key_F2);
        press(Qt::Key_W, Qt::ControlModifier);
        QVERIFY(answerQuestion(answer));
        if (answer == QMessageBox::Cancel) {
            QTest::qWait(50);
            QCOMPARE(m_window->tabCount(), 1);
            QVERIFY(!edits().empty());
            return;
        }
        QTRY_COMPARE(m_window->tabCount(), 0);
        QCOMPARE(stored(path(tensors_file), QStringLiteral("/@format")),
                 answer == QMessageBox::Save ? QStringLiteral("np") : QStringLiteral("pt"));
    }

    void closingTheWindowAsksOnceForAll()
    {
        for (const QString& file : {tensors_file, keras_file}) {
            QVERIFY(open(file));
            QVERIFY(choose(file == tensors_file ? QStringLiteral("/@format")
                                                : QStringLiteral("/@backend")));
            typeValue(QStringLiteral("np"), Qt::Key_F2);
        }
        QVERIFY(!m_window->close());
        QVERIFY(answerQuestion(QMessageBox::Save));
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(stored(path(tensors_file), QStringLiteral("/@format")), QStringLiteral("np"));
        QCOMPARE(stored(path(keras_file), QStringLiteral("/@backend")), QStringLiteral("np"));
    }

    void fileThatChangedOnDisk_data()
    {
        QTest::addColumn<bool>("keep");
        QTest::newRow("keep") << true;
        QTest::newRow("drop") << false;
    }

    void fileThatChangedOnDisk()
    {
        QFETCH(bool, keep);
        QVERIFY(open(tensors_file));
        QVERIFY(choose(QStringLiteral("/@format")));
        typeValue(QStringLiteral("np"), Qt::Key_F2);
        // Another program saves the same file with another epoch.
        changeElsewhere(path(tensors_file), "/@epoch", "9");
        Band* const band = m_window->currentView()->changedBand();
        QTRY_VERIFY(band->isVisible());
        QVERIFY(band->text().contains(QStringLiteral("1 change")));
        auto* const button = shown<QPushButton>(*band, keep ? "keepShown" : "reload");
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(value(QStringLiteral("/@epoch")), QStringLiteral("9"));
        QVERIFY(!band->isVisible());
        QCOMPARE(value(QStringLiteral("/@format")),
                 keep ? QStringLiteral("np") : QStringLiteral("pt"));
        QCOMPARE(m_window->currentView()->isModified(), keep);
        if (!keep)
            return;
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(tensors_file), QStringLiteral("/@format")), QStringLiteral("np"));
        QCOMPARE(stored(path(tensors_file), QStringLiteral("/@epoch")), QStringLiteral("9"));
    }

    void saveThatFailsSaysWhy()
    {
        QVERIFY(open(tensors_file));
        QVERIFY(choose(QStringLiteral("/@format")));
        typeValue(QStringLiteral("np"), Qt::Key_F2);
        // The file changes a moment before it is saved: nobody has said so yet.
        changeElsewhere(path(tensors_file), "/@epoch", "9");
        const QByteArray theirs = bytes(path(tensors_file));
        press(Qt::Key_S, Qt::ControlModifier);
        Band* const band = m_window->currentView()->notices()->failureBand();
        QTRY_VERIFY(band->isVisible());
        QVERIFY(band->text().contains(QStringLiteral("changed on disk")));
        QCOMPARE(bytes(path(tensors_file)), theirs);
        QVERIFY(!edits().empty());
    }

    void reloadAsksBeforeChangesAreLost()
    {
        QVERIFY(open(tensors_file));
        QVERIFY(choose(QStringLiteral("/@format")));
        typeValue(QStringLiteral("np"), Qt::Key_F2);
        press(Qt::Key_F5);
        Band* const band = m_window->currentView()->changedBand();
        QVERIFY(band->isVisible() && !edits().empty());
        QTest::mouseClick(shown<QPushButton>(*band, "reload"), Qt::LeftButton);
        QTRY_VERIFY(edits().empty());
        QCOMPARE(value(QStringLiteral("/@format")), QStringLiteral("pt"));
    }

    void formatThatIsNotEdited()
    {
        QVERIFY(open(QStringLiteral("npz/stored.npz")));
        QVERIFY(!can(Command::SaveAs) && !can(Command::Save));
        if (!m_window->currentView()->inspector()->has(page()))
            return;
        QVERIFY(!shown<QPushButton>(*page(), "addEntryButton"));
        table()->selectSourceRow(0);
        QTest::keyClick(table(), Qt::Key_F2);
        QVERIFY(!shown<QWidget>(*page(), "cellEditor"));
        QVERIFY(shown<QWidget>(*page(), "notEditable"));
    }

private:
    [[nodiscard]] MetadataPage* page() { return m_window->currentView()->inspector()->metadata(); }
    [[nodiscard]] TableView* table() { return page()->table(); }
    [[nodiscard]] const Edits& edits() { return m_window->currentView()->edits().edits(); }
    [[nodiscard]] bool can(Command command) { return m_window->actions()[command]->isEnabled(); }
    [[nodiscard]] QString tabText()
    {
        return m_window->tabs()->tabText(m_window->tabs()->currentIndex());
    }

    [[nodiscard]] QString path(const QString& file)
    {
        return m_folder->filePath(QFileInfo(file).fileName());
    }

    static QByteArray bytes(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    bool open(const QString& file)
    {
        if (!QFile::copy(data_file(file), path(file)))
            return false;
        QFile::setPermissions(path(file), QFile::ReadOwner | QFile::WriteOwner);
        DocumentView* const view = open_in(*m_window, path(file));
        if (!view || !view->isOpen())
            return false;
        view->inspector()->turnTo(page());
        return true;
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QApplication::setActiveWindow(m_window.get()); // nobody else does, with no screen
        table()->setFocus();
        QTest::keyClick(m_window.get(), key, modifiers);
    }

    [[nodiscard]] int rowOf(const QString& key)
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (table()->model()->index(row, 0).data(CopyRole).toString() == key)
                return row;
        }
        return -1;
    }

    bool choose(const QString& key)
    {
        const int row = rowOf(key);
        if (row < 0)
            return false;
        const QModelIndex index = table()->model()->index(row, 0);
        table()->scrollTo(index);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(index).center());
        return table()->currentIndex().row() == row;
    }

    void doubleClick(int column)
    {
        const QRect place = table()->visualRect(table()->currentIndex().siblingAtColumn(column));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, place.center());
        QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, place.center());
    }

    [[nodiscard]] QString currentKey()
    {
        return table()->currentIndex().siblingAtColumn(0).data(CopyRole).toString();
    }
    [[nodiscard]] QString value(const QString& key)
    {
        return cell(table()->model(), rowOf(key), MetadataModel::ValueColumn);
    }
    [[nodiscard]] QString cellToolTip(const QString& key, int column)
    {
        QTextDocument plain;
        plain.setHtml(table()->model()->index(rowOf(key), column).data(Qt::ToolTipRole).toString());
        return plain.toPlainText();
    }
    [[nodiscard]] QString state(const QString& key)
    {
        return cell(table()->model(), rowOf(key), MetadataModel::StateColumn);
    }
    [[nodiscard]] QString edited(const QString& key)
    {
        const Edit* const edit = edits().find(key.toStdString());
        return edit ? QString::fromStdString(edit->value.as_text()) : QString();
    }

    /// Edits the value of the chosen entry in its cell.
    void typeValue(const QString& text, Qt::Key begin)
    {
        table()->setFocus();
        QTest::keyClick(table(), begin);
        auto* const line = shown<QLineEdit>(*page(), "cellText");
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(!shown<QLineEdit>(*page(), "cellText"));
    }

    bool addEntry(const QString& name, const QString& text,
                  const QString& type = QStringLiteral("text"))
    {
        QTest::mouseClick(shown<QPushButton>(*page(), "addEntryButton"), Qt::LeftButton);
        auto* const dialog = page()->findChild<QDialog*>(QStringLiteral("addEntry"));
        if (!dialog || !dialog->isVisible())
            return false;
        dialog->findChild<QComboBox*>(QStringLiteral("entryPlace"))
            ->setCurrentText(QStringLiteral("/@"));
        dialog->findChild<QComboBox*>(QStringLiteral("entryType"))->setCurrentText(type);
        QTest::keyClicks(shown<QLineEdit>(*dialog, "entryName"), name);
        QTest::keyClicks(shown<QPlainTextEdit>(*dialog, "entryValue"), text);
        QTest::mouseClick(shown<QPushButton>(*dialog, "addAccept"), Qt::LeftButton);
        const bool closed = QTest::qWaitFor(
            [this] { return !page()->findChild<QDialog*>(QStringLiteral("addEntry")); });
        QApplication::setActiveWindow(m_window.get());
        return closed;
    }

    bool answerQuestion(int answer)
    {
        const auto question = [this] {
            return m_window->findChild<QMessageBox*>(QStringLiteral("closeQuestion"));
        };
        if (!QTest::qWaitFor([&] { return question() && question()->isVisible(); }))
            return false;
        if (m_window->findChildren<QMessageBox*>().size() != 1)
            return false;
        QTest::mouseClick(question()->button(static_cast<QMessageBox::StandardButton>(answer)),
                          Qt::LeftButton);
        return true;
    }

    /// The text that a file on disk has under a key; null when it has none.
    static QString stored(const QString& path, const QString& key)
    {
        const auto opened = open_document(path.toStdString(), {});
        if (!opened)
            return {};
        const auto entry = find_entry(*opened->document, key.toStdString());
        if (!entry)
            return {};
        return QString::fromStdString(entry->value.kind() == Value::Kind::Text
                                          ? entry->value.as_text()
                                          : entry->value.repr());
    }

    static void changeElsewhere(const QString& path, const std::string& key, const char* text)
    {
        const auto opened = open_document(path.toStdString(), {});
        QVERIFY(opened);
        Edits edits;
        QVERIFY(edits.set(*opened->document, key, Value::text(text)));
        SaveOptions options;
        options.path = path.toStdString();
        QVERIFY(save_edited(*opened, edits, options, {}));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestEditing)
#include "tst_editing.moc"
