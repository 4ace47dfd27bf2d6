// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_facts.h"

#include "widgets/words/comparison_words.h"
#include "widgets/words/dtype_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"

#include <QCoreApplication>

namespace strata {

namespace {

struct Facts {
    Q_DECLARE_TR_FUNCTIONS(Facts)
};

using Fact = FactsGrid::Fact;
using Style = FactsGrid::ValueStyle;

Fact figure(const QString& name, const std::optional<double>& number)
{
    if (!number)
        return {name, words::none(), Style::Figure, {}, true};
    return {name, words::real(*number), Style::Figure, words::exact_real(*number)};
}

QString place_text(const std::vector<std::uint64_t>& place)
{
    QStringList parts;
    for (const std::uint64_t at : place)
        parts.append(QString::number(at));
    return QLatin1Char('(') + parts.join(QStringLiteral(", ")) + QLatin1Char(')');
}

Fact largest(const TensorDifference& difference)
{
    Fact fact = figure(Facts::tr("Largest |Δ|"), difference.max_abs);
    if (difference.max_at && !difference.max_at->empty())
        fact.value = Facts::tr("%1 at %2").arg(fact.value, place_text(*difference.max_at));
    return fact;
}

/// How the values were held against each other, where it is not simply one by one.
QString compared_text(ComparedBy by)
{
    switch (by) {
    case ComparedBy::Bytes:
        return Facts::tr("all bytes are equal");
    case ComparedBy::NarrowType:
        return Facts::tr("as the narrower dtype");
    case ComparedBy::Items:
        return Facts::tr("item by item");
    case ComparedBy::Values:
    case ComparedBy::Nothing:
        break;
    }
    return {};
}

/// "transposed"; of more than two axes also which of the right ones stands beside each left one.
QString axes_text(const std::vector<std::uint8_t>& right_axes)
{
    const std::vector<std::uint64_t> axes(right_axes.begin(), right_axes.end());
    return axes.size() == 2 ? Facts::tr("transposed")
                            : Facts::tr("transposed, %1").arg(place_text(axes));
}

void add_sides(QList<Fact>& facts, const PairSubject& subject)
{
    const Tensor& left = subject.left->tensor(subject.tensors->left);
    const Tensor& right = subject.right->tensor(subject.tensors->right);
    const bool transposed = subject.tensors->transposed();
    if (!subject.tensors->comparable || transposed) {
        facts.append({Facts::tr("Shape, left"), words::shape(left.shape), Style::Figure});
        facts.append({Facts::tr("Shape, right"), words::shape(right.shape), Style::Figure});
    }
    if (left.dtype.name() != right.dtype.name()) {
        facts.append({Facts::tr("Dtype, left"), words::dtype_text(left.dtype), Style::Figure});
        facts.append({Facts::tr("Dtype, right"), words::dtype_text(right.dtype), Style::Figure});
    }
    if (transposed)
        facts.append(
            {Facts::tr("Axes, right"), axes_text(subject.tensors->right_axes), Style::Word});
}

/// Names of figures that are not known, or not yet.
void add_unknown(QList<Fact>& facts, const PairSubject& subject, const QString& sign)
{
    QStringList names = {Facts::tr("Values that differ")};
    if (subject.hasFigures())
        names.append({Facts::tr("Largest |Δ|"), Facts::tr("Mean |Δ|"), Facts::tr("RMS Δ"),
                      Facts::tr("Relative L2"), Facts::tr("Cosine"), Facts::tr("Std, left"),
                      Facts::tr("Std, right")});
    for (const QString& name : names)
        facts.append({name, sign, Style::Figure, {}, true});
}

QString error_text(const Error& error)
{
    return error.code == ErrorCode::Cancelled ? Facts::tr("Comparing was stopped")
                                              : words::describe(error).message();
}

} // namespace

QList<Fact> pair_facts(const PairSubject& subject, const Result<PairFigures>* figures)
{
    QList<Fact> facts = {
        {Facts::tr("Matched by"), words::match_words(subject.reason), Style::Word}};
    if (!subject.tensors)
        return facts;
    add_sides(facts, subject);
    if (!subject.tensors->comparable)
        return facts;
    if (!figures || !*figures) {
        if (figures)
            facts.append(
                {Facts::tr("Not compared"), error_text(figures->error()), Style::Paragraph});
        add_unknown(facts, subject, figures ? words::none() : QStringLiteral("…"));
        return facts;
    }
    const TensorDifference& difference = (*figures)->difference;
    if (const QString how = compared_text(difference.by); !how.isEmpty())
        facts.append({Facts::tr("Compared"), how, Style::Word});
    facts.append({Facts::tr("Values that differ"),
                  Facts::tr("%1 of %2")
                      .arg(words::count(difference.changed), words::count(difference.count)),
                  Style::Figure});
    if (difference.by == ComparedBy::Items)
        return facts;
    facts.append(largest(difference));
    facts.append(figure(Facts::tr("Mean |Δ|"), difference.mean_abs));
    facts.append(figure(Facts::tr("RMS Δ"), difference.rms));
    facts.append(figure(Facts::tr("Relative L2"), difference.relative_l2));
    facts.append(figure(Facts::tr("Cosine"), difference.cosine));
    facts.append(figure(Facts::tr("Std, left"), difference.std_left));
    facts.append(figure(Facts::tr("Std, right"), difference.std_right));
    const auto append_both = [&](const QString& name, std::uint64_t left, std::uint64_t right) {
        if (left != 0 || right != 0)
            facts.append({name, Facts::tr("%1, %2").arg(words::count(left), words::count(right)),
                          Style::Figure});
    };
    append_both(Facts::tr("NaN, left and right"), difference.nan_left, difference.nan_right);
    append_both(Facts::tr("Infinite, left and right"), difference.infinite_left,
                difference.infinite_right);
    return facts;
}

} // namespace strata
