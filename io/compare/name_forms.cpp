// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/name_forms.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strata {

namespace {

struct OwnWord {
    std::string_view own;
    std::string_view word;
    AxisStyle style = AxisStyle::Neutral;
};

// The names that Keras 2 and 3, PyTorch and the ports between them give to the same array.
constexpr std::array<OwnWord, 21> own_words = {{
    {"kernel", "kernel", AxisStyle::Keras},
    {"depthwise_kernel", "kernel", AxisStyle::Keras},
    {"embeddings", "kernel"},
    {"embedding", "kernel"},
    {"w", "kernel"},
    {"weight_ih_l0", "kernel", AxisStyle::Torch},
    {"recurrent_kernel", "kernel_2", AxisStyle::Keras},
    {"pointwise_kernel", "kernel_2", AxisStyle::Keras},
    {"weight_hh_l0", "kernel_2", AxisStyle::Torch},
    {"bias", "bias"},
    {"beta", "bias"},
    {"b", "bias"},
    {"gamma", "gamma"},
    {"scale", "gamma"},
    {"g", "gamma"},
    {"moving_mean", "mean"},
    {"running_mean", "mean"},
    {"moving_variance", "variance"},
    {"moving_var", "variance"},
    {"running_var", "variance"},
    {"iterations", "iteration"},
}};

// Parts of a path that say what kind of thing is below and not which one.
constexpr std::array<std::string_view, 16> holders = {"layers",
                                                      "vars",
                                                      "model",
                                                      "model_state_dict",
                                                      "state_dict",
                                                      "model_weights",
                                                      "module",
                                                      "weights",
                                                      "_orig_mod",
                                                      "variables",
                                                      "params",
                                                      "network",
                                                      "model_state",
                                                      "cell",
                                                      "_layer_checkpoint_dependencies",
                                                      "net"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> slot_words = {{
    {"m", "m"},
    {"momentum", "m"},
    {"momentums", "m"},
    {"exp_avg", "m"},
    {"momentum_buffer", "m"},
    {"v", "v"},
    {"velocity", "v"},
    {"exp_avg_sq", "v"},
    {"square_avg", "v"},
    {"rms", "v"},
    {"sum", "accumulator"},
}};

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// "lstm_cell_2" below "lstm": the one cell of a recurrent layer.
bool is_cell(std::string_view part)
{
    const std::string_view stem = split_number(part).stem;
    return stem == "lstm_cell" || stem == "gru_cell" || stem == "simple_rnn_cell";
}

bool is_holder(std::string_view part)
{
    return std::find(holders.begin(), holders.end(), part) != holders.end() || is_cell(part);
}

void add_part(std::string_view part, std::vector<std::string>& parts)
{
    std::string word = lower(part);
    const bool repeated = !parts.empty() && parts.back() == word && !all_digits(word);
    if (word.empty() || is_holder(word) || repeated)
        return;
    parts.push_back(std::move(word));
}

} // namespace

bool all_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

OwnName own_name_of(std::string_view own, std::size_t rank)
{
    if (own.ends_with(":0"))
        own.remove_suffix(2);
    const std::string name = lower(own);
    if (name == "weight" || name == "weights")
        return {rank >= 2 ? "kernel" : "gamma", rank >= 2 ? AxisStyle::Torch : AxisStyle::Neutral};
    for (const OwnWord& each : own_words) {
        if (each.own == name)
            return {std::string(each.word), each.style};
    }
    return {name, AxisStyle::Neutral};
}

OwnName own_name_of_variable(std::size_t number, const std::vector<std::size_t>& ranks)
{
    const auto vectors =
        static_cast<std::size_t>(std::count(ranks.begin(), ranks.end(), std::size_t{1}));
    static constexpr std::array<const char*, 4> norms = {"gamma", "bias", "mean", "variance"};
    if (vectors == ranks.size() && (ranks.size() == 2 || ranks.size() == 4))
        return {norms.at(number), AxisStyle::Neutral};
    if (number >= ranks.size() || ranks[number] == 0)
        return {std::to_string(number), AxisStyle::Neutral};
    if (ranks[number] == 1)
        return {ranks.size() == 1 ? "gamma" : "bias", AxisStyle::Neutral};
    return {number == 0 ? "kernel" : "kernel_" + std::to_string(number + 1), AxisStyle::Keras};
}

std::vector<std::string> module_parts(const std::vector<std::string_view>& parts)
{
    std::vector<std::string> out;
    for (std::string_view part : parts) {
        while (!part.empty()) {
            const std::size_t end = part.find_first_of("/.");
            add_part(part.substr(0, end), out);
            part.remove_prefix(end == std::string_view::npos ? part.size() : end + 1);
        }
    }
    return out;
}

std::string joined_parts(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts)
        out.append(out.empty() ? "" : "/").append(part);
    return out;
}

std::vector<std::string> name_parts(std::string_view path)
{
    std::string plain = lower(path);
    for (std::size_t at = plain.find("~1"); at != std::string::npos; at = plain.find("~1", at))
        plain.replace(at, 2, "/");
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < plain.size();) {
        const std::size_t end = std::min(plain.find_first_of("/.", at), plain.size());
        if (end != at)
            parts.push_back(plain.substr(at, end - at));
        at = end + 1;
    }
    if (!parts.empty() && parts.back().ends_with(":0"))
        parts.back().resize(parts.back().size() - 2);
    return parts;
}

NumberedName split_number(std::string_view name)
{
    if (all_digits(name))
        return {{}, true};
    const std::size_t dash = name.find_last_of("_-");
    if (dash != std::string_view::npos && all_digits(name.substr(dash + 1)))
        return {name.substr(0, dash), true};
    return {name, false};
}

PairPart part_of_name(std::string_view name)
{
    const std::string first = lower(name.substr(0, name.find_first_of("/.")));
    if (first == "optimizer" || first == "optimizer_state_dict" || first == "optimizer_state" ||
        first == "optimizer_weights")
        return PairPart::Optimizer;
    return first == "_metrics" ? PairPart::Beside : PairPart::Model;
}

std::string slot_word(std::string_view slot)
{
    for (const auto& [name, word] : slot_words) {
        if (name == slot)
            return std::string(word);
    }
    return std::string(slot);
}

} // namespace strata
