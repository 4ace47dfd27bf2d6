// SPDX-License-Identifier: GPL-3.0-or-later
// The findings page of the real window: opcodes beside a finding, the report as text, JSON, SARIF.
#include "tests/gui/window_driver.h"

#include "app/window/document_export.h"
#include "app/window/export_dialog.h"
#include "app/window/findings_export.h"
#include "app/window/marks_dialog.h"
#include "widgets/parts/as_html.h"
#include "widgets/parts/code_view.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/marks.h"
#include "widgets/parts/mixed_label.h"
#include "widgets/parts/numbered_list.h"
#include "widgets/parts/scroll_page.h"
#include "widgets/parts/tab_bar.h"
#include "widgets/tables/roles.h"
#include "widgets/tables/row_delegate.h"
#include "widgets/tables/table_view.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"

#include <QAction>
#include <QClipboard>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QToolButton>

#include <algorithm>

using namespace strata;
using namespace strata::test;

namespace {

/// "16 tensors measured"
int measured_of(const QString& text)
{
    return text.section(QLatin1Char(' '), 0, 0).remove(QLatin1Char(',')).toInt();
}

} // namespace

class TestFindingsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = exposed_window();
        QVERIFY(m_window);
    }
    void cleanup() { m_window.reset(); }

    void opcodesStandBesideAPickleFinding()
    {
        QVERIFY(open(QStringLiteral("hostile/call_subprocess.pkl")));
        QAbstractItemModel* const opcodes = page()->bytesTable()->model();
        QTRY_VERIFY(opcodes->rowCount() > 5);
        const Finding& first = document()->findings.front();
        QStringList names;
        int chosen = -1;
        for (int row = 0; row < opcodes->rowCount(); ++row) {
            names.append(cell(opcodes, row, 1));
            if (opcodes->index(row, 1).data(InkRole).isValid())
                chosen = row;
        }
        QVERIFY(names.contains(QStringLiteral("REDUCE")) && names.contains(QStringLiteral("STOP")));
        QVERIFY(chosen >= 0);
        // What calls stands out, and so do the texts that it calls with; what comes after does not.
        const auto weight = [&](int row) {
            QStyleOptionViewItem option;
            option.font = page()->bytesTable()->font();
            struct Opened : RowDelegate {
                using RowDelegate::initStyleOption;
            } delegate;
            delegate.initStyleOption(&option, opcodes->index(row, 1));
            return option.font.weight();
        };
        QCOMPARE(weight(chosen), int{QFont::Bold});
        QCOMPARE(weight(0), int{QFont::Normal});
        bool text_before = false;
        for (int row = 0; row < opcodes->rowCount(); ++row) {
            const QModelIndex argument = opcodes->index(row, 2);
            const bool text = argument.data().toString().startsWith(QLatin1Char('\'')) ||
                              names[row] == QLatin1String("GLOBAL");
            text_before = text_before || (text && row < chosen);
            if (row != chosen)
                QCOMPARE(argument.data(InkRole).isValid(), text && row < chosen);
        }
        QVERIFY(text_before);
        QCOMPARE(opcodes->index(chosen, 0).data(CopyRole).toString(),
                 QString::number(*first.offset));
        QVERIFY(shown<CodeView>(*page(), "findingCall"));
        QVERIFY(page()->detailText().contains(QStringLiteral("subprocess.getoutput('touch")));
    }

    /// A pickle behind the first one has no rows; what it calls is told all the same.
    void aPickleBehindPaddingTellsItsCall()
    {
        QVERIFY(open(QStringLiteral("hostile/after_zeros.pkl")));
        QVERIFY(shown<CodeView>(*page(), "findingCall"));
        QVERIFY(page()->detailText().contains(QStringLiteral("os.system('touch")));
        QAbstractItemModel* const opcodes = page()->bytesTable()->model();
        QTRY_VERIFY(opcodes->rowCount() > 5);
        QStringList names;
        for (int row = 0; row < opcodes->rowCount(); ++row)
            names.append(cell(opcodes, row, 1));
        const qsizetype gap = names.indexOf(QStringLiteral("…"));
        QVERIFY(gap > 0);
        QCOMPARE(names[gap - 1], QStringLiteral("STOP"));
        QCOMPARE(names[gap + 1], QStringLiteral("PROTO"));
    }

    /// What joblib takes for an array pickle takes for opcodes: those are what the findings are about.
    void theOpcodeOfEachFindingIsMarked()
    {
        QVERIFY(open(QStringLiteral("hostile/joblib_two_readings.pkl")));
        QCOMPARE(page()->table()->model()->rowCount(), 2);
        QAbstractItemModel* const opcodes = page()->bytesTable()->model();
        for (int row = 0; row < 2; ++row) {
            page()->table()->setCurrentIndex(page()->table()->model()->index(row, 0));
            const QModelIndex byte =
                page()->table()->model()->index(row, page()->table()->model()->columnCount() - 1);
            const auto marked = [&] {
                for (int at = 0; at < opcodes->rowCount(); ++at) {
                    if (opcodes->index(at, 1).data(Qt::BackgroundRole).isValid())
                        return opcodes->index(at, 0).data().toString();
                }
                return QString();
            };
            QTRY_COMPARE(marked(), byte.data().toString());
        }
    }

    void theFileIsExportedFromHere()
    {
        QVERIFY(open(QStringLiteral("hostile/call_subprocess.pkl")));
        auto* const button = shown<QPushButton>(*page(), "findingExport");
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        const ExportDialog* const dialog = m_window->exporting().dialog();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(QString::fromUtf8(dialog->form().id.data(), qsizetype(dialog->form().id.size())),
                 QStringLiteral("json"));
        QTest::mouseClick(shown<QPushButton>(*page(), "findingCopy"), Qt::LeftButton);
        // Several things to do are steps.
        const auto* const steps = page()->findChild<NumberedList*>();
        QVERIFY(steps);
        QCOMPARE(steps->items().size(), 2);
        // The band says what the strip says.
        QVERIFY(page()->band()->text().startsWith(
            QStringLiteral("Dangerous: loading this file runs a command")));
    }

    void whatIsDangerousHasTheShieldAlone()
    {
        QVERIFY(open(QStringLiteral("hostile/call_subprocess.pkl")));
        const DocumentView* const view = m_window->currentView();
        const NodeId node = document()->findings.front().file_node;
        QVERIFY(node != NodeId::none);
        m_window->currentView()->chooseRow(Reading::File, node);
        TreeModel* const rows = m_window->currentView()->tree()->model();
        QStringList marks;
        for (int column = 0; column < rows->columnCount(); ++column)
            marks += rows->indexOf(node, column).data(MarksRole).toStringList();
        QCOMPARE(marks, QStringList(QStringLiteral("shield-danger")));
        QVERIFY(view->isOpen() && !find_mark(marks.first()).meaning.isEmpty());
    }

    /// Nothing in it scrolls by itself but the list of opcodes.
    void aSmallPageScrollsAsOne()
    {
        m_window->resize(900, 600);
        QVERIFY(open(QStringLiteral("hostile/call_subprocess.pkl")));
        auto* const whole = page()->findChild<ScrollPage*>();
        QVERIFY(whole);
        QTRY_VERIFY(whole->verticalScrollBar()->maximum() > 0);
        for (const auto* const part : page()->findChildren<QAbstractScrollArea*>()) {
            if (part != whole && part->isVisible())
                QVERIFY2(part->verticalScrollBar()->maximum() == 0, qPrintable(part->objectName()));
        }
        QCOMPARE(whole->horizontalScrollBar()->maximum(), 0);
        m_window->resize(1440, 900);
        QTRY_COMPARE(whole->verticalScrollBar()->maximum(), 0);
        m_window->resize(1200, 760);
        QTRY_COMPARE(whole->verticalScrollBar()->maximum(), 0);
    }

    void runsOfSpacesStay()
    {
        QTextDocument read;
        read.setHtml(as_html(QStringLiteral(" a  <b>   c ")));
        QCOMPARE(read.toPlainText(), QStringLiteral(" a  <b>   c "));
        MixedLabel label(QStringLiteral("In two  spaces."), {QStringLiteral("two  spaces")});
        read.setHtml(label.text());
        QCOMPARE(read.toPlainText(), QStringLiteral("In two  spaces."));
    }

    void bytesStandBesideOtherFindings()
    {
        QVERIFY(open(QStringLiteral("hostile/call_subprocess.pkl")));
        page()->setBytes(0, {false, {{8, QStringLiteral("00 01"), QStringLiteral("··"), true}}});
        QCOMPARE(page()->bytesTable()->model()->rowCount(), 1);
        QCOMPARE(page()->bytesTable()->model()->headerData(1, Qt::Horizontal).toString(),
                 QStringLiteral("Bytes"));
        page()->setBytes(99, {}); // about no finding that is shown
        QCOMPARE(page()->bytesTable()->model()->rowCount(), 1);
    }

    void reportIsCopiedAndSaved()
    {
        QVERIFY(open(QStringLiteral("hostile/call_subprocess.pkl")));
        QTest::mouseClick(shown<QPushButton>(*page(), "copyFindings"), Qt::LeftButton);
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.contains(QStringLiteral("Error, Security:")), qPrintable(text));
        QTemporaryDir folder;
        const auto read = [&](const char* name) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            if (!write_findings({document(), {}}, path).isEmpty())
                return QByteArray();
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(read("a.txt"), text.toUtf8());
        const QJsonObject json = QJsonDocument::fromJson(read("a.json")).object();
        QCOMPARE(json[QLatin1String("findings")].toArray().size(),
                 static_cast<qsizetype>(document()->findings.size()));
        const QJsonObject sarif = QJsonDocument::fromJson(read("a.sarif")).object();
        QCOMPARE(sarif[QLatin1String("runs")][0][QLatin1String("results")].toArray().size(),
                 static_cast<qsizetype>(document()->findings.size()));
        const QString problem =
            write_findings({document(), {}}, folder.filePath(QStringLiteral("none/a.txt")));
        QVERIFY(!problem.isEmpty());
        page()->showProblem(problem);
        QCOMPARE(shown<::QLabel>(*page(), "findingsProblem")->text(), problem);
    }

    void valuesThatAreNotFiniteAreFound()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("npy/nan_float64.npy")));
        QVERIFY(view && view->isOpen());
        Inspector* const inspector = view->inspector();
        // The tree measures what it shows, and that is all it takes.
        QTRY_COMPARE(inspector->bar()->badge(inspector->indexOf(inspector->findings())),
                     QStringLiteral("2"));
        QVERIFY(document()->findings.empty()); // the document stays what opening made of it
        QVERIFY(view->strip()->value(QStringLiteral("Values")).contains(QStringLiteral("NaN")));
        inspector->turnTo(inspector->findings());
        QAbstractItemModel* const table = page()->table()->model();
        QCOMPARE(table->rowCount(), 2);
        QVERIFY(page()->detailText().contains(QStringLiteral("are NaN")));
        QTest::mouseClick(shown<QPushButton>(*page(), "findingGo"), Qt::LeftButton);
        QVERIFY(!view->selectedPath().isEmpty());
        QTest::mouseClick(shown<QPushButton>(*page(), "copyFindings"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("are NaN")));
    }

    /// Where nobody chose a row yet, the page's first finding and the tree are about the same.
    void theRowAtFaultIsChosen()
    {
        DocumentView* const view =
            open_in(*m_window, data_file(QStringLiteral("keras/keras-3/lambda_model.h5")));
        QVERIFY(view && view->isOpen());
        QCOMPARE(view->inspector()->currentPage(), page());
        const auto& findings = document()->findings;
        const auto gravest = std::ranges::min_element(findings, {}, &Finding::severity);
        QVERIFY(gravest != findings.end() && gravest->model_node != NodeId::none);
        const QString path = QString::fromStdString(document()->model.path(gravest->model_node));
        QVERIFY(path.contains(QLatin1Char('/')));
        QCOMPARE(view->selectedPath(), path);
        QVERIFY(page()->detailText().contains(path));
        view->tree()->chooseFirst();
        view->inspector()->turnTo(view->inspector()->overview());
        QVERIFY(view->selectedPath() != path);
        view->inspector()->turnTo(page());
        QCOMPARE(view->selectedPath(), path);
        // A row that a person chose stays.
        QVERIFY(view->choosePath(QStringLiteral("metadata")));
        view->inspector()->turnTo(page());
        QCOMPARE(view->selectedPath(), QStringLiteral("metadata"));
    }

    void allValuesAreMeasuredWhenAskedFor()
    {
        QVERIFY(open(QStringLiteral("keras/keras-3/deep_learning_model.h5")));
        const DocumentView* const view = m_window->currentView();
        QPushButton* const check = shown<QPushButton>(*page(), "checkValues");
        auto* const empty = page()->findChild<EmptyState*>();
        QVERIFY(check || empty->isVisible());
        QSignalSpy wanted(page(), &FindingsPage::checkWanted);
        if (check)
            QTest::mouseClick(check, Qt::LeftButton);
        else
            Q_EMIT empty->actionRequested();
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!shown<QPushButton>(*page(), "checkValues"));
        const int all = static_cast<int>(document()->tensors.size());
        QTRY_COMPARE(measured_of(view->restingText()), all);
    }

    void aDangerousRowIsACall()
    {
        QVERIFY(open(QStringLiteral("hostile/control_p4.pkl")));
        const TreeModel* const rows = m_window->currentView()->tree()->model();
        const NodeId node = *tree_of(*document(), rows->reading()).find("object");
        const auto cell = [&](TreeColumn column) {
            return rows->indexOf(node, static_cast<int>(column)).data().toString();
        };
        QCOMPARE(cell(TreeColumn::Type), QStringLiteral("call"));
        QCOMPARE(cell(TreeColumn::Value), QStringLiteral("posix.system(…)"));
    }

    /// Names are no numbers: what cannot be measured is not waited for.
    void onlyNumbersAreMeasured()
    {
        QVERIFY(open(QStringLiteral("sklearn/1.9/pipeline.joblib")));
        const auto& tensors = document()->tensors;
        QVERIFY(std::any_of(tensors.begin(), tensors.end(),
                            [](const Tensor& tensor) { return !tensor.dtype.is_numeric(); }));
        Q_EMIT page()->checkWanted();
        QTRY_COMPARE(m_window->currentView()->restingText(), QStringLiteral("5 tensors measured"));
    }

    void helpSaysWhatMarksMean()
    {
        const QList<QAction*> actions = m_window->findChildren<QAction*>();
        const auto marks = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
            return action->text() == QStringLiteral("&Marks beside rows");
        });
        QVERIFY(marks != actions.end());
        (*marks)->trigger();
        auto* const dialog = m_window->findChild<MarksDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QStringList lines;
        for (const InkLabel* const line : dialog->findChildren<InkLabel*>())
            lines.append(line->text());
        QVERIFY(lines.contains(QStringLiteral("Holds NaN or infinities")));
        QCOMPARE(lines.size(), all_marks().size());
        dialog->reject();
    }

    void theTabCountsThem()
    {
        const auto badge = [this](const QString& file) {
            const bool is_open = open(file);
            const Inspector* const inspector = m_window->currentView()->inspector();
            TabBar* const bar = m_window->currentView()->inspector()->bar();
            const int tab = inspector->indexOf(page());
            return is_open ? std::pair(bar->badge(tab), bar->isBadgeGrave(tab))
                           : std::pair(QString(), false);
        };
        QCOMPARE(badge(QStringLiteral("npy/cube.npy")), std::pair(QStringLiteral("0"), false));
        QVERIFY(badge(QStringLiteral("hostile/call_subprocess.pkl")).second);
        const auto [count, grave] = badge(QStringLiteral("keras/keras-3/deep_learning_model.h5"));
        QCOMPARE(count, QString::number(document()->findings.size()));
        QVERIFY(!grave);
    }

    void arrowsStandBesideTabs()
    {
        QVERIFY(open(QStringLiteral("keras/keras-3/deep_learning_model.h5")));
        Inspector* const inspector = m_window->currentView()->inspector();
        TabBar* const bar = inspector->bar();
        auto* const right = bar->findChild<QToolButton*>(QStringLiteral("ScrollRightButton"));
        QVERIFY(right && !right->isVisible());
        inspector->turnTo(inspector->overview());
        m_window->resize(900, 600);
        QTRY_VERIFY(right->isVisible());
        const auto whole = [&] {
            QList<int> tabs;
            for (int tab = 0; tab < bar->count(); ++tab) {
                if (bar->isWhole(tab))
                    tabs.append(tab);
            }
            return tabs;
        };
        QVERIFY(whole().contains(0));
        QVERIFY(whole().size() < bar->count());
        for (const int tab : whole())
            QVERIFY(bar->tabRect(tab).right() < right->x());
        // What is seen of a tab that is cut is no tab.
        const int cut = whole().last() + 1;
        const QPoint beside(bar->tabRect(whole().last()).right() + 3, bar->height() / 2);
        const QColor ground = bar->palette().color(QPalette::Window);
        QCOMPARE(bar->grab().toImage().pixelColor(beside), ground);
        QTest::mouseClick(bar, Qt::LeftButton, {}, beside);
        QCOMPARE(bar->currentIndex(), 0);
        while (right->isEnabled())
            QTest::mouseClick(right, Qt::LeftButton);
        QVERIFY(whole().contains(inspector->indexOf(inspector->findings())));
        QVERIFY(cut < bar->count());
    }

private:
    FindingsPage* page() { return m_window->currentView()->inspector()->findings(); }
    std::shared_ptr<const Document> document()
    {
        return m_window->currentView()->file()->open.document;
    }
    bool open(const QString& file)
    {
        DocumentView* const opened = open_in(*m_window, data_file(file));
        if (!opened || !opened->isOpen())
            return false;
        opened->inspector()->turnTo(opened->inspector()->findings());
        return true;
    }

    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestFindingsPage)
#include "tst_findings_page.moc"
