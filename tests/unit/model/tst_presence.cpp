// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/presence.h"

#include <QTest>

#include <limits>

using namespace strata;

namespace {

Tensor floats(Shape shape, Storage storage)
{
    Tensor tensor;
    tensor.dtype = DType::of(ScalarType::Float32);
    tensor.shape = std::move(shape);
    tensor.storage = std::move(storage);
    return tensor;
}

Storage dense(std::uint64_t offset, std::uint64_t length)
{
    return DenseStorage{{SourceId::file, offset, length}, {}, 0, 0};
}

Finding lacking(std::string rule, std::vector<std::pair<std::string, std::string>> facts)
{
    Finding finding;
    finding.rule = std::move(rule);
    finding.category = Category::Integrity;
    finding.facts = std::move(facts);
    return finding;
}

} // namespace

class TestPresence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsThereOfATensor()
    {
        QVERIFY(presence_of(floats({2, 3}, dense(8, 24))) == Presence::Whole);
        QVERIFY(presence_of(floats({2, 3}, dense(8, 20))) == Presence::Cut);
        QVERIFY(presence_of(floats({2, 3}, MissingStorage{"truncated"})) == Presence::Missing);
        QVERIFY(presence_of(floats({2, 3}, MissingStorage{"dtype"})) == Presence::Unreadable);
        // Compressed values are as long as they are.
        QVERIFY(presence_of(
                    floats({2, 3}, DenseStorage{{SourceId::file, 8, 5}, {Codec::Deflate}, 0, 0})) ==
                Presence::Whole);
    }

    void wholeItemsOfACutTensorAreKept()
    {
        Tensor tensor = floats({2, 3}, {});
        tensor.fortran_order = true;
        tensor.storage = cut_storage(tensor, SourceId::file, 100, 11);
        QCOMPARE(std::get<DenseStorage>(tensor.storage).extent, (Extent{SourceId::file, 100, 8}));
        QCOMPARE(present_count(tensor), std::optional<std::uint64_t>(2));
        const auto part = leading_part(tensor);
        QVERIFY(part);
        QCOMPARE(part->shape, (Shape{2}));
        QCOMPARE(*part->bytes(), std::uint64_t{8});
        tensor.storage = cut_storage(tensor, SourceId::file, 100, 3);
        QVERIFY(presence_of(tensor) == Presence::Missing);
        QVERIFY(!leading_part(tensor) && !present_count(tensor));
    }

    void chunksThatTheFileLacksAreMissing()
    {
        auto chunks = std::make_shared<std::vector<StoredChunk>>();
        chunks->push_back({{0, 0}, {SourceId::file, 100, 16}, 0});
        Tensor tensor = floats({3, 3}, ChunkedStorage{{2, 2}, chunks, {}, nullptr});
        QVERIFY(presence_of(tensor) == Presence::Whole); // what was never written is no loss
        QVERIFY(!present_count(tensor));
        chunks->push_back({{0, 2}, missing_chunk_extent(SourceId::file, 116), 0}); // 2 × 1 values
        QVERIFY(presence_of(tensor) == Presence::Cut);
        QCOMPARE(present_count(tensor), std::optional<std::uint64_t>(7));
        QVERIFY(!leading_part(tensor));
    }

    void anEarlyEndCountsWhatIsWholeCutAndMissing()
    {
        Document document;
        document.bytes = 120;
        document.tensors = {floats({10}, dense(60, 40)), floats({10}, dense(100, 20)),
                            floats({10}, MissingStorage{"truncated"}),
                            floats({10}, MissingStorage{"dtype"})};
        QVERIFY(!find_early_end(document));
        document.findings = {
            lacking("safetensors-data-truncated", {{"expected", "140"}, {"actual", "60"}})};
        const auto end = find_early_end(document);
        QVERIFY(end);
        QCOMPARE(end->missing_bytes, std::uint64_t{80});
        QCOMPARE(end->promised(), std::uint64_t{200});
        QCOMPARE(end->cut_bytes, std::uint64_t{20});
        QCOMPARE(end->whole, std::uint64_t{1});
        QCOMPARE(end->cut, std::uint64_t{1});
        QCOMPARE(end->missing, std::uint64_t{1});
        QCOMPARE(end->damaged, (std::vector<TensorId>{TensorId{1}, TensorId{2}}));
    }

    void aCutHeaderIsMissingOnTopOfTheValues()
    {
        Document document;
        document.format.id = "safetensors";
        document.bytes = 900; // 8 and 892 of the header's 1,504
        document.tensors = {floats({10}, MissingStorage{"truncated"})};
        document.findings = {
            lacking("safetensors-header-truncated", {{"expected", "1504"}, {"actual", "892"}}),
            lacking("safetensors-data-truncated", {{"expected", "2068"}, {"actual", "0"}})};
        const auto end = find_early_end(document);
        QVERIFY(end);
        QCOMPARE(end->missing_bytes, std::uint64_t{2'680});
        QCOMPARE(end->promised(), std::uint64_t{3'580});
        QVERIFY(end->at_least);
        QCOMPARE(end->header_bytes, std::uint64_t{900});
        QCOMPARE(find_missing_bytes(document)->promised(), std::uint64_t{3'580});
        // What lies before whole tensors too is not all header.
        document.tensors.push_back(floats({1}, dense(8, 4)));
        QCOMPARE(find_early_end(document)->header_bytes, std::uint64_t{0});
    }

    void whatLiesBeforeTheValuesIsToldByTheFinding()
    {
        Document document;
        document.bytes = 100;
        document.tensors = {floats({10}, dense(80, 20))};
        document.findings = {lacking("npy-data-truncated", {{"expected", "40"}, {"actual", "21"}})};
        QCOMPARE(find_early_end(document)->header_bytes, std::uint64_t{79});
        // One that counts the whole file knows of no header.
        document.findings = {
            lacking("hdf5-truncated", {{"expected", "119"}, {"actual", "100"}, {"missing", "19"}})};
        QCOMPARE(find_early_end(document)->header_bytes, std::uint64_t{0});
    }

    void claimsThatMakeNoSenseAreNotBelieved()
    {
        Document document;
        document.bytes = 120;
        const std::string most = std::to_string(std::numeric_limits<std::uint64_t>::max());
        for (const Finding& finding :
             {lacking("npy-data-truncated", {{"expected", most}, {"actual", "1"}}),
              lacking("npy-data-truncated", {{"expected", "1"}, {"actual", "2"}}),
              lacking("npy-data-truncated", {{"expected", "many"}, {"actual", "2"}}),
              lacking("pickle-truncated", {}),
              lacking("npy-data-truncated",
                      {{"member", "a.npy"}, {"expected", "8"}, {"actual", "7"}}),
              lacking("npy-trailing-bytes", {{"missing", "7"}})}) {
            document.findings = {finding};
            QVERIFY2(!find_early_end(document), finding.rule.c_str());
        }
        document.findings = {lacking("joblib-array-truncated", {{"missing", "7"}})};
        QVERIFY(find_early_end(document));
        document.format.compression = "zlib"; // 7 bytes of what it unpacks to
        QVERIFY(!find_early_end(document));
    }
};

QTEST_APPLESS_MAIN(TestPresence)
#include "tst_presence.moc"
