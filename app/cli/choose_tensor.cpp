// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/choose_tensor.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace strata::cli {

namespace {

TensorId tensor_id(std::size_t number)
{
    return TensorId{static_cast<std::uint32_t>(number)};
}

/// "a, b, c and 17 more"
std::string names_of(const Document& document)
{
    constexpr std::size_t most_names = 8;
    const std::size_t count = document.tensors.size();
    std::string names;
    for (std::size_t i = 0; i < std::min(count, most_names); ++i)
        names += (i == 0 ? "" : ", ") + document.tensor_path(tensor_id(i));
    if (count > most_names)
        names += " and " + std::to_string(count - most_names) + " more";
    return names.empty() ? "the file holds no array" : "there are " + names;
}

/// Two tensors may have a path in common with a row that is none: then the tree finds the row.
std::optional<TensorId> find_by_path(const Document& document, const std::string& wanted)
{
    if (const auto found = document.find_tensor(wanted))
        return found;
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        if (document.tensor_path(tensor_id(i)) == wanted)
            return tensor_id(i);
    }
    return std::nullopt;
}

std::vector<TensorId> tensors_ending_with(const Document& document, const std::string& wanted)
{
    const std::string in_model = document.model.separator() + wanted;
    const std::string in_file = document.file.separator() + wanted;
    std::vector<TensorId> found;
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        if (document.tensor_path(tensor_id(i)).ends_with(in_model))
            found.push_back(tensor_id(i));
    }
    if (!found.empty())
        return found;
    // A dotted name of a model in several files stands there as it is written.
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        if (document.tensor_file_path(tensor_id(i)).ends_with(in_file))
            found.push_back(tensor_id(i));
    }
    return found;
}

} // namespace

Result<TensorId> choose_tensor(const Document& document, const std::string& wanted)
{
    if (const auto exact = find_by_path(document, wanted))
        return *exact;
    const std::vector<TensorId> found = tensors_ending_with(document, wanted);
    if (found.size() == 1)
        return found.front();
    if (found.empty())
        return fail(ErrorCode::NoSuchItem, wanted + "; " + names_of(document));
    return fail(ErrorCode::BadArgument, wanted + " may be " + document.tensor_path(found[0]) +
                                            " or " + document.tensor_path(found[1]));
}

Result<TensorId> only_tensor(const Document& document)
{
    if (document.tensors.size() == 1)
        return TensorId{0};
    return fail(ErrorCode::BadArgument, "no array is named; " + names_of(document));
}

} // namespace strata::cli
