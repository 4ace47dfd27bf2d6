// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/pickle/pickle_test.h"

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

/// Asking the object graph.
class TestPickleGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void constructed()
    {
        const PickleDocument document =
            read(QByteArray("\x80\x02"
                            "cshop\nCart\n)\x81}(U\x06total_K\x05U\x04nameU\x03"
                            "abcub.",
                            41));
        const Graph& graph = document.graph;
        const ObjectId cart = document.root;
        QCOMPARE(graph.kind(cart), Kind::Constructed);
        QCOMPARE(graph.construction(cart), Construction::NewObj);
        QCOMPARE(graph.class_name(cart), std::string("shop.Cart"));
        QCOMPARE(graph.integer(graph.attribute(cart, "total_")), std::optional<std::int64_t>(5));
        QCOMPARE(graph.attribute(cart, "none"), ObjectId::none);
        QCOMPARE(graph.attributes(cart).size(), std::size_t{2});
        QCOMPARE(type_name(graph, cart), std::string("shop.Cart"));
        QCOMPARE(graph.offset(cart), std::uint64_t{14});
        const auto operations = graph.operations(cart);
        QCOMPARE(operations.size(), std::size_t{1});
        QCOMPARE(operations[0].kind, OperationKind::Build);
    }

    void class_behind_reconstructor()
    {
        const PickleDocument document =
            read("ccopy_reg\n_reconstructor\n(cshop\nCart\nc__builtin__\nobject\nNtR"
                 "((dS'a'\nI1\nsNtb.");
        QCOMPARE(document.graph.class_name(document.root), std::string("shop.Cart"));
        QCOMPARE(document.graph.integer(document.graph.attribute(document.root, "a")),
                 std::optional<std::int64_t>(1));
        QCOMPARE(document.graph.raw_qualified_name(document.graph.callable(document.root)),
                 std::string("copy_reg._reconstructor"));
    }

    void slots_and_keywords()
    {
        const PickleDocument document =
            read(QByteArray("\x80\x04"
                            "cshop\nCart\n)}\x8c\x01kK\x07s\x92N}\x8c\x01xK\x01s\x86"
                            "b.",
                            34));
        const Graph& graph = document.graph;
        QCOMPARE(graph.construction(document.root), Construction::NewObjEx);
        QCOMPARE(graph.integer(graph.entry(graph.keywords(document.root), "k")),
                 std::optional<std::int64_t>(7));
        QCOMPARE(graph.integer(graph.attribute(document.root, "x")),
                 std::optional<std::int64_t>(1));
    }

    void items_over_several_runs()
    {
        const PickleDocument document = read("]I1\naI2\na(I3\nI4\neI5\na.");
        const Graph& graph = document.graph;
        QCOMPARE(graph.item_count(document.root), std::uint64_t{5});
        QCOMPARE(graph.items(document.root).size(), std::size_t{5});
        QCOMPARE(graph.items(document.root, 3).size(), std::size_t{3});
        for (int i = 0; i < 5; ++i)
            QCOMPARE(graph.integer(graph.item(document.root, static_cast<std::size_t>(i))),
                     std::optional<std::int64_t>(i + 1));
        QCOMPARE(graph.item(document.root, 5), ObjectId::none);
    }

    void the_last_setting_of_a_key_counts()
    {
        const PickleDocument document = read("}S'a'\nI1\nsS'a'\nI2\ns.");
        QCOMPARE(document.graph.integer(document.graph.entry(document.root, "a")),
                 std::optional<std::int64_t>(2));
        QCOMPARE(document.graph.entry_count(document.root), std::uint64_t{2});
    }

    void long_bytes_stay_in_the_source()
    {
        const QByteArray payload(100'000, 'x');
        QByteArray pickle("\x80\x03"
                          "B\xa0\x86\x01\x00",
                          7);
        const PickleDocument document = read(pickle + payload + ".");
        const auto extent = document.graph.extent(document.root);
        QVERIFY(extent.has_value());
        QCOMPARE(extent->offset, std::uint64_t{7});
        QCOMPARE(extent->length, std::uint64_t{100'000});
        QVERIFY(document.graph.memory_bytes() < 1000);
        QVERIFY(!document.graph.read_bytes(document.root, 10).has_value());
        QCOMPARE(document.graph.read_bytes(document.root, 100'000)->size(), std::size_t{100'000});
    }

    void short_text_has_its_place_too()
    {
        const PickleDocument document = read(QByteArray("U\x02hi.", 5));
        QCOMPARE(document.graph.text(document.root), std::optional<std::string_view>("hi"));
        QCOMPARE(document.graph.extent(document.root)->offset, std::uint64_t{2});
        QCOMPARE(document.graph.kind(document.root), Kind::NativeString);
    }

    void operations_on_odd_objects()
    {
        const PickleDocument document = read("(I1\nt}b.");
        QCOMPARE(document.graph.operations(document.root).size(), std::size_t{1});
        QCOMPARE(document.graph.kind(document.graph.state(document.root)), Kind::Dict);
    }

    void dropped_calls_are_remembered()
    {
        const PickleDocument document = read("cshop\nact\n(tR0N.");
        QCOMPARE(document.discarded.size(), std::size_t{1});
        QCOMPARE(find_rule(document, "pickle-discarded-call")->fact("name"),
                 std::string_view("shop.act"));
        // A popped part of a tuple that holds itself is not dropped.
        QVERIFY(read("cshop\nact\n(tRp0\n0(g0\nt.").discarded.empty());
    }
};

QTEST_GUILESS_MAIN(TestPickleGraph)
#include "tst_pickle_graph.moc"
