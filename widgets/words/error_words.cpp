// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/error_words.h"

#include "widgets/words/content_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

namespace strata::words {

namespace {

/// What a code says and what helps. "%1" in `what` stands for the error's detail; `plain` is used
/// where there is none.
struct CodeWords {
    const char* plain;
    const char* what;
    const char* remedy;
};

CodeWords system_words(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
        return {QT_TRANSLATE_NOOP("words", "There is no file of this name."), nullptr,
                QT_TRANSLATE_NOOP("words", "Check the spelling and the folder.")};
    case ErrorCode::IsDirectory:
        return {QT_TRANSLATE_NOOP("words", "This is a folder, not a file."), nullptr,
                QT_TRANSLATE_NOOP("words", "Open one of the files inside it.")};
    case ErrorCode::NotRegular:
        return {QT_TRANSLATE_NOOP("words", "This is a pipe, a socket or a device, not a file."),
                nullptr, QT_TRANSLATE_NOOP("words", "Save its content to a file and open that.")};
    case ErrorCode::PermissionDenied:
        return {QT_TRANSLATE_NOOP("words", "The system refuses access."), nullptr,
                QT_TRANSLATE_NOOP("words", "Check the permissions of the file and its folders.")};
    case ErrorCode::Empty:
        return {QT_TRANSLATE_NOOP("words", "The file is empty: it holds 0 bytes."), nullptr,
                QT_TRANSLATE_NOOP("words", "Fetch the file again, or write it again.")};
    case ErrorCode::ReadFailed:
        return {
            QT_TRANSLATE_NOOP("words", "The system could not read or write the file."),
            QT_TRANSLATE_NOOP("words", "The system could not read or write the file. It says: %1."),
            QT_TRANSLATE_NOOP("words", "Check the disk or the network share and try again.")};
    case ErrorCode::NoRoom:
        return {QT_TRANSLATE_NOOP("words", "There is not enough room to unpack the file."),
                QT_TRANSLATE_NOOP("words", "There is not enough room to unpack the file: %1."),
                QT_TRANSLATE_NOOP(
                    "words", "Free some space there, or set TMPDIR to a folder on a larger disk.")};
    case ErrorCode::NoRoomToWrite:
        return {QT_TRANSLATE_NOOP("words", "There is not enough room to write the file."),
                QT_TRANSLATE_NOOP("words", "There is not enough room to write the file: %1."),
                QT_TRANSLATE_NOOP("words", "The new file stands beside the old one until it is "
                                           "whole. Free some space on that disk, or save to "
                                           "another one.")};
    case ErrorCode::ReadOnly:
        return {QT_TRANSLATE_NOOP("words", "The file is read-only."), nullptr,
                QT_TRANSLATE_NOOP("words", "Make it writable, or save under another name.")};
    case ErrorCode::NoFolder:
        return {QT_TRANSLATE_NOOP("words", "There is no folder of this name to write into."),
                QT_TRANSLATE_NOOP("words", "There is no folder %1 to write into."),
                QT_TRANSLATE_NOOP("words", "Check its spelling, or make the folder.")};
    default:
        return {};
    }
}

CodeWords content_code_words(ErrorCode code)
{
    switch (code) {
    case ErrorCode::UnknownContent:
        return {QT_TRANSLATE_NOOP("words", "The content fits no format that Strata knows."),
                QT_TRANSLATE_NOOP("words", "The content fits no format that Strata knows: %1."),
                QT_TRANSLATE_NOOP("words", "Check that this is the model's own file and that it "
                                           "arrived whole.")};
    case ErrorCode::UnsupportedFeature:
        return {QT_TRANSLATE_NOOP("words", "Strata cannot decode this part."),
                QT_TRANSLATE_NOOP("words", "Strata cannot decode this part: %1."),
                QT_TRANSLATE_NOOP("words", "Other parts of the file are not affected.")};
    case ErrorCode::Truncated:
        return {QT_TRANSLATE_NOOP("words", "The file ends early."),
                QT_TRANSLATE_NOOP("words", "The file ends early: %1."),
                QT_TRANSLATE_NOOP("words", "Fetch the file again and compare its size.")};
    case ErrorCode::Malformed:
        return {QT_TRANSLATE_NOOP("words", "The content contradicts its format."),
                QT_TRANSLATE_NOOP("words", "The content contradicts its format: %1."),
                QT_TRANSLATE_NOOP("words", "Fetch the file again, or write it again with the "
                                           "library that made it.")};
    case ErrorCode::LimitExceeded:
        return {QT_TRANSLATE_NOOP("words", "The content asks for more than a limit allows."),
                QT_TRANSLATE_NOOP("words", "The content asks for more than a limit allows: %1."),
                QT_TRANSLATE_NOOP("words",
                                  "Limits keep a file from exhausting the machine. Report an "
                                  "honest file that reaches one.")};
    default:
        return {};
    }
}

CodeWords request_words(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return {QT_TRANSLATE_NOOP("words", "Stopped before the end."), nullptr,
                QT_TRANSLATE_NOOP("words", "Start it again to have the result.")};
    case ErrorCode::NoSuchItem:
        return {QT_TRANSLATE_NOOP("words", "The file has nothing of this name."),
                QT_TRANSLATE_NOOP("words", "The file has nothing of this name: %1."),
                QT_TRANSLATE_NOOP("words", "Look the name up in the tree of the file.")};
    case ErrorCode::BadArgument:
        return {QT_TRANSLATE_NOOP("words", "This cannot be done as asked."),
                QT_TRANSLATE_NOOP("words", "This cannot be done as asked: %1."),
                QT_TRANSLATE_NOOP("words", "Change the request and try again.")};
    default:
        return {};
    }
}

CodeWords code_words(ErrorCode code)
{
    for (const auto words : {system_words, content_code_words, request_words}) {
        if (const CodeWords found = words(code); found.plain != nullptr)
            return found;
    }
    return {QT_TRANSLATE_NOOP("words", "The file could not be read."),
            QT_TRANSLATE_NOOP("words", "The file could not be read: %1."), ""};
}

/// "At byte 8, in model/weights."
QString place(const Error& error, std::string_view file_path)
{
    const bool inside = !error.path.empty() && error.path != file_path;
    if (error.offset && inside)
        return translate("At byte %1, in %2.").arg(offset(*error.offset), text_of(error.path));
    if (error.offset)
        return translate("At byte %1.").arg(offset(*error.offset));
    return inside ? translate("In %1.").arg(text_of(error.path)) : QString();
}

/// A detail may be a sentence or two: it ends with one full stop, of its own or of the words around it.
QString without_full_stop(QString detail)
{
    if (detail.endsWith(QLatin1Char('.')))
        detail.chop(1);
    return detail;
}

} // namespace

QString ErrorWords::message() const
{
    QStringList parts = {what, where};
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

QString ErrorWords::text() const
{
    QStringList parts = {what, where, remedy};
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

ErrorWords describe(const Error& error, std::string_view file_path)
{
    if (error.code == ErrorCode::UnsupportedContent) {
        const ContentWords content = describe_content(error.detail);
        return {content.what, place(error, file_path), content.remedy};
    }
    // The one limit that an honest file reaches: a dataset that was made for later.
    if (error.code == ErrorCode::LimitExceeded && error.detail == "unwritten_bytes")
        return {translate("Too many of its values were never written to go through all of them."),
                place(error, file_path), translate("A slice of them can be shown.")};
    const CodeWords words = code_words(error.code);
    const bool detailed = words.what != nullptr && !error.detail.empty();
    return {detailed ? translate(words.what).arg(without_full_stop(text_of(error.detail)))
                     : translate(words.plain),
            place(error, file_path), translate(words.remedy)};
}

} // namespace strata::words
