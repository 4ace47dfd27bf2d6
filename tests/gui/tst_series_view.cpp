// SPDX-License-Identifier: GPL-3.0-or-later
// Several states of one model in a tab, by mouse and keyboard.
#include "tests/gui/window_driver.h"

#include "app/window/compare_view.h"
#include "app/window/document_tabs.h"
#include "app/window/folder_view.h"
#include "app/window/series_view.h"
#include "widgets/parts/band.h"
#include "widgets/series/series_plot.h"
#include "widgets/tables/table_view.h"
#include "widgets/words/number_words.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace strata;
using namespace strata::test;

class TestSeriesView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = exposed_window();
        QVERIFY(m_window);
    }
    void cleanup() { m_window.reset(); }

    void epochsOfATraining()
    {
        SeriesView* const view = shownSeries(epochs());
        QVERIFY(view);
        QCOMPARE(view->findChild<QLabel*>(QStringLiteral("seriesFacts"))->text(),
                 QStringLiteral("10 states by optimizer step, 4 to 40"));
        const QAbstractItemModel* const layers = view->layers()->model();
        QCOMPARE(layers->rowCount(), 3);
        QCOMPARE(cell(layers, 0, 0), QStringLiteral("All layers"));
        QCOMPARE(cell(layers, 1, 0), QStringLiteral("layers/hidden"));
        QCOMPARE(cell(layers, 1, 1), QStringLiteral("30"));
        QCOMPARE(cell(layers, 1, 3), QStringLiteral("2.486"));
        const QAbstractItemModel* const states = view->states()->model();
        QCOMPARE(states->rowCount(), 10);
        QCOMPARE(cell(states, 9, 0), QStringLiteral("epoch_10.h5"));
        QCOMPARE(cell(states, 4, 2), QStringLiteral("0.2500"));
        QCOMPARE(cell(states, 0, 4), words::none());
        QVERIFY(!view->band()->isVisible());
    }

    void aLayerIsChosenByKeyboard()
    {
        SeriesView* const view = shownSeries(epochs());
        QVERIFY(view);
        const QString whole = cell(view->states()->model(), 9, 3);
        view->layers()->setFocus();
        QTest::keyClick(view->layers(), Qt::Key_Down);
        QCOMPARE(view->selectedPath(), QStringLiteral("layers/hidden"));
        QCOMPARE(cell(view->states()->model(), 9, 3), QStringLiteral("2.486"));
        QVERIFY(cell(view->states()->model(), 9, 3) != whole);
        view->focusFilter();
        QTest::keyClicks(view->findChild<QLineEdit*>(QStringLiteral("seriesFilter")),
                         QStringLiteral("score"));
        QCOMPARE(view->layers()->model()->rowCount(), 1);
        view->clearFilter();
        QCOMPARE(view->layers()->model()->rowCount(), 3);
    }

    void aClickOpensThePair()
    {
        SeriesView* const view = shownSeries(epochs());
        QVERIFY(view);
        view->plot()->replot();
        QTest::mouseMove(view->plot(), view->plot()->placeOf(0));
        QTest::mouseClick(view->plot(), Qt::LeftButton, {}, view->plot()->placeOf(0));
        QCOMPARE(m_window->tabs()->count(), 1); // there is none before the first
        QTest::mouseClick(view->plot(), Qt::LeftButton, {}, view->plot()->placeOf(4));
        QVERIFY(comparesEpochs(4, 5));
        m_window->tabs()->setCurrentWidget(view);
        view->plot()->setFocus();
        QTest::keyClick(view->plot(), Qt::Key_End);
        QCOMPARE(view->plot()->markedState(), 9);
        QTest::keyClick(view->plot(), Qt::Key_Left);
        QTest::keyClick(view->plot(), Qt::Key_Return);
        QVERIFY(comparesEpochs(8, 9));
        m_window->tabs()->setCurrentWidget(view);
        view->states()->setFocus();
        view->states()->setCurrentIndex(view->states()->model()->index(1, 0));
        QTest::keyClick(view->states(), Qt::Key_Return);
        QVERIFY(comparesEpochs(1, 2));
    }

    void theSameFilesHaveOneTab()
    {
        QVERIFY(shownSeries(epochs()));
        m_window->showSeries(epochs());
        QCOMPARE(m_window->tabs()->count(), 1);
    }

    void aFolderIsShownAsASeries()
    {
        m_window->openFiles({data_file(QStringLiteral("series"))});
        auto* const folder = qobject_cast<FolderView*>(m_window->tabs()->current());
        QVERIFY(folder);
        auto* const button = folder->findChild<QPushButton*>(QStringLiteral("folderSeries"));
        QTRY_VERIFY(folder->isOpen() && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        auto* const view = qobject_cast<SeriesView*>(m_window->tabs()->current());
        QVERIFY(view);
        QTRY_VERIFY_WITH_TIMEOUT(view->isOpen(), 20'000);
        QCOMPARE(view->states()->model()->rowCount(), 10);
    }

    void whatCannotBeReadIsNamed()
    {
        QStringList paths = epochs().mid(0, 3);
        QTemporaryDir folder;
        const QString broken = folder.filePath(QStringLiteral("epoch_4.h5"));
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("nothing of a model") > 0);
        file.close();
        paths.append(broken);
        SeriesView* const view = shownSeries(paths);
        QVERIFY(view);
        QCOMPARE(view->states()->model()->rowCount(), 3);
        QVERIFY(view->band()->isVisible());
        QVERIFY(view->band()->text().contains(QStringLiteral("epoch_4.h5")));
    }

private:
    static QStringList epochs()
    {
        QStringList paths;
        for (int epoch = 1; epoch <= 10; ++epoch)
            paths.append(data_file(QStringLiteral("series/epoch_%1.h5").arg(epoch)));
        return paths;
    }
    SeriesView* shownSeries(const QStringList& paths)
    {
        m_window->showSeries(paths);
        auto* const view = qobject_cast<SeriesView*>(m_window->tabs()->current());
        return view && QTest::qWaitFor([view] { return view->isOpen(); }, 20'000) ? view : nullptr;
    }
    bool comparesEpochs(int left, int right)
    {
        const auto* const pair = qobject_cast<CompareView*>(m_window->tabs()->current());
        const auto ends = [](const QString& path, int epoch) {
            return path.endsWith(QStringLiteral("/epoch_%1.h5").arg(epoch));
        };
        return pair && ends(pair->sidePath(Side::Left), left) &&
               ends(pair->sidePath(Side::Right), right);
    }

    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestSeriesView)
#include "tst_series_view.moc"
