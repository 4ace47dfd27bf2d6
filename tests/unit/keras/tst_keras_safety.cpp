// SPDX-License-Identifier: GPL-3.0-or-later
// What a configuration would make a loader do is said, by whatever name it says it.
#include "io/base/limits.h"
#include "io/keras/rules.h"
#include "tests/unit/keras/keras_file.h"

using namespace strata;
using namespace strata::keras;
using namespace strata::keras::test;

namespace {

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

} // namespace

class TestKerasSafety : public QObject {
    Q_OBJECT
private Q_SLOTS:
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

QTEST_APPLESS_MAIN(TestKerasSafety)
#include "tst_keras_safety.moc"
