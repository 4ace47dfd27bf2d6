// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/compare_driver.h"

#include "widgets/compare/pair_detail.h"
#include "widgets/compare/pair_pictures.h"
#include "widgets/compare/pair_values.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/plots/heat_map.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/tables/table_view.h"
#include "widgets/tables/values_grid.h"

#include <QCheckBox>
#include <QLabel>
#include <QTabBar>

#include <algorithm>

using namespace strata;
using namespace strata::test;

/// The lower part of a comparison: what differs in the row that is chosen.
class TestCompareDetail : public QObject, private CompareDriver {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(start()); }
    void cleanup() { m_window.reset(); }

    void figuresOfAPair()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("first.weight"));
        PairDetail* const detail = comparison()->detail();
        QTRY_VERIFY(detail->histogram()->bars()->data()->size() > 0);
        QCOMPARE(detail->histogram()->companion()->data()->size(),
                 detail->histogram()->bars()->data()->size() + 2);
        QCOMPARE(detail->facts()->value(QStringLiteral("Values that differ")),
                 QStringLiteral("1 of 6"));
        QCOMPARE(detail->facts()->value(QStringLiteral("Largest |Δ|")),
                 QStringLiteral("0.5000 at (0, 2)"));
        QTRY_VERIFY(detail->differenceHistogram()->bars()->data()->size() > 0);
        // A row of one side says so.
        QVERIFY(choose("new.weight"));
        QCOMPARE(detail->page(), PairDetail::Page::Nothing);
        QVERIFY2(detail->nothing()->text().contains(QStringLiteral("It holds 5 values.")),
                 qPrintable(detail->nothing()->text()));
    }

    /// Few rows leave a large window to the plots; in a small one there is still room for rows, and
    /// no figure is cut.
    void theHeightIsShared()
    {
        m_window->resize(1920, 1200);
        QVERIFY(compareBoth());
        PairDetail* const detail = comparison()->detail();
        QTRY_VERIFY(detail->height() > comparison()->pairs()->height());
        QVERIFY(detail->histogram()->height() > 400);
        m_window->closeCurrent();
        m_window->resize(900, 600);
        m_left = data_file(QStringLiteral("compare/epoch_1.h5"));
        m_right = data_file(QStringLiteral("compare/epoch_2.h5"));
        QVERIFY(compareBoth());
        PairDetail* const small = comparison()->detail();
        QTRY_COMPARE(small->facts()->value(QStringLiteral("Values that differ")),
                     QStringLiteral("48 of 48"));
        QVERIFY(comparison()->pairs()->viewport()->height() > 100);
        const QWidget* const viewport = small->facts()->parentWidget()->parentWidget();
        QTRY_VERIFY(small->facts()->mapTo(viewport, QPoint(small->facts()->width(), 0)).x() <=
                    viewport->width());
        // Pictures have the room of the figures.
        small->turnTo(PairDetail::Page::Pictures);
        QVERIFY(!small->facts()->isVisible());
        for (const HeatMap* const map : small->pictures()->maps())
            QTRY_VERIFY(map->width() > 200);
    }

    void picturesAndValuesOfAPair()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("first.weight"));
        PairDetail* const detail = comparison()->detail();
        auto* const pages = detail->findChild<QTabBar*>(QStringLiteral("pairPages"));
        QTest::mouseClick(pages, Qt::LeftButton, {}, pages->tabRect(1).center());
        QCOMPARE(detail->page(), PairDetail::Page::Pictures);
        const auto& maps = detail->pictures()->maps();
        QTRY_COMPARE(maps[2]->shown().cells.size(), std::size_t(6));
        QCOMPARE(maps[2]->shown().cell(0, 2), 0.5);
        QCOMPARE(maps[2]->shown().cell(1, 2), 0.0);
        QCOMPARE(maps[1]->shown().cell(0, 2), 3.5);
        QCOMPARE(maps[0]->range(), maps[2]->range());
        auto* const own = detail->findChild<QCheckBox*>(QStringLiteral("ownScale"));
        own->click();
        QVERIFY(maps[2]->range() < maps[0]->range());
        QTest::mouseClick(pages, Qt::LeftButton, {}, pages->tabRect(2).center());
        QCOMPARE(detail->page(), PairDetail::Page::Values);
        PairValues* const values = detail->values();
        QTRY_COMPARE(values->model(Side::Right)->index(0, 2).data(CopyRole).toDouble(), 3.5);
        QTRY_COMPARE(values->model(Side::Left)->index(0, 2).data(CopyRole).toDouble(), 3.0);
        values->grid(Side::Left)->setCurrentIndex(values->model(Side::Left)->index(1, 1));
        QCOMPARE(values->grid(Side::Right)->currentIndex(),
                 values->model(Side::Right)->index(1, 1));
        // The page stays for the next row that has it.
        QVERIFY(choose("second.weight"));
        QCOMPARE(detail->page(), PairDetail::Page::Values);
    }

    void figuresOfComplexNumbers()
    {
        m_left = write(QStringLiteral("left.safetensors"),
                       safetensors({{"z.weight", {1, 3}, {1, 0, 0, 1, 2, 2}, "C64"}}));
        m_right = write(QStringLiteral("right.safetensors"),
                        safetensors({{"z.weight", {1, 3}, {1, 0, 0, 3, 2, 2}, "C64"}}));
        QVERIFY(compareBoth());
        QVERIFY(choose("z.weight"));
        PairDetail* const detail = comparison()->detail();
        QTRY_COMPARE(detail->facts()->value(QStringLiteral("Values that differ")),
                     QStringLiteral("1 of 3"));
        QVERIFY(detail->page() != PairDetail::Page::Histograms);
    }

    /// Where there is no histogram that could say why.
    void figuresOfAPairThatIsCut()
    {
        const QByteArray whole = safetensors({{"z.weight", {1, 3}, {1, 0, 0, 1, 2, 2}, "C64"}});
        m_left = write(QStringLiteral("left.safetensors"), whole);
        m_right = write(QStringLiteral("right.safetensors"), whole.chopped(4));
        QVERIFY(compareBoth());
        QVERIFY(choose("z.weight"));
        const FactsGrid* const facts = comparison()->detail()->facts();
        QTRY_COMPARE(facts->value(QStringLiteral("Values that differ")), QStringLiteral("–"));
        QCOMPARE(facts->value(QStringLiteral("Cosine")), QStringLiteral("–"));
        QVERIFY(!facts->value(QStringLiteral("Not compared")).isEmpty());
    }

    /// In its row and in that of its group, and in place of histograms.
    void whatCannotBeReadIsTold()
    {
        m_right =
            write(QStringLiteral("cut.safetensors"), safetensors(left_arrays).chopped(4 * 4 + 2));
        QVERIFY(compareBoth());
        QVERIFY(choose("second.weight"));
        const QModelIndex row = comparison()->model()->indexOfPair(pairOf("second.weight"));
        for (const QModelIndex& each : {row, row.parent()}) {
            const QModelIndex sign = each.siblingAtColumn(int(PairColumn::Sign));
            QVERIFY(sign.data(UnreadRole).toBool());
            QVERIFY(sign.data(CopyRole).toString().contains(QStringLiteral("could not be read")));
        }
        PairDetail* const detail = comparison()->detail();
        QTRY_VERIFY(detail->nothing()->isVisible());
        QCOMPARE(detail->page(), PairDetail::Page::Histograms);
        QVERIFY2(detail->nothing()->text().contains(
                     QStringLiteral("second.weight could not be read right")),
                 qPrintable(detail->nothing()->text()));
        QVERIFY(comparison()->pairs()->choosePair(comparison()->model()->pairAt(row.parent())));
        QCOMPARE(detail->nothing()->text(),
                 QStringLiteral("Nothing that could be read of second differs\n"
                                "1 pair could not be read."));
        QVERIFY(choose("first.weight"));
        QVERIFY(!detail->nothing()->isVisible());
    }

    /// Not the difference of the magnitudes.
    void differenceOfComplexPlanes()
    {
        m_left = write(QStringLiteral("left.safetensors"),
                       safetensors({{"z.weight", {1, 2}, {1, 0, 2, 2}, "C64"}}));
        m_right = write(QStringLiteral("right.safetensors"),
                        safetensors({{"z.weight", {1, 2}, {1, 0, -1, -2}, "C64"}}));
        QVERIFY(compareBoth());
        QVERIFY(choose("z.weight"));
        comparison()->detail()->turnTo(PairDetail::Page::Pictures);
        const auto& maps = comparison()->detail()->pictures()->maps();
        QTRY_COMPARE(maps[2]->shown().cells.size(), std::size_t(2));
        QCOMPARE(maps[2]->shown().cell(0, 0), 0.0);
        QCOMPARE(maps[2]->shown().cell(0, 1), 5.0);
        QCOMPARE(maps[2]->accessibleName(), QStringLiteral("|Right \u2212 left|"));
    }

    /// Where they have no place, in the first row.
    void findingsAreAmongTheSettings()
    {
        m_window->compare(data_file(QStringLiteral("keras/keras-3/optimizer_adamw.h5")),
                          data_file(QStringLiteral("keras/keras-3/optimizer_sgd_plain.h5")));
        QVERIFY(finished());
        QVERIFY(comparison()->choosePath(QStringLiteral("layers")));
        PairDetail* const detail = comparison()->detail();
        detail->turnTo(PairDetail::Page::Settings);
        QCOMPARE(detail->page(), PairDetail::Page::Settings);
        QCOMPARE(detail->settings()->allAsText(QLatin1Char('\t')),
                 QStringLiteral("Setting\tLeft\tRight\nFindings\t\t\n"
                                "Keras 3 does not restore the optimizer's 8 arrays from .h5"
                                "\tnote\t\n"));
    }

    void treesAndCoefficientsOfEstimators()
    {
        m_window->compare(data_file(QStringLiteral("compare/forest_3.joblib")),
                          data_file(QStringLiteral("compare/forest_4.joblib")));
        QVERIFY(finished());
        QVERIFY(comparison()->choosePath(QStringLiteral("estimator")));
        PairDetail* const detail = comparison()->detail();
        const auto text = [detail] {
            return detail->settings()->allAsText(QLatin1Char('\t'));
        };
        detail->turnTo(PairDetail::Page::Settings);
        QTRY_VERIFY2(text().contains(QStringLiteral("Trees\t\t\nnumber\t3\t4\nImportances\t\t\n")),
                     qPrintable(text()));
        m_window->compare(data_file(QStringLiteral("compare/linear.joblib")),
                          data_file(QStringLiteral("compare/linear_2.joblib")));
        QVERIFY(finished());
        QVERIFY(comparison()->choosePath(QStringLiteral("estimator")));
        PairDetail* const other = comparison()->detail();
        QTRY_VERIFY(other->settings()
                        ->allAsText(QLatin1Char('\t'))
                        .contains(QStringLiteral("Coefficients\t\t\nfeature 1\t2.0")));
    }

    /// What a range is zoomed to is counted in bins of its own.
    void zoomingCountsAnew()
    {
        QList<float> values;
        for (int i = 0; i < 1'000; ++i)
            values.append(float(i));
        m_left =
            write(QStringLiteral("left.safetensors"), safetensors({{"w.weight", {1'000}, values}}));
        values.last() = 2'000;
        m_right = write(QStringLiteral("right.safetensors"),
                        safetensors({{"w.weight", {1'000}, values}}));
        QVERIFY(compareBoth());
        QVERIFY(choose("w.weight"));
        HistogramPlot* const plot = comparison()->detail()->histogram();
        QTRY_COMPARE(plot->bars()->data()->size(), 64);
        Q_EMIT plot->rangeChosen(100, 200);
        const auto first = [plot] {
            return plot->bars()->data()->at(0)->key;
        };
        QTRY_VERIFY(first() > 100 && first() < 102);
        QCOMPARE(plot->bars()->data()->size(), 64);
        double counted = 0;
        for (const QCPBarsData& bar : *plot->bars()->data())
            counted += bar.value;
        QCOMPARE(counted, 101.0);
        QVERIFY(!plot->companion()->data()->isEmpty());
        QVERIFY2(plot->xAxis->label().contains(QStringLiteral("of 0 to 2000")),
                 qPrintable(plot->xAxis->label()));
        auto* const note = comparison()->detail()->findChild<QLabel*>(QStringLiteral("pairNote"));
        QCOMPARE(note->text(), QStringLiteral("outside: 899 left, 899 right"));
        Q_EMIT plot->wholeWanted();
        QVERIFY(first() > 2 && first() < 100);
        QVERIFY(note->text().isEmpty());
        // The difference has its own range.
        Q_EMIT comparison()->detail()->differenceHistogram()->rangeChosen(500, 1'500);
        QTRY_VERIFY(comparison()->detail()->differenceHistogram()->bars()->data()->at(0)->key >
                    500);
        QVERIFY(first() < 100);
    }

    void aGroupListsWhatDiffersBelowIt()
    {
        QVERIFY(compareBoth());
        const PairModel& model = *comparison()->model();
        QModelIndex group = model.indexOfPair(pairOf("first.weight"));
        while (group.parent().isValid())
            group = group.parent();
        QVERIFY(comparison()->pairs()->choosePair(model.pairAt(group)));
        PairDetail* const detail = comparison()->detail();
        QCOMPARE(detail->page(), PairDetail::Page::Rows);
        const QString text = detail->rows()->allAsText(QLatin1Char('\t'));
        QVERIFY2(text.contains(QStringLiteral("1 of 6 values, relative L2 0.0")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("bias")), qPrintable(text));
        // A row of the list leads to the row that it is about.
        const QModelIndex cell = detail->rows()->model()->index(0, 0);
        Q_EMIT detail->rows()->activated(cell);
        QCOMPARE(comparison()->pairs()->currentPair(), pairOf("first.weight"));
    }

    /// A row of more values than are read at once.
    void pictureOfALongRow()
    {
        QList<float> values(2'500'000, 1.0F);
        m_left = write(QStringLiteral("left.safetensors"),
                       safetensors({{"long.weight", {1, int(values.size())}, values}}));
        values[10] = 3;
        values.last() = 1.5;
        m_right = write(QStringLiteral("right.safetensors"),
                        safetensors({{"long.weight", {1, int(values.size())}, values}}));
        QVERIFY(compareBoth());
        QVERIFY(choose("long.weight"));
        PairDetail* const detail = comparison()->detail();
        detail->turnTo(PairDetail::Page::Pictures);
        const auto& maps = detail->pictures()->maps();
        QTRY_VERIFY(!maps[2]->shown().cells.empty());
        const std::vector<double> cells = maps[2]->shown().cells;
        QCOMPARE(cells.front(), 2.0);
        QCOMPARE(cells.back(), 0.5);
        QCOMPARE(std::count(cells.begin(), cells.end(), 0.0), std::ptrdiff_t(cells.size() - 2));
    }

    void settingsOfTwoNetworks()
    {
        m_window->compare(data_file(QStringLiteral("keras/keras-3/optimizer_adamw.h5")),
                          data_file(QStringLiteral("keras/keras-3/optimizer_sgd_plain.h5")));
        QVERIFY(finished());
        QVERIFY(comparison()->choosePath(QStringLiteral("optimizer")));
        PairDetail* const detail = comparison()->detail();
        QCOMPARE(detail->page(), PairDetail::Page::Settings);
        QVERIFY(detail->settings()->allAsText(QLatin1Char('\t')).contains(QStringLiteral("SGD")));
        // Short names below the title of what they are of.
        const QAbstractItemModel& settings = *detail->settings()->model();
        QCOMPARE(settings.index(0, 0).data().toString(), QStringLiteral("Optimizer"));
        QCOMPARE(settings.index(1, 0).data().toString().trimmed(), QStringLiteral("class"));
        QCOMPARE(settings.index(1, 0).data(CopyRole).toString(), QStringLiteral("optimizer@class"));
    }
};

QTEST_MAIN(TestCompareDetail)
#include "tst_compare_detail.moc"
