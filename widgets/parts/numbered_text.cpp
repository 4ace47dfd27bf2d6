// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/numbered_text.h"

#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace strata {

namespace {
constexpr int sign_side = 12;
constexpr int sign_gap = 6;
constexpr int sign_left = 3;
/// Beside a text whose lines have no numbers.
constexpr int plain_margin = 11;
} // namespace

NumberedText::NumberedText(QWidget* parent) : QPlainTextEdit(parent), m_numbers(new QWidget(this))
{
    setFrameShape(QFrame::NoFrame);
    setAcceptDrops(false);
    setTabChangesFocus(true);
    setFont(fixed_font(font()));
    m_numbers->installEventFilter(this);
    m_numbers->hide();
    fitMargin();
    connect(this, &QPlainTextEdit::blockCountChanged, this, &NumberedText::fitMargin);
    connect(this, &QPlainTextEdit::updateRequest, this,
            [this](const QRect&, int) { m_numbers->update(); });
}

QString NumberedText::text() const
{
    return document()->toRawText().replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
}

bool NumberedText::holds(const QString& text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c == u'\r' || c == QChar(QChar::ParagraphSeparator) || c == QChar(0xFDD0) ||
               c == QChar(0xFDD1) || c.isNull();
    });
}

void NumberedText::setNumbered(bool numbered)
{
    m_numbered = numbered;
    m_numbers->setVisible(numbered);
    fitMargin();
}

void NumberedText::setProblem(qsizetype offset, qsizetype length, const QString& reason)
{
    const qsizetype end = document()->characterCount() - 1;
    m_problem = static_cast<int>(std::min(offset, end));
    m_problem_length = static_cast<int>(std::clamp<qsizetype>(length, 0, end - m_problem));
    m_reason = reason;
    showProblem();
}

void NumberedText::showProblem()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_problem >= 0) {
        const Theme::Tint& tint = Theme::of(palette()).error;
        QTextEdit::ExtraSelection line;
        line.cursor = QTextCursor(document());
        line.cursor.setPosition(m_problem);
        line.format.setBackground(tint.ground);
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        QTextEdit::ExtraSelection place;
        place.cursor = line.cursor;
        if (m_problem_length > 0)
            place.cursor.setPosition(m_problem + m_problem_length, QTextCursor::KeepAnchor);
        else if (!place.cursor.movePosition(QTextCursor::EndOfWord, QTextCursor::KeepAnchor))
            place.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        place.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        place.format.setUnderlineColor(tint.ink);
        marks = {line, place};
    }
    setExtraSelections(marks);
    viewport()->update();
    m_numbers->update();
}

void NumberedText::fitMargin()
{
    const auto digits = QString::number(std::max(blockCount(), 10)).size();
    const int width = m_numbered ? sign_left + sign_side + sign_left + sign_gap +
                                       static_cast<int>(digits) *
                                           fontMetrics().horizontalAdvance(QLatin1Char('0'))
                                 : plain_margin;
    setViewportMargins(width, 0, 0, 0);
    placeNumbers();
}

void NumberedText::placeNumbers()
{
    m_numbers->setGeometry(0, viewport()->y(), viewport()->x(), viewport()->height());
}

void NumberedText::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
    Q_EMIT resized();
}

void NumberedText::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showProblem();
    if (event->type() == QEvent::FontChange)
        fitMargin();
}

bool NumberedText::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_numbers && event->type() == QEvent::Paint) {
        paintNumbers();
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void NumberedText::paintNumbers()
{
    QPainter painter(m_numbers);
    const Theme& theme = Theme::of(palette());
    painter.fillRect(m_numbers->rect(), palette().color(QPalette::Base));
    painter.setFont(font());
    const int right = m_numbers->width() - sign_gap;
    painter.fillRect(m_numbers->width() - 1, 0, 1, m_numbers->height(), theme.frame);
    const QTextBlock wrong = m_problem >= 0 ? document()->findBlock(m_problem) : QTextBlock();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > m_numbers->height())
            break;
        const QRect line(0, qRound(place.top()), right, fontMetrics().height());
        const bool marked = block == wrong;
        if (marked) {
            painter.fillRect(0, line.top(), m_numbers->width() - 1, line.height(),
                             theme.error.ground);
            painter.drawPixmap(sign_left, line.center().y() - sign_side / 2,
                               icon_pixmap(QStringLiteral("error"), theme.error.ink, sign_side,
                                           devicePixelRatioF()));
        }
        painter.setPen(marked ? theme.error.ink : palette().color(QPalette::PlaceholderText));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
    }
}

QFont NumberedText::reasonFont() const
{
    return parentWidget() ? parentWidget()->font() : font();
}

QRect NumberedText::reasonRoom() const
{
    const QTextBlock block = document()->findBlock(m_problem);
    const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
    const int left = qRound(place.left()) + fontMetrics().horizontalAdvance(block.text()) + 24;
    return {left, qRound(place.top()), viewport()->width() - left - sign_gap,
            fontMetrics().height()};
}

bool NumberedText::saysReason() const
{
    return m_problem >= 0 && !m_reason.isEmpty() &&
           QFontMetrics(reasonFont()).horizontalAdvance(m_reason) <= reasonRoom().width();
}

void NumberedText::paintEvent(QPaintEvent* event)
{
    QPlainTextEdit::paintEvent(event);
    if (!saysReason())
        return;
    QPainter painter(viewport());
    painter.setFont(reasonFont());
    painter.setPen(Theme::of(palette()).error.ink);
    painter.drawText(reasonRoom(), Qt::AlignLeft | Qt::AlignVCenter, m_reason);
}

} // namespace strata
