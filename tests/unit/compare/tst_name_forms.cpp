// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/axes.h"

#include <QtTest>

using namespace strata;

class TestNameForms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownNamesAreOne()
    {
        const auto word = [](const char* own, std::size_t rank) {
            return own_name_of(own, rank).word;
        };
        QCOMPARE(word("kernel:0", 2), std::string("kernel"));
        QCOMPARE(word("weight", 2), std::string("kernel"));
        QCOMPARE(word("weight", 1), std::string("gamma"));
        QCOMPARE(word("gamma:0", 1), std::string("gamma"));
        QCOMPARE(word("running_var", 1), word("moving_variance:0", 1));
        QCOMPARE(word("beta", 1), word("bias", 1));
        QCOMPARE(word("Own", 1), std::string("own"));
        QCOMPARE(own_name_of("weight", 4).style, AxisStyle::Torch);
        QCOMPARE(own_name_of("kernel", 4).style, AxisStyle::Keras);
        QCOMPARE(own_name_of("embeddings", 2).style, AxisStyle::Neutral);
    }

    void numberedVariablesAreNamedByTheirPlaces()
    {
        const auto words = [](const std::vector<std::size_t>& ranks) {
            QStringList all;
            for (std::size_t i = 0; i < ranks.size(); ++i)
                all.append(QString::fromStdString(own_name_of_variable(i, ranks).word));
            return all.join(u' ');
        };
        QCOMPARE(words({2, 1}), QStringLiteral("kernel bias"));
        QCOMPARE(words({1, 1}), QStringLiteral("gamma bias"));
        QCOMPARE(words({1, 1, 1, 1}), QStringLiteral("gamma bias mean variance"));
        QCOMPARE(words({2, 2, 1}), QStringLiteral("kernel kernel_2 bias"));
    }

    void modulesAreOne()
    {
        const auto joined = [](const std::vector<std::string_view>& parts) {
            QStringList all;
            for (const std::string& part : module_parts(parts))
                all.append(QString::fromStdString(part));
            return all.join(u'/');
        };
        QCOMPARE(joined({"model_weights", "dense", "dense"}), QStringLiteral("dense"));
        QCOMPARE(joined({"layers", "dense", "vars"}), QStringLiteral("dense"));
        QCOMPARE(joined({"model_state_dict", "head", "1"}), QStringLiteral("head/1"));
        QCOMPARE(joined({"encoder.layers.0.Attention"}), QStringLiteral("encoder/0/attention"));
        QCOMPARE(joined({"lstm", "lstm_cell_3"}), QStringLiteral("lstm"));
    }

    void numbersAreSplitOff()
    {
        QVERIFY(split_number("dense_12").numbered);
        QCOMPARE(split_number("dense_12").stem, std::string_view("dense"));
        QVERIFY(split_number("7").numbered);
        QVERIFY(!split_number("dense").numbered);
        QVERIFY(!split_number("dense_b").numbered);
    }

    void axesOfTwoFrameworks()
    {
        const auto across = [](const Shape& left, AxisStyle style, const Shape& right) {
            return across_framework_axes(left, style, right);
        };
        using Axes = RightAxes;
        QCOMPARE(across({4, 3}, AxisStyle::Keras, {3, 4}), std::optional(Axes{1, 0}));
        QCOMPARE(across({3, 3, 4, 8}, AxisStyle::Keras, {8, 4, 3, 3}),
                 std::optional(Axes{2, 3, 1, 0}));
        QCOMPARE(across({8, 4, 3, 5}, AxisStyle::Torch, {3, 5, 4, 8}),
                 std::optional(Axes{3, 2, 0, 1}));
        // Depthwise: inputs in front.
        QCOMPARE(across({3, 3, 8, 1}, AxisStyle::Keras, {8, 1, 3, 3}),
                 std::optional(Axes{2, 3, 0, 1}));
        QVERIFY(!across({4, 3}, AxisStyle::Keras, {4, 5}));
        QCOMPARE(same_framework_axes({2, 3}, {3, 2}), std::optional(Axes{1, 0}));
        QVERIFY(!same_framework_axes({2, 3}, {3, 3}));
    }
};

QTEST_GUILESS_MAIN(TestNameForms)
#include "tst_name_forms.moc"
