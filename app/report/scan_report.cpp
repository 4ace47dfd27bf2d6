// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/scan_report.h"

#include "app/report/error_report.h"
#include "app/report/report_parts.h"
#include "io/formats/format.h"

namespace strata::report {

namespace {

/// The format of content that is known and not read yet; null where nothing is known.
void write_known_format(JsonWriter& json, const Error& error)
{
    const Format* const format =
        error.code == ErrorCode::UnsupportedContent ? find_format(error.detail) : nullptr;
    if (format == nullptr)
        return json.null();
    FormatIdentity identity;
    identity.id = format->id;
    identity.name = format->name;
    write_format(json, identity);
}

void write_unread(JsonWriter& json, const ScannedFile& file)
{
    json.key("format");
    write_known_format(json, *file.error);
    json.key("verdict");
    json.null();
    json.key("findings");
    json.begin_array();
    json.end();
    json.key("error");
    write_failure(json, *file.error, file.path);
}

void write_read(JsonWriter& json, const Document& document)
{
    json.key("format");
    write_format(json, document.format);
    json.key("verdict");
    write_verdict(json, document.verdict);
    json.key("findings");
    json.begin_array();
    for (const Finding& finding : document.findings) {
        if (scan_reports(finding))
            write_finding(json, document, finding);
    }
    json.end();
}

} // namespace

bool scan_reports(const Finding& finding)
{
    return finding.category == Category::Security || finding.category == Category::Integrity;
}

bool passes(const Verdict& verdict)
{
    return verdict.integrity == Integrity::Complete &&
           verdict.trust.value_or(Trust::Trusted) == Trust::Trusted;
}

ScanReport::ScanReport(JsonWriter& json) : m_json(json)
{
    m_json.begin_object();
    write_schema_version(m_json);
    m_json.key("files");
    m_json.begin_array();
}

void ScanReport::add(const ScannedFile& file)
{
    m_json.begin_object();
    m_json.key("path");
    m_json.text(file.path);
    file.error ? write_unread(m_json, file) : write_read(m_json, *file.document);
    m_json.end();
}

void ScanReport::finish()
{
    m_json.end();
    m_json.end();
    m_json.finish();
}

} // namespace strata::report
