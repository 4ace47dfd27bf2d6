// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window_driver.h"

#include "app/window/document_tabs.h"
#include "app/window/folder_view.h"
#include "app/window/single_instance.h"
#include "widgets/desk/drop_panel.h"
#include "widgets/desk/start_page.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/empty_state.h"
#include "widgets/tables/table_view.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_view.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>

#include <filesystem>
#include <thread>

using namespace strata;
using namespace strata::test;

/// Tabs, folders, files that change, one program for all files, drags.
class TestManners : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_window = std::make_unique<MainWindow>(nullptr, real_opener());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_folder.reset();
    }

    void filesOfOneNameAreToldApart()
    {
        QCOMPARE(distinct_names({QStringLiteral("/a/run1/m.pkl"), QStringLiteral("/a/run2/m.pkl"),
                                 QStringLiteral("/a/other.pkl"), QStringLiteral("/b/run2/m.pkl")}),
                 QStringList({QStringLiteral("m.pkl – run1"), QStringLiteral("m.pkl – a/run2"),
                              QStringLiteral("other.pkl"), QStringLiteral("m.pkl – b/run2")}));
        for (const char* const run : {"run1", "run2"}) {
            QVERIFY(QDir(m_folder->path()).mkdir(QLatin1String(run)));
            open(copyOf(QStringLiteral("npy/one.npy"),
                        QLatin1String(run) + QStringLiteral("/m.npy")));
        }
        QCOMPARE(bar()->tabText(0), QStringLiteral("m.npy – run1"));
        QCOMPARE(bar()->tabText(1), QStringLiteral("m.npy – run2"));
        m_window->closeCurrent();
        QTRY_COMPARE(bar()->tabText(0), QStringLiteral("m.npy"));
    }

    void longNamesAreCutInTheMiddle()
    {
        const QString name = QString(120, QLatin1Char('n')) + QStringLiteral("-the-end.npy");
        open(copyOf(QStringLiteral("npy/one.npy"), name));
        QVERIFY(bar()->tabText(0).endsWith(QStringLiteral(".npy")));
        QVERIFY(bar()->tabText(0).contains(QChar(0x2026)));
        QVERIFY(bar()->tabRect(0).width() < m_window->width() / 2);
        QVERIFY(bar()->tabToolTip(0).contains(name));
    }

    void middleClickCloses()
    {
        openSome(3);
        QTest::mouseClick(bar(), Qt::MiddleButton, {}, bar()->tabRect(1).center());
        QTRY_COMPARE(m_window->tabCount(), 2);
        QCOMPARE(m_window->view(0)->fileName(), QStringLiteral("m0.npy"));
        QCOMPARE(m_window->view(1)->fileName(), QStringLiteral("m2.npy"));
    }

    void manyCloseAtOnce()
    {
        openSome(6);
        trigger(1, 2); // close to the right of the second
        QTRY_COMPARE(m_window->tabCount(), 2);
        openSome(6);
        trigger(3, 1); // all but the fourth
        QTRY_COMPARE(m_window->tabCount(), 1);
        QCOMPARE(m_window->currentView()->fileName(), QStringLiteral("m3.npy"));
        openSome(4);
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_window->tabCount(), 0);
        QVERIFY(m_window->startPage()->isVisible());
    }

    void aHundredTabs()
    {
        openSome(100);
        QCOMPARE(m_window->tabCount(), 100);
        for (int tab = 0; tab < 100; ++tab)
            QTRY_VERIFY(m_window->view(tab)->isOpen());
        QVERIFY(bar()->tabRect(bar()->currentIndex()).width() > 60);
        QTest::keyClick(m_window.get(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(m_window->tabs()->currentIndex(), 0);
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_window->tabCount(), 0);
    }

    void hardLinksAreTheSameFile()
    {
        const QString path = copyOf(QStringLiteral("npy/one.npy"), QStringLiteral("a.npy"));
        const QString other = m_folder->filePath(QStringLiteral("b.npy"));
        std::filesystem::create_hard_link(path.toStdString(), other.toStdString());
        open(path);
        m_window->openFiles({other});
        QCOMPARE(m_window->tabCount(), 1);
    }

    /// The files of a model in several stand for all of them.
    void oneTabForAllFilesOfAModel()
    {
        const QString folder = data_file(QStringLiteral("safetensors_index/network/"));
        open(folder + QStringLiteral("model-00002-of-00004.safetensors"));
        QVERIFY(m_window->currentView()->fileName().endsWith(QStringLiteral(".index.json")));
        m_window->openFiles({folder + QStringLiteral("model-00003-of-00004.safetensors"),
                             folder + QStringLiteral("model.safetensors.index.json")});
        QCOMPARE(m_window->tabCount(), 1);
    }

    void aFileThatIsWrittenAnewCanBeReloaded()
    {
        const QString path = copyOf(QStringLiteral("npy/one.npy"), QStringLiteral("a.npy"));
        DocumentView* const view = open(path);
        QVERIFY(!view->changedBand()->isVisible());
        overwrite(path, QStringLiteral("npy/cube.npy"));
        QTRY_VERIFY(view->changedBand()->isVisible());
        const QString before = view->strip()->value(QStringLiteral("Size on disk"));
        QTest::mouseClick(shown<QPushButton>(*view, "reload"), Qt::LeftButton);
        QTRY_VERIFY(!view->changedBand()->isVisible());
        QTRY_VERIFY(view->strip()->value(QStringLiteral("Size on disk")) != before);
    }

    void reloadingKeepsRowsOpenAndClosed()
    {
        const QString path =
            copyOf(QStringLiteral("keras/keras-3/deep_learning_model.h5"), QStringLiteral("a.h5"));
        DocumentView* const view = open(path);
        const auto is_open = [view](const char* row) {
            const auto node = view->file()->open.document->model.find(row);
            return node && view->tree()->view()->isExpanded(view->tree()->model()->indexOf(*node));
        };
        const auto set_open = [view](const char* row, bool wanted) {
            const auto node = view->file()->open.document->model.find(row);
            view->tree()->view()->setExpanded(view->tree()->model()->indexOf(*node), wanted);
        };
        QVERIFY(is_open("layers/dense"));
        set_open("layers/dense", false);
        QVERIFY(!is_open("metadata"));
        set_open("metadata", true);
        QVERIFY(view->choosePath(QStringLiteral("layers/dense_1/kernel")));
        const auto before = view->sharedFile();
        Q_EMIT view->reopenWanted();
        QTRY_VERIFY(view->sharedFile() != before);
        QCOMPARE(view->selectedPath(), QStringLiteral("layers/dense_1/kernel"));
        QVERIFY(!is_open("layers/dense"));
        QVERIFY(is_open("layers/dense_1"));
        QVERIFY(is_open("metadata"));
    }

    void aFileThatIsReplacedIsNoticedEachTime()
    {
        const QString path = copyOf(QStringLiteral("npy/one.npy"), QStringLiteral("a.npy"));
        DocumentView* const view = open(path);
        for (const char* const next : {"npy/cube.npy", "npy/two.npy", "npy/one.npy"}) {
            const QString fresh = copyOf(QLatin1String(next), QStringLiteral("fresh.npy"));
            std::filesystem::rename(fresh.toStdString(), path.toStdString());
            QTRY_VERIFY(view->changedBand()->isVisible());
            QTest::keyClick(m_window.get(), Qt::Key_F5);
            QTRY_VERIFY(!view->changedBand()->isVisible());
        }
        QVERIFY(QFile::remove(path));
        QTRY_VERIFY(view->changedBand()->isVisible());
        QVERIFY(view->changedBand()->text().contains(QStringLiteral("no longer there")));
        QTest::mouseClick(shown<QPushButton>(*view, "keepShown"), Qt::LeftButton);
        QVERIFY(!view->changedBand()->isVisible());
        QVERIFY(view->isOpen());
    }

    void theSelectionSurvivesAReload()
    {
        const QString path = copyOf(QStringLiteral("sklearn/1.9/forest_wine.joblib"),
                                    QStringLiteral("forest.joblib"));
        DocumentView* const view = open(path);
        const Document& document = *view->file()->open.document;
        const QString row =
            QString::fromStdString(document.model.path(document.estimators[0].trees[2].node));
        QVERIFY(view->choosePath(row));
        view->inspector()->turnTo(view->inspector()->metadata());
        const auto before = view->sharedFile();
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_VERIFY(view->sharedFile() != before);
        QCOMPARE(view->selectedPath(), row);
        QCOMPARE(view->inspector()->currentPage(), view->inspector()->metadata());
    }

    void aFolderListsItsModels()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("deep")));
        copyOf(QStringLiteral("sklearn/1.9/forest_wine.joblib"), QStringLiteral("deep/f.joblib"));
        copyOf(QStringLiteral("npy/cube.npy"), QStringLiteral("c.npy"));
        copyOf(QStringLiteral("hostile/call_subprocess.pkl"), QStringLiteral("h.pkl"));
        write(QStringLiteral("notes.txt"), "just words\n");
        QVERIFY(drop_on(m_window.get(), *files_as_mime({m_folder->path()})));
        QTRY_COMPARE(m_window->tabCount(), 1);
        FolderView* const view = folder();
        QVERIFY(view);
        QTRY_VERIFY(view->isOpen());
        TableView* const table = view->table();
        QCOMPARE(table->model()->rowCount(), 3);
        QStringList names;
        QStringList verdicts;
        for (int row = 0; row < 3; ++row) {
            names.append(cell(table->model(), row, FolderModel::NameColumn));
            verdicts.append(cell(table->model(), row, FolderModel::VerdictColumn));
        }
        QCOMPARE(names, QStringList({QStringLiteral("c.npy"), QStringLiteral("deep/f.joblib"),
                                     QStringLiteral("h.pkl")}));
        QCOMPARE(verdicts, QStringList({QStringLiteral("no code"), QStringLiteral("trusted"),
                                        QStringLiteral("dangerous")}));
        QVERIFY(cell(table->model(), 1, 1).startsWith(QStringLiteral("scikit-learn")));
        // One by the keyboard, then a filtered one by the button.
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(m_window->tabCount(), 2);
        QCOMPARE(m_window->currentView()->fileName(), QStringLiteral("c.npy"));
        m_window->tabs()->setCurrentIndex(0);
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(shown<QLineEdit>(*view, "folderFilter"), QStringLiteral("forest"));
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QTest::keyClicks(shown<QLineEdit>(*view, "folderFilter"), QStringLiteral("joblib"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::mouseClick(shown<QPushButton>(*view, "folderOpen"), Qt::LeftButton);
        QTRY_COMPARE(m_window->tabCount(), 3);
        QCOMPARE(m_window->currentView()->fileName(), QStringLiteral("f.joblib"));
        // The same folder again is where it is.
        m_window->openFiles({m_folder->path() + QStringLiteral("/deep/..")});
        QCOMPARE(m_window->tabCount(), 3);
        QCOMPARE(folder(), view);
    }

    void aFolderWithoutModelsSaysSo()
    {
        write(QStringLiteral("notes.txt"), "just words\n");
        m_window->openFiles({m_folder->path()});
        QTRY_VERIFY(folder() && folder()->isOpen());
        auto* const nothing = shown<EmptyState>(*folder(), "emptyState");
        QVERIFY(nothing);
        QVERIFY(nothing->text().contains(QStringLiteral("No model")));
    }

    void lookingThroughAFolderCanBeCancelled()
    {
        for (int i = 0; i < 3; ++i)
            copyOf(QStringLiteral("npy/one.npy"), QStringLiteral("%1.npy").arg(i));
        std::atomic<int> opened = 0;
        MainWindow window(
            nullptr,
            [&opened](const std::string& path, const JobContext& job) -> Result<OpenDocument> {
                if (++opened == 1)
                    return open_document(path, job);
                while (true) {
                    job.report(1, 2);
                    STRATA_TRY(job.check());
                    std::this_thread::yield();
                }
            });
        window.show();
        window.openFiles({m_folder->path()});
        auto* const view = qobject_cast<FolderView*>(window.tabs()->current());
        QTRY_COMPARE(view->table()->model()->rowCount(), 1); // while it still looks
        QVERIFY(!view->isOpen());
        QTRY_VERIFY(shown<QPushButton>(window, "workCancel"));
        QTest::mouseClick(shown<QPushButton>(window, "workCancel"), Qt::LeftButton);
        QTRY_VERIFY(view->isOpen());
        auto* const band = shown<Band>(*view, "folderBand");
        QVERIFY(band);
        QCOMPARE(band->kind(), Band::Kind::Note);
        QCOMPARE(view->table()->model()->rowCount(), 1);
    }

    void aSecondStartHandsItsFilesOver()
    {
        const QString name = m_folder->filePath(QStringLiteral("s"));
        SingleInstance first(name);
        QVERIFY(!first.handOver({})); // nobody is there
        QVERIFY(first.listen());
        QStringList got;
        connect(&first, &SingleInstance::asked, this,
                [&got](const QStringList& paths) { got = paths; });
        const QStringList paths = {QStringLiteral("/a b/ünï.pkl"), QStringLiteral("/new\nline")};
        bool taken = false;
        std::thread second([&] { taken = SingleInstance(name).handOver(paths); });
        QTRY_COMPARE(got, paths);
        second.join();
        QVERIFY(taken);
        QVERIFY(!SingleInstance(QString()).handOver(paths)); // a private one speaks to nobody
    }

    void whatADeadProgramLeftIsNoHindrance()
    {
        const QString name = m_folder->filePath(QStringLiteral("s"));
        write(QStringLiteral("s"), {});
        SingleInstance late(name);
        QVERIFY(!late.handOver({}));
        QVERIFY(late.listen());
    }

    void dragsSayWhatTheyWouldDo()
    {
        auto* const panel = m_window->findChild<DropPanel*>();
        auto* const status = m_window->findChild<ElidedLabel*>(QStringLiteral("statusPath"));
        const auto words_for = [&](const QMimeData& data) {
            QDragEnterEvent enter(m_window->rect().center(), Qt::CopyAction, &data, Qt::LeftButton,
                                  Qt::NoModifier);
            QCoreApplication::sendEvent(m_window.get(), &enter);
            const QString text = panel->isVisible() ? panel->text() : QString();
            const QString said = status->text();
            QDragLeaveEvent leave;
            QCoreApplication::sendEvent(m_window.get(), &leave);
            return QStringList({text, said});
        };
        const QString one = data_file(QStringLiteral("npy/one.npy"));
        const QString two = data_file(QStringLiteral("npy/two.npy"));
        QCOMPARE(words_for(*files_as_mime({one})),
                 QStringList({QStringLiteral("Open in a new tab"),
                              QStringLiteral("Open in a new tab. Escape cancels.")}));
        QVERIFY(!panel->isVisible());
        QCOMPARE(status->text(), QStringLiteral("No file open"));
        QCOMPARE(words_for(*files_as_mime({one, two, one}))[0], QStringLiteral("Open 3 files"));
        QCOMPARE(words_for(*files_as_mime({m_folder->path()}))[0],
                 QStringLiteral("List the models of a folder"));
        QMimeData link;
        link.setUrls({QUrl(QStringLiteral("https://example.org/model.pkl"))});
        QVERIFY(words_for(link)[0].startsWith(QStringLiteral("Cannot open this")));
        // Over an open file the strip stays free.
        DocumentView* const view = open(one);
        const auto mime = files_as_mime({two});
        QDragEnterEvent enter(m_window->rect().center(), Qt::CopyAction, mime.get(), Qt::LeftButton,
                              Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->y(), view->mapTo(m_window.get(), QPoint()).y() + view->strip()->height());
    }

private:
    DocumentView* open(const QString& path) { return open_in(*m_window, path); }
    [[nodiscard]] QTabBar* bar() const { return m_window->tabs()->tabBar(); }
    [[nodiscard]] FolderView* folder() const
    {
        return qobject_cast<FolderView*>(m_window->tabs()->current());
    }

    QString copyOf(const QString& name, const QString& as)
    {
        const QString path = m_folder->filePath(as);
        return QFile::copy(data_file(name), path) ? path : QString();
    }

    void write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    static void overwrite(const QString& path, const QString& with)
    {
        QFile from(data_file(with));
        QFile to(path);
        QVERIFY(from.open(QIODevice::ReadOnly) && to.open(QIODevice::WriteOnly));
        to.write(from.readAll());
    }

    void openSome(int count)
    {
        QStringList paths;
        for (int i = 0; i < count; ++i) {
            const QString name = QStringLiteral("m%1.npy").arg(i);
            paths.append(QFile::exists(m_folder->filePath(name))
                             ? m_folder->filePath(name)
                             : copyOf(QStringLiteral("npy/one.npy"), name));
        }
        m_window->openFiles(paths);
    }

    /// An entry of the menu of a tab.
    void trigger(int tab, int entry)
    {
        Q_EMIT bar()->customContextMenuRequested(bar()->tabRect(tab).center());
        auto* const menu = m_window->findChild<QMenu*>(QStringLiteral("tabMenu"));
        QVERIFY(menu);
        menu->actions()[entry]->trigger();
        menu->close();
        QApplication::setActiveWindow(m_window.get());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestManners)
#include "tst_manners.moc"
