// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <algorithm>

namespace strata::fixtures {

inline QString folder()
{
    return QStringLiteral(STRATA_TEST_DATA);
}

inline QString path(const QString& name)
{
    return folder() + QLatin1Char('/') + name;
}

/// The families whose files the program reads, each a folder of tests/data.
inline QStringList families()
{
    return {QStringLiteral("hdf5"),
            QStringLiteral("hostile"),
            QStringLiteral("joblib"),
            QStringLiteral("keras"),
            QStringLiteral("npy"),
            QStringLiteral("npz"),
            QStringLiteral("pickle"),
            QStringLiteral("safetensors"),
            QStringLiteral("safetensors_index"),
            QStringLiteral("sklearn"),
            QStringLiteral("torch")};
}

/// What lies in the folders beside the fixtures: descriptions of them.
inline bool is_fixture(const QString& name)
{
    return name.endsWith(QStringLiteral(".index.json")) ||
           (!name.endsWith(QStringLiteral(".json")) && !name.endsWith(QStringLiteral(".md")) &&
            !name.endsWith(QStringLiteral(".py")));
}

/// All fixtures of a family by their names below tests/data, sorted.
inline QStringList all_of(const QString& family)
{
    QStringList names;
    QDirIterator files(path(family), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = QDir(folder()).relativeFilePath(files.next());
        if (is_fixture(name))
            names.append(name);
    }
    names.sort();
    return names;
}

inline QJsonObject json(const QString& name)
{
    QFile file(path(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

/// What Python reads in a fixture; empty where nobody wrote it down.
inline QJsonObject expected(const QString& name)
{
    return json(name + QStringLiteral(".expected.json"));
}

} // namespace strata::fixtures
