// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace strata {

/// The Model reading of tensors that are known by dotted names alone: a row for each module that a
/// name spells, as those of a state dict of torch are shown, and layers for the modules that have
/// tensors.
class DottedRows {
public:
    explicit DottedRows(DocumentBuilder& builder) : m_builder(builder) {}

    /// A tensor of the builder's.
    void add_tensor(std::string_view name, TensorId tensor);
    /// A tensor of which nothing is known but its name; `detail` says why.
    void add_absent(std::string_view name, std::string_view detail);
    /// Adds the layers, once all tensors are there.
    void finish();

private:
    /// The row of the module that a name spells, and what is left of the name.
    std::pair<NodeId, std::string_view> place_of(std::string_view name);
    std::string key_of(NodeId parent, std::string_view name);

    DocumentBuilder& m_builder;
    std::map<std::pair<NodeId, std::string>, NodeId> m_modules; ///< by parent and part
    std::map<std::pair<NodeId, std::string>, std::uint64_t> m_keys;
    std::vector<std::pair<NodeId, Layer>> m_layers;
    std::unordered_map<std::uint32_t, std::size_t> m_layer_of; ///< place in m_layers, by row
};

/// Whether a name comes before another one where numbers in them count as numbers: "h.2" before
/// "h.10".
[[nodiscard]] bool comes_before(std::string_view left, std::string_view right);

} // namespace strata
