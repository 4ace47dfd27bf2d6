// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of the window: bars, tabs and the identity strip.
#include "tests/gui/window_driver.h"

#include "app/window/document_tabs.h"
#include "widgets/desk/identity_item.h"
#include "widgets/theme/desk_style.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QImage>
#include <QMenuBar>
#include <QPainter>
#include <QStatusBar>
#include <QStyleOption>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>

using namespace strata;
using namespace strata::test;

class TestChrome : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new DeskStyle); }
    void init()
    {
        QApplication::setPalette(make_palette(false));
        m_window = exposed_window();
        QVERIFY(m_window);
        m_view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/deep_learning_model.h5")));
        QVERIFY(m_view && m_view->isOpen());
    }
    void cleanup() { m_window.reset(); }

    void heights()
    {
        const int text = m_window->fontMetrics().height();
        QCOMPARE(m_window->menuBar()->height(), std::max(24, text + 6));
        QCOMPARE(toolBar()->height(), std::max(26, text + 8) + 10);
        QCOMPARE(m_window->statusBar()->height(),
                 std::max(25, m_window->statusBar()->fontMetrics().height() + 10));
        QVERIFY(m_view->strip()->height() >= 46);
        QCOMPARE(m_window->tabs()->tabBar()->height(), 3 + std::max(28, text + 10));
    }

    /// Without a gradient, in either theme; and the handle of a scroll bar is seen.
    void headsAndScrollBarsAreFlat()
    {
        for (const bool dark : {false, true}) {
            const QPalette palette = make_palette(dark);
            QImage image(60, 24, QImage::Format_RGB32);
            QPainter painter(&image);
            QStyleOptionHeader head;
            head.rect = image.rect();
            head.palette = palette;
            head.orientation = Qt::Horizontal;
            QApplication::style()->drawControl(QStyle::CE_HeaderSection, &head, &painter);
            for (int y = 0; y < 23; ++y)
                QCOMPARE(image.pixelColor(5, y), palette.color(QPalette::Button));
            QCOMPARE(image.pixelColor(5, 23), Theme::of(palette).frame);
            QImage long_image(16, 200, QImage::Format_RGB32);
            QPainter other(&long_image);
            QStyleOptionSlider bar;
            bar.rect = long_image.rect();
            bar.palette = palette;
            bar.orientation = Qt::Vertical;
            bar.maximum = 100;
            bar.pageStep = 100;
            bar.subControls = QStyle::SC_All;
            QApplication::style()->drawComplexControl(QStyle::CC_ScrollBar, &bar, &other);
            QCOMPARE(long_image.pixelColor(8, 50), Theme::of(palette).axis);
            QCOMPARE(long_image.pixelColor(1, 50), palette.color(QPalette::Window));
        }
    }

    void theStripSaysItInOrder()
    {
        QStringList captions;
        for (const IdentityItem* const item : m_view->strip()->findChildren<IdentityItem*>())
            captions.append(item->caption());
        const QStringList wanted = {QStringLiteral("Framework"),    QStringLiteral("Container"),
                                    QStringLiteral("Layers"),       QStringLiteral("Parameters"),
                                    QStringLiteral("Size on disk"), QStringLiteral("Optimizer"),
                                    QStringLiteral("Trust"),        QStringLiteral("Integrity")};
        QCOMPARE(captions, wanted);
        QCOMPARE(m_view->strip()->value(QStringLiteral("Container")),
                 QStringLiteral("HDF5, legacy layout"));
    }

    void theStripOfAForest()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("sklearn/1.9/forest_wine.joblib")));
        QVERIFY(view && view->isOpen());
        QStringList captions;
        for (const IdentityItem* const item : view->strip()->findChildren<IdentityItem*>())
            captions.append(item->caption());
        const QStringList wanted = {QStringLiteral("Framework"),    QStringLiteral("Container"),
                                    QStringLiteral("Estimator"),    QStringLiteral("Trees"),
                                    QStringLiteral("Features"),     QStringLiteral("Classes"),
                                    QStringLiteral("Size on disk"), QStringLiteral("Trust"),
                                    QStringLiteral("Integrity")};
        QCOMPARE(captions, wanted);
        QCOMPARE(view->strip()->value(QStringLiteral("Container")),
                 QStringLiteral("joblib, not compressed"));
    }

    /// Caption and value together stand in the middle of the strip.
    void theStripIsCentred()
    {
        auto* const item = m_view->strip()->findChildren<IdentityItem*>().first();
        const QImage image = item->grab().toImage();
        const QColor ground = image.pixelColor(1, 1);
        int first = -1;
        int last = -1;
        for (int y = 0; y < image.height() - 1; ++y) {
            for (int x = 4; x < image.width() - 8; ++x) {
                if (image.pixelColor(x, y) == ground)
                    continue;
                first = first < 0 ? y : first;
                last = y;
            }
        }
        QVERIFY(first > 0);
        // Letters have more room above than below them.
        const int above = first;
        const int below = image.height() - 1 - last;
        QVERIFY2(std::abs(above - below) <= 4,
                 qPrintable(QStringLiteral("%1 over %2 below").arg(above).arg(below)));
    }

    void trustGetsShortBeforeItemsLeave()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("hostile/call_subprocess.pkl")));
        QVERIFY(view && view->isOpen());
        const auto trust = [view] {
            for (const IdentityItem* const item : view->strip()->findChildren<IdentityItem*>()) {
                if (item->caption() == QStringLiteral("Trust"))
                    return item->shownValue();
            }
            return QString();
        };
        QCOMPARE(trust(), QStringLiteral("Dangerous: runs a command"));
        view->strip()->resize(420, view->strip()->height());
        QCOMPARE(trust(), QStringLiteral("Dangerous"));
        QCOMPARE(view->strip()->value(QStringLiteral("Trust")),
                 QStringLiteral("Dangerous: runs a command"));
    }

    void theTabInFrontHasTheGroundOfItsPage_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void theTabInFrontHasTheGroundOfItsPage()
    {
        QFETCH(bool, dark);
        const QPalette palette = make_palette(dark);
        QApplication::setPalette(palette);
        QVERIFY(open_in(*m_window, data_file(QStringLiteral("npy/cube.npy"))));
        QTabBar* const bar = m_window->tabs()->tabBar();
        const QImage image = bar->grab().toImage();
        const QRect front = bar->tabRect(1);
        const QRect other = bar->tabRect(0);
        const QColor ground = palette.color(QPalette::Window);
        QCOMPARE(image.pixelColor(front.left() + 5, front.top() + 7), ground);
        QVERIFY(image.pixelColor(other.left() + 5, other.top() + 8) != ground);
        const int base = bar->height() - 1;
        QCOMPARE(image.pixelColor(front.center().x(), base), ground); // no line to its page
        QCOMPARE(image.pixelColor(other.center().x(), base), Theme::of(palette).frame);
    }

    void wordsOfTheToolBarStandBesideTheirIcons()
    {
        for (QToolButton* const button : toolBar()->findChildren<QToolButton*>()) {
            if (button->text().isEmpty() || !button->isVisible() ||
                button->toolButtonStyle() != Qt::ToolButtonTextBesideIcon ||
                button->defaultAction()->priority() == QAction::LowPriority)
                continue;
            const int text = button->fontMetrics().horizontalAdvance(button->text());
            QVERIFY2(button->width() >= 20 + 6 + text + 16, qPrintable(button->text()));
        }
    }

private:
    QToolBar* toolBar() { return m_window->findChild<QToolBar*>(QStringLiteral("toolBar")); }

    std::unique_ptr<MainWindow> m_window;
    DocumentView* m_view = nullptr;
};

QTEST_MAIN(TestChrome)
#include "tst_chrome.moc"
