// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tables/roles.h"

#include <QAbstractItemModel>

#include <memory>

namespace strata {

/// Named values with what is inside them, as a tree of name, value and type. The values belong to a
/// document, which the model keeps alive.
class ValueTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit ValueTreeModel(QObject* parent = nullptr);

    void setValues(std::shared_ptr<const Document> document, const NamedValues& values);
    /// The entries of one value, such as a layer's configuration.
    void setValue(std::shared_ptr<const Document> document, const Value& value);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        QString name;
        const Value* value = nullptr;
        int parent = 0;
        int first_child = 0;
        int child_count = 0;
        int place = 0; ///< among its siblings
    };

    void begin(std::shared_ptr<const Document> document);
    void addChild(int parent, QString name, const Value& value);
    void addChildrenOf(int row);
    void fill();

    std::shared_ptr<const Document> m_document;
    std::vector<Row> m_rows; ///< [0] is the invisible root; breadth first
};

} // namespace strata
