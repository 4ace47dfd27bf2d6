// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/number_column.h"
#include "widgets/words/number_words.h"

#include <QDateTime>
#include <QTest>

#include <cmath>
#include <limits>

using namespace strata;
using words::Sign;

class TestNumberWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void counts()
    {
        QCOMPARE(words::count(0), QStringLiteral("0"));
        QCOMPARE(words::count(999), QStringLiteral("999"));
        QCOMPARE(words::count(6922), QStringLiteral("6,922"));
        QCOMPARE(words::count(23808496), QStringLiteral("23,808,496"));
        QCOMPARE(words::count(~std::uint64_t{0}), QStringLiteral("18,446,744,073,709,551,615"));
    }

    void compactCounts()
    {
        QCOMPARE(words::compact_count(0), QStringLiteral("0"));
        QCOMPARE(words::compact_count(140), QStringLiteral("140"));
        QCOMPARE(words::compact_count(20000), QStringLiteral("20 k"));
        QCOMPARE(words::compact_count(1200000), QStringLiteral("1.2 M"));
        QCOMPARE(words::compact_count(999999), QStringLiteral("1 M"));
    }

    void sizes_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << quint64{0} << "0 B";
        QTest::newRow("bytes") << quint64{40} << "40 B";
        QTest::newRow("last byte") << quint64{1023} << "1023 B";
        QTest::newRow("one KiB") << quint64{1024} << "1.00 KiB";
        QTest::newRow("two decimals") << quint64{8448} << "8.25 KiB";
        QTest::newRow("one decimal") << quint64{27688} << "27.0 KiB";
        QTest::newRow("no decimal") << quint64{111616} << "109 KiB";
        QTest::newRow("MiB") << quint64{44774195} << "42.7 MiB";
        QTest::newRow("never 1024 KiB") << quint64{1048575} << "1.00 MiB";
        QTest::newRow("largest") << ~quint64{0} << "16.0 EiB";
    }
    void sizes()
    {
        QFETCH(quint64, bytes);
        QTEST(words::size(bytes), "text");
    }

    void exactBytes()
    {
        QCOMPARE(words::exact_bytes(1), QStringLiteral("1 byte"));
        QCOMPARE(words::exact_bytes(44780016), QStringLiteral("44,780,016 bytes"));
        QCOMPARE(words::hexadecimal(25824), QStringLiteral("0x64e0"));
    }

    void reals_data()
    {
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("text");
        const double infinity = std::numeric_limits<double>::infinity();
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("minus zero") << -0.0 << "0";
        QTest::newRow("half") << 0.5 << "0.5000";
        QTest::newRow("below one") << 0.1449871 << "0.1450";
        QTest::newRow("tens") << 9.36812 << "9.368";
        QTest::newRow("hundreds") << 501.03 << "501.0";
        QTest::newRow("whole digits stay") << 123456.0 << "123456";
        QTest::newRow("million") << 1e6 << "1.000e6";
        QTest::newRow("rounds to a million") << 999999.9 << "1.000e6";
        QTest::newRow("small") << 0.00012345 << "0.0001234";
        QTest::newRow("would read as nothing") << -7.2091e-6 << "-7.209e-6";
        QTest::newRow("nan") << std::nan("") << "NaN";
        QTest::newRow("inf") << infinity << "+Inf";
        QTest::newRow("minus inf") << -infinity << "-Inf";
    }
    void reals()
    {
        QFETCH(double, number);
        QTEST(words::real(number, Sign::Plain), "text");
    }

    void trueMinusOnScreen()
    {
        QCOMPARE(words::real(-7.209e-6), QStringLiteral("−7.209e−6"));
        QCOMPARE(words::real(-std::numeric_limits<double>::infinity()), QStringLiteral("−Inf"));
        QCOMPARE(words::number(Number(std::int64_t{-3})), QStringLiteral("−3"));
    }

    void exactNumbers()
    {
        QCOMPARE(words::exact_real(0.1), QStringLiteral("0.1"));
        QCOMPARE(words::exact_real(-1.0 / 3), QStringLiteral("-0.3333333333333333"));
        QCOMPARE(words::exact_number(Number(std::numeric_limits<std::int64_t>::min())),
                 QStringLiteral("-9223372036854775808"));
        QCOMPARE(words::exact_number(Number(~std::uint64_t{0})),
                 QStringLiteral("18446744073709551615"));
    }

    void sharesShapesAndDates()
    {
        QCOMPARE(words::share(115, 4096), QStringLiteral("2.81 %"));
        QCOMPARE(words::share(1, 0), QStringLiteral("–"));
        QCOMPARE(words::shape(Shape{}), QStringLiteral("()"));
        QCOMPARE(words::shape(Shape{64}), QStringLiteral("(64,)"));
        QCOMPARE(words::shape(Shape{64, 10}), QStringLiteral("(64, 10)"));
        QCOMPARE(words::shape(SymbolicShape{std::nullopt, 10}), QStringLiteral("(None, 10)"));
        const QDateTime moment(QDate(2025, 2, 11), QTime(16, 58));
        QCOMPARE(words::date_time(moment), QStringLiteral("2025-02-11 16:58"));
    }

    void columnsShareDecimals()
    {
        const double numbers[] = {-0.3795, 0.45431, 0.02, 0.145};
        const words::NumberColumn column(numbers);
        QCOMPARE(column.decimals(), 4);
        QCOMPARE(column.text(0.02), QStringLiteral("0.0200"));
        QCOMPARE(column.text(-0.3795), QStringLiteral("−0.3795"));
        QCOMPARE(column.text(-7.209e-6, Sign::Plain), QStringLiteral("-7.209e-6"));
        QCOMPARE(column.text(0), QStringLiteral("0.0000"));
        QCOMPARE(column.text(-0.0), QStringLiteral("0.0000"));
        QCOMPARE(column.text(std::nan("")), QStringLiteral("NaN"));
    }

    void columnsOfLargeAndSmallNumbers()
    {
        const double large[] = {3e30, 1.0};
        QCOMPARE(words::NumberColumn(large).text(3e30), QStringLiteral("3.000e30"));
        QCOMPARE(words::NumberColumn(large).text(0), QStringLiteral("0"));
        const double thousands[] = {4190.31, 1.205};
        QCOMPARE(words::NumberColumn(thousands).text(4190.31), QStringLiteral("4190"));
        // The decimals of the largest, and powers of ten for what they leave nothing of.
        QCOMPARE(words::NumberColumn(thousands).text(1.206), QStringLiteral("1"));
        QCOMPARE(words::NumberColumn(thousands).text(-0.79612, Sign::Plain), QStringLiteral("-1"));
        QCOMPARE(words::NumberColumn(thousands).text(-0.49612), QStringLiteral("−4.961e−1"));
        const double velocity[] = {0.01504, 0.0009199, 0.000000451};
        QCOMPARE(words::NumberColumn(velocity).text(0.01504), QStringLiteral("0.01504"));
        QCOMPARE(words::NumberColumn(velocity).text(0.0009199), QStringLiteral("0.00092"));
        QCOMPARE(words::NumberColumn(velocity).text(0.000006), QStringLiteral("0.00001"));
        QCOMPARE(words::NumberColumn(velocity).text(0.000000451), QStringLiteral("4.510e−7"));
        // Figures keep three digits each.
        const words::NumberColumn figures(velocity, 4, 3);
        QCOMPARE(figures.text(0.01504), QStringLiteral("0.01504"));
        QCOMPARE(figures.text(0.001), QStringLiteral("0.00100"));
        QCOMPARE(figures.text(0.0009199), QStringLiteral("9.199e−4"));
        QCOMPARE(figures.text(0.0000335), QStringLiteral("3.350e−5"));
        QCOMPARE(figures.text(0), QStringLiteral("0.00000"));
        const words::NumberColumn sums(thousands, 4, 3);
        QCOMPARE(sums.text(4190.31), QStringLiteral("4190"));
        QCOMPARE(sums.text(1.206), QStringLiteral("1.206"));
        QCOMPARE(sums.text(-0.49612), QStringLiteral("−0.4961"));
        QCOMPARE(sums.text(0.04961), QStringLiteral("4.961e−2"));
        const words::NumberColumn nothing({});
        QCOMPARE(nothing.text(0), QStringLiteral("0"));
    }
};

QTEST_APPLESS_MAIN(TestNumberWords)
#include "tst_number_words.moc"
