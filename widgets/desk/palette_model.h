// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/columns_model.h"
#include "widgets/tree/reading.h"

namespace strata {

/// Something that the palette leads to.
struct PaletteItem {
    enum class Kind { Action, File, Row };

    Kind kind = Kind::Action;
    QString icon;
    QString title;
    QString detail; ///< a row's path, an action's menus and keys
    int score = 0;
    int place = 0; ///< of an action or a file, in the lists of whoever made the item
    Reading reading = Reading::Model;
    NodeId node = NodeId::none;
};

/// What was found, the best first.
class PaletteModel : public ColumnsModel {
    Q_OBJECT

public:
    explicit PaletteModel(QObject* parent = nullptr);

    void setItems(QList<PaletteItem> items);
    [[nodiscard]] const QList<PaletteItem>& items() const { return m_items; }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    QList<PaletteItem> m_items;
};

} // namespace strata
