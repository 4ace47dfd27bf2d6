// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/comparisons.h"

#include "app/window/compare_view.h"
#include "app/window/document_tabs.h"
#include "app/window/document_view.h"
#include "app/window/file_dialogs.h"
#include "app/window/memory.h"
#include "app/window/series_view.h"

#include <QPointer>

namespace strata {

Comparisons::Comparisons(DocumentTabs& tabs, Session& session, JobRunner& jobs, Memory& memory,
                         QObject* parent)
    : QObject(parent), m_tabs(tabs), m_session(session), m_jobs(jobs), m_memory(memory)
{
    connect(&m_tabs, &DocumentTabs::compareWanted, this, [this](TabView* left, TabView* right) {
        if (right)
            compare(left->path(), right->path());
        else
            compareWith(left->path());
    });
}

QString Comparisons::leftOf(const TabView* view) const
{
    if (const auto* const comparison = qobject_cast<const CompareView*>(view))
        return comparison->sidePath(Side::Left);
    return view && view->canBeCompared() ? view->path() : QString();
}

QString Comparisons::partner() const
{
    const TabView* const view = m_tabs.current();
    return view && view->canBeCompared() ? view->path() : QString();
}

void Comparisons::compareCurrent()
{
    TabView* const current = m_tabs.current();
    TabView* const other = m_tabs.alsoSelected();
    if (current && other && current->canBeCompared() && other->canBeCompared())
        compare(current->path(), other->path());
    else
        compareWith(leftOf(current));
}

void Comparisons::compareWith(const QString& left)
{
    if (left.isEmpty())
        return;
    const QString right = ask_for_file_to_compare(&m_tabs, QFileInfo(left).fileName(), m_memory);
    if (!right.isEmpty())
        compare(left, right);
}

void Comparisons::compare(const QString& left, const QString& right)
{
    const QString sides[] = {unique_path(left), unique_path(right)};
    for (TabView* const each : m_tabs.views()) {
        const auto* const known = qobject_cast<CompareView*>(each);
        if (known && known->sidePath(Side::Left) == sides[0] &&
            known->sidePath(Side::Right) == sides[1])
            return m_tabs.setCurrentWidget(each);
    }
    CompareView::Surroundings surroundings;
    surroundings.opener = m_session.opener();
    surroundings.memory = &m_memory;
    surroundings.open_file = [this](const QString& path) -> std::shared_ptr<const OpenedFile> {
        for (const TabView* const each : m_tabs.views()) {
            const auto* const document = qobject_cast<const DocumentView*>(each);
            if (document && document->path() == path)
                return document->sharedFile();
        }
        return nullptr;
    };
    auto* const view = new CompareView(m_jobs, std::move(surroundings), sides[0], sides[1]);
    connect(view, &TabView::reopenWanted, view, &CompareView::reload);
    connect(view, &CompareView::otherFileWanted, this,
            [this, view](Side replaced) { replaceSide(view, replaced); });
    Q_EMIT opened(view);
}

void Comparisons::replaceSide(CompareView* view, Side replaced)
{
    const QPointer<CompareView> still(view);
    const QString kept = view->sidePath(replaced == Side::Left ? Side::Right : Side::Left);
    const QString other = ask_for_file_to_compare(&m_tabs, QFileInfo(kept).fileName(), m_memory);
    if (!still || other.isEmpty())
        return;
    if (unique_path(other) == view->sidePath(replaced))
        return view->reload(); // the same file once more, which may have been mended
    if (replaced == Side::Left)
        compare(other, kept);
    else
        compare(kept, other);
    Q_EMIT view->closeWanted();
}

void Comparisons::showSeries(const QStringList& paths)
{
    QStringList files;
    for (const QString& path : paths)
        files.append(unique_path(path));
    files.removeDuplicates();
    if (files.size() < 2)
        return;
    for (TabView* const each : m_tabs.views()) {
        const auto* const known = qobject_cast<SeriesView*>(each);
        if (known && known->files() == files)
            return m_tabs.setCurrentWidget(each);
    }
    auto* const view = new SeriesView(m_jobs, m_session.opener(), files);
    connect(view, &TabView::reopenWanted, view, &SeriesView::reload);
    connect(view, &SeriesView::compareWanted, this, &Comparisons::compare);
    Q_EMIT seriesOpened(view);
}

void Comparisons::askForSeries()
{
    showSeries(ask_for_files_of_series(&m_tabs, m_memory));
}

} // namespace strata
