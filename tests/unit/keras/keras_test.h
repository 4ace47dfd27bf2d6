// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/dataset_tensor.h"
#include "io/keras/keras_h5.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace strata::keras::test {

inline QString folder()
{
    return QStringLiteral(STRATA_TEST_DATA "/keras");
}

/// "tf-2.15/functional" for every fixture.
inline QStringList fixtures()
{
    QStringList names;
    for (const QString& generation : QDir(folder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir inside(folder() + u'/' + generation);
        for (const QString& name : inside.entryList({QStringLiteral("*.h5")}, QDir::Files))
            names.append(generation + u'/' + name.chopped(3));
    }
    return names;
}

inline QJsonObject expected(const QString& name)
{
    QFile file(folder() + u'/' + name + QStringLiteral(".expected.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

/// A row and a tensor for each object: as much of the File reading as the Model reading needs.
inline hdf5::FileRows plain_rows(DocumentBuilder& builder, const ByteSource& source,
                                 const hdf5::Index& index)
{
    hdf5::FileRows rows;
    for (std::size_t i = 0; i < index.objects.size(); ++i) {
        const std::string name = std::to_string(i);
        rows.nodes.push_back(builder.file.add(Tree::root, {.name = name}));
        rows.tensors.push_back(TensorId::none);
        if (!index.objects[i].dataset)
            continue;
        Tensor tensor =
            hdf5::dataset_tensor(*index.objects[i].dataset, SourceId::file, source.size()).tensor;
        tensor.file_node = rows.nodes.back();
        rows.tensors.back() = builder.add_tensor(std::move(tensor));
    }
    return rows;
}

inline std::shared_ptr<const Document> read(const ByteSource& source, const hdf5::Index& index)
{
    DocumentBuilder builder;
    builder.document.name = "model.h5";
    const auto rows = plain_rows(builder, source, index);
    add_model_reading(builder, source, index, rows);
    return std::move(builder).finish();
}

inline std::shared_ptr<const Document> open_fixture(const QString& name)
{
    const auto source = open_file_source((folder() + u'/' + name + ".h5").toStdString()).value();
    return read(*source, hdf5::read_index(*source, {}).value());
}

} // namespace strata::keras::test
