// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/joblib.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/pickle/numpy_state.h"

#include <algorithm>

namespace strata::pickle {

namespace {

/// A wrapper's state has six entries. More than a few could make every look-up slow.
constexpr std::size_t most_entries = 64;

bool has_class(std::string_view name, std::string_view wanted)
{
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || name.substr(dot + 1) != wanted)
        return false;
    const std::string_view module = name.substr(0, dot);
    return module == "joblib.numpy_pickle" || module == "joblib.numpy_pickle_compat" ||
           module == "sklearn.externals.joblib.numpy_pickle" ||
           module == "sklearn.externals.joblib.numpy_pickle_compat";
}

} // namespace

bool is_inline_wrapper_name(std::string_view qualified_name)
{
    return has_class(qualified_name, "NumpyArrayWrapper");
}

bool is_file_wrapper_name(std::string_view qualified_name)
{
    return has_class(qualified_name, "NDArrayWrapper") ||
           has_class(qualified_name, "ZNDArrayWrapper");
}

Result<InlineLayout> inline_layout(const Graph& graph, ObjectId wrapper)
{
    const ObjectId state = graph.state(wrapper);
    if (!graph.is(state, Kind::Dict) || graph.entry_count(state) > most_entries ||
        graph.operation_count(state, most_entries) >= most_entries ||
        graph.operation_count(wrapper, most_entries) >= most_entries)
        return fail(ErrorCode::Malformed, "dtype");
    const auto dtype = read_dtype_state(graph, graph.entry(state, "dtype"));
    if (!dtype)
        return fail(ErrorCode::Malformed, "dtype");
    const auto shape = read_shape(graph, graph.entry(state, "shape"));
    if (!shape)
        return fail(ErrorCode::Malformed, "shape");
    InlineLayout layout;
    layout.objects = dtype->has_objects;
    layout.item_size = dtype->dtype.item_size;
    const auto alignment = graph.integer(graph.entry(state, "numpy_array_alignment_bytes"));
    if (alignment) {
        if (*alignment <= 0 || *alignment > 256)
            return fail(ErrorCode::Malformed, "alignment");
        layout.padded = true;
        layout.alignment = static_cast<std::uint64_t>(*alignment);
    }
    const auto count = checked_product(*shape);
    const auto bytes = count ? checked_multiply(*count, layout.item_size) : std::nullopt;
    if (!bytes && !layout.objects)
        return fail(ErrorCode::Malformed, "shape");
    layout.bytes = bytes.value_or(0);
    return layout;
}

std::optional<std::string> wrapped_file_name(const Graph& graph, ObjectId wrapper)
{
    const ObjectId name = graph.attribute(wrapper, "filename");
    auto text = graph.read_text(name, 4096);
    if (!text)
        return std::nullopt;
    return *std::move(text);
}

bool leaves_folder(std::string_view name)
{
    return name.empty() || name == "." || name == ".." ||
           name.find_first_of("/\\:") != std::string_view::npos ||
           name.find('\0') != std::string_view::npos;
}

} // namespace strata::pickle
