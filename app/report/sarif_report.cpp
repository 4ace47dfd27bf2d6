// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/sarif_report.h"

#include "app/report/report_parts.h"
#include "io/model/presence.h"
#include "widgets/words/error_words.h"
#include "widgets/words/finding_words.h"

#include <QUrl>

namespace strata::report {

namespace {

/// SARIF has the severities of ours under these names.
const char* level_of(Severity severity)
{
    return severity_name(severity);
}

/// A path as a URI reference, which is what the format asks for.
std::string uri_of(const std::string& path)
{
    QUrl url;
    url.setPath(QString::fromStdString(path));
    const bool absolute = !path.empty() && path.front() == '/';
    if (absolute)
        url.setScheme(QStringLiteral("file"));
    return url.toEncoded(QUrl::FullyEncoded).toStdString();
}

/// The row that a finding is about, or each of the tensors.
std::vector<std::string> logical_places(const Document& document, const Finding& finding)
{
    if (const std::string path = finding_path(document, finding); !path.empty())
        return {path};
    std::vector<std::string> places;
    for (const TensorId tensor : tensors_of(document, finding))
        places.push_back(document.tensor_path(tensor));
    return places;
}

} // namespace

SarifReport::SarifReport(JsonWriter& json, Scope scope) : m_json(json), m_scope(scope)
{
    m_json.begin_object();
    m_json.key("$schema");
    m_json.text("https://json.schemastore.org/sarif-2.1.0.json");
    m_json.key("version");
    m_json.text("2.1.0");
    m_json.key("runs");
    m_json.begin_array();
    m_json.begin_object();
    m_json.key("results");
    m_json.begin_array();
}

void SarifReport::add(const ScannedFile& file)
{
    if (file.error)
        return add_failure(file);
    for (const auto* const findings : {&file.document->findings, &file.measured}) {
        for (const Finding& finding : *findings) {
            if (m_scope == Scope::Everything || scan_reports(finding))
                add_finding(file, finding);
        }
    }
}

void SarifReport::write_result(const char* level, const std::string& rule, const std::string& text)
{
    m_rules.insert(rule);
    m_json.key("ruleId");
    m_json.text(rule);
    m_json.key("level");
    m_json.text(level);
    m_json.key("message");
    m_json.begin_object(JsonWriter::Layout::OneLine);
    m_json.key("text");
    m_json.text(text);
    m_json.end();
}

void SarifReport::write_place(const std::string& path, std::optional<std::uint64_t> offset,
                              const std::vector<std::string>& logical)
{
    m_json.key("locations");
    m_json.begin_array();
    m_json.begin_object();
    m_json.key("physicalLocation");
    m_json.begin_object();
    m_json.key("artifactLocation");
    m_json.begin_object(JsonWriter::Layout::OneLine);
    m_json.key("uri");
    m_json.text(uri_of(path));
    m_json.end();
    if (offset) {
        m_json.key("region");
        m_json.begin_object(JsonWriter::Layout::OneLine);
        m_json.key("byteOffset");
        m_json.count(*offset);
        m_json.key("byteLength");
        m_json.count(1);
        m_json.end();
    }
    m_json.end();
    if (!logical.empty()) {
        m_json.key("logicalLocations");
        m_json.begin_array(JsonWriter::Layout::OneLine);
        for (const std::string& name : logical) {
            m_json.begin_object(JsonWriter::Layout::OneLine);
            m_json.key("fullyQualifiedName");
            m_json.text(name);
            m_json.end();
        }
        m_json.end();
    }
    m_json.end();
    m_json.end();
}

void SarifReport::add_finding(const ScannedFile& file, const Finding& finding)
{
    const words::FindingWords words = words::describe(finding);
    QString text = words.message + QLatin1Char('.');
    for (const QString& part : {words.why, words.remedy}) {
        if (!part.isEmpty())
            text += QLatin1Char(' ') + part;
    }
    m_json.begin_object();
    write_result(level_of(finding.severity), finding.rule, text.toStdString());
    write_place(file.path, finding.offset, logical_places(*file.document, finding));
    m_json.key("properties");
    m_json.begin_object(JsonWriter::Layout::OneLine);
    m_json.key("category");
    m_json.text(category_name(finding.category));
    m_json.end();
    m_json.end();
}

/// A file that could not be looked at is a result too: nothing is known of it.
void SarifReport::add_failure(const ScannedFile& file)
{
    const words::ErrorWords words = words::describe(*file.error, file.path);
    m_json.begin_object();
    write_result("error", "file-unread", words.message().toStdString());
    write_place(file.path, file.error->offset, {});
    m_json.end();
}

void SarifReport::finish()
{
    m_json.end();
    m_json.key("tool");
    m_json.begin_object();
    m_json.key("driver");
    m_json.begin_object();
    m_json.key("name");
    m_json.text("Strata");
    m_json.key("rules");
    m_json.begin_array();
    for (const std::string& rule : m_rules) {
        m_json.begin_object(JsonWriter::Layout::OneLine);
        m_json.key("id");
        m_json.text(rule);
        m_json.end();
    }
    m_json.end();
    m_json.end();
    m_json.end();
    m_json.end();
    m_json.end();
    m_json.end();
    m_json.finish();
}

} // namespace strata::report
