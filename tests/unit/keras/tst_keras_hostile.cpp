// SPDX-License-Identifier: GPL-3.0-or-later
// Configurations that no Keras writes: nothing crashes or hangs, and what is wrong is said.
#define QT_NO_KEYWORDS // a member of the optimizer is called slots
#include "io/base/limits.h"
#include "io/keras/rules.h"
#include "io/keras/shape_rules.h"
#include "io/keras/summary_text.h"
#include "tests/unit/keras/keras_test.h"

using namespace strata;
using namespace strata::keras;

namespace {

hdf5::Attribute attribute(const char* name, Value value)
{
    hdf5::Attribute made;
    made.name = name;
    made.value = std::move(value);
    return made;
}

Value names(std::initializer_list<const char*> texts)
{
    std::vector<Value> items;
    for (const char* const text : texts)
        items.push_back(Value::text(text));
    return Value::sequence(Value::Kind::List, std::move(items));
}

/// A file in the making.
class File {
public:
    explicit File(std::string config, const char* version = "3.15.1")
        : File(Value::text(std::move(config)), version)
    {
    }
    explicit File(Value config, const char* version = "3.15.1")
    {
        m_index.objects.emplace_back().kind = hdf5::ObjectKind::Group;
        root().attributes.push_back(attribute("keras_version", Value::text(version)));
        root().attributes.push_back(attribute("model_config", std::move(config)));
    }

    std::size_t group(std::size_t parent, const char* name)
    {
        m_index.objects.emplace_back().kind = hdf5::ObjectKind::Group;
        return link(parent, name);
    }
    void dataset(std::size_t parent, const char* name, Shape shape)
    {
        hdf5::Object& object = m_index.objects.emplace_back();
        object.kind = hdf5::ObjectKind::Dataset;
        hdf5::Dataset& made = object.dataset.emplace();
        made.type.dtype = DType::of(ScalarType::Float32);
        made.has_shape = true;
        made.shape = std::move(shape);
        made.layout = hdf5::Layout::Contiguous;
        link(parent, name);
    }
    void set(std::size_t object, const char* name, Value value)
    {
        m_index.objects[object].attributes.push_back(attribute(name, std::move(value)));
    }
    hdf5::Object& root() { return m_index.objects.front(); }

    [[nodiscard]] std::shared_ptr<const Document> read() const
    {
        return test::read(make_memory_source({}), m_index);
    }

private:
    std::size_t link(std::size_t parent, const char* name)
    {
        hdf5::Link made;
        made.parent = parent;
        made.name = name;
        made.target = m_index.objects.size() - 1;
        m_index.objects[parent].links.push_back(m_index.links.size());
        m_index.links.push_back(made);
        return made.target;
    }

    hdf5::Index m_index;
};

bool has_finding(const Document& document, std::string_view rule)
{
    return std::any_of(document.findings.begin(), document.findings.end(),
                       [&](const Finding& finding) { return finding.rule == rule; });
}

const std::string dense =
    R"({"class_name":"Sequential","config":{"name":"s","layers":[)"
    R"({"class_name":"InputLayer","config":{"name":"in","batch_shape":[null,3]}},)"
    R"({"class_name":"Dense","config":{"name":"d","units":4,"use_bias":false}}]}})";

/// JSON with its quotes written as single ones: moc loses count of the braces in raw strings.
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// A Sequential of these layers, in JSON as json() takes it.
std::string sequential(const std::string& layers)
{
    return json("{'class_name':'Sequential','config':{'name':'s','layers':[" + layers + "]}}");
}

/// A Dense with this initializer.
std::shared_ptr<const Document> with_initializer(const std::string& initializer)
{
    return File(sequential("{'class_name':'Dense','config':{'name':'d','units':1,"
                           "'kernel_initializer':" +
                           initializer + "}}"))
        .read();
}

std::string function_of(const char* module, const char* name)
{
    return std::string(R"({"class_name":"function","module":")") + module + R"(","config":")" +
           name + R"(","registered_name":")" + name + R"("})";
}

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
        QVERIFY(summary);
        QVERIFY(!summary_text(*summary, {}).empty());
        if (!config.contains("\"class_name\":\"")) { // it is no model
            QVERIFY(has_finding(*document, rules::bad_configuration));
            QCOMPARE(document->verdict.integrity, Integrity::Incomplete);
            QVERIFY(document->verdict.trust == Trust::Review);
        }
    }

    void configurationThatIsNoText()
    {
        const auto document =
            File(Value::sequence(Value::Kind::List, {Value::integer(1), Value::integer(2)})).read();
        QVERIFY(has_finding(*document, rules::bad_configuration));
        QCOMPARE(document->verdict.integrity, Integrity::Incomplete);
        QVERIFY(document->verdict.trust == Trust::Review);
        File training(dense);
        training.set(0, "training_config", Value::integer(1));
        QVERIFY(training.read()->verdict.trust == Trust::Review);
    }

    /// What a Value leaves out of a long list is not trusted unseen.
    void whatIsLeftOutIsNotTrusted()
    {
        std::string layers;
        for (std::size_t i = 0; i < limits::value_items; ++i)
            layers += "{'class_name':'ReLU','config':{}},";
        layers += "{'class_name':'Lambda','config':{'name':'evil','function':['4w=',null]}}";
        std::string keys;
        for (std::size_t i = 0; i < limits::value_items; ++i)
            keys += "'j" + std::to_string(i) + "':0,";
        const std::string many_keys =
            sequential("{'class_name':'Dense','config':{" + keys +
                       "'initializer':{'module':'os','class_name':'system','config':{}}}}");
        for (const std::string& config : {sequential(layers), many_keys}) {
            const auto document = File(config).read();
            QVERIFY(has_finding(*document, rules::bad_configuration));
            QCOMPARE(document->verdict.integrity, Integrity::Incomplete);
            QVERIFY(document->verdict.trust == Trust::Review);
        }
        // A long vocabulary holds nothing that could run.
        std::string words = "0";
        for (std::size_t i = 0; i < limits::value_items; ++i)
            words += ",1";
        const auto lookup = File(sequential("{'class_name':'IntegerLookup','config':{'name':'l',"
                                            "'vocabulary':[" +
                                            words + "]}}"))
                                .read();
        QVERIFY(lookup->verdict.trust == Trust::Trusted);
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
        for (const char* const wrapper : {"SpectralNormalization", "TimeDistributed"}) {
            for (const auto& [depth, calls] : {std::pair{6, 20}, std::pair{20, 3}}) {
                const auto document = File(wrapped_models(wrapper, depth, calls), "2.15.0").read();
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

    void foreignModulesAndLoadersAreSeenAnywhere()
    {
        const auto plain = with_initializer("{'module':'keras.initializers','class_name':'Zeros'}");
        QVERIFY(plain->verdict.trust == Trust::Trusted);
        const auto foreign = with_initializer("{'module':'os','class_name':'system','config':{}}");
        QVERIFY(foreign->verdict.trust == Trust::Review);
        QVERIFY(has_finding(*foreign, rules::foreign_module));
        const auto loader = with_initializer("{'module':'keras.utils','class_name':'function',"
                                             "'config':'get_file','registered_name':'get_file'}");
        QVERIFY(loader->verdict.trust == Trust::Dangerous);
        // The same function by another of its modules, and one that is found by no public name.
        for (const char* const module :
             {"keras.src.utils.file_utils", "keras._tf_keras.keras.utils", "keras", "builtins"})
            QVERIFY(with_initializer(function_of(module, "get_file"))->verdict.trust ==
                    Trust::Dangerous);
        QVERIFY(with_initializer(function_of("keras", "utils.get_file"))->verdict.trust ==
                Trust::Dangerous);
        for (const char* const module : {"keras.src.utils.file_utils", "keras.callbacks",
                                         "keras.src.trainers.trainer", "keras.applications"}) {
            const auto unusual = with_initializer(function_of(module, "something"));
            QVERIFY(unusual->verdict.trust == Trust::Review);
            QVERIFY(has_finding(*unusual, rules::unusual_module));
        }
        QVERIFY(with_initializer(function_of("builtins", "eval"))->verdict.trust == Trust::Review);
        for (const char* const module : {"keras.src.initializers.random_initializers", "builtins",
                                         "keras.optimizers.schedules", "keras_nlp.layers",
                                         "keras.src.legacy.losses", "tf_keras.src.engine.input"})
            QVERIFY(with_initializer(function_of(module, "glorot"))->verdict.trust ==
                    Trust::Trusted);
        // A name may hold a part of its module.
        const auto hidden = with_initializer("{'module':'keras','class_name':'layers.Lambda',"
                                             "'config':{'name':'l','function':['4w=',null]}}");
        QVERIFY(hidden->verdict.trust == Trust::Dangerous);
        const auto lambda =
            with_initializer("{'class_name':'__lambda__','config':{'code':'4wE='}}");
        QVERIFY(lambda->verdict.trust == Trust::Dangerous);
    }
};

QTEST_APPLESS_MAIN(TestKerasHostile)
#include "tst_keras_hostile.moc"
