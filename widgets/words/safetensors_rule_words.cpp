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

constexpr const char* index_why =
    QT_TRANSLATE_NOOP("words", "Loading the model fails, or leaves a part of it as it was drawn.");
constexpr const char* index_again =
    QT_TRANSLATE_NOOP("words", "Fetch the index and its files again, all of one version.");

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
                                "{#expected|byte|bytes}"),
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
                       "are there"),
     refused, fetch_again},
    {"safetensors-trailing-bytes",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte follows|bytes follow} the last tensor"), refused,
     write_again},
    {"safetensors-index-syntax",
     QT_TRANSLATE_NOOP("words", "The JSON of the index breaks off[: {detail}]"), index_why,
     index_again},
    {"safetensors-index-bad-entry",
     QT_TRANSLATE_NOOP("words", "The index has no proper file for {name}[: {file}]"),
     QT_TRANSLATE_NOOP("words",
                       "Files are read by their bare names, in the folder of the index; no "
                       "path is followed."),
     index_again},
    {"safetensors-index-duplicate", QT_TRANSLATE_NOOP("words", "The index names {name} twice"),
     QT_TRANSLATE_NOOP("words", "Python takes the last entry, another reader may take the first."),
     index_again},
    {"safetensors-index-total",
     QT_TRANSLATE_NOOP("words", "The index says {listed} bytes of values, the files have {found}"),
     QT_TRANSLATE_NOOP("words", "Nothing reads the number, but index and files may be of two "
                                "versions."),
     index_again},
    {"safetensors-shard-missing",
     QT_TRANSLATE_NOOP("words", "{file} is not there or is no safetensors file[, so "
                                "{#tensors|tensor is|tensors are} missing]"),
     index_why, QT_TRANSLATE_NOOP("words", "Fetch that file again, into the folder of the index.")},
    {"safetensors-shard-duplicate",
     QT_TRANSLATE_NOOP("words", "{name} is in {file} and in {other}"),
     QT_TRANSLATE_NOOP("words", "Which of the two is loaded depends on the reader."), index_again},
    {"safetensors-tensor-missing", QT_TRANSLATE_NOOP("words", "{name} is not in {file}"), index_why,
     index_again},
    {"safetensors-tensor-elsewhere",
     QT_TRANSLATE_NOOP("words", "{name} is in {other}, where the index says {file}"),
     QT_TRANSLATE_NOOP("words", "A reader that goes by the index does not find it."), index_again},
    {"safetensors-tensor-unlisted",
     QT_TRANSLATE_NOOP("words", "{file} holds {name}, which the index does not name"),
     QT_TRANSLATE_NOOP("words", "A reader that goes by the index leaves it out."), index_again},
};

} // namespace

std::span<const RuleWords> safetensors_rule_words()
{
    return rows;
}

} // namespace strata::words
