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
    {"keras-lambda", QT_TRANSLATE_NOOP("words", "The Lambda layer {layer} runs code[: {function}]"),
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
    {"keras-unusual-module",
     QT_TRANSLATE_NOOP("words",
                       "The configuration names {module}[.{name}], which no model is made of"),
     QT_TRANSLATE_NOOP("words", "Layers, initializers, losses and the like are in a few modules of "
                                "Keras. What is in the others may read, write or download files."),
     QT_TRANSLATE_NOOP("words", "Read what {name} does before you load the file.")},
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
    {"keras-repeated-names",
     QT_TRANSLATE_NOOP("words", "{attribute} lists {#count|name|names} again, the first: {name}"),
     QT_TRANSLATE_NOOP("words", "Keras writes each name once. Here each is read where it comes "
                                "first."),
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
    {"keras-custom-object", nullptr,
     QT_TRANSLATE_NOOP("words", "The file names it and does not hold its code, so Keras loads the "
                                "model only when it is given it."),
     QT_TRANSLATE_NOOP("words", "Load it with {hint}.")},
    {"keras-weights-only",
     QT_TRANSLATE_NOOP("words", "The file holds weights alone, no configuration"),
     QT_TRANSLATE_NOOP("words",
                       "What its layers are and compute is not in the file, and load_model "
                       "says \"No model config found in the file\"."),
     QT_TRANSLATE_NOOP("words", "Build the same model in a program and call its load_weights with "
                                "this file.")},
    {"keras-no-version",
     QT_TRANSLATE_NOOP("words", "Nothing in the file says which Keras wrote it"),
     QT_TRANSLATE_NOOP("words", "Keras 2 then takes the weights for those of Keras 1 and turns the "
                                "kernels of Conv2DTranspose around."),
     ""},
    {"keras-1", QT_TRANSLATE_NOOP("words", "Written by Keras 1[: {version}]"),
     QT_TRANSLATE_NOOP("words", "Keras 3 and tf.keras 2.15 refuse such files."),
     QT_TRANSLATE_NOOP("words", "Load it with Keras 2.2.5 and save it again.")},
    {"keras-3",
     QT_TRANSLATE_NOOP("words", "Written by Keras {version}, which tf.keras 2 cannot load"),
     QT_TRANSLATE_NOOP("words", "tf.keras 2 refuses the keyword batch_shape and the types that "
                                "Keras 3 writes."),
     QT_TRANSLATE_NOOP("words", "Load it with Keras 3.")},
    {"keras-list-configuration",
     QT_TRANSLATE_NOOP("words", "The Sequential is a plain list of layers, as before Keras 2.2.3"),
     QT_TRANSLATE_NOOP("words", "Keras 3 fails with \"pop expected at most 1 argument, got 2\"."),
     QT_TRANSLATE_NOOP("words", "Load it with Keras 2.2.4 to tf.keras 2.15 and save it again.")},
    {"keras-no-input-layer",
     QT_TRANSLATE_NOOP("words", "The Sequential begins with {layer}, without an InputLayer"),
     QT_TRANSLATE_NOOP("words", "From .h5 Keras 3 gives such a model a second batch axis: a Dense "
                                "silently computes other shapes, other layers fail."),
     QT_TRANSLATE_NOOP("words", "Load it with tf.keras 2.15 and save it again, or add an "
                                "InputLayer.")},
    {"keras-refused-keyword",
     QT_TRANSLATE_NOOP("words", "The {class} {layer} says {keyword}, which Keras 3 refuses"),
     QT_TRANSLATE_NOOP("words", "Keras 3 fails with \"Unrecognized keyword arguments passed to "
                                "{class}\"[. {#count|layer is|layers are} concerned]."),
     QT_TRANSLATE_NOOP("words", "Load it with tf.keras 2, or remove the keyword for Keras 3.")},
    {"keras-several-axes", QT_TRANSLATE_NOOP("words", "{layer} normalises over several axes"),
     QT_TRANSLATE_NOOP("words", "From .h5 Keras 3 drops the list of axes and then fails with "
                                "\"Shape mismatch in layer\"."),
     QT_TRANSLATE_NOOP("words", "Save the model as .keras.")},
    {"keras-nested-call-2",
     QT_TRANSLATE_NOOP("words", "The model {layer} inside is counted as Keras 2 counts"),
     QT_TRANSLATE_NOOP("words", "Keras 3 says \"Invalid Functional model configuration\", and "
                                "Keras 3.5 never returns from loading it."),
     QT_TRANSLATE_NOOP("words", "Load it with tf.keras 2.")},
    {"keras-nested-call-3",
     QT_TRANSLATE_NOOP("words", "The model {layer} inside is counted as Keras 3 counts"),
     QT_TRANSLATE_NOOP("words", "tf.keras 2 never returns from loading it."),
     QT_TRANSLATE_NOOP("words", "Load it with Keras 3.")},
    {"keras-tensorflow-operation",
     QT_TRANSLATE_NOOP("words", "{layer} is a TensorFlow operation as a layer ({class})"),
     QT_TRANSLATE_NOOP("words", "Keras 3 has nothing in its place and says \"Unknown layer: "
                                "'{class}'\"."),
     QT_TRANSLATE_NOOP("words", "Load it with tf.keras 2, or build the model again with "
                                "operations of Keras 3.")},
    {"keras-operation-layer",
     QT_TRANSLATE_NOOP("words", "{layer} is an operation as a layer ({class})"),
     QT_TRANSLATE_NOOP("words", "Keras 3 writes such a .h5 and does not load it again: \"Unknown "
                                "layer: '{class}'\"."),
     QT_TRANSLATE_NOOP("words", "Save the model as .keras.")},
    {"keras-gru-reset-after",
     QT_TRANSLATE_NOOP("words", "The GRU {layer} does not say reset_after"),
     QT_TRANSLATE_NOOP("words", "Files of Keras 2.0 mean false by it; newer versions take true and "
                                "say that the layer is not compatible."),
     QT_TRANSLATE_NOOP("words", "Add \"reset_after\": false to the layer's configuration.")},
    {"keras-dtype-policy",
     QT_TRANSLATE_NOOP("words", "The type of {layer} is a Policy of tf.keras"),
     QT_TRANSLATE_NOOP("words", "Keras 3.5 and newer fail with \"'str' object has no attribute "
                                "'quantization_mode'\"."),
     QT_TRANSLATE_NOOP("words", "Write the policy's name in its place, such as "
                                "\"mixed_float16\".")},
    {"keras-short-loss",
     QT_TRANSLATE_NOOP("words", "Keras 3 does not find the loss {name} of a .h5"),
     QT_TRANSLATE_NOOP("words", "It says \"Could not deserialize\" or \"Could not locate "
                                "function\", also for files of its own."),
     QT_TRANSLATE_NOOP("words", "Load it with compile=False and compile it again, or write the "
                                "whole name, such as mean_squared_error.")},
    {"keras-auto-reduction", QT_TRANSLATE_NOOP("words", "The loss says reduction: auto"),
     QT_TRANSLATE_NOOP("words", "Keras 3 fails with \"Invalid value for argument reduction\"."),
     QT_TRANSLATE_NOOP("words", "Load it with compile=False and compile it again.")},
    {"keras-new-optimizer",
     QT_TRANSLATE_NOOP("words", "Keras 3 ignores the settings of the optimizer {class}"),
     QT_TRANSLATE_NOOP("words", "It does not know the name under which tf.keras 2.11 and newer "
                                "write it, and takes a learning rate of 0.001 without a word."),
     QT_TRANSLATE_NOOP("words", "Compile the model again after loading it with Keras 3.")},
    {"keras-old-learning-rate",
     QT_TRANSLATE_NOOP("words", "The optimizer {class} says lr, which Keras 3 refuses"),
     QT_TRANSLATE_NOOP("words", "Keras 3 fails with \"Argument(s) not recognized: 'lr'\"."),
     QT_TRANSLATE_NOOP("words", "Load it with compile=False and compile it again.")},
    {"keras-state-not-restored",
     QT_TRANSLATE_NOOP("words", "Keras 3 does not restore the optimizer's {#count|array|arrays} "
                                "from .h5"),
     QT_TRANSLATE_NOOP("words", "It keeps the step and the learning rate and drops the rest; the "
                                "next fit fails with \"Unknown variable\" until the model is "
                                "compiled again."),
     QT_TRANSLATE_NOOP("words", "Save the model as .keras to go on with its training.")},
};

} // namespace

std::span<const RuleWords> keras_rule_words()
{
    return rows;
}

} // namespace strata::words
