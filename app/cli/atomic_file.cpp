// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/atomic_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace strata::cli {

namespace {

tl::unexpected<Error> system_error(const std::string& path)
{
    const int number = errno;
    const auto code = number == EACCES || number == EPERM || number == EROFS
                          ? ErrorCode::PermissionDenied
                      : number == ENOENT ? ErrorCode::NotFound
                                         : ErrorCode::ReadFailed;
    return fail(code, std::strerror(number), {}, path);
}

std::string folder_of(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// What open() would give a new file.
mode_t default_mode()
{
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

} // namespace

Result<AtomicFile> AtomicFile::create(const std::string& path)
{
    std::string target = path;
    mode_t mode = default_mode();
    struct stat there {};
    if (stat(path.c_str(), &there) == 0) {
        if (S_ISDIR(there.st_mode))
            return fail(ErrorCode::IsDirectory, {}, {}, path);
        if (!S_ISREG(there.st_mode))
            return fail(ErrorCode::NotRegular, {}, {}, path);
        mode = there.st_mode & 07777;
        std::error_code failed;
        const auto real = std::filesystem::canonical(path, failed);
        if (!failed)
            target = real.string();
    }
    std::string scratch = folder_of(target) + "/.strata-XXXXXX";
    const int descriptor = mkostemp(scratch.data(), O_CLOEXEC);
    if (descriptor < 0)
        return system_error(path);
    fchmod(descriptor, mode);
    return AtomicFile(descriptor, std::move(target), std::move(scratch));
}

AtomicFile::AtomicFile(int descriptor, std::string target, std::string scratch)
    : m_descriptor(descriptor), m_target(std::move(target)), m_scratch(std::move(scratch))
{
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_target(std::move(other.m_target)),
      m_scratch(std::exchange(other.m_scratch, {}))
{
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
    if (!m_scratch.empty())
        unlink(m_scratch.c_str());
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return system_error(m_target);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> AtomicFile::write(std::string_view text)
{
    return write(std::as_bytes(std::span(text.data(), text.size())));
}

Result<void> AtomicFile::commit()
{
    if (fsync(m_descriptor) != 0 || rename(m_scratch.c_str(), m_target.c_str()) != 0)
        return system_error(m_target);
    m_scratch.clear();
    const int folder = open(folder_of(m_target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
    return {};
}

} // namespace strata::cli
