// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/error.h"

namespace strata {

const char* error_code_name(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::IsDirectory:
        return "is_directory";
    case ErrorCode::NotRegular:
        return "not_regular";
    case ErrorCode::PermissionDenied:
        return "permission_denied";
    case ErrorCode::Empty:
        return "empty";
    case ErrorCode::ReadFailed:
        return "read_failed";
    case ErrorCode::NoRoom:
        return "no_room";
    case ErrorCode::NoRoomToWrite:
        return "no_room_to_write";
    case ErrorCode::ReadOnly:
        return "read_only";
    case ErrorCode::NoFolder:
        return "no_folder";
    case ErrorCode::UnknownContent:
        return "unknown_content";
    case ErrorCode::UnsupportedContent:
        return "unsupported_content";
    case ErrorCode::UnsupportedFeature:
        return "unsupported_feature";
    case ErrorCode::Truncated:
        return "truncated";
    case ErrorCode::Malformed:
        return "malformed";
    case ErrorCode::LimitExceeded:
        return "limit_exceeded";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::NoSuchItem:
        return "no_such_item";
    case ErrorCode::BadArgument:
        return "bad_argument";
    }
    return "malformed";
}

} // namespace strata
