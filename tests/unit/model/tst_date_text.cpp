// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/date_text.h"

#include <QTest>

#include <limits>

using namespace strata;

class TestDateText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dates_data()
    {
        QTest::addColumn<qint64>("count");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("epoch") << qint64{0} << "D"
                               << "1970-01-01";
        QTest::newRow("day before") << qint64{-1} << "D"
                                    << "1969-12-31";
        QTest::newRow("leap day") << qint64{19782} << "D"
                                  << "2024-02-29";
        QTest::newRow("year") << qint64{55} << "Y"
                              << "2025";
        QTest::newRow("month") << qint64{-1} << "M"
                               << "1969-12";
        QTest::newRow("week") << qint64{1} << "W"
                              << "1970-01-08";
        QTest::newRow("hour") << qint64{17} << "h"
                              << "1970-01-01T17";
        QTest::newRow("minute") << qint64{-1} << "m"
                                << "1969-12-31T23:59";
        QTest::newRow("second") << qint64{1739293080} << "s"
                                << "2025-02-11T16:58:00";
        QTest::newRow("before 1970") << qint64{-1} << "ms"
                                     << "1969-12-31T23:59:59.999";
        QTest::newRow("nanoseconds") << qint64{1} << "ns"
                                     << "1970-01-01T00:00:00.000000001";
        QTest::newRow("multiple") << qint64{2} << "25s"
                                  << "1970-01-01T00:00:50";
        // str(numpy.datetime64(count, unit)), numpy 2
        QTest::newRow("attoseconds") << qint64{5} << "as"
                                     << "1970-01-01T00:00:00.000000000000000005";
        QTest::newRow("multiple hours") << qint64{5} << "3h"
                                        << "1970-01-01T15";
        QTest::newRow("multiple weeks") << qint64{5} << "2W"
                                        << "1970-03-12";
        QTest::newRow("multiple, before") << qint64{-12345678} << "25s"
                                          << "1960-03-21T18:07:30";
        QTest::newRow("before Christ") << qint64{-800000} << "D"
                                       << "-221-09-04";
        QTest::newRow("five digits") << qint64{9000000} << "D"
                                     << "26611-03-02";
        QTest::newRow("unknown unit") << qint64{5} << "x"
                                      << "5 x";
        QTest::newRow("not a time") << std::numeric_limits<qint64>::min() << "ns"
                                    << "NaT";
        QTest::newRow("beyond") << std::numeric_limits<qint64>::max() << "D"
                                << "9223372036854775807 D";
    }
    void dates()
    {
        QFETCH(qint64, count);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        QCOMPARE(datetime_text(count, unit.toStdString()), text.toStdString());
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("count");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 count, const char* unit, const char* text) {
            QTest::newRow(text) << count << QString::fromLatin1(unit) << QString::fromUtf8(text);
        };
        // str(numpy.timedelta64(count, unit)), numpy 2
        row(90, "s", "90 seconds");
        row(7, "25s", "175 seconds");
        row(-3, "W", "-3 weeks");
        row(1, "D", "1 days");
        row(5, "ps", "5 picoseconds");
        row(5, "", "5");
        row(5, "x", "5 x");
        row(std::numeric_limits<qint64>::min(), "s", "NaT");
        row(std::numeric_limits<qint64>::max(), "25us", "9223372036854775807 × 25us");
    }
    void durations()
    {
        QFETCH(qint64, count);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        QCOMPARE(timedelta_text(count, unit.toStdString()), text.toStdString());
    }

    void timesOfPython()
    {
        QCOMPARE(date_text(2024, 2, 29), std::string("2024-02-29"));
        QCOMPARE(time_text(7, 5, 9, 0), std::string("07:05:09"));
        QCOMPARE(time_text(7, 5, 9, 120), std::string("07:05:09.000120"));
    }
};

QTEST_APPLESS_MAIN(TestDateText)
#include "tst_date_text.moc"
