// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/version_words.h"

#include "widgets/words/identity_words.h"
#include "widgets/words/one_line.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <array>

namespace strata::words {

namespace {

constexpr qsizetype longest_version = 60;
constexpr qsizetype longest_evidence = 200;

/// What the readers go by, and what people call it. What begins like one of them is it.
struct KnownEvidence {
    std::string_view begins;
    const char* words;
};
constexpr std::array<KnownEvidence, 9> known_evidence = {{
    {"PROTO opcode", QT_TRANSLATE_NOOP("words", "as its first bytes say")},
    {"opcodes used", QT_TRANSLATE_NOOP("words", "by how it is written")},
    {"pickle protocol", QT_TRANSLATE_NOOP("words", "which wrote this protocol first")},
    {"names in ", QT_TRANSLATE_NOOP("words", "by the modules that it names")},
    {"NumpyArrayWrapper", QT_TRANSLATE_NOOP("words", "by how it stores arrays")},
    {"arrays in files of their own",
     QT_TRANSLATE_NOOP("words", "by its arrays in files of their own")},
    {"strings of Python 2", QT_TRANSLATE_NOOP("words", "by how it stores texts")},
    {"zip archive", QT_TRANSLATE_NOOP("words", "by the form of the file")},
    {"form of before 1.6", QT_TRANSLATE_NOOP("words", "by the form of the file")},
}};

/// ">=2.0" is "2.0 or later", "<2.0" is "before 2.0", ">=0.10,<1.2" both.
QString number_in_words(const QString& version)
{
    QStringList parts;
    for (const QString& part : version.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (part.startsWith(QLatin1String(">=")))
            parts.append(translate("%1 or later").arg(part.mid(2)));
        else if (part.startsWith(QLatin1Char('<')))
            parts.append(translate("before %1").arg(part.mid(1)));
        else
            parts.append(part);
    }
    return parts.join(QStringLiteral(", "));
}

/// "in the entry keras_version" of "/@keras_version", "by RandomForestClassifier" of
/// "_sklearn_version of RandomForestClassifier".
QString evidence_in_words(std::string_view evidence)
{
    for (const KnownEvidence& known : known_evidence) {
        if (evidence.starts_with(known.begins))
            return translate(known.words);
    }
    constexpr std::string_view version_of = "_sklearn_version of ";
    if (evidence.starts_with(version_of))
        return translate("as its %1 says")
            .arg(one_line(evidence.substr(version_of.size()), longest_evidence));
    const std::size_t at = evidence.rfind('@');
    if (evidence.starts_with('/') && at != evidence.npos)
        return translate("in the entry %1")
            .arg(one_line(evidence.substr(at + 1), longest_evidence));
    return one_line(evidence, longest_evidence);
}

QString name_in_words(const VersionEvidence& version)
{
    if (version.name == "python")
        return QStringLiteral("Python");
    if (version.name == "pickle protocol")
        return translate("Pickle protocol");
    return one_line(framework_name(version.name), 40);
}

} // namespace

VersionWords version_words(const VersionEvidence& version)
{
    VersionWords out{name_in_words(version), {}, {}};
    const QString number = one_line(version.version, longest_version);
    constexpr std::string_view absent = "no ";
    constexpr std::string_view before = "form of before ";
    const std::string& evidence = version.evidence;
    if (evidence.starts_with(before)) { // the reader knows no more than that
        const std::string_view rest = std::string_view(evidence).substr(before.size());
        out.text = translate("before %1, %2")
                       .arg(one_line(rest.substr(0, rest.find(',')), longest_version),
                            evidence_in_words(evidence));
    } else if (number.isEmpty()) {
        out.text = evidence.empty() || evidence.starts_with(absent)
                       ? translate("Not stored")
                       : translate("named %1, without a version").arg(evidence_in_words(evidence));
    } else {
        const QString in_words = number_in_words(number);
        out.text = evidence.empty()
                       ? in_words
                       : translate("%1, %2").arg(in_words, evidence_in_words(evidence));
        if (in_words == number)
            out.number = number;
    }
    return out;
}

} // namespace strata::words
