// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/strip_words.h"

#include "io/model/presence.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"
#include "widgets/words/verdict_words.h"

#include <algorithm>
#include <string_view>

namespace strata::words {

namespace {

bool has_finding(const Document& document, std::string_view rule)
{
    return std::any_of(document.findings.begin(), document.findings.end(),
                       [&](const Finding& finding) { return finding.rule == rule; });
}

QString pickle_text(const Document& document)
{
    for (const VersionEvidence& version : document.versions) {
        if (version.name == "pickle protocol")
            return translate("Pickle, protocol %1").arg(text_of(version.version));
    }
    return translate("Pickle");
}

QString custom_text(const std::vector<CustomObject>& objects)
{
    const bool classes = std::none_of(objects.begin(), objects.end(), [](const CustomObject& each) {
        return each.kind == "function";
    });
    return classes
               ? plural(objects.size(), translate("1 custom class"), translate("%1 custom classes"))
               : plural(objects.size(), translate("1 custom object"),
                        translate("%1 custom objects"));
}

} // namespace

bool ends_early(const Document& document)
{
    return std::any_of(
        document.findings.begin(), document.findings.end(), [](const Finding& finding) {
            return finding.category == Category::Integrity && finding.severity == Severity::Error &&
                   (std::string_view(finding.rule).ends_with("truncated") ||
                    finding.rule == "zip-no-directory");
        });
}

QString container_text(const Document& document)
{
    const FormatIdentity& format = document.format;
    // What Keras writes into HDF5: the name of the format says what it is, not in what.
    if (format.container == "hdf5" && format.framework == "keras")
        return has_finding(document, "keras-weights-only") ? translate("HDF5, weights alone")
                                                           : translate("HDF5, legacy layout");
    if (format.container != "pickle")
        return format_text(format);
    if (format.name == format.container) // nobody's own form of it
        return format.compression.empty()
                   ? pickle_text(document)
                   : translate("%1, %2").arg(pickle_text(document), text_of(format.compression));
    // "joblib, zlib"
    return translate("%1, %2").arg(text_of(format.name).section(QLatin1Char(' '), 0, 0),
                                   format.compression.empty() ? translate("not compressed")
                                                              : text_of(format.compression));
}

QString file_size_text(const Document& document)
{
    const QString here = size(document.bytes);
    const auto end = find_missing_bytes(document);
    if (!end)
        return here;
    const QString whole = size(end->promised());
    const QString unit = whole.section(QLatin1Char(' '), 1);
    // The unit is said once where both have the same.
    const QString part =
        here.section(QLatin1Char(' '), 1) == unit ? here.section(QLatin1Char(' '), 0, 0) : here;
    return (end->at_least ? translate("%1 of at least %2") : translate("%1 of %2"))
        .arg(part, whole);
}

QString arrays_text(const Document& document)
{
    const QString all = count(document.tensors.size());
    const auto end = find_early_end(document);
    return end && !end->damaged.empty() ? translate("%1 of %2 whole").arg(count(end->whole), all)
                                        : all;
}

QString contents_text(const Document& document)
{
    if (document.format.container != "pickle" || document.estimator != EstimatorId::none ||
        document.file.empty())
        return {};
    const NodeId object = document.file.child(Tree::root, 0);
    const QString type = text_of(document.file.type(object));
    const QString detail = text_of(document.file.detail(object));
    const NodeKind kind = document.file.node(object).kind;
    const bool holds = kind == NodeKind::List || kind == NodeKind::Group;
    return holds && !detail.isEmpty() ? translate("%1, %2").arg(type, detail) : type;
}

QString trust_in_short(const Document& document)
{
    if (!document.verdict.trust)
        return translate("Holds no code");
    const VerdictWords words = describe_trust(document);
    if (document.verdict.trust == Trust::Review && !document.custom_objects.empty())
        return QStringLiteral("%1: %2").arg(words.word, custom_text(document.custom_objects));
    return words.short_text();
}

QString integrity_in_short(const Document& document)
{
    const VerdictWords words = describe_integrity(document);
    return document.verdict.integrity == Integrity::Incomplete && ends_early(document)
               ? QStringLiteral("%1: %2").arg(words.word, translate("file ends early"))
               : words.short_text();
}

} // namespace strata::words
