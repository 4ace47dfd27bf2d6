// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/h5_view.h"

#include <algorithm>

namespace strata::keras {

namespace {

bool is_text(const Value& value)
{
    return value.kind() == Value::Kind::Text || value.kind() == Value::Kind::Bytes;
}

void append_names(const Value& list, std::vector<std::string>& out)
{
    if (is_text(list)) {
        out.push_back(list.as_text());
        return;
    }
    if (list.kind() != Value::Kind::List)
        return;
    for (const Value& item : list.items()) {
        if (is_text(item))
            out.push_back(item.as_text());
    }
}

} // namespace

H5View::H5View(const hdf5::Index& index) : m_index(index)
{
    for (const hdf5::Link& link : index.links) {
        if (link.kind == hdf5::LinkKind::Hard && link.target < index.objects.size())
            m_children.emplace(std::pair{link.parent, std::string_view(link.name)}, link.target);
    }
}

std::optional<std::size_t> H5View::child(std::size_t group, std::string_view name) const
{
    const auto found = m_children.find({group, name});
    return found == m_children.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> H5View::find(std::size_t group, std::string_view path) const
{
    std::optional<std::size_t> at = group;
    while (at && !path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        if (slash != 0) // "a//b" is "a/b"
            at = child(*at, path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return at;
}

const Value* H5View::attribute(std::size_t object, std::string_view name) const
{
    if (object >= m_index.objects.size())
        return nullptr;
    const auto& attributes = m_index.objects[object].attributes;
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const hdf5::Attribute& each) { return each.name == name; });
    return found == attributes.end() ? nullptr : &found->value;
}

std::optional<std::string_view> H5View::text(std::size_t object, std::string_view name) const
{
    const Value* const value = attribute(object, name);
    return value && is_text(*value) ? std::optional<std::string_view>(value->as_text())
                                    : std::nullopt;
}

std::optional<std::vector<std::string>> H5View::names(std::size_t object,
                                                      std::string_view name) const
{
    std::vector<std::string> out;
    if (const Value* const whole = attribute(object, name)) {
        append_names(*whole, out);
        return out;
    }
    if (object >= m_index.objects.size())
        return std::nullopt;
    std::map<std::string_view, const Value*> pieces;
    for (const hdf5::Attribute& each : m_index.objects[object].attributes) {
        if (std::string_view(each.name).starts_with(name))
            pieces.emplace(std::string_view(each.name).substr(name.size()), &each.value);
    }
    for (std::size_t part = 0;; ++part) {
        const auto piece = pieces.find(std::to_string(part));
        if (piece == pieces.end())
            return part == 0 ? std::nullopt : std::optional(std::move(out));
        append_names(*piece->second, out);
    }
}

} // namespace strata::keras
