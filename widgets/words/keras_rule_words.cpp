// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr const char* keep_safe =
    QT_TRANSLATE_NOOP("words", "Load it only if you trust where it comes from. The weights alone "
                               "can be exported without the code.");
constexpr const char* fetch_or_save_again =
    QT_TRANSLATE_NOOP("words", "Fetch the file again, or save the model again with the program "
                               "that made it.");

constexpr RuleWords rows[] = {
    {"keras-lambda",
     QT_TRANSLATE_NOOP("words", "The Lambda layer {layer} holds code[: {function}]"),
     QT_TRANSLATE_NOOP(
         "words", "A .h5 carries the code of a Lambda as Python bytecode. Keras before 2.13 "
                  "runs it when it loads the file (CVE-2024-3660), and Keras 3.0 to 3.11.2 "
                  "does so for .h5 whatever safe_mode says (CVE-2025-9905). What the code does "
                  "cannot be told without running it."),
     QT_TRANSLATE_NOOP("words", "Load it only if you trust where it comes from, and ask for the "
                                "model with a layer of a class instead of the Lambda.")},
    {"keras-foreign-module",
     QT_TRANSLATE_NOOP("words", "The configuration names {module}[.{name}], which is not Keras'"),
     QT_TRANSLATE_NOOP("words", "Keras before 3.9 imports whatever module a configuration names "
                                "(CVE-2025-1550), and an import can run anything."),
     QT_TRANSLATE_NOOP("words", "Read the source of {module} before you load the file, or load it "
                                "with Keras 3.9 or newer.")},
    {"keras-loading-function",
     QT_TRANSLATE_NOOP("words", "The configuration names {name}, which no model needs"),
     QT_TRANSLATE_NOOP("words", "Functions of Keras itself that download, read, write or switch "
                                "the safe mode off have been used to run code on loading "
                                "(CVE-2025-8747, CVE-2025-9906)."),
     QT_TRANSLATE_NOOP("words", "Keep the file away from Keras.")},
    {"keras-outside-model",
     QT_TRANSLATE_NOOP("words", "The layer {layer} loads a model from outside the file[: {path}]"),
     QT_TRANSLATE_NOOP("words", "A SavedModel can hold any TensorFlow operation, also ones that "
                                "read and write files."),
     keep_safe},
    {"keras-vocabulary-file",
     QT_TRANSLATE_NOOP("words", "The layer {layer} reads its vocabulary from a file[: {path}]"),
     QT_TRANSLATE_NOOP("words", "Loading the model opens that file on the machine that loads it."),
     keep_safe},
    {"keras-bad-configuration",
     QT_TRANSLATE_NOOP("words", "The JSON of {attribute} cannot be read[: {detail}]"),
     QT_TRANSLATE_NOOP("words", "What follows the damaged place is not known, so layers, shapes or "
                                "the training configuration may be missing."),
     fetch_or_save_again},
    {"keras-missing-group",
     QT_TRANSLATE_NOOP("words", "The weights of the layer {layer} are not in the file"),
     QT_TRANSLATE_NOOP("words", "The file lists the layer among those whose weights it holds."),
     fetch_or_save_again},
    {"keras-missing-weight",
     QT_TRANSLATE_NOOP("words", "The weight {name} of {layer} is not in the file"),
     QT_TRANSLATE_NOOP("words", "The file lists it among the layer's weights."),
     fetch_or_save_again},
    {"keras-missing-weights",
     QT_TRANSLATE_NOOP("words", "The file holds no weights for {layer}, which has "
                                "{#expected|weight|weights}"),
     QT_TRANSLATE_NOOP("words", "Keras refuses to load a file with fewer weights than its "
                                "configuration has."),
     fetch_or_save_again},
    {"keras-weight-count",
     QT_TRANSLATE_NOOP("words", "{layer} has {#actual|weight|weights} in the file and "
                                "{#expected} by its configuration"),
     QT_TRANSLATE_NOOP("words", "Keras refuses to load a layer whose weights are not as many as "
                                "its configuration makes."),
     fetch_or_save_again},
    {"keras-weight-shape",
     QT_TRANSLATE_NOOP("words",
                       "The weight {name} of {layer} has the shape {actual}, by the configuration "
                       "{expected}"),
     QT_TRANSLATE_NOOP("words", "Keras refuses to load a weight of another shape than its "
                                "configuration makes."),
     fetch_or_save_again},
    {"keras-unknown-group",
     QT_TRANSLATE_NOOP("words", "The file holds {#count|weight|weights} for {layer}, which the "
                                "configuration does not have"),
     QT_TRANSLATE_NOOP("words", "Keras pairs layers and weights by their order, so the weights of "
                                "all layers behind it may be mixed up."),
     fetch_or_save_again},
    {"keras-unpaired-slots",
     QT_TRANSLATE_NOOP("words", "{#count|variable|variables} of the optimizer fit no weight[, the "
                                "first {name}]"),
     QT_TRANSLATE_NOOP("words", "Neither their names nor their shapes say which weight they "
                                "belong to."),
     ""},
};

} // namespace

std::span<const RuleWords> keras_rule_words()
{
    return rows;
}

} // namespace strata::words
