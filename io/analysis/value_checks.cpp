// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/value_checks.h"

#include "io/analysis/value_rules.h"

#include <string>
#include <string_view>

namespace strata {

namespace {

/// A rule: which arrays it is about, and how many of their values.
struct Check {
    std::string_view rule;
    std::string_view amount; ///< the fact that says how many values; empty: all of them
    std::uint64_t (*held)(const ValueFlaws&);
    Severity (*severity)(const Tensor&);
};

Severity severity_of_not_finite(const Tensor& tensor)
{
    const bool trained = tensor.role == TensorRole::Weight || tensor.role == TensorRole::Optimizer;
    return trained ? Severity::Error : Severity::Warning;
}

Severity severity_of_equal(const Tensor& tensor)
{
    const bool kernel = tensor.role == TensorRole::Weight && tensor.shape.size() > 1;
    return kernel ? Severity::Warning : Severity::Note;
}

constexpr Check checks[] = {
    {rules::values_nan, "nan", [](const ValueFlaws& of) { return of.nan; }, severity_of_not_finite},
    {rules::values_infinite, "infinite", [](const ValueFlaws& of) { return of.infinite; },
     severity_of_not_finite},
    {rules::values_all_zero, "",
     [](const ValueFlaws& of) { return of.all_zero ? of.count : std::uint64_t{0}; },
     severity_of_equal},
    {rules::values_constant, "",
     [](const ValueFlaws& of) { return of.constant ? of.count : std::uint64_t{0}; },
     severity_of_equal},
};

struct Held {
    TensorId tensor = TensorId::none;
    std::uint64_t values = 0;
    std::uint64_t count = 0;
};

Finding finding_about(const Document& document, const Check& check, Severity severity,
                      const Held& held)
{
    const Tensor& tensor = document.tensor(held.tensor);
    Finding finding;
    finding.rule = check.rule;
    finding.severity = severity;
    finding.category = Category::Quality;
    finding.model_node = tensor.model_node;
    finding.file_node = tensor.file_node;
    if (!check.amount.empty())
        finding.facts.emplace_back(check.amount, std::to_string(held.values));
    finding.facts.emplace_back("count", std::to_string(held.count));
    return finding;
}

void add_findings(std::vector<Finding>& findings, const Document& document, const Check& check,
                  Severity severity, const std::vector<Held>& arrays)
{
    if (arrays.size() <= arrays_listed_a_rule) {
        for (const Held& held : arrays)
            findings.push_back(finding_about(document, check, severity, held));
        return;
    }
    Held all{arrays.front().tensor, 0, 0};
    for (const Held& held : arrays) {
        all.values += held.values;
        all.count += held.count;
    }
    findings.push_back(finding_about(document, check, severity, all));
    findings.back().facts.emplace_back("arrays", std::to_string(arrays.size()));
}

} // namespace

ValueFlaws value_flaws(const Statistics& statistics)
{
    ValueFlaws flaws;
    flaws.count = statistics.count;
    flaws.nan = statistics.nan;
    flaws.infinite = statistics.positive_infinity + statistics.negative_infinity;
    flaws.all_zero = statistics.count > 1 && statistics.all_zero();
    flaws.constant = statistics.constant() && !flaws.all_zero;
    return flaws;
}

std::vector<Finding> check_values(const Document& document, const FlawsByTensor& flaws)
{
    std::vector<Finding> findings;
    for (const Check& check : checks) {
        std::map<Severity, std::vector<Held>> arrays;
        for (const auto& [tensor, of] : flaws) {
            if (const std::uint64_t values = check.held(of); values != 0)
                arrays[check.severity(document.tensor(tensor))].push_back(
                    {tensor, values, of.count});
        }
        for (const auto& [severity, held] : arrays)
            add_findings(findings, document, check, severity, held);
    }
    return findings;
}

} // namespace strata
