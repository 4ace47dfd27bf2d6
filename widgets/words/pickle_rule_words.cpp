// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr const char* fetch_again =
    QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.");
constexpr const char* cannot_load =
    QT_TRANSLATE_NOOP("words", "Python stops here with an error and loads nothing.");
constexpr const char* write_again = QT_TRANSLATE_NOOP(
    "words", "Fetch the file again, or write it again with the library that made it.");
constexpr const char* two_meanings = QT_TRANSLATE_NOOP(
    "words", "One program may read something else in this file than another, and a check sees "
             "only one of the two.");

constexpr RuleWords rows[] = {
    {"pickle-truncated",
     QT_TRANSLATE_NOOP("words", "The file ends early[, inside an {what}][: {#missing|byte|bytes} "
                                "missing]"),
     cannot_load, fetch_again},
    {"pickle-bad-opcode",
     QT_TRANSLATE_NOOP("words", "Byte {opcode} stands where an instruction should[: {what}]"),
     cannot_load, write_again},
    {"pickle-bad-operand", nullptr, cannot_load, write_again},
    {"pickle-unknown-protocol",
     QT_TRANSLATE_NOOP("words", "Pickle protocol {protocol}, which no known Python writes"),
     QT_TRANSLATE_NOOP("words", "Python knows the protocols 0 to 5 and refuses others."),
     write_again},
    {"pickle-trailing-data",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte follows|bytes follow} the end of the pickle"),
     QT_TRANSLATE_NOOP("words", "Python ignores them. No library leaves bytes behind, so they were "
                                "added or belong to another file."),
     write_again},
    {"pickle-several-streams",
     QT_TRANSLATE_NOOP("words", "Holds {#count|pickle|pickles}, one after the other"),
     QT_TRANSLATE_NOOP("words", "One load returns the first only; a program that goes on reading "
                                "also runs what the others name. The Model reading is the first "
                                "pickle's; the File reading lists the objects of all of them."),
     QT_TRANSLATE_NOOP("words",
                       "Look at the others in the File reading (strata tree --file). Where "
                       "one of them is the model, load and save it in a file of its own.")},
    {"pickle-frame-mismatch", nullptr, two_meanings, write_again},
    {"pickle-external-buffer",
     QT_TRANSLATE_NOOP("words", "{#count|buffer was|buffers were} written elsewhere"),
     QT_TRANSLATE_NOOP("words",
                       "The pickle only refers to them (protocol 5, out of band), so their "
                       "values are not in this file."),
     QT_TRANSLATE_NOOP("words", "Load it with the program that kept the buffers.")},
    {"joblib-two-readings",
     QT_TRANSLATE_NOOP("words",
                       "Bytes that joblib reads as an array read as instructions to pickle"),
     two_meanings, write_again},
    {"joblib-unknown-dtype",
     QT_TRANSLATE_NOOP("words", "Reading stops at an array whose {what} is not known"),
     QT_TRANSLATE_NOOP("words", "Without it the end of the array cannot be found, so what follows "
                                "it is not shown."),
     QT_TRANSLATE_NOOP("words", "Save the model again with plain NumPy arrays.")},
    {"joblib-array-truncated",
     QT_TRANSLATE_NOOP("words", "The file ends inside an array: {#missing} of {#bytes|byte|bytes} "
                                "missing"),
     cannot_load, fetch_again},
    {"joblib-odd-padding",
     QT_TRANSLATE_NOOP("words", "{#padding|byte|bytes} of padding before an array, where joblib "
                                "writes {#expected}"),
     QT_TRANSLATE_NOOP("words", "joblib reads it all the same, but did not write it."), ""},
    {"pickle-limit", QT_TRANSLATE_NOOP("words", "Stopped at a limit: {limit}[ ({#value})]"),
     QT_TRANSLATE_NOOP("words", "Limits keep a file from exhausting the machine. What follows is "
                                "not shown."),
     QT_TRANSLATE_NOOP("words", "Report an honest file that reaches one.")},
};

} // namespace

std::span<const RuleWords> pickle_rule_words()
{
    return rows;
}

} // namespace strata::words
