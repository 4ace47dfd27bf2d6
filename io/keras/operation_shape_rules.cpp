// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/shape_rule_parts.h"

#include <algorithm>
#include <array>

namespace strata::keras {

namespace {

/// Operations that work on each number for itself, by the names that Keras 3 gives their classes.
/// Those of two tensors broadcast them. "Add", "Multiply" and their like are layers too, of one rule.
constexpr auto element_wise_operations = std::to_array<std::string_view>({
    "Abs",        "Absolute",    "Arccos",
    "Arccosh",    "Arcsin",      "Arcsinh",
    "Arctan",     "Arctan2",     "Arctanh",
    "Cast",       "Ceil",        "Celu",
    "Clip",       "Cos",         "Cosh",
    "Divide",     "Elu",         "Equal",
    "Erf",        "Erfinv",      "Exp",
    "Expm1",      "Floor",       "FloorDivide",
    "Gelu",       "Greater",     "GreaterEqual",
    "HardShrink", "HardSigmoid", "HardSilu",
    "HardTanh",   "IsFinite",    "Isfinite",
    "Isinf",      "Isnan",       "LeakyRelu",
    "Less",       "LessEqual",   "Log",
    "Log10",      "Log1p",       "Log2",
    "LogSigmoid", "LogSoftmax",  "LogicalAnd",
    "LogicalNot", "LogicalOr",   "LogicalXor",
    "Logaddexp",  "Mod",         "Negative",
    "NotEqual",   "Power",       "Reciprocal",
    "Relu",       "Relu6",       "Round",
    "Rsqrt",      "Selu",        "Sigmoid",
    "Sign",       "Silu",        "Sin",
    "Sinh",       "Softplus",    "Softsign",
    "Sqrt",       "Square",      "SquaredDifference",
    "Tan",        "Tanh",        "TrueDivide",
});

/// The same in tf.keras: the function that a TFOpLambda names, without its module.
constexpr auto element_wise_functions = std::to_array<std::string_view>({
    "abs",           "acos",        "acosh",
    "add",           "asin",        "asinh",
    "atan",          "atan2",       "atanh",
    "cast",          "ceil",        "clip_by_value",
    "cos",           "cosh",        "divide",
    "divide_no_nan", "elu",         "equal",
    "erf",           "exp",         "expm1",
    "floor",         "floordiv",    "floormod",
    "gelu",          "greater",     "greater_equal",
    "identity",      "leaky_relu",  "less",
    "less_equal",    "log",         "log1p",
    "log_sigmoid",   "logical_and", "logical_not",
    "logical_or",    "maximum",     "minimum",
    "mod",           "multiply",    "mul",
    "neg",           "negative",    "not_equal",
    "pow",           "radd",        "reciprocal",
    "relu",          "relu6",       "round",
    "rsqrt",         "selu",        "sigmoid",
    "sign",          "silu",        "sin",
    "sinh",          "softplus",    "softsign",
    "sqrt",          "square",      "squared_difference",
    "stop_gradient", "sub",         "subtract",
    "swish",         "tan",         "tanh",
    "truediv",
});

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// With an array among its arguments the result may be larger than any tensor that is named.
OutputShapes element_wise_operation(const RuleInput& call)
{
    return call.layer.array_arguments ? std::nullopt : element_wise(call);
}

/// "math.add", "__operators__.add", "nn.relu"
OutputShapes tensorflow_operation(const RuleInput& call)
{
    const std::string function = config_text(call.config(), "function");
    const std::string_view name = std::string_view(function).substr(function.rfind('.') + 1);
    return is_in(element_wise_functions, name) ? element_wise_operation(call) : std::nullopt;
}

} // namespace

Rule operation_rule(std::string_view class_name)
{
    if (class_name == "TFOpLambda")
        return tensorflow_operation;
    return is_in(element_wise_operations, class_name) ? element_wise_operation : nullptr;
}

} // namespace strata::keras
