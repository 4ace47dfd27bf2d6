// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/page.h"

class QPlainTextEdit;

namespace strata {

class Box;
class EmptyState;
class MetadataModel;
class PageHead;
class TableView;

/// Every metadata entry with its type, value and place, and the whole value of the chosen one.
/// Read-only for now.
class MetadataPage : public Page {
    Q_OBJECT

public:
    explicit MetadataPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Metadata"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    [[nodiscard]] TableView* table() { return m_table; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] static QString factsOf(const std::vector<MetadataEntry>& entries);
    void showEntry(int row);
    /// Values are what a person looks for: they get the room, and the place leaves first.
    void fitColumns();

    std::shared_ptr<const Document> m_document;
    PageHead* m_head;
    MetadataModel* m_model;
    TableView* m_table;
    Box* m_detail;
    QPlainTextEdit* m_text;
};

} // namespace strata
