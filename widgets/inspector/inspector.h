// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/selection.h"

#include <QTabWidget>

namespace strata {

class ConfigurationPage;
class EmptyState;
class EstimatorPage;
class FindingsPage;
class MetadataPage;
class OptimizerPage;
class OverviewPage;
class Page;
class TabBar;
class ValuesPage;
class WeightsPage;

/// The right half of a document: the pages that have something to say, always in the same order.
class Inspector : public QTabWidget {
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);

    /// Before the document is there: the first tab, and in it what is being waited for.
    void setOpening();
    void setDocument(std::shared_ptr<const Document> document);
    /// What measuring the document's values found, to stand beside its own findings.
    void setMeasured(const std::vector<Finding>& findings);
    /// Shows a row. Turns to the row's own page only if the current one cannot show it.
    void select(const Selection& selection);
    /// Turns to a page; nothing happens when the document has none of that kind.
    void turnTo(Page* page);
    [[nodiscard]] Page* currentPage() const;
    [[nodiscard]] bool has(const Page* page) const;
    /// All pages in the order of their tabs, those without a tab too.
    [[nodiscard]] QList<Page*> pages() const;

    [[nodiscard]] OverviewPage* overview() { return m_overview; }
    [[nodiscard]] EstimatorPage* estimator() { return m_estimator; }
    [[nodiscard]] WeightsPage* weights() { return m_weights; }
    [[nodiscard]] ValuesPage* values() { return m_values; }
    [[nodiscard]] ConfigurationPage* configuration() { return m_configuration; }
    [[nodiscard]] OptimizerPage* optimizer() { return m_optimizer; }
    [[nodiscard]] MetadataPage* metadata() { return m_metadata; }
    [[nodiscard]] FindingsPage* findings() { return m_findings; }
    [[nodiscard]] TabBar* bar() { return m_bar; }

Q_SIGNALS:
    void rowWanted(strata::Reading reading, strata::NodeId node);
    void damagedWanted();
    void readAgainWanted();
    void wholeExportWanted();

private:
    [[nodiscard]] Page* ownPage(const Selection& selection) const;
    void countFindings(const std::vector<Finding>& measured);
    void showCurrent();

    Selection m_selection;
    TabBar* m_bar;
    EmptyState* m_opening;
    OverviewPage* m_overview;
    EstimatorPage* m_estimator;
    WeightsPage* m_weights;
    ValuesPage* m_values;
    ConfigurationPage* m_configuration;
    OptimizerPage* m_optimizer;
    MetadataPage* m_metadata;
    FindingsPage* m_findings;
};

} // namespace strata
