// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/roles.h"

#include <QAbstractTableModel>

namespace strata {

struct TableColumn {
    QString title;
    bool number = false; ///< right-aligned in the fixed font, head too
    bool fixed = false;  ///< in the fixed font, left
    /// Paths are cut in the middle, names at the end; numbers never.
    Qt::TextElideMode elide = Qt::ElideRight;
};

/// A table of values that were handed in. Subclasses give the columns and a cell's data; alignment,
/// fonts and heads are the same everywhere.
class ColumnsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ColumnsModel(QList<TableColumn> columns, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] virtual int rows() const = 0;
    /// DisplayRole and what else a cell has; an invalid QVariant for the rest.
    [[nodiscard]] virtual QVariant cell(int row, int column, int role) const = 0;
    void setColumns(QList<TableColumn> columns); ///< only while the model is being reset

private:
    [[nodiscard]] int elideOf(int column) const;

    QList<TableColumn> m_columns;
};

} // namespace strata
