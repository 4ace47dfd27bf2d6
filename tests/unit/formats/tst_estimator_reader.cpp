// SPDX-License-Identifier: GPL-3.0-or-later
// What is read of estimators: where they lie in a file, of which parts they are, what their trees are.
#include "io/formats/format.h"

#include "fixtures.h"

#include <QTest>

using namespace strata;

namespace {

std::shared_ptr<const Document> open(const char* name)
{
    const auto opened = open_document(fixtures::path(QString::fromLatin1(name)).toStdString());
    return opened ? opened->document : nullptr;
}

/// "PATH CLASS" of every estimator that lies in no other, the one to show first in front.
QStringList outer(const Document& document)
{
    QStringList texts;
    for (const EstimatorId id : document.outer_estimators) {
        const Estimator& estimator = document.estimators[index(id)];
        texts.append(
            QString::fromStdString(document.model.path(estimator.node) + " " + estimator.name));
    }
    return texts;
}

const Estimator* first(const std::shared_ptr<const Document>& document)
{
    return document && document->estimator != EstimatorId::none
               ? &document->estimators[index(document->estimator)]
               : nullptr;
}

const Estimator* part(const Document& document, const Estimator& whole, std::size_t step)
{
    if (step >= whole.steps.size() || whole.steps[step].estimator == EstimatorId::none)
        return nullptr;
    return &document.estimators[index(whole.steps[step].estimator)];
}

/// "NAME CLASS COLUMNS" of every part, "-" for what there is not.
QStringList parts(const Estimator& estimator)
{
    QStringList texts;
    for (const EstimatorStep& step : estimator.steps) {
        const std::string name = step.class_name.substr(step.class_name.rfind('.') + 1);
        texts.append(QString::fromStdString(
            step.name + " " + (name.empty() ? "-" : name) + " " +
            (step.columns.kind() == Value::Kind::None ? "-" : step.columns.repr())));
    }
    return texts;
}

QStringList texts(const std::vector<std::string>& names)
{
    QStringList out;
    for (const std::string& name : names)
        out.append(QString::fromStdString(name));
    return out;
}

const QStringList wine = {"alcohol", "malic_acid", "ash"};

QStringList root_rows(const Document& document)
{
    QStringList names;
    const Node& root = document.model.node(Tree::root);
    for (std::uint32_t i = 0; i < root.child_count; ++i) {
        const NodeId row = document.model.child(Tree::root, i);
        names.append(QString::fromUtf8(document.model.name(row).data(),
                                       static_cast<qsizetype>(document.model.name(row).size())));
    }
    return names;
}

} // namespace

class TestEstimatorReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void in_a_dict_what_predicts_comes_first()
    {
        for (const char* const name :
             {"sklearn/1.9/held_dict.p4.pkl", "sklearn/1.1/held_dict.joblib"}) {
            const auto document = open(name);
            QVERIFY(document);
            QCOMPARE(outer(*document), QStringList({"object/model RandomForestClassifier",
                                                    "object/scaler StandardScaler"}));
            QVERIFY(document->estimator == document->outer_estimators.front());
            QCOMPARE(document->format.framework, std::string("scikit-learn"));
            QCOMPARE(document->identity.class_name, std::string("RandomForestClassifier"));
            QCOMPARE(document->estimators[index(document->estimator)].trees.size(), std::size_t{2});
            QCOMPARE(root_rows(*document), QStringList({"object", "metadata"}));
            const auto weights = document->find_tensor("object/weights");
            QVERIFY(weights);
            QVERIFY(document->tensor(*weights).role != TensorRole::Attribute);
            const auto mean = document->find_tensor("object/scaler/mean_");
            QVERIFY(mean);
            QVERIFY(document->tensor(*mean).role == TensorRole::Attribute);
            const NodeId row = document->tensor(*mean).model_node;
            QVERIFY(document->model.node(row).counterpart == document->tensor(*mean).file_node);
        }
    }

    void what_stands_beside_them_is_metadata()
    {
        const auto document = open("sklearn/1.9/held_dict.p4.pkl");
        QVERIFY(document);
        const auto value = [&](std::string_view key) -> std::string {
            for (const MetadataEntry& entry : document->metadata) {
                if (entry.key == key)
                    return entry.value.repr();
            }
            return "not there";
        };
        QCOMPARE(value("object@threshold"), std::string("0.5"));
        QCOMPARE(value("object/model@max_depth"), std::string("2"));
    }

    void in_a_tuple_in_an_object_in_a_second_pickle()
    {
        const auto tuple = open("sklearn/1.9/held_tuple.p4.pkl");
        QVERIFY(tuple);
        QCOMPARE(outer(*tuple),
                 QStringList({"object/1 LinearRegression", "object/0 StandardScaler"}));

        const auto served = open("sklearn/1.9/held_own_class.p4.pkl");
        QVERIFY(served);
        QCOMPARE(outer(*served), QStringList({"object/model LinearRegression"}));
        QVERIFY(served->model.node(served->model.child(Tree::root, 0)).custom);
        QCOMPARE(served->custom_objects.size(), std::size_t{1});
        QCOMPARE(served->identity.parameters.total, std::optional<std::uint64_t>(4));

        const auto second = open("sklearn/1.9/held_second.p4.pkl");
        QVERIFY(second);
        QCOMPARE(outer(*second), QStringList({"estimator 2 LinearRegression"}));
        QCOMPARE(root_rows(*second), QStringList({"object", "LinearRegression", "metadata"}));
    }

    void own_estimators_are_such_and_stay_custom()
    {
        const auto document = open("sklearn/1.9/held_own_step.p4.pkl");
        const Estimator* const pipeline = first(document);
        QVERIFY(pipeline);
        QCOMPARE(document->format.framework, std::string("scikit-learn"));
        QCOMPARE(parts(*pipeline), QStringList({"clip Clip -", "linear LinearRegression -"}));
        const Estimator* const clip = part(*document, *pipeline, 0);
        QVERIFY(clip);
        QVERIFY(document->model.node(clip->node).custom);
        QCOMPARE(clip->parameters.size(), std::size_t{1});
        QCOMPARE(clip->parameters[0].first, std::string("share"));
        QCOMPARE(clip->attributes.size(), std::size_t{2});
        QVERIFY(document->find_tensor("estimator/steps/clip/low_"));
        QCOMPARE(document->custom_objects.size(), std::size_t{1});
    }

    void columns_are_parts_and_name_what_comes_out()
    {
        const auto document = open("sklearn/1.9/parts_columns.joblib");
        const Estimator* const pipeline = first(document);
        QVERIFY(pipeline);
        QCOMPARE(parts(*pipeline),
                 QStringList({"columns ColumnTransformer -", "forest RandomForestClassifier -"}));
        const Estimator* const columns = part(*document, *pipeline, 0);
        QVERIFY(columns);
        QCOMPARE(parts(*columns),
                 QStringList({"number StandardScaler ['alcohol', 'malic_acid', 'ash']",
                              "word OneHotEncoder ['city']", "none - [0]"}));
        const Estimator* const forest = part(*document, *pipeline, 1);
        QVERIFY(forest);
        QVERIFY(forest->feature_names.empty());
        QCOMPARE(texts(forest->input_names),
                 QStringList({"number__alcohol", "number__malic_acid", "number__ash",
                              "word__city_Paris", "word__city_Rome"}));
        QCOMPARE(texts(pipeline->names_of_input()), wine + QStringList{"city"});
    }

    void names_pass_through_a_pipeline()
    {
        const auto document = open("sklearn/1.9/parts_passed.joblib");
        const Estimator* const pipeline = first(document);
        QVERIFY(pipeline);
        QVERIFY(pipeline->steps[0].passes);
        const Estimator* const components = part(*document, *pipeline, 2);
        const Estimator* const linear = part(*document, *pipeline, 3);
        QVERIFY(components && linear);
        QCOMPARE(texts(components->input_names), wine);
        QCOMPARE(texts(linear->input_names), QStringList({"pca0", "pca1"}));
    }

    void parts_of_what_is_put_together_data()
    {
        QTest::addColumn<QStringList>("told");
        QTest::newRow("parts_voting")
            << QStringList{"tree DecisionTreeClassifier -", "linear LogisticRegression -"};
        QTest::newRow("parts_stacking")
            << QStringList{"tree DecisionTreeClassifier -", "linear LogisticRegression -",
                           "final_estimator_ LogisticRegression -"};
        QTest::newRow("parts_calibrated")
            << QStringList{"0 DecisionTreeClassifier -", "1 DecisionTreeClassifier -"};
        QTest::newRow("parts_outputs")
            << QStringList{"0 DecisionTreeClassifier -", "1 DecisionTreeClassifier -"};
        QTest::newRow("parts_rest") << QStringList{
            "a LogisticRegression -", "b LogisticRegression -", "c LogisticRegression -"};
    }
    void parts_of_what_is_put_together()
    {
        QFETCH(const QStringList, told);
        for (const QString generation : {"1.1", "1.9"}) {
            const QString name = "sklearn/" + generation + "/" +
                                 QString::fromLatin1(QTest::currentDataTag()) + ".joblib";
            const auto document = open(qPrintable(name));
            const Estimator* const whole = first(document);
            QVERIFY(whole);
            QCOMPARE(parts(*whole), told);
            for (std::size_t i = 0; i < whole->steps.size(); ++i) {
                const Estimator* const inner = part(*document, *whole, i);
                QVERIFY(inner);
                if (whole->steps[i].name != "final_estimator_")
                    QCOMPARE(texts(inner->names_of_input()), wine);
                else
                    QVERIFY(inner->names_of_input().empty());
            }
        }
    }

    void union_is_of_parts()
    {
        const auto document = open("sklearn/1.9/parts_union.joblib");
        const Estimator* const pipeline = first(document);
        QVERIFY(pipeline);
        const Estimator* const together = part(*document, *pipeline, 0);
        QVERIFY(together);
        QCOMPARE(parts(*together), QStringList({"scaled StandardScaler -", "pca PCA -"}));
        const Estimator* const linear = part(*document, *pipeline, 1);
        QVERIFY(linear);
        QCOMPARE(texts(linear->input_names),
                 QStringList({"scaled__alcohol", "scaled__malic_acid", "scaled__ash", "pca__pca0",
                              "pca__pca1"}));
    }

    void best_estimator_gets_the_names()
    {
        const auto document = open("sklearn/1.9/parts_search.joblib");
        const Estimator* const search = first(document);
        QVERIFY(search && search->best_estimator != EstimatorId::none);
        const Estimator& best = document->estimators[index(search->best_estimator)];
        const Estimator* const tree = part(*document, best, 1);
        QVERIFY(tree);
        QCOMPARE(texts(tree->input_names), wine);
    }

    void trees_of_gradient_boosting_by_stage_and_class()
    {
        const auto document = open("sklearn/1.9/boosted_classes.joblib");
        const Estimator* const boosted = first(document);
        QVERIFY(boosted);
        QCOMPARE(boosted->trees.size(), std::size_t{9});
        QCOMPARE(boosted->trees[5].stage, std::optional<std::uint64_t>(1));
        QCOMPARE(boosted->trees[5].target, std::optional<std::uint64_t>(2));
        QVERIFY(document->model.node(boosted->node).kind == NodeKind::Forest);

        const auto regressor = open("sklearn/1.1/boosted_regressor.joblib");
        QVERIFY(first(regressor));
        QCOMPARE(first(regressor)->trees.size(), std::size_t{3});
        QCOMPARE(first(regressor)->trees[2].stage, std::optional<std::uint64_t>(2));
        QVERIFY(!first(regressor)->trees[2].target);
    }

    void trees_of_other_ensembles()
    {
        const auto bagging = open("sklearn/1.9/bagging_features.joblib");
        QVERIFY(first(bagging));
        QCOMPARE(first(bagging)->trees.size(), std::size_t{3});
        QCOMPARE(first(bagging)->trees[0].features.size(), std::size_t{2});
        const auto isolation = open("sklearn/1.1/isolation_forest.joblib");
        QVERIFY(first(isolation));
        QCOMPARE(first(isolation)->trees.size(), std::size_t{3});
        QVERIFY(first(isolation)->trees[0].features.empty());
        const auto adaboost = open("sklearn/1.1/adaboost.joblib");
        QVERIFY(first(adaboost));
        QCOMPARE(first(adaboost)->trees.size(), std::size_t{3});
    }

    void trees_of_histogram_boosting()
    {
        const auto document = open("sklearn/1.9/hist_classes.joblib");
        const Estimator* const hist = first(document);
        QVERIFY(hist);
        QCOMPARE(hist->trees.size(), std::size_t{6});
        QCOMPARE(hist->trees[4].stage, std::optional<std::uint64_t>(1));
        QCOMPARE(hist->trees[4].target, std::optional<std::uint64_t>(1));
        QCOMPARE(hist->trees[4].node_count, std::uint64_t{7});
        // The categorical one comes first.
        const auto categories = open("sklearn/1.9/hist_categories.joblib");
        QVERIFY(first(categories));
        QCOMPARE(first(categories)->trees[0].features, (std::vector<std::uint32_t>{1, 0, 2}));
    }

    void networks_have_layers_and_an_optimizer()
    {
        const auto document = open("sklearn/1.9/network_adam.joblib");
        const Estimator* const network = first(document);
        QVERIFY(network);
        QCOMPARE(document->layers.size(), std::size_t{3});
        QCOMPARE(document->layers[0].name, std::string("hidden 1 (relu)"));
        QCOMPARE(document->layers[2].name, std::string("output (softmax)"));
        QCOMPARE(document->layers[1].parameters, std::optional<std::uint64_t>(15));
        QCOMPARE(document->identity.parameters.total, std::optional<std::uint64_t>(16 + 15 + 12));
        QVERIFY(document->find_tensor("estimator/hidden 1 (relu)/coefs_"));
        QVERIFY(network->optimizer);
        QCOMPARE(network->optimizer->class_name, std::string("Adam"));
        QVERIFY(network->optimizer->iterations.value_or(0) > 0);
        QCOMPARE(network->optimizer->slots.size(), std::size_t{12});
        for (const OptimizerSlot& slot : network->optimizer->slots) {
            QVERIFY(slot.weight != TensorId::none);
            QVERIFY(document->tensor(slot.tensor).shape == document->tensor(slot.weight).shape);
            QVERIFY(document->tensor(slot.tensor).role == TensorRole::Optimizer);
            QVERIFY(document->tensor(slot.weight).role == TensorRole::Weight);
        }
        const auto sgd = open("sklearn/1.1/network_sgd.joblib");
        QVERIFY(first(sgd) && first(sgd)->optimizer);
        QCOMPARE(first(sgd)->optimizer->class_name, std::string("SGD"));
        QCOMPARE(first(sgd)->optimizer->slots.size(), std::size_t{4});
        QCOMPARE(sgd->layers[0].name, std::string("hidden 1 (tanh)"));
    }

    void a_pickle_without_estimators_has_no_model()
    {
        const auto document = open("sklearn/1.9/own_class.pkl");
        QVERIFY(document);
        QVERIFY(document->model.empty());
        QVERIFY(document->outer_estimators.empty());
        QVERIFY(document->estimator == EstimatorId::none);
    }
};

QTEST_GUILESS_MAIN(TestEstimatorReader)
#include "tst_estimator_reader.moc"
