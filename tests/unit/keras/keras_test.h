// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

inline std::shared_ptr<const Document> read(const SharedSource& source, const hdf5::Index& index)
{
    DocumentBuilder builder;
    builder.document.name = "model.h5";
    SourceSet sources = {source};
    const auto rows = hdf5::add_file_rows(builder, sources, index);
    add_model_reading(builder, *source, index, rows);
    return std::move(builder).finish();
}

inline std::shared_ptr<const Document> open_fixture(const QString& name)
{
    const auto source = open_file_source((folder() + u'/' + name + ".h5").toStdString()).value();
    return read(source, hdf5::read_index(*source, {}).value());
}

} // namespace strata::keras::test
