// SPDX-License-Identifier: GPL-3.0-or-later
// Many pairs at once: stopping them, and which side one failed on.
#include "io/source/listed_values.h"
#include "small_models.h"

#include <QtTest>

#include <atomic>

using namespace strata;

namespace {

/// Zeros; whoever reads them stops the job.
class StoppingSource final : public ByteSource {
public:
    StoppingSource(std::uint64_t size, std::shared_ptr<std::atomic<bool>> stop)
        : ByteSource(size), m_stop(std::move(stop))
    {
    }
    Result<void> read_at(std::uint64_t, std::span<std::byte> out) const override
    {
        m_stop->store(true);
        m_read += out.size();
        std::ranges::fill(out, std::byte{0});
        return {};
    }
    [[nodiscard]] std::uint64_t read() const { return m_read; }

private:
    std::shared_ptr<std::atomic<bool>> m_stop;
    mutable std::atomic<std::uint64_t> m_read = 0;
};

class DamagedList final : public ListSource {
public:
    Result<SharedValues> values(const JobContext&) const override
    {
        return fail(ErrorCode::Malformed, "of the list");
    }
};

OpenDocument with_tensor(DType dtype, Shape shape, Storage storage, SharedSource source)
{
    DocumentBuilder builder;
    Tensor tensor;
    tensor.dtype = std::move(dtype);
    tensor.shape = std::move(shape);
    tensor.storage = std::move(storage);
    tensor.model_node = builder.model.add(Tree::root, {.kind = NodeKind::Tensor, .name = "x"});
    builder.add_tensor(std::move(tensor));
    return {std::move(builder).finish(), {std::move(source)}};
}

OpenDocument with_objects(std::vector<Value> values)
{
    const Shape shape{values.size()};
    auto items = std::make_shared<const std::vector<Value>>(std::move(values));
    return with_tensor(DType::of(ScalarType::Object), shape, ListedStorage{items}, nullptr);
}

OpenDocument with_damaged_objects(std::uint64_t count)
{
    return with_tensor(DType::of(ScalarType::Object), {count}, ListedStorage{},
                       std::make_shared<DamagedList>());
}

OpenDocument with_floats(std::vector<float> values)
{
    auto bytes = std::make_shared<std::vector<std::byte>>(values.size() * sizeof(float));
    std::memcpy(bytes->data(), values.data(), bytes->size());
    return with_tensor(DType::of(ScalarType::Float32), {values.size()}, InlineStorage{bytes},
                       nullptr);
}

/// Of the only pair.
PairOutcome outcome_of(const OpenDocument& left, const OpenDocument& right)
{
    const ModelPairs pairs = match_models(*left.document, *right.document);
    const std::vector<std::size_t> wanted = {0};
    std::vector<PairOutcome> found;
    const auto done =
        compare_pairs(left, right, pairs, wanted, {}, {},
                      [&](std::size_t, const PairOutcome& each) { found.push_back(each); });
    if (!done || found.size() != 1)
        qFatal("not compared");
    return found.front();
}

} // namespace

class TestComparePairs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_stop_is_noticed_inside_a_pair_data()
    {
        QTest::addColumn<quint64>("size"); ///< bytes of either side
        QTest::newRow("compared by one thread") << (quint64{24} << 20);
        QTest::newRow("compared by all threads") << (quint64{256} << 20);
    }
    void a_stop_is_noticed_inside_a_pair()
    {
        QFETCH(quint64, size);
        const auto stop = std::make_shared<std::atomic<bool>>(false);
        const auto source = std::make_shared<StoppingSource>(size, stop);
        const OpenDocument model =
            with_tensor(DType::of(ScalarType::UInt8), {size},
                        DenseStorage{{SourceId::file, 0, size}, {}, 0, 0}, source);
        const ModelPairs pairs = match_models(*model.document, *model.document);
        const std::vector<std::size_t> wanted = {0};
        const auto done =
            compare_pairs(model, model, pairs, wanted, {.threads = 2}, JobContext(stop, {}),
                          [](std::size_t, const PairOutcome&) { QFAIL("told of a stopped pair"); });
        QVERIFY(!done && done.error().code == ErrorCode::Cancelled);
        QVERIFY2(source->read() < size, qPrintable(QString::number(source->read())));
    }

    void objects_are_no_numbers()
    {
        const OpenDocument objects = with_objects({Value::integer(1), Value::integer(2)});
        const OpenDocument numbers = with_floats({1, 2});
        for (const auto& [left, right] :
             {std::pair(&objects, &numbers), std::pair(&numbers, &objects)}) {
            const PairOutcome found = outcome_of(*left, *right);
            QVERIFY(found);
            QCOMPARE(found->by, ComparedBy::Items);
            QCOMPARE(found->changed, 2U);
            QVERIFY(!found->equal);
        }
        QVERIFY(outcome_of(objects, objects)->equal);
    }

    void damaged_objects_are_told_of_their_side()
    {
        const OpenDocument whole = with_objects({Value::integer(1), Value::integer(2)});
        const OpenDocument damaged = with_damaged_objects(2);
        const PairOutcome right = outcome_of(whole, damaged);
        QVERIFY(!right && !right.error().left && right.error().right);
        QCOMPARE(right.error().error.detail, std::string("of the list"));
        const PairOutcome left = outcome_of(damaged, whole);
        QVERIFY(!left && left.error().left && !left.error().right);
    }
};

QTEST_GUILESS_MAIN(TestComparePairs)
#include "tst_compare_pairs.moc"
