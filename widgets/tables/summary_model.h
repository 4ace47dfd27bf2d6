// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tables/columns_model.h"

#include <QHash>

#include <memory>

namespace strata {

/// The layers of a network: type, output shape, parameters and their share, whether they are
/// trained, what they are connected to.
class SummaryModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { LayerName, Type, OutputShape, Params, Share, Trainable, ConnectedTo };

    explicit SummaryModel(QObject* parent = nullptr);

    void setDocument(std::shared_ptr<const Document> document);
    /// Whether shares are bars with their figures, or figures alone where there is little room.
    void setBars(bool bars);
    [[nodiscard]] NodeId nodeOf(int row) const;

protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] const Layer& layer(int row) const
    {
        return m_document->layers[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] int depthOf(const Layer& layer) const;
    [[nodiscard]] double shareOf(const Layer& layer) const;
    void connectSequences();

    std::shared_ptr<const Document> m_document;
    /// By row: what the layer is connected to; in a Sequential the layer before it.
    QList<QString> m_connections;
    bool m_bars = true;
    std::uint64_t m_total = 0; ///< parameters of all layers that lie in no other
};

} // namespace strata
