// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/renamed_names.h"

#include "io/keras/stored_weights.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace strata::keras {

namespace {

std::vector<std::string> split(std::string_view path)
{
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        parts.emplace_back(path.substr(0, slash));
        if (slash == path.size())
            return parts;
        path.remove_prefix(slash + 1);
    }
}

std::string join(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts)
        out += (&part == &parts.front() ? "" : "/") + part;
    return out;
}

/// Whether the parts before `place` are the end of what leads to a layer: of the model's name and
/// the layers around it.
bool leads_there(const std::vector<std::string>& parts, std::size_t place,
                 const std::vector<std::string>& around)
{
    return place <= around.size() &&
           std::equal(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(place),
                      around.end() - static_cast<std::ptrdiff_t>(place));
}

/// Which part of a weight's name is that of a layer: the last whose parts before it lead there, or
/// the only one of the name. The weight's own is none.
std::optional<std::size_t> place_of(const std::vector<std::string>& parts, const std::string& name,
                                    const std::vector<std::string>& around)
{
    std::optional<std::size_t> found;
    std::size_t count = 0;
    bool leads = false;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        if (parts[i] != name)
            continue;
        ++count;
        if (leads_there(parts, i, around)) {
            found = i;
            leads = true;
        } else if (!leads) {
            found = i;
        }
    }
    return leads || count == 1 ? found : std::nullopt;
}

std::string mangled(std::string text)
{
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

/// A path inside another, between its ends or slashes, replaced where it comes last.
std::optional<std::string> path_replaced(std::string_view name, const std::string& from,
                                         const std::string& to)
{
    for (std::size_t at = name.rfind(from); at != name.npos && !from.empty();
         at = at == 0 ? name.npos : name.rfind(from, at - 1)) {
        const std::size_t end = at + from.size();
        const bool bounded =
            (at == 0 || name[at - 1] == '/') && (end == name.size() || name[end] == '/');
        if (bounded)
            return std::string(name.substr(0, at)).append(to).append(name.substr(end));
    }
    return std::nullopt;
}

} // namespace

std::string renamed_weight(std::string_view name, std::string_view model, const NameChange& change)
{
    std::vector<std::string> parts = split(name);
    const std::vector<std::string> before = parts;
    std::vector<std::string> around = {std::string(model)};
    for (std::size_t level = 0; level < change.from.size(); ++level) {
        if (change.from[level] != change.to[level]) {
            if (const auto place = place_of(before, change.from[level], around))
                parts[*place] = change.to[level];
        }
        around.push_back(change.from[level]);
    }
    // Keras 1: "dense_1_W".
    const std::string start = change.from.back() + "_";
    if (parts.size() == 1 && parts.front().starts_with(start))
        parts.front().replace(0, start.size() - 1, change.to.back());
    return join(parts);
}

std::string renamed_variable(std::string_view name, const VariableNames& weight)
{
    const std::string from(without_output(weight.from));
    const std::string to(without_output(weight.to));
    const std::string_view plain = without_output(name);
    const std::string output(name.substr(plain.size()));
    if (from.find('/') != from.npos) {
        if (const auto path = path_replaced(plain, from, to))
            return *path + output;
    }
    // Keras 3 writes the path with '_', from one layer or another on.
    const std::string path_from = join(weight.change.from);
    const std::string rest = weight.path.substr(std::min(path_from.size(), weight.path.size()));
    const std::string path_to = join(weight.change.to) + rest;
    std::vector<std::pair<std::string, std::string>> forms = {
        {mangled(from), mangled(to)},
        {mangled(path_from + rest), mangled(path_to)},
        {mangled(weight.change.from.back() + "/" + from),
         mangled(weight.change.to.back() + "/" + to)},
        {mangled(weight.model + "/" + path_from + rest), mangled(weight.model + "/" + path_to)}};
    std::sort(forms.begin(), forms.end(),
              [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    const std::size_t slash = plain.rfind('/');
    const std::size_t begin = slash == plain.npos ? 0 : slash + 1;
    const std::string_view last = plain.substr(begin);
    for (const auto& [old_form, new_form] : forms) {
        if (!last.starts_with(old_form + "_"))
            continue;
        std::string out(plain.substr(0, begin));
        return out.append(new_form).append(last.substr(old_form.size())).append(output);
    }
    return std::string(name);
}

} // namespace strata::keras
