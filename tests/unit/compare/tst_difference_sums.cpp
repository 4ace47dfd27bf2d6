// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/difference_sums.h"
#include "io/compare/item_runs.h"

#include <QtTest>

#include <cmath>
#include <cstring>

using namespace strata;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

template <class T>
PairFigures figures_of(const std::vector<T>& left, const std::vector<T>& right,
                       const Tolerance& tolerance = {}, std::uint64_t first = 0)
{
    PairFigures figures;
    add_pairs(std::span<const T>(left), std::span<const T>(right), tolerance, first, figures);
    return figures;
}

bool close(long double found, long double wanted)
{
    return std::fabs(found - wanted) <= 1e-14L * std::fabs(wanted);
}

template <class T> void check_values_that_are_not_finite()
{
    const auto odd = static_cast<T>(nan_value);
    const auto endless = static_cast<T>(infinity);
    const PairFigures found = figures_of<T>({1, odd, endless, 4, 2}, {3, odd, 1, odd, 7}, {}, 100);
    QCOMPARE(found.left.nan, 1U);
    QCOMPARE(found.left.positive_infinity, 1U);
    QCOMPARE(found.left.finite, 3U);
    QCOMPARE(found.right.nan, 2U);
    QCOMPARE(found.right.max, 7.0);
    QCOMPARE(found.differences.finite, 2U);
    QCOMPARE(found.differences.changed, 4U);
    QCOMPARE(found.differences.max_abs, 5.0);
    QCOMPARE(found.differences.max_at, 104U);
    QVERIFY(close(found.differences.squares, 29));
    SquareSum sum;
    add_squares(std::span<const T>(std::vector<T>{3, odd, endless, 4}), sum);
    QVERIFY(close(sum.squares, 25));
    QCOMPARE(sum.finite, 2U);
}

} // namespace

class TestDifferenceSums : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void values_that_are_not_finite_are_passed_over()
    {
        check_values_that_are_not_finite<float>();
        check_values_that_are_not_finite<double>();
    }

    void squares_may_leave_the_range_of_double()
    {
        for (const double unit : {1e-200, 1e200}) {
            const PairFigures found = figures_of<double>({unit, -unit}, {3 * unit, unit});
            const long double square = static_cast<long double>(unit) * unit;
            QVERIFY(close(found.differences.squares, 8 * square));
            QVERIFY(close(found.differences.left, 2 * square));
            QVERIFY(close(found.differences.right, 10 * square));
            QVERIFY(close(found.differences.product, 2 * square));
            QVERIFY(close(found.left.standard_deviation(), unit));
        }
    }

    void a_deviation_does_not_cancel()
    {
        const PairFigures found =
            figures_of<double>({1e9, 1e9 + 1, 1e9 + 2}, {-1e9, -1e9, -1e9 - 3});
        QVERIFY(close(found.left.standard_deviation(), std::sqrt(2.0L / 3)));
        QVERIFY(close(found.right.standard_deviation(), std::sqrt(2.0L)));
    }

    void the_first_of_the_largest_is_found()
    {
        PairFigures all;
        for (const std::uint64_t first : {0U, 10U, 20U}) {
            // Of one size but for the sign, in the second run as in the third.
            const double step = first == 0 ? 1 : 2;
            add_pairs(std::vector<double>{0, 0, 0}, std::vector<double>{0.5, -step, step}, {},
                      first, all);
        }
        QCOMPARE(all.differences.max_abs, 2.0);
        QCOMPARE(all.differences.max_at, 11U);
        QCOMPARE(all.differences.finite, 9U);
    }

    void tolerances_grow_with_magnitudes()
    {
        const std::vector<float> left = {1, 100, 0, 1000};
        const std::vector<float> right = {1.5F, 110, 0.01F, 1400};
        QCOMPARE(figures_of(left, right).differences.changed, 4U);
        QCOMPARE(figures_of(left, right, {1, 0}).differences.changed, 2U);
        QCOMPARE(figures_of(left, right, {0, 0.1}).differences.changed, 3U);
        QCOMPARE(figures_of(left, right, {0.5, 0.1}).differences.changed, 1U);
    }

    void items_may_lie_anywhere()
    {
        std::vector<float> values(run_length + 3);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(i);
        for (const std::size_t shift : {0U, 1U}) {
            std::vector<std::byte> bytes(shift + values.size() * sizeof(float));
            std::memcpy(bytes.data() + shift, values.data(), values.size() * sizeof(float));
            const auto items = std::span<const std::byte>(bytes).subspan(shift);
            ItemRuns<float> floats(ScalarType::Float32, items, values.size());
            QCOMPARE(floats.from(0).size(), run_length);
            QCOMPARE(floats.from(0).back(), static_cast<float>(run_length - 1));
            QCOMPARE(floats.from(run_length).size(), 3U);
            QCOMPARE(floats.from(run_length).back(), values.back());
            ItemRuns<double> doubles(ScalarType::Float32, items, values.size());
            QCOMPARE(doubles.from(run_length).front(), static_cast<double>(run_length));
        }
    }
};

QTEST_APPLESS_MAIN(TestDifferenceSums)
#include "tst_difference_sums.moc"
