// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/settings_model.h"

#include "widgets/parts/text.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

namespace strata {

namespace {

constexpr std::size_t shown_bytes = 300;

} // namespace

SettingsModel::SettingsModel(QObject* parent)
    : ColumnsModel({{tr("Setting"), false, false, Qt::ElideMiddle},
                    {tr("Left"), false, true},
                    {tr("Right"), false, true}},
                   parent)
{
}

void SettingsModel::setSettings(SettingDifferences settings)
{
    beginResetModel();
    m_settings = std::move(settings);
    endResetModel();
}

QVariant SettingsModel::cell(int row, int column, int role) const
{
    const SettingDifference& setting = m_settings[static_cast<std::size_t>(row)];
    if (column == KeyColumn)
        return role == Qt::DisplayRole ? QVariant(one_line(setting.key, shown_bytes)) : QVariant();
    const std::optional<Value>& value = column == LeftColumn ? setting.left : setting.right;
    switch (role) {
    case Qt::DisplayRole:
        return value ? one_line(value->repr(shown_bytes)) : words::none();
    case CopyRole:
        return value ? words::text_of(value->repr()) : QString();
    case SecondaryRole:
        return !value;
    default:
        return {};
    }
}

} // namespace strata
