// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export/plain_writer.h"

#include "app/report/json_values.h"
#include "io/base/guarded.h"
#include "io/base/limits.h"
#include "io/pickle/containers.h"
#include "io/pickle/numpy.h"
#include "io/pickle/value_of.h"
#include "io/save/pickle_export.h"
#include "io/source/tensor_reader.h"

#include <QByteArray>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <vector>

namespace strata::exports {

namespace {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;
using report::JsonWriter;

/// Lists of plain values up to here stand on one line.
constexpr std::size_t most_on_a_line = 16;
/// What is shared is written in each place, so there may be more values than the file has opcodes: so
/// many times more, and these anyway.
constexpr std::uint64_t most_times = 16;
constexpr std::uint64_t always_written = 1'000'000;
/// Of one array.
constexpr std::uint64_t most_array_values = 1'000'000;
/// Between two looks at whether to go on.
constexpr std::uint64_t values_a_check = 4'096;

/// A container that is being written.
struct Open {
    ObjectId id = ObjectId::none; ///< none: a pair of a dict
    std::vector<ObjectId> items;
    std::vector<std::string> names;   ///< of the items, where they are a dict's
    std::vector<pickle::Entry> pairs; ///< of a dict whose keys are not told apart as texts
    std::size_t next = 0;
};

class PlainWriter {
public:
    PlainWriter(const OpenDocument& opened, const pickle::PickleDocument& pickle,
                const TextSink& sink, const JobContext& job)
        : m_opened(opened),
          m_graph(pickle.graph),
          m_sink(sink),
          m_job(job),
          m_json([this](std::string_view text) {
              if (m_result)
                  m_result = m_sink(text);
          }),
          m_seen(m_graph.size(), false),
          m_open_now(m_graph.size(), false),
          m_most_written(always_written + most_times * pickle.opcode_count)
    {
    }

    Result<PlainLosses> write(ObjectId root)
    {
        STRATA_TRY(writeObject(root));
        while (!m_open.empty()) {
            STRATA_TRY(writeNext());
            STRATA_TRY(m_result);
        }
        m_json.finish();
        STRATA_TRY(m_result);
        return m_losses;
    }

private:
    Result<void> writeNext()
    {
        Open& at = m_open.back();
        if (at.next == std::max(at.items.size(), at.pairs.size())) {
            if (at.id != ObjectId::none)
                m_open_now[static_cast<std::size_t>(at.id)] = false;
            m_json.end();
            m_open.pop_back();
            return {};
        }
        const std::size_t next = at.next++;
        if (!at.pairs.empty()) {
            const pickle::Entry pair = at.pairs[next];
            m_json.begin_array(JsonWriter::Layout::OneLine);
            m_open.push_back({ObjectId::none, {pair.key, pair.value}, {}, {}, 0});
            return {};
        }
        if (!at.names.empty())
            m_json.key(at.names[next]);
        return writeObject(at.items[next]); // which may move `at`
    }

    Result<void> writeObject(ObjectId id)
    {
        if (++m_written % values_a_check == 0)
            STRATA_TRY(m_job.check());
        // What is shared a little at each of many levels would be written without end.
        if (m_written > m_most_written)
            return fail(ErrorCode::LimitExceeded,
                        "written out in each place, what it shares would be more than " +
                            std::to_string(m_most_written) + " values");
        const Value::Kind container = pickle::python_container(m_graph, id);
        return container == Value::Kind::None ? writePlain(id) : open(id, container);
    }

    Result<void> open(ObjectId id, Value::Kind container)
    {
        const auto place = static_cast<std::size_t>(id);
        if (m_open_now[place] || m_open.size() >= static_cast<std::size_t>(limits::value_depth)) {
            m_losses.cut_off += 1;
            m_json.null();
            return {};
        }
        m_losses.shared += m_seen[place] && !m_counted_shared[id]++ ? 1 : 0;
        const bool plain_kind = m_graph.is(id, Kind::List) || m_graph.is(id, Kind::Dict);
        m_losses.kinds += plain_kind || m_seen[place] ? 0 : 1;
        Open now;
        now.id = id;
        if (container == Value::Kind::Dict) {
            STRATA_TRY(fillDict(now, !m_seen[place]));
        } else {
            now.items = m_graph.items(id);
        }
        m_seen[place] = true;
        m_open_now[place] = true;
        const bool object = container == Value::Kind::Dict && now.pairs.empty();
        const auto layout = isShort(now) ? JsonWriter::Layout::OneLine : JsonWriter::Layout::Lines;
        object ? m_json.begin_object(layout) : m_json.begin_array(layout);
        m_open.push_back(std::move(now));
        return {};
    }

    [[nodiscard]] bool isShort(const Open& list) const
    {
        return list.pairs.empty() && list.names.empty() && list.items.size() <= most_on_a_line &&
               std::ranges::none_of(list.items, [this](ObjectId item) {
                   return pickle::python_container(m_graph, item) != Value::Kind::None ||
                          pickle::is_array(m_graph, item);
               });
    }

    /// A key as a text: itself, or a number as Python's json writes it; nothing where it has none.
    Result<std::optional<std::string>> nameOf(ObjectId key) const
    {
        switch (m_graph.kind(key)) {
        case Kind::Text:
        case Kind::NativeString: {
            STRATA_ASSIGN(std::string text, m_graph.read_text(key, m_graph.byte_length(key)));
            return std::optional(std::move(text));
        }
        case Kind::None:
            return std::optional<std::string>("null");
        case Kind::Bool:
            return std::optional<std::string>(*m_graph.boolean(key) ? "true" : "false");
        case Kind::Int:
            return std::optional(std::to_string(*m_graph.integer(key)));
        case Kind::Float:
            return std::optional(python_float(*m_graph.real(key)));
        default:
            return std::optional<std::string>();
        }
    }

    /// A key that is set twice stands where it came first, with its last value, as in Python.
    Result<void> fillDict(Open& dict, bool first_time)
    {
        std::vector<pickle::Entry> entries = m_graph.entries(dict.id);
        std::unordered_map<std::string, std::pair<std::size_t, bool>> places;
        std::uint64_t no_texts = 0;
        bool told_apart = true;
        for (const pickle::Entry& entry : entries) {
            const bool text =
                m_graph.is(entry.key, Kind::Text) || m_graph.is(entry.key, Kind::NativeString);
            no_texts += text ? 0 : 1;
            STRATA_ASSIGN(auto name, nameOf(entry.key));
            if (!name) {
                told_apart = false;
                continue;
            }
            const auto [found, fresh] =
                places.try_emplace(*name, std::pair(dict.items.size(), text));
            if (!fresh && found->second.second != text)
                told_apart = false; // 1 and "1"
            if (!fresh) {
                dict.items[found->second.first] = entry.value;
                continue;
            }
            dict.items.push_back(entry.value);
            dict.names.push_back(*std::move(name));
        }
        m_losses.keys += first_time ? no_texts : 0;
        if (told_apart)
            return {};
        dict.items.clear();
        dict.names.clear();
        dict.pairs = std::move(entries);
        return {};
    }

    Result<void> writePlain(ObjectId id)
    {
        switch (m_graph.kind(id)) {
        case Kind::Text:
        case Kind::NativeString: {
            STRATA_ASSIGN(const std::string text, m_graph.read_text(id, m_graph.byte_length(id)));
            m_json.text(text);
            ++m_losses.values;
            return {};
        }
        case Kind::Bytes:
        case Kind::ByteArray: {
            const auto bytes = m_graph.read_bytes(id, limits::item_bytes);
            if (!bytes && bytes.error().code != ErrorCode::LimitExceeded)
                return fail(bytes.error());
            if (!bytes)
                return leaveOut(m_losses.long_bytes);
            writeBytes({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
            return {};
        }
        case Kind::InlineArray:
        case Kind::Constructed:
            if (pickle::is_array(m_graph, id))
                return writeArray(id);
            break;
        default:
            break;
        }
        return writeValue(pickle::value_of(m_graph, id), m_graph.is(id, Kind::Constructed));
    }

    Result<void> writeValue(const Value& value, bool constructed)
    {
        switch (value.kind()) {
        case Value::Kind::Float:
            m_losses.not_finite += std::isfinite(value.as_real()) ? 0 : 1;
            break;
        case Value::Kind::Bytes:
            if (value.omitted() != 0)
                return leaveOut(m_losses.long_bytes);
            writeBytes(value.as_text());
            return {};
        case Value::Kind::Name:
        case Value::Kind::Opaque:
            return leaveOut(m_losses.objects);
        default:
            break;
        }
        m_losses.scalars += constructed ? 1 : 0;
        ++m_losses.values;
        report::write_value(m_json, value, m_opened);
        return {};
    }

    void writeBytes(std::string_view bytes)
    {
        const QByteArray text =
            QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64();
        m_json.text({text.constData(), static_cast<std::size_t>(text.size())});
        ++m_losses.bytes;
        ++m_losses.values;
    }

    Result<void> leaveOut(std::uint64_t& losses)
    {
        ++losses;
        m_json.null();
        return {};
    }

    Result<void> writeArray(ObjectId id)
    {
        const auto array = pickle::read_array(m_graph, id);
        if (!array || array->mask || !array->tensor.dtype.is_numeric())
            return leaveOut(m_losses.large_arrays);
        const Tensor& tensor = array->tensor;
        const auto count = tensor.count();
        const auto lists = countLists(tensor.shape);
        if (!count || *count > most_array_values || !lists)
            return leaveOut(m_losses.large_arrays);
        std::vector<SliceAxis> all;
        for (const std::uint64_t length : tensor.shape)
            all.push_back({0, length, 1});
        const auto items = read_slice(tensor, m_opened.sources, all, m_job, limits::item_bytes);
        if (!items && items.error().code == ErrorCode::Cancelled)
            return fail(items.error());
        if (!items)
            return leaveOut(m_losses.large_arrays);
        report::write_items(m_json, tensor.dtype, tensor.shape, *items);
        ++m_losses.arrays;
        m_losses.values += *count;
        return {};
    }

    /// Whether a shape has few enough lists: one like (10**12, 0) holds nothing, yet has as many.
    static bool countLists(const Shape& shape)
    {
        std::uint64_t lists = 1;
        for (const std::uint64_t length : shape) {
            if (length > most_array_values)
                return false;
            lists *= std::max<std::uint64_t>(length, 1);
            if (lists > most_array_values)
                return false;
        }
        return true;
    }

    const OpenDocument& m_opened;
    const Graph& m_graph;
    const TextSink& m_sink;
    const JobContext& m_job;
    Result<void> m_result;
    JsonWriter m_json;
    PlainLosses m_losses;
    std::vector<bool> m_seen;     ///< by object: written once
    std::vector<bool> m_open_now; ///< by object: one of m_open
    std::unordered_map<ObjectId, int> m_counted_shared;
    std::vector<Open> m_open; ///< outermost first
    std::uint64_t m_most_written;
    std::uint64_t m_written = 0;
};

} // namespace

std::vector<Loss> PlainLosses::list() const
{
    std::vector<Loss> losses;
    const auto add = [&](std::uint64_t count, const char* what, const char* why, bool same) {
        if (count != 0)
            losses.push_back({what, why, count, false, same});
    };
    add(objects, "objects", "JSON has no classes and functions: null stands in their place.",
        false);
    add(large_arrays, "arrays",
        "Large ones and those of other things than numbers: null stands in their place.", false);
    add(long_bytes, "long byte strings", "null stands in their place.", false);
    add(cut_off, "lists and dicts",
        "They are inside themselves, or deeper than readers go: null stands in their place.",
        false);
    add(streams, "further pickles", "Only the first pickle of the file is written.", false);
    add(kinds, "tuples, sets and other kinds",
        "JSON has one kind of list and one of dict: they become those.", true);
    add(keys, "keys that are no text",
        "They become text; where two would become the same, the dict becomes a list of pairs.",
        true);
    add(scalars, "types of single values",
        "NumPy's numbers become plain ones, dates, decimals and complex numbers text.", true);
    add(arrays, "types of arrays", "Arrays of numbers become nested lists.", true);
    add(bytes, "byte strings", "They become text in base64.", true);
    add(not_finite, "NaN and infinities",
        "JSON has no such numbers: they become the texts NaN, Infinity and -Infinity.", true);
    add(shared, "shared lists and dicts", "They are written out in each place.", true);
    return losses;
}

Result<PlainLosses> write_plain(const OpenDocument& opened, const TextSink& sink,
                                const JobContext& job)
{
    return guarded([&]() -> Result<PlainLosses> {
        STRATA_ASSIGN(const pickle::PickleDocument pickle, read_pickle_again(opened, job));
        STRATA_ASSIGN(PlainLosses losses,
                      PlainWriter(opened, pickle, sink, job).write(pickle.root));
        const auto whole = std::ranges::count_if(pickle.streams, [](const pickle::Stream& each) {
            return each.inside == ObjectId::none;
        });
        losses.streams = static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(whole, 1) - 1);
        return losses;
    });
}

} // namespace strata::exports
