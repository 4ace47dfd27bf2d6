// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/proof/fixtures.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

namespace strata::test {

namespace {

/// What belongs to a fixture and is none: what Python read in it, who made it, and why.
bool is_beside(const QString& path)
{
    return path.startsWith(QLatin1String("generate/")) || path.endsWith(QLatin1String(".json")) ||
           path.endsWith(QLatin1String(".md")) || path.endsWith(QLatin1String(".expected.txt"));
}

QStringList all_fixtures()
{
    const QDir folder(QStringLiteral(STRATA_TEST_DATA));
    QStringList paths;
    QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = folder.relativeFilePath(files.next());
        if (!is_beside(path))
            paths.append(path);
    }
    paths.sort();
    return paths;
}

/// What fixtures of one content have in common: family and name without protocol or suffix.
QString content_of(const QString& path)
{
    return path.section(QLatin1Char('/'), 0, 0) + QLatin1Char('/') +
           path.section(QLatin1Char('/'), -1).section(QLatin1Char('.'), 0, 0);
}

} // namespace

int variant_of(const QString& path)
{
    int before = 0;
    static const QStringList all = all_fixtures();
    for (const QString& other : all) {
        if (other == path)
            break;
        before += content_of(other) == content_of(path);
    }
    return before;
}

bool proves_all()
{
    return qEnvironmentVariable("STRATA_PROOF") == u"all";
}

void add_fixture_rows(int most_variants)
{
    QTest::addColumn<QString>("path");
    for (const QString& path : proof_fixtures()) {
        if (proves_all() || variant_of(path) < most_variants)
            QTest::newRow(qPrintable(path)) << path;
    }
}

bool is_in_part(qsizetype number)
{
    const QStringList part =
        qEnvironmentVariable("STRATA_PROOF_PART", QStringLiteral("1/1")).split(QLatin1Char('/'));
    const qsizetype parts = std::max<qsizetype>(1, part.value(1).toInt());
    return number % parts == part.value(0).toInt() - 1;
}

QStringList proof_fixtures()
{
    const QString only = qEnvironmentVariable("STRATA_PROOF_ONLY");
    QStringList chosen;
    const QStringList paths = all_fixtures();
    for (qsizetype i = 0; i < paths.size(); ++i) {
        if (is_in_part(i) && paths[i].contains(only))
            chosen.append(paths[i]);
    }
    return chosen;
}

} // namespace strata::test
