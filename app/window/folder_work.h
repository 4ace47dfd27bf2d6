// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/session.h"

#include "widgets/desk/folder_model.h"

#include <mutex>

namespace strata {

/// Where a job leaves the models that it has found, to be fetched while it still looks.
class FoundModels {
public:
    void add(FolderRow row);
    [[nodiscard]] std::vector<FolderRow> take();

private:
    std::mutex m_mutex;
    std::vector<FolderRow> m_rows;
};

/// What became of a folder.
struct FolderTotals {
    std::uint64_t files = 0;   ///< looked at
    std::uint64_t models = 0;  ///< of a known kind, readable or not
    std::vector<Error> errors; ///< folders that could not be listed
    bool stopped = false;
};

/// Opens every file under a folder and says of those of a known kind what they are.
[[nodiscard]] FolderTotals look_through_folder(const std::string& folder,
                                               const Session::Opener& opener, FoundModels& found,
                                               const JobContext& job);

} // namespace strata
