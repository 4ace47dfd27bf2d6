// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/columns_model.h"
#include "widgets/tables/metadata_rows.h"

#include <memory>

namespace strata {

/// The metadata entries of a document with what a person changed: edited, added, removed and
/// renamed entries, and texts that cannot be read as a value. What is typed into a cell is handed
/// on: the model changes nothing itself.
class MetadataModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { KeyColumn, TypeColumn, ValueColumn, PlaceColumn, StateColumn };

    explicit MetadataModel(QObject* parent = nullptr);

    /// Cells can be edited only if `editable`. Whether the rows are others than before, not only
    /// their values.
    bool setRows(std::shared_ptr<const Document> document, QList<MetadataRow> rows, bool editable);
    [[nodiscard]] const MetadataRow* row(int row) const;
    [[nodiscard]] const MetadataEntry* entry(int row) const;
    [[nodiscard]] int rowOf(NodeId model_node) const;         ///< -1: no entry
    [[nodiscard]] int rowOfKey(std::string_view key) const;   ///< by the key of now, else of before
    [[nodiscard]] bool isChanged() const { return m_marked; } ///< some row is not as in the file
    /// Whether all entries are attributes of something in the file.
    [[nodiscard]] bool holdsAttributes() const { return m_attributes; }
    /// How many rows are in a state, those with a text that cannot be read aside.
    [[nodiscard]] int countOf(MetadataRow::State state) const;
    /// Whether some row says what it was.
    [[nodiscard]] bool saysBefore() const;
    /// Whether an entry's value can be typed into its cell; longer texts and JSON have more room
    /// below.
    [[nodiscard]] bool isShort(int row) const;
    [[nodiscard]] bool canEditValue(int row) const;
    [[nodiscard]] bool canRename(int row) const;

    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void valueTyped(int row, const QString& text);
    void nameTyped(int row, const QString& name);

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    void nameColumns();
    [[nodiscard]] QString text(const MetadataRow& row, int column) const;
    [[nodiscard]] QVariant markOf(const MetadataRow& row) const;
    [[nodiscard]] QVariant toolTip(const MetadataRow& row, int column) const;
    [[nodiscard]] QVariant editText(const MetadataRow& row, int column) const;

    std::shared_ptr<const Document> m_document;
    QList<MetadataRow> m_rows;
    bool m_editable = false;
    bool m_marked = false;
    bool m_attributes = false;
};

} // namespace strata
