// SPDX-License-Identifier: GPL-3.0-or-later
// A model in several safetensors files: it opens by its index and by each file, and says what is missing.
#include "io/base/limits.h"
#include "io/formats/dotted_rows.h"
#include "io/formats/format.h"
#include "io/formats/rules.h"
#include "io/formats/safetensors_index.h"
#include "io/formats/safetensors_index_format.h"
#include "io/source/tensor_reader.h"

#include "fixtures.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace strata;

namespace {

QString set(const char* name)
{
    return fixtures::path(QStringLiteral("safetensors_index/")) + QLatin1String(name);
}

std::string index_path(const char* name)
{
    return (set(name) + QStringLiteral("/model.safetensors.index.json")).toStdString();
}

std::vector<std::string> rules_of(const Document& document)
{
    std::vector<std::string> rules;
    for (const Finding& finding : document.findings)
        rules.push_back(finding.rule);
    return rules;
}

const Finding* finding(const Document& document, std::string_view rule)
{
    const auto found = std::find_if(document.findings.begin(), document.findings.end(),
                                    [&](const Finding& each) { return each.rule == rule; });
    return found == document.findings.end() ? nullptr : &*found;
}

/// A file of a header alone.
void write_shard(const QString& path, const QByteArray& header)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    QByteArray text = header;
    while (text.size() % 8 != 0)
        text += ' ';
    for (int shift = 0; shift < 64; shift += 8)
        file.putChar(char(quint64(text.size()) >> shift));
    file.write(text);
}

QString write_set(const QTemporaryDir& folder, const QList<QByteArray>& headers)
{
    QByteArray map;
    for (int i = 0; i < headers.size(); ++i) {
        const QByteArray name = "model-0000" + QByteArray::number(i + 1) + "-of-00003.safetensors";
        write_shard(folder.filePath(QString::fromLatin1(name)), headers[i]);
        map += (i == 0 ? "\"t" : ", \"t") + QByteArray::number(i) + "\": \"" + name + '"';
    }
    QFile index(folder.filePath(QStringLiteral("model.safetensors.index.json")));
    if (!index.open(QIODevice::WriteOnly))
        return {};
    index.write("{\"weight_map\": {" + map + "}}");
    return index.fileName();
}

/// Each file has as many entries of metadata, no two of the same key.
QList<QByteArray> headers_with_metadata(int shards, int entries)
{
    QList<QByteArray> headers;
    for (int shard = 0; shard < shards; ++shard) {
        QByteArray metadata;
        for (int i = 0; i < entries; ++i)
            metadata +=
                (i == 0 ? "\"k" : ", \"k") + QByteArray::number(shard * entries + i) + "\": \"v\"";
        headers << "{\"__metadata__\": {" + metadata + "}, \"t" + QByteArray::number(shard) +
                       "\": {\"dtype\": \"F32\", \"shape\": [0], \"data_offsets\": [0, 0]}}";
    }
    return headers;
}

/// A copy of a set, to be changed.
class Copy {
public:
    explicit Copy(const char* name)
    {
        const QDir from(set(name));
        for (const QString& file : from.entryList({QStringLiteral("model*")}, QDir::Files)) {
            if (!file.endsWith(QStringLiteral(".expected.json")))
                QFile::copy(from.filePath(file), path(file));
        }
    }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] std::string index() const
    {
        return path(QStringLiteral("model.safetensors.index.json")).toStdString();
    }
    [[nodiscard]] QString shard(int number) const
    {
        return path(QDir(m_folder.path()).entryList({QStringLiteral("*-of-*")})[number - 1]);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestSafetensorsIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_set_is_one_document()
    {
        const auto opened = open_document(index_path("network"));
        QVERIFY(opened);
        const Document& document = *opened->document;
        QCOMPARE(document.format.id, std::string("safetensors-index"));
        QCOMPARE(document.format.framework, std::string("pytorch"));
        QVERIFY(document.findings.empty());
        QVERIFY(document.verdict.integrity == Integrity::Complete && !document.verdict.trust);
        QCOMPARE(document.sources.size(), std::size_t{5});
        QCOMPARE(opened->sources.size(), std::size_t{5});
        const auto kernel = document.find_tensor("model/layers/10/mlp/up_proj/weight");
        QVERIFY(kernel);
        QCOMPARE(document.tensor(*kernel).shape, (Shape{6, 4}));
        QVERIFY(document.tensor_file_path(*kernel).starts_with("model-0000"));
        std::uint64_t values = 0;
        for (const Tensor& tensor : document.tensors) {
            const auto reader = TensorReader::plan(tensor, opened->sources);
            QVERIFY(reader);
            QVERIFY(reader->for_each({}, 1, [&](const ValueBlock& block, unsigned) -> Result<void> {
                values += block.count;
                return {};
            }));
        }
        QCOMPARE(document.identity.parameters.total, std::optional(values));
        const auto total = find_entry(document, "index@total_size");
        QVERIFY(total && total->value.kind() == Value::Kind::Int && !total->editable);
        QVERIFY(find_entry(document, "/@format"));
    }

    /// The same text as golden tests hold, whichever file was asked for.
    void every_shard_opens_the_set()
    {
        const auto whole = open_document(index_path("network"));
        QVERIFY(whole);
        const QDir folder(set("network"));
        for (const QString& name : folder.entryList({QStringLiteral("*.safetensors")})) {
            const auto opened = open_document(folder.filePath(name).toStdString());
            QVERIFY(opened);
            QCOMPARE(opened->document->path, whole->document->path);
            QCOMPARE(canonical_text(*opened->document), canonical_text(*whole->document));
        }
    }

    /// What reads back what it wrote reads that file and no other.
    void a_shard_can_be_read_alone()
    {
        const std::string path =
            (set("network") + QStringLiteral("/model-00001-of-00004.safetensors")).toStdString();
        const auto opened = open_document_at(path, path, {});
        QVERIFY(opened);
        QCOMPARE(opened->document->format.id, std::string("safetensors"));
    }

    void a_shard_without_its_index_is_a_file()
    {
        const Copy copy("network");
        QVERIFY(QFile::remove(QString::fromStdString(copy.index())));
        const auto opened = open_document(copy.shard(1).toStdString());
        QVERIFY(opened);
        QCOMPARE(opened->document->format.id, std::string("safetensors"));
    }

    void an_index_that_does_not_name_a_file_is_not_its_own()
    {
        const Copy copy("network");
        const QString other = copy.path(QStringLiteral("model-00009-of-00009.safetensors"));
        QVERIFY(QFile::copy(copy.shard(1), other));
        QVERIFY(!index_of_shard(other.toStdString()));
        const auto opened = open_document(other.toStdString());
        QVERIFY(opened);
        QCOMPARE(opened->document->format.id, std::string("safetensors"));
    }

    void a_variant_stands_behind_the_index()
    {
        const Copy copy("network");
        const QString shard = copy.path(QStringLiteral("model.fp16-00001-of-00001.safetensors"));
        QVERIFY(QFile::copy(copy.shard(1), shard));
        const QString index = copy.path(QStringLiteral("model.safetensors.index.fp16.json"));
        QFile file(index);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"weight_map\": {\"a\": \"model.fp16-00001-of-00001.safetensors\"}}");
        file.close();
        QCOMPARE(index_of_shard(shard.toStdString()), std::optional(index.toStdString()));
    }

    void an_index_is_read_once_for_all_of_its_files()
    {
        const Copy copy("network");
        const std::string first = copy.shard(1).toStdString();
        const std::string second = copy.shard(2).toStdString();
        ShardIndexes indexes;
        QCOMPARE(indexes.index_of(first), std::optional(copy.index()));
        QVERIFY(QFile::remove(QString::fromStdString(copy.index())));
        QCOMPARE(indexes.index_of(second), std::optional(copy.index()));
        QVERIFY(!ShardIndexes().index_of(second));
    }

    void a_large_index_is_not_looked_into_where_there_is_no_time()
    {
        const Copy copy("network");
        const auto bytes = std::uint64_t(QFileInfo(QString::fromStdString(copy.index())).size());
        QCOMPARE(index_of_shard(copy.shard(1).toStdString(), bytes), std::optional(copy.index()));
        QVERIFY(!index_of_shard(copy.shard(1).toStdString(), bytes - 1));
    }

    void names()
    {
        QVERIFY(is_safetensors_shard_name("model-00001-of-00002.safetensors"));
        QVERIFY(is_safetensors_shard_name("a-b-1-of-000002.safetensors"));
        for (const char* const name :
             {"model.safetensors", "model-1-of-.safetensors", "-of-",
              "model-x-of-00002.safetensors", "1-of-2.safetensors", "model-00001-of-00002.bin"})
            QVERIFY2(!is_safetensors_shard_name(name), name);
        QVERIFY(is_safetensors_index_name("model.safetensors.index.json"));
        QVERIFY(is_safetensors_index_name("model.safetensors.index.fp16.json"));
        QVERIFY(!is_safetensors_index_name("pytorch_model.bin.index.json"));
        QVERIFY(!is_safetensors_index_name("model.safetensors.index.json.expected.json"));
        QVERIFY(!is_safetensors_index_name("model.safetensors.index.myjson"));
        QVERIFY(is_base_name("a.safetensors") && is_base_name("..."));
        for (const std::string_view name :
             {std::string_view(""), std::string_view("."), std::string_view(".."),
              std::string_view("a/b"), std::string_view("/a"), std::string_view("a\0b", 3)})
            QVERIFY(!is_base_name(name));
        QVERIFY(!is_base_name(std::string(256, 'a')));
    }

    void what_is_wrong_is_said_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QStringList>("rules");
        QTest::addColumn<int>("integrity");
        const auto row = [](const char* name, const QStringList& rules, Integrity integrity) {
            QTest::newRow(name) << QByteArray(name) << rules << static_cast<int>(integrity);
        };
        row("lost", {QStringLiteral("safetensors-shard-missing")}, Integrity::Incomplete);
        row("git_lfs", {QStringLiteral("safetensors-shard-missing")}, Integrity::Incomplete);
        row("cut", {QStringLiteral("safetensors-data-truncated")}, Integrity::Incomplete);
        row("contradicting",
            {QStringLiteral("safetensors-tensor-unlisted"),
             QStringLiteral("safetensors-tensor-elsewhere"),
             QStringLiteral("safetensors-tensor-missing")},
            Integrity::Incomplete);
        row("repeated",
            {QStringLiteral("safetensors-index-duplicate"),
             QStringLiteral("safetensors-tensor-missing"),
             QStringLiteral("safetensors-shard-duplicate")},
            Integrity::Incomplete);
        row("elsewhere", {QStringLiteral("safetensors-index-bad-entry")}, Integrity::Incomplete);
        row("broken_off", {QStringLiteral("safetensors-index-syntax")}, Integrity::Incomplete);
    }
    void what_is_wrong_is_said()
    {
        QFETCH(QByteArray, name);
        QFETCH(QStringList, rules);
        QFETCH(int, integrity);
        const auto opened = open_document(index_path(("bad/" + name).constData()));
        QVERIFY(opened);
        const auto found = rules_of(*opened->document);
        for (const QString& rule : rules)
            QVERIFY2(std::find(found.begin(), found.end(), rule.toStdString()) != found.end(),
                     qPrintable(rule));
        QCOMPARE(static_cast<int>(opened->document->verdict.integrity), integrity);
        QVERIFY(!opened->document->tensors.empty()); // the rest is shown
    }

    void a_missing_file_is_named_with_its_tensors()
    {
        const auto opened = open_document(index_path("bad/lost"));
        QVERIFY(opened);
        const Finding* const missing = finding(*opened->document, rules::safetensors_shard_missing);
        QVERIFY(missing != nullptr);
        QCOMPARE(missing->fact("file"), std::string_view("model-00002-of-00002.safetensors"));
        QCOMPARE(missing->fact("tensors"), std::string_view("1"));
        QCOMPARE(missing->fact("code"), std::string_view("not_found"));
        QVERIFY(!opened->document->identity.parameters.total);
        QVERIFY(opened->document->model.find("lm_head/weight"));
        QVERIFY(!opened->document->find_tensor("lm_head/weight"));
    }

    /// What the text says of a file that is no file beside it is never opened.
    void paths_are_not_followed()
    {
        const Copy copy("network");
        QDir folder(QFileInfo(copy.shard(1)).path());
        QVERIFY(folder.mkdir(QStringLiteral("inside")));
        QVERIFY(QFile::copy(copy.shard(1), copy.path(QStringLiteral("inside/x.safetensors"))));
        QFile file(QString::fromStdString(copy.index()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"weight_map\": {\"a\": \"inside/x.safetensors\", \"b\": \"inside\", \"c\": 7,"
                   "\"d\": [\"x\"], \"e\": \"..\"}}");
        file.close();
        const auto opened = open_document(copy.index());
        QVERIFY(opened);
        QCOMPARE(opened->sources.size(), std::size_t{1});
        QVERIFY(opened->document->tensors.empty());
        const auto rules = rules_of(*opened->document);
        QCOMPARE(std::count(rules.begin(), rules.end(), "safetensors-index-bad-entry"), 4);
        const Finding* const folder_itself =
            finding(*opened->document, rules::safetensors_shard_missing);
        QVERIFY(folder_itself != nullptr);
        QCOMPARE(folder_itself->fact("code"), std::string_view("is_directory"));
    }

    void only_regular_files_are_read()
    {
        const Copy copy("network");
        const QString pipe = copy.path(QStringLiteral("model-00002-of-00004.safetensors"));
        const QString link = copy.path(QStringLiteral("model-00003-of-00004.safetensors"));
        QVERIFY(QFile::remove(pipe));
        QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QVERIFY(QFile::remove(link));
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), link));
        const auto opened = open_document(copy.index());
        QVERIFY(opened);
        const auto rules = rules_of(*opened->document);
        QCOMPARE(std::count(rules.begin(), rules.end(), "safetensors-shard-missing"), 2);
    }

    /// The cache of Hugging Face holds links to files of other names.
    void links_to_files_are_followed()
    {
        const Copy copy("network");
        const QString blob = copy.path(QStringLiteral("0123abcd"));
        const QString shard = copy.shard(1);
        QVERIFY(QFile::rename(shard, blob));
        QVERIFY(QFile::link(blob, shard));
        const auto opened = open_document(shard.toStdString());
        QVERIFY(opened);
        QCOMPARE(opened->document->format.id, std::string("safetensors-index"));
        QVERIFY(opened->document->findings.empty());
    }

    void the_total_is_compared()
    {
        const auto opened = open_document(index_path("bad/contradicting"));
        QVERIFY(opened);
        QVERIFY(finding(*opened->document, rules::safetensors_index_total) == nullptr);
        const Copy copy("network");
        QFile file(QString::fromStdString(copy.index()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        file.close();
        text.replace("\"total_size\": ", "\"total_size\": 1");
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const auto changed = open_document(copy.index());
        QVERIFY(changed);
        const Finding* const total = finding(*changed->document, rules::safetensors_index_total);
        QVERIFY(total != nullptr && total->severity == Severity::Warning);
        QVERIFY(changed->document->verdict.integrity == Integrity::Complete);
    }

    void metadata_of_many_files_is_shown()
    {
        constexpr int entries = 1000;
        const QTemporaryDir folder;
        const auto opened =
            open_document(write_set(folder, headers_with_metadata(2, entries)).toStdString());
        QVERIFY(opened);
        QCOMPARE(opened->document->metadata.size(), std::size_t{2 * entries});
        QVERIFY(finding(*opened->document, rules::safetensors_limit) == nullptr);
    }

    void metadata_past_the_limit_is_said()
    {
        // Each file by itself keeps to limits::value_items.
        constexpr int entries = 9000;
        const QTemporaryDir folder;
        const auto opened =
            open_document(write_set(folder, headers_with_metadata(3, entries)).toStdString());
        QVERIFY(opened);
        QCOMPARE(opened->document->metadata.size(), limits::safetensors_set_metadata);
        const Finding* const limit = finding(*opened->document, rules::safetensors_limit);
        QVERIFY(limit != nullptr);
        QCOMPARE(limit->fact("limit"), std::string_view("safetensors_set_metadata"));
    }

    /// What is wrong in every file is counted over all of them.
    void findings_of_all_files_are_counted_once()
    {
        const auto each = limits::findings_a_rule;
        QList<QByteArray> headers;
        for (int shard = 0; shard < 2; ++shard) {
            QByteArray header;
            for (std::size_t i = 0; i <= each; ++i)
                header += (i == 0 ? "{\"" : ", \"") + QByteArray::number(shard) + '_' +
                          QByteArray::number(qulonglong(i)) +
                          "\": {\"dtype\": \"F99\", \"shape\": [], \"data_offsets\": [0, 0]}";
            headers << header + '}';
        }
        const QTemporaryDir folder;
        const auto opened = open_document(write_set(folder, headers).toStdString());
        QVERIFY(opened);
        const auto rules = rules_of(*opened->document);
        QCOMPARE(std::size_t(std::count(rules.begin(), rules.end(), "safetensors-unknown-dtype")),
                 std::size_t(each));
        std::string more;
        for (const Finding& one : opened->document->findings) {
            if (one.rule == rules::safetensors_unknown_dtype && !one.fact("more").empty()) {
                QVERIFY(more.empty());
                more = one.fact("more");
                QCOMPARE(std::count_if(one.facts.begin(), one.facts.end(),
                                       [](const auto& fact) { return fact.first == "more"; }),
                         1);
            }
        }
        QCOMPARE(more, std::to_string(each + 2));
    }

    void what_is_no_index_is_refused()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("model.safetensors.index.json"));
        for (const QByteArray& text :
             {QByteArray("{}"), QByteArray("{\"metadata\": {}}"), QByteArray("{\"a\""),
              QByteArray("{\"weight_map\": 7}"), QByteArray("{\"weight_map\": {\"a\"")}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
            file.close();
            QVERIFY2(!open_document(path.toStdString()), text.constData());
        }
    }

    void an_index_of_another_name_is_known_by_its_content()
    {
        const Copy copy("network");
        const QString other = copy.path(QStringLiteral("weights.json"));
        QVERIFY(QFile::copy(QString::fromStdString(copy.index()), other));
        const auto opened = open_document(other.toStdString());
        QVERIFY(opened);
        QCOMPARE(opened->document->format.id, std::string("safetensors-index"));
        QVERIFY(opened->document->findings.empty());
    }

    void it_is_not_edited()
    {
        const auto opened = open_document(index_path("network"));
        QVERIFY(opened);
        Edits edits;
        QVERIFY(edits.add(*opened->document, "/@note", Value::text("x")));
        const auto prepared = safetensors_index_format.prepare_edits(*opened->document, edits);
        QVERIFY(!prepared && prepared.error().code == ErrorCode::BadArgument);
        QVERIFY(!prepared.error().detail.empty());
    }

    void numbers_in_names_are_numbers()
    {
        QVERIFY(comes_before("h.2.weight", "h.10.weight"));
        QVERIFY(!comes_before("h.10.weight", "h.2.weight"));
        QVERIFY(comes_before("a", "a.b"));
        QVERIFY(comes_before("a", "b"));
        QVERIFY(comes_before("h.01", "h.1"));
        QVERIFY(!comes_before("h.1", "h.1"));
        QVERIFY(comes_before("h.9", "h.99999999999999999999999999"));
    }
};

QTEST_GUILESS_MAIN(TestSafetensorsIndex)
#include "tst_safetensors_index.moc"
