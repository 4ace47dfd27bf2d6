// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/presence.h"
#include "widgets/tree/tree_model.h"

#include "tests/unit/widgets/sample_document.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace strata;

namespace {

using Tester = QAbstractItemModelTester;

QString printed(const TreeModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(depth * 2, QLatin1Char(' ')) + index.data().toString() + QLatin1Char('\n') +
                printed(model, index, depth + 1);
    }
    return text;
}

QString cell(const TreeModel& model, std::string_view path, TreeColumn column)
{
    const Tree& tree = tree_of(*model.document(), model.reading());
    return model.indexOf(*tree.find(path), static_cast<int>(column)).data().toString();
}

std::shared_ptr<const FilteredTree> filtered(const Document& document, const std::string& text)
{
    return std::make_shared<const FilteredTree>(
        *filter_tree(document, Reading::Model, text, JobContext()));
}

} // namespace

class TestTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = test::sample_document();
        m_model = std::make_unique<TreeModel>();
        m_tester = std::make_unique<Tester>(m_model.get(), Tester::FailureReportingMode::QtTest);
        m_model->setDocument(
            m_document, Reading::Model,
            std::make_shared<const TreeIndex>(make_tree_index(*m_document, Reading::Model)));
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void rows()
    {
        QCOMPARE(printed(*m_model), QStringLiteral("net\n"
                                                   "  dense\n"
                                                   "    kernel\n"
                                                   "    bias\n"
                                                   "optimizer\n"
                                                   "  learning_rate\n"));
    }
    void cells()
    {
        QCOMPARE(cell(*m_model, "net/dense/kernel", TreeColumn::Type), QStringLiteral("weight"));
        QCOMPARE(cell(*m_model, "net/dense/kernel", TreeColumn::Dims), QStringLiteral("(2, 3)"));
        QCOMPARE(cell(*m_model, "net/dense/kernel", TreeColumn::Dtype), QStringLiteral("float32"));
        QCOMPARE(cell(*m_model, "net/dense/kernel", TreeColumn::Params), QStringLiteral("6"));
        QCOMPARE(cell(*m_model, "net/dense/bias", TreeColumn::Size), QStringLiteral("8 B"));
        QCOMPARE(cell(*m_model, "optimizer/learning_rate", TreeColumn::Value),
                 QStringLiteral("0.001"));
    }
    void groupsSumWhatTheyHold()
    {
        QCOMPARE(cell(*m_model, "net", TreeColumn::Params), QStringLiteral("8"));
        QCOMPARE(cell(*m_model, "net/dense", TreeColumn::Size), QStringLiteral("32 B"));
        QCOMPARE(cell(*m_model, "optimizer", TreeColumn::Params), QString());
    }
    void findingsMarkTheirRowAndThoseAbove()
    {
        const Tree& tree = m_document->model;
        for (const char* const path : {"net", "net/dense", "net/dense/kernel"}) {
            const QModelIndex index =
                m_model->indexOf(*tree.find(path), static_cast<int>(TreeColumn::Marks));
            QCOMPARE(index.data(MarksRole).toStringList(), QStringList{QStringLiteral("error")});
        }
        const QModelIndex bias =
            m_model->indexOf(*tree.find("net/dense/bias"), static_cast<int>(TreeColumn::Marks));
        QVERIFY(!bias.data(MarksRole).isValid());
    }
    void filterKeepsTheWayAndWhatIsBelow()
    {
        m_model->setFilter(filtered(*m_document, "kernel"));
        QCOMPARE(printed(*m_model), QStringLiteral("net\n  dense\n    kernel\n"));
        QCOMPARE(cell(*m_model, "net/dense/kernel", TreeColumn::Dims), QStringLiteral("(2, 3)"));
        m_model->setFilter(filtered(*m_document, "DENSE"));
        QCOMPARE(printed(*m_model), QStringLiteral("net\n  dense\n    kernel\n    bias\n"));
        m_model->setFilter(filtered(*m_document, "(2,)"));
        QCOMPARE(printed(*m_model), QStringLiteral("net\n  dense\n    bias\n"));
        m_model->setFilter(filtered(*m_document, "float32 bias"));
        QCOMPARE(printed(*m_model), QStringLiteral("net\n  dense\n    bias\n"));
        m_model->setFilter(filtered(*m_document, "nowhere"));
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->filter()->hidden, std::uint64_t{6});
        m_model->setFilter(nullptr);
        QCOMPARE(m_model->rowCount(), 2);
    }
    void filterFindsItsRows()
    {
        const auto rows = filtered(*m_document, "learning");
        QCOMPARE(rows->matches, std::uint64_t{1});
        m_model->setFilter(rows);
        const NodeId node = *m_document->model.find("optimizer/learning_rate");
        const QModelIndex index = m_model->indexOf(node);
        QVERIFY(index.isValid());
        QCOMPARE(m_model->nodeAt(index), node);
        QCOMPARE(m_model->nodeAt(index.parent()), *m_document->model.find("optimizer"));
        QVERIFY(!m_model->indexOf(*m_document->model.find("net")).isValid());
    }
    void sparksArrive()
    {
        const auto column = static_cast<int>(TreeColumn::Distribution);
        const NodeId node = *m_document->model.find("net/dense/kernel");
        QCOMPARE(m_model->indexOf(node, column).data(SparkRole).value<QList<float>>().size(), 0);
        QVERIFY(m_model->indexOf(node, column).data(SparkRole).isValid());
        Spark spark;
        spark.heights = {0.5F, 1.0F};
        spark.has_nan = true;
        m_model->setSpark(m_document->model.node(node).tensor, spark);
        QCOMPARE(m_model->indexOf(node, column).data(SparkRole).value<QList<float>>(),
                 spark.heights);
        QVERIFY(m_model->indexOf(node, static_cast<int>(TreeColumn::Marks))
                    .data(MarksRole)
                    .toStringList()
                    .contains(QStringLiteral("mark-nan")));
    }
    void fileReading()
    {
        m_model->setDocument(
            m_document, Reading::File,
            std::make_shared<const TreeIndex>(make_tree_index(*m_document, Reading::File)));
        QCOMPARE(printed(*m_model), QStringLiteral("kernel:0\nbias:0\n"));
        QVERIFY(!m_model->isUseful(TreeColumn::Value));
    }
    void filterStopsWhenToldTo()
    {
        DocumentBuilder builder;
        for (int i = 0; i < 70'000; ++i)
            builder.model.add(Tree::root, {NodeKind::Scalar, "row"});
        const auto document = std::move(builder).finish();
        const JobContext stopped(std::make_shared<std::atomic<bool>>(true), {});
        const auto result = filter_tree(*document, Reading::Model, "row", stopped);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
    }
    void manySiblingsStandInRuns()
    {
        DocumentBuilder builder;
        for (int i = 0; i < 45'000; ++i)
            builder.model.add(Tree::root, {NodeKind::Scalar, "row_" + std::to_string(i)});
        const auto document = std::move(builder).finish();
        m_model->setDocument(
            document, Reading::Model,
            std::make_shared<const TreeIndex>(make_tree_index(*document, Reading::Model)));
        QCOMPARE(m_model->rowCount(), 5);
        const QModelIndex last = m_model->index(4, 0);
        QCOMPARE(last.data().toString(), QStringLiteral("40,000 to 44,999"));
        QCOMPARE(m_model->nodeAt(last), NodeId::none);
        QCOMPARE(m_model->rowCount(last), 5'000);
        const NodeId node = *document->model.find("row_41234");
        const QModelIndex row = m_model->indexOf(node);
        QCOMPARE(row.row(), 1'234);
        QCOMPARE(row.parent(), last);
        QCOMPARE(m_model->index(1'234, 0, last), row);
        QCOMPARE(m_model->nodeAt(row), node);
        // What a filter leaves is counted anew.
        m_model->setFilter(filtered(*document, "row_41"));
        QCOMPARE(m_model->rowCount(), 1'111);
        QVERIFY(!m_model->indexOf(node).parent().isValid());
        m_model->setFilter(filtered(*document, "row"));
        QCOMPARE(m_model->rowCount(), 5);
        QCOMPARE(m_model->indexOf(node).parent().row(), 4);
    }
    void whatAFileLacksStandsInAColumn()
    {
        QVERIFY(!m_model->isUseful(TreeColumn::State)); // the sample is whole
        DocumentBuilder builder;
        builder.document.bytes = 30;
        const NodeId group = builder.file.add(Tree::root, {NodeKind::Group, "layer", "group"});
        const NodeId gone = builder.file.add(group, {NodeKind::Group, "gone", "group"});
        const auto add = [&](NodeId parent, const char* name, std::uint64_t offset) {
            Tensor tensor;
            tensor.dtype = DType::of(ScalarType::Float32);
            tensor.shape = {4};
            if (offset + 16 <= builder.document.bytes)
                tensor.storage = DenseStorage{Extent{SourceId::file, offset, 16}, {}};
            else
                tensor.storage =
                    cut_storage(tensor, SourceId::file, offset,
                                builder.document.bytes - std::min(offset, builder.document.bytes));
            TreeBuilder::Row row{NodeKind::Tensor, name, "tensor"};
            row.offset = offset;
            tensor.file_node = builder.file.add(parent, row);
            builder.add_tensor(tensor);
        };
        add(group, "whole", 8);
        add(group, "cut", 24);
        add(gone, "after", 40);
        const auto document = std::move(builder).finish();
        m_model->setDocument(
            document, Reading::File,
            std::make_shared<const TreeIndex>(make_tree_index(*document, Reading::File)));
        QVERIFY(m_model->isUseful(TreeColumn::State));
        QCOMPARE(cell(*m_model, "layer", TreeColumn::State), QStringLiteral("2 damaged"));
        QCOMPARE(cell(*m_model, "layer/gone", TreeColumn::State), QStringLiteral("missing"));
        QCOMPARE(cell(*m_model, "layer/whole", TreeColumn::State), QString());
        QCOMPARE(cell(*m_model, "layer/cut", TreeColumn::State), QStringLiteral("cut"));
        const QModelIndex cut = m_model->indexOf(*document->file.find("layer/cut"),
                                                 static_cast<int>(TreeColumn::State));
        QCOMPARE(cut.data(InkRole).toInt(), static_cast<int>(IconInk::Warning));
        QVERIFY(cut.data(Qt::ToolTipRole).toString().contains(QStringLiteral("25.0 %")));
        const QModelIndex after = m_model->indexOf(*document->file.find("layer/gone/after"));
        QVERIFY(after.data(GreyRole).toBool());
        QVERIFY(!cut.siblingAtColumn(0).data(GreyRole).toBool());
        // Where the column has no room its sign stands behind the name.
        m_model->setMarksBesideNames(true, true);
        QCOMPARE(after.data(MarksRole).toStringList(), QStringList{QStringLiteral("mark-missing")});
    }

private:
    std::shared_ptr<const Document> m_document;
    std::unique_ptr<TreeModel> m_model;
    std::unique_ptr<Tester> m_tester;
};

QTEST_MAIN(TestTreeModel)
#include "tst_tree_model.moc"
