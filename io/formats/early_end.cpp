// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/early_end.h"

#include "io/formats/rules.h"
#include "io/hdf5/rules.h"
#include "io/model/presence.h"
#include "io/pickle/rules.h"
#include "io/torch/rules.h"
#include "io/zip/rules.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace strata {

namespace {

/// What says that a file ends early, the rule that says most first.
constexpr std::array causes = {
    hdf5::rules::truncated,         rules::npy_data_truncated,    torch::rules::storages_truncated,
    pickle::rules::array_truncated, zip::rules::member_truncated, zip::rules::no_directory,
    hdf5::rules::values_past_end,
};
/// What is found as well where a file ends early.
constexpr std::array consequences = {
    hdf5::rules::values_past_end,
    zip::rules::member_truncated,
    zip::rules::no_directory,
};

std::uint64_t number(const Finding& finding, std::string_view fact)
{
    const std::string_view text = finding.fact(fact);
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Leaves of the findings of one rule that of which the file lacks most, about no row of its own.
void leave_one(std::vector<Finding>& findings, std::string_view rule)
{
    const auto is_of_rule = [rule](const Finding& finding) {
        return finding.rule == rule;
    };
    if (std::ranges::count_if(findings, is_of_rule) < 2)
        return;
    const auto lacks = [](const Finding& finding) {
        const std::uint64_t expected = number(finding, "expected");
        return expected - std::min(expected, number(finding, "actual"));
    };
    const auto first = std::ranges::find_if(findings, is_of_rule);
    for (auto other = first + 1; other != findings.end(); ++other) {
        if (is_of_rule(*other) && lacks(*other) > lacks(*first))
            std::swap(*first, *other);
    }
    first->model_node = NodeId::none;
    first->file_node = NodeId::none;
    findings.erase(std::remove_if(first + 1, findings.end(), is_of_rule), findings.end());
}

} // namespace

void fold_early_end(DocumentBuilder& builder)
{
    std::vector<Finding>& findings = builder.document.findings;
    const auto found = [&findings](std::string_view rule) {
        return std::ranges::find(findings, rule, &Finding::rule);
    };
    const auto* const cause = std::ranges::find_if(
        causes, [&](std::string_view rule) { return found(rule) != findings.end(); });
    if (cause == causes.end())
        return;
    std::erase_if(findings, [cause](const Finding& finding) {
        return finding.rule != *cause && std::ranges::count(consequences, finding.rule) != 0;
    });
    leave_one(findings, *cause);
    const std::vector<Tensor>& tensors = builder.document.tensors;
    count_damaged(*found(*cause), tensors, damaged_tensors(tensors));
}

} // namespace strata
