// SPDX-License-Identifier: GPL-3.0-or-later
// The window on networks: summary, weights, pictures, optimizer.
#include "tests/gui/window_driver.h"

#include "app/window/group_work.h"
#include "io/keras/summary_text.h"
#include "io/model/document_builder.h"
#include "tests/unit/widgets/trained_document.h"
#include "widgets/pages/histogram_group.h"
#include "widgets/pages/model_summary.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/pages/overview_page.h"
#include "widgets/pages/picture_box.h"
#include "widgets/pages/setting_grid.h"
#include "widgets/pages/storage_words.h"
#include "widgets/pages/value_box.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/plots/heat_map.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/tables/optimizer_model.h"
#include "widgets/tables/roles.h"
#include "widgets/tables/summary_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/theme.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

#include <cmath>

using namespace strata;
using namespace strata::test;

namespace {

const QString network = QStringLiteral("keras/keras-3/deep_learning_model.h5");
const QString two_groups = QStringLiteral("torch/checkpoint_adamw_two_groups.pt");

} // namespace

class TestNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = exposed_window();
        QVERIFY(m_window);
    }
    void cleanup() { m_window.reset(); }

    void summaryIsWhatKerasCounts_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* const name : {"deep_learning_model", "convolutions", "recurrent"}) {
            for (const char* const folder : {"keras-3", "tf-2.15"})
                QTest::addRow("%s of %s", name, folder)
                    << QStringLiteral("keras/%1/%2")
                           .arg(QLatin1String(folder), QLatin1String(name));
        }
    }
    void summaryIsWhatKerasCounts()
    {
        QFETCH(QString, file);
        const QJsonObject wanted = expected(file);
        DocumentView* const view = open_in(*m_window, data_file(file + QStringLiteral(".h5")));
        QVERIFY(view && view->isOpen());
        ModelSummary* const summary = view->inspector()->overview()->summary();
        QVERIFY(summary);
        const auto plain = [](QString text) {
            return text.remove(QLatin1Char(','));
        };
        const QJsonObject counts = wanted[QLatin1String("parameters")].toObject();
        // The strip counts what the model computes with, the total the optimizer's values too.
        const auto number = [&](const char* caption) {
            return plain(summary->total(QLatin1String(caption))).toInt();
        };
        const bool optimized = !summary->total(QStringLiteral("Optimizer")).isEmpty();
        QCOMPARE(number(optimized ? "Total with optimizer" : "Total"),
                 plain(view->strip()->value(QStringLiteral("Parameters"))).toInt() +
                     number("Optimizer"));
        QCOMPARE(plain(summary->total(QStringLiteral("Trainable"))),
                 QString::number(counts[QLatin1String("trainable")].toInt()));
        QCOMPARE(plain(summary->total(QStringLiteral("Not trainable"))),
                 QString::number(counts[QLatin1String("non_trainable")].toInt()));
        // Keras does not list the input of a Sequential; the desk does.
        QMap<QString, QString> parameters;
        for (int row = 0; row < summary->model()->rowCount(); ++row)
            parameters.insert(cell(summary->model(), row, SummaryModel::LayerName).trimmed(),
                              plain(cell(summary->model(), row, SummaryModel::Params)));
        for (const QJsonValue& each : wanted[QLatin1String("layers")].toArray())
            QCOMPARE(parameters.value(each[QLatin1String("name")].toString()),
                     QString::number(each[QLatin1String("parameters")].toInt()));
    }

    /// What PyTorch keeps beside the parameters is counted as one nowhere, and only Keras compiles.
    void buffersAreNoParameters()
    {
        DocumentView* const view = open_in(*m_window, data_file(two_groups));
        QVERIFY(view && view->isOpen());
        QCOMPARE(view->strip()->value(QStringLiteral("Parameters")), QStringLiteral("51"));
        const TreeModel* const rows = view->tree()->model();
        const auto params = [&](std::string_view path) {
            return rows
                ->indexOf(*rows->document()->model.find(path), static_cast<int>(TreeColumn::Params))
                .data()
                .toString();
        };
        QCOMPARE(params("model_state_dict"), QStringLiteral("51"));
        QCOMPARE(params("model_state_dict/norm"), QStringLiteral("4"));
        QCOMPARE(params("model_state_dict/norm/running_mean"), words::none());
        const ModelSummary* const summary = view->inspector()->overview()->summary();
        QCOMPARE(summary->total(QStringLiteral("Total with optimizer")), QStringLiteral("159"));
        QCOMPARE(summary->totalSize(QStringLiteral("Total with optimizer")),
                 QStringLiteral("636 B"));
        QCOMPARE(summary->total(QStringLiteral("Buffers")), QStringLiteral("5"));
        QCOMPARE(summary->totalSize(QStringLiteral("Buffers")), QStringLiteral("24 B"));
        DocumentView* const weights =
            open_in(*m_window, data_file(QStringLiteral("torch/state_dict.pt")));
        QVERIFY(weights && weights->isOpen());
        QVERIFY(!weights->inspector()->overview()->findChild<QWidget*>(
            QStringLiteral("overviewTraining")));
    }

    /// Figures of Python, from the file's values by torch's formula.
    void stepsOfTorch()
    {
        DocumentView* const view = open_in(*m_window, data_file(two_groups));
        QVERIFY(view && view->isOpen());
        OptimizerPage* const page = view->inspector()->optimizer();
        view->inspector()->turnTo(page);
        const auto* const model = page->findChild<OptimizerModel*>();
        QVERIFY(model && model->hasSteps());
        QVERIFY(shown<QLabel>(*page, "stepNote"));
        QStringList names;
        for (int row = 0; row < model->rowCount(); ++row)
            names.append(model->nameOf(row));
        names.sort();
        QCOMPARE(names, (QStringList{QStringLiteral("conv.bias"), QStringLiteral("conv.weight"),
                                     QStringLiteral("head.1.bias"), QStringLiteral("head.1.weight"),
                                     QStringLiteral("norm.bias"), QStringLiteral("norm.weight")}));
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex step = model->index(row, model->stepColumn());
            QTRY_VERIFY(step.data(SortRole).isValid());
            if (model->nameOf(row) == QStringLiteral("conv.weight"))
                QVERIFY(qAbs(step.data(SortRole).toDouble() - 0.0012673480015962055) < 1e-9);
            if (model->nameOf(row) == QStringLiteral("head.1.bias"))
                QVERIFY(qAbs(step.data(SortRole).toDouble() - 0.0014638174694153378) < 1e-9);
        }
    }

    void pictureOfAWeight()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers/dense_1/kernel")));
        WeightsPage* const page = view->inspector()->weights();
        QCOMPARE(view->inspector()->currentPage(), page);
        HeatMap* const map = page->picture()->map();
        QTRY_COMPARE(map->shown().rows, std::uint64_t{64});
        QCOMPARE(map->shown().cell_columns, std::uint64_t{64});
        QCOMPARE(shown<QLabel>(*page, "pictureExtent")->text(), QStringLiteral("all 64 × 64"));
        QVERIFY(!shown<QLabel>(*page, "pictureCaption"));
        // Keras printed the first value.
        const QJsonObject weight =
            expected(QStringLiteral("keras/keras-3/deep_learning_model"))[QLatin1String(
                "layers")][1][QLatin1String("weights")][0]
                .toObject();
        QCOMPARE(map->shown().cell(0, 0), weight[QLatin1String("first")].toString().toDouble());
        map->setHoveredCell(0, 0);
        QVERIFY2(map->hoverText().startsWith(QStringLiteral("Input 0, Unit 0")),
                 qPrintable(map->hoverText()));
        QVERIFY(map->hoverText().contains(QStringLiteral("−0.2108")));
        // Zero is the middle of five labels.
        const QStringList labels = map->barLabels();
        QCOMPARE(labels.size(), 5);
        QCOMPARE(labels[2], QStringLiteral("0"));
        QCOMPARE(labels[4], QChar(0x2212) + labels[0]);
        auto* const range = shown<QComboBox>(*page, "pictureRange");
        range->setCurrentIndex(1);
        Q_EMIT range->activated(1);
        // The largest magnitude is 0.2202; half of the next even label can be written as short.
        QCOMPARE(map->barLabels().first(), QStringLiteral("0.24"));
    }
    void cellsAreLargeEnoughToSee()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers/dense_1/kernel")));
        HeatMap* const map = view->inspector()->weights()->picture()->map();
        QTRY_COMPARE(map->shown().rows, std::uint64_t{64});
        QTRY_VERIFY(map->cellsRect().height() >= 4 * 64);
    }
    void neighboursAreAClickAway()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers/dense/kernel")));
        WeightsPage* const page = view->inspector()->weights();
        auto* const previous = shown<QToolButton>(*page, "previousArray");
        auto* const next = shown<QToolButton>(*page, "nextArray");
        QVERIFY(!previous->isEnabled());
        for (const char* const path : {"layers/dense/bias", "layers/dense_1/kernel"}) {
            QTest::mouseClick(next, Qt::LeftButton);
            QCOMPARE(view->selectedPath(), QLatin1String(path));
        }
        QTest::mouseClick(previous, Qt::LeftButton);
        QCOMPARE(view->selectedPath(), QStringLiteral("layers/dense/bias"));
        QVERIFY(view->choosePath(QStringLiteral("optimizer/velocity/dense_2~1bias")));
        view->inspector()->turnTo(page);
        QVERIFY(!next->isEnabled());
        QTRY_VERIFY(page->figures()->value(QStringLiteral("Maximum")) != QString());
        QTest::mouseClick(shown<QToolButton>(*page, "copyStatistics"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("Maximum\t")));
    }
    void cellsAreJoinedWhereThereAreTooMany()
    {
        m_window->resize(900, 600);
        HeatMap map;
        map.resize(240, 220);
        auto picture = std::make_shared<Picture>();
        picture->rows = picture->cell_rows = 1000;
        picture->columns = picture->cell_columns = 1000;
        picture->cells.assign(1'000'000, 0.0);
        picture->cells[123'456] = -7;
        picture->largest = picture->common = 7;
        map.setPicture(picture);
        QVERIFY(map.shown().cell_rows < 240);
        QVERIFY(map.shown().row_step > 1);
        const std::vector<double>& cells = map.shown().cells;
        QCOMPARE(std::count(cells.begin(), cells.end(), -7.0), 1);
    }
    void furtherAxesHaveChoosers()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/convolutions.h5")));
        QVERIFY(view && view->choosePath(QStringLiteral("layers/conv/kernel")));
        WeightsPage* const page = view->inspector()->weights();
        HeatMap* const map = page->picture()->map();
        QTRY_COMPARE(map->shown().rows, std::uint64_t{3});
        QCOMPARE(map->shown().columns, std::uint64_t{4});
        const std::vector<double> first = map->shown().cells;
        auto* const axis = shown<QSpinBox>(*page, "pictureAxis1");
        QVERIFY(axis);
        QCOMPARE(axis->maximum(), 2);
        axis->setValue(2);
        QTRY_VERIFY(map->shown().cells != first && !map->shown().cells.empty());
    }
    void aScalarIsShownAsItsValue()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer/learning_rate")));
        WeightsPage* const page = view->inspector()->weights();
        view->inspector()->turnTo(page);
        QTRY_VERIFY(page->valueBox()->isVisible());
        QCOMPARE(page->valueBox()->text(), QStringLiteral("0.001000"));
        QVERIFY(!page->plot()->isVisible() && !page->figures()->isVisible());
        QVERIFY(view->choosePath(QStringLiteral("layers/dense_1/bias")));
        QTRY_VERIFY(page->plot()->isVisible() && page->figures()->isVisible());
        QVERIFY(!page->valueBox()->isVisible());
        // Without a picture beside them the figures keep the height of their rows.
        QVERIFY(page->figures()->height() < 12 * 26);
    }
    void vectorsHaveNoPicture()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers/dense_1/bias")));
        QVERIFY(!view->inspector()->weights()->picture()->isVisible());
        QVERIFY(view->choosePath(QStringLiteral("layers/dense_1/kernel")));
        QVERIFY(view->inspector()->weights()->picture()->isVisible());
    }

    void layerShowsItsWeightsOverOneAxis()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers/dense_1")));
        WeightsPage* const page = view->inspector()->weights();
        QCOMPARE(view->inspector()->currentPage(), page);
        const QList<HistogramPlot*> plots = page->group()->plots();
        QCOMPARE(plots.size(), 2);
        QTRY_VERIFY(plots[0]->bars()->data()->size() > 1 && plots[1]->bars()->data()->size() > 1);
        QCOMPARE(plots[0]->xAxis->range(), plots[1]->xAxis->range());
        QVERIFY(page->group()->fact(0).startsWith(QStringLiteral("std 0.1244")));
    }

    void theModelShowsTheWeightsOfItsLayers()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->isOpen());
        WeightsPage* const page = view->inspector()->weights();
        view->tree()->chooseFirst();
        view->inspector()->turnTo(page);
        HistogramGroup* const group = page->group();
        QVERIFY(group->isVisible());
        QCOMPARE(group->tensors().size(), 6);
        QStringList names;
        for (const auto* const label : group->findChildren<QLabel*>())
            names.append(label->text());
        for (const auto* const label : group->findChildren<ElidedLabel*>())
            names.append(label->text());
        QVERIFY2(names.contains(QStringLiteral("dense_1/kernel")),
                 qPrintable(names.join(QLatin1Char('\n'))));
        QVERIFY(names.contains(QStringLiteral("6 weights over one axis")));
    }

    void optimizerPairsSlotsWithWeights()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer")));
        OptimizerPage* const page = view->inspector()->optimizer();
        QCOMPARE(view->inspector()->currentPage(), page);
        QCOMPARE(page->settings()->value(QStringLiteral("learning_rate")), QStringLiteral("0.001"));
        QCOMPARE(page->settings()->value(QStringLiteral("beta_2")), QStringLiteral("0.999"));
        OptimizerModel* const model = page->model();
        QCOMPARE(model->kinds(),
                 (QStringList{QStringLiteral("momentum"), QStringLiteral("velocity")}));
        QCOMPARE(model->rowCount(), 6);
        QCOMPARE(model->unpairedCount(), 0);
        QTRY_COMPARE(cell(model, 2, OptimizerModel::WeightNorm), QStringLiteral("7.962"));
        QTRY_VERIFY(!cell(model, 5, OptimizerModel::FirstSlot + 2).isEmpty());
        // The largest weight is the one that is shown first, each part over its own axis.
        QTRY_COMPARE(page->group()->plots().size(), 3);
        const QList<HistogramPlot*> plots = page->group()->plots();
        QTRY_VERIFY(plots[2]->bars()->data()->size() > 1);
        QVERIFY(plots[0]->xAxis->range() != plots[1]->xAxis->range());
        QVERIFY(page->group()->fact(2).startsWith(QStringLiteral("median ")));
    }
    void stepsAreHeldAgainstTheirWeights()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer")));
        OptimizerPage* const page = view->inspector()->optimizer();
        OptimizerModel* const model = page->model();
        QVERIFY(model->hasSteps());
        for (int row = 0; row < model->rowCount(); ++row)
            QTRY_VERIFY(cell(model, row, model->stepColumn()).endsWith(QStringLiteral(" %")));
        QVERIFY(shown<QLabel>(*page, "stepNote"));
        // Another optimizer's slots are no such step.
        DocumentView* const other =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/optimizer_adamax.h5")));
        QVERIFY(other && other->choosePath(QStringLiteral("optimizer")));
        QVERIFY(!other->inspector()->optimizer()->model()->hasSteps());
        QVERIFY(!shown<QLabel>(*other->inspector()->optimizer(), "stepNote"));
    }
    void eachPageGetsItsOwnHistograms()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer")));
        // Asked for before the optimizer's own are there.
        QVERIFY(view->choosePath(QStringLiteral("layers/dense_1")));
        const QList<HistogramPlot*> layer = view->inspector()->weights()->group()->plots();
        const QList<HistogramPlot*> of_slots = view->inspector()->optimizer()->group()->plots();
        QCOMPARE(of_slots.size(), 3);
        QTRY_VERIFY(layer[0]->bars()->data()->size() > 1);
        for (HistogramPlot* const plot : of_slots)
            QTRY_VERIFY(plot->bars()->data()->size() > 1);
        QVERIFY(of_slots[0]->xAxis->range() != of_slots[1]->xAxis->range());
    }
    void stoppedHistogramsAreSaid()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers/dense_1")));
        WeightsPage* const page = view->inspector()->weights();
        QTRY_VERIFY(page->group()->fact(0).startsWith(QStringLiteral("std ")));
        page->setGroup(fail(ErrorCode::Cancelled));
        QVERIFY(page->group()->problem(0).startsWith(QStringLiteral("Measuring was stopped")));
        page->setGroup(fail(ErrorCode::Truncated));
        QCOMPARE(page->group()->problem(1),
                 QStringLiteral("Not in the file\nThe file ends before these values."));
        page->setGroup(fail(ErrorCode::ReadFailed, "no such device"));
        // The reason, and no axes of nothing.
        QVERIFY(page->group()->problem(1).startsWith(QStringLiteral("Cannot be read\n")));
        for (const HistogramPlot* const plot : page->group()->plots())
            QVERIFY(!plot->isVisible());
    }
    /// A file whose second half is gone: some weights are there, others are not.
    void whatCannotBeReadHasNoAxes()
    {
        QTemporaryDir folder;
        const QString cut = folder.filePath(QStringLiteral("cut.safetensors"));
        QFile whole(data_file(QStringLiteral("safetensors/dtypes.safetensors")));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QFile part(cut);
        QVERIFY(part.open(QIODevice::WriteOnly));
        const QByteArray bytes = whole.readAll();
        part.write(bytes.chopped(100));
        part.close();
        DocumentView* const view = open_in(*m_window, cut);
        QVERIFY(view && view->isOpen());
        HistogramGroup group;
        QList<HistogramGroup::Part> parts;
        const Document& document = *view->file()->open.document;
        for (std::size_t i = 0; i < document.tensors.size(); ++i)
            parts.append({TensorId{static_cast<std::uint32_t>(i)}, QString::number(i), 0});
        group.setParts(QStringLiteral("all"), parts);
        const auto measured = measure_group(view->file()->open, group.tensors(), {}, JobContext());
        QVERIFY(measured);
        group.setMembers(measured);
        group.show();
        int lost = 0;
        for (int i = 0; i < parts.size(); ++i) {
            const auto& of = (*measured)[static_cast<std::size_t>(i)].statistics;
            const bool missing = !of || of->finite() == 0;
            lost += missing;
            QCOMPARE(group.plots()[i]->isVisible(), !missing);
            QCOMPARE(group.problem(i).isEmpty(), !missing);
        }
        QVERIFY(lost > 0);
    }

    /// The optimizer's page fits where there is room for it, and takes what there is more.
    void theOptimizerUsesItsRoom()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->isOpen());
        OptimizerPage* const page = view->inspector()->optimizer();
        view->inspector()->turnTo(page);
        HistogramGroup* const group = page->group();
        QTRY_VERIFY(group->fact(2).startsWith(QStringLiteral("median ")));
        auto* const scroll = page->findChild<QScrollArea*>();
        QVERIFY(scroll);
        const auto left_below = [&] {
            return scroll->viewport()->height() -
                   group->mapTo(scroll->viewport(), QPoint(0, group->height())).y();
        };
        m_window->resize(1440, 900);
        QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
        m_window->resize(1920, 1200);
        QTRY_VERIFY(left_below() >= 0 && left_below() <= 12);
    }

    void kindsOfArraysHaveTheirOwnAxes()
    {
        DocumentView* const view = open_in(*m_window, data_file(two_groups));
        QVERIFY(view && view->choosePath(QStringLiteral("model_state_dict/norm")));
        WeightsPage* const page = view->inspector()->weights();
        view->inspector()->turnTo(page);
        const QList<HistogramPlot*> plots = page->group()->plots();
        QCOMPARE(plots.size(), 5); // weight, bias, running_mean, running_var, num_batches_tracked
        QStringList said;
        for (const auto* const label : page->group()->findChildren<QLabel*>())
            said.append(label->text());
        QVERIFY(said.contains(QStringLiteral("5 arrays, one axis for each kind")));
        QTRY_VERIFY(plots[1]->bars()->data()->size() > 1);
        QTRY_VERIFY(plots[3]->bars()->data()->size() > 1);
        QCOMPARE(plots[0]->xAxis->range(), plots[1]->xAxis->range());
        QVERIFY(plots[0]->xAxis->range() != plots[3]->xAxis->range());
    }
    void groupsOfParametersStandSideBySide()
    {
        DocumentView* const view = open_in(*m_window, data_file(two_groups));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer_state_dict")));
        OptimizerPage* const page = view->inspector()->optimizer();
        QCOMPARE(view->inspector()->currentPage(), page);
        // One number for each weight is no slot with a distribution.
        QCOMPARE(page->model()->kinds(),
                 (QStringList{QStringLiteral("exp_avg"), QStringLiteral("exp_avg_sq")}));
        const auto cell_of = [page](const QString& setting) -> const QWidget* {
            for (const auto* const each :
                 page->settings()->findChildren<QWidget*>(QStringLiteral("setting"))) {
                if (each->accessibleName() == setting)
                    return each;
            }
            return nullptr;
        };
        const QWidget* const first = cell_of(QStringLiteral("group 0 betas"));
        const QWidget* const second = cell_of(QStringLiteral("group 1 betas"));
        const QWidget* const next = cell_of(QStringLiteral("group 0 eps"));
        QVERIFY(first && second && next);
        QVERIFY(first->y() == second->y() && first->x() < second->x());
        QVERIFY(first->x() == next->x() && first->y() < next->y());
        QStringList heads;
        for (const auto* const label : page->settings()->findChildren<ElidedLabel*>())
            heads.append(label->text());
        for (const char* const head : {"group 0", "group 1", "betas", "weight_decay"})
            QCOMPARE(heads.count(QString::fromLatin1(head)), 1);
    }
    /// Of a file that is cut nobody says that it never had what it lost.
    void lostSlotsAreUnknown()
    {
        OptimizerState optimizer;
        for (const Integrity integrity : {Integrity::Complete, Integrity::Incomplete}) {
            DocumentBuilder builder;
            builder.document.verdict.integrity = integrity;
            optimizer.class_name = "Adam";
            builder.document.optimizer = optimizer;
            OptimizerPage page;
            page.show(Selection{std::move(builder).finish(), Reading::Model, NodeId::none});
            QStringList said;
            for (const auto* const label : page.findChildren<QLabel*>())
                said.append(label->text());
            const QString text = said.join(QLatin1Char('\n'));
            QCOMPARE(text.contains(QStringLiteral("keeps no slots")),
                     integrity == Integrity::Complete);
            QCOMPARE(text.contains(QStringLiteral("unknown")), integrity != Integrity::Complete);
        }
    }
    void lostSlotsAreNotCounted()
    {
        for (const Integrity integrity : {Integrity::Complete, Integrity::Incomplete}) {
            DocumentBuilder builder;
            builder.document.verdict.integrity = integrity;
            builder.document.optimizer = OptimizerState();
            builder.document.identity.parameters.total = 10;
            builder.document.identity.parameters.optimizer = 0;
            ModelSummary summary;
            summary.setDocument(std::move(builder).finish());
            const bool whole = integrity == Integrity::Complete;
            QCOMPARE(summary.total(QStringLiteral("Optimizer")),
                     whole ? QStringLiteral("0") : QStringLiteral("unknown"));
            QCOMPARE(summary.total(whole ? QStringLiteral("Total with optimizer")
                                         : QStringLiteral("Total")),
                     QStringLiteral("10"));
        }
    }
    /// The page scrolls, and no table within it.
    void theSummaryDoesNotScroll()
    {
        m_window->resize(900, 600);
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/attention.h5")));
        QVERIFY(view && view->isOpen());
        OverviewPage* const page = view->inspector()->overview();
        view->inspector()->turnTo(page);
        auto* const table = shown<TableView>(*page, "summaryTable");
        QVERIFY(table);
        QCoreApplication::processEvents();
        QCOMPARE(table->verticalScrollBar()->maximum(), 0);
        QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
        // What the keyboard goes to comes into view.
        table->setFocus();
        QTest::keyClick(table, Qt::Key_End);
        const QRect last = table->visualRect(table->currentIndex());
        QTRY_VERIFY(table->viewport()->visibleRegion().contains(last.center()));
    }
    void histogramOfAGroupIsSaved()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers/dense_1")));
        HistogramPlot* const plot = view->inspector()->weights()->group()->plots().first();
        QTRY_VERIFY(plot->bars()->data()->size() > 1);
        bool asked = false;
        ::QTimer::singleShot(0, this, [&] {
            auto* const dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            asked = true;
            dialog->reject();
        });
        QContextMenuEvent wanted(QContextMenuEvent::Mouse, plot->rect().center(),
                                 plot->mapToGlobal(plot->rect().center()));
        QCoreApplication::sendEvent(plot, &wanted);
        auto* const menu = plot->findChild<QMenu*>(QStringLiteral("histogramMenu"));
        QVERIFY(menu);
        for (QAction* const action : menu->actions()) {
            if (action->text() == QStringLiteral("Save…"))
                action->trigger();
        }
        QVERIFY(asked);
        menu->close();
    }
    void aClickGoesToTheTensor()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer")));
        OptimizerPage* const page = view->inspector()->optimizer();
        TableView* const table = page->table();
        const QModelIndex index = table->model()->index(0, OptimizerModel::FirstSlot);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
        QTRY_COMPARE(view->selectedPath(), QStringLiteral("optimizer/momentum/dense~1kernel"));
        QCOMPARE(view->inspector()->currentPage(), page);
        QCOMPARE(table->currentSourceRow(), 0);
    }
    void slotsWithoutAWeightAreSaid()
    {
        MainWindow window(nullptr, [](const std::string&, const JobContext&) {
            return Result<OpenDocument>(
                OpenDocument{TrainedDocument::make_with_unpaired_slot(), {}});
        });
        window.resize(1440, 900);
        window.show();
        DocumentView* const view = open_in(window, QStringLiteral("gearbox_mlp.h5"));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer")));
        OptimizerPage* const page = view->inspector()->optimizer();
        QCOMPARE(page->model()->unpairedCount(), 1);
        page->table()->selectSourceRow(6);
        QTRY_COMPARE(page->group()->plots().size(), 1); // the slot alone
    }

    void customObjectHasALineToCopy()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/custom_model.h5")));
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->overview());
        auto* const copy = shown<QToolButton>(*view, "copyLoadLine");
        QVERIFY(copy);
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("custom_objects")));
    }
    /// A title that is cut keeps its end: "…/kernel" and "…/bias" of one long name are two things.
    void longTitlesKeepTheirEnds()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/long_names.h5")));
        QVERIFY(view && view->isOpen());
        WeightsPage* const page = view->inspector()->weights();
        view->inspector()->turnTo(page);
        QStringList titles;
        for (const ElidedLabel* const label : page->group()->findChildren<ElidedLabel*>())
            titles.append(label->text());
        const auto long_ones = titles.filter(QStringLiteral("a_layer_whose_name"));
        QCOMPARE(long_ones.size(), 2);
        QVERIFY2(long_ones[0].endsWith(QStringLiteral("/kernel")), qPrintable(long_ones[0]));
        QVERIFY2(long_ones[1].endsWith(QStringLiteral("/bias")), qPrintable(long_ones[1]));
    }
    /// One name is not worth a count that takes as much room.
    void aFewMoreFeaturesAreNamed()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("sklearn/1.9/forest_wine.joblib")));
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->overview());
        const auto* const box = shown<QWidget>(*view, "overviewEstimator");
        QVERIFY(box);
        const QString names = box->findChild<FactsGrid*>()->value(QStringLiteral("Feature names"));
        QVERIFY2(names.endsWith(QStringLiteral(", proline")), qPrintable(names));
    }
    void oneCustomObjectIsNotThem()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/custom_model.h5")));
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->overview());
        QCOMPARE(view->file()->open.document->custom_objects.size(), std::size_t{1});
        const auto* const note = shown<QLabel>(*view, "customNote");
        QVERIFY(note);
        QVERIFY2(note->text().startsWith(QStringLiteral("The model cannot be loaded without it.")),
                 qPrintable(note->text()));
    }
    void slotsKeepBothEndsOfTheirNames()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/custom_model.h5")));
        QVERIFY(view && view->isOpen());
        const TreeModel& rows = *view->tree()->model();
        const Tree& tree = view->file()->open.document->model;
        const auto elide = [&](const char* path) {
            const auto node = tree.find(path);
            return node ? rows.indexOf(*node).data(ElideRole) : QVariant(QStringLiteral("no row"));
        };
        QCOMPARE(elide("optimizer/momentum/custom_layer~1variable"),
                 QVariant(int{Qt::ElideMiddle}));
        QVERIFY(!elide("layers/custom_layer").isValid());
    }
    /// Above it the sum of its parts alone would say nothing of a sparse tensor.
    void aSparseTensorHasItsShape()
    {
        DocumentView* const view = open_in(*m_window, data_file(QStringLiteral("torch/sparse.pt")));
        QVERIFY(view && view->isOpen());
        const TreeModel& rows = *view->tree()->model();
        const auto text = [&](const char* path, TreeColumn column) {
            const auto node = view->file()->open.document->model.find(path);
            return node ? rows.indexOf(*node, static_cast<int>(column)).data().toString()
                        : QStringLiteral("no row");
        };
        QCOMPARE(text("coo", TreeColumn::Dims), QStringLiteral("(3, 3)"));
        QCOMPARE(text("coo", TreeColumn::Type), QStringLiteral("sparse_coo"));
        QCOMPARE(text("coo/indices", TreeColumn::Dims), QStringLiteral("(2, 3)"));
        QVERIFY(!rows.isUseful(TreeColumn::Value));
        QCOMPARE(text("metadata", TreeColumn::Type), QStringLiteral("6 entries"));
    }
    void aQuantizedTensorSaysWhatItsNumbersStandFor()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("torch/quantized.pt")));
        QVERIFY(view && view->isOpen());
        QVERIFY(!view->tree()->model()->isUseful(TreeColumn::Value));
        const Document& document = *view->file()->open.document;
        const auto facts = storage_facts(document, *document.find_tensor("affine"));
        QCOMPARE(facts.last().value, QStringLiteral("per_tensor_affine, scale 0.1, zero point 10"));
    }
    void customObjectLeadsToItsLayers()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/custom_model.h5")));
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->overview());
        auto* const users = shown<QLabel>(*view, "usedBy");
        QVERIFY(users);
        QCOMPARE(users->accessibleName(), QStringLiteral("custom_layer"));
        Q_EMIT users->linkActivated(QStringLiteral("0"));
        QCOMPARE(view->selectedPath(), QStringLiteral("layers/custom_layer"));
    }
    void boxesSideBySideAreOfOneHeight()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->overview());
        const auto place = [&](const char* name) {
            const auto* const box = shown<QWidget>(*view, name);
            return QRect(box->mapTo(view, QPoint()), box->size());
        };
        QTRY_VERIFY(place("overviewPorts").left() > place("overviewTraining").right());
        QCOMPARE(place("overviewPorts").height(), place("overviewTraining").height());
        QVERIFY(place("overviewVersions").top() > place("overviewTraining").bottom());
        QCOMPARE(place("overviewContents").top(), place("overviewVersions").top());
        QCOMPARE(place("overviewContents").height(), place("overviewVersions").height());
        // Where the file lies is no box of its own; the counts of the metadata agree.
        const auto* const contents = shown<QWidget>(*view, "overviewContents");
        const auto* const facts = contents->findChild<FactsGrid*>();
        QCOMPARE(facts->value(QStringLiteral("Path")), data_file(network));
        QVERIFY(facts->value(QStringLiteral("Metadata")).endsWith(QStringLiteral("in the tree")));
        m_window->resize(760, 480);
        QTRY_COMPARE(place("overviewPorts").left(), place("overviewTraining").left());
        QTRY_VERIFY(place("overviewTraining").right() < view->width());
    }
    void configurationOfTheModel()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers")));
        ConfigurationPage* const page = view->inspector()->configuration();
        QCOMPARE(view->inspector()->currentPage(), view->inspector()->overview());
        view->inspector()->turnTo(page);
        const QAbstractItemModel* const model = page->view()->model();
        QCOMPARE(cell(model, 0, 0), QStringLiteral("class_name"));
        QCOMPARE(cell(model, 0, 1), QStringLiteral("'Sequential'"));
        const QModelIndex layers = model->index(model->rowCount() - 1, 0);
        QCOMPARE(layers.data().toString(), QStringLiteral("layers"));
        QCOMPARE(model->rowCount(layers), 4);
        QVERIFY(page->view()->isExpanded(layers));
        const QModelIndex dense = model->index(1, 0, layers);
        QCOMPARE(dense.data().toString(), QStringLiteral("dense"));
        QCOMPARE(model->index(0, 1, dense).data().toString(), QStringLiteral("'Dense'"));
        // What stands beside the layers comes from the stored text.
        QStringList names;
        for (int row = 0; row < model->rowCount(); ++row)
            names.append(cell(model, row, 0));
        QVERIFY(names.contains(QStringLiteral("build_input_shape")));
        QCOMPARE(names.count(QStringLiteral("name")), 1);
    }
    void configurationOfARowThatHasNone()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer")));
        ConfigurationPage* const page = view->inspector()->configuration();
        view->inspector()->turnTo(page);
        QTest::mouseClick(shown<QPushButton>(*page, "emptyStateAction"), Qt::LeftButton);
        QCOMPARE(view->selectedPath(), QStringLiteral("sequential"));
        QCOMPARE(view->inspector()->currentPage(), page);
        QVERIFY(page->view()->isVisible());
        // A weight's is that of its layer.
        QVERIFY(view->choosePath(QStringLiteral("layers/dense_1/kernel")));
        view->inspector()->turnTo(page);
        QVERIFY(page->view()->isVisible());
        QCOMPARE(cell(page->view()->model(), 0, 1), QStringLiteral("'dense_1'"));
    }
    void anEmptyPageLeadsToAnArray()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("optimizer")));
        view->inspector()->turnTo(view->inspector()->values());
        QTest::mouseClick(shown<QPushButton>(*view->inspector()->values(), "emptyStateAction"),
                          Qt::LeftButton);
        QVERIFY(!view->file()->open.document->tensors.empty());
        QCOMPARE(view->inspector()->currentPage(), view->inspector()->values());
        QTRY_VERIFY(!cell(view->inspector()->values()->model(), 0, 0).isEmpty());
    }
    void sharesStandInOneColumn()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->overview());
        const ModelSummary* const summary = view->inspector()->overview()->summary();
        TableView* const table = view->inspector()->overview()->summary()->table();
        QVERIFY(summary && !table->isColumnHidden(SummaryModel::Share));
        const QModelIndex cell_of_share = table->model()->index(1, SummaryModel::Share);
        QCOMPARE(cell_of_share.data().toString(), QStringLiteral("30.5 %"));
        QCOMPARE(cell_of_share.data(CopyRole).toString().toDouble(), 2112.0 / 6922.0);
        // The bar is 8 pixels high and in the middle of its row.
        const QRect cell_rect = table->visualRect(cell_of_share);
        const QImage image = table->viewport()->grab().toImage();
        const QColor ink = Theme::of(table->palette()).series[0];
        QList<int> rows;
        for (int y = cell_rect.top(); y <= cell_rect.bottom(); ++y) {
            if (image.pixelColor(cell_rect.left() + 8, y) == ink)
                rows.append(y - cell_rect.top());
        }
        QCOMPARE(rows.size(), 8);
        m_window->resize(900, 600);
        QTRY_VERIFY(table->width() < 500);
        QVERIFY(!table->isColumnHidden(SummaryModel::Share));
        QVERIFY(!cell_of_share.data(BarRole).isValid());
        QVERIFY(std::abs(rows.first() - (cell_rect.height() - 1 - rows.last())) <= 1);
    }
    void summaryIsCopiedAsKerasPrintsIt()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->overview());
        auto* const way = shown<QComboBox>(*view, "copySummaryAs");
        QCOMPARE(way->currentText(), QStringLiteral("Keras 3 text"));
        QTest::mouseClick(shown<QToolButton>(*view, "copySummary"), Qt::LeftButton);
        const auto summary = keras::summarize(*view->file()->open.document);
        QVERIFY(summary);
        keras::SummaryOptions options;
        QCOMPARE(QGuiApplication::clipboard()->text().toStdString(),
                 keras::summary_text(*summary, options));
        way->setCurrentIndex(1);
        QTest::mouseClick(shown<QToolButton>(*view, "copySummary"), Qt::LeftButton);
        options.style = keras::SummaryStyle::Keras2;
        QCOMPARE(QGuiApplication::clipboard()->text().toStdString(),
                 keras::summary_text(*summary, options));
    }
    void tableIsCopied()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->overview());
        shown<QComboBox>(*view, "copySummaryAs")->setCurrentIndex(2);
        QTest::mouseClick(shown<QToolButton>(*view, "copySummary"), Qt::LeftButton);
        const QStringList lines =
            QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines[2].startsWith(QStringLiteral("dense\tDense\t(None, 64)\t2,112")));
        // A Sequential does not store what its layers are connected to.
        QVERIFY(lines[1].endsWith(QStringLiteral("\t–")));
        QVERIFY(lines[3].endsWith(QStringLiteral("\tdense")));
    }

    void treeSaysDtypesAndShapesOfGroups()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->isOpen());
        TreeModel* const model = view->tree()->model();
        const auto text = [&](std::string_view path, TreeColumn column) {
            const Tree& tree = model->document()->model;
            return model->indexOf(*tree.find(path), static_cast<int>(column)).data().toString();
        };
        QCOMPARE(text("layers/dense", TreeColumn::Dims), QStringLiteral("(None, 64)"));
        QCOMPARE(text("layers/dense", TreeColumn::Dtype), QStringLiteral("float32"));
        QCOMPARE(text("optimizer", TreeColumn::Dtype), QString()); // int32 and float32
        QVERIFY(!model->isUseful(TreeColumn::Value));
    }
    void rootIsCalledByItsName()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->choosePath(QStringLiteral("layers")));
        QCOMPARE(view->selectedPath(), QStringLiteral("sequential"));
        QVERIFY(view->choosePath(QStringLiteral("layers/dense")));
        QCOMPARE(view->selectedPath(), QStringLiteral("layers/dense"));
    }
    void sparksComeForRowsOnScreen()
    {
        DocumentView* const view = open_in(*m_window, data_file(network));
        QVERIFY(view && view->isOpen());
        const auto kernel = view->file()->open.document->find_tensor("layers/dense/kernel");
        QVERIFY(kernel);
        QTRY_VERIFY(view->tree()->model()->hasSpark(*kernel));
    }

private:
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestNetwork)
#include "tst_network.moc"
