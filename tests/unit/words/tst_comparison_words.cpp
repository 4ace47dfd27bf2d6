// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/comparison_words.h"

#include <QTest>

using namespace strata;
using words::comparison_line;

class TestComparisonWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layersAreCounted()
    {
        ComparisonSummary summary;
        summary.layers_changed = 2;
        summary.layers_renamed = 1;
        summary.layers_only_left = 1;
        summary.layers_only_right = 2;
        summary.weights = 6;
        summary.weights_changed = 4;
        summary.parameters = 6922;
        summary.parameters_changed = 4746;
        QCOMPARE(comparison_line(summary),
                 QStringLiteral("2 layers changed, 1 renamed, 1 only left, 2 only right; 4,746 of "
                                "6,922 shared parameters differ"));
        summary.layers_changed = 0;
        summary.parameters_changed = 0;
        QCOMPARE(comparison_line(summary),
                 QStringLiteral("1 layer renamed, 1 only left, 2 only right; all 6,922 shared "
                                "parameters equal"));
        summary.structure_only = true;
        QCOMPARE(comparison_line(summary),
                 QStringLiteral("1 layer renamed, 1 only left, 2 only right"));
    }

    void oneArchitectureTellsOfItsValues()
    {
        ComparisonSummary summary;
        summary.same_architecture = true;
        summary.weights = summary.weights_changed = 6;
        summary.relative_l2 = 0.0311;
        summary.optimizer_left = summary.optimizer_right = "Adam";
        summary.steps_left = 400;
        summary.steps_right = 900;
        summary.rate_left = 0.001;
        summary.rate_right = 0.0005;
        QCOMPARE(comparison_line(summary),
                 QString::fromUtf8("same architecture; 6 of 6 weights changed, relative L2 0.031, "
                                   "optimizer 400 → 900 steps, learning rate halved"));
        summary.rate_right = 0.0001;
        summary.steps_right = 400;
        summary.weights_failed = 2;
        QCOMPARE(comparison_line(summary),
                 QString::fromUtf8("same architecture; 6 of 6 weights changed, relative L2 0.031, "
                                   "learning rate 0.001 → 0.0001; 2 arrays could not be read"));
    }

    void nothingDiffersOrAllDoes()
    {
        ComparisonSummary summary;
        summary.identical = summary.same_architecture = true;
        QCOMPARE(comparison_line(summary), QStringLiteral("identical: nothing differs"));
        summary.structure_only = true;
        QCOMPARE(comparison_line(summary), QStringLiteral("same structure"));
        ComparisonSummary unrelated;
        unrelated.weights_only_left = 3;
        unrelated.weights_only_right = 1200;
        QCOMPARE(comparison_line(unrelated),
                 QStringLiteral("nothing in common: 3 arrays only left, 1,200 only right"));
    }

    void everySignAndReasonHasAWord()
    {
        for (const PairSign sign : {PairSign::Unknown, PairSign::Same, PairSign::Changed,
                                    PairSign::Renamed, PairSign::OnlyLeft, PairSign::OnlyRight})
            QVERIFY(!words::sign_word(sign).isEmpty());
        for (const MatchReason reason :
             {MatchReason::None, MatchReason::Path, MatchReason::Name, MatchReason::Content,
              MatchReason::Order, MatchReason::Hand})
            QVERIFY(!words::match_words(reason).isEmpty());
    }

    void anEstimatorsLineHidesNothing()
    {
        ComparisonSummary summary;
        summary.estimator_left = summary.estimator_right = "Ridge";
        summary.weights = 2;
        summary.weights_renamed = 1;
        QCOMPARE(comparison_line(summary),
                 QStringLiteral("same estimator; all 2 arrays equal, 1 weight renamed"));
        summary.weights = summary.weights_renamed = 0;
        QCOMPARE(comparison_line(summary), QStringLiteral("same estimator"));
        summary.rows_changed = 2;
        QCOMPARE(comparison_line(summary), QStringLiteral("same estimator; 2 entries differ"));
    }
};

QTEST_APPLESS_MAIN(TestComparisonWords)
#include "tst_comparison_words.moc"
