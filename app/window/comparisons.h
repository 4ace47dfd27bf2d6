// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/session.h"

#include "widgets/compare/pair_rows.h"

namespace strata {

class CompareView;
class DocumentTabs;
class Memory;
class SeriesView;
class TabView;

/// Opens comparisons, by whatever way the person asked for one; two files are compared in one tab
/// only.
class Comparisons : public QObject {
    Q_OBJECT

public:
    Comparisons(DocumentTabs& tabs, Session& session, JobRunner& jobs, Memory& memory,
                QObject* parent);

    /// Compares two files, which need not be open.
    void compare(const QString& left, const QString& right);
    /// Compares what a tab shows with a file that is asked for.
    void compareWith(const QString& left);
    /// Compares the tab that is shown: with the other one that is selected, else with a file that is
    /// asked for.
    void compareCurrent();
    /// Shows files as states of one model: a tab of its own for the same files.
    void showSeries(const QStringList& paths);
    /// Asks for the files of a series.
    void askForSeries();
    /// The file that a dropped one can be compared with; empty: none.
    [[nodiscard]] QString partner() const;

Q_SIGNALS:
    void opened(strata::CompareView* view);
    void seriesOpened(strata::SeriesView* view);

private:
    /// Asks for a file in place of one side of a comparison, which then has a tab of its own.
    void replaceSide(CompareView* view, Side replaced);
    [[nodiscard]] QString leftOf(const TabView* view) const;

    DocumentTabs& m_tabs;
    Session& m_session;
    JobRunner& m_jobs;
    Memory& m_memory;
};

} // namespace strata
