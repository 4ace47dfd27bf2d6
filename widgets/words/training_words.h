// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace strata::words {

/// A line of the training configuration.
struct TrainingFact {
    QString name;
    QString value;
    bool code = false;   ///< as the file writes it, not in our words
    bool none = false;   ///< Python's None
    QString number = {}; ///< the part of a value in our words that is a number of the file
};

/// How the model was compiled, in the file's order, with the optimizer named; empty where the file
/// does not say.
[[nodiscard]] QList<TrainingFact> training_facts(const Document& document);
/// An optimizer's settings, what matters most first: the learning rate, how it averages, epsilon;
/// then the others as the file has them.
[[nodiscard]] NamedValues settings_in_order(const NamedValues& settings);
/// Settings as they are shown. Those of several groups of parameters ("group 0 lr", "group 1 lr") are
/// a table, row by row, where there are few groups; a gap in it has no name.
struct SettingTable {
    NamedValues settings;
    QStringList rows;    ///< "lr", "betas"; empty: it is no table
    QStringList columns; ///< "group 0", "group 1"
};
[[nodiscard]] SettingTable settings_of_groups(const NamedValues& settings);
/// A configured thing in short: a number in the digits of a float32,
/// a name as it is, an object by its class, a list joined.
[[nodiscard]] QString setting_text(const Value& value);

} // namespace strata::words
