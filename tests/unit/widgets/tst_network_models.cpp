// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/heat_map.h"
#include "widgets/plots/picture_image.h"
#include "widgets/tables/optimizer_model.h"
#include "widgets/tables/summary_model.h"
#include "widgets/words/axis_words.h"
#include "widgets/words/training_words.h"

#include "tests/unit/widgets/trained_document.h"

#include <QAbstractItemModelTester>
#include <QPointF>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace strata;

namespace {

using Tester = QAbstractItemModelTester;

QStringList row_of(const QAbstractItemModel& model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells.append(model.index(row, column).data().toString());
    return cells;
}

template <class... Texts> QStringList listed(Texts... texts)
{
    return {QString::fromUtf8(texts)...};
}

TensorId tensor_at(const Document& document, std::string_view path)
{
    return *document.find_tensor(path);
}

Spark spark_of_size(double l2)
{
    Spark spark;
    spark.heights = {0.5F, 1.0F};
    spark.l2 = l2;
    spark.mean_magnitude = l2 / 10;
    return spark;
}

} // namespace

class TestNetworkModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_document = test::TrainedDocument::make(); }

    void summary()
    {
        SummaryModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setDocument(m_document);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(row_of(model, 0),
                 listed("spectrum", "InputLayer", "(None, 32)", "0", "", "", "–"));
        QCOMPARE(row_of(model, 2),
                 listed("dense_1", "Dense", "(None, 64)", "4,160", "60.1 %", "yes", "dense"));
        const QPointF bar = model.index(2, SummaryModel::Share).data(BarRole).toPointF();
        QVERIFY(qAbs(bar.y() - 4160.0 / 6922) < 1e-12);
        QVERIFY(!model.index(3, SummaryModel::Type).data(Qt::DecorationRole).isNull());
        QVERIFY(model.index(2, SummaryModel::Type).data(Qt::DecorationRole).isNull());
    }

    void aModuleOfWhichOnlyTheNameIsKnownClaimsNothing()
    {
        auto document = std::make_shared<Document>();
        Layer layer;
        layer.name = "layer1.0.conv2";
        layer.parameters = 36'864;
        document->layers = {layer};
        document->identity.parameters.total = 36'864;
        SummaryModel model;
        model.setDocument(document);
        QCOMPARE(row_of(model, 0), listed("layer1.0.conv2", "", "", "36,864", "100.0 %", "", ""));
    }

    void optimizerRows()
    {
        OptimizerModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setOptimizer(m_document, &*m_document->optimizer);
        QCOMPARE(model.kinds(), listed("momentum", "velocity"));
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.weightCount(), 6);
        QCOMPARE(model.unpairedCount(), 0);
        QCOMPARE(model.nameOf(2), QStringLiteral("dense_1/kernel"));
        QCOMPARE(model.largestRow(), 2);
        QCOMPARE(model.index(2, OptimizerModel::Dims).data().toString(),
                 QStringLiteral("(64, 64)"));
        const TensorId weight = tensor_at(*m_document, "gearbox_mlp/dense_1/kernel");
        const TensorId slot = tensor_at(*m_document, "optimizer/velocity/dense_1~1kernel");
        QCOMPARE(model.tensorAt(2, OptimizerModel::WeightName), weight);
        QCOMPARE(model.tensorAt(2, OptimizerModel::FirstSlot + 2), slot);
        QCOMPARE(model.rowOf(slot), 2);
        QCOMPARE(model.rowOf(weight), 2);
    }

    void optimizerFiguresComeLater()
    {
        OptimizerModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setOptimizer(m_document, &*m_document->optimizer);
        const QModelIndex norm = model.index(2, OptimizerModel::WeightNorm);
        const QModelIndex spark = model.index(2, OptimizerModel::WeightSpark);
        QVERIFY(norm.data().toString().isEmpty());
        QVERIFY(spark.data(SparkRole).value<QList<float>>().isEmpty());
        QVERIFY(spark.data(SparkRole).isValid()); // waiting, not absent
        model.setSpark(model.tensorAt(2, OptimizerModel::WeightName), spark_of_size(9.3684));
        QCOMPARE(norm.data().toString(), QStringLiteral("9.368"));
        QCOMPARE(spark.data(SparkRole).value<QList<float>>().size(), 2);
        // Like numbers share the decimals of the largest.
        model.setSpark(model.tensorAt(0, OptimizerModel::WeightName), spark_of_size(12.5));
        QCOMPARE(norm.data().toString(), QStringLiteral("9.37"));
        Spark unreadable;
        unreadable.unreadable = true;
        model.setSpark(model.tensorAt(1, OptimizerModel::WeightName), unreadable);
        QCOMPARE(model.index(1, OptimizerModel::WeightNorm).data().toString(),
                 QStringLiteral("unknown"));
    }

    void stepsComeLater()
    {
        OptimizerModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setOptimizer(m_document, &*m_document->optimizer);
        QCOMPARE(model.stepColumn(), 8);
        const TensorId weight = model.tensorAt(2, model.stepColumn());
        QVERIFY(model.wantsStep(weight));
        QVERIFY(model.index(2, 8).data().toString().isEmpty());
        model.setSteps({{weight, 0.00178}, {model.tensorAt(3, 8), {}}});
        QCOMPARE(model.index(2, 8).data().toString(), QStringLiteral("0.18 %"));
        QCOMPARE(model.index(3, 8).data().toString(), QStringLiteral("–"));
        model.setSteps({{model.tensorAt(3, 8), {}, true}});
        QCOMPARE(model.index(3, 8).data().toString(), QStringLiteral("unknown"));
        QVERIFY(!model.wantsStep(weight));
        OptimizerState other = *m_document->optimizer;
        other.class_name = "SGD";
        model.setOptimizer(m_document, &other);
        QVERIFY(!model.hasSteps());
        QCOMPARE(model.columnCount(), 8);
    }

    void whatIsKnownIsTakenOnce()
    {
        OptimizerModel model;
        model.setOptimizer(m_document, &*m_document->optimizer);
        const TensorId weight = model.tensorAt(2, OptimizerModel::WeightName);
        model.setSpark(weight, spark_of_size(9.3684));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setSpark(weight, spark_of_size(9.3684)); // it has scrolled into view again
        QCOMPARE(changed.size(), 0);
        // A smaller number changes no other.
        model.setSpark(model.tensorAt(0, OptimizerModel::WeightName), spark_of_size(1.5));
        QVERIFY(!changed.isEmpty());
        for (const QList<QVariant>& cells : changed) {
            QCOMPARE(cells[0].toModelIndex().row(), 0);
            QCOMPARE(cells[1].toModelIndex().row(), 0);
        }
    }

    /// A file may name each slot differently: no column for each.
    void columnsAreFew()
    {
        const auto document = test::TrainedDocument::make_with_many_names(300);
        OptimizerModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setOptimizer(document, &*document->optimizer);
        QCOMPARE(model.unpairedCount(), 300);
        QCOMPARE(model.kinds().size(), 9);
        QCOMPARE(model.kinds().mid(0, 2), listed("momentum", "velocity"));
        QVERIFY(model.columnCount() < 25);
        // The slot of a row without a weight stands in the last column.
        const int row = model.weightCount() + 299;
        const TensorId slot = tensor_at(*document, "optimizer/momentum/orphan299");
        QCOMPARE(model.rowOf(slot), row);
        QCOMPARE(model.tensorAt(row, OptimizerModel::FirstSlot + 16), slot);
        QCOMPARE(model.tensorAt(row, OptimizerModel::FirstSlot), TensorId::none);
    }

    /// A layer may be connected to any number of others.
    void longListsAreCut()
    {
        auto document = std::make_shared<Document>();
        Layer layer;
        for (int i = 0; i < 1000; ++i) {
            layer.connected_to.push_back("source" + std::to_string(i));
            layer.output_shapes.push_back({});
        }
        document->layers.push_back(layer);
        SummaryModel model;
        model.setDocument(document);
        const QString sources = model.index(0, SummaryModel::ConnectedTo).data().toString();
        QVERIFY(sources.startsWith(QStringLiteral("source0, source1, ")));
        QVERIFY(sources.endsWith(QStringLiteral("source11, 988 more")));
        QVERIFY(model.index(0, SummaryModel::OutputShape)
                    .data()
                    .toString()
                    .endsWith(QStringLiteral(", 988 more")));
    }

    void unpairedSlotsAreSaid()
    {
        const auto document = test::TrainedDocument::make_with_unpaired_slot();
        OptimizerModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setOptimizer(document, &*document->optimizer);
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.unpairedCount(), 1);
        QVERIFY(model.index(6, 0).data().toString().contains(QStringLiteral("orphan")));
        QVERIFY(model.index(6, 0).data().toString().endsWith(QStringLiteral("not paired")));
        QCOMPARE(model.index(6, OptimizerModel::WeightNorm).data().toString(), QStringLiteral("–"));
    }

    void noOptimizer()
    {
        OptimizerModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setOptimizer(m_document, nullptr);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.largestRow(), -1);
    }

    void training()
    {
        QMap<QString, QString> facts;
        for (const words::TrainingFact& fact : words::training_facts(*m_document))
            facts.insert(fact.name, fact.value);
        QCOMPARE(facts.value(QStringLiteral("Loss")),
                 QStringLiteral("sparse_categorical_crossentropy"));
        QCOMPARE(facts.value(QStringLiteral("Metrics")), QStringLiteral("accuracy"));
        QCOMPARE(facts.value(QStringLiteral("Loss weights")), QStringLiteral("None"));
        QCOMPARE(facts.value(QStringLiteral("Run eagerly")), QStringLiteral("no"));
        QCOMPARE(facts.value(QStringLiteral("Optimizer")),
                 QStringLiteral("Adam, learning rate 0.001"));
    }
    void settings()
    {
        using words::setting_text;
        const Value config = Value::dict({{Value::text("name"), Value::text("mse")}});
        const Value object = Value::dict({{Value::text("class_name"), Value::text("MeanMetric")},
                                          {Value::text("config"), config}});
        QCOMPARE(setting_text(object), QStringLiteral("MeanMetric, mse"));
        QCOMPARE(setting_text(Value::sequence(Value::Kind::List, {object, Value::text("auc")})),
                 QStringLiteral("MeanMetric, mse, auc"));
        const Value function =
            Value::dict({{Value::text("class_name"), Value::text("MeanMetricWrapper")},
                         {Value::text("config"), config}});
        QCOMPARE(setting_text(function), QStringLiteral("mse"));
        QCOMPARE(setting_text(Value::real(0.0010000000474974513)), QStringLiteral("0.001"));
        QCOMPARE(setting_text(Value::dict({})), QStringLiteral("{}"));
    }

    void settingsThatMatterComeFirst()
    {
        QStringList names;
        const NamedValues settings = {{"clipnorm", Value()},
                                      {"epsilon", Value::real(1e-7)},
                                      {"use_ema", Value::boolean(false)},
                                      {"beta_1", Value::real(0.9)},
                                      {"learning_rate", Value::real(0.001)}};
        for (const auto& [name, value] : words::settings_in_order(settings))
            names.append(QString::fromStdString(name));
        QCOMPARE(names, listed("learning_rate", "beta_1", "epsilon", "clipnorm", "use_ema"));
    }

    void axes()
    {
        const TensorId kernel = tensor_at(*m_document, "gearbox_mlp/dense/kernel");
        QCOMPARE(words::axis_name(*m_document, kernel, 0), QStringLiteral("Input"));
        QCOMPARE(words::axis_name(*m_document, kernel, 1), QStringLiteral("Unit"));
        const TensorId slot = tensor_at(*m_document, "optimizer/momentum/dense~1kernel");
        QCOMPARE(words::axis_name(*m_document, slot, 1), QStringLiteral("Unit"));
        const TensorId bias = tensor_at(*m_document, "gearbox_mlp/dense/bias");
        QCOMPARE(words::axis_name(*m_document, bias, 0), QStringLiteral("Axis 0"));
    }
    void ticks()
    {
        QCOMPARE(index_ticks(64, 9), QList<std::uint64_t>({0, 16, 32, 48, 63}));
        QCOMPARE(index_ticks(1, 5), QList<std::uint64_t>({0}));
        QCOMPARE(index_ticks(4, 5), QList<std::uint64_t>({0, 1, 2, 3}));
        QCOMPARE(index_ticks(0, 5), QList<std::uint64_t>());
        QCOMPARE(index_ticks(1003, 6), QList<std::uint64_t>({0, 200, 400, 600, 800, 1002}));
    }

    void colours()
    {
        for (const Theme* const theme : {&Theme::light(), &Theme::dark()}) {
            QCOMPARE(diverging_colour(*theme, 0), theme->diverging[4].rgb());
            QCOMPARE(diverging_colour(*theme, -1), theme->diverging[0].rgb());
            QCOMPARE(diverging_colour(*theme, 1), theme->diverging[8].rgb());
            QCOMPARE(diverging_colour(*theme, 7), theme->diverging[8].rgb());
        }
    }
    void cellsAreWholePixels()
    {
        const Theme& theme = Theme::light();
        Picture picture;
        picture.rows = picture.cell_rows = 2;
        picture.columns = picture.cell_columns = 2;
        const double infinity = std::numeric_limits<double>::infinity();
        picture.cells = {1, std::numeric_limits<double>::quiet_NaN(), -1, infinity};
        const QImage image =
            picture_image(picture, 1, ColourMap::Diverging, QSize(8, 5), theme, Qt::white);
        QCOMPARE(image.size(), QSize(16, 10));
        for (int y = 0; y < 5; ++y) {
            for (int x = 0; x < 8; ++x) {
                QCOMPARE(image.pixel(x, y), theme.diverging[8].rgb());
                QCOMPARE(image.pixel(x, y + 5), theme.diverging[0].rgb());
                QCOMPARE(image.pixel(x + 8, y + 5), theme.error.ink.rgb());
            }
        }
        // NaN: stripes of the same ink on the ground.
        QSet<QRgb> hatch;
        for (int x = 8; x < 16; ++x)
            hatch.insert(image.pixel(x, 2));
        QCOMPARE(hatch, QSet<QRgb>({theme.error.ink.rgb(), qRgb(255, 255, 255)}));
    }

private:
    std::shared_ptr<const Document> m_document;
};

QTEST_MAIN(TestNetworkModels)
#include "tst_network_models.moc"
