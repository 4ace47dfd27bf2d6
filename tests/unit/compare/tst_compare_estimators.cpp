// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/coefficients.h"
#include "io/compare/settings_rules.h"
#include "io/model/document_builder.h"

#include <QtTest>

#include <cmath>
#include <cstring>

using namespace strata;

namespace {

const double nan_value = std::numeric_limits<double>::quiet_NaN();

/// A linear model with these coefficients and nothing else.
OpenDocument linear_model(std::vector<double> values, Shape shape,
                          std::vector<std::string> features = {})
{
    DocumentBuilder builder;
    Tensor tensor;
    tensor.dtype = DType::of(ScalarType::Float64);
    tensor.shape = std::move(shape);
    auto bytes = std::make_shared<std::vector<std::byte>>(values.size() * sizeof(double));
    std::memcpy(bytes->data(), values.data(), bytes->size());
    tensor.storage = InlineStorage{bytes};
    Estimator estimator;
    estimator.node = builder.model.add(Tree::root, {.kind = NodeKind::Estimator, .name = "e"});
    tensor.model_node =
        builder.model.add(estimator.node, {.kind = NodeKind::Tensor, .name = "coef_"});
    estimator.attributes.emplace_back("coef_",
                                      Value::tensor(builder.add_tensor(std::move(tensor))));
    estimator.feature_names = std::move(features);
    builder.document.estimators.push_back(std::move(estimator));
    builder.document.estimator = EstimatorId{0};
    return {std::move(builder).finish(), {nullptr}};
}

std::vector<CoefficientDifference> between(const OpenDocument& left, const OpenDocument& right,
                                           double tolerance = 0)
{
    return compare_coefficients(left, right, tolerance, {}).value();
}

Value list(std::vector<Value> items)
{
    return Value::sequence(Value::Kind::List, std::move(items));
}

} // namespace

class TestCompareEstimators : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coefficients_that_differ_most_come_first()
    {
        const OpenDocument left = linear_model({1, 2, nan_value}, {3}, {"a", "b", "c"});
        const OpenDocument right = linear_model({1.5, 5, nan_value}, {3});
        const auto found = between(left, right);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(coefficient_feature(*left.document, found[0].feature), std::string("b"));
        QCOMPARE(coefficient_output(*left.document, found[0].output), std::string());
        QCOMPARE(found[0].right, 5.0);
        QCOMPARE(between(left, right, 1).size(), 1U);
        QVERIFY(between(left, linear_model({1, 2}, {2})).empty());
    }

    void of_several_outputs_each_is_named()
    {
        const OpenDocument left = linear_model({1, 2, 3, 4}, {2, 2});
        const auto found = between(left, linear_model({1, 2, 3, 9}, {2, 2}));
        QCOMPARE(found.size(), 1U);
        QCOMPARE(coefficient_feature(*left.document, found[0].feature), std::string("1"));
        QCOMPARE(coefficient_output(*left.document, found[0].output), std::string("1"));
        // One row is one output, which has no name.
        const OpenDocument row = linear_model({1, 2}, {1, 2});
        QCOMPARE(coefficient_output(*row.document, 0), std::string());
    }

    void what_was_learned_is_the_same_within_the_tolerance()
    {
        const Value nan_list = list({Value::real(1), Value::real(nan_value)});
        QVERIFY(same_numbers(nan_list, nan_list, 0));
        const Value one = list({Value::real(1), Value::integer(2)});
        const Value other = list({Value::real(1.0 + 1e-9), Value::real(2)});
        QVERIFY(!same_numbers(one, other, 0));
        QVERIFY(same_numbers(one, other, 1e-6));
        // What a setting may be rounded to is a difference of what was learned.
        QVERIFY(!same_numbers(Value::real(0.1), Value::real(0.1 + 1e-15), 0));
        constexpr std::int64_t large = std::int64_t{1} << 60;
        QVERIFY(!same_numbers(Value::integer(large), Value::integer(large + 1), 0));
        QVERIFY(!same_numbers(Value::text("a"), Value::text("b"), 1));
    }
};

QTEST_GUILESS_MAIN(TestCompareEstimators)
#include "tst_compare_estimators.moc"
