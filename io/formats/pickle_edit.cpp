// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/pickle_edit.h"

#include "io/formats/pickle_format.h"
#include "io/formats/pickle_packing.h"
#include "io/pickle/numpy.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace strata {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;

namespace {

/// No version of a library is longer.
constexpr std::size_t version_bytes = 100;

tl::unexpected<Error> refused(std::string reason, const std::string& key)
{
    return fail(ErrorCode::BadArgument, std::move(reason), {}, key);
}

/// "estimator" of "estimator@alpha".
std::string_view object_of(std::string_view key)
{
    return key.substr(0, key.rfind('@'));
}

std::string attribute_of(std::string_view key)
{
    return unescape_path_part(key.substr(key.rfind('@') + 1));
}

/// "object/steps/1" of "object/steps/1/alpha".
std::string_view owner_of(std::string_view where)
{
    return where.substr(0, where.rfind('/'));
}

/// Where the object of a key is stored, as the other entries of the object say.
std::optional<std::string> stored_in(const Document& document, std::string_view key)
{
    for (const MetadataEntry& entry : document.metadata) {
        if (object_of(entry.key) == object_of(key))
            return std::string(owner_of(entry.where));
    }
    return std::nullopt;
}

bool is_parameter(const Document& document, std::string_view key)
{
    const auto node = document.model.find(object_of(key));
    if (!node || document.model.node(*node).estimator == EstimatorId::none)
        return false;
    const Estimator& estimator = document.estimators[index(document.model.node(*node).estimator)];
    const std::string name = attribute_of(key);
    return name == "_sklearn_version" || name.ends_with('_') ||
           std::any_of(estimator.parameters.begin(), estimator.parameters.end(),
                       [&](const auto& each) { return each.first == name; });
}

/// The array of names is stored item by item, and its shape says how many there are.
Result<void> check_names(const Value& before, const Value& after, const std::string& key)
{
    const auto& items = after.items();
    const bool texts = std::all_of(items.begin(), items.end(), [](const Value& item) {
        return item.kind() == Value::Kind::Text;
    });
    if (!texts)
        return refused("names are text", key);
    if (items.size() != before.items().size())
        return refused(std::to_string(before.items().size()) + " names are wanted, as many as " +
                           "the model has features",
                       key);
    return {};
}

Result<void> check_edit(const Document& document, const Edit& edit)
{
    const auto entry = find_entry(document, edit.key);
    switch (edit.kind) {
    case Edit::Kind::SetScalar:
        return refused("it cannot be edited", edit.key);
    case Edit::Kind::Remove:
        if (is_parameter(document, edit.key))
            return refused("hyper-parameters and what was fitted stay in an estimator", edit.key);
        return entry && entry->editable ? Result<void>() : refused("it cannot be edited", edit.key);
    case Edit::Kind::Add:
        if (!stored_in(document, edit.key))
            return refused("there is no object of this name", edit.key);
        if (attribute_of(edit.key).empty())
            return refused("a name is wanted behind the @", edit.key);
        if (attribute_of(edit.key).find('/') != std::string::npos)
            return refused("a new name has no '/'", edit.key);
        if (document.file.find(*stored_in(document, edit.key) + '/' +
                               escape_path_part(attribute_of(edit.key))))
            return refused("there is something of this name that cannot be edited", edit.key);
        if (edit.value.kind() == Value::Kind::List || edit.value.kind() == Value::Kind::Tuple ||
            edit.value.kind() == Value::Kind::Dict)
            return refused("a new entry is text, a number, a bool, bytes or None", edit.key);
        break;
    case Edit::Kind::Set:
        if (!entry || !entry->editable)
            return refused("it cannot be edited", edit.key);
        if (attribute_of(edit.key) == "_sklearn_version" &&
            (edit.value.kind() != Value::Kind::Text || edit.value.as_text().empty() ||
             edit.value.as_text().size() > version_bytes))
            return refused("a version is wanted", edit.key);
        if (attribute_of(edit.key) == "feature_names_in_" &&
            entry->value.kind() == Value::Kind::List)
            return edit.value.kind() == Value::Kind::List
                       ? check_names(entry->value, edit.value, edit.key)
                       : refused("names are a list", edit.key);
        break;
    }
    if (!is_plain_value(edit.value))
        return refused(edit.value.type_name() + " cannot be written", edit.key);
    return {};
}

/// The whole number that a text spells.
std::optional<std::int64_t> number_of(std::string_view text)
{
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool all = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return all && !text.empty() ? std::optional(number) : std::nullopt;
}

/// A dict typed as JSON, which has keys of text only, with the keys of the dict that it replaces:
/// {"0": 2.5} is {0: 2.5} where {0: 1.0} was.
Result<Value> with_keys_of(const Value& before, const Value& after, const std::string& key)
{
    if (before.kind() != Value::Kind::Dict || after.kind() != Value::Kind::Dict)
        return after;
    const auto& old = before.entries();
    const auto is_kind = [](Value::Kind kind) {
        return [kind](const ValueEntry& entry) {
            return entry.key.kind() == kind;
        };
    };
    if (std::all_of(old.begin(), old.end(), is_kind(Value::Kind::Text)))
        return after;
    const bool numbers = std::all_of(old.begin(), old.end(), is_kind(Value::Kind::Int));
    std::vector<ValueEntry> entries;
    for (const ValueEntry& entry : after.entries()) {
        Value name = entry.key;
        if (name.kind() == Value::Kind::Text) {
            const auto known = std::find_if(old.begin(), old.end(), [&](const ValueEntry& each) {
                return each.key == name || each.key.repr() == name.as_text();
            });
            const auto number = numbers ? number_of(name.as_text()) : std::nullopt;
            if (known == old.end() && !number)
                return refused("its keys are not text: " + name.repr() + " cannot be one", key);
            name = known != old.end() ? known->key : Value::integer(*number);
        }
        entries.push_back({std::move(name), entry.value});
    }
    return Value::dict(std::move(entries));
}

/// Finds what the edits are about in the pickle's graph, and what to do there.
class PatchMaker {
public:
    PatchMaker(const Document& document, const Graph& graph, LooksFirst first)
        : m_document(document), m_graph(graph), m_first(first)
    {
        for (std::size_t i = 0; i < graph.size(); ++i) {
            const ObjectId id{static_cast<std::uint32_t>(i)};
            if (graph.is(id, Kind::Constructed) || graph.is(id, Kind::Dict))
                m_by_offset.emplace(graph.offset(id), id);
        }
    }

    Result<void> add(const PlacedEdit& placed, std::vector<pickle::Patch>& out) const
    {
        const Edit& edit = *placed.edit;
        STRATA_ASSIGN(const ObjectId object, object_at(placed.owner, edit));
        if (edit.kind == Edit::Kind::Add) {
            // Rows past the limits are in no tree: the graph has them all.
            if (find_place(object, placed))
                return refused("there is something of this name that cannot be edited", edit.key);
            out.push_back(
                {pickle::Patch::Kind::Add, dict_for_more(object), 0, placed.name, edit.value});
            return {};
        }
        STRATA_ASSIGN(pickle::Patch patch, find_place(object, placed));
        if (edit.kind == Edit::Kind::Set && edit.value.kind() == Value::Kind::List &&
            names_list(patch) != ObjectId::none)
            return add_names(names_list(patch), edit.value, out);
        out.push_back(std::move(patch));
        return {};
    }

private:
    static tl::unexpected<Error> missing(const Edit& edit)
    {
        return fail(ErrorCode::NoSuchItem, {}, {}, edit.key);
    }

    Result<ObjectId> object_at(const std::string& path, const Edit& edit) const
    {
        const auto row = m_document.file.find(path);
        if (!row)
            return missing(edit);
        const auto found = m_by_offset.find(m_document.file.node(*row).offset);
        if (found == m_by_offset.end())
            return missing(edit);
        return found->second;
    }

    /// The dict that holds the attributes of an object, or the object when it is one itself.
    ObjectId dict_of(ObjectId object) const
    {
        const ObjectId state = m_graph.state(object);
        if (m_graph.is(state, Kind::Dict))
            return state;
        if (m_graph.is(state, Kind::Tuple) && m_graph.is(m_graph.item(state, 0), Kind::Dict))
            return m_graph.item(state, 0);
        return object;
    }

    /// What a new entry goes into.
    ObjectId dict_for_more(ObjectId object) const
    {
        const bool itself = m_first == LooksFirst::Entries && m_graph.entry_count(object) != 0;
        return itself ? object : dict_of(object);
    }

    /// The last setting of the key counts, as when the file is loaded.
    Result<pickle::Patch> find_place(ObjectId object, const PlacedEdit& placed) const
    {
        const Edit& edit = *placed.edit;
        std::vector<ObjectId> dicts = {dict_for_more(object), dict_of(object)};
        if (const ObjectId state = m_graph.state(object); m_graph.is(state, Kind::Tuple))
            dicts.push_back(m_graph.item(state, 1));
        for (const ObjectId dict : dicts) {
            const auto entries = m_graph.entries(dict);
            for (std::size_t i = entries.size(); i-- > 0;) {
                if (m_graph.text(entries[i].key) != placed.name)
                    continue;
                const bool remove = edit.kind == Edit::Kind::Remove;
                return pickle::Patch{remove ? pickle::Patch::Kind::Remove
                                            : pickle::Patch::Kind::Replace,
                                     dict,
                                     i,
                                     {},
                                     edit.value};
            }
        }
        return missing(edit);
    }

    /// The list of an array of objects that a patch would replace; none for anything else.
    ObjectId names_list(const pickle::Patch& patch) const
    {
        ObjectId array = m_graph.entries(patch.container)[patch.position].value;
        if (!pickle::is_array(m_graph, array))
            return ObjectId::none;
        if (const auto* const record = m_graph.inline_array(array))
            array = record->nested;
        const ObjectId state = m_graph.state(array);
        const std::uint64_t parts = m_graph.item_count(state);
        const ObjectId list =
            parts == 0 ? ObjectId::none : m_graph.item(state, static_cast<std::size_t>(parts - 1));
        return m_graph.is(list, Kind::List) ? list : ObjectId::none;
    }

    Result<void> add_names(ObjectId list, const Value& names, std::vector<pickle::Patch>& out) const
    {
        const auto old = m_graph.items(list);
        for (std::size_t i = 0; i < names.items().size() && i < old.size(); ++i) {
            STRATA_ASSIGN(const std::string before, m_graph.read_text(old[i]));
            if (before != names.items()[i].as_text())
                out.push_back({pickle::Patch::Kind::Replace, list, i, {}, names.items()[i]});
        }
        return {};
    }

    const Document& m_document;
    const Graph& m_graph;
    LooksFirst m_first;
    std::unordered_map<std::uint64_t, ObjectId> m_by_offset;
};

} // namespace

Result<void> write_pieces(const std::vector<pickle::PatchPiece>& pieces, const ByteSource& source,
                          const StreamEncoder::Sink& sink, const JobContext& job)
{
    constexpr std::uint64_t block = std::uint64_t{1} << 20;
    for (const pickle::PatchPiece& piece : pieces) {
        if (piece.length == 0)
            STRATA_TRY(sink(std::as_bytes(std::span(piece.bytes))));
        for (std::uint64_t done = 0; done < piece.length; done += block) {
            STRATA_TRY(job.check());
            STRATA_ASSIGN(const auto bytes, source.read_copy(piece.offset + done,
                                                             std::min(block, piece.length - done)));
            STRATA_TRY(sink(bytes));
            job.report(piece.offset + done, source.size());
        }
    }
    return {};
}

std::uint64_t total_bytes(const std::vector<pickle::PatchPiece>& pieces)
{
    std::uint64_t total = 0;
    for (const pickle::PatchPiece& piece : pieces)
        total += piece.length + piece.bytes.size();
    return total;
}

bool is_single_value(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::None:
    case Value::Kind::Bool:
    case Value::Kind::Int:
    case Value::Kind::BigInt:
    case Value::Kind::Float:
    case Value::Kind::Text:
    case Value::Kind::Bytes:
        return true;
    default:
        return false;
    }
}

bool is_plain_value(const Value& value)
{
    const auto all_plain = [](const std::vector<Value>& items) {
        return std::all_of(items.begin(), items.end(), is_plain_value);
    };
    if (value.omitted() != 0)
        return false;
    if (is_single_value(value))
        return true;
    switch (value.kind()) {
    case Value::Kind::List:
    case Value::Kind::Tuple:
        return all_plain(value.items());
    case Value::Kind::Dict:
        return std::all_of(value.entries().begin(), value.entries().end(),
                           [](const ValueEntry& entry) {
                               return is_plain_value(entry.key) && is_plain_value(entry.value);
                           });
    default:
        return false;
    }
}

Result<Edits> prepare_pickle_edits(const Document& document, const Edits& edits)
{
    if (document.verdict.integrity != Integrity::Complete)
        return refused("the file is damaged", {});
    Edits kept = edits;
    for (const Edit& edit : edits.list()) {
        STRATA_TRY(check_edit(document, edit));
        const auto entry = find_entry(document, edit.key);
        if (edit.kind != Edit::Kind::Set || !entry)
            continue;
        STRATA_ASSIGN(Value value, with_keys_of(entry->value, edit.value, edit.key));
        if (value != edit.value)
            STRATA_TRY(kept.set(document, edit.key, std::move(value)));
    }
    return kept;
}

std::optional<PlacedEdit> place_edit(const Document& document, const Edit& edit)
{
    if (const auto entry = find_entry(document, edit.key)) {
        const std::string_view where = entry->where;
        return PlacedEdit{&edit, std::string(owner_of(where)),
                          unescape_path_part(where.substr(where.rfind('/') + 1))};
    }
    const auto owner = stored_in(document, edit.key);
    return owner ? std::optional(PlacedEdit{&edit, *owner, attribute_of(edit.key)}) : std::nullopt;
}

Result<std::vector<pickle::PatchPiece>> edited_pieces(const Document& document,
                                                      const pickle::PickleDocument& pickle,
                                                      const ByteSource& source,
                                                      const std::vector<PlacedEdit>& edits,
                                                      LooksFirst first, const JobContext& job)
{
    const PatchMaker maker(document, pickle.graph, first);
    std::vector<pickle::Patch> patches;
    for (const PlacedEdit& edit : edits)
        STRATA_TRY(maker.add(edit, patches));
    return pickle::patch_pickle(pickle, source, patches, job);
}

Result<void> write_edited_pickle(const OpenDocument& opened, const Edits& edits, AtomicFile& out,
                                 const JobContext& job)
{
    const SharedSource& source = opened.sources.back();
    pickle::ReadOptions options;
    options.source_id = opcode_source(*opened.document).value_or(SourceId::file);
    options.nested = false;
    STRATA_ASSIGN(const pickle::PickleDocument pickle, read_pickle(source, options, job));
    std::vector<PlacedEdit> placed;
    for (const Edit& edit : edits.list()) {
        const auto place = place_edit(*opened.document, edit);
        if (!place)
            return fail(ErrorCode::NoSuchItem, {}, {}, edit.key);
        placed.push_back(*place);
    }
    STRATA_ASSIGN(const auto pieces, edited_pieces(*opened.document, pickle, *source, placed,
                                                   LooksFirst::Attributes, job));
    const StreamEncoder::Sink to_file = [&](std::span<const std::byte> bytes) {
        return out.write(bytes);
    };
    STRATA_ASSIGN(const auto packing, packing_of_file(*opened.sources.front(), job));
    if (!packing)
        return write_pieces(pieces, *source, to_file, job);
    const ByteSource& file = *opened.sources.front();
    std::vector<std::byte> head(probe_head_bytes);
    STRATA_ASSIGN(const std::size_t count, file.read_some(0, head));
    head.resize(count);
    STRATA_TRY(out.write(packing_prefix(head, *packing, total_bytes(pieces))));
    const int level = level_of(std::span(head).subspan(packing->offset), packing->compression);
    STRATA_ASSIGN(const auto encoder, StreamEncoder::create(packing->compression, level, to_file));
    const StreamEncoder::Sink compressed = [&](std::span<const std::byte> bytes) {
        return encoder->write(bytes);
    };
    STRATA_TRY(write_pieces(pieces, *source, compressed, job));
    return encoder->finish();
}

} // namespace strata
