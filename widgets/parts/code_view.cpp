// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/code_view.h"

#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

#include <QEvent>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr int inside = 6;
/// More lines than this are scrolled.
constexpr int most_lines = 10;

} // namespace

QList<std::pair<qsizetype, qsizetype>> string_literals(const QString& code)
{
    QList<std::pair<qsizetype, qsizetype>> found;
    for (qsizetype at = 0; at < code.size(); ++at) {
        const QChar quote = code[at];
        if (quote != QLatin1Char('\'') && quote != QLatin1Char('"'))
            continue;
        qsizetype end = at + 1;
        while (end < code.size() && code[end] != quote)
            end += code[end] == QLatin1Char('\\') ? 2 : 1;
        end = std::min(end + 1, code.size()); // what is cut has no closing quote
        found.append({at, end - at});
        at = end - 1;
    }
    return found;
}

CodeView::CodeView(QWidget* parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
    document()->setDocumentMargin(inside);
}

void CodeView::setCode(const QString& code)
{
    m_code = code;
    write();
}

void CodeView::write()
{
    const QFont fixed = fixed_font(font());
    document()->setDefaultFont(fixed);
    setPlainText(m_code);
    QTextCharFormat literal;
    literal.setForeground(Theme::of(palette()).error.ink);
    QTextCursor cursor(document());
    for (const auto& [start, length] : string_literals(m_code)) {
        cursor.setPosition(static_cast<int>(start));
        cursor.setPosition(static_cast<int>(start + length), QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(literal);
    }
    fitHeight();
}

void CodeView::fitHeight()
{
    const int line = QFontMetrics(document()->defaultFont()).lineSpacing();
    const int whole = static_cast<int>(std::ceil(document()->size().height()));
    setFixedHeight(std::min(whole, most_lines * line + 2 * inside) + 2 * frameWidth());
}

void CodeView::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
}

void CodeView::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        write();
}

} // namespace strata
