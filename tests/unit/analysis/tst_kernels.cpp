// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/bin_layout.h"
#include "io/analysis/cell_table.h"
#include "io/analysis/distinct_set.h"
#include "io/analysis/float_kernels.h"
#include "io/analysis/small_floats.h"
#include "io/analysis/value_key.h"

#include "recipe.h"

#include <QTest>

#include <hwy/targets.h>

#include <cmath>

using namespace strata;

/// Every instruction set that this machine has must count alike; sums may differ in the last bits.
class TestKernels : public QObject {
    Q_OBJECT

private:
    template <class T> static void check_runs();
    template <class T> static void check_edges();

private Q_SLOTS:
    void init() { hwy::SetSupportedTargetsForTest(0); }
    void cleanup() { hwy::SetSupportedTargetsForTest(0); }
    void sums_and_cells_data();
    void sums_and_cells();
    void values_beside_edges_data() { sums_and_cells_data(); }
    void values_beside_edges();
    void keys_rise_with_values();
    void small_floats_have_their_values();
    void distinct_set_gives_up();
};

namespace {

template <class T> std::vector<T> run_of(std::string_view name, std::size_t count)
{
    std::vector<T> values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(static_cast<T>(recipe::real(name, i)));
    return values;
}

} // namespace

void TestKernels::sums_and_cells_data()
{
    QTest::addColumn<qint64>("target");
    std::int64_t all = hwy::SupportedTargets();
    QVERIFY(all != 0);
    for (; all != 0; all &= all - 1) {
        const std::int64_t target = all & -all;
        QTest::newRow(hwy::TargetName(target)) << qint64{target};
    }
}

void TestKernels::sums_and_cells()
{
    QFETCH(qint64, target);
    hwy::SetSupportedTargetsForTest(target);
    check_runs<float>();
    check_runs<double>();
}

template <class T> void TestKernels::check_runs()
{
    for (const char* const name : {"bell", "grid", "sparse", "offset", "constant"}) {
        for (const std::size_t count :
             {std::size_t{1}, std::size_t{17}, std::size_t{999}, run_length}) {
            const std::vector<T> values = run_of<T>(name, count);
            const RunSums sums = sum_run(std::span<const T>(values));
            long double mean = 0;
            long double absolute = 0;
            for (const T value : values) {
                mean += static_cast<long double>(value) / static_cast<long double>(count);
                absolute += std::fabs(static_cast<long double>(value));
            }
            const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
            const double found = sums.shift + sums.sum / static_cast<double>(count);
            const double size = static_cast<double>(absolute) / static_cast<double>(count);
            QVERIFY(std::fabs(found - static_cast<double>(mean)) <= size * 1e-13);
            QVERIFY(std::fabs(sums.absolute - static_cast<double>(absolute)) <=
                    static_cast<double>(absolute) * 1e-13);
            QCOMPARE(sums.min, static_cast<double>(*least));
            QCOMPARE(sums.max, static_cast<double>(*greatest));
            QCOMPARE(sums.zeros,
                     static_cast<quint64>(std::count(values.begin(), values.end(), T{0})));

            const BinLayout<T> layout(histogram_edges(sums.min, sums.max, 64));
            std::vector<std::uint32_t> cells(count);
            find_cells(std::span<const T>(values), layout, {}, cells.data());
            for (std::size_t i = 0; i < count; ++i)
                QCOMPARE(cells[i], ValueKey<T>::key(values[i]) +
                                       static_cast<std::uint32_t>(layout.bin(values[i])));
        }
    }
}

void TestKernels::values_beside_edges()
{
    QFETCH(qint64, target);
    hwy::SetSupportedTargetsForTest(target);
    check_edges<float>();
    check_edges<double>();
}

/// Edges, and the values just below and above them, are where rounding would show.
template <class T> void TestKernels::check_edges()
{
    const std::vector<std::pair<double, double>> ranges = {
        {0, 1}, {-0.7, 0.3}, {1e6, 1e6 + 16}, {-3e38, 3e38}, {1e-44, 9e-43}, {-1e9, 0.1}};
    for (const auto& [low, high] : ranges) {
        const std::vector<double> edges = even_edges(low, high, 64);
        const BinLayout<T> layout(edges);
        std::vector<T> values;
        for (const double edge : edges) {
            const auto near = static_cast<T>(edge);
            const T limit = std::numeric_limits<T>::max();
            values.insert(values.end(),
                          {std::nextafter(near, -limit), near, std::nextafter(near, limit)});
        }
        std::vector<std::uint32_t> bins(values.size());
        find_bins(std::span<const T>(values), layout, bins.data());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto value = static_cast<double>(values[i]);
            auto expected = std::upper_bound(edges.begin(), edges.end(), value) - edges.begin();
            if (value == edges.back())
                --expected; // the last bin is closed
            QCOMPARE(bins[i], static_cast<std::uint32_t>(expected));
        }
    }
}

void TestKernels::keys_rise_with_values()
{
    const std::vector<float> rising = {-3e38F, -1.5F, -1.0F, -1e-40F, 0.0F,
                                       1e-40F, 1.0F,  1.01F, 3e38F};
    for (std::size_t i = 1; i < rising.size(); ++i) {
        QVERIFY(ValueKey<float>::ordered(rising[i - 1]) < ValueKey<float>::ordered(rising[i]));
        QVERIFY(ValueKey<double>::ordered(rising[i - 1]) < ValueKey<double>::ordered(rising[i]));
    }
    for (const float value : rising) {
        const std::uint32_t key = ValueKey<float>::key(value);
        QVERIFY(ValueKey<float>::first(key) <= value && value <= ValueKey<float>::last(key));
        QCOMPARE(ValueKey<float>::value(ValueKey<float>::ordered(value)), value);
    }
}

void TestKernels::small_floats_have_their_values()
{
    QCOMPARE(decode_float16(0x3c00), 1.0);
    QCOMPARE(decode_float16(0x0001), 0x1p-24);
    QCOMPARE(decode_float16(0xfbff), -65504.0);
    QVERIFY(std::isinf(decode_float16(0x7c00)) && std::isnan(decode_float16(0x7c01)));
    QCOMPARE(decode_bfloat16(0x3fc0), 1.5);
    QCOMPARE(decode_float8_e4m3fn(0x7e), 448.0);
    QVERIFY(std::isnan(decode_float8_e4m3fn(0xff)));
    QCOMPARE(decode_float8_e4m3fn(0x81), -0x1p-9);
    QCOMPARE(decode_float8_e5m2(0x7b), 57344.0);
    QVERIFY(std::isinf(decode_float8_e5m2(0xfc)));
}

void TestKernels::distinct_set_gives_up()
{
    DistinctSet set;
    QCOMPARE(*set.count(), quint64{0});
    for (std::uint64_t i = 0; i < DistinctSet::capacity; ++i) {
        set.insert(i * 977);
        set.insert(i * 977);
    }
    QCOMPARE(*set.count(), quint64{DistinctSet::capacity});
    DistinctSet other;
    other.insert(0);
    other.insert(977);
    other.merge(set);
    QCOMPARE(*other.count(), quint64{DistinctSet::capacity});
    other.insert(1);
    QVERIFY(!other.count());
    set.merge(other);
    QVERIFY(!set.count());
}

QTEST_APPLESS_MAIN(TestKernels)
#include "tst_kernels.moc"
