// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr RuleWords rows[] = {
    // Security ------------------------------------------------------------------------------------
    {"torch-script", QT_TRANSLATE_NOOP("words", "TorchScript with {#files|file|files} of code"),
     QT_TRANSLATE_NOOP("words",
                       "The code runs in torch's own interpreter when the model is used. It "
                       "is shown as files and not looked into."),
     QT_TRANSLATE_NOOP("words", "Use it only when you trust where it comes from.")},
    {"torch-bad-storage-id",
     QT_TRANSLATE_NOOP("words",
                       "{#count|object is|objects are} named by an id that is no storage's"),
     QT_TRANSLATE_NOOP("words",
                       "torch writes ids for storages alone. What a loader makes of another "
                       "one cannot be told from the file."),
     QT_TRANSLATE_NOOP("words", "Load it only with weights_only=True, which refuses such ids.")},
    {"torch-extra-pickle",
     QT_TRANSLATE_NOOP("words", "{member} is a pickle that torch.load does not "
                                "read"),
     QT_TRANSLATE_NOOP("words",
                       "torch reads data.pkl alone. Other programs may load this one; what "
                       "it names is listed too."),
     ""},
    {"torch-member-unread", QT_TRANSLATE_NOOP("words", "{member} was not looked into[: {detail}]"),
     QT_TRANSLATE_NOOP("words", "It may hold a pickle, so nobody knows what loading it would do."),
     QT_TRANSLATE_NOOP("words", "Unpack the archive and look at the member by itself.")},

    // Integrity -----------------------------------------------------------------------------------
    {"torch-no-object", QT_TRANSLATE_NOOP("words", "{member} cannot be read[: {detail}]"),
     QT_TRANSLATE_NOOP("words", "It names the tensors. Without it the storages are bytes without "
                                "shape or type."),
     QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.")},
    {"torch-several-objects", QT_TRANSLATE_NOOP("words", "{#count} members are named data.pkl"),
     QT_TRANSLATE_NOOP("words",
                       "Which one is read depends on the program. torch goes by the folder "
                       "of the archive's first member."),
     QT_TRANSLATE_NOOP("words", "Write the file again with torch.save.")},
    {"torch-storage-missing",
     QT_TRANSLATE_NOOP("words", "{#count|storage is|storages are} not in the file, the first is "
                                "{key}"),
     QT_TRANSLATE_NOOP("words", "Tensors name them, so torch stops with an error."),
     QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.")},
    {"torch-storage-short",
     QT_TRANSLATE_NOOP("words", "Storage {key} has {#actual|byte|bytes}, not {#expected}"),
     QT_TRANSLATE_NOOP("words", "The pickle says that it is longer. Tensors that reach behind its "
                                "end have no values."),
     QT_TRANSLATE_NOOP("words", "Write the file again with torch.save.")},
    {"torch-storages-truncated",
     QT_TRANSLATE_NOOP("words",
                       "The file ends after {#actual} of {#expected|byte|bytes} of storages"),
     QT_TRANSLATE_NOOP("words", "The last tensors are cut or missing; the others can be used."),
     QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.")},
    {"torch-storage-conflict",
     QT_TRANSLATE_NOOP("words", "Storage {key} is said to be of two types or sizes"),
     QT_TRANSLATE_NOOP("words", "torch goes by what it reads first, so the others mean something "
                                "else there than here."),
     QT_TRANSLATE_NOOP("words", "Write the file again with torch.save.")},
    {"torch-view-out-of-range",
     QT_TRANSLATE_NOOP("words", "A tensor reaches to byte {#expected} of storage {key}, which has "
                                "{#actual}"),
     QT_TRANSLATE_NOOP("words", "torch refuses it with an error."),
     QT_TRANSLATE_NOOP("words", "Write the file again with torch.save.")},
    {"torch-broken-tensor",
     QT_TRANSLATE_NOOP("words", "A tensor whose description makes no sense: {what}"),
     QT_TRANSLATE_NOOP("words", "torch refuses it with an error."),
     QT_TRANSLATE_NOOP("words", "Write the file again with torch.save.")},
    {"torch-broken-record",
     QT_TRANSLATE_NOOP("words", "The part “{part}” is not as torch writes it[: {detail}]"),
     QT_TRANSLATE_NOOP("words",
                       "Files of torch before 1.6 are parts one after the other; what follows "
                       "one that cannot be read cannot be found."),
     QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.")},
    {"torch-trailing-bytes",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte follows|bytes follow} the last storage"),
     QT_TRANSLATE_NOOP("words", "torch does not read them, so they were added or belong to another "
                                "file."),
     QT_TRANSLATE_NOOP("words", "Write the file again with torch.save.")},
    {"torch-byte-order", QT_TRANSLATE_NOOP("words", "The byte order is said to be “{text}”"),
     QT_TRANSLATE_NOOP("words", "It is little or big. The values are shown as little-endian ones."),
     QT_TRANSLATE_NOOP("words", "Write the file again with torch.save.")},
    {"torch-unpaired-slots",
     QT_TRANSLATE_NOOP("words", "{#count|slot of the optimizer fits|slots of the optimizer fit} no "
                                "weight, the first is {name}"),
     QT_TRANSLATE_NOOP("words",
                       "The file numbers parameters in the order in which the optimizer got "
                       "them. No model in it has the same number and shapes."),
     ""},

    // Compatibility and quality -------------------------------------------------------------------
    {"torch-weights-only",
     QT_TRANSLATE_NOOP("words", "torch[ {version}] refuses it unless weights_only=False: {what}[ "
                                "{name}]"),
     QT_TRANSLATE_NOOP("words",
                       "Since torch 2.6, torch.load lets a short list of names through and "
                       "nothing else."),
     QT_TRANSLATE_NOOP("words", "Allow the name with torch.serialization.add_safe_globals, or save "
                                "the state dict alone.")},
    {"torch-guessed-buffers",
     QT_TRANSLATE_NOOP("words", "{#buffers|tensor is|tensors are} not counted as parameters"),
     QT_TRANSLATE_NOOP("words",
                       "A state dict does not tell parameters from buffers. Running "
                       "statistics are known by their names, others by a type that cannot be "
                       "trained; buffers of one's own may be counted."),
     ""},
    {"torch-shared-values",
     QT_TRANSLATE_NOOP("words", "{#count|further name stands|further names stand} for values that "
                                "have one already: {name} is {other}"),
     QT_TRANSLATE_NOOP("words", "Tied weights are stored once and counted once."), ""},
    {"torch-slot-order",
     QT_TRANSLATE_NOOP("words", "Slots of {#groups|group|groups} are paired to weights by {how}"),
     QT_TRANSLATE_NOOP("words",
                       "The file does not name the parameters of an optimizer. Shapes agree, "
                       "but weights of one shape could be swapped."),
     ""},
    {"torch-several-optimizers",
     QT_TRANSLATE_NOOP("words", "{#count} optimizers; the report tells of the first"),
     QT_TRANSLATE_NOOP("words", "All of them are in the tree."), ""},
};

} // namespace

std::span<const RuleWords> torch_rule_words()
{
    return rows;
}

} // namespace strata::words
