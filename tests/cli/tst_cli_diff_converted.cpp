// SPDX-License-Identifier: GPL-3.0-or-later
// A file beside what `strata convert` made of it: all that was converted is paired and equal.
#include "strata_process.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

QStringList texts(const QJsonValue& array)
{
    QStringList list;
    for (const QJsonValue& each : array.toArray())
        list.append(each.toString());
    return list;
}

} // namespace

class TestCliDiffConverted : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What one file keeps in a group that the other does not have is no less paired.
    void a_group_with_pairs_below_is_not_alone()
    {
        const QString flat = fixture("compare/epoch_1.pt");
        const QString grouped = fixture("compare/inserted.h5");
        const QStringList inserted = {QStringLiteral("layers/inserted")};
        QCOMPARE(
            texts(
                run_strata({"diff", "--json", flat, grouped}).json()[QLatin1String("only_right")]),
            inserted);
        QCOMPARE(
            texts(run_strata({"diff", "--json", grouped, flat}).json()[QLatin1String("only_left")]),
            inserted);
    }

    void all_that_was_converted_is_found_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("optimizer"); ///< the row of the optimizer; empty: none
        QTest::addColumn<QStringList>("lost");  ///< what no target can hold
        struct File {
            const char* name;
            const char* optimizer = "";
            QStringList lost = {};
        };
        const File files[] = {
            {"compare/epoch_1.h5", "optimizer"},
            {"compare/epoch_1.pt"},
            {"compare/epoch_1.npz"},
            {"compare/epoch_1.safetensors"},
            {"compare/linear.pkl"},
            {"torch/checkpoint_adam.pt", "optimizer_state_dict"},
            {"torch/checkpoint_sgd_momentum.pt", "optimizer_state_dict"},
            {"torch/checkpoint_adamw_two_groups.pt", "optimizer_state_dict"},
            {"torch/checkpoint_named.pt", "optimizer"},
            {"torch/data_parallel.pth"},
            {"torch/nested.pt"},
            {"torch/mixed.pt", "", {"meta", "conj"}},
            {"keras/keras-3/nested.h5", "optimizer"},
            {"keras/keras-3/recurrent.h5", "optimizer"},
            {"keras/keras-3/convolutions.h5", "optimizer"},
            {"keras/keras-3/attention.h5"},
            {"keras/keras-3/optimizer_adam_amsgrad.h5", "optimizer"},
            {"keras/tf-2.15/optimizer_adamw.h5", "optimizer"},
        };
        for (const File& file : files) {
            for (const char* const target : {"safetensors", "npz", "pt"})
                QTest::addRow("%s, %s", file.name, target)
                    << QString::fromLatin1(file.name) << QString::fromLatin1(target)
                    << QString::fromLatin1(file.optimizer) << file.lost;
        }
    }
    void all_that_was_converted_is_found()
    {
        QFETCH(QString, file);
        QFETCH(QString, target);
        QFETCH(QString, optimizer);
        QFETCH(QStringList, lost);
        QTemporaryDir folder;
        const QString path = fixture(qPrintable(file));
        const QString out = folder.filePath(QStringLiteral("out.") + target);
        for (const bool keeps_optimizer : {true, false}) {
            QStringList convert = {"convert", path, out, "--yes", "--force"};
            if (!keeps_optimizer)
                convert.append("--no-optimizer");
            QCOMPARE(run_strata(convert).status, 0);
            QStringList only_left = lost;
            if (!keeps_optimizer && !optimizer.isEmpty())
                only_left.append(optimizer);
            for (const bool back : {false, true}) {
                const QJsonObject diff =
                    run_strata({"diff", "--json", back ? out : path, back ? path : out}).json();
                const auto alone = [&](bool left) {
                    return texts(diff[QLatin1String(left ? "only_left" : "only_right")]);
                };
                QCOMPARE(alone(!back), only_left);
                QCOMPARE(alone(back), QStringList());
                const QJsonArray pairs = diff[QLatin1String("pairs")].toArray();
                QVERIFY(!pairs.isEmpty());
                for (const QJsonValue& pair : pairs)
                    QVERIFY2(pair[QLatin1String("equal")].toBool() &&
                                 !pair[QLatin1String("renamed")].toBool(),
                             qPrintable(pair[QLatin1String("left")].toString() + " > " +
                                        pair[QLatin1String("right")].toString()));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCliDiffConverted)
#include "tst_cli_diff_converted.moc"
