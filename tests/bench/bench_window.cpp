// SPDX-License-Identifier: GPL-3.0-or-later
/// What a person waits for in the window. Run by hand and by compare.py; never a test.
///
///   bench_window bare        a Qt window with nothing in it, until it is painted
///   bench_window first       the first window of the program, until it is painted
///   bench_window FILE TEXT   opens a file, looks at its pages, scrolls, filters by TEXT letter by
///                            letter, opens and closes all rows, and prints for each step the
///                            stretches in which the window stood still for more than 50 ms
#include "app/window/document_view.h"
#include "app/window/gui_watchdog.h"
#include "app/window/main_window.h"
#include "app/window/sample.h"
#include "io/formats/format.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/page.h"
#include "widgets/theme/desktop_scheme.h"
#include "widgets/theme/theme_switch.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <functional>

namespace {

using namespace strata;

/// Between two presses of a key that is held down.
constexpr int key_ms = 30;
constexpr int pages_scrolled = 200;
constexpr int most_wait_ms = 600'000;

/// Ends the program when a window was painted once.
class FirstPaint : public QObject {
public:
    explicit FirstPaint(QWidget& window) { window.installEventFilter(this); }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            ::QTimer::singleShot(0, qApp, &QApplication::quit);
        return QObject::eventFilter(watched, event);
    }
};

Session::Opener opener()
{
    return [](const std::string& path, const JobContext& job) {
        return open_document(path, job);
    };
}

int show_bare()
{
    QWidget window;
    window.resize(1440, 900);
    const FirstPaint painted(window);
    window.show();
    return QApplication::exec();
}

int show_first()
{
    const DesktopScheme desktop(QDBusConnection::sessionBus());
    ThemeSwitch themes;
    themes.follow(desktop);
    MainWindow window(&themes, opener());
    const Sample sample = find_sample();
    window.setSample(sample.path, sample.description);
    window.resize(1440, 900);
    const FirstPaint painted(window);
    window.show();
    return QApplication::exec();
}

/// One person at one file.
class Visit {
public:
    explicit Visit(MainWindow& window) : m_window(window) {}

    int run(const QString& file, const QString& text)
    {
        step("open", [&] { return open(file); });
        if (!m_view)
            return 2;
        step("pages", [&] { return lookAtPages(); });
        step("open all rows", [&] {
            m_view->expandAll();
            return settle();
        });
        step("scroll", [&] { return scroll(); });
        step("filter", [&] { return filter(text); });
        step("no filter", [&] {
            m_view->clearFilter();
            return settle();
        });
        step("close all rows", [&] {
            m_view->collapseAll();
            return settle();
        });
        return 0;
    }

private:
    void step(const char* name, const std::function<bool()>& work)
    {
        QElapsedTimer timer;
        timer.start();
        const qsizetype before = m_watchdog.stretches().size();
        const bool ended = work();
        QTest::qWait(100);
        std::printf("%-16s %6lld ms%s, over 50 ms:", name, static_cast<long long>(timer.elapsed()),
                    ended ? "" : " (did not end)");
        const auto& stretches = m_watchdog.stretches();
        for (qsizetype i = before; i < stretches.size(); ++i)
            std::printf(" %lld (%lld computing)",
                        static_cast<long long>(stretches[i].length.count()),
                        static_cast<long long>(stretches[i].computing.count()));
        std::printf(before == stretches.size() ? " none\n" : "\n");
        std::fflush(stdout);
    }

    bool settle()
    {
        return QTest::qWaitFor([this] { return m_window.jobs().idle(); }, most_wait_ms);
    }

    bool open(const QString& file)
    {
        m_window.openFiles({file});
        DocumentView* const view = m_window.currentView();
        if (!QTest::qWaitFor([view] { return view && view->isOpen(); }, most_wait_ms))
            return false;
        m_view = view;
        return settle();
    }

    bool lookAtPages()
    {
        for (Page* const page : m_view->inspector()->pages()) {
            m_view->inspector()->turnTo(page);
            if (!settle())
                return false;
        }
        return true;
    }

    bool scroll()
    {
        TreeView* const tree = m_view->tree()->view();
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_End);
        QTest::qWait(key_ms);
        QTest::keyClick(tree, Qt::Key_Home);
        for (int i = 0; i < pages_scrolled; ++i) {
            QTest::qWait(key_ms);
            QTest::keyClick(tree, Qt::Key_PageDown);
        }
        return settle();
    }

    bool filter(const QString& text)
    {
        m_view->focusFilter();
        for (const QChar letter : text) {
            QTest::keyClick(QApplication::focusWidget(), letter.toLatin1());
            QTest::qWait(4 * key_ms);
        }
        const bool ended = settle();
        std::printf("%d rows at the top of what is found; ",
                    m_view->tree()->model()->rowCount(QModelIndex()));
        return ended;
    }

    MainWindow& m_window;
    DocumentView* m_view = nullptr;
    GuiWatchdog m_watchdog;
};

int visit(const QStringList& arguments)
{
    ThemeSwitch themes;
    MainWindow window(&themes, opener());
    window.resize(1440, 900);
    window.show();
    QApplication::setActiveWindow(&window);
    QTest::qWait(300);
    return Visit(window).run(arguments[1], arguments.value(2, QStringLiteral("kernel")));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2)
        return 2;
    if (arguments[1] == QLatin1String("bare"))
        return show_bare();
    return arguments[1] == QLatin1String("first") ? show_first() : visit(arguments);
}
