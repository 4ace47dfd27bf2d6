// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a text that is not JSON: the slips that people make, and that no other text is
// called wrong or right than the reader does.
#include "io/model/json_value.h"
#include "widgets/words/json_slip.h"
#include "widgets/words/value_form.h"

#include <QRandomGenerator>
#include <QTest>

using namespace strata;

class TestJsonSlip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slips_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("marked");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* text, int line, const char* marked,
                            const char* words) {
            QTest::newRow(name) << QString::fromUtf8(text) << line << QString::fromUtf8(marked)
                                << QString::fromUtf8(words);
        };
        row("comma", "[\n  \"cage\"\n  \"tooth chip\",\n  \"ball\"\n]", 3, "\"tooth chip\"",
            "A comma is missing before this value: add it at the end of line 2.");
        row("comma on its line", "[1 2]", 1, "2", "A comma is missing before this value.");
        row("comma before a name", "{\n\"a\": 1\n\"b\": 2}", 3, "\"b\"",
            "A comma is missing before this name: add it at the end of line 2.");
        row("comma before a bracket", "[1 [2]]", 1, "[", "A comma is missing before this value.");
        row("comma at the end", "[\n  1,\n]", 2, ",", "Nothing follows this comma: take it away.");
        row("comma before }", "{\"a\": 1,}", 1, ",", "Nothing follows this comma: take it away.");
        row("two commas", "[1,, 2]", 1, ",", "One comma too many: take it away.");
        row("comma first", "[, 2]", 1, ",", "A value is missing before this comma.");
        row("list not closed", "{\n  \"a\": [1, 2\n", 2, "[",
            "This bracket is never closed: its ] is missing.");
        row("object not closed", "{\"a\": 1", 1, "{",
            "This bracket is never closed: its } is missing.");
        row("nothing after a comma", "[1,", 1, "[",
            "This bracket is never closed: its ] is missing.");
        row("wrong bracket", "{\"a\":\n[1, 2}", 2, "}", "This } does not close the [ of line 2.");
        row("bracket too many", "[1]\n]", 2, "]", "This bracket closes nothing: take it away.");
        row("bracket alone", "]", 1, "]", "This bracket closes nothing: take it away.");
        row("more after the end", "[1] 2", 1, "2",
            "The JSON ends before this: take away what follows.");
        row("name in single quotes", "{'a': 1}", 1, "'a'",
            "A name needs straight double quotes: \"…\".");
        row("name without quotes", "{rate: 1}", 1, "rate", "A name needs double quotes: \"rate\".");
        row("number as a name", "{1: 2}", 1, "1", "A name needs double quotes: \"1\".");
        row("single quotes", "['a b']", 1, "'a b'", "A text needs straight double quotes: \"…\".");
        row("curly quotes", "[“a”]", 1, "“a”", "A text needs straight double quotes: \"…\".");
        row("no quotes", "[healthy]", 1, "healthy", "A text needs double quotes: \"healthy\".");
        row("True", "[True]", 1, "True", "JSON writes this in small letters: true.");
        row("None", "[None]", 1, "None", "JSON writes this null.");
        row("NaN", "[1, NaN]", 1, "NaN",
            "JSON has no NaN: write null, or a text in double quotes.");
        row("-Infinity", "[-Infinity]", 1, "-Infinity",
            "JSON has no -Infinity: write null, or a text in double quotes.");
        row("colon", "{\"a\" 1}", 1, "\"a\"", "A colon is missing after this name.");
        row("equals", "{\"a\" = 1}", 1, "=", "A colon belongs between a name and its value.");
        row("two colons", "{\"a\":: 1}", 1, ":", "One colon too many: take it away.");
        row("no value", "{\"a\": , \"b\": 1}", 1, ",", "A value is missing before this comma.");
        row("no value at the end", "{\"a\":}", 1, "}", "A value is missing before this bracket.");
        row("name in a list", "[1, \"a\": 2]", 1, ":",
            "Names belong into { }: is the [ of line 1 closed?");
        row("text not closed", "[\n  \"a,\n  \"b\"\n]", 2, "\"a,",
            "This text is never closed: a double quote is missing at its end.");
        row("text ends in a backslash", "[\"C:\\\"]", 1, "\"C:\\\"]",
            "This text is never closed: a double quote is missing at its end.");
        row("quote within", "[\"a \"b\" c\"]", 1, "b",
            "The text ends before this: a double quote within a text is written \\\".");
        row("backslash", "[\"C:\\models\"]", 1, "\"C:\\models\"",
            "A backslash within a text is written \\\\.");
        row("tab", "[\"a\tb\"]", 1, "\"a\tb\"", "A tab within a text is written \\t.");
        row("escape", "[\"\\u12\"]", 1, "\"\\u12\"", "Four hexadecimal digits follow \\u.");
        row("half a pair", "[\"\\ud83d\"]", 1, "\"\\ud83d\"",
            "\\u writes this character in two halves: one of them is missing.");
        row("zeros", "[007]", 1, "007", "A number does not begin with 0: take the zeros away.");
        row("plus", "[+1]", 1, "+1", "A number has no plus sign before it.");
        row("point first", "[.5]", 1, ".5",
            "A digit is missing before the point: write 0.5, not .5.");
        row("point last", "[1.]", 1, "1.", "A digit is missing after the point: write 1.0, not 1.");
        row("not a number", "[3x]", 1, "3x", "This is no number as JSON writes it: -1, 2.5, 3e-4.");
        row("too large", "[1e999]", 1, "1e999", "This number is too large for 64 bits.");
        row("comment", "[1, // one\n2]", 1, "// one", "JSON has no comments: take this one away.");
        row("empty", "", 1, "", "A value is missing: the text is empty.");
    }

    void slips()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(QString, marked);
        QFETCH(QString, words);
        const std::string utf8 = text.toStdString();
        QVERIFY(read_json_value(utf8).damage);
        const auto slip = words::find_json_slip(utf8);
        QVERIFY(slip);
        QCOMPARE(slip->words, words);
        QCOMPARE(QString::fromStdString(utf8.substr(slip->begin, slip->end - slip->begin)), marked);
        QCOMPARE(int(std::count(utf8.begin(), utf8.begin() + std::ptrdiff_t(slip->begin), '\n')) +
                     1,
                 line);
    }

    /// Whatever happens to a text, a slip is found where the reader refuses it, and nowhere else.
    void theReaderAgrees()
    {
        QRandomGenerator random(5);
        const std::string text = "{\"a\": [1, -2.5e3, true, {\"b\\u0041\": null, \"c\": []}], "
                                 "\"d\": \"x\\\"y\\ud83d\\ude00 \", \"é\": false, \"n\": {}}\n";
        const std::string letters = "{}[]:,\"'\\0.eE+-tfn /#\nu8dé\t";
        int broken = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string changed = text;
            for (int change = random.bounded(3); change >= 0; --change) {
                const auto at = std::size_t(random.bounded(int(changed.size())));
                const auto letter = letters[std::size_t(random.bounded(int(letters.size())))];
                switch (random.bounded(3)) {
                case 0:
                    changed.erase(at, 1 + std::size_t(random.bounded(4)));
                    break;
                case 1:
                    changed.insert(at, 1, letter);
                    break;
                default:
                    changed[at] = letter;
                }
            }
            changed = QString::fromStdString(changed).toStdString(); // letters cut in two
            const bool refused = read_json_value(changed).damage.has_value();
            broken += refused;
            const auto slip = words::find_json_slip(changed);
            QVERIFY2(slip.has_value() == refused, changed.c_str());
            if (slip) {
                QVERIFY(slip->begin <= slip->end && slip->end <= changed.size());
                QVERIFY(!slip->words.contains(u'%') && slip->words.size() > 10);
            }
        }
        QVERIFY(broken > 1'000 && broken < 20'000);
    }

    /// Every form of a value says it so, whoever reads it first.
    void formsSayIt()
    {
        const words::ValueForm text(Value::text("[1, 2]"));
        const words::ValueForm list("list");
        for (const words::ValueForm& form : {text, list}) {
            const auto read = form.read(QStringLiteral("[1,\n2 3]"));
            QVERIFY(!read);
            QCOMPARE(QString::fromStdString(read.error().detail),
                     QStringLiteral("A comma is missing before this value."));
            QCOMPARE(read.error().offset, std::optional<std::uint64_t>(6));
        }
        QVERIFY(QString::fromStdString(list.read(QStringLiteral("{}")).error().detail)
                    .contains(QStringLiteral("array")));
    }
};

QTEST_APPLESS_MAIN(TestJsonSlip)
#include "tst_json_slip.moc"
