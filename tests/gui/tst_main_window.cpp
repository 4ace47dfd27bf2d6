// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window_driver.h"

#include "widgets/desk/identity_strip.h"
#include "widgets/desk/start_page.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/theme_switch.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_view.h"
#include "widgets/words/number_words.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>

#include <cmath>
#include <thread>

using namespace strata;
using namespace strata::test;

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<MainWindow>(nullptr, real_opener());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void startsWithTheStartPage()
    {
        QVERIFY(m_window->startPage()->isVisible());
        QCOMPARE(m_window->tabCount(), 0);
        QVERIFY(shown<QPushButton>(*m_window, "openFile"));
    }

    void opensAnArray()
    {
        DocumentView* const view = open("npy/normal_float32.npy");
        QVERIFY(view);
        QVERIFY(view->isOpen());
        QVERIFY(!m_window->startPage()->isVisible());
        QCOMPARE(m_window->windowTitle().section(QLatin1Char(' '), 0, 0),
                 QStringLiteral("normal_float32.npy"));
        QVERIFY(view->tree()->model()->rowCount() >= 1);
        QVERIFY(!view->strip()->value(QStringLiteral("Integrity")).isEmpty());
    }

    void histogramIsThatOfTheStatistics()
    {
        DocumentView* const view = open("npy/normal_float32.npy");
        QVERIFY(view && chooseTensor(*view));
        WeightsPage* const page = view->inspector()->weights();
        QTRY_VERIFY(page->isVisible() && page->plot()->bars()->data()->size() == 64);
        const auto statistics =
            compute_statistics(view->file()->open.document->tensor(page->tensor()),
                               view->file()->open.sources, {}, {});
        QVERIFY(statistics);
        compareBars(*page->plot(), statistics->histogram);
        QCOMPARE(page->figures()->value(QStringLiteral("Count")), words::count(statistics->count));
    }

    void binsAreCountedAnew()
    {
        DocumentView* const view = open("npy/normal_float32.npy");
        QVERIFY(view && chooseTensor(*view));
        WeightsPage* const page = view->inspector()->weights();
        QTRY_COMPARE(page->plot()->bars()->data()->size(), 64);
        auto* const bins = shown<QSpinBox>(*page, "bins");
        QVERIFY(bins);
        bins->setValue(10);
        QTRY_COMPARE(page->plot()->bars()->data()->size(), 10);
        StatisticsRequest request;
        request.bins = 10;
        const auto statistics =
            compute_statistics(view->file()->open.document->tensor(page->tensor()),
                               view->file()->open.sources, request, {});
        compareBars(*page->plot(), statistics->histogram);
    }

    void hoverSaysWhatABarHolds()
    {
        DocumentView* const view = open("npy/normal_float32.npy");
        QVERIFY(view && chooseTensor(*view));
        HistogramPlot* const plot = view->inspector()->weights()->plot();
        QTRY_COMPARE(plot->bars()->data()->size(), 64);
        plot->replot(); // lays it out now
        const double key = plot->bars()->data()->at(30)->key;
        QTest::mouseMove(plot, QPoint(qRound(plot->xAxis->coordToPixel(key)),
                                      plot->axisRect()->rect().center().y()));
        QTRY_VERIFY(!plot->hoverText().isEmpty());
        const auto count = static_cast<int>(plot->bars()->data()->at(30)->value);
        QVERIFY2(plot->hoverText().contains(QString::number(count)), qPrintable(plot->hoverText()));
        QTest::keyClick(plot, Qt::Key_Right);
        QTRY_VERIFY(plot->hoverText().contains(
            QString::number(static_cast<int>(plot->bars()->data()->at(31)->value))));
    }

    void outliersAreNotDropped()
    {
        DocumentView* const view = open("npy/outliers.npy");
        QVERIFY(view && chooseTensor(*view));
        WeightsPage* const page = view->inspector()->weights();
        QTRY_VERIFY(page->plot()->bars()->data()->size() > 0);
        const auto statistics =
            compute_statistics(view->file()->open.document->tensor(page->tensor()),
                               view->file()->open.sources, {}, {});
        const auto sum = [](const QCPBars& bars) {
            double total = 0;
            for (const QCPBarsData& bar : *bars.data())
                total += bar.value;
            return total;
        };
        QTRY_COMPARE(sum(*page->plot()->bars()) + sum(*page->plot()->endBars()),
                     static_cast<double>(statistics->finite()));
    }

    void emptyAndConstantArrays()
    {
        DocumentView* view = open("npy/constant.npy");
        QVERIFY(view && chooseTensor(*view));
        QTRY_COMPARE(view->inspector()->weights()->plot()->bars()->data()->size(), 1);
        view = open("npy/empty.npy");
        QVERIFY(view && chooseTensor(*view));
        QTRY_COMPARE(view->inspector()->weights()->figures()->value(QStringLiteral("Count")),
                     QStringLiteral("0"));
        QCOMPARE(view->inspector()->weights()->figures()->value(QStringLiteral("NaN, ±Inf")),
                 QStringLiteral("0, 0"));
        view = open("npy/nan_float64.npy");
        QVERIFY(view && chooseTensor(*view));
        FactsGrid* const figures = view->inspector()->weights()->figures();
        QTRY_COMPARE(figures->value(QStringLiteral("NaN")), QStringLiteral("1"));
        QCOMPARE(figures->value(QStringLiteral("+Inf")), QStringLiteral("1"));
        QCOMPARE(figures->value(QStringLiteral("−Inf")), QStringLiteral("1"));
    }

    void valuesOfAMatrix()
    {
        DocumentView* const view = open("npy/fortran_matrix.npy");
        QVERIFY(view && chooseTensor(*view));
        ValuesPage* const page = view->inspector()->values();
        view->inspector()->turnTo(page);
        const QJsonObject tensor = firstTensor(QStringLiteral("npy/fortran_matrix.npy"));
        const QJsonArray shape = tensor.value(QStringLiteral("shape")).toArray();
        const QJsonArray rows = tensor.value(QStringLiteral("values")).toArray();
        QCOMPARE(page->model()->rowCount(), shape[0].toInt());
        QCOMPARE(page->model()->columnCount(), shape[1].toInt());
        QTRY_VERIFY(!cell(page->model(), 0, 0).isEmpty());
        for (int row = 0; row < rows.size(); ++row) {
            for (int column = 0; column < rows[row].toArray().size(); ++column)
                QCOMPARE(page->model()->index(row, column).data(CopyRole).toString().toDouble(),
                         rows[row].toArray()[column].toDouble());
        }
    }

    void valuesOfACubeByItsSlices()
    {
        DocumentView* const view = open("npy/cube.npy");
        QVERIFY(view && chooseTensor(*view));
        ValuesPage* const page = view->inspector()->values();
        view->inspector()->turnTo(page);
        const QJsonArray values =
            firstTensor(QStringLiteral("npy/cube.npy")).value(QStringLiteral("values")).toArray();
        QTRY_VERIFY(!cell(page->model(), 0, 0).isEmpty());
        auto* const axis = shown<QSpinBox>(*page, "axis0");
        QVERIFY(axis);
        axis->setValue(1);
        QTRY_VERIFY(!cell(page->model(), 0, 0).isEmpty());
        const QJsonArray plane = values[1].toArray();
        QCOMPARE(page->model()->index(0, 1).data(CopyRole).toString().toDouble(),
                 plane[0].toArray()[1].toDouble());
    }

    /// Strings of variable length are read by the worker when they are looked at.
    void valuesThatAreTexts()
    {
        DocumentView* const view = open("hdf5/types.h5");
        QVERIFY(view && view->isOpen());
        QVERIFY(view->choosePath(QStringLiteral("/variable_string")));
        ValuesPage* const page = view->inspector()->values();
        view->inspector()->turnTo(page);
        QCOMPARE(page->model()->rowCount(), 3);
        QTRY_COMPARE(cell(page->model(), 0, 0), QStringLiteral("'zero'"));
        QCOMPARE(cell(page->model(), 1, 0), QStringLiteral("'one'"));
        QCOMPARE(cell(page->model(), 2, 0), QStringLiteral("'ä'"));
    }

    void filterKeepsMatchingRows()
    {
        DocumentView* const view = open("sklearn/1.9/random_forest_model.pkl");
        QVERIFY(view && view->isOpen());
        auto* const filter = shown<QLineEdit>(*view, "treeFilter");
        QVERIFY(filter);
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("criterion"));
        QTRY_VERIFY(view->tree()->model()->filter());
        QTRY_VERIFY(view->tree()->model()->filter()->matches >= 1);
        filter->setText(QStringLiteral("no such row"));
        QTRY_VERIFY(shown<EmptyState>(*view->tree(), "emptyState"));
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_VERIFY(!view->tree()->model()->filter());
        QVERIFY(view->tree()->view()->isVisible());
    }

    void modelAndFileReadings()
    {
        DocumentView* const view = open("sklearn/1.9/linear_regression_model.pkl");
        QVERIFY(view && view->isOpen());
        QCOMPARE(view->tree()->reading(), Reading::Model);
        const auto buttons = view->findChild<QWidget*>(QStringLiteral("readingSwitch"))
                                 ->findChildren<QPushButton*>();
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QTRY_COMPARE(view->tree()->reading(), Reading::File);
        QVERIFY(view->tree()->model()->rowCount() >= 1);
    }

    void theOtherReadingKeepsTheRow()
    {
        DocumentView* const view = open("keras/keras-3/deep_learning_model.h5");
        QVERIFY(view && view->isOpen());
        QVERIFY(view->choosePath(QStringLiteral("layers/dense_1/kernel")));
        view->switchReading();
        const QString kernel = view->selectedPath();
        QVERIFY2(kernel.contains(QStringLiteral("dense_1")) &&
                     kernel.endsWith(QStringLiteral("kernel")),
                 qPrintable(kernel));
        view->switchReading();
        QCOMPARE(view->selectedPath(), QStringLiteral("layers/dense_1/kernel"));
    }

    /// A row that the other reading has not leads to the nearest above that it has.
    void theOtherReadingShowsWhatIsNearest()
    {
        int tried = 0;
        for (const char* const name :
             {"keras/keras-3/deep_learning_model.h5", "sklearn/1.9/forest_wine.joblib"}) {
            DocumentView* const view = open(name);
            QVERIFY(view && view->isOpen());
            for (const Reading reading : {Reading::Model, Reading::File}) {
                const Tree& tree = tree_of(*view->file()->open.document, reading);
                const auto [row, there] = rowWithoutCounterpart(tree);
                if (row == NodeId::none)
                    continue;
                ++tried;
                view->chooseRow(reading, row);
                view->switchReading();
                QCOMPARE(view->tree()->model()->nodeAt(view->tree()->view()->currentIndex()),
                         there);
            }
        }
        QVERIFY(tried > 0);
    }

    void coefficientsOfTheRegression()
    {
        DocumentView* const view = open("sklearn/1.9/linear_regression_model.pkl");
        QVERIFY(view && view->isOpen());
        EstimatorPage* const page = view->inspector()->estimator();
        view->inspector()->turnTo(page);
        TableView* const table = page->coefficientsTable();
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(cell(table->model(), 0, 0), QStringLiteral("intercept"));
        QCOMPARE(table->model()->index(0, 1).data(CopyRole).toString().toDouble(), 1.0);
        QCOMPARE(cell(table->model(), 1, 0), QStringLiteral("x0"));
        QCOMPARE(table->model()->index(1, 1).data(CopyRole).toString().toDouble(), 1.0);
        QCOMPARE(view->strip()->value(QStringLiteral("Trust")), QStringLiteral("Trusted"));
    }

    void coefficientsByFeatureName()
    {
        const QString name = QStringLiteral("sklearn/1.9/linear_feature_names.joblib");
        DocumentView* const view = open(name);
        QVERIFY(view && view->isOpen());
        EstimatorPage* const page = view->inspector()->estimator();
        view->inspector()->turnTo(page);
        const QJsonObject estimator = expected(name).value(QStringLiteral("estimator")).toObject();
        const QJsonArray names = estimator.value(QStringLiteral("feature_names")).toArray();
        const QJsonArray values = estimator.value(QStringLiteral("attributes"))
                                      .toObject()
                                      .value(QStringLiteral("coef_"))
                                      .toObject()
                                      .value(QStringLiteral("values"))
                                      .toArray();
        const QAbstractItemModel* const model = page->coefficientsTable()->model();
        QTRY_COMPARE(model->rowCount(), static_cast<int>(names.size()) + 1);
        for (int i = 0; i < names.size(); ++i) {
            QCOMPARE(cell(model, i + 1, 0), names[i].toString());
            QCOMPARE(model->index(i + 1, 1).data(CopyRole).toString().toDouble(),
                     values[i].toDouble());
        }
    }

    void treesOfTheForest_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("mission") << QStringLiteral("sklearn/1.9/random_forest_model.pkl");
        QTest::newRow("wine") << QStringLiteral("sklearn/1.9/forest_wine.joblib");
        QTest::newRow("old") << QStringLiteral("sklearn/1.1/random_forest_model.pkl");
    }
    void treesOfTheForest()
    {
        QFETCH(QString, name);
        DocumentView* const view = open(name);
        QVERIFY(view && view->isOpen());
        EstimatorPage* const page = view->inspector()->estimator();
        view->inspector()->turnTo(page);
        const QJsonObject estimator = expected(name).value(QStringLiteral("estimator")).toObject();
        const QJsonArray trees = estimator.value(QStringLiteral("trees")).toArray();
        QVERIFY(!trees.isEmpty());
        const QAbstractItemModel* const model = page->forestTable()->model();
        QCOMPARE(model->rowCount(), static_cast<int>(trees.size()));
        for (int row = 0; row < trees.size(); ++row) {
            const QJsonObject tree = trees[row].toObject();
            const auto number = [&tree](const char* key) {
                return words::count(
                    static_cast<std::uint64_t>(tree.value(QLatin1String(key)).toInt()));
            };
            QCOMPARE(cell(model, row, 1), number("depth"));
            QCOMPARE(cell(model, row, 2), number("leaves"));
            QCOMPARE(cell(model, row, 3), number("nodes"));
        }
        compareImportances(*page, estimator);
    }

    void stepsOfAPipeline()
    {
        DocumentView* const view = open("sklearn/1.9/pipeline.joblib");
        QVERIFY(view && view->isOpen());
        EstimatorPage* const page = view->inspector()->estimator();
        view->inspector()->turnTo(page);
        const QAbstractItemModel* const model = page->stepsTable()->model();
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(cell(model, 0, 1), QStringLiteral("scale"));
        QCOMPARE(cell(model, 0, 2), QStringLiteral("StandardScaler"));
        QCOMPARE(cell(model, 1, 2), QStringLiteral("LinearRegression"));
        // The step's own row shows the step's own figures.
        const Document& document = *view->file()->open.document;
        QVERIFY(view->choosePath(QString::fromStdString(document.model.path(
            document.estimators[index(document.estimators[0].steps[1].estimator)].node))));
        QTRY_COMPARE(page->coefficientsTable()->model()->rowCount(), 14);
    }

    void aRowOfTheForestIsARowOfTheTree()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        QVERIFY(view && view->isOpen());
        EstimatorPage* const page = view->inspector()->estimator();
        view->inspector()->turnTo(page);
        page->forestTable()->setCurrentIndex(page->forestTable()->model()->index(2, 0));
        const NodeId node = view->file()->open.document->estimators[0].trees[2].node;
        QTRY_COMPARE(view->tree()->current(), node);
        QCOMPARE(view->inspector()->currentPage(), page);
    }

    void settingsAndMetadata()
    {
        DocumentView* const view = open("sklearn/1.9/random_forest_model.pkl");
        QVERIFY(view && view->isOpen());
        Inspector& inspector = *view->inspector();
        inspector.turnTo(inspector.configuration());
        const QAbstractItemModel* const model = inspector.configuration()->view()->model();
        const QJsonObject parameters =
            expected(QStringLiteral("sklearn/1.9/random_forest_model.pkl"))
                .value(QStringLiteral("estimator"))
                .toObject()
                .value(QStringLiteral("parameters"))
                .toObject();
        QCOMPARE(model->rowCount(), static_cast<int>(parameters.size()));
        QVERIFY(inspector.has(inspector.metadata()));
        inspector.turnTo(inspector.metadata());
        const QAbstractItemModel* const entries = inspector.metadata()->table()->model();
        QVERIFY(entries->rowCount() > 0);
        // The settings stand on their page and nowhere else; the report lists them still.
        QStringList keys;
        for (int row = 0; row < entries->rowCount(); ++row)
            keys.append(cell(entries, row, 0));
        QVERIFY(keys.contains(QStringLiteral("estimator@_sklearn_version")));
        const Document& document = *view->file()->open.document;
        for (const QString& name : parameters.keys())
            QVERIFY2(!keys.contains(QStringLiteral("estimator@") + name), qPrintable(name));
        QVERIFY(document.metadata.size() >= static_cast<std::size_t>(parameters.size()));
        for (const MetadataEntry& entry : document.metadata)
            QCOMPARE(entry.model_node != NodeId::none,
                     keys.contains(QString::fromStdString(entry.key)));
    }

    void missingEmptyAndUnknownFiles()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const QString& name, const QByteArray& bytes) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly))
                return QString();
            file.write(bytes);
            return file.fileName();
        };
        const QStringList paths = {folder.filePath(QStringLiteral("missing.pkl")),
                                   write(QStringLiteral("empty.npy"), {}),
                                   write(QStringLiteral("notes.txt"), "just words, no model\n")};
        for (const QString& path : paths) {
            DocumentView* const view = open_in(*m_window, path);
            QVERIFY(view);
            QVERIFY2(!view->isOpen(), qPrintable(path));
            QVERIFY(view->errorBand()->isVisible());
            QCOMPARE(view->errorBand()->kind(), Band::Kind::Error);
            QVERIFY2(view->errorBand()->text().count(QLatin1Char('\n')) >= 1,
                     qPrintable(view->errorBand()->text()));
        }
        QCOMPARE(m_window->tabCount(), 3);
        QTest::mouseClick(shown<QPushButton>(*m_window, "closeFailed"), Qt::LeftButton);
        QTRY_COMPARE(m_window->tabCount(), 2);
    }

    void truncatedFilesShowWhatIsThere()
    {
        QTemporaryDir folder;
        QFile whole(data_file(QStringLiteral("sklearn/1.9/forest_wine.joblib")));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QFile part(folder.filePath(QStringLiteral("part.joblib")));
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(whole.read(whole.size() / 2));
        part.close();
        DocumentView* const view = open_in(*m_window, part.fileName());
        QVERIFY(view);
        if (!view->isOpen()) { // refused in words
            QVERIFY(!view->errorBand()->text().isEmpty());
            return;
        }
        QCOMPARE(view->file()->open.document->verdict.integrity, Integrity::Incomplete);
        QVERIFY(view->strip()
                    ->value(QStringLiteral("Integrity"))
                    .startsWith(QStringLiteral("Incomplete")));
        QCOMPARE(view->inspector()->currentPage(), view->inspector()->findings());
        QVERIFY(view->inspector()->findings()->table()->model()->rowCount() > 0);
    }

    void dropsOntoAnyPart()
    {
        const auto one = files_as_mime({data_file(QStringLiteral("npy/cube.npy"))});
        QVERIFY(drop_on(m_window->startPage(), *one));
        QTRY_COMPARE(m_window->tabCount(), 1);
        QTRY_VERIFY(m_window->currentView()->isOpen());
        DocumentView* const view = m_window->currentView();
        QWidget* const targets[] = {view->tree()->view()->viewport(),
                                    view->findChild<QLineEdit*>(QStringLiteral("treeFilter")),
                                    view->strip(), view->inspector()->weights()->plot(),
                                    view->inspector()->currentPage()};
        QStringList names = {QStringLiteral("one.npy"), QStringLiteral("two.npy"),
                             QStringLiteral("zeros.npy"), QStringLiteral("bool_true.npy"),
                             QStringLiteral("constant.npy")};
        int tabs = 1;
        for (QWidget* const target : targets) {
            const QString path = data_file(QStringLiteral("npy/") + names.takeFirst());
            QVERIFY(drop_on(target, *files_as_mime({path})));
            ++tabs;
            QTRY_COMPARE(m_window->tabCount(), tabs);
        }
    }

    void severalFilesAtOnce()
    {
        const auto several = files_as_mime({data_file(QStringLiteral("npy/cube.npy")),
                                            data_file(QStringLiteral("npy/one.npy")),
                                            data_file(QStringLiteral("npy/two.npy"))});
        QVERIFY(drop_on(m_window.get(), *several));
        QTRY_COMPARE(m_window->tabCount(), 3);
        for (int tab = 0; tab < 3; ++tab)
            QTRY_VERIFY(m_window->view(tab)->isOpen());
    }

    void whatIsNoFileIsRefused()
    {
        QMimeData text;
        text.setText(QStringLiteral("hello"));
        QVERIFY(!drop_on(m_window.get(), text));
        QMimeData link;
        link.setUrls({QUrl(QStringLiteral("https://example.org/model.pkl"))});
        QVERIFY(!drop_on(m_window.get(), link));
        QCOMPARE(m_window->tabCount(), 0);
    }

    void theSameFileTwiceGoesToItsTab()
    {
        open("npy/cube.npy");
        open("npy/one.npy");
        QCOMPARE(m_window->tabCount(), 2);
        m_window->openFiles({data_file(QStringLiteral("npy/../npy/cube.npy"))});
        QCOMPARE(m_window->tabCount(), 2);
        QCOMPARE(m_window->currentView()->fileName(), QStringLiteral("cube.npy"));
    }

    void tabsClose()
    {
        open("npy/cube.npy");
        open("npy/one.npy");
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(m_window->tabCount(), 1);
        QCOMPARE(m_window->currentView()->fileName(), QStringLiteral("cube.npy"));
        auto* const tabs = m_window->findChild<QTabWidget*>(QStringLiteral("documents"));
        Q_EMIT tabs->tabCloseRequested(0);
        QTRY_COMPARE(m_window->tabCount(), 0);
        QVERIFY(m_window->startPage()->isVisible());
    }

    void openingCanBeCancelled()
    {
        std::atomic<bool> started = false;
        MainWindow window(
            nullptr, [&started](const std::string&, const JobContext& job) -> Result<OpenDocument> {
                started = true;
                while (true) {
                    STRATA_TRY(job.check());
                    job.report(1 << 20, 4 << 20);
                    std::this_thread::yield();
                }
            });
        window.show();
        window.openFiles({data_file(QStringLiteral("npy/cube.npy"))});
        QTRY_VERIFY(started);
        QTRY_VERIFY(shown<QPushButton>(window, "workCancel"));
        QTest::mouseClick(shown<QPushButton>(window, "workCancel"), Qt::LeftButton);
        QTRY_VERIFY(window.currentView()->errorBand()->isVisible());
        QCOMPARE(window.currentView()->errorBand()->kind(), Band::Kind::Note);
        QTRY_VERIFY(window.jobs().idle());
    }

    void theFrameStandsWhileAFileIsRead()
    {
        std::atomic<bool> go = false;
        MainWindow window(
            nullptr, [&go](const std::string& path, const JobContext& job) -> Result<OpenDocument> {
                while (!go) {
                    STRATA_TRY(job.check());
                    job.report(1 << 20, 4 << 20);
                    std::this_thread::yield();
                }
                return open_document(path, job);
            });
        window.resize(1440, 900);
        window.show();
        window.openFiles({data_file(QStringLiteral("npy/cube.npy"))});
        DocumentView* const view = window.currentView();
        QVERIFY(view && !view->isOpen());
        QTRY_COMPARE(view->strip()->value(QStringLiteral("Container")),
                     QStringLiteral("NumPy array"));
        QVERIFY(!view->strip()->value(QStringLiteral("Size on disk")).isEmpty());
        QVERIFY(view->strip()->isVisible() && view->tree()->isVisible());
        QVERIFY(view->inspector()->isVisible() && shown<QWidget>(*view, "openingPage"));
        const QHeaderView& head = *view->tree()->view()->header();
        QVERIFY(head.isVisible() && head.count() - head.hiddenSectionCount() == 1);
        QVERIFY(!shown<QLineEdit>(*view, "treeFilter")->isEnabled());
        const int tree = view->tree()->width();
        QTRY_VERIFY(shown<QPushButton>(window, "workCancel"));
        const auto* const what = window.findChild<QLabel*>(QStringLiteral("workWhat"));
        QVERIFY(what && what->text() == QStringLiteral("Opening cube.npy"));
        go = true;
        QTRY_VERIFY(view->isOpen());
        QVERIFY(!shown<QWidget>(*view, "openingPage"));
        QVERIFY(shown<QLineEdit>(*view, "treeFilter")->isEnabled());
        QVERIFY(head.count() - head.hiddenSectionCount() > 1);
        QCOMPARE(view->tree()->width(), tree);
        QVERIFY(!view->strip()->value(QStringLiteral("Integrity")).isEmpty());
    }

    void closingATabStopsItsJob()
    {
        std::atomic<bool> stopped = false;
        MainWindow window(
            nullptr, [&stopped](const std::string&, const JobContext& job) -> Result<OpenDocument> {
                while (!job.cancelled())
                    std::this_thread::yield();
                stopped = true;
                return fail(ErrorCode::Cancelled);
            });
        window.show();
        window.openFiles({data_file(QStringLiteral("npy/cube.npy"))});
        QTRY_COMPARE(window.tabCount(), 1);
        window.closeCurrent();
        QTRY_VERIFY(stopped);
        QTRY_VERIFY(window.jobs().idle());
        QCOMPARE(window.tabCount(), 0);
    }

    void everyControlHasAName()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        QVERIFY(view && view->isOpen());
        for (QWidget* const widget : view->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QAbstractItemView*>(widget) ||
                                 qobject_cast<QLineEdit*>(widget->parentWidget()) ||
                                 qobject_cast<QSpinBox*>(widget) ||
                                 (qobject_cast<QLineEdit*>(widget) &&
                                  !qobject_cast<QSpinBox*>(widget->parentWidget()));
            if (control && !qobject_cast<QHeaderView*>(widget) &&
                !widget->objectName().startsWith(QStringLiteral("qt_")))
                QVERIFY2(!widget->accessibleName().isEmpty(),
                         qPrintable(widget->objectName() + QLatin1Char(' ') +
                                    QLatin1String(widget->metaObject()->className())));
        }
    }

private:
    /// The first row that the other reading has not but has one above it, and what that is there.
    static std::pair<NodeId, NodeId> rowWithoutCounterpart(const Tree& tree)
    {
        for (std::uint32_t i = 1; i < tree.size(); ++i) {
            NodeId at{i};
            if (tree.node(at).counterpart != NodeId::none)
                continue;
            while (at != NodeId::none && tree.node(at).counterpart == NodeId::none)
                at = tree.node(at).parent;
            if (at != NodeId::none && tree.node(at).counterpart != Tree::root)
                return {NodeId{i}, tree.node(at).counterpart};
        }
        return {NodeId::none, NodeId::none};
    }

    DocumentView* open(const QString& name) { return open_in(*m_window, data_file(name)); }
    DocumentView* open(const char* name) { return open(QString::fromLatin1(name)); }

    static bool chooseTensor(DocumentView& view)
    {
        const Document& document = *view.file()->open.document;
        return !document.tensors.empty() &&
               view.choosePath(QString::fromStdString(document.tensor_path(TensorId{0}))) &&
               view.tree()->current() != NodeId::none &&
               (view.inspector()->turnTo(view.inspector()->weights()), true);
    }

    static QJsonObject firstTensor(const QString& name)
    {
        return expected(name).value(QStringLiteral("tensors")).toArray()[0].toObject();
    }

    static void compareBars(HistogramPlot& plot, const Histogram& histogram)
    {
        QCOMPARE(plot.bars()->data()->size(), static_cast<int>(histogram.counts.size()));
        for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
            const auto bar = plot.bars()->data()->at(static_cast<int>(i));
            QCOMPARE(bar->value, static_cast<double>(histogram.counts[i]));
            QVERIFY(bar->key > histogram.edges[i] && bar->key < histogram.edges[i + 1]);
        }
    }

    static void compareImportances(EstimatorPage& page, const QJsonObject& estimator)
    {
        const QJsonArray importances = estimator.value(QStringLiteral("importances")).toArray();
        const QAbstractItemModel* const model = page.importancesTable()->model();
        QTRY_COMPARE(model->rowCount(), static_cast<int>(importances.size()));
        std::vector<double> sorted;
        for (const QJsonValue& value : importances)
            sorted.push_back(value.toDouble());
        std::sort(sorted.rbegin(), sorted.rend());
        for (int row = 0; row < model->rowCount(); ++row) {
            const double shown = model->index(row, 1).data(CopyRole).toString().toDouble();
            QVERIFY(std::abs(shown - sorted[static_cast<std::size_t>(row)]) < 1e-12);
        }
    }

    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
