// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/json_edit.h"
#include "widgets/pages/edit_port.h"
#include "widgets/tables/metadata_rows.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <vector>

namespace strata {

/// A setting, or what lies inside the value of one.
struct SettingPlace {
    std::string key; ///< "layers/dense@activation"; empty: it is none that could be edited
    std::vector<JsonStep> inside; ///< keys and positions on the way to it in the setting's value
};

/// A setting as it will be.
struct SettingState {
    std::optional<Value> before; ///< where it is another than in the file
    std::optional<Draft> draft;
    QString obstacle; ///< why it cannot be edited; empty when it can
};

/// What a person makes of the settings on one page. A text that cannot be read stays beside its reason
/// and changes nothing.
class SettingEdits : public QObject {
    Q_OBJECT

public:
    explicit SettingEdits(QObject* parent) : QObject(parent) {}

    /// Where changes go; null: nothing can be changed. `forget`: texts that could not be read.
    void setPort(EditPort* port, bool forget);
    void setDocument(std::shared_ptr<const Document> document);
    /// The edits are others than before.
    void forgetStates() { m_states.clear(); }

    /// The value of a setting with the edits laid over it.
    [[nodiscard]] Value value(const std::string& key, const Value& in_file) const;
    [[nodiscard]] SettingState state(const SettingPlace& place) const;
    [[nodiscard]] QString editText(const SettingPlace& place) const;
    /// True and False of a bool.
    [[nodiscard]] QStringList choices(const SettingPlace& place) const;
    /// Why a text cannot be taken; empty when it can.
    [[nodiscard]] QString problem(const SettingPlace& place, const QString& text) const;
    void take(const SettingPlace& place, const QString& text);
    /// Takes back what was done to the whole setting.
    void revert(const SettingPlace& place);

    [[nodiscard]] qsizetype drafts() const { return m_drafts.size(); }
    [[nodiscard]] std::uint64_t changes() const; ///< of the whole document
    [[nodiscard]] bool isEditable() const { return m_port && !m_port->obstacle(); }

Q_SIGNALS:
    /// A draft came or went, or an edit was made.
    void changed();

private:
    [[nodiscard]] std::optional<Value> now(const SettingPlace& place) const;
    [[nodiscard]] std::optional<Value> inFile(const SettingPlace& place) const;
    [[nodiscard]] Result<Value> read(const SettingPlace& place, const QString& text) const;
    void setDraft(const SettingPlace& place, std::optional<Draft> draft);

    std::shared_ptr<const Document> m_document;
    EditPort* m_port = nullptr;
    Drafts m_drafts;                          ///< by the text of a place
    mutable QHash<QString, QString> m_states; ///< obstacles that were found
};

} // namespace strata
