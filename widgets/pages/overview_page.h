// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/page.h"
#include "widgets/parts/facts_grid.h"

class QScrollArea;

namespace strata {

class Box;
class ModelSummary;
class PageHead;
enum class SummaryText : std::uint8_t;

/// What the file is as a whole: identity, versions, what it holds, its inputs and outputs, its
/// classes that no framework ships. Built anew for each document; the selection does not matter.
class OverviewPage : public Page {
    Q_OBJECT

public:
    explicit OverviewPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Overview"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    [[nodiscard]] ModelSummary* summary() { return m_summary; } ///< null without layers
    using QWidget::show;

Q_SIGNALS:
    /// Of the whole model, in the words of a version of its framework; to be copied.
    void summaryTextWanted(strata::SummaryText text);

private:
    void fill();
    Box* addBox(const QString& title, const QString& object_name,
                const QList<FactsGrid::Fact>& facts);
    [[nodiscard]] static QList<FactsGrid::Fact> fileFacts(const Document& document);
    void addEstimator();
    void addContents();
    void addPorts();
    void addVersions();
    [[nodiscard]] QString activationOf(const std::string& name) const;
    void addCustomObjects();

    [[nodiscard]] QString headFacts() const;
    void addTraining();

    std::shared_ptr<const Document> m_document;
    PageHead* m_head;
    QScrollArea* m_scroll;
    ModelSummary* m_summary = nullptr;
    QList<QWidget*> m_boxes;
};

} // namespace strata
