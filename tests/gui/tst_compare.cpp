// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window_driver.h"

#include "app/window/compare_view.h"
#include "app/window/document_tabs.h"
#include "app/window/single_instance.h"
#include "app/window/window_actions.h"
#include "widgets/compare/compare_head.h"
#include "widgets/compare/pair_detail.h"
#include "widgets/compare/pair_dialog.h"
#include "widgets/compare/pair_pictures.h"
#include "widgets/compare/pair_values.h"
#include "widgets/compare/pair_view.h"
#include "widgets/desk/drop_panel.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/plots/heat_map.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/tables/table_view.h"
#include "widgets/tables/values_grid.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <shared_mutex>
#include <thread>

using namespace strata;
using namespace strata::test;

namespace {

struct Array {
    const char* name;
    QList<int> shape;
    QList<float> values;
    const char* dtype = "F32";
};

/// A small model: names, shapes and float32 values, or complex ones of two floats each.
QByteArray safetensors(const QList<Array>& arrays)
{
    QJsonObject header;
    QByteArray data;
    for (const Array& array : arrays) {
        QJsonArray shape;
        for (const int length : array.shape)
            shape.append(length);
        const qint64 start = data.size();
        data.append(reinterpret_cast<const char*>(array.values.constData()),
                    array.values.size() * qsizetype(sizeof(float)));
        header.insert(
            QString::fromLatin1(array.name),
            QJsonObject{{QStringLiteral("dtype"), QLatin1String(array.dtype)},
                        {QStringLiteral("shape"), shape},
                        {QStringLiteral("data_offsets"), QJsonArray{start, qint64(data.size())}}});
    }
    const QByteArray text = QJsonDocument(header).toJson(QJsonDocument::Compact);
    const auto length = static_cast<quint64>(text.size());
    return QByteArray(reinterpret_cast<const char*>(&length), 8) + text + data;
}

const QList<Array> left_arrays = {
    {"first.weight", {2, 3}, {1, 2, 3, 4, 5, 6}},
    {"first.bias", {3}, {0.5, 0.25, 0.125}},
    {"second.weight", {2, 2}, {1, 0, 0, 1}},
    {"old.weight", {4}, {1, 2, 3, 4}},
};
const QList<Array> right_arrays = {
    {"first.weight", {2, 3}, {1, 2, 3.5, 4, 5, 6}},
    {"first.bias", {3}, {0.5, 0.25, 0.125}},
    {"second.weight", {2, 2}, {1, 0, 0, 2}},
    {"new.weight", {5}, {1, 2, 3, 4, 5}},
};

} // namespace

/// Two files beside each other: every way in, the aligned rows, what differs, and how a person
/// changes what is shown.
class TestCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_left = write(QStringLiteral("left.safetensors"), safetensors(left_arrays));
        m_right = write(QStringLiteral("right.safetensors"), safetensors(right_arrays));
        m_window = exposed_window();
        QVERIFY(m_window);
    }
    void cleanup() { m_window.reset(); }

    void dropOnTheRightHalf()
    {
        QVERIFY(open_in(*m_window, m_left));
        const auto mime = files_as_mime({m_right});
        auto* const open = m_window->findChild<DropPanel*>(QStringLiteral("dropPanel"));
        auto* const compare = m_window->findChild<DropPanel*>(QStringLiteral("comparePanel"));
        const QPoint right(m_window->width() * 3 / 4, m_window->height() / 2);
        const QPoint left(m_window->width() / 4, m_window->height() / 2);
        enter(right, *mime);
        QVERIFY(open->isVisible() && compare->isVisible());
        QCOMPARE(open->text(), QStringLiteral("Open in a new tab"));
        QCOMPARE(compare->text(), QStringLiteral("Compare with left.safetensors"));
        QVERIFY(compare->isActive() && !open->isActive());
        QCOMPARE(status(), QStringLiteral("Compare with left.safetensors. Escape cancels."));
        move(left, *mime);
        QVERIFY(!compare->isActive() && open->isActive());
        QCOMPARE(status(), QStringLiteral("Open in a new tab. Escape cancels."));
        move(right, *mime);
        drop(right, *mime);
        QVERIFY(!compare->isVisible());
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Left), m_left);
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
        QCOMPARE(m_window->tabs()->tabBar()->tabText(1),
                 QStringLiteral("left.safetensors and right.safetensors"));
        QCOMPARE(m_window->tabCount(), 2); // the dropped file has no tab of its own
    }

    void dropOnTheLeftHalfOpens()
    {
        QVERIFY(open_in(*m_window, m_left));
        const auto mime = files_as_mime({m_right});
        const QPoint left(m_window->width() / 4, m_window->height() / 2);
        enter(left, *mime);
        drop(left, *mime);
        QTRY_COMPARE(m_window->tabCount(), 2);
        QVERIFY(m_window->currentView());
        QCOMPARE(m_window->currentView()->path(), m_right);
    }

    void dropOfTwoFiles()
    {
        const auto mime = files_as_mime({m_left, m_right});
        const QPoint right(m_window->width() * 3 / 4, m_window->height() / 2);
        enter(right, *mime);
        QCOMPARE(m_window->findChild<DropPanel*>(QStringLiteral("comparePanel"))->text(),
                 QStringLiteral("Compare the two files"));
        drop(right, *mime);
        QVERIFY(finished());
        QCOMPARE(m_window->tabCount(), 1);
    }

    void compareWithFromTheMenu()
    {
        QVERIFY(open_in(*m_window, m_left));
        answerFileDialog(m_right);
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
        // Asked for again, it is the tab that is there.
        m_window->compare(m_left, m_right);
        QCOMPARE(m_window->tabCount(), 2);
    }

    void compareFromATabsMenu()
    {
        QVERIFY(open_in(*m_window, m_left));
        QVERIFY(open_in(*m_window, m_right));
        QTabBar* const bar = m_window->tabs()->tabBar();
        Q_EMIT bar->customContextMenuRequested(bar->tabRect(0).center());
        auto* const menu = m_window->findChild<QMenu*>(QStringLiteral("compareMenu"));
        QVERIFY(menu);
        QCOMPARE(menu->actions().first()->text(), QStringLiteral("right.safetensors"));
        menu->actions().first()->trigger();
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Left), m_left);
    }

    void compareTwoSelectedTabs()
    {
        QVERIFY(open_in(*m_window, m_left));
        QVERIFY(open_in(*m_window, m_right));
        QTabBar* const bar = m_window->tabs()->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, Qt::ControlModifier, bar->tabRect(0).center());
        QCOMPARE(m_window->tabs()->currentIndex(), 1);
        QCOMPARE(m_window->tabs()->alsoSelected(), m_window->tabs()->view(0));
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Left), m_right);
        QCOMPARE(comparison()->sidePath(Side::Right), m_left);
        QVERIFY(!m_window->tabs()->alsoSelected());
    }

    /// `strata A B --compare` in a window that is there.
    void aLaterStartHandsItOver()
    {
        const QString name = m_folder->filePath(QStringLiteral("c"));
        SingleInstance first(name);
        QVERIFY(first.listen());
        connect(&first, &SingleInstance::asked, m_window.get(),
                [this](const QStringList& paths, bool compare) {
                    QVERIFY(compare && paths.size() == 2);
                    m_window->compare(paths[0], paths[1]);
                });
        bool taken = false;
        std::thread second([&] { taken = SingleInstance(name).handOver({m_left, m_right}, true); });
        QVERIFY(finished());
        second.join();
        QVERIFY(taken);
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
    }

    void rowsStandBesideEachOther()
    {
        QVERIFY(compareBoth());
        QCOMPARE(signOf("first.weight"), PairSign::Changed);
        QCOMPARE(signOf("first.bias"), PairSign::Same);
        QCOMPARE(signOf("second.weight"), PairSign::Changed);
        QCOMPARE(signOf("old.weight"), PairSign::OnlyLeft);
        QCOMPARE(signOf("new.weight"), PairSign::OnlyRight);
        const std::size_t changed = pairOf("first.weight");
        const PairModel& model = *comparison()->model();
        const QModelIndex row = model.indexOfPair(changed);
        QCOMPARE(row.siblingAtColumn(int(PairColumn::LeftShape)).data().toString(),
                 QStringLiteral("(2, 3)"));
        QCOMPARE(row.siblingAtColumn(int(PairColumn::RightShape)).data().toString(),
                 QStringLiteral("(2, 3)"));
        const double relative = 0.5 / std::sqrt(1 + 4 + 9 + 16 + 25 + 36.0);
        QCOMPARE(row.siblingAtColumn(int(PairColumn::RelativeL2)).data(CopyRole).toDouble(),
                 relative);
        const QModelIndex alone = model.indexOfPair(pairOf("new.weight"));
        QVERIFY(alone.data(AbsentRole).toBool());
        QVERIFY(alone.data().toString().isEmpty());
        QCOMPARE(statusRight(), QStringLiteral("3 tensor pairs compared"));
        QVERIFY(!comparison()->summary().isEmpty());
        QVERIFY(comparison()->head()->leftText().startsWith(QStringLiteral("left.safetensors")));
    }

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

    void onlyDifferences()
    {
        QVERIFY(compareBoth());
        const std::size_t same = pairOf("first.bias");
        auto* const only = shown<QCheckBox>(*comparison(), "onlyDifferences");
        QVERIFY(only);
        only->setFocus();
        QTest::keyClick(only, Qt::Key_Space);
        QTRY_VERIFY(!comparison()->model()->indexOfPair(same).isValid());
        QVERIFY(comparison()->model()->indexOfPair(pairOf("first.weight")).isValid());
        QVERIFY(comparison()->model()->indexOfPair(pairOf("old.weight")).isValid());
        QTest::keyClick(only, Qt::Key_Space);
        QTRY_VERIFY(comparison()->model()->indexOfPair(same).isValid());
    }

    void filterAndOrder()
    {
        QVERIFY(compareBoth());
        auto* const filter = shown<QLineEdit>(*comparison(), "compareFilter");
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("bias"));
        QTRY_VERIFY(!comparison()->model()->indexOfPair(pairOf("second.weight")).isValid());
        QVERIFY(comparison()->model()->indexOfPair(pairOf("first.bias")).isValid());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTRY_VERIFY(comparison()->model()->indexOfPair(pairOf("second.weight")).isValid());
        // What changed most stands before what changed less, wherever it is in the model.
        shown<QComboBox>(*comparison(), "compareOrder")->setCurrentIndex(1);
        const auto place = [this](const char* name) {
            return comparison()->model()->rows()->place[pairOf(name)];
        };
        QTRY_VERIFY(place("second.weight") < place("first.weight"));
    }

    /// The rows of a run count, and not only those of the groups in it.
    void aFilterOpensNoMoreThanAViewLaysOut()
    {
        constexpr int groups = 25'000;
        std::vector<QByteArray> names;
        for (int i = 0; i < groups; ++i)
            names.push_back("g" + QByteArray::number(i) + ".weight");
        QList<Array> arrays;
        for (const QByteArray& name : names)
            arrays.append({name.constData(), {1}, {1}});
        m_left = write(QStringLiteral("left.safetensors"), safetensors(arrays));
        m_right = write(QStringLiteral("right.safetensors"), safetensors(arrays));
        QVERIFY(compareBoth());
        shown<QLineEdit>(*comparison(), "compareFilter")->setText(QStringLiteral("weight"));
        QVERIFY(finished());
        const std::size_t open = comparison()->pairs()->openPairs().size();
        QVERIFY2(open > 5'000 && open <= 10'000, qPrintable(QString::number(open)));
    }

    void stepsFromDifferenceToDifference()
    {
        QVERIFY(compareBoth());
        QStringList met;
        const auto current = [this] {
            const std::size_t pair = comparison()->pairs()->currentPair();
            const PairModel& model = *comparison()->model();
            const QString left = model.path(pair, Side::Left);
            return left.isEmpty() ? model.path(pair, Side::Right) : left;
        };
        comparison()->collapseAll(); // the way to each is opened
        for (int i = 0; i < 20; ++i) {
            const QString before = current();
            QTest::keyClick(m_window.get(), Qt::Key_F7);
            if (current() == before)
                break;
            met.append(current());
        }
        const auto holds = [&met](const char* name) {
            return std::ranges::any_of(
                met, [name](const QString& path) { return path.contains(QLatin1String(name)); });
        };
        QVERIFY(holds("old"));
        QVERIFY(holds("new"));
        QVERIFY2(met.size() >= 4, qPrintable(met.join(u' ')));
        QVERIFY(!holds("bias"));
        QTRY_VERIFY(comparison()->notice().contains(QStringLiteral("no difference after")));
        QStringList back = {met.last()};
        for (int i = 0; i < 20; ++i) {
            const QString before = current();
            QTest::keyClick(m_window.get(), Qt::Key_F7, Qt::ShiftModifier);
            if (current() == before)
                break;
            back.prepend(current());
        }
        QCOMPARE(back, met);
    }

    void swapsTheSides()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("old.weight"));
        QTest::mouseClick(shown<QToolButton>(*comparison(), "swapSides"), Qt::LeftButton);
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Left), m_right);
        QCOMPARE(signOf("old.weight"), PairSign::OnlyRight);
        QCOMPARE(signOf("new.weight"), PairSign::OnlyLeft);
        QCOMPARE(m_window->tabs()->tabBar()->tabText(0),
                 QStringLiteral("right.safetensors and left.safetensors"));
        QCOMPARE(comparison()->pairs()->currentPair(), pairOf("old.weight"));
    }

    void opensAndIsChosenTogether()
    {
        QVERIFY(compareBoth());
        PairView* const view = comparison()->pairs();
        const PairModel& model = *comparison()->model();
        QVERIFY(choose("first.weight"));
        const QModelIndex row = model.indexOfPair(pairOf("first.weight"));
        const QModelIndex group = row.parent();
        if (!group.isValid())
            QSKIP("the rows of this format have no groups");
        // A click on the right side chooses the row of both.
        const QModelIndex right = row.siblingAtColumn(int(PairColumn::RightName));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(right).center());
        QVERIFY(view->selectionModel()->isSelected(row));
        // The arrow of the right side closes and opens both.
        const QModelIndex head = group.siblingAtColumn(int(PairColumn::RightName));
        int depth = 0;
        for (QModelIndex above = group.parent(); above.isValid(); above = above.parent())
            ++depth;
        const QPoint arrow(view->visualRect(head).left() + depth * view->indentation() +
                               view->indentation() / 2,
                           view->visualRect(head).center().y());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, arrow);
        QVERIFY(!view->isExpanded(group));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, arrow);
        QVERIFY(view->isExpanded(group));
    }

    void copiesRows()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("second.weight"));
        QTest::keyClick(comparison()->pairs(), Qt::Key_C, Qt::ControlModifier);
        const QStringList cells = QGuiApplication::clipboard()->text().split(QLatin1Char('\t'));
        QCOMPARE(cells.size(), pair_column_count);
        QCOMPARE(cells[int(PairColumn::LeftShape)], QStringLiteral("(2, 2)"));
        QCOMPARE(cells[int(PairColumn::Sign)], QStringLiteral("changed"));
    }

    void pairsByHand()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("first.weight"));
        trigger(QStringLiteral("Do not pair these"));
        QTRY_VERIFY(leafSign("first.weight", Side::Left) == PairSign::OnlyLeft);
        QVERIFY(finished());
        QVERIFY(choose("second.weight"));
        trigger(QStringLiteral("Pair with…"));
        auto* const dialog = comparison()->findChild<PairDialog*>();
        QVERIFY(dialog);
        auto* const filter = dialog->findChild<QLineEdit*>(QStringLiteral("pairFilter"));
        QTest::keyClicks(filter, QStringLiteral("first"));
        QTRY_VERIFY(dialog->table()->model()->rowCount() >= 1);
        QVERIFY(dialog->table()->model()->index(0, 0).data().toString().contains(
            QStringLiteral("first")));
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("pairJoin")),
                          Qt::LeftButton);
        QVERIFY(finished());
        const std::size_t pair = pairOf("second.weight", Side::Left);
        QCOMPARE(comparison()->model()->comparison()->pairs.rows[pair].reason, MatchReason::Hand);
        trigger(QStringLiteral("Undo all pairing by hand"));
        QVERIFY(finished());
        QCOMPARE(signOf("first.bias"), PairSign::Same);
        QCOMPARE(signOf("second.weight"), PairSign::Changed);
    }

    void savesAReport_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("start");
        QTest::newRow("markdown") << QStringLiteral("report.md") << QStringLiteral("#");
        QTest::newRow("html") << QStringLiteral("report.html") << QStringLiteral("<!");
        QTest::newRow("json") << QStringLiteral("report.json") << QStringLiteral("{");
    }
    void savesAReport()
    {
        QFETCH(QString, name);
        QFETCH(QString, start);
        QVERIFY(compareBoth());
        const QString path = m_folder->filePath(name);
        answerFileDialog(path);
        QTest::mouseClick(shown<QPushButton>(*comparison(), "saveComparison"), Qt::LeftButton);
        QTRY_VERIFY(comparison()->notice().contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY2(text.startsWith(start), qPrintable(text.left(80)));
        QVERIFY(text.contains(QStringLiteral("second")));
    }

    void aReportIsOfFilesThatAreRead()
    {
        QVERIFY(compareBoth());
        auto* const save = shown<QPushButton>(*comparison(), "saveComparison");
        QVERIFY(save->isEnabled() && comparison()->canSaveReport());
        comparison()->reload();
        QVERIFY(!save->isEnabled() && !comparison()->canSaveReport());
        QTRY_VERIFY(comparison()->canSaveReport());
        QTRY_VERIFY(save->isEnabled());
        // While a name is asked for one of the files goes.
        const QString path = m_folder->filePath(QStringLiteral("report.md"));
        QTimer::singleShot(50, m_window.get(), [this, path] {
            write(QStringLiteral("right.safetensors"), "no model");
            comparison()->reload();
            QTRY_VERIFY(comparison()->errorBand()->isVisible());
            answerFileDialog(path);
        });
        comparison()->saveReport();
        QVERIFY(comparison()->notice().contains(QStringLiteral("not saved")));
        QVERIFY(!QFile::exists(path));
    }

    void rowsMoveWhileAPartnerIsChosen()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("second.weight"));
        trigger(QStringLiteral("Pair with…"));
        const QPointer<PairDialog> dialog = comparison()->findChild<PairDialog*>();
        QVERIFY(dialog);
        auto* const filter = dialog->findChild<QLineEdit*>(QStringLiteral("pairFilter"));
        const std::size_t before = pairOf("second.weight");
        const ModelPairs& pairs = comparison()->model()->comparison()->pairs;
        const PairRow first = pairs.rows[pairOf("first.weight")];
        comparison()->jobs()->align({{first.left, NodeId::none}, {NodeId::none, first.right}});
        QVERIFY(finished());
        QVERIFY(pairOf("second.weight") != before);
        QVERIFY(dialog && dialog->isVisible());
        QTest::keyClicks(filter, QStringLiteral("second")); // it stands beside it already
        QCOMPARE(dialog->table()->model()->rowCount(), 0);
        filter->setText(QStringLiteral("first.bias"));
        comparison()->swapSides(); // other rows are on either side
        QTRY_VERIFY(!dialog);
    }

    void theMenuOfARowGoesWithIt()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("second.weight"));
        const QPointer<QMenu> menu = openMenu();
        QVERIFY(menu && menu->isVisible());
        comparison()->jobs()->align({});
        QTRY_VERIFY(!menu);
    }

    /// What one run still waits to say does not end the next one.
    void aRunEndsOnlyItself()
    {
        QVERIFY(compareBoth());
        CompareJobs* const jobs = comparison()->jobs();
        const std::shared_ptr<SharedComparison> before = jobs->models().shared;
        int of_before = 0;
        connect(jobs, &CompareJobs::finished, this,
                [&] { of_before += jobs->models().shared == before ? 1 : 0; });
        {
            const std::shared_lock reads(before->mutex);
            jobs->compareValues({});
            QVERIFY(jobs->isWorking());
            QTRY_VERIFY(m_window->jobs().idle());
            QVERIFY(jobs->isWorking()); // what was found waits for the rows
            jobs->align({});
        }
        QTest::qSleep(20);
        QVERIFY(finished());
        QCOMPARE(of_before, 0);
        QVERIFY(jobs->models().shared != before);
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

    void showsASideInItsTab()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("new.weight"));
        trigger(QStringLiteral("Show in right tab"));
        QTRY_COMPARE(m_window->tabCount(), 2);
        DocumentView* const view = m_window->currentView();
        QVERIFY(view);
        QTRY_VERIFY(view->isOpen());
        QCOMPARE(view->path(), m_right);
        QTRY_VERIFY(view->selectedPath().contains(QStringLiteral("new")));
    }

    void theSameFileIsSaid()
    {
        m_window->compare(m_left, m_left);
        QTRY_VERIFY(comparison() && comparison()->errorBand()->isVisible());
        QVERIFY(comparison()->errorBand()->text().contains(QStringLiteral("the same file")));
        answerFileDialog(m_right);
        QTest::mouseClick(shown<QPushButton>(*comparison(), "compareOther"), Qt::LeftButton);
        QVERIFY(finished());
        QTRY_COMPARE(m_window->tabCount(), 1);
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
    }

    void aFileThatCannotBeOpened()
    {
        const QString broken = write(QStringLiteral("broken.safetensors"), "no model");
        m_window->compare(m_left, broken);
        QTRY_VERIFY(comparison() && comparison()->errorBand()->isVisible());
        QVERIFY2(comparison()->errorBand()->text().contains(
                     QStringLiteral("Cannot open broken.safetensors, the right side")),
                 qPrintable(comparison()->errorBand()->text()));
        write(QStringLiteral("broken.safetensors"), safetensors(right_arrays));
        QTest::mouseClick(shown<QPushButton>(*comparison(), "compareAgain"), Qt::LeftButton);
        QVERIFY(finished());
        QCOMPARE(signOf("first.weight"), PairSign::Changed);
    }

    void anotherFileForTheSideThatFailed()
    {
        const QString broken = write(QStringLiteral("broken.safetensors"), "no model");
        m_window->compare(broken, m_right);
        QTRY_VERIFY(comparison() && comparison()->errorBand()->isVisible());
        // The same file once more is read again, and the tab stays.
        answerFileDialog(broken);
        CompareView* const view = comparison();
        QTest::mouseClick(shown<QPushButton>(*view, "compareOther"), Qt::LeftButton);
        QTRY_VERIFY(m_window->jobs().idle() && view->errorBand()->isVisible());
        QCOMPARE(m_window->tabCount(), 1);
        QCOMPARE(comparison(), view);
        answerFileDialog(m_left);
        QTest::mouseClick(shown<QPushButton>(*view, "compareOther"), Qt::LeftButton);
        QVERIFY(finished());
        QTRY_COMPARE(m_window->tabCount(), 1);
        QCOMPARE(comparison()->sidePath(Side::Left), m_left);
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
    }

    void aFileThatChangesOnDisk()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("first.bias"));
        QList<Array> arrays = right_arrays;
        arrays[1].values = {9, 9, 9};
        write(QStringLiteral("right.safetensors"), safetensors(arrays));
        QTRY_VERIFY_WITH_TIMEOUT(comparison()->changedBand()->isVisible(), 10'000);
        QVERIFY(comparison()->changedBand()->text().contains(QStringLiteral("right.safetensors")));
        QTest::mouseClick(shown<QPushButton>(*comparison(), "reloadCompared"), Qt::LeftButton);
        QTRY_VERIFY(!comparison()->changedBand()->isVisible());
        QTRY_VERIFY(finished() && signOf("first.bias") == PairSign::Changed);
        QCOMPARE(comparison()->pairs()->currentPair(), pairOf("first.bias"));
    }

    void closesWhileItWorks()
    {
        m_window->compare(m_left, m_right);
        m_window->closeCurrent();
        QTRY_COMPARE(m_window->tabCount(), 0);
        QTRY_VERIFY(m_window->jobs().idle());
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
    }

    /// Every control of the view can be reached and has a name.
    void controlsHaveNames()
    {
        QVERIFY(compareBoth());
        for (QWidget* const widget : comparison()->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus ||
                widget->inherits("QScrollArea") || widget->objectName().startsWith(u"qt_"))
                continue;
            const auto* const button = qobject_cast<QAbstractButton*>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     widget->metaObject()->className());
        }
    }

private:
    QString write(const QString& name, const QByteArray& bytes)
    {
        const QString path = m_folder->filePath(name);
        QFile file(path + QStringLiteral(".new"));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        file.close();
        QFile::remove(path);
        return file.rename(path) ? QFileInfo(path).canonicalFilePath() : QString();
    }
    [[nodiscard]] CompareView* comparison() const
    {
        return qobject_cast<CompareView*>(m_window->tabs()->current());
    }
    bool finished()
    {
        return QTest::qWaitFor(
            [this] {
                CompareView* const view = comparison();
                return view && view->jobs() && !view->jobs()->isWorking() &&
                       view->model()->rows() && m_window->jobs().idle();
            },
            20'000);
    }
    bool compareBoth()
    {
        m_window->compare(m_left, m_right);
        return finished();
    }
    /// The row of a tensor, by what its dotted name or path ends with.
    [[nodiscard]] std::size_t pairOf(const char* dotted, std::optional<Side> only = {}) const
    {
        const QString name = QString::fromLatin1(dotted);
        const QString path = QString(name).replace(QLatin1Char('.'), QLatin1Char('/'));
        const PairModel& model = *comparison()->model();
        const std::size_t count = model.comparison()->pairs.rows.size();
        for (std::size_t pair = 1; pair < count; ++pair) {
            for (const Side side : {Side::Left, Side::Right}) {
                const QString here = model.path(pair, side);
                if ((!only || *only == side) && (here.endsWith(name) || here.endsWith(path)))
                    return pair;
            }
        }
        return 0;
    }
    [[nodiscard]] PairSign signOf(const char* dotted) const
    {
        return comparison()->model()->comparison()->rows[pairOf(dotted)].sign;
    }
    [[nodiscard]] PairSign leafSign(const char* dotted, Side side) const
    {
        return comparison()->model()->comparison()->rows[pairOf(dotted, side)].sign;
    }
    bool choose(const char* dotted)
    {
        const std::size_t pair = pairOf(dotted);
        return pair != 0 && comparison()->pairs()->choosePair(pair);
    }
    QMenu* openMenu()
    {
        PairView* const view = comparison()->pairs();
        const QPoint at = view->visualRect(view->currentIndex()).center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, at, view->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(view->viewport(), &event);
        return view->findChild<QMenu*>(QStringLiteral("pairMenu"));
    }
    void trigger(const QString& text)
    {
        QMenu* const menu = openMenu();
        QVERIFY(menu);
        for (QAction* const action : menu->actions()) {
            if (action->text() == text) {
                QVERIFY(action->isEnabled());
                action->trigger();
                menu->close();
                delete menu;
                return;
            }
        }
        QFAIL(qPrintable(text));
    }
    void answerFileDialog(const QString& path)
    {
        QTimer::singleShot(50, m_window.get(), [path] {
            auto* const dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
            QTest::keyClick(dialog, Qt::Key_Return);
        });
    }
    void enter(const QPoint& at, const QMimeData& data)
    {
        QDragEnterEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }
    void move(const QPoint& at, const QMimeData& data)
    {
        QDragMoveEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }
    void drop(const QPoint& at, const QMimeData& data)
    {
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
        QVERIFY(event.isAccepted());
    }
    [[nodiscard]] QString status() const
    {
        return m_window->findChild<ElidedLabel*>(QStringLiteral("statusPath"))->text();
    }
    [[nodiscard]] QString statusRight() const { return comparison()->restingText(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    QString m_left;
    QString m_right;
};

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"
