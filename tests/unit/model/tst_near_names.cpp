// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/near_names.h"

#include <QTest>

using namespace strata;
using Names = std::vector<std::string>;

class TestNearNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNearestComeFirst()
    {
        const Names names = {"dense_10", "conv", "dense", "dense_1", "dropout"};
        QCOMPARE(near_names("dense_2", names), (Names{"dense_1", "dense_10", "dense"}));
        QCOMPARE(near_names("dens", names, 1), (Names{"dense"}));
        QCOMPARE(near_names("drop", names), (Names{"dropout"})); // begins with it
        QCOMPARE(near_names("lstm", names), Names());
        QCOMPARE(near_names("", names), Names());
    }

    void longNamesAreNotLookedAt()
    {
        const std::string very_long(1'000'000, 'x');
        QCOMPARE(near_names(very_long, Names{very_long}), Names());
        QCOMPARE(near_names("xxxx", Names{very_long}), Names());
    }
};

QTEST_APPLESS_MAIN(TestNearNames)
#include "tst_near_names.moc"
