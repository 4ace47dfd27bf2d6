// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the documents of pickles against what Python reads in them (FIXTURE.expected.json).
#include "io/formats/file_rules.h"
#include "io/formats/format.h"
#include "io/sklearn/rules.h"

#include "fixtures.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace strata;

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::shared_ptr<const Document> open(const QString& name)
{
    const auto opened = open_document(fixtures::path(name).toStdString());
    if (!opened) {
        qWarning("%s: %s %s", qPrintable(name), error_code_name(opened.error().code),
                 opened.error().detail.c_str());
        return nullptr;
    }
    return opened->document;
}

const Finding* find(const Document& document, std::string_view rule)
{
    for (const Finding& finding : document.findings) {
        if (finding.rule == rule)
            return &finding;
    }
    return nullptr;
}

/// A value as the expectations write it.
QJsonValue json_of(const Document& document, const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::None:
        return QJsonValue::Null;
    case Value::Kind::Bool:
        return value.as_bool();
    case Value::Kind::Int:
        return static_cast<qint64>(value.as_integer());
    case Value::Kind::Float:
        return value.as_real();
    case Value::Kind::Text:
        return text(value.as_text());
    case Value::Kind::Opaque:
        return QJsonObject{{QStringLiteral("object"), text(value.as_text())}};
    case Value::Kind::List:
    case Value::Kind::Tuple: {
        QJsonArray items;
        for (const Value& item : value.items())
            items.append(json_of(document, item));
        return items;
    }
    case Value::Kind::TensorRef:
        return QJsonObject{
            {QStringLiteral("tensor"), text(document.tensor_path(value.as_tensor()))}};
    default:
        return text(value.repr());
    }
}

/// Whether an attribute is what the expectation says. Arrays of objects are told by their items,
/// arrays in lists by their class only.
bool same_attribute(const Document& document, const Value& value, const QJsonValue& expected)
{
    if (value.kind() == Value::Kind::List && expected.isArray()) {
        const QJsonArray items = expected.toArray();
        if (items.size() != static_cast<qsizetype>(value.items().size()))
            return false;
        for (qsizetype i = 0; i < items.size(); ++i) {
            const Value& item = value.items()[static_cast<std::size_t>(i)];
            if (!same_attribute(document, item, items[i]))
                return false;
        }
        return true;
    }
    const QJsonObject object = expected.toObject();
    if (value.kind() != Value::Kind::TensorRef)
        return json_of(document, value) == expected;
    if (object.contains(QStringLiteral("objects"))) {
        const Tensor& tensor = document.tensor(value.as_tensor());
        const auto* const items = std::get_if<ListedStorage>(&tensor.storage);
        return items && json_of(document, Value::sequence(Value::Kind::List, *items->items)) ==
                            object.value(QStringLiteral("objects"));
    }
    if (object.contains(QStringLiteral("object")))
        return object.value(QStringLiteral("object")) == QStringLiteral("numpy.ndarray");
    return text(document.tensor_path(value.as_tensor())) ==
           object.value(QStringLiteral("tensor")).toString();
}

void compare_named(const Document& document, const NamedValues& values, const QJsonObject& expected)
{
    QStringList names;
    for (const auto& [name, value] : values) {
        names.append(text(name));
        QVERIFY2(same_attribute(document, value, expected.value(text(name))),
                 (name + " = " + value.repr()).c_str());
    }
    names.sort();
    QCOMPARE(names, expected.keys());
}

void compare_trees(const Estimator& estimator, const QJsonArray& expected)
{
    QCOMPARE(static_cast<qsizetype>(estimator.trees.size()), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const DecisionTree& tree = estimator.trees[static_cast<std::size_t>(i)];
        const QJsonObject told = expected[i].toObject();
        QCOMPARE(static_cast<int>(tree.node_count), told[QStringLiteral("nodes")].toInt());
        QCOMPARE(static_cast<int>(tree.leaves), told[QStringLiteral("leaves")].toInt());
        QVERIFY(tree.depth);
        QCOMPARE(static_cast<int>(*tree.depth), told[QStringLiteral("depth")].toInt());
        QVERIFY(tree.nodes != TensorId::none);
        QVERIFY(tree.values != TensorId::none);
    }
}

} // namespace

class TestPickleFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expectations_data()
    {
        QTest::addColumn<QString>("fixture");
        for (const char* const family : {"joblib", "pickle", "sklearn"}) {
            for (const QString& name : fixtures::all_of(QString::fromLatin1(family)))
                QTest::newRow(qPrintable(name)) << name;
        }
    }

    void expectations()
    {
        QFETCH(QString, fixture);
        const QJsonObject expected = fixtures::expected(fixture);
        if (expected.isEmpty())
            QSKIP("nothing is known of it");
        const auto document = open(fixture);
        QVERIFY(document);
        compare_verdict(*document, expected[QStringLiteral("verdict")].toObject());
        compare_tensors(*document, expected[QStringLiteral("tensors")].toArray());
        const QJsonValue estimator = expected[QStringLiteral("estimator")];
        if (estimator.isObject())
            compare_estimator(*document, estimator.toObject());
        if (expected.contains(QStringLiteral("compression")))
            QCOMPARE(text(document->format.compression),
                     expected[QStringLiteral("compression")].toString());
    }

    /// Each hostile file gets the verdict that its manifest calls right, or one of the errors.
    void hostile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("told");
        const QJsonObject manifest = fixtures::json(QStringLiteral("hostile/manifest.json"));
        QVERIFY(!manifest.isEmpty());
        for (auto row = manifest.begin(); row != manifest.end(); ++row)
            QTest::newRow(qPrintable(row.key())) << row.key() << row.value().toObject();
    }

    void hostile()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, told);
        const auto opened =
            open_document(fixtures::path(QStringLiteral("hostile/") + name).toStdString());
        if (!opened) {
            const QString code = QLatin1String(error_code_name(opened.error().code));
            QVERIFY2(told[QStringLiteral("error")].toArray().contains(code), qPrintable(code));
            return;
        }
        const Verdict& verdict = opened->document->verdict;
        const QString trust = verdict.trust ? QLatin1String(trust_name(*verdict.trust)) : QString();
        const QString integrity = QLatin1String(integrity_name(verdict.integrity));
        if (told[QStringLiteral("trust")].isString())
            QCOMPARE(trust, told[QStringLiteral("trust")].toString());
        if (told[QStringLiteral("trust_at_least")].toString() == QStringLiteral("review"))
            QVERIFY2(trust != QStringLiteral("trusted"), qPrintable(trust));
        const QJsonValue right = told[QStringLiteral("integrity")];
        QVERIFY2(right.isArray() ? right.toArray().contains(integrity) : right == integrity,
                 qPrintable(integrity));
        if (told[QStringLiteral("format")].isString())
            QCOMPARE(text(opened->document->format.id), told[QStringLiteral("format")].toString());
    }

    void linear_regression()
    {
        for (const char* const generation : {"1.1", "1.9"}) {
            const auto document = open(QStringLiteral("sklearn/") + QLatin1String(generation) +
                                       QStringLiteral("/linear_regression_model.pkl"));
            QVERIFY(document);
            QCOMPARE(text(document->format.id), QStringLiteral("joblib"));
            QCOMPARE(text(document->format.framework), QStringLiteral("scikit-learn"));
            QVERIFY(document->format.version.starts_with(generation));
            QCOMPARE(text(document->identity.class_name), QStringLiteral("LinearRegression"));
            QCOMPARE(document->identity.parameters.total, std::optional<std::uint64_t>(2));
            const auto weight = document->find_tensor("estimator/coef_");
            QVERIFY(weight);
            QCOMPARE(document->tensor(*weight).role, TensorRole::Weight);
            QCOMPARE(text(document->tensor_file_path(*weight)), QStringLiteral("object/coef_"));
            QCOMPARE(document->find_tensor("object/coef_"), weight);
        }
    }

    void counterparts_lead_there_and_back()
    {
        const auto document = open(QStringLiteral("sklearn/1.9/random_forest_model.pkl"));
        QVERIFY(document);
        const auto tree = document->model.find("estimator/estimators_/6/tree_/values");
        QVERIFY(tree);
        const NodeId file = document->model.node(*tree).counterpart;
        QVERIFY(file != NodeId::none);
        QCOMPARE(text(document->file.path(file)),
                 QStringLiteral("object/estimators_/6/tree_/values"));
        QCOMPARE(document->file.node(file).counterpart, *tree);
        const auto parameter = document->model.find("estimator/parameters/n_estimators");
        QVERIFY(parameter);
        QCOMPARE(text(document->file.path(document->model.node(*parameter).counterpart)),
                 QStringLiteral("object/n_estimators"));
    }

    void forest_rows()
    {
        const auto document = open(QStringLiteral("sklearn/1.9/forest_wine.joblib"));
        QVERIFY(document);
        const Tree& model = document->model;
        const auto list = model.find("estimator/estimators_");
        QVERIFY(list);
        QCOMPARE(text(model.detail(*list)), QStringLiteral("4 trees"));
        const NodeId first = model.child(*list, 0);
        QCOMPARE(text(model.name(first)), QStringLiteral("tree 0"));
        QCOMPARE(model.node(first).kind, NodeKind::Tree);
        QCOMPARE(document->estimators.front().trees.front().node, first);
        QCOMPARE(text(model.detail(first)), QStringLiteral("17 nodes, depth 4"));
        QVERIFY(document->findings.empty());
    }

    void old_nodes_are_reported()
    {
        const auto document = open(QStringLiteral("sklearn/1.1/forest_wine.joblib"));
        QVERIFY(document);
        const Finding* const finding = find(*document, sklearn::rules::tree_node_dtype);
        QVERIFY(finding);
        QCOMPARE(text(finding->fact("trees")), QStringLiteral("4"));
        QCOMPARE(text(finding->fact("version")), QStringLiteral("1.1.3"));
        QCOMPARE(text(document->model.path(finding->model_node)),
                 QStringLiteral("estimator/estimators_/0"));
    }

    void pipeline_steps()
    {
        const auto document = open(QStringLiteral("sklearn/1.9/pipeline.joblib"));
        QVERIFY(document);
        QCOMPARE(text(document->identity.class_name), QStringLiteral("Pipeline"));
        const Estimator& pipeline = document->estimators.front();
        QCOMPARE(pipeline.steps.size(), std::size_t(2));
        QCOMPARE(text(pipeline.steps[0].name), QStringLiteral("scale"));
        QVERIFY(!pipeline.steps[0].passes && !pipeline.steps[1].passes);
        const Estimator& model = document->estimators[index(pipeline.steps[1].estimator)];
        QCOMPARE(text(model.name), QStringLiteral("LinearRegression"));
        const auto weight = document->find_tensor("estimator/steps/model/coef_");
        QVERIFY(weight);
        QCOMPARE(text(document->tensor_file_path(*weight)),
                 QStringLiteral("object/steps/1/1/coef_"));
    }

    void own_class_is_custom()
    {
        const auto document = open(QStringLiteral("sklearn/1.9/own_class.joblib"));
        QVERIFY(document);
        QVERIFY(document->model.empty());
        QCOMPARE(document->custom_objects.size(), std::size_t(1));
        const CustomObject& custom = document->custom_objects.front();
        QCOMPARE(text(custom.name), QStringLiteral("Basket"));
        QCOMPARE(text(custom.kind), QStringLiteral("class"));
        QCOMPARE(text(custom.load_hint), QStringLiteral("from shop.models import Basket"));
        QCOMPARE(custom.used_by, std::vector<std::string>{"object"});
        const auto row = document->file.find("object");
        QVERIFY(row && document->file.node(*row).custom);
    }

    void cycles_end()
    {
        const auto document = open(QStringLiteral("pickle/recursive_list.p4.pkl"));
        QVERIFY(document);
        const auto row = document->file.find("object/1");
        QVERIFY(row);
        QCOMPARE(text(document->file.detail(*row)), QStringLiteral("see object"));
    }

    void shared_array_is_one_tensor()
    {
        const auto document = open(QStringLiteral("pickle/same_array_twice.p4.pkl"));
        QVERIFY(document);
        QCOMPARE(document->tensors.size(), std::size_t(1));
        QCOMPARE(document->find_tensor("object/0"), document->find_tensor("object/1"));
    }

    void damaged_compression_shows_what_is_there()
    {
        QFile file(fixtures::path(QStringLiteral("joblib/1.6/linear_zlib.joblib")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        QTemporaryDir folder;
        const auto written = [&](const QByteArray& bytes) {
            QFile out(folder.filePath(QStringLiteral("a.joblib")));
            if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
                qFatal("cannot write");
            out.close();
            return open_document(out.fileName().toStdString());
        };
        const auto cut = written(whole.first(whole.size() - 30));
        QVERIFY(cut);
        QVERIFY(find(*cut->document, rules::compression_damaged));
        QCOMPARE(cut->document->verdict.integrity, Integrity::Incomplete);
        const auto longer = written(whole + "more");
        QVERIFY(longer);
        const Finding* const trailing = find(*longer->document, rules::compression_trailing_data);
        QVERIFY(trailing);
        QCOMPARE(text(trailing->fact("bytes")), QStringLiteral("4"));
    }

    /// A pickle under gzip without arrays may be anybody's; only a name tells that it is joblib's.
    void compressed_pickles_are_not_all_of_joblib()
    {
        const QByteArray bytes = QByteArray::fromHex( // gzip.compress(pickle.dumps({'a': 1}, 2))
            "1f8b08000000000002036b60aa2d648860646060482c64f4662cd60300e334c4c711000000");
        QTemporaryDir folder;
        for (const char* name : {"pickle.pkl.gz", "joblib.joblib"}) {
            QFile out(folder.filePath(QLatin1String(name)));
            QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size());
            out.close();
            const auto opened = open_document(out.fileName().toStdString());
            QVERIFY(opened);
            const QString id = text(opened->document->format.id);
            QVERIFY2(QLatin1String(name).startsWith(id), name);
            QCOMPARE(text(opened->document->format.compression), QStringLiteral("gzip"));
            QVERIFY(opened->document->findings.empty());
        }
    }

    /// The cause comes before what follows from it.
    /// The first letters of a program or of prose are opcodes, too, with names no module has.
    void programs_and_prose_are_no_pickles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("Python") << QByteArray("import os\nprint(\"hello\")\n");
        QTest::newRow("shell") << QByteArray("(cd x; ls)\nif [ -f y ]\nthen echo\nfi\n");
        QTest::newRow("prose") << QByteArray("it is so.\nis it?\nyes, it is.\n");
    }
    void programs_and_prose_are_no_pickles()
    {
        QFETCH(QByteArray, text);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("hello.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const auto opened = open_document(path.toStdString());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::UnknownContent);
    }

    void what_ends_early_is_said_first()
    {
        QFile file(fixtures::path(QStringLiteral("sklearn/1.9/random_forest_model.pkl")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTemporaryDir folder;
        QFile out(folder.filePath(QStringLiteral("cut.pkl")));
        const QByteArray half = file.read(file.size() / 2);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(half) == half.size());
        out.close();
        const auto opened = open_document(out.fileName().toStdString());
        QVERIFY(opened);
        QCOMPARE(text(opened->document->findings.front().rule),
                 QStringLiteral("joblib-array-truncated"));
    }

    /// coef_ after sparsify(): an object, not a number.
    void aSparseMatrixIsNotOneParameter()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("sparse.pkl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto name = [](const char* each) {
            const QByteArray word(each);
            return QByteArray("U") + static_cast<char>(word.size()) + word;
        };
        file.write(QByteArray("\x80\x02") +
                   "csklearn.linear_model._base\nLinearRegression\n)\x81}(" + name("coef_") +
                   "cscipy.sparse._csr\ncsr_matrix\n)\x81}" + name("_shape") + "K\x01K\x04\x86sb" +
                   name("intercept_") + QByteArray("G\0\0\0\0\0\0\0\0", 9) +
                   name("_sklearn_version") + name("1.9.1") + "ub.");
        file.close();
        const auto opened = open_document(path.toStdString());
        QVERIFY(opened);
        QCOMPARE(opened->document->identity.class_name, std::string("LinearRegression"));
        QVERIFY(!opened->document->identity.parameters.total);
    }

private:
    static void compare_verdict(const Document& document, const QJsonObject& expected)
    {
        QVERIFY(document.verdict.trust);
        QCOMPARE(QLatin1String(trust_name(*document.verdict.trust)),
                 expected[QStringLiteral("trust")].toString());
        QCOMPARE(QLatin1String(integrity_name(document.verdict.integrity)),
                 expected[QStringLiteral("integrity")].toString());
    }

    static void compare_tensors(const Document& document, const QJsonArray& expected)
    {
        for (const QJsonValue& item : expected) {
            const QJsonObject told = item.toObject();
            const QString path = told[QStringLiteral("path")].toString();
            const auto id = document.find_tensor(path.toStdString());
            QVERIFY2(id, qPrintable(path));
            const Tensor& tensor = document.tensor(*id);
            QCOMPARE(text(tensor.dtype.name()), told[QStringLiteral("dtype")].toString());
            QJsonArray shape;
            for (const std::uint64_t size : tensor.shape)
                shape.append(static_cast<qint64>(size));
            QCOMPARE(shape, told[QStringLiteral("shape")].toArray());
            QVERIFY2(!std::holds_alternative<MissingStorage>(tensor.storage), qPrintable(path));
        }
    }

    static void compare_estimator(const Document& document, const QJsonObject& expected)
    {
        QVERIFY(document.estimator != EstimatorId::none);
        const Estimator& estimator = document.estimators[index(document.estimator)];
        QCOMPARE(text(estimator.class_name), expected[QStringLiteral("class")].toString());
        QCOMPARE(text(estimator.name), expected[QStringLiteral("name")].toString());
        QCOMPARE(text(estimator.version), expected[QStringLiteral("version")].toString());
        compare_named(document, estimator.parameters,
                      expected[QStringLiteral("parameters")].toObject());
        compare_named(document, estimator.attributes,
                      expected[QStringLiteral("attributes")].toObject());
        QJsonArray names;
        for (const std::string& name : estimator.feature_names)
            names.append(text(name));
        QCOMPARE(names, expected[QStringLiteral("feature_names")].toArray());
        QJsonArray classes;
        for (const Value& value : estimator.classes)
            classes.append(json_of(document, value));
        QCOMPARE(classes, expected[QStringLiteral("classes")].toArray());
        compare_trees(estimator, expected[QStringLiteral("trees")].toArray());
    }
};

QTEST_GUILESS_MAIN(TestPickleFormat)
#include "tst_pickle_format.moc"
