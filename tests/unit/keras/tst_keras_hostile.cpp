// SPDX-License-Identifier: GPL-3.0-or-later
// Configurations that no Keras writes: nothing crashes or hangs, and what is wrong is said.
#include "io/base/limits.h"
#include "io/keras/rules.h"
#include "io/keras/shape_rules.h"
#include "io/keras/summary_text.h"
#include "tests/unit/keras/keras_file.h"
#include "tests/unit/thorough.h"

using namespace strata;
using namespace strata::keras;
using namespace strata::keras::test;

namespace {

/// A Functional that calls one layer, in a wrapper, as often as told; `depth` of them in each other.
std::string wrapped_models(const char* wrapper, int depth, int calls)
{
    std::string layer = R"({"class_name":"Dense","name":"t","config":{"name":"t","units":2}})";
    for (int level = 0; level < depth; ++level) {
        std::string nodes;
        for (int call = 0; call < calls; ++call)
            nodes += std::string(call == 0 ? "" : ",") + R"([["i",0,0,{}]])";
        layer = R"({"class_name":"Functional","name":"m","config":{"name":"m","layers":[)"
                R"({"class_name":"InputLayer","name":"i","config":{"name":"i",)"
                R"("batch_input_shape":[null,2]},"inbound_nodes":[]},{"class_name":")" +
                std::string(wrapper) + R"(","name":"t","config":{"name":"t","layer":)" + layer +
                R"(},"inbound_nodes":[)" + nodes +
                R"(]}],"input_layers":[["i",0,0]],"output_layers":[["t",0,0]]}})";
    }
    return layer;
}

/// The Dense of above with one weight in the file.
File with_weight(Shape shape)
{
    File file(dense);
    const std::size_t weights = file.group(0, "model_weights");
    file.set(weights, "layer_names", names({"d"}));
    const std::size_t layer = file.group(weights, "d");
    file.set(layer, "weight_names", names({"kernel"}));
    file.dataset(layer, "kernel", std::move(shape));
    return file;
}

} // namespace

class TestKerasHostile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void brokenJsonKeepsWhatCameBefore()
    {
        const auto document = File(dense.substr(0, dense.size() - 9)).read();
        QVERIFY(has_finding(*document, rules::bad_configuration));
        QCOMPARE(document->verdict.integrity, Integrity::Incomplete);
        QVERIFY(document->layers.size() >= 1);
    }

    void wrongKinds_data()
    {
        QTest::addColumn<QByteArray>("config");
        for (const char* const config :
             {"", "null", "[]", "3", R"({"class_name":3,"config":4})",
              R"({"class_name":"Sequential","config":{"layers":7}})",
              R"({"class_name":"Functional","config":{"layers":[1,"a",null,[]],"input_layers":3}})",
              R"({"class_name":"Model","config":{"layers":[{"class_name":"Dense","config":[1],)"
              R"("inbound_nodes":{"a":[["x",0]]},"name":{}}]}})"})
            QTest::newRow(config) << QByteArray(config);
    }
    void wrongKinds()
    {
        QFETCH(QByteArray, config);
        const auto document = File(config.toStdString()).read();
        const auto summary = summarize(*document);
        QCOMPARE(summary.has_value(), !document->layers.empty());
        QVERIFY(!summary || !summary_text(*summary, {}).empty());
        if (!config.contains("\"class_name\":\"")) { // it is no model
            QVERIFY(has_finding(*document, rules::bad_configuration));
            QCOMPARE(document->verdict.integrity, Integrity::Incomplete);
            QVERIFY(document->verdict.trust == Trust::Review);
        }
    }

    void groupsThatAreListedAgainAreReadOnce()
    {
        File file(dense);
        const std::size_t weights = file.group(0, "model_weights");
        file.set(weights, "layer_names", names({"d", "d", "/d", "d"}));
        const std::size_t layer = file.group(weights, "d");
        file.set(layer, "weight_names", names({"kernel", "kernel"}));
        file.dataset(layer, "kernel", {3, 4});
        const auto document = file.read();
        QCOMPARE(document->layers.size(), std::size_t(2));
        QCOMPARE(document->layers[1].weights.size(), std::size_t(1));
        QCOMPARE(
            std::count_if(document->findings.begin(), document->findings.end(),
                          [](const Finding& each) { return each.rule == rules::repeated_names; }),
            2);
        QCOMPARE(document->verdict.integrity, Integrity::Incomplete);
    }

    void manyCustomObjectsShareABoundedHint()
    {
        std::string layers;
        constexpr std::size_t count = 2000;
        for (std::size_t i = 0; i < count; ++i)
            layers += std::string(i == 0 ? "" : ",") + "{'class_name':'Mine" + std::to_string(i) +
                      "','config':{'name':'l'}}";
        const auto document = File(sequential(layers)).read();
        QCOMPARE(document->custom_objects.size(), count);
        std::size_t bytes = 0;
        for (const CustomObject& object : document->custom_objects)
            bytes += object.load_hint.size();
        QVERIFY(document->custom_objects.front().load_hint.ends_with(", ...})"));
        QVERIFY(bytes < limits::findings_a_rule * (limits::load_hint_bytes + 100));
    }

    /// Deeper than any column is wide, in every manner of summary().
    void deepModelsHaveASummary_data()
    {
        QTest::addColumn<QString>("version");
        for (const char* const version : {"2.3.1", "2.10.0", "2.15.0", "3.15.1"})
            QTest::newRow(version) << QString::fromLatin1(version);
    }
    void deepModelsHaveASummary()
    {
        QFETCH(QString, version);
        std::string config = "{'class_name':'Dense','config':{'name':'d','units':2,"
                             "'batch_input_shape':[null,2]}}";
        for (int level = 0; level < 62; ++level)
            config = sequential(config);
        const auto document = File(config, version.toLatin1().constData()).read();
        const auto summary = summarize(*document);
        for (const SummaryStyle style : {SummaryStyle::Keras2, SummaryStyle::Keras3}) {
            const std::string text = summary_text(*summary, {style, 80, true, true});
            const bool nested = style == SummaryStyle::Keras3 || version != u"2.3.1";
            QVERIFY(std::count(text.begin(), text.end(), '\n') > (nested ? 62 : 4));
        }
    }

    void deepModelsEnd()
    {
        std::string config = R"({"class_name":"Sequential","config":{"name":"m","layers":[)";
        std::string end = "]}}";
        std::string whole;
        for (int level = 0; level < 120; ++level)
            whole += config;
        for (int level = 0; level < 120; ++level)
            whole += end;
        const auto document = File(whole).read();
        QVERIFY(!document->layers.empty());
    }

    void modelsThatDoubleEnd()
    {
        // Each model calls the one inside twice: 2^40 calls, if one were to follow them all.
        std::string config = R"({"class_name":"Dense","name":"m","config":{"name":"m","units":2},)"
                             R"("inbound_nodes":[[["i",0,0,{}]],[["m",0,0,{}]]]})";
        for (int level = 0; level < 40; ++level)
            config = R"({"class_name":"Functional","name":"m","config":{"name":"m","layers":[)"
                     R"({"class_name":"InputLayer","name":"i","config":{"name":"i",)"
                     R"("batch_input_shape":[null,2]},"inbound_nodes":[]},)" +
                     config +
                     R"(],"input_layers":[["i",0,0]],"output_layers":[["m",1,0]]},)"
                     R"("inbound_nodes":[[["i",0,0,{}]],[["m",1,0,{}]]]})";
        const auto document = File(config, "2.15.0").read();
        QCOMPARE(document->layers.size(), std::size_t(80));
    }

    /// The same inside a wrapper, which has its model followed anew: 20^6 and 3^20 calls.
    void wrappedModelsThatDoubleEnd()
    {
        const std::array wrappers = {"SpectralNormalization", "TimeDistributed"};
        for (int i = 0; i < strata::test::repetitions(2); ++i) {
            for (const auto& [depth, calls] : {std::pair{6, 20}, std::pair{20, 3}}) {
                const auto document =
                    File(wrapped_models(wrappers[i], depth, calls), "2.15.0").read();
                QCOMPARE(document->layers.size(), std::size_t(2));
            }
        }
    }

    void aCancelledJobIsFollowedNoFurther()
    {
        const JobContext job(std::make_shared<std::atomic<bool>>(true), {});
        ShapeBudget budget(job);
        QVERIFY(!budget.take(LayerConfig()));
        ShapeBudget open;
        QVERIFY(open.take(LayerConfig()));
    }

    /// Each output is followed once, however long the way to what says its dtype.
    void longChainsGiveTheirDtype()
    {
        constexpr int length = 1500;
        const std::string input = "'batch_input_shape':[null,2],'dtype':'float16'},";
        std::string config = "{'class_name':'Functional','config':{'name':'f','layers':["
                             "{'class_name':'InputLayer','name':'l0','config':{'name':'l0'," +
                             input + "'inbound_nodes':[]}";
        for (int i = 1; i < length; ++i)
            config += ",{'class_name':'ReLU','name':'l" + std::to_string(i) +
                      "','config':{},'inbound_nodes':[[['l" + std::to_string(i - 1) +
                      "',0,0,{}]]]}";
        config += "],'input_layers':[['l0',0,0]],'output_layers':[";
        for (int i = 0; i < length; ++i)
            config +=
                std::string(i == 0 ? "" : ",") + "['l" + std::to_string(length - 1 - i) + "',0,0]";
        const auto document = File(json(config + "]}}"), "2.15.0").read();
        const auto& outputs = document->identity.outputs;
        QCOMPARE(outputs.size(), std::size_t(length));
        QVERIFY(std::all_of(outputs.begin(), outputs.end(),
                            [](const Port& port) { return port.dtype == "float16"; }));
    }

    void metadataIsOfTheRootAlone()
    {
        File file(dense);
        file.set(file.group(0, "@x"), "inside", Value::integer(1));
        file.set(0, "a~1b", Value::integer(1));
        const auto document = file.read();
        QVERIFY(!document->model.find("metadata/x@inside"));
        QVERIFY(document->model.find("metadata/" + escape_path_part("a~1b")));
        QVERIFY(!document->model.find("metadata/" + escape_path_part("a/b")));
    }

    void totalsStayAtTheLargestNumber()
    {
        Summary summary;
        summary.trainable = {~0ULL, ~0ULL};
        summary.non_trainable = {2, 2};
        summary.optimizer = SummaryTotal{3, 3};
        QVERIFY(summary.total().parameters == ~0ULL && summary.total().bytes == ~0ULL);
        for (const SummaryStyle style : {SummaryStyle::Keras2, SummaryStyle::Keras3}) {
            const std::string text = summary_text(summary, {style, 80, false, false});
            QVERIFY(text.find("Total params: 18") != std::string::npos);
        }
    }

    void cyclesStayUnknown()
    {
        const auto document = File(R"({"class_name":"Functional","config":{"name":"f","layers":[)"
                                   R"({"class_name":"Dense","name":"a","config":{"units":2},)"
                                   R"("inbound_nodes":[[["b",0,0,{}]]]},)"
                                   R"({"class_name":"Dense","name":"b","config":{"units":2},)"
                                   R"("inbound_nodes":[[["a",0,0,{}]]]}],)"
                                   R"("input_layers":[["a",0,0]],"output_layers":[["b",0,0]]}})",
                                   "2.15.0")
                                  .read();
        QCOMPARE(document->layers.size(), std::size_t(2));
        QVERIFY(document->layers[0].output_shapes.empty());
        QVERIFY(document->layers[1].output_shapes.empty());
    }

    void hugeNumbersAreUnknown()
    {
        const auto document =
            File(R"({"class_name":"Sequential","config":{"name":"s","layers":[)"
                 R"({"class_name":"InputLayer","config":{"batch_shape":[null,2147483647,)"
                 R"(2147483647]}},{"class_name":"Flatten","config":{"name":"f"}},)"
                 R"({"class_name":"Dense","config":{"units":9223372036854775807}}]}})")
                .read();
        QVERIFY(document->layers[1].output_shapes.empty());
        QVERIFY(document->layers[2].output_shapes.empty());
        QVERIFY(!document->layers[2].parameters);
    }

    void namesWithSlashesStayOnePart()
    {
        const auto document = File(R"({"class_name":"Sequential","config":{"name":"a/b","layers":[)"
                                   R"({"class_name":"ReLU","config":{"name":"x/y"}},)"
                                   R"({"class_name":"ReLU","config":{"name":"x/y"}}]}})")
                                  .read();
        QVERIFY(document->model.find("layers/x~1y"));
        QVERIFY(document->model.find("layers/x~1y#2"));
    }

    void weightsAreHeldAgainstTheConfiguration()
    {
        const auto right = with_weight({3, 4}).read();
        QVERIFY(right->find_tensor("layers/d/kernel"));
        QCOMPARE(right->verdict.integrity, Integrity::Complete);
        const auto other = with_weight({4, 3}).read();
        QVERIFY(has_finding(*other, rules::weight_shape));
        QCOMPARE(other->verdict.integrity, Integrity::Incomplete);
        QVERIFY(has_finding(*File(dense).read(), rules::missing_weights));
        File absent(dense);
        absent.set(absent.group(0, "model_weights"), "layer_names", names({"d"}));
        QVERIFY(has_finding(*absent.read(), rules::missing_group));
    }
};

QTEST_APPLESS_MAIN(TestKerasHostile)
#include "tst_keras_hostile.moc"
