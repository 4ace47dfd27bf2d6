// SPDX-License-Identifier: GPL-3.0-or-later
// Every file of tests/data/hdf5/hostile: the findings or the error that its manifest names, in time,
// whatever is asked of it.
#include "io/base/limits.h"
#include "io/formats/format.h"
#include "io/source/tensor_reader.h"

#include "fixtures.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace strata;

namespace {

/// The worker may be silent for so long, and a busy machine makes the rest slow.
constexpr qint64 longest_ms = limits::worker_silence_seconds * 1000 + 5'000;

/// Values of one tensor that are read: a file of some bytes may honestly say that it holds more.
constexpr std::uint64_t read_bytes = std::uint64_t{256} << 20;

bool has_finding(const Document& document, const QString& rule)
{
    return std::any_of(
        document.findings.begin(), document.findings.end(),
        [&](const Finding& finding) { return QString::fromStdString(finding.rule) == rule; });
}

/// Reads a tensor's values as statistics do; what comes of it is the caller's not to know.
void read_tensor(const Tensor& tensor, const SourceSet& sources)
{
    const auto reader = TensorReader::plan(tensor, sources);
    if (!reader)
        return;
    std::uint64_t seen = 0;
    const auto read = reader->for_each({}, 1, [&](const ValueBlock& block, unsigned) {
        seen += block.bytes.size();
        return seen > read_bytes ? Result<void>(fail(ErrorCode::Cancelled)) : Result<void>();
    });
    if (read)
        QCOMPARE(seen, reader->item_count() * reader->item_size());
}

} // namespace

class TestHdf5Hostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixture_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("expected");
        const QJsonObject manifest = fixtures::json(QStringLiteral("hdf5/hostile/manifest.json"));
        QVERIFY(!manifest.isEmpty());
        for (auto entry = manifest.begin(); entry != manifest.end(); ++entry)
            QTest::newRow(qPrintable(entry.key()))
                << QStringLiteral("hdf5/hostile/") + entry.key() << entry.value().toObject();
    }

    void fixture()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, expected);
        QElapsedTimer timer;
        timer.start();
        const auto opened = open_document(fixtures::path(name).toStdString());
        QVERIFY2(timer.elapsed() < longest_ms, qPrintable(QString::number(timer.elapsed())));
        if (!opened) {
            QCOMPARE(QString::fromLatin1(error_code_name(opened.error().code)),
                     expected.value(QLatin1String("error")).toString());
            return;
        }
        QVERIFY(!expected.contains(QLatin1String("error")));
        const auto rules = expected.value(QLatin1String("rules")).toArray();
        for (const auto& rule : rules)
            QVERIFY2(has_finding(*opened->document, rule.toString()), qPrintable(rule.toString()));
        for (const Tensor& tensor : opened->document->tensors) {
            timer.restart();
            read_tensor(tensor, opened->sources);
            QVERIFY2(timer.elapsed() < longest_ms, qPrintable(QString::number(timer.elapsed())));
        }
    }
};

QTEST_GUILESS_MAIN(TestHdf5Hostile)
#include "tst_hdf5_hostile.moc"
