// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/desk/file_summary.h"
#include "widgets/tables/columns_model.h"

#include <QDateTime>

namespace strata {

/// A file that was opened before.
struct RecentFile {
    QString path;
    FileSummary summary;
    QDateTime opened;
    bool missing = false; ///< it was looked for and is not there
};

/// The files of the start page, the latest first.
class RecentModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        FrameworkColumn,
        SizeColumn,
        FolderColumn,
        OpenedColumn,
        StateColumn
    };

    explicit RecentModel(QObject* parent = nullptr);

    void setFiles(QList<RecentFile> files);
    [[nodiscard]] const RecentFile& file(int row) const { return m_files[row]; }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_files.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] static QString text(const RecentFile& file, int column);

    QList<RecentFile> m_files;
};

} // namespace strata
