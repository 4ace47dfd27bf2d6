// SPDX-License-Identifier: GPL-3.0-or-later
// A tree of a million rows in the real window. What is said of time depends on the machine, so it is
// printed: the longest stretch of each step in which the window stood still. What fails is structure:
// rows that are wrong, a filter that no job answered, more rows opened at once than the view may.
#include "tests/gui/window_driver.h"

#include "app/window/gui_watchdog.h"
#include "io/base/limits.h"
#include "io/model/document_builder.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_view.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QToolButton>

#include <cstdio>

using namespace strata;
using namespace strata::test;

namespace {

constexpr int all_rows = 1'000'000;
constexpr int most_opened = 20'000;

/// `groups` groups with equally many rows, or rows alone for no groups.
std::shared_ptr<const Document> make_document(int groups)
{
    DocumentBuilder builder;
    Document& document = builder.document;
    document.path = "/models/large.bin";
    document.name = "large.bin";
    document.format = {"sample", "Sample", "memory", "", "", ""};
    const int in_group = groups == 0 ? all_rows : all_rows / groups - 1;
    for (int group = 0; group < std::max(groups, 1); ++group) {
        NodeId parent = Tree::root;
        if (groups != 0) {
            const std::string name = "group_" + std::to_string(group);
            parent = builder.file.add(Tree::root, {NodeKind::Group, name, "dict", "items"});
        }
        for (int row = 0; row < in_group; ++row) {
            const std::string name = "row_" + std::to_string(row);
            builder.file.add(parent, {NodeKind::Scalar, name, "float", std::to_string(row % 97)});
        }
    }
    return std::move(builder).finish();
}

} // namespace

class TestScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMillionRows_data()
    {
        QTest::addColumn<int>("groups");
        QTest::newRow("in a thousand groups") << 1'000;
        QTest::newRow("in ten groups") << 10;
        QTest::newRow("in groups of one") << 500'000;
        QTest::newRow("in no group") << 0;
    }
    void aMillionRows()
    {
        QFETCH(int, groups);
        const auto document = make_document(groups);
        QCOMPARE(static_cast<int>(document->file.size()), all_rows + 1);
        const Session::Opener opener = [document](const std::string&,
                                                  const JobContext&) -> Result<OpenDocument> {
            return OpenDocument{document, {}};
        };
        QTemporaryFile file;
        QVERIFY(file.open());
        MainWindow window(nullptr, opener);
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        GuiWatchdog dog;
        m_dog = &dog;

        DocumentView* view = nullptr;
        step("show", [&] { view = open_in(window, file.fileName()); });
        QVERIFY(view && view->isOpen());
        auto* const pane = view->findChild<TreePane*>();
        QVERIFY(pane);
        TreeView* const tree = pane->view();
        const TreeModel& model = *pane->model();
        // So many siblings stand in runs.
        const int top_rows = groups == 0 ? all_rows : groups;
        QCOMPARE(model.rowCount(), top_rows > 20'000 ? top_rows / 10'000 : top_rows);

        step("page down 200 times", [&] {
            for (int page = 0; page < 200; ++page)
                QTest::keyClick(tree, Qt::Key_PageDown);
        });
        step("end", [&] { QTest::keyClick(tree, Qt::Key_End); });
        QCOMPARE(tree->currentIndex().row(), model.rowCount() - 1);
        step("home", [&] { QTest::keyClick(tree, Qt::Key_Home); });
        QCOMPARE(tree->currentIndex().row(), 0);
        // Rows that are opened one by one are laid out one by one, each with all that follows it.
        const QSignalSpy one_by_one(tree, &QTreeView::expanded);
        QVERIFY(one_by_one.isValid());

        auto* const filter = pane->findChild<QLineEdit*>(QStringLiteral("treeFilter"));
        QVERIFY(filter);
        for (const char letter : {'r', 'o', 'w', '_', '7', '7'}) {
            step(std::string("filter, letter ") + letter, [&] {
                QTest::keyClick(filter, letter);
                QTRY_VERIFY_WITH_TIMEOUT(window.jobs().idle(), 60'000);
            });
            QVERIFY(model.filter());
            QVERIFY(opened_rows(*tree) <= most_opened + model.rowCount());
        }
        std::uint64_t matches = 0;
        for (std::size_t i = 1; i < document->file.size(); ++i)
            matches += document->file.name(NodeId{static_cast<std::uint32_t>(i)}).find("row_77") !=
                               std::string_view::npos
                           ? 1
                           : 0;
        QCOMPARE(model.filter()->matches, matches);
        step("clear the filter", [&] {
            filter->clear();
            QTRY_VERIFY_WITH_TIMEOUT(window.jobs().idle(), 60'000);
        });
        QVERIFY(!model.filter());

        const auto press = [&](const char* name) {
            pane->findChild<QToolButton*>(QString::fromLatin1(name))->click();
        };
        step("expand all", [&] { press("expandAll"); });
        const int opened = opened_rows(*tree);
        QVERIFY2(opened <= most_opened, qPrintable(QString::number(opened)));
        QVERIFY(groups != 1000 || opened > 0);
        QCOMPARE(one_by_one.size(), 0);
        step("end of what is open", [&] { QTest::keyClick(tree, Qt::Key_End); });
        step("collapse all", [&] { press("collapseAll"); });
        QCOMPARE(opened_rows(*tree), 0);
        if (groups != 0)
            step("open a group", [&] { tree->expand(model.index(0, 0)); });
        step("close the window's document", [&] { window.closeCurrent(); });
    }

private:
    /// Rows below the top ones that are open, at every depth.
    static int opened_rows(const TreeView& view)
    {
        int opened = 0;
        const QAbstractItemModel& model = *view.model();
        QModelIndexList left = {QModelIndex()};
        while (!left.isEmpty()) {
            const QModelIndex at = left.takeLast();
            opened += at.isValid() ? model.rowCount(at) : 0;
            for (int row = 0; row < model.rowCount(at); ++row) {
                if (const QModelIndex index = model.index(row, 0, at); view.isExpanded(index))
                    left.append(index);
            }
        }
        return opened;
    }

    template <class Work> void step(const std::string& name, Work work)
    {
        QTest::qWait(20); // what the test itself computed is not the step's
        const qsizetype before = m_dog->stretches().size();
        work();
        QTest::qWait(100); // what was asked for by then is painted
        GuiWatchdog::Stretch longest;
        for (qsizetype i = before; i < m_dog->stretches().size(); ++i) {
            if (m_dog->stretches()[i].length > longest.length)
                longest = m_dog->stretches()[i];
        }
        if (longest.length.count() == 0)
            std::printf("  %-28s under %lld ms\n", name.c_str(),
                        static_cast<long long>(GuiWatchdog::limit.count()));
        else
            std::printf("  %-28s %lld ms, computing %lld ms\n", name.c_str(),
                        static_cast<long long>(longest.length.count()),
                        static_cast<long long>(longest.computing.count()));
        std::fflush(stdout);
    }

    GuiWatchdog* m_dog = nullptr;
};

QTEST_MAIN(TestScale)
#include "tst_scale.moc"
