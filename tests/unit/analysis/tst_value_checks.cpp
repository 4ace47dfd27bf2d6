// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/value_checks.h"
#include "io/analysis/value_rules.h"

#include "io/model/document_builder.h"

#include <QTest>

using namespace strata;

namespace {

std::shared_ptr<const Document> document_of(TensorRole role, const Shape& shape, int tensors)
{
    DocumentBuilder builder;
    for (int i = 0; i < tensors; ++i) {
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Float32);
        tensor.shape = shape;
        tensor.role = role;
        tensor.file_node =
            builder.file.add(Tree::root, {NodeKind::Tensor, "t" + std::to_string(i), "dataset"});
        builder.add_tensor(tensor);
    }
    return std::move(builder).finish();
}

Statistics statistics(std::uint64_t count, double value)
{
    Statistics made;
    made.count = count;
    made.min = value;
    made.max = value;
    made.zeros = value == 0 ? count : 0;
    return made;
}

Statistics nan_statistics(std::uint64_t count, std::uint64_t nan)
{
    Statistics made;
    made.count = count;
    made.nan = nan;
    if (nan < count) {
        made.min = 0.0;
        made.max = 1.0;
    }
    return made;
}

FlawsByTensor flaws_of(const Statistics& each, int tensors)
{
    FlawsByTensor flaws;
    for (int i = 0; i < tensors; ++i)
        flaws.emplace(TensorId{static_cast<std::uint32_t>(i)}, value_flaws(each));
    return flaws;
}

} // namespace

class TestValueChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flaws()
    {
        QVERIFY(!value_flaws(nan_statistics(4, 0)).any());
        QCOMPARE(value_flaws(nan_statistics(4, 4)).nan, std::uint64_t{4});
        Statistics infinite = nan_statistics(9, 1);
        infinite.positive_infinity = 2;
        infinite.negative_infinity = 3;
        QCOMPARE(value_flaws(infinite).infinite, std::uint64_t{5});
        QVERIFY(value_flaws(statistics(3, 0)).all_zero);
        QVERIFY(!value_flaws(statistics(3, 0)).constant); // zero says it all
        QVERIFY(value_flaws(statistics(3, 7)).constant);
        QVERIFY(!value_flaws(statistics(1, 0)).any()); // a scalar is meant so
        QVERIFY(!value_flaws(Statistics()).any());
    }

    void severities_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<int>("rank");
        QTest::addColumn<bool>("nan");
        QTest::addColumn<int>("severity");
        const auto row = [](const char* name, TensorRole role, int rank, bool nan,
                            Severity severity) {
            QTest::newRow(name) << static_cast<int>(role) << rank << nan
                                << static_cast<int>(severity);
        };
        row("NaN in a weight", TensorRole::Weight, 2, true, Severity::Error);
        row("NaN in a slot", TensorRole::Optimizer, 2, true, Severity::Error);
        row("NaN in data", TensorRole::Data, 2, true, Severity::Warning);
        row("kernel of zeros", TensorRole::Weight, 2, false, Severity::Warning);
        row("bias of zeros", TensorRole::Weight, 1, false, Severity::Note);
        row("slot of zeros", TensorRole::Optimizer, 2, false, Severity::Note);
    }
    void severities()
    {
        QFETCH(int, role);
        QFETCH(int, rank);
        QFETCH(bool, nan);
        QFETCH(int, severity);
        const auto document =
            document_of(static_cast<TensorRole>(role), Shape(static_cast<std::size_t>(rank), 3), 1);
        const auto findings =
            check_values(*document, flaws_of(nan ? nan_statistics(9, 9) : statistics(9, 0), 1));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].rule, std::string(nan ? rules::values_nan : rules::values_all_zero));
        QCOMPARE(static_cast<int>(findings[0].severity), severity);
        QCOMPARE(findings[0].category, Category::Quality);
        QCOMPARE(findings[0].file_node, document->tensors[0].file_node);
        QCOMPARE(findings[0].fact("count"), std::string_view("9"));
    }

    void manyAreFolded()
    {
        const int few = static_cast<int>(arrays_listed_a_rule);
        const auto document = document_of(TensorRole::Weight, {33}, few + 1);
        QCOMPARE(check_values(*document, flaws_of(nan_statistics(33, 33), few)).size(),
                 arrays_listed_a_rule);
        const auto folded = check_values(*document, flaws_of(nan_statistics(33, 30), few + 1));
        QCOMPARE(folded.size(), std::size_t{1});
        QCOMPARE(folded[0].fact("arrays"), std::string_view("5"));
        QCOMPARE(folded[0].fact("nan"), std::string_view("150"));
        QCOMPARE(folded[0].fact("count"), std::string_view("165"));
        QCOMPARE(folded[0].file_node, document->tensors[0].file_node);
    }

    void oneArrayMayHaveSeveral()
    {
        const auto document = document_of(TensorRole::Weight, {9}, 1);
        Statistics both = nan_statistics(9, 1);
        both.negative_infinity = 2;
        const auto findings = check_values(*document, flaws_of(both, 1));
        QCOMPARE(findings.size(), std::size_t{2});
        QCOMPARE(findings[1].rule, std::string(rules::values_infinite));
        QCOMPARE(findings[1].fact("infinite"), std::string_view("2"));
    }
};

QTEST_GUILESS_MAIN(TestValueChecks)
#include "tst_value_checks.moc"
