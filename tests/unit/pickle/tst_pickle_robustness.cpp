// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/numpy.h"
#include "tests/unit/pickle/pickle_test.h"
#include "tests/unit/thorough.h"

#include <QRandomGenerator>

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

namespace {

/// Reads bytes whatever they are, and asks for what a document would show.
void survive(const QByteArray& bytes)
{
    const auto document = read_unpacked(bytes);
    if (!document)
        return;
    const Graph& graph = document->graph;
    for (std::size_t i = 0; i < std::min<std::size_t>(graph.size(), 2000); ++i) {
        const auto id = static_cast<ObjectId>(i);
        static_cast<void>(describe(graph, id));
        if (is_array(graph, id))
            static_cast<void>(read_array(graph, id));
    }
    static_cast<void>(value_of(graph, document->root).repr());
}

} // namespace

/// Damaged and hostile input: no crash, no hang, bounded memory.
class TestPickleRobustness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void damaged_fixture_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString& path : fixtures({"pickle", "joblib", "sklearn"}))
            QTest::newRow(qPrintable(QDir(STRATA_TEST_DATA).relativeFilePath(path))) << path;
    }

    void damaged_fixture()
    {
        QFETCH(QString, path);
        const QByteArray whole = file_bytes(path);
        QElapsedTimer timer;
        qint64 longest = 0;
        const int cuts = strata::test::repetitions(64);
        for (int part = 0; part < cuts; ++part) {
            timer.start();
            survive(whole.left(whole.size() * part / cuts));
            longest = std::max(longest, timer.elapsed());
        }
        QRandomGenerator random(static_cast<quint32>(whole.size()));
        const int changes = strata::test::repetitions(500);
        for (int change = 0; change < changes && !whole.isEmpty(); ++change) {
            QByteArray damaged = whole;
            damaged[random.bounded(static_cast<int>(whole.size()))] =
                static_cast<char>(random.bounded(256));
            timer.start();
            survive(damaged);
            longest = std::max(longest, timer.elapsed());
        }
        QVERIFY2(longest < 5000, qPrintable(QString::number(longest)));
    }

    void deep_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        constexpr int depth = 1'000'000;
        QTest::newRow("tuples") << QByteArray("\x80\x02)") + QByteArray(depth, '\x85') + '.';
        QTest::newRow("lists") << QByteArray(depth, ']') + QByteArray(depth - 1, 'a') + '.';
        QTest::newRow("marks") << QByteArray(depth, '(') + QByteArray(depth, 't') + '.';
        QTest::newRow("marks without end") << QByteArray(depth, '(');
        QTest::newRow("calls") << "cbuiltins\nlist\n" + QByteArray(")").repeated(1) +
                                      QByteArray("\x85").repeated(depth) + "R.";
        QTest::newRow("duplicates") << "N" + QByteArray(depth, '2') + ".";
        QTest::newRow("lists of itself twice") << "]" +
                                                      QByteArray("q\x01\x30]h\x01"
                                                                 "ah\x01"
                                                                 "a")
                                                          .repeated(depth / 10) +
                                                      ".";
    }

    void deep()
    {
        QFETCH(QByteArray, pickle);
        QElapsedTimer timer;
        timer.start();
        {
            const auto document = read_unpacked(pickle);
            QVERIFY(document.has_value());
            static_cast<void>(value_of(document->graph, document->root).repr());
            static_cast<void>(describe(document->graph, document->root));
        }
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }

    void claims_take_no_memory()
    {
        // LONG_BINPUT 2^32-1 and a decimal PUT of 2^63: one entry each.
        const PickleDocument far =
            read(QByteArray("Nr\xff\xff\xff\xffp9223372036854775807\n.", 28));
        QVERIFY(far.graph.memory_bytes() < 1000);
        const PickleDocument claim =
            read(QByteArray("\x80\x05\x96\x00\x00\x00\x00\x00\x00\x00\x80", 11));
        QCOMPARE(claim.verdict.integrity, Integrity::Incomplete);
    }

    void value_of_a_bomb_is_bounded()
    {
        // Each list holds the one before twice: 2^64 items if it were written out.
        QByteArray bomb = "](lp0\n";
        for (int i = 0; i < 64; ++i)
            bomb += "0](g0\ng0\nep0\n";
        const PickleDocument document = read(bomb + ".");
        const ValueOptions options{.tensor_of = {}, .depth = 100, .items = 1000};
        const Value value = value_of(document.graph, document.root, options);
        QVERIFY(value.repr(100'000).size() < 100'000);
    }

    void cancelling()
    {
        auto flag = std::make_shared<std::atomic<bool>>(true);
        const JobContext job(flag, {});
        const auto document =
            read_pickle(source_of("N" + QByteArray(4'000'000, '2') + "."), {}, job);
        QVERIFY(!document.has_value());
        QCOMPARE(document.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPickleRobustness)
#include "tst_pickle_robustness.moc"
