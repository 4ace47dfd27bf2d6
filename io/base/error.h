// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace strata {

/// What kind of thing went wrong. Sentences for people are made from this in widgets/words.
enum class ErrorCode {
    NotFound,         ///< no file of that name
    IsDirectory,      ///< a folder where a file was meant
    NotRegular,       ///< a pipe, socket or device
    PermissionDenied, ///< the system refuses to let us read or write
    Empty,            ///< the file holds no byte
    ReadFailed,       ///< the system failed to read; `detail` holds its words
    NoRoom,           ///< no space to unpack a compressed file; `path` is the folder
    NoRoomToWrite,    ///< no space for a file that is being written; `path` is that file
    ReadOnly,         ///< a file that is to be written (`path`) has no permission to be
    NoFolder,       ///< the folder of a file that is to be written (`path`) is not there: `detail`
    UnknownContent, ///< no reader knows this content
    UnsupportedContent, ///< known content that is not read yet; `detail` is its format id
    UnsupportedFeature, ///< a known format uses something we cannot decode; `detail` names it
    Truncated,          ///< the content ends before its own structure says
    Malformed,          ///< the content contradicts its format
    LimitExceeded,      ///< a named limit of base/limits.h was reached; `detail` names it
    Cancelled,          ///< the person stopped the job
    NoSuchItem,         ///< a path or key that this document does not have
    BadArgument,        ///< a request that makes no sense (a slice out of range)
};

/// Facts about a failure: never a sentence for people.
struct Error {
    ErrorCode code = ErrorCode::Malformed;
    /// Where in the source it was noticed, in bytes from its start.
    std::optional<std::uint64_t> offset;
    /// Path of the part inside the file, or of the file for errors about the file itself.
    std::string path;
    /// The technical detail in the words of the format's specification.
    std::string detail;
};

/// Stable machine name of a code ("not_found", "truncated" …), as the JSON report has it.
const char* error_code_name(ErrorCode code);

} // namespace strata
