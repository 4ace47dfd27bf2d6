// SPDX-License-Identifier: GPL-3.0-or-later
// The estimator page of the real window: the drawing of a decision tree, by mouse and keys.
#include "tests/gui/window_driver.h"

#include "io/analysis/tree_figures.h"
#include "io/model/document_builder.h"
#include "widgets/pages/overview_page.h"
#include "widgets/pages/tree_box.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/plots/legend.h"
#include "widgets/plots/save_drawing.h"
#include "widgets/plots/tree_plot.h"
#include "widgets/tables/attributes_model.h"
#include "widgets/tables/bar_axis.h"
#include "widgets/tables/roles.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/theme.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QXmlStreamReader>

#include <limits>

using namespace strata;
using namespace strata::test;

class TestEstimatorViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = exposed_window();
        QVERIFY(m_window);
    }
    void cleanup() { m_window.reset(); }

    void treeIsThatOfTheFile_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* name : {"forest_wine", "forest_regressor", "forest_regressor_outputs",
                                 "forest_several_outputs", "forest_text_classes"})
            QTest::newRow(name) << QStringLiteral("sklearn/1.9/%1.joblib").arg(QLatin1String(name));
    }
    void treeIsThatOfTheFile()
    {
        QFETCH(QString, file);
        QVERIFY(open(file));
        const Estimator& estimator = rootEstimator();
        QTRY_VERIFY(!plot()->layoutOfTree().places.empty());
        plot()->setLevels(1000); // what has no room is folded at first
        QCOMPARE(plot()->layoutOfTree().places.size(),
                 static_cast<std::size_t>(estimator.trees[0].node_count));
        const auto figures =
            read_tree_figures(*document(), estimator.trees[0], view()->file()->open.sources, {});
        QVERIFY(figures);
        for (std::size_t node = 0; node < figures->nodes.size(); ++node) {
            plot()->selectNode(static_cast<std::uint32_t>(node));
            QCOMPARE(box()->nodeFacts()->value(QStringLiteral("Rows")),
                     words::count(static_cast<std::uint64_t>(figures->nodes[node].samples)));
            QVERIFY(box()->nodeTitle().startsWith(QStringLiteral("Node %1").arg(node)));
        }
    }

    void labelsOfAnyNumber()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        Estimator estimator;
        for (const double label :
             {2.0, -1.0, 2.5, 3e9, 1e300, infinity, std::numeric_limits<double>::quiet_NaN()})
            estimator.classes.push_back(Value::real(label));
        DecisionTree tree;
        tree.class_counts = {7};
        const TreeWords words(estimator, tree);
        QStringList names;
        for (std::size_t number = 0; number < 7; ++number)
            names.append(words.className(0, number).section(QLatin1Char(' '), 1));
        QCOMPARE(names.join(QLatin1Char(' ')),
                 QStringLiteral("2 -1 2.5 3000000000 1e+300 inf nan"));
    }

    void legendNamesThoseThatHaveAColour()
    {
        Legend legend;
        const auto colours = static_cast<qsizetype>(legend.mostNames());
        QStringList names;
        for (qsizetype i = 0; i < colours; ++i)
            names.append(QString::number(i));
        legend.setNames(names, legend.mostNames());
        QCOMPARE(legend.shownNames(), names);
        legend.setNames(names, legend.mostNames() + 1);
        QCOMPARE(legend.shownNames().last(), QStringLiteral("1 other"));
        legend.setNames(names, 5000);
        QCOMPARE(legend.shownNames().last(),
                 QStringLiteral("%1 others").arg(words::count(5000 - legend.mostNames())));
    }

    void leavesSayTheirClass()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/forest_text_classes.joblib")));
        QTRY_VERIFY(!plot()->layoutOfTree().places.empty());
        const auto figures = read_tree_figures(*document(), rootEstimator().trees[0],
                                               view()->file()->open.sources, {});
        QVERIFY(figures);
        for (std::uint32_t node = 0; node < figures->nodes.size(); ++node) {
            if (figures->nodes[node].left >= 0)
                continue;
            plot()->selectNode(node);
            const Value& name = rootEstimator().classes[figures->majority(node, 0)];
            QVERIFY2(box()->nodeTitle().contains(QString::fromStdString(name.as_text())),
                     qPrintable(box()->nodeTitle()));
        }
    }

    void clickChoosesANode()
    {
        QVERIFY(openWine());
        const std::uint32_t child = plot()->layoutOfTree().places[0].right;
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->placeRect(child).center().toPoint());
        QCOMPARE(plot()->selectedNode(), plot()->layoutOfTree().places[child].node);
        QVERIFY(box()->nodeTitle().contains(QStringLiteral("≤")));
        QVERIFY(plot()->accessibleDescription().contains(QStringLiteral("rows")));
    }

    void arrowsGoToParentChildAndNeighbour()
    {
        QVERIFY(openWine());
        plot()->setFocus();
        const std::vector<TreePlace>& places = plot()->layoutOfTree().places;
        const auto press = [&](Qt::Key key, std::uint32_t place) {
            QTest::keyClick(plot(), key);
            QCOMPARE(plot()->selectedNode(), places[place].node);
        };
        press(Qt::Key_Down, places[0].left);
        press(Qt::Key_Right, places[0].right);
        press(Qt::Key_Left, places[0].left);
        press(Qt::Key_Up, 0);
        press(Qt::Key_Up, 0);
    }

    void wheelZoomsAboutThePointer()
    {
        QVERIFY(openWine());
        const QPointF at = plot()->placeRect(0).center();
        const double before = plot()->scale();
        for (int i = 0; i < 6; ++i)
            turnWheel(at, 120);
        QVERIFY(plot()->scale() > before * 2);
        // The tree is now larger than the widget, and the root has stayed under the pointer.
        QVERIFY(plot()->placeRect(0).contains(QPointF(at.x(), plot()->placeRect(0).center().y())));
        plot()->setFocus();
        QTest::keyClick(plot(), Qt::Key_0);
        QCOMPARE(plot()->scale(), before);
        QTest::keyClick(plot(), Qt::Key_Plus);
        QVERIFY(plot()->scale() > before);
        QTest::keyClick(plot(), Qt::Key_Minus);
        QCOMPARE(plot()->scale(), before);
        QTest::mouseClick(shown<QToolButton>(*box(), "treeZoomIn"), Qt::LeftButton);
        QVERIFY(plot()->scale() > before);
        QTest::mouseClick(shown<QToolButton>(*box(), "treeFit"), Qt::LeftButton);
        QCOMPARE(plot()->scale(), before);
    }

    void dragMovesTheTree()
    {
        QVERIFY(openWine());
        const QPointF at = plot()->placeRect(0).center();
        for (int i = 0; i < 6; ++i)
            turnWheel(at, 120);
        const QRectF before = plot()->placeRect(0);
        QTest::mousePress(plot(), Qt::LeftButton, {}, QPoint(300, 100));
        QTest::mouseMove(plot(), QPoint(260, 80));
        QMouseEvent move(QEvent::MouseMove, QPointF(240, 70), plot()->mapToGlobal(QPoint(240, 70)),
                         Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(plot(), &move);
        QTest::mouseRelease(plot(), Qt::LeftButton, {}, QPoint(240, 70));
        QCOMPARE(plot()->placeRect(0).topLeft() - before.topLeft(), QPointF(-60, -30));
        QCOMPARE(plot()->selectedNode(), 0U); // a drag chooses nothing
    }

    void chosenRowOfTheListIsDrawn()
    {
        QVERIFY(openWine());
        TableView* const list = view()->inspector()->estimator()->forestTable();
        const QModelIndex second = list->model()->index(1, 0);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(second).center());
        QTRY_COMPARE(plot()->layoutOfTree().places.size(),
                     static_cast<std::size_t>(rootEstimator().trees[1].node_count));
        QCOMPARE(box()->accessibleName(), QStringLiteral("Tree 1"));
        list->sortByColumn(3, Qt::DescendingOrder);
        QVERIFY(list->model()->index(0, 3).data().toString().toInt() >=
                list->model()->index(list->model()->rowCount() - 1, 3).data().toString().toInt());
    }

    void outputsAreChosen()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/forest_several_outputs.joblib")));
        QTRY_VERIFY(!plot()->layoutOfTree().places.empty());
        auto* const output = shown<QComboBox>(*box(), "treeOutput");
        QVERIFY(output);
        QCOMPARE(output->count(), static_cast<int>(rootEstimator().trees[0].output_count));
    }

    void copiedAsTextAndSaved()
    {
        QVERIFY(openWine());
        plot()->setFocus();
        QTest::keyClick(plot(), Qt::Key_C, Qt::ControlModifier);
        const QString text = QGuiApplication::clipboard()->text();
        QCOMPARE(text.count(QLatin1Char('\n')),
                 static_cast<int>(rootEstimator().trees[0].node_count));
        QVERIFY(text.contains(QStringLiteral(" <= ")));
        QTemporaryDir folder;
        const Drawing drawing{QStringLiteral("Tree"), plot()->wholeSize(),
                              [this](QPaintDevice& device) {
                                  plot()->drawWhole(device);
                              }};
        for (const char* suffix : {"png", "svg", "pdf"}) {
            const QString path = folder.filePath(QStringLiteral("tree.") + QLatin1String(suffix));
            QCOMPARE(write_drawing(drawing, {}, path), QString());
            QVERIFY(QFileInfo(path).size() > 1000);
        }
        const QImage picture(folder.filePath(QStringLiteral("tree.png")));
        QCOMPARE(picture.size(), drawing.size * 2);
        QFile svg(folder.filePath(QStringLiteral("tree.svg")));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&svg);
        while (!reader.atEnd())
            reader.readNext();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(
            !write_drawing(drawing, {}, folder.filePath(QStringLiteral("no/tree.png"))).isEmpty());
    }

    /// A tree of 100,000 nodes: folded at first, and drawn in moments when all of it is shown.
    void largeTreeStaysUsable()
    {
        auto figures = std::make_shared<TreeFigures>();
        figures->class_counts = {3};
        figures->width = 3;
        figures->nodes.resize(1);
        for (std::size_t i = 0; figures->nodes.size() < 100'000; ++i) {
            figures->nodes[i].left = static_cast<std::int64_t>(figures->nodes.size());
            figures->nodes[i].right = figures->nodes[i].left + 1;
            figures->nodes[i].feature = static_cast<std::int64_t>(i % 7);
            figures->nodes.resize(figures->nodes.size() + 2);
        }
        figures->shape = measure_tree(figures->nodes);
        figures->values.assign(figures->nodes.size() * 3, 1.0 / 3);
        DecisionTree tree;
        tree.class_counts = {3};
        TreePlot large;
        large.resize(1000, 500);
        large.setTree(figures, TreeWords(Estimator(), tree));
        large.show();
        QVERIFY(QTest::qWaitForWindowExposed(&large));
        QVERIFY(large.layoutOfTree().columns <= 16);
        // Enter opens the branch of a folded node.
        std::uint32_t folded = 0;
        while (large.layoutOfTree().places[folded].hidden == 0)
            ++folded;
        const std::size_t before = large.layoutOfTree().places.size();
        large.selectNode(large.layoutOfTree().places[folded].node);
        QTest::keyClick(&large, Qt::Key_Return);
        QVERIFY(large.layoutOfTree().places.size() > before);
        QTest::keyClick(&large, Qt::Key_Return);
        QCOMPARE(large.layoutOfTree().places.size(), before);
        large.setLevels(100);
        QCOMPARE(large.layoutOfTree().places.size(), figures->nodes.size());
        for (int i = 0; i < 40; ++i) {
            large.grab();
            QVERIFY2(large.drawnPlaces() < 5000, qPrintable(QString::number(large.drawnPlaces())));
            large.zoomOut();
        }
    }

    void aStepHasTheNamesOfItsPipeline()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/pipeline.joblib")));
        QVERIFY(view()->choosePath(QStringLiteral("estimator/steps/model")));
        EstimatorPage* const page = view()->inspector()->estimator();
        view()->inspector()->turnTo(page);
        auto* const table = page->findChild<TableView*>(QStringLiteral("coefficientsTable"));
        QVERIFY(table);
        QTRY_VERIFY(table->isVisible());
        QStringList names;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            names.append(cell(table->model(), row, 0));
        QVERIFY(names.contains(QStringLiteral("alcohol")) && !names.contains(QStringLiteral("x0")));
        auto* const note = shown<QLabel>(*page, "featureNamesNote");
        QVERIFY(note);
        QCOMPARE(note->text(), QStringLiteral("Named by what it is a part of"));
    }

    void aPipelineHasTheNamesOfItsSteps()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/pipeline.joblib")));
        m_window->resize(900, 600);
        const auto* const box = view()->inspector()->overview()->findChild<QWidget*>(
            QStringLiteral("overviewEstimator"));
        QVERIFY(box);
        const QString names = box->findChild<FactsGrid*>()->value(QStringLiteral("Feature names"));
        QVERIFY2(names.startsWith(QStringLiteral("alcohol, malic_acid")), qPrintable(names));
        // The classes are named without their modules where there is no room for those.
        const TreeModel* const rows = view()->tree()->model();
        const NodeId step = *rows->document()->model.find("estimator/steps/scale");
        QCOMPARE(rows->indexOf(step, static_cast<int>(TreeColumn::Value)).data().toString(),
                 QStringLiteral("StandardScaler"));
        EstimatorPage* const page = view()->inspector()->estimator();
        view()->inspector()->turnTo(page);
        TableView* const table = page->stepsTable();
        QTRY_VERIFY(table->isVisible());
        QCOMPARE(cell(table->model(), 0, 2), QStringLiteral("StandardScaler"));
        QCOMPARE(cell(table->model(), 0, 3), QStringLiteral("sklearn.preprocessing._data"));
        QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
        QVERIFY(table->isColumnHidden(3) && !table->isColumnHidden(2));
    }

    /// A table of two rows is no box as high as the page.
    void tablesAreNoHigherThanTheirRows()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/pipeline.joblib")));
        EstimatorPage* const page = view()->inspector()->estimator();
        view()->inspector()->turnTo(page);
        const TableView* const steps = page->stepsTable();
        QTRY_VERIFY(steps->isVisible());
        QTRY_VERIFY(steps->parentWidget()->height() <= 8 * steps->fontMetrics().height());
        QCOMPARE(steps->verticalScrollBar()->maximum(), 0);
        QVERIFY(view()->choosePath(QStringLiteral("estimator/steps/scale")));
        const TableView* const learned = page->attributesTable();
        QTRY_VERIFY(learned->isVisible());
        const int rows = learned->model()->rowCount();
        QTRY_VERIFY(learned->parentWidget()->height() <=
                    (rows + 4) * (learned->fontMetrics().height() + 10));
        QCOMPARE(learned->verticalScrollBar()->maximum(), 0);
    }

    /// The numbers of the scale stand where bars of that length end.
    void importancesHaveAScale()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/forest_wine.joblib")));
        EstimatorPage* const page = view()->inspector()->estimator();
        view()->inspector()->turnTo(page);
        TableView* const table = page->importancesTable();
        QTRY_COMPARE(table->model()->rowCount(), 13);
        auto* const axis = shown<BarAxis>(*page, "barAxis");
        QVERIFY(axis);
        QCOMPARE(axis->labels(), (QStringList{QStringLiteral("0.00"), QStringLiteral("0.05"),
                                              QStringLiteral("0.10"), QStringLiteral("0.15"),
                                              QStringLiteral("0.20"), QStringLiteral("0.25")}));
        // All features are seen in a window of the usual size, and the scale is beneath the last.
        QTRY_COMPARE(table->verticalScrollBar()->maximum(), 0);
        m_window->resize(1920, 1200);
        const auto below_the_last = [&] {
            const QRect last = table->visualRect(table->model()->index(12, 0));
            return axis->mapTo(page, QPoint()).y() -
                   table->viewport()->mapTo(page, last.bottomLeft()).y();
        };
        QTRY_VERIFY(below_the_last() >= 0 && below_the_last() <= 12);
        const QModelIndex first = table->model()->index(0, 1);
        const double end = first.data(BarRole).toPointF().y() * 0.25;
        const QImage image = table->viewport()->grab().toImage();
        const int y = table->visualRect(first).center().y();
        int bar_end = 0;
        for (int x = table->visualRect(first).left(); x < image.width(); ++x) {
            if (image.pixelColor(x, y) == Theme::of(table->palette()).series[0])
                bar_end = x;
        }
        const int told = axis->mapTo(page, QPoint(axis->placeOf(end), 0)).x();
        QVERIFY(std::abs(told - table->viewport()->mapTo(page, QPoint(bar_end, 0)).x()) <= 2);
    }

    void shortArraysAreShownThemselves()
    {
        DocumentBuilder builder;
        Tensor two;
        two.dtype = DType::of(ScalarType::Float64);
        two.shape = {2};
        Tensor one = two;
        one.dtype = DType::of(ScalarType::Int64);
        one.shape = {1};
        builder.document.tensors = {two, one, two};
        Estimator estimator;
        estimator.attributes = {{"range_", Value::tensor(TensorId{0})},
                                {"count_", Value::tensor(TensorId{1})},
                                {"other_", Value::tensor(TensorId{2})}};
        builder.document.estimators = {estimator};
        AttributesModel model;
        model.setEstimator(std::move(builder).finish(), EstimatorId{0});
        QCOMPARE(cell(&model, 1, 1), QStringLiteral("1 value"));
        model.setArrays({{TensorId{0}, {0.25, 2.0}}, {TensorId{1}, {7.0}}});
        QCOMPARE(cell(&model, 0, 1), QStringLiteral("[0.25, 2.0]"));
        QCOMPARE(cell(&model, 1, 1), QStringLiteral("[7]"));
        QCOMPARE(cell(&model, 2, 1), QStringLiteral("2 values"));
        QVERIFY(!model.index(1, 1).data(SecondaryRole).toBool());
    }

    void whatIsThereIsAsHighAsItNeeds()
    {
        for (const bool fitted : {false, true}) {
            DocumentBuilder builder;
            Estimator estimator;
            estimator.node =
                builder.model.add(Tree::root, {NodeKind::Estimator, "estimator", "Ridge"});
            builder.model.at(estimator.node).estimator = EstimatorId{0};
            estimator.name = "Ridge";
            if (fitted)
                estimator.attributes = {{"n_iter_", Value::integer(7)}};
            builder.document.estimators = {estimator};
            builder.document.estimator = EstimatorId{0};
            const std::shared_ptr<const Document> made = std::move(builder).finish();
            EstimatorPage page;
            page.resize(600, 600);
            page.show(Selection{made, Reading::Model, made->estimators[0].node});
            static_cast<QWidget&>(page).show();
            QVERIFY(QTest::qWaitForWindowExposed(&page));
            QCOMPARE(shown<EmptyState>(page, "notFitted") != nullptr, !fitted);
            const QWidget* const table = shown<TableView>(page, "attributesTable");
            QCOMPARE(table != nullptr, fitted);
            QVERIFY(!fitted || table->height() < page.height() / 2);
        }
    }

private:
    DocumentView* view() { return m_window->currentView(); }
    TreeBox* box() { return view()->inspector()->estimator()->treeBox(); }
    TreePlot* plot() { return box()->plot(); }
    std::shared_ptr<const Document> document() { return view()->file()->open.document; }
    const Estimator& rootEstimator()
    {
        return document()->estimators[index(document()->estimator)];
    }

    bool open(const QString& file)
    {
        DocumentView* const opened = open_in(*m_window, data_file(file));
        if (!opened || !opened->isOpen())
            return false;
        opened->inspector()->turnTo(opened->inspector()->estimator());
        return true;
    }
    bool openWine()
    {
        return open(QStringLiteral("sklearn/1.9/forest_wine.joblib")) &&
               QTest::qWaitFor([this] { return !plot()->layoutOfTree().places.empty(); }) &&
               QTest::qWaitFor([this] { return m_window->jobs().idle(); });
    }
    void turnWheel(QPointF at, int delta)
    {
        QWheelEvent wheel(at, plot()->mapToGlobal(at), {}, QPoint(0, delta), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(plot(), &wheel);
    }

    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestEstimatorViews)
#include "tst_estimator_views.moc"
