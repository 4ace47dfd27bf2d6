// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/edit_attributes.h"

#include "io/hdf5/worker/handle.h"
#include "io/hdf5/worker/library_error.h"
#include "io/hdf5/worker/move_link.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

namespace strata::hdf5 {

namespace {

/// Fixed-size text longer than this does not fit an object's header; it is written as variable.
constexpr std::size_t longest_fixed_text = 60'000;

/// The new value of an attribute: all items as text.
struct NewValue {
    std::string kind; ///< "text", "int", "float", "bool"
    bool scalar = true;
    std::vector<std::string> items;
};

NewValue read_new_value(const Json& json)
{
    return {json.at("kind").get<std::string>(), json.at("scalar").get<bool>(),
            json.at("items").get<std::vector<std::string>>()};
}

EditProblem library_problem()
{
    return {"library", last_library_error()};
}

bool is_ascii_text(const std::vector<std::string>& items)
{
    return std::all_of(items.begin(), items.end(), [](const std::string& item) {
        return std::all_of(item.begin(), item.end(),
                           [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
    });
}

Handle variable_text(bool ascii)
{
    Handle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.id(), H5T_VARIABLE);
    H5Tset_cset(type.id(), ascii ? H5T_CSET_ASCII : H5T_CSET_UTF8);
    return type;
}

/// As h5py writes a bool: an enum of a byte.
Handle boolean_type()
{
    Handle type(H5Tenum_create(H5T_STD_I8LE));
    const std::int8_t no = 0;
    const std::int8_t yes = 1;
    H5Tenum_insert(type.id(), "FALSE", &no);
    H5Tenum_insert(type.id(), "TRUE", &yes);
    return type;
}

Handle new_type(const NewValue& value)
{
    if (value.kind == "text")
        return variable_text(is_ascii_text(value.items));
    if (value.kind == "bool")
        return boolean_type();
    return Handle(H5Tcopy(value.kind == "int" ? H5T_STD_I64LE : H5T_IEEE_F64LE));
}

bool is_boolean(hid_t type)
{
    std::int8_t ignored = 0;
    return H5Tget_class(type) == H5T_ENUM && H5Tenum_valueof(type, "TRUE", &ignored) >= 0;
}

/// The old type where it holds the value, a wider one of its kind, or none.
Handle fitting_type(hid_t old, const NewValue& value)
{
    const H5T_class_t kind = H5Tget_class(old);
    if (value.kind == "bool")
        return is_boolean(old) ? Handle(H5Tcopy(old)) : Handle();
    if (value.kind == "int" || value.kind == "float")
        return kind == (value.kind == "int" ? H5T_INTEGER : H5T_FLOAT) ? Handle(H5Tcopy(old))
                                                                       : Handle();
    if (kind != H5T_STRING)
        return Handle();
    Handle type(H5Tcopy(old));
    if (!is_ascii_text(value.items))
        H5Tset_cset(type.id(), H5T_CSET_UTF8);
    if (H5Tis_variable_str(old) > 0)
        return type;
    std::size_t longest = 1;
    for (const std::string& item : value.items)
        longest = std::max(longest, item.size());
    if (longest * value.items.size() > longest_fixed_text)
        return variable_text(is_ascii_text(value.items));
    const bool terminated = H5Tget_strpad(old) == H5T_STR_NULLTERM;
    H5Tset_size(type.id(), std::max(H5Tget_size(old), longest + (terminated ? 1 : 0)));
    return type;
}

// ---- writing ----

std::optional<EditProblem> written(herr_t status)
{
    return status < 0 ? std::optional(library_problem()) : std::nullopt;
}

std::optional<EditProblem> write_text(hid_t attribute, hid_t type, const NewValue& value)
{
    if (H5Tis_variable_str(type) > 0) {
        std::vector<const char*> pointers;
        for (const std::string& item : value.items) {
            if (item.find('\0') != std::string::npos)
                return EditProblem{"range", "a NUL in text of variable length"};
            pointers.push_back(item.c_str());
        }
        return written(H5Awrite(attribute, type, pointers.data()));
    }
    const std::size_t size = H5Tget_size(type);
    const char filler = H5Tget_strpad(type) == H5T_STR_SPACEPAD ? ' ' : '\0';
    std::vector<char> bytes(size * value.items.size(), filler);
    for (std::size_t i = 0; i < value.items.size(); ++i)
        std::copy_n(value.items[i].data(), std::min(size, value.items[i].size()),
                    bytes.data() + i * size);
    return written(H5Awrite(attribute, type, bytes.data()));
}

/// Whether a whole number fits an integer type of the file; the library would cut it silently.
bool fits(const std::string& digits, hid_t type)
{
    const std::size_t bits = std::min<std::size_t>(H5Tget_precision(type), 64);
    errno = 0;
    if (H5Tget_sign(type) == H5T_SGN_NONE) {
        if (digits.starts_with('-'))
            return false;
        const unsigned long long number = std::strtoull(digits.c_str(), nullptr, 10);
        return errno == 0 && (bits == 64 || number >> bits == 0);
    }
    const long long number = std::strtoll(digits.c_str(), nullptr, 10);
    const long long edge = bits == 0 ? 0 : 1LL << (std::min<std::size_t>(bits, 63) - 1);
    return errno == 0 && (bits == 64 || (number >= -edge && number < edge));
}

std::optional<EditProblem> write_integers(hid_t attribute, hid_t type, const NewValue& value)
{
    const bool is_unsigned = H5Tget_sign(type) == H5T_SGN_NONE;
    std::vector<std::uint64_t> numbers;
    for (const std::string& item : value.items) {
        if (!fits(item, type))
            return EditProblem{"range", item};
        numbers.push_back(
            is_unsigned ? std::strtoull(item.c_str(), nullptr, 10)
                        : static_cast<std::uint64_t>(std::strtoll(item.c_str(), nullptr, 10)));
    }
    return written(
        H5Awrite(attribute, is_unsigned ? H5T_NATIVE_UINT64 : H5T_NATIVE_INT64, numbers.data()));
}

std::optional<EditProblem> write_reals(hid_t attribute, hid_t type, const NewValue& value)
{
    constexpr double largest_half = 65'504;
    const std::size_t size = H5Tget_size(type);
    const double largest = size == 2   ? largest_half
                           : size == 4 ? static_cast<double>(std::numeric_limits<float>::max())
                                       : std::numeric_limits<double>::max();
    std::vector<double> numbers;
    for (const std::string& item : value.items) {
        numbers.push_back(std::strtod(item.c_str(), nullptr));
        if (std::isfinite(numbers.back()) && std::abs(numbers.back()) > largest)
            return EditProblem{"range", item};
    }
    return written(H5Awrite(attribute, H5T_NATIVE_DOUBLE, numbers.data()));
}

std::optional<EditProblem> write_booleans(hid_t attribute, hid_t type, const NewValue& value)
{
    const std::size_t size = H5Tget_size(type);
    std::vector<char> bytes(size * value.items.size());
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (H5Tenum_valueof(type, value.items[i] == "True" ? "TRUE" : "FALSE",
                            bytes.data() + i * size) < 0)
            return library_problem();
    }
    return written(H5Awrite(attribute, type, bytes.data()));
}

std::optional<EditProblem> write_value(hid_t attribute, hid_t type, const NewValue& value)
{
    if (value.items.empty())
        return std::nullopt;
    if (value.kind == "text")
        return write_text(attribute, type, value);
    if (value.kind == "int")
        return write_integers(attribute, type, value);
    if (value.kind == "float")
        return write_reals(attribute, type, value);
    return write_booleans(attribute, type, value);
}

Handle new_space(const NewValue& value)
{
    const hsize_t count = value.items.size();
    return Handle(value.scalar ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, nullptr));
}

std::optional<EditProblem> create(hid_t object, const std::string& name, hid_t type,
                                  const NewValue& value)
{
    const Handle space = new_space(value);
    const Handle attribute(
        H5Acreate2(object, name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT));
    return attribute.valid() ? write_value(attribute.id(), type, value)
                             : std::optional(library_problem());
}

/// Whether an attribute can take the value without being made anew: its type and its shape stay.
bool keeps_form(hid_t attribute, hid_t old_type, hid_t type, const NewValue& value)
{
    const Handle space(H5Aget_space(attribute));
    const bool scalar = H5Sget_simple_extent_type(space.id()) == H5S_SCALAR;
    const hssize_t points = H5Sget_simple_extent_npoints(space.id());
    // The library calls texts equal that differ in their character set.
    const bool same_set =
        H5Tget_class(type) != H5T_STRING ||
        (H5Tget_class(old_type) == H5T_STRING && H5Tget_cset(old_type) == H5Tget_cset(type));
    return same_set && H5Tequal(old_type, type) > 0 && scalar == value.scalar && points >= 0 &&
           static_cast<std::size_t>(points) == value.items.size();
}

std::optional<EditProblem> set(hid_t object, const std::string& name, const NewValue& value)
{
    Handle type = new_type(value);
    {
        const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT));
        if (!attribute.valid())
            return EditProblem{"no attribute", name};
        const Handle old_type(H5Aget_type(attribute.id()));
        Handle fitting = fitting_type(old_type.id(), value);
        if (fitting.valid())
            type = std::move(fitting);
        if (keeps_form(attribute.id(), old_type.id(), type.id(), value))
            return write_value(attribute.id(), type.id(), value);
    }
    if (H5Adelete(object, name.c_str()) < 0)
        return library_problem();
    return create(object, name, type.id(), value);
}

/// The one value of a dataset without axes.
std::optional<EditProblem> write_scalar(hid_t dataset, const NewValue& value)
{
    const Handle space(H5Dget_space(dataset));
    if (H5Sget_simple_extent_type(space.id()) != H5S_SCALAR || value.kind != "float")
        return EditProblem{"type", "a dataset of one number"};
    const Handle creation(H5Dget_create_plist(dataset));
    if (H5Pget_external_count(creation.id()) != 0)
        return EditProblem{"type", "a dataset in other files"};
    const double number = std::strtod(value.items.at(0).c_str(), nullptr);
    return written(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &number));
}

std::optional<EditProblem> change(hid_t object, const Json& edit)
{
    const std::string action = edit.at("action").get<std::string>();
    if (action == "write")
        return write_scalar(object, read_new_value(edit.at("value")));
    const std::string name = edit.at("name").get<std::string>();
    const bool there = H5Aexists(object, name.c_str()) > 0;
    if (action == "add") {
        const NewValue value = read_new_value(edit.at("value"));
        return there ? std::optional(EditProblem{"exists", name})
                     : create(object, name, new_type(value).id(), value);
    }
    if (!there)
        return EditProblem{"no attribute", name};
    if (action == "set")
        return set(object, name, read_new_value(edit.at("value")));
    if (action == "remove")
        return written(H5Adelete(object, name.c_str()));
    return written(H5Arename(object, name.c_str(), edit.at("to").get<std::string>().c_str()));
}

} // namespace

std::optional<EditProblem> apply_edit(hid_t file, const Json& edit)
{
    try {
        const std::string path = edit.at("object").get<std::string>();
        if (edit.at("action").get<std::string>() == "move")
            return move_link(file, path, edit.at("to").get<std::string>());
        const Handle object(H5Oopen(file, path.c_str(), H5P_DEFAULT));
        if (!object.valid())
            return EditProblem{"no object", path};
        return change(object.id(), edit);
    } catch (const Json::exception& problem) {
        return EditProblem{"request", problem.what()};
    }
}

} // namespace strata::hdf5
