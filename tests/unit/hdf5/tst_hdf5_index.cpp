// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/index.h"
#include "io/hdf5/worker_process.h"

#include <QTest>

#include <array>
#include <csignal>
#include <cstring>

using namespace strata;
using namespace strata::hdf5;

namespace {

SharedSource fixture(const char* name)
{
    return open_file_source(std::string(STRATA_TEST_DATA "/hdf5/") + name).value();
}

Index index_of(const char* name)
{
    return read_index(*fixture(name), {}).value();
}

const Link* find_link(const Index& index, std::size_t parent, std::string_view name)
{
    for (const std::size_t each : index.objects[parent].links) {
        if (index.links[each].name == name)
            return &index.links[each];
    }
    return nullptr;
}

const Dataset& dataset(const Index& index, std::string_view name)
{
    const Link* const link = find_link(index, 0, name);
    if (!link || !index.objects[link->target].dataset)
        qFatal("no dataset %.*s", static_cast<int>(name.size()), name.data());
    return *index.objects[link->target].dataset;
}

std::string value_of(const Index& index, std::string_view attribute)
{
    for (const Attribute& each : index.objects[0].attributes) {
        if (each.name == attribute)
            return each.problem.empty() ? each.value.repr() : "problem: " + each.problem;
    }
    return "none";
}

} // namespace

class TestHdf5Index : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attributesOfEveryKind_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const char* value) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(value);
        };
        row("int8", "-8");
        row("uint64", "9223372036854775813");
        row("big_endian", "[1, -2, 3]");
        row("float16", "0.5");
        row("float64", "0.1");
        row("nan", "[nan, inf, -inf]");
        row("bool", "True");
        row("bools", "[True, False]");
        row("complex", "(1-2j)");
        row("text", "'naïve ☃'");
        row("texts", "['dense', 'dense_1', '']");
        row("fixed", "'fixed'");
        row("fixed_list", "['kernel:0', 'bias:0']");
        row("empty_list", "[]");
        row("null", "None");
        row("matrix", "[[0, 1, 2], [3, 4, 5]]");
        row("opaque", "b'\\x00\\x01\\xff'");
        row("enum", "'GREEN'");
        row("compound", "{'x': 1.5, 'n': 7}");
    }
    void attributesOfEveryKind()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        static const Index index = index_of("attributes.h5");
        QVERIFY(!index.damage);
        QCOMPARE(QByteArray::fromStdString(value_of(index, name.toStdString())), value);
    }

    void manyAndLargeAttributes()
    {
        const Index index = index_of("attributes.h5");
        const Link* const many = find_link(index, 0, "many");
        QVERIFY(many);
        QCOMPARE(index.objects[many->target].attributes.size(), std::size_t{20});
        const Link* const data = find_link(index, 0, "data");
        QVERIFY(data);
        const auto& attributes = index.objects[data->target].attributes;
        QCOMPARE(attributes[0].name, std::string("large"));
        QCOMPARE(attributes[0].value.as_text().size(), std::size_t{60'000});
    }

    void typesMapToNumpys_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("dtype");
        QTest::addColumn<bool>("big");
        const auto row = [](const char* name, const char* dtype, bool big) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(dtype) << big;
        };
        row("int8", "int8", false);
        row("int16_be", "int16", true);
        row("uint64_be", "uint64", true);
        row("float16", "float16", false);
        row("float32_be", "float32", true);
        row("complex128", "complex128", false);
        row("bool", "bool", false);
        row("bfloat16", "bfloat16", false);
        row("fixed_string", "bytes24", false);
        row("variable_string", "object", false);
        row("opaque", "void16", false);
        row("compound", "void96", false);
        row("enum", "uint8", false);
        row("sequence", "object", false);
    }
    void typesMapToNumpys()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, dtype);
        QFETCH(bool, big);
        static const Index index = index_of("types.h5");
        const Dataset& found = dataset(index, name.toStdString());
        QCOMPARE(QByteArray::fromStdString(found.type.dtype.name()), dtype);
        QCOMPARE(found.type.dtype.big_endian, big);
    }

    void shapesOfEveryKind()
    {
        const Index index = index_of("types.h5");
        QVERIFY(dataset(index, "scalar").shape.empty());
        QVERIFY(dataset(index, "null").null_space);
        QCOMPARE(dataset(index, "empty").shape, (Shape{0, 4}));
        QVERIFY(!dataset(index, "empty").offset);
        const Link* const committed = find_link(index, 0, "committed");
        QVERIFY(committed);
        QCOMPARE(index.objects[committed->target].kind, ObjectKind::NamedType);
    }

    void layoutsSayWhereTheBytesLie()
    {
        const SharedSource source = fixture("layouts.h5");
        const Index index = read_index(*source, {}).value();
        const Dataset& contiguous = dataset(index, "contiguous");
        QCOMPARE(contiguous.layout, Layout::Contiguous);
        QCOMPARE(contiguous.stored, std::uint64_t{4800});
        const auto bytes = source->read_copy(*contiguous.offset + 4, 4).value();
        float second = 0;
        std::memcpy(&second, bytes.data(), sizeof(second));
        QCOMPARE(second, 1.0F);

        const Dataset& gzip = dataset(index, "gzip_shuffle");
        QCOMPARE(gzip.layout, Layout::Chunked);
        QCOMPARE(gzip.chunk_shape, (Shape{16, 8}));
        QCOMPARE(gzip.chunks.size(), std::size_t{12});
        QCOMPARE(gzip.filters.size(), std::size_t{2});
        QCOMPARE(gzip.filters[0].id, 2);
        QCOMPARE(gzip.filters[1].id, 1);

        QCOMPARE(dataset(index, "compact").compact.size(), std::size_t{24});
        QCOMPARE(dataset(index, "never_written").fill.size(), std::size_t{4});
        QVERIFY(!dataset(index, "never_written").offset);
        QVERIFY(!dataset(index, "growing").maximum[0]);
        QCOMPARE(*dataset(index, "growing").maximum[1], std::uint64_t{30});
        QCOMPARE(dataset(index, "sparse").chunks.size(), std::size_t{1});
    }

    void userBlocksAreCounted()
    {
        const SharedSource source = fixture("user_block.h5");
        const Index index = read_index(*source, {}).value();
        QCOMPARE(index.user_block, std::uint64_t{512});
        const auto first = source->read_copy(*dataset(index, "data").offset, sizeof(float)).value();
        float value = 0;
        std::memcpy(&value, first.data(), sizeof(value));
        QCOMPARE(value, -1.75F);
        // A gzip chunk begins with zlib's two bytes, wherever the user block pushed it.
        const Chunk& chunk = dataset(index, "chunked").chunks.at(0);
        QCOMPARE(source->read_copy(chunk.offset, 1).value()[0], std::byte{0x78});
    }

    void linksAreNamedAndNeverFollowedOutside()
    {
        const Index index = index_of("links.h5");
        QVERIFY(!index.damage);
        const Link* const again = find_link(index, 0, "again");
        const Link* const group = find_link(index, 0, "group");
        QVERIFY(again && group);
        const Link* const data = find_link(index, group->target, "data");
        QVERIFY(data);
        QVERIFY(data->repeated != again->repeated);
        QCOMPARE(data->target, again->target);
        const Link* const itself = find_link(index, group->target, "itself");
        QVERIFY(itself && itself->repeated);
        QCOMPARE(itself->target, group->target);
        const Link* const soft = find_link(index, 0, "soft");
        QVERIFY(soft);
        QCOMPARE(soft->kind, hdf5::LinkKind::Soft);
        QCOMPARE(soft->path, std::string("/group/data"));
        const Link* const outside = find_link(index, 0, "outside");
        QVERIFY(outside);
        QCOMPARE(outside->kind, hdf5::LinkKind::External);
        QCOMPARE(outside->file, std::string("/etc/passwd"));
        QCOMPARE(outside->path, std::string("/x"));
        QVERIFY(find_link(index, 0, "loop_a"));
    }

    void valuesOutsideTheFileAreNamed()
    {
        const Index index = index_of("outside.h5");
        QCOMPARE(dataset(index, "external").layout, Layout::External);
        QCOMPARE(dataset(index, "virtual").layout, Layout::Virtual);
        QVERIFY(dataset(index, "inside").offset);
    }

    void whatIsNoHdf5IsRefusedInTheLibrarysWords()
    {
        const auto source = make_memory_source(std::vector<std::byte>(4096, std::byte{'x'}));
        const auto index = read_index(*source, {});
        QVERIFY(!index);
        QCOMPARE(index.error().code, ErrorCode::Malformed);
        QVERIFY(!index.error().detail.empty());
    }

    void aTruncatedFileIsAnErrorOrAPart_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"attributes.h5", "types.h5", "layouts.h5", "links.h5"})
            QTest::newRow(name) << QByteArray(name);
    }
    void aTruncatedFileIsAnErrorOrAPart()
    {
        QFETCH(QByteArray, name);
        const SharedSource whole = fixture(name.constData());
        for (std::uint64_t part = 1; part < 64; ++part) {
            const auto cut =
                make_memory_source(whole->read_copy(0, whole->size() * part / 64).value());
            const auto index = read_index(*cut, {});
            QVERIFY(!index || !index->objects.empty());
        }
    }

    void aKilledWorkerIsAnErrorAboutTheFile()
    {
        auto worker = WorkerProcess::start(*fixture("types.h5"), {"index", std::nullopt});
        QVERIFY(worker);
        kill(worker->process_id(), SIGKILL);
        // What it had sent may still come; then its end does.
        auto message = worker->next({});
        while (message)
            message = worker->next({});
        QCOMPARE(message.error().code, ErrorCode::Malformed);
    }

    void aStoppedWorkerIsGivenUp()
    {
        auto worker = WorkerProcess::start(*fixture("attributes.h5"), {"index", std::nullopt});
        QVERIFY(worker);
        kill(worker->process_id(), SIGSTOP);
        auto message = worker->next({});
        while (message && worker->process_id() > 0)
            message = worker->next({});
        QVERIFY(message.error().code == ErrorCode::LimitExceeded ||
                message.error().code == ErrorCode::Malformed);
    }

    void cancelEndsTheWorker()
    {
        const auto flag = std::make_shared<std::atomic<bool>>(true);
        const auto index = read_index(*fixture("types.h5"), {flag, {}});
        QVERIFY(!index);
        QCOMPARE(index.error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestHdf5Index)
#include "tst_hdf5_index.moc"
