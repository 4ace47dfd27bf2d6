// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr const char* while_loading = QT_TRANSLATE_NOOP(
    "words", "It happens while the file is being read, with the rights of whoever loads it. "
             "Checking the loaded object afterwards is too late.");
constexpr const char* keep_away = QT_TRANSLATE_NOOP(
    "words", "Keep the file away from programs that load pickles. Ask its sender for the model as "
             ".safetensors.");
constexpr const char* read_the_source = QT_TRANSLATE_NOOP(
    "words", "Read the source of {name} before you load the file, or ask for the model as "
             ".safetensors.");
constexpr const char* only_if_trusted =
    QT_TRANSLATE_NOOP("words", "Load the file only if you trust where it comes from.");

constexpr RuleWords rows[] = {
    // The message depends on role and why: see finding_words.cpp.
    {"pickle-dangerous-global", nullptr, while_loading, keep_away},
    {"pickle-unlisted-global", nullptr,
     QT_TRANSLATE_NOOP("words", "Loading imports the module and runs what it does on import; what "
                                "{name} does when it is called cannot be told from the file."),
     read_the_source},
    {"pickle-unlisted-use", nullptr,
     QT_TRANSLATE_NOOP("words", "{name} is known to be harmless when it is used as its library "
                                "uses it. This file uses it otherwise."),
     only_if_trusted},
    {"pickle-computed-import",
     QT_TRANSLATE_NOOP("words", "Imports something whose {operand} name is computed while loading"),
     QT_TRANSLATE_NOOP("words",
                       "No library writes such a pickle. It hides from checks what will be "
                       "imported."),
     keep_away},
    {"pickle-computed-call",
     QT_TRANSLATE_NOOP("words", "Calls something that is itself computed while loading[ ({kind})]"),
     QT_TRANSLATE_NOOP("words", "What will be called cannot be told from the names in the file."),
     only_if_trusted},
    {"pickle-persistent-id",
     QT_TRANSLATE_NOOP("words", "{#count|object|objects} must be supplied by the program that "
                                "loads it[, the first for {id}]"),
     QT_TRANSLATE_NOOP("words", "What they turn into is decided by that program, not by the file. "
                                "pickle.load and joblib.load refuse such a file."),
     QT_TRANSLATE_NOOP("words", "Load it with the program that wrote it.")},
    {"pickle-extension-code",
     QT_TRANSLATE_NOOP("words", "Names something by a number alone: extension code {code}"),
     QT_TRANSLATE_NOOP("words",
                       "The number is looked up in a list of the loading program (copyreg), "
                       "so the file alone does not say what it is."),
     only_if_trusted},
    {"pickle-nested-pickle", nullptr,
     QT_TRANSLATE_NOOP("words", "The loaded object may load it in its turn. What it holds is among "
                                "the findings too."),
     ""},
    {"pickle-discarded-call",
     QT_TRANSLATE_NOOP("words", "Calls {name} and throws the result away[ ({#count|time|times})]"),
     QT_TRANSLATE_NOOP("words", "Such a call is there for its effect only and leaves no trace in "
                                "the loaded object."),
     only_if_trusted},
    {"pickle-team-name",
     QT_TRANSLATE_NOOP("words", "Uses {name}, which your own list allows[ ({#count} times)]"),
     QT_TRANSLATE_NOOP("words", "Strata does not know what it does; the list of --allow says that "
                                "it is yours."),
     ""},
    {"pickle-expanding-object",
     QT_TRANSLATE_NOOP("words", "Holds shared lists in each other, which make {#items} items for "
                                "whoever goes through them"),
     QT_TRANSLATE_NOOP("words", "Loading it takes little. Printing, copying or comparing what was "
                                "loaded takes the memory and the time of the machine."),
     only_if_trusted},
    {"pickle-exhausting-call",
     QT_TRANSLATE_NOOP("words", "Calls {name} so that it makes far more than the file holds[, "
                                "{#items} items]"),
     QT_TRANSLATE_NOOP("words",
                       "Libraries write what they hold into the file. A length, a shape or "
                       "an iterator without end takes the memory or the time of whoever "
                       "loads it."),
     only_if_trusted},
    {"pickle-external-file",
     QT_TRANSLATE_NOOP("words", "Keeps an array in a file beside it: {name}"),
     QT_TRANSLATE_NOOP("words", "joblib up to 0.9 wrote arrays to files of their own. Strata opens "
                                "no file that another file names, so its values are not shown."),
     QT_TRANSLATE_NOOP("words", "Keep the files together, or save the model again with a newer "
                                "joblib: it writes one file.")},
    {"pickle-external-file-escape",
     QT_TRANSLATE_NOOP("words", "Makes the loader open a file outside its folder: {name}"),
     QT_TRANSLATE_NOOP("words", "joblib names the file itself and keeps it in the same folder. A "
                                "path that leads elsewhere was put there by hand."),
     keep_away},
};

} // namespace

std::span<const RuleWords> security_rule_words()
{
    return rows;
}

} // namespace strata::words
