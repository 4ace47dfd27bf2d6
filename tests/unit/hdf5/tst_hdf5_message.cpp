// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/limits.h"
#include "io/hdf5/message.h"

#include <QTest>

#include <cmath>
#include <cstring>

#include <nlohmann/json.hpp>

using namespace strata;
using namespace strata::hdf5;
using Json = nlohmann::ordered_json;

namespace {

Result<Value> read(const std::string& bytes)
{
    return read_message(std::as_bytes(std::span(bytes)));
}

/// As the worker writes it.
Result<Value> read(const Json& message)
{
    const std::vector<std::uint8_t> bytes = Json::to_cbor(message);
    return read_message(std::as_bytes(std::span(bytes)));
}

std::string repeated(char byte, std::size_t count)
{
    return std::string(count, byte);
}

} // namespace

class TestHdf5Message : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTheWorkerWrites_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("repr");
        const auto row = [](const char* json, const char* repr) {
            QTest::newRow(json) << QByteArray(json) << QByteArray(repr);
        };
        row("0", "0");
        row("23", "23");
        row("24", "24");
        row("65536", "65536");
        row("4294967296", "4294967296");
        row("9223372036854775807", "9223372036854775807");
        row("18446744073709551615", "18446744073709551615");
        row("-1", "-1");
        row("-25", "-25");
        row("-9223372036854775808", "-9223372036854775808");
        row("0.5", "0.5");
        row("0.1", "0.1");
        row("-1e300", "-1e+300");
        row("true", "True");
        row("false", "False");
        row("null", "None");
        row("\"\"", "''");
        row("\"na\\u00efve\"", "'naïve'");
        row("[]", "[]");
        row("{}", "{}");
        row("[1, [2, []], {\"a\": {\"b\": [3]}}]", "[1, [2, []], {'a': {'b': [3]}}]");
        row("{\"a\": 1, \"b\": [2], \"c\": \"\"}", "{'a': 1, 'b': [2], 'c': ''}");
    }
    void whatTheWorkerWrites()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, repr);
        const auto value = read(Json::parse(json.toStdString()));
        QVERIFY(value);
        QCOMPARE(QByteArray::fromStdString(value->repr()), repr);
    }

    void longTextsBytesAndOddNumbers()
    {
        const std::string large(70'000, 'x');
        QCOMPARE(read(Json(large))->as_text(), large);
        const auto bytes = read(Json::binary({0, 1, 255}));
        QCOMPARE(bytes->kind(), Value::Kind::Bytes);
        QCOMPARE(bytes->as_text(), std::string("\0\1\xff", 3));
        QVERIFY(std::isnan(read(Json(std::nan("")))->as_real()));
        QCOMPARE(read(Json(-HUGE_VAL))->as_real(), -HUGE_VAL);
        QCOMPARE(read(Json(HUGE_VAL))->as_real(), HUGE_VAL);
    }

    /// A file may hold any bytes as a text or a name; a Value is UTF-8.
    void badUtf8IsReplaced()
    {
        const auto value = read(std::string("\xa1\x62\xff\x61\x62\xc3\x28"));
        QVERIFY(value);
        QCOMPARE(value->entries()[0].key.as_text(), std::string("\xef\xbf\xbd"
                                                                "a"));
        QCOMPARE(value->entries()[0].value.as_text(), std::string("\xef\xbf\xbd("));
    }

    void depthHasALimit()
    {
        const auto nested = [](std::size_t depth) {
            return repeated('\x81', depth) + '\xf6';
        };
        QVERIFY(read(nested(limits::value_depth)));
        const auto deeper = read(nested(limits::value_depth + 1));
        QCOMPARE(deeper.error().code, ErrorCode::LimitExceeded);
        QCOMPARE(deeper.error().detail, std::string("value_depth"));
        QCOMPARE(read(repeated('\x81', 1'000'000)).error().code, ErrorCode::LimitExceeded);
    }

    /// An item of a byte is some fifty bytes here.
    void numberOfValuesHasALimit()
    {
        const auto count = static_cast<std::uint32_t>(limits::worker_message_values);
        std::string bytes = "\x9a";
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>(count >> shift);
        const auto value = read(bytes + repeated('\xf6', count));
        QCOMPARE(value.error().code, ErrorCode::LimitExceeded);
        QCOMPARE(value.error().detail, std::string("worker_message_values"));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const std::string& bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes);
        };
        row("nothing", "");
        row("two values", "\xf6\xf6");
        row("cut number", "\x19\x01");
        row("cut text", "\x63xy");
        row("text longer than all memory", "\x7b\xff\xff\xff\xff\xff\xff\xff\xff");
        row("bytes longer than all memory", "\x5b\xff\xff\xff\xff\xff\xff\xff\xff");
        row("list longer than the message", std::string("\x9a\x7f\xff\xff\xff\x01", 6));
        row("list of 2**64 - 1", "\x9b\xff\xff\xff\xff\xff\xff\xff\xff");
        row("map of 2**63", std::string("\xbb\x80\0\0\0\0\0\0\0", 9));
        row("map without its value", "\xa1\x61x");
        row("key that is no text", "\xa1\x01\x01");
        row("list that ends early", "\x82\x01");
        row("tag", "\xc1\x01");
        row("tags of tags", repeated('\xc1', 1'000'000));
        row("text in pieces", "\x7f\x61x\xff");
        row("pieces of pieces", repeated('\x7f', 1'000'000));
        row("bytes in pieces", repeated('\x5f', 1'000'000));
        row("list without a length", "\x9f\x01\xff");
        row("map without a length", "\xbf\x61x\x01\xff");
        row("end of nothing", "\xff");
        row("length of a kind to come", "\x1c\x01");
        row("undefined", "\xf7");
        row("simple value", "\xe0");
        row("simple value of a byte", "\xf8\xff");
        row("half that the worker does not write", std::string("\xf9\x3c\x00", 3));
        row("negative below 64 bits", "\x3b\xff\xff\xff\xff\xff\xff\xff\xff");
    }
    void refused()
    {
        QFETCH(QByteArray, bytes);
        const auto value = read(bytes.toStdString());
        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(TestHdf5Message)
#include "tst_hdf5_message.moc"
