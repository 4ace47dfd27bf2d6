// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/file_source.h"

#include "io/base/checked.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace strata {

namespace {

ErrorCode code_of(int system_error)
{
    switch (system_error) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::NotFound;
    case EACCES:
    case EPERM:
        return ErrorCode::PermissionDenied;
    default:
        return ErrorCode::ReadFailed;
    }
}

Result<std::uint64_t> regular_file_size(int descriptor, const std::string& path)
{
    struct stat status = {};
    if (fstat(descriptor, &status) != 0)
        return fail(code_of(errno), std::strerror(errno), {}, path);
    if (S_ISDIR(status.st_mode))
        return fail(ErrorCode::IsDirectory, {}, {}, path);
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::NotRegular, {}, {}, path);
    if (status.st_size == 0)
        return fail(ErrorCode::Empty, {}, {}, path);
    return static_cast<std::uint64_t>(status.st_size);
}

} // namespace

FileSource::~FileSource()
{
    close(m_descriptor);
}

Result<void> FileSource::read_at(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!range_fits(offset, out.size(), size()))
        return fail(ErrorCode::Truncated,
                    std::to_string(out.size()) + " bytes wanted of " + std::to_string(size()),
                    offset);
    while (!out.empty()) {
        const ssize_t got = pread(m_descriptor, out.data(), out.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ErrorCode::ReadFailed, std::strerror(errno), offset);
        if (got == 0)
            return fail(ErrorCode::Truncated, "the file has become shorter", offset);
        out = out.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return {};
}

Result<SharedSource> open_file_source(const std::string& path)
{
    // O_NONBLOCK: opening a pipe without a writer must not hang; regular files ignore it.
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return fail(code_of(errno), std::strerror(errno), {}, path);
    const auto size = regular_file_size(descriptor, path);
    if (!size) {
        close(descriptor);
        return fail(size.error());
    }
    return std::make_shared<FileSource>(descriptor, *size);
}

} // namespace strata
