// SPDX-License-Identifier: GPL-3.0-or-later
// `strata diff` on pairs of models that the libraries wrote, and its figures against numpy's.
#include "strata_process.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace {

QString compared(const char* name)
{
    return fixture(qPrintable(QStringLiteral("compare/") + QLatin1String(name)));
}

QJsonObject diff_of(const char* left, const char* right)
{
    return run_strata({"diff", "--json", compared(left), compared(right)}).json();
}

QJsonObject numpy_figures(const char* what)
{
    QFile file(compared("expected.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no expectations");
    return QJsonDocument::fromJson(file.readAll()).object()[QLatin1String(what)].toObject();
}

bool close_to(const QJsonValue& found, const QJsonValue& wanted)
{
    return found.isDouble() &&
           std::fabs(found.toDouble() - wanted.toDouble()) <= 1e-9 * std::fabs(wanted.toDouble());
}

/// Paths of the pairs, "left > right reason".
QStringList pair_lines(const QJsonObject& diff)
{
    QStringList lines;
    for (const QJsonValue& pair : diff[QLatin1String("pairs")].toArray())
        lines.append(pair[QLatin1String("left")].toString() + QStringLiteral(" > ") +
                     pair[QLatin1String("right")].toString() + u' ' +
                     pair[QLatin1String("matched_by")].toString() +
                     (pair[QLatin1String("transposed")].toBool() ? QStringLiteral(" transposed")
                                                                 : QString()));
    lines.sort();
    return lines;
}

} // namespace

class TestCliDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneLineSaysIt_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* left, const char* right, const char* line) {
            QTest::addRow("%s, %s", left, right)
                << QString::fromLatin1(left) << QString::fromLatin1(right)
                << QString::fromUtf8(line);
        };
        row("epoch_1.h5", "epoch_1.h5", "identical: nothing differs");
        row("epoch_1.h5", "epoch_2.h5",
            "same architecture; 6 of 6 weights changed, relative L2 0.034, optimizer 4 → 8 steps, "
            "learning rate halved");
        row("epoch_1.h5", "renamed.h5",
            "same architecture; all 6 weights equal, 1 layer renamed, optimizer only left");
        row("epoch_1.h5", "inserted.h5",
            "1 layer only right; all 119 shared parameters equal, optimizer only left");
        row("inserted.h5", "renamed.h5",
            "1 layer renamed, 1 only left; all 119 shared parameters equal");
        for (const char* const other : {"epoch_1.pt", "epoch_1.npz", "epoch_1.safetensors"})
            row("epoch_1.h5", other,
                "same architecture; all 6 weights equal, optimizer only left, settings of layers "
                "only left");
        row("epoch_1.npz", "epoch_1.pt", "identical: nothing differs");
        row("epoch_1.pt", "epoch_1.safetensors", "identical: nothing differs");
        row("epoch_1.safetensors", "epoch_1_float16.safetensors",
            "same architecture; all 6 weights equal as far as the narrower dtype tells, 6 dtypes "
            "float32 → float16");
        row("forest_3.joblib", "forest_4.joblib",
            "same estimator; 1 hyper-parameter differs, 3 → 4 trees, all 10 arrays equal, 3 arrays "
            "only right");
        row("linear.pkl", "linear.joblib", "identical: nothing differs");
        row("linear.joblib", "linear_2.joblib",
            "same estimator; 1 fitted value differs, 1 of 2 arrays changed");
        row("epoch_1.safetensors", "prefixed.safetensors",
            "same architecture; all 6 weights equal, 3 layers renamed");
        row("epoch_1.npz", "prefixed.safetensors", "identical: nothing differs");
        row("epoch_1.h5", "linear.pkl", "nothing in common: 6 arrays only left, 2 only right");
    }
    void oneLineSaysIt()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(QString, line);
        const StrataRun run =
            run_strata({"diff", compared(qPrintable(left)), compared(qPrintable(right))});
        QCOMPARE(QString::fromUtf8(run.out.left(run.out.indexOf('\n'))), line);
        QCOMPARE(run.status, line.startsWith(QLatin1String("identical")) ? 0 : 1);
        QVERIFY(run.err.isEmpty());
        const QJsonObject json = diff_of(qPrintable(left), qPrintable(right));
        QCOMPARE(json[QLatin1String("summary")].toString(), line);
        QCOMPARE(json[QLatin1String("same")].toBool(), run.status == 0);
    }

    void figuresAreNumpys()
    {
        const QJsonObject wanted = numpy_figures("epochs");
        QCOMPARE(wanted.size(), 6);
        int seen = 0;
        for (const QJsonValue& pair :
             diff_of("epoch_1.h5", "epoch_2.h5")[QLatin1String("pairs")].toArray()) {
            const QString path = pair[QLatin1String("left")].toString();
            if (!wanted.contains(path))
                continue;
            ++seen;
            const QJsonObject figures = wanted[path].toObject();
            for (const QString& key : figures.keys()) {
                if (key == QLatin1String("max_at"))
                    QCOMPARE(pair[key], figures[key]);
                else
                    QVERIFY2(close_to(pair[key], figures[key]), qPrintable(path + u' ' + key));
            }
        }
        QCOMPARE(seen, 6);
    }

    void narrowTypesKeepTheirFigures()
    {
        const QJsonObject wanted = numpy_figures("float16");
        const QJsonArray pairs =
            diff_of("epoch_1.safetensors", "epoch_1_float16.safetensors")[QLatin1String("pairs")]
                .toArray();
        QCOMPARE(pairs.size(), 6);
        for (const QJsonValue& pair : pairs) {
            const QString path = pair[QLatin1String("left")].toString().replace(u'/', u'.');
            QVERIFY2(close_to(pair[QLatin1String("relative_l2")],
                              wanted[path][QLatin1String("relative_l2")]),
                     qPrintable(path));
            QCOMPARE(pair[QLatin1String("compared_by")].toString(), QStringLiteral("narrow_type"));
            QCOMPARE(pair[QLatin1String("changed")].toInt(), 0);
        }
    }

    void kernelsAreComparedTransposed()
    {
        const QStringList lines = pair_lines(diff_of("epoch_1.h5", "epoch_1.pt"));
        QCOMPARE(lines.size(), 6);
        QVERIFY(
            lines.contains(QStringLiteral("layers/first/kernel > first/weight name transposed")));
        QVERIFY(lines.contains(QStringLiteral("layers/first/bias > first/bias name")));
    }

    void numberedVariablesAreTheWeights()
    {
        // layers/dense/vars/0, whose names count the layers of one class.
        for (const char* const other : {"epoch_1.h5", "epoch_1.pt", "epoch_1.npz"}) {
            const QJsonArray pairs =
                diff_of("epoch_1.weights.h5", other)[QLatin1String("pairs")].toArray();
            QCOMPARE(pairs.size(), 6);
            for (const QJsonValue& pair : pairs)
                QVERIFY2(pair[QLatin1String("equal")].toBool() &&
                             pair[QLatin1String("matched_by")] == QLatin1String("name"),
                         qPrintable(pair[QLatin1String("left")].toString()));
        }
    }

    void layersAreFoundUnderOtherNames()
    {
        const QStringList lines = pair_lines(diff_of("epoch_1.h5", "renamed.h5"));
        QVERIFY(
            lines.contains(QStringLiteral("layers/middle/kernel > layers/encoder/kernel content")));
        QVERIFY(lines.contains(QStringLiteral("layers/last/kernel > layers/last/kernel path")));
        const QJsonObject inserted = diff_of("epoch_1.h5", "inserted.h5");
        QCOMPARE(inserted[QLatin1String("only_right")].toArray(),
                 QJsonArray{QStringLiteral("layers/inserted")});
    }

    void treesArePaired()
    {
        const QJsonObject trees =
            diff_of("forest_3.joblib", "forest_4.joblib")[QLatin1String("trees")].toObject();
        QCOMPARE(trees[QLatin1String("left")].toInt(), 3);
        QCOMPARE(trees[QLatin1String("right")].toInt(), 4);
        QCOMPARE(trees[QLatin1String("equal")].toInt(), 3);
        QVERIFY(trees[QLatin1String("changed")].toArray().isEmpty());
        // Another tree shifts the mean of all features.
        const QJsonObject wanted = numpy_figures("importances");
        const QJsonArray importances = trees[QLatin1String("importances")].toArray();
        QCOMPARE(importances.size(), 3);
        for (const QJsonValue& each : importances) {
            const QString feature = each[QLatin1String("feature")].toString();
            QVERIFY(close_to(each[QLatin1String("left")], wanted[feature][0]));
            QVERIFY(close_to(each[QLatin1String("right")], wanted[feature][1]));
        }
    }

    void treesThatDiffer()
    {
        const QJsonObject trees =
            run_strata({"diff", "--json", fixture("sklearn/1.9/forest_wine.joblib"),
                        fixture("sklearn/1.9/forest_text_classes.joblib")})
                .json()[QLatin1String("trees")]
                .toObject();
        const QJsonArray changed = trees[QLatin1String("changed")].toArray();
        QCOMPARE(changed.size(), 4);
        QCOMPARE(changed[0][QLatin1String("left_nodes")].toInt(), 17);
        QCOMPARE(changed[0][QLatin1String("right_nodes")].toInt(), 7);
        QCOMPARE(changed[0][QLatin1String("first_node")].toInt(), 0);
    }

    void structureLeavesValuesOut()
    {
        const StrataRun run = run_strata(
            {"diff", "--structure", "--json", compared("epoch_1.pt"), compared("epoch_1.npz")});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.json()[QLatin1String("summary")].toString(), QStringLiteral("same structure"));
        for (const QJsonValue& pair : run.json()[QLatin1String("pairs")].toArray())
            QVERIFY(pair[QLatin1String("equal")].isNull());
    }

    void toleranceMakesThemTheSame()
    {
        const QStringList files = {compared("epoch_1.safetensors"),
                                   compared("epoch_1_float16.safetensors")};
        const auto changed = [&](const char* tolerance) {
            const StrataRun run =
                run_strata(QStringList{"diff", "--json", "--tolerance", QLatin1String(tolerance)} +
                           QStringList{compared("epoch_1.h5"), compared("epoch_2.h5")});
            double all = 0;
            for (const QJsonValue& pair : run.json()[QLatin1String("pairs")].toArray())
                all += pair[QLatin1String("changed")].toDouble();
            return all;
        };
        QVERIFY(changed("0") > changed("0.001"));
        QCOMPARE(changed("100"), 0.0);
        QCOMPARE(run_strata(QStringList{"diff", "--tolerance", "-1"} + files).status, 2);
    }

    void pagesAreWritten()
    {
        QTemporaryDir folder;
        const QString html = folder.filePath("changes.html");
        const QString markdown = folder.filePath("changes.md");
        const StrataRun run = run_strata({"diff", compared("epoch_1.h5"), compared("epoch_2.h5"),
                                          "--html", html, "--markdown", markdown});
        QCOMPARE(run.status, 1);
        QFile page(html);
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        QVERIFY(text.contains("<svg class=\"histogram compared\""));
        QVERIFY(text.contains("class=\"other\""));
        QVERIFY(text.contains("learning rate halved"));
        QVERIFY(!text.contains("<script"));
        QFile lines(markdown);
        QVERIFY(lines.open(QIODevice::ReadOnly));
        QVERIFY(lines.readAll().contains("layers/first/kernel"));
        // A report never takes the place of a model.
        QFile::copy(compared("linear.pkl"), folder.filePath("copy.pkl"));
        const StrataRun over =
            run_strata({"diff", folder.filePath("copy.pkl"), compared("linear.pkl"), "--html",
                        folder.filePath("copy.pkl")});
        QCOMPARE(over.status, 2);
        QCOMPARE(QFile(folder.filePath("copy.pkl")).size(), QFile(compared("linear.pkl")).size());
    }

    void coefficientsAndFittedNumbersAreNamed()
    {
        const QString one = compared("linear.joblib");
        const QString other = compared("linear_2.joblib");
        const QJsonObject json = run_strata({"diff", "--json", one, other}).json();
        const QJsonArray fitted = json[QLatin1String("fitted")].toArray();
        QCOMPARE(fitted.size(), 1);
        QCOMPARE(fitted[0][QLatin1String("key")].toString(),
                 QStringLiteral("estimator@intercept_"));
        QVERIFY(std::fabs(fitted[0][QLatin1String("right")].toDouble() - 0.5) < 1e-9);
        const QJsonArray coefficients = json[QLatin1String("coefficients")].toArray();
        QVERIFY(!coefficients.isEmpty()); // the others differ by rounding
        QCOMPARE(coefficients[0][QLatin1String("feature")].toString(), QStringLiteral("1"));
        QVERIFY(std::fabs(coefficients[0][QLatin1String("left")].toDouble() - 2) < 1e-9);
        QVERIFY(std::fabs(coefficients[0][QLatin1String("right")].toDouble() - 2.5) < 1e-9);
        const StrataRun text = run_strata({"diff", one, other});
        QVERIFY(text.out.contains("Fitted values\n  estimator@intercept_"));
        QVERIFY(text.out.contains("Coefficients that differ"));
        QCOMPARE(run_strata({"diff", "--tolerance", "1", one, other}).status, 0);
    }

    void aSettingIsCountedOnce()
    {
        QTemporaryDir folder;
        const QString model = compared("epoch_1.h5");
        const auto line_after = [&](const char* change) {
            const QString other = folder.filePath("other.h5");
            const StrataRun set = run_strata({"set", model, change, "-o", other, "--force"});
            if (set.status != 0)
                qWarning() << set.err;
            return run_strata({"diff", model, other}).out.split('\n').first();
        };
        QCOMPARE(line_after("optimizer@learning_rate=0.002"),
                 QByteArray("same architecture; all 6 weights equal, learning rate 0.01 → 0.002"));
        QCOMPARE(line_after("optimizer@beta_1=0.8"),
                 QByteArray("same architecture; all 6 weights equal, 1 setting differs"));
        QCOMPARE(line_after("/@author=me"),
                 QByteArray("same architecture; all 6 weights equal, 1 setting differs"));
        QCOMPARE(line_after("layers/first@activation=tanh"),
                 QByteArray("1 layer changed; all 119 shared parameters equal"));
    }

    void anAttributeOfAnArrayChangesNoArray()
    {
        QTemporaryDir folder;
        const QString model = fixture("hdf5/attributes.h5");
        const QString other = folder.filePath("other.h5");
        QCOMPARE(run_strata({"set", model, "/data@more=cm", "-o", other}).status, 0);
        const StrataRun run = run_strata({"diff", model, other});
        QCOMPARE(run.status, 1);
        QVERIFY(!run.out.contains("Arrays that differ"));
        QVERIFY(!run.out.contains("transposed"));
    }

    void theDamagedSideIsNamed()
    {
        QTemporaryDir folder;
        const QString whole = compared("epoch_1.safetensors");
        const QString cut = folder.filePath("cut.safetensors");
        QFile file(whole);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile part(cut);
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(file.read(file.size() - 400));
        part.close();
        for (const bool left : {true, false}) {
            const QStringList files = left ? QStringList{cut, whole} : QStringList{whole, cut};
            const StrataRun run = run_strata(QStringList{"diff"} + files);
            QCOMPARE(run.status, 2);
            QVERIFY(run.err.contains("cut.safetensors"));
            QVERIFY(!run.err.contains("epoch_1.safetensors"));
            QVERIFY(run.out.contains(left ? "the left file is incomplete"
                                          : "the right file is incomplete"));
            const QJsonArray pairs = run_strata(QStringList{"diff", "--json"} + files)
                                         .json()[QLatin1String("pairs")]
                                         .toArray();
            int failed = 0;
            for (const QJsonValue& pair : pairs) {
                const QJsonValue failure = pair[QLatin1String("failed")];
                failed += failure.isNull() ? 0 : 1;
                QVERIFY(failure.isNull() || (failure[QLatin1String("left")].toBool() == left &&
                                             failure[QLatin1String("right")].toBool() != left));
            }
            QVERIFY(failed > 0 && failed < pairs.size());
        }
        QCOMPARE(run_strata({"diff", cut, cut}).status, 2);
    }

    void whatCannotBeReadIsAnError()
    {
        QCOMPARE(run_strata({"diff", compared("linear.pkl")}).status, 2);
        const StrataRun run = run_strata(
            {"diff", "--json", compared("linear.pkl"), fixture("unsupported/random.bin")});
        QCOMPARE(run.status, 2);
        QVERIFY(run.json().contains(QLatin1String("error")));
    }
};

QTEST_APPLESS_MAIN(TestCliDiff)
#include "tst_cli_diff.moc"
