// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/read_pickle.h"
#include "io/pickle/value_of.h"
#include "io/source/compression.h"

#include <QByteArray>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QtTest>

/// Helpers of the tests of io/pickle: pickles from byte strings and from the fixtures.
namespace strata::pickle::test {

inline SharedSource source_of(const QByteArray& bytes)
{
    const auto* first = reinterpret_cast<const std::byte*>(bytes.constData());
    return make_memory_source({first, first + bytes.size()});
}

inline PickleDocument read(const QByteArray& bytes, const ReadOptions& options = {})
{
    auto document = read_pickle(source_of(bytes), options, {});
    if (!document) {
        QTest::qFail(error_code_name(document.error().code), __FILE__, __LINE__);
        return PickleDocument();
    }
    return *std::move(document);
}

/// The repr of what a pickle's root is.
inline QByteArray repr(const QByteArray& bytes)
{
    const PickleDocument document = read(bytes);
    return QByteArray::fromStdString(value_of(document.graph, document.root).repr());
}

inline bool has_rule(const PickleDocument& document, std::string_view rule)
{
    return std::any_of(document.findings.begin(), document.findings.end(),
                       [&](const Finding& finding) { return finding.rule == rule; });
}

inline const Finding* find_rule(const PickleDocument& document, std::string_view rule)
{
    for (const Finding& finding : document.findings) {
        if (finding.rule == rule)
            return &finding;
    }
    return nullptr;
}

/// The rules of all findings with their facts, for failing tests.
inline QByteArray findings_text(const PickleDocument& document)
{
    QByteArray text =
        QByteArray(document.verdict.trust ? trust_name(*document.verdict.trust) : "-") + ", " +
        integrity_name(document.verdict.integrity);
    for (const Finding& finding : document.findings) {
        text += "\n  " + QByteArray::fromStdString(finding.rule);
        for (const auto& [name, value] : finding.facts)
            text += ' ' + QByteArray::fromStdString(name) + '=' + QByteArray::fromStdString(value);
    }
    return text;
}

inline QByteArray file_bytes(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

inline QString data_path(const QString& name)
{
    return QStringLiteral(STRATA_TEST_DATA) + QLatin1Char('/') + name;
}

/// Reads a fixture as the formats do: a compressed one is unpacked first.
inline Result<PickleDocument> read_unpacked(const QByteArray& bytes, const JobContext& job = {})
{
    SharedSource source = source_of(bytes);
    const auto size = std::min<qsizetype>(bytes.size(), 64);
    const std::span head(reinterpret_cast<const std::byte*>(bytes.constData()),
                         static_cast<std::size_t>(size));
    // "(S" is a zlib header too.
    const auto compression = detect_compression(head);
    if (compression && !looks_like_pickle(head)) {
        STRATA_ASSIGN(auto unpacked, unpack(*source, *compression, job));
        source = unpacked.source;
    }
    return read_pickle(source, {}, job);
}

/// All files with pickles below a folder of the test data.
inline QStringList fixtures(const QStringList& folders)
{
    QStringList paths;
    for (const QString& folder : folders) {
        QDirIterator files(data_path(folder), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (!path.endsWith(QLatin1String(".json")) && !path.endsWith(QLatin1String(".txt")) &&
                !path.endsWith(QLatin1String(".md")))
                paths += path;
        }
    }
    paths.sort();
    return paths;
}

} // namespace strata::pickle::test
