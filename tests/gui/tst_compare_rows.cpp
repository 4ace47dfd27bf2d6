// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/compare_driver.h"

#include "widgets/compare/compare_head.h"
#include "widgets/compare/pair_dialog.h"
#include "widgets/tables/table_view.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace strata;
using namespace strata::test;

/// The aligned rows of a comparison, and how a person changes which there are.
class TestCompareRows : public QObject, private CompareDriver {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(start()); }
    void cleanup() { m_window.reset(); }

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

    void opensOnTheFirstWeightsThatDiffer()
    {
        QVERIFY(compareBoth());
        QCOMPARE(comparison()->pairs()->currentPair(), pairOf("first.weight"));
        QList<Array> arrays = left_arrays;
        arrays[2].values[3] = 7;
        m_right = write(QStringLiteral("other.safetensors"), safetensors(arrays));
        QVERIFY(compareBoth());
        QCOMPARE(comparison()->pairs()->currentPair(), pairOf("second.weight"));
    }

    /// Where no weight does: at what else differs first, and where nothing does at the first weights.
    void opensOnWhatElseDiffers()
    {
        QList<Array> arrays = left_arrays;
        arrays.append({"young.weight", {3}, {1, 2, 3}});
        m_right = write(QStringLiteral("longer.safetensors"), safetensors(arrays));
        QVERIFY(compareBoth());
        const std::size_t current = comparison()->pairs()->currentPair();
        QCOMPARE(comparison()->model()->comparison()->rows[current].sign, PairSign::OnlyRight);
        m_right = write(QStringLiteral("copy.safetensors"), safetensors(left_arrays));
        QVERIFY(compareBoth());
        const PairRow& row =
            comparison()->model()->comparison()->pairs.rows[comparison()->pairs()->currentPair()];
        QVERIFY(row.tensors != PairRow::no_tensors);
    }

    /// What a person chose is not left for a difference that is found later.
    void whatWasChosenStays()
    {
        m_window->compare(m_left, m_right);
        QVERIFY(QTest::qWaitFor([this] { return comparison() && comparison()->model()->rows(); }));
        QVERIFY(choose("second.weight"));
        QVERIFY(finished());
        QCOMPARE(comparison()->pairs()->currentPair(), pairOf("second.weight"));
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
        comparison()->pairs()->setCurrentIndex(comparison()->model()->index(0, 0));
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
        QVERIFY(group.isValid());
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

    void whatWasPairedByHandStays()
    {
        QVERIFY(compareBoth());
        const ModelPairs& pairs = comparison()->model()->comparison()->pairs;
        const PairRow old = pairs.rows[pairOf("old.weight")];
        const PairRow young = pairs.rows[pairOf("new.weight")];
        Q_EMIT comparison()->pairs()->joinWanted(pairOf("old.weight"));
        auto* const dialog = comparison()->findChild<PairDialog*>();
        QVERIFY(dialog);
        Q_EMIT dialog->chosen(young.right);
        dialog->reject();
        QVERIFY(finished());
        const auto by_hand = [this](Side side) {
            const std::size_t pair = pairOf("old.weight", side);
            const PairRow& row = comparison()->model()->comparison()->pairs.rows[pair];
            return pair != 0 && row.reason == MatchReason::Hand &&
                   pair == pairOf("new.weight", side == Side::Left ? Side::Right : Side::Left);
        };
        QVERIFY(old.right == NodeId::none && by_hand(Side::Left));
        comparison()->reload();
        QTRY_VERIFY(comparison()->canSaveReport());
        QVERIFY(finished());
        QVERIFY(by_hand(Side::Left));
        comparison()->swapSides();
        QVERIFY(finished());
        QVERIFY(by_hand(Side::Right));
        comparison()->reload();
        QTRY_VERIFY(comparison()->canSaveReport());
        QVERIFY(finished());
        QVERIFY(by_hand(Side::Right));
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
};

QTEST_MAIN(TestCompareRows)
#include "tst_compare_rows.moc"
