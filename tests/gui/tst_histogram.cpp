// SPDX-License-Identifier: GPL-3.0-or-later
// The histogram of the real window by mouse and keys; its bins are held against the engine's.
#include "tests/gui/window_driver.h"

#include "widgets/pages/histogram_box.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/plots/save_drawing.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QXmlStreamReader>

using namespace strata;
using namespace strata::test;

class TestHistogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = exposed_window();
        QVERIFY(m_window);
    }
    void cleanup() { m_window.reset(); }

    void dragCountsTheRangeAnew()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        drag(0.3, 0.6);
        QTRY_COMPARE(rangeChooser()->currentText(), QStringLiteral("Chosen"));
        QTRY_VERIFY(plot()->endBars()->data()->size() == 2);
        compareWithEngine();
        const double width = lastKey() - firstKey();
        QVERIFY(width < wholeWidth() * 0.35 && width > wholeWidth() * 0.25);
        // The axis says what is shown, and the caption what is not.
        QVERIFY2(plot()->xAxis->label().contains(QStringLiteral(" of ")),
                 qPrintable(plot()->xAxis->label()));
        QVERIFY(caption().contains(QStringLiteral("below the range")));
        // A drag within the part narrows it further.
        const double before = width;
        drag(0.4, 0.6);
        QTRY_VERIFY(lastKey() - firstKey() < before / 3);
        compareWithEngine();
    }

    void doubleClickShowsAll()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        drag(0.3, 0.6);
        QTRY_VERIFY(plot()->endBars()->data()->size() == 2);
        QTest::mouseDClick(plot(), Qt::LeftButton, {}, at(0.5));
        QTRY_COMPARE(rangeChooser()->currentText(), QStringLiteral("Full"));
        QTRY_VERIFY(plot()->endBars()->data()->isEmpty());
        QCOMPARE(rangeChooser()->count(), 2);
        compareWithEngine();
        QVERIFY(!plot()->xAxis->label().contains(QStringLiteral(" of ")));
    }

    void wheelZoomsAboutThePointer()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        const QPoint point = at(0.4);
        const double value = plot()->xAxis->pixelToCoord(point.x());
        turnWheel(point, 120);
        turnWheel(point, 120);
        QVERIFY(std::abs(plot()->xAxis->pixelToCoord(point.x()) - value) < wholeWidth() * 0.01);
        QTRY_COMPARE(rangeChooser()->currentText(), QStringLiteral("Chosen"));
        QTRY_VERIFY(plot()->endBars()->data()->size() == 2);
        compareWithEngine();
        for (int i = 0; i < 8; ++i)
            turnWheel(at(0.5), -120);
        QTRY_COMPARE(rangeChooser()->currentText(), QStringLiteral("Full"));
        compareWithEngine();
    }

    void keysZoomAndReadOut()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        plot()->setFocus();
        QTest::keyClick(plot(), Qt::Key_Plus);
        QTRY_VERIFY(plot()->endBars()->data()->size() == 2);
        // From the hatched bar at the left on.
        QTest::keyClick(plot(), Qt::Key_Right);
        const auto below = static_cast<std::uint64_t>(plot()->endBars()->data()->at(0)->value);
        QVERIFY(plot()->hoverText().startsWith(QStringLiteral("below")));
        QVERIFY(plot()->hoverText().contains(words::count(below)));
        QTest::keyClick(plot(), Qt::Key_Right);
        QVERIFY(plot()->hoverText().contains(
            QString::number(static_cast<int>(plot()->bars()->data()->at(0)->value))));
        QTest::keyClick(plot(), Qt::Key_Escape);
        QVERIFY(plot()->hoverText().isEmpty());
        QTest::keyClick(plot(), Qt::Key_0);
        QTRY_VERIFY(plot()->endBars()->data()->isEmpty());
    }

    void anotherNumberOfBinsKeepsTheRange()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        drag(0.3, 0.6);
        QTRY_VERIFY(plot()->endBars()->data()->size() == 2);
        auto* const bins = shown<QSpinBox>(*page(), "bins");
        bins->selectAll();
        QTest::keyClicks(bins, QStringLiteral("20"));
        QTest::keyClick(bins, Qt::Key_Return);
        QTRY_COMPARE(plot()->bars()->data()->size(), 20);
        QTRY_VERIFY(plot()->endBars()->data()->size() == 2);
        compareWithEngine();
    }

    void outliersStandInHatchedBars()
    {
        QVERIFY(openArray("npy/outliers.npy"));
        QTRY_COMPARE(plot()->endBars()->data()->size(), 2);
        QCOMPARE(rangeChooser()->currentText(), QStringLiteral("1 % to 99 %"));
        compareWithEngine();
        // "below" and "above" are named in the drawing, with their counts.
        QStringList texts;
        plot()->replot();
        for (int i = 0; i < plot()->itemCount(); ++i) {
            if (const auto* const text = qobject_cast<QCPItemText*>(plot()->item(i));
                text && text->visible())
                texts.append(text->text());
        }
        QVERIFY(texts.contains(QStringLiteral("below")) && texts.contains(QStringLiteral("above")));
        QVERIFY(texts.contains(QStringLiteral("20")));
    }

    void copiedAsTextAndAsPicture()
    {
        QVERIFY(openArray("npy/outliers.npy"));
        QTRY_COMPARE(plot()->endBars()->data()->size(), 2);
        plot()->setFocus();
        QTest::keyClick(plot(), Qt::Key_C, Qt::ControlModifier);
        const QMimeData* const data = QGuiApplication::clipboard()->mimeData();
        QVERIFY(data->hasImage());
        const QStringList lines = data->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 64 + 2);
        std::uint64_t sum = 0;
        for (const QString& line : lines.mid(1)) {
            QCOMPARE(line.count(QLatin1Char('\t')), 2);
            sum += line.section(QLatin1Char('\t'), 2).toULongLong();
            bool number = false;
            line.section(QLatin1Char('\t'), 0, 0).toDouble(&number);
            QVERIFY2(number, qPrintable(line));
        }
        QCOMPARE(sum, statistics().finite());
    }

    void savedAsPictureDrawingAndBins()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        QTemporaryDir folder;
        for (const char* suffix : {"png", "svg", "pdf"}) {
            const QString path = folder.filePath(QStringLiteral("h.") + QLatin1String(suffix));
            QCOMPARE(write_drawing(plot()->drawing(), {}, path), QString());
            QVERIFY(QFileInfo(path).size() > 1000);
        }
        QCOMPARE(QImage(folder.filePath(QStringLiteral("h.png"))).size(), plot()->size() * 2);
        QFile svg(folder.filePath(QStringLiteral("h.svg")));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QByteArray drawn = svg.readAll();
        QVERIFY(drawn.contains("50 %")); // texts stay texts
        QXmlStreamReader reader(drawn);
        while (!reader.atEnd())
            reader.readNext();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QFile pdf(folder.filePath(QStringLiteral("h.pdf")));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.read(5) == "%PDF-");
    }

    void saveAsksForAFile()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("bins.csv"));
        bool asked = false;
        ::QTimer::singleShot(0, this, [&] {
            auto* const dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            asked = true;
            dialog->selectNameFilter(QStringLiteral("Bins as CSV (*.csv)"));
            dialog->selectFile(path);
            QMetaObject::invokeMethod(dialog, "accept");
        });
        QTest::mouseClick(shown<QToolButton>(*page(), "saveHistogram"), Qt::LeftButton);
        QVERIFY(asked);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), plot()->binsAsText(QLatin1Char(',')).toUtf8());
    }

    void menuOffersWhatThePlotCan()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        QContextMenuEvent wanted(QContextMenuEvent::Mouse, at(0.5), plot()->mapToGlobal(at(0.5)));
        QCoreApplication::sendEvent(plot(), &wanted);
        auto* const menu = plot()->findChild<QMenu*>(QStringLiteral("histogramMenu"));
        QVERIFY(menu);
        QStringList texts;
        for (QAction* const action : menu->actions()) {
            texts.append(action->text());
            if (action->text() == QLatin1String("Copy bins as CSV"))
                action->trigger();
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), plot()->binsAsText(QLatin1Char(',')));
        QVERIFY(texts.contains(QStringLiteral("Copy picture")));
        menu->close();
    }

    void narrowControlsAreInTheMenu()
    {
        QVERIFY(openArray("npy/normal_float32.npy"));
        m_window->resize(900, 600);
        QTRY_VERIFY(shown<QToolButton>(*page(), "histogramMore"));
        QMenu* const menu = shown<QToolButton>(*page(), "histogramMore")->menu();
        Q_EMIT menu->aboutToShow();
        QVERIFY(!menu->actions().isEmpty());
    }

private:
    DocumentView* view() { return m_window->currentView(); }
    WeightsPage* page() { return view()->inspector()->weights(); }
    HistogramPlot* plot() { return page()->plot(); }
    QComboBox* rangeChooser()
    {
        return page()->findChild<QComboBox*>(QStringLiteral("valueRange"));
    }
    QString caption()
    {
        return page()->findChild<::QLabel*>(QStringLiteral("histogramCaption"))->text();
    }
    Statistics statistics()
    {
        return *compute_statistics(view()->file()->open.document->tensor(page()->tensor()),
                                   view()->file()->open.sources, {}, {});
    }
    double firstKey() { return plot()->bars()->data()->at(0)->key; }
    double lastKey() { return plot()->bars()->data()->at(plot()->bars()->data()->size() - 1)->key; }
    double wholeWidth()
    {
        const Statistics all = statistics();
        return to_double(*all.max) - to_double(*all.min);
    }

    bool openArray(const char* name)
    {
        DocumentView* const opened = open_in(*m_window, data_file(QString::fromLatin1(name)));
        if (!opened || !opened->isOpen())
            return false;
        opened->choosePath(
            QString::fromStdString(opened->file()->open.document->tensor_path(TensorId{0})));
        opened->inspector()->turnTo(opened->inspector()->weights());
        const bool counted = QTest::qWaitFor([this] { return plot()->bars()->data()->size() > 1; });
        plot()->replot();
        return counted && QTest::qWaitFor([this] { return m_window->jobs().idle(); });
    }
    /// A point of the plot at a share of the bars' range.
    QPoint at(double share)
    {
        const double value = plot()->xAxis->range().lower + plot()->xAxis->range().size() * share;
        return {qRound(plot()->xAxis->coordToPixel(value)),
                plot()->axisRect()->rect().center().y()};
    }
    void drag(double from, double to)
    {
        plot()->replot();
        const QPoint start = at(from);
        const QPoint end = at(to);
        QTest::mousePress(plot(), Qt::LeftButton, {}, start);
        for (const QPoint& point : {start + QPoint(5, 0), (start + end) / 2, end}) {
            QMouseEvent move(QEvent::MouseMove, point, plot()->mapToGlobal(point), Qt::NoButton,
                             Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(plot(), &move);
        }
        QTest::mouseRelease(plot(), Qt::LeftButton, {}, end);
    }
    void turnWheel(QPoint point, int delta)
    {
        QWheelEvent wheel(point, plot()->mapToGlobal(point), {}, QPoint(0, delta), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(plot(), &wheel);
    }
    /// The bars are those that the engine counts over the same range.
    void compareWithEngine()
    {
        const QStringList lines = plot()->binsAsText(QLatin1Char(',')).split(QLatin1Char('\n'));
        QStringList bins;
        for (const QString& line : lines.mid(1)) {
            if (!line.isEmpty() && !line.contains(QStringLiteral("inf")))
                bins.append(line);
        }
        QVERIFY(!bins.isEmpty());
        const double low = bins.first().section(QLatin1Char(','), 0, 0).toDouble();
        const double high = bins.last().section(QLatin1Char(','), 1, 1).toDouble();
        const auto counted = compute_histogram(
            view()->file()->open.document->tensor(page()->tensor()), view()->file()->open.sources,
            low, high, static_cast<std::size_t>(bins.size()), {});
        QVERIFY(counted);
        for (qsizetype i = 0; i < bins.size(); ++i)
            QCOMPARE(bins[i].section(QLatin1Char(','), 2).toULongLong(),
                     counted->counts[static_cast<std::size_t>(i)]);
        if (!plot()->endBars()->data()->isEmpty()) {
            QCOMPARE(plot()->endBars()->data()->at(0)->value, static_cast<double>(counted->below));
            QCOMPARE(plot()->endBars()->data()->at(1)->value, static_cast<double>(counted->above));
        }
    }

    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestHistogram)
#include "tst_histogram.moc"
