// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tables/columns_model.h"
#include "widgets/tree/reading.h"

#include <map>
#include <memory>
#include <utility>

namespace strata {

/// The findings of a document and those that measuring its values added, the gravest first.
class FindingsModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { SeverityColumn, CategoryColumn, WhatColumn, WhereColumn, ByteColumn };

    explicit FindingsModel(QObject* parent = nullptr);

    void setDocument(std::shared_ptr<const Document> document,
                     const std::vector<Finding>& measured = {});
    [[nodiscard]] const Finding* finding(int row) const;
    /// The tensors of which a finding says that they are not whole; empty for every other.
    [[nodiscard]] std::vector<TensorId> tensors(int row) const;
    /// The place of a row's finding: among the document's, then those of its values; -1 for no row.
    [[nodiscard]] int indexOf(int row) const;
    /// The row of the finding of this rule about this node; -1 for none.
    [[nodiscard]] int rowOf(const Finding& finding) const;
    /// The gravest finding about a row of the tree, or `current` where that is one; -1 for none.
    [[nodiscard]] int rowAbout(Reading reading, NodeId node, int current) const;
    /// Path of what a finding is about; empty for the file as a whole.
    [[nodiscard]] QString where(int row) const;
    /// Columns beside Severity and What are left empty, so that the view gives them no room; whether
    /// that is new.
    bool setNarrow(bool narrow) { return std::exchange(m_narrow, narrow) != narrow; }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_order.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    std::shared_ptr<const Document> m_document;
    std::vector<Finding> m_findings; ///< the document's, then those of its values
    std::map<std::size_t, std::vector<TensorId>> m_tensors; ///< by place among the findings
    bool m_narrow = false;
    std::vector<std::size_t> m_order;
};

} // namespace strata
