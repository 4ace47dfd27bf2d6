// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tables/columns_model.h"

#include <memory>

namespace strata {

/// The findings of a document, the gravest first.
class FindingsModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { SeverityColumn, CategoryColumn, WhatColumn, WhereColumn, ByteColumn };

    explicit FindingsModel(QObject* parent = nullptr);

    void setDocument(std::shared_ptr<const Document> document);
    [[nodiscard]] const Finding* finding(int row) const;
    /// Of the document's findings; -1 for no row.
    [[nodiscard]] int indexOf(int row) const;
    /// Path of what a finding is about; empty for the file as a whole.
    [[nodiscard]] QString where(int row) const;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_order.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    std::shared_ptr<const Document> m_document;
    std::vector<std::size_t> m_order;
};

} // namespace strata
