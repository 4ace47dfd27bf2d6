// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/bytes_model.h"
#include "widgets/tables/coefficients_model.h"
#include "widgets/tables/findings_model.h"
#include "widgets/tables/forest_model.h"
#include "widgets/tables/importances_model.h"
#include "widgets/tables/metadata_model.h"
#include "widgets/tables/roles.h"
#include "widgets/tables/table_view.h"
#include "widgets/tables/value_tree_model.h"
#include "widgets/tables/values_model.h"

#include "tests/unit/widgets/sample_document.h"

#include <QAbstractItemModelTester>
#include <QPointF>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace strata;

namespace {

using Tester = QAbstractItemModelTester;

QStringList row_texts(const QAbstractItemModel& model, int row)
{
    QStringList out;
    for (int column = 0; column < model.columnCount(); ++column)
        out.append(model.index(row, column).data().toString());
    return out;
}

PresentItems items_of(const std::vector<float>& values, std::vector<bool> missing = {})
{
    PresentItems out{std::vector<std::byte>(values.size() * sizeof(float)), std::move(missing)};
    std::memcpy(out.items.data(), values.data(), out.items.size());
    return out;
}

} // namespace

class TestTableModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findingsStandByTheirSeverity()
    {
        FindingsModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setDocument(test::sample_document());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.finding(0)->rule, std::string("sample-error"));
        QCOMPARE(model.where(0), QStringLiteral("net/dense/kernel"));
        const QStringList cells = row_texts(model, 0);
        QCOMPARE(cells[0], QStringLiteral("Error"));
        QCOMPARE(cells[1], QStringLiteral("Integrity"));
        QCOMPARE(cells[4], QStringLiteral("42"));
        QVERIFY(!cells[2].isEmpty());
        QVERIFY(model.setNarrow(true) && !model.setNarrow(true));
        const QStringList narrow = row_texts(model, 0);
        QCOMPARE(narrow, (QStringList{cells[0], {}, cells[2], {}, {}}));
        QCOMPARE(model.where(0), QStringLiteral("net/dense/kernel"));
    }
    void whatMeasuringFoundStandsBesideThem()
    {
        FindingsModel model;
        const auto document = test::sample_document();
        Finding nan;
        nan.rule = "values-nan";
        nan.severity = Severity::Warning;
        nan.model_node = document->tensors[0].model_node;
        model.setDocument(document, {nan});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.finding(1)->rule, std::string("values-nan")); // error, warning, note
        QCOMPARE(model.indexOf(1), 2);
        QCOMPARE(model.rowOf(nan), 1);
        QCOMPARE(model.where(1), QStringLiteral("net/dense/kernel"));
    }
    void namesSortByTheNumbersInThem()
    {
        QStandardItemModel model;
        for (const char* const name : {"tree 10", "tree 2", "tree 1", "Tree 3"}) {
            auto* const item = new QStandardItem;
            item->setData(QString::fromLatin1(name), SortRole);
            item->setText(QString::fromLatin1(name));
            model.appendRow(item);
        }
        TableView table;
        table.setSource(&model);
        table.sortByColumn(0, Qt::AscendingOrder);
        QStringList names;
        for (int row = 0; row < 4; ++row)
            names.append(table.model()->index(row, 0).data().toString());
        QCOMPARE(names.join(QLatin1Char(',')), QStringLiteral("tree 1,tree 2,Tree 3,tree 10"));
    }
    void metadata()
    {
        MetadataModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        const auto document = test::sample_document();
        model.setRows(document, metadata_rows(*document, {}, {}), false);
        QCOMPARE(row_texts(model, 0),
                 (QStringList{QStringLiteral("keras_version"), QStringLiteral("text"),
                              QStringLiteral("3.8.0"), QStringLiteral("/"), QString()}));
        // What is copied is what the file has.
        QCOMPARE(model.index(0, 0).data(CopyRole).toString(), QStringLiteral("/@keras_version"));
        QCOMPARE(model.index(0, 2).data(CopyRole).toString(), QStringLiteral("'3.8.0'"));
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u'@'));
    }
    void coefficients()
    {
        CoefficientsModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setCoefficients({"a", "b"}, {1.0, -3.0}, 0.5);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("intercept"));
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("a"));
        QVERIFY(!model.index(0, 1).data(BarRole).isValid());
        // From -3 to 1: zero stands at three quarters, the bars begin there.
        QCOMPARE(model.index(1, 2).data(BarRole).toPointF(), QPointF(0.75, 1.0));
        QCOMPARE(model.index(2, 2).data(BarRole).toPointF(), QPointF(0.75, 0.0));
        QCOMPARE(model.index(2, 1).data(CopyRole).toString().toDouble(), -3.0);
        // Small coefficients beside a large intercept keep their digits.
        model.setCoefficients({"a", "b"}, {0.3724, -0.0007}, 3473.2853057977504);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("3473"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("0.3724"));
        QCOMPARE(model.index(2, 1).data().toString(), QStringLiteral("−0.0007"));
    }
    void importancesAreSorted()
    {
        ImportancesModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setImportances({"a", "b", "c"}, {0.2, 0.5, 0.3});
        QCOMPARE(row_texts(model, 0).mid(0, 2),
                 (QStringList{QStringLiteral("b"), QStringLiteral("0.5000")}));
        QCOMPARE(model.index(2, 0).data().toString(), QStringLiteral("a"));
        QCOMPARE(model.index(0, 1).data(BarRole).toPointF(), QPointF(0, 1));
    }
    void bytesMarkTheChosenLine()
    {
        BytesModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        FindingBytes bytes;
        bytes.opcodes = true;
        bytes.lines = {{1000, QStringLiteral("MARK"), {}, false},
                       {1001, QStringLiteral("REDUCE"), {}, true}};
        model.setBytes(bytes);
        QCOMPARE(model.chosenRow(), 1);
        QCOMPARE(row_texts(model, 1).mid(0, 2),
                 (QStringList{QStringLiteral("1,001"), QStringLiteral("REDUCE")}));
        QCOMPARE(model.index(1, 0).data(CopyRole).toString(), QStringLiteral("1001"));
        QVERIFY(model.index(1, 1).data(Qt::BackgroundRole).isValid());
        QVERIFY(!model.index(0, 1).data(Qt::BackgroundRole).isValid());
        const QVariant error = model.index(1, 1).data(InkRole);
        bytes.severity = Severity::Warning;
        bytes.lines.insert(1, {1001, {}, {}, false, 64});
        model.setBytes(bytes);
        QCOMPARE(row_texts(model, 1).mid(0, 3),
                 (QStringList{QString(), QStringLiteral("…"), QStringLiteral("64 bytes")}));
        QVERIFY(model.index(2, 1).data(InkRole) != error);
        model.setBytes({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.chosenRow(), -1);
    }
    void importancesOfNothing()
    {
        ImportancesModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setImportances({"a"}, {0.0});
        QVERIFY(!model.index(0, 1).data(BarRole).isValid());
        // Nothing is no number that was rounded; what is little keeps its digits.
        model.setImportances({"a", "b", "c"}, {0.0, 0.9, 0.00001234});
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("0.9000"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("1.234e−5"));
        QCOMPARE(model.index(2, 1).data().toString(), QStringLiteral("0"));
        model.setImportances({}, {});
        QCOMPARE(model.rowCount(), 0);
    }
    void forest()
    {
        auto document = std::make_shared<Document>();
        Estimator estimator;
        DecisionTree tree;
        tree.node_count = 5;
        tree.leaves = 3;
        tree.depth = 2;
        tree.node = NodeId{7};
        estimator.trees = {tree, tree};
        estimator.trees[1].node_count = 1'001;
        estimator.trees[1].depth.reset();
        document->estimators.push_back(estimator);
        ForestModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.setForest(document, EstimatorId{0});
        QCOMPARE(row_texts(model, 0).mid(0, 4),
                 (QStringList{QStringLiteral("tree 0"), QStringLiteral("2"), QStringLiteral("3"),
                              QStringLiteral("5")}));
        QCOMPARE(
            row_texts(model, 1).mid(1, 3),
            (QStringList{QStringLiteral("unknown"), QStringLiteral("3"), QStringLiteral("1,001")}));
        QCOMPARE(model.rowOf(NodeId{7}), 0);
        QCOMPARE(model.rowOf(NodeId{8}), -1);
    }
    void configurationTree()
    {
        ValueTreeModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        const auto document = test::sample_document();
        std::vector<ValueEntry> inner;
        inner.push_back({Value::text("seed"), Value()});
        const NamedValues values = {
            {"units", Value::integer(64)},
            {"shape", Value::sequence(Value::Kind::Tuple, {Value::integer(1), Value::real(0.5)})},
            {"initializer", Value::dict(inner)},
        };
        model.setValues(document, values);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(row_texts(model, 0), (QStringList{QStringLiteral("units"), QStringLiteral("64"),
                                                   QStringLiteral("int")}));
        const QModelIndex shape = model.index(1, 0);
        QCOMPARE(shape.siblingAtColumn(1).data().toString(), QStringLiteral("(1, 0.5)"));
        QCOMPARE(model.rowCount(shape), 2);
        QCOMPARE(model.index(1, 1, shape).data().toString(), QStringLiteral("0.5"));
        const QModelIndex seed = model.index(0, 0, model.index(2, 0));
        QCOMPARE(seed.data().toString(), QStringLiteral("seed"));
        QCOMPARE(seed.siblingAtColumn(1).data().toString(), QStringLiteral("None"));
        QVERIFY(seed.siblingAtColumn(1).data(SecondaryRole).toBool());
    }
    void valuesArePaged()
    {
        const auto document = test::sample_document();
        const TensorId kernel{0};
        ValuesModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        const GridSlice slice = default_slice(document->tensor(kernel).shape);
        QSignalSpy wanted(&model, &ValuesModel::pageWanted);
        model.setTensor(document, kernel, slice);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(model.index(1, 2).data().toString(), QString());
        QCOMPARE(wanted.count(), 1); // asked for once, however often it is painted
        model.index(0, 0).data();
        QCOMPARE(wanted.count(), 1);
        const std::vector<SliceAxis> axes = model.sliceOf({0, 0});
        QCOMPARE(axes.size(), std::size_t{2});
        QCOMPARE(axes[1].count, std::uint64_t{3});
        model.setPage(kernel, slice, {0, 0}, items_of({1, 2, 3, 4, 5, 6}));
        QCOMPARE(model.index(1, 2).data().toString(), QStringLiteral("6.000"));
        QCOMPARE(model.index(1, 2).data(CopyRole).toString().toDouble(), 6.0);
    }
    void valuesBehindTheFilesEndAreMissing()
    {
        const auto document = test::sample_document();
        const TensorId kernel{0};
        ValuesModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        const GridSlice slice = default_slice(document->tensor(kernel).shape);
        model.setTensor(document, kernel, slice);
        model.setPage(kernel, slice, {0, 0},
                      items_of({1, 2, 3, 4, 0, 0}, {false, false, false, false, true, true}));
        QCOMPARE(row_texts(model, 1),
                 (QStringList{QStringLiteral("4.000"), QStringLiteral("missing"),
                              QStringLiteral("missing")}));
        QVERIFY(model.index(1, 2).data(SecondaryRole).toBool());
        QVERIFY(!model.index(1, 0).data(SecondaryRole).toBool());
        QCOMPARE(model.index(1, 2).data(CopyRole).toString(), QString());
        QVERIFY(model.index(1, 2)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("file ends")));
    }
    void valuesOfAColumnShareTheirDecimals()
    {
        DocumentBuilder builder;
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Float32);
        tensor.shape = {300, 2};
        builder.add_tensor(tensor);
        const auto document = std::move(builder).finish();
        ValuesModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        const GridSlice slice = default_slice(tensor.shape);
        model.setTensor(document, TensorId{0}, slice);
        std::vector<float> first(512, 0.25F);
        first[1] = 1680;
        first[3] = 3e-9F;
        model.setPage(TensorId{0}, slice, {0, 0}, items_of(first));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("0.2500"));
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("1680"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("3.000e−9"));
        // What is read later counts for what stands above it too.
        std::vector<float> second(88, 12.5F);
        model.setPage(TensorId{0}, slice, {1, 0}, items_of(second));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("0.25"));
        QCOMPARE(model.index(0, 0).data(CopyRole).toString(), QStringLiteral("0.25"));
        QCOMPARE(model.index(299, 1).data().toString(), QStringLiteral("13"));
    }
    void listedValuesComeWhenAskedFor()
    {
        DocumentBuilder builder;
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Object);
        tensor.shape = {2, 2};
        tensor.storage = ListedStorage{nullptr, SourceId{1}};
        builder.add_tensor(tensor);
        const auto document = std::move(builder).finish();
        const TensorId texts{0};
        ValuesModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        QSignalSpy wanted(&model, &ValuesModel::pageWanted);
        QSignalSpy failed(&model, &ValuesModel::readFailed);
        GridSlice slice = default_slice(tensor.shape);
        model.setTensor(document, texts, slice);
        QCOMPARE(model.index(1, 0).data().toString(), QString());
        QCOMPARE(wanted.count(), 1);
        model.setList(texts, fail(ErrorCode::Cancelled));
        QCOMPARE(failed.count(), 0);
        QCOMPARE(model.index(1, 0).data().toString(), QString());
        QCOMPARE(wanted.count(), 2); // what was stopped is asked for again
        model.setList(texts, fail(ErrorCode::Malformed));
        QCOMPARE(failed.count(), 1);
        QCOMPARE(model.index(1, 0).data().toString(), QString());
        QCOMPARE(wanted.count(), 2); // what failed is not
        const SharedValues values = std::make_shared<const std::vector<Value>>(std::vector<Value>{
            Value::text("a"), Value::text("b"), Value::text("naïve"), Value::text("d")});
        model.setList(TensorId{7}, values);
        QCOMPARE(model.index(1, 0).data().toString(), QString());
        model.setList(texts, values);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("'naïve'"));
        QCOMPARE(model.index(1, 1).data(CopyRole).toString(), QStringLiteral("'d'"));
    }
    void valuesOfAnotherSliceAreDropped()
    {
        const auto document = test::sample_document();
        ValuesModel model;
        GridSlice slice = default_slice({2, 3});
        model.setTensor(document, TensorId{0}, slice);
        slice.first_row = 1;
        model.setPage(TensorId{0}, slice, {0, 0}, items_of({1, 2, 3}));
        QCOMPARE(model.index(0, 0).data().toString(), QString());
    }
    void longAxesAreListedInParts()
    {
        DocumentBuilder builder;
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Int8);
        tensor.shape = {5'000'000'000, 2'000};
        builder.add_tensor(tensor);
        const auto document = std::move(builder).finish();
        ValuesModel model;
        GridSlice slice = default_slice(document->tensor(TensorId{0}).shape);
        slice.first_row = 4'999'999'990;
        model.setTensor(document, TensorId{0}, slice);
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.columnCount(), static_cast<int>(ValuesModel::most_columns));
        QCOMPARE(model.headerData(9, Qt::Vertical, Qt::DisplayRole).toString(),
                 QStringLiteral("4,999,999,999"));
    }
    void aVectorIsOneColumn()
    {
        const GridSlice slice = default_slice({7});
        QCOMPARE(slice.row_axis, 0);
        QCOMPARE(slice.column_axis, -1);
        const GridSlice scalar = default_slice({});
        QCOMPARE(scalar.row_axis, -1);
        const GridSlice cube = default_slice({4, 5, 6});
        QCOMPARE(cube.row_axis, 1);
        QCOMPARE(cube.column_axis, 2);
    }
};

QTEST_MAIN(TestTableModels)
#include "tst_table_models.moc"
