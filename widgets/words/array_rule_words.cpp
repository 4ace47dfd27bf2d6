// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr const char* fetch_again =
    QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.");
constexpr const char* write_again = QT_TRANSLATE_NOOP(
    "words", "Fetch the file again, or write it again with the library that made it.");
constexpr const char* not_shown = QT_TRANSLATE_NOOP("words", "Its values cannot be shown.");

constexpr RuleWords rows[] = {
    {"npy-data-truncated",
     QT_TRANSLATE_NOOP("words", "The values end early: {#actual} of {#expected|byte|bytes} are "
                                "there"),
     QT_TRANSLATE_NOOP("words", "NumPy refuses to load it."), fetch_again},
    {"npy-trailing-bytes",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte follows|bytes follow} the last value[ of {member}]"),
     QT_TRANSLATE_NOOP("words", "NumPy ignores them, so they were added or belong to something "
                                "else."),
     write_again},
    {"npy-long-header",
     QT_TRANSLATE_NOOP("words", "A header of {#bytes|byte|bytes}[ in {member}], longer than NumPy "
                                "takes"),
     QT_TRANSLATE_NOOP("words", "NumPy refuses headers over {#limit|byte|bytes} unless it is told "
                                "otherwise."),
     QT_TRANSLATE_NOOP("words", "Pass max_header_size to numpy.load for a file that you trust.")},
    {"npy-bad-header",
     QT_TRANSLATE_NOOP("words", "The array's header makes no sense[ in {member}][: {detail}]"),
     not_shown, write_again},
    {"npy-objects",
     QT_TRANSLATE_NOOP("words", "The values[ of {member}] are Python objects, stored as a pickle"),
     QT_TRANSLATE_NOOP("words", "NumPy loads them with allow_pickle=True only, since a pickle can "
                                "run code. What it names is among the findings."),
     ""},
    {"npy-objects-unreadable",
     QT_TRANSLATE_NOOP("words", "The pickle with the values[ of {member}] cannot be read[: "
                                "{detail}]"),
     not_shown, write_again},
    {"npy-objects-mismatch",
     QT_TRANSLATE_NOOP("words", "The header[ of {member}] says shape {header}, the pickle inside "
                                "{pickle}"),
     QT_TRANSLATE_NOOP("words", "NumPy goes by the pickle; other programs go by the header."),
     write_again},
    {"npz-pickle-member", QT_TRANSLATE_NOOP("words", "{member} is a pickle beside the arrays"),
     QT_TRANSLATE_NOOP("words",
                       "NumPy hands it out as bytes. What it names is among the findings."),
     ""},
    {"npz-member-unread", QT_TRANSLATE_NOOP("words", "{member} was not unpacked[: {detail}]"),
     QT_TRANSLATE_NOOP("words", "It may hold a pickle, and what that would do is not known."), ""},
    {"npz-member-short",
     QT_TRANSLATE_NOOP("words", "{member} is shorter than its header claims: {#actual} of "
                                "{#expected|byte|bytes} of values are there"),
     QT_TRANSLATE_NOOP("words", "The archive holds the member whole, so it was written so or its "
                                "header was changed. NumPy refuses to load it."),
     QT_TRANSLATE_NOOP("words", "Write the file again with the library that made it.")},
    {"numpy-broken-array",
     QT_TRANSLATE_NOOP("words", "An array whose description contradicts itself[: {what}]"),
     not_shown, write_again},
    {"sklearn-broken-tree",
     QT_TRANSLATE_NOOP("words", "A decision tree whose counts and arrays do not fit[: {what}]"),
     QT_TRANSLATE_NOOP("words", "scikit-learn walks trees without checks, so using it may read "
                                "past the end of memory."),
     QT_TRANSLATE_NOOP("words", "Do not use this file. Ask for it again, or fit the model again.")},
    {"sklearn-tree-node-dtype",
     QT_TRANSLATE_NOOP("words",
                       "{#trees|tree lacks|trees lack} the field {field} that scikit-learn "
                       "{since} and newer demand"),
     QT_TRANSLATE_NOOP("words",
                       "Newer versions refuse to load it with \"node array from the pickle "
                       "has an incompatible dtype\"."),
     QT_TRANSLATE_NOOP(
         "words", "Load it with a scikit-learn before {since}[, such as {version}], or fit the "
                  "model again with the version you use.")},
};

} // namespace

std::span<const RuleWords> array_rule_words()
{
    return rows;
}

} // namespace strata::words
