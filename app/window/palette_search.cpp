// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/palette_search.h"

#include "app/window/row_search.h"
#include "app/window/shortcuts_dialog.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace strata {

namespace {

/// More are not looked through; a longer word finds what is wanted.
constexpr std::size_t most_rows = 100;
constexpr int deepest_menu = 4;
/// What is found by the names of its menus alone stands behind what is called so.
constexpr int less_for_menus = 1000;

std::optional<int> score_of(const WordMatch& match, const QString& text)
{
    return match.score(text.toStdString());
}

/// The menus that an action lies in, from the bar inward: "View › Theme".
QString menu_path(const QAction& action)
{
    QString path;
    const QAction* at = &action;
    for (int depth = 0; depth < deepest_menu; ++depth) {
        const QMenu* menu = nullptr;
        for (const QObject* const object : at->associatedObjects()) {
            if (!menu)
                menu = qobject_cast<const QMenu*>(object);
        }
        if (!menu || menu->title().isEmpty())
            break;
        const QString title = plain_text(menu->title());
        path = path.isEmpty() ? title : title + QStringLiteral(" › ") + path;
        at = menu->menuAction();
    }
    return path;
}

} // namespace

PaletteSearch::PaletteSearch(JobRunner& runner, QObject* parent) : QObject(parent), m_runner(runner)
{
}

void PaletteSearch::setScope(Scope scope)
{
    m_slot.cancel();
    m_scope = std::move(scope);
    m_rows.clear();
}

QList<PaletteItem> PaletteSearch::findHere(const QString& text) const
{
    const WordMatch match(text.toStdString());
    QList<PaletteItem> items;
    const auto add = [&](PaletteItem item, const QString& menus) {
        std::optional<int> score = score_of(match, item.title);
        if (!score && !menus.isEmpty()) {
            score = score_of(match, menus + QLatin1Char(' ') + item.title);
            score = score ? std::optional(*score - less_for_menus) : score;
        }
        if (!match.empty() && !score)
            return;
        item.score = score.value_or(0);
        items.append(std::move(item));
    };
    for (int i = 0; i < m_scope.files.size(); ++i)
        add({PaletteItem::Kind::File, QStringLiteral("node-object"), m_scope.files[i].title,
             m_scope.files[i].path, 0, i},
            {});
    for (int i = 0; i < m_scope.actions.size(); ++i) {
        const QAction& action = *m_scope.actions[i];
        if (!action.isEnabled() || action.text().isEmpty())
            continue;
        const QString menus = menu_path(action);
        const QString keys = action.shortcut().toString(QKeySequence::NativeText);
        const bool both = !menus.isEmpty() && !keys.isEmpty();
        add({PaletteItem::Kind::Action, QStringLiteral("go-to"), plain_text(action.text()),
             menus + (both ? QStringLiteral("   ") : QString()) + keys, 0, i},
            menus);
    }
    return items;
}

void PaletteSearch::search(const QString& text)
{
    m_here = findHere(text);
    const WordMatch match(text.toStdString());
    m_rows.removeIf([&match](const PaletteItem& row) { return !score_of(match, row.detail); });
    tell();
    m_slot.cancel();
    if (!m_scope.document || match.empty())
        return;
    m_runner.run(
        m_slot, {}, WorkUnit::None,
        [file = m_scope.document, typed = text.toStdString()](const JobContext& job) {
            return search_rows(*file->open.document, typed, most_rows, job);
        },
        [this](const Result<QList<PaletteItem>>& rows) {
            if (!rows)
                return;
            m_rows = *rows;
            tell();
        });
}

void PaletteSearch::tell()
{
    QList<PaletteItem> all = m_here + m_rows;
    std::stable_sort(all.begin(), all.end(),
                     [](const PaletteItem& a, const PaletteItem& b) { return a.score > b.score; });
    Q_EMIT found(all);
}

} // namespace strata
