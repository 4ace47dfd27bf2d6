// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/columns_model.h"
#include "widgets/tables/finding_bytes.h"

namespace strata {

/// Opcodes or bytes with their offsets; the chosen line in the error's ink and on its ground.
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
    FindingBytes m_bytes;
};

} // namespace strata
