// SPDX-License-Identifier: GPL-3.0-or-later
// What the program reports of each fixture equals what Python's own libraries read in it.
#include "strata_process.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <cmath>

namespace {

/// Empty when equal, else the place that differs. Figures that are sums may differ in the last
/// bits; values may not.
QString difference(const QJsonValue& expected, const QJsonValue& actual, double tolerance,
                   const QString& where)
{
    const auto differs = [&] {
        return QStringLiteral("%1: %2 is not %3")
            .arg(
                where,
                QString::fromUtf8(QJsonDocument(QJsonArray{actual}).toJson(QJsonDocument::Compact)),
                QString::fromUtf8(
                    QJsonDocument(QJsonArray{expected}).toJson(QJsonDocument::Compact)));
    };
    if (expected.isDouble() && actual.isDouble()) {
        const double a = expected.toDouble();
        const double b = actual.toDouble();
        const bool near = std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
        return a == b || near ? QString() : differs();
    }
    if (expected.isArray() && actual.isArray()) {
        const QJsonArray left = expected.toArray();
        const QJsonArray right = actual.toArray();
        if (left.size() != right.size())
            return differs();
        for (qsizetype i = 0; i < left.size(); ++i) {
            const QString found =
                difference(left[i], right[i], tolerance, where + QStringLiteral("[%1]").arg(i));
            if (!found.isEmpty())
                return found;
        }
        return {};
    }
    if (expected.isObject() && actual.isObject()) {
        const QJsonObject left = expected.toObject();
        for (auto entry = left.begin(); entry != left.end(); ++entry) {
            const QString found = difference(entry.value(), actual.toObject().value(entry.key()),
                                             tolerance, where + u'/' + entry.key());
            if (!found.isEmpty())
                return found;
        }
        return {};
    }
    return expected == actual ? QString() : differs();
}

/// The expectation of an attribute in the words of the report: {"object": class} is the class as
/// text, {"objects": […]} the values of an array of objects.
QString attribute_difference(const QJsonValue& expected, const QJsonValue& actual,
                             const QString& where)
{
    const QJsonObject object = expected.toObject();
    const bool array = object.value(QLatin1String("object")) == QLatin1String("numpy.ndarray");
    if (array && actual.toObject().contains(QLatin1String("tensor")))
        return {};
    if (object.contains(QLatin1String("object")))
        return actual.toString().contains(object.value(QLatin1String("object")).toString())
                   ? QString()
                   : where + QLatin1String(": not the class");
    if (object.contains(QLatin1String("objects")))
        return difference(object.value(QLatin1String("objects")),
                          actual.toObject().value(QLatin1String("values")), 0, where);
    if (expected.isArray() && actual.isArray()) {
        const QJsonArray left = expected.toArray();
        for (qsizetype i = 0; i < left.size(); ++i) {
            const QString found = attribute_difference(left[i], actual.toArray().at(i), where);
            if (!found.isEmpty())
                return found;
        }
        return {};
    }
    return difference(expected, actual, 0, where);
}

QJsonObject read_json(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QJsonObject tensor_of(const QJsonArray& tensors, const QString& path)
{
    for (const QJsonValue& tensor : tensors) {
        if (tensor[QLatin1String("path")].toString() == path)
            return tensor.toObject();
    }
    return {};
}

void add_fixtures(const QStringList& folders)
{
    QTest::addColumn<QString>("path");
    for (const QString& folder : folders) {
        QDirIterator files(QStringLiteral(STRATA_TEST_DATA "/") + folder, {"*.expected.json"},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (read_json(path).contains(QLatin1String("fixture")))
                QTest::newRow(qPrintable(path.mid(int(qstrlen(STRATA_TEST_DATA)) + 1)))
                    << path.chopped(14);
        }
    }
}

} // namespace

class TestCliExpectations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void info_data()
    {
        add_fixtures({"hdf5", "npy", "npz", "safetensors", "pickle", "joblib", "sklearn"});
    }
    void info()
    {
        QFETCH(QString, path);
        const QJsonObject expected = read_json(path + QLatin1String(".expected.json"));
        const StrataRun run = run_strata({"info", "--json", path});
        QVERIFY2(run.status == 0 && run.err.isEmpty(), run.err.constData());
        const QJsonObject report = run.json();
        QCOMPARE(report[QLatin1String("verdict")], expected[QLatin1String("verdict")]);
        check_tensors(expected, report);
        if (expected[QLatin1String("estimator")].isObject())
            check_estimator(expected[QLatin1String("estimator")].toObject(),
                            report[QLatin1String("estimator")].toObject());
        else
            check_root_class(expected[QLatin1String("root_class")],
                             report[QLatin1String("estimator")]);
    }

    void stats_data() { add_fixtures({"hdf5", "npy", "npz", "safetensors", "sklearn"}); }
    void stats()
    {
        QFETCH(QString, path);
        const QJsonObject expected = read_json(path + QLatin1String(".expected.json"));
        const StrataRun run = run_strata({"stats", "--all", "--json", path});
        QVERIFY2(run.status == 0 && run.err.isEmpty(), run.err.constData());
        const QJsonArray measured = run.json()[QLatin1String("tensors")].toArray();
        for (const QJsonValue& tensor : expected[QLatin1String("tensors")].toArray()) {
            const QString tensor_path = tensor[QLatin1String("path")].toString();
            if (tensor[QLatin1String("statistics")].isObject())
                check_figures(tensor[QLatin1String("statistics")].toObject(),
                              tensor_of(measured, tensor_path), tensor_path);
        }
    }

    void values_data() { add_fixtures({"hdf5", "npy", "npz", "safetensors"}); }
    void values()
    {
        QFETCH(QString, path);
        const QJsonObject expected = read_json(path + QLatin1String(".expected.json"));
        for (const QJsonValue& tensor : expected[QLatin1String("tensors")].toArray()) {
            if (!tensor.toObject().contains(QLatin1String("values")))
                continue;
            const QString tensor_path = tensor[QLatin1String("path")].toString();
            const StrataRun run = run_strata({"values", "--json", path, "--", tensor_path});
            QVERIFY2(run.status == 0, run.err.constData());
            QCOMPARE(difference(tensor[QLatin1String("values")],
                                run.json()[QLatin1String("values")], 0, tensor_path),
                     QString());
        }
    }

private:
    static void check_tensors(const QJsonObject& expected, const QJsonObject& report)
    {
        const QJsonArray tensors = report[QLatin1String("tensors")].toArray();
        for (const QJsonValue& tensor : expected[QLatin1String("tensors")].toArray()) {
            const QString path = tensor[QLatin1String("path")].toString();
            const QJsonObject found = tensor_of(tensors, path);
            QVERIFY2(!found.isEmpty(), qPrintable(path));
            QCOMPARE(found[QLatin1String("dtype")], tensor[QLatin1String("dtype")]);
            QCOMPARE(found[QLatin1String("shape")], tensor[QLatin1String("shape")]);
        }
    }

    /// Estimators whose meaning the expectation leaves open may be read or not.
    static void check_root_class(const QJsonValue& expected, const QJsonValue& estimator)
    {
        if (!estimator.isNull())
            QCOMPARE(estimator[QLatin1String("class")], expected);
    }

    static void check_estimator(const QJsonObject& expected, const QJsonObject& estimator)
    {
        for (const char* key : {"class", "name", "version", "trees"})
            QCOMPARE(difference(expected[QLatin1String(key)], estimator[QLatin1String(key)], 0,
                                QLatin1String(key)),
                     QString());
        for (const char* key : {"feature_names", "classes"}) {
            const QJsonValue wanted = expected[QLatin1String(key)];
            QCOMPARE(difference(wanted.isNull() ? QJsonArray() : wanted,
                                estimator[QLatin1String(key)], 0, QLatin1String(key)),
                     QString());
        }
        for (const char* key : {"parameters", "attributes"}) {
            const QJsonObject wanted = expected[QLatin1String(key)].toObject();
            const QJsonObject found = estimator[QLatin1String(key)].toObject();
            for (auto entry = wanted.begin(); entry != wanted.end(); ++entry)
                QCOMPARE(attribute_difference(entry.value(), found[entry.key()], entry.key()),
                         QString());
        }
        const QJsonValue importances = expected[QLatin1String("importances")];
        QCOMPARE(difference(importances.isNull() ? QJsonArray() : importances,
                            estimator[QLatin1String("importances")], 1e-12, "importances"),
                 QString());
    }

    static void check_figures(QJsonObject expected, const QJsonObject& figures, const QString& path)
    {
        const QJsonValue histogram = expected.take(QLatin1String("histogram"));
        QCOMPARE(difference(expected, figures, 1e-9, path), QString());
        if (!histogram.isObject()) {
            QVERIFY(figures[QLatin1String("histogram")].isNull());
            return;
        }
        const QJsonObject drawn = figures[QLatin1String("histogram")].toObject();
        const QJsonArray edges = drawn[QLatin1String("edges")].toArray();
        QCOMPARE(edges.size(), 65);
        QCOMPARE(difference(histogram[QLatin1String("range")],
                            QJsonArray{edges.first(), edges.last()}, 1e-15, path),
                 QString());
        QCOMPARE(
            difference(histogram[QLatin1String("counts")], drawn[QLatin1String("counts")], 0, path),
            QString());
    }
};

QTEST_APPLESS_MAIN(TestCliExpectations)
#include "tst_cli_expectations.moc"
