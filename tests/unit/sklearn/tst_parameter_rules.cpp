// SPDX-License-Identifier: GPL-3.0-or-later
// What scikit-learn says of hyper-parameters, as make_sklearn_parameters.py read it.
#include "io/sklearn/parameter_rules.h"
#include "io/sklearn/parameter_table.h"

#include <QTest>

#include <cmath>

using namespace strata;
using namespace strata::sklearn;

namespace {

constexpr std::string_view forest = "sklearn.ensemble._forest.RandomForestClassifier";
constexpr std::string_view logistic = "sklearn.linear_model._logistic.LogisticRegression";

ParameterVerdict verdict(std::string_view class_name, std::string_view name, const Value& value)
{
    return check_parameter(class_name, name, value).verdict;
}

} // namespace

class TestParameterRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreJudged()
    {
        using V = ParameterVerdict;
        QVERIFY(verdict(forest, "criterion", Value::text("entropy")) == V::Fine);
        QVERIFY(verdict(forest, "criterion", Value::text("foo")) == V::Refused);
        QVERIFY(verdict(forest, "max_depth", Value::integer(3)) == V::Fine);
        QVERIFY(verdict(forest, "max_depth", Value()) == V::Fine);
        QVERIFY(verdict(forest, "max_depth", Value::integer(-3)) == V::Refused);
        QVERIFY(verdict(forest, "max_depth", Value::real(3)) == V::Refused);
        QVERIFY(verdict(forest, "n_estimators", Value::integer(0)) == V::Refused);
        QVERIFY(verdict(forest, "max_features", Value::text("sqrt")) == V::Fine);
        QVERIFY(verdict(forest, "max_features", Value::real(0.5)) == V::Fine);
        QVERIFY(verdict(forest, "max_features", Value::real(1.5)) == V::Refused);
        QVERIFY(verdict(forest, "bootstrap", Value::integer(1)) == V::Refused);
        QVERIFY(verdict(forest, "random_state", Value::integer(-1)) == V::Refused);
        QVERIFY(verdict(forest, "class_weight", Value::dict({})) == V::Fine);
        QVERIFY(verdict(logistic, "C", Value::real(-1)) == V::Refused);
        QVERIFY(verdict(logistic, "C", Value::real(0)) == V::Refused);
        QVERIFY(verdict(logistic, "C", Value::integer(1)) == V::Fine);
        QVERIFY(verdict(logistic, "C", Value::real(HUGE_VAL)) == V::Fine);
        QVERIFY(verdict(logistic, "C", Value::real(std::nan(""))) == V::Refused);
    }

    void whatIsTakenIsSpelledOut()
    {
        QCOMPARE(check_parameter(forest, "max_depth", Value::integer(0)).taken,
                 std::string("int >= 1, None"));
        QVERIFY(check_parameter(forest, "criterion", Value::text("x"))
                    .taken.starts_with("'entropy', 'gini', 'log_loss'"));
        // Old names that are taken still are not advertised.
        QVERIFY(check_parameter(logistic, "penalty", Value::text("x")).taken.find("deprecated") ==
                std::string::npos);
        QVERIFY(verdict(logistic, "penalty", Value::text("deprecated")) == ParameterVerdict::Fine);
    }

    void namesThatNobodyKnows()
    {
        QVERIFY(verdict(forest, "max_dept", Value::integer(3)) == ParameterVerdict::Unknown);
        QVERIFY(verdict("shop.Forest", "max_dept", Value::integer(3)) == ParameterVerdict::Fine);
        QVERIFY(verdict("sklearn.nowhere.Nothing", "x", Value()) == ParameterVerdict::Fine);
        QVERIFY(verdict("sklearn.linear_model._base.SparseCoefMixin", "x", Value()) ==
                ParameterVerdict::Fine);
        QVERIFY(parameter_table_version().starts_with("1."));
    }
};

QTEST_APPLESS_MAIN(TestParameterRules)
#include "tst_parameter_rules.moc"
