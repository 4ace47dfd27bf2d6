// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/classes.h"
#include "io/sklearn/object_rows.h"

#include <QTest>

using namespace strata;
using namespace strata::sklearn;

class TestClasses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void families_by_todays_and_by_old_modules()
    {
        QVERIFY(family_of("sklearn.linear_model._base.LinearRegression") == Family::Linear);
        QVERIFY(family_of("sklearn.linear_model.base.LinearRegression") == Family::Linear);
        QVERIFY(family_of("sklearn.ensemble._forest.RandomForestClassifier") == Family::Forest);
        QVERIFY(family_of("sklearn.ensemble.forest.ExtraTreesRegressor") == Family::Forest);
        QVERIFY(family_of("sklearn.tree._classes.DecisionTreeRegressor") == Family::DecisionTree);
        QVERIFY(family_of("sklearn.tree.tree.DecisionTreeClassifier") == Family::DecisionTree);
        QVERIFY(family_of("sklearn.pipeline.Pipeline") == Family::Pipeline);
        QVERIFY(family_of("sklearn.svm._classes.SVC") == Family::Other);
        QVERIFY(family_of("shop.RandomForestClassifier") == Family::Other);
        QVERIFY(family_of("") == Family::Other);
    }

    void names_without_their_module()
    {
        QVERIFY(short_name("sklearn.tree._classes.DecisionTreeRegressor") ==
                "DecisionTreeRegressor");
        QVERIFY(short_name("Alone") == "Alone");
        QVERIFY(short_name("").empty());
    }

    void parameters_are_told_from_the_rest()
    {
        const auto forest = "sklearn.ensemble._forest.RandomForestRegressor";
        QVERIFY(is_parameter(forest, "n_estimators"));
        QVERIFY(!is_parameter(forest, "class_weight")); // set by the base class only
        QVERIFY(!is_parameter(forest, "estimator"));
        QVERIFY(!is_parameter(forest, "estimator_params"));
        QVERIFY(!is_parameter(forest, "estimators_"));
        QVERIFY(!is_parameter(forest, "_sklearn_version"));
        QVERIFY(!is_parameter(forest, ""));
        QVERIFY(is_parameter("sklearn.ensemble._forest.RandomForestClassifier", "class_weight"));
        QVERIFY(is_parameter("sklearn.ensemble._bagging.BaggingClassifier", "estimator"));
        QVERIFY(!is_parameter("sklearn.linear_model._coordinate_descent.Lasso", "l1_ratio"));
        QVERIFY(is_parameter("sklearn.linear_model._coordinate_descent.ElasticNet", "l1_ratio"));
    }

    void what_base_classes_set_is_no_parameter()
    {
        QVERIFY(!is_parameter("sklearn.neighbors._classification.KNeighborsClassifier", "radius"));
        QVERIFY(is_parameter("sklearn.neighbors._unsupervised.NearestNeighbors", "radius"));
        QVERIFY(!is_parameter(
            "sklearn.linear_model._passive_aggressive.PassiveAggressiveClassifier", "power_t"));
        QVERIFY(!is_parameter("sklearn.linear_model._stochastic_gradient.SGDOneClassSVM",
                              "validation_fraction"));
        QVERIFY(is_parameter("sklearn.linear_model._stochastic_gradient.SGDClassifier",
                             "validation_fraction"));
    }

    void fitted_attributes_end_in_one_underscore()
    {
        QVERIFY(is_fitted("coef_"));
        QVERIFY(!is_fitted("alpha"));
        QVERIFY(!is_fitted("_fit_X_"));
        QVERIFY(!is_fitted("__dunder__"));
        QVERIFY(!is_fitted("_"));
        QVERIFY(!is_fitted(""));
    }

    void packages_that_are_known()
    {
        QVERIFY(is_known_package("sklearn.tree._tree"));
        QVERIFY(is_known_package("builtins"));
        QVERIFY(!is_known_package("sklearnx.tree"));
        QVERIFY(!is_known_package("__main__"));
        QVERIFY(!is_known_package("shop.models"));
    }
};

QTEST_GUILESS_MAIN(TestClasses)
#include "tst_classes.moc"
