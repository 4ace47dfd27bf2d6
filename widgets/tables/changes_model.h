// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "widgets/tables/columns_model.h"

namespace strata {

/// Edits that are not saved yet, one a row: what the file has and what it will have. A renaming is
/// one row.
class ChangesModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { KeyColumn, ChangeColumn, BeforeColumn, AfterColumn };

    explicit ChangesModel(QObject* parent = nullptr);

    void setEdits(const Document& document, const Edits& edits);
    [[nodiscard]] std::string key(int row) const { return m_changes[row].edit.key; }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_changes.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    struct Change {
        Edit edit;
        std::optional<Value> before;
    };

    QList<Change> m_changes;
};

} // namespace strata
