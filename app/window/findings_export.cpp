// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/findings_export.h"

#include "app/report/report_parts.h"
#include "app/report/sarif_report.h"
#include "widgets/parts/text.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/presence_words.h"
#include "widgets/words/verdict_words.h"

#include <QFileDialog>
#include <QSaveFile>

namespace strata {

namespace {

struct FindingsExport {
    Q_DECLARE_TR_FUNCTIONS(FindingsExport)
};

QString finding_text(const Document& document, const Finding& finding)
{
    const words::FindingWords words = words::describe(finding);
    QStringList where;
    if (const std::string path = report::finding_path(document, finding); !path.empty())
        where.append(one_line(path));
    else if (const auto tensors = tensors_of(document, finding); !tensors.empty())
        where.append(words::tensor_names(document, tensors, tensors.size()));
    if (finding.offset)
        where.append(FindingsExport::tr("byte %1").arg(*finding.offset));
    QStringList lines = {words::severity_word(finding.severity) + QStringLiteral(", ") +
                         words::category_word(finding.category) + QStringLiteral(": ") +
                         one_line(words.message)};
    for (const QString& part : {where.join(QStringLiteral(", ")), words.why, words.remedy}) {
        if (!part.isEmpty())
            lines.append(QStringLiteral("  ") + one_line(part));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QByteArray as_json(const FoundIn& found)
{
    const Document& document = *found.document;
    std::string out;
    report::JsonWriter json([&out](std::string_view text) { out += text; });
    json.begin_object();
    report::write_schema_version(json);
    json.key("path");
    json.text(document.path);
    json.key("format");
    report::write_format(json, document.format);
    json.key("verdict");
    report::write_verdict(json, document.verdict);
    json.key("findings");
    json.begin_array();
    for (const auto* const findings : {&document.findings, &found.measured}) {
        for (const Finding& finding : *findings)
            report::write_finding(json, document, finding);
    }
    json.end();
    json.end();
    json.finish();
    return QByteArray::fromStdString(out);
}

QByteArray as_sarif(const FoundIn& found)
{
    std::string out;
    report::JsonWriter json([&out](std::string_view text) { out += text; });
    report::SarifReport report(json, report::SarifReport::Scope::Everything);
    report.add({found.document->path, found.document, {}, found.measured});
    report.finish();
    return QByteArray::fromStdString(out);
}

} // namespace

QString findings_as_text(const FoundIn& found)
{
    const Document& document = *found.document;
    const words::VerdictWords trust = words::describe_trust(document);
    QString text = one_line(document.name) + QLatin1Char('\n') + trust.headline + QLatin1Char('\n');
    if (!trust.sentence.isEmpty())
        text += trust.sentence + QLatin1Char('\n');
    if (document.verdict.integrity != Integrity::Complete)
        text += words::describe_integrity(document).headline + QLatin1Char('\n');
    for (const auto* const findings : {&document.findings, &found.measured}) {
        for (const Finding& finding : *findings)
            text += QLatin1Char('\n') + finding_text(document, finding);
    }
    return text;
}

QString write_findings(const FoundIn& found, const QString& path)
{
    const QByteArray bytes = path.endsWith(QLatin1String(".sarif"), Qt::CaseInsensitive)
                                 ? as_sarif(found)
                             : path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)
                                 ? as_json(found)
                                 : findings_as_text(found).toUtf8();
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return FindingsExport::tr("%1 was not written: %2").arg(path, file.errorString());
}

QString save_findings(QWidget* parent, const FoundIn& found)
{
    const QStringList filters = {FindingsExport::tr("SARIF report (*.sarif)"),
                                 FindingsExport::tr("JSON (*.json)"),
                                 FindingsExport::tr("Plain text (*.txt)")};
    const QStringList suffixes = {QStringLiteral("sarif"), QStringLiteral("json"),
                                  QStringLiteral("txt")};
    QFileDialog dialog(parent, FindingsExport::tr("Save the findings"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(filters);
    dialog.setDefaultSuffix(suffixes.first());
    dialog.selectFile(one_line(found.document->name, 120) + QStringLiteral(".findings"));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        dialog.setDefaultSuffix(suffixes.value(filters.indexOf(filter), suffixes.first()));
    });
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return {};
    return write_findings(found, dialog.selectedFiles().first());
}

} // namespace strata
