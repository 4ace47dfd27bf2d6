// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/limits.h"
#include "io/model/presence.h"
#include "io/source/tensor_reader.h"

#include <QTest>

#include <zlib.h>

#include <cstring>
#include <mutex>
#include <numeric>

using namespace strata;

namespace {

template <class T> std::vector<std::byte> bytes_of(const std::vector<T>& values)
{
    std::vector<std::byte> bytes(values.size() * sizeof(T));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

template <class T> std::vector<T> values_of(std::span<const std::byte> bytes)
{
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

std::vector<std::int32_t> counting(std::size_t count)
{
    std::vector<std::int32_t> values(count);
    std::iota(values.begin(), values.end(), 0);
    return values;
}

Tensor dense_tensor(ScalarType type, Shape shape, std::uint64_t offset = 0)
{
    Tensor tensor;
    tensor.dtype = DType::of(type);
    tensor.shape = std::move(shape);
    tensor.storage = DenseStorage{{SourceId::file, offset, *tensor.bytes()}, {}, 0, 0};
    return tensor;
}

std::vector<std::byte> deflated(const std::vector<std::byte>& bytes)
{
    z_stream stream = {};
    deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    std::vector<std::byte> out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

/// All values in storage order, put together from blocks that come in any order.
template <class T> Result<std::vector<T>> all_of(const TensorReader& reader, unsigned threads)
{
    std::vector<T> values(reader.item_count());
    std::mutex mutex;
    STRATA_TRY(reader.for_each({}, threads, [&](const ValueBlock& block, unsigned) {
        const std::lock_guard lock(mutex);
        std::memcpy(values.data() + block.first, block.bytes.data(), block.bytes.size());
        return Result<void>();
    }));
    return values;
}

template <class T>
Result<std::vector<T>> read_all(const Tensor& tensor, const SourceSet& sources, unsigned threads)
{
    STRATA_ASSIGN(const auto reader, TensorReader::plan(tensor, sources));
    return all_of<T>(reader, threads);
}

} // namespace

class TestTensorReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyItemOnceWhateverTheThreads()
    {
        const auto values = counting(1'000'000);
        const SourceSet sources = {make_memory_source(bytes_of(values))};
        const Tensor tensor = dense_tensor(ScalarType::Int32, {1000, 1000});
        for (const unsigned threads : {1U, 2U, 5U})
            QCOMPARE(read_all<std::int32_t>(tensor, sources, threads).value(), values);
    }

    void bigEndianComesOutInTheMachinesOrder()
    {
        const SourceSet sources = {
            make_memory_source({std::byte{0}, std::byte{0}, std::byte{1}, std::byte{2}})};
        Tensor tensor = dense_tensor(ScalarType::Int32, {1});
        tensor.dtype = DType::of(ScalarType::Int32, true);
        QCOMPARE(read_all<std::int32_t>(tensor, sources, 1).value(),
                 std::vector<std::int32_t>{258});
    }

    void stridedItemsAreGathered()
    {
        const auto values = counting(900'000);
        const SourceSet sources = {make_memory_source(bytes_of(values))};
        Tensor tensor = dense_tensor(ScalarType::Int32, {300'000});
        tensor.storage = DenseStorage{{SourceId::file, 4, 3'599'996}, {}, 0, 12};
        const auto read = read_all<std::int32_t>(tensor, sources, 2).value();
        QCOMPARE(read.front(), 1);
        QCOMPARE(read[1], 4);
        QCOMPARE(read.back(), 899'998);
    }

    void deflatedValuesSkipTheirHeader()
    {
        const auto values = counting(700'000);
        auto bytes = bytes_of(values);
        bytes.insert(bytes.begin(), 128, std::byte{0x55});
        const auto packed = deflated(bytes);
        const SourceSet sources = {make_memory_source(packed)};
        Tensor tensor = dense_tensor(ScalarType::Int32, {700'000});
        tensor.storage = DenseStorage{{SourceId::file, 0, packed.size()}, {Codec::Deflate}, 128, 0};
        QCOMPARE(read_all<std::int32_t>(tensor, sources, 2).value(), values);
        const std::array<SliceAxis, 1> slice = {SliceAxis{699'998, 2, 1}};
        QCOMPARE(values_of<std::int32_t>(read_slice(tensor, sources, slice, {}, 1000).value()),
                 (std::vector<std::int32_t>{699'998, 699'999}));

        tensor.shape = {700'001};
        QCOMPARE(read_all<std::int32_t>(tensor, sources, 1).error().code, ErrorCode::Truncated);
    }

    void extentsOutsideTheirSourceAreRefused()
    {
        const SourceSet sources = {make_memory_source(bytes_of(counting(10)))};
        Tensor tensor = dense_tensor(ScalarType::Int32, {11});
        QCOMPARE(TensorReader::plan(tensor, sources).error().code, ErrorCode::Truncated);
        tensor = dense_tensor(ScalarType::Int32, {10});
        std::get<DenseStorage>(tensor.storage).extent.length = 39;
        QCOMPARE(TensorReader::plan(tensor, sources).error().code, ErrorCode::Truncated);
        tensor.storage = MissingStorage{"past the end of the file"};
        QCOMPARE(TensorReader::plan(tensor, sources).error().code, ErrorCode::Truncated);
        tensor.storage = MissingStorage{"external file"};
        QCOMPARE(TensorReader::plan(tensor, sources).error().detail, std::string("external file"));
        tensor = dense_tensor(ScalarType::Int8, {1});
        tensor.dtype = DType::sized(ScalarType::Void, limits::item_bytes + 1);
        QCOMPARE(TensorReader::plan(tensor, sources).error().code, ErrorCode::LimitExceeded);
    }

    void ofACutTensorTheFirstValuesAreRead_data()
    {
        QTest::addColumn<bool>("fortran");
        QTest::newRow("C order") << false;
        QTest::newRow("Fortran order") << true;
    }
    void ofACutTensorTheFirstValuesAreRead()
    {
        QFETCH(bool, fortran);
        const SourceSet sources = {make_memory_source(bytes_of(counting(7)))};
        Tensor tensor = dense_tensor(ScalarType::Int32, {3, 4});
        tensor.fortran_order = fortran;
        tensor.storage = cut_storage(tensor, SourceId::file, 0, 28);
        QCOMPARE(TensorReader::plan(tensor, sources).error().code, ErrorCode::Truncated);
        QCOMPARE(TensorReader::plan_present(tensor, sources)->item_count(), std::uint64_t{7});
        const std::array<SliceAxis, 2> all = {SliceAxis{0, 3, 1}, SliceAxis{0, 4, 1}};
        QCOMPARE(read_slice(tensor, sources, all, {}, 1000).error().code, ErrorCode::Truncated);
        const auto read = read_present_slice(tensor, sources, all, {}, 1000);
        QVERIFY(read);
        QCOMPARE(values_of<std::int32_t>(read->items),
                 (fortran ? std::vector<std::int32_t>{0, 3, 6, 0, 1, 4, 0, 0, 2, 5, 0, 0}
                          : std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0}));
        const std::vector<bool> missing =
            fortran ? std::vector<bool>{false, false, false, true,  false, false,
                                        true,  true,  false, false, true,  true}
                    : std::vector<bool>{false, false, false, false, false, false,
                                        false, true,  true,  true,  true,  true};
        QCOMPARE(read->missing, missing);
        // A slice that is all there is read as ever.
        const std::array<SliceAxis, 2> there = {SliceAxis{0, 1, 1}, SliceAxis{0, 2, 2}};
        QCOMPARE(values_of<std::int32_t>(read_slice(tensor, sources, there, {}, 1000).value()),
                 (fortran ? std::vector<std::int32_t>{0, 6} : std::vector<std::int32_t>{0, 2}));
    }

    void missingChunksArePassedOver()
    {
        // A 5 × 5 grid in chunks of 2 × 2, of which (0, 2), (2, 4) and (4, 4) are missing.
        std::vector<std::int32_t> stored;
        auto chunks = std::make_shared<std::vector<StoredChunk>>();
        std::vector<std::int32_t> present;
        for (std::uint64_t row = 0; row < 5; row += 2) {
            for (std::uint64_t column = 0; column < 5; column += 2) {
                const bool missing =
                    (row == 0 && column == 2) || (column == 4 && (row == 2 || row == 4));
                const std::uint64_t offset = stored.size() * 4;
                chunks->push_back({{row, column},
                                   missing ? missing_chunk_extent(SourceId::file, offset)
                                           : Extent{SourceId::file, offset, 16},
                                   0});
                for (std::uint64_t i = 0; i < 4 && !missing; ++i) {
                    const std::uint64_t y = row + i / 2;
                    const std::uint64_t x = column + i % 2;
                    stored.push_back(static_cast<std::int32_t>(y * 10 + x));
                    if (y < 5 && x < 5)
                        present.push_back(stored.back());
                }
            }
        }
        const SourceSet sources = {make_memory_source(bytes_of(stored))};
        Tensor tensor = dense_tensor(ScalarType::Int32, {5, 5});
        tensor.storage = ChunkedStorage{{2, 2}, chunks, {}, nullptr};
        QCOMPARE(read_all<std::int32_t>(tensor, sources, 2).error().code, ErrorCode::Truncated);
        const auto reader = TensorReader::plan_present(tensor, sources);
        QVERIFY(reader);
        QCOMPARE(reader->item_count(), std::uint64_t{25 - 4 - 2 - 1});
        QCOMPARE(reader->block_count(), std::uint64_t{6});
        QCOMPARE(all_of<std::int32_t>(*reader, 2).value(), present);
        const std::array<SliceAxis, 2> row = {SliceAxis{1, 1, 1}, SliceAxis{0, 5, 1}};
        const auto read = read_present_slice(tensor, sources, row, {}, 1000);
        QVERIFY(read);
        QCOMPARE(values_of<std::int32_t>(read->items),
                 (std::vector<std::int32_t>{10, 11, 0, 0, 14}));
        QCOMPARE(read->missing, (std::vector<bool>{false, false, true, true, false}));
    }

    void emptyTensorsHaveNoBlocks()
    {
        const SourceSet sources = {make_memory_source(bytes_of(counting(1)))};
        const Tensor tensor = dense_tensor(ScalarType::Int32, {3, 0});
        QCOMPARE(TensorReader::plan(tensor, sources)->block_count(), std::uint64_t{0});
        QVERIFY(read_all<std::int32_t>(tensor, sources, 2)->empty());
        const std::array<SliceAxis, 2> slice = {SliceAxis{0, 3, 1}, SliceAxis{0, 0, 1}};
        QVERIFY(read_slice(tensor, sources, slice, {}, 100)->empty());
    }

    void itemsOfAnUnknownTypeAreNotReadAsNothing()
    {
        Tensor tensor;
        tensor.shape = {2};
        tensor.storage = MissingStorage{"dtype"};
        const std::vector<SliceAxis> slice = {{0, 2, 1}};
        const auto read = read_slice(tensor, {}, slice, {}, 100);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::UnsupportedFeature);
    }

    void aScalarIsASliceOfNoAxes()
    {
        const SourceSet sources = {make_memory_source(bytes_of(std::vector<double>{2.5}))};
        const Tensor tensor = dense_tensor(ScalarType::Float64, {});
        QCOMPARE(values_of<double>(read_slice(tensor, sources, {}, {}, 100).value()),
                 std::vector<double>{2.5});
    }

    void slicesComeInCOrder_data()
    {
        QTest::addColumn<bool>("fortran");
        QTest::addColumn<bool>("large");
        QTest::newRow("C, whole") << false << false;
        QTest::newRow("Fortran, whole") << true << false;
        QTest::newRow("C, by runs") << false << true;
        QTest::newRow("Fortran, by runs") << true << true;
    }
    void slicesComeInCOrder()
    {
        QFETCH(bool, fortran);
        QFETCH(bool, large);
        const std::uint64_t rows = large ? 3000 : 30;
        const std::uint64_t columns = 3001;
        Tensor tensor = dense_tensor(ScalarType::Int32, {rows, columns});
        tensor.fortran_order = fortran;
        QVERIFY((*tensor.bytes() > limits::slice_whole_bytes) == large);
        const SourceSet sources = {
            make_memory_source(bytes_of(counting(static_cast<std::size_t>(*tensor.count()))))};
        const std::array<SliceAxis, 2> slice = {SliceAxis{1, 2, 20}, SliceAxis{5, 3, 7}};
        std::vector<std::int32_t> expected;
        for (const std::uint64_t row : {1U, 21U}) {
            for (const std::uint64_t column : {5U, 12U, 19U})
                expected.push_back(static_cast<std::int32_t>(fortran ? row + column * rows
                                                                     : row * columns + column));
        }
        QCOMPARE(values_of<std::int32_t>(read_slice(tensor, sources, slice, {}, 100).value()),
                 expected);
    }

    void slicesOutsideTheShapeAreRefused()
    {
        const SourceSet sources = {make_memory_source(bytes_of(counting(10)))};
        const Tensor tensor = dense_tensor(ScalarType::Int32, {10});
        const auto code = [&](SliceAxis axis, std::uint64_t limit) {
            const std::array<SliceAxis, 1> slice = {axis};
            return read_slice(tensor, sources, slice, {}, limit).error().code;
        };
        QCOMPARE(code({0, 11, 1}, 1000), ErrorCode::BadArgument);
        QCOMPARE(code({4, 4, 2}, 1000), ErrorCode::BadArgument);
        QCOMPARE(code({0, 3, ~std::uint64_t{0}}, 1000), ErrorCode::BadArgument);
        QCOMPARE(code({0, 10, 1}, 39), ErrorCode::LimitExceeded);
        QCOMPARE(read_slice(tensor, sources, {}, {}, 100).error().code, ErrorCode::BadArgument);
    }

    void cancelEndsTheWork()
    {
        const SourceSet sources = {make_memory_source(bytes_of(counting(2'000'000)))};
        const Tensor tensor = dense_tensor(ScalarType::Int32, {2'000'000});
        const auto flag = std::make_shared<std::atomic<bool>>(false);
        std::atomic<int> visits = 0;
        const auto result = TensorReader::plan(tensor, sources)
                                ->for_each({flag, {}}, 2, [&](const ValueBlock&, unsigned) {
                                    ++visits;
                                    flag->store(true);
                                    return Result<void>();
                                });
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QVERIFY(visits <= 2);
    }

    void progressReachesTheWhole()
    {
        const SourceSet sources = {make_memory_source(bytes_of(counting(1'000'000)))};
        const Tensor tensor = dense_tensor(ScalarType::Int32, {1'000'000});
        std::atomic<std::uint64_t> most = 0;
        const JobContext job({}, [&](std::uint64_t done, std::uint64_t total) {
            QCOMPARE(total, std::uint64_t{1'000'000});
            for (auto seen = most.load(); seen < done && !most.compare_exchange_weak(seen, done);) {
            }
        });
        QVERIFY(
            TensorReader::plan(tensor, sources)->for_each(job, 2, [](const ValueBlock&, unsigned) {
                return Result<void>();
            }));
        QCOMPARE(most.load(), std::uint64_t{1'000'000});
    }
};

QTEST_APPLESS_MAIN(TestTensorReader)
#include "tst_tensor_reader.moc"
