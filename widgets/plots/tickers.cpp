// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/tickers.h"

#include "widgets/words/number_words.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// How many multiples of a step lie in a range.
double multiples_in(const QCPRange& range, double step)
{
    constexpr double slack = 1e-9; // an end that is a multiple is one
    return std::floor(range.upper / step + slack) - std::ceil(range.lower / step - slack) + 1;
}

/// The smallest step of 1, 2 or 5 times a power of ten that gives no more ticks than `most`; the one
/// before it where that would leave hardly any and a few more do no harm.
double even_step(const QCPRange& range, int most)
{
    constexpr double fewest = 4;
    const double ten = std::pow(10, std::floor(std::log10(range.size() / most)));
    double finer = ten;
    for (const double step : {ten, 2 * ten, 5 * ten, 10 * ten, 20 * ten}) {
        if (multiples_in(range, step) <= most)
            return multiples_in(range, step) < fewest && multiples_in(range, finer) <= most * 1.25
                       ? finer
                       : step;
        finer = step;
    }
    return finer;
}

} // namespace

double CountTicker::getTickStep(const QCPRange& range)
{
    return std::max(1.0, even_step(range, tickCount()));
}

int CountTicker::getSubTickCount(double /*step*/)
{
    return 0;
}

QString CountTicker::getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/,
                                  int /*precision*/)
{
    return words::compact_count(tick);
}

QString LogCountTicker::getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/,
                                     int /*precision*/)
{
    return words::compact_count(tick);
}

double ValueTicker::getTickStep(const QCPRange& range)
{
    m_largest = std::max(std::abs(range.lower), std::abs(range.upper));
    for (int most = tickCount(); most > 0; --most) {
        m_step = even_step(range, most);
        const double first = std::ceil(range.lower / m_step) * m_step;
        const double last = std::floor(range.upper / m_step) * m_step;
        const qsizetype label =
            std::max(getTickLabel(first, {}, {}, 0).size(), getTickLabel(last, {}, {}, 0).size());
        constexpr double gap = 0.5;
        if (m_room == 0 ||
            multiples_in(range, m_step) * (static_cast<double>(label) + gap) <= m_room)
            break;
    }
    return m_step;
}

int ValueTicker::getSubTickCount(double /*step*/)
{
    return 0;
}

QVector<double> ValueTicker::createTickVector(double step, const QCPRange& range)
{
    QVector<double> ticks = QCPAxisTicker::createTickVector(step, range);
    if (m_limits.size() > 0) {
        const double slack = step * 1e-6;
        ticks.erase(std::remove_if(ticks.begin(), ticks.end(),
                                   [this, slack](double tick) {
                                       return tick < m_limits.lower - slack ||
                                              tick > m_limits.upper + slack;
                                   }),
                    ticks.end());
    }
    return ticks;
}

QString ValueTicker::getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/,
                                  int /*precision*/)
{
    if (std::abs(tick) < m_step * 1e-6)
        tick = 0;
    const bool powers = m_largest >= 1e7 || m_step < 9e-5; // five decimals read as 0
    QString text;
    if (powers && tick != 0) {
        // As many digits as tell neighbours apart.
        const double digits =
            std::floor(std::log10(std::abs(tick))) - std::floor(std::log10(m_step) + 1e-9);
        text = QString::number(tick, 'e', std::clamp(static_cast<int>(digits), 0, 12));
        text.replace(QStringLiteral("e+0"), QStringLiteral("e"))
            .replace(QStringLiteral("e-0"), QStringLiteral("e-"))
            .replace(QStringLiteral("e+"), QStringLiteral("e"));
    } else {
        const int decimals =
            powers ? 0 : std::clamp(static_cast<int>(-std::floor(std::log10(m_step) + 1e-9)), 0, 9);
        text = QString::number(tick, 'f', decimals);
    }
    return words::with_sign(text, words::Sign::Screen);
}

} // namespace strata
