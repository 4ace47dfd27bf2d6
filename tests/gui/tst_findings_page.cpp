// SPDX-License-Identifier: GPL-3.0-or-later
// The findings page of the real window: opcodes beside a finding, the report as text, JSON, SARIF.
#include "tests/gui/window_driver.h"

#include "app/window/findings_export.h"
#include "widgets/tables/roles.h"
#include "widgets/tables/table_view.h"

#include <QClipboard>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

using namespace strata;
using namespace strata::test;

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
            if (!write_findings(document(), path).isEmpty())
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
            write_findings(document(), folder.filePath(QStringLiteral("none/a.txt")));
        QVERIFY(!problem.isEmpty());
        page()->showProblem(problem);
        QCOMPARE(shown<::QLabel>(*page(), "findingsProblem")->text(), problem);
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
