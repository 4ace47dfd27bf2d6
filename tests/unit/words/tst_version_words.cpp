// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/version_words.h"

#include <QTest>

using namespace strata;

class TestVersionWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void versions_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("evidence");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* version, const char* evidence,
                            const char* words) {
            QTest::addRow("%s %s %s", name, version, evidence)
                << QString::fromLatin1(name) << QString::fromLatin1(version)
                << QString::fromLatin1(evidence) << QString::fromLatin1(words);
        };
        row("keras", "3.8.0", "/@keras_version", "Keras: 3.8.0, in the entry keras_version");
        row("keras", "", "no keras_version", "Keras: Not stored");
        row("torch", "", "/@backend", "PyTorch: named in the entry backend, without a version");
        row("tensorflow", ">=2.15,<2.16", "/model_weights@backend",
            "TensorFlow: 2.15 or later, before 2.16, in the entry backend");
        row("torch", ">=1.6", "zip archive", "PyTorch: 1.6 or later, by the form of the file");
        row("torch", "", "form of before 1.6, protocol 1001",
            "PyTorch: before 1.6, by the form of the file");
        row("pickle protocol", "4", "PROTO opcode", "Pickle protocol: 4, as its first bytes say");
        row("pickle protocol", "0", "opcodes used", "Pickle protocol: 0, by how it is written");
        row("python", ">=3.4", "pickle protocol 4",
            "Python: 3.4 or later, which wrote this protocol first");
        row("python", "<3.0", "strings of Python 2", "Python: before 3.0, by how it stores texts");
        row("numpy", ">=2.0", "names in numpy._core",
            "NumPy: 2.0 or later, by the modules that it names");
        row("joblib", ">=1.2", "NumpyArrayWrapper with numpy_array_alignment_bytes",
            "joblib: 1.2 or later, by how it stores arrays");
        row("joblib", ">=0.10,<1.2", "NumpyArrayWrapper without numpy_array_alignment_bytes",
            "joblib: 0.10 or later, before 1.2, by how it stores arrays");
        row("joblib", "<0.10", "arrays in files of their own",
            "joblib: before 0.10, by its arrays in files of their own");
        row("scikit-learn", "1.9.0", "_sklearn_version of LinearRegression",
            "scikit-learn: 1.9.0, as its LinearRegression says");
    }

    void versions()
    {
        QFETCH(QString, name);
        QFETCH(QString, version);
        QFETCH(QString, evidence);
        QFETCH(QString, words);
        const words::VersionWords told = words::version_words(
            {name.toStdString(), version.toStdString(), evidence.toStdString()});
        QCOMPARE(told.name + QStringLiteral(": ") + told.text, words);
        QVERIFY(told.text.contains(told.number));
        QVERIFY(!told.text.contains(QStringLiteral("opcode")) && !told.text.contains(u'<') &&
                !told.text.contains(u'>') && !told.text.contains(u'@'));
    }
};

QTEST_APPLESS_MAIN(TestVersionWords)
#include "tst_version_words.moc"
