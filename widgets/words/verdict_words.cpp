// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/verdict_words.h"

#include "widgets/words/finding_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/rule_facts.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata::words {

namespace {

/// The first finding of the category, the gravest first; null for none.
const Finding* gravest(const Document& document, Category category)
{
    const Finding* found = nullptr;
    for (const Finding& finding : document.findings) {
        if (finding.category == category &&
            (found == nullptr || finding.severity < found->severity))
            found = &finding;
    }
    return found;
}

std::uint64_t count_findings(const Document& document, Category category, Severity severity)
{
    const auto matches = [&](const Finding& finding) {
        return finding.category == category && finding.severity == severity;
    };
    return static_cast<std::uint64_t>(
        std::count_if(document.findings.begin(), document.findings.end(), matches));
}

/// A message as the second half of a sentence: its first letter small, unless it is a name.
QString continued(QString message)
{
    if (message.size() > 1 && message[0].isUpper() && !message[1].isUpper())
        message[0] = message[0].toLower();
    return message;
}

QString danger_reason(const Document& document)
{
    const Finding* const finding = gravest(document, Category::Security);
    if (finding == nullptr)
        return {};
    if (finding->rule == "pickle-dangerous-global")
        return runs_a_command(document) ? translate("runs a command") : consequence(*finding);
    return continued(describe(*finding).message);
}

/// A Keras file: the code is not the file's loading itself but a layer's.
VerdictWords dangerous_keras(const Document& document)
{
    const QString reason = danger_reason(document);
    return {trust_word(document.verdict), reason, translate("Dangerous to load: %1").arg(reason),
            translate("Strata read it as data and ran nothing. Do not load it with Keras: "
                      "compile=False does not keep the code from running, and safe_mode=True does "
                      "so for .h5 only from Keras 3.11.3 on. Ask its sender for the weights "
                      "alone.")};
}

VerdictWords dangerous(const Document& document)
{
    const QString reason = danger_reason(document);
    if (document.format.framework == "keras" && !reason.isEmpty())
        return dangerous_keras(document);
    return {trust_word(document.verdict), reason,
            reason.isEmpty() ? translate("Dangerous: do not load this file")
                             : translate("Dangerous: loading this file %1").arg(reason),
            translate("Strata read it as data and ran nothing. Do not load it with pickle, joblib "
                      "or torch.")};
}

VerdictWords review(const Document& document)
{
    const std::uint64_t number = count_findings(document, Category::Security, Severity::Error) +
                                 count_findings(document, Category::Security, Severity::Warning);
    if (number == 0) // what could not be read is not known to be harmless
        return {trust_word(document.verdict), translate("not all of it could be read"),
                translate("Review: not all of this file could be read"),
                translate("Strata read it as data and ran nothing. What it lacks or hides may name "
                          "code.")};
    const QString reason =
        plural(number, translate("1 thing to check"), translate("%1 things to check"));
    return {
        trust_word(document.verdict), reason,
        translate("Review: %1 before this file is loaded").arg(reason),
        translate("Strata read it as data and ran nothing. What it names is not all on the list "
                  "of harmless names.")};
}

QString trusted_headline(const Document& document)
{
    if (document.verdict.integrity != Integrity::Complete)
        return translate("Trusted so far: what could be read names only what is known to be "
                         "harmless");
    const std::size_t custom = document.custom_objects.size();
    if (document.format.framework != "keras" || custom == 0)
        return translate("Trusted: all that this file names is known to be harmless");
    return translate("Trusted: nothing in this file runs when it is loaded; %1 to be supplied")
        .arg(plural(custom, translate("1 custom object has"), translate("%1 custom objects have")));
}

VerdictWords trusted(const Document& document)
{
    return {trust_word(document.verdict),
            {},
            trusted_headline(document),
            translate("Strata read it as data and ran nothing.")};
}

} // namespace

bool runs_a_command(const Document& document)
{
    return std::any_of(
        document.findings.begin(), document.findings.end(), [](const Finding& finding) {
            return finding.rule == "pickle-dangerous-global" && finding.fact("why") == "process" &&
                   finding.fact("role") == "called";
        });
}

QString VerdictWords::short_text() const
{
    return reason.isEmpty() ? word : QStringLiteral("%1: %2").arg(word, reason);
}

VerdictWords describe_trust(const Document& document)
{
    if (!document.verdict.trust)
        return {trust_word(document.verdict),
                {},
                translate("No code: this format holds only data"),
                translate("Loading such a file runs nothing.")};
    switch (*document.verdict.trust) {
    case Trust::Dangerous:
        return dangerous(document);
    case Trust::Review:
        return review(document);
    case Trust::Trusted:
        break;
    }
    return trusted(document);
}

VerdictWords describe_integrity(const Document& document)
{
    const QString word = integrity_word(document.verdict.integrity);
    if (document.verdict.integrity == Integrity::Complete)
        return {word, {}, translate("Complete: the file is whole"), {}};
    const Finding* const finding = gravest(document, Category::Integrity);
    if (document.verdict.integrity == Integrity::Ambiguous)
        return {word, translate("can be read in two ways"),
                translate("Ambiguous: this file can be read in two ways"),
                translate("Another program may see something else in it than is shown here.")};
    if (finding == nullptr)
        return {word,
                {},
                translate("Incomplete: a part of this file could not be read"),
                translate("What is whole is shown.")};
    const FindingWords words = describe(*finding);
    return {word, continued(words.message),
            QStringLiteral("%1: %2").arg(word, continued(words.message)), words.remedy};
}

QString trust_word(const Verdict& verdict)
{
    if (!verdict.trust)
        return translate("No code");
    switch (*verdict.trust) {
    case Trust::Trusted:
        return verdict.integrity == Integrity::Complete ? translate("Trusted")
                                                        : translate("Trusted so far");
    case Trust::Dangerous:
        return translate("Dangerous");
    case Trust::Review:
        break;
    }
    return translate("Review");
}

QString integrity_word(Integrity integrity)
{
    switch (integrity) {
    case Integrity::Complete:
        return translate("Complete");
    case Integrity::Ambiguous:
        return translate("Ambiguous");
    case Integrity::Incomplete:
        break;
    }
    return translate("Incomplete");
}

} // namespace strata::words
