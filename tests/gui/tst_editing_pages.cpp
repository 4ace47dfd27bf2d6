// SPDX-License-Identifier: GPL-3.0-or-later
// Settings edited where they are shown: on the pages Configuration and Optimizer, in copies of real
// files.
#include "tests/gui/window_driver.h"

#include "io/model/edits.h"
#include "widgets/pages/edit_bar.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/pages/setting_grid.h"
#include "widgets/parts/ink_label.h"
#include "widgets/tables/value_tree_model.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeView>

using namespace strata;
using namespace strata::test;

namespace {

const QString keras_file = QStringLiteral("keras/keras-3/deep_learning_model.h5");
const QString nested_file = QStringLiteral("keras/tf-2.15/nested.h5");
const QString pickle_file = QStringLiteral("sklearn/1.9/random_forest_model.pkl");

} // namespace

class TestEditingPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_window = exposed_window();
        QVERIFY(m_window);
    }

    void cleanup()
    {
        m_window.reset();
        m_folder.reset();
    }

    void aSettingIsEditedUndoneAndSaved_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("typed");
        QTest::newRow("layer") << keras_file << "layers/dense"
                               << "activation"
                               << "tanh";
        QTest::newRow("inner layer") << nested_file << "layers/head/head_norm"
                                     << "momentum"
                                     << "0.75";
        QTest::newRow("estimator") << pickle_file << "estimator"
                                   << "n_jobs"
                                   << "3";
    }

    void aSettingIsEditedUndoneAndSaved()
    {
        QFETCH(QString, file);
        QFETCH(QString, row);
        QFETCH(QString, setting);
        QFETCH(QString, typed);
        const std::string key = (row + QLatin1Char('@') + setting).toStdString();
        QVERIFY(open(file, row));
        const QString before = stored(path(file), key);
        QVERIFY(!bar()->isVisible());
        QVERIFY(choose({setting.toStdString()}));
        type(typed);
        QTRY_VERIFY(edits().find(key));
        QCOMPARE(shownText({setting.toStdString()}).remove(u'\''), typed);
        QVERIFY(bar()->isVisible());
        QVERIFY(m_window->isWindowModified());
        QCOMPARE(tabText(page()), QStringLiteral("Configuration *"));
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(edits().empty() && !bar()->isVisible());
        QCOMPARE(tabText(page()), QStringLiteral("Configuration"));
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(edits().find(key));
        QTest::mouseClick(shown<QPushButton>(*bar(), "editSave"), Qt::LeftButton);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(file), key), typed);
        QCOMPARE(view()->inspector()->currentPage(), static_cast<Page*>(page()));
        press(Qt::Key_Z, Qt::ControlModifier); // what was saved can be undone
        QTRY_VERIFY(m_window->isWindowModified());
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(file), key), before);
    }

    void aLayerGetsAnotherName()
    {
        QVERIFY(open(keras_file, QStringLiteral("layers/dense")));
        QVERIFY(choose({"name"}));
        const QRect value = tree()->visualRect(tree()->currentIndex().siblingAtColumn(1));
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, value.center());
        QTest::mouseDClick(tree()->viewport(), Qt::LeftButton, {}, value.center());
        auto* const line = shown<QLineEdit>(*page(), "cellText");
        QVERIFY(line);
        for (const char* const bad : {"", "a/b", "dense_1"}) {
            line->selectAll();
            QTest::keyClick(line, Qt::Key_Delete);
            QTest::keyClicks(line, QString::fromLatin1(bad));
            auto* const problem = shown<InkLabel>(*page(), "cellProblem");
            QVERIFY(problem && !problem->text().isEmpty());
            QTest::keyClick(line, Qt::Key_Return);
            QVERIFY(line->isVisible()); // not taken
        }
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("hidden"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(edits().find("layers/dense@name"));
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(keras_file), "layers/hidden@name"), QStringLiteral("hidden"));
        QTRY_COMPARE(view()->selectedPath(), QStringLiteral("layers/hidden"));
        // Another setting of it, and the name as it was.
        QVERIFY(choose({"activation"}));
        type(QStringLiteral("tanh"));
        QTRY_VERIFY(edits().find("layers/hidden@activation"));
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(edits().empty());
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(edits().find("layers/hidden@name"));
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(keras_file), "layers/dense@name"), QStringLiteral("dense"));
    }

    void whatCannotBeEditedSaysWhy()
    {
        QVERIFY(open(keras_file, QStringLiteral("layers/dense")));
        QVERIFY(choose({"units"}));
        QTest::keyClick(tree(), Qt::Key_F2);
        QVERIFY(!shown<QLineEdit>(*page(), "cellText"));
        auto* const hint = shown<InkLabel>(*page(), "settingHint");
        QVERIFY(hint);
        QCOMPARE(hint->text(), QStringLiteral("The stored weights were made for it."));
        QVERIFY(tree()
                    ->currentIndex()
                    .siblingAtColumn(1)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(hint->text()));
        QVERIFY(choose({"activation"}));
        QVERIFY(!hint->isVisible());
    }

    void theModelAndItsLayersStayInStep()
    {
        QVERIFY(open(keras_file, QStringLiteral("layers/dense")));
        QVERIFY(choose({"activation"}));
        type(QStringLiteral("tanh"));
        QTRY_VERIFY(!edits().empty());
        QVERIFY(select(QStringLiteral("layers")));
        QCOMPARE(shownText({"layers", "dense", "activation"}), QStringLiteral("'tanh'"));
        QVERIFY(choose({"layers", "dense", "activation"}));
        auto* const revert = tree()->findChild<QAction*>(QStringLiteral("revertSetting"));
        QVERIFY(revert && revert->isEnabled());
        revert->trigger();
        QVERIFY(edits().empty());
        QCOMPARE(shownText({"layers", "dense", "activation"}), QStringLiteral("'relu'"));
    }

    void partOfASettingIsEdited()
    {
        QVERIFY(open(keras_file, QStringLiteral("layers/dense")));
        const ValueTreeModel::Path seed = {"kernel_initializer", "config", "seed"};
        QVERIFY(choose(seed));
        type(QStringLiteral("7"));
        QTRY_VERIFY(edits().find("layers/dense@kernel_initializer"));
        QCOMPARE(shownText(seed), QStringLiteral("7"));
        QCOMPARE(model()->path(tree()->currentIndex()), seed); // still chosen
    }

    void theOptimizerIsEdited()
    {
        QVERIFY(open(keras_file, QStringLiteral("optimizer")));
        OptimizerPage* const page = view()->inspector()->optimizer();
        view()->inspector()->turnTo(page);
        const QList<QWidget*> cells =
            page->settings()->findChildren<QWidget*>(QStringLiteral("setting"));
        QVERIFY(!cells.isEmpty());
        cells.first()->setFocus();
        QTest::keyClick(cells.first(), Qt::Key_F2);
        auto* line = shown<QLineEdit>(*page, "cellText");
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("fast"));
        // Said in a place of its own, over no other setting.
        QVERIFY(!shown<InkLabel>(*page, "cellProblem"));
        auto* const problem = shown<InkLabel>(*page, "settingHint");
        QVERIFY(problem);
        QCOMPARE(problem->text(), QStringLiteral("A number is wanted."));
        QVERIFY(line->parentWidget()->geometry().right() < cells[1]->geometry().left());
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(line->isVisible());
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("0.25"));
        QVERIFY(!problem->isVisible());
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(edits().find("optimizer@learning_rate"));
        QCOMPARE(page->settings()->value(QStringLiteral("learning_rate")), QStringLiteral("0.25"));
        QCOMPARE(tabText(page), QStringLiteral("Optimizer *"));
        QStringList said;
        for (const auto* const label : page->settings()->findChildren<QLabel*>())
            said.append(label->text());
        QVERIFY(said.contains(QStringLiteral("was")));
        QVERIFY(page->bar()->isVisible());
        // What is None may become a number.
        for (QWidget* const cell :
             page->settings()->findChildren<QWidget*>(QStringLiteral("setting"))) {
            if (cell->accessibleName() == QStringLiteral("clipnorm"))
                QTest::mouseDClick(cell, Qt::LeftButton);
        }
        line = shown<QLineEdit>(*page, "cellText");
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("1.5"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(edits().find("optimizer@clipnorm")->value, Value::real(1.5));
        QTest::mouseClick(shown<QPushButton>(*page, "editUndo"), Qt::LeftButton);
        QVERIFY(!edits().find("optimizer@clipnorm"));
        QTest::mouseClick(shown<QPushButton>(*page, "editSave"), Qt::LeftButton);
        QTRY_VERIFY(!m_window->isWindowModified());
        QCOMPARE(stored(path(keras_file), "optimizer@learning_rate"), QStringLiteral("0.25"));
    }

private:
    [[nodiscard]] DocumentView* view() { return m_window->currentView(); }
    [[nodiscard]] ConfigurationPage* page() { return view()->inspector()->configuration(); }
    [[nodiscard]] QTreeView* tree() { return page()->view(); }
    [[nodiscard]] EditBar* bar() { return page()->bar(); }
    [[nodiscard]] ValueTreeModel* model() { return qobject_cast<ValueTreeModel*>(tree()->model()); }
    [[nodiscard]] const Edits& edits() { return view()->edits().edits(); }
    [[nodiscard]] QString tabText(Page* of)
    {
        return view()->inspector()->tabText(view()->inspector()->indexOf(of));
    }

    [[nodiscard]] QString path(const QString& file) const
    {
        return m_folder->filePath(QFileInfo(file).fileName());
    }

    bool select(const QString& row)
    {
        if (!view()->choosePath(row))
            return false;
        view()->inspector()->turnTo(page());
        return true;
    }

    bool open(const QString& file, const QString& row)
    {
        if (!QFile::copy(data_file(file), path(file)))
            return false;
        QFile::setPermissions(path(file), QFile::ReadOwner | QFile::WriteOwner);
        DocumentView* const opened = open_in(*m_window, path(file));
        return opened && opened->isOpen() && select(row);
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QApplication::setActiveWindow(m_window.get()); // nobody else does, with no screen
        tree()->setFocus();
        QTest::keyClick(m_window.get(), key, modifiers);
    }

    bool choose(const ValueTreeModel::Path& row)
    {
        const QModelIndex index = model()->find(row);
        if (!index.isValid())
            return false;
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
            tree()->expand(above);
        tree()->scrollTo(index);
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {},
                          tree()->visualRect(index).center());
        return tree()->currentIndex().siblingAtColumn(0) == index;
    }

    [[nodiscard]] QString shownText(const ValueTreeModel::Path& row)
    {
        return model()->find(row, ValueTreeModel::ValueColumn).data().toString();
    }

    /// Edits the value of the chosen row in its cell.
    void type(const QString& text)
    {
        QApplication::setActiveWindow(m_window.get());
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_F2);
        auto* const line = shown<QLineEdit>(*page(), "cellText");
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(!shown<QLineEdit>(*page(), "cellText"));
    }

    /// The text that a file on disk has under a key; null when it has none.
    static QString stored(const QString& path, const std::string& key)
    {
        const auto opened = open_document(path.toStdString(), {});
        const auto entry = opened ? find_entry(*opened->document, key) : std::nullopt;
        if (!entry)
            return {};
        return QString::fromStdString(entry->value.kind() == Value::Kind::Text
                                          ? entry->value.as_text()
                                          : entry->value.repr());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestEditingPages)
#include "tst_editing_pages.moc"
