// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QWidget>

namespace strata {

/// Short values with their captions above them, in as many columns as there is room for; or as a
/// table of rows and columns that have names.
class CaptionGrid : public QWidget {
    Q_OBJECT

public:
    struct Entry {
        QString caption;
        QString value;
        bool secondary = false; ///< a value that says there is none
        QString full;           ///< in the tool tip: the exact value
        QString before = {};    ///< what it was before it was edited; stands struck through below
        bool wrong = false;     ///< a text that cannot be read as the value
    };

    explicit CaptionGrid(QWidget* parent = nullptr);

    /// What stands at the head of a table's rows and columns.
    struct Heads {
        QStringList rows;
        QStringList columns;
    };

    void setEntries(const QList<Entry>& entries);
    /// A table, row by row; an entry without a caption is a gap.
    void setTable(const QList<Entry>& entries, const Heads& heads);
    /// What stands under a caption; empty when there is none.
    [[nodiscard]] QString value(const QString& caption) const;

protected:
    [[nodiscard]] const QList<Entry>& entries() const { return m_entries; }
    /// Parallel to the entries: a caption, the value and what it was, one below the other.
    [[nodiscard]] const QList<QWidget*>& cells() const { return m_cells; }
    /// The label of a cell's value.
    [[nodiscard]] static QWidget* valueOf(const QWidget& cell);
    /// From a cell to the one beneath it; 1 where it is no table.
    [[nodiscard]] int cellsARow() const;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void arrangeTable();
    void showCells();
    static QWidget* makeCell(const Entry& entry, bool captioned);
    static QWidget* makeBefore(const QString& before);

    QGridLayout* m_grid;
    QList<Entry> m_entries;
    Heads m_heads;
    QList<QWidget*> m_head_labels;
    QList<QWidget*> m_cells;
    int m_columns = 0;
};

} // namespace strata
