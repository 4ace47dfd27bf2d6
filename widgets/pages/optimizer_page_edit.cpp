// SPDX-License-Identifier: GPL-3.0-or-later
// How the optimizer's settings are shown and edited.
#include "widgets/pages/edit_bar.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/pages/setting_edits.h"
#include "widgets/pages/setting_grid.h"
#include "widgets/parts/box.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/text.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/training_words.h"

#include <algorithm>

namespace strata {

namespace {

constexpr qsizetype longest_setting = 200;

QString value_in_grid(const Value& value)
{
    return value.kind() == Value::Kind::Float ? words::setting_text(value)
                                              : one_line(value.repr(longest_setting));
}

SettingPlace place_of(const QString& name)
{
    return {"optimizer@" + escape_path_part(name.toStdString()), {}};
}

} // namespace

void OptimizerPage::connectSettings()
{
    m_settings->setCheck([this](int place, const QString& text) {
        return m_edits->problem(place_of(m_names.value(place)), text);
    });
    connect(m_settings, &SettingGrid::typed, this, [this](int place, const QString& text) {
        m_edits->take(place_of(m_names.value(place)), text);
    });
    connect(m_settings, &SettingGrid::revertWanted, this,
            [this](int place) { m_edits->revert(place_of(m_names.value(place))); });
    connect(m_settings, &SettingGrid::currentChanged, this, &OptimizerPage::showHint);
    connect(m_settings, &SettingGrid::problemTyped, this, [this](const QString& problem) {
        if (problem.isEmpty())
            return showHint(m_settings->current());
        m_hint->setNote(QStringLiteral("error"), problem, IconInk::Error);
    });
    connect(m_edits, &SettingEdits::changed, this, &OptimizerPage::showEdits);
}

void OptimizerPage::setPort(EditPort* port, bool forget)
{
    m_port = port;
    m_edits->setPort(port, forget);
}

void OptimizerPage::showEdits()
{
    m_edits->forgetStates();
    if (m_document && m_port)
        fillSettings();
}

bool OptimizerPage::isChanged() const
{
    const auto& list = m_port ? m_port->edits().list() : std::vector<Edit>();
    return m_edits->drafts() > 0 || std::any_of(list.begin(), list.end(), [](const Edit& edit) {
               return edit.key.starts_with("optimizer@");
           });
}

CaptionGrid::Entry OptimizerPage::entryOf(const std::string& name, const Value& stored) const
{
    const SettingPlace place = place_of(QString::fromStdString(name));
    const Value value = m_edits->value(place.key, stored);
    const SettingState state = m_edits->state(place);
    CaptionGrid::Entry entry{one_line(name, 60), value_in_grid(value), value.is_none(),
                             one_line(value.repr(longest_setting))};
    if (state.before)
        entry.before = value_in_grid(*state.before);
    if (state.draft) {
        entry.wrong = true;
        entry.value = state.draft->text;
        entry.full = m_edits->problem(place, state.draft->text);
    } else if (!state.obstacle.isEmpty()) {
        entry.full += QLatin1Char('\n') + state.obstacle;
    }
    return entry;
}

void OptimizerPage::fillSettings()
{
    const OptimizerState& optimizer = *words::find_optimizer(*m_document);
    QList<CaptionGrid::Entry> entries;
    QList<SettingGrid::Editing> editing;
    m_names.clear();
    const words::SettingTable table = words::settings_of_groups(optimizer.hyperparameters);
    for (const auto& [name, stored] : table.settings) {
        m_names.append(QString::fromStdString(name));
        const SettingPlace place = place_of(m_names.last());
        if (name.empty()) {
            entries.append({{}, words::none(), true, {}});
            editing.append({tr("This group has no such setting."), {}});
            continue;
        }
        entries.append(entryOf(name, stored));
        editing.append({m_edits->state(place).obstacle, m_edits->editText(place)});
    }
    m_settings->setSettings(entries, m_port ? editing : QList<SettingGrid::Editing>(),
                            {table.rows, table.columns});
    m_settings_box->setVisible(!entries.isEmpty());
    m_bar->setChanges(m_edits->changes(), static_cast<std::uint64_t>(m_edits->drafts()));
    showHint(m_settings->current());
}

void OptimizerPage::showHint(int place)
{
    const bool some = m_port && place >= 0 && place < m_names.size();
    const SettingState state = some ? m_edits->state(place_of(m_names[place])) : SettingState();
    if (state.draft)
        m_hint->setNote(QStringLiteral("error"),
                        m_edits->problem(place_of(m_names[place]), state.draft->text),
                        IconInk::Error);
    else
        m_hint->setNote(state.obstacle.isEmpty() ? QString() : QStringLiteral("note"),
                        state.obstacle, IconInk::Secondary);
    m_hint->setVisible(!m_hint->text().isEmpty());
}

} // namespace strata
