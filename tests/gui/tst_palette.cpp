// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window_driver.h"

#include "app/window/document_tabs.h"
#include "app/window/go_to.h"
#include "app/window/gui_watchdog.h"
#include "app/window/row_search.h"
#include "app/window/word_match.h"
#include "io/model/document_builder.h"
#include "widgets/desk/command_palette.h"

#include <QElapsedTimer>
#include <QLineEdit>

#include <thread>

using namespace strata;
using namespace strata::test;

/// Go to anything, and the watchdog that says when the window stood still.
class TestPalette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordStarts_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* typed, const char* text, bool found) {
            QTest::addRow("%s in %s", typed, text)
                << QByteArray(typed) << QByteArray(text) << found;
        };
        row("d1k", "dense_1/kernel", true);
        row("den ker", "dense_1/kernel", true);
        row("dense_1/kernel", "dense_1/kernel", true);
        row("DENSE", "dense_1", true);
        row("rfc", "RandomForestClassifier", true);
        row("ranclass", "RandomForestClassifier", true);
        row("kernel dense", "dense_1/kernel", false);
        row("ense", "dense_1", false);
        row("d2", "dense_1", false);
        row("maxd", "max_depth", true);
        row("aab", "aa_ab_b", true); // only by giving back what the first word took
        row("ünï", "layer/ünï", true);
        row("x", "", false);
        row("", "dense", false);
    }
    void wordStarts()
    {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, text);
        QFETCH(bool, found);
        QCOMPARE(WordMatch(typed.toStdString()).score(text.toStdString()).has_value(), found);
    }

    void aHardTextIsSearchedInBoundedTime()
    {
        std::string text;
        for (int i = 0; i < 4000; ++i)
            text += "a_";
        std::string typed(64, 'a');
        typed.back() = 'b';
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!WordMatch(typed).score(text));
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    }

    void theBetterFitComesFirst()
    {
        DocumentBuilder builder;
        const NodeId layers = builder.model.add(Tree::root, {NodeKind::Group, "kernel_layers"});
        builder.model.add(layers, {NodeKind::Tensor, "my_kernel"});
        builder.model.add(layers, {NodeKind::Tensor, "bias"});
        builder.model.add(layers, {NodeKind::Tensor, "kernel"});
        const auto document = std::move(builder).finish();
        const auto rows = search_rows(*document, "kernel", 10, {});
        QVERIFY(rows);
        QStringList titles;
        for (const PaletteItem& item : *rows)
            titles.append(item.title);
        // Not the bias, though it lies in what is called that.
        QCOMPARE(titles, QStringList({QStringLiteral("kernel"), QStringLiteral("kernel_layers"),
                                      QStringLiteral("my_kernel")}));
        QCOMPARE(search_rows(*document, "ker ker", 10, {})->size(), 2);
        QCOMPARE(search_rows(*document, "kernel", 1, {})->size(), 1);
    }

    void aMillionRowsAreQuick()
    {
        DocumentBuilder builder;
        for (int group = 0; group < 1000; ++group) {
            const NodeId layer =
                builder.model.add(Tree::root, {NodeKind::Layer, "block_" + std::to_string(group)});
            for (int row = 0; row < 1000; ++row)
                builder.model.add(layer, {NodeKind::Tensor, "weight_" + std::to_string(row)});
        }
        const auto document = std::move(builder).finish();
        QElapsedTimer timer;
        timer.start();
        const auto rows = search_rows(*document, "b777w999", 100, {});
        const qint64 took = timer.elapsed();
        qInfo("1,001,000 rows searched in %lld ms", static_cast<long long>(took));
        QVERIFY(rows);
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->first().detail, QStringLiteral("block_777/weight_999"));
        QVERIFY2(took < 5000, qPrintable(QString::number(took)));
        const auto flag = std::make_shared<std::atomic<bool>>(true);
        QVERIFY(!search_rows(*document, "b", 100, JobContext(flag, nullptr)));
    }

    void leadsToRowsPagesFilesAndActions()
    {
        MainWindow window(nullptr, real_opener());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        open_in(window, data_file(QStringLiteral("npy/one.npy")));
        DocumentView* const view =
            open_in(window, data_file(QStringLiteral("sklearn/1.9/forest_wine.joblib")));
        QVERIFY(view);
        go(window, QStringLiteral("max dep"), QStringLiteral("max_depth"));
        QVERIFY(view->selectedPath().endsWith(QStringLiteral("max_depth")));
        go(window, QStringLiteral("finding"), QStringLiteral("Findings"));
        QCOMPARE(view->inspector()->currentPage(), view->inspector()->findings());
        go(window, QStringLiteral("go overv"), QStringLiteral("Overview"));
        QCOMPARE(view->inspector()->currentPage(), view->inspector()->overview());
        go(window, QStringLiteral("one"), QStringLiteral("one.npy"));
        QCOMPARE(window.tabs()->currentIndex(), 0);
        go(window, QStringLiteral("close all"), QStringLiteral("Close all"));
        QTRY_COMPARE(window.tabCount(), 0);
    }

    void namesKeepTheirSlashes()
    {
        const auto opened = open_document(
            data_file(QStringLiteral("keras/keras-3/deep_learning_model.h5")).toStdString(), {});
        QVERIFY(opened);
        const auto rows = search_rows(*opened->document, "momentum dense kernel", 10, {});
        QVERIFY(rows && !rows->isEmpty());
        for (const PaletteItem& row : *rows)
            QVERIFY2(!row.detail.contains(QLatin1Char('~')), qPrintable(row.detail));
        QVERIFY(rows->first().detail.endsWith(QStringLiteral("dense/kernel")));
    }

    void whatIsCalledSoComesBeforeWhatLiesThere()
    {
        MainWindow window(nullptr, real_opener());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(open_in(window, data_file(QStringLiteral("npy/one.npy"))));
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        CommandPalette* const palette = window.goTo().palette();
        QTRY_VERIFY(palette->isVisible());
        QTest::keyClicks(palette->findChild<QLineEdit*>(), QStringLiteral("go"));
        QTRY_VERIFY(window.jobs().idle());
        const QList<PaletteItem>& items = palette->model()->items();
        QVERIFY(items.size() > 1);
        QCOMPARE(items.first().title, QStringLiteral("Go to anything"));
        QVERIFY(items.first().detail.startsWith(QStringLiteral("Tools")));
        QVERIFY(items.last().detail.startsWith(QStringLiteral("Go")));
        palette->hide();
    }

    void escapeAndNothingFound()
    {
        MainWindow window(nullptr, real_opener());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        CommandPalette* const palette = window.goTo().palette();
        QTRY_VERIFY(palette->isVisible());
        QVERIFY(palette->model()->rowCount() > 5);
        auto* const field = palette->findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("qqqq"));
        QCOMPARE(palette->model()->rowCount(), 0);
        QTest::keyClick(field, Qt::Key_Return); // leads nowhere
        QVERIFY(palette->isVisible());
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_VERIFY(!palette->isVisible());
    }

    void theWatchdogSaysHowLong()
    {
        GuiWatchdog watchdog;
        QTest::qWait(30);
        const qsizetype before = watchdog.stretches().size();
        std::this_thread::sleep_for(std::chrono::milliseconds(140));
        QTRY_VERIFY(watchdog.stretches().size() > before);
        const GuiWatchdog::Stretch waited = watchdog.stretches().last();
        QVERIFY(waited.length >= std::chrono::milliseconds(120));
        QVERIFY(waited.computing < std::chrono::milliseconds(60));
        QElapsedTimer timer;
        timer.start();
        quint64 sum = 0;
        const qsizetype between = watchdog.stretches().size();
        while (timer.elapsed() < 140)
            sum += static_cast<quint64>(timer.nsecsElapsed());
        QVERIFY(sum > 0);
        QTRY_VERIFY(watchdog.stretches().size() > between);
        QVERIFY(watchdog.stretches().last().computing > waited.computing);
    }

private:
    /// Opens the palette, types, waits for the row of that title, goes down to it and chooses it.
    static void go(MainWindow& window, const QString& typed, const QString& title)
    {
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        CommandPalette* const palette = window.goTo().palette();
        QTRY_VERIFY(palette->isVisible());
        auto* const field = palette->findChild<QLineEdit*>();
        QTest::keyClicks(field, typed);
        const auto place = [&] {
            const QList<PaletteItem>& items = palette->model()->items();
            for (int row = 0; row < items.size(); ++row) {
                if (items[row].title == title)
                    return row;
            }
            return -1;
        };
        QTRY_VERIFY2(place() >= 0, qPrintable(title));
        QTRY_VERIFY(window.jobs().idle());
        for (int row = place(); row > 0; --row)
            QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
    }
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
