// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/pair_reader.h"
#include "io/compare/tensor_difference.h"
#include "io/formats/format.h"
#include "small_models.h"

#include <QtTest>

#include <cmath>

using namespace strata;

namespace {

constexpr float nan_value = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

OpenDocument of_values(std::vector<float> values, Shape shape)
{
    return small_model({{"a", "Dense", {{"kernel", std::move(shape), std::move(values)}}}});
}

/// A document of one tensor in memory, of any dtype and order.
template <class T>
OpenDocument of_items(const std::vector<T>& items, DType dtype, Shape shape, bool fortran = false)
{
    DocumentBuilder builder;
    Tensor tensor;
    tensor.dtype = std::move(dtype);
    tensor.shape = std::move(shape);
    tensor.fortran_order = fortran;
    tensor.storage = DenseStorage{{SourceId::file, 0, items.size() * sizeof(T)}, {}, 0, 0};
    tensor.model_node = builder.model.add(Tree::root, {.kind = NodeKind::Tensor, .name = "x"});
    builder.add_tensor(std::move(tensor));
    std::vector<std::byte> bytes(items.size() * sizeof(T));
    std::memcpy(bytes.data(), items.data(), bytes.size());
    return {std::move(builder).finish(), {make_memory_source(std::move(bytes))}};
}

/// Bytes in chunks, of which none was ever written.
OpenDocument never_written(Shape shape, Shape chunk)
{
    DocumentBuilder builder;
    Tensor tensor;
    tensor.dtype = DType::of(ScalarType::UInt8);
    tensor.shape = std::move(shape);
    tensor.storage = ChunkedStorage{std::move(chunk), nullptr, {}, nullptr};
    tensor.model_node = builder.model.add(Tree::root, {.kind = NodeKind::Tensor, .name = "x"});
    builder.add_tensor(std::move(tensor));
    return {std::move(builder).finish(), {nullptr}};
}

TensorDifference compared(const OpenDocument& left, const OpenDocument& right,
                          const CompareRequest& request = {},
                          std::vector<std::uint8_t> right_axes = {})
{
    const TensorPair pair{ModelPairs::root, TensorId{0}, TensorId{0}, std::move(right_axes), true};
    auto difference = compare_tensors(left, right, pair, request, {});
    if (!difference)
        qFatal("not compared: %s", difference.error().detail.c_str());
    return *difference;
}

bool close(std::optional<double> found, double wanted)
{
    return found && std::fabs(*found - wanted) <= 1e-12 * std::fabs(wanted);
}

/// The figures as their definitions have them, in long double.
void check_against_definitions(const TensorDifference& found, const std::vector<float>& left,
                               const std::vector<float>& right)
{
    long double squares = 0;
    long double absolute = 0;
    long double a2 = 0;
    long double b2 = 0;
    long double product = 0;
    long double most = 0;
    std::uint64_t changed = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const long double step = static_cast<long double>(right[i]) - left[i];
        squares += step * step;
        absolute += std::fabs(step);
        a2 += static_cast<long double>(left[i]) * left[i];
        b2 += static_cast<long double>(right[i]) * right[i];
        product += static_cast<long double>(left[i]) * right[i];
        most = std::max(most, std::fabs(step));
        changed += step != 0 ? 1 : 0;
    }
    const auto count = static_cast<long double>(left.size());
    QCOMPARE(found.changed, changed);
    QVERIFY(close(found.max_abs, static_cast<double>(most)));
    QVERIFY(close(found.mean_abs, static_cast<double>(absolute / count)));
    QVERIFY(close(found.rms, static_cast<double>(std::sqrt(squares / count))));
    QVERIFY(close(found.relative_l2, static_cast<double>(std::sqrt(squares / a2))));
    QVERIFY(close(found.cosine, static_cast<double>(product / std::sqrt(a2 * b2))));
}

} // namespace

class TestCompareTensors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figures_are_those_of_their_definitions()
    {
        // More than a block, so that parts are put together; on one thread and on several.
        const std::vector<float> left = small_tensor("x", {700, 1001}, 1).values;
        std::vector<float> right = small_tensor("x", {700, 1001}, 2).values;
        for (std::size_t i = 0; i < right.size(); i += 7)
            right[i] = left[i];
        right[1001 * 500 + 77] = 40;
        const OpenDocument one = of_items(left, DType::of(ScalarType::Float32), {700, 1001});
        const OpenDocument other = of_items(right, DType::of(ScalarType::Float32), {700, 1001});
        for (const unsigned threads : {1U, 3U}) {
            const TensorDifference found = compared(one, other, {.threads = threads});
            check_against_definitions(found, left, right);
            QCOMPARE(found.by, ComparedBy::Values);
            QCOMPARE(found.max_at, (std::vector<std::uint64_t>{500, 77}));
            QCOMPARE(found.finite, left.size());
        }
    }

    void equal_bytes_are_settled_without_differences()
    {
        const OpenDocument one = of_values({1, 2, nan_value, 4}, {2, 2});
        const TensorDifference found = compared(one, one);
        QCOMPARE(found.by, ComparedBy::Bytes);
        QVERIFY(found.equal);
        QCOMPARE(found.changed, 0U);
        QCOMPARE(found.relative_l2, 0.0);
        QCOMPARE(found.squared_left, 21.0);
        QVERIFY(!found.std_left);
        const TensorDifference all = compared(one, one, {.all_figures = true});
        QVERIFY(all.equal);
        QVERIFY(close(all.std_left, std::sqrt(21.0 / 3 - 49.0 / 9)));
        QCOMPARE(all.nan_right, 1U);
        QCOMPARE(all.range_left, (std::pair{1.0, 4.0}));
    }

    void values_that_are_not_finite()
    {
        const OpenDocument one = of_values({nan_value, nan_value, infinity, infinity, 1, 2}, {6});
        const OpenDocument other = of_values({nan_value, 1, infinity, -infinity, 1, 5}, {6});
        const TensorDifference found = compared(one, other);
        QCOMPARE(found.nan_left, 2U);
        QCOMPARE(found.nan_right, 1U);
        QCOMPARE(found.finite, 2U);
        QCOMPARE(found.changed, 3U); // NaN to 1, infinity to -infinity, 2 to 5
        QCOMPARE(found.max_abs, 3.0);
        QCOMPARE(found.max_at, (std::vector<std::uint64_t>{5}));
        QCOMPARE(found.infinite_left, 2U);
        QCOMPARE(found.infinite_right, 2U);
        // Nothing finite differs, so no place is the largest one's.
        const TensorDifference spoiled =
            compared(of_values({1, 2}, {2}), of_values({1, nan_value}, {2}));
        QCOMPARE(spoiled.max_abs, 0.0);
        QVERIFY(!spoiled.max_at);
        const TensorDifference none = compared(of_values({nan_value}, {1}), of_values({1}, {1}));
        QVERIFY(!none.max_abs && !none.relative_l2 && !none.cosine);
        QCOMPARE(none.changed, 1U);
    }

    void integers_beyond_double_differ_by_what_they_differ()
    {
        constexpr std::int64_t large = std::int64_t{1} << 60;
        const DType dtype = DType::of(ScalarType::Int64);
        const OpenDocument one =
            of_items(std::vector<std::int64_t>{large, 5, large + 1}, dtype, {3});
        const OpenDocument other =
            of_items(std::vector<std::int64_t>{large + 3, 5, large - 1}, dtype, {3});
        const TensorDifference found = compared(one, other);
        QCOMPARE(found.changed, 2U);
        QCOMPARE(found.max_abs, 3.0);
        QCOMPARE(found.max_at, (std::vector<std::uint64_t>{0}));
        QCOMPARE(found.range_difference, (std::pair{-2.0, 3.0}));
        QVERIFY(close(found.mean_abs, 5.0 / 3));
        const TensorDifference near = compared(one, other, {.tolerance = 2});
        QCOMPARE(near.changed, 1U);
    }

    void squares_beyond_double_have_a_norm()
    {
        const DType dtype = DType::of(ScalarType::Float64);
        for (const double unit : {1e200, 1e-200}) {
            const OpenDocument one = of_items(std::vector<double>{unit, 0}, dtype, {2});
            const OpenDocument other = of_items(std::vector<double>{2 * unit, 0}, dtype, {2});
            QVERIFY(close(compared(one, other).relative_l2, 1.0));
            QVERIFY(close(compared(one, other).cosine, 1.0));
            const auto comparison = compare_models(one, other, {}, {}, false, {});
            QVERIFY(comparison);
            QVERIFY(close(comparison->rows[0].relative_l2(), 1.0));
        }
    }

    void zeros_have_no_direction()
    {
        const TensorDifference found = compared(of_values({0, 0}, {2}), of_values({3, 4}, {2}));
        QVERIFY(std::isinf(*found.relative_l2));
        QVERIFY(!found.cosine);
        QVERIFY(compared(of_values({0.0F}, {1}), of_values({-0.0F}, {1})).equal);
    }

    void a_tolerance_is_no_difference()
    {
        const OpenDocument one = of_values({1, 2, 3}, {3});
        const OpenDocument other = of_values({1.25, 2, 3.5}, {3});
        QCOMPARE(compared(one, other, {.tolerance = 0.25}).changed, 1U);
        const TensorDifference all = compared(one, other, {.tolerance = 0.5});
        QVERIFY(all.equal);
        QCOMPARE(all.max_abs, 0.5);
    }

    void a_matrix_is_turned()
    {
        const std::vector<float> left = {1, 2, 3, 4, 5, 6};  // (2, 3)
        const std::vector<float> right = {1, 4, 2, 5, 3, 7}; // (3, 2)
        const TensorDifference found =
            compared(of_values(left, {2, 3}), of_values(right, {3, 2}), {}, {1, 0});
        QCOMPARE(found.changed, 1U);
        QCOMPARE(found.max_at, (std::vector<std::uint64_t>{1, 2}));
    }

    void a_kernel_of_a_convolution_is_turned()
    {
        // Keras has (height, width, inputs, outputs), PyTorch (outputs, inputs, height, width).
        const Shape keras = {2, 3, 4, 5};
        const Shape torch = {5, 4, 2, 3};
        std::vector<float> left(120);
        std::vector<float> right(120);
        for (std::size_t h = 0; h < 2; ++h)
            for (std::size_t w = 0; w < 3; ++w)
                for (std::size_t i = 0; i < 4; ++i)
                    for (std::size_t o = 0; o < 5; ++o) {
                        const auto value = static_cast<float>(1000 * h + 100 * w + 10 * i + o);
                        left[((h * 3 + w) * 4 + i) * 5 + o] = value;
                        right[((o * 4 + i) * 2 + h) * 3 + w] = value;
                    }
        QVERIFY(compared(of_values(left, keras), of_values(right, torch), {}, {2, 3, 1, 0}).equal);
    }

    void orders_of_storage_do_not_matter()
    {
        const std::vector<float> rows = {1, 2, 3, 4, 5, 6};
        const std::vector<float> columns = {1, 4, 2, 5, 3, 6};
        const DType dtype = DType::of(ScalarType::Float32);
        const OpenDocument one = of_items(rows, dtype, {2, 3});
        const OpenDocument other = of_items(columns, dtype, {2, 3}, true);
        QVERIFY(compared(one, other).equal);
        std::vector<float> changed = columns;
        changed[4] = 9; // row 0, column 2
        const OpenDocument third = of_items(changed, dtype, {2, 3}, true);
        QCOMPARE(compared(one, third).max_at, (std::vector<std::uint64_t>{0, 2}));
        QCOMPARE(compared(other, third).max_at, (std::vector<std::uint64_t>{0, 2}));
    }

    void the_narrower_type_decides()
    {
        const std::vector<double> left = {0.1, 1e-9, 3.0, 1e6};
        const std::vector<std::uint16_t> right = {0x2e66, 0x0000, 0x4200, 0x7c00};
        const OpenDocument one = of_items(left, DType::of(ScalarType::Float64), {4});
        const OpenDocument other = of_items(right, DType::of(ScalarType::Float16), {4});
        const TensorDifference found = compared(one, other);
        QCOMPARE(found.by, ComparedBy::NarrowType);
        QCOMPARE(found.changed, 1U); // a million is infinite in float16
        const std::vector<std::uint16_t> off = {0x2e6a, 0x0000, 0x4200, 0x4200};
        QCOMPARE(compared(one, of_items(off, DType::of(ScalarType::Float16), {4})).changed, 2U);
    }

    void wide_integers_are_exact()
    {
        const std::vector<std::int64_t> left = {(std::int64_t{1} << 60) + 1, 5, -7};
        const std::vector<std::int64_t> right = {std::int64_t{1} << 60, 5, 7};
        const DType dtype = DType::of(ScalarType::Int64);
        QCOMPARE(compared(of_items(left, dtype, {3}), of_items(right, dtype, {3})).changed, 2U);
    }

    void wide_types_are_exact_beside_each_other()
    {
        const std::vector<std::int64_t> left = {(std::int64_t{1} << 53) + 1, -1};
        const std::vector<std::uint64_t> right = {std::uint64_t{1} << 53, ~std::uint64_t{0}};
        const TensorDifference found =
            compared(of_items(left, DType::of(ScalarType::Int64), {2}),
                     of_items(right, DType::of(ScalarType::UInt64), {2}));
        QCOMPARE(found.changed, 2U);
    }

    void long_doubles_are_exact()
    {
        const long double one = 1;
        const std::vector<long double> left = {one, one, std::nanl(""), HUGE_VALL};
        const std::vector<long double> right = {std::nextafter(one, 2 * one), one, std::nanl(""),
                                                -HUGE_VALL};
        const DType dtype = DType::of(ScalarType::LongDouble);
        QCOMPARE(compared(of_items(left, dtype, {4}), of_items(right, dtype, {4})).changed, 2U);
    }

    void values_never_written_are_not_waited_for()
    {
        // Of one grid and of two, on either side.
        const Shape large = {std::uint64_t{1} << 32};
        const OpenDocument one = never_written(large, {1 << 20});
        const OpenDocument other = never_written(large, {1 << 19});
        const TensorPair pair{ModelPairs::root, TensorId{0}, TensorId{0}, {}, true};
        for (const OpenDocument* const right : {&one, &other}) {
            const auto found = compare_tensors(one, *right, pair, {}, {});
            QVERIFY(!found);
            QCOMPARE(found.error().code, ErrorCode::LimitExceeded);
        }
        ModelPairs pairs = match_models(*one.document, *other.document);
        pairs.rows[index(pairs.tensors[0].row)].reason = MatchReason::Order;
        const auto hashes = hash_contents(one, other, pairs, {});
        QVERIFY(hashes && !hashes->left[0] && !hashes->right[0]);
    }

    void many_small_chunks_are_few_blocks()
    {
        const OpenDocument model = never_written({1 << 17}, {1});
        const Tensor& tensor = model.document->tensors[0];
        const auto reader = PairReader::plan(tensor, model.sources, tensor, model.sources, {}, {});
        QVERIFY(reader);
        QCOMPARE(reader->block_count(), 1U);
    }

    void long_rows_are_turned_in_parts()
    {
        const std::uint64_t length = std::uint64_t{17} << 20; // more than a block holds
        std::vector<std::uint8_t> left(2 * length);
        std::vector<std::uint8_t> right(2 * length);
        for (std::uint64_t i = 0; i < length; ++i) {
            left[i] = right[2 * i] = static_cast<std::uint8_t>(i % 251);
            left[length + i] = right[2 * i + 1] = static_cast<std::uint8_t>(i % 241);
        }
        right[2 * (length - 3) + 1] ^= 255;
        const DType dtype = DType::of(ScalarType::UInt8);
        const OpenDocument one = of_items(left, dtype, {2, length});
        const OpenDocument other = of_items(right, dtype, {length, 2});
        const TensorDifference found = compared(one, other, {}, {1, 0});
        QCOMPARE(found.changed, 1U);
        QCOMPARE(found.max_at, (std::vector<std::uint64_t>{1, length - 3}));
        const auto reader = PairReader::plan(one.document->tensors[0], one.sources,
                                             other.document->tensors[0], other.sources, {1, 0}, {});
        QVERIFY(reader);
        QCOMPARE(reader->block_count(), 4U);
    }

    void complex_numbers_by_magnitude()
    {
        const std::vector<float> left = {1, 1, 2, 0}; // 1+i, 2
        const std::vector<float> right = {4, 5, 2, 0};
        const DType dtype = DType::of(ScalarType::Complex64);
        const TensorDifference found =
            compared(of_items(left, dtype, {2}), of_items(right, dtype, {2}));
        QCOMPARE(found.max_abs, 5.0);
        QCOMPARE(found.changed, 1U);
        QVERIFY(close(found.relative_l2, 5 / std::sqrt(6.0)));
    }

    void texts_are_items()
    {
        const std::vector<char> left = {'a', 'b', 'c', 0};
        const std::vector<char> right = {'a', 'b', 0, 'c', 'd', 0};
        const auto one = of_items(left, DType::sized(ScalarType::Bytes, 2), {2});
        const auto other = of_items(right, DType::sized(ScalarType::Bytes, 3), {2});
        const TensorDifference found = compared(one, other);
        QCOMPARE(found.by, ComparedBy::Items);
        QCOMPARE(found.changed, 1U);
        QVERIFY(!found.max_abs);
    }

    void a_cut_tensor_is_an_error()
    {
        OpenDocument one = of_values({1, 2}, {2});
        OpenDocument cut = of_items(std::vector<float>{1}, DType::of(ScalarType::Float32), {2});
        const TensorPair pair{ModelPairs::root, TensorId{0}, TensorId{0}, {}, true};
        const auto found = compare_tensors(one, cut, pair, {}, {});
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Truncated);
    }

    void storages_do_not_matter()
    {
        const auto opened = open_document(STRATA_TEST_DATA "/hdf5/layouts.h5");
        QVERIFY(opened);
        const Document& document = *opened->document;
        const auto pair = [&](std::string_view left, std::string_view right) {
            return TensorPair{ModelPairs::root,
                              *document.find_tensor(left),
                              *document.find_tensor(right),
                              {},
                              true};
        };
        for (const char* const name : {"/chunked", "/fletcher", "/gzip", "/gzip_shuffle", "/lzf"}) {
            for (const char* const other : {"/contiguous", "/gzip_shuffle"}) {
                const auto found = compare_tensors(*opened, *opened, pair(name, other), {}, {});
                QVERIFY(found);
                QVERIFY2(found->equal, name);
            }
        }
        // Chunk by chunk and row by row find the same place.
        const auto by_chunks = compare_tensors(*opened, *opened, pair("/lzf", "/sparse"), {}, {});
        const auto by_rows =
            compare_tensors(*opened, *opened, pair("/contiguous", "/sparse"), {}, {});
        QVERIFY(by_chunks && by_rows && !by_rows->equal);
        QCOMPARE(by_chunks->max_at, by_rows->max_at);
        QCOMPARE(by_chunks->changed, by_rows->changed);
        QVERIFY(close(by_chunks->relative_l2, *by_rows->relative_l2));
    }

    void histograms_share_their_edges()
    {
        const OpenDocument one = of_values({0, 1, 2, 3, nan_value}, {5});
        const OpenDocument other = of_values({0, 1, 2, 7, 1}, {5});
        const TensorDifference found = compared(one, other, {.all_figures = true});
        const TensorPair pair{ModelPairs::root, TensorId{0}, TensorId{0}, {}, true};
        const auto histograms = compare_histograms(one, other, pair, found, 7, {});
        QVERIFY(histograms);
        QCOMPARE(histograms->left.edges, (std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7}));
        QCOMPARE(histograms->right.edges, histograms->left.edges);
        QCOMPARE(histograms->left.counts, (std::vector<std::uint64_t>{1, 1, 1, 1, 0, 0, 0}));
        QCOMPARE(histograms->right.counts, (std::vector<std::uint64_t>{1, 2, 1, 0, 0, 0, 1}));
        QCOMPARE(histograms->difference.counts.front(), 3U);
        QCOMPARE(histograms->difference.counts.back(), 1U);
        QVERIFY(!compare_histograms(one, other, pair, found, 0, {}));
    }

    void cancelling_ends_it()
    {
        const OpenDocument one = of_values({1, 2}, {2});
        const auto cancel = std::make_shared<std::atomic<bool>>(true);
        const TensorPair pair{ModelPairs::root, TensorId{0}, TensorId{0}, {}, true};
        const auto found = compare_tensors(one, one, pair, {}, JobContext(cancel, {}));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCompareTensors)
#include "tst_compare_tensors.moc"
