// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/value.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace strata {

class InkLabel;

/// Asks for the place, name, type and value of a new metadata entry. It closes when the entry could
/// be added; until then the reason stands beneath.
class AddEntryDialog : public QDialog {
    Q_OBJECT

public:
    /// Adds the entry of a key.
    using Add = std::function<Result<void>(const std::string& key, Value value)>;

    /// `prefixes`: what keys can begin with ("/@"), the one that is chosen first; at least one.
    AddEntryDialog(const QStringList& prefixes, const QStringList& types, Add add,
                   QWidget* parent = nullptr);

private:
    [[nodiscard]] Result<Value> value() const;
    void check();
    void tryToAdd();

    Add m_add;
    QComboBox* m_prefix;
    QLineEdit* m_name;
    QComboBox* m_type;
    QPlainTextEdit* m_value;
    InkLabel* m_problem;
    QPushButton* m_accept;
};

} // namespace strata
