// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "io/save/export.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace strata {

/// The name that an array gets, by its path alone: the word "layers" in front goes.
[[nodiscard]] std::string exported_name(std::string path, NameStyle style);

/// The names that the arrays of a document get in an export: all unlike.
class ExportedNames {
public:
    ExportedNames(const Document& document, NameStyle style);

    std::string take(TensorId id);
    /// Arrays that got a number, because two paths became one name.
    [[nodiscard]] std::uint64_t numbered() const { return m_numbered; }
    /// What was left away in front of names, as it would have stood there, and of how many.
    [[nodiscard]] const std::string& left_away() const { return m_left_away; }
    [[nodiscard]] std::uint64_t shortened() const { return m_shortened; }

private:
    [[nodiscard]] std::string name_of(TensorId id);
    std::string unlike(const std::string& name);

    const Document& m_document;
    NameStyle m_style;
    std::string m_container; ///< path of the dict that holds all weights, with its separator
    std::string m_left_away;
    std::uint64_t m_shortened = 0;
    std::unordered_set<std::string> m_taken;
    std::unordered_map<std::string, std::uint64_t> m_next; ///< of names that came again
    std::uint64_t m_numbered = 0;
};

/// The row of a PyTorch checkpoint in which all weights lie as one state dict ("model_state_dict"),
/// so that its name is no part of theirs: `load_state_dict` takes them without. Nothing where they
/// lie at the top, or in several (the model and its average).
[[nodiscard]] std::optional<NodeId> state_dict_row(const Document& document);

} // namespace strata
