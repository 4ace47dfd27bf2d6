// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/proof/shown_texts.h"

#include "tests/gui/proof/painted_text.h"
#include "widgets/parts/elided_label.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextDocumentFragment>

#include <cmath>
#include <limits>

namespace strata::test {

namespace {

/// Enough of a long table; a figure that stands further down is not looked for.
constexpr int most_rows = 2'000;

void add_rows(QStringList& texts, const QAbstractItemModel& model, const QModelIndex& parent)
{
    const int rows = std::min(model.rowCount(parent), most_rows);
    const int columns = std::min(model.columnCount(parent), 64);
    for (int row = 0; row < rows && texts.size() < 20'000; ++row) {
        for (int column = 0; column < columns; ++column)
            texts.append(model.index(row, column, parent).data().toString());
        add_rows(texts, model, model.index(row, 0, parent));
    }
}

void add_texts(QStringList& texts, QWidget& view)
{
    for (QWidget* const child : view.findChildren<QWidget*>()) {
        if (!child->isVisibleTo(&view))
            continue;
        if (const auto* const label = qobject_cast<QLabel*>(child))
            texts.append(QTextDocumentFragment::fromHtml(label->text()).toPlainText());
        else if (const auto* const elided = qobject_cast<ElidedLabel*>(child))
            texts.append(elided->text());
        else if (const auto* const button = qobject_cast<QAbstractButton*>(child))
            texts.append(button->text());
        else if (const auto* const line = qobject_cast<QLineEdit*>(child))
            texts.append(line->text());
        else if (const auto* const edit = qobject_cast<QPlainTextEdit*>(child))
            texts.append(edit->toPlainText());
        else if (const auto* const table = qobject_cast<QAbstractItemView*>(child);
                 table && table->model())
            add_rows(texts, *table->model(), table->rootIndex());
    }
}

} // namespace

ShownTexts::ShownTexts(QWidget& view)
{
    add_texts(m_texts, view);
    // Of tables all rows were read above; what else is painted on them are heads and numbers of
    // rows, which would pass for values.
    QList<QRectF> tables;
    for (const QAbstractItemView* const table : view.findChildren<QAbstractItemView*>()) {
        if (table->isVisibleTo(&view))
            tables.append(QRectF(QRect(table->mapTo(&view, QPoint()), table->size())));
    }
    for (const PaintedText& painted : painted_texts(view)) {
        const auto holds = [&](const QRectF& table) {
            return table.contains(painted.visible.center());
        };
        if (std::ranges::none_of(tables, holds))
            m_texts.append(painted.text);
    }
    for (QString& text : m_texts) {
        text.replace(QChar(0x2212), QLatin1Char('-'));
        readNumbers(text);
    }
}

void ShownTexts::readNumbers(const QString& text)
{
    static const QRegularExpression pattern(
        QStringLiteral("(-?)([0-9][0-9,]*)(\\.[0-9]+)?(e-?[0-9]+)?(?:(?: of (?:at least "
                       ")?[0-9.,]+)? ([KMGT]iB|B)\\b)?"));
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        QString digits =
            match.captured(1) + match.captured(2) + match.captured(3) + match.captured(4);
        digits.remove(QLatin1Char(','));
        const int decimals = std::max(0, int(match.captured(3).size()) - 1);
        const int power = match.captured(4).isEmpty() ? 0 : match.captured(4).mid(1).toInt();
        m_numbers.append(
            {digits.toDouble(), 0.5000001 * std::pow(10, power - decimals), match.captured(5)});
    }
}

bool ShownTexts::hasText(const QString& text) const
{
    return std::ranges::any_of(m_texts, [&](const QString& shown) { return shown.contains(text); });
}

bool ShownTexts::hasNumber(double number) const
{
    return std::ranges::any_of(m_numbers, [number](const Number& shown) {
        return std::abs(shown.value - number) <=
                   shown.half + std::abs(number) * std::numeric_limits<double>::epsilon() &&
               (shown.value != 0 || number == 0);
    });
}

bool ShownTexts::hasSize(double bytes) const
{
    static const QStringList units{QStringLiteral("B"), QStringLiteral("KiB"),
                                   QStringLiteral("MiB"), QStringLiteral("GiB"),
                                   QStringLiteral("TiB")};
    return std::ranges::any_of(m_numbers, [bytes](const Number& shown) {
        const auto power = units.indexOf(shown.unit);
        return power >= 0 &&
               std::abs(shown.value - bytes / std::pow(1024, double(power))) <= shown.half;
    });
}

} // namespace strata::test
