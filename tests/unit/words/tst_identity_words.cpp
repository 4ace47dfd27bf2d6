// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/identity_words.h"

#include <QTest>

using namespace strata;

class TestIdentityWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classesAreCountedPerOutput()
    {
        const auto labels = [](int count) {
            return std::vector<Value>(static_cast<std::size_t>(count), Value::integer(0));
        };
        Estimator one;
        one.classes = labels(3);
        QCOMPARE(words::class_count_text(one), QStringLiteral("3"));
        Estimator two;
        two.classes = {Value::sequence(Value::Kind::List, labels(3)),
                       Value::sequence(Value::Kind::List, labels(2))};
        QCOMPARE(words::class_count_text(two), QStringLiteral("3, 2"));
    }
};

QTEST_GUILESS_MAIN(TestIdentityWords)
#include "tst_identity_words.moc"
