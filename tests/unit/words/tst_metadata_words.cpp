// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/brief_real.h"
#include "widgets/words/metadata_words.h"

#include <QTest>

using namespace strata;

namespace {

MetadataEntry entry(std::string key, std::string where, Value value)
{
    MetadataEntry out;
    out.key = std::move(key);
    out.where = std::move(where);
    out.value = std::move(value);
    out.type = "str";
    return out;
}

} // namespace

class TestMetadataWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keys()
    {
        const Value value = Value::text("x");
        QCOMPARE(words::metadata_key(entry("/@backend", "/", value)), QStringLiteral("backend"));
        QCOMPARE(words::metadata_key(entry("/a@b@c", "/a@b", value)), QStringLiteral("a@b/c"));
        QCOMPARE(words::metadata_key(entry("/@format", "header", value)), QStringLiteral("format"));
        QCOMPARE(words::metadata_key(entry("estimator@_v", "", value)),
                 QStringLiteral("estimator@_v"));
    }
    void types()
    {
        const auto type = [](std::string text) {
            return words::metadata_type(entry("/@k", "/", Value::text(std::move(text))));
        };
        QCOMPARE(type("{\"a\": 1}"), QStringLiteral("JSON, object"));
        QCOMPARE(type("[1, 2]"), QStringLiteral("JSON, list"));
        QCOMPARE(type("[1, 2"), QStringLiteral("text"));
        QCOMPARE(words::type_word(QStringLiteral("str")), QStringLiteral("text"));
        QCOMPARE(words::type_word(QStringLiteral("int")), QStringLiteral("int"));
        QCOMPARE(type("3.8.0"), QStringLiteral("text"));
    }
    void realNumbersAmongValues()
    {
        QCOMPARE(words::brief_real(3.4732853057977504), QStringLiteral("3.473"));
        QCOMPARE(words::brief_real(1e-06), QStringLiteral("1e-06"));
        QCOMPARE(words::brief_real(0.001), QStringLiteral("0.001"));
        QCOMPARE(words::brief_real(1000.0), QStringLiteral("1000.0"));
        QCOMPARE(words::brief_real(0.0), QStringLiteral("0.0"));
    }
    void indentedJson()
    {
        // The order of the keys, a bracket in a text, escapes and empty brackets stay.
        QCOMPARE(words::indented_json(
                     QStringLiteral("{\"b\":[1,  -2.50],\"a\": \"x, {\\\"y\\\"}\", \"e\":{ }}")),
                 QStringLiteral("{\n  \"b\": [\n    1,\n    -2.50\n  ],\n"
                                "  \"a\": \"x, {\\\"y\\\"}\",\n  \"e\": {}\n}"));
        // What ends early is shown as far as it goes.
        QCOMPARE(words::indented_json(QStringLiteral("[\"a\\")), QStringLiteral("[\n  \"a\\"));
    }
};

QTEST_APPLESS_MAIN(TestMetadataWords)

#include "tst_metadata_words.moc"
