// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/words/translation.h"

#include <QString>

namespace strata::words {

/// "scikit-learn 1.7.2", "Keras 3.8.0"; "none recognised" when the file names none.
[[nodiscard]] QString framework_text(const FormatIdentity& format);
/// The format's own name: "Keras model (HDF5)".
[[nodiscard]] QString format_text(const FormatIdentity& format);
/// "Keras" for "keras"; what is not known as the file says it.
[[nodiscard]] QString framework_name(std::string_view id);
/// "3.8.0"; "of unknown version" where the file names the library alone.
[[nodiscard]] QString version_number(const VersionEvidence& version);
/// "6,922", or "Not stored" when the document does not say.
[[nodiscard]] QString parameters_text(const Document& document);
/// The model's optimizer, or its root estimator's; null without one.
[[nodiscard]] const OptimizerState* find_optimizer(const Document& document);
/// "Adam, step 1,240"; empty without an optimizer.
[[nodiscard]] QString optimizer_text(const Document& document);
/// The root estimator's or the model's class, as people say it: "RandomForestClassifier".
[[nodiscard]] QString class_text(const Document& document);
/// How many classes: "3", or "3, 2" for a classifier of two outputs.
[[nodiscard]] QString class_count_text(const Estimator& estimator);
/// "100 trees, depth 3 to 8, 1,926 nodes in all"; empty without trees.
[[nodiscard]] QString trees_text(const Estimator& estimator);

} // namespace strata::words
