// SPDX-License-Identifier: GPL-3.0-or-later
// CSV of an array: numbers read back bit for bit, whatever they are, and stand where they belong.
#include "app/export/forms.h"
#include "io/formats/format.h"
#include "io/formats/npy_write.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <random>

using namespace strata;

namespace {

/// The number that a text is, as any reader of decimals takes it.
template <class T> T parsed(const QByteArray& text)
{
    T number{};
    const auto result = std::from_chars(text.begin(), text.end(), number);
    return result.ec == std::errc() && result.ptr == text.end() ? number : T{77};
}

template <class T> bool same(T a, T b)
{
    return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof(T)) == 0;
}

/// Random bits: every exponent, subnormal numbers, NaN and infinities among them.
template <class T, class Bits> std::vector<T> random_floats(std::size_t count)
{
    std::mt19937_64 random(20240229);
    std::vector<T> numbers = {T(0),
                              T(-0.0),
                              std::numeric_limits<T>::denorm_min(),
                              std::numeric_limits<T>::max(),
                              -std::numeric_limits<T>::infinity(),
                              std::numeric_limits<T>::quiet_NaN(),
                              T(0.1),
                              T(1) / 3};
    while (numbers.size() < count)
        numbers.push_back(std::bit_cast<T>(static_cast<Bits>(random())));
    return numbers;
}

} // namespace

class TestCsvExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void float32_reads_back() { reads_back<float, std::uint32_t>(ScalarType::Float32); }
    void float64_reads_back() { reads_back<double, std::uint64_t>(ScalarType::Float64); }

    /// Each of the 65,536 numbers of the type. A reader goes through a wider one.
    void float16_reads_back()
    {
        std::vector<std::uint16_t> bits(65'536);
        for (std::size_t i = 0; i < bits.size(); ++i)
            bits[i] = static_cast<std::uint16_t>(i);
        const QList<QByteArray> lines = lines_of(DType::of(ScalarType::Float16), {65'536}, bits);
        QCOMPARE(lines.size(), 65'536);
        QSet<QByteArray> texts;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const bool nan = (i & 0x7c00) == 0x7c00 && (i & 0x3ff) != 0;
            QCOMPARE(lines[i] == "nan", nan);
            if (!nan)
                texts.insert(lines[i]);
        }
        QCOMPARE(texts.size(), 65'536 - 2 * 1023); // no two numbers share a text
        QCOMPARE(lines[0x3c00], QByteArray("1.0"));
        QCOMPARE(lines[0x7c00], QByteArray("inf"));
        QCOMPARE(lines[1], QByteArray("6e-08"));
    }

    void integers_are_exact()
    {
        const std::vector<std::int64_t> numbers = {std::numeric_limits<std::int64_t>::min(), -1, 0,
                                                   std::numeric_limits<std::int64_t>::max()};
        const QList<QByteArray> lines = lines_of(DType::of(ScalarType::Int64), {2, 2}, numbers);
        QCOMPARE(lines, QList<QByteArray>({"-9223372036854775808,-1", "0,9223372036854775807"}));
        const std::vector<std::uint64_t> large = {~std::uint64_t{0}};
        QCOMPARE(lines_of(DType::of(ScalarType::UInt64), {}, large),
                 QList<QByteArray>({"18446744073709551615"}));
    }

    void each_rank_has_its_place()
    {
        const std::vector<std::int32_t> numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        const DType type = DType::of(ScalarType::Int32);
        QCOMPARE(lines_of(type, {}, std::vector<std::int32_t>{7}), QList<QByteArray>({"7"}));
        QCOMPARE(lines_of(type, {3}, std::vector<std::int32_t>{7, 8, 9}),
                 QList<QByteArray>({"7", "8", "9"}));
        QCOMPARE(lines_of(type, {3, 4}, numbers),
                 QList<QByteArray>({"0,1,2,3", "4,5,6,7", "8,9,10,11"}));
        QCOMPARE(lines_of(type, {2, 2, 3}, numbers),
                 QList<QByteArray>({"axis_0,axis_1,0,1,2", "0,0,0,1,2", "0,1,3,4,5", "1,0,6,7,8",
                                    "1,1,9,10,11"}));
        QCOMPARE(lines_of(type, {0, 5}, std::vector<std::int32_t>{}), QList<QByteArray>());
    }

    void booleans_are_one_and_zero()
    {
        const std::vector<std::uint8_t> values = {1, 0, 1};
        QCOMPARE(lines_of(DType::of(ScalarType::Bool), {3}, values),
                 QList<QByteArray>({"1", "0", "1"}));
    }

    void texts_are_quoted_where_they_must_be()
    {
        const std::vector<std::uint32_t> letters = {'a', 0, '"', ',', 0, 0};
        QCOMPARE(lines_of(DType::sized(ScalarType::Unicode, 8), {3}, letters),
                 QList<QByteArray>({"a", "\"\"\",\"", "\"\""}));
    }

    void records_have_a_column_for_each_field()
    {
        const auto opened = open_document(STRATA_TEST_DATA "/npy/aligned_records.npy");
        QVERIFY(opened);
        const QList<QByteArray> lines = written(*opened, {});
        QVERIFY(lines.size() > 1);
        const qsizetype columns = lines.front().count(',');
        QVERIFY(columns > 0);
        for (const QByteArray& line : lines)
            QCOMPARE(line.count(','), columns);
    }

    /// Many pieces: the same lines as of one, and none is lost between two.
    void what_is_long_is_written_in_pieces()
    {
        std::vector<std::int32_t> numbers(5'000'000);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = static_cast<std::int32_t>(i);
        const QList<QByteArray> lines =
            lines_of(DType::of(ScalarType::Int32), {1'000'000, 5}, numbers);
        QCOMPARE(lines.size(), 1'000'000);
        QCOMPARE(lines.back(), QByteArray("4999995,4999996,4999997,4999998,4999999"));
        QCOMPARE(lines[838'860], QByteArray("4194300,4194301,4194302,4194303,4194304"));
    }

    void a_stop_leaves_no_file()
    {
        const auto opened = open_document(STRATA_TEST_DATA "/npy/cube.npy");
        QVERIFY(opened);
        const exports::Form* const form = exports::find_form("csv");
        const auto plan = exports::plan(*opened, *form, {});
        QVERIFY(plan);
        const JobContext stopped(std::make_shared<std::atomic<bool>>(true), {});
        const QString path = m_folder.filePath(QStringLiteral("stopped.csv"));
        const auto report = exports::write(*opened, *form, *plan, {}, path.toStdString(), stopped);
        QVERIFY(!report && report.error().code == ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(path));
    }

private:
    template <class T, class Bits> void reads_back(ScalarType type)
    {
        const std::vector<T> numbers = random_floats<T, Bits>(100'000);
        const QList<QByteArray> lines = lines_of(DType::of(type), {numbers.size()}, numbers);
        QCOMPARE(static_cast<std::size_t>(lines.size()), numbers.size());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const QByteArray& line = lines[static_cast<qsizetype>(i)];
            QVERIFY2(same(parsed<T>(line), numbers[i]), line.constData());
        }
    }

    /// The lines of the file that an array becomes.
    template <class T>
    QList<QByteArray> lines_of(const DType& type, const Shape& shape, const std::vector<T>& items)
    {
        QFile file(m_folder.filePath(QStringLiteral("array.npy")));
        const auto header = npy_header(type, shape);
        if (!header || !file.open(QIODevice::WriteOnly))
            return {};
        file.write(QByteArray::fromStdString(*header));
        file.write(reinterpret_cast<const char*>(items.data()),
                   static_cast<qint64>(items.size() * sizeof(T)));
        file.close();
        const auto opened = open_document(file.fileName().toStdString());
        return opened ? written(*opened, {}) : QList<QByteArray>{"not opened"};
    }

    QList<QByteArray> written(const OpenDocument& opened, const exports::Options& options)
    {
        const exports::Form* const form = exports::find_form("csv");
        const auto plan = exports::plan(opened, *form, options);
        if (!plan)
            return {QByteArray::fromStdString(plan.error().detail)};
        QFile file(m_folder.filePath(QStringLiteral("array.csv")));
        const auto report =
            exports::write(opened, *form, *plan, options, file.fileName().toStdString(), {});
        if (!report || !file.open(QIODevice::ReadOnly))
            return {"not written"};
        QByteArray text = file.readAll();
        if (static_cast<std::uint64_t>(text.size()) != report->bytes)
            return {"of another size"};
        if (text.isEmpty())
            return {};
        text.chop(1); // the last line's end
        return text.split('\n');
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestCsvExport)
#include "tst_csv_export.moc"
