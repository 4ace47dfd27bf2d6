// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

#include <memory>
#include <vector>

class QWidget;

namespace strata {

/// What a report of findings is about: a document, and what measuring its values added.
struct FoundIn {
    std::shared_ptr<const Document> document;
    std::vector<Finding> measured;
};

/// The verdict and all findings as plain text, to be read or mailed.
[[nodiscard]] QString findings_as_text(const FoundIn& found);

/// Writes text, JSON (`.json`, as `scan --json` has it, with every finding's category) or SARIF
/// (`.sarif`) by the path's suffix. Returns what went wrong; empty when nothing did.
[[nodiscard]] QString write_findings(const FoundIn& found, const QString& path);
/// Asks for a file and writes it.
[[nodiscard]] QString save_findings(QWidget* parent, const FoundIn& found);

} // namespace strata
