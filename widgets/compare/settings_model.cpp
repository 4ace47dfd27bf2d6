// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/settings_model.h"

#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QApplication>

namespace strata {

namespace {

constexpr std::size_t shown_bytes = 300;

/// A number as figures are shown; empty for what is none, and where both sides would look the same.
QString figure_text(const SettingDifference& setting, const std::optional<Value>& value)
{
    const auto text = [](const std::optional<Value>& of) {
        return of && of->kind() == Value::Kind::Float ? words::real(of->as_real()) : QString();
    };
    return text(setting.left) == text(setting.right) ? QString() : text(value);
}

} // namespace

std::string_view setting_name(std::string_view key)
{
    const std::size_t at = key.rfind('@');
    return at == std::string_view::npos || at + 1 == key.size() ? key : key.substr(at + 1);
}

SettingsModel::SettingsModel(QObject* parent)
    : ColumnsModel({{tr("Setting"), false, false, Qt::ElideMiddle},
                    {tr("Left"), false, true},
                    {tr("Right"), false, true}},
                   parent)
{
}

void SettingsModel::setSettings(std::vector<SettingGroup> groups)
{
    beginResetModel();
    m_groups = std::move(groups);
    m_rows.clear();
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        m_rows.push_back({group});
        for (std::size_t i = 0; i < m_groups[group].settings.size(); ++i)
            m_rows.push_back({group, i});
    }
    endResetModel();
}

QVariant SettingsModel::cell(int row, int column, int role) const
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    const SettingGroup& group = m_groups[at.group];
    if (at.setting == Row::title) {
        if (role == Qt::FontRole && column == KeyColumn)
            return bold_font(QApplication::font());
        return role == Qt::DisplayRole && column == KeyColumn ? QVariant(group.title) : QVariant();
    }
    const SettingDifference& setting = group.settings[at.setting];
    if (column == KeyColumn) {
        const std::string_view name = group.words ? setting.key : setting_name(setting.key);
        switch (role) {
        case Qt::DisplayRole:
            return QStringLiteral("    ") + one_line(std::string(name), shown_bytes);
        case Qt::ToolTipRole:
            return plain_tool_tip(one_line(setting.key, shown_bytes));
        case CopyRole:
            return words::text_of(setting.key);
        default:
            return {};
        }
    }
    const std::optional<Value>& value = column == LeftColumn ? setting.left : setting.right;
    const bool plain = group.words && value && value->kind() == Value::Kind::Text;
    switch (role) {
    case Qt::DisplayRole:
        if (const QString number = figure_text(setting, value); group.words && !number.isEmpty())
            return number;
        if (plain)
            return words::text_of(value->as_text());
        return value ? one_line(value->repr(shown_bytes)) : words::none();
    case CopyRole:
        if (plain)
            return words::text_of(value->as_text());
        return value ? words::text_of(value->repr()) : QString();
    case SecondaryRole:
        return !value;
    default:
        return {};
    }
}

} // namespace strata
