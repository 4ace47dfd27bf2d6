// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/info_table.h"

#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/verdict_words.h"

#include <QStringList>

namespace strata::cli {

using words::translate;

InfoTable::InfoTable(bool sha256)
    : m_table({TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left,
               TextTable::Align::Left, TextTable::Align::Right, TextTable::Align::Right,
               TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left})
{
    QStringList heads = {translate("File"),  translate("Framework"),  translate("Format"),
                         translate("Class"), translate("Parameters"), translate("Size"),
                         translate("Trust"), translate("Integrity")};
    if (sha256)
        heads.append(QStringLiteral("SHA-256"));
    m_table.add_head(heads);
}

void InfoTable::add(const std::string& path, const Document& document, const std::string& sha256)
{
    const auto or_none = [](const QString& text) {
        return text.isEmpty() ? words::none() : text;
    };
    const auto& total = document.identity.parameters.total;
    m_table.add({{words::text_of(path)},
                 {document.format.framework.empty() ? words::none()
                                                    : words::framework_text(document.format)},
                 {words::format_text(document.format)},
                 {or_none(words::class_text(document))},
                 {total ? words::count(*total) : words::none()},
                 {words::size(document.bytes)},
                 {words::trust_word(document.verdict), trust_style(document.verdict.trust)},
                 {words::integrity_word(document.verdict.integrity),
                  integrity_style(document.verdict.integrity)},
                 {words::text_of(sha256)}});
}

void InfoTable::add_unread(const std::string& path)
{
    m_table.add({{words::text_of(path)}, {translate("could not be read"), Style::Red}});
}

Style trust_style(std::optional<Trust> trust)
{
    if (!trust)
        return Style::Plain;
    switch (*trust) {
    case Trust::Trusted:
        return Style::Green;
    case Trust::Dangerous:
        return Style::Red;
    case Trust::Review:
        break;
    }
    return Style::Yellow;
}

Style integrity_style(Integrity integrity)
{
    return integrity == Integrity::Complete ? Style::Green : Style::Red;
}

Style severity_style(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Style::Red;
    case Severity::Warning:
        return Style::Yellow;
    case Severity::Note:
        break;
    }
    return Style::Blue;
}

} // namespace strata::cli
