// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/export/forms.h"

/// The values of a pickle that is no model, such as a dict of settings and results, as JSON that any
/// language reads. Lists, dicts, numbers, texts, True, False and None are what they are there; what
/// JSON has another form for takes that and is told; in the place of the rest stands null, and it is a
/// loss.
namespace strata::exports {

/// Whether a document is of lists, dicts and plain values: a pickle in which no model is known.
[[nodiscard]] bool holds_plain_values(const Document& document);

/// Writes it without a file, so that size and losses are what they will be. BadArgument for a damaged
/// file, one that is no such pickle, and options that choose among arrays; LimitExceeded where what is
/// shared would be written out without end.
Result<ExportPlan> plan_plain_values(const OpenDocument& opened, const Options& options,
                                     const JobContext& job);

Result<ExportReport> write_plain_values(const OpenDocument& opened, const ExportPlan& plan,
                                        const Options& options, const std::string& path,
                                        const JobContext& job);

} // namespace strata::exports
