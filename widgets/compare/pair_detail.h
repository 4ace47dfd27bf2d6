// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_subject.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace strata {

class Box;
class EmptyState;
class FactsGrid;
class DifferingRowsModel;
class HistogramPlot;
class PairDistribution;
class PairPictures;
class PairValues;
class SettingsModel;
class TabBar;
class TableView;

/// The lower part of a comparison: of the row that is chosen the histograms of both sides and of
/// their difference, pictures, values, the figures, or the settings that differ. Shows what it is
/// handed and says what it wants.
class PairDetail : public QWidget {
    Q_OBJECT

public:
    enum class Page { Histograms, Pictures, Values, Settings, Rows, Nothing };

    explicit PairDetail(QWidget* parent = nullptr);

    void setSubject(PairSubject subject);
    [[nodiscard]] const PairSubject& subject() const { return m_subject; }
    /// The answer to figuresWanted().
    void setFigures(std::size_t pair, const Result<PairFigures>& figures);
    void turnTo(Page page);
    [[nodiscard]] Page page() const { return m_page; }
    [[nodiscard]] QList<Page> pages() const;

    [[nodiscard]] HistogramPlot* histogram();
    [[nodiscard]] HistogramPlot* differenceHistogram();
    [[nodiscard]] PairDistribution* distribution() { return m_distribution; }
    [[nodiscard]] FactsGrid* facts() { return m_facts; }
    [[nodiscard]] TableView* settings() { return m_settings; }
    [[nodiscard]] TableView* rows() { return m_rows; }
    [[nodiscard]] PairPictures* pictures() { return m_pictures; }
    [[nodiscard]] PairValues* values() { return m_values; }
    [[nodiscard]] EmptyState* nothing() { return m_nothing; }

Q_SIGNALS:
    void figuresWanted(std::size_t pair);
    /// A row of the list shall be the chosen one.
    void pairWanted(std::size_t pair);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeFacts();
    void makeTabs();
    QWidget* makeRows();
    void showPage(Page page);
    void showFacts();
    void fitFacts();
    void showNothing();
    [[nodiscard]] QString whyAlone() const;
    [[nodiscard]] QWidget* widgetOf(Page page) const;

    PairSubject m_subject;
    std::optional<Error> m_error; ///< why there are no figures of it
    Page m_page = Page::Nothing;
    Page m_wanted = Page::Histograms; ///< what the person looked at last

    TabBar* m_tabs;
    QStackedWidget* m_stack;
    PairDistribution* m_distribution;
    PairPictures* m_pictures;
    PairValues* m_values;
    SettingsModel* m_settings_model;
    TableView* m_settings;
    DifferingRowsModel* m_rows_model;
    TableView* m_rows;
    QLabel* m_rows_note;
    QWidget* m_rows_page;
    EmptyState* m_nothing;
    Box* m_facts_box;
    FactsGrid* m_facts;
};

} // namespace strata
