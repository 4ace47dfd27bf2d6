// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/value.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace strata;

namespace {

Value list(std::vector<Value> items)
{
    return Value::sequence(Value::Kind::List, std::move(items));
}

Value tuple(std::vector<Value> items)
{
    return Value::sequence(Value::Kind::Tuple, std::move(items));
}

} // namespace

class TestValue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void floatsReadAsPythonWritesThem_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("one") << 1.0 << QByteArray("1.0");
        QTest::newRow("tenth") << 0.1 << QByteArray("0.1");
        QTest::newRow("small") << 1e-5 << QByteArray("1e-05");
        QTest::newRow("border") << 1e-4 << QByteArray("0.0001");
        QTest::newRow("large") << 1e16 << QByteArray("1e+16");
        QTest::newRow("below") << 9007199254740993.0 << QByteArray("9007199254740992.0");
        QTest::newRow("negative zero") << -0.0 << QByteArray("-0.0");
        QTest::newRow("tiny") << 5e-324 << QByteArray("5e-324");
        QTest::newRow("max") << std::numeric_limits<double>::max()
                             << QByteArray("1.7976931348623157e+308");
        QTest::newRow("inf") << -std::numeric_limits<double>::infinity() << QByteArray("-inf");
        QTest::newRow("nan") << std::nan("") << QByteArray("nan");
    }
    void floatsReadAsPythonWritesThem()
    {
        QFETCH(double, value);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(python_float(value)), text);
    }

    void reprIsPythons()
    {
        QCOMPARE(Value().repr(), std::string("None"));
        QCOMPARE(Value::boolean(true).repr(), std::string("True"));
        QCOMPARE(Value::text("gini").repr(), std::string("'gini'"));
        QCOMPARE(Value::text("it's").repr(), std::string("\"it's\""));
        QCOMPARE(Value::text("a\n\x1b").repr(), std::string("'a\\n\\x1b'"));
        QCOMPARE(Value::bytes(std::string("\xff\0k", 3)).repr(), std::string("b'\\xff\\x00k'"));
        QCOMPARE(tuple({Value::integer(1)}).repr(), std::string("(1,)"));
        QCOMPARE(list({Value::integer(1), Value()}).repr(), std::string("[1, None]"));
        QCOMPARE(Value::complex(0, 2).repr(), std::string("2j"));
        QCOMPARE(Value::complex(1, -2.5).repr(), std::string("(1-2.5j)"));
        QCOMPARE(Value::sequence(Value::Kind::Set, {}).repr(), std::string("set()"));
        QCOMPARE(Value::sequence(Value::Kind::FrozenSet, {Value::integer(1)}).repr(),
                 std::string("frozenset({1})"));
        QCOMPARE(Value::dict({{Value::text("a"), Value::real(0.5)}}).repr(),
                 std::string("{'a': 0.5}"));
    }

    void longTextsAreCutBetweenCharacters()
    {
        const Value text = Value::text("aäöü");
        QCOMPARE(text.repr(4), std::string("'aä…"));
        QCOMPARE(text.repr(3), std::string("'a…"));
        Value cut = list({Value::integer(1)});
        cut.set_omitted(7);
        QCOMPARE(cut.repr(), std::string("[1, … 7 more]"));
    }

    void valuesCompareByKindAndContent()
    {
        QVERIFY(Value::integer(1) == Value::integer(1));
        QVERIFY(!(Value::integer(1) == Value::real(1)));
        QVERIFY(!(Value::text("a") == Value::bytes("a")));
        QVERIFY(list({Value()}) == list({Value()}));
        QVERIFY(!(list({}) == tuple({})));
        // A setting that is NaN and stays so was not changed.
        QVERIFY(list({Value::real(std::nan(""))}) == list({Value::real(std::nan(""))}));
    }
};

QTEST_APPLESS_MAIN(TestValue)
#include "tst_value.moc"
