// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/number_words.h"

#include "widgets/words/significant.h"
#include "widgets/words/translation.h"

#include <QDateTime>
#include <QStringList>

#include <array>
#include <cmath>

namespace strata::words {

namespace {

/// Commas between groups of three digits.
QString grouped(QString digits)
{
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, QLatin1Char(','));
    return digits;
}

/// At least `digits` significant digits, never fewer than the whole number has.
QString with_digits(double value, int digits)
{
    const int before_point = value < 10 ? 1 : value < 100 ? 2 : 3;
    return QString::number(value, 'f', std::max(0, digits - before_point));
}

template <class T> QString tuple(const T& parts)
{
    const QString inside = QStringList(parts).join(QLatin1String(", "));
    return parts.size() == 1 ? QStringLiteral("(%1,)").arg(inside)
                             : QStringLiteral("(%1)").arg(inside);
}

} // namespace

QString count(std::uint64_t number)
{
    return grouped(QString::number(number));
}

QString compact_count(double number)
{
    static constexpr std::array<const char*, 5> units = {"", " k", " M", " G", " T"};
    std::size_t unit = 0;
    while (std::abs(number) >= 999.95 && unit + 1 < units.size()) {
        number /= 1000;
        ++unit;
    }
    QString digits = QString::number(number, 'f', unit > 0 && std::abs(number) < 9.95 ? 1 : 0);
    if (digits.endsWith(QLatin1String(".0")))
        digits.chop(2);
    return digits + QLatin1String(units[unit]);
}

QString plural(std::uint64_t number, const QString& one, const QString& many)
{
    return number == 1 ? one : many.arg(count(number));
}

QString size(std::uint64_t bytes)
{
    if (bytes < 1024)
        return QStringLiteral("%1 B").arg(bytes);
    static constexpr std::array<const char*, 6> units = {" KiB", " MiB", " GiB",
                                                         " TiB", " PiB", " EiB"};
    double amount = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    while (amount >= 1023.5 && unit + 1 < units.size()) {
        amount /= 1024;
        ++unit;
    }
    return with_digits(amount, 3) + QLatin1String(units[unit]);
}

QString exact_bytes(std::uint64_t bytes)
{
    return plural(bytes, translate("1 byte"), translate("%1 bytes"));
}

QString offset(std::uint64_t bytes)
{
    return count(bytes);
}

QString hexadecimal(std::uint64_t number)
{
    return QStringLiteral("0x") + QString::number(number, 16);
}

QString real(double number, Sign sign)
{
    return with_sign(significant(number, 4), sign);
}

QString exact_real(double number, Sign sign)
{
    if (!std::isfinite(number))
        return real(number, sign);
    return with_sign(text_of(python_float(number)), sign);
}

QString number(const Number& number, Sign sign)
{
    if (const double* const value = std::get_if<double>(&number))
        return real(*value, sign);
    return exact_number(number, sign);
}

QString exact_number(const Number& number, Sign sign)
{
    if (const double* const value = std::get_if<double>(&number))
        return exact_real(*value, sign);
    if (const std::int64_t* const value = std::get_if<std::int64_t>(&number))
        return with_sign(QString::number(*value), sign);
    return QString::number(std::get<std::uint64_t>(number));
}

QString with_sign(QString text, Sign sign)
{
    return sign == Sign::Plain ? text : text.replace(QLatin1Char('-'), QChar(0x2212));
}

QString share(double part, double whole)
{
    if (!(whole > 0))
        return none();
    return QString::number(100 * part / whole, 'f', 2) + QLatin1String(" %");
}

QString shape(const Shape& shape)
{
    QStringList parts;
    for (const std::uint64_t length : shape)
        parts.append(QString::number(length));
    return tuple(parts);
}

QString shape(const SymbolicShape& shape)
{
    QStringList parts;
    for (const auto& length : shape)
        parts.append(length ? QString::number(*length) : QStringLiteral("None"));
    return tuple(parts);
}

QString date_time(const QDateTime& moment)
{
    return moment.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString none()
{
    return QStringLiteral("–");
}

} // namespace strata::words
