// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the real window by mouse and keys: sorting by heads, copying.
#include "tests/gui/window_driver.h"

#include "widgets/pages/page_head.h"
#include "widgets/parts/elided_label.h"
#include "widgets/tables/metadata_delegate.h"
#include "widgets/tables/table_view.h"
#include "widgets/tables/value_tree_model.h"
#include "widgets/tables/values_grid.h"

#include <QClipboard>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

using namespace strata;
using namespace strata::test;

class TestTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = exposed_window();
        QVERIFY(m_window);
    }
    void cleanup() { m_window.reset(); }

    void headsSortAndCopyIsExact()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/linear_feature_names.joblib")));
        EstimatorPage* const page = inspector()->estimator();
        inspector()->turnTo(page);
        TableView* const table = page->coefficientsTable();
        QTRY_VERIFY(table->model()->rowCount() > 3);
        const QHeaderView* const head = table->header();
        const QPoint title(head->sectionViewportPosition(1) + head->sectionSize(1) / 2,
                           head->height() / 2);
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, title);
        QCOMPARE(head->sortIndicatorSection(), 1);
        const int rows = table->model()->rowCount();
        const auto exact = [&](int row) {
            return table->model()->index(row, 1).data(CopyRole).toString().toDouble();
        };
        for (int row = 1; row < rows; ++row)
            QVERIFY(exact(row - 1) <= exact(row));
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        const QStringList cells = QGuiApplication::clipboard()->text().split(QLatin1Char('\t'));
        QVERIFY(cells.size() >= 2);
        // The smallest coefficient is negative: a hyphen, and all its digits.
        QVERIFY2(cells[1].startsWith(QLatin1Char('-')), qPrintable(cells[1]));
        QCOMPARE(cells[1].toDouble(), exact(0));
        QCOMPARE(shown<ElidedLabel>(*m_window, "statusPath")->text(),
                 QStringLiteral("Copied 1 row"));
        QVERIFY(cells[1].size() > table->model()->index(0, 1).data().toString().size());
    }

    void configurationIsCopied()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/linear_feature_names.joblib")));
        inspector()->turnTo(inspector()->configuration());
        auto* const tree = shown<QTreeView>(*inspector(), "configurationTree");
        QVERIFY(tree && tree->model()->rowCount() > 1);
        tree->setFocus();
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("copy_X\tTrue\tbool"));
        QCOMPARE(tree->actions().size(), 4); // copied in two ways, edited, taken back
    }

    void metadataGivesValuesTheRoom()
    {
        m_window->resize(1440, 900);
        QVERIFY(open(QStringLiteral("keras/keras-3/deep_learning_model.h5")));
        MetadataPage* const page = inspector()->metadata();
        inspector()->turnTo(page);
        const TableView* const table = page->table();
        // Keys are read whole, values have what they leave.
        QTRY_VERIFY(table->columnWidth(2) * 5 >= table->viewport()->width());
        QVERIFY(table->columnWidth(0) * 2 <= table->viewport()->width() + 1);
        QStringList keys;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            keys.append(cell(table->model(), row, 0));
        QVERIFY(keys.contains(QStringLiteral("model_weights/backend")));
        const qsizetype config = keys.indexOf(QStringLiteral("model_config"));
        QVERIFY(config >= 0);
        QCOMPARE(cell(table->model(), static_cast<int>(config), 1), QStringLiteral("JSON, object"));
        page->table()->setCurrentIndex(table->model()->index(static_cast<int>(config), 0));
        auto* const text = shown<QPlainTextEdit>(*inspector(), "metadataValue");
        QVERIFY(text && text->toPlainText().startsWith(QStringLiteral("{\n  \"")));
        const QString facts = page->findChild<PageHead*>()->facts();
        const std::vector<MetadataEntry>& entries = view()->file()->open.document->metadata;
        QCOMPARE(facts, QStringLiteral("%1 entries").arg(entries.size()));
        QVERIFY(!table->isColumnHidden(3));
        m_window->resize(800, 600);
        QTRY_VERIFY(table->isColumnHidden(3)); // where it is stored leaves first
        m_window->resize(1900, 700);
        QTRY_VERIFY(!table->isColumnHidden(3));
        QVERIFY(table->columnWidth(2) > table->columnWidth(3));
    }

    /// Without trying: what can be edited has a pencil, and nothing else has.
    void whatCanBeEditedHasAPencil()
    {
        QVERIFY(open(QStringLiteral("keras/keras-3/deep_learning_model.h5")));
        ValueTreeModel model;
        model.setEdited([](const ValueTreeModel::Path& path) {
            EditedValue state;
            if (path.front() == JsonStep(std::string("fixed")))
                state.obstacle = QStringLiteral("The weights were made for it.");
            return state;
        });
        const NamedValues values = {{"free", Value::integer(1)}, {"fixed", Value::integer(1)}};
        model.setValues(view()->file()->open.document, values);
        MetadataDelegate delegate;
        const auto drawn_at_the_end = [&](int row) {
            QImage image(200, 22, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.rect = image.rect();
            option.state = QStyle::State_Enabled | QStyle::State_Active;
            delegate.paint(&painter, option, model.index(row, ValueTreeModel::ValueColumn));
            painter.end();
            int inked = 0;
            for (int x = 170; x < 200; ++x) {
                for (int y = 0; y < 22; ++y)
                    inked += image.pixelColor(x, y) != QColor(Qt::white);
            }
            return inked;
        };
        QCOMPARE(drawn_at_the_end(0), 0);
        delegate.setPencils();
        QVERIFY(drawn_at_the_end(0) > 5);
        QCOMPARE(drawn_at_the_end(1), 0);
    }

    void valuesThatCannotBeReadHaveNoGrid()
    {
        QVERIFY(open(QStringLiteral("hdf5/hostile/plugin_filter.h5")));
        QVERIFY(view()->choosePath(QStringLiteral("/filter_300")));
        ValuesPage* const page = inspector()->values();
        inspector()->turnTo(page);
        QTRY_VERIFY(shown<Band>(*page, "band"));
        QVERIFY(!page->findChild<ValuesGrid*>()->isVisible());
        QVERIFY(!shown<QLabel>(*page, "axisNames"));
        QVERIFY(view()->choosePath(QStringLiteral("/plain")));
        QTRY_VERIFY(page->findChild<ValuesGrid*>()->isVisible());
        QVERIFY(!shown<Band>(*page, "band"));
        QVERIFY(shown<QLabel>(*page, "axisNames"));
    }

    void everyTableIsCopied()
    {
        for (const char* const file :
             {"sklearn/1.9/linear_feature_names.joblib", "keras/keras-3/deep_learning_model.h5",
              "hostile/call_subprocess.pkl"}) {
            QVERIFY(open(QString::fromLatin1(file)));
            view()->focusFilter();
            QTabWidget* const tabs = inspector();
            for (int page = 0; page < tabs->count(); ++page) {
                tabs->setCurrentIndex(page);
                for (auto* const table : view()->findChildren<QAbstractItemView*>()) {
                    if (!table->isVisible() || qobject_cast<QHeaderView*>(table) ||
                        table->model()->rowCount() == 0)
                        continue;
                    const QByteArray where = table->objectName().toUtf8() + " of " + file;
                    table->setFocus();
                    table->selectionModel()->setCurrentIndex(table->model()->index(0, 0),
                                                             QItemSelectionModel::ClearAndSelect |
                                                                 QItemSelectionModel::Rows);
                    QGuiApplication::clipboard()->clear();
                    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
                    QVERIFY2(!QGuiApplication::clipboard()->text().isEmpty(), where.constData());
                    QVERIFY2(table->contextMenuPolicy() != Qt::NoContextMenu, where.constData());
                }
            }
        }
    }

    void valuesAreCopiedFromTheChosenSlice()
    {
        QVERIFY(open(QStringLiteral("npy/cube.npy")));
        view()->choosePath(
            QString::fromStdString(view()->file()->open.document->tensor_path(TensorId{0})));
        inspector()->turnTo(inspector()->values());
        auto* const grid = shown<ValuesGrid>(*inspector(), "valuesGrid");
        QVERIFY(grid);
        QTRY_COMPARE(cell(grid->model(), 0, 1), QStringLiteral("1.000"));
        auto* const axis = shown<QSpinBox>(*inspector(), "axis0");
        QVERIFY(axis);
        QTest::keyClick(axis, Qt::Key_Up);
        QTRY_COMPARE(cell(grid->model(), 0, 1), QStringLiteral("13.00"));
        grid->setFocus();
        grid->selectAll();
        QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("12\t13\t14\t15\n16\t17\t18\t19\n20\t21\t22\t23"));
        auto* const copy = shown<QToolButton>(*inspector(), "copyValues");
        QVERIFY(copy && copy->isEnabled());
        // The status line says so, and goes back to the path of another row.
        auto* const status = shown<ElidedLabel>(*m_window, "statusPath");
        QVERIFY(status);
        QCOMPARE(status->text(), QStringLiteral("Copied 12 values"));
        QGuiApplication::clipboard()->clear();
        copy->click();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("12\t13")));
    }

private:
    DocumentView* view() { return m_window->currentView(); }
    Inspector* inspector() { return view()->inspector(); }
    bool open(const QString& file)
    {
        const DocumentView* const opened = open_in(*m_window, data_file(file));
        return opened && opened->isOpen();
    }

    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestTables)
#include "tst_tables.moc"
