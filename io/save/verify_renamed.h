// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/layer_rename.h"

#include <map>
#include <string>
#include <vector>

namespace strata {

/// Where the things of a document are in the one that a save made of it; when edits renamed layers,
/// found by what they are (the second weight of the third layer), not by what the save did.
class RenamedObjects {
public:
    /// ReadFailed, as verify_edited() fails, when a layer, its connections, its weights or the
    /// optimizer's slots are not as they were but for the names.
    static Result<RenamedObjects> match(const Document& before, const Edits& edits,
                                        const Document& after);

    /// The same tensor in the other document.
    [[nodiscard]] TensorId tensor(TensorId before) const;
    /// The key of the same metadata entry in the other document.
    [[nodiscard]] std::string key(const std::string& before) const;
    /// What the settings of an object ("layers/head", "training") are to be, where they name layers:
    /// under the new names. `after` is what they are.
    [[nodiscard]] Value settings(std::string_view object, const Value& before,
                                 const Value& after) const;
    [[nodiscard]] bool any() const { return !m_renamed.empty(); }

private:
    RenamedObjects(const Document& before, const Edits& edits, const Document& after)
        : m_before(&before), m_after(&after), m_renamed(keras::renamed_layers(before, edits))
    {
    }
    Result<void> match_layers();
    Result<void> match_ports() const;
    Result<void> match_optimizer();
    Result<void> match_tensors();
    [[nodiscard]] Value with_outputs(const Value& before, const Value& after) const;
    [[nodiscard]] std::string name_in(NodeId model, const std::string& name) const;
    [[nodiscard]] std::string moved(const std::string& path) const;

    const Document* m_before;
    const Document* m_after;
    std::vector<keras::RenamedLayer> m_renamed;
    std::map<TensorId, TensorId> m_tensors;
    std::map<std::string, std::string, std::less<>> m_paths; ///< of tensors that moved
};

} // namespace strata
