// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/item_number.h"
#include "widgets/words/short_float.h"
#include "widgets/words/tensor_items.h"

#include <QTest>

#include <bit>
#include <cstring>
#include <limits>

using namespace strata;

namespace {

template <class T> std::vector<std::byte> bytes_of(const T& value)
{
    std::vector<std::byte> bytes(sizeof(T));
    std::memcpy(bytes.data(), &value, sizeof(T));
    return bytes;
}

template <class T> std::string text_of(ScalarType type, const T& value)
{
    return words::item_text(DType::of(type), bytes_of(value));
}

} // namespace

class TestTensorItems : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void floatsAreShort()
    {
        QCOMPARE(text_of(ScalarType::Float32, 0.1F), std::string("0.1"));
        QCOMPARE(text_of(ScalarType::Float64, 0.1), std::string("0.1"));
        QCOMPARE(text_of(ScalarType::Float32, 1e-7F), std::string("1e-07"));
        QCOMPARE(text_of(ScalarType::Float16, std::uint16_t{0x2e66}), std::string("0.1"));
        QCOMPARE(text_of(ScalarType::Float16, std::uint16_t{0x7bff}), std::string("65500.0"));
        QCOMPARE(text_of(ScalarType::Float16, std::uint16_t{0x0001}), std::string("6e-08"));
        QCOMPARE(text_of(ScalarType::BFloat16, std::uint16_t{0x3dcd}), std::string("0.1"));
        QCOMPARE(text_of(ScalarType::Float16, std::uint16_t{0x7c00}), std::string("inf"));
        QCOMPARE(text_of(ScalarType::Float8E4M3FN, std::uint8_t{0x7f}), std::string("nan"));
    }

    void everyFloat32ReadsBack()
    {
        for (std::uint32_t i = 0; i < 100'000; ++i) {
            const auto value = std::bit_cast<float>(i * 42'949U);
            if (value == value && std::abs(value) < std::numeric_limits<float>::infinity())
                QCOMPARE(std::strtof(words::short_float(value).c_str(), nullptr), value);
        }
    }

    void everyFloat16ReadsBack()
    {
        for (std::uint32_t bits = 1; bits < 0x7c00; ++bits) {
            const auto item = bytes_of(static_cast<std::uint16_t>(bits));
            const double value = item_number(DType::of(ScalarType::Float16), item);
            const double read = std::stod(words::item_text(DType::of(ScalarType::Float16), item));
            // Half the distance to the next smaller neighbour.
            const double reach = std::ldexp(1.0, std::max(std::ilogb(value), -14) - 12);
            QVERIFY(std::abs(read - value) < reach * 2);
        }
    }

    void integers()
    {
        QCOMPARE(text_of(ScalarType::Int64, std::numeric_limits<std::int64_t>::min()),
                 std::string("-9223372036854775808"));
        QCOMPARE(text_of(ScalarType::UInt64, ~std::uint64_t{0}),
                 std::string("18446744073709551615"));
        QCOMPARE(text_of(ScalarType::Bool, std::uint8_t{1}), std::string("True"));
    }

    void texts()
    {
        const char32_t name[3] = {U'g', U'\u00f6', 0};
        QCOMPARE(words::item_text(DType::sized(ScalarType::Unicode, 12), bytes_of(name)),
                 std::string("gö"));
        const char bytes[4] = {'a', '\0', 'b', '\0'};
        QCOMPARE(words::item_value(DType::sized(ScalarType::Bytes, 4), bytes_of(bytes)).repr(),
                 std::string("b'a\\x00b'"));
    }

    void recordsKeepTheOrderOfTheirBytes()
    {
        std::vector<DTypeField> fields = {
            {"id", DType::of(ScalarType::Int16, true), 0, {}},
            {"pair", DType::of(ScalarType::UInt8), 2, {2}},
        };
        const DType record = DType::structure(std::move(fields), 4);
        const std::uint8_t stored[4] = {0x01, 0x02, 7, 8};
        QCOMPARE(words::item_value(record, bytes_of(stored)).repr(),
                 std::string("{'id': 258, 'pair': [7, 8]}"));
    }

    void fieldsThatLieAreRefused()
    {
        std::vector<DTypeField> fields = {
            {"a", DType::of(ScalarType::Int32), 2, {}},
            {"b", DType::sized(ScalarType::Void, 0), 0, {1'000'000'000'000}}};
        const DType record = DType::structure(std::move(fields), 4);
        const std::uint8_t stored[4] = {};
        const Value value = words::item_value(record, bytes_of(stored));
        QCOMPARE(value.entries()[0].value.kind(), Value::Kind::Opaque);
        QCOMPARE(value.entries()[1].value.kind(), Value::Kind::Opaque);
    }
};

QTEST_APPLESS_MAIN(TestTensorItems)
#include "tst_tensor_items.moc"
