// SPDX-License-Identifier: GPL-3.0-or-later
// Views with strides as sources: every window onto a small block of numbers, and far apart items.
#include "io/source/strided_source.h"

#include <QTest>

#include <cstring>
#include <numeric>
#include <random>

using namespace strata;

namespace {

SharedSource numbers(std::size_t count)
{
    std::vector<std::uint32_t> values(count);
    std::iota(values.begin(), values.end(), 0U);
    std::vector<std::byte> bytes(count * sizeof(std::uint32_t));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return make_memory_source(std::move(bytes));
}

/// The numbers that a view shows, by the definition of strides.
std::vector<std::uint32_t> by_definition(const StridedLayout& layout)
{
    std::vector<std::uint32_t> out;
    Shape at(layout.shape.size(), 0);
    for (;;) {
        std::uint64_t place = layout.offset;
        for (std::size_t axis = 0; axis < at.size(); ++axis)
            place += at[axis] * layout.strides[axis];
        out.push_back(static_cast<std::uint32_t>(place / 4));
        std::size_t axis = at.size();
        while (axis > 0 && ++at[axis - 1] == layout.shape[axis - 1])
            at[--axis] = 0;
        if (axis == 0)
            return out;
    }
}

std::vector<std::uint32_t> shown(const ByteSource& view)
{
    std::vector<std::uint32_t> out(view.size() / 4);
    const auto bytes = view.read_copy(0, view.size());
    if (bytes && !bytes->empty())
        std::memcpy(out.data(), bytes->data(), bytes->size());
    return out;
}

} // namespace

class TestStridedSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void views_data()
    {
        QTest::addColumn<QList<quint64>>("shape");
        QTest::addColumn<QList<quint64>>("strides");
        QTest::addColumn<quint64>("offset");
        QTest::newRow("scalar") << QList<quint64>{} << QList<quint64>{} << quint64{7};
        QTest::newRow("column") << QList<quint64>{5} << QList<quint64>{4} << quint64{2};
        QTest::newRow("transposed") << QList<quint64>{4, 3} << QList<quint64>{1, 4} << quint64{0};
        QTest::newRow("repeated") << QList<quint64>{3, 4} << QList<quint64>{1, 0} << quint64{1};
        QTest::newRow("all one") << QList<quint64>{2, 2, 2} << QList<quint64>{0, 0, 0}
                                 << quint64{9};
        QTest::newRow("overlapping") << QList<quint64>{3, 4} << QList<quint64>{1, 1} << quint64{0};
        QTest::newRow("channels last")
            << QList<quint64>{2, 3, 2, 2} << QList<quint64>{12, 1, 6, 3} << quint64{0};
        QTest::newRow("far apart")
            << QList<quint64>{3, 2} << QList<quint64>{90'000, 30'000} << quint64{5};
        QTest::newRow("far apart inside")
            << QList<quint64>{2, 3} << QList<quint64>{1, 90'000} << quint64{0};
    }

    void views()
    {
        QFETCH(QList<quint64>, shape);
        QFETCH(QList<quint64>, strides);
        QFETCH(quint64, offset);
        StridedLayout layout;
        layout.item_bytes = 4;
        layout.offset = offset * 4;
        layout.shape.assign(shape.begin(), shape.end());
        for (const quint64 stride : strides)
            layout.strides.push_back(stride * 4);
        const auto view = make_strided_source(numbers(300'000), layout);
        QVERIFY(view);
        QCOMPARE(shown(**view), by_definition(layout));
        // Any part of it, at any byte.
        const auto whole = *(*view)->read_copy(0, (*view)->size());
        std::mt19937 random(1);
        for (int i = 0; i < 200; ++i) {
            const std::size_t begin = random() % whole.size();
            const std::size_t length = random() % (whole.size() - begin + 1);
            const auto part = (*view)->read_copy(begin, length);
            QVERIFY(part);
            QVERIFY(std::equal(part->begin(), part->end(),
                               whole.begin() + static_cast<std::ptrdiff_t>(begin)));
        }
    }

    void a_view_that_leaves_its_source_is_refused()
    {
        const auto make = [](Shape shape, std::vector<std::uint64_t> strides,
                             std::uint64_t offset) {
            return make_strided_source(numbers(10),
                                       {offset, std::move(shape), std::move(strides), 4});
        };
        QVERIFY(make({10}, {4}, 0));
        QCOMPARE(make({11}, {4}, 0).error().code, ErrorCode::Truncated);
        QCOMPARE(make({10}, {4}, 1).error().code, ErrorCode::Truncated);
        QCOMPARE(make({2, 2}, {4, 40}, 0).error().code, ErrorCode::Truncated);
        QCOMPARE(make({2}, {~std::uint64_t{0}}, 0).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(make({std::uint64_t{1} << 62}, {0}, 0).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(make({2, 2}, {4}, 0).error().code, ErrorCode::BadArgument);
        QCOMPARE((*make({0, 5}, {400, 4}, 0))->size(), std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestStridedSource)
#include "tst_strided_source.moc"
