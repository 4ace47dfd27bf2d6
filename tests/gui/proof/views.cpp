// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/proof/views.h"

#include "tests/gui/window_driver.h"

#include <QElapsedTimer>

namespace strata::test {

namespace {

constexpr int most_wait_ms = 20'000;
/// Times in a row that nothing ran, with the shortest delay of the window's timers between.
constexpr int quiet_rounds = 3;

/// Path of the first tensor whose row has a parent that is not the root.
QString inner_tensor(const Document& document)
{
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        const std::string path = document.tensor_path(TensorId{static_cast<std::uint32_t>(i)});
        if (std::ranges::count(path, '/') >= 2)
            return QString::fromStdString(path);
    }
    return {};
}

void add_pages(QList<ProofView>& views, Inspector& inspector, const QString& select,
               const QList<Page*>& pages)
{
    for (Page* const page : pages) {
        if (inspector.has(page))
            views.append({page->title(), select});
    }
}

} // namespace

QList<ProofView> proof_views(DocumentView& view)
{
    const Document& document = *view.file()->open.document;
    Inspector& inspector = *view.inspector();
    QList<ProofView> views;
    add_pages(views, inspector, {}, inspector.pages());
    if (document.tensors.empty())
        return views;
    const QString first = QString::fromStdString(document.tensor_path(TensorId{0}));
    add_pages(views, inspector, first, {inspector.weights(), inspector.values()});
    if (const QString inner = inner_tensor(document); !inner.isEmpty())
        add_pages(views, inspector, inner.section(QLatin1Char('/'), 0, -2),
                  {inspector.weights(), inspector.configuration()});
    return views;
}

bool settle(MainWindow& window)
{
    QElapsedTimer timer;
    timer.start();
    for (int quiet = 0; quiet < quiet_rounds;) {
        if (timer.elapsed() > most_wait_ms)
            return false;
        QTest::qWait(4);
        quiet = window.jobs().idle() ? quiet + 1 : 0;
    }
    return true;
}

bool close_tab(MainWindow& window)
{
    if (window.tabCount() > 0)
        window.closeCurrent();
    return QTest::qWaitFor([&window] { return window.tabCount() == 0; });
}

bool turn_to(MainWindow& window, DocumentView& document, const ProofView& view)
{
    if (view.select.isEmpty())
        document.tree()->chooseFirst();
    else if (!document.choosePath(view.select))
        return false;
    for (Page* const page : document.inspector()->pages()) {
        if (page->title() == view.page)
            document.inspector()->turnTo(page);
    }
    return settle(window);
}

} // namespace strata::test
