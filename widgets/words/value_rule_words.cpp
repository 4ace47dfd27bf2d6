// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr const char* train_again =
    QT_TRANSLATE_NOOP("words", "Go back to an earlier state, and go on with a lower learning rate "
                               "or with clipped gradients.");

constexpr RuleWords rows[] = {
    {"values-nan", QT_TRANSLATE_NOOP("words", "{#nan} of {#count|value is|values are} NaN"),
     QT_TRANSLATE_NOOP("words", "What is computed from them is NaN too. In a trained network it "
                                "means that training diverged."),
     train_again},
    {"values-infinite",
     QT_TRANSLATE_NOOP("words", "{#infinite} of {#count|value is|values are} infinite"),
     QT_TRANSLATE_NOOP("words", "What is computed from them overflows or is NaN. In a trained "
                                "network it means that training diverged."),
     train_again},
    {"values-all-zero", QT_TRANSLATE_NOOP("words", "All {#count|value is|values are} zero"),
     QT_TRANSLATE_NOOP("words", "Biases and optimizer slots start so. A kernel of zeros passes "
                                "nothing on."),
     QT_TRANSLATE_NOOP("words",
                       "If the model was trained, look whether this part of it ever was.")},
    {"values-constant", QT_TRANSLATE_NOOP("words", "All {#count|value is|values are} the same"),
     QT_TRANSLATE_NOOP("words", "Scales and moving averages start so. A kernel of equal values has "
                                "learned nothing."),
     QT_TRANSLATE_NOOP("words",
                       "If the model was trained, look whether this part of it ever was.")},
};

} // namespace

std::span<const RuleWords> value_rule_words()
{
    return rows;
}

} // namespace strata::words
