// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_tabs.h"

#include "widgets/parts/tab_bar.h"
#include "widgets/parts/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QTabBar>

#include <algorithm>

namespace strata {

namespace {

/// Of a name in a tab, in letters of average width.
constexpr int widest_name = 32;

/// The last `parts` parts of a path.
QString tail(const QString& path, qsizetype parts)
{
    return path.section(QLatin1Char('/'), -static_cast<int>(parts), -1, QString::SectionSkipEmpty);
}

QString folders_of(const QString& path, qsizetype parts)
{
    return tail(path, parts).section(QLatin1Char('/'), 0, -2);
}

} // namespace

QStringList distinct_names(const QStringList& paths)
{
    QHash<QString, QStringList> by_name;
    for (const QString& path : paths)
        by_name[tail(path, 1)].append(path);
    QStringList names;
    for (const QString& path : paths) {
        const QString name = tail(path, 1);
        const QStringList& same = by_name[name];
        qsizetype parts = 1;
        const qsizetype all = path.count(QLatin1Char('/')) + 1;
        // Two paths differ somewhere, so this ends at the whole path at the latest.
        while (parts < all && std::any_of(same.begin(), same.end(), [&](const QString& other) {
                   return other != path && tail(other, parts) == tail(path, parts);
               }))
            ++parts;
        names.append(parts == 1 ? name
                                : DocumentTabs::tr("%1 – %2").arg(name, folders_of(path, parts)));
    }
    return names;
}

DocumentTabs::DocumentTabs(QWidget* parent) : QTabWidget(parent)
{
    setObjectName(QStringLiteral("documents"));
    setAccessibleName(tr("Open files"));
    setTabBar(new TabBar(this));
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    tabBar()->setAccessibleName(tr("Open files"));
    // Names are cut here: a bar that cuts them itself leaves only dots of a hundred tabs.
    tabBar()->setElideMode(Qt::ElideNone);
    tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    tabBar()->installEventFilter(this);
    connect(tabBar(), &QWidget::customContextMenuRequested, this, &DocumentTabs::showMenu);
    connect(this, &QTabWidget::currentChanged, this, [this] { selectAlso(nullptr); });
    connect(tabBar(), &QTabBar::tabMoved, this, [this] { selectAlso(m_also_selected); });
    connect(this, &QTabWidget::tabCloseRequested, this,
            [this](int tab) { Q_EMIT closeViewsWanted({view(tab)}); });
}

void DocumentTabs::add(TabView* view)
{
    connect(view, &TabView::modifiedChanged, this, &DocumentTabs::updateNames);
    setCurrentIndex(addTab(view, QString()));
    updateNames();
}

void DocumentTabs::take(TabView* view)
{
    view->disconnect(this);
    const bool selected = view == m_also_selected;
    removeTab(indexOf(view));
    selectAlso(selected ? nullptr : m_also_selected);
    updateNames();
}

void DocumentTabs::step(int by)
{
    if (count() > 0)
        setCurrentIndex((currentIndex() + by + count()) % count());
}

TabView* DocumentTabs::current() const
{
    return qobject_cast<TabView*>(currentWidget());
}

TabView* DocumentTabs::view(int tab) const
{
    return qobject_cast<TabView*>(widget(tab));
}

QList<TabView*> DocumentTabs::views() const
{
    return others(nullptr);
}

QList<TabView*> DocumentTabs::others(const TabView* than) const
{
    QList<TabView*> out;
    for (int tab = 0; tab < count(); ++tab) {
        if (view(tab) != than)
            out.append(view(tab));
    }
    return out;
}

QList<TabView*> DocumentTabs::rightOf(const TabView* of) const
{
    QList<TabView*> out;
    for (int tab = count() - 1; tab >= 0 && view(tab) != of; --tab)
        out.prepend(view(tab));
    return out;
}

void DocumentTabs::updateNames()
{
    QStringList paths;
    QStringList names;
    for (const TabView* const view : views()) {
        if (view->isOnePath())
            paths.append(view->path());
    }
    QStringList distinct = distinct_names(paths);
    for (const TabView* const view : views())
        names.append(view->isOnePath() ? distinct.takeFirst() : view->title());
    const int widest = widest_name * tabBar()->fontMetrics().averageCharWidth();
    for (int tab = 0; tab < count(); ++tab) {
        const QString name = one_line(names[tab], 400);
        const int names_of_it = view(tab)->isOnePath() ? 1 : 2;
        const QString shown = tabBar()
                                  ->fontMetrics()
                                  .elidedText(name, Qt::ElideMiddle, names_of_it * widest)
                                  .replace(QLatin1Char('&'), QStringLiteral("&&"));
        const QString text = view(tab)->isModified() ? tr("%1 *").arg(shown) : shown;
        if (tabText(tab) != text) // each lays out all tabs anew
            setTabText(tab, text);
        setTabToolTip(tab, plain_tool_tip(view(tab)->path()));
        tabBar()->setAccessibleTabName(tab, name);
        if (QWidget* const cross = tabBar()->tabButton(tab, QTabBar::RightSide))
            cross->setAccessibleName(tr("Close %1").arg(name));
    }
}

void DocumentTabs::showMenu(const QPoint& where)
{
    const int under = tabBar()->tabAt(where);
    TabView* const of = view(under < 0 ? currentIndex() : under);
    if (!of)
        return;
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("tabMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString& text, const QList<TabView*>& views) {
        menu->addAction(text, this, [this, views] { Q_EMIT closeViewsWanted(views); })
            ->setEnabled(!views.isEmpty());
    };
    add(tr("Close"), {of});
    add(tr("Close others"), others(of));
    add(tr("Close to the right"), rightOf(of));
    add(tr("Close all"), views());
    menu->addSeparator();
    addComparing(*menu, of);
    menu->addAction(tr("Reload"), of, &TabView::reopenWanted);
    menu->addAction(of->isOnePath() ? tr("Copy path of the file") : tr("Copy paths of the files"),
                    of, [path = of->path()] { QGuiApplication::clipboard()->setText(path); });
    menu->popup(tabBar()->mapToGlobal(where));
}

void DocumentTabs::addComparing(QMenu& menu, TabView* of)
{
    if (!of->canBeCompared())
        return;
    QList<TabView*> partners = others(of);
    partners.removeIf([](const TabView* view) { return !view->canBeCompared(); });
    const auto ask = [this, of] {
        Q_EMIT compareWanted(of, nullptr);
    };
    if (partners.isEmpty()) {
        menu.addAction(tr("Compare with…"), this, ask);
        menu.addSeparator();
        return;
    }
    QMenu* const with = menu.addMenu(tr("Compare with"));
    with->setObjectName(QStringLiteral("compareMenu"));
    for (TabView* const partner : std::as_const(partners)) {
        QString name = tabBar()->accessibleTabName(indexOf(partner));
        with->addAction(one_line(name.replace(QLatin1Char('&'), QStringLiteral("&&")), 80), this,
                        [this, of, partner] { Q_EMIT compareWanted(of, partner); });
    }
    with->addSeparator();
    with->addAction(tr("Another file…"), this, ask);
    menu.addSeparator();
}

void DocumentTabs::selectAlso(TabView* view)
{
    m_also_selected = view;
    static_cast<TabBar*>(tabBar())->setMarkedTab(view ? indexOf(view) : -1);
}

/// A click with Ctrl selects a second tab beside the one that is shown.
bool DocumentTabs::press(const QMouseEvent& mouse)
{
    TabView* const under = view(tabBar()->tabAt(mouse.position().toPoint()));
    if (!under || under == current() || !(mouse.modifiers() & Qt::ControlModifier))
        return false;
    selectAlso(under == m_also_selected ? nullptr : under);
    return true;
}

bool DocumentTabs::eventFilter(QObject* watched, QEvent* event)
{
    const bool pressed = event->type() == QEvent::MouseButtonPress;
    if (watched == tabBar() && (pressed || event->type() == QEvent::MouseButtonRelease)) {
        auto* const mouse = static_cast<QMouseEvent*>(event);
        if (pressed && mouse->button() == Qt::LeftButton && press(*mouse))
            return true;
        if (mouse->button() == Qt::MiddleButton) {
            const int tab = tabBar()->tabAt(mouse->position().toPoint());
            if (pressed)
                m_pressed_tab = tab;
            else if (tab >= 0 && tab == m_pressed_tab)
                Q_EMIT closeViewsWanted({view(tab)});
            return true;
        }
    }
    return QTabWidget::eventFilter(watched, event);
}

void DocumentTabs::changeEvent(QEvent* event)
{
    QTabWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateNames();
}

} // namespace strata
