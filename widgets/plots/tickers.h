// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/custom_plot.h"

namespace strata {

/// The look's most ticks of an axis; where there is less room, whoever shows the axis sets fewer.
inline constexpr int most_ticks = 8;
inline constexpr int compact_ticks = 5; ///< of a small plot

/// Ticks of an axis of counts: whole numbers, written compactly ("20 k").
class CountTicker : public QCPAxisTicker {
public:
    explicit CountTicker(int most = most_ticks) { setTickCount(most); }

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

/// Ticks of a logarithmic axis of counts.
class LogCountTicker : public QCPAxisTickerLog {
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

/// Ticks of an axis of values: true minus signs, all labels with the same decimals, and none
/// outside the range that the values have (the end bars of a histogram stand there).
class ValueTicker : public QCPAxisTicker {
public:
    ValueTicker() { setTickCount(most_ticks); }

    void setLimits(const QCPRange& limits) { m_limits = limits; }
    /// As many characters stand side by side: what is more is left out. 0: no bound.
    void setRoom(int characters) { m_room = characters; }

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QVector<double> createTickVector(double step, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    QCPRange m_limits;
    int m_room = 0;
    double m_step = 1;
    double m_largest = 1;
};

} // namespace strata
