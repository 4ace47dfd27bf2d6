// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/json_edit.h"

#include <QTest>

#include <algorithm>

using namespace strata;

namespace {

using Path = std::vector<JsonStep>;

/// JSON written with ' for ", so that it reads.
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

QByteArray text_of(const Result<std::string>& result)
{
    return result ? QByteArray::fromStdString(*result) : QByteArray("failed");
}

} // namespace

class TestJsonEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void only_the_value_changes()
    {
        const std::string text = json("{ 'a' : [1, {'b':'x\\'}'} , 3],'c':null }");
        QCOMPARE(text_of(set_json(text, Path{"a", std::size_t{1}, "b"}, "true")),
                 QByteArray::fromStdString(json("{ 'a' : [1, {'b':true} , 3],'c':null }")));
        QCOMPARE(
            text_of(set_json(text, Path{"a", std::size_t{2}}, "{\"n\": 1}")),
            QByteArray::fromStdString(json("{ 'a' : [1, {'b':'x\\'}'} , {'n': 1}],'c':null }")));
        QCOMPARE(text_of(set_json(text, Path{"c"}, "[]")),
                 QByteArray::fromStdString(json("{ 'a' : [1, {'b':'x\\'}'} , 3],'c':[] }")));
        QCOMPARE(text_of(set_json(text, {}, "7")), "7");
    }

    void a_path_that_leads_nowhere_is_an_error()
    {
        for (const Path& path :
             {Path{"x"}, Path{"a", std::size_t{5}}, Path{"a", "b"}, Path{"a", std::size_t{0}, "b"}})
            QCOMPARE(set_json(json("{'a': [1]}"), path, "2").error().code, ErrorCode::NoSuchItem);
    }

    void keys_are_compared_as_they_read()
    {
        QCOMPARE(text_of(set_json(json("{'gr\\u00f6\\u00dfe': 1}"), Path{"größe"}, "2")),
                 QByteArray::fromStdString(json("{'gr\\u00f6\\u00dfe': 2}")));
    }

    /// Python takes the last of two members of one key.
    void of_two_members_the_last_counts()
    {
        QCOMPARE(text_of(set_json(json("{'a':1,'a':2}"), Path{"a"}, "3")),
                 QByteArray::fromStdString(json("{'a':1,'a':3}")));
        QCOMPARE(text_of(remove_json_member(json("{'a':1,'b':0,'a':2}"), Path{"a"})),
                 QByteArray::fromStdString(json("{'b':0}")));
    }

    void members_are_added_as_the_others_are_written()
    {
        QCOMPARE(text_of(add_json_member(json("{'a':1,'b':2}"), {}, "c", "3")),
                 QByteArray::fromStdString(json("{'a':1,'b':2,'c':3}")));
        QCOMPARE(text_of(add_json_member(json("{'a': 1, 'b': 2}"), {}, "c", "3")),
                 QByteArray::fromStdString(json("{'a': 1, 'b': 2, 'c': 3}")));
        QCOMPARE(text_of(add_json_member(json("{'a':1}"), {}, "q\"", "\"\"")),
                 QByteArray::fromStdString(json("{'a':1,'q\\'':''}")));
        QCOMPARE(text_of(add_json_member("{}", {}, "a", "1")),
                 QByteArray::fromStdString(json("{'a': 1}")));
        QCOMPARE(text_of(add_json_member(" { } ", {}, "a", "1")),
                 QByteArray::fromStdString(json(" {'a': 1 } ")));
        QCOMPARE(add_json_member("[1]", {}, "a", "1").error().code, ErrorCode::NoSuchItem);
    }

    void members_are_removed_with_their_comma()
    {
        QCOMPARE(text_of(remove_json_member(json("{'a': 1, 'b': 2, 'c': 3}"), Path{"a"})),
                 QByteArray::fromStdString(json("{'b': 2, 'c': 3}")));
        QCOMPARE(text_of(remove_json_member(json("{'a': 1, 'b': 2, 'c': 3}"), Path{"b"})),
                 QByteArray::fromStdString(json("{'a': 1, 'c': 3}")));
        QCOMPARE(text_of(remove_json_member(json("{'a': 1, 'b': 2, 'c': 3}"), Path{"c"})),
                 QByteArray::fromStdString(json("{'a': 1, 'b': 2}")));
        QCOMPARE(text_of(remove_json_member(json("{ 'a': {'x': 1} }"), Path{"a", "x"})),
                 QByteArray::fromStdString(json("{ 'a': {} }")));
        QCOMPARE(remove_json_member(json("{'a': 1}"), Path{"b"}).error().code,
                 ErrorCode::NoSuchItem);
    }

    /// What is no JSON ends the walk, wherever it breaks off.
    void broken_text_ends_the_walk()
    {
        const std::string text = json("{'a': [1, {'b': 'x\\\\'}, [[]], 2], 'c': {'d': 1}}");
        for (std::size_t end = 0; end < text.size(); ++end) {
            const std::string cut = text.substr(0, end);
            (void)set_json(cut, Path{"c", "d"}, "2");
            (void)remove_json_member(cut, Path{"a"});
            (void)add_json_member(cut, Path{"c"}, "e", "1");
        }
        QVERIFY(find_json(text, Path{"c", "d"}).has_value());
    }
};

QTEST_GUILESS_MAIN(TestJsonEdit)
#include "tst_json_edit.moc"
