// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window_driver.h"

#include "app/window/about_dialog.h"
#include "app/window/document_tabs.h"
#include "app/window/shortcuts_dialog.h"
#include "app/window/window_actions.h"
#include "widgets/desk/identity_strip.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/parts/scroll_page.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_switch.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>

using namespace strata;
using namespace strata::test;

/// The window by keyboard alone, and what a screen reader is told.
class TestKeyboard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QAccessible::setActive(true);
        m_themes = std::make_unique<ThemeSwitch>();
    }
    void cleanupTestCase() { m_themes.reset(); }

    void init()
    {
        m_window = std::make_unique<MainWindow>(m_themes.get(), real_opener());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QApplication::setActiveWindow(m_window.get());
    }
    void cleanup() { m_window.reset(); }

    void tabGoesThroughTheWindowInOrder()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        QVERIFY(view && view->isOpen());
        QWidget* const first = firstTool();
        first->setFocus(Qt::TabFocusReason);
        QStringList seen;
        for (int step = 0; step < 60; ++step) {
            const QString part = partOf(*view, QApplication::focusWidget());
            if (seen.isEmpty() || seen.last() != part)
                seen.append(part);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            if (QApplication::focusWidget() == first)
                break;
        }
        QCOMPARE(seen.join(QStringLiteral(", ")),
                 QStringLiteral("tool bar, tabs, strip, tree, inspector tabs, page"));
    }

    void everyStopOfTabShowsItsFocus()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        QVERIFY(view && view->isOpen());
        const QColor focus = Theme::of(m_window->palette()).focus;
        QWidget* const first = firstTool();
        first->setFocus(Qt::TabFocusReason);
        do {
            QWidget* const at = QApplication::focusWidget();
            // A list shows where it is by its row.
            if (!qobject_cast<QAbstractItemView*>(at))
                QVERIFY2(
                    countOf(at->grab().toImage(), focus) > 20,
                    qPrintable(nameOf(at) + QStringLiteral(" in ") + nameOf(at->parentWidget())));
            QTest::keyClick(at, Qt::Key_Tab);
        } while (QApplication::focusWidget() != first);
    }

    void aPageShowsItsFocusByKeyboardAlone()
    {
        DocumentView* const view = open("keras/keras-3/deep_learning_model.h5");
        QVERIFY(view && view->isOpen());
        view->inspector()->turnTo(view->inspector()->optimizer());
        const auto pages = view->inspector()->optimizer()->findChildren<ScrollPage*>();
        const auto seen = std::ranges::find_if(pages, &QWidget::isVisible);
        QVERIFY(seen != pages.end());
        ScrollPage* const page = *seen;
        const QColor focus = Theme::of(m_window->palette()).focus;
        const auto ring = [&] {
            const QImage image = page->grab().toImage();
            return image.pixelColor(1, image.height() / 2) == focus;
        };
        QApplication::setActiveWindow(m_window.get());
        QTest::mouseClick(page->widget(), Qt::LeftButton, {}, QPoint(2, 2));
        QVERIFY(page->hasFocus());
        QVERIFY(!ring());
        page->clearFocus();
        page->setFocus(Qt::TabFocusReason);
        QVERIFY(ring());
    }

    void panesByF6()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        view->tree()->view()->setFocus();
        QStringList seen;
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
            seen.append(partOf(*view, QApplication::focusWidget()));
        }
        QCOMPARE(seen, QStringList({QStringLiteral("inspector tabs"), QStringLiteral("page"),
                                    QStringLiteral("strip"), QStringLiteral("tree"),
                                    QStringLiteral("inspector tabs")}));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(partOf(*view, QApplication::focusWidget()), QStringLiteral("tree"));
    }

    void pagesByAltAndNumber()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        Inspector& inspector = *view->inspector();
        const QList<QAction*>& actions = m_window->actions().pages();
        for (int page = 0; page < actions.size(); ++page) {
            const QString title = plain_text(actions[page]->text());
            const bool absent =
                page >= inspector.pages().size() || !inspector.has(inspector.pages()[page]);
            QCOMPARE(actions[page]->isEnabled(), !absent);
            if (absent)
                continue;
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + page),
                            Qt::AltModifier);
            QCOMPARE(inspector.currentPage()->title(), title);
        }
    }

    void backAndForward()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        const QString first = view->selectedPath();
        QTest::keyClick(view->tree()->view(), Qt::Key_Down);
        const QString second = view->selectedPath();
        QTest::keyClick(view->tree()->view(), Qt::Key_Down);
        const QString third = view->selectedPath();
        QVERIFY(first != second && second != third);
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(view->selectedPath(), second);
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(view->selectedPath(), first);
        QVERIFY(!m_window->actions()[Command::Back]->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(view->selectedPath(), second);
        // Elsewhere from here: what lay ahead is gone.
        QTest::keyClick(view->tree()->view(), Qt::Key_End);
        QVERIFY(!m_window->actions()[Command::Forward]->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(view->selectedPath(), second);
    }

    void backLeadsThroughAFilter()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        const QString first = view->selectedPath();
        QTest::keyClick(view->tree()->view(), Qt::Key_Down);
        auto* const filter = shown<QLineEdit>(*view, "treeFilter");
        filter->setText(QStringLiteral("max_depth"));
        QTRY_VERIFY(view->tree()->model()->filter());
        view->tree()->view()->setFocus();
        QTest::keyClick(view->tree()->view(), Qt::Key_End);
        QTRY_VERIFY(view->history().canGoBack());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTRY_VERIFY(!view->tree()->model()->filter());
        QVERIFY(filter->text().isEmpty());
    }

    void documentsByKeyboard()
    {
        for (const char* const name : {"npy/one.npy", "npy/two.npy", "npy/cube.npy"})
            open(name);
        const auto at = [this] {
            return m_window->tabs()->currentIndex();
        };
        QCOMPARE(at(), 2);
        QTest::keyClick(m_window.get(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(at(), 0);
        QTest::keyClick(m_window.get(), Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(at(), 2);
        QTest::keyClick(m_window.get(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(at(), 0);
        QTest::keyClick(m_window.get(), Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(at(), 2);
    }

    void copyingWorksFromTheMenuAndByKey()
    {
        DocumentView* const view = open("npy/one.npy");
        view->tree()->view()->setFocus();
        QTest::keyClick(view->tree()->view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), view->selectedPath());
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(view->tree()->view(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    }

    void largerTextClipsNothing()
    {
        DocumentView* const view = open("sklearn/1.9/forest_wine.joblib");
        const int before = QFontInfo(QApplication::font()).pixelSize();
        const int strip = view->strip()->height();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(m_window.get(), Qt::Key_Plus, Qt::ControlModifier);
        QTRY_VERIFY(QFontInfo(QApplication::font()).pixelSize() > before + 4);
        QTRY_VERIFY(view->strip()->height() > strip);
        for (const QSize size : {QSize(1440, 900), QSize(900, 600)}) {
            m_window->resize(size);
            QTest::qWait(0);
            compareHeights();
        }
        QTest::keyClick(m_window.get(), Qt::Key_Minus, Qt::ControlModifier);
        QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(QFontInfo(QApplication::font()).pixelSize(), before);
        QTRY_COMPARE(view->strip()->height(), strip);
    }

    void shortcutsAreThoseOfTheActions()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto* const dialog = m_window->findChild<ShortcutsDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QString all;
        for (const FactsGrid* const grid : dialog->findChildren<FactsGrid*>())
            all += grid->asText() + QLatin1Char('\n');
        for (const QAction* const action : m_window->findChildren<QAction*>()) {
            if (action->menu() || action->shortcut().isEmpty())
                continue;
            QVERIFY2(all.contains(plain_text(action->text())), qPrintable(action->text()));
            QVERIFY2(all.contains(action->shortcut().toString(QKeySequence::NativeText)),
                     qPrintable(action->text()));
        }
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<ShortcutsDialog*>());
    }

    void noTwoActionsShareAKey()
    {
        QHash<QString, QString> by_key;
        for (const QAction* const action : m_window->findChildren<QAction*>()) {
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!by_key.contains(keys.toString()), qPrintable(keys.toString()));
                by_key.insert(keys.toString(), action->text());
            }
        }
        QVERIFY(by_key.size() > 30);
    }

    void everyActionIsInAMenu()
    {
        QSet<QAction*> in_menus;
        for (const QMenu* const menu : m_window->actions().menus()) {
            for (QAction* const action : WindowActions::reachable(*menu))
                in_menus.insert(action);
        }
        const QToolBar& bar = *m_window->findChild<QToolBar*>();
        for (QAction* const action : bar.actions())
            QVERIFY(action->isSeparator() || in_menus.contains(action));
        QStringList titles;
        for (const QAction* const action : m_window->menuBar()->actions())
            titles.append(plain_text(action->text()));
        QCOMPARE(titles, QStringList({QStringLiteral("File"), QStringLiteral("Edit"),
                                      QStringLiteral("View"), QStringLiteral("Go"),
                                      QStringLiteral("Tools"), QStringLiteral("Help")}));
    }

    void aboutNamesWhatItIsBuiltOn()
    {
        AboutDialog dialog(m_window.get());
        dialog.show();
        QString all;
        for (const FactsGrid* const grid : dialog.findChildren<FactsGrid*>())
            all += grid->asText();
        for (const char* const name : {"Qt", "QCustomPlot", "zlib", "zstd", "HDF5"})
            QVERIFY2(all.contains(QLatin1String(name)), name);
        QVERIFY(all.contains(QLatin1String(qVersion())));
    }

    void everythingHasAName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("start") << QString();
        QTest::newRow("forest") << QStringLiteral("sklearn/1.9/forest_wine.joblib");
        QTest::newRow("array") << QStringLiteral("npy/cube.npy");
        QTest::newRow("hostile") << QStringLiteral("hostile/call_subprocess.pkl");
        QTest::newRow("refused") << QStringLiteral("npy/versions.json");
        QTest::newRow("folder") << QStringLiteral("npy");
    }
    void everythingHasAName()
    {
        QFETCH(QString, name);
        if (!name.isEmpty()) {
            m_window->openFiles({data_file(name)});
            QTRY_VERIFY(m_window->jobs().idle());
        }
        if (DocumentView* const view = m_window->currentView(); view && view->isOpen()) {
            for (int page = 0; page < 8; ++page) {
                view->turnToPage(page);
                compareNames();
            }
        }
        compareNames();
    }

private:
    DocumentView* open(const char* name)
    {
        return open_in(*m_window, data_file(QString::fromLatin1(name)));
    }

    [[nodiscard]] QWidget* firstTool() const
    {
        return m_window->findChild<QToolBar*>()->widgetForAction(
            m_window->actions()[Command::Open]);
    }

    static QString nameOf(const QWidget* widget)
    {
        return widget->objectName() + QLatin1Char(' ') +
               QLatin1String(widget->metaObject()->className());
    }

    /// Which part of the window a widget is in, as the look orders them.
    QString partOf(DocumentView& view, const QWidget* widget) const
    {
        const auto within = [widget](const QWidget* part) {
            return part == widget || part->isAncestorOf(widget);
        };
        if (within(m_window->findChild<QToolBar*>()))
            return QStringLiteral("tool bar");
        if (within(m_window->tabs()->tabBar()))
            return QStringLiteral("tabs");
        if (within(view.strip()))
            return QStringLiteral("strip");
        if (within(view.tree()))
            return QStringLiteral("tree");
        if (within(view.inspector()->tabBar()))
            return QStringLiteral("inspector tabs");
        return within(view.inspector()) ? QStringLiteral("page") : nameOf(widget);
    }

    static QImage grabOf(QWidget& widget)
    {
        const QImage image = widget.grab().toImage();
        if (const QString folder = qEnvironmentVariable("STRATA_SHOT_DIR"); !folder.isEmpty())
            image.save(folder + QStringLiteral("/focus-%1.png")
                                    .arg(QString::fromLatin1(widget.metaObject()->className())
                                             .replace(QLatin1Char(':'), QLatin1Char('_'))));
        return image;
    }

    static int countOf(const QImage& image, const QColor& colour)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y).rgb() == colour.rgb();
        }
        return count;
    }

    /// No control is lower than its text.
    void compareHeights() const
    {
        for (const QWidget* const widget : m_window->findChildren<QWidget*>()) {
            const bool control = qobject_cast<const QAbstractButton*>(widget) ||
                                 qobject_cast<const QLineEdit*>(widget) ||
                                 qobject_cast<const QTabBar*>(widget);
            if (control && widget->isVisible() &&
                !widget->objectName().startsWith(QStringLiteral("qt_")))
                QVERIFY2(widget->height() >= widget->fontMetrics().height() ||
                             widget->width() < widget->fontMetrics().averageCharWidth() * 3,
                         qPrintable(nameOf(widget)));
        }
    }

    void compareNames() const
    {
        for (QWidget* const widget : m_window->findChildren<QWidget*>()) {
            const bool interactive =
                (widget->focusPolicy() & Qt::TabFocus) || qobject_cast<QAbstractButton*>(widget);
            // The icons in a field take no keyboard; the field and Escape do the same.
            if (!interactive || !widget->isVisible() ||
                qobject_cast<QLineEdit*>(widget->parentWidget()) ||
                widget->objectName().startsWith(QStringLiteral("qt_")))
                continue;
            QAccessibleInterface* const told = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(told && !told->text(QAccessible::Name).isEmpty(),
                     qPrintable(nameOf(widget) + QStringLiteral(" in ") +
                                nameOf(widget->parentWidget())));
        }
    }

    std::unique_ptr<ThemeSwitch> m_themes;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
