// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/finding_words.h"

#include "widgets/words/fact_template.h"
#include "widgets/words/presence_words.h"
#include "widgets/words/rule_facts.h"
#include "widgets/words/rule_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>

namespace strata::words {

namespace {

const RuleWords* find_rule(std::string_view rule)
{
    for (const auto rows :
         {security_rule_words(), pickle_rule_words(), array_rule_words(), safetensors_rule_words(),
          hdf5_rule_words(), zip_rule_words(), file_rule_words(), keras_rule_words(),
          torch_rule_words(), value_rule_words()}) {
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [&](const RuleWords& words) { return words.rule == rule; });
        if (row != rows.end())
            return &*row;
    }
    return nullptr;
}

QString filled(const char* sentence, const Finding& finding)
{
    if (sentence == nullptr || *sentence == '\0')
        return {};
    return fill_facts(translate(sentence), finding);
}

/// 0 where the finding has no such fact.
std::uint64_t number_of(const Finding& finding, std::string_view fact)
{
    return text_of(finding.fact(fact)).toULongLong();
}

/// "what: stack, opcode: 0x52"
QString fact_list(const Finding& finding)
{
    QStringList parts;
    for (const auto& [name, value] : finding.facts)
        parts.append(QStringLiteral("%1: %2").arg(text_of(name), text_of(value)));
    return parts.join(QLatin1String(", "));
}

FindingWords describe_unknown(const Finding& finding)
{
    const QString rule = text_of(finding.rule);
    const QString message = finding.facts.empty()
                                ? translate("Rule %1 applies").arg(rule)
                                : translate("Rule %1 applies (%2)").arg(rule, fact_list(finding));
    return {message, {}, {}};
}

} // namespace

FindingWords describe(const Finding& finding)
{
    const RuleWords* const row = find_rule(finding.rule);
    if (row == nullptr)
        return describe_unknown(finding);
    QString message = message_by_facts(finding);
    if (message.isEmpty())
        message = filled(row->message, finding);
    // findings_a_rule: the last one counts those that are not listed.
    if (const auto more = finding.fact("more"); !more.empty())
        message += fill_facts(translate(", and {#more} more like it"), finding);
    const QString damaged =
        damaged_text(number_of(finding, "tensors_cut"), number_of(finding, "tensors_missing"));
    if (!damaged.isEmpty())
        message += QStringLiteral("; ") + damaged;
    return {message, filled(row->why, finding), filled(row->remedy, finding)};
}

bool has_finding_words(std::string_view rule)
{
    return find_rule(rule) != nullptr;
}

QString severity_word(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return translate("Error");
    case Severity::Warning:
        return translate("Warning");
    case Severity::Note:
        break;
    }
    return translate("Note");
}

QString category_word(Category category)
{
    switch (category) {
    case Category::Security:
        return translate("Security");
    case Category::Compatibility:
        return translate("Compatibility");
    case Category::Integrity:
        return translate("Integrity");
    case Category::Quality:
        break;
    }
    return translate("Quality");
}

} // namespace strata::words
