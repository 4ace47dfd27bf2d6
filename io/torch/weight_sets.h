// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/torch/tensor_table.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace strata::torch {

/// One named tensor of a model.
struct Weight {
    std::string name; ///< dotted
    TensorId tensor = TensorId::none;
    Shape shape;
    bool buffer = false;       ///< a running statistic or the like, which no optimizer changes
    bool repeated = false;     ///< another name of values that came before in the same set
    bool requires_grad = true; ///< as a module says; state dicts do not
};

/// The weights of each model in a file (a state dict, a module), in the order of
/// Module.named_parameters(), which optimizers count in.
class WeightSets {
public:
    static constexpr std::size_t none = ~std::size_t{0};
    struct Set {
        std::string path;   ///< of its row; empty for the file's own object
        bool exact = false; ///< a module, which tells parameters from buffers
        std::vector<Weight> weights;
    };

    std::size_t add(std::string path, bool exact);
    /// `buffer`: as the file says, or nothing, then it is told by name and type.
    void add_weight(std::size_t set, std::string name, const TensorTable::Entry& entry,
                    std::optional<bool> buffer, Document& document);
    [[nodiscard]] const std::vector<Set>& sets() const { return m_sets; }

    /// Fills the totals, and adds what there is to say about shared values and guessed buffers.
    void finish(DocumentBuilder& builder) const;

private:
    [[nodiscard]] std::vector<const Set*> main_sets() const;

    std::vector<Set> m_sets;
    /// The first name of the values of each window.
    std::map<std::pair<std::size_t, std::string>, std::string> m_windows;
    std::uint64_t m_repeated = 0;
    std::string m_first_repeated;
    std::string m_first_other;
    std::uint64_t m_guessed = 0;
};

} // namespace strata::torch
