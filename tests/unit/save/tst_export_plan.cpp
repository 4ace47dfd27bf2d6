// SPDX-License-Identifier: GPL-3.0-or-later
// What an export says before it writes, and floats that it rounds.
#include "io/analysis/small_floats.h"
#include "io/formats/format.h"
#include "io/save/export.h"
#include "io/save/exported_names.h"
#include "io/save/float_rounding.h"
#include "io/source/c_order.h"

#include "tests/unit/formats/fixtures.h"

#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <set>

using namespace strata;

namespace {

OpenDocument opened(const char* fixture)
{
    auto document = open_document(fixtures::path(QString::fromLatin1(fixture)).toStdString());
    Q_ASSERT(document);
    return *document;
}

const Loss* find_loss(const ExportPlan& plan, std::string_view what)
{
    for (const Loss& loss : plan.losses) {
        if (loss.what == what)
            return &loss;
    }
    return nullptr;
}

std::vector<std::byte> all_items(const Tensor& tensor, const SourceSet& sources)
{
    std::vector<std::byte> items;
    const auto read = read_in_c_order(tensor, sources, {}, [&](std::span<const std::byte> piece) {
        items.insert(items.end(), piece.begin(), piece.end());
        return Result<void>();
    });
    return read ? items : std::vector<std::byte>();
}

/// Arrays of one value each without a row, so that all have one name.
OpenDocument unnamed(const std::vector<DType>& types)
{
    auto document = std::make_shared<Document>();
    for (const DType& type : types) {
        Tensor tensor;
        tensor.dtype = type;
        tensor.storage =
            InlineStorage{std::make_shared<std::vector<std::byte>>(type.item_size, std::byte{1})};
        document->tensors.push_back(std::move(tensor));
    }
    return {std::move(document), {}};
}

constexpr const char* keras_file = "keras/keras-3/deep_learning_model.h5";

} // namespace

class TestExportPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_half_reads_back()
    {
        for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            const double value = decode_float16(half);
            const double brain = decode_bfloat16(half);
            if (!std::isnan(value))
                QCOMPARE(encode_float(value, 5, 10), bits);
            if (!std::isnan(brain))
                QCOMPARE(encode_float(brain, 8, 7), bits);
        }
        QVERIFY(std::isnan(
            decode_float16(static_cast<std::uint16_t>(encode_float(std::nan(""), 5, 10)))));
    }

    void rounds_as_the_processor_does()
    {
        std::mt19937_64 random(7);
        for (int i = 0; i < 200'000; ++i) {
            const auto value = std::bit_cast<double>(random());
            if (std::isnan(value))
                continue;
            QCOMPARE(encode_float(value, 8, 23),
                     std::bit_cast<std::uint32_t>(static_cast<float>(value)));
        }
        // Smaller ones, where the leading bit goes.
        std::uniform_real_distribution<double> exponents(-152, -120);
        for (int i = 0; i < 200'000; ++i) {
            const double value = std::exp2(exponents(random));
            QCOMPARE(encode_float(value, 8, 23),
                     std::bit_cast<std::uint32_t>(static_cast<float>(value)));
        }
    }

    void ties_and_ends_of_float16()
    {
        QCOMPARE(encode_float(65'504, 5, 10), 0x7bffU);
        QCOMPARE(encode_float(65'519.99, 5, 10), 0x7bffU);
        QCOMPARE(encode_float(65'520, 5, 10), 0x7c00U); // as numpy: infinity
        QCOMPARE(encode_float(1 + 1.0 / 2048, 5, 10), 0x3c00U);
        QCOMPARE(encode_float(1 + 3.0 / 2048, 5, 10), 0x3c02U);
        QCOMPARE(encode_float(-std::ldexp(1, -24), 5, 10), 0x8001U);
        QCOMPARE(encode_float(std::ldexp(1, -25), 5, 10), 0U);
        QCOMPARE(encode_float(std::numeric_limits<double>::denorm_min(), 5, 10), 0U);
    }

    void rounded_values_are_written_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* const file :
             {keras_file, "npz/compressed.npz", "sklearn/1.9/random_forest_model.pkl"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void rounded_values_are_written()
    {
        QFETCH(QString, file);
        QTemporaryDir folder;
        const OpenDocument before = opened(file.toLatin1().constData());
        ExportOptions options;
        options.dtype = ScalarType::Float16;
        const ExportTarget& target = *find_export_target("npz");
        const auto plan = plan_export(before, target, options);
        QVERIFY(plan);
        const std::string out = folder.filePath(QStringLiteral("out.npz")).toStdString();
        const auto written = export_document(before, target, *plan, out, {});
        QVERIFY2(written, written ? "" : written.error().detail.c_str());
        const auto after = open_document(out);
        QVERIFY(after);
        std::uint64_t compared = 0;
        for (const ExportedTensor& each : plan->tensors) {
            const Tensor& from = before.document->tensor(each.id);
            const Tensor& to =
                after->document->tensor(*after->document->find_tensor(escape_path_part(each.name)));
            QCOMPARE(to.dtype.name() == "float16", each.rounded || from.dtype.name() == "float16");
            if (!each.rounded || from.dtype.type != ScalarType::Float32)
                continue;
            const auto values = all_items(from, before.sources);
            const auto halves = all_items(to, after->sources);
            QCOMPARE(halves.size() * 2, values.size());
            for (std::size_t i = 0; i < halves.size() / 2; ++i) {
                float value = 0;
                std::uint16_t half = 0;
                std::memcpy(&value, values.data() + 4 * i, 4);
                std::memcpy(&half, halves.data() + 2 * i, 2);
                QCOMPARE(std::uint32_t{half}, encode_float(value, 5, 10));
                ++compared;
            }
        }
        if (file.endsWith(QLatin1String(".h5")))
            QVERIFY(compared > 100);
        // About what was promised.
        QVERIFY(written->bytes <= plan->file_bytes * 11 / 10 + 64);
        QVERIFY(written->bytes * 11 / 10 + 64 >= plan->file_bytes);
    }

    void a_network_as_safetensors()
    {
        const OpenDocument network = opened(keras_file);
        ExportOptions options;
        options.optimizer = false;
        const auto plan = plan_export(network, *find_export_target("safetensors"), options);
        QVERIFY(plan);
        const Loss* const layers = find_loss(*plan, "layers");
        QVERIFY(layers && !layers->chosen);
        QCOMPARE(layers->count, std::uint64_t{network.document->layers.size()});
        const Loss* const training = find_loss(*plan, "training");
        QVERIFY(training);
        QVERIFY2(training->why.ends_with("have no place in the file."), training->why.c_str());
        const Loss* const state = find_loss(*plan, "optimizer state");
        QVERIFY(state && state->chosen);
        QCOMPARE(state->count, plan->contents.optimizer);
        QCOMPARE(plan->tensors.size(), std::size_t{plan->contents.weights});
        QCOMPARE(plan->unaccepted() + 1, std::uint64_t{plan->losses.size()});
        QCOMPARE(plan->rounded(), std::uint64_t{0});
    }

    void what_is_widened_is_no_loss()
    {
        const OpenDocument network = opened(keras_file);
        ExportOptions options;
        options.dtype = ScalarType::Float64;
        const auto plan = plan_export(network, *find_export_target("safetensors"), options);
        QVERIFY(plan);
        QVERIFY(plan->rounded() > 0);
        QVERIFY(!find_loss(*plan, "float32 values"));
        options.dtype = ScalarType::BFloat16;
        const auto narrow = plan_export(network, *find_export_target("safetensors"), options);
        QVERIFY(narrow && find_loss(*narrow, "float32 values"));
        QCOMPARE(narrow->bytes * 2 > plan->bytes / 4, true);
    }

    void a_damaged_file_is_told_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("missing");
        const QString set = QStringLiteral("safetensors_index/bad/%1/model.safetensors.index.json");
        const QString incomplete = QStringLiteral("completeness");
        QTest::newRow("lost") << set.arg(QStringLiteral("lost")) << incomplete << 1;
        QTest::newRow("git_lfs") << set.arg(QStringLiteral("git_lfs")) << incomplete << 6;
        QTest::newRow("cut") << set.arg(QStringLiteral("cut")) << incomplete << 0;
        QTest::newRow("hole") << QStringLiteral("hostile/safetensors_hole.safetensors")
                              << QStringLiteral("certainty") << 0;
        QTest::newRow("whole") << QStringLiteral(
                                      "safetensors_index/network/model.safetensors.index.json")
                               << QString() << 0;
    }
    void a_damaged_file_is_told()
    {
        QFETCH(QString, file);
        QFETCH(QString, what);
        QFETCH(int, missing);
        const OpenDocument set = opened(file.toLatin1().constData());
        const auto plan = plan_export(set, *find_export_target("safetensors"), {});
        QVERIFY(plan);
        for (const char* const each : {"completeness", "certainty"}) {
            const Loss* const loss = find_loss(*plan, each);
            QCOMPARE(loss != nullptr, what == QLatin1String(each));
            QVERIFY(loss == nullptr || !loss->chosen);
        }
        const Loss* const arrays = find_loss(*plan, "missing arrays");
        QCOMPARE(arrays != nullptr ? int(arrays->count) : 0, missing);
        ExportOptions one;
        one.selection = {TensorId{0}};
        const auto chosen = plan_export(set, *find_export_target("npy"), one);
        QVERIFY(chosen);
        QCOMPARE(find_loss(*chosen, "completeness") != nullptr,
                 what == QLatin1String("completeness"));
        QVERIFY(!find_loss(*chosen, "missing arrays"));
    }

    void equal_names_get_numbers()
    {
        constexpr std::size_t count = 100'000; // which took an hour once
        const OpenDocument arrays =
            unnamed(std::vector<DType>(count, DType::of(ScalarType::Float32)));
        const auto plan = plan_export(arrays, *find_export_target("npz"), {});
        QVERIFY(plan);
        const std::string name = plan->tensors.front().name;
        QCOMPARE(plan->tensors[1].name, name + "_2");
        QCOMPARE(plan->tensors.back().name, name + '_' + std::to_string(count));
        const Loss* const names = find_loss(*plan, "names");
        QVERIFY(names && !names->chosen);
        QCOMPARE(names->count, std::uint64_t{count - 1});
        QVERIFY(
            !find_loss(*plan_export(opened(keras_file), *find_export_target("npz"), {}), "names"));
    }

    void a_plan_can_be_cancelled()
    {
        const OpenDocument network = opened(keras_file);
        const JobContext stopped(std::make_shared<std::atomic<bool>>(true), {});
        const auto plan = plan_export(network, *find_export_target("npz"), {}, stopped);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, ErrorCode::Cancelled);
    }

    void safetensors_lie_aligned()
    {
        QTemporaryDir folder;
        std::vector<DType> dtypes;
        for (const ScalarType type : {ScalarType::Bool, ScalarType::Float32, ScalarType::Float16,
                                      ScalarType::UInt8, ScalarType::Float64, ScalarType::Int32})
            dtypes.push_back(DType::of(type));
        const OpenDocument arrays = unnamed(dtypes);
        const ExportTarget& target = *find_export_target("safetensors");
        const auto plan = plan_export(arrays, target, {});
        QVERIFY(plan);
        const std::string out = folder.filePath(QStringLiteral("out.safetensors")).toStdString();
        const auto written = export_document(arrays, target, *plan, out, {});
        QVERIFY2(written, written ? "" : written.error().detail.c_str());
        const auto after = open_document(out);
        QVERIFY(after);
        QCOMPARE(after->document->tensors.size(), dtypes.size());
        std::vector<std::string> order;
        for (const Tensor& tensor : after->document->tensors) {
            const auto& storage = std::get<DenseStorage>(tensor.storage);
            QCOMPARE(storage.extent.offset % tensor.dtype.item_size, std::uint64_t{0});
            order.push_back(tensor.dtype.name());
        }
        QCOMPARE(order, std::vector<std::string>(
                            {"float64", "float32", "int32", "float16", "bool", "uint8"}));
    }

    void names_by_path_and_without_metadata()
    {
        const OpenDocument network = opened(keras_file);
        ExportOptions options;
        options.names = NameStyle::Path;
        options.metadata = false;
        const auto plan = plan_export(network, *find_export_target("safetensors"), options);
        QVERIFY(plan);
        QVERIFY(std::ranges::any_of(
            plan->tensors, [](const ExportedTensor& each) { return each.name == "dense/kernel"; }));
        QVERIFY(plan->metadata.empty());
        const Loss* const entries = find_loss(*plan, "metadata entries");
        QVERIFY(entries && entries->chosen);
    }

    /// What `load_state_dict` of the module takes: without the name of the dict in the checkpoint.
    void weights_of_a_checkpoint_have_the_names_of_their_module()
    {
        const OpenDocument checkpoint = opened("torch/checkpoint_adam.pt");
        const auto plan = plan_export(checkpoint, *find_export_target("safetensors"), {});
        QVERIFY(plan);
        std::set<std::string> names;
        for (const ExportedTensor& each : plan->tensors)
            names.insert(each.name);
        QVERIFY(names.contains("head.1.weight"));
        QVERIFY(names.contains("optimizer_state_dict.exp_avg.head~01.weight") ||
                names.contains("optimizer_state_dict.exp_avg.head.1.weight"));
        const Loss* const told = find_loss(*plan, "shorter names");
        QVERIFY(told && told->stored_otherwise);
        QCOMPARE(told->count, std::uint64_t{9});
        QVERIFY(told->why.find("\"model_state_dict.\"") != std::string::npos);
    }

    void names_keep_what_tells_several_state_dicts_apart_data()
    {
        QTest::addColumn<QString>("fixture");
        QTest::addColumn<bool>("inside");
        QTest::newRow("at the top") << "torch/state_dict.pt" << false;
        QTest::newRow("a module") << "torch/module.pt" << false;
        QTest::newRow("sparse tensors") << "torch/sparse.pt" << false;
        QTest::newRow("lists and dicts") << "torch/nested.pt" << false;
        QTest::newRow("a checkpoint") << "torch/checkpoint_named.pt" << true;
    }
    void names_keep_what_tells_several_state_dicts_apart()
    {
        QFETCH(QString, fixture);
        QFETCH(bool, inside);
        const OpenDocument document = opened(fixture.toLatin1().constData());
        QCOMPARE(state_dict_row(*document.document).has_value(), inside);
    }

    void fitted_numbers_that_stay_behind_are_named()
    {
        const OpenDocument linear = opened("sklearn/1.9/linear_regression.p4.pkl");
        const auto plan = plan_export(linear, *find_export_target("npz"), {});
        QVERIFY(plan);
        const Loss* const told = find_loss(*plan, "values that are no arrays");
        QVERIFY(told != nullptr);
        QVERIFY2(told->why.find("intercept_ ") != std::string::npos, told->why.c_str());
    }

    void what_the_archive_says_of_itself_is_no_loss()
    {
        const OpenDocument state = opened("torch/state_dict.pt");
        const auto plan = plan_export(state, *find_export_target("npz"), {});
        QVERIFY(plan);
        QVERIFY(find_loss(*plan, "metadata entries") == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestExportPlan)
#include "tst_export_plan.moc"
