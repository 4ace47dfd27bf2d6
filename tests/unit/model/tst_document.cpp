// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/limits.h"
#include "io/model/document_builder.h"

#include <QTest>

using namespace strata;

namespace {

std::string names_of(const Tree& tree, NodeId parent)
{
    std::string out;
    for (std::size_t row = 0; row < tree.node(parent).child_count; ++row)
        out += std::string(tree.name(tree.child(parent, row))) + " ";
    return out;
}

} // namespace

class TestDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAddedInAnyOrderLieTogetherUnderTheirParents()
    {
        TreeBuilder builder;
        const NodeId a = builder.add(Tree::root, {.kind = NodeKind::Group, .name = "a"});
        const NodeId b = builder.add(Tree::root, {.kind = NodeKind::Group, .name = "b"});
        const NodeId b1 = builder.add(b, {.kind = NodeKind::Scalar, .name = "b1"});
        builder.add(a, {.kind = NodeKind::Scalar, .name = "a1"});
        builder.add(b, {.kind = NodeKind::Scalar, .name = "b2"});
        builder.add(a, {.kind = NodeKind::Scalar, .name = "a2"});
        const auto finished = std::move(builder).finish();
        const Tree& tree = finished.tree;
        QCOMPARE(names_of(tree, Tree::root), std::string("a b "));
        QCOMPARE(names_of(tree, finished.renumbered[index(a)]), std::string("a1 a2 "));
        QCOMPARE(names_of(tree, finished.renumbered[index(b)]), std::string("b1 b2 "));
        const NodeId moved = finished.renumbered[index(b1)];
        QCOMPARE(tree.path(moved), std::string("b/b1"));
        QCOMPARE(tree.row(moved), std::size_t{0});
    }

    void pathsEscapeAndFindTheirWayBack()
    {
        TreeBuilder builder("/");
        const NodeId group = builder.add(Tree::root, {.kind = NodeKind::Group, .name = "x/y~z"});
        builder.add(group, {.kind = NodeKind::Scalar, .name = "shown", .key = "key"});
        const Tree tree = std::move(builder).finish().tree;
        const auto found = tree.find("/x~1y~0z/key");
        QVERIFY(found);
        QCOMPARE(tree.name(*found), std::string_view("shown"));
        QCOMPARE(tree.path(*found), std::string("/x~1y~0z/key"));
        QVERIFY(!tree.find("/x~1y~0z/shown"));
        QVERIFY(!tree.find("x~1y~0z/key"));
        QCOMPARE(unescape_path_part("~01"), std::string("~1"));
    }

    void pathsMayStartBelowARowAndHaveDots()
    {
        TreeBuilder builder;
        const NodeId file = builder.add(Tree::root, {.kind = NodeKind::Model, .name = "file"});
        builder.start_paths(file, '.');
        const NodeId group = builder.add(file, {.kind = NodeKind::Group, .name = "h"});
        const NodeId ten = builder.add(group, {.kind = NodeKind::Group, .name = "10"});
        for (const char* const name : {"weight", "x/y", ".odd", "weight."})
            builder.add(ten, {.kind = NodeKind::Tensor, .name = name});
        builder.add(file, {.kind = NodeKind::Tensor, .name = "h."});
        const auto finished = std::move(builder).finish();
        const Tree& tree = finished.tree;
        for (const char* const path :
             {"h", "h.10", "h.10.weight", "h.10.x~1y", "h.10..odd", "h.10.weight.", "h."}) {
            const auto found = tree.find(path);
            QVERIFY2(found, path);
            QCOMPARE(tree.path(*found), std::string(path));
        }
        QCOMPARE(tree.path(finished.renumbered[index(file)]), std::string());
        QVERIFY(tree.find("") == finished.renumbered[index(file)]);
        QCOMPARE(tree.name(*tree.find("h/10/weight")), std::string_view("weight"));
        for (const char* const path : {"h.1", "h.10.weight.x", "10", "file", "h10"})
            QVERIFY2(!tree.find(path), path);
    }

    void everyReferenceFollowsItsRow()
    {
        DocumentBuilder builder;
        const NodeId late = builder.model.add(Tree::root, {.name = "first"});
        const NodeId file = builder.file.add(Tree::root, {.name = "there"});
        const NodeId second = builder.model.add(Tree::root, {.name = "second"});
        builder.model.add(late, {.name = "child"});
        const NodeId row = builder.model.add(second, {.kind = NodeKind::Tensor, .name = "w"});
        builder.link(row, file);
        Tensor tensor;
        tensor.model_node = row;
        tensor.file_node = file;
        const TensorId id = builder.add_tensor(tensor);
        Finding finding;
        finding.rule = "x";
        finding.model_node = row;
        builder.add_finding(finding);
        const auto document = std::move(builder).finish();
        QCOMPARE(document->tensor_path(id), std::string("second/w"));
        QCOMPARE(document->tensor_file_path(id), std::string("there"));
        QCOMPARE(document->model.path(document->findings[0].model_node), std::string("second/w"));
        const NodeId there = *document->file.find("there");
        QCOMPARE(document->model.path(document->file.node(there).counterpart),
                 std::string("second/w"));
        QVERIFY(document->find_tensor("second/w") == id);
        QVERIFY(document->find_tensor("there") == id);
        QVERIFY(!document->find_tensor("second"));
    }

    void findingsOfOneRuleAreCountedPastTheirLimit()
    {
        DocumentBuilder builder;
        Finding finding;
        finding.rule = "many";
        for (std::size_t i = 0; i < limits::findings_a_rule + 5; ++i)
            builder.add_finding(finding);
        finding.rule = "few";
        builder.add_finding(finding);
        const auto document = std::move(builder).finish();
        QCOMPARE(document->findings.size(), limits::findings_a_rule + 1);
        QCOMPARE(document->findings[limits::findings_a_rule - 1].fact("more"),
                 std::string_view("5"));
        QVERIFY(document->findings.front().facts.empty());
        QVERIFY(document->findings.back().facts.empty());
    }

    void manyFindingsTakeLinearTime()
    {
        DocumentBuilder builder;
        Finding finding;
        finding.rule = "many";
        for (int i = 0; i < 1'000'000; ++i)
            builder.add_finding(finding);
        const auto document = std::move(builder).finish();
        QCOMPARE(document->findings.back().fact("more"), std::string_view("999000"));
    }

    void verdictsOnlyWorsen()
    {
        Verdict verdict;
        QVERIFY(!verdict.trust);
        verdict.worsen(Trust::Review);
        verdict.worsen(Trust::Trusted);
        QCOMPARE(*verdict.trust, Trust::Review);
        verdict.worsen(Integrity::Ambiguous);
        QCOMPARE(verdict.integrity, Integrity::Ambiguous);
        verdict.worsen(Integrity::Incomplete);
        verdict.worsen(Integrity::Ambiguous);
        QCOMPARE(verdict.integrity, Integrity::Incomplete);
    }

    void canonicalTextKeepsEveryFactOnItsLine()
    {
        DocumentBuilder builder;
        builder.document.format.id = "npy";
        builder.document.metadata.push_back(
            {"a@b", Value::text("two\nlines"), "str", "header", false, NodeId::none});
        builder.model.add(Tree::root, {.kind = NodeKind::Scalar, .name = "bad\nname"});
        const auto document = std::move(builder).finish();
        const std::string text = canonical_text(*document);
        QVERIFY(text.find("format: npy\n") != std::string::npos);
        QVERIFY(text.find("metadata: a@b : str = 'two\\nlines'\n") != std::string::npos);
        QVERIFY(text.find("  scalar bad\\x0aname\n") != std::string::npos);
    }

    void aMillionRowsStaySmall()
    {
        TreeBuilder builder;
        const NodeId parent = builder.add(Tree::root, {.kind = NodeKind::List, .name = "list"});
        for (int i = 0; i < 1'000'000; ++i)
            builder.add(parent, {.kind = NodeKind::Scalar, .name = "item", .type = "int"});
        const Tree tree = std::move(builder).finish().tree;
        QCOMPARE(tree.size(), std::size_t{1'000'002});
        QVERIFY(sizeof(Node) <= 80);
    }
};

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"
