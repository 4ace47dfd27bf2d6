// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

#include <QtGlobal>

namespace strata::words {

namespace {

constexpr const char* fetch_again =
    QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.");
constexpr const char* write_again = QT_TRANSLATE_NOOP(
    "words", "Fetch the file again, or write it again with the library that made it.");
constexpr const char* two_meanings = QT_TRANSLATE_NOOP(
    "words", "One program may read something else in this archive than another, and a check sees "
             "only one of the two.");
constexpr const char* not_read = QT_TRANSLATE_NOOP("words", "Its content is not shown.");

constexpr RuleWords rows[] = {
    {"zip-no-directory",
     QT_TRANSLATE_NOOP("words", "The archive ends early: its directory is missing"),
     QT_TRANSLATE_NOOP("words", "Members were found by their own headers. Other programs refuse "
                                "such an archive."),
     fetch_again},
    {"zip-broken-directory",
     QT_TRANSLATE_NOOP("words", "The archive's directory breaks off[ in a {what}]"),
     QT_TRANSLATE_NOOP("words", "Members behind that place are unknown."), write_again},
    {"zip-count-mismatch",
     QT_TRANSLATE_NOOP("words", "The archive lists {#actual|member|members} and says that it has "
                                "{#expected}"),
     two_meanings, write_again},
    {"zip-second-directory", QT_TRANSLATE_NOOP("words", "The archive has a second directory"),
     two_meanings, write_again},
    {"zip-duplicate-member", QT_TRANSLATE_NOOP("words", "Two members have the name {member}"),
     two_meanings, write_again},
    {"zip-header-mismatch",
     QT_TRANSLATE_NOOP("words", "The {what} of {member} is {header} in its own header and "
                                "{directory} in the directory"),
     two_meanings, write_again},
    {"zip-no-header", QT_TRANSLATE_NOOP("words", "{member} is not where the directory says"),
     not_read, write_again},
    {"zip-member-truncated",
     QT_TRANSLATE_NOOP("words", "The file ends inside {member}: {#actual} of "
                                "{#expected|byte|bytes} are there"),
     QT_TRANSLATE_NOOP("words", "Its values past that place are lost."), fetch_again},
    {"zip-overlap",
     QT_TRANSLATE_NOOP("words", "{member} shares {#bytes|byte|bytes} with another member"),
     two_meanings, write_again},
    {"zip-unlisted-member",
     QT_TRANSLATE_NOOP("words", "{member} lies in the archive, but its directory does not list it"),
     two_meanings, write_again},
    {"zip-extra-bytes", nullptr,
     QT_TRANSLATE_NOOP("words",
                       "Readers skip them, and a check that goes by the directory does not "
                       "see them."),
     write_again},
    {"zip-encrypted", QT_TRANSLATE_NOOP("words", "{member} is encrypted"), not_read,
     QT_TRANSLATE_NOOP("words", "Unpack the archive with its password.")},
    {"zip-unsupported-method",
     QT_TRANSLATE_NOOP("words", "{member} is compressed in a way that Strata does not read[: "
                                "{name}][ (method {method})]"),
     not_read, QT_TRANSLATE_NOOP("words", "Unpack the archive and pack it again with deflate.")},
    {"zip-unsafe-name",
     QT_TRANSLATE_NOOP("words", "A member's name leads out of the folder: {member}"),
     QT_TRANSLATE_NOOP("words", "A program that unpacks it carelessly writes over other files. "
                                "Strata unpacks nothing under that name."),
     QT_TRANSLATE_NOOP("words", "Do not unpack the archive.")},
    {"zip-bad-checksum",
     QT_TRANSLATE_NOOP("words", "The content of {member} does not have its checksum"),
     QT_TRANSLATE_NOOP("words", "Some of its bytes have changed since it was written."),
     QT_TRANSLATE_NOOP("words", "Fetch the file again.")},
    {"zip-damaged-member",
     QT_TRANSLATE_NOOP("words", "{member} cannot be unpacked whole[: {detail}]"),
     QT_TRANSLATE_NOOP("words", "Its values past that place are lost."),
     QT_TRANSLATE_NOOP("words", "Fetch the file again.")},
};

} // namespace

std::span<const RuleWords> zip_rule_words()
{
    return rows;
}

} // namespace strata::words
