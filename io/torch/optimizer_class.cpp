// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/optimizer_class.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace strata::torch {

using namespace std::string_view_literals;

namespace {

/// A setting that only one of torch.optim's classes has.
struct Mark {
    std::string_view setting;
    std::string_view name;
};

constexpr std::array marks = {
    Mark{"nesterov", "SGD"},       Mark{"dampening", "SGD"},
    Mark{"centered", "RMSprop"},   Mark{"momentum_decay", "NAdam"},
    Mark{"etas", "Rprop"},         Mark{"rho", "Adadelta"},
    Mark{"lambd", "ASGD"},         Mark{"lr_decay", "Adagrad"},
    Mark{"history_size", "LBFGS"}, Mark{"beta2_decay", "Adafactor"},
    Mark{"ns_steps", "Muon"},
};

/// Adam, AdamW, and what else has two betas.
std::string guess_of_betas(const std::set<std::string>& settings,
                           const std::set<std::string>& slots, const std::string& decoupled)
{
    if (slots.contains("exp_inf"))
        return "Adamax";
    if (settings.contains("amsgrad")) {
        if (decoupled.empty())
            return "Adam or AdamW";
        return decoupled == "True" ? "AdamW" : "Adam";
    }
    if (settings.contains("decoupled_weight_decay"))
        return "RAdam";
    // torch before 1.4 knew no amsgrad; others write Adam's slots too.
    return slots.contains("exp_avg_sq") ? "Adam or one like it" : "";
}

} // namespace

std::string guess_optimizer(const std::set<std::string>& settings,
                            const std::set<std::string>& slots, const std::string& decoupled)
{
    // Muon and Adam share "momentum" with nobody here, SGD shares "nesterov" with Muon.
    if (settings.contains("ns_steps"))
        return "Muon";
    for (const Mark& mark : marks) {
        if (settings.contains(std::string(mark.setting)))
            return std::string(mark.name);
    }
    if (settings.contains("betas"))
        return guess_of_betas(settings, slots, decoupled);
    return slots.contains("exp_avg") && slots.contains("exp_avg_sq") ? "Adam or one like it" : "";
}

bool has_shape_of_weight(const std::string& slot)
{
    static constexpr std::array names = {
        "exp_avg"sv,    "exp_avg_sq"sv, "max_exp_avg_sq"sv, "momentum_buffer"sv,
        "square_avg"sv, "grad_avg"sv,   "acc_delta"sv,      "sum"sv,
        "exp_inf"sv,    "prev"sv,       "step_size"sv,      "ax"sv};
    return std::find(names.begin(), names.end(), slot) != names.end();
}

} // namespace strata::torch
