// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window_driver.h"

#include "app/window/recent_files.h"
#include "widgets/desk/start_page.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/link_button.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/theme_switch.h"
#include "widgets/tree/tree_view.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTemporaryDir>

using namespace strata;
using namespace strata::test;

/// The start page, and what the program remembers from one start to the next.
class TestStartPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        start();
    }
    void cleanup()
    {
        m_window.reset();
        m_folder.reset();
    }

    void saysThatThereAreNoRecentFiles()
    {
        QVERIFY(m_window->startPage()->isVisible());
        QVERIFY(!shown<TableView>(*m_window, "recentFiles"));
        QVERIFY(!shown<LinkButton>(*m_window, "clearRecent"));
        QVERIFY(shown<QWidget>(*m_window, "noRecentFiles"));
        const auto* const none = shown<EmptyState>(*m_window, "emptyState");
        QVERIFY(none && none->text().startsWith(QStringLiteral("No recent files\nFiles that you")));
        openAndClose(data_file(QStringLiteral("npy/cube.npy")));
        QVERIFY(!shown<QWidget>(*m_window, "noRecentFiles"));
        QVERIFY(shown<LinkButton>(*m_window, "clearRecent"));
    }

    void theEndingsStandInOneLine()
    {
        const auto* const endings = shown<QLabel>(*m_window, "extensions");
        QVERIFY(endings);
        QCOMPARE(endings->text(), QStringLiteral(".pkl .joblib .pt .h5 .safetensors .npz .npy"));
        m_window->resize(760, 480);
        QTRY_VERIFY(endings->height() < 2 * endings->fontMetrics().height());
    }

    void theKeyboardIsOnOpenFile()
    {
        auto* const button = shown<QPushButton>(*m_window, "openFile");
        QVERIFY(button);
        QTRY_VERIFY(button->hasFocus());
        openAndClose(data_file(QStringLiteral("npy/cube.npy")));
        QTRY_VERIFY(button->hasFocus());
    }

    void theSampleRowAlwaysStands()
    {
        auto* const button = shown<QPushButton>(*m_window, "openSample");
        QVERIFY(button && !button->isEnabled());
        QVERIFY(!shown<QLabel>(*m_window, "sampleText")->text().isEmpty());
        m_window->setSample(data_file(QStringLiteral("npy/cube.npy")), QStringLiteral("a cube"));
        QVERIFY(button->isEnabled());
        QCOMPARE(shown<QLabel>(*m_window, "sampleText")->text(), QStringLiteral("a cube"));
    }

    void recentFilesSayWhatTheyAre()
    {
        openAndClose(data_file(QStringLiteral("npy/cube.npy")));
        openAndClose(data_file(QStringLiteral("sklearn/1.9/forest_wine.joblib")));
        openAndClose(data_file(QStringLiteral("hostile/call_subprocess.pkl")));
        TableView* const table = m_window->startPage()->recentTable();
        QVERIFY(table->isVisible());
        const QAbstractItemModel* const model = table->model();
        QCOMPARE(model->rowCount(), 3);
        QCOMPARE(cell(model, 0, 0), QStringLiteral("call_subprocess.pkl"));
        QCOMPARE(cell(model, 0, 5), QStringLiteral("dangerous"));
        QCOMPARE(cell(model, 1, 0), QStringLiteral("forest_wine.joblib"));
        QVERIFY(cell(model, 1, 1).startsWith(QStringLiteral("scikit-learn 1.9")));
        QCOMPARE(cell(model, 1, 5), QString());
        QCOMPARE(cell(model, 2, 3), QStringLiteral("npy"));
        QCOMPARE(cell(model, 2, 4).size(), QStringLiteral("2025-02-11 16:58").size());
    }

    void enterAndDoubleClickOpen()
    {
        openAndClose(data_file(QStringLiteral("npy/cube.npy")));
        openAndClose(data_file(QStringLiteral("npy/one.npy")));
        TableView* const table = m_window->startPage()->recentTable();
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(m_window->tabCount(), 1);
        QCOMPARE(m_window->currentView()->fileName(), QStringLiteral("cube.npy"));
        m_window->closeCurrent();
        QTRY_VERIFY(table->isVisible());
        const QPoint first = table->visualRect(table->model()->index(0, 0)).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, first);
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, first);
        QTRY_COMPARE(m_window->tabCount(), 1);
    }

    void aFileThatIsGoneIsSaidToBe()
    {
        const QString path = copyOf(QStringLiteral("npy/cube.npy"), QStringLiteral("gone.npy"));
        openAndClose(path);
        QVERIFY(QFile::remove(path));
        openAndClose(data_file(QStringLiteral("npy/one.npy")));
        const QAbstractItemModel* const model = m_window->startPage()->recentTable()->model();
        QTRY_COMPARE(cell(model, 1, 5), QStringLiteral("not found"));
        QVERIFY(model->index(1, 0).data(Qt::ForegroundRole).isValid());
        QVERIFY(!model->index(0, 0).data(Qt::ForegroundRole).isValid());
    }

    void entriesCanBeRemoved()
    {
        openAndClose(data_file(QStringLiteral("npy/cube.npy")));
        openAndClose(data_file(QStringLiteral("npy/one.npy")));
        openAndClose(data_file(QStringLiteral("npy/two.npy")));
        TableView* const table = m_window->startPage()->recentTable();
        table->setCurrentIndex(table->model()->index(1, 0));
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(cell(table->model(), 0, 0), QStringLiteral("two.npy"));
        QCOMPARE(cell(table->model(), 1, 0), QStringLiteral("cube.npy"));
        table->setCurrentIndex(table->model()->index(0, 0));
        Q_EMIT table->customContextMenuRequested({4, 4});
        auto* const menu = m_window->findChild<QMenu*>(QStringLiteral("recentMenu"));
        QVERIFY(menu);
        menu->actions()[1]->trigger();
        menu->close();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTest::mouseClick(shown<LinkButton>(*m_window, "clearRecent"), Qt::LeftButton);
        QTRY_VERIFY(!table->isVisible());
    }

    void theSampleOpens()
    {
        m_window->setSample(data_file(QStringLiteral("npy/cube.npy")), QStringLiteral("a cube"));
        QTest::mouseClick(shown<QPushButton>(*m_window, "openSample"), Qt::LeftButton);
        QTRY_COMPARE(m_window->tabCount(), 1);
        QTRY_VERIFY(m_window->currentView()->isOpen());
        m_window->closeCurrent();
        QVERIFY(m_window->recentFiles().files().isEmpty());
    }

    void isRememberedOverStarts()
    {
        openAndClose(data_file(QStringLiteral("npy/cube.npy")));
        DocumentView* const view = open_in(*m_window, data_file(QStringLiteral("npy/one.npy")));
        QVERIFY(view);
        auto* const splitter = view->findChild<QSplitter*>(QStringLiteral("documentSplitter"));
        dragHandle(*splitter, -60);
        const int tree = splitter->sizes()[0];
        constexpr int type = static_cast<int>(TreeColumn::Type);
        view->tree()->view()->header()->resizeSection(type, 111);
        m_window->resize(1180, 760);
        m_window->close();
        start();
        QTRY_COMPARE(m_window->size(), QSize(1180, 760));
        QCOMPARE(m_window->recentFiles().files().size(), 2);
        QCOMPARE(cell(m_window->startPage()->recentTable()->model(), 1, 0),
                 QStringLiteral("cube.npy"));
        DocumentView* const again = open_in(*m_window, data_file(QStringLiteral("npy/two.npy")));
        QVERIFY(again);
        QTRY_COMPARE(again->findChild<QSplitter*>(QStringLiteral("documentSplitter"))->sizes()[0],
                     tree);
    }

    void themeAndTextSizeAreRemembered()
    {
        const QFont before = QApplication::font();
        {
            ThemeSwitch themes;
            MainWindow window(&themes, real_opener(), Memory(memoryPath()));
            trigger(window, QStringLiteral("Dark"));
            trigger(window, QStringLiteral("Larger text"));
        }
        {
            ThemeSwitch themes;
            MainWindow window(&themes, real_opener(), Memory(memoryPath()));
            QCOMPARE(themes.choice(), ThemeChoice::Dark);
            QVERIFY(QFontInfo(QApplication::font()).pixelSize() > QFontInfo(before).pixelSize());
            trigger(window, QStringLiteral("Normal text"));
            trigger(window, QStringLiteral("System"));
        }
        QCOMPARE(QFontInfo(QApplication::font()).pixelSize(), QFontInfo(before).pixelSize());
    }

    void withoutHistoryNothingIsKept()
    {
        m_window = std::make_unique<MainWindow>(nullptr, real_opener(), Memory());
        m_window->show();
        openAndClose(data_file(QStringLiteral("npy/cube.npy")));
        QVERIFY(m_window->recentFiles().files().isEmpty());
        QVERIFY(!shown<TableView>(*m_window, "recentFiles"));
        const auto* const none = shown<EmptyState>(*m_window, "emptyState");
        QVERIFY(none && none->text().contains(QStringLiteral("does not remember")));
        m_window->close();
        QVERIFY(!QFile::exists(memoryPath()));
    }

    void nonsenseInTheMemoryDoesNoHarm()
    {
        m_window.reset();
        {
            Memory memory(memoryPath());
            memory.set(
                QStringLiteral("files/recent"),
                QStringLiteral("[1, {\"path\": \"/a.pkl\", \"trust\": 77, \"bytes\": -4}, []]"));
            memory.set(QStringLiteral("window/geometry"), QByteArray("no geometry"));
            memory.set(QStringLiteral("window/text"), QStringLiteral("huge"));
            memory.set(QStringLiteral("layout/npy/tree"), QStringLiteral("-7"));
        }
        start();
        QCOMPARE(m_window->recentFiles().files().size(), 1);
        QVERIFY(!m_window->recentFiles().files().first().summary.verdict.trust);
        QVERIFY(open_in(*m_window, data_file(QStringLiteral("npy/one.npy"))));
    }

private:
    void start()
    {
        m_window.reset();
        m_window = std::make_unique<MainWindow>(nullptr, real_opener(), Memory(memoryPath()));
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    [[nodiscard]] QString memoryPath() const
    {
        return m_folder->filePath(QStringLiteral("strata.ini"));
    }

    QString copyOf(const QString& name, const QString& as)
    {
        const QString path = m_folder->filePath(as);
        return QFile::copy(data_file(name), path) ? path : QString();
    }

    void openAndClose(const QString& path)
    {
        QVERIFY(open_in(*m_window, path));
        m_window->closeCurrent();
        QTRY_VERIFY(m_window->startPage()->isVisible());
    }

    static void dragHandle(QSplitter& splitter, int by)
    {
        QWidget* const handle = splitter.handle(1);
        const QPoint from = handle->rect().center();
        QTest::mousePress(handle, Qt::LeftButton, {}, from);
        QTest::mouseMove(handle, from + QPoint(by, 0));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, from + QPoint(by, 0));
    }

    static void trigger(MainWindow& window, const QString& text)
    {
        for (QAction* const action : window.findChildren<QAction*>()) {
            if (QString(action->text()).remove(QLatin1Char('&')) == text)
                return action->trigger();
        }
        QFAIL(qPrintable(text));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestStartPage)
#include "tst_start_page.moc"
