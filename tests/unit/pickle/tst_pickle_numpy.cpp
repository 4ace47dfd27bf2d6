// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/numpy.h"
#include "io/source/tensor_reader.h"
#include "tests/unit/pickle/pickle_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

namespace {

/// Numbers of a nested list in C order; nothing when one is no number.
std::optional<std::vector<double>> numbers(const QJsonValue& value)
{
    if (value.isDouble())
        return std::vector<double>{value.toDouble()};
    if (!value.isArray())
        return std::nullopt;
    std::vector<double> all;
    for (const QJsonValue& item : value.toArray()) {
        const auto some = numbers(item);
        if (!some)
            return std::nullopt;
        all.insert(all.end(), some->begin(), some->end());
    }
    return all;
}

template <class T> std::vector<double> as_doubles(const std::vector<std::byte>& bytes)
{
    std::vector<double> all(bytes.size() / sizeof(T));
    for (std::size_t i = 0; i < all.size(); ++i) {
        T value;
        std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
        all[i] = static_cast<double>(value);
    }
    return all;
}

/// All values of a tensor of numbers in C order, decoded.
std::optional<std::vector<double>> values_of(const Tensor& tensor, const SourceSet& sources)
{
    std::vector<SliceAxis> slice;
    for (const std::uint64_t size : tensor.shape)
        slice.push_back({0, size, 1});
    const auto bytes = read_slice(tensor, sources, slice, {}, 1 << 24);
    if (!bytes)
        return std::nullopt;
    switch (tensor.dtype.type) {
    case ScalarType::Int8:
        return as_doubles<std::int8_t>(*bytes);
    case ScalarType::Int16:
        return as_doubles<std::int16_t>(*bytes);
    case ScalarType::Int32:
        return as_doubles<std::int32_t>(*bytes);
    case ScalarType::Int64:
        return as_doubles<std::int64_t>(*bytes);
    case ScalarType::UInt8:
        return as_doubles<std::uint8_t>(*bytes);
    case ScalarType::Float32:
        return as_doubles<float>(*bytes);
    case ScalarType::Float64:
        return as_doubles<double>(*bytes);
    default:
        return std::nullopt;
    }
}

} // namespace

/// Arrays, dtypes and scalars as numpy means them.
class TestPickleNumpy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixture_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString& path : fixtures({"pickle", "joblib", "sklearn"})) {
            if (QFile::exists(path + ".expected.json"))
                QTest::newRow(qPrintable(QDir(STRATA_TEST_DATA).relativeFilePath(path))) << path;
        }
    }

    /// Every array that Python finds in a fixture is found, with its shape, type and values.
    void fixture()
    {
        QFETCH(QString, path);
        const auto expected = QJsonDocument::fromJson(file_bytes(path + ".expected.json")).object();
        const auto document = read_unpacked(file_bytes(path));
        QVERIFY(document.has_value());
        std::vector<Tensor> tensors;
        for (std::size_t i = 0; i < document->graph.size(); ++i) {
            const auto id = static_cast<ObjectId>(i);
            if (!is_array(document->graph, id))
                continue;
            if (const auto reading = read_array(document->graph, id))
                tensors.push_back(reading->tensor);
        }
        const SourceSet sources{document->graph.source()};
        for (const QJsonValue& wanted : expected["tensors"].toArray())
            QVERIFY2(find(tensors, wanted.toObject(), sources),
                     qPrintable(wanted.toObject()["path"].toString()));
    }

    void scalars_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("order");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* code, const char* order, const char* bytes, int size,
                            const char* expected) {
            QTest::newRow(qPrintable(QByteArray(code) + order))
                << QByteArray(code) << QByteArray(order) << QByteArray(bytes, size)
                << QByteArray(expected);
        };
        row("f8", "<", "\0\0\0\0\0\0\xf8\x3f", 8, "1.5");
        row("f8", ">", "\x3f\xf8\0\0\0\0\0\0", 8, "1.5");
        row("f4", "<", "\0\0\xc0\x3f", 4, "1.5");
        row("f2", "<", "\0\x3e", 2, "1.5");
        row("i2", ">", "\1\2", 2, "258");
        row("u8", "<", "\xff\xff\xff\xff\xff\xff\xff\xff", 8, "18446744073709551615");
        row("b1", "|", "\1", 1, "True");
        row("c8", "<", "\0\0\x80\x3f\0\0\0\xc0", 8, "(1-2j)");
    }

    void scalars()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, order);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);
        QByteArray pickle("\x80\x03");
        pickle += "cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n(S'" + code +
                  "'\nI00\nI01\ntR(I3\nS'" + order + "'\nNNNI-1\nI-1\nI0\ntb" + "C" +
                  static_cast<char>(bytes.size()) + bytes + "\x86R.";
        QCOMPARE(repr(pickle), expected);
    }

    void dates_data()
    {
        QTest::addColumn<QByteArray>("unit");
        QTest::addColumn<qint64>("count");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* unit, qint64 count, const char* expected) {
            QTest::newRow(expected) << QByteArray(unit) << count << QByteArray(expected);
        };
        row("D", 0, "'1970-01-01'");
        row("D", -1, "'1969-12-31'");
        row("M", 650, "'2024-03'");
        row("Y", 54, "'2024'");
        row("h", 25, "'1970-01-02T01'");
        row("s", 1709164800, "'2024-02-29T00:00:00'");
        row("ns", -1, "'1969-12-31T23:59:59.999999999'");
        row("ms", std::numeric_limits<qint64>::min(), "'NaT'");
    }

    void dates()
    {
        QFETCH(QByteArray, unit);
        QFETCH(qint64, count);
        QFETCH(QByteArray, expected);
        const QByteArray bytes(reinterpret_cast<const char*>(&count), 8);
        const QByteArray dtype = "cnumpy\ndtype\n(S'M8'\nI00\nI01\ntR(I4\nS'<'\nNNNI-1\nI-1\nI0\n"
                                 "(}(S'" +
                                 unit + "'\nI1\nI1\nI1\ntttb"; // …, ({}, (unit, 1, 1, 1)))
        QCOMPARE(repr("\x80\x03"
                      "cnumpy.core.multiarray\nscalar\n" +
                      dtype + "C\x08" + bytes + "\x86R."),
                 expected);
    }

    void shapes_that_lie()
    {
        const auto array = [](const QByteArray& shape, const QByteArray& data) {
            const PickleDocument document = read(
                QByteArray("\x80\x03") +
                "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n(I0\ntC\x01"
                "b\x87R(I1\n" +
                shape + "cnumpy\ndtype\n(S'f8'\nI00\nI01\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nC" +
                static_cast<char>(data.size()) + data + "tb.");
            return read_array(document.graph, document.root);
        };
        QVERIFY(array("(I2\nt", QByteArray(16, 'a')).has_value());
        QVERIFY(array("(t", QByteArray(8, 'a')).has_value());
        QVERIFY(!array("(I3\nt", QByteArray(16, 'a')).has_value());
        QVERIFY(!array("(I-1\nt", QByteArray(16, 'a')).has_value());
        QVERIFY(
            !array("(I4294967296\nI4294967296\nI4294967296\nt", QByteArray(16, 'a')).has_value());
        QVERIFY(!array("N", QByteArray(16, 'a')).has_value());
        QVERIFY(array("(I0\nI4294967296\nt", "").has_value());
    }

    void a_dtype_in_itself()
    {
        // dtype whose field is the dtype again.
        const PickleDocument document = read(
            "cnumpy\ndtype\n(S'V8'\nI00\nI01\ntRp1\n(I3\nS'|'\nN(S'a'\nt(dS'a'\n(g1\nI0\ntsI8\nI1\n"
            "I16\ntb.");
        QVERIFY(!read_dtype(document.graph, document.root).has_value());
    }

private:
    static bool find(const std::vector<Tensor>& tensors, const QJsonObject& wanted,
                     const SourceSet& sources)
    {
        Shape shape;
        for (const QJsonValue& size : wanted["shape"].toArray())
            shape.push_back(static_cast<std::uint64_t>(size.toDouble()));
        const auto values = numbers(wanted["values"]);
        for (const Tensor& tensor : tensors) {
            if (tensor.shape != shape ||
                tensor.dtype.name() != wanted["dtype"].toString().toStdString())
                continue;
            if (!values || !tensor.dtype.is_numeric())
                return true;
            const auto found = values_of(tensor, sources);
            if (!found || *found == *values)
                return true;
        }
        return false;
    }
};

QTEST_GUILESS_MAIN(TestPickleNumpy)
#include "tst_pickle_numpy.moc"
