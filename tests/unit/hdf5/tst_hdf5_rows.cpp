// SPDX-License-Identifier: GPL-3.0-or-later
// Rows and findings that are made of what a worker of any mind says.
#include "io/base/limits.h"
#include "io/hdf5/file_rows.h"
#include "io/hdf5/index_assembly.h"
#include "io/hdf5/message.h"
#include "io/hdf5/rules.h"

#include <QTest>

#include <algorithm>
#include <cstring>

#include <nlohmann/json.hpp>

using namespace strata;
using namespace strata::hdf5;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t file_bytes = 4096;

/// Takes a message as the worker writes it.
Result<bool> take(IndexAssembly& assembly, const Json& message)
{
    const std::vector<std::uint8_t> bytes = Json::to_cbor(message);
    return assembly.take(read_message(std::as_bytes(std::span(bytes))).value());
}

Json group(std::uint64_t id, std::uint64_t parent, const std::string& name)
{
    return {{"kind", "group"}, {"id", id}, {"parent", parent}, {"name", name}};
}

std::shared_ptr<const Document>
document_of(const Index& index, std::vector<std::byte> file = std::vector<std::byte>(file_bytes))
{
    DocumentBuilder builder;
    SourceSet sources = {make_memory_source(std::move(file))};
    add_file_rows(builder, sources, index);
    return std::move(builder).finish();
}

const Finding* find(const Document& document, std::string_view rule)
{
    const auto found = std::find_if(document.findings.begin(), document.findings.end(),
                                    [&](const Finding& each) { return each.rule == rule; });
    return found == document.findings.end() ? nullptr : &*found;
}

} // namespace

class TestHdf5Rows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// A problem must not point past the objects, whatever comes after it.
    void attributesBelongToAnObject_data()
    {
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const Json& message) {
            QTest::newRow(name) << QByteArray::fromStdString(message.dump());
        };
        const Json nameless = Json::array({{{"name", nullptr}, {"problem", "unreadable"}}});
        row("object with a bad parent", {{"kind", "group"},
                                         {"id", 1},
                                         {"parent", 99},
                                         {"name", "a"},
                                         {"attributes", nameless}});
        row("attributes of no object",
            {{"kind", "attributes"}, {"id", 1}, {"attributes", nameless}});
        row("attributes without an id", {{"kind", "attributes"}, {"attributes", nameless}});
        row("problem of no object", {{"kind", "problem"}, {"parent", 1}, {"what", "unreadable"}});
    }
    void attributesBelongToAnObject()
    {
        QFETCH(QByteArray, message);
        IndexAssembly assembly;
        QVERIFY(take(assembly, group(0, 0, "")));
        QVERIFY(!take(assembly, Json::parse(message.toStdString())));
        const Index index = std::move(assembly).finish();
        for (const Problem& problem : index.problems)
            QVERIFY(problem.parent < index.objects.size());
        QVERIFY(index.problems.empty());
        QVERIFY(!find(*document_of(index), rules::unreadable));
    }

    void namelessAttributesAreAProblemOfTheirObject()
    {
        IndexAssembly assembly;
        QVERIFY(take(assembly, group(0, 0, "")));
        QVERIFY(take(assembly, group(1, 0, "a")));
        QVERIFY(take(assembly, {{"kind", "attributes"},
                                {"id", 1},
                                {"attributes",
                                 {{{"name", "x"}, {"value", 1}},
                                  {{"name", nullptr}, {"problem", "unreadable"}}}}}));
        const Index index = std::move(assembly).finish();
        QCOMPARE(index.objects[1].attributes.size(), std::size_t{1});
        QCOMPARE(index.problems.at(0).parent, std::size_t{1});
        const auto document = document_of(index);
        const Finding* const finding = find(*document, rules::unreadable);
        QVERIFY(finding);
        QCOMPARE(document->file.path(finding->file_node), std::string("/a"));
    }

    /// A deep path stands beside every attribute and every further name.
    void repeatedPathsHaveARoom()
    {
        constexpr std::uint64_t depth = 400;
        constexpr std::uint64_t count = 3'000;
        IndexAssembly assembly;
        QVERIFY(take(assembly, group(0, 0, "")));
        for (std::uint64_t id = 1; id <= depth; ++id)
            QVERIFY(take(assembly, group(id, id - 1, std::string(200, 'n'))));
        Json attributes = Json::array();
        for (std::uint64_t i = 0; i < count; ++i) {
            attributes.push_back({{"name", "a" + std::to_string(i)}, {"value", 1}});
            QVERIFY(take(assembly, {{"kind", "alias"},
                                    {"parent", 0},
                                    {"name", std::to_string(i)},
                                    {"target", depth}}));
        }
        QVERIFY(
            take(assembly, {{"kind", "attributes"}, {"id", depth}, {"attributes", attributes}}));
        const auto document = document_of(std::move(assembly).finish());
        QCOMPARE(document->metadata.size(), std::size_t{count});
        std::uint64_t bytes = 0;
        for (const auto& entry : document->metadata)
            bytes += entry.key.size() + entry.where.size();
        for (std::uint32_t row = 0; row < document->file.size(); ++row)
            bytes += document->file.detail(NodeId{row}).size();
        QVERIFY2(bytes < limits::hdf5_path_bytes, qPrintable(QString::number(bytes)));
        QCOMPARE(document->metadata[7].key, std::string("…@a7"));
        const Finding* const finding = find(*document, rules::limit);
        QVERIFY(finding);
        QCOMPARE(finding->facts.at(0).second, std::string("hdf5_path_bytes"));
    }

    /// The library's words say nothing: a damaged byte gives a version that it does not know too.
    void newerNeedsACheckedHeader_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("newer");
        QTest::newRow("unknown version, with a checksum")
            << QByteArray("unknown version") << QByteArray("OHDR") << true;
        QTest::newRow("unknown version, without one")
            << QByteArray("unknown version") << QByteArray("\1\0\1\0", 4) << false;
        QTest::newRow("the word alone") << QByteArray("unreadable") << QByteArray("OHDR") << false;
    }
    void newerNeedsACheckedHeader()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, header);
        QFETCH(bool, newer);
        constexpr std::uint64_t user_block = 512;
        constexpr std::uint64_t address = 96;
        std::vector<std::byte> file(file_bytes);
        std::memcpy(file.data() + user_block + address, header.constData(), 4);
        IndexAssembly assembly;
        QVERIFY(take(assembly, group(0, 0, "")));
        QVERIFY(take(assembly, {{"kind", "problem"},
                                {"parent", 0},
                                {"name", "x"},
                                {"what", what.toStdString()},
                                {"detail", "bad version number for datatype message"},
                                {"address", address}}));
        QVERIFY(*take(assembly, {{"kind", "end"}, {"user_block", user_block}}));
        const auto document = document_of(std::move(assembly).finish(), std::move(file));
        QCOMPARE(find(*document, rules::newer_format) != nullptr, newer);
        QCOMPARE(find(*document, rules::unreadable) != nullptr, !newer);
    }
};

QTEST_GUILESS_MAIN(TestHdf5Rows)
#include "tst_hdf5_rows.moc"
