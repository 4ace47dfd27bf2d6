// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"
#include "app/window/session.h"
#include "app/window/tab_view.h"
#include "io/compare/series.h"

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;

namespace strata {

class Band;
class Box;
class EmptyState;
class SeriesLayersModel;
class SeriesPlot;
class SeriesStatesModel;
class TableView;

/// A tab of several files that are states of one model: a row for each layer, and how its figures
/// went over the states.
class SeriesView : public TabView {
    Q_OBJECT

public:
    SeriesView(JobRunner& runner, Session::Opener opener, const QStringList& paths,
               QWidget* parent = nullptr);

    /// Reads the files again.
    void reload();

    [[nodiscard]] QStringList files() const { return m_paths; }
    [[nodiscard]] QString path() const override { return m_paths.join(QLatin1Char('\n')); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool isOnePath() const override { return false; }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("series"); }
    [[nodiscard]] bool isOpen() const override { return m_series != nullptr; }
    [[nodiscard]] QString selectedPath() const override;
    [[nodiscard]] QString restingText() const override;
    [[nodiscard]] QList<QWidget*> panes() override;
    void focusFilter() override;
    [[nodiscard]] bool hasFilter() const override;
    void clearFilter() override;

    /// Chooses the row of a layer by its path.
    bool choosePath(const QString& path);
    [[nodiscard]] TableView* layers() { return m_layers; }
    [[nodiscard]] TableView* states() { return m_states; }
    [[nodiscard]] SeriesPlot* plot() { return m_plot; }
    [[nodiscard]] Band* band() { return m_band; }
    [[nodiscard]] const std::shared_ptr<const Series>& series() const { return m_series; }

Q_SIGNALS:
    /// A state is to be compared with the one before it.
    void compareWanted(const QString& left, const QString& right);

private:
    QWidget* makeHead();
    QWidget* makeDetail();
    void finish(const Result<std::shared_ptr<const Series>>& series);
    void showRow(int row);
    void choose(int state);

    JobRunner& m_runner;
    Session::Opener m_opener;
    QStringList m_paths;
    std::shared_ptr<const Series> m_series;
    int m_row = -1;

    SeriesLayersModel* m_layers_model;
    SeriesStatesModel* m_states_model;
    QSortFilterProxyModel* m_filtered;
    QLabel* m_facts;
    QLineEdit* m_filter;
    Band* m_band;
    TableView* m_layers;
    Box* m_box;
    SeriesPlot* m_plot;
    TableView* m_states;
    EmptyState* m_nothing;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
    JobSlot m_slot;
};

} // namespace strata
