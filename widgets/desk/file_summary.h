// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

#include <optional>

namespace strata {

/// What a list of files says of one of them.
struct FileSummary {
    QString icon = QStringLiteral("node-object"); ///< of the kind of document
    QString framework;                            ///< or the container, where none is recognised
    std::optional<std::uint64_t> parameters;
    std::uint64_t bytes = 0;
    Verdict verdict;
};
[[nodiscard]] FileSummary summarize(const Document& document);

/// The icon of what a document is about: its top row.
[[nodiscard]] QString document_icon(const Document& document);

/// What of a verdict a person must know before opening: "dangerous", "incomplete"; empty when there
/// is nothing to say.
struct VerdictMark {
    QString word;
    QString icon;
    int ink = 0; ///< an IconInk
};
[[nodiscard]] VerdictMark mark_of(const Verdict& verdict);

} // namespace strata
