// SPDX-License-Identifier: GPL-3.0-or-later
// get, set and unset: what they print, and that all is saved or nothing.
#include "strata_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

QString value_of(const QString& path, const QString& key)
{
    const StrataRun run = run_strata({"get", path, key});
    return run.status == 0 ? QString::fromUtf8(run.out).chopped(1) : QString();
}

} // namespace

class TestCliEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void an_entry_is_changed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("safetensors") << "safetensors/metadata.safetensors"
                                     << "/@note"
                                     << "new";
        QTest::newRow("pickle") << "sklearn/1.9/linear_regression.p5.pkl"
                                << "estimator@tol"
                                << "0.25";
        QTest::newRow("text pickle") << "sklearn/1.9/linear_regression.p0.pkl"
                                     << "estimator@copy_X"
                                     << "False";
        QTest::newRow("joblib") << "sklearn/1.9/linear_feature_names.joblib"
                                << "estimator@positive"
                                << "True";
        QTest::newRow("pipeline") << "sklearn/1.9/pipeline.joblib"
                                  << "estimator/steps/scale@with_mean"
                                  << "False";
        QTest::newRow("attribute") << "keras/tf-2.15/optimizer_adamw.h5"
                                   << "/model_weights@backend"
                                   << "größe";
        QTest::newRow("optimizer") << "keras/tf-2.15/optimizer_adamw.h5"
                                   << "optimizer@learning_rate"
                                   << "0.25";
        QTest::newRow("layer") << "keras/tf-2.15/nested.h5"
                               << "layers/head/hidden@activation"
                               << "tanh";
        QTest::newRow("array beside the setting") << "keras/keras-3/deep_learning_model.h5"
                                                  << "optimizer@learning_rate"
                                                  << "0.25";
    }
    void an_entry_is_changed()
    {
        QFETCH(QString, name);
        QFETCH(QString, key);
        QFETCH(QString, value);
        const QString path = fixture(qPrintable(name));
        const QString out = m_folder.filePath(QFileInfo(name).fileName());
        const QByteArray before = content(path);
        QVERIFY(value_of(path, key) != value);
        const StrataRun run = run_strata({"set", path, key + u'=' + value, "-o", out, "--force"});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(run.out.contains(key.toUtf8()));
        QCOMPARE(value_of(out, key), value);
        if (name.startsWith(u"keras/keras-3"))
            QCOMPARE(run_strata({"values", "--csv", out, "optimizer/learning_rate"}).out, "0.25\n");
        QCOMPARE(content(path), before);
    }

    void all_or_nothing()
    {
        const QString path = copied("safetensors/metadata.safetensors");
        const QByteArray before = content(path);
        const StrataRun run = run_strata({"set", path, "/@note=new", "no key=1"});
        QCOMPARE(run.status, 2);
        QVERIFY(run.err.contains("no key"));
        QCOMPARE(content(path), before);
        QCOMPARE(run_strata({"unset", path, "/@note", "/@missing"}).status, 2);
        QCOMPARE(content(path), before);
    }

    void what_cannot_be_said_is_refused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no number")
            << "sklearn/1.9/linear_regression.p5.pkl" << QStringList{"estimator@tol=much"};
        QTest::newRow("no such entry")
            << "sklearn/1.9/linear_regression.p5.pkl" << QStringList{"nothing@tol=1"};
        QTest::newRow("units") << "keras/tf-2.15/nested.h5"
                               << QStringList{"layers/head/hidden@units=7"};
        QTest::newRow("lists of weights")
            << "keras/tf-2.15/nested.h5" << QStringList{"/model_weights@layer_names=[\"a\"]"};
        QTest::newRow("no JSON") << "keras/tf-2.15/nested.h5" << QStringList{"/@model_config={"};
        QTest::newRow("new setting")
            << "keras/tf-2.15/nested.h5" << QStringList{"optimizer@speed=1"};
        QTest::newRow("number in safetensors")
            << "safetensors/metadata.safetensors" << QStringList{"/@n=1", "--type", "int"};
        QTest::newRow("format without editing") << "npy/cube.npy" << QStringList{"@a=1"};
        QTest::newRow("over an array")
            << "sklearn/1.9/linear_regression.p5.pkl" << QStringList{"estimator@coef_=oops"};
        QTest::newRow("over a number of numpy")
            << "sklearn/1.9/linear_regression.p5.pkl" << QStringList{"estimator@intercept_=oops"};
        QTest::newRow("new list") << "sklearn/1.9/linear_regression.p5.pkl"
                                  << QStringList{"estimator@note=[1]", "--type", "list"};
        QTest::newRow("None without a type")
            << "sklearn/1.9/linear_regression.p5.pkl" << QStringList{"estimator@n_jobs=4"};
        QTest::newRow("damaged") << "hostile/truncated.pkl" << QStringList{"object@a=1"};
    }
    void what_cannot_be_said_is_refused()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, arguments);
        const QString out = m_folder.filePath(QStringLiteral("refused"));
        const StrataRun run =
            run_strata(QStringList{"set", fixture(qPrintable(name)), "-o", out} + arguments);
        QVERIFY(!run.crashed);
        QCOMPARE(run.status, 2);
        QVERIFY(!run.err.isEmpty());
        QVERIFY(!QFile::exists(out));
    }

    /// In the words of somebody who writes JSON, and not in its parser's.
    void slips_in_json_are_told_in_words()
    {
        const StrataRun attribute = run_strata(
            {"set", fixture("keras/tf-2.15/nested.h5"), "/@training_config={\"loss\": 'mse'}"});
        QCOMPARE(attribute.status, 2);
        QVERIFY2(attribute.err.contains("double quotes"), attribute.err.constData());
        const StrataRun list = run_strata({"set", fixture("keras/tf-2.15/nested.h5"),
                                           "layers/head/hidden@kernel_initializer={\"a\" 1}"});
        QCOMPARE(list.status, 2);
        QVERIFY2(!list.err.contains("syntax error"), list.err.constData());
    }

    void another_file_is_not_replaced()
    {
        const QString path = copied("safetensors/metadata.safetensors");
        const QString other = m_folder.filePath(QStringLiteral("other.safetensors"));
        QFile::remove(other);
        QVERIFY(QFile::copy(fixture("safetensors/dtypes.safetensors"), other));
        const QByteArray before = content(other);
        const StrataRun run = run_strata({"set", path, "/@note=new", "-o", other});
        QCOMPARE(run.status, 2);
        QVERIFY(run.err.contains("--force"));
        QCOMPARE(content(other), before);
        QCOMPARE(run_strata({"set", path, "/@note=new", "-o", other, "--force"}).status, 0);
        QCOMPARE(value_of(other, "/@note"), "new");
    }

    /// A document keeps the start of a long text: printing that as the value would lose the rest.
    void a_long_value_is_not_cut_silently()
    {
        const QString path = copied("safetensors/metadata.safetensors");
        const QString text(100'000, u'x');
        QCOMPARE(run_strata({"set", path, "/@note=" + text}).status, 0);
        const StrataRun run = run_strata({"get", path, "/@note"});
        QCOMPARE(run.status, 2);
        QVERIFY(run.out.isEmpty());
        QCOMPARE(run_strata({"set", path, "/@epoch=9"}).status, 0); // the rest stays
        QCOMPARE(content(path).count(text.toUtf8()), 1);
    }

    void names_after_two_dashes()
    {
        const QString path = copied("safetensors/metadata.safetensors");
        QCOMPARE(run_strata({"set", "--", path, "/@note=dashes"}).status, 0);
        QCOMPARE(value_of(path, "/@note"), "dashes");
    }

    void numbers_stay_within_their_type()
    {
        const QString path = copied("hdf5/attributes.h5");
        QCOMPARE(run_strata({"set", path, "/@int8=300"}).status, 2);
        QCOMPARE(run_strata({"set", path, "/@float16=1e300"}).status, 2);
        QCOMPARE(run_strata({"set", path, "/@float16=0.1", "/@int8=-128"}).status, 0);
        QCOMPARE(value_of(path, "/@int8"), "-128");
    }

    /// JSON has keys of text only; a dict of numbers keeps its own.
    void keys_that_are_numbers_stay_numbers()
    {
        const QString path = m_folder.filePath(QStringLiteral("numbers.pkl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray pickled = QByteArray("\x80\x02") +
                                   "csklearn.linear_model._logistic\nLogisticRegression\n)\x81}(" +
                                   QByteArray("X\x0c\0\0\0", 5) + "class_weight" +
                                   QByteArray("}(K\0K\x01K\x01K\x02u", 11) +
                                   QByteArray("X\x10\0\0\0", 5) + "_sklearn_version" +
                                   QByteArray("X\x05\0\0\0", 5) + "1.9.1ub.";
        file.write(pickled);
        file.close();
        const auto set = [&path](const char* value) {
            return run_strata({"set", path, QStringLiteral("estimator@class_weight=") + value});
        };
        QCOMPARE(set("{\"0\": 5, \"7\": 6}").status, 0);
        QVERIFY(content(path).contains(QByteArray("K\0K\x05K\x07K\x06", 8)));
        const StrataRun run = set("{\"a\": 5}");
        QCOMPARE(run.status, 2);
        QVERIFY(run.err.contains("its keys are not text"));
    }

    void entries_come_and_go()
    {
        const QString path = copied("keras/tf-2.15/optimizer_adamw.h5");
        QCOMPARE(run_strata({"set", path, "/@epoch=3", "--type", "int"}).status, 0);
        QCOMPARE(value_of(path, "/@epoch"), "3");
        QCOMPARE(run_strata({"set", path, "/@epoch=x"}).status, 2); // it stays an int
        QCOMPARE(run_strata({"unset", path, "/@epoch"}).status, 0);
        QCOMPARE(run_strata({"get", path, "/@epoch"}).status, 2);
    }

    void the_value_it_has_changes_nothing()
    {
        const QString path = copied("safetensors/metadata.safetensors");
        const QByteArray before = content(path);
        const StrataRun run = run_strata({"set", "--json", path, "/@epoch=3"});
        QCOMPARE(run.status, 0);
        QVERIFY(run.json()[QLatin1String("written")].isNull());
        QVERIFY(run.json()[QLatin1String("changed")].toArray().isEmpty());
        QCOMPARE(content(path), before);
    }

    void the_report_says_old_and_new()
    {
        const QString path = copied("safetensors/metadata.safetensors");
        const StrataRun run = run_strata({"set", "--json", "--backup", path, "/@epoch=4"});
        QCOMPARE(run.status, 0);
        const QJsonObject changed =
            run.json()[QLatin1String("changed")].toArray().first().toObject();
        QCOMPARE(changed[QLatin1String("old")].toString(), "3");
        QCOMPARE(changed[QLatin1String("new")].toString(), "4");
        QCOMPARE(run.json()[QLatin1String("written")].toString(), path);
        QCOMPARE(value_of(path + u'~', "/@epoch"), "3");
    }

private:
    QString copied(const char* name)
    {
        const QString path = m_folder.filePath(QFileInfo(QLatin1String(name)).fileName());
        QFile::remove(path);
        QFile::copy(fixture(name), path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliEdit)
#include "tst_cli_edit.moc"
