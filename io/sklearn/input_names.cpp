// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/input_names.h"

#include "io/base/limits.h"
#include "io/sklearn/array_values.h"
#include "io/sklearn/classes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

namespace strata::sklearn {

using namespace std::string_view_literals;

namespace {

using Names = std::vector<std::string>;

/// Pipelines in pipelines: deeper ones have no names.
constexpr int names_nesting = 32;

/// Transformers whose outputs are their inputs, one by one and in their order.
constexpr std::array one_to_one = {
    "StandardScaler"sv,      "MinMaxScaler"sv,    "MaxAbsScaler"sv,     "RobustScaler"sv,
    "Normalizer"sv,          "Binarizer"sv,       "PowerTransformer"sv, "OrdinalEncoder"sv,
    "QuantileTransformer"sv, "TfidfTransformer"sv};

/// Transformers that number their outputs: "pca0", "pca1" …
constexpr std::array numbered = {"PCA"sv,
                                 "KernelPCA"sv,
                                 "IncrementalPCA"sv,
                                 "SparsePCA"sv,
                                 "TruncatedSVD"sv,
                                 "NMF"sv,
                                 "MiniBatchNMF"sv,
                                 "FastICA"sv,
                                 "FactorAnalysis"sv,
                                 "KMeans"sv,
                                 "MiniBatchKMeans"sv,
                                 "Birch"sv,
                                 "Isomap"sv,
                                 "Nystroem"sv,
                                 "RBFSampler"sv,
                                 "LatentDirichletAllocation"sv,
                                 "LinearDiscriminantAnalysis"sv};

/// Parts that do not get what goes into the whole.
constexpr std::array other_input = {"final_estimator_"sv, "transformer_"sv};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

const Value* named_value(const NamedValues& values, std::string_view name)
{
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const auto& each) { return each.first == name; });
    return found == values.end() ? nullptr : &found->second;
}

/// How many features an estimator was fitted on, where it says.
std::optional<std::size_t> input_count(const Estimator& estimator)
{
    const Value* const count = named_value(estimator.attributes, "n_features_in_");
    if (count == nullptr || count->kind() != Value::Kind::Int || count->as_integer() < 0)
        return std::nullopt;
    return static_cast<std::size_t>(count->as_integer());
}

class NameGiver {
public:
    NameGiver(Document& document, const SourceSet& sources)
        : m_document(document), m_sources(sources)
    {
    }

    void run()
    {
        // Estimators stand before those inside them.
        for (std::size_t i = 0; i < m_document.estimators.size(); ++i) {
            const Estimator& estimator = m_document.estimators[i];
            const Family family = family_of(estimator.class_name);
            if (family == Family::Pipeline)
                name_steps(i);
            else if (family != Family::Columns) // whose parts get some of the columns
                name_parts(estimator);
        }
    }

private:
    Estimator* at(EstimatorId id)
    {
        return id == EstimatorId::none ? nullptr : &m_document.estimators[index(id)];
    }

    void give(EstimatorId id, const Names& names)
    {
        Estimator* const taker = at(id);
        if (taker == nullptr || names.empty() || !taker->names_of_input().empty())
            return;
        if (input_count(*taker) == names.size())
            taker->input_names = names;
    }

    void name_parts(const Estimator& whole)
    {
        const Names& names = whole.names_of_input();
        for (const EstimatorStep& step : whole.steps) {
            if (!is_among(other_input, step.name))
                give(step.estimator, names);
        }
        give(whole.best_estimator, names);
    }

    void name_steps(std::size_t pipeline)
    {
        std::optional<Names> names = m_document.estimators[pipeline].names_of_input();
        const auto& steps = m_document.estimators[pipeline].steps;
        for (std::size_t i = 0; i < steps.size() && names; ++i) {
            const EstimatorStep& step = steps[i];
            if (step.passes)
                continue;
            give(step.estimator, *names);
            const Estimator* const there = at(step.estimator);
            if (there != nullptr && names->empty())
                names = there->names_of_input();
            if (m_document.estimators[pipeline].names_of_input().empty())
                m_document.estimators[pipeline].input_names = *names;
            names = names_after(step, *names, next_count(steps, i), 0);
        }
    }

    /// How many features the next step gets.
    std::optional<std::size_t> next_count(const std::vector<EstimatorStep>& steps, std::size_t i)
    {
        for (++i; i < steps.size(); ++i) {
            if (const Estimator* const next = at(steps[i].estimator))
                return input_count(*next);
            if (!steps[i].passes)
                break;
        }
        return std::nullopt;
    }

    /// What comes out of a step; nothing when nobody knows. `count`: how many, where that is known.
    std::optional<Names> names_after(const EstimatorStep& step, const Names& names,
                                     std::optional<std::size_t> count, int depth)
    {
        if (step.passes)
            return names;
        const Estimator* const there = at(step.estimator);
        if (there == nullptr || !there->class_name.starts_with("sklearn.") || depth > names_nesting)
            return std::nullopt;
        const Names& in = there->names_of_input().empty() ? names : there->names_of_input();
        if (is_among(one_to_one, there->name) || is_plain_function(*there))
            return in;
        if (is_among(numbered, there->name))
            return numbered_names(there->name, output_count(*there, count));
        if (there->name == "OneHotEncoder")
            return names_of_categories(*there, in);
        if (there->name == "SimpleImputer")
            return in; // the count of the next step tells whether columns were dropped or added
        if (there->name == "ColumnTransformer" || there->name == "FeatureUnion")
            return names_of_columns(*there, in, depth + 1);
        if (there->name != "Pipeline")
            return std::nullopt;
        std::optional<Names> through = in;
        for (std::size_t i = 0; i < there->steps.size() && through; ++i) {
            const auto next = next_count(there->steps, i);
            through = names_after(there->steps[i], *through, next ? next : count, depth + 1);
        }
        return through;
    }

    /// FunctionTransformer(feature_names_out='one-to-one'), which stands for 'passthrough'.
    static bool is_plain_function(const Estimator& estimator)
    {
        const Value* const out = named_value(estimator.parameters, "feature_names_out");
        return estimator.name == "FunctionTransformer" && out != nullptr &&
               *out == Value::text("one-to-one");
    }

    /// Its own components, where it keeps them; else as many as the next step gets.
    std::optional<std::size_t> output_count(const Estimator& estimator,
                                            std::optional<std::size_t> next) const
    {
        const Value* const parts = named_value(estimator.attributes, "components_");
        if (parts == nullptr || parts->kind() != Value::Kind::TensorRef)
            return next;
        const Shape& shape = m_document.tensor(parts->as_tensor()).shape;
        return shape.empty() ? next : std::optional(static_cast<std::size_t>(shape[0]));
    }

    static std::optional<Names> numbered_names(const std::string& class_name,
                                               std::optional<std::size_t> count)
    {
        if (!count || *count > limits::value_items)
            return std::nullopt;
        std::string word = class_name;
        for (char& each : word)
            each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
        Names out;
        for (std::size_t i = 0; i < *count; ++i)
            out.push_back(word + std::to_string(i));
        return out;
    }

    /// "city_Paris": without dropped or rare categories.
    std::optional<Names> names_of_categories(const Estimator& encoder, const Names& in)
    {
        const Value* const categories = named_value(encoder.attributes, "categories_");
        const Value* const dropped = named_value(encoder.attributes, "drop_idx_");
        const auto is_set = [&](std::string_view name) {
            const Value* const value = named_value(encoder.parameters, name);
            return value != nullptr && value->kind() != Value::Kind::None;
        };
        if (categories == nullptr || categories->kind() != Value::Kind::List ||
            categories->items().size() != in.size() || is_set("min_frequency") ||
            is_set("max_categories") ||
            (dropped != nullptr && dropped->kind() != Value::Kind::None))
            return std::nullopt;
        Names out;
        for (std::size_t i = 0; i < in.size(); ++i) {
            const Value& array = categories->items()[i];
            if (array.kind() != Value::Kind::TensorRef)
                return std::nullopt;
            const auto values =
                array_values(m_document.tensor(array.as_tensor()), m_sources, limits::value_items);
            if (!values || out.size() + values->size() > limits::value_items)
                return std::nullopt;
            for (const Value& value : *values)
                out.push_back(in[i] + "_" +
                              (value.kind() == Value::Kind::Text ? value.as_text() : value.repr()));
        }
        return out;
    }

    /// "scaled__age", of all transformers in their order.
    std::optional<Names> names_of_columns(const Estimator& whole, const Names& in, int depth)
    {
        const Value* const verbose = named_value(whole.parameters, "verbose_feature_names_out");
        const bool union_of_all = whole.name == "FeatureUnion";
        // Before scikit-learn 1.5 a union had no such parameter and always prefixed.
        const bool prefixed = verbose != nullptr ? *verbose == Value::boolean(true) : union_of_all;
        if (!prefixed && (verbose == nullptr || *verbose != Value::boolean(false)))
            return std::nullopt;
        Names out;
        for (const EstimatorStep& step : whole.steps) {
            if (step.estimator == EstimatorId::none && !step.passes && step.class_name.empty())
                continue; // 'drop'
            const std::optional<Names> columns =
                union_of_all ? std::optional(in) : chosen(step.columns, in);
            if (!columns)
                return std::nullopt;
            if (columns->empty() && !union_of_all)
                continue;
            const auto names = names_after(step, *columns, std::nullopt, depth);
            if (!names)
                return std::nullopt;
            for (const std::string& name : *names)
                out.push_back(prefixed ? step.name + "__" + name : name);
        }
        return out;
    }

    static std::optional<Names> chosen(const Value& columns, const Names& in)
    {
        if (columns.kind() == Value::Kind::Text)
            return Names{columns.as_text()};
        if (columns.kind() != Value::Kind::List || columns.omitted() != 0)
            return std::nullopt;
        Names out;
        for (const Value& column : columns.items()) {
            if (column.kind() == Value::Kind::Text)
                out.push_back(column.as_text());
            else if (column.kind() == Value::Kind::Int && column.as_integer() >= 0 &&
                     static_cast<std::uint64_t>(column.as_integer()) < in.size())
                out.push_back(in[static_cast<std::size_t>(column.as_integer())]);
            else
                return std::nullopt;
        }
        return out;
    }

    Document& m_document;
    const SourceSet& m_sources;
};

} // namespace

void hand_down_names(Document& document, const SourceSet& sources)
{
    NameGiver(document, sources).run();
}

} // namespace strata::sklearn
