// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/numbered_list.h"

#include "widgets/parts/labels.h"
#include "widgets/parts/mixed_label.h"

#include <QGridLayout>
#include <QRegularExpression>

namespace strata {

namespace {

/// Behind the bracket that closes a call, whose arguments begin at `from`; the text's end if none.
qsizetype end_of_call(const QString& text, qsizetype from)
{
    int depth = 1;
    QChar quote;
    for (qsizetype i = from; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (c == QLatin1Char('"') || c == QLatin1Char('\''))
            quote = c;
        else if (c == QLatin1Char('('))
            ++depth;
        else if (c == QLatin1Char(')') && --depth == 0)
            return i + 1;
    }
    return text.size();
}

} // namespace

QStringList sentences_of(const QString& text)
{
    // A stop ends a sentence where the next word is a new one's: not in ".h5 only" or "0.24".
    static const QRegularExpression end(QStringLiteral("(?<=[.?])\\s+(?=\\p{Lu})"));
    return text.split(end, Qt::SkipEmptyParts);
}

QStringList calls_in(const QString& text)
{
    static const QRegularExpression start(QStringLiteral("[A-Za-z_][\\w.]*\\("));
    QStringList calls;
    qsizetype from = 0;
    for (auto match = start.match(text); match.hasMatch(); match = start.match(text, from)) {
        const qsizetype end = end_of_call(text, match.capturedEnd());
        from = end;
        calls.append(text.mid(match.capturedStart(), end - match.capturedStart()));
    }
    return calls;
}

NumberedList::NumberedList(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(4);
    m_grid->setVerticalSpacing(2);
    // What the text does not take goes behind it; without a column there, the grid centres it.
    m_grid->setColumnStretch(1, 1'000);
    m_grid->setColumnStretch(2, 1);
}

void NumberedList::setItems(const QStringList& items)
{
    m_items = items;
    while (QLayoutItem* const item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int i = 0; i < items.size(); ++i) {
        if (items.size() > 1) {
            QLabel* const number = make_label(tr("%1.").arg(i + 1));
            number->setContentsMargins(6, 0, 0, 0);
            m_grid->addWidget(number, i, 0, Qt::AlignTop | Qt::AlignRight);
        }
        QLabel* const text = new MixedLabel(items[i], calls_in(items[i]));
        text->setMaximumWidth(m_widest);
        m_grid->addWidget(text, i, 1);
    }
}

void NumberedList::setWidestLine(int width)
{
    m_widest = width;
    setItems(QStringList(m_items));
}

} // namespace strata
