// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/tree_words.h"

#include "widgets/parts/text.h"
#include "widgets/words/number_words.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr qsizetype longest_name = 120;
constexpr std::size_t most_class_names = 10'000;

/// Labels of float64 are mostly whole numbers; up to here each of them is exact.
constexpr double most_whole = 9007199254740992.0;

bool is_whole(const Value& value)
{
    return value.kind() == Value::Kind::Float && std::abs(value.as_real()) <= most_whole &&
           value.as_real() == std::floor(value.as_real());
}

QString class_text(const Value& value)
{
    if (value.kind() == Value::Kind::Text)
        return one_line(value.as_text(), longest_name);
    const QString text = is_whole(value)
                             ? QString::number(static_cast<std::int64_t>(value.as_real()))
                             : one_line(value.repr(longest_name), longest_name);
    return TreeWords::tr("class %1").arg(text);
}

QStringList class_texts(const std::vector<Value>& values)
{
    QStringList texts;
    for (std::size_t i = 0; i < std::min(values.size(), most_class_names); ++i)
        texts.append(class_text(values[i]));
    return texts;
}

/// scikit-learn's criteria by the words that people use for them.
QString impurity_name(const Estimator& estimator)
{
    for (const auto& [name, value] : estimator.parameters) {
        if (name != "criterion" || value.kind() != Value::Kind::Text)
            continue;
        QString text = one_line(value.as_text(), longest_name);
        text.replace(QLatin1Char('_'), QLatin1Char(' '));
        return text.isEmpty() ? text : text.left(1).toUpper() + text.mid(1);
    }
    return TreeWords::tr("Impurity");
}

} // namespace

TreeWords::TreeWords(const Estimator& estimator, const DecisionTree& tree)
    : m_class_counts(tree.class_counts), m_impurity(impurity_name(estimator))
{
    const std::vector<std::string>& names = estimator.names_of_input();
    for (std::size_t i = 0; i < tree.feature_count; ++i) {
        // A tree that saw some of the features numbers those.
        const std::size_t feature = i < tree.features.size() ? tree.features[i] : i;
        if (feature >= names.size() && tree.features.empty())
            break;
        m_features.append(feature < names.size() ? one_line(names[feature], longest_name)
                                                 : QStringLiteral("x%1").arg(feature));
    }
    if (tree.stage) // says a part of a score, whatever the whole says
        return;
    if (m_class_counts.size() == 1) {
        if (!estimator.classes.empty() && m_class_counts.front() > 1 &&
            m_class_counts.front() != estimator.classes.size())
            return; // it saw some of the classes

        m_classes.append(class_texts(estimator.classes));
        return;
    }
    for (const Value& output : estimator.classes) {
        const bool listed =
            output.kind() == Value::Kind::List || output.kind() == Value::Kind::Tuple;
        m_classes.append(listed ? class_texts(output.items()) : QStringList());
    }
}

QString TreeWords::feature(std::int64_t feature) const
{
    return feature >= 0 && feature < m_features.size() ? m_features[feature]
                                                       : QStringLiteral("x%1").arg(feature);
}

QString TreeWords::threshold(const TreeNodeRecord& node)
{
    if (node.left >= 0 && node.categorical)
        return tr("in a set of categories");
    return node.left < 0 ? QString() : QStringLiteral("≤ ") + words::real(node.threshold);
}

bool TreeWords::classifies(std::size_t output) const
{
    return output < m_class_counts.size() &&
           (m_class_counts[output] > 1 || (output < static_cast<std::size_t>(m_classes.size()) &&
                                           !m_classes[static_cast<qsizetype>(output)].isEmpty()));
}

QString TreeWords::className(std::size_t output, std::size_t number) const
{
    const QStringList names = m_classes.value(static_cast<qsizetype>(output));
    const auto at = static_cast<qsizetype>(number);
    return at < names.size() ? names[at] : tr("class %1").arg(number);
}

QString TreeWords::said(const TreeFigures& figures, std::size_t node, std::size_t output) const
{
    return classifies(output) ? className(output, figures.majority(node, output))
                              : words::real(figures.said(node, output).front());
}

QString TreeWords::said(const TreeFigures& figures, std::size_t node) const
{
    QStringList parts;
    for (std::size_t output = 0; output < figures.outputs(); ++output)
        parts.append(said(figures, node, output));
    return parts.join(QStringLiteral(", "));
}

QString TreeWords::rows(std::int64_t count)
{
    const auto number = static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
    return words::plural(number, tr("1 row"), tr("%1 rows"));
}

QString tree_as_text(const TreeFigures& figures, const TreeWords& words, std::size_t most_lines)
{
    struct Line {
        std::size_t node;
        int depth;
        const char* side; ///< the answer that leads here
    };
    if (figures.nodes.empty())
        return {};
    std::vector<Line> waiting = {{0, 0, ""}};
    QString text;
    for (std::size_t lines = 0; !waiting.empty(); ++lines) {
        if (lines == most_lines)
            return text +
                   TreeWords::tr("… and more of the %1 nodes")
                       .arg(words::count(figures.nodes.size())) +
                   QLatin1Char('\n');
        const Line at = waiting.back();
        waiting.pop_back();
        const TreeNodeRecord& node = figures.nodes[at.node];
        // A deep chain would indent each line by more than it says.
        constexpr int deepest_indent = 40;
        text += QString(2 * std::min(at.depth, deepest_indent), QLatin1Char(' ')) +
                QLatin1String(at.side);
        if (node.left < 0) {
            text += words.said(figures, at.node);
        } else {
            text += words.feature(node.feature) + QStringLiteral(" <= ") +
                    words::exact_real(node.threshold);
            waiting.push_back({static_cast<std::size_t>(node.right), at.depth + 1, "no: "});
            waiting.push_back({static_cast<std::size_t>(node.left), at.depth + 1, "yes: "});
        }
        text += QStringLiteral("  (") + TreeWords::rows(node.samples) + QStringLiteral(")\n");
    }
    return text;
}

} // namespace strata
