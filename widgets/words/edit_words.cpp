// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/edit_words.h"

#include "widgets/words/error_words.h"
#include "widgets/words/fact_template.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <array>

namespace strata::words {

QString refusal(const Error& error)
{
    if (error.code != ErrorCode::BadArgument || error.detail.empty())
        return describe(error).what;
    QString reason = text_of(error.detail);
    reason[0] = reason[0].toUpper();
    return reason.endsWith(QLatin1Char('.')) ? reason : reason + QLatin1Char('.');
}

QString warning(const EditWarning& warning)
{
    struct Sentence {
        std::string_view rule;
        const char* text;
    };
    constexpr std::array sentences = {
        Sentence{edit_rules::new_attribute,
                 QT_TRANSLATE_NOOP("words", "It is a new attribute that {class} does not know: "
                                            "nothing reads it.")},
        Sentence{edit_rules::refused_by_fit,
                 QT_TRANSLATE_NOOP("words", "scikit-learn {version} loads it and refuses it when "
                                            "{class} is fitted again: {name} takes {taken}.")},
        Sentence{edit_rules::repeated_feature,
                 QT_TRANSLATE_NOOP("words", "Several features have the name {name}.")},
        Sentence{edit_rules::negative_rate,
                 QT_TRANSLATE_NOOP("words", "Training with a rate below 0 goes away from the "
                                            "goal.")},
    };
    const auto found = std::ranges::find(sentences, warning.rule, &Sentence::rule);
    if (found == sentences.end())
        return {};
    Finding facts;
    facts.facts = warning.facts;
    return fill_facts(translate(found->text), facts);
}

QString line_and_column(std::string_view text, std::uint64_t offset)
{
    const std::string_view before =
        text.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(offset, text.size())));
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n');
    const std::string_view line = start == before.npos ? before : before.substr(start + 1);
    // Characters, of which only the first byte counts.
    const auto column = std::count_if(line.begin(), line.end(),
                                      [](char byte) { return (byte & '\xC0') != '\x80'; });
    return translate("Line %1, column %2")
        .arg(count(static_cast<std::uint64_t>(lines) + 1),
             count(static_cast<std::uint64_t>(column) + 1));
}

QString changes(std::uint64_t count)
{
    return plural(count, translate("1 change"), translate("%1 changes"));
}

std::uint64_t count_changes(const Edits& edits)
{
    const auto& list = edits.list();
    const auto renamings = std::count_if(list.begin(), list.end(), [&](const Edit& edit) {
        const Edit* const from = edit.from.empty() ? nullptr : edits.find(edit.from);
        return from != nullptr && from->kind == Edit::Kind::Remove;
    });
    return list.size() - static_cast<std::uint64_t>(renamings);
}

} // namespace strata::words
