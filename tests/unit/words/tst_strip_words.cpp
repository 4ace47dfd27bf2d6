// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/document_builder.h"
#include "widgets/words/dtype_words.h"
#include "widgets/words/strip_words.h"

#include <QTest>

using namespace strata;

/// What the identity strip says of a file.
class TestStripWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void containers()
    {
        Document document;
        document.format = {"pickle", "pickle", "pickle", {}, {}, {}};
        QCOMPARE(words::container_text(document), QStringLiteral("Pickle"));
        document.versions.push_back({"pickle protocol", "4", "PROTO opcode"});
        QCOMPARE(words::container_text(document), QStringLiteral("Pickle, protocol 4"));
        document.format.compression = "gzip";
        QCOMPARE(words::container_text(document), QStringLiteral("Pickle, protocol 4, gzip"));
        document.format.name = "joblib pickle";
        QCOMPARE(words::container_text(document), QStringLiteral("joblib, gzip"));
        document.format.compression.clear();
        QCOMPARE(words::container_text(document), QStringLiteral("joblib, not compressed"));
        document.format = {"keras-h5", "Keras model (HDF5)", "hdf5", {}, "keras", {}};
        QCOMPARE(words::container_text(document), QStringLiteral("HDF5, legacy layout"));
        document.findings.emplace_back().rule = "keras-weights-only";
        QCOMPARE(words::container_text(document), QStringLiteral("HDF5, weights alone"));
        document.format = {"hdf5", "HDF5", "hdf5", {}, {}, {}};
        QCOMPARE(words::container_text(document), QStringLiteral("HDF5"));
        document.format = {"npz", "NumPy archive", "zip", {}, {}, {}};
        QCOMPARE(words::container_text(document), QStringLiteral("NumPy archive"));
    }

    void aFileThatEndsEarly()
    {
        Document cut = cut_document();
        for (Storage storage : {Storage(InlineStorage{}), Storage(InlineStorage{}),
                                Storage(MissingStorage{"truncated"})}) {
            Tensor tensor;
            tensor.storage = std::move(storage);
            cut.tensors.push_back(std::move(tensor));
        }
        QCOMPARE(words::arrays_text(cut), QStringLiteral("2 of 3 whole"));
        QCOMPARE(words::file_size_text(cut), QStringLiteral("20.0 of 42.7 MiB"));
        cut.bytes = 900;
        QVERIFY(words::file_size_text(cut).startsWith(QStringLiteral("900 B of ")));
        cut.findings.clear();
        QCOMPARE(words::arrays_text(cut), QStringLiteral("3"));
        QCOMPARE(words::file_size_text(cut), QStringLiteral("900 B"));
    }

    void verdictInShort()
    {
        Document document;
        QCOMPARE(words::trust_in_short(document), QStringLiteral("Holds no code"));
        QCOMPARE(words::integrity_in_short(document), QStringLiteral("Complete"));
        document.verdict.trust = Trust::Trusted;
        QCOMPARE(words::trust_in_short(document), QStringLiteral("Trusted"));
        document.verdict.trust = Trust::Review;
        document.custom_objects.resize(1);
        QCOMPARE(words::trust_in_short(document), QStringLiteral("Review: 1 custom class"));
        document.custom_objects.resize(2);
        QCOMPARE(words::trust_in_short(document), QStringLiteral("Review: 2 custom classes"));
        document.custom_objects.back().kind = "function";
        QCOMPARE(words::trust_in_short(document), QStringLiteral("Review: 2 custom objects"));
        document.verdict.trust = Trust::Dangerous;
        Finding finding;
        finding.rule = "pickle-dangerous-global";
        finding.severity = Severity::Error;
        finding.category = Category::Security;
        finding.facts = {{"name", "os.system"}, {"role", "called"}, {"why", "process"}};
        document.findings.push_back(finding);
        QCOMPARE(words::trust_in_short(document), QStringLiteral("Dangerous: runs a command"));
        document.findings.back().facts[1].second = "imported"; // it is only named
        QCOMPARE(words::trust_in_short(document),
                 QStringLiteral("Dangerous: starts other programs"));
        QCOMPARE(words::integrity_in_short(cut_document()),
                 QStringLiteral("Incomplete: file ends early"));
    }

    void contentsOfAPickle()
    {
        DocumentBuilder builder;
        builder.document.format = {"pickle", "pickle", "pickle", {}, {}, {}};
        builder.file.add(
            Tree::root,
            {.kind = NodeKind::List, .name = "object", .type = "dict", .detail = "5 items"});
        QCOMPARE(words::contents_text(*std::move(builder).finish()),
                 QStringLiteral("dict, 5 items"));
        QCOMPARE(words::contents_text(Document()), QString());
    }

    void lengthsOfDtypes()
    {
        QCOMPARE(words::dtype_text(DType::of(ScalarType::Float32)), QStringLiteral("float32"));
        const DType text = DType::sized(ScalarType::Unicode, 288);
        QCOMPARE(words::dtype_text(text), QStringLiteral("str, 72 characters"));
        QCOMPARE(text.name(), std::string("str2304")); // numpy's own name stays in the report
        QCOMPARE(words::dtype_text(DType::sized(ScalarType::Unicode, 4)),
                 QStringLiteral("str, 1 character"));
        QCOMPARE(words::dtype_text(DType::sized(ScalarType::Bytes, 5)),
                 QStringLiteral("bytes, 5 long"));
        QCOMPARE(words::dtype_text(DType::sized(ScalarType::Void, 64)),
                 QStringLiteral("void, 64 bytes"));
    }

    void dtypesAreCounted()
    {
        std::vector<Tensor> tensors(5);
        tensors[0].dtype = tensors[3].dtype = DType::of(ScalarType::Float32);
        tensors[1].dtype = DType::sized(ScalarType::Bytes, 5);
        tensors[2].dtype = tensors[4].dtype = DType::of(ScalarType::Int8);
        using Counts = std::map<QString, std::uint64_t>;
        QCOMPARE(words::dtype_counts(tensors), (Counts{{QStringLiteral("float32"), 2},
                                                       {QStringLiteral("bytes, 5 long"), 1},
                                                       {QStringLiteral("int8"), 2}}));
        // However many there are, each tensor is counted.
        tensors.resize(500);
        for (std::size_t i = 0; i < tensors.size(); ++i)
            tensors[i].dtype = DType::sized(ScalarType::Bytes, i % 250 + 2);
        const Counts many = words::dtype_counts(tensors);
        QCOMPARE(many.size(), std::size_t{250});
        for (const auto& [text, count] : many)
            QCOMPARE(count, std::uint64_t{2});
    }

private:
    static Document cut_document()
    {
        Document document;
        document.verdict.integrity = Integrity::Incomplete;
        Finding finding;
        finding.rule = "safetensors-data-truncated";
        finding.severity = Severity::Error;
        finding.category = Category::Integrity;
        finding.facts = {{"expected", "44778568"}, {"actual", "20970072"}};
        document.bytes = 20'971'520;
        document.findings.push_back(finding);
        return document;
    }
};

QTEST_APPLESS_MAIN(TestStripWords)
#include "tst_strip_words.moc"
