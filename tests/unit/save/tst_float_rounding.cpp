// SPDX-License-Identifier: GPL-3.0-or-later
// Floats that are rounded: where they lie, or all of them in one scratch file.
#include "io/analysis/small_floats.h"
#include "io/formats/format.h"
#include "io/save/float_rounding.h"
#include "io/source/c_order.h"

#include "tests/unit/formats/fixtures.h"

#include <QTest>

#include <cstring>

using namespace strata;

namespace {

template <class T> std::vector<T> values_of(const Tensor& tensor, const SourceSet& sources)
{
    std::vector<T> values;
    const auto read =
        read_in_c_order(tensor, sources, {}, [&](std::span<const std::byte> piece) -> Result<void> {
            const std::size_t before = values.size();
            values.resize(before + piece.size() / sizeof(T));
            std::memcpy(values.data() + before, piece.data(), piece.size());
            return {};
        });
    return read ? values : std::vector<T>();
}

} // namespace

class TestFloatRounding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Each open file takes a descriptor; a model may have thousands of arrays.
    void one_scratch_file_holds_all()
    {
        const auto opened =
            open_document(fixtures::path(QStringLiteral("npz/compressed.npz")).toStdString());
        QVERIFY(opened);
        std::vector<TensorId> floats;
        for (std::size_t i = 0; i < opened->document->tensors.size(); ++i) {
            if (opened->document->tensors[i].dtype.type == ScalarType::Float32)
                floats.push_back(TensorId{static_cast<std::uint32_t>(i)});
        }
        QVERIFY(!floats.empty());
        // The same ones again: what was rounded once lies in the scratch file, end to end.
        std::shared_ptr<Document> many = std::make_shared<Document>(*opened->document);
        const std::size_t known = many->tensors.size();
        for (int i = 0; i < 50; ++i) {
            many->tensors.push_back(many->tensor(floats.front()));
            floats.push_back(TensorId{static_cast<std::uint32_t>(known + std::size_t(i))});
        }
        const auto rounded = with_rounded({many, opened->sources}, floats, ScalarType::Float16, {});
        QVERIFY(rounded);
        QCOMPARE(rounded->sources.size(), opened->sources.size() + 1);
        std::size_t compared = 0;
        for (const TensorId id : floats) {
            const auto from = values_of<float>(many->tensor(id), opened->sources);
            const Tensor& tensor = rounded->document->tensor(id);
            const auto to = values_of<std::uint16_t>(tensor, rounded->sources);
            compared += to.size();
            QCOMPARE(to.size(), from.size());
            for (std::size_t i = 0; i < to.size(); ++i)
                QCOMPARE(to[i], static_cast<std::uint16_t>(encode_float(from[i], 5, 10)));
        }
        QVERIFY(compared > 50);
    }

    void what_can_be_read_in_place_takes_no_file()
    {
        const auto opened = open_document(
            fixtures::path(QStringLiteral("safetensors_index/network/model.safetensors.index.json"))
                .toStdString());
        QVERIFY(opened);
        std::vector<TensorId> floats;
        for (std::size_t i = 0; i < opened->document->tensors.size(); ++i) {
            if (opened->document->tensors[i].dtype.type == ScalarType::Float32)
                floats.push_back(TensorId{static_cast<std::uint32_t>(i)});
        }
        QVERIFY(!floats.empty());
        const auto rounded = with_rounded(*opened, floats, ScalarType::BFloat16, {});
        QVERIFY(rounded);
        for (const TensorId id : floats) {
            const auto from = values_of<float>(opened->document->tensor(id), opened->sources);
            const auto to =
                values_of<std::uint16_t>(rounded->document->tensor(id), rounded->sources);
            QCOMPARE(to.size(), from.size());
            for (std::size_t i = 0; i < to.size(); ++i)
                QCOMPARE(to[i], static_cast<std::uint16_t>(encode_float(from[i], 8, 7)));
        }
    }
};

QTEST_GUILESS_MAIN(TestFloatRounding)
#include "tst_float_rounding.moc"
