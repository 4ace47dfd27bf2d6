// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr const char* fetch_again =
    QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.");
constexpr const char* not_followed = QT_TRANSLATE_NOOP(
    "words", "HDF5 would open that other file when this part is read, and a file of somebody "
             "else's can name any. Strata never follows it.");
constexpr const char* the_rest =
    QT_TRANSLATE_NOOP("words", "What could be read of the rest is shown.");
constexpr const char* bring_inside = QT_TRANSLATE_NOOP(
    "words", "Copy the values into this file where it was made, if you need them.");

constexpr RuleWords rows[] = {
    {"hdf5-external-link",
     QT_TRANSLATE_NOOP("words", "A link leads to another file: [{path} in ]{file}"), not_followed,
     bring_inside},
    {"hdf5-external-storage",
     QT_TRANSLATE_NOOP("words", "A dataset keeps its values in other files"), not_followed,
     bring_inside},
    {"hdf5-virtual-dataset",
     QT_TRANSLATE_NOOP("words", "A virtual dataset takes its values from other datasets"),
     not_followed, bring_inside},
    {"hdf5-user-link",
     QT_TRANSLATE_NOOP("words", "A link of a kind that only the program which wrote it knows"),
     QT_TRANSLATE_NOOP("words", "HDF5 needs code of that program to follow it."), ""},
    {"hdf5-soft-link", QT_TRANSLATE_NOOP("words", "A soft link leads to {path}"),
     QT_TRANSLATE_NOOP("words", "It is a name only: look there for what it means."), ""},
    {"hdf5-truncated",
     QT_TRANSLATE_NOOP("words", "The file ends early: {#missing|byte is|bytes are} missing of "
                                "{#expected}"),
     QT_TRANSLATE_NOOP("words", "The HDF5 library refuses such a file. What is there of it is "
                                "shown."),
     fetch_again},
    {"hdf5-values-past-end", QT_TRANSLATE_NOOP("words", "Values lie behind the end of the file"),
     the_rest, fetch_again},
    {"hdf5-unreadable", QT_TRANSLATE_NOOP("words", "A part cannot be read[: {name}][ ({detail})]"),
     the_rest,
     QT_TRANSLATE_NOOP("words", "Fetch the file again, or write it again with the "
                                "library that made it.")},
    {"hdf5-unreadable-attribute",
     QT_TRANSLATE_NOOP("words", "The attribute {name} cannot be read[ ({detail})]"), the_rest,
     QT_TRANSLATE_NOOP("words", "Fetch the file again, or write it again with the library that "
                                "made it.")},
    {"hdf5-index-incomplete",
     QT_TRANSLATE_NOOP("words", "The structure was read up to {#objects|object|objects} and no "
                                "further[: {detail}]"),
     QT_TRANSLATE_NOOP("words", "Damaged or hostile files can bring the HDF5 library down. It runs "
                                "in a process of its own, so nothing else is touched."),
     fetch_again},
    {"hdf5-limit", QT_TRANSLATE_NOOP("words", "Stopped at a limit: {limit}[, in {name}]"),
     QT_TRANSLATE_NOOP("words", "Limits keep a file from exhausting the machine. What follows is "
                                "not shown."),
     QT_TRANSLATE_NOOP("words", "Report an honest file that reaches one.")},
    {"hdf5-trailing-bytes",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte follows|bytes follow} the end of the HDF5 content"),
     QT_TRANSLATE_NOOP("words", "HDF5 does not look at them."), ""},
    {"hdf5-unknown-filter",
     QT_TRANSLATE_NOOP("words", "The values are packed with {filter}, which Strata cannot decode"),
     QT_TRANSLATE_NOOP("words", "The filter is a plugin of HDF5. Strata loads no plugins, since "
                                "they are code."),
     QT_TRANSLATE_NOOP("words", "Where the plugin is installed, h5repack -f GZIP=6 writes the file "
                                "with a filter that every reader has.")},
    {"hdf5-newer-format",
     QT_TRANSLATE_NOOP("words", "A part is written in a newer form of HDF5[: {name}][ ({detail})]"),
     QT_TRANSLATE_NOOP("words", "Strata reads with HDF5 1.10, which does not know it. The rest of "
                                "the file is shown."),
     QT_TRANSLATE_NOOP("words", "Write the file again in a form that all versions read: "
                                "h5py.File(…, libver=('earliest', 'v110')).")},
    {"hdf5-user-block",
     QT_TRANSLATE_NOOP("words", "{#bytes|byte stands|bytes stand} before the HDF5 content"),
     QT_TRANSLATE_NOOP("words", "A user block belongs to the program that wrote it. HDF5 does not "
                                "look at it."),
     ""},
    {"hdf5-sandbox-partial",
     QT_TRANSLATE_NOOP("words", "The file was read in a sandbox without {missing}"),
     QT_TRANSLATE_NOOP("words", "This system's kernel does not offer it, so one of the fences "
                                "around the HDF5 library is missing."),
     QT_TRANSLATE_NOOP("words", "A kernel of version 5.13 or later has both parts.")},
};

} // namespace

std::span<const RuleWords> hdf5_rule_words()
{
    return rows;
}

} // namespace strata::words
