// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/edits.h"
#include "io/model/value_text.h"

#include <QTest>

#include <cmath>

using namespace strata;

namespace {

Document sample()
{
    Document document;
    document.metadata = {
        {"/@epoch", Value::integer(3), "int", "/", true, NodeId::none},
        {"/@note", Value::text("first"), "str", "/", true, NodeId::none},
    };
    return document;
}

QString text_of(const Document& document, const Edits& edits)
{
    QStringList lines;
    for (const MetadataEntry& entry : edited_metadata(document, edits))
        lines << QString::fromStdString(entry.key + "=" + entry.value.repr() + ":" + entry.type);
    return lines.join(QLatin1Char(' '));
}

} // namespace

class TestEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void an_edit_is_laid_over_the_document()
    {
        const Document document = sample();
        Edits edits;
        QVERIFY(edits.set(document, "/@epoch", Value::integer(4)));
        QVERIFY(edits.add(document, "/@by", Value::text("me")));
        QCOMPARE(text_of(document, edits), "/@epoch=4:int /@note='first':str /@by='me':str");
        QVERIFY(edits.remove(document, "/@note"));
        QCOMPARE(text_of(document, edits), "/@epoch=4:int /@by='me':str");
        QCOMPARE(text_of(document, Edits()), "/@epoch=3:int /@note='first':str");
    }

    void the_old_value_takes_the_edit_back()
    {
        const Document document = sample();
        Edits edits;
        QVERIFY(edits.set(document, "/@epoch", Value::integer(4)));
        QVERIFY(edits.set(document, "/@epoch", Value::integer(3)));
        QVERIFY(edits.empty());
        QVERIFY(edits.add(document, "/@by", Value::text("me")));
        QVERIFY(edits.remove(document, "/@by"));
        QVERIFY(edits.empty());
        QVERIFY(edits.remove(document, "/@note"));
        QVERIFY(edits.add(document, "/@note", Value::text("second")));
        QCOMPARE(edits.list().size(), 1);
        QVERIFY(edits.list().front().kind == Edit::Kind::Set);
    }

    void what_is_not_there_cannot_be_changed()
    {
        const Document document = sample();
        Edits edits;
        QCOMPARE(edits.set(document, "/@no", Value()).error().code, ErrorCode::NoSuchItem);
        QCOMPARE(edits.remove(document, "/@no").error().code, ErrorCode::NoSuchItem);
        QCOMPARE(edits.rename(document, "/@no", "/@yes").error().code, ErrorCode::NoSuchItem);
        QCOMPARE(edits.add(document, "/@note", Value()).error().code, ErrorCode::BadArgument);
        QCOMPARE(edits.rename(document, "/@note", "/@epoch").error().code, ErrorCode::BadArgument);
        QVERIFY(edits.empty());
        QVERIFY(edits.remove(document, "/@note"));
        QCOMPARE(edits.remove(document, "/@note").error().code, ErrorCode::NoSuchItem);
        QCOMPARE(edits.set(document, "/@note", Value()).error().code, ErrorCode::NoSuchItem);
    }

    void a_renaming_is_one_thing()
    {
        const Document document = sample();
        Edits edits;
        QVERIFY(edits.rename(document, "/@note", "/@text"));
        QCOMPARE(text_of(document, edits), "/@epoch=3:int /@text='first':str");
        QCOMPARE(edits.find("/@text")->from, std::string("/@note"));
        QVERIFY(edits.rename(document, "/@text", "/@words"));
        QCOMPARE(edits.find("/@words")->from, std::string("/@note"));
        edits.revert("/@words");
        QVERIFY(edits.empty());
        QVERIFY(edits.rename(document, "/@note", "/@text"));
        edits.revert("/@note");
        QVERIFY(edits.empty());
    }

    void typed_text_reads_back_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("repr"); // empty: refused
        QTest::newRow("int") << " 42 "
                             << "int"
                             << "42";
        QTest::newRow("long") << "123456789012345678901"
                              << "int"
                              << "123456789012345678901";
        QTest::newRow("negative") << "-5"
                                  << "int"
                                  << "-5";
        QTest::newRow("no int") << "4.5"
                                << "int"
                                << "";
        QTest::newRow("no digits") << ""
                                   << "int"
                                   << "";
        QTest::newRow("float") << "1e-3"
                               << "float"
                               << "0.001";
        QTest::newRow("whole float") << "2"
                                     << "float"
                                     << "2.0";
        QTest::newRow("nan") << "nan"
                             << "float"
                             << "nan";
        QTest::newRow("infinity") << "-inf"
                                  << "float"
                                  << "-inf";
        QTest::newRow("two signs") << "--1"
                                   << "float"
                                   << "";
        QTest::newRow("too large") << "1e999"
                                   << "float"
                                   << "";
        QTest::newRow("bool") << "true"
                              << "bool"
                              << "True";
        QTest::newRow("no bool") << "1"
                                 << "bool"
                                 << "";
        QTest::newRow("none") << "None"
                              << "NoneType"
                              << "None";
        QTest::newRow("no none") << "x"
                                 << "NoneType"
                                 << "";
        QTest::newRow("text") << " as it is "
                              << "str"
                              << "' as it is '";
        QTest::newRow("bytes") << "00fF"
                               << "bytes"
                               << "b'\\x00\\xff'";
        QTest::newRow("half a byte") << "0"
                                     << "bytes"
                                     << "";
        QTest::newRow("list") << "[1, \"a\"]"
                              << "list"
                              << "[1, 'a']";
        QTest::newRow("tuple") << "[1]"
                               << "tuple"
                               << "(1,)";
        QTest::newRow("dict") << "{\"a\": null}"
                              << "dict"
                              << "{'a': None}";
        QTest::newRow("a list is no dict") << "[]"
                                           << "dict"
                                           << "";
        QTest::newRow("key twice") << "{\"a\": 1, \"a\": 2}"
                                   << "dict"
                                   << "";
        QTest::newRow("no type") << "x"
                                 << "ndarray"
                                 << "";
    }
    void typed_text_reads_back()
    {
        QFETCH(QString, text);
        QFETCH(QString, type);
        QFETCH(QString, repr);
        const auto value = parse_value(text.toStdString(), type.toStdString());
        QCOMPARE(value ? QString::fromStdString(value->repr()) : QString(), repr);
        if (!value) {
            QCOMPARE(value.error().code, ErrorCode::BadArgument);
            return;
        }
        const auto again = parse_value(editable_text(*value), type.toStdString());
        QVERIFY(again && same_value(*again, *value));
    }

    void a_mistake_in_json_has_its_place()
    {
        const auto value = parse_value("{\"a\": 1,\n \"b\": }", "dict");
        QVERIFY(!value);
        QVERIFY(value.error().offset && *value.error().offset >= 15);
    }

    void values_are_compared_as_a_person_would()
    {
        QVERIFY(same_value(Value::real(std::nan("")), Value::real(std::nan(""))));
        QVERIFY(!same_value(Value::integer(1), Value::real(1)));
        QVERIFY(!same_value(Value::text("a"), Value::text("b")));
    }

    void invalid_utf8_is_refused() { QVERIFY(!parse_value("\xff", "str")); }
};

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
