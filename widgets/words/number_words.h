// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "io/model/document.h"

#include <QString>

#include <cstdint>

class QDateTime;

/// How numbers are written for people. The decimal point and the thousands comma are the same in
/// every locale, since values are pasted into code.
namespace strata::words {

/// How a minus is written.
enum class Sign {
    Screen, ///< U+2212, as wide as a digit
    Plain,  ///< a hyphen, in what is copied or printed
};

/// A count of things, exact: "6,922".
[[nodiscard]] QString count(std::uint64_t number);
/// A count on an axis: "20 k", "1.2 M".
[[nodiscard]] QString compact_count(double number);
/// `one` for 1, else `many` with "%1" replaced by the count: plural(3, "1 tensor", "%1 tensors").
/// Both are translated by the caller.
[[nodiscard]] QString plural(std::uint64_t number, const QString& one, const QString& many);

/// A size in 1024s with three digits: "40 B", "8.25 KiB", "109 KiB".
[[nodiscard]] QString size(std::uint64_t bytes);
/// "1 byte", "23,808,496 bytes".
[[nodiscard]] QString exact_bytes(std::uint64_t bytes);
/// An offset in a file: "25,824".
[[nodiscard]] QString offset(std::uint64_t bytes);
/// The same for a tooltip: "0x64e0".
[[nodiscard]] QString hexadecimal(std::uint64_t number);

/// A real number with 4 significant digits: "0.1450", "501.0"; powers of ten under 0.0001 and from
/// a million on: "−7.209e−6". "NaN", "+Inf", "−Inf". For numbers that stand under each other use
/// NumberColumn.
[[nodiscard]] QString real(double number, Sign sign = Sign::Screen);
/// The shortest text that reads back as the same number, for tooltips and for copying.
[[nodiscard]] QString exact_real(double number, Sign sign = Sign::Plain);
/// An integer digit by digit, a real number by real().
[[nodiscard]] QString number(const Number& number, Sign sign = Sign::Screen);
[[nodiscard]] QString exact_number(const Number& number, Sign sign = Sign::Plain);
/// Any text of a number with hyphens made true minus signs, or left.
[[nodiscard]] QString with_sign(QString text, Sign sign);

/// part / whole: "2.81 %". "–" when there is no whole.
[[nodiscard]] QString share(double part, double whole);
/// A shape as Python writes it: "(64, 64)", "(64,)", "()".
[[nodiscard]] QString shape(const Shape& shape);
/// The same with None for what is not known: "(None, 10)".
[[nodiscard]] QString shape(const SymbolicShape& shape);
/// "2025-02-11 16:58", in the time zone of `moment`.
[[nodiscard]] QString date_time(const QDateTime& moment);

/// What stands where a thing has none.
[[nodiscard]] QString none();

} // namespace strata::words
