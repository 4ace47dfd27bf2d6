// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/proof/text_faults.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QHash>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>

#include <algorithm>
#include <cmath>

namespace strata::test {

namespace {

/// Antialiased edges and side bearings.
constexpr double tolerance = 1.5;
/// Characters that must be left of an elided text; "…" alone says that there is no room.
constexpr int least_letters = 3;
/// Pixels under which a label shows nothing that can be read.
constexpr int least_room = 8;
/// Colours of a picture that shows something: text alone has some dozens on its edges.
constexpr int least_colours = 8;

QString described(const PaintedText& text)
{
    return QStringLiteral("'%1' at %2, %3")
        .arg(text.text)
        .arg(qRound(text.ink.x()))
        .arg(qRound(text.ink.y()));
}

QWidget* widget_at(QWidget& widget, QPointF point)
{
    QWidget* const child = widget.childAt(point.toPoint());
    return child ? child : &widget;
}

/// Whether a text is cut where something scrolls: at the edge of a view that can be moved that way.
bool is_scrolled(QWidget& widget, const PaintedText& text)
{
    bool across = text.visible.left() - text.ink.left() > tolerance ||
                  text.ink.right() - text.visible.right() > tolerance;
    bool down = text.visible.top() - text.ink.top() > tolerance ||
                text.ink.bottom() - text.visible.bottom() > tolerance;
    for (const QAbstractScrollArea* const area : widget.findChildren<QAbstractScrollArea*>()) {
        const QRectF room(
            QRect(area->viewport()->mapTo(&widget, QPoint()), area->viewport()->size()));
        if (!area->isVisibleTo(&widget) || !room.adjusted(-2, -2, 2, 2).contains(text.visible))
            continue;
        const auto* const head = qobject_cast<const QHeaderView*>(area); // moves with its table
        const auto* const table =
            head ? qobject_cast<const QAbstractScrollArea*>(head->parentWidget()) : nullptr;
        const QAbstractScrollArea* const moving = table ? table : area;
        across = across && moving->horizontalScrollBar()->maximum() == 0;
        down = down && moving->verticalScrollBar()->maximum() == 0;
    }
    // Tabs under the arrows are painted over by them.
    for (const QTabBar* const tabs : widget.findChildren<QTabBar*>())
        across = across && !(tabs->usesScrollButtons() && tabs->isVisibleTo(&widget) &&
                             QRectF(QRect(tabs->mapTo(&widget, QPoint()), tabs->size()))
                                 .contains(text.visible.center()));
    return !across && !down;
}

bool is_cut(const PaintedText& text)
{
    return text.visible.left() - text.ink.left() > tolerance ||
           text.ink.right() - text.visible.right() > tolerance ||
           text.visible.top() - text.ink.top() > tolerance ||
           text.ink.bottom() - text.visible.bottom() > tolerance;
}

/// The row of a table or tree that shows something at a point; none for a head or a label.
QModelIndex index_at(QWidget& widget, QPointF point)
{
    for (QWidget* up = widget_at(widget, point); up && up != &widget; up = up->parentWidget()) {
        const auto* const view = qobject_cast<QAbstractItemView*>(up);
        if (view && !qobject_cast<QHeaderView*>(up))
            return view->indexAt(view->viewport()->mapFrom(&widget, point.toPoint()));
    }
    return {};
}

/// A number of up to 64 bits, with its unit, if any. More digits than these are one of Python's long
/// integers or an identifier, which is cut like a text.
bool is_number(const QString& text)
{
    static const QRegularExpression number(
        QStringLiteral(u"^[+−-]?([0-9]{1,20}|[0-9]{1,3}(,[0-9]{3}){0,6})([.][0-9]*)?(e[+−-]?[0-9]+)"
                       u"?( ?(%|B|[KMGTPE]iB))?$"));
    return number.match(text).hasMatch();
}

bool is_elided_badly(QWidget& widget, const PaintedText& text)
{
    if (!text.text.contains(QChar(0x2026)))
        return false;
    if (const QModelIndex index = index_at(widget, text.visible.center()); index.isValid()) {
        const QString whole = index.data().toString();
        if (text.text == whole)
            return false;
        return is_number(whole) ||
               (text.text.size() <= least_letters && text.text != QChar(0x2026));
    }
    static const QRegularExpression number(QStringLiteral(
        u"^[−-]?[0-9][0-9]{0,11}([,.][0-9,.]*)?(e[−-]?[0-9]*)?…$|^…[0-9,.]+$|^[0-9,.]+…[0-9,.]+$"));
    if (number.match(text.text).hasMatch())
        return true;
    QWidget* const at = widget_at(widget, text.visible.center());
    if (at->parentWidget() && qobject_cast<QHeaderView*>(at->parentWidget()) &&
        text.text.endsWith(QChar(0x2026)))
        return true;
    return text.text.size() <= least_letters && text.text != QChar(0x2026);
}

double linear(int channel)
{
    const double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.red()) + 0.7152 * linear(colour.green()) +
           0.0722 * linear(colour.blue());
}

/// The commonest colour around a text: glyphs cover the lesser part of their box. Behind the edge
/// that cuts a text another part begins, such as a scroll bar. `picture` has 32 bits a pixel.
QColor ground_of(const QImage& picture, const QRectF& visible, bool whole)
{
    const QRect part = visible.toAlignedRect();
    const QRect room = (whole ? part.adjusted(-2, -1, 2, 1) : part) & picture.rect();
    QHash<QRgb, int> seen;
    for (int y = room.top(); y <= room.bottom(); ++y) {
        const auto* const line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = room.left(); x <= room.right(); ++x)
            ++seen[line[x]];
    }
    QRgb most = 0;
    int times = 0;
    for (auto it = seen.cbegin(); it != seen.cend(); ++it) {
        if (it.value() > times) {
            times = it.value();
            most = it.key();
        }
    }
    return QColor(most);
}

/// What of a text no other part lies over, such as the scroll bar of a view.
QRectF uncovered(QWidget& widget, QRectF visible)
{
    const QPointF start(visible.left() + 1, visible.top() + 1);
    const QWidget* const at = widget_at(widget, start);
    while (visible.width() > 1 && widget_at(widget, {visible.right(), start.y()}) != at)
        visible.setRight(visible.right() - 1);
    while (visible.height() > 1 && widget_at(widget, {start.x(), visible.bottom()}) != at)
        visible.setBottom(visible.bottom() - 1);
    return visible;
}

bool is_enabled(QWidget& widget, QPointF point)
{
    QWidget* const at = widget_at(widget, point);
    if (!at->isEnabled())
        return false;
    const QModelIndex index = index_at(widget, point);
    return !index.isValid() || index.flags().testFlag(Qt::ItemIsEnabled);
}

} // namespace

double contrast(const QColor& one, const QColor& other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QStringList clipped_texts(QWidget& widget, const QList<PaintedText>& texts)
{
    QStringList faults;
    for (const PaintedText& text : texts) {
        if (is_cut(text) && !is_scrolled(widget, text))
            faults.append(QStringLiteral("cut: ") + described(text));
        else if (is_elided_badly(widget, text))
            faults.append(QStringLiteral("elided: ") + described(text));
    }
    return faults;
}

QStringList squeezed_texts(QWidget& widget)
{
    QStringList faults;
    const auto look = [&](const QWidget& at, const QString& text) {
        if (!text.isEmpty() && at.isVisibleTo(&widget) &&
            ((at.width() < least_room && at.width() + 2 < at.sizeHint().width()) ||
             at.height() < least_room))
            faults.append(QStringLiteral("squeezed: '%1'").arg(text));
    };
    for (const QLabel* const label : widget.findChildren<QLabel*>())
        look(*label, label->text());
    for (const QAbstractButton* const button : widget.findChildren<QAbstractButton*>())
        look(*button, button->text());
    return faults;
}

QStringList overlapping_texts(const QList<PaintedText>& texts)
{
    QList<PaintedText> sorted = texts;
    std::ranges::sort(sorted, {}, [](const PaintedText& text) { return text.visible.top(); });
    QStringList faults;
    for (qsizetype i = 0; i < sorted.size(); ++i) {
        for (qsizetype k = i + 1; k < sorted.size(); ++k) {
            const QRectF& one = sorted[i].visible;
            const QRectF& other = sorted[k].visible;
            if (other.top() >= one.bottom())
                break;
            const QRectF both = one & other;
            const bool twice = sorted[i].text == sorted[k].text &&
                               (one.topLeft() - other.topLeft()).manhattanLength() < 2;
            if (both.width() > tolerance && both.height() > tolerance && !twice)
                faults.append(QStringLiteral("overlap: %1 and %2")
                                  .arg(described(sorted[i]), described(sorted[k])));
        }
    }
    return faults;
}

QStringList faint_texts(QWidget& widget, const QList<PaintedText>& texts, const QImage& picture)
{
    QStringList faults;
    for (const PaintedText& text : texts) {
        const QRectF visible = uncovered(widget, text.visible);
        // Of a text that is scrolled away but for a sliver there is nothing to read.
        if (visible.height() * 3 < text.ink.height() || visible.width() * 3 < text.ink.width())
            continue;
        const QColor ground = ground_of(picture, visible, visible == text.ink);
        const double ratio = contrast(text.colour, ground);
        if (ratio < least_contrast && is_enabled(widget, visible.center()))
            faults.append(QStringLiteral("contrast %1 (%2 on %3): %4")
                              .arg(ratio, 0, 'f', 2)
                              .arg(text.colour.name(), ground.name(), described(text)));
    }
    return faults;
}

bool is_blank(const QImage& picture)
{
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 3) {
        const auto* const line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); x += 3) {
            colours.insert(line[x]);
            if (colours.size() >= least_colours)
                return false;
        }
    }
    return true;
}

} // namespace strata::test
