// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/float_kernels.h"
#include "io/analysis/pair_kernels.h"

#include "recipe.h"

#include <QTest>

#include <hwy/targets.h>

#include <cmath>
#include <vector>

using namespace strata;

namespace {

template <class T> struct Pairs {
    std::vector<T> left;
    std::vector<T> right;

    [[nodiscard]] PairRunSums sums(const Tolerance& tolerance = {}) const
    {
        return sum_pair_run(std::span<const T>(left), std::span<const T>(right), tolerance);
    }
    [[nodiscard]] std::size_t place_of(double size) const
    {
        return place_of_difference(std::span<const T>(left), std::span<const T>(right), size);
    }
};

/// Every fifth value is the same on both sides.
template <class T> Pairs<T> pairs_of(std::string_view name, std::size_t count)
{
    Pairs<T> pairs;
    for (std::size_t i = 0; i < count; ++i) {
        pairs.left.push_back(static_cast<T>(recipe::real(name, i)));
        pairs.right.push_back(i % 5 == 0 ? pairs.left.back()
                                         : static_cast<T>(recipe::real(name, i + 100'000)));
    }
    return pairs;
}

/// Up to the rounding of a sum of so many terms.
bool near(double found, long double wanted, long double terms)
{
    return std::fabs(found - wanted) <= 1e-13L * std::fabs(terms);
}

template <class T> void check_side(const PairRunSums::Side& found, const std::vector<T>& values)
{
    long double sum = 0;
    long double size = 0;
    long double deviation = 0;
    long double squares = 0;
    for (const T value : values) {
        const long double off = static_cast<long double>(value) - found.shift;
        sum += off;
        size += std::fabs(off);
        deviation += off * off;
        squares += static_cast<long double>(value) * value;
    }
    QVERIFY(near(found.sum, sum, size));
    QVERIFY(near(found.deviation, deviation, deviation));
    QVERIFY(near(found.squares, squares, squares));
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    QCOMPARE(found.min, static_cast<double>(*least));
    QCOMPARE(found.max, static_cast<double>(*greatest));
}

template <class T> void check_pairs(const Pairs<T>& pairs, const Tolerance& tolerance)
{
    const PairRunSums found = pairs.sums(tolerance);
    QVERIFY(found.holds());
    check_side(found.left, pairs.left);
    check_side(found.right, pairs.right);
    long double absolute = 0;
    long double squares = 0;
    long double product = 0;
    long double product_size = 0;
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    std::uint64_t changed = 0;
    std::size_t place = 0;
    for (std::size_t i = 0; i < pairs.left.size(); ++i) {
        const auto a = static_cast<double>(pairs.left[i]);
        const auto b = static_cast<double>(pairs.right[i]);
        const double difference = b - a;
        const double size = std::fabs(difference);
        const double larger = std::max(std::fabs(a), std::fabs(b));
        absolute += size;
        squares += static_cast<long double>(difference) * difference;
        product += static_cast<long double>(a) * b;
        product_size += std::fabs(static_cast<long double>(a) * b);
        if (size > std::max(-least, greatest))
            place = i;
        least = std::min(least, difference);
        greatest = std::max(greatest, difference);
        changed += size > tolerance.absolute + tolerance.relative * larger ? 1 : 0;
    }
    QVERIFY(near(found.absolute, absolute, absolute));
    QVERIFY(near(found.squares, squares, squares));
    QVERIFY(near(found.product, product, product_size));
    QCOMPARE(found.least, least);
    QCOMPARE(found.greatest, greatest);
    QCOMPARE(found.changed, changed);
    QCOMPARE(pairs.place_of(found.max_abs()), place);
}

template <class T> void check_type()
{
    for (const char* const name : {"bell", "grid", "sparse", "offset", "outlier", "constant"}) {
        for (const std::size_t count :
             {std::size_t{1}, std::size_t{17}, std::size_t{999}, run_length}) {
            const Pairs<T> pairs = pairs_of<T>(name, count);
            check_pairs(pairs, {});
            check_pairs(pairs, {0.25, 0});
            check_pairs(pairs, {1e-3, 0.5});
            const double squares = square_run(std::span<const T>(pairs.left));
            QVERIFY(near(squares, pairs.sums().left.squares, squares));
        }
    }
}

/// One such value at any place of a run is enough.
template <class T> void check_lost(T value)
{
    for (const std::size_t at : {std::size_t{0}, std::size_t{500}, std::size_t{998}}) {
        Pairs<T> pairs = pairs_of<T>("bell", 999);
        pairs.left[at] = value;
        QVERIFY(!pairs.sums().holds());
        QVERIFY(!std::isfinite(square_run(std::span<const T>(pairs.left))));
        std::swap(pairs.left, pairs.right);
        QVERIFY(!pairs.sums().holds());
    }
}

} // namespace

/// Every instruction set that this machine has must agree with plain loops.
class TestPairKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { hwy::SetSupportedTargetsForTest(0); }
    void cleanup() { hwy::SetSupportedTargetsForTest(0); }

    void sums_are_those_of_plain_loops_data()
    {
        QTest::addColumn<qint64>("target");
        std::int64_t all = hwy::SupportedTargets();
        QVERIFY(all != 0);
        for (; all != 0; all &= all - 1) {
            const std::int64_t target = all & -all;
            QTest::newRow(hwy::TargetName(target)) << qint64{target};
        }
    }
    void sums_are_those_of_plain_loops()
    {
        QFETCH(qint64, target);
        hwy::SetSupportedTargetsForTest(target);
        check_type<float>();
        check_type<double>();
    }

    void other_runs_show_data() { sums_are_those_of_plain_loops_data(); }
    void other_runs_show()
    {
        QFETCH(qint64, target);
        hwy::SetSupportedTargetsForTest(target);
        check_lost(std::numeric_limits<float>::quiet_NaN());
        check_lost(-std::numeric_limits<float>::infinity());
        check_lost(std::numeric_limits<double>::quiet_NaN());
        check_lost(std::numeric_limits<double>::infinity());
        check_lost(1e200);
    }

    void small_squares_show()
    {
        QVERIFY(!(Pairs<double>{{1e-200, 0}, {0, 0}}.sums().holds()));
        QVERIFY(!(Pairs<double>{{0, 0}, {0, 1e-200}}.sums().holds()));
        QVERIFY((Pairs<double>{{1e-200, 1}, {1e-200, 1}}.sums().holds()));
        QVERIFY((Pairs<double>{{0, 0}, {0, 0}}.sums().holds()));
        // The square of every float is a double.
        constexpr float least = std::numeric_limits<float>::denorm_min();
        constexpr float most = std::numeric_limits<float>::max();
        const PairRunSums sums = Pairs<float>{{least, most}, {-least, -most}}.sums();
        QVERIFY(sums.holds());
        QCOMPARE(sums.changed, 2U);
        QCOMPARE(sums.least, -2 * static_cast<double>(most));
    }

    void signs_of_zero_do_not_differ()
    {
        QCOMPARE((Pairs<float>{{0.0F, -0.0F}, {-0.0F, 0.0F}}.sums().changed), 0U);
        QCOMPARE((Pairs<double>{{0.0, -0.0}, {-0.0, 0.0}}.sums().changed), 0U);
    }
};

QTEST_APPLESS_MAIN(TestPairKernels)
#include "tst_pair_kernels.moc"
