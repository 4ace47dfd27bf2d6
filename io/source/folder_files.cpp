// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/folder_files.h"

#include <algorithm>
#include <filesystem>

namespace strata {

namespace fs = std::filesystem;

namespace {

Error listing_error(const std::string& folder, const std::error_code& error)
{
    const bool denied = error == std::errc::permission_denied;
    return {
        denied ? ErrorCode::PermissionDenied : ErrorCode::ReadFailed, {}, folder, error.message()};
}

/// Adds what lies in one folder; folders inside it wait their turn.
void list_one(const std::string& folder, FolderFiles& found, std::vector<std::string>& waiting)
{
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    if (error) {
        found.errors.push_back(listing_error(folder, error));
        return;
    }
    while (entry != fs::directory_iterator()) {
        std::error_code ignored;
        if (entry->symlink_status(ignored).type() == fs::file_type::directory)
            waiting.push_back(entry->path().string());
        else if (entry->is_regular_file(ignored))
            found.files.push_back(entry->path().string());
        entry.increment(error);
        if (error) {
            found.errors.push_back(listing_error(folder, error));
            return;
        }
    }
}

} // namespace

FolderFiles list_folder(const std::string& folder, const JobContext& job)
{
    FolderFiles found;
    std::vector<std::string> waiting = {folder};
    while (!waiting.empty() && !job.cancelled()) {
        const std::string next = std::move(waiting.back());
        waiting.pop_back();
        list_one(next, found, waiting);
    }
    std::sort(found.files.begin(), found.files.end());
    return found;
}

bool is_folder(const std::string& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

} // namespace strata
