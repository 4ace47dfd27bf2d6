// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/dataset_tensor.h"
#include "io/hdf5/index.h"
#include "io/hdf5/worker_source.h"
#include "io/model/presence.h"
#include "io/source/tensor_reader.h"

#include <QTest>

#include <algorithm>
#include <cstring>
#include <mutex>

using namespace strata;
using namespace strata::hdf5;

namespace {

/// A fixture's dataset of the root group, ready to be read.
struct Opened {
    Tensor tensor;
    Access access = Access::None;
    std::uint64_t address = 0;
    SourceSet sources;
};

Opened open_dataset(SharedSource source, std::string_view name)
{
    Opened out;
    out.sources = {std::move(source)};
    const Index index = read_index(*out.sources[0], {}).value();
    for (const Link& link : index.links) {
        if (link.parent != 0 || link.name != name)
            continue;
        const Object& object = index.objects[link.target];
        auto found = dataset_tensor(*object.dataset, SourceId::file, out.sources[0]->size());
        out.tensor = std::move(found.tensor);
        out.access = found.access;
        out.address = object.address;
    }
    if (out.access == Access::Worker) {
        const std::uint64_t bytes = *out.tensor.bytes();
        out.sources.push_back(make_worker_source(out.sources[0], out.address, bytes));
        out.tensor.storage = DenseStorage{{SourceId{1}, 0, bytes}, {}, 0, 0};
    }
    return out;
}

SharedSource fixture(const char* file)
{
    return open_file_source(std::string(STRATA_TEST_DATA "/hdf5/") + file).value();
}

Opened open_dataset(const char* file, std::string_view name)
{
    return open_dataset(fixture(file), name);
}

/// The first `bytes` bytes of a fixture.
SharedSource cut_fixture(const char* file, std::uint64_t bytes)
{
    return make_memory_source(fixture(file)->read_copy(0, bytes).value());
}

template <class T> std::vector<T> all_values(const Opened& opened)
{
    std::vector<SliceAxis> slice;
    for (const std::uint64_t size : opened.tensor.shape)
        slice.push_back({0, size, 1});
    const auto bytes = read_slice(opened.tensor, opened.sources, slice, {}, 1 << 20).value();
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

} // namespace

class TestHdf5Values : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLayoutAndFilterGivesTheSameValues_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name :
             {"contiguous", "chunked", "gzip", "gzip_shuffle", "fletcher", "lzf", "growing"})
            QTest::newRow(name) << QByteArray(name);
    }
    void everyLayoutAndFilterGivesTheSameValues()
    {
        QFETCH(QByteArray, name);
        const Opened opened = open_dataset("layouts.h5", name.toStdString());
        QCOMPARE(opened.access, Access::Direct);
        const auto values = all_values<float>(opened);
        QCOMPARE(values.size(), std::size_t{1200});
        for (std::size_t i = 0; i < values.size(); ++i)
            QCOMPARE(values[i], static_cast<float>(i));

        // Block by block each value comes once, and blocks fill the whole without a gap.
        std::vector<float> seen(1200, -1);
        std::mutex mutex;
        const auto reader = TensorReader::plan(opened.tensor, opened.sources).value();
        QVERIFY(reader.for_each({}, 2, [&](const ValueBlock& block, unsigned) {
            const std::lock_guard lock(mutex);
            std::memcpy(seen.data() + block.first, block.bytes.data(), block.bytes.size());
            return Result<void>();
        }));
        std::sort(seen.begin(), seen.end());
        for (std::size_t i = 0; i < seen.size(); ++i)
            QCOMPARE(seen[i], static_cast<float>(i));
    }

    void chunksBehindTheFilesEndAreMissing()
    {
        // Of the 12 chunks of 16 × 8 values the file ends before the last ones.
        const Opened opened = open_dataset(cut_fixture("layouts.h5", 50'000), "growing");
        QCOMPARE(opened.access, Access::Direct);
        QVERIFY(presence_of(opened.tensor) == Presence::Cut);
        const std::array<SliceAxis, 2> all = {SliceAxis{0, 40, 1}, SliceAxis{0, 30, 1}};
        QCOMPARE(read_slice(opened.tensor, opened.sources, all, {}, 1 << 20).error().code,
                 ErrorCode::Truncated);
        const auto read = read_present_slice(opened.tensor, opened.sources, all, {}, 1 << 20);
        QVERIFY(read);
        QCOMPARE(read->missing.size(), std::size_t{1200});
        std::vector<float> present;
        for (std::size_t i = 0; i < 1200; ++i) {
            float value = 0;
            std::memcpy(&value, read->items.data() + i * 4, 4);
            QCOMPARE(value, read->missing[i] ? 0.0F : static_cast<float>(i));
            if (!read->missing[i])
                present.push_back(value);
        }
        const std::uint64_t there = present.size();
        QCOMPARE(there, std::uint64_t{608});
        QCOMPARE(present_count(opened.tensor), std::optional<std::uint64_t>(there));
        // What goes through all values, as statistics do, meets these alone.
        const auto reader = TensorReader::plan_present(opened.tensor, opened.sources);
        QVERIFY(reader);
        QCOMPARE(reader->item_count(), there);
        std::mutex mutex;
        std::vector<float> met;
        QVERIFY(reader->for_each({}, 2, [&](const ValueBlock& block, unsigned) {
            const std::lock_guard lock(mutex);
            met.resize(met.size() + block.count);
            std::memcpy(met.data() + met.size() - block.count, block.bytes.data(),
                        block.bytes.size());
            return Result<void>();
        }));
        std::sort(met.begin(), met.end());
        QCOMPARE(met, present);
        // What lies before the end is whole, what lies behind it missing.
        QVERIFY(presence_of(open_dataset(cut_fixture("layouts.h5", 50'000), "gzip").tensor) ==
                Presence::Whole);
        QVERIFY(presence_of(open_dataset(cut_fixture("latest.h5", 1'600), "chunked").tensor) !=
                Presence::Whole);
    }

    void chunksThatOnlyTheLibraryDecodesAreAllThereOrMissing()
    {
        const Opened whole = open_dataset("filters.h5", "szip");
        QCOMPARE(whole.access, Access::Worker);
        const Opened opened = open_dataset(cut_fixture("filters.h5", 38'000), "szip");
        QCOMPARE(opened.access, Access::None);
        QVERIFY(presence_of(opened.tensor) == Presence::Missing);
    }

    void filtersOfTheLibraryAloneGoThroughTheWorker()
    {
        const Opened opened = open_dataset("layouts.h5", "scale_offset");
        QCOMPARE(opened.access, Access::Worker);
        const auto values = all_values<std::int32_t>(opened);
        for (std::size_t i = 0; i < values.size(); ++i)
            QCOMPARE(values[i], static_cast<std::int32_t>(i));
    }

    void whatWasNeverWrittenIsTheFillValue()
    {
        const auto never = all_values<float>(open_dataset("layouts.h5", "never_written"));
        QCOMPARE(never, std::vector<float>(20, 2.5F));
        const auto sparse = all_values<float>(open_dataset("layouts.h5", "sparse"));
        QCOMPARE(sparse[0], 0.0F);
        QCOMPARE(sparse[4], 4.0F);
        QCOMPARE(sparse[5], -1.0F);
        QCOMPARE(sparse[9 * 30 + 4], 274.0F);
        QCOMPARE(sparse[39 * 30 + 29], -1.0F);
    }

    void slicesStepOverChunks()
    {
        const Opened opened = open_dataset("layouts.h5", "gzip_shuffle");
        const std::array<SliceAxis, 2> slice = {SliceAxis{3, 4, 11}, SliceAxis{7, 2, 22}};
        const auto bytes = read_slice(opened.tensor, opened.sources, slice, {}, 1000).value();
        std::vector<float> values(8);
        std::memcpy(values.data(), bytes.data(), bytes.size());
        std::vector<float> expected;
        for (const int row : {3, 14, 25, 36}) {
            for (const int column : {7, 29})
                expected.push_back(static_cast<float>(row * 30 + column));
        }
        QCOMPARE(values, expected);
    }

    void everyNumberComesInTheMachinesOrder()
    {
        const std::vector<float> expected = {0, 1, 2, 3, 4, 5};
        QCOMPARE(all_values<float>(open_dataset("types.h5", "float32_be")), expected);
        QCOMPARE(all_values<std::int16_t>(open_dataset("types.h5", "int16_be"))[5],
                 std::int16_t{5});
        QCOMPARE(all_values<float>(open_dataset("layouts.h5", "compact"))[0], -1.75F);
        QCOMPARE(all_values<float>(open_dataset("types.h5", "scalar")), std::vector<float>{3.25F});
        QCOMPARE(all_values<float>(open_dataset("user_block.h5", "chunked"))[23], 4.0F);
        QVERIFY(all_values<float>(open_dataset("types.h5", "empty")).empty());
    }

    void variableTypesAreListedByTheWorker()
    {
        const Opened opened = open_dataset("types.h5", "variable_string");
        QCOMPARE(opened.access, Access::Listed);
        const auto values = read_variable_values(*opened.sources[0], opened.address, 3, {}).value();
        QCOMPARE(values[2].as_text(), std::string("ä"));
        const Opened sequence = open_dataset("types.h5", "sequence");
        const auto lists = read_variable_values(*sequence.sources[0], sequence.address, 2, {});
        QCOMPARE(lists.value()[0].repr(), std::string("[1, 2]"));
    }

    /// 2^60 values of which none is stored: a part of them is read as it is asked for, all of them
    /// are never gone through, and nothing is wrong with the file.
    void slicesOfWhatWasNeverWritten()
    {
        const Opened opened = open_dataset("hostile/huge_claims.h5", "chunked");
        QCOMPARE(opened.access, Access::Direct);
        const std::uint64_t middle = std::uint64_t{1} << 59;
        const SliceAxis part{middle, 3, 5};
        const auto bytes = read_slice(opened.tensor, opened.sources, std::span(&part, 1), {}, 100);
        QCOMPARE(bytes.value(), std::vector<std::byte>(3));
        const auto reader = TensorReader::plan(opened.tensor, opened.sources).value();
        const auto all = reader.for_each({}, 1, [](const ValueBlock&, unsigned) {
            return Result<void>(fail(ErrorCode::Cancelled));
        });
        QCOMPARE(all.error().code, ErrorCode::LimitExceeded);
        QCOMPARE(all.error().detail, std::string("unwritten_bytes"));
        // Packed with a filter that only the worker undoes: there is nothing to undo.
        QCOMPARE(open_dataset("hostile/huge_claims.h5", "scale_offset").access, Access::Direct);
    }

    /// Small in the file, large in memory: many items are one text.
    void variableTypesHaveARoom()
    {
        const Opened opened = open_dataset("hostile/one_text.h5", "many");
        QCOMPARE(opened.access, Access::Listed);
        const auto values = read_variable_values(*opened.sources[0], opened.address, 300'000, {});
        QVERIFY(!values);
        QCOMPARE(values.error().code, ErrorCode::LimitExceeded);
#ifdef __SANITIZE_ADDRESS__
        if (values.error().detail == "worker_silence_seconds")
            QSKIP("the sanitized worker is silent for longer than it may be");
#endif
        QCOMPARE(values.error().detail, std::string("hdf5_listed_bytes"));
    }

    void valuesInOtherFilesAreMissing()
    {
        const Opened external = open_dataset("outside.h5", "external");
        QCOMPARE(external.access, Access::None);
        QCOMPARE(std::get<MissingStorage>(external.tensor.storage).reason,
                 std::string("values in another file"));
    }

    void theWorkerOpensNoOtherFileWhenAskedForThem()
    {
        const Opened external = open_dataset("outside.h5", "external");
        const auto values = all_values<float>(open_dataset("outside.h5", "inside"));
        QCOMPARE(values.size(), std::size_t{4});
        const auto forced =
            make_worker_source(external.sources[0], external.address, 16)->read_copy(0, 16);
        QVERIFY(!forced);
        QCOMPARE(forced.error().detail, std::string("values outside the file"));
    }
};

QTEST_APPLESS_MAIN(TestHdf5Values)
#include "tst_hdf5_values.moc"
