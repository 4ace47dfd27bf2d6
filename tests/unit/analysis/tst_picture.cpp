// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/picture.h"

#include "tensor_case.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace strata;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Different everywhere, both signs, no pattern that a step could follow.
double value_at(std::uint64_t i)
{
    return std::sin(static_cast<double>(i) * 12.9898) * static_cast<double>(1 + i % 7);
}

TensorCase floats(Shape shape, bool fortran = false)
{
    std::uint64_t count = 1;
    for (const std::uint64_t extent : shape)
        count *= extent;
    TensorCase made = dense_case(DType::of(ScalarType::Float64), std::move(shape),
                                 bytes_of<double>(count, value_at));
    made.tensor.fortran_order = fortran;
    return made;
}

/// Number in storage order of an item.
std::uint64_t number_of(const Tensor& tensor, const std::vector<std::uint64_t>& at)
{
    std::uint64_t number = 0;
    const std::size_t rank = at.size();
    for (std::size_t i = 0; i < rank; ++i) {
        const std::size_t axis = tensor.fortran_order ? rank - 1 - i : i;
        number = number * tensor.shape[axis] + at[axis];
    }
    return number;
}

/// What the picture should be, value by value.
std::vector<double> plain(const Tensor& tensor, const PictureRequest& request, const Picture& got)
{
    std::vector<double> cells(static_cast<std::size_t>(got.cell_rows * got.cell_columns), 0);
    std::vector<std::uint64_t> at = request.at;
    for (std::uint64_t row = 0; row < tensor.shape[request.row_axis]; ++row) {
        for (std::uint64_t column = 0; column < tensor.shape[request.column_axis]; ++column) {
            at[request.row_axis] = row;
            at[request.column_axis] = column;
            const double value = value_at(number_of(tensor, at));
            double& held = cells[static_cast<std::size_t>((row / got.row_step) * got.cell_columns +
                                                          column / got.column_step)];
            if (std::abs(value) > std::abs(held))
                held = value;
        }
    }
    return cells;
}

PictureRequest plane(std::size_t rank, std::size_t row_axis, std::size_t column_axis)
{
    PictureRequest request;
    request.row_axis = row_axis;
    request.column_axis = column_axis;
    request.at.assign(rank, 0);
    return request;
}

} // namespace

class TestPicture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void planes_data()
    {
        QTest::addColumn<QList<int>>("shape");
        QTest::addColumn<bool>("fortran");
        QTest::addColumn<int>("rowAxis");
        QTest::addColumn<int>("columnAxis");
        QTest::addColumn<int>("most");
        QTest::newRow("each value") << QList<int>{6, 9} << false << 0 << 1 << 16;
        QTest::newRow("fortran") << QList<int>{6, 9} << true << 0 << 1 << 16;
        QTest::newRow("joined") << QList<int>{50, 37} << false << 0 << 1 << 8;
        QTest::newRow("joined fortran") << QList<int>{50, 37} << true << 0 << 1 << 8;
        QTest::newRow("tall") << QList<int>{300, 3} << false << 0 << 1 << 16;
        QTest::newRow("last plane of four axes") << QList<int>{3, 2, 5, 7} << false << 2 << 3 << 16;
        QTest::newRow("first plane of four axes")
            << QList<int>{3, 2, 5, 7} << false << 0 << 1 << 16;
        QTest::newRow("apart") << QList<int>{3, 2, 5, 7} << true << 1 << 3 << 2;
        QTest::newRow("more than a block") << QList<int>{1200, 300} << false << 0 << 1 << 64;
    }
    void planes()
    {
        QFETCH(QList<int>, shape);
        QFETCH(bool, fortran);
        QFETCH(int, rowAxis);
        QFETCH(int, columnAxis);
        QFETCH(int, most);
        const TensorCase made = floats(Shape(shape.begin(), shape.end()), fortran);
        PictureRequest request = plane(made.tensor.shape.size(), static_cast<std::size_t>(rowAxis),
                                       static_cast<std::size_t>(columnAxis));
        request.at.back() = 1; // not looked at where it is one of the two
        request.at.front() = 1;
        request.most_cells = static_cast<std::uint64_t>(most);
        const auto picture = compute_picture(made.tensor, made.sources, request, JobContext());
        QVERIFY(picture);
        QVERIFY(picture->cell_rows <= request.most_cells);
        QVERIFY(picture->cell_columns <= request.most_cells);
        QCOMPARE(picture->cells, plain(made.tensor, request, *picture));
    }

    void chunksAndWhatWasNeverWritten()
    {
        // One 2 × 2 chunk of a 4 × 5 tensor is written; the rest is the fill value.
        TensorCase made = dense_case(DType::of(ScalarType::Float32), {4, 5},
                                     bytes_of<float>(4, [](std::uint64_t i) { return i + 10; }));
        const auto fill = std::make_shared<std::vector<std::byte>>(sizeof(float));
        const float three = -3;
        std::memcpy(fill->data(), &three, sizeof three);
        ChunkedStorage storage;
        storage.chunk_shape = {2, 2};
        storage.fill = fill;
        storage.chunks = std::make_shared<const std::vector<StoredChunk>>(
            std::vector<StoredChunk>{{{2, 2}, {SourceId::file, 1, 16}, 0}});
        made.tensor.storage = storage;
        const auto picture =
            compute_picture(made.tensor, made.sources, plane(2, 0, 1), JobContext());
        QVERIFY(picture);
        const std::vector<double> wanted = {-3, -3, -3, -3, -3, -3, -3, -3, -3, -3,
                                            -3, -3, 10, 11, -3, -3, -3, 12, 13, -3};
        QCOMPARE(picture->cells, wanted);
    }

    void whatIsNoNumberIsNeverHidden()
    {
        const std::vector<double> values = {1, -5, nan_value, 2, 3, -infinity, 4, 100};
        const TensorCase made =
            dense_case(DType::of(ScalarType::Float64), {2, 4},
                       bytes_of<double>(8, [&](std::uint64_t i) { return values[i]; }));
        PictureRequest request = plane(2, 0, 1);
        request.most_cells = 2;
        const auto picture = compute_picture(made.tensor, made.sources, request, JobContext());
        QVERIFY(picture);
        QCOMPARE(picture->cell_rows, std::uint64_t{2});
        QCOMPARE(picture->column_step, std::uint64_t{2});
        QCOMPARE(picture->cell(0, 0), -5.0);
        QVERIFY(std::isnan(picture->cell(0, 1)));
        QCOMPARE(picture->cell(1, 0), -infinity);
        QCOMPARE(picture->cell(1, 1), 100.0);
        QCOMPARE(picture->largest, 100.0);
        QCOMPARE(picture->not_finite, std::uint64_t{2});
    }

    void theCommonRangeHoldsNinetyNineOfAHundred()
    {
        // 1 to 1000 with both signs; one in a thousand is far out.
        const auto make = [](std::uint64_t i) {
            const auto size = static_cast<double>(i % 1000 + 1);
            return i == 7 ? 1e6 : i % 2 == 0 ? size : -size;
        };
        const TensorCase made =
            dense_case(DType::of(ScalarType::Float64), {100, 100}, bytes_of<double>(10'000, make));
        const auto picture =
            compute_picture(made.tensor, made.sources, plane(2, 0, 1), JobContext());
        QVERIFY(picture);
        QCOMPARE(picture->largest, 1e6);
        QVERIFY2(std::abs(picture->common - 990) <= 990 * 4e-4 + 1,
                 qPrintable(QString::number(picture->common)));
    }
    void mostlyZerosAreShownToTheirLargest()
    {
        const TensorCase made =
            dense_case(DType::of(ScalarType::Float32), {40, 40},
                       bytes_of<float>(1600, [](std::uint64_t i) { return i == 3 ? 2.5 : 0.0; }));
        const auto picture =
            compute_picture(made.tensor, made.sources, plane(2, 0, 1), JobContext());
        QVERIFY(picture);
        QCOMPARE(picture->common, 2.5);
    }

    void reducingTwiceIsReducingOnce()
    {
        const TensorCase made = floats({64, 96});
        PictureRequest request = plane(2, 0, 1);
        const auto fine = compute_picture(made.tensor, made.sources, request, JobContext());
        request.most_cells = 16;
        const auto coarse = compute_picture(made.tensor, made.sources, request, JobContext());
        QVERIFY(fine && coarse);
        const Picture again = reduced(*fine, 16, 16);
        QCOMPARE(again.cells, coarse->cells);
        QCOMPARE(again.row_step, coarse->row_step);
        QCOMPARE(again.column_step, coarse->column_step);
    }

    void refusals()
    {
        const TensorCase made = floats({3, 4, 5});
        const auto code = [&](const PictureRequest& request, const Tensor& tensor) {
            return compute_picture(tensor, made.sources, request, JobContext()).error().code;
        };
        PictureRequest wrong = plane(3, 1, 1);
        QCOMPARE(code(wrong, made.tensor), ErrorCode::BadArgument);
        wrong = plane(3, 1, 3);
        QCOMPARE(code(wrong, made.tensor), ErrorCode::BadArgument);
        wrong = plane(3, 1, 2);
        wrong.at[0] = 3;
        QCOMPARE(code(wrong, made.tensor), ErrorCode::BadArgument);
        wrong = plane(3, 1, 2);
        wrong.most_cells = 0;
        QCOMPARE(code(wrong, made.tensor), ErrorCode::BadArgument);
        Tensor text = made.tensor;
        text.dtype = DType::sized(ScalarType::Bytes, 8);
        QCOMPARE(code(plane(3, 0, 1), text), ErrorCode::UnsupportedFeature);
        Tensor cut = made.tensor;
        std::get<DenseStorage>(cut.storage).extent.length -= 8;
        QVERIFY(!compute_picture(cut, made.sources, plane(3, 0, 1), JobContext()));
    }
    void cancelled()
    {
        const TensorCase made = floats({3, 4, 5});
        const JobContext stopped(std::make_shared<std::atomic<bool>>(true), {});
        const auto picture = compute_picture(made.tensor, made.sources, plane(3, 1, 2), stopped);
        QVERIFY(!picture);
        QCOMPARE(picture.error().code, ErrorCode::Cancelled);
    }
    void nothing()
    {
        const TensorCase made = floats({0, 4});
        const auto picture =
            compute_picture(made.tensor, made.sources, plane(2, 0, 1), JobContext());
        QVERIFY(picture);
        QVERIFY(picture->cells.empty());
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "tst_picture.moc"
