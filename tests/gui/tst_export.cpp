// SPDX-License-Identifier: GPL-3.0-or-later
// Documents exported from the window, by mouse and keyboard, and read again.
#include "tests/gui/window_driver.h"

#include "app/window/document_export.h"
#include "app/window/document_tabs.h"
#include "app/window/tensor_drag.h"
#include "app/window/window_actions.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/loss_list.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>

using namespace strata;
using namespace strata::test;

namespace {

const QString keras_file = QStringLiteral("keras/keras-3/deep_learning_model.h5");

Result<OpenDocument> read(const QString& path)
{
    return open_document(path.toStdString());
}

} // namespace

class TestExport : public QObject {
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

    void shortcutOpensItAndSaysWhatIsLost()
    {
        QVERIFY(!m_window->actions()[Command::Export]->isEnabled());
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        QCOMPARE(path()->text(), QStringLiteral("model.safetensors"));
        QVERIFY(path()->hasFocus());
        QVERIFY(losses().contains(QStringLiteral("Layers")));
        QVERIFY(losses().contains(QStringLiteral("Training")));
        QVERIFY(losses().contains(QStringLiteral("Left out by your choice"))); // the optimizer
        QCOMPARE(start()->text(), QStringLiteral("Export 6 tensors, accept 3 losses"));
        QVERIFY(box("exportOptimizer")->text().startsWith(QStringLiteral("Optimizer state, ")));
    }

    void formatChangesNameAndLosses()
    {
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        QVERIFY(!losses().contains(QStringLiteral("Metadata entries")));
        QTest::keyClicks(choice("exportFormat"), QStringLiteral("numpy ar")); // by its letters
        QTRY_VERIFY(losses().contains(QStringLiteral("Metadata entries")));
        QCOMPARE(path()->text(), QStringLiteral("model.npz"));
        QVERIFY(!box("exportMetadata")->isEnabled());
        QVERIFY(!box("exportMetadata")->isChecked());
        choice("exportFormat")
            ->setCurrentIndex(choice("exportFormat")->findData(QStringLiteral("safetensors")));
        QTRY_VERIFY(box("exportMetadata")->isEnabled() && box("exportMetadata")->isChecked());
        QTRY_VERIFY(!losses().contains(QStringLiteral("Metadata entries")));
        choice("exportFormat")->setCurrentText(QStringLiteral("NumPy array"));
        QTRY_VERIFY(losses().contains(QStringLiteral("exactly one array")));
        QVERIFY(!start()->isEnabled());
    }

    void exportsWithWhatWasChosen()
    {
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        const QString before = start()->text();
        QTest::mouseClick(box("exportOptimizer"), Qt::LeftButton, {}, {8, 8});
        QTRY_VERIFY(start()->isEnabled() && start()->text() != before);
        QVERIFY(!losses().contains(QStringLiteral("Left out by your choice")));
        QTest::mouseClick(box("exportOptimizer"), Qt::LeftButton, {}, {8, 8});
        QTRY_VERIFY(start()->isEnabled() && start()->text() == before);
        choice("exportNames")->setCurrentIndex(1);
        choice("exportType")->setCurrentText(QStringLiteral("float16"));
        QTRY_VERIFY(losses().contains(QStringLiteral("Rounded to the nearest float16")));
        typePath(QStringLiteral("weights.safetensors"));
        QTest::keyClick(path(), Qt::Key_Return);
        const QString out = m_folder->filePath(QStringLiteral("weights.safetensors"));
        QTRY_VERIFY(QFile::exists(out));
        QTRY_VERIFY(m_window->currentView()->notice().contains(out));
        QVERIFY(!m_window->exporting().dialog());
        const auto written = read(out);
        QVERIFY(written);
        QVERIFY(!written->document->tensors.empty());
        for (const Tensor& tensor : written->document->tensors)
            QCOMPARE(tensor.dtype.name(), std::string("float16"));
        QVERIFY(written->document->find_tensor("dense~1kernel"));
        QVERIFY(!written->document->metadata.empty());
    }

    /// A pickle without arrays: what holds arrays alone is not offered, its values as JSON come first.
    void plainValuesBecomeJson()
    {
        QVERIFY(open(QStringLiteral("pickle/builtins.p4.pkl")));
        QVERIFY(openDialog());
        QComboBox* const format = choice("exportFormat");
        QCOMPARE(format->currentData().toString(), QStringLiteral("values"));
        for (const char* const arrays : {"safetensors", "npz", "npy", "torch", "csv"})
            QVERIFY2(format->findData(QString::fromLatin1(arrays)) < 0, arrays);
        QVERIFY(format->findData(QStringLiteral("joblib")) >= 0);
        QTRY_VERIFY(start()->isEnabled());
        QVERIFY(start()->text().contains(QStringLiteral("values")));
        QVERIFY(!box("exportWeights")->isVisible() && !choice("exportType")->isVisible());
        QCOMPARE(path()->text(), QStringLiteral("model.json"));
        QTest::keyClick(path(), Qt::Key_Return);
        const QString out = m_folder->filePath(QStringLiteral("model.json"));
        QTRY_VERIFY(QFile::exists(out));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!QJsonDocument::fromJson(file.readAll()).isNull());
    }

    void picklesAreWrittenWhole()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/random_forest_model.pkl")));
        QVERIFY(openDialog());
        QVERIFY(box("exportWeights")->isVisible() && !choice("exportCompression")->isVisible());
        choice("exportFormat")
            ->setCurrentIndex(choice("exportFormat")->findData(QStringLiteral("joblib")));
        QTRY_VERIFY(start()->isEnabled());
        QCOMPARE(start()->text(), QStringLiteral("Export the whole file"));
        QCOMPARE(path()->text(), QStringLiteral("model.joblib"));
        QVERIFY(!box("exportWeights")->isVisible() && !choice("exportType")->isVisible());
        QVERIFY(!choice("exportLevel")->isVisible());
        choice("exportCompression")->setCurrentText(QStringLiteral("zlib"));
        QVERIFY(choice("exportLevel")->isVisible());
        choice("exportLevel")->setCurrentText(QStringLiteral("9"));
        choice("exportProtocol")->setCurrentText(QStringLiteral("4"));
        QTRY_VERIFY(start()->isEnabled());
        QTest::mouseClick(start(), Qt::LeftButton);
        const QString out = m_folder->filePath(QStringLiteral("model.joblib"));
        QTRY_VERIFY(QFile::exists(out));
        const auto written = read(out);
        QVERIFY(written);
        QCOMPARE(written->document->format.compression, std::string("zlib"));
        QCOMPARE(written->document->tensors.size(), document().tensors.size());
        QTRY_VERIFY(!m_window->exporting().dialog());
        // It is not offered for what is no pickle.
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        QVERIFY(choice("exportFormat")->findData(QStringLiteral("joblib")) < 0);
    }

    void reportsAreOfTheWholeFile()
    {
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        choice("exportFormat")
            ->setCurrentIndex(choice("exportFormat")->findData(QStringLiteral("html")));
        QTRY_COMPARE(start()->text(), QStringLiteral("Write the report"));
        // Nothing is lost that the file does not keep, and nothing says so.
        auto* const list = dialog()->findChild<QWidget*>(QStringLiteral("exportLosses"));
        QVERIFY(list);
        int signs = 0;
        for (const auto* const sign : list->findChildren<InkLabel*>()) {
            ++signs;
            QCOMPARE(sign->accessibleName(), QStringLiteral("by choice"));
        }
        QStringList notes;
        for (const auto* const note : dialog()->findChildren<InkLabel*>())
            notes.append(note->text());
        QVERIFY(signs > 0 && !notes.contains(QStringLiteral("no losses")));
        QVERIFY(notes.join(QLatin1Char('\n')).contains(QStringLiteral("left out")));
        QVERIFY(box("exportStatistics")->isVisible() && !box("exportWeights")->isVisible());
        QTest::mouseClick(box("exportStatistics"), Qt::LeftButton, {}, {8, 8});
        QTRY_VERIFY(start()->isEnabled());
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_VERIFY(QFile::exists(m_folder->filePath(QStringLiteral("model.html"))));
    }

    void cancelWritesNothing()
    {
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QCOMPARE(files().size(), 1);
        QVERIFY(openDialog()); // and can be opened again
        QTest::mouseClick(button("exportCancel"), Qt::LeftButton);
        QTRY_VERIFY(!dialog());
        QCOMPARE(files().size(), 1);
    }

    void existingFileIsAskedAbout()
    {
        const QString out = m_folder->filePath(QStringLiteral("model.safetensors"));
        QFile mine(out);
        QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("mine") == 4);
        mine.close();
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_VERIFY(question());
        QVERIFY(question()->text().contains(QStringLiteral("model.safetensors")));
        QTest::keyClick(question(), Qt::Key_Escape);
        QTRY_VERIFY(!question());
        QCOMPARE(QFileInfo(out).size(), 4);
        QVERIFY(dialog()->isVisible());
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_VERIFY(question());
        QTest::mouseClick(question()->findChild<QPushButton*>(QStringLiteral("replaceFile")),
                          Qt::LeftButton);
        QTRY_VERIFY(QFileInfo(out).size() > 4);
        QTRY_VERIFY(m_window->currentView()->notice().contains(out));
        QVERIFY(read(out));
    }

    void failureComesBackWithWhatToDo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("no such folder") << QStringLiteral("no/such/folder/x.safetensors");
        QTest::newRow("read-only folder") << QStringLiteral("locked/x.safetensors");
        QTest::newRow("nobody's folder") << QStringLiteral("/proc/x.safetensors");
    }
    void failureComesBackWithWhatToDo()
    {
        QFETCH(QString, name);
        const QString locked = m_folder->filePath(QStringLiteral("locked"));
        QVERIFY(QDir().mkpath(locked));
        QVERIFY(QFile::setPermissions(locked, QFile::ReadOwner | QFile::ExeOwner));
        if (name.startsWith(QLatin1String("locked")) && QFileInfo(locked).isWritable())
            QSKIP("this user writes into every folder");
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        box("exportOptimizer")->click();
        typePath(name);
        QTRY_VERIFY(start()->isEnabled());
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_VERIFY(dialog() && dialog()->isVisible() && problem());
        QVERIFY(problem()->text().startsWith(QStringLiteral("Cannot write x.safetensors")));
        QVERIFY(box("exportOptimizer")->isChecked()); // as it was left
        typePath(QStringLiteral("better.safetensors"));
        QVERIFY(!problem());
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_VERIFY(QFile::exists(m_folder->filePath(QStringLiteral("better.safetensors"))));
        QTRY_VERIFY(!m_window->exporting().dialog());
        QVERIFY(
            QFile::setPermissions(locked, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    /// Its tab is closed while it is written, and another export is being asked for.
    void failureIsToldWhereverItsTabWent()
    {
        QVERIFY(open_in(*m_window, data_file(QStringLiteral("safetensors/metadata.safetensors"))));
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        typePath(QStringLiteral("no/such/folder/x.safetensors"));
        QTRY_VERIFY(start()->isEnabled());
        start()->click();
        QVERIFY(!dialog());
        m_window->actions()[Command::Close]->trigger();
        // The tab closes, and nothing else yet: what came of the writing is not delivered.
        QCoreApplication::sendPostedEvents(m_window.get(), QEvent::MetaCall);
        QCOMPARE(m_window->tabs()->count(), 1);
        m_window->exporting().exportAll(*m_window->currentView());
        QVERIFY(dialog());
        const auto box = [this] {
            return m_window->findChild<QMessageBox*>(QStringLiteral("exportFailed"));
        };
        QTRY_VERIFY(box());
        QCOMPARE(box()->text(), QStringLiteral("Cannot write x.safetensors."));
        QVERIFY(box()->informativeText().contains(QStringLiteral("There is no folder ")));
        box()->close();
        dialog()->close();
    }

    void openFilesAndFoldersAreRefused()
    {
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        typePath(QStringLiteral("model.h5"));
        QTest::mouseClick(start(), Qt::LeftButton);
        QVERIFY(problem());
        QVERIFY(problem()->text().contains(QStringLiteral("is open in this window")));
        typePath(m_folder->path());
        QTest::mouseClick(start(), Qt::LeftButton);
        QVERIFY(problem()->text().contains(QStringLiteral("is a folder")));
        typePath({});
        QVERIFY(!start()->isEnabled());
        QCOMPARE(files().size(), 1);
    }

    void selectionOfTheTree()
    {
        QVERIFY(open(keras_file));
        QVERIFY(m_window->currentView()->choosePath(QStringLiteral("layers/dense")));
        chooseInContextMenu(QStringLiteral("Export selection…"));
        QTRY_VERIFY(dialog() && start()->isEnabled());
        QVERIFY(dialog()->windowTitle().contains(QStringLiteral("layers/dense")));
        QVERIFY(start()->text().startsWith(QStringLiteral("Export 2 tensors")));
        QVERIFY(!box("exportOptimizer")->isVisible());
        dialog()->reject();
        QTRY_VERIFY(!dialog());
        // One array goes into a file of its own.
        QVERIFY(m_window->currentView()->choosePath(QStringLiteral("layers/dense/kernel")));
        m_window->actions()[Command::ExportSelection]->trigger();
        QTRY_VERIFY(dialog() && start()->isEnabled());
        QCOMPARE(path()->text(), QStringLiteral("dense.kernel.npy"));
        QTest::mouseClick(start(), Qt::LeftButton);
        const QString out = m_folder->filePath(QStringLiteral("dense.kernel.npy"));
        QTRY_VERIFY(QFile::exists(out));
        const auto written = read(out);
        QVERIFY(written);
        const auto before = document().find_tensor("layers/dense/kernel");
        QVERIFY(before && document().tensor(*before).shape == written->document->tensors[0].shape);
    }

    void browsingAndCopying()
    {
        QVERIFY(open(keras_file));
        QVERIFY(openDialog());
        const QString other = m_folder->filePath(QStringLiteral("other.safetensors"));
        ::QTimer::singleShot(0, this, [&] {
            auto* const chooser = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!chooser)
                return;
            chooser->selectFile(other);
            chooser->findChild<QLineEdit*>()->setText(other);
            QMetaObject::invokeMethod(chooser, "accept");
        });
        QTest::mouseClick(button("exportBrowse"), Qt::LeftButton);
        QCOMPARE(path()->text(), QStringLiteral("other.safetensors"));
        QTest::mouseClick(dialog()->findChild<QAbstractButton*>(QStringLiteral("exportCopy")),
                          Qt::LeftButton);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(other));
        QVERIFY(copied.contains(QStringLiteral("Kept bit for bit: ")));
        QVERIFY(copied.contains(QStringLiteral("Layers (")));
    }

    void arraysAreDraggedAsFiles()
    {
        QVERIFY(open(keras_file));
        const auto kernel = document().find_tensor("layers/dense/kernel");
        QVERIFY(kernel);
        QString refusal;
        std::unique_ptr<QMimeData> data;
        const auto prepare = [&] {
            return m_window->dragging().prepare(m_window->currentView()->sharedFile(), *kernel,
                                                refusal,
                                                [&](auto made) { data = std::move(made); });
        };
        QVERIFY2(prepare(), qPrintable(refusal));
        QVERIFY(!data); // nothing waits for the file: it comes when it is written
        QTRY_VERIFY(data);
        QCOMPARE(data->text(), QStringLiteral("layers/dense/kernel"));
        QCOMPARE(data->urls().size(), 1);
        const QUrl first = data->urls().first();
        data.reset();
        QVERIFY(prepare() && data); // the second time it is there
        QCOMPARE(data->urls().first(), first);
        const QString file = data->urls().first().toLocalFile();
        QCOMPARE(QFileInfo(file).fileName(), QStringLiteral("dense.kernel.npy"));
        const auto written = read(file);
        QVERIFY(written);
        QCOMPARE(written->document->tensors[0].shape, document().tensor(*kernel).shape);
        m_window.reset();
        QVERIFY(!QFile::exists(file)); // it goes with the window
    }

    void arraysLetGoTooEarlyAreNotDragged()
    {
        QVERIFY(open(keras_file));
        TreeView* const tree = m_window->currentView()->tree()->view();
        const auto row = document().model.find("layers/dense/kernel");
        QVERIFY(row);
        m_window->currentView()->chooseRow(Reading::Model, *row);
        const QModelIndex before = tree->currentIndex();
        const QPoint at = tree->visualRect(before).center();
        QTest::mousePress(tree->viewport(), Qt::LeftButton, {}, at);
        for (int y = 0; y < 6; ++y) {
            QMouseEvent move(QEvent::MouseMove, at + QPoint(0, 8 * y),
                             tree->viewport()->mapToGlobal(at + QPoint(0, 8 * y)), Qt::NoButton,
                             Qt::LeftButton, {});
            QApplication::sendEvent(tree->viewport(), &move);
        }
        QCOMPARE(tree->currentIndex(), before); // the mouse selects nothing on its way
        QTest::mouseRelease(tree->viewport(), Qt::LeftButton, {}, at + QPoint(0, 40));
        QTRY_VERIFY(
            m_window->currentView()->notice().contains(QStringLiteral("drag it once more")));
    }

    void largeArraysAreNotDragged()
    {
        // 72 MiB of zeros, of which the disk has nothing.
        const QString large = m_folder->filePath(QStringLiteral("large.npy"));
        QByteArray header("\x93NUMPY\x01\x00", 8);
        QByteArray text("{'descr': '<f4', 'fortran_order': False, 'shape': (18874368,), }");
        text = text.leftJustified(117, ' ') + '\n';
        header += char(text.size());
        header += char(0);
        QFile file(large);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(header + text) > 0);
        QVERIFY(file.resize(header.size() + text.size() + qint64{4} * 18'874'368));
        file.close();
        QVERIFY(open_in(*m_window, large));
        QString refusal;
        QVERIFY(!m_window->dragging().prepare(m_window->currentView()->sharedFile(), TensorId{0},
                                              refusal, [](const auto&) {}));
        QVERIFY2(refusal.contains(QStringLiteral("64.0 MiB")), qPrintable(refusal));
    }

private:
    bool open(const QString& fixture)
    {
        const QString copy =
            m_folder->filePath(QStringLiteral("model.") + QFileInfo(fixture).suffix());
        return QFile::copy(data_file(fixture), copy) && open_in(*m_window, copy) &&
               m_window->currentView()->isOpen();
    }
    bool openDialog()
    {
        QApplication::setActiveWindow(m_window.get()); // nobody else does, with no screen
        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
        return QTest::qWaitFor([this] { return dialog() && start()->isEnabled(); });
    }
    ExportDialog* dialog() { return m_window->exporting().dialog(); }
    QPushButton* start() { return button("exportStart"); }
    QPushButton* button(const char* name)
    {
        return dialog()->findChild<QPushButton*>(QString::fromLatin1(name));
    }
    QCheckBox* box(const char* name)
    {
        return dialog()->findChild<QCheckBox*>(QString::fromLatin1(name));
    }
    QComboBox* choice(const char* name)
    {
        return dialog()->findChild<QComboBox*>(QString::fromLatin1(name));
    }
    QLineEdit* path() { return dialog()->findChild<QLineEdit*>(QStringLiteral("exportPath")); }
    Band* problem() { return shown<Band>(*dialog(), "exportProblem"); }
    QString losses() { return dialog()->findChild<LossList*>()->accessibleDescription(); }
    QMessageBox* question()
    {
        return m_window->findChild<QMessageBox*>(QStringLiteral("replaceQuestion"));
    }
    const Document& document() { return *m_window->currentView()->file()->open.document; }
    QStringList files() { return QDir(m_folder->path()).entryList(QDir::Files); }
    void typePath(const QString& text)
    {
        path()->selectAll();
        QTest::keyClick(path(), Qt::Key_Delete);
        QTest::keyClicks(path(), text);
    }
    void chooseInContextMenu(const QString& text)
    {
        TreeView* const tree = m_window->currentView()->tree()->view();
        ::QTimer::singleShot(0, this, [text] {
            auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            for (QAction* const action : menu ? menu->actions() : QList<QAction*>()) {
                if (action->text() == text)
                    QTest::mouseClick(menu, Qt::LeftButton, {},
                                      menu->actionGeometry(action).center());
            }
        });
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {4, 4},
                                tree->mapToGlobal(QPoint(4, 4)));
        QCoreApplication::sendEvent(tree, &event);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"
