// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/module_rows.h"

#include <string>
#include <string_view>

namespace strata {

/// The Model reading of tensors that are known by dotted names alone: a row for the file, below it
/// one for each module that a name spells, and layers for the modules that have tensors.
class DottedRows {
public:
    /// `name` is the file's. Its row is no part of the paths, which have `separator` between names.
    DottedRows(DocumentBuilder& builder, std::string_view name, char separator);

    /// A tensor of the builder's.
    void add_tensor(std::string_view name, TensorId tensor);
    /// A tensor of which nothing is known but its name; `detail` says why.
    void add_absent(std::string_view name, std::string_view detail);
    /// Adds the layers, once all tensors are there.
    void finish() { m_modules.add_layers(); }

private:
    /// The row of the file, which is there once something is below it.
    NodeId file_row();

    DocumentBuilder& m_builder;
    std::string m_name;
    char m_separator;
    NodeId m_file_row = Tree::root;
    SiblingKeys m_keys;
    ModuleRows m_modules;
};

/// Whether a name comes before another one where numbers in them count as numbers: "h.2" before
/// "h.10".
[[nodiscard]] bool comes_before(std::string_view left, std::string_view right);

} // namespace strata
