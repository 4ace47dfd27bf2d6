// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/export/forms.h"
#include "widgets/parts/loss_list.h"
#include "widgets/words/error_words.h"

namespace strata {

/// What the export dialog says, and what it proposes, of a document and a plan.

[[nodiscard]] QList<LossList::Row> loss_rows(const ExportPlan& plan);
/// Changes of the document that the file does not have yet.
[[nodiscard]] LossList::Row unsaved_row(std::uint64_t changes);
/// "Kept bit for bit: 6 tensors, 6,922 values".
[[nodiscard]] QString kept_words(const exports::Form& form, const ExportPlan& plan,
                                 const Document& document);
/// "Export 6 tensors, accept 3 losses".
[[nodiscard]] QString button_words(const exports::Form& form, const ExportPlan& plan);
/// Why there is no plan.
[[nodiscard]] words::ErrorWords refusal_words(const Error& error, const exports::Form& form);

/// Whether a form can be chosen for a document, or for a part of it: what is written whole, and
/// reports, are of the whole file.
[[nodiscard]] bool is_offered(const exports::Form& form, const Document& document,
                              const std::vector<TensorId>& selection);
[[nodiscard]] bool has_weights(const Document& document);
[[nodiscard]] bool has_optimizer_arrays(const Document& document);
/// What one of the arrays that are exported is called in each NameStyle, to choose by.
[[nodiscard]] QStringList sample_names(const Document& document,
                                       const std::vector<TensorId>& selection);
/// The floats among what is exported.
struct ExportedFloats {
    bool any = false;
    std::optional<ScalarType> type; ///< nothing: there are none, or of several types
};
[[nodiscard]] ExportedFloats exported_floats(const Document& document,
                                             const std::vector<TensorId>& selection);

/// Where a file goes whose name is typed without a folder: beside the document where that can be
/// written, else home.
[[nodiscard]] QString export_folder(const Document& document);
/// A name for a document, or a part of it, in a format: never the document's own.
[[nodiscard]] QString suggested_export_name(const Document& document, const QString& part,
                                            const exports::Form& form);
/// The same name with a form's extension in place of another's.
[[nodiscard]] QString with_extension_of(const QString& name, const exports::Form& form);

} // namespace strata
