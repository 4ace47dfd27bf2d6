// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QWidget>

namespace strata {

/// Short values with their captions above them, in as many columns as there is room for.
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

    void setEntries(const QList<Entry>& entries);
    /// What stands under a caption; empty when there is none.
    [[nodiscard]] QString value(const QString& caption) const;

protected:
    [[nodiscard]] const QList<Entry>& entries() const { return m_entries; }
    /// Parallel to the entries: a caption, the value and what it was, one below the other.
    [[nodiscard]] const QList<QWidget*>& cells() const { return m_cells; }
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    static QWidget* makeCell(const Entry& entry);

    QGridLayout* m_grid;
    QList<Entry> m_entries;
    QList<QWidget*> m_cells;
    int m_columns = 0;
};

} // namespace strata
