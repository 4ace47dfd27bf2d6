// SPDX-License-Identifier: GPL-3.0-or-later
// What plots draw, without a file: ticks, labels, colours, the drawn tree's first view.
#include "widgets/pages/early_end_notice.h"
#include "widgets/pages/statistics_facts.h"
#include "widgets/pages/value_box.h"
#include "widgets/parts/band.h"
#include "widgets/parts/code_view.h"
#include "widgets/parts/numbered_list.h"
#include "widgets/plots/byte_map.h"
#include "widgets/plots/heat_map.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/plots/tickers.h"
#include "widgets/plots/tree_plot.h"
#include "widgets/theme/fonts.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace strata;

namespace {

/// The ticks and labels that an axis of values has for a range.
struct Ticks : ValueTicker {
    QStringList of(double low, double high)
    {
        QVector<double> ticks;
        QVector<QString> labels;
        generate({low, high}, QLocale::c(), QLatin1Char('g'), 6, ticks, nullptr, &labels);
        return QStringList(labels.begin(), labels.end());
    }
};

std::shared_ptr<const Picture> picture_of(std::vector<double> cells)
{
    auto picture = std::make_shared<Picture>();
    picture->rows = picture->cell_rows = 2;
    picture->columns = picture->cell_columns = cells.size() / 2;
    for (const double cell : cells) {
        picture->largest = std::max(picture->largest, std::abs(cell));
        picture->negative = picture->negative || cell < 0;
    }
    picture->common = picture->largest;
    picture->cells = std::move(cells);
    return picture;
}

/// A full tree of so many levels beneath its root.
std::shared_ptr<const TreeFigures> full_tree(int depth)
{
    auto figures = std::make_shared<TreeFigures>();
    figures->class_counts = {2};
    figures->width = 2;
    figures->nodes.resize(1);
    const auto nodes = (std::size_t{2} << depth) - 1;
    for (std::size_t i = 0; figures->nodes.size() < nodes; ++i) {
        figures->nodes[i].left = static_cast<std::int64_t>(figures->nodes.size());
        figures->nodes[i].right = figures->nodes[i].left + 1;
        figures->nodes.resize(figures->nodes.size() + 2);
    }
    figures->shape = measure_tree(figures->nodes);
    figures->values.assign(figures->nodes.size() * 2, 0.5);
    figures->value_ranges = {{0, 1}};
    return figures;
}

std::unique_ptr<TreePlot> shown_tree(int depth, const QSize& size)
{
    DecisionTree tree;
    tree.class_counts = {2};
    auto plot = std::make_unique<TreePlot>();
    plot->resize(size);
    plot->show();
    plot->setTree(full_tree(depth), TreeWords(Estimator(), tree));
    return plot;
}

EarlyEnd resnet_end()
{
    EarlyEnd end;
    end.bytes = 20'971'520;
    end.missing_bytes = 23'808'496;
    end.cut_bytes = 5'051'920;
    end.whole = 106;
    end.cut = 1;
    end.missing = 15;
    return end;
}

} // namespace

class TestPlots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The branch of a rule is wider than its box: there is room for a long name.
    void aLongNameWidensItsBox()
    {
        Estimator estimator;
        estimator.feature_names = {"od280_of_diluted_wines_of_1991"};
        DecisionTree tree;
        tree.class_counts = {2};
        tree.feature_count = 1;
        const auto figures = std::make_shared<TreeFigures>(*full_tree(3));
        for (TreeNodeRecord& node : figures->nodes)
            node.feature = 0;
        TreePlot plot;
        plot.resize(700, 400);
        plot.show();
        plot.setTree(figures, TreeWords(estimator, tree));
        const auto places = static_cast<std::uint32_t>(plot.layoutOfTree().places.size());
        const double leaf = plot.placeRect(places - 1).width();
        QVERIFY(plot.placeRect(0).width() > leaf + 20);
        for (std::uint32_t a = 0; a < places; ++a) {
            for (std::uint32_t b = 0; b < a; ++b)
                QVERIFY(!plot.placeRect(a).intersects(plot.placeRect(b)));
        }
    }

    /// Eight at most, but for ranges where only ten or three would be even.
    void anAxisHasFourToEightTicks()
    {
        Ticks ticks;
        for (double size = 1; size < 10; size *= 1.013) {
            for (const double low : {0.0, -0.37, -1.0}) {
                const qsizetype count = ticks.of(low * size, low * size + size).size();
                QVERIFY2(count >= 4 && count <= 10, qPrintable(QString::number(size)));
            }
        }
        QCOMPARE(ticks.of(-0.38, 0.46).size(), 8); // as in the look's picture
        QCOMPARE(ticks.of(-0.38, 0.46).first(), QStringLiteral("−0.3"));
    }

    void smallNumbersAreWrittenInPowersOfTen()
    {
        Ticks ticks;
        QVERIFY(ticks.of(-3e-5, 3e-5).contains(QStringLiteral("−1e−5")));
        QVERIFY(ticks.of(0, 4e9).contains(QStringLiteral("1e9")));
        QVERIFY(ticks.of(-3e-5, 3e-5).contains(QStringLiteral("0")));
        // A small plot: about four, and fewer where they are long.
        ticks.setTickCount(4);
        ticks.setRoom(22);
        QCOMPARE(ticks.of(0, 3.2e-5).join(u' '), QStringLiteral("0 1e−5 2e−5 3e−5"));
        QVERIFY(ticks.of(-0.216, 0.217).size() >= 3);
        QVERIFY(ticks.of(-0.0011, 0.0011).join(u' ').size() <= 22);
    }

    void rangesOfColoursHaveEvenLabels_data()
    {
        QTest::addColumn<double>("largest");
        QTest::addColumn<QString>("labels");
        const auto row = [](double largest, const char* labels) {
            QTest::addRow("%g", largest) << largest << QString::fromUtf8(labels);
        };
        row(0.301, "0.32 0.16 0 −0.16 −0.32");
        row(0.211, "0.22 0.11 0 −0.11 −0.22");
        row(0.33, "0.34 0.17 0 −0.17 −0.34"); // not 0.33 and 0.17
        row(0.1001, "0.102 0.051 0 −0.051 −0.102");
        row(0.2, "0.20 0.10 0 −0.10 −0.20");
        row(7, "7.0 3.5 0 −3.5 −7.0");
        row(255, "260 130 0 −130 −260");
        row(0.00002, "2.000e−5 1.000e−5 0 −1.000e−5 −2.000e−5");
    }
    void whatIsNoNumberHasALegend()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinity = std::numeric_limits<double>::infinity();
        HeatMap map;
        map.resize(400, 300);
        map.setPicture(picture_of({0, 1, 2, 3}));
        QVERIFY(map.legend().isEmpty());
        map.setPicture(picture_of({0, nan, 2, -infinity}));
        QCOMPARE(map.legend(), (QStringList{QStringLiteral("NaN"), QStringLiteral("±Inf")}));
        // Small cells too tell one from the other.
        const Theme& theme = Theme::light();
        const QImage image = picture_image(*picture_of({nan, nan, infinity, infinity}), 1,
                                           ColourMap::Diverging, QSize(2, 2), theme, Qt::white);
        QCOMPARE(image.pixelColor(1, 0), QColor(Qt::white));
        QCOMPARE(image.pixelColor(0, 0), theme.error.ink);
        QCOMPARE(image.pixelColor(0, 2), theme.error.ink);
        QCOMPARE(image.pixelColor(1, 2), theme.error.ink);
    }

    void rangesOfColoursHaveEvenLabels()
    {
        QFETCH(double, largest);
        QFETCH(QString, labels);
        HeatMap map;
        map.resize(400, 300);
        map.setPicture(picture_of({largest, -largest, 0, 0}));
        map.setRange(largest);
        QCOMPARE(map.barLabels().join(QLatin1Char(' ')), labels);
        QVERIFY(map.range() > largest * (1 - 1e-9) && map.range() < largest * 1.13);
        QVERIFY(map.colourMap() == ColourMap::Diverging);
    }

    void noNegativeValueMeansSequentialColours()
    {
        HeatMap map;
        map.resize(400, 300);
        map.setPicture(picture_of({0, 0.25, 0.5, 0.78}));
        map.setRange(0.78);
        QVERIFY(map.colourMap() == ColourMap::Sequential);
        QCOMPARE(map.barLabels().join(QLatin1Char(' ')), QStringLiteral("0.80 0.60 0.40 0.20 0"));
        const Theme& theme = Theme::light();
        const QImage image = picture_image(*picture_of({0, 0.5, 1, 0}), 1, ColourMap::Sequential,
                                           {3, 3}, theme, Qt::white);
        QCOMPARE(QColor(image.pixel(0, 0)), theme.sequential.front());
        QCOMPARE(QColor(image.pixel(0, 3)), theme.sequential.back());
    }

    /// Narrow cells do not cut the name under them.
    void theNameOfTheColumnsStandsWhole()
    {
        HeatMap map;
        map.resize(420, 300);
        const QString name = QStringLiteral("Output channel of the convolution");
        map.setAxisNames(QStringLiteral("Input"), name);
        auto narrow = std::make_shared<Picture>(*picture_of(std::vector<double>(2 * 40, 0.5)));
        std::swap(narrow->rows, narrow->columns);
        std::swap(narrow->cell_rows, narrow->cell_columns);
        map.setPicture(narrow);
        const int wanted = QFontMetrics(small_font(map.font())).horizontalAdvance(name);
        QVERIFY(map.cellsRect().width() < wanted);
        QVERIFY(map.columnNameRect().width() >= wanted);
        QVERIFY(map.rect().contains(map.columnNameRect()));
    }

    void cellsAreWholeDevicePixels()
    {
        HeatMap map;
        map.resize(401, 303);
        map.setPicture(picture_of(std::vector<double>(2 * 17, 0.5)));
        const QRectF cells = map.cellsRect();
        for (const double number : {cells.left(), cells.top(), cells.width() / 17})
            QCOMPARE(number * map.devicePixelRatioF(),
                     std::round(number * map.devicePixelRatioF()));
    }

    /// Numbers of one block have the decimals of its largest, unless that is an outlier.
    void quantilesStandLikeTheNumbersBesideThem()
    {
        Statistics s;
        s.count = 100;
        s.min = Number(-1.25);
        s.max = Number(2.5);
        s.mean = 0.25;
        s.std = 0.5;
        s.quantiles = {-0.9, -0.5, -0.25, 0.125, 0.25, 0.5, 0.75};
        const auto decimals = [&s] {
            QSet<qsizetype> out;
            const QList<QList<FactsGrid::Fact>> columns = statistics_facts(s);
            for (int i = 1; i <= 4; ++i)
                out.insert(columns[0][i].value.section(u'.', 1).size());
            for (const FactsGrid::Fact& fact : columns[1].mid(0, 7))
                out.insert(fact.value.section(u'.', 1).size());
            return out;
        };
        QCOMPARE(decimals(), QSet<qsizetype>{3});
        s.max = Number(2500.0);
        QCOMPARE(statistics_facts(s)[0][2].value, QStringLiteral("2500"));
        QCOMPARE(statistics_facts(s)[1][6].value, QStringLiteral("0.7500"));
    }

    /// Bars all touch, or all have one pixel between them: no slit between two of many.
    void barsAreAllAsFarApart()
    {
        Histogram histogram;
        for (int i = 0; i <= 24; ++i)
            histogram.edges.push_back(-0.7 + 0.0713 * i);
        histogram.counts.assign(24, 5);
        HistogramPlot plot;
        plot.setCompact(2);
        plot.showHistogram(histogram, {});
        bool touching = false;
        bool apart = false;
        for (int width = 140; width < 320; ++width) {
            plot.resize(width, 160);
            plot.replot(QCustomPlot::rpImmediateRefresh);
            const QImage image = plot.grab().toImage();
            const int y = plot.axisRect()->rect().center().y();
            const QRgb bar = plot.bars()->brush().color().rgb();
            int first = 0;
            int last = image.width() - 1;
            while (first < last && image.pixel(first, y) != bar)
                ++first;
            while (last > first && image.pixel(last, y) != bar)
                --last;
            QVERIFY(last > first);
            int gaps = 0;
            for (int x = first; x <= last; ++x) {
                const bool gap = image.pixel(x, y) != bar;
                gaps += gap ? 1 : 0;
                QVERIFY2(!gap || image.pixel(x + 1, y) == bar, qPrintable(QString::number(width)));
            }
            // The dotted line at zero may cover a gap, or a pixel of a bar.
            QVERIFY2(gaps <= 1 || gaps >= 22,
                     qPrintable(QStringLiteral("%1 gaps of %2").arg(gaps).arg(width)));
            touching = touching || gaps <= 1;
            apart = apart || gaps >= 22;
        }
        QVERIFY(touching && apart);
    }
    void aTreeThatFitsFillsItsBox()
    {
        const auto plot = shown_tree(3, {1000, 500});
        QVERIFY(plot->scale() >= 1);
        QVERIFY(plot->barAcross()->isHidden() && plot->barDown()->isHidden());
        double lowest = 0;
        for (std::uint32_t i = 0; i < plot->layoutOfTree().places.size(); ++i) {
            QVERIFY(QRectF(plot->rect()).contains(plot->placeRect(i)));
            lowest = std::max(lowest, plot->placeRect(i).bottom());
        }
        QVERIFY2(lowest > 300, qPrintable(QString::number(lowest)));
    }

    void aTreeThatDoesNotFitStaysLegibleAndSaysSo()
    {
        const auto plot = shown_tree(4, {600, 170});
        QCOMPARE(plot->scale(), 1.0);
        QVERIFY(!plot->barAcross()->isHidden() && !plot->barDown()->isHidden());
        QVERIFY(QRectF(plot->rect()).contains(plot->placeRect(0)));
        const QPointF before = plot->placeRect(0).topLeft();
        const_cast<QScrollBar*>(plot->barDown())->setValue(20);
        QCOMPARE(plot->placeRect(0).topLeft() - before, QPointF(0, -20));
        plot->zoomOut(); // what was seen stays, the bars follow
        plot->fit();
        QCOMPARE(plot->placeRect(0).topLeft(), before);
        QCOMPARE(plot->barDown()->value(), 0);
        for (int i = 0; i < 8; ++i)
            plot->zoomOut();
        QVERIFY(plot->barAcross()->isHidden() && plot->barDown()->isHidden());
    }

    void bytesOfAFileThatEndsEarly()
    {
        ByteMap map;
        map.resize(660, map.sizeHint().height());
        map.setEnd(resnet_end());
        const QList<ByteMap::Part> parts = map.parts();
        QCOMPARE(parts.size(), 3);
        QStringList labels;
        for (const ByteMap::Part& part : parts)
            labels.append(part.labelled ? part.label : QString());
        QCOMPARE(labels, (QStringList{QStringLiteral("106 whole"), QStringLiteral("1 cut"),
                                      QStringLiteral("15 missing")}));
        QVERIFY(std::abs(parts[2].place.width() / 660 - 0.532) < 0.01);
        QVERIFY(std::abs(parts[1].place.width() / 660 - 0.113) < 0.01);
        QCOMPARE(map.captions().first, QStringLiteral("the file ends at 20.0 MiB"));
        QCOMPARE(map.captions().second, QStringLiteral("it promises 42.7 MiB"));
        EarlyEnd header;
        header.bytes = header.header_bytes = 900;
        header.missing_bytes = 2'680;
        header.missing = 12;
        header.at_least = true;
        map.setEnd(header);
        QVERIFY(map.parts().first().labelled);
        QCOMPARE(map.parts().first().label, QStringLiteral("header"));
        QCOMPARE(map.captions().second, QStringLiteral("it promises at least 3.50 KiB"));
        map.setEnd(resnet_end());
        map.resize(170, map.height());
        QVERIFY(map.captions().second.isEmpty());
        const QList<ByteMap::Part> narrow = map.parts();
        QVERIFY(narrow[2].labelled && !(narrow[0].labelled && narrow[1].labelled));
    }

    void theNoticeStandsForIncompleteFilesAlone()
    {
        EarlyEndNotice notice;
        Document document;
        document.bytes = 100;
        notice.setDocument(document);
        QVERIFY(notice.isHidden());
        document.verdict.integrity = Integrity::Incomplete;
        Finding finding;
        finding.rule = "npy-data-truncated";
        finding.severity = Severity::Error;
        finding.category = Category::Integrity;
        finding.facts = {{"expected", "300"}, {"actual", "20"}};
        document.findings = {finding};
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Float32);
        tensor.shape = {75};
        tensor.storage = cut_storage(tensor, SourceId::file, 80, 20);
        document.tensors = {tensor};
        notice.setDocument(document);
        QVERIFY(!notice.isHidden());
        QVERIFY(notice.band()->text().startsWith(
            QStringLiteral("The file ends early: 280 bytes are missing")));
        QSignalSpy damaged(&notice, &EarlyEndNotice::damagedWanted);
        QSignalSpy again(&notice, &EarlyEndNotice::readAgainWanted);
        auto* const show = notice.findChild<QPushButton*>(QStringLiteral("showDamaged"));
        QCOMPARE(show->text(), QStringLiteral("Show the tensor"));
        auto* const save = notice.findChild<QPushButton*>(QStringLiteral("exportWhole"));
        QVERIFY(save->isHidden());
        show->click();
        notice.findChild<QPushButton*>(QStringLiteral("readAgain"))->click();
        QCOMPARE(damaged.count(), 1);
        QCOMPARE(again.count(), 1);
        Tensor other = tensor;
        other.storage = DenseStorage{{SourceId::file, 0, 300}, {}};
        document.tensors = {other, tensor, other};
        document.format.container = "npy";
        notice.setDocument(document);
        QCOMPARE(save->text(), QStringLiteral("Export 2 whole tensors…"));
        QSignalSpy exporting(&notice, &EarlyEndNotice::wholeExportWanted);
        save->click();
        QCOMPARE(exporting.count(), 1);
        QCOMPARE(notice.map()->captions().second, QStringLiteral("the header promises 380 B"));
        // How much is missing is not always known.
        document.findings[0].facts.clear();
        notice.setDocument(document);
        QVERIFY(!notice.isHidden() && notice.map()->parentWidget()->isHidden());
        QVERIFY(!notice.band()->text().isEmpty());
    }

    void theButtonsOfANarrowBandHaveMoreRows()
    {
        Band band;
        band.setMessage(Band::Kind::Error, QStringLiteral("What"), QStringLiteral("Why"));
        QList<QPushButton*> buttons;
        for (const char* const text : {"Show the 16 tensors", "Export 106 tensors", "Read again"})
            buttons.append(band.addButton(QString::fromLatin1(text)));
        const int wide = band.sizeHint().width();
        band.resize(wide, band.heightForWidth(wide));
        band.show();
        QCOMPARE(buttons.last()->y(), buttons.first()->y());
        const int narrow = wide * 2 / 3;
        QVERIFY(band.heightForWidth(narrow) > band.heightForWidth(wide));
        band.resize(narrow, band.heightForWidth(narrow));
        band.layout()->activate();
        QVERIFY(buttons.last()->y() > buttons.first()->y());
        for (const QPushButton* const button : std::as_const(buttons))
            QVERIFY(band.rect().contains(button->geometry()));
    }

    void aScalarIsItsValue()
    {
        ValueBox box;
        Statistics one;
        one.count = 1;
        one.min = one.max = Number(0.001);
        box.showScalar(one);
        QCOMPARE(box.text(), QStringLiteral("0.001000"));
        one.min = one.max = Number(std::int64_t{1240});
        box.showScalar(one);
        QCOMPARE(box.text(), QStringLiteral("1240"));
        Statistics odd;
        odd.count = odd.nan = 1;
        box.showScalar(odd);
        QCOMPARE(box.text(), QStringLiteral("NaN"));
    }

    void stringsOfCodeAreFound()
    {
        const auto literals = [](const char* code) {
            QStringList found;
            const QString text = QString::fromLatin1(code);
            for (const auto& [start, length] : string_literals(text))
                found.append(text.mid(start, length));
            return found.join(QLatin1Char('|'));
        };
        QCOMPARE(literals("posix.system(\"curl | sh\")"), QStringLiteral("\"curl | sh\""));
        QCOMPARE(literals("f('it\\'s', 7, b'x')"), QStringLiteral("'it\\'s'|'x'"));
        QCOMPARE(literals("f('it\"s', 1)"), QStringLiteral("'it\"s'"));
        QCOMPARE(literals("f('cut"), QStringLiteral("'cut"));
        QCOMPARE(literals("f(1)"), QString());
        CodeView view;
        view.resize(120, 40);
        view.show();
        view.setCode(QStringLiteral("f('%1')").arg(QString(200, QLatin1Char('x'))));
        QVERIFY(view.minimumSizeHint().width() <= 120); // it wraps where there is no space
        QVERIFY(view.height() > 3 * view.fontMetrics().height());
    }

    void stepsAreNumberedSentences()
    {
        QCOMPARE(
            sentences_of(QStringLiteral("Keep it away. Ask for .h5 only from 3.11.3 on. Wait.")),
            (QStringList{QStringLiteral("Keep it away."),
                         QStringLiteral("Ask for .h5 only from 3.11.3 on."),
                         QStringLiteral("Wait.")}));
        QVERIFY(sentences_of({}).isEmpty());
        NumberedList list;
        list.setItems({QStringLiteral("One."), QStringLiteral("Two.")});
        QCOMPARE(list.findChildren<::QLabel*>().size(), 4);
        list.setItems({QStringLiteral("One.")});
        QCOMPARE(list.items().size(), 1);
    }

    void aStepStartsAtTheLeftEdge()
    {
        NumberedList list;
        list.setWidestLine(300);
        list.setItems({QStringLiteral("Load it with f(\"(a\", {1: g()}) in Keras.")});
        list.resize(900, 60);
        list.show();
        const auto labels = list.findChildren<::QLabel*>();
        QCOMPARE(labels.size(), 1);
        QVERIFY2(labels.first()->x() <= 4, qPrintable(QString::number(labels.first()->x())));
        QCOMPARE(labels.first()->width(), 300);
        QCOMPARE(calls_in(list.items().first()),
                 QStringList{QStringLiteral("f(\"(a\", {1: g()})")});
        QVERIFY(calls_in(QStringLiteral("Two (or three) sets.")).isEmpty());
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QApplication::setPalette(make_palette(false));
    TestPlots tests;
    return QTest::qExec(&tests, argc, argv);
}
#include "tst_plots.moc"
