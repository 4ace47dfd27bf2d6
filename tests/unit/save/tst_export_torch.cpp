// SPDX-License-Identifier: GPL-3.0-or-later
// A state dict for torch: what of every fixture's arrays it holds, bit by bit, and how it lies in the archive.
#include "io/formats/format.h"
#include "io/save/export.h"
#include "io/source/c_order.h"
#include "io/zip/zip_archive.h"

#include "tests/unit/formats/fixtures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace strata;

namespace {

Result<OpenDocument> open_fixture(const char* name)
{
    return open_document(fixtures::path(QString::fromUtf8(name)).toStdString());
}

Result<ExportPlan> plan_of(const OpenDocument& opened)
{
    return plan_export(opened, *find_export_target("torch"), {});
}

bool loses(const ExportPlan& plan, std::string_view what)
{
    return std::any_of(plan.losses.begin(), plan.losses.end(),
                       [&](const Loss& loss) { return loss.what == what; });
}

std::string text_of_entry(const Document& document, std::string_view key)
{
    const auto entry = find_entry(document, key);
    return entry ? entry->value.as_text() : "none";
}

/// The row of the File reading that a name of the state dict has.
std::optional<TensorId> in_state_dict(const Document& document, std::string_view name)
{
    const std::string path = "/archive/data.pkl/object/" + escape_path_part(name);
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        const auto id = TensorId{static_cast<std::uint32_t>(i)};
        if (document.tensor_file_path(id) == path)
            return id;
    }
    return std::nullopt;
}

} // namespace

class TestExportTorch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void the_extension_chooses_it()
    {
        const ExportTarget* const target = export_target_of("folder/model.pt");
        QVERIFY(target != nullptr);
        QCOMPARE(target->id, std::string_view("torch"));
    }

    /// export_document() compares every array with its source before the file gets its name.
    void every_fixture_is_held_bit_by_bit_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& family :
             {QStringLiteral("npy"), QStringLiteral("npz"), QStringLiteral("safetensors"),
              QStringLiteral("torch"), QStringLiteral("sklearn")}) {
            for (const QString& name : fixtures::all_of(family))
                QTest::newRow(qPrintable(name)) << name;
        }
    }
    void every_fixture_is_held_bit_by_bit()
    {
        QFETCH(QString, name);
        const auto opened = open_document(fixtures::path(name).toStdString());
        if (!opened || opened->document->verdict.integrity != Integrity::Complete)
            QSKIP("not whole");
        const auto plan = plan_of(*opened);
        if (!plan) {
            QCOMPARE(plan.error().code, ErrorCode::BadArgument);
            return;
        }
        const auto written = write(*opened, *plan);
        QVERIFY2(written, written ? "" : written.error().detail.c_str());
        QCOMPARE(written->document->format.id, std::string("torch"));
        QVERIFY(written->document->verdict.trust == Trust::Trusted);
        QCOMPARE(text_of_entry(*written->document, "torch.load@weights_only"),
                 std::string("accepted by torch 2.13"));
        QCOMPARE(written->document->tensors.size(), plan->tensors.size());
        for (const ExportedTensor& each : plan->tensors)
            QVERIFY2(in_state_dict(*written->document, each.name), each.name.c_str());
    }

    void every_type_of_torch()
    {
        const auto opened = open_fixture("torch/dtypes.pt");
        QVERIFY(opened);
        const auto plan = plan_of(*opened);
        QVERIFY(plan);
        QVERIFY(!loses(*plan, "arrays of uint64"));
        QCOMPARE(plan->tensors.size(), opened->document->tensors.size());
        const auto written = write(*opened, *plan);
        QVERIFY(written);
        for (const ExportedTensor& each : plan->tensors) {
            const auto id = in_state_dict(*written->document, each.name);
            QVERIFY(id);
            QCOMPARE(written->document->tensor(*id).dtype.name(),
                     opened->document->tensor(each.id).dtype.name());
        }
    }

    /// Those that safetensors has, and torch in newer versions, are no numbers to us.
    void floats_that_are_known_by_name_only()
    {
        const auto opened = open_fixture("safetensors/other_floats.safetensors");
        QVERIFY(opened);
        const auto plan = plan_of(*opened);
        QVERIFY(plan);
        QCOMPARE(plan->tensors.size(), std::size_t{3});
        QVERIFY(write(*opened, *plan));
    }

    void what_torch_has_no_type_for_is_lost_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("text") << QByteArray("npy/text.npy");
        QTest::newRow("dates") << QByteArray("npy/dates.npy");
        QTest::newRow("records") << QByteArray("npy/records.npy");
        QTest::newRow("raw bytes") << QByteArray("npy/raw.npy");
        QTest::newRow("long doubles") << QByteArray("npy/longdouble.npy");
        QTest::newRow("objects") << QByteArray("npy/objects.npy");
    }
    void what_torch_has_no_type_for_is_lost()
    {
        QFETCH(QByteArray, name);
        const auto opened = open_fixture(name.constData());
        QVERIFY(opened);
        const auto plan = plan_of(*opened);
        QVERIFY(!plan && plan.error().code == ErrorCode::BadArgument);
    }

    /// What Keras keeps its layers in has no part in their names; a module of torch's has.
    void a_module_named_layers_keeps_its_name()
    {
        auto document = std::make_shared<Document>();
        TreeBuilder rows;
        const NodeId layers = rows.add(Tree::root, {.kind = NodeKind::Layer, .name = "layers"});
        const NodeId row = rows.add(layers, {.kind = NodeKind::Tensor, .name = "weight"});
        document->model = std::move(rows).finish().tree;
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::UInt8);
        tensor.model_node = row;
        tensor.storage = InlineStorage{std::make_shared<std::vector<std::byte>>(1)};
        document->tensors.push_back(std::move(tensor));
        const auto plan = plan_of({document, {}});
        QVERIFY(plan);
        QCOMPARE(plan->tensors.front().name, std::string("layers.weight"));
        const auto keras = open_fixture("keras/tf-2.15/nested.h5");
        QVERIFY(keras);
        const auto other = plan_of(*keras);
        QVERIFY(other);
        QCOMPARE(other->tensors.front().name.find("layers"), std::string::npos);
    }

    void what_is_no_array_is_lost()
    {
        const auto opened = open_fixture("safetensors/metadata.safetensors");
        QVERIFY(opened);
        const auto plan = plan_of(*opened);
        QVERIFY(plan && loses(*plan, "metadata entries"));
    }

    void big_endian_and_fortran_order_are_turned()
    {
        const auto opened = open_fixture("npy/fortran_big_endian.npy");
        QVERIFY(opened);
        const auto plan = plan_of(*opened);
        QVERIFY(plan);
        const auto written = write(*opened, *plan);
        QVERIFY(written);
        const Tensor& tensor = written->document->tensor(TensorId{0});
        QVERIFY(!tensor.dtype.big_endian && !tensor.fortran_order);
        QCOMPARE(tensor.shape, (Shape{2, 3, 4}));
    }

    /// As torch.load maps them: stored, each at a multiple of 64, and none of them named by a
    /// version from which torch would infer other places.
    void the_archive_can_be_mapped()
    {
        const auto opened = open_fixture("torch/dtypes.pt");
        QVERIFY(opened);
        const auto plan = plan_of(*opened);
        QVERIFY(plan);
        const auto written = write(*opened, *plan);
        QVERIFY(written);
        const auto archive = zip::read_archive(written->sources.front(), {});
        QVERIFY(archive && archive->issues.empty());
        QStringList names;
        for (const zip::Member& member : archive->members) {
            names.append(QString::fromStdString(member.name));
            QVERIFY(!member.deflated());
            QCOMPARE(member.data_offset % 64, std::uint64_t{0});
        }
        QCOMPARE(names.first(), "archive/data.pkl");
        QVERIFY(names.contains(QStringLiteral("archive/byteorder")));
        QVERIFY(names.contains(QStringLiteral("archive/version")));
        QVERIFY(!names.contains(QStringLiteral("archive/.format_version")));
    }

    /// Entries come in batches, as Python's pickler writes them.
    void more_entries_than_one_batch()
    {
        const auto one = open_fixture("npy/one.npy");
        QVERIFY(one);
        auto document = std::make_shared<Document>(*one->document);
        const OpenDocument opened{document, one->sources};
        ExportPlan plan;
        for (int i = 0; i < 2'500; ++i)
            plan.tensors.push_back({TensorId{0}, "array." + std::to_string(i)});
        const auto written = write(opened, plan);
        QVERIFY2(written, written ? "" : written.error().detail.c_str());
        QCOMPARE(written->document->tensors.size(), std::size_t{2'500});
        QVERIFY(in_state_dict(*written->document, "array.2499"));
    }

    void a_shape_beyond_torch_is_refused()
    {
        const auto one = open_fixture("npy/empty.npy");
        QVERIFY(one);
        auto document = std::make_shared<Document>(*one->document);
        document->tensors.front().shape = {0, std::uint64_t{1} << 40, std::uint64_t{1} << 40};
        ExportPlan plan;
        plan.tensors.push_back({TensorId{0}, "wide"});
        const auto written = write({document, one->sources}, plan);
        QVERIFY(!written && written.error().code == ErrorCode::BadArgument);
    }

private:
    Result<OpenDocument> write(const OpenDocument& opened, const ExportPlan& plan)
    {
        const std::string path = m_folder.filePath(QStringLiteral("out.pt")).toStdString();
        STRATA_TRY(export_document(opened, *find_export_target("torch"), plan, path, {}));
        return open_document(path);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestExportTorch)
#include "tst_export_torch.moc"
