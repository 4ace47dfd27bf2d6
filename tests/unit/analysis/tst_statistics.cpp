// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/statistics.h"

#include "tensor_case.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

using namespace strata;

namespace {

/// A number of the expectations: text where JSON would round it.
Number number_of(const QJsonValue& value)
{
    if (!value.isString())
        return value.toDouble();
    const QString text = value.toString();
    return text.startsWith(QLatin1Char('-')) ? Number(std::int64_t{text.toLongLong()})
                                             : Number(std::uint64_t{text.toULongLong()});
}

bool close(double found, double expected, double tolerance)
{
    return found == expected || std::fabs(found - expected) <= tolerance;
}

bool close_relative(double found, double expected, double share)
{
    return close(found, expected, std::fabs(expected) * share);
}

std::uint64_t bits_of(const Number& integer)
{
    return std::visit([](auto value) { return static_cast<std::uint64_t>(value); }, integer);
}

/// Whether both are the same number: integers exactly, doubles up to a share.
bool same_number(const Number& found, const Number& expected, double share)
{
    const bool real = std::holds_alternative<double>(found);
    if (real != std::holds_alternative<double>(expected))
        return false;
    if (real)
        return close_relative(std::get<double>(found), std::get<double>(expected), share);
    const bool negative = to_double(found) < 0;
    return negative == (to_double(expected) < 0) && bits_of(found) == bits_of(expected);
}

double real_of(const QJsonValue& value)
{
    return value.isString() ? value.toString().toDouble() : value.toDouble(); // "Infinity"
}

bool same_histogram(const Histogram& a, const Histogram& b)
{
    return a.edges == b.edges && a.counts == b.counts && a.below == b.below && a.above == b.above;
}

bool same_statistics(const Statistics& a, const Statistics& b)
{
    return a.count == b.count && a.distinct == b.distinct && a.min == b.min && a.max == b.max &&
           a.mean == b.mean && a.std == b.std && a.l1 == b.l1 && a.l2 == b.l2 &&
           a.zeros == b.zeros && a.nan == b.nan && a.positive_infinity == b.positive_infinity &&
           a.negative_infinity == b.negative_infinity && a.quantiles == b.quantiles &&
           a.quantiles_exact == b.quantiles_exact && same_histogram(a.histogram, b.histogram);
}

Statistics statistics_of(const TensorCase& made, unsigned threads = 1)
{
    StatisticsRequest request;
    request.threads = threads;
    const auto result = compute_statistics(made.tensor, made.sources, request, {});
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return *result;
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private:
    static void compare_counts(const Statistics& found, const QJsonObject& expected);
    static void compare_sums(const Statistics& found, const QJsonObject& expected, double rounding);
    static void compare_quantiles(const Statistics& found, const QJsonObject& expected,
                                  double rounding);
    static void compare_histogram(const Statistics& found, const QJsonObject& expected,
                                  double rounding);

private Q_SLOTS:
    void agrees_with_numpy_data();
    void agrees_with_numpy();
    void long_double_agrees_with_double();
    void does_not_depend_on_threads_data();
    void does_not_depend_on_threads();
    void says_constant_and_all_zero();
    void takes_any_number_of_bins();
    void widens_a_range_too_narrow_for_the_bins();
    void counts_between_chosen_edges_data();
    void counts_between_chosen_edges();
    void refuses_what_makes_no_sense();
    void refuses_types_without_numbers();
    void reports_a_truncated_source();
    void measures_what_is_there_of_a_cut_tensor();
    void stops_when_cancelled();
    void reads_every_byte_of_a_bool();
};

void TestStatistics::agrees_with_numpy_data()
{
    QTest::addColumn<QJsonObject>("entry");
    const QJsonArray tensors = read_expectations()[QLatin1String("tensors")].toArray();
    QVERIFY(tensors.size() > 150);
    for (const QJsonValue entry : tensors)
        QTest::newRow(qPrintable(entry[QLatin1String("name")].toString())) << entry.toObject();
}

void TestStatistics::agrees_with_numpy()
{
    QFETCH(QJsonObject, entry);
    const QJsonObject expected = entry[QLatin1String("expected")].toObject();
    const Statistics found = statistics_of(json_case(entry));
    compare_counts(found, expected);
    if (QTest::currentTestFailed() || found.finite() == 0)
        return;
    // numpy's magnitude of a complex number may differ from ours in the last bit.
    const bool complex = entry[QLatin1String("dtype")].toString().startsWith(u"complex");
    const double rounding = complex ? 4e-16 : 0;
    compare_sums(found, expected, rounding);
    compare_quantiles(found, expected, rounding);
    compare_histogram(found, expected, rounding);
}

void TestStatistics::compare_counts(const Statistics& found, const QJsonObject& expected)
{
    const auto whole = [&](const char* key) {
        return static_cast<quint64>(expected[QLatin1String(key)].toInteger());
    };
    QCOMPARE(found.count, whole("count"));
    QCOMPARE(found.zeros, whole("zeros"));
    QCOMPARE(found.nan, whole("nan"));
    QCOMPARE(found.positive_infinity, whole("positive_infinity"));
    QCOMPARE(found.negative_infinity, whole("negative_infinity"));
    QCOMPARE(found.distinct.has_value(), !expected[QLatin1String("distinct")].isNull());
    if (found.distinct)
        QCOMPARE(*found.distinct, whole("distinct"));
    const bool some = !expected[QLatin1String("min")].isNull();
    QCOMPARE(found.finite() != 0, some);
    QCOMPARE(found.min.has_value(), some);
    QCOMPARE(found.mean.has_value(), some);
    QCOMPARE(found.quantiles.has_value(), some);
    QCOMPARE(found.histogram.edges.empty(), !some);
}

void TestStatistics::compare_sums(const Statistics& found, const QJsonObject& expected,
                                  double rounding)
{
    QVERIFY(same_number(*found.min, number_of(expected[QLatin1String("min")]), rounding));
    QVERIFY(same_number(*found.max, number_of(expected[QLatin1String("max")]), rounding));
    const double mean = real_of(expected[QLatin1String("mean")]);
    const double std = real_of(expected[QLatin1String("std")]);
    const double l1 = real_of(expected[QLatin1String("l1")]);
    const double size = l1 / static_cast<double>(found.finite());
    QVERIFY2(close(*found.mean, mean, size * 1e-13 + std::fabs(mean) * 4e-16),
             qPrintable(QString::number(*found.mean - mean)));
    // numpy's own sum of a constant is a little off.
    QVERIFY2(close(*found.std, std, std * 1e-12 + std::fabs(mean) * 4e-16),
             qPrintable(QString::number(*found.std - std)));
    QVERIFY(close_relative(*found.l1, l1, 1e-13));
    QVERIFY(close_relative(*found.l2, real_of(expected[QLatin1String("l2")]), 1e-13));
}

void TestStatistics::compare_quantiles(const Statistics& found, const QJsonObject& expected,
                                       double rounding)
{
    const QJsonObject quantiles = expected[QLatin1String("quantiles")].toObject();
    QCOMPARE(quantiles.size(), static_cast<qsizetype>(quantile_shares.size()));
    for (std::size_t i = 0; i < quantile_shares.size(); ++i) {
        const double right = real_of(quantiles[QString::number(quantile_shares[i])]);
        const double value = (*found.quantiles)[i];
        const QByteArray told = QByteArray::number(value, 'g', 17) + " instead of " +
                                QByteArray::number(right, 'g', 17);
        if (found.quantiles_exact)
            QVERIFY2(close_relative(value, right, rounding), told.constData());
        else
            QVERIFY2(close_relative(value, right, 0.004), told.constData());
    }
}

void TestStatistics::compare_histogram(const Statistics& found, const QJsonObject& expected,
                                       double rounding)
{
    const QJsonObject histogram = expected[QLatin1String("histogram")].toObject();
    const QJsonArray range = histogram[QLatin1String("range")].toArray();
    const auto& edges = found.histogram.edges;
    QCOMPARE(edges.size(), found.histogram.counts.size() + 1);
    if (range[0].toDouble() == range[1].toDouble())
        return; // numpy raises here; see widens_a_range_too_narrow_for_the_bins
    const double middle = histogram[QLatin1String("middle")].toDouble();
    QVERIFY(close_relative(edges.front(), range[0].toDouble(), rounding));
    QVERIFY(close_relative(edges.back(), range[1].toDouble(), rounding));
    QVERIFY(close_relative(edges[edges.size() / 3], middle, rounding));
    const QJsonArray counts = histogram[QLatin1String("counts")].toArray();
    QCOMPARE(found.histogram.counts.size(), static_cast<std::size_t>(counts.size()));
    for (qsizetype i = 0; i < counts.size(); ++i)
        QCOMPARE(found.histogram.counts[static_cast<std::size_t>(i)],
                 static_cast<quint64>(counts[i].toInteger()));
    QCOMPARE(found.histogram.below + found.histogram.above, quint64{0});
}

void TestStatistics::long_double_agrees_with_double()
{
    for (const char* const recipe : {"bell", "special", "offset"}) {
        const QString name = QString::fromLatin1(recipe);
        const Statistics wide = statistics_of(recipe_case(QStringLiteral("float128"), name, 9'000));
        const Statistics plain = statistics_of(recipe_case(QStringLiteral("float64"), name, 9'000));
        QVERIFY(same_statistics(wide, plain));
        QVERIFY(plain.finite() > 8'000);
    }
}

void TestStatistics::does_not_depend_on_threads_data()
{
    QTest::addColumn<QString>("dtype");
    QTest::addColumn<QString>("recipe");
    QTest::newRow("float32") << "float32"
                             << "bell";
    QTest::newRow("float32 with NaN") << "float32"
                                      << "special";
    QTest::newRow("float64") << "float64"
                             << "offset";
    QTest::newRow("float16") << "float16"
                             << "bell";
    QTest::newRow("int64") << "int64"
                           << "bits";
    QTest::newRow("int32") << "int32"
                           << "cycle_65537";
}

void TestStatistics::does_not_depend_on_threads()
{
    QFETCH(QString, dtype);
    QFETCH(QString, recipe);
    for (const std::uint64_t count : {700'001U, 1'900'003U}) {
        const TensorCase made = recipe_case(dtype, recipe, count);
        const Statistics one = statistics_of(made, 1);
        QCOMPARE(one.count, count);
        for (const unsigned threads : {2U, 3U, 7U})
            QVERIFY(same_statistics(one, statistics_of(made, threads)));
    }
}

void TestStatistics::says_constant_and_all_zero()
{
    const auto of = [](std::vector<float> values) {
        return statistics_of(dense_case(DType::of(ScalarType::Float32), {values.size()},
                                        bytes_of<float>(values.size(), [&](std::uint64_t i) {
                                            return values[static_cast<std::size_t>(i)];
                                        })));
    };
    QVERIFY(of({3, 3, 3}).constant());
    QVERIFY(!of({3, 3, 3}).all_zero());
    QVERIFY(!of({3}).constant());
    QVERIFY(!of({3, 3, NAN}).constant());
    QVERIFY(!of({3, 4}).constant());
    QVERIFY(!of({}).constant());
    QVERIFY(!of({}).all_zero());
    QVERIFY(of({0, -0.0F}).all_zero());
    QVERIFY(of({0, -0.0F}).constant());
    QVERIFY(!of({0, NAN}).all_zero());
    QCOMPARE(*of({3, 3, 3}).std, 0.0);
}

void TestStatistics::takes_any_number_of_bins()
{
    const TensorCase made = recipe_case(QStringLiteral("float32"), QStringLiteral("bell"), 50'000);
    for (const std::size_t bins : {std::size_t{1}, std::size_t{3}, std::size_t{1000}, most_bins}) {
        StatisticsRequest request;
        request.bins = bins;
        const auto found = compute_statistics(made.tensor, made.sources, request, {});
        QVERIFY(found.has_value());
        const auto& edges = found->histogram.edges;
        QCOMPARE(edges.size(), bins + 1);
        // Counted again one by one, by the edges alone.
        std::vector<std::uint64_t> counts(bins);
        for (std::uint64_t i = 0; i < 50'000; ++i) {
            const double value = static_cast<float>(recipe::real("bell", i));
            const auto above = std::upper_bound(edges.begin(), edges.end() - 1, value);
            ++counts[static_cast<std::size_t>(above - edges.begin()) - 1];
        }
        QVERIFY(found->histogram.counts == counts);
    }
}

void TestStatistics::widens_a_range_too_narrow_for_the_bins()
{
    const std::vector<std::vector<double>> cases = {
        {1e300, 1e300}, {1e17, 1e17, 1e17}, {1.0, std::nextafter(1.0, 2.0)}, {0.0, 5e-324}};
    for (const auto& values : cases) {
        const TensorCase made = dense_case(DType::of(ScalarType::Float64), {values.size()},
                                           bytes_of<double>(values.size(), [&](std::uint64_t i) {
                                               return values[static_cast<std::size_t>(i)];
                                           }));
        const Histogram found = statistics_of(made).histogram;
        QCOMPARE(found.counts.size(), std::size_t{64});
        QVERIFY(std::adjacent_find(found.edges.begin(), found.edges.end(),
                                   std::greater_equal<>()) == found.edges.end());
        std::uint64_t sum = 0;
        for (const std::uint64_t count : found.counts)
            sum += count;
        QCOMPARE(sum, static_cast<quint64>(values.size()));
    }
}

void TestStatistics::counts_between_chosen_edges_data()
{
    QTest::addColumn<QJsonObject>("entry");
    const QJsonArray ranges = read_expectations()[QLatin1String("ranges")].toArray();
    QVERIFY(ranges.size() >= 10);
    for (qsizetype i = 0; i < ranges.size(); ++i) {
        const QString name =
            QStringLiteral("%1 %2 %3")
                .arg(QString::number(i), ranges[i][QLatin1String("dtype")].toString(),
                     ranges[i][QLatin1String("recipe")].toString());
        QTest::newRow(qPrintable(name)) << ranges[i].toObject();
    }
}

void TestStatistics::counts_between_chosen_edges()
{
    QFETCH(QJsonObject, entry);
    const TensorCase made = recipe_case(
        entry[QLatin1String("dtype")].toString(), entry[QLatin1String("recipe")].toString(),
        static_cast<std::uint64_t>(entry[QLatin1String("count")].toInteger()));
    const QJsonArray counts = entry[QLatin1String("counts")].toArray();
    const auto found = compute_histogram(
        made.tensor, made.sources, entry[QLatin1String("low")].toDouble(),
        entry[QLatin1String("high")].toDouble(), static_cast<std::size_t>(counts.size()), {});
    QVERIFY(found.has_value());
    for (qsizetype i = 0; i < counts.size(); ++i)
        QCOMPARE(found->counts[static_cast<std::size_t>(i)],
                 static_cast<quint64>(counts[i].toInteger()));
    QCOMPARE(found->below, static_cast<quint64>(entry[QLatin1String("below")].toInteger()));
    QCOMPARE(found->above, static_cast<quint64>(entry[QLatin1String("above")].toInteger()));
}

void TestStatistics::refuses_what_makes_no_sense()
{
    const TensorCase made = recipe_case(QStringLiteral("float32"), QStringLiteral("bell"), 10);
    const auto histogram = [&](double low, double high, std::size_t bins) {
        return compute_histogram(made.tensor, made.sources, low, high, bins, {});
    };
    QVERIFY(histogram(0, 1, 4).has_value());
    for (const auto& result :
         {histogram(1, 1, 4), histogram(2, 1, 4), histogram(0, INFINITY, 4), histogram(NAN, 1, 4),
          histogram(0, 1, 0), histogram(0, 1, most_bins + 1)}) {
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().code, ErrorCode::BadArgument);
    }
    StatisticsRequest request;
    request.bins = 0;
    const auto none = compute_statistics(made.tensor, made.sources, request, {});
    QVERIFY(!none.has_value());
    QCOMPARE(none.error().code, ErrorCode::BadArgument);
}

void TestStatistics::refuses_types_without_numbers()
{
    for (const ScalarType type : {ScalarType::Bytes, ScalarType::Void, ScalarType::Unicode}) {
        const TensorCase made = dense_case(DType::sized(type, 8), {2}, std::vector<std::byte>(16));
        const auto found = compute_statistics(made.tensor, made.sources, {}, {});
        QVERIFY(!found.has_value());
        QCOMPARE(found.error().code, ErrorCode::UnsupportedFeature);
    }
    TensorCase odd = dense_case(DType::of(ScalarType::Float32), {2}, std::vector<std::byte>(16));
    odd.tensor.dtype.item_size = 8;
    QVERIFY(!compute_statistics(odd.tensor, odd.sources, {}, {}).has_value());
    TensorCase gone = dense_case(DType::of(ScalarType::Float32), {2}, std::vector<std::byte>(8));
    gone.tensor.storage = MissingStorage{"filter 32000"};
    const auto missing = compute_statistics(gone.tensor, gone.sources, {}, {});
    QVERIFY(!missing.has_value());
    QCOMPARE(QString::fromStdString(missing.error().detail), QStringLiteral("filter 32000"));
}

void TestStatistics::reports_a_truncated_source()
{
    TensorCase made = recipe_case(QStringLiteral("float32"), QStringLiteral("bell"), 100);
    made.tensor.shape = {101};
    std::get<DenseStorage>(made.tensor.storage).extent.length = 404;
    const auto found = compute_statistics(made.tensor, made.sources, {}, {});
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().code, ErrorCode::Truncated);
}

void TestStatistics::measures_what_is_there_of_a_cut_tensor()
{
    TensorCase made = recipe_case(QStringLiteral("float32"), QStringLiteral("bell"), 100);
    const Statistics whole = statistics_of(made);
    made.tensor.shape = {3, 70};
    const Statistics part = statistics_of(made);
    QCOMPARE(part.count, quint64{100});
    QCOMPARE(*part.mean, *whole.mean);
    const auto counted = compute_histogram(made.tensor, made.sources, -1e6, 1e6, 4, {});
    QVERIFY(counted.has_value());
    QCOMPARE(std::accumulate(counted->counts.begin(), counted->counts.end(), std::uint64_t{0}),
             std::uint64_t{100});
}

void TestStatistics::stops_when_cancelled()
{
    const TensorCase made =
        recipe_case(QStringLiteral("float32"), QStringLiteral("bell"), 3'000'000);
    auto cancel = std::make_shared<std::atomic<bool>>(false);
    std::atomic<std::uint64_t> furthest = 0;
    const JobContext job(cancel, [&](std::uint64_t done, std::uint64_t) {
        furthest = std::max<std::uint64_t>(furthest, done);
        cancel->store(true);
    });
    StatisticsRequest request;
    request.threads = 2;
    const auto found = compute_statistics(made.tensor, made.sources, request, job);
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().code, ErrorCode::Cancelled);
    QVERIFY(furthest > 0 && furthest < 1'500'000);
    const auto histogram = compute_histogram(made.tensor, made.sources, 0, 1, 8, job);
    QVERIFY(!histogram.has_value());
    QCOMPARE(histogram.error().code, ErrorCode::Cancelled);
}

void TestStatistics::reads_every_byte_of_a_bool()
{
    std::vector<std::byte> bytes = {std::byte{0}, std::byte{1}, std::byte{2}, std::byte{255}};
    const Statistics found =
        statistics_of(dense_case(DType::of(ScalarType::Bool), {4}, std::move(bytes)));
    QCOMPARE(*found.distinct, quint64{2});
    QVERIFY(*found.max == Number(std::uint64_t{1}));
    QCOMPARE(*found.mean, 0.75);
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
