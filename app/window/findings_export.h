// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

#include <memory>

class QWidget;

namespace strata {

/// The verdict and all findings as plain text, to be read or mailed.
[[nodiscard]] QString findings_as_text(const Document& document);

/// Writes text, JSON (`.json`, as `scan --json` has it, with every finding's category) or SARIF
/// (`.sarif`) by the path's suffix. Returns what went wrong; empty when nothing did.
[[nodiscard]] QString write_findings(const std::shared_ptr<const Document>& document,
                                     const QString& path);
/// Asks for a file and writes it.
[[nodiscard]] QString save_findings(QWidget* parent,
                                    const std::shared_ptr<const Document>& document);

} // namespace strata
