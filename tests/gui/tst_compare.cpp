// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/compare_driver.h"

#include "app/window/single_instance.h"
#include "app/window/window_actions.h"
#include "widgets/compare/compare_head.h"
#include "widgets/compare/pair_detail.h"
#include "widgets/desk/drop_panel.h"
#include "widgets/parts/elided_label.h"

#include <QAbstractButton>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

#include <thread>

using namespace strata;
using namespace strata::test;

/// Two files beside each other: every way in, and what becomes of a comparison as its files change.
class TestCompare : public QObject, private CompareDriver {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(start()); }
    void cleanup() { m_window.reset(); }

    void dropOnTheRightHalf()
    {
        QVERIFY(open_in(*m_window, m_left));
        const auto mime = files_as_mime({m_right});
        auto* const open = m_window->findChild<DropPanel*>(QStringLiteral("dropPanel"));
        auto* const compare = m_window->findChild<DropPanel*>(QStringLiteral("comparePanel"));
        const QPoint right(m_window->width() * 3 / 4, m_window->height() / 2);
        const QPoint left(m_window->width() / 4, m_window->height() / 2);
        enter(right, *mime);
        QVERIFY(open->isVisible() && compare->isVisible());
        QCOMPARE(open->text(), QStringLiteral("Open in a new tab"));
        QCOMPARE(compare->text(), QStringLiteral("Compare with left.safetensors"));
        QVERIFY(compare->isActive() && !open->isActive());
        QCOMPARE(status(), QStringLiteral("Compare with left.safetensors. Escape cancels."));
        move(left, *mime);
        QVERIFY(!compare->isActive() && open->isActive());
        QCOMPARE(status(), QStringLiteral("Open in a new tab. Escape cancels."));
        move(right, *mime);
        drop(right, *mime);
        QVERIFY(!compare->isVisible());
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Left), m_left);
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
        QCOMPARE(m_window->tabs()->tabBar()->tabText(1),
                 QStringLiteral("left.safetensors and right.safetensors"));
        QCOMPARE(m_window->tabCount(), 2); // the dropped file has no tab of its own
    }

    void dropOnTheLeftHalfOpens()
    {
        QVERIFY(open_in(*m_window, m_left));
        const auto mime = files_as_mime({m_right});
        const QPoint left(m_window->width() / 4, m_window->height() / 2);
        enter(left, *mime);
        drop(left, *mime);
        QTRY_COMPARE(m_window->tabCount(), 2);
        QVERIFY(m_window->currentView());
        QCOMPARE(m_window->currentView()->path(), m_right);
    }

    void dropOfTwoFiles()
    {
        const auto mime = files_as_mime({m_left, m_right});
        const QPoint right(m_window->width() * 3 / 4, m_window->height() / 2);
        enter(right, *mime);
        QCOMPARE(m_window->findChild<DropPanel*>(QStringLiteral("comparePanel"))->text(),
                 QStringLiteral("Compare the two files"));
        drop(right, *mime);
        QVERIFY(finished());
        QCOMPARE(m_window->tabCount(), 1);
    }

    void compareWithFromTheMenu()
    {
        QVERIFY(open_in(*m_window, m_left));
        answerFileDialog(m_right);
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
        // Asked for again, it is the tab that is there.
        m_window->compare(m_left, m_right);
        QCOMPARE(m_window->tabCount(), 2);
    }

    void compareFromATabsMenu()
    {
        QVERIFY(open_in(*m_window, m_left));
        QVERIFY(open_in(*m_window, m_right));
        QTabBar* const bar = m_window->tabs()->tabBar();
        Q_EMIT bar->customContextMenuRequested(bar->tabRect(0).center());
        auto* const menu = m_window->findChild<QMenu*>(QStringLiteral("compareMenu"));
        QVERIFY(menu);
        QCOMPARE(menu->actions().first()->text(), QStringLiteral("right.safetensors"));
        menu->actions().first()->trigger();
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Left), m_left);
    }

    void compareTwoSelectedTabs()
    {
        QVERIFY(open_in(*m_window, m_left));
        QVERIFY(open_in(*m_window, m_right));
        QTabBar* const bar = m_window->tabs()->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, Qt::ControlModifier, bar->tabRect(0).center());
        QCOMPARE(m_window->tabs()->currentIndex(), 1);
        QCOMPARE(m_window->tabs()->alsoSelected(), m_window->tabs()->view(0));
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(finished());
        QCOMPARE(comparison()->sidePath(Side::Left), m_right);
        QCOMPARE(comparison()->sidePath(Side::Right), m_left);
        QVERIFY(!m_window->tabs()->alsoSelected());
    }

    /// `strata A B --compare` in a window that is there.
    void aLaterStartHandsItOver()
    {
        const QString name = m_folder->filePath(QStringLiteral("c"));
        SingleInstance first(name);
        QVERIFY(first.listen());
        connect(&first, &SingleInstance::asked, m_window.get(),
                [this](const QStringList& paths, bool compare) {
                    QVERIFY(compare && paths.size() == 2);
                    m_window->compare(paths[0], paths[1]);
                });
        bool taken = false;
        std::thread second([&] { taken = SingleInstance(name).handOver({m_left, m_right}, true); });
        QVERIFY(finished());
        second.join();
        QVERIFY(taken);
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
    }

    void savesAReport_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("start");
        QTest::newRow("markdown") << QStringLiteral("report.md") << QStringLiteral("#");
        QTest::newRow("html") << QStringLiteral("report.html") << QStringLiteral("<!");
        QTest::newRow("json") << QStringLiteral("report.json") << QStringLiteral("{");
    }

    void savesAReport()
    {
        QFETCH(QString, name);
        QFETCH(QString, start);
        QVERIFY(compareBoth());
        const QString path = m_folder->filePath(name);
        answerFileDialog(path);
        QTest::mouseClick(shown<QPushButton>(*comparison(), "saveComparison"), Qt::LeftButton);
        QTRY_VERIFY(comparison()->notice().contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY2(text.startsWith(start), qPrintable(text.left(80)));
        QVERIFY(text.contains(QStringLiteral("second")));
    }

    void aReportIsOfFilesThatAreRead()
    {
        QVERIFY(compareBoth());
        auto* const save = shown<QPushButton>(*comparison(), "saveComparison");
        QVERIFY(save->isEnabled() && comparison()->canSaveReport());
        comparison()->reload();
        QVERIFY(!save->isEnabled() && !comparison()->canSaveReport());
        QTRY_VERIFY(comparison()->canSaveReport());
        QTRY_VERIFY(save->isEnabled());
        // While a name is asked for one of the files goes.
        const QString path = m_folder->filePath(QStringLiteral("report.md"));
        QTimer::singleShot(50, m_window.get(), [this, path] {
            write(QStringLiteral("right.safetensors"), "no model");
            comparison()->reload();
            QTRY_VERIFY(comparison()->errorBand()->isVisible());
            answerFileDialog(path);
        });
        comparison()->saveReport();
        QVERIFY(comparison()->notice().contains(QStringLiteral("not saved")));
        QVERIFY(!QFile::exists(path));
    }

    void showsASideInItsTab()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("new.weight"));
        trigger(QStringLiteral("Show in right tab"));
        QTRY_COMPARE(m_window->tabCount(), 2);
        DocumentView* const view = m_window->currentView();
        QVERIFY(view);
        QTRY_VERIFY(view->isOpen());
        QCOMPARE(view->path(), m_right);
        QTRY_VERIFY(view->selectedPath().contains(QStringLiteral("new")));
    }

    void theSameFileIsSaid()
    {
        m_window->compare(m_left, m_left);
        QTRY_VERIFY(comparison() && comparison()->errorBand()->isVisible());
        QVERIFY(comparison()->errorBand()->text().contains(QStringLiteral("the same file")));
        answerFileDialog(m_right);
        QTest::mouseClick(shown<QPushButton>(*comparison(), "compareOther"), Qt::LeftButton);
        QVERIFY(finished());
        QTRY_COMPARE(m_window->tabCount(), 1);
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
    }

    void aFileThatCannotBeOpened()
    {
        const QString broken = write(QStringLiteral("broken.safetensors"), "no model");
        m_window->compare(m_left, broken);
        QTRY_VERIFY(comparison() && comparison()->errorBand()->isVisible());
        QVERIFY2(comparison()->errorBand()->text().contains(
                     QStringLiteral("Cannot open broken.safetensors, the right side")),
                 qPrintable(comparison()->errorBand()->text()));
        write(QStringLiteral("broken.safetensors"), safetensors(right_arrays));
        QTest::mouseClick(shown<QPushButton>(*comparison(), "compareAgain"), Qt::LeftButton);
        QVERIFY(finished());
        QCOMPARE(signOf("first.weight"), PairSign::Changed);
    }

    void anotherFileForTheSideThatFailed()
    {
        const QString broken = write(QStringLiteral("broken.safetensors"), "no model");
        m_window->compare(broken, m_right);
        QTRY_VERIFY(comparison() && comparison()->errorBand()->isVisible());
        // The same file once more is read again, and the tab stays.
        answerFileDialog(broken);
        CompareView* const view = comparison();
        QTest::mouseClick(shown<QPushButton>(*view, "compareOther"), Qt::LeftButton);
        QTRY_VERIFY(m_window->jobs().idle() && view->errorBand()->isVisible());
        QCOMPARE(m_window->tabCount(), 1);
        QCOMPARE(comparison(), view);
        answerFileDialog(m_left);
        QTest::mouseClick(shown<QPushButton>(*view, "compareOther"), Qt::LeftButton);
        QVERIFY(finished());
        QTRY_COMPARE(m_window->tabCount(), 1);
        QCOMPARE(comparison()->sidePath(Side::Left), m_left);
        QCOMPARE(comparison()->sidePath(Side::Right), m_right);
    }

    void aFileThatChangesOnDisk()
    {
        QVERIFY(compareBoth());
        QVERIFY(choose("first.bias"));
        QList<Array> arrays = right_arrays;
        arrays[1].values = {9, 9, 9};
        write(QStringLiteral("right.safetensors"), safetensors(arrays));
        QTRY_VERIFY_WITH_TIMEOUT(comparison()->changedBand()->isVisible(), 10'000);
        QVERIFY(comparison()->changedBand()->text().contains(QStringLiteral("right.safetensors")));
        QTest::mouseClick(shown<QPushButton>(*comparison(), "reloadCompared"), Qt::LeftButton);
        QTRY_VERIFY(!comparison()->changedBand()->isVisible());
        QTRY_VERIFY(finished() && signOf("first.bias") == PairSign::Changed);
        QCOMPARE(comparison()->pairs()->currentPair(), pairOf("first.bias"));
    }

    void closesWhileItWorks()
    {
        m_window->compare(m_left, m_right);
        m_window->closeCurrent();
        QTRY_COMPARE(m_window->tabCount(), 0);
        QTRY_VERIFY(m_window->jobs().idle());
    }

    /// Every control of the view can be reached and has a name.
    void controlsHaveNames()
    {
        QVERIFY(compareBoth());
        for (QWidget* const widget : comparison()->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus ||
                widget->inherits("QScrollArea") || widget->objectName().startsWith(u"qt_"))
                continue;
            const auto* const button = qobject_cast<QAbstractButton*>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     widget->metaObject()->className());
        }
    }

private:
    void enter(const QPoint& at, const QMimeData& data)
    {
        QDragEnterEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }
    void move(const QPoint& at, const QMimeData& data)
    {
        QDragMoveEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }
    void drop(const QPoint& at, const QMimeData& data)
    {
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
        QVERIFY(event.isAccepted());
    }
    [[nodiscard]] QString status() const
    {
        return m_window->findChild<ElidedLabel*>(QStringLiteral("statusPath"))->text();
    }
};

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"
