// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/numpy.h"
#include "io/source/tensor_reader.h"
#include "tests/unit/pickle/pickle_test.h"

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

/// The files that real libraries wrote: complete, trusted, and every array in them readable.
class TestPickleFixtures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void read_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString& path : fixtures({"pickle", "joblib", "sklearn"}))
            QTest::newRow(qPrintable(QDir(STRATA_TEST_DATA).relativeFilePath(path))) << path;
    }

    void read()
    {
        QFETCH(QString, path);
        if (!path.endsWith(".pkl") && !path.endsWith(".joblib") && !path.endsWith(".z") &&
            !path.endsWith(".sav"))
            QSKIP("no pickle");
        const auto document = read_unpacked(file_bytes(path));
        QVERIFY2(document.has_value(), error_code_name(document.error().code));
        const QByteArray words = findings_text(*document);
        QVERIFY2(document->verdict.trust != Trust::Dangerous, words);
        QVERIFY2(document->verdict.integrity == Integrity::Complete ||
                     document->verdict.integrity == Integrity::Ambiguous ||
                     has_rule(*document, "pickle-external-buffer"),
                 words);
        read_arrays(*document);
    }

private:
    static void read_arrays(const PickleDocument& document)
    {
        const SourceSet sources{document.graph.source()};
        for (std::size_t i = 0; i < document.graph.size(); ++i) {
            const auto id = static_cast<ObjectId>(i);
            if (!is_array(document.graph, id))
                continue;
            const auto reading = read_array(document.graph, id);
            QVERIFY2(reading.has_value(), reading ? "" : reading.error().detail.c_str());
            if (!std::holds_alternative<DenseStorage>(reading->tensor.storage))
                continue;
            const auto plan = TensorReader::plan(reading->tensor, sources);
            QVERIFY2(plan.has_value(), plan ? "" : plan.error().detail.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestPickleFixtures)
#include "tst_pickle_fixtures.moc"
