// SPDX-License-Identifier: GPL-3.0-or-later
// Configurations that no Keras writes: nothing crashes or hangs, and what is wrong is said.
#define QT_NO_KEYWORDS // a member of the optimizer is called slots
#include "io/keras/rules.h"
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
    {
        m_index.objects.emplace_back().kind = hdf5::ObjectKind::Group;
        root().attributes.push_back(attribute("keras_version", Value::text(version)));
        root().attributes.push_back(attribute("model_config", Value::text(std::move(config))));
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
        const auto with = [](const char* initializer) {
            return File(R"({"class_name":"Sequential","config":{"name":"s","layers":[)"
                        R"({"class_name":"Dense","config":{"name":"d","units":1,)"
                        R"("kernel_initializer":)" +
                        std::string(initializer) + "}}]}}")
                .read();
        };
        const auto plain = with(R"({"module":"keras.initializers","class_name":"Zeros"})");
        QVERIFY(plain->verdict.trust == Trust::Trusted);
        const auto foreign = with(R"({"module":"os","class_name":"system","config":{}})");
        QVERIFY(foreign->verdict.trust == Trust::Review);
        QVERIFY(has_finding(*foreign, rules::foreign_module));
        const auto loader = with(R"({"module":"keras.utils","class_name":"function",)"
                                 R"("config":"get_file","registered_name":"get_file"})");
        QVERIFY(loader->verdict.trust == Trust::Dangerous);
        const auto lambda = with(R"({"class_name":"__lambda__","config":{"code":"4wE="}})");
        QVERIFY(lambda->verdict.trust == Trust::Dangerous);
    }
};

QTEST_APPLESS_MAIN(TestKerasHostile)
#include "tst_keras_hostile.moc"
