// SPDX-License-Identifier: GPL-3.0-or-later
#include "trained_case.h"

#include <QTest>

#include <limits>

using namespace strata;

class TestOptimizerStep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Figures of Python: r = lr * sqrt(1 - b2**t) / (1 - b1**t); r * m / (sqrt(v) + eps).
    void step()
    {
        const Trained trained({3, 4, 0}, {0.1F, -0.2F, 0}, {0.01F, 0.04F, 0});
        const auto settings = adam_settings(trained.document, trained.optimizer, TensorId{0});
        QVERIFY(settings);
        QVERIFY(qAbs(adam_change(*settings, 0.1, 0.01) - 0.0001724986744058537) < 1e-15);
        QCOMPARE(adam_change(*settings, 0, 0), 0.0);
        const auto share = trained.share();
        QVERIFY(share);
        QVERIFY(qAbs(*share - 4.879000516472147e-05) < 1e-11);
    }
    void slotsOfEitherName()
    {
        Trained trained({3, 4, 0}, {0.1F, -0.2F, 0}, {0.01F, 0.04F, 0});
        trained.optimizer.slots[0].name = "momentum";
        trained.optimizer.slots[1].name = "velocity";
        trained.optimizer.class_name = "AdamW";
        QVERIFY(trained.share());
    }
    void isLargeForManyBlocks()
    {
        // More than a block of a mebibyte: the sums go on from slab to slab.
        const std::size_t count = 300'001;
        const Trained trained(std::vector<float>(count, 2), std::vector<float>(count, 0.1F),
                              std::vector<float>(count, 0.01F));
        const auto share = trained.share();
        QVERIFY(share);
        QVERIFY(qAbs(*share - 0.0001724986744058537 / 2) < 1e-10);
    }
    void undefined_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("another optimizer") << 0;
        QTest::newRow("no step made") << 1;
        QTest::newRow("amsgrad") << 2;
        QTest::newRow("a schedule") << 3;
        QTest::newRow("no epsilon") << 4;
    }
    void undefined()
    {
        QFETCH(int, what);
        Trained trained({3, 4, 0}, {0.1F, -0.2F, 0}, {0.01F, 0.04F, 0});
        OptimizerState& optimizer = trained.optimizer;
        if (what == 0)
            optimizer.class_name = "Adamax";
        else if (what == 1)
            optimizer.iterations = 0;
        else if (what == 2)
            optimizer.hyperparameters[4].second = Value::boolean(true);
        else if (what == 3)
            optimizer.hyperparameters[0].second = Value::dict({});
        else
            optimizer.hyperparameters.erase(optimizer.hyperparameters.begin() + 3);
        QVERIFY(!adam_settings(trained.document, optimizer, TensorId{0}));
        QVERIFY(!has_adam_settings(optimizer));
        QVERIFY(!trained.share());
    }
    /// Figures of Python: lr / (1 - b1**t) * m / (sqrt(v) / sqrt(1 - b2**t) + eps).
    void ofTorch()
    {
        Trained trained({3, 4, 0}, {0.1F, -0.2F, 0}, {0.01F, 0.04F, 0});
        trained.toTorch(5);
        QVERIFY(has_adam_settings(trained.optimizer));
        auto share = trained.share();
        QVERIFY(share);
        QVERIFY(qAbs(*share - 4.876421002978254e-04) < 1e-11);
        // The weight counts its own steps.
        Trained later({3, 4, 0}, {0.1F, -0.2F, 0}, {0.01F, 0.04F, 0});
        later.toTorch(9);
        share = later.share();
        QVERIFY(share);
        QVERIFY(qAbs(*share - 4.368448808781076e-04) < 1e-11);
        // Whatever a file has in the place of two numbers is no settings.
        Trained odd({3, 4, 0}, {0.1F, -0.2F, 0}, {0.01F, 0.04F, 0});
        odd.toTorch(5);
        for (auto& [name, value] : odd.optimizer.hyperparameters) {
            if (name.ends_with("betas"))
                value = Value::real(0.9);
        }
        QVERIFY(!has_adam_settings(odd.optimizer) && !odd.share());
        // Which group it is in must be known.
        trained.document.tensors[1].file_node = NodeId::none;
        QVERIFY(!trained.share());
    }
    void unknownShares()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(!Trained({0, 0}, {0.1F, 0}, {0.1F, 0}).share());  // a weight of zeros
        QVERIFY(!Trained({1, 1}, {nan, 0}, {0.1F, 0}).share());   // not finite
        QVERIFY(!Trained({1, 1}, {0.1F, 0}, {-0.1F, 0}).share()); // no velocity is negative
        QVERIFY(!Trained({1, 1}, {0.1F}, {0.1F}).share());        // other shapes
        Trained one_slot({1, 1}, {0.1F, 0}, {0.1F, 0});
        one_slot.optimizer.slots.pop_back();
        QVERIFY(!one_slot.share());
        Trained cut({1, 1}, {0.1F, 0}, {0.1F, 0});
        cut.sources[2] = make_memory_source(std::vector<std::byte>(3));
        QVERIFY(!cut.share());
        QVERIFY(cut.steps());
    }
};

QTEST_APPLESS_MAIN(TestOptimizerStep)
#include "tst_optimizer_step.moc"
