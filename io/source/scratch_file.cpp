// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/scratch_file.h"

#include "io/source/file_source.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace strata {

namespace {

std::string scratch_folder()
{
    const char* const chosen = std::getenv("TMPDIR");
    return chosen && *chosen ? chosen : "/tmp";
}

/// Creates a file without a name; where the file system cannot, one whose name is removed at once.
int open_unlinked(const std::string& folder)
{
    const int descriptor = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return descriptor;
    std::string name = folder + "/strata-XXXXXX";
    const int named = mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        unlink(name.c_str());
    return named;
}

} // namespace

ScratchFile::ScratchFile(int descriptor, std::string folder)
    : m_descriptor(descriptor), m_folder(std::move(folder))
{
}

ScratchFile::ScratchFile(ScratchFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_size(other.m_size),
      m_folder(std::move(other.m_folder))
{
}

ScratchFile& ScratchFile::operator=(ScratchFile&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    std::swap(m_folder, other.m_folder);
    return *this;
}

ScratchFile::~ScratchFile()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

Result<ScratchFile> ScratchFile::create(std::uint64_t expected)
{
    std::string folder = scratch_folder();
    struct statvfs room = {};
    if (statvfs(folder.c_str(), &room) == 0) {
        const std::uint64_t free_bytes = std::uint64_t{room.f_bavail} * room.f_frsize;
        if (free_bytes < expected)
            return fail(ErrorCode::NoRoom,
                        std::to_string(expected) + " bytes wanted, " + std::to_string(free_bytes) +
                            " free",
                        {}, folder);
    }
    const int descriptor = open_unlinked(folder);
    if (descriptor < 0)
        return fail(ErrorCode::NoRoom, std::strerror(errno), {}, folder);
    return ScratchFile(descriptor, std::move(folder));
}

Result<void> ScratchFile::append(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written =
            pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(m_size));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return fail(ErrorCode::NoRoom, std::strerror(errno), {}, m_folder);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        m_size += static_cast<std::uint64_t>(written);
    }
    return {};
}

SharedSource ScratchFile::into_source() &&
{
    return std::make_shared<FileSource>(std::exchange(m_descriptor, -1), m_size);
}

} // namespace strata
