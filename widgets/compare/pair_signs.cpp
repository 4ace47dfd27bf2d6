// SPDX-License-Identifier: GPL-3.0-or-later
// How the signs and figures of a PairModel look.
#include "widgets/compare/pair_model.h"
#include "widgets/words/comparison_words.h"
#include "widgets/words/number_words.h"

namespace strata {

QString sign_icon(PairSign sign)
{
    switch (sign) {
    case PairSign::Same:
        return QStringLiteral("cmp-same");
    case PairSign::Changed:
        return QStringLiteral("cmp-changed");
    case PairSign::Renamed:
        return QStringLiteral("cmp-renamed");
    case PairSign::OnlyLeft:
        return QStringLiteral("cmp-left");
    case PairSign::OnlyRight:
        return QStringLiteral("cmp-right");
    case PairSign::Unknown:
        break;
    }
    return {};
}

IconInk sign_ink(PairSign sign)
{
    switch (sign) {
    case PairSign::Changed:
        return IconInk::Changed;
    case PairSign::Renamed:
        return IconInk::Renamed;
    case PairSign::OnlyLeft:
        return IconInk::OnlyLeft;
    case PairSign::OnlyRight:
        return IconInk::OnlyRight;
    case PairSign::Same:
    case PairSign::Unknown:
        break;
    }
    return IconInk::Secondary;
}

QString relative_text(std::optional<double> relative)
{
    if (!relative)
        return words::none();
    constexpr double plain_from = 0.0005;
    constexpr double plain_to = 1000;
    if (*relative == 0)
        return QStringLiteral("0");
    if (*relative >= plain_from && *relative < plain_to)
        return QString::number(*relative, 'f', 3);
    return words::real(*relative);
}

/// The sign in words, with what else is to be known of the pair.
QString PairModel::signText(std::size_t pair) const
{
    QString sign = words::sign_word(comparison()->rows[pair].sign);
    if (const QString unread = unreadText(pair); isUnread(pair))
        sign = unread;
    else if (!unread.isEmpty())
        sign = tr("%1, %2").arg(sign, unread);
    return isTransposed(pair) ? tr("%1, transposed").arg(sign) : sign;
}

bool PairModel::isUnread(std::size_t pair) const
{
    const RowFigures& figures = comparison()->rows[pair];
    return figures.failed != 0 && figures.sign == PairSign::Unknown;
}

/// What could not be read of the row and below it; empty where nothing is.
QString PairModel::unreadText(std::size_t pair) const
{
    const std::uint32_t tensors = comparison()->pairs.rows[pair].tensors;
    if (tensors != PairRow::no_tensors && comparison()->failures[tensors])
        return words::failure_words(*comparison()->failures[tensors]);
    const std::uint64_t failed = comparison()->rows[pair].failed;
    return failed == 0 ? QString()
                       : words::plural(failed, tr("1 pair could not be read"),
                                       tr("%1 pairs could not be read"));
}

} // namespace strata
