// SPDX-License-Identifier: GPL-3.0-or-later
// What matching reads of a tensor.
#include "io/compare/content_sample.h"

#include <QtTest>

#include <atomic>

using namespace strata;

namespace {

/// Bytes that count up, and how many were read.
class CountingSource final : public ByteSource {
public:
    explicit CountingSource(std::uint64_t size) : ByteSource(size) {}
    Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const override
    {
        m_read += out.size();
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<std::byte>((offset + i) % 251);
        return {};
    }
    [[nodiscard]] std::uint64_t read() const { return m_read; }

private:
    mutable std::atomic<std::uint64_t> m_read = 0;
};

Tensor stored_tensor(DType dtype, std::uint64_t count, std::vector<Codec> codecs,
                     std::uint64_t stored)
{
    Tensor tensor;
    tensor.dtype = std::move(dtype);
    tensor.shape = {count};
    tensor.storage = DenseStorage{{SourceId::file, 0, stored}, std::move(codecs), 0, 0};
    return tensor;
}

} // namespace

class TestContentSample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Whatever the size of an item.
    void large_tensors_are_known_by_few_bytes_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<quint64>("item");
        QTest::newRow("bytes") << int(ScalarType::UInt8) << quint64{1};
        QTest::newRow("complex") << int(ScalarType::Complex128) << quint64{16};
        QTest::newRow("text") << int(ScalarType::Bytes) << quint64{256};
        QTest::newRow("long text") << int(ScalarType::Bytes) << (quint64{1} << 20);
    }
    void large_tensors_are_known_by_few_bytes()
    {
        QFETCH(int, type);
        QFETCH(quint64, item);
        const std::uint64_t bytes = std::uint64_t{64} << 20;
        const auto scalar = static_cast<ScalarType>(type);
        const DType dtype =
            scalar == ScalarType::Bytes ? DType::sized(scalar, item) : DType::of(scalar);
        const auto source = std::make_shared<CountingSource>(bytes);
        const auto sample = sample_content(stored_tensor(dtype, bytes / item, {}, bytes),
                                           AxisStyle::Neutral, {source}, {});
        QVERIFY(sample && sample->hash);
        const std::uint64_t one_of_each_part = 16 * item;
        QVERIFY2(source->read() <= std::max<std::uint64_t>(most_read_whole, one_of_each_part) + 64,
                 qPrintable(QString::number(source->read())));
    }

    void what_costs_too_much_to_decode_is_not_known()
    {
        const auto source = std::make_shared<CountingSource>(std::uint64_t{1} << 20);
        const auto sample =
            sample_content(stored_tensor(DType::of(ScalarType::Float32), std::uint64_t{1} << 28,
                                         {Codec::Deflate}, source->size()),
                           AxisStyle::Neutral, {source}, {});
        QVERIFY(sample && !sample->hash && sample->sketch.empty());
        QCOMPARE(source->read(), 0U);
    }

    void few_places_are_alike_by_chance()
    {
        Sketch few(64, 0.0F);
        for (std::size_t i = 0; i < 11; ++i)
            few[i] = 0.3F;
        QCOMPARE(sketch_likeness(few, few), 0.0);
        few[11] = 0.3F;
        QCOMPARE(sketch_likeness(few, few), 1.0);
    }
};

QTEST_GUILESS_MAIN(TestContentSample)
#include "tst_content_sample.moc"
