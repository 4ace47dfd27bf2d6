// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr const char* fetch_again =
    QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.");
constexpr const char* write_again = QT_TRANSLATE_NOOP(
    "words", "Fetch the file again, or write it again with the library that made it.");
constexpr const char* refused =
    QT_TRANSLATE_NOOP("words", "The safetensors library refuses such a file.");
constexpr const char* two_meanings = QT_TRANSLATE_NOOP(
    "words", "The safetensors library refuses such a file; another reader may take one meaning or "
             "the other.");

constexpr RuleWords rows[] = {
    {"safetensors-header-truncated",
     QT_TRANSLATE_NOOP("words", "The file ends inside its header: {#actual} of "
                                "{#expected|byte|bytes} are there"),
     refused, fetch_again},
    {"safetensors-header-syntax",
     QT_TRANSLATE_NOOP("words", "The header's JSON breaks off[: {detail}]"), refused, write_again},
    {"safetensors-header-start",
     QT_TRANSLATE_NOOP("words", "The header does not start with a brace"), refused, write_again},
    {"safetensors-limit", QT_TRANSLATE_NOOP("words", "Stopped at a limit: {limit}"),
     QT_TRANSLATE_NOOP("words", "Limits keep a file from exhausting the machine. What follows is "
                                "not shown."),
     QT_TRANSLATE_NOOP("words", "Report an honest file that reaches one.")},
    {"safetensors-unaligned",
     QT_TRANSLATE_NOOP("words", "The values start at byte {#offset}, not at a multiple of 8"),
     QT_TRANSLATE_NOOP("words", "It can be read all the same, only slower by programs that map it "
                                "into memory."),
     ""},
    {"safetensors-duplicate-name", QT_TRANSLATE_NOOP("words", "Two tensors have the name {name}"),
     two_meanings, write_again},
    {"safetensors-duplicate-key", QT_TRANSLATE_NOOP("words", "The header has {name} twice"),
     two_meanings, write_again},
    {"safetensors-bad-entry",
     QT_TRANSLATE_NOOP("words", "The header's entry for {name} has no proper {key}"), refused,
     write_again},
    {"safetensors-bad-metadata",
     QT_TRANSLATE_NOOP("words", "The metadata[ under {key}] is not text"), refused, write_again},
    {"safetensors-unknown-dtype",
     QT_TRANSLATE_NOOP("words", "{name} is of a type that the format does not have: {dtype}"),
     refused, write_again},
    {"safetensors-bad-offsets",
     QT_TRANSLATE_NOOP("words", "{name} ends at {#end}, before it begins at {#begin}"), refused,
     write_again},
    {"safetensors-size-mismatch",
     QT_TRANSLATE_NOOP("words", "{name} has {#actual|byte|bytes} where its shape and type need "
                                "{#expected}"),
     refused, write_again},
    {"safetensors-partial-byte",
     QT_TRANSLATE_NOOP("words", "{name} ends inside a byte: {#bits|bit|bits} in all"), refused,
     write_again},
    {"safetensors-overlap",
     QT_TRANSLATE_NOOP("words", "{name} shares {#bytes|byte|bytes} with another tensor"),
     two_meanings, write_again},
    {"safetensors-hole",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte|bytes} before {name} belong to no tensor"), refused,
     write_again},
    {"safetensors-data-truncated",
     QT_TRANSLATE_NOOP("words",
                       "The file ends early: {#actual} of {#expected|byte|bytes} of values "
                       "are there[, so {#tensors|tensor is|tensors are} not whole]"),
     refused, fetch_again},
    {"safetensors-trailing-bytes",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte follows|bytes follow} the last tensor"), refused,
     write_again},
};

} // namespace

std::span<const RuleWords> safetensors_rule_words()
{
    return rows;
}

} // namespace strata::words
