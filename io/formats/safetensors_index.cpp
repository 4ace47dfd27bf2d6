// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_index.h"

#include "io/formats/probe.h"
#include "io/formats/safetensors_header.h"
#include "io/model/json_edit.h"
#include "io/model/json_reader.h"
#include "io/model/json_value.h"
#include "io/source/byte_source.h"
#include "io/source/file_stamp.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr auto shard_extension = ".safetensors"sv;
constexpr auto index_part = ".safetensors.index."sv;
constexpr auto map_key = "weight_map"sv;
constexpr auto metadata_key = "metadata"sv;

/// Longest name of a file on the systems that we know.
constexpr std::size_t most_name_bytes = 255;

/// Findings of one kind that are kept of an index.
constexpr std::size_t names_told = 1'000;

/// Takes the map's entries and passes over everything else.
class MapReader final : public JsonEvents {
public:
    explicit MapReader(SafetensorsIndex& index) : m_index(index) {}

    Result<void> null() override { return odd_value("null"); }
    Result<void> boolean(bool value) override { return odd_value(value ? "true" : "false"); }
    Result<void> integer(std::int64_t value) override { return odd_value(std::to_string(value)); }
    Result<void> big_integer(std::string digits) override { return odd_value(std::move(digits)); }
    Result<void> real(double) override { return odd_value("a number"); }

    Result<void> text(std::string value) override
    {
        if (m_depth != 2 || !m_in_map)
            return outside();
        return add(std::move(value));
    }

    Result<void> begin_object() override
    {
        if (m_depth == 1 && m_key == map_key) {
            m_index.has_map = true;
            m_in_map = true;
        } else if (m_depth == 2 && m_in_map) {
            STRATA_TRY(odd_value("an object"));
        }
        ++m_depth;
        return {};
    }

    Result<void> end_object() override { return end(); }

    Result<void> begin_array() override
    {
        if (m_depth == 2 && m_in_map)
            STRATA_TRY(odd_value("a list"));
        else
            STRATA_TRY(outside());
        ++m_depth;
        return {};
    }

    Result<void> end_array() override { return end(); }

    Result<void> key(std::string name) override
    {
        if (m_depth <= 2)
            m_key = std::move(name);
        return {};
    }

    /// The files in the order of their names; entries point to their new places.
    void finish()
    {
        std::vector<std::uint32_t> place(m_index.shards.size());
        m_index.shards.clear();
        for (const auto& [name, old] : m_places) {
            place[old] = static_cast<std::uint32_t>(m_index.shards.size());
            m_index.shards.push_back(name);
        }
        for (auto& entry : m_index.tensors)
            entry.second = place[entry.second];
    }

private:
    Result<void> outside() const
    {
        if (m_depth == 0)
            return fail(ErrorCode::Malformed, "the index is no object");
        return {};
    }

    Result<void> end()
    {
        if (--m_depth == 1)
            m_in_map = false;
        return {};
    }

    Result<void> odd_value(std::string what)
    {
        if (m_depth != 2 || !m_in_map)
            return outside();
        note_bad(std::move(what));
        return {};
    }

    void note_bad(std::string what)
    {
        if (m_index.bad_entries.size() < names_told)
            m_index.bad_entries.emplace_back(std::move(m_key), std::move(what));
    }

    Result<void> add(std::string file)
    {
        if (m_index.tensors.size() == limits::safetensors_tensors)
            return fail(ErrorCode::LimitExceeded, "safetensors_tensors");
        if (!is_base_name(file)) {
            note_bad(std::move(file));
            return {};
        }
        const auto next = static_cast<std::uint32_t>(m_index.shards.size());
        const auto [known, is_new] = m_places.try_emplace(std::move(file), next);
        if (is_new)
            m_index.shards.push_back(known->first);
        // Of an entry that comes twice Python takes the last.
        const auto [entry, first] = m_entries.try_emplace(m_key, m_index.tensors.size());
        if (first)
            m_index.tensors.emplace_back(std::move(m_key), known->second);
        else
            m_index.tensors[entry->second].second = known->second;
        if (!first && m_index.duplicates.size() < names_told)
            m_index.duplicates.push_back(entry->first);
        return {};
    }

    SafetensorsIndex& m_index;
    std::map<std::string, std::uint32_t> m_places;
    std::unordered_map<std::string, std::size_t> m_entries; ///< places in m_index.tensors
    std::string m_key;
    std::size_t m_depth = 0;
    bool m_in_map = false;
};

/// Whether a text has only decimal digits, and at least one.
bool is_number(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "model" of "model-00001-of-00003.safetensors"; nothing for other names.
std::optional<std::string_view> stem_of_shard(std::string_view file_name)
{
    if (!file_name.ends_with(shard_extension))
        return std::nullopt;
    file_name.remove_suffix(shard_extension.size());
    const auto of = file_name.rfind("-of-");
    if (of == std::string_view::npos || !is_number(file_name.substr(of + 4)))
        return std::nullopt;
    const auto dash = file_name.substr(0, of).rfind('-');
    if (dash == std::string_view::npos || !is_number(file_name.substr(dash + 1, of - dash - 1)))
        return std::nullopt;
    return file_name.substr(0, dash);
}

/// The names that the index of a shard may have: a variant ("model.fp16-00001-of-00002") stands
/// behind "index" there.
std::vector<std::string> index_names(std::string_view stem)
{
    std::vector<std::string> names;
    names.push_back(std::string(stem).append(index_part).append("json"));
    if (const auto dot = stem.rfind('.'); dot != std::string_view::npos)
        names.push_back(std::string(stem.substr(0, dot))
                            .append(index_part)
                            .append(stem.substr(dot + 1))
                            .append(".json"));
    return names;
}

/// All that an index may name as a shard: its strings that end as one does.
std::set<std::string, std::less<>> files_named_in(const std::string& index_path,
                                                  std::uint64_t most_bytes)
{
    std::set<std::string, std::less<>> files;
    const auto source = open_file_source(index_path);
    if (!source || (*source)->size() > most_bytes)
        return files;
    const auto bytes = (*source)->read_copy(0, (*source)->size());
    if (!bytes)
        return files;
    constexpr auto ending = ".safetensors\""sv;
    const std::string_view text = as_text(*bytes);
    std::string_view last; // most tensors lie in the file of the one before
    for (auto at = text.find(ending); at != text.npos; at = text.find(ending, at + ending.size())) {
        const auto first = at - std::min(at, most_name_bytes);
        std::string_view name = text.substr(first, at + ending.size() - 1 - first);
        const auto quote = name.rfind('"');
        if (quote == name.npos)
            continue;
        name.remove_prefix(quote + 1);
        if (name != last && !files.contains(name))
            files.emplace(name);
        last = name;
    }
    return files;
}

} // namespace

SafetensorsIndex read_safetensors_index(std::string_view text)
{
    SafetensorsIndex index;
    MapReader reader(index);
    if (auto read = read_json(text, reader); !read)
        index.damage = std::move(read).error();
    reader.finish();
    if (index.damage)
        return index;
    const std::array<JsonStep, 1> path = {std::string(metadata_key)};
    if (const auto place = find_json(text, path)) {
        JsonReading metadata =
            read_json_value(text.substr(place->begin, place->end - place->begin));
        if (metadata.value.kind() == Value::Kind::Dict)
            index.metadata = std::move(metadata.value);
    }
    return index;
}

bool is_base_name(std::string_view name)
{
    return !name.empty() && name.size() <= most_name_bytes && name != "." && name != ".." &&
           name.find('/') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

bool is_safetensors_index_name(std::string_view file_name)
{
    const auto at = file_name.find(index_part);
    if (at == std::string_view::npos || !file_name.ends_with("json"))
        return false;
    const std::string_view ending = file_name.substr(at + index_part.size());
    const auto dot = ending.find('.'); // behind a variant
    return dot == std::string_view::npos ? ending == "json" : ending.substr(dot) == ".json";
}

bool is_safetensors_shard_name(std::string_view file_name)
{
    return stem_of_shard(file_name).has_value();
}

std::optional<std::string> ShardIndexes::index_of(const std::string& path)
{
    const std::string_view file_name = file_name_of(path);
    const auto stem = stem_of_shard(file_name);
    if (!stem)
        return std::nullopt;
    if (!stamp_of(path).exists)
        return std::nullopt;
    const std::string folder = path.substr(0, path.size() - file_name.size());
    const std::vector<std::string> names = index_names(*stem);
    for (std::size_t i = 0; i < names.size(); ++i) {
        Known& known = m_known[i];
        if (std::string candidate = folder + names[i]; candidate != known.path) {
            known.files = files_named_in(candidate, m_most_bytes);
            known.path = std::move(candidate);
        }
        if (known.files.contains(file_name))
            return known.path;
    }
    return std::nullopt;
}

std::optional<std::string> index_of_shard(const std::string& path, std::uint64_t most_bytes)
{
    return ShardIndexes(most_bytes).index_of(path);
}

} // namespace strata
