// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr RuleWords rows[] = {
    {"file-extension-mismatch",
     QT_TRANSLATE_NOOP("words", "Named .{extension}, but its content is {format}"),
     QT_TRANSLATE_NOOP("words", "Programs that go by the name will fail to read it, or read it as "
                                "something else than a check that goes by the content."),
     QT_TRANSLATE_NOOP("words", "Rename the file after its content.")},
    {"file-rows-left-out",
     QT_TRANSLATE_NOOP("words", "{#rows|row is|rows are} not listed: a tree has its limit"),
     QT_TRANSLATE_NOOP("words", "Limits keep a file from exhausting the machine."), ""},
    {"compression-damaged",
     QT_TRANSLATE_NOOP("words", "The {compression} stream breaks off after {#unpacked|unpacked "
                                "byte|unpacked bytes}[: {detail}]"),
     QT_TRANSLATE_NOOP("words", "What could be unpacked is shown. Python stops with an error."),
     QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.")},
    {"compression-trailing-data",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte follows|bytes follow} the end of the {compression} "
                                "stream"),
     QT_TRANSLATE_NOOP("words", "Readers ignore them. No library leaves bytes behind, so they were "
                                "added or belong to another file."),
     QT_TRANSLATE_NOOP("words", "Fetch the file again, or write it again with the library that "
                                "made it.")},
};

} // namespace

std::span<const RuleWords> file_rule_words()
{
    return rows;
}

} // namespace strata::words
