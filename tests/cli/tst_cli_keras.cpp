// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs on Keras .h5 files of both generations, held against what Keras itself said of them.
#include "strata_process.h"

#include <QFile>
#include <QJsonArray>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

namespace {

const char* const generations[] = {"tf-2.15", "keras-3"};

QString keras_file(const QString& generation, const QString& name)
{
    return fixture("keras/") + generation + u'/' + name + QStringLiteral(".h5");
}

/// What that Keras says of the model.
QJsonObject expected(const QString& generation, const QString& name)
{
    QFile file(fixture("keras/") + generation + u'/' + name + QStringLiteral(".expected.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QByteArray expected_summary(const QString& generation, const QString& name)
{
    return expected(generation, name)[QLatin1String("summary")].toString().toUtf8();
}

/// The table without what follows it.
QByteArray without_totals(const QByteArray& summary)
{
    return summary.left(summary.indexOf("Total params"));
}

QByteArray totals_of(const QByteArray& summary)
{
    return summary.mid(summary.indexOf("Total params"));
}

/// Models of which Keras runs code to know a shape, which no file tells.
bool behind_code(const QString& name)
{
    return name == QLatin1String("custom_model") || name == QLatin1String("lambda_model");
}

/// Runs as in a pipe of 80 columns, whatever the terminal of the tests is.
StrataRun run(const QStringList& arguments, const QString& columns = QStringLiteral("80"))
{
    return run_strata(arguments, {}, {QStringLiteral("COLUMNS=") + columns});
}

QJsonObject report_of(const QStringList& arguments)
{
    return run(arguments).json();
}

} // namespace

class TestCliKeras : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void summaryIsKerasOwn_data() { every_model(); }
    void summaryIsKerasOwn()
    {
        QFETCH(QString, generation);
        QFETCH(QString, name);
        const QByteArray wanted = expected_summary(generation, name);
        QVERIFY(wanted.size() > 100);
        const QString own = generation == QLatin1String("keras-3") ? QStringLiteral("keras3")
                                                                   : QStringLiteral("keras2");
        for (const QStringList& style : {QStringList{}, QStringList{"--style", own}}) {
            const StrataRun summary =
                run(QStringList{"summary"} + style + QStringList{keras_file(generation, name)});
            QCOMPARE(summary.status, 0);
            if (behind_code(name))
                QCOMPARE(totals_of(summary.out), totals_of(wanted));
            else
                QCOMPARE(QString::fromUtf8(summary.out), QString::fromUtf8(wanted));
        }
    }

    /// The two generations' models are the same, so each can print the other's table.
    void summaryInTheOtherStyle_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"deep_learning_model", "functional", "convolutions"})
            QTest::newRow(name) << name;
    }
    void summaryInTheOtherStyle()
    {
        QFETCH(QString, name);
        const StrataRun two = run({"summary", "--style", "keras2", keras_file("keras-3", name)});
        QCOMPARE(QString::fromUtf8(without_totals(two.out)),
                 QString::fromUtf8(without_totals(expected_summary("tf-2.15", name))));
        const StrataRun three = run({"summary", "--style", "keras3", keras_file("tf-2.15", name)});
        QCOMPARE(QString::fromUtf8(without_totals(three.out)),
                 QString::fromUtf8(without_totals(expected_summary("keras-3", name))));
    }

    void summaryFitsItsColumns_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("40") << 40;
        QTest::newRow("200") << 200;
        QTest::newRow(" 60 ") << 60;
        for (const char* none : {"", "wide", "0", "-5", "80 columns"})
            QTest::newRow(none) << 80;
    }
    void summaryFitsItsColumns()
    {
        QFETCH(int, width);
        const QString three = keras_file("keras-3", "deep_learning_model");
        const StrataRun there =
            run({"summary", three}, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(there.out, run({"summary", three}, QString::number(width)).out);
        QCOMPARE(there.out == run({"summary", three}).out, width == 80);
        const QString two = keras_file("tf-2.15", "deep_learning_model");
        QCOMPARE(run({"summary", two}, QString::fromLatin1(QTest::currentDataTag())).out,
                 run({"summary", two}).out);
    }

    void summaryAsJson_data() { every_model(); }
    void summaryAsJson()
    {
        QFETCH(QString, generation);
        QFETCH(QString, name);
        const QJsonObject wanted = expected(generation, name);
        const QJsonObject report = report_of({"summary", "--json", keras_file(generation, name)});
        QCOMPARE(report.keys(), (QStringList{"columns", "rows", "schema", "totals"}));
        const QJsonArray rows = report[QLatin1String("rows")].toArray();
        const QJsonArray layers = wanted[QLatin1String("layers")].toArray();
        QCOMPARE(rows.size(), layers.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i][QLatin1String("name")], layers[i][QLatin1String("name")]);
            QCOMPARE(rows[i][QLatin1String("parameters")], layers[i][QLatin1String("parameters")]);
        }
        const QJsonObject totals = report[QLatin1String("totals")].toObject();
        for (const char* key : {"total", "trainable", "non_trainable"})
            QCOMPARE(totals[QLatin1String(key)],
                     wanted[QLatin1String("parameters")][QLatin1String(key)]);
    }

    void summaryOfSomethingElse()
    {
        const QString forest = fixture("sklearn/1.9/random_forest_model.pkl");
        const StrataRun text = run({"summary", forest});
        QCOMPARE(text.status, 2);
        QVERIFY(text.out.isEmpty());
        QVERIFY2(text.err.contains("Keras"), text.err.constData());
        const StrataRun json = run({"summary", "--json", forest});
        QCOMPARE(json.status, 2);
        QVERIFY(json.json()[QLatin1String("error")].isObject());
        QCOMPARE(run({"summary", fixture("keras/none.h5")}).status, 2);
        QCOMPARE(run({"summary", "--style", "keras1", forest}).status, 2);
    }

    void infoSaysTheWholeModel_data() { every_generation(); }
    void infoSaysTheWholeModel()
    {
        QFETCH(QString, generation);
        const StrataRun info = run({"info", keras_file(generation, "deep_learning_model")});
        QCOMPARE(info.status, 0);
        for (const char* text :
             {"Keras", "Sequential", "6,922", "Adam, step 5", "Layers", "dense_1", "(None, 64)",
              "4,160", "learning_rate", "Optimizer state", "6 arrays",
              "sparse_categorical_crossentropy", "Trusted", "Complete"})
            QVERIFY2(info.out.contains(text), qPrintable(QLatin1String(text) + u'\n' + info.out));
    }

    void customObjectsHaveTheirLine_data() { every_generation(); }
    void customObjectsHaveTheirLine()
    {
        QFETCH(QString, generation);
        const QString path = keras_file(generation, "custom_model");
        const StrataRun info = run({"info", path});
        for (const char* text : {"Custom objects", "CustomLayer", "Load with: ", "custom_objects="})
            QVERIFY2(info.out.contains(text), qPrintable(QLatin1String(text) + u'\n' + info.out));
        const QJsonArray objects =
            report_of({"info", "--json", path})[QLatin1String("custom_objects")].toArray();
        QCOMPARE(objects.size(), 1);
        QCOMPARE(objects[0][QLatin1String("name")].toString(), QStringLiteral("CustomLayer"));
        QCOMPARE(objects[0][QLatin1String("used_by")].toArray().size(), 1);
        QVERIFY(objects[0][QLatin1String("load_hint")].toString().contains(u"CustomLayer"));
    }

    void infoAsJson_data() { every_generation(); }
    void infoAsJson()
    {
        QFETCH(QString, generation);
        const QString name = QStringLiteral("deep_learning_model");
        const QJsonObject report = report_of({"info", "--json", keras_file(generation, name)});
        QCOMPARE(report[QLatin1String("format")][QLatin1String("id")].toString(),
                 QStringLiteral("keras-h5"));
        QCOMPARE(report[QLatin1String("layers")].toArray().last()[QLatin1String("name")].toString(),
                 QStringLiteral("dense_2"));
        const QJsonObject optimizer = report[QLatin1String("optimizer")].toObject();
        QCOMPARE(optimizer[QLatin1String("iterations")].toInt(), 5);
        const QJsonArray slots_of_it = optimizer[QLatin1String("slots")].toArray();
        int paired = 0;
        for (const QJsonValue& slot : slots_of_it)
            paired += slot[QLatin1String("weight")].isString() ? 1 : 0;
        QCOMPARE(paired, 12);
        QCOMPARE(report[QLatin1String("training")][QLatin1String("loss")].toString(),
                 QStringLiteral("sparse_categorical_crossentropy"));
    }

    void severalFilesAreATable()
    {
        const StrataRun info = run({"info", keras_file("tf-2.15", "deep_learning_model"),
                                    keras_file("keras-3", "functional")});
        QCOMPARE(info.status, 0);
        const QByteArrayList lines = info.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[1].contains("Sequential") && lines[1].contains("6,922"),
                 lines[1].constData());
        QVERIFY2(lines[2].contains("functional.h5") && lines[2].contains("Keras 3"),
                 lines[2].constData());
    }

    void treeOfBothReadings_data() { every_generation(); }
    void treeOfBothReadings()
    {
        QFETCH(QString, generation);
        const QString path = keras_file(generation, "deep_learning_model");
        const StrataRun model = run({"tree", path});
        QCOMPARE(model.status, 0);
        QVERIFY2(model.out.contains("Dense") && model.out.contains("kernel"),
                 model.out.constData());
        const StrataRun file = run({"tree", "--file", path});
        QVERIFY2(file.out.contains("model_weights") && file.out.contains("model_config"),
                 file.out.constData());
        const StrataRun bias = run({"tree", "--filter", "bias", path});
        QVERIFY2(bias.out.contains("bias") && !bias.out.contains("kernel"), bias.out.constData());
    }

    void statsFindPoorWeights_data() { every_generation(); }
    void statsFindPoorWeights()
    {
        QFETCH(QString, generation);
        const StrataRun stats = run({"stats", keras_file(generation, "poor_weights")});
        QCOMPARE(stats.status, 0);
        for (const char* text : {"1 NaN, 1 +Inf\n", "constant\n", "all zero\n"})
            QVERIFY2(stats.out.contains(text), stats.out.constData());
    }

    void valuesOfAWeight_data() { every_generation(); }
    void valuesOfAWeight()
    {
        QFETCH(QString, generation);
        const QString path = keras_file(generation, "poor_weights");
        const QJsonArray layers =
            report_of({"info", "--json", path})[QLatin1String("layers")].toArray();
        const QString kernel = [&] {
            for (const QJsonValue& layer : layers)
                if (layer[QLatin1String("name")].toString() == QLatin1String("nan"))
                    return layer[QLatin1String("weights")].toArray().first().toString();
            return QString();
        }();
        QVERIFY(!kernel.isEmpty());
        const QJsonArray row =
            report_of({"values", path, kernel, "--slice", "1", "--json"})[QLatin1String("values")]
                .toArray();
        QCOMPARE(row.size(), 4);
        QCOMPARE(row[2].toString(), QStringLiteral("NaN"));
        QVERIFY(row[1].isDouble());
    }

    /// One cause, and of each kind of consequence one finding that counts the others.
    void aFileThatEndsEarly_data() { every_generation(); }
    void aFileThatEndsEarly()
    {
        QFETCH(QString, generation);
        QFile whole(keras_file(generation, "convolutions"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QTemporaryDir folder;
        QFile cut(folder.filePath(QStringLiteral("cut.h5")));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        const QByteArray half = whole.read(whole.size() / 2);
        QCOMPARE(cut.write(half), half.size());
        cut.close();
        const QJsonObject report = report_of({"info", "--json", cut.fileName()});
        QSet<QString> rules;
        for (const QJsonValue& finding : report[QLatin1String("findings")].toArray()) {
            const QString rule = finding[QLatin1String("rule")].toString();
            if (finding[QLatin1String("category")] == QLatin1String("integrity"))
                QVERIFY2(!rules.contains(rule), qPrintable(rule));
            rules.insert(rule);
        }
        QVERIFY(rules.contains(QStringLiteral("hdf5-truncated")));
        const StrataRun scan = run({"scan", cut.fileName()});
        QVERIFY2(scan.out.contains("Incomplete"), scan.out.constData());
    }

    void scanKnowsALambda_data() { every_generation(); }
    void scanKnowsALambda()
    {
        QFETCH(QString, generation);
        QCOMPARE(run({"scan", keras_file(generation, "deep_learning_model")}).status, 0);
        QCOMPARE(run({"scan", keras_file(generation, "custom_model")}).status, 0);
        const StrataRun lambda = run({"scan", keras_file(generation, "lambda_model")});
        QCOMPARE(lambda.status, 1);
        QVERIFY2(lambda.out.contains("Lambda"), lambda.out.constData());
    }

private:
    static void every_generation()
    {
        QTest::addColumn<QString>("generation");
        for (const char* generation : generations)
            QTest::newRow(generation) << generation;
    }
    static void every_model()
    {
        QTest::addColumn<QString>("generation");
        QTest::addColumn<QString>("name");
        for (const char* generation : generations)
            for (const char* name :
                 {"deep_learning_model", "custom_model", "convolutions", "recurrent", "functional",
                  "long_names", "lambda_model", "poor_weights"})
                QTest::addRow("%s %s", generation, name) << generation << name;
    }
};

QTEST_GUILESS_MAIN(TestCliKeras)
#include "tst_cli_keras.moc"
