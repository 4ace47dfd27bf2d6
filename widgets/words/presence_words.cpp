// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/presence_words.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>

namespace strata::words {

namespace {

/// "1 tensor is cut, 15 are missing"; `named`: what is counted stands before it.
QStringList damage_parts(std::uint64_t cut, std::uint64_t missing, bool named)
{
    QStringList parts;
    if (cut != 0)
        parts.append(
            named ? plural(cut, translate("1 is cut"), translate("%1 are cut"))
                  : plural(cut, translate("1 tensor is cut"), translate("%1 tensors are cut")));
    if (missing != 0)
        parts.append(named || cut != 0
                         ? plural(missing, translate("1 is missing"), translate("%1 are missing"))
                         : plural(missing, translate("1 tensor is missing"),
                                  translate("%1 tensors are missing")));
    return parts;
}

/// "106 tensors are whole and can be used, 1 is cut, 15 are missing."
QString tensors_text(const EarlyEnd& end)
{
    const std::uint64_t all = end.whole + end.cut + end.missing;
    if (all == 0)
        return {};
    if (all == 1 && end.whole == 1)
        return translate("Its one tensor is whole and can be used.");
    if (all == 1)
        return end.cut == 1 ? translate("Its one tensor is cut.")
                            : translate("Its one tensor is missing.");
    QStringList parts = {end.whole == 0
                             ? translate("No tensor is whole")
                             : plural(end.whole, translate("1 tensor is whole and can be used"),
                                      translate("%1 tensors are whole and can be used"))};
    parts += damage_parts(end.cut, end.missing, true);
    return parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

/// "54.3" of a tensor that is cut.
QString present_percent(const Tensor& tensor)
{
    const auto there = present_count(tensor);
    if (!there)
        return {};
    const auto present = static_cast<double>(*there);
    const auto total = static_cast<double>(tensor.count().value_or(0));
    // 99.96 % is not 100.0 %.
    const double percent = std::min(100 * present / total, 99.9);
    return percent < 0.1 ? translate("under 0.1") : QString::number(percent, 'f', 1);
}

} // namespace

QString part_of_values(const Tensor& tensor)
{
    const auto present = present_count(tensor);
    if (!present)
        return {};
    const QString text = leading_part(tensor) ? translate("of the first %1 of %2 values")
                                              : translate("of %1 of %2 values");
    return text.arg(count(*present), count(tensor.count().value_or(0)));
}

QStringList shorter_part_of_values(const Tensor& tensor)
{
    const auto present = present_count(tensor);
    if (!present)
        return {};
    const QString number = count(*present);
    if (leading_part(tensor))
        return {translate("of the first %1 values").arg(number), translate("first %1").arg(number)};
    return {translate("of %1 values").arg(number)};
}

QString presence_text(const Tensor& tensor)
{
    const Presence presence = presence_of(tensor);
    if (presence == Presence::Missing)
        return translate("missing");
    const QString percent = present_percent(tensor);
    return percent.isEmpty() ? QString()
                             : translate("cut: %1 % of its values are in the file").arg(percent);
}

QStringList shorter_presence_text(const Tensor& tensor)
{
    const QString percent = present_percent(tensor);
    if (percent.isEmpty())
        return {};
    return {translate("cut: %1 % are in the file").arg(percent),
            translate("cut: %1 %").arg(percent)};
}

QString measured_text(std::uint64_t measured, std::uint64_t in_part, std::uint64_t whole)
{
    if (measured == 0)
        return plural(in_part, translate("1 tensor measured in part"),
                      translate("%1 tensors measured in part"));
    // The rows that were seen, more on a larger screen, until all are wanted.
    const QString text =
        measured < whole
            ? translate("%1 of %2 tensors measured").arg(count(measured), count(whole))
            : plural(measured, translate("1 tensor measured"), translate("%1 tensors measured"));
    return in_part == 0 ? text : translate("%1, %2 in part").arg(text, count(in_part));
}

QString damaged_text(std::uint64_t cut, std::uint64_t missing)
{
    return damage_parts(cut, missing, false).join(QStringLiteral(", "));
}

QString tensor_names(const Document& document, const std::vector<TensorId>& tensors,
                     std::size_t most)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(tensors.size(), most); ++i)
        names.append(text_of(document.tensor_path(tensors[i])));
    if (tensors.size() > most)
        names.append(translate("%1 more").arg(count(tensors.size() - most)));
    return names.join(QStringLiteral(", "));
}

EarlyEndWords describe(const EarlyEnd& end)
{
    EarlyEndWords words;
    words.headline =
        end.at_least
            ? plural(end.missing_bytes,
                     translate("The file ends early: at least 1 byte is missing"),
                     translate("The file ends early: at least %1 bytes are missing"))
            : plural(end.missing_bytes, translate("The file ends early: 1 byte is missing"),
                     translate("The file ends early: %1 bytes are missing"));
    const QString promise =
        (end.at_least    ? translate("It ends inside its header, which promises at least %1 bytes; "
                                        "the file has %2.")
         : end.in_header ? translate("Its header promises %1 bytes; the file has %2.")
                         : translate("It promises %1 bytes; the file has %2."))
            .arg(count(end.promised()), count(end.bytes));
    const QString tensors = tensors_text(end);
    words.sentence = tensors.isEmpty() ? promise : promise + QLatin1Char(' ') + tensors;
    words.remedy = translate("A broken download is the usual cause: fetch the file again and "
                             "compare its size.");
    return words;
}

} // namespace strata::words
