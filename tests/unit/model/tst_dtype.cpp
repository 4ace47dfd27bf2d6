// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/dtype.h"
#include "io/model/tensor.h"

#include <QTest>

using namespace strata;

class TestDType : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Two numbers of 80 bits have no ScalarType of their own.
    void longComplex()
    {
        const auto dtype = dtype_from_typestr("<c32");
        QVERIFY(dtype.has_value());
        QCOMPARE(dtype->name(), std::string("complex256"));
        QCOMPARE(dtype->item_size, std::uint64_t{32});
        QCOMPARE(dtype->fields->size(), std::size_t{2});
        QVERIFY(dtype_from_typestr(">c32")->fields->front().type.big_endian);
    }

    void typestrings_data()
    {
        QTest::addColumn<QByteArray>("typestr");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<qulonglong>("size");
        QTest::addColumn<bool>("big");
        const auto row = [](const char* typestr, const char* name, qulonglong size, bool big) {
            QTest::newRow(typestr) << QByteArray(typestr) << QByteArray(name) << size << big;
        };
        row("<f4", "float32", 4, false);
        row(">f8", "float64", 8, true);
        row("|b1", "bool", 1, false);
        row("|i1", "int8", 1, false);
        row(">i1", "int8", 1, false);
        row("<u8", "uint64", 8, false);
        row("<f2", "float16", 2, false);
        row("<f16", "float128", 16, false);
        row(">c16", "complex128", 16, true);
        row("<U5", "str160", 20, false);
        row(">U5", "str160", 20, true);
        row("|S3", "bytes24", 3, false);
        row("|V7", "void56", 7, false);
        row("<U0", "str", 0, false);
        row("<M8[ns]", "datetime64[ns]", 8, false);
        row("<m8[25s]", "timedelta64[25s]", 8, false);
        row("<M8", "datetime64", 8, false);
        row("|O", "object", 8, false);
    }
    void typestrings()
    {
        QFETCH(QByteArray, typestr);
        QFETCH(QByteArray, name);
        QFETCH(qulonglong, size);
        QFETCH(bool, big);
        const auto dtype = dtype_from_typestr(typestr.toStdString());
        QVERIFY(dtype);
        QCOMPARE(QByteArray::fromStdString(dtype->name()), name);
        QCOMPARE(static_cast<qulonglong>(dtype->item_size), size);
        QCOMPARE(dtype->big_endian, big);
    }

    void nonsenseIsNoDtype_data()
    {
        QTest::addColumn<QByteArray>("typestr");
        for (const char* typestr : {"", "<", "f3", "<f4x", "<i16", "<c4", "<M8[", "<M8[]", "<M4[s]",
                                    "<q8", "<V99999999999", "<U999999999", "<f-4", "4"})
            QTest::newRow(typestr) << QByteArray(typestr);
    }
    void nonsenseIsNoDtype()
    {
        QFETCH(QByteArray, typestr);
        QVERIFY(!dtype_from_typestr(typestr.toStdString()));
    }

    void kindsKnowWhetherTheyAreNumbers()
    {
        QVERIFY(DType::of(ScalarType::Bool).is_numeric());
        QVERIFY(!DType::of(ScalarType::Bool).is_integer());
        QVERIFY(DType::of(ScalarType::Int8).is_integer());
        QVERIFY(DType::of(ScalarType::UInt64).is_integer());
        QVERIFY(!DType::of(ScalarType::Float16).is_integer());
        QVERIFY(DType::of(ScalarType::Complex64).is_complex());
        QVERIFY(!DType::of(ScalarType::Datetime).is_numeric());
        QVERIFY(!DType::of(ScalarType::Object).is_numeric());
    }

    void aFieldIsAStridedTensor()
    {
        Tensor nodes;
        nodes.dtype = DType::structure({{"left", DType::of(ScalarType::Int64), 0, {}},
                                        {"threshold", DType::of(ScalarType::Float64), 8, {}}},
                                       56);
        nodes.shape = {3};
        nodes.storage = DenseStorage{{SourceId::file, 100, 168}, {}, 0, 0};
        const auto threshold = field_tensor(nodes, "threshold");
        QVERIFY(threshold);
        QCOMPARE(threshold->dtype.name(), std::string("float64"));
        const auto& dense = std::get<DenseStorage>(threshold->storage);
        QCOMPARE(dense.stride, std::uint64_t{56});
        QCOMPARE(dense.extent.offset, std::uint64_t{108});
        QVERIFY(!field_tensor(nodes, "nothing"));
    }

    void aFieldOutsideItsItemIsRefused()
    {
        Tensor nodes;
        nodes.dtype = DType::structure({{"far", DType::of(ScalarType::Int64), 52, {}}}, 56);
        nodes.shape = {1};
        nodes.storage = DenseStorage{{SourceId::file, 0, 56}, {}, 0, 0};
        QVERIFY(!field_tensor(nodes, "far"));
    }

    void sizesThatDoNotFitAreNothing()
    {
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Float64);
        tensor.shape = {std::uint64_t{1} << 62};
        QVERIFY(tensor.count());
        QVERIFY(!tensor.bytes());
        tensor.shape = {std::uint64_t{1} << 33, std::uint64_t{1} << 33};
        QVERIFY(!tensor.count());
    }
};

QTEST_APPLESS_MAIN(TestDType)
#include "tst_dtype.moc"
