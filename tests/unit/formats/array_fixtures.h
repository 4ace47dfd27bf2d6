// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"
#include "io/model/document.h"
#include "io/source/tensor_reader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstring>
#include <random>

/// What the tests of the array formats share: fixtures, damage, and what Python read in them.
namespace strata::fixtures {

inline QByteArray read_file(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QString folder(const QString& family)
{
    return QStringLiteral(STRATA_TEST_DATA "/") + family;
}

inline QStringList names(const QString& family, const QString& extension)
{
    return QDir(folder(family)).entryList({"*." + extension}, QDir::Files, QDir::Name);
}

/// What Python reads in a fixture; empty where nothing is recorded.
inline QJsonObject expectation(const QString& path)
{
    return QJsonDocument::fromJson(read_file(path + ".expected.json")).object();
}

inline SharedSource memory(const QByteArray& bytes)
{
    const auto* const data = reinterpret_cast<const std::byte*>(bytes.constData());
    return make_memory_source({data, data + bytes.size()});
}

inline Result<OpenDocument> open(const Format& format, const QByteArray& bytes)
{
    return format.open({"fixture", memory(bytes)}, {});
}

inline const Finding* finding(const Document& document, std::string_view rule)
{
    for (const Finding& each : document.findings) {
        if (each.rule == rule)
            return &each;
    }
    return nullptr;
}

inline QJsonArray shape_json(const Shape& shape)
{
    QJsonArray out;
    for (const std::uint64_t length : shape)
        out.append(static_cast<qint64>(length));
    return out;
}

/// The items of a tensor in C order, in the machine's byte order.
inline Result<std::vector<std::byte>> all_items(const Tensor& tensor, const SourceSet& sources)
{
    std::vector<SliceAxis> axes;
    for (const std::uint64_t length : tensor.shape)
        axes.push_back({0, length, 1});
    return read_slice(tensor, sources, axes, {}, std::uint64_t{1} << 24);
}

template <class T> double item_as(const std::byte* from)
{
    T value;
    std::memcpy(&value, from, sizeof(T));
    return static_cast<double>(value);
}

/// An item as a double; nothing for types that the fixtures record no values of.
inline std::optional<double> item_number(const std::byte* from, ScalarType type)
{
    switch (type) {
    case ScalarType::Bool:
    case ScalarType::UInt8:
        return item_as<std::uint8_t>(from);
    case ScalarType::Int8:
        return item_as<std::int8_t>(from);
    case ScalarType::Int16:
        return item_as<std::int16_t>(from);
    case ScalarType::UInt16:
        return item_as<std::uint16_t>(from);
    case ScalarType::Int32:
        return item_as<std::int32_t>(from);
    case ScalarType::UInt32:
        return item_as<std::uint32_t>(from);
    case ScalarType::Int64:
        return item_as<std::int64_t>(from);
    case ScalarType::UInt64:
        return item_as<std::uint64_t>(from);
    case ScalarType::Float32:
        return item_as<float>(from);
    case ScalarType::Float64:
        return item_as<double>(from);
    default:
        return std::nullopt;
    }
}

/// The numbers of nested lists in order; NaN and the infinities are strings there.
inline void flatten(const QJsonValue& value, QList<double>& out)
{
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        for (const QJsonValue& item : items)
            flatten(item, out);
    } else if (value.isString()) {
        out.append(value.toString() == "NaN"        ? qQNaN()
                   : value.toString() == "Infinity" ? qInf()
                                                    : -qInf());
    } else {
        out.append(value.isBool() ? (value.toBool() ? 1.0 : 0.0) : value.toDouble());
    }
}

inline void compare_values(const Tensor& tensor, const SourceSet& sources, const QJsonValue& values)
{
    const auto items = all_items(tensor, sources);
    QVERIFY2(items, items ? "" : items.error().detail.c_str());
    QList<double> wanted;
    flatten(values, wanted);
    const std::uint64_t size = tensor.dtype.item_size;
    QCOMPARE(static_cast<quint64>(items->size()), size * static_cast<quint64>(wanted.size()));
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const auto* const item = items->data() + static_cast<std::size_t>(i) * size;
        const auto number = item_number(item, tensor.dtype.type);
        if (!number)
            return;
        QVERIFY2(*number == wanted[i] || (qIsNaN(*number) && qIsNaN(wanted[i])),
                 qPrintable(QStringLiteral("item %1: %2").arg(i).arg(*number)));
    }
}

inline const Tensor* find_tensor(const Document& document, const QString& path)
{
    for (std::uint32_t i = 0; i < document.tensors.size(); ++i) {
        if (document.tensor_path(TensorId{i}) == path.toStdString())
            return &document.tensors[i];
    }
    return nullptr;
}

inline void compare_tensor(const OpenDocument& opened, const QJsonObject& wanted)
{
    const Tensor* const found = find_tensor(*opened.document, wanted["path"].toString());
    QVERIFY2(found != nullptr, qPrintable(wanted["path"].toString()));
    const Tensor& tensor = *found;
    QCOMPARE(QString::fromStdString(tensor.dtype.name()), wanted["dtype"].toString());
    QCOMPARE(shape_json(tensor.shape), wanted["shape"].toArray());
    QCOMPARE(tensor.dtype.big_endian, wanted["byte_order"].toString() == "big");
    QCOMPARE(tensor.fortran_order, wanted["fortran_order"].toBool());
    const QJsonArray fields = wanted["fields"].toArray();
    if (!fields.isEmpty()) {
        QVERIFY(tensor.dtype.fields);
        QCOMPARE(static_cast<qsizetype>(tensor.dtype.fields->size()), fields.size());
        for (qsizetype i = 0; i < fields.size(); ++i)
            QCOMPARE(
                QString::fromStdString((*tensor.dtype.fields)[static_cast<std::size_t>(i)].name),
                fields[i].toString());
    }
    if (wanted.contains("values"))
        compare_values(tensor, opened.sources, wanted["values"]);
}

/// Holds a document against what Python read in the file.
inline void compare_document(const OpenDocument& opened, const QJsonObject& wanted)
{
    const Document& document = *opened.document;
    const QJsonObject verdict = wanted["verdict"].toObject();
    const QString trust = document.verdict.trust ? trust_name(*document.verdict.trust) : "";
    QCOMPARE(trust, verdict["trust"].toString());
    QCOMPARE(QString(integrity_name(document.verdict.integrity)), verdict["integrity"].toString());
    const QJsonArray tensors = wanted["tensors"].toArray();
    QCOMPARE(static_cast<qsizetype>(document.tensors.size()), tensors.size());
    for (const QJsonValue& tensor : tensors)
        compare_tensor(opened, tensor.toObject());
}

/// Looks at all that a document holds and reads every tensor, so that bad indices and extents show.
inline void walk(const OpenDocument& opened)
{
    QVERIFY(!canonical_text(*opened.document).empty());
    for (const Tensor& tensor : opened.document->tensors) {
        const auto reader = TensorReader::plan(tensor, opened.sources);
        if (!reader)
            continue;
        std::uint64_t items = 0;
        const auto read = reader->for_each({}, 1, [&](const ValueBlock& block, unsigned) {
            items += block.count;
            return Result<void>();
        });
        if (read && reader->block_count() != 0)
            QCOMPARE(items, reader->item_count());
    }
}

/// Opens a file cut at every 64th of its length: each is an error or a document that can be walked.
inline void try_truncations(const Format& format, const QByteArray& whole)
{
    for (int part = 0; part < 64; ++part) {
        const auto opened = open(format, whole.left(whole.size() * part / 64));
        if (!opened)
            continue;
        walk(*opened);
        if (!opened->document->tensors.empty())
            QVERIFY(opened->document->verdict.integrity != Integrity::Complete);
    }
}

/// Opens a file with one to four of its bytes changed, 500 times.
inline void try_changes(const Format& format, const QByteArray& whole, unsigned seed)
{
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        QByteArray changed = whole;
        for (unsigned change = random() % 4 + 1; change > 0; --change)
            changed[static_cast<qsizetype>(random() % static_cast<unsigned>(changed.size()))] =
                static_cast<char>(random());
        const auto opened = open(format, changed);
        if (opened)
            walk(*opened);
    }
}

} // namespace strata::fixtures
