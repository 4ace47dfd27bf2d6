// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/elided_label.h"

#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace strata {

namespace {

/// An underscore reaches under the descent that small fonts say they have.
constexpr int below_descent = 1;

} // namespace

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget* parent) : QWidget(parent), m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text)
{
    m_text = one_line(text);
    setToolTip(plain_tool_tip(text));
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

void ElidedLabel::setFixed(bool fixed)
{
    m_fixed = fixed;
    updateGeometry();
}

void ElidedLabel::setRightAligned(bool right)
{
    m_right = right;
}

void ElidedLabel::setParts(const QString& separator)
{
    m_separator = separator;
}

QString ElidedLabel::shownText(const QFontMetrics& metrics) const
{
    constexpr int least_letters = 5; // fewer say nothing
    const QString cut = metrics.elidedText(m_text, m_mode, width());
    if (m_separator.isEmpty() || cut == m_text)
        return cut;
    if (!m_text.contains(m_separator)) {
        // Where nothing is left but a number it would read as another one.
        const bool words =
            std::any_of(cut.begin(), cut.end(), [](QChar c) { return c.isLetter(); });
        return cut.size() < least_letters || !words ? QString() : cut;
    }
    QString shown = m_text;
    do
        shown.truncate(std::max<qsizetype>(0, shown.lastIndexOf(m_separator)));
    while (!shown.isEmpty() && (metrics.horizontalAdvance(shown) > width() ||
                                shown.count(u'(') > shown.count(u')'))); // a shape stays whole
    return shown;
}

QFont ElidedLabel::drawnFont() const
{
    return m_fixed ? fixed_font(font()) : font();
}

QSize ElidedLabel::sizeHint() const
{
    return {QFontMetrics(drawnFont()).horizontalAdvance(m_text) + 1,
            fontMetrics().height() + below_descent};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {std::min(sizeHint().width(), metrics.averageCharWidth() * 6),
            metrics.height() + below_descent};
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.setFont(drawnFont());
    const QFontMetrics metrics(drawnFont());
    const QString shown = shownText(metrics);
    const int left = m_right ? width() - metrics.horizontalAdvance(shown) : 0;
    painter.drawText(left, (height() - fontMetrics().height()) / 2 + fontMetrics().ascent(), shown);
}

void ElidedLabel::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_text.isEmpty())
        return;
    QMenu menu(this);
    const QAction* const copy = menu.addAction(tr("Copy"));
    if (menu.exec(event->globalPos()) == copy)
        QGuiApplication::clipboard()->setText(m_text);
}

} // namespace strata
