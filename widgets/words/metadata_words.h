// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

/// How the entries of a file's metadata are written.
namespace strata::words {

/// The key without what all keys of a container begin with: "model_weights/backend" of
/// "/model_weights@backend", "backend" of "/@backend".
[[nodiscard]] QString metadata_key(const MetadataEntry& entry);
/// "JSON, object", "JSON, list", "text"; what is no text has the type that the file gives it.
[[nodiscard]] QString metadata_type(const MetadataEntry& entry);
/// A type that a value can be given, by the same words: "text" for Python's "str".
[[nodiscard]] QString type_word(const QString& type);
/// Whether the text is an object or a list of JSON.
[[nodiscard]] bool is_json(const Value& value);
/// The same JSON with one item a line, two spaces deeper within each bracket. Nothing else changes:
/// not the order of the keys, not how a number is written.
[[nodiscard]] QString indented_json(const QString& json);

} // namespace strata::words
