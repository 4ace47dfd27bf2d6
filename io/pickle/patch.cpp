// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/patch.h"

#include "io/pickle/encode.h"
#include "io/pickle/joblib.h"
#include "io/pickle/opcodes.h"
#include "io/pickle/places.h"

#include <algorithm>

namespace strata::pickle {

namespace {

/// Bytes [begin, end) of the source that give way to others.
struct Splice {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string bytes;
};

constexpr std::uint64_t frame_length_offset = 1; ///< of the length in a FRAME opcode
constexpr std::uint64_t frame_opcode_bytes = 9;

std::string opcodes(std::initializer_list<Opcode> list)
{
    std::string out;
    for (const Opcode each : list)
        out += static_cast<char>(each);
    return out;
}

/// Writes the patches of one stream as splices.
class StreamPatcher {
public:
    StreamPatcher(const Graph& graph, const ByteSource& source, const Stream& stream,
                  const StreamPlaces& places)
        : m_graph(graph), m_source(source), m_protocol(stream.protocol), m_places(places)
    {
    }

    /// To be told of every patch before the first is added: what it replaces is no longer read.
    void announce(const Patch& patch)
    {
        const auto found = m_places.containers.find(m_graph.offset(patch.container));
        if (found == m_places.containers.end() || patch.kind == Patch::Kind::Add ||
            patch.position >= found->second.entries.size())
            return;
        const PushedRange& old = found->second.entries[patch.position].value;
        if (old.single && !old.memo)
            m_replaced.insert(old.begin);
    }

    Result<void> add(const Patch& patch, std::vector<Splice>& out) const
    {
        const auto found = m_places.containers.find(m_graph.offset(patch.container));
        if (found == m_places.containers.end())
            return unusual(patch);
        const ContainerPlaces& container = found->second;
        if (patch.kind == Patch::Kind::Add)
            return add_entry(patch, container, out);
        if (patch.position >= container.entries.size())
            return unusual(patch);
        const PlacedEntry& entry = container.entries[patch.position];
        if (patch.kind == Patch::Kind::Replace)
            return replace(entry.value, patch.value, out);
        return remove(patch, entry, out);
    }

private:
    [[nodiscard]] tl::unexpected<Error> unusual(const Patch& patch) const
    {
        return fail(ErrorCode::BadArgument, "the file says this in a way that cannot be edited",
                    m_graph.offset(patch.container));
    }

    /// The first opcode from `begin` on that reads a slot and stays.
    [[nodiscard]] const MemoRead* next_read(std::uint64_t slot, std::uint64_t begin) const
    {
        const auto reads = m_places.memo_reads.find(slot);
        if (reads == m_places.memo_reads.end())
            return nullptr;
        const auto found =
            std::find_if(reads->second.begin(), reads->second.end(), [&](const MemoRead& read) {
                return read.begin >= begin && !m_replaced.contains(read.begin);
            });
        return found == reads->second.end() ? nullptr : &*found;
    }

    /// Whether nothing behind `end` needs what the opcodes from `begin` on put into the memo.
    [[nodiscard]] bool is_free(std::uint64_t begin, std::uint64_t end) const
    {
        for (const auto& [offset, length] : m_places.frames) {
            if (offset >= begin && offset < end)
                return false;
        }
        const auto& writes = m_places.memo_writes;
        return std::none_of(writes.begin(), writes.end(), [&](const MemoWrite& write) {
            if (write.offset < begin || write.offset >= end)
                return false;
            return write.counted || next_read(write.slot, end) != nullptr;
        });
    }

    /// Makes an object of one opcode where it is used next instead of here, so that the memo holds it
    /// from there on. False where that cannot be.
    Result<bool> make_later(const PushedRange& old, std::vector<Splice>& out) const
    {
        constexpr std::uint64_t longest = std::uint64_t{1} << 20;
        const auto& writes = m_places.memo_writes;
        const auto of_slot = [&](const MemoWrite& write) {
            return write.slot == old.memo;
        };
        const auto write = std::find_if(writes.begin(), writes.end(), of_slot);
        const MemoRead* const next = next_read(*old.memo, 0);
        if (write == writes.end() || write->counted || write->offset < old.first_end ||
            write->offset >= old.end || std::count_if(writes.begin(), writes.end(), of_slot) != 1 ||
            next == nullptr || next->begin < old.end || old.end - old.begin > longest ||
            !is_without_frame(old))
            return false;
        STRATA_ASSIGN(const auto made, m_source.read_copy(old.begin, old.end - old.begin));
        out.push_back({next->begin, next->end,
                       std::string(reinterpret_cast<const char*>(made.data()), made.size())});
        return true;
    }

    [[nodiscard]] bool is_without_frame(const PushedRange& range) const
    {
        return std::none_of(m_places.frames.begin(), m_places.frames.end(), [&](const auto& frame) {
            return frame.first >= range.begin && frame.first < range.end;
        });
    }

    /// An object of one opcode gives way, and so do many that nothing else uses. One that others use
    /// is made where the next one does; where that cannot be it is built as before, dropped, and the
    /// new one pushed.
    Result<void> replace(const PushedRange& old, const Value& value, std::vector<Splice>& out) const
    {
        const bool native = old.opcode == static_cast<std::uint8_t>(Opcode::String) ||
                            old.opcode == static_cast<std::uint8_t>(Opcode::BinString) ||
                            old.opcode == static_cast<std::uint8_t>(Opcode::ShortBinString);
        STRATA_ASSIGN(std::string bytes, encode_value(value, m_protocol, native));
        const bool shared = old.memo && next_read(*old.memo, 0) != nullptr;
        if (old.single && !shared) {
            out.push_back({old.begin, old.first_end, std::move(bytes)});
            return {};
        }
        bool replaced = is_free(old.begin, old.end);
        if (!replaced && old.single) {
            STRATA_ASSIGN(replaced, make_later(old, out));
        }
        if (replaced)
            out.push_back({old.begin, old.end, std::move(bytes)});
        else
            out.push_back({old.end, old.end, opcodes({Opcode::Pop}) + bytes});
        return {};
    }

    Result<void> add_entry(const Patch& patch, const ContainerPlaces& container,
                           std::vector<Splice>& out) const
    {
        if (!container.is_dict)
            return unusual(patch);
        STRATA_ASSIGN(std::string bytes, encode_value(Value::text(patch.key), m_protocol));
        STRATA_ASSIGN(const std::string value, encode_value(patch.value, m_protocol));
        bytes += value + opcodes({Opcode::SetItem});
        out.push_back({container.on_top, container.on_top, std::move(bytes)});
        return {};
    }

    /// The opcodes of the pair go. Where they fill slots of the memo that are used they stay, and the
    /// pair is dropped before it is set; a value of one opcode that nothing else uses goes then, too.
    Result<void> remove(const Patch& patch, const PlacedEntry& entry,
                        std::vector<Splice>& out) const
    {
        if (!m_places.containers.at(m_graph.offset(patch.container)).is_dict)
            return unusual(patch);
        const std::uint64_t end = entry.single_setter.value_or(entry.value.end - 1) + 1;
        if (entry.key.begin < entry.value.begin && is_free(entry.key.begin, end)) {
            out.push_back({entry.key.begin, end, {}});
            return {};
        }
        STRATA_TRY(replace(entry.value, Value(), out));
        const std::string drop = opcodes({Opcode::Pop, Opcode::Pop});
        if (entry.single_setter)
            out.push_back({*entry.single_setter, *entry.single_setter + 1, drop});
        else
            out.push_back({entry.value.end, entry.value.end, drop});
        return {};
    }

    const Graph& m_graph;
    const ByteSource& m_source;
    int m_protocol;
    const StreamPlaces& m_places;
    std::set<std::uint64_t> m_replaced; ///< where values of one opcode begin
};

/// Behind the BUILD of an array's wrapper, where joblib's padding starts.
std::uint64_t behind_wrapper(const Graph& graph, const InlineArrayRecord& array)
{
    std::uint64_t place = array.offset;
    for (const Operation& operation : graph.operations(array.wrapper)) {
        if (operation.kind == OperationKind::Build)
            place = operation.offset + 1;
    }
    return std::min(place, array.offset);
}

/// The arrays between opcodes, in order.
std::vector<ArrayPlace> array_places(const PickleDocument& pickle)
{
    std::vector<ArrayPlace> places;
    const Graph& graph = pickle.graph;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const InlineArrayRecord* const array =
            graph.inline_array(ObjectId{static_cast<std::uint32_t>(i)});
        if (array == nullptr)
            continue;
        places.push_back(
            {behind_wrapper(graph, *array), array->offset, array->offset + array->length});
    }
    for (const Stream& stream : pickle.streams) {
        for (ArrayPlace& place : places) {
            if (stream.inside != ObjectId::none && place.data == stream.offset)
                place.end = std::max(place.end, stream.end);
        }
    }
    std::sort(places.begin(), places.end(), [](const ArrayPlace& one, const ArrayPlace& other) {
        return one.data != other.data ? one.data < other.data : one.end > other.end;
    });
    return places;
}

/// The pickle whose opcodes made an object: of those around its offset the innermost.
const Stream* stream_of(const PickleDocument& pickle, ObjectId object)
{
    const std::uint64_t offset = pickle.graph.offset(object);
    const Stream* found = nullptr;
    for (const Stream& stream : pickle.streams) {
        if (stream.offset <= offset && offset < stream.end &&
            (found == nullptr || stream.offset >= found->offset))
            found = &stream;
    }
    return found;
}

/// A FRAME states how many bytes follow it: those that grow or shrink are counted anew.
void mend_frames(const StreamPlaces& places, std::vector<Splice>& splices)
{
    std::vector<Splice> mended;
    for (const auto& [offset, length] : places.frames) {
        const std::uint64_t begin = offset + frame_opcode_bytes;
        std::uint64_t now = length;
        for (const Splice& splice : splices) {
            // What is put behind a frame belongs to none.
            if (splice.begin >= begin && splice.begin < begin + length)
                now += splice.bytes.size() - (splice.end - splice.begin);
        }
        if (now == length)
            continue;
        Splice frame{offset + frame_length_offset, begin, {}};
        for (int shift = 0; shift < 64; shift += 8)
            frame.bytes += static_cast<char>(now >> shift);
        mended.push_back(std::move(frame));
    }
    splices.insert(splices.end(), std::make_move_iterator(mended.begin()),
                   std::make_move_iterator(mended.end()));
}

/// Cuts the source at the splices, and pads the arrays behind them for where they come to lie.
class Assembly {
public:
    Assembly(const Graph& graph, std::uint64_t size) : m_graph(graph), m_size(size) {}

    std::vector<PatchPiece> run(const std::vector<Splice>& splices,
                                const std::vector<const InlineArrayRecord*>& arrays)
    {
        std::size_t next_array = 0;
        const auto pad_up_to = [&](std::uint64_t place) {
            for (; next_array < arrays.size() && arrays[next_array]->offset <= place; ++next_array)
                pad(*arrays[next_array]);
        };
        for (const Splice& splice : splices) {
            pad_up_to(splice.begin);
            keep_to(splice.begin);
            put(splice.bytes);
            m_at = splice.end;
        }
        pad_up_to(m_size);
        keep_to(m_size);
        return std::move(m_pieces);
    }

private:
    void keep_to(std::uint64_t end)
    {
        if (end <= m_at)
            return;
        m_pieces.push_back({m_at, end - m_at, {}});
        m_written += end - m_at;
        m_at = end;
    }

    void put(const std::string& bytes)
    {
        if (bytes.empty())
            return;
        m_pieces.push_back({0, 0, bytes});
        m_written += bytes.size();
    }

    void pad(const InlineArrayRecord& array)
    {
        const auto layout = inline_layout(m_graph, array.wrapper);
        const std::uint64_t behind = behind_wrapper(m_graph, array);
        if (m_written == m_at || !layout || !layout->padded || behind == array.offset)
            return;
        keep_to(behind);
        const std::uint64_t padding =
            layout->alignment - (m_written + 1) % std::max<std::uint64_t>(layout->alignment, 1);
        put(std::string(1, static_cast<char>(padding)) +
            std::string(static_cast<std::size_t>(padding), '\xff'));
        m_at = array.offset;
    }

    const Graph& m_graph;
    std::uint64_t m_size;
    std::uint64_t m_at = 0;      ///< of the source: what comes before is dealt with
    std::uint64_t m_written = 0; ///< bytes of the patched pickle so far
    std::vector<PatchPiece> m_pieces;
};

std::vector<const InlineArrayRecord*> padded_arrays(const Graph& graph)
{
    std::vector<const InlineArrayRecord*> arrays;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto* const array = graph.inline_array(ObjectId{static_cast<std::uint32_t>(i)});
        if (array != nullptr && array->nested == ObjectId::none)
            arrays.push_back(array);
    }
    std::sort(arrays.begin(), arrays.end(),
              [](const auto* one, const auto* other) { return one->offset < other->offset; });
    return arrays;
}

/// Of splices at one place those that replace bytes come last.
void sort_splices(std::vector<Splice>& splices)
{
    std::stable_sort(splices.begin(), splices.end(), [](const Splice& one, const Splice& other) {
        return one.begin != other.begin ? one.begin < other.begin : one.end < other.end;
    });
}

} // namespace

Result<std::vector<PatchPiece>> patch_pickle(const PickleDocument& pickle, const ByteSource& source,
                                             std::span<const Patch> patches, const JobContext& job)
{
    const std::vector<ArrayPlace> arrays = array_places(pickle);
    std::map<const Stream*, std::vector<const Patch*>> by_stream;
    for (const Patch& patch : patches) {
        const Stream* const stream = stream_of(pickle, patch.container);
        if (stream == nullptr)
            return fail(ErrorCode::NoSuchItem);
        by_stream[stream].push_back(&patch);
    }
    std::vector<Splice> splices;
    for (const auto& [stream, of_stream] : by_stream) {
        std::set<std::uint64_t> wanted;
        for (const Patch* const patch : of_stream)
            wanted.insert(pickle.graph.offset(patch->container));
        STRATA_ASSIGN(const StreamPlaces places,
                      find_places(source, stream->offset, wanted, arrays, job));
        StreamPatcher patcher(pickle.graph, source, *stream, places);
        for (const Patch* const patch : of_stream)
            patcher.announce(*patch);
        std::vector<Splice> of_this;
        for (const Patch* const patch : of_stream)
            STRATA_TRY(patcher.add(*patch, of_this));
        mend_frames(places, of_this);
        splices.insert(splices.end(), of_this.begin(), of_this.end());
    }
    sort_splices(splices);
    for (std::size_t i = 1; i < splices.size(); ++i) {
        if (splices[i].begin < splices[i - 1].end)
            return fail(ErrorCode::BadArgument, "two changes meet at one place: make one at a time",
                        splices[i].begin);
    }
    return Assembly(pickle.graph, source.size()).run(splices, padded_arrays(pickle.graph));
}

} // namespace strata::pickle
