// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_subject.h"
#include "widgets/tables/columns_model.h"

namespace strata {

/// Settings that differ between two files, one a row: what each side says. Those of one thing stand
/// below a row with its title.
class SettingsModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { KeyColumn, LeftColumn, RightColumn };

    explicit SettingsModel(QObject* parent = nullptr);

    void setSettings(std::vector<SettingGroup> groups);

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    struct Row {
        std::size_t group = 0;
        std::size_t setting = title;
        static constexpr std::size_t title = ~std::size_t{0};
    };

    std::vector<SettingGroup> m_groups;
    std::vector<Row> m_rows;
};

/// The part of a setting's key that names it below the title of its group: "units" of
/// "layers/dense@units".
[[nodiscard]] std::string_view setting_name(std::string_view key);

} // namespace strata
