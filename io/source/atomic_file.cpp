// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/atomic_file.h"

#include "io/base/checked.h"
#include "io/base/limits.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utility>

namespace strata {

namespace {

constexpr std::string_view scratch_prefix = ".strata-";
constexpr std::string_view scratch_letters = "XXXXXX"; ///< replaced by mkostemp()
/// A scratch file that nobody has touched for so long and nobody holds was left behind.
constexpr std::time_t settled_seconds = 2;
/// Bytes that one call copies, so that a person can cancel.
constexpr std::uint64_t copied_at_once = std::uint64_t{64} << 20;
/// Extended attributes that are kept: their names and the value of each.
constexpr std::size_t attribute_bytes = std::size_t{64} << 10;

tl::unexpected<Error> system_error(const std::string& path)
{
    const int number = errno;
    const bool refused = number == EACCES || number == EPERM || number == EROFS;
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    const auto code = refused            ? ErrorCode::PermissionDenied
                      : full             ? ErrorCode::NoRoomToWrite
                      : number == ENOENT ? ErrorCode::NotFound
                                         : ErrorCode::ReadFailed;
    return fail(code, std::strerror(number), {}, path);
}

std::string folder_of(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// What open() would give a new file. umask() can only be asked by setting it, which other threads
/// would notice.
mode_t default_mode()
{
    constexpr std::string_view name = "Umask:";
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name))
            return 0666 &
                   ~static_cast<mode_t>(std::strtoul(line.c_str() + name.size(), nullptr, 8));
    }
    return 0600;
}

/// As far as the file system and our rights allow: a save does not fail for want of a label.
void keep_extended_attributes(const std::string& from, int to)
{
    std::string names(attribute_bytes, '\0');
    const ssize_t length = listxattr(from.c_str(), names.data(), names.size());
    if (length <= 0)
        return;
    std::vector<char> value(attribute_bytes);
    for (const char* name = names.data(); name < names.data() + length;
         name += std::strlen(name) + 1) {
        const ssize_t size = getxattr(from.c_str(), name, value.data(), value.size());
        if (size >= 0)
            fsetxattr(to, name, value.data(), static_cast<std::size_t>(size), 0);
    }
}

void keep_owner_and_mode(const struct stat& there, int descriptor)
{
    mode_t mode = there.st_mode & 07777;
    if (fchown(descriptor, there.st_uid, there.st_gid) != 0) {
        mode &= 0777; // what another owner was trusted with is not ours to hand on
        constexpr auto keep = static_cast<uid_t>(-1);
        if (fchown(descriptor, keep, there.st_gid) != 0) // our group may do what others may
            mode = (mode & ~070U) | (mode & 07U) << 3;
    }
    fchmod(descriptor, mode);
}

/// A rename asks for no right to the file itself: who took that right away meant it to stay. The
/// system grants root every right, so the mode is looked at, too.
bool is_read_only(const std::string& path, const struct stat& there)
{
    constexpr mode_t any_write = 0222;
    return (there.st_mode & any_write) == 0 || access(path.c_str(), W_OK) != 0;
}

} // namespace

Result<AtomicFile> AtomicFile::create(const std::string& path)
{
    std::string target = path;
    struct stat there {};
    const bool exists = stat(path.c_str(), &there) == 0;
    if (exists) {
        if (S_ISDIR(there.st_mode))
            return fail(ErrorCode::IsDirectory, {}, {}, path);
        if (!S_ISREG(there.st_mode))
            return fail(ErrorCode::NotRegular, {}, {}, path);
        if (is_read_only(path, there))
            return fail(ErrorCode::ReadOnly, {}, {}, path);
        std::error_code failed;
        const auto real = std::filesystem::canonical(path, failed);
        if (!failed)
            target = real.string();
    }
    std::string scratch = folder_of(target) + '/';
    scratch.append(scratch_prefix).append(scratch_letters);
    const int descriptor = mkostemp(scratch.data(), O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT)
        return fail(ErrorCode::NoFolder, folder_of(target), {}, path);
    if (descriptor < 0)
        return system_error(path);
    flock(descriptor, LOCK_EX | LOCK_NB); // held while we live
    if (exists) {
        keep_owner_and_mode(there, descriptor);
        keep_extended_attributes(target, descriptor);
    } else {
        fchmod(descriptor, default_mode());
    }
    AtomicFile file(descriptor, std::move(target), std::move(scratch));
    file.m_other_names = exists ? there.st_nlink - 1 : 0;
    return file;
}

AtomicFile::AtomicFile(int descriptor, std::string target, std::string scratch)
    : m_descriptor(descriptor), m_target(std::move(target)), m_scratch(std::move(scratch))
{
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_size(other.m_size),
      m_other_names(other.m_other_names),
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
        m_size += static_cast<std::uint64_t>(count);
    }
    return {};
}

Result<void> AtomicFile::write(std::string_view text)
{
    return write(std::as_bytes(std::span(text.data(), text.size())));
}

Result<void> AtomicFile::copy(const ByteSource& source, std::uint64_t offset, std::uint64_t length,
                              const JobContext& job)
{
    if (!range_fits(offset, length, source.size()))
        return fail(ErrorCode::Truncated, {}, offset);
    std::vector<std::byte> block(
        static_cast<std::size_t>(std::min<std::uint64_t>(length, limits::block_bytes)));
    while (length > 0) {
        STRATA_TRY(job.check());
        const std::uint64_t part = std::min<std::uint64_t>(length, block.size());
        const std::span<std::byte> bytes = std::span(block).first(static_cast<std::size_t>(part));
        STRATA_TRY(source.read_at(offset, bytes));
        STRATA_TRY(write(bytes));
        offset += part;
        length -= part;
        job.report(m_size, source.size());
    }
    return {};
}

Result<void> AtomicFile::clone(const ByteSource& source, const JobContext& job)
{
    const auto range = source.file_range();
    if (!range || range->base != 0 || m_size != 0)
        return copy(source, 0, source.size(), job);
    if (ioctl(m_descriptor, FICLONE, range->descriptor) == 0) {
        m_size = source.size();
        return {};
    }
    while (m_size < source.size()) {
        STRATA_TRY(job.check());
        off64_t from = static_cast<off64_t>(m_size);
        const std::uint64_t part = std::min(copied_at_once, source.size() - m_size);
        const ssize_t count = copy_file_range(range->descriptor, &from, m_descriptor, nullptr,
                                              static_cast<std::size_t>(part), 0);
        if (count <= 0) // the file system cannot, or the file has become shorter
            return copy(source, m_size, source.size() - m_size, job);
        m_size += static_cast<std::uint64_t>(count);
        job.report(m_size, source.size());
    }
    return {};
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

std::vector<std::string> abandoned_scratch_files(const std::string& path)
{
    std::vector<std::string> found;
    std::error_code failed;
    const auto real = std::filesystem::weakly_canonical(path, failed);
    const std::string folder = folder_of(failed ? path : real.string());
    for (std::filesystem::directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (!name.starts_with(scratch_prefix) ||
            name.size() != scratch_prefix.size() + scratch_letters.size())
            continue;
        const int descriptor =
            open(at->path().c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (descriptor < 0)
            continue;
        struct stat status {};
        // One that was made this moment may not be locked yet.
        const bool ours = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
                          status.st_uid == geteuid() &&
                          std::time(nullptr) - status.st_mtim.tv_sec >= settled_seconds;
        if (ours && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            found.push_back(at->path().string());
        close(descriptor);
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace strata
