// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/columns_model.h"
#include "widgets/tables/finding_bytes.h"

namespace strata {

/// Opcodes or bytes with their offsets; the chosen line in the ink of the finding's severity
/// and on its ground.
class BytesModel : public ColumnsModel {
    Q_OBJECT

public:
    explicit BytesModel(QObject* parent = nullptr);

    void setBytes(const FindingBytes& bytes);
    [[nodiscard]] int chosenRow() const; ///< -1: none

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_bytes.lines.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] bool isOfCall(int row, int column) const;
    [[nodiscard]] QVariant gapCell(const FindingBytes::Line& line, int column, int role) const;

    FindingBytes m_bytes;
};

} // namespace strata
