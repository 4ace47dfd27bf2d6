// SPDX-License-Identifier: GPL-3.0-or-later
// A file that ends early, in the real window: what is whole is usable, what is cut is shown as far
// as it is there, what is missing says so.
#include "tests/gui/window_driver.h"

#include "app/window/document_export.h"
#include "widgets/pages/early_end_notice.h"
#include "widgets/pages/histogram_box.h"
#include "widgets/pages/page_head.h"
#include "widgets/pages/picture_box.h"
#include "widgets/pages/storage_words.h"
#include "widgets/pages/value_box.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/parts/ink_label.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/tables/findings_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"

#include <QPushButton>
#include <QSplitter>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace strata;
using namespace strata::test;

namespace {

/// Three matrices of 40 × 50 float32 that follow each other.
QByteArray three_matrices()
{
    QByteArray header = "{";
    for (int i = 0; i < 3; ++i)
        header += QByteArray(i == 0 ? "" : ",") + "\"layer." + QByteArray::number(i) +
                  ".weight\":{\"dtype\":\"F32\",\"shape\":[40,50],\"data_offsets\":[" +
                  QByteArray::number(i * 8000) + "," + QByteArray::number((i + 1) * 8000) + "]}";
    header += "}";
    header += QByteArray(8 - header.size() % 8, ' ');
    QByteArray file(8, '\0');
    file[0] = static_cast<char>(header.size() & 0xff);
    file[1] = static_cast<char>(header.size() >> 8);
    file += header;
    for (int i = 0; i < 6000; ++i) {
        const float value = std::sin(static_cast<float>(i));
        file.append(reinterpret_cast<const char*>(&value), sizeof(value));
    }
    return file;
}

bool write_bytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestIncomplete : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = exposed_window();
        QVERIFY(m_window);
        m_path = m_folder.filePath(QStringLiteral("cut.safetensors"));
        // Of the second matrix 1,200 of 2,000 values are there.
        QVERIFY(write_bytes(m_path, three_matrices().chopped(24'000 - 8'000 - 4'800)));
        m_view = open_in(*m_window, m_path);
        QVERIFY(m_view && m_view->isOpen());
    }
    void cleanup() { m_window.reset(); }

    void theNoticeStandsOnOverviewAndWeightsButNotOnFindings()
    {
        Inspector* const inspector = m_view->inspector();
        QCOMPARE(inspector->currentPage(), inspector->findings());
        QVERIFY(!shown<Band>(*inspector, "earlyEndBand"));
        for (Page* const page :
             std::initializer_list<Page*>{inspector->overview(), inspector->weights()}) {
            QVERIFY(m_view->choosePath(QStringLiteral("layer.0.weight")));
            inspector->turnTo(page);
            const Band* const band = shown<Band>(*page, "earlyEndBand");
            QVERIFY(band);
            QVERIFY2(band->text().contains(QStringLiteral("11,200 bytes are missing")),
                     qPrintable(band->text()));
            QVERIFY(band->text().contains(QStringLiteral("1 is cut, 1 is missing")));
            QVERIFY(shown<QWidget>(*page, "byteMap"));
        }
    }

    void oneFindingNamesAllThatIsNotWhole()
    {
        FindingsPage* const page = m_view->inspector()->findings();
        QCOMPARE(m_view->inspector()->currentPage(), page);
        const QAbstractItemModel* const table = page->table()->model();
        QCOMPARE(table->rowCount(), 1);
        QVERIFY(cell(table, 0, FindingsModel::WhatColumn)
                    .endsWith(QStringLiteral("1 tensor is cut, 1 is missing")));
        QCOMPARE(cell(table, 0, FindingsModel::WhereColumn), QStringLiteral("2 tensors"));
        QVERIFY(page->detailText().contains(
            QStringLiteral("layer.1.weight (cut), layer.2.weight (missing)")));
        // Nothing is green above it, and its numbers stand there alone.
        QVERIFY(!shown<Band>(*page, "verdictBand"));
        const Band* const band = shown<Band>(*page, "integrityBand");
        QVERIFY(band);
        QCOMPARE(band->kind(), Band::Kind::Error);
        QVERIFY(band->text().startsWith(QStringLiteral("Incomplete: the file ends early")));
        QVERIFY2(!band->text().contains(QStringLiteral("missing")), qPrintable(band->text()));
        auto* const show = shown<QPushButton>(*page, "findingGo");
        QVERIFY(show);
        QCOMPARE(show->text(), QStringLiteral("Show the 2 tensors"));
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(m_view->selectedPath(), QStringLiteral("layer.1.weight"));
    }

    /// The notice must not push the values off a low page, nor out of it what the array is.
    void aLowPageShowsTheValues()
    {
        m_window->resize(900, 600);
        WeightsPage* const page = weights("layer.1.weight");
        QTRY_COMPARE(page->figures()->value(QStringLiteral("Count")), QStringLiteral("1,200"));
        QTRY_VERIFY(!shown<QWidget>(*page, "byteMap"));
        const Band* const band = shown<Band>(*page, "earlyEndBand");
        QVERIFY(band && band->text() == QStringLiteral("The file ends early: 11,200 bytes are "
                                                       "missing"));
        const auto bottom = [page](const QWidget* part) {
            return part->mapTo(page, QPoint(0, part->height())).y();
        };
        QTRY_VERIFY(page->plot()->isVisible() && page->plot()->bars()->data()->size() > 1);
        QTest::qWait(100); // what comes late must not push it down again
        QTRY_VERIFY2(bottom(page->plot()) <= page->height(),
                     qPrintable(QString::number(bottom(page->plot()))));
        const auto labels = page->head()->findChildren<ElidedLabel*>();
        const auto code = std::ranges::find_if(labels, [](const ElidedLabel* label) {
            return label->text().contains(QStringLiteral("(40, 50)"));
        });
        QVERIFY(code != labels.end());
        QVERIFY((*code)->width() >= (*code)->sizeHint().width());
        QVERIFY(!page->head()->note()->shownText().contains(QChar(0x2026)));
    }

    /// They are on the page whole, or all of them beneath it and the main ones in the histogram.
    void statisticsAreNotCut()
    {
        for (const int height : {700, 800, 900, 1000, 1200}) {
            m_window->resize(1440, height);
            QTRY_COMPARE(m_window->height(), height);
            WeightsPage* const page = weights("layer.1.weight");
            QTRY_COMPARE(page->figures()->value(QStringLiteral("Count")), QStringLiteral("1,200"));
            QTRY_VERIFY(page->plot()->isVisible());
            QCoreApplication::processEvents();
            const QWidget* const box = page->figures()->parentWidget();
            const int top = box->mapTo(page, QPoint(0, 0)).y();
            const bool whole = top + box->height() <= page->height();
            const QWidget* const brief = shown<QWidget>(*page, "briefFigures");
            QVERIFY2(whole || top >= page->height() - 12,
                     qPrintable(
                         QStringLiteral("%1: %2 of %3").arg(height).arg(top).arg(page->height())));
            QCOMPARE(brief != nullptr, !whole && page->height() >= 600);
        }
    }

    void aCutArrayIsMeasuredAsFarAsItIsThere()
    {
        WeightsPage* const page = weights("layer.1.weight");
        QCOMPARE(page->head()->note()->text(),
                 QStringLiteral("cut: 60.0 % of its values are in the file"));
        QVERIFY(page->head()->note()->isVisible());
        QCOMPARE(shown<InkLabel>(*page, "histogramMeasured")->text(),
                 QStringLiteral("of the first 1,200 of 2,000 values"));
        QTRY_COMPARE(page->figures()->value(QStringLiteral("Count")), QStringLiteral("1,200"));
        QVERIFY(page->plot()->isVisible() && page->plot()->bars()->data()->size() > 1);
        QVERIFY(!page->picture()->isVisible());
        QVERIFY(!shown<Band>(*page, "band"));
    }

    void ofACutArrayTheValuesThatAreThereAreListed()
    {
        QVERIFY(m_view->choosePath(QStringLiteral("layer.1.weight")));
        ValuesPage* const page = m_view->inspector()->values();
        m_view->inspector()->turnTo(page);
        const ValuesModel& model = *page->model();
        QCOMPARE(model.rowCount(), 40);
        // 24 rows of 50 are there; the second matrix begins with sin(2000).
        QTRY_COMPARE(model.index(0, 0).data(CopyRole).toFloat(), std::sin(2000.0F));
        QCOMPARE(model.index(23, 49).data(CopyRole).toFloat(), std::sin(3199.0F));
        QCOMPARE(model.index(24, 0).data().toString(), QStringLiteral("missing"));
        QVERIFY(model.index(24, 0).data(SecondaryRole).toBool());
        auto* const head = page->findChild<PageHead*>();
        QVERIFY(head && head->note()->isVisible());
        QCOMPARE(head->note()->text(), QStringLiteral("cut: 60.0 % of its values are in the file"));
        QVERIFY(!shown<Band>(*page, "band"));
        QVERIFY(m_view->choosePath(QStringLiteral("layer.0.weight")));
        QVERIFY(!head->note()->isVisible());
    }

    void chunksBehindTheEndAreMissing()
    {
        QFile whole(data_file(QStringLiteral("hdf5/layouts.h5")));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QString path = m_folder.filePath(QStringLiteral("cut.h5"));
        QVERIFY(write_bytes(path, whole.read(50'000)));
        m_view = open_in(*m_window, path);
        QVERIFY(m_view && m_view->isOpen());
        WeightsPage* const page = weights("/growing");
        QCOMPARE(page->head()->note()->text(),
                 QStringLiteral("cut: 50.7 % of its values are in the file"));
        QCOMPARE(shown<InkLabel>(*page, "histogramMeasured")->text(),
                 QStringLiteral("of 608 of 1,200 values"));
        QTRY_COMPARE(page->figures()->value(QStringLiteral("Count")), QStringLiteral("608"));
        const QModelIndex row = m_view->tree()->view()->currentIndex();
        QCOMPARE(row.siblingAtColumn(static_cast<int>(TreeColumn::State)).data().toString(),
                 QStringLiteral("cut"));
        // 608 values are the first row of chunks (3 × 128 + 96) and one more.
        const auto layout = [this](const char* tensor) {
            const Document& document = *m_view->file()->open.document;
            return storage_facts(document, *document.find_tensor(tensor))[1].value;
        };
        QCOMPARE(layout("/growing"),
                 QStringLiteral("chunks of (16, 8), 12 stored, 7 of them missing"));
        QCOMPARE(layout("/gzip"), QStringLiteral("chunks of (16, 8), 12 stored"));
    }

    void aMissingArraySaysSo()
    {
        WeightsPage* const page = weights("layer.2.weight");
        QCOMPARE(page->head()->note()->text(), QStringLiteral("missing"));
        QVERIFY(page->valueBox()->isVisible());
        QVERIFY(!page->plot()->isVisible() && !page->picture()->isVisible());
        // And what is whole is as ever.
        QCOMPARE(weights("layer.0.weight"), page);
        QVERIFY(!page->head()->note()->isVisible() && !page->valueBox()->isVisible());
        QTRY_COMPARE(page->figures()->value(QStringLiteral("Count")), QStringLiteral("2,000"));
        QVERIFY(page->picture()->isVisible());
    }

    void theDamagedRowsAreAClickAway()
    {
        WeightsPage* const page = weights("layer.0.weight");
        auto* const show = shown<QPushButton>(*page, "showDamaged");
        QVERIFY(show);
        QCOMPARE(show->text(), QStringLiteral("Show the 2 tensors"));
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(m_view->selectedPath(), QStringLiteral("layer.1.weight"));
    }

    /// Where there is no room the words get shorter, never the numbers.
    void numbersAreNeverCut()
    {
        m_window->resize(900, 600);
        WeightsPage* const page = weights("layer.1.weight");
        const InkLabel* const note = page->head()->note();
        auto* const measured = shown<InkLabel>(*page, "histogramMeasured");
        QVERIFY(measured);
        for (const int width : {1440, 900, 800}) {
            m_window->resize(width, 600);
            QTRY_COMPARE(m_window->width(), width);
            QCoreApplication::processEvents();
            QVERIFY2(note->shownText().startsWith(QStringLiteral("cut: 60.0 %")) &&
                         !note->shownText().contains(QChar(0x2026)),
                     qPrintable(note->shownText()));
            QVERIFY2(measured->shownText().contains(QStringLiteral("first 1,200")) &&
                         !measured->shownText().contains(QChar(0x2026)),
                     qPrintable(measured->shownText()));
        }
    }

    void theTreeSumsWhatIsDamaged()
    {
        const TreeModel& model = *m_view->tree()->model();
        const auto row = [this, &model](const char* path, TreeColumn column) {
            const auto node = m_view->file()->open.document->model.find(path);
            return node ? model.indexOf(*node, static_cast<int>(column)).data().toString()
                        : QStringLiteral("no row");
        };
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("cut"));
        QCOMPARE(row("", TreeColumn::State), QStringLiteral("2 damaged"));
        QCOMPARE(row("", TreeColumn::Params), QStringLiteral("6,000"));
        QCOMPARE(row("layer", TreeColumn::State), QStringLiteral("2 damaged"));
        QCOMPARE(row("layer.0", TreeColumn::State), QString());
        QCOMPARE(row("layer.1", TreeColumn::State), QStringLiteral("1 damaged"));
        QCOMPARE(row("layer.1.weight", TreeColumn::State), QStringLiteral("cut"));
        QCOMPARE(row("layer.2", TreeColumn::State), QStringLiteral("missing"));
        QCOMPARE(row("layer.2.weight", TreeColumn::Size), QStringLiteral("7.81 KiB"));
        QCOMPARE(m_view->strip()->value(QStringLiteral("Tensors")), QStringLiteral("1 of 3 whole"));
        QTRY_COMPARE(m_view->restingText(), QStringLiteral("1 tensor measured, 1 in part"));
    }

    void theStateStaysInANarrowTree()
    {
        auto* const splitter = m_view->findChild<QSplitter*>(QStringLiteral("documentSplitter"));
        QVERIFY(splitter);
        splitter->setSizes({300, 1000});
        QVERIFY(m_view->choosePath(QStringLiteral("layer.1.weight")));
        const TreeView& tree = *m_view->tree()->view();
        QTRY_VERIFY(tree.isColumnHidden(static_cast<int>(TreeColumn::Params)));
        QVERIFY(!tree.isColumnHidden(static_cast<int>(TreeColumn::State)));
    }

    void withoutAPictureTheHistogramGrows()
    {
        m_window->resize(1920, 1200);
        WeightsPage* const page = weights("layer.1.weight");
        QVERIFY(!page->picture()->isVisible());
        auto* const box = page->findChild<HistogramBox*>();
        QVERIFY(box);
        QTRY_COMPARE(box->height(), box->maximumHeight());
    }

    void whatIsWholeIsExported()
    {
        WeightsPage* const page = weights("layer.1.weight");
        auto* const save = shown<QPushButton>(*page, "exportWhole");
        QVERIFY(save);
        QCOMPARE(save->text(), QStringLiteral("Export the whole tensor…"));
        QTest::mouseClick(save, Qt::LeftButton);
        ExportDialog* const dialog = m_window->exporting().dialog();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->subject().selection, std::vector<TensorId>{TensorId{0}});
        QTRY_VERIFY(dialog->plan());
        QCOMPARE(dialog->plan()->tensors.size(), std::size_t{1});
        QCOMPARE(dialog->plan()->tensors.front().name, std::string("layer.0.weight"));
        QCOMPARE(dialog->windowTitle(), QStringLiteral("Export 1 tensor of cut.safetensors"));
        dialog->reject();
    }

    void aFileThatHasBecomeWholeIsReadAgain()
    {
        WeightsPage* const page = weights("layer.1.weight");
        QVERIFY(write_bytes(m_path, three_matrices()));
        QTest::mouseClick(shown<QPushButton>(*page, "readAgain"), Qt::LeftButton);
        QTRY_VERIFY(m_view->file()->open.document->verdict.integrity == Integrity::Complete);
        QTRY_VERIFY(!shown<Band>(*page, "earlyEndBand"));
        QTRY_COMPARE(page->figures()->value(QStringLiteral("Count")), QStringLiteral("2,000"));
    }

private:
    WeightsPage* weights(const char* path)
    {
        m_view->choosePath(QString::fromLatin1(path));
        WeightsPage* const page = m_view->inspector()->weights();
        m_view->inspector()->turnTo(page);
        return page;
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<MainWindow> m_window;
    DocumentView* m_view = nullptr;
};

QTEST_MAIN(TestIncomplete)
#include "tst_incomplete.moc"
