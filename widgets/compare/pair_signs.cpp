// SPDX-License-Identifier: GPL-3.0-or-later
// How the signs and figures of a PairModel look.
#include "widgets/compare/pair_model.h"
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

} // namespace strata
