// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/statistics_facts.h"

#include "widgets/words/number_column.h"
#include "widgets/words/presence_words.h"

#include <QCoreApplication>

#include <cstdlib>

namespace strata {

namespace {

using Fact = FactsGrid::Fact;
using Style = FactsGrid::ValueStyle;

/// Digits that quantiles give up to stand like the numbers beside them.
constexpr int most_decimals_given_up = 1;

QString tr(const char* text)
{
    return QCoreApplication::translate("StatisticsFacts", text);
}

QString quantile_label(double share)
{
    return share == 0.5 ? tr("Median") : tr("%1 %").arg(qRound(share * 100));
}

} // namespace

QList<QList<Fact>> statistics_facts(const Statistics& s)
{
    const auto number = [](const QString& name, const std::optional<Number>& value,
                           const words::NumberColumn& column) {
        if (!value)
            return Fact{name, words::none(), Style::Figure, {}};
        const bool whole = !std::holds_alternative<double>(*value);
        return Fact{name, whole ? words::number(*value) : column.text(std::get<double>(*value)),
                    Style::Figure, words::exact_number(*value)};
    };
    const auto real = [](const QString& name, const std::optional<double>& value,
                         const words::NumberColumn* column) {
        if (!value)
            return Fact{name, words::none(), Style::Figure, {}};
        return Fact{name, column ? column->text(*value) : words::real(*value), Style::Figure,
                    words::exact_real(*value)};
    };
    std::vector<double> like;
    for (const std::optional<double>& value :
         {s.min ? std::optional(to_double(*s.min)) : std::nullopt,
          s.max ? std::optional(to_double(*s.max)) : std::nullopt, s.mean, s.std}) {
        if (value)
            like.push_back(*value);
    }
    const words::NumberColumn column(like);
    std::vector<double> quantiles;
    if (s.quantiles)
        quantiles.assign(s.quantiles->begin(), s.quantiles->end());
    // One block has the decimals of its largest number; but a few outliers must not take those of
    // all the rest.
    const words::NumberColumn own_column(quantiles);
    const bool alike =
        std::abs(column.decimals() - own_column.decimals()) <= most_decimals_given_up;
    const words::NumberColumn& quantile_column = alike ? column : own_column;
    QList<Fact> left = {{tr("Count"), words::count(s.count), Style::Figure, {}},
                        number(tr("Minimum"), s.min, column),
                        number(tr("Maximum"), s.max, column),
                        real(tr("Mean"), s.mean, &column),
                        real(tr("Std deviation"), s.std, &column),
                        real(tr("L1 norm"), s.l1, nullptr),
                        real(tr("L2 norm"), s.l2, nullptr),
                        {tr("Zeros"), words::count(s.zeros), Style::Figure, {}}};
    if (s.nan == 0 && s.positive_infinity == 0 && s.negative_infinity == 0) {
        left.append({tr("NaN, ±Inf"), tr("0, 0"), Style::Figure, {}});
    } else { // which of them there are is what one wants to know
        left.append({tr("NaN"), words::count(s.nan), Style::Figure, {}});
        left.append({tr("+Inf"), words::count(s.positive_infinity), Style::Figure, {}});
        left.append({tr("−Inf"), words::count(s.negative_infinity), Style::Figure, {}});
    }
    if (s.distinct)
        left.append({tr("Distinct"), words::count(*s.distinct), Style::Figure, {}});
    QList<Fact> right;
    for (std::size_t i = 0; i < quantile_shares.size(); ++i)
        right.append(real(quantile_label(quantile_shares[i]),
                          s.quantiles ? std::optional((*s.quantiles)[i]) : std::nullopt,
                          &quantile_column));
    if (s.quantiles && !s.quantiles_exact)
        right.append({tr("Quantiles"), tr("within 0.4 %"), Style::Figure, {}});
    return {left, right};
}

QList<Fact> brief_facts(const Statistics& s)
{
    const QStringList left_out = {tr("Count"), tr("L1 norm"), tr("L2 norm"), tr("Distinct")};
    QList<Fact> facts = statistics_facts(s).first();
    facts.removeIf([&](const Fact& fact) { return left_out.contains(fact.name); });
    return facts;
}

QList<QList<Fact>> awaited_facts()
{
    const QString waiting = QString(QChar(0x2026));
    QList<Fact> names;
    for (const QString& name :
         {tr("Count"), tr("Minimum"), tr("Maximum"), tr("Mean"), tr("Std deviation"), tr("L1 norm"),
          tr("L2 norm"), tr("Zeros"), tr("NaN, ±Inf")})
        names.append({name, waiting, Style::Figure, {}});
    QList<Fact> quantiles;
    for (const double share : quantile_shares)
        quantiles.append({quantile_label(share), waiting, Style::Figure, {}});
    return {names, quantiles};
}

QList<QList<Fact>> unknown_facts(std::uint64_t count)
{
    const QString unknown = tr("unknown");
    return {{{tr("Count"), words::count(count), Style::Figure, {}},
             {tr("Minimum"), unknown, Style::Word, {}},
             {tr("Maximum"), unknown, Style::Word, {}}}};
}

QList<QList<Fact>> missing_facts(std::uint64_t count)
{
    return {{{tr("Count"), words::count(count), Style::Figure, {}}}};
}

QStringList measured_values(const Tensor& tensor)
{
    const QString part = words::part_of_values(tensor);
    const QString magnitudes = tensor.dtype.is_complex() ? tr("of the magnitudes |z|") : QString();
    if (part.isEmpty())
        return magnitudes.isEmpty() ? QStringList() : QStringList{magnitudes};
    const QStringList parts = QStringList{part} + words::shorter_part_of_values(tensor);
    return magnitudes.isEmpty() ? parts : QStringList{tr("%1, %2").arg(magnitudes, part)} + parts;
}

ValueMark value_mark(const Statistics& s)
{
    QStringList parts;
    if (s.nan != 0)
        parts.append(tr("NaN %1").arg(words::count(s.nan)));
    if (s.positive_infinity != 0)
        parts.append(tr("+Inf %1").arg(words::count(s.positive_infinity)));
    if (s.negative_infinity != 0)
        parts.append(tr("−Inf %1").arg(words::count(s.negative_infinity)));
    if (!parts.isEmpty())
        return {QStringLiteral("mark-nan"), parts.join(QStringLiteral(", "))};
    if (s.all_zero())
        return {QStringLiteral("mark-zero"), tr("all zero")};
    if (s.constant())
        return {QStringLiteral("mark-constant"), tr("constant")};
    return {};
}

} // namespace strata
