// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/compare_jobs.h"

class QWidget;

namespace strata {

/// Asks where to, and as what: the suffix of the path says which report it is. Empty when the person
/// thinks better of it.
[[nodiscard]] QString ask_for_report(QWidget* over, const QString& title);

/// Writes what differs as Markdown, HTML (".html") or JSON (".json"), whole or not at all.
Result<void> write_comparison(const std::string& path, const OpenDocument& left,
                              const OpenDocument& right, const AlignedModels& models,
                              const JobContext& job);

} // namespace strata
