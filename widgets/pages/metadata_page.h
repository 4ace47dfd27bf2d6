// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/edit_port.h"
#include "widgets/pages/page.h"
#include "widgets/tables/metadata_rows.h"

class QPushButton;
class QSplitter;

namespace strata {

class EditBar;
class EntryEditor;
class MetadataDelegate;
class MetadataModel;
class PageHead;
class TableView;

/// Every metadata entry with its type, value and place, and the whole value of the chosen one, edited
/// in their places. A text that cannot be read stays beside its reason and changes nothing.
class MetadataPage : public Page {
    Q_OBJECT

public:
    explicit MetadataPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Metadata"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    /// Where changes go; null: nothing can be changed. `forget`: texts that could not be read.
    void setPort(EditPort* port, bool forget);
    /// The edits are others than before.
    void showEdits();
    void chooseKey(const std::string& key);

    [[nodiscard]] TableView* table() { return m_table; }
    /// Whether entries of the page are edited, or have a text that cannot be read.
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] EditBar* bar() { return m_bar; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void lay();
    void connectParts();
    void shareHeight();
    [[nodiscard]] QString facts() const;
    [[nodiscard]] QString obstacleOf(const MetadataRow& row) const;
    [[nodiscard]] QStringList typesOf(const std::string& key) const;
    [[nodiscard]] QString problemOf(const QModelIndex& index, const QString& text) const;
    [[nodiscard]] const MetadataRow* current() const;
    void showRows();
    void fitColumns(bool editable);
    void showEntry(int row);
    void showState();
    void take(int row, const QString& text, int typing);
    void takeType(const QString& type);
    void takeName(int row, const QString& name);
    void setDraft(const std::string& key, std::optional<Draft> draft);
    void editCurrent(int column);
    void addEntry();
    void removeEntry();
    void revertEntry();
    void showMenu(const QPoint& where);

    std::shared_ptr<const Document> m_document;
    EditPort* m_port = nullptr;
    Drafts m_drafts;
    int m_typing = 1;
    bool m_inside = false; ///< an edit of this page is being carried out
    PageHead* m_head;
    EditBar* m_bar;
    MetadataModel* m_model;
    TableView* m_table;
    MetadataDelegate* m_delegate;
    EntryEditor* m_editor;
    QSplitter* m_splitter;
    bool m_shared_by_hand = false; ///< the height of table and editor
    QPushButton* m_add;
    QPushButton* m_remove;
};

} // namespace strata
