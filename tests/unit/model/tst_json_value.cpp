// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/limits.h"
#include "io/model/json_value.h"

#include <QTest>

using namespace strata;

class TestJsonValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void keeps_what_came_before();
    void depth();
    void duplicates();
    void members();
    void long_parts_are_cut();
    void too_many_values();
};

void TestJsonValue::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("repr");
    const auto row = [](const char* text, const char* repr) {
        QTest::newRow(text) << QByteArray(text) << QString(repr);
    };
    row("null", "None");
    row(" true ", "True");
    row("-9223372036854775808", "-9223372036854775808");
    row("9223372036854775808", "9223372036854775808");
    row("-99999999999999999999", "-99999999999999999999");
    row("1.0", "1.0");
    row("1e3", "1000.0");
    row("\"a\\u00e9\\ud83d\\ude00\\n\"", "'aé😀\\n'");
    row("[]", "[]");
    row("{}", "{}");
    row("[1,[2,{}],\"x\"]", "[1, [2, {}], 'x']");
    row("{\"b\":1,\"a\":{\"c\":[null]}}", "{'b': 1, 'a': {'c': [None]}}");
}

void TestJsonValue::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, repr);
    const JsonReading reading = read_json_value(text.toStdString());
    QVERIFY(!reading.damage);
    QVERIFY(reading.duplicate_keys.empty());
    QCOMPARE(QString::fromStdString(reading.value.repr()), repr);
}

void TestJsonValue::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("offset");
    const auto row = [](const QByteArray& text, quint64 offset) {
        QTest::newRow(text.toHex().constData()) << text << offset;
    };
    row("", 0);
    row("x", 0);
    row("[1,]", 3);
    row("[1 2]", 3);
    row("{1:2}", 1);
    row("{\"a\" 1}", 5);
    row("[1]]", 3);
    row("01", 1);
    row("NaN", 0);
    row("\"\xff\"", 1);
    row("\"\\ud800\"", 7);
    row("\"a\nb\"", 2);
    row("\"\\x\"", 2);
}

void TestJsonValue::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(quint64, offset);
    const JsonReading reading = read_json_value(text.toStdString());
    QVERIFY(reading.damage);
    QCOMPARE(reading.damage->code, ErrorCode::Malformed);
    QCOMPARE(static_cast<quint64>(reading.damage->offset.value_or(99)), offset);
    QVERIFY(!reading.damage->detail.empty());
    QVERIFY(reading.damage->detail.find("json.exception") == std::string::npos);
}

void TestJsonValue::keeps_what_came_before()
{
    const JsonReading reading = read_json_value(R"({"a": [1, 2], "b": {"c": 3, "d)");
    QVERIFY(reading.damage);
    QCOMPARE(reading.value.repr(), std::string("{'a': [1, 2], 'b': {'c': 3}}"));
}

void TestJsonValue::depth()
{
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '[') +
               std::string(static_cast<std::size_t>(depth), ']');
    };
    QVERIFY(!read_json_value(nested(limits::value_depth)).damage);
    const auto deep = read_json_value(nested(limits::value_depth + 1));
    QVERIFY(deep.damage);
    QCOMPARE(deep.damage->code, ErrorCode::LimitExceeded);
    QVERIFY(read_json_value(std::string(10'000'000, '[')).damage);
    QVERIFY(read_json_value(std::string(10'000'000, '{')).damage);
}

void TestJsonValue::duplicates()
{
    const JsonReading reading =
        read_json_value(R"({"a/b": {"x": 1, "y": 2, "x": 3, "x": 4}, "c": [{"d": 1, "d": 2}]})");
    QVERIFY(!reading.damage);
    QCOMPARE(reading.duplicate_keys, (std::vector<std::string>{"a~1b/x", "c/d"}));
}

void TestJsonValue::members()
{
    const JsonReading reading = read_json_value(R"({"a": 1, "b": 2, "a": 3})");
    QVERIFY(member(reading.value, "a") != nullptr);
    QCOMPARE(member(reading.value, "a")->as_integer(), std::int64_t{3});
    QVERIFY(member(reading.value, "z") == nullptr);
    QVERIFY(member(Value::integer(1), "a") == nullptr);
}

void TestJsonValue::long_parts_are_cut()
{
    std::string text = "[\"";
    for (std::size_t i = 0; i < limits::value_text_bytes; ++i)
        text += "é";
    const JsonReading long_text = read_json_value(text + "\"]");
    const Value& cut = long_text.value.items().front();
    QCOMPARE(cut.as_text().size() + cut.omitted(), limits::value_text_bytes * 2);
    QVERIFY(cut.as_text().size() <= limits::value_text_bytes);

    std::string list = "[0";
    for (std::size_t i = 0; i < limits::value_items; ++i)
        list += ",0";
    const JsonReading long_list = read_json_value(list + "]");
    QCOMPARE(long_list.value.items().size(), limits::value_items);
    QCOMPARE(long_list.value.omitted(), std::uint64_t{1});
}

void TestJsonValue::too_many_values()
{
    std::string text = "[";
    for (int i = 0; i < 2'500'000; ++i)
        text += "[],[],";
    const JsonReading reading = read_json_value(text + "0]");
    QVERIFY(reading.damage);
    QCOMPARE(reading.damage->detail, std::string("json_values"));
}

QTEST_APPLESS_MAIN(TestJsonValue)
#include "tst_json_value.moc"
