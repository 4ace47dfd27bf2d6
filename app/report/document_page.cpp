// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/document_page.h"

#include "app/report/array_section.h"
#include "app/report/estimator_sections.h"
#include "app/report/model_facts.h"
#include "app/report/model_sections.h"
#include "widgets/words/finding_call.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/strip_words.h"
#include "widgets/words/verdict_words.h"

#include <algorithm>

namespace strata::report {

namespace {

using words::text_of;
using words::translate;

constexpr std::size_t most_findings = 200;
/// Of a sentence about a finding, which may name what the file says.
constexpr qsizetype longest_sentence = 1200;

Tone tone_of(const Verdict& verdict)
{
    if (!verdict.trust)
        return Tone::Plain;
    switch (*verdict.trust) {
    case Trust::Trusted:
        return Tone::Good;
    case Trust::Review:
        return Tone::Warning;
    case Trust::Dangerous:
        break;
    }
    return Tone::Error;
}

Tone tone_of(Integrity integrity)
{
    switch (integrity) {
    case Integrity::Complete:
        return Tone::Good;
    case Integrity::Ambiguous:
        return Tone::Warning;
    case Integrity::Incomplete:
        break;
    }
    return Tone::Error;
}

Tone tone_of(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Tone::Error;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Note:
        break;
    }
    return Tone::Note;
}

void add_to_strip(Page& page, const QString& caption, const QString& value, Tone tone = Tone::Plain)
{
    if (!value.isEmpty())
        page.strip.emplace_back(caption, words_cell(cut_text(value, 120), tone));
}

void add_strip(Page& page, const Document& document)
{
    add_to_strip(page, translate("Framework"), words::framework_text(document.format));
    add_to_strip(page, translate("Container"), words::container_text(document));
    if (!document.layers.empty())
        add_to_strip(page, translate("Layers"), words::count(document.layers.size()));
    if (document.estimator != EstimatorId::none)
        add_to_strip(page, translate("Estimator"), words::class_text(document));
    if (document.identity.parameters.total)
        add_to_strip(page, translate("Parameters"), words::parameters_text(document));
    if (document.layers.empty() && document.estimator == EstimatorId::none) {
        add_to_strip(page, translate("Contents"), words::contents_text(document));
        add_to_strip(page, translate("Arrays"), words::arrays_text(document));
    }
    add_to_strip(page, translate("Size on disk"), words::file_size_text(document));
    add_to_strip(page, translate("Optimizer"), words::optimizer_text(document));
    add_to_strip(page, translate("Trust"), words::trust_in_short(document),
                 tone_of(document.verdict));
    add_to_strip(page, translate("Integrity"), words::integrity_in_short(document),
                 tone_of(document.verdict.integrity));
}

void add_notices(Page& page, const Document& document)
{
    const auto add = [&](Tone tone, const words::VerdictWords& words) {
        page.notices.push_back({tone, cut_text(words.headline, longest_sentence),
                                cut_text(words.sentence, longest_sentence)});
    };
    add(tone_of(document.verdict), words::describe_trust(document));
    if (document.verdict.integrity != Integrity::Complete)
        add(tone_of(document.verdict.integrity), words::describe_integrity(document));
}

void add_findings(Page& page, const Document& document)
{
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
        for (const Finding& finding : document.findings) {
            if (finding.severity != severity)
                continue;
            if (page.findings.size() == most_findings) {
                ++page.findings_left_out;
                continue;
            }
            const words::FindingWords words = words::describe(finding);
            page.findings.push_back(
                {tone_of(severity), words::severity_word(severity),
                 cut_text(words.message, longest_sentence),
                 cut_text(finding_place(document, finding)),
                 cut_text(words::call_text(document, finding), longest_sentence),
                 cut_text(words.why, longest_sentence), cut_text(words.remedy, longest_sentence)});
        }
    }
}

void add_file(Page& page, const Document& document, const std::string& sha256)
{
    Section section{translate("File"), {}, {}, {}};
    Table& table = section.table;
    add_fact(table, translate("Name"), code_cell(text_of(document.name)));
    add_fact(table, translate("Size"), words_cell(words::exact_bytes(document.bytes)));
    add_fact(table, translate("SHA-256"), code_cell(text_of(sha256)));
    add_fact(table, translate("Format"), words_cell(words::format_text(document.format)));
    add_fact(table, translate("Model class"), code_cell(text_of(document.identity.class_name)));
    add_fact(table, translate("Model name"), code_cell(text_of(document.identity.name)));
    add_fact(table, translate("Arrays"), words_cell(words::arrays_text(document)));
    add_section(page, std::move(section));
}

void add_versions(Page& page, const Document& document)
{
    const auto& versions = document.versions;
    const std::size_t shown = std::min(versions.size(), rows_of_list);
    Section section{translate("Versions"), {{}, {}, versions.size() - shown}, {}, {}};
    for (std::size_t i = 0; i < shown; ++i)
        section.table.rows.push_back(
            {words_cell(cut_text(words::framework_name(versions[i].name)), Tone::Quiet),
             code_cell(words::version_number(versions[i])),
             words_cell(cut_text(text_of(versions[i].evidence)), Tone::Quiet)});
    add_section(page, std::move(section));
}

void add_metadata(Page& page, const Document& document)
{
    const std::vector<MetadataEntry> entries = other_metadata(document);
    const std::size_t shown = std::min(entries.size(), rows_of_page);
    Section section{translate("Metadata"),
                    {{{translate("Key")}, {translate("Type")}, {translate("Value")}},
                     {},
                     entries.size() - shown},
                    {},
                    {}};
    for (std::size_t i = 0; i < shown; ++i)
        section.table.rows.push_back({code_cell(text_of(entries[i].key)),
                                      code_cell(text_of(entries[i].type), Tone::Quiet),
                                      code_cell(text_of(entries[i].value.repr(longest_text - 1)))});
    add_section(page, std::move(section));
}

/// "RandomForestClassifier, 100 trees, depth 3 to 8": what the model is, in one line.
QString subtitle_of(const Document& document)
{
    QString text = words::class_text(document);
    if (document.estimator != EstimatorId::none) {
        const QString trees = words::trees_text(document.estimators[index(document.estimator)]);
        if (!trees.isEmpty())
            text = translate("%1, %2").arg(text, trees);
    } else if (text.isEmpty()) {
        text = words::format_text(document.format);
    }
    return cut_text(text);
}

} // namespace

Result<Page> make_document_page(const OpenDocument& opened, const PageOptions& options,
                                const JobContext& job)
{
    const Document& document = *opened.document;
    Page page;
    page.title = cut_text(text_of(document.name));
    page.subtitle = subtitle_of(document);
    add_strip(page, document);
    add_notices(page, document);
    add_findings(page, document);
    add_layers(page, document);
    add_estimators(page, opened, job);
    add_ports(page, document);
    add_training(page, document);
    add_optimizer(page, words::find_optimizer(document));
    add_file(page, document, options.sha256);
    add_versions(page, document);
    add_custom_objects(page, document);
    add_metadata(page, document);
    STRATA_TRY(add_arrays(page, opened, options.statistics, job));
    STRATA_TRY(job.check());
    return page;
}

} // namespace strata::report
