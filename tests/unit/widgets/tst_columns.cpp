// SPDX-License-Identifier: GPL-3.0-or-later
// How the columns of tables share the room, and what a cell shows that has too little of it.
#include "widgets/tables/column_widths.h"
#include "widgets/tables/columns_model.h"
#include "widgets/tables/roles.h"
#include "widgets/tables/table_view.h"
#include "widgets/tables/values_grid.h"
#include "widgets/theme/desk_style.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyleOptionFocusRect>
#include <QStyleOptionHeader>
#include <QTest>
#include <QTreeView>

#include <algorithm>
#include <numeric>

using namespace strata;

namespace {

/// A name, a sentence, a path that may be empty, and a number.
class Lines : public ColumnsModel {
public:
    Lines()
        : ColumnsModel({{QStringLiteral("Name"), false, false},
                        {QStringLiteral("What"), false, false},
                        {QStringLiteral("Where"), false, true, Qt::ElideMiddle},
                        {QStringLiteral("Byte"), true, true}})
    {
    }
    QString place;
    QString number;

protected:
    [[nodiscard]] int rows() const override { return 3; }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const QString sentence =
            QStringLiteral("The values of this array lie outside of what the file has of them, "
                           "so that nothing can be said of them");
        const QString texts[] = {QStringLiteral("row %1").arg(row), sentence, place, number};
        return texts[column];
    }
};

QImage drawn_arrow(QStyleOptionHeader::SortIndicator arrow)
{
    QImage image(20, 20, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionHeader option;
    option.rect = QRect(6, 6, 8, 8);
    option.sortIndicator = arrow;
    DeskStyle().drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &option, &painter, nullptr);
    painter.end();
    return image;
}

int inked(const QImage& image, int row)
{
    int count = 0;
    for (int x = 0; x < image.width(); ++x)
        count += image.pixelColor(x, row).lightness() < 200 ? 1 : 0;
    return count;
}

/// The first and the last row with ink.
std::pair<int, int> ends(const QImage& image)
{
    std::pair<int, int> out{-1, -1};
    for (int y = 0; y < image.height(); ++y) {
        if (inked(image, y) == 0)
            continue;
        if (out.first < 0)
            out.first = y;
        out.second = y;
    }
    return out;
}

} // namespace

class TestColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void narrowColumnsGetWhatTheyWant()
    {
        const QList<int> widths = share_room({{60, 60}, {500, 80}, {70, 50}}, 400, 1);
        QCOMPARE(widths, (QList<int>{60, 270, 70}));
    }
    void wideColumnsShareAlike()
    {
        const QList<int> widths = share_room({{300, 80}, {500, 80}, {50, 50}}, 450, 0);
        QCOMPARE(widths, (QList<int>{200, 200, 50}));
    }
    void whatNobodyWantsGoesToOne()
    {
        QCOMPARE(share_room({{50, 50}, {60, 60}}, 200, 0), (QList<int>{140, 60}));
        QCOMPARE(share_room({{50, 50}, {60, 60}}, 200, -1), (QList<int>{50, 150}));
    }
    void roomForAnArrowGoesBeforeATextIsCut()
    {
        const QList<ColumnNeed> needs = {{100, 60}, {80, 60, -1, 20}, {70, 50, -1, 20}};
        QCOMPARE(share_room(needs, 250, 0), (QList<int>{100, 80, 70}));
        QCOMPARE(share_room(needs, 210, 0), (QList<int>{100, 60, 50}));
    }
    void columnsLeaveInTheirOrder()
    {
        const QList<ColumnNeed> needs = {{100, 100}, {80, 80, 1}, {70, 70, 0}, {60, 60}};
        QCOMPARE(share_room(needs, 320, 0), (QList<int>{110, 80, 70, 60}));
        QCOMPARE(share_room(needs, 260, 0), (QList<int>{120, 80, 0, 60}));
        QCOMPARE(share_room(needs, 170, 0), (QList<int>{110, 0, 0, 60}));
        // Nothing more can leave: it is scrolled.
        QCOMPARE(share_room(needs, 90, 0), (QList<int>{100, 0, 0, 60}));
    }

    void emptyColumnsLeave()
    {
        Lines lines;
        TableView view;
        view.setSource(&lines);
        view.resize(600, 200);
        view.show();
        view.fitColumns(1);
        QVERIFY(view.isColumnHidden(2) && view.isColumnHidden(3));
        const int sentence = view.columnWidth(1);
        QVERIFY(sentence > 400);
        lines.place = QStringLiteral("/model_weights/dense_1/sequential/dense_1/kernel");
        lines.number = QStringLiteral("1,234,567");
        view.fitColumns(1);
        QVERIFY(!view.isColumnHidden(2) && !view.isColumnHidden(3));
        QVERIFY(view.columnWidth(1) < sentence);
        const QFontMetrics metrics(view.font());
        QVERIFY(view.columnWidth(0) >= metrics.horizontalAdvance(QStringLiteral("Name")) + 12);
        QVERIFY(view.columnWidth(3) > metrics.horizontalAdvance(lines.number) * 3 / 4);
        // The room is shared anew when there is more or less of it, and all of it is used.
        for (const int width : {900, 420}) {
            view.resize(width, 200);
            int sum = 0;
            for (int column = 0; column < 4; ++column)
                sum += view.isColumnHidden(column) ? 0 : view.columnWidth(column);
            QVERIFY(sum >= view.viewport()->width());
        }
    }
    void aKeptColumnIsWholeUpToHalf()
    {
        Lines lines;
        lines.place = QStringLiteral("/model_weights/dense_1/sequential/dense_1/kernel");
        TableView view;
        view.setSource(&lines);
        view.resize(600, 200);
        view.show();
        view.keepWhole(2);
        view.fitColumns(1);
        const int wanted = QFontMetrics(view.font()).horizontalAdvance(lines.place) * 9 / 10;
        QVERIFY(view.columnWidth(2) >= std::min(wanted, view.viewport()->width() / 2));
        QVERIFY(view.columnWidth(2) <= (view.viewport()->width() + 1) / 2);
    }
    void headsShowWholeLetters()
    {
        const DeskStyle style;
        QStyleOptionHeader head;
        head.state = QStyle::State_Horizontal;
        head.rect = QRect(0, 0, 120, 24);
        for (const auto arrow : {QStyleOptionHeader::None, QStyleOptionHeader::SortUp}) {
            head.sortIndicator = arrow;
            const QRect label = style.subElementRect(QStyle::SE_HeaderLabel, &head, nullptr);
            QVERIFY(label.height() >= head.fontMetrics.height());
        }
        // As drawn: the descender of a "y" reaches as far as without a head.
        head.sortIndicator = QStyleOptionHeader::None;
        head.textAlignment = Qt::AlignLeft | Qt::AlignVCenter;
        QStyleOptionHeader flat = head;
        flat.text = QStringLiteral("v");
        head.text = QStringLiteral("y");
        const auto inked_rows = [&style](const QStyleOptionHeader& option) {
            QImage image(option.rect.size(), QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setFont(QApplication::font());
            style.drawControl(QStyle::CE_Header, &option, &painter, nullptr);
            painter.end();
            const auto [top, bottom] = ends(image.copy(4, 3, 40, 18));
            return bottom - top;
        };
        QVERIFY2(inked_rows(head) >= inked_rows(flat) + head.fontMetrics.descent() - 1,
                 qPrintable(QStringLiteral("%1 %2").arg(inked_rows(head)).arg(inked_rows(flat))));
    }
    void whatAPersonDragsStays()
    {
        Lines lines;
        lines.place = QStringLiteral("/somewhere");
        lines.number = QStringLiteral("12");
        TableView view;
        view.setSource(&lines);
        view.resize(600, 200);
        view.show();
        view.fitColumns(1);
        view.header()->resizeSection(0, 155);
        view.resize(800, 200);
        QCOMPARE(view.columnWidth(0), 155);
    }
    void columnsCutTheirTextsWhereItTellsLeast()
    {
        const Lines lines;
        const auto mode = [&](int column) {
            return lines.index(0, column).data(ElideRole).toInt();
        };
        QCOMPARE(mode(0), int{Qt::ElideRight});
        QCOMPARE(mode(2), int{Qt::ElideMiddle});
        QCOMPARE(mode(3), int{Qt::ElideNone});
    }

    void arrowsPointUpWhereTheSmallestStandsFirst()
    {
        // Qt calls ascending "down".
        const QImage up = drawn_arrow(QStyleOptionHeader::SortDown);
        const QImage down = drawn_arrow(QStyleOptionHeader::SortUp);
        const auto [top, bottom] = ends(up);
        QVERIFY(top >= 0 && bottom > top);
        QVERIFY(inked(up, top) < inked(up, bottom));
        QVERIFY(inked(down, ends(down).first) > inked(down, ends(down).second));
    }
    void aSelectedRowHasNoFrame()
    {
        const QStandardItemModel model(1, 1);
        QTreeView view;
        const DeskStyle style;
        const auto frame = [&](const QColor& ground, const QWidget* of) {
            QImage image(40, 20, QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionFocusRect option;
            option.palette = view.palette();
            option.rect = QRect(2, 2, 36, 16);
            option.backgroundColor = ground;
            style.drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, of);
            painter.end();
            return inked(image, 2);
        };
        for (const QWidget* const of :
             {static_cast<const QWidget*>(&view), static_cast<const QWidget*>(nullptr)}) {
            QVERIFY(frame(view.palette().color(QPalette::Window), of) > 5);
            QCOMPARE(frame(view.palette().color(QPalette::Highlight), of), 0);
        }
    }

    /// QTreeView calls its arrows inactive while something else has the keyboard, but the row under
    /// them is drawn for the active window.
    void arrowsOfChosenRowsFollowTheWindow()
    {
        const DeskStyle style;
        QTreeView view;
        QPalette palette;
        palette.setColor(QPalette::Active, QPalette::HighlightedText, Qt::white);
        palette.setColor(QPalette::Inactive, QPalette::HighlightedText, Qt::black);
        const auto inks = [&](const QWidget* of, QStyle::State state) {
            QImage image(20, 20, QImage::Format_ARGB32);
            image.fill(QColor(0, 0, 255));
            QPainter painter(&image);
            QStyleOption option;
            option.rect = image.rect();
            option.palette = palette;
            option.state = QStyle::State_Item | QStyle::State_Children | QStyle::State_Enabled |
                           QStyle::State_Selected | state;
            style.drawPrimitive(QStyle::PE_IndicatorBranch, &option, &painter, of);
            painter.end();
            int least = 255;
            int most = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    least = std::min(least, image.pixelColor(x, y).blue());
                    most = std::max(most, image.pixelColor(x, y).red());
                }
            }
            return std::pair(least, most);
        };
        // Fusion draws it with less than full cover.
        const auto is_white = [](std::pair<int, int> ink) {
            return ink.first == 255 && ink.second > 140;
        };
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QVERIFY(is_white(inks(&view, QStyle::State_None)));
        QVERIFY(is_white(inks(nullptr, QStyle::State_Active)));
        QVERIFY(!is_white(inks(nullptr, QStyle::State_None)));
        view.hide();
        QVERIFY(!is_white(inks(&view, QStyle::State_Active)));
    }

    void theGridShowsWholeColumns()
    {
        QStandardItemModel model(40, 60);
        for (int row = 0; row < 40; ++row) {
            for (int column = 0; column < 60; ++column)
                model.setItem(row, column, new QStandardItem(QStringLiteral("-0.1234")));
        }
        ValuesGrid grid;
        grid.setModel(&model);
        grid.show();
        for (const int width : {430, 517, 1000}) {
            grid.resize(width, 300);
            grid.fitColumns();
            const int column = grid.horizontalHeader()->defaultSectionSize();
            const int room = grid.viewport()->width();
            QVERIFY2(room % column < room / column, qPrintable(QString::number(room % column)));
            QVERIFY(column > grid.fontMetrics().horizontalAdvance(QStringLiteral("0.1234")));
        }
        grid.horizontalScrollBar()->setValue(grid.horizontalScrollBar()->maximum());
        const QRect last = grid.visualRect(model.index(0, 59));
        QVERIFY(last.right() < grid.viewport()->width());
        // The heads of the rows are as wide as their numbers need.
        QVERIFY(grid.verticalHeader()->width() <
                grid.fontMetrics().horizontalAdvance(QStringLiteral("000000")));
    }
};

QTEST_MAIN(TestColumns)
#include "tst_columns.moc"
