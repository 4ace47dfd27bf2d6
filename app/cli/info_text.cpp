// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/info_text.h"

#include "app/cli/estimator_text.h"
#include "app/cli/info_section.h"
#include "app/cli/info_table.h"
#include "app/cli/model_text.h"
#include "app/report/model_facts.h"
#include "widgets/words/finding_call.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/verdict_words.h"

#include <QStringList>

#include <algorithm>

namespace strata::cli {

namespace {

using Align = TextTable::Align;
using words::translate;

QString size_text(std::uint64_t bytes)
{
    if (bytes < 1024)
        return words::exact_bytes(bytes);
    return QStringLiteral("%1 (%2)").arg(words::size(bytes), words::exact_bytes(bytes));
}

QString parameter_text(const ParameterCounts& counts)
{
    if (!counts.total)
        return {};
    QString text = words::count(*counts.total);
    if (counts.trainable && counts.non_trainable && *counts.non_trainable > 0)
        text += translate(" (%1 trainable, %2 not)")
                    .arg(words::count(*counts.trainable), words::count(*counts.non_trainable));
    return text;
}

/// "Adam, step 5 (38,229 values of its own)"
QString optimizer_text(const Document& document)
{
    const QString text = words::optimizer_text(document);
    const auto& values = document.identity.parameters.optimizer;
    if (text.isEmpty() || !values || *values == 0)
        return text;
    return translate("%1 (%2 values of its own)").arg(text, words::count(*values));
}

void print_identity(Printer& out, const Document& document, const std::string& sha256)
{
    const words::VerdictWords trust = words::describe_trust(document);
    const words::VerdictWords integrity = words::describe_integrity(document);
    TextTable table({Align::Left, Align::Left});
    add_fact(table, translate("Framework"), words::framework_text(document.format));
    add_fact(table, translate("Format"), words::format_text(document.format));
    add_fact(table, translate("Class"), words::class_text(document), Style::Bold);
    add_fact(table, translate("Name"), words::text_of(document.identity.name));
    if (!document.layers.empty())
        add_fact(table, translate("Layers"), words::count(document.layers.size()));
    add_fact(table, translate("Parameters"), parameter_text(document.identity.parameters));
    add_fact(table, translate("Arrays"), words::count(document.tensors.size()));
    add_fact(table, translate("Size"), size_text(document.bytes));
    add_fact(table, translate("SHA-256"), words::text_of(sha256));
    add_fact(table, translate("Optimizer"), optimizer_text(document));
    add_fact(table, translate("Trust"), trust.short_text(), trust_style(document.verdict.trust));
    add_fact(table, translate("Integrity"), integrity.short_text(),
             integrity_style(document.verdict.integrity));
    out.line(words::text_of(document.name), Style::Bold);
    table.print(out, 2);
}

void print_tensors(Printer& out, const Document& document)
{
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Right, Align::Left});
    for (std::size_t i = 0; i < rows_shown(document.tensors.size()); ++i) {
        const Tensor& tensor = document.tensors[i];
        const auto bytes = tensor.bytes();
        table.add({{words::text_of(document.tensor_path(TensorId{static_cast<std::uint32_t>(i)}))},
                   {words::text_of(tensor.dtype.name()), Style::Dim},
                   {words::shape(tensor.shape)},
                   {bytes ? words::size(*bytes) : words::none()},
                   {words::text_of(role_name(tensor.role)), Style::Dim}});
    }
    print_section(out, translate("Arrays"), table, document.tensors.size());
}

void print_versions(Printer& out, const std::vector<VersionEvidence>& versions)
{
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (std::size_t i = 0; i < rows_shown(versions.size()); ++i)
        table.add({{words::text_of(versions[i].name)},
                   {words::version_number(versions[i])},
                   {words::text_of(versions[i].evidence), Style::Dim}});
    print_section(out, translate("Versions"), table, versions.size());
}

void print_metadata(Printer& out, const std::vector<MetadataEntry>& metadata)
{
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (std::size_t i = 0; i < rows_shown(metadata.size()); ++i)
        table.add({{words::text_of(metadata[i].key)},
                   {words::text_of(metadata[i].type), Style::Dim},
                   {words::text_of(metadata[i].value.repr(value_columns))}});
    print_section(out, translate("Metadata"), table, metadata.size());
}

} // namespace

void print_findings(Printer& out, const Document& document, const std::vector<Finding>& findings,
                    int indent)
{
    // The gravest first, else in the file's order.
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
        for (const Finding& finding : findings) {
            if (finding.severity != severity)
                continue;
            const words::FindingWords words = words::describe(finding);
            out.blanks(indent);
            out.put(words::severity_word(severity).leftJustified(9), severity_style(severity));
            out.put(words.message);
            const QString place = report::finding_place(document, finding);
            if (!place.isEmpty())
                out.put(QStringLiteral(" (%1)").arg(place), Style::Dim);
            out.line();
            if (const QString call = words::call_text(document, finding); !call.isEmpty()) {
                out.blanks(indent + 9);
                out.line(translate("Would run: %1").arg(call));
            }
            if (!words.remedy.isEmpty() && severity != Severity::Note) {
                out.blanks(indent + 9);
                out.line(words.remedy, Style::Dim);
            }
        }
    }
}

void print_info(Printer& out, const OpenDocument& opened, const std::string& sha256,
                const JobContext& job)
{
    const Document& document = *opened.document;
    print_identity(out, document, sha256);
    print_model(out, document);
    for (const EstimatorId id : document.outer_estimators)
        print_estimator(out, opened, id, job);
    print_tensors(out, document);
    print_optimizer(out, document);
    print_training(out, document);
    print_versions(out, document.versions);
    print_custom_objects(out, document);
    print_metadata(out, report::other_metadata(document));
    if (document.findings.empty())
        return;
    out.line();
    out.line(translate("Findings"), Style::Bold);
    print_findings(out, document, document.findings, 2);
}

} // namespace strata::cli
