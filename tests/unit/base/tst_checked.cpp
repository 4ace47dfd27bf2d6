// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/byte_cursor.h"
#include "io/base/checked.h"

#include <QTest>

#include <array>
#include <limits>

using namespace strata;

namespace {

constexpr std::uint64_t max64 = std::numeric_limits<std::uint64_t>::max();

Result<int> twice(Result<int> input)
{
    STRATA_ASSIGN(const int value, std::move(input));
    return value * 2;
}

} // namespace

class TestChecked : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sumsAndProductsThatDoNotFitAreNothing()
    {
        QCOMPARE(checked_add(max64 - 1, 1), max64);
        QVERIFY(!checked_add(max64, 1));
        QCOMPARE(checked_multiply(max64, 1), max64);
        QVERIFY(!checked_multiply(std::uint64_t{1} << 32, std::uint64_t{1} << 32));
    }

    void productOfAZeroIsZeroWhateverElseIsThere()
    {
        const std::array<std::uint64_t, 3> sizes = {max64, max64, 0};
        QCOMPARE(checked_product(sizes), std::uint64_t{0});
        QVERIFY(!checked_product(std::span(sizes).first(2)));
        QCOMPARE(checked_product({}), std::uint64_t{1});
    }

    void rangesEndInsideTheirSource()
    {
        QVERIFY(range_fits(4, 6, 10));
        QVERIFY(range_fits(10, 0, 10));
        QVERIFY(!range_fits(4, 7, 10));
        QVERIFY(!range_fits(11, 0, 10));
        QVERIFY(!range_fits(1, max64, 10));
    }

    void cursorReadsInOrderAndNamesWhereItStopped()
    {
        const std::array<std::byte, 6> bytes = {std::byte{1}, std::byte{2},   std::byte{3},
                                                std::byte{4}, std::byte{'o'}, std::byte{'k'}};
        ByteCursor cursor(bytes, 100);
        QCOMPARE(cursor.little<std::uint32_t>().value(), 0x04030201U);
        QCOMPARE(cursor.offset(), std::uint64_t{104});
        QCOMPARE(cursor.take_text(2).value(), std::string_view("ok"));
        QVERIFY(cursor.at_end());
        const auto beyond = cursor.take(max64);
        QVERIFY(!beyond);
        QCOMPARE(beyond.error().code, ErrorCode::Truncated);
        QCOMPARE(*beyond.error().offset, std::uint64_t{106});
    }

    void resultsHandTheirErrorOn()
    {
        QCOMPARE(twice(21).value(), 42);
        const auto failed = twice(fail(ErrorCode::Malformed, "why", 7));
        QVERIFY(!failed);
        QCOMPARE(failed.error().detail, std::string("why"));
        QCOMPARE(*failed.error().offset, std::uint64_t{7});
    }
};

QTEST_APPLESS_MAIN(TestChecked)
#include "tst_checked.moc"
