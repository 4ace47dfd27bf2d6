// SPDX-License-Identifier: GPL-3.0-or-later
// PyTorch's files against what torch reads in them, and bad ones.
#include "io/formats/torch_format.h"
#include "io/model/presence.h"
#include "io/pickle/rules.h"
#include "io/torch/rules.h"

#include "array_fixtures.h"

using namespace strata;

namespace {

const QString torch_family = QStringLiteral("torch");

OpenDocument opened(const QString& name)
{
    auto document = open_document((fixtures::folder(torch_family) + "/" + name).toStdString());
    if (!document)
        qFatal("%s: %s", qPrintable(name), document.error().detail.c_str());
    return *std::move(document);
}

const Tensor& only_tensor(const OpenDocument& document)
{
    if (document.document->tensors.size() != 1)
        qFatal("%zu tensors", document.document->tensors.size());
    return document.document->tensors.front();
}

} // namespace

class TestTorchFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void as_torch_reads_it_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList names =
            QDir(fixtures::folder(torch_family)).entryList({"*.pt", "*.pth"}, QDir::Files);
        QVERIFY(names.size() >= 25);
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << name;
    }

    void as_torch_reads_it()
    {
        QFETCH(QString, name);
        const OpenDocument document = opened(name);
        const QJsonObject wanted =
            fixtures::expectation(fixtures::folder(torch_family) + "/" + name);
        QVERIFY(!wanted.isEmpty());
        if (wanted["partial"].toBool()) {
            const QJsonArray tensors = wanted["tensors"].toArray();
            for (const QJsonValue& tensor : tensors)
                fixtures::compare_tensor(document, tensor.toObject());
        } else {
            fixtures::compare_document(document, wanted);
        }
        if (!name.startsWith("script")) // which torch.load hands to torch.jit
            QCOMPARE(fixtures::finding(*document.document, torch::rules::weights_only) == nullptr,
                     wanted["weights_only"].toBool());
        if (wanted.contains("parameters"))
            QCOMPARE(static_cast<int>(document.document->identity.parameters.total.value_or(0)),
                     wanted["parameters"].toInt());
        if (wanted.contains("optimizer"))
            QCOMPARE(QString::fromStdString(document.document->optimizer->class_name),
                     wanted["optimizer"].toString());
        fixtures::walk(document);
    }

    /// The slots' paths name the weights that torch pairs them to; here the pairs themselves.
    void slots_are_paired()
    {
        for (const char* const name :
             {"adam", "sgd_momentum", "adamw_two_groups", "rmsprop", "named"}) {
            const OpenDocument file = opened(QStringLiteral("checkpoint_%1.pt").arg(name));
            const Document& document = *file.document;
            QVERIFY(document.optimizer->slots.size() >= 6);
            for (const OptimizerSlot& slot : document.optimizer->slots) {
                const Tensor& tensor = document.tensor(slot.tensor);
                QVERIFY(slot.weight != TensorId::none);
                QVERIFY(slot.name == "step" || tensor.shape == document.tensor(slot.weight).shape);
                QCOMPARE(tensor.role, TensorRole::Optimizer);
                QCOMPARE(document.tensor(slot.weight).role, TensorRole::Weight);
                std::string path = document.tensor_path(slot.tensor);
                path.erase(0, path.rfind('/') + 1);
                std::replace(path.begin(), path.end(), '.', '/');
                QVERIFY2(document.tensor_path(slot.weight).ends_with("/" + path), path.c_str());
            }
        }
        const OpenDocument adam = opened("checkpoint_adam.pt");
        QCOMPARE(adam.document->optimizer->iterations, std::optional<std::int64_t>(3));
        QVERIFY(!fixtures::finding(*adam.document, torch::rules::slot_order));
        const OpenDocument groups = opened("checkpoint_adamw_two_groups.pt");
        const Finding* const order = fixtures::finding(*groups.document, torch::rules::slot_order);
        QVERIFY(order);
        QCOMPARE(order->fact("how"), std::string_view("shapes"));
    }

    /// Nor does the one state of all parameters that LBFGS keeps.
    void an_optimizer_alone_pairs_with_nothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("alone") << "optimizer_alone.pt";
        QTest::newRow("LBFGS") << "checkpoint_lbfgs.pt";
    }

    void an_optimizer_alone_pairs_with_nothing()
    {
        QFETCH(QString, name);
        const OpenDocument file = opened(name);
        QVERIFY(!file.document->optimizer->slots.empty());
        for (const OptimizerSlot& slot : file.document->optimizer->slots)
            QCOMPARE(slot.weight, TensorId::none);
        QVERIFY(fixtures::finding(*file.document, torch::rules::unpaired_slots));
    }

    void modules_have_classes_and_settings()
    {
        const OpenDocument file = opened("module.pt");
        const Document& document = *file.document;
        QCOMPARE(document.identity.class_name, std::string("Sequential"));
        QCOMPARE(document.identity.parameters.trainable, std::optional<std::uint64_t>(51 - 24));
        QCOMPARE(document.identity.parameters.non_trainable, std::optional<std::uint64_t>(24));
        QCOMPARE(document.layers.size(), std::size_t{5});
        QCOMPARE(document.layers[0].class_name, std::string("Conv2d"));
        QCOMPARE(document.layers[4].name, std::string("head.1"));
        QVERIFY(!document.layers[4].trainable || document.layers[4].weights.size() == 2);
        QVERIFY(document.layers[0].config.repr().find("'kernel_size': (3, 3)") !=
                std::string::npos);
        const OpenDocument own = opened("own_module.pt");
        QVERIFY(own.document->custom_objects.size() >= 2);
    }

    void shared_weights_are_counted_once()
    {
        const OpenDocument file = opened("shared_weights.pt");
        const Finding* const shared =
            fixtures::finding(*file.document, torch::rules::shared_values);
        QVERIFY(shared);
        QCOMPARE(shared->fact("name"), std::string_view("head.weight"));
        QCOMPARE(shared->fact("other"), std::string_view("embed.weight"));
    }

    void bad_files_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("trust");
        QTest::addColumn<QString>("integrity");
        const auto row = [](const char* name, std::string_view rule, const char* trust,
                            const char* integrity) {
            QTest::newRow(name) << QString(name) + ".pt"
                                << QString::fromUtf8(rule.data(), qsizetype(rule.size())) << trust
                                << integrity;
        };
        namespace rules = torch::rules;
        row("storage_short", rules::storage_short, "trusted", "incomplete");
        row("storage_missing", rules::storage_missing, "trusted", "incomplete");
        row("path_key", rules::storage_missing, "trusted", "incomplete");
        row("view_past_the_end", rules::view_out_of_range, "trusted", "incomplete");
        row("huge_stride", rules::view_out_of_range, "trusted", "incomplete");
        row("huge_offset", rules::view_out_of_range, "trusted", "incomplete");
        row("huge_storage", rules::storage_short, "trusted", "incomplete");
        row("huge_shape", rules::broken_tensor, "trusted", "incomplete");
        row("negative_stride", rules::broken_tensor, "trusted", "incomplete");
        row("many_axes", rules::broken_tensor, "trusted", "incomplete");
        row("other_rank", rules::broken_tensor, "trusted", "incomplete");
        row("id_is_a_number", rules::bad_storage_id, "review", "incomplete");
        row("id_is_short", rules::bad_storage_id, "review", "incomplete");
        row("id_of_another_kind", rules::bad_storage_id, "review", "incomplete");
        row("two_types", rules::storage_conflict, "trusted", "ambiguous");
        row("calls_system", pickle::rules::dangerous_global, "dangerous", "complete");
        row("calls_through_type", pickle::rules::dangerous_global, "dangerous", "complete");
        row("unknown_global", pickle::rules::unlisted_global, "review", "complete");
        row("protocol_4", rules::weights_only, "trusted", "complete");
        row("byteorder_middle", rules::byte_order, "trusted", "ambiguous");
        row("hidden_pickle", rules::extra_pickle, "dangerous", "complete");
        row("second_object", rules::several_objects, "dangerous", "ambiguous");
        row("no_object", rules::no_object, "review", "incomplete");
        row("legacy_cut", rules::storages_truncated, "trusted", "incomplete");
        row("legacy_trailing", rules::trailing_bytes, "trusted", "ambiguous");
        row("legacy_count", rules::broken_record, "trusted", "incomplete");
        row("legacy_protocol", rules::broken_record, "trusted", "incomplete");
    }

    void bad_files()
    {
        QFETCH(QString, name);
        QFETCH(QString, rule);
        const OpenDocument file = opened("bad/" + name);
        const Document& document = *file.document;
        QVERIFY2(fixtures::finding(document, rule.toStdString()), canonical_text(document).c_str());
        QTEST(QString(trust_name(document.verdict.trust.value_or(Trust::Trusted))), "trust");
        QTEST(QString(integrity_name(document.verdict.integrity)), "integrity");
        fixtures::walk(file);
    }

    void a_view_that_repeats_without_end_is_not_read()
    {
        const OpenDocument file = opened("bad/huge_repeat.pt");
        const Tensor& tensor = only_tensor(file);
        QVERIFY(std::holds_alternative<MissingStorage>(tensor.storage));
        QVERIFY(!TensorReader::plan(tensor, file.sources));
    }

    /// torch writes no sizes into the headers of members: they are found by what follows them.
    void an_archive_that_ends_early_has_its_first_tensors()
    {
        const OpenDocument file = opened("bad/cut.pt");
        const Document& document = *file.document;
        QCOMPARE(document.tensors.size(), std::size_t{9});
        QCOMPARE(document.verdict.integrity, Integrity::Incomplete);
        const auto presence = [&](const char* path) {
            return presence_of(*fixtures::find_tensor(document, path));
        };
        QCOMPARE(presence("conv/weight"), Presence::Whole);
        QCOMPARE(presence("norm/running_var"), Presence::Whole);
        QCOMPARE(presence("head/1/bias"), Presence::Missing);
        QVERIFY(fixtures::finding(document, torch::rules::storages_truncated));
        fixtures::walk(file);
    }

    void of_a_file_that_ends_early_the_first_values_are_there()
    {
        const OpenDocument file = opened("bad/legacy_cut.pt");
        const Tensor& tensor = only_tensor(file);
        QCOMPARE(presence_of(tensor), Presence::Cut);
        QCOMPARE(std::get<DenseStorage>(tensor.storage).extent.length, std::uint64_t{8});
        const auto part = leading_part(tensor);
        QVERIFY(part);
        const auto items = fixtures::all_items(*part, file.sources);
        QVERIFY(items);
        QCOMPARE(fixtures::item_as<float>(items->data() + 4), 1.0);
    }
};

QTEST_GUILESS_MAIN(TestTorchFormat)
#include "tst_torch_format.moc"
