// SPDX-License-Identifier: GPL-3.0-or-later
// The findings page of the real window: opcodes beside a finding, the report as text, JSON, SARIF.
#include "tests/gui/window_driver.h"

#include "app/window/findings_export.h"
#include "app/window/marks_dialog.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/marks.h"
#include "widgets/tables/roles.h"
#include "widgets/tables/table_view.h"

#include <QAction>
#include <QClipboard>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace strata;
using namespace strata::test;

namespace {

/// "16 arrays measured"
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
            if (opcodes->index(row, 0).data(InkRole).isValid())
                chosen = row;
        }
        QVERIFY(names.contains(QStringLiteral("REDUCE")) && names.contains(QStringLiteral("STOP")));
        QVERIFY(chosen >= 0);
        QCOMPARE(opcodes->index(chosen, 0).data(CopyRole).toString(),
                 QString::number(*first.offset));
        QVERIFY(shown<::QLabel>(*page(), "findingCall"));
        QVERIFY(page()->detailText().contains(QStringLiteral("subprocess.getoutput('touch")));
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
        const auto tab = [&] {
            return inspector->tabText(inspector->indexOf(inspector->findings()));
        };
        // The tree measures what it shows, and that is all it takes.
        QTRY_COMPARE(tab(), QStringLiteral("Findings 2"));
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

    void findingsAreInReachWhereTabsAreNot()
    {
        QVERIFY(open(QStringLiteral("keras/keras-3/deep_learning_model.h5")));
        Inspector* const inspector = m_window->currentView()->inspector();
        QVERIFY(!shown<QToolButton>(*inspector, "findingsBadge"));
        m_window->resize(900, 600);
        QToolButton* badge = nullptr;
        QTRY_VERIFY(badge = shown<QToolButton>(*inspector, "findingsBadge"));
        QVERIFY(badge->geometry().right() <= inspector->width());
        QVERIFY(badge->text().startsWith(QStringLiteral("Findings ")));
        inspector->turnTo(inspector->overview());
        QTest::mouseClick(badge, Qt::LeftButton);
        QCOMPARE(inspector->currentPage(), inspector->findings());
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
