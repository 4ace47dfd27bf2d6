// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/open_document.h"
#include "widgets/pages/histogram_group.h"

#include "io/base/job.h"

#include <QStringList>

namespace strata {

/// Measures tensors that are shown beside each other. The histograms of those that have the same
/// axis of `axes` are over the range of all of them together; one whose axis is empty has its own.
/// For a job; one that cannot be read does not stop the others.
Result<std::vector<GroupMember>> measure_group(const OpenDocument& open,
                                               const QList<TensorId>& tensors,
                                               const QStringList& axes, const JobContext& job);

} // namespace strata
