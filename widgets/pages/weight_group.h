// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/histogram_group.h"
#include "widgets/pages/selection.h"

#include <cstdint>
#include <optional>

#include <QStringList>

namespace strata {

/// The weights of a row that is no array itself.
struct WeightGroup {
    QString name;       ///< of the layer or the model
    QString class_name; ///< of the same
    QString facts;      ///< how many values they are
    QString title;      ///< how many weights they are, and of how many when they are not all
    QList<HistogramGroup::Part> parts; ///< the first ones
};

/// Those of a layer, or of all layers of the model that a file holds; nothing for other rows and
/// for those without numbers.
[[nodiscard]] std::optional<WeightGroup> weight_group(const Selection& selection);
/// The axis of each weight's histogram: weights of one kind share one, since only they are of one
/// size. The mean and the variance that a layer keeps of what it saw are kinds of their own, and so
/// are counts.
[[nodiscard]] QStringList weight_axes(const Document& document, const QList<TensorId>& weights);
/// Whether there is such a group.
[[nodiscard]] bool has_weight_group(const Selection& selection);

} // namespace strata
