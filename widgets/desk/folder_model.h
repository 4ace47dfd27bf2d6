// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/desk/file_summary.h"
#include "widgets/tables/columns_model.h"

#include <QDateTime>

namespace strata {

/// A model that lies in a folder.
struct FolderRow {
    QString path;
    QString name; ///< its path from the folder on
    FileSummary summary;
    QDateTime modified;
    QString problem; ///< why it cannot be read; empty when it can
};

/// The models of a folder. Rows are added at the end as they are found.
class FolderModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        FrameworkColumn,
        ParametersColumn,
        SizeColumn,
        VerdictColumn,
        ModifiedColumn
    };

    explicit FolderModel(QObject* parent = nullptr);

    void clear();
    void append(const std::vector<FolderRow>& rows);
    [[nodiscard]] const FolderRow& row(int row) const { return m_rows[row]; }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] static QString text(const FolderRow& row, int column);
    [[nodiscard]] static QVariant sortKey(const FolderRow& row, int column);

    QList<FolderRow> m_rows;
};

} // namespace strata
