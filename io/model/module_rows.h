// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/model/sibling_keys.h"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace strata {

/// A name as state dicts have it: "layer1.0.conv2.weight" is `own` "weight" of `module`
/// "layer1.0.conv2". Without a dot between two parts all is its own.
struct DottedName {
    std::string_view module;
    std::string_view own;
};
[[nodiscard]] DottedName split_dotted(std::string_view name);

/// Rows of the Model reading for the modules that dotted names spell, each once, and layers for
/// those that have tensors of their own.
class ModuleRows {
public:
    /// What the row of a module is.
    struct Look {
        NodeKind kind = NodeKind::Group;
        std::string_view type;
    };

    /// Both references outlive it. `keys` are those of all rows beside the modules' too.
    ModuleRows(DocumentBuilder& builder, SiblingKeys& keys, Look look)
        : m_builder(builder), m_keys(keys), m_look(look)
    {
    }

    /// The row of a module below another row, which is itself the row of no module; none past the
    /// limit of a tree.
    NodeId row_of(NodeId parent, std::string_view module);
    /// A tensor right below the row of a module, and how many parameters it has.
    void add_weight(NodeId row, std::string_view module, TensorId tensor, std::uint64_t parameters);
    /// Adds the layers in the order in which they were met, once all weights are there.
    void add_layers();

private:
    DocumentBuilder& m_builder;
    SiblingKeys& m_keys;
    Look m_look;
    std::map<std::pair<NodeId, std::string>, NodeId> m_rows; ///< by parent and part
    std::vector<Layer> m_layers;
    std::unordered_map<std::uint32_t, std::size_t> m_layer_of; ///< place in m_layers, by row
};

} // namespace strata
