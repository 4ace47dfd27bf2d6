// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/settings.h"
#include "widgets/tables/columns_model.h"

namespace strata {

/// Settings that differ between two files, one a row: what each side says.
class SettingsModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { KeyColumn, LeftColumn, RightColumn };

    explicit SettingsModel(QObject* parent = nullptr);

    void setSettings(SettingDifferences settings);

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_settings.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    SettingDifferences m_settings;
};

} // namespace strata
