// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/comparison_words.h"

#include "widgets/words/finding_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/significant.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <cmath>

namespace strata::words {

namespace {

QString of_total(std::uint64_t part, std::uint64_t whole)
{
    return translate("%1 of %2").arg(count(part), count(whole));
}

/// Two or three digits, as they are said: "0.031".
QString said(double number)
{
    return number == 0 ? QStringLiteral("0") : QString::number(number, 'g', number < 1 ? 2 : 3);
}

QString rate_words(double left, double right)
{
    if (left > 0 && std::fabs(right / left - 0.5) < 1e-6)
        return translate("learning rate halved");
    if (left > 0 && std::fabs(right / left - 2) < 1e-6)
        return translate("learning rate doubled");
    return translate("learning rate %1 → %2").arg(said(left), said(right));
}

void add_optimizer(const ComparisonSummary& summary, QStringList& parts)
{
    const qsizetype before = parts.size();
    const bool left = !summary.optimizer_left.empty() || summary.steps_left;
    const bool right = !summary.optimizer_right.empty() || summary.steps_right;
    if (left != right && summary.slots == 0) {
        parts.append(left ? translate("optimizer only left") : translate("optimizer only right"));
        return;
    }
    if (left && right && summary.optimizer_left != summary.optimizer_right)
        parts.append(translate("optimizer %1 → %2")
                         .arg(text_of(summary.optimizer_left), text_of(summary.optimizer_right)));
    if (summary.steps_left && summary.steps_right && summary.steps_left != summary.steps_right) {
        const auto steps = [](std::int64_t number) {
            return number < 0 ? QString::number(number) : count(static_cast<std::uint64_t>(number));
        };
        parts.append(translate("optimizer %1 → %2 steps")
                         .arg(steps(*summary.steps_left), steps(*summary.steps_right)));
    } else if (summary.slots_changed + summary.slots_alone != 0) {
        parts.append(translate("the optimizer's state differs"));
    }
    if (summary.rate_left && summary.rate_right &&
        static_cast<float>(*summary.rate_left) != static_cast<float>(*summary.rate_right))
        parts.append(rate_words(*summary.rate_left, *summary.rate_right));
    if (parts.size() == before && summary.slot_numbers != 0)
        parts.append(translate("the optimizer's state differs"));
}

/// "6 dtypes float32 → float16".
QString dtype_words(const ComparisonSummary& summary)
{
    if (summary.dtype_left.empty())
        return plural(summary.dtypes_changed, translate("1 dtype differs"),
                      translate("%1 dtypes differ"));
    return plural(summary.dtypes_changed, translate("1 dtype %1 → %2"),
                  translate("%1 dtypes %2 → %3"))
        .arg(text_of(summary.dtype_left), text_of(summary.dtype_right));
}

/// What differs in weights beside their values, and values that are no numbers.
void add_remarks(const ComparisonSummary& summary, QStringList& parts)
{
    if (summary.weights_turned != 0)
        parts.append(plural(summary.weights_turned, translate("1 array transposed"),
                            translate("%1 arrays transposed")));
    if (summary.weights_reshaped != 0)
        parts.append(plural(summary.weights_reshaped, translate("1 array of another shape"),
                            translate("%1 arrays of another shape")));
    if (summary.dtypes_changed != 0)
        parts.append(dtype_words(summary));
    if (summary.spoiled != 0)
        parts.append(plural(summary.spoiled, translate("NaN or infinity is new in 1 array"),
                            translate("NaN or infinity is new in %1 arrays")));
    if (summary.repaired != 0)
        parts.append(plural(summary.repaired, translate("fewer NaN and infinities in 1 array"),
                            translate("fewer NaN and infinities in %1 arrays")));
}

/// What one of two formats cannot hold.
void add_one_sided(const ComparisonSummary& summary, QStringList& parts)
{
    if (summary.estimator_left.empty() != summary.estimator_right.empty())
        parts.append(
            summary.estimator_right.empty()
                ? translate("the estimator %1 only left").arg(text_of(summary.estimator_left))
                : translate("the estimator %1 only right").arg(text_of(summary.estimator_right)));
    if (summary.described_left != summary.described_right)
        parts.append(summary.described_left ? translate("settings of layers only left")
                                            : translate("settings of layers only right"));
}

/// "6 of 6 weights changed", or that none did.
QString weights_words(const ComparisonSummary& summary)
{
    const bool arrays = !summary.estimator_left.empty();
    if (summary.weights == 0)
        return {};
    if (summary.weights_changed == 0 && summary.weights_failed != 0)
        return (arrays ? translate("%1 arrays equal") : translate("%1 weights equal"))
            .arg(of_total(summary.weights - summary.weights_failed, summary.weights));
    if (summary.weights_changed == 0 && summary.dtypes_changed != 0)
        return arrays
                   ? plural(summary.weights,
                            translate("the array is equal as far as the narrower dtype tells"),
                            translate("all %1 arrays equal as far as the narrower dtype tells"))
                   : plural(summary.weights,
                            translate("the weight is equal as far as the narrower dtype tells"),
                            translate("all %1 weights equal as far as the narrower dtype tells"));
    if (summary.weights_changed == 0)
        return arrays ? plural(summary.weights, translate("the array is equal"),
                               translate("all %1 arrays equal"))
                      : plural(summary.weights, translate("the weight is equal"),
                               translate("all %1 weights equal"));
    return (arrays ? translate("%1 arrays changed") : translate("%1 weights changed"))
        .arg(of_total(summary.weights_changed, summary.weights));
}

/// "2 layers changed, 1 renamed, 1 only left, 2 only right": the first number says of what.
QStringList count_words(const ComparisonSummary& summary)
{
    const bool layers = summary.layers_changed + summary.layers_renamed + summary.layers_only_left +
                            summary.layers_only_right !=
                        0;
    struct Count {
        std::uint64_t number;
        QString rest; ///< behind the things that are counted
    };
    const std::uint64_t changed = layers ? summary.layers_changed : summary.weights_changed;
    const std::vector<Count> counts = {
        {summary.structure_only && !layers ? 0 : changed, translate("changed")},
        {layers ? summary.layers_renamed : summary.weights_renamed, translate("renamed")},
        {layers ? summary.layers_only_left : summary.weights_only_left, translate("only left")},
        {layers ? summary.layers_only_right : summary.weights_only_right, translate("only right")}};
    QStringList parts;
    for (const Count& each : counts) {
        if (each.number == 0)
            continue;
        const bool one = each.number == 1;
        QString things;
        if (parts.isEmpty())
            things = (layers ? one ? translate("layer") : translate("layers")
                      : one ? translate("array")
                             : translate("arrays")) +
                     u' ';
        parts.append(count(each.number) + u' ' + things + each.rest);
    }
    return parts;
}

void add_frozen(const ComparisonSummary& summary, QStringList& parts)
{
    if (summary.frozen != 0)
        parts.append(
            plural(summary.frozen, translate("1 layer frozen"), translate("%1 layers frozen")));
    if (summary.unfrozen != 0)
        parts.append(plural(summary.unfrozen, translate("1 layer made trainable"),
                            translate("%1 layers made trainable")));
}

QString structural_line(const ComparisonSummary& summary)
{
    QStringList parts = count_words(summary);
    QStringList behind;
    if (!summary.structure_only && summary.parameters != 0)
        behind.append(
            summary.parameters_changed == 0
                ? translate("all %1 shared parameters equal").arg(count(summary.parameters))
                : translate("%1 shared parameters differ")
                      .arg(of_total(summary.parameters_changed, summary.parameters)));
    add_remarks(summary, behind);
    add_frozen(summary, behind);
    add_optimizer(summary, behind);
    add_one_sided(summary, behind);
    if (parts.isEmpty() && behind.isEmpty())
        return translate("the configuration differs");
    if (parts.isEmpty())
        return behind.join(QLatin1String(", "));
    const QString line = parts.join(QLatin1String(", "));
    return behind.isEmpty() ? line : line + QLatin1String("; ") + behind.join(QLatin1String(", "));
}

void add_renamed(const ComparisonSummary& summary, QStringList& parts)
{
    if (summary.layers_renamed + summary.weights_renamed != 0)
        parts.append(summary.layers_renamed != 0
                         ? plural(summary.layers_renamed, translate("1 layer renamed"),
                                  translate("%1 layers renamed"))
                         : plural(summary.weights_renamed, translate("1 weight renamed"),
                                  translate("%1 weights renamed")));
    else if (summary.rows_renamed != 0)
        parts.append(plural(summary.rows_renamed, translate("1 group renamed"),
                            translate("%1 groups renamed")));
}

/// What is left to say where nothing else is.
void add_rest(const ComparisonSummary& summary, QStringList& parts)
{
    if (summary.counters_changed != 0 && summary.weights_changed == 0)
        parts.append(plural(summary.counters_changed, translate("1 counter differs"),
                            translate("%1 counters differ")));
    if (summary.settings != 0 && (parts.isEmpty() || summary.weights_changed == 0))
        parts.append(plural(summary.settings, translate("1 setting differs"),
                            translate("%1 settings differ")));
    if (parts.isEmpty() && summary.slots_changed + summary.slots_alone + summary.slot_numbers != 0)
        parts.append(translate("the optimizer's state differs"));
    if (parts.isEmpty() && summary.rows_changed != 0)
        parts.append(plural(summary.rows_changed, translate("1 entry differs"),
                            translate("%1 entries differ")));
}

QString estimator_line(const ComparisonSummary& summary)
{
    QStringList parts;
    const bool one_class = summary.estimator_left == summary.estimator_right;
    parts.append(one_class ? translate("same estimator")
                           : translate("%1 → %2").arg(text_of(summary.estimator_left),
                                                      text_of(summary.estimator_right)));
    QStringList behind;
    if (summary.classes_changed == 1)
        behind.append(translate("%1: %2 → %3")
                          .arg(text_of(summary.class_of), text_of(summary.class_left),
                               text_of(summary.class_right)));
    else if (summary.classes_changed != 0)
        behind.append(translate("%1 parts of another class").arg(count(summary.classes_changed)));
    if (summary.parameters_set != 0)
        behind.append(plural(summary.parameters_set, translate("1 hyper-parameter differs"),
                             translate("%1 hyper-parameters differ")));
    if (summary.fitted != 0)
        behind.append(plural(summary.fitted, translate("1 fitted value differs"),
                             translate("%1 fitted values differ")));
    if (summary.trees_left != summary.trees_right)
        behind.append(
            translate("%1 → %2 trees").arg(count(summary.trees_left), count(summary.trees_right)));
    if (const QString weights = weights_words(summary);
        !weights.isEmpty() && !summary.structure_only)
        behind.append(weights);
    if (summary.weights_only_left != 0)
        behind.append(plural(summary.weights_only_left, translate("1 array only left"),
                             translate("%1 arrays only left")));
    if (summary.weights_only_right != 0)
        behind.append(plural(summary.weights_only_right, translate("1 array only right"),
                             translate("%1 arrays only right")));
    add_remarks(summary, behind);
    add_renamed(summary, behind);
    add_rest(summary, behind);
    return behind.isEmpty()
               ? parts.front()
               : parts.front() + QLatin1String("; ") + behind.join(QLatin1String(", "));
}

QString values_line(const ComparisonSummary& summary)
{
    QStringList parts;
    const QString weights = weights_words(summary);
    if (!weights.isEmpty() && !summary.structure_only)
        parts.append(weights);
    if (summary.weights_changed != 0 && summary.relative_l2.value_or(0) != 0 &&
        !summary.structure_only)
        parts.append(translate("relative L2 %1").arg(said(*summary.relative_l2)));
    add_remarks(summary, parts);
    add_renamed(summary, parts);
    add_frozen(summary, parts);
    add_optimizer(summary, parts);
    add_one_sided(summary, parts);
    add_rest(summary, parts);
    return parts.isEmpty()
               ? translate("same architecture")
               : translate("same architecture; %1").arg(parts.join(QLatin1String(", ")));
}

QString incomplete_words(const ComparisonSummary& summary)
{
    if (!summary.incomplete_right)
        return translate("the left file is incomplete");
    return summary.incomplete_left ? translate("both files are incomplete")
                                   : translate("the right file is incomplete");
}

/// "Ridge → SVC; "; empty for what is no estimator.
QString classes_words(const ComparisonSummary& summary)
{
    if (summary.estimator_left.empty() || summary.estimator_right.empty() ||
        summary.estimator_left == summary.estimator_right)
        return {};
    return translate("%1 → %2").arg(text_of(summary.estimator_left),
                                    text_of(summary.estimator_right)) +
           QLatin1String("; ");
}

} // namespace

QString comparison_line(const ComparisonSummary& summary)
{
    QString line;
    if (summary.identical)
        line = summary.structure_only ? translate("same structure")
                                      : translate("identical: nothing differs");
    else if (summary.weights == 0 && summary.weights_only_left != 0 &&
             summary.weights_only_right != 0)
        line = translate("%1nothing in common: %2, %3 only right")
                   .arg(classes_words(summary),
                        plural(summary.weights_only_left, translate("1 array only left"),
                               translate("%1 arrays only left")),
                        count(summary.weights_only_right));
    else if (!summary.estimator_left.empty() && !summary.estimator_right.empty())
        line = estimator_line(summary);
    else
        line = summary.same_architecture ? values_line(summary) : structural_line(summary);
    const std::uint64_t failed =
        summary.weights_failed + summary.slots_failed + summary.rows_failed;
    if (failed != 0)
        line += QLatin1String("; ") + plural(failed, translate("1 array could not be read"),
                                             translate("%1 arrays could not be read"));
    // What is missing may look like what was taken away.
    if (summary.incomplete_left || summary.incomplete_right)
        line.prepend(incomplete_words(summary) + QLatin1String("; "));
    return line;
}

QString sign_word(PairSign sign)
{
    switch (sign) {
    case PairSign::Unknown:
        return translate("not compared yet");
    case PairSign::Same:
        return translate("same");
    case PairSign::Changed:
        return translate("changed");
    case PairSign::Renamed:
        return translate("renamed");
    case PairSign::OnlyLeft:
        return translate("only left");
    case PairSign::OnlyRight:
        return translate("only right");
    }
    return {};
}

QString match_words(MatchReason reason)
{
    switch (reason) {
    case MatchReason::None:
        return none();
    case MatchReason::Path:
        return translate("path");
    case MatchReason::Name:
        return translate("name in another spelling");
    case MatchReason::Content:
        return translate("the same content");
    case MatchReason::Order:
        return translate("shape and order or alike values");
    case MatchReason::Hand:
        return translate("by hand");
    }
    return {};
}

QString finding_text(const Document& left, const Document& right,
                     const SettingDifference& difference)
{
    for (const Document* const document : {&left, &right}) {
        for (const Finding& finding : document->findings) {
            const std::string place = finding_place(*document, finding);
            if (finding_key(finding, place) == difference.key)
                return describe(finding).message +
                       (place.empty() ? QString() : QStringLiteral(" (%1)").arg(text_of(place)));
        }
    }
    return text_of(difference.key);
}

QString failure_words(const PairFailure& failure)
{
    if (failure.left && failure.right)
        return translate("could not be read on both sides");
    if (failure.left)
        return translate("could not be read left");
    return failure.right ? translate("could not be read right") : translate("could not be read");
}

} // namespace strata::words
