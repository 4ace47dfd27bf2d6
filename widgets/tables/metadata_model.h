// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tables/columns_model.h"

#include <memory>

namespace strata {

/// The metadata entries of a document.
class MetadataModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { KeyColumn, TypeColumn, ValueColumn, PlaceColumn };

    explicit MetadataModel(QObject* parent = nullptr);

    void setDocument(std::shared_ptr<const Document> document);
    [[nodiscard]] const MetadataEntry* entry(int row) const;
    [[nodiscard]] int rowOf(NodeId model_node) const; ///< -1: no entry

protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    std::shared_ptr<const Document> m_document;
};

} // namespace strata
