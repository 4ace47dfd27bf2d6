// SPDX-License-Identifier: GPL-3.0-or-later
// Digests of tensors: the same values have the same hash and figures however they are stored, and
// what is no value has no part in them.
#include "io/analysis/moments.h"
#include "io/analysis/statistics.h"
#include "io/analysis/tensor_digest.h"
#include "tensor_case.h"

#include <QCryptographicHash>
#include <QTest>

#include <cstring>

using namespace strata;

namespace {

/// sha256(numpy.arange(12, dtype="<f4").tobytes())
constexpr const char* sha256_of_twelve =
    "29e1889124dc651e7bb488251123910767d042ae6dc47c280ec364655e24ab49";

constexpr std::uint64_t rows = 3;
constexpr std::uint64_t columns = 4;

/// Twelve float32 in a matrix of 3 by 4; `place` is where in storage the value i stands.
template <class Place> TensorCase twelve(const Place& place, bool big_endian = false)
{
    std::vector<std::byte> bytes(rows * columns * sizeof(float));
    for (std::uint64_t i = 0; i < rows * columns; ++i) {
        const auto value = static_cast<float>(i);
        std::array<std::byte, sizeof(float)> item{};
        std::memcpy(item.data(), &value, sizeof value);
        if (big_endian)
            std::reverse(item.begin(), item.end());
        std::copy(item.begin(), item.end(),
                  bytes.begin() + static_cast<std::ptrdiff_t>(place(i) * sizeof(float)));
    }
    return dense_case(DType::of(ScalarType::Float32, big_endian), {rows, columns},
                      std::move(bytes));
}

TensorCase in_c_order()
{
    return twelve([](std::uint64_t i) { return i; });
}

TensorCase in_fortran_order()
{
    TensorCase made = twelve([](std::uint64_t i) { return i % columns * rows + i / columns; });
    made.tensor.fortran_order = true;
    return made;
}

/// In chunks of 2 by 3, of which those at the edges are stored whole.
TensorCase in_chunks()
{
    TensorCase made = in_c_order();
    std::vector<std::byte> bytes;
    auto chunks = std::make_shared<std::vector<StoredChunk>>();
    for (const std::uint64_t row : {0U, 2U}) {
        for (const std::uint64_t column : {0U, 3U}) {
            StoredChunk chunk;
            chunk.at = {row, column};
            chunk.extent = {SourceId::file, bytes.size(), 6 * sizeof(float)};
            for (std::uint64_t i = 0; i < 6; ++i) {
                const std::uint64_t r = row + i / 3;
                const std::uint64_t c = column + i % 3;
                const float value =
                    r < rows && c < columns ? static_cast<float>(r * columns + c) : -1;
                const auto item = std::as_bytes(std::span(&value, 1));
                bytes.insert(bytes.end(), item.begin(), item.end());
            }
            chunks->push_back(std::move(chunk));
        }
    }
    ChunkedStorage storage;
    storage.chunk_shape = {2, 3};
    storage.chunks = std::move(chunks);
    made.tensor.storage = std::move(storage);
    made.sources = {make_memory_source(std::move(bytes))};
    return made;
}

TensorCase apart()
{
    std::vector<std::byte> bytes(rows * columns * 10, std::byte{0xee});
    for (std::uint64_t i = 0; i < rows * columns; ++i) {
        const auto value = static_cast<float>(i);
        std::memcpy(bytes.data() + 10 * i, &value, sizeof value);
    }
    TensorCase made = dense_case(DType::of(ScalarType::Float32), {rows, columns}, std::move(bytes));
    std::get<DenseStorage>(made.tensor.storage).stride = 10;
    return made;
}

TensorDigest digest(const TensorCase& made)
{
    const auto result = digest_of(made.tensor, made.sources, {});
    if (!result)
        qFatal("no digest: %s", result.error().detail.c_str());
    return *result;
}

/// A number and a flag, aligned as C aligns them: seven bytes of padding.
struct Padded {
    double number;
    std::uint8_t flag;
};

TensorCase padded(unsigned char padding, bool big_endian)
{
    std::vector<std::byte> bytes;
    for (int i = 0; i < 3; ++i) {
        std::array<std::byte, sizeof(Padded)> item{};
        item.fill(std::byte{padding});
        const double number = i + 0.5;
        std::memcpy(item.data(), &number, sizeof number);
        if (big_endian)
            std::reverse(item.begin(), item.begin() + sizeof number);
        item[8] = std::byte{static_cast<unsigned char>(i)};
        bytes.insert(bytes.end(), item.begin(), item.end());
    }
    DTypeField number{"number", DType::of(ScalarType::Float64, big_endian), 0, {}};
    DTypeField flag{"flag", DType::of(ScalarType::UInt8), 8, {}};
    return dense_case(DType::structure({number, flag}, sizeof(Padded)), {3}, std::move(bytes));
}

} // namespace

class TestTensorDigest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layouts_have_one_hash()
    {
        const TensorDigest plain = digest(in_c_order());
        QCOMPARE(plain.sha256, std::string(sha256_of_twelve));
        QCOMPARE(plain.mean, std::optional(5.5));
        const TensorCase big = twelve([](std::uint64_t i) { return i; }, true);
        for (const TensorCase& other : {big, in_fortran_order(), in_chunks(), apart()}) {
            const TensorDigest same = digest(other);
            QCOMPARE(same.sha256, plain.sha256);
            QCOMPARE(same.mean, plain.mean);
            QCOMPARE(same.std, plain.std);
        }
    }

    void another_value_has_another_hash()
    {
        const TensorCase swapped = twelve([](std::uint64_t i) { return i < 2 ? 1 - i : i; });
        QVERIFY(digest(swapped).sha256 != sha256_of_twelve);
        QCOMPARE(digest(swapped).std, digest(in_c_order()).std);
    }

    void padding_is_no_value()
    {
        const std::string clean = digest(padded(0, false)).sha256;
        QCOMPARE(digest(padded(0xab, false)).sha256, clean);
        QCOMPARE(digest(padded(0xab, true)).sha256, clean);
        std::vector<std::byte> left_over = bytes_of<long double>(2, [](auto i) { return i; });
        for (std::size_t at = 10; at < left_over.size(); at = at % 16 == 15 ? at + 11 : at + 1)
            left_over[at] = std::byte{0x5a};
        const auto dtype = DType::of(ScalarType::LongDouble);
        QCOMPARE(digest(dense_case(dtype, {2}, left_over)).sha256,
                 digest(dense_case(dtype, {2}, bytes_of<long double>(2, [](auto i) { return i; })))
                     .sha256);
    }

    void what_is_not_finite_is_counted()
    {
        const float infinity = std::numeric_limits<float>::infinity();
        const std::vector<float> values = {1, infinity, 3, std::nanf(""), -infinity, std::nanf("")};
        const TensorDigest found =
            digest(dense_case(DType::of(ScalarType::Float32), {values.size()},
                              bytes_of<float>(values.size(), [&](auto i) { return values[i]; })));
        QCOMPARE(found.nan, 2U);
        QCOMPARE(found.infinite, 2U);
        QCOMPARE(found.mean, std::optional(2.0));
        QCOMPARE(found.std, std::optional(1.0));
        const TensorDigest nothing =
            digest(dense_case(DType::of(ScalarType::Float32), {0}, std::vector<std::byte>()));
        QVERIFY(!nothing.mean && !nothing.std);
    }

    /// The same figures as statistics have, up to how their sums round.
    void figures_are_those_of_the_statistics_data()
    {
        QTest::addColumn<QString>("dtype");
        for (const char* dtype : {"bool", "int8", "uint16", "int32", "uint64", "float16", "float32",
                                  "float64", "float128", "complex64", "complex128"})
            QTest::newRow(dtype) << dtype;
    }
    void figures_are_those_of_the_statistics()
    {
        QFETCH(QString, dtype);
        const auto values = [](std::uint64_t i) {
            return static_cast<double>(i * 7919 % 1013);
        };
        const DType type = dtype_of(dtype);
        std::vector<std::byte> bytes;
        constexpr std::uint64_t count = 20'000;
        if (dtype == QLatin1String("bool"))
            bytes = bytes_of<std::uint8_t>(count, [&](auto i) { return i % 3 == 0; });
        else if (dtype == QLatin1String("float16"))
            bytes = bytes_of<std::uint16_t>(count, [&](auto i) { return to_float16(values(i)); });
        else if (dtype == QLatin1String("int8"))
            bytes = bytes_of<std::int8_t>(count, [](auto i) { return i % 251 - 125; });
        else if (dtype == QLatin1String("uint16"))
            bytes = bytes_of<std::uint16_t>(count, values);
        else if (dtype == QLatin1String("int32"))
            bytes = bytes_of<std::int32_t>(count, [&](auto i) { return -values(i); });
        else if (dtype == QLatin1String("uint64"))
            bytes = bytes_of<std::uint64_t>(count, [&](auto i) { return values(i) * 1e15; });
        else if (dtype == QLatin1String("float32"))
            bytes = bytes_of<float>(count, [&](auto i) { return values(i) + 1e6; });
        else if (dtype == QLatin1String("float64"))
            bytes = bytes_of<double>(count, [&](auto i) { return values(i) * 1e200; });
        else if (dtype == QLatin1String("float128"))
            bytes = bytes_of<long double>(count, values);
        else if (dtype == QLatin1String("complex64"))
            bytes = bytes_of<std::complex<float>>(count, [&](auto i) {
                return std::complex<float>(std::complex<double>(values(i), -2));
            });
        else
            bytes = bytes_of<std::complex<double>>(
                count, [&](auto i) { return std::complex<double>(values(i), values(i + 1)); });
        const TensorCase made = dense_case(type, {count}, std::move(bytes));
        const auto statistics = compute_statistics(made.tensor, made.sources, {}, {});
        QVERIFY(statistics);
        const TensorDigest found = digest(made);
        QVERIFY(std::abs(*found.mean / *statistics->mean - 1) < 1e-14);
        QVERIFY(std::abs(*found.std / *statistics->std - 1) < 1e-13);
    }

    /// How the values are cut into blocks has no part in how sums round.
    void blocks_change_nothing()
    {
        const auto bytes = bytes_of<float>(30'000, [](auto i) { return 0.1F * float(i % 777); });
        Moments whole(ScalarType::Float32);
        whole.add(bytes);
        for (const std::size_t items : {1U, 3U, 4096U, 5000U}) {
            Moments cut(ScalarType::Float32);
            for (std::size_t at = 0; at < bytes.size(); at += items * sizeof(float))
                cut.add(std::span(bytes).subspan(
                    at, std::min(items * sizeof(float), bytes.size() - at)));
            QVERIFY(cut.figures().mean == whole.figures().mean);
            QVERIFY(cut.figures().deviation == whole.figures().deviation);
        }
    }

    void objects_are_told_by_their_texts()
    {
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Object);
        tensor.shape = {2};
        tensor.storage = ListedStorage{std::make_shared<const std::vector<Value>>(
            std::vector<Value>{Value::text("setosa"), Value::integer(3)})};
        const auto found = digest_of(tensor, {}, {});
        QVERIFY(found);
        QCOMPARE(QByteArray::fromStdString(found->sha256),
                 QCryptographicHash::hash("'setosa'\n3\n", QCryptographicHash::Sha256).toHex());
    }

    void a_stopped_job_ends()
    {
        const JobContext stopped(std::make_shared<std::atomic<bool>>(true), {});
        const TensorCase made = in_c_order();
        const auto result = digest_of(made.tensor, made.sources, stopped);
        QVERIFY(!result && result.error().code == ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestTensorDigest)
#include "tst_tensor_digest.moc"
