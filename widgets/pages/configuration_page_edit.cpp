// SPDX-License-Identifier: GPL-3.0-or-later
// How settings are edited on the page of configurations.
#include "widgets/pages/configuration_page.h"

#include "io/model/json_value.h"
#include "widgets/pages/edit_bar.h"
#include "widgets/parts/ink_label.h"

#include <QAction>
#include <QKeyEvent>
#include <QTreeView>

#include <algorithm>

namespace strata {

namespace {

/// The path of a layer of the whole model by its name there; empty for none.
std::string path_of_layer(const Document& document, const std::string& name)
{
    for (const Layer& layer : document.layers) {
        const NodeId above =
            layer.node == NodeId::none ? NodeId::none : document.model.node(layer.node).parent;
        if (above != NodeId::none && document.model.node(above).layer == LayerId::none &&
            layer.name == name)
            return document.model.path(layer.node);
    }
    return {};
}

} // namespace

void ConfigurationPage::setPort(EditPort* port, bool forget)
{
    m_port = port;
    m_edits->setPort(port, forget);
    if (port == nullptr) {
        m_model->setEdited({});
        return;
    }
    m_model->setEdited([this](const ValueTreeModel::Path& path) {
        const SettingPlace place = placeOf(path);
        SettingState state = m_edits->state(place);
        EditedValue told;
        told.before = std::move(state.before);
        told.obstacle = std::move(state.obstacle);
        if (state.draft) {
            told.draft = state.draft->text;
            told.problem = m_edits->problem(place, told.draft);
        }
        told.text = m_edits->editText(place);
        told.choices = m_edits->choices(place);
        return told;
    });
}

void ConfigurationPage::showEdits()
{
    m_edits->forgetStates();
    if (m_document && m_selection.document == m_document)
        showSettings(m_selection);
}

bool ConfigurationPage::isChanged() const
{
    const auto& list = m_port ? m_port->edits().list() : std::vector<Edit>();
    return m_edits->drafts() > 0 || std::any_of(list.begin(), list.end(), [&](const Edit& edit) {
               const std::string object = edit.key.substr(0, edit.key.rfind('@'));
               const auto node = m_document ? m_document->model.find(object) : std::nullopt;
               return node && (m_document->model.node(*node).layer != LayerId::none ||
                               m_document->model.node(*node).estimator != EstimatorId::none);
           });
}

SettingPlace ConfigurationPage::placeOf(const QModelIndex& index) const
{
    return placeOf(m_model->path(index));
}

SettingPlace ConfigurationPage::placeOf(const ValueTreeModel::Path& path) const
{
    ValueTreeModel::Path rest = path;
    std::string object = m_object;
    if (object.empty()) { // the whole model: "layers", a layer's name, its setting
        const auto* const name = rest.size() >= 3 ? std::get_if<std::string>(&rest[1]) : nullptr;
        if (name == nullptr || rest.front() != JsonStep(std::string("layers")) ||
            rest[2] == JsonStep(std::string("class_name")))
            return {};
        object = path_of_layer(*m_document, *name);
        rest.erase(rest.begin(), rest.begin() + 2);
    }
    const auto* const setting = rest.empty() ? nullptr : std::get_if<std::string>(&rest.front());
    if (setting == nullptr || object.empty())
        return {};
    return {object + '@' + escape_path_part(*setting), {rest.begin() + 1, rest.end()}};
}

/// Settings of an object, or those of the layers in the configuration of the model.
Value ConfigurationPage::withEdits(const std::string& object, const Value& settings) const
{
    if (settings.kind() != Value::Kind::Dict)
        return settings;
    std::vector<ValueEntry> entries = settings.entries();
    for (ValueEntry& entry : entries) {
        const std::string name =
            entry.key.kind() == Value::Kind::Text ? entry.key.as_text() : std::string();
        if (!object.empty()) {
            entry.value = m_edits->value(object + '@' + escape_path_part(name), entry.value);
        } else if (name == "layers" && entry.value.kind() == Value::Kind::Dict) {
            std::vector<ValueEntry> layers = entry.value.entries();
            for (ValueEntry& layer : layers) {
                const std::string path = path_of_layer(*m_document, layer.key.as_text());
                if (!path.empty())
                    layer.value = withEdits(path, layer.value);
            }
            entry.value = Value::dict(std::move(layers));
        }
    }
    return Value::dict(std::move(entries));
}

void ConfigurationPage::showState()
{
    m_bar->setChanges(m_edits->changes(), static_cast<std::uint64_t>(m_edits->drafts()));
    showHint();
}

/// Why the chosen setting cannot be edited, or what is wrong with its text.
void ConfigurationPage::showHint()
{
    const QModelIndex current = m_view->currentIndex();
    const SettingPlace place = current.isValid() ? placeOf(current) : SettingPlace();
    const SettingState state = m_port && current.isValid() ? m_edits->state(place) : SettingState();
    m_edit_action->setEnabled(m_port && current.isValid() && state.obstacle.isEmpty());
    m_revert_action->setEnabled(state.before || state.draft);
    if (state.draft)
        m_hint->setNote(QStringLiteral("error"), m_edits->problem(place, state.draft->text),
                        IconInk::Error);
    else
        m_hint->setNote(state.obstacle.isEmpty() ? QString() : QStringLiteral("note"),
                        state.obstacle, IconInk::Secondary);
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void ConfigurationPage::revert()
{
    m_edits->revert(placeOf(m_view->currentIndex()));
}

bool ConfigurationPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const QModelIndex value =
            m_view->currentIndex().siblingAtColumn(ValueTreeModel::ValueColumn);
        const bool wanted = key == Qt::Key_F2 || key == Qt::Key_Return || key == Qt::Key_Enter;
        if (wanted && (value.flags() & Qt::ItemIsEditable)) {
            m_view->edit(value);
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

} // namespace strata
