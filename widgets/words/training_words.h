// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QList>
#include <QString>

namespace strata::words {

/// A line of the training configuration.
struct TrainingFact {
    QString name;
    QString value;
};

/// How the model was compiled, in the file's order, with the optimizer named; empty where the file
/// does not say.
[[nodiscard]] QList<TrainingFact> training_facts(const Document& document);
/// A configured thing in short: a number in the digits of a float32,
/// a name as it is, an object by its class, a list joined.
[[nodiscard]] QString setting_text(const Value& value);

} // namespace strata::words
