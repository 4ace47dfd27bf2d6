// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/places.h"

#include "io/base/guarded.h"
#include "io/pickle/opcode_forms.h"
#include "io/pickle/window.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>
#include <unordered_map>

namespace strata::pickle {

namespace {

constexpr std::size_t longest_head = 9;
constexpr std::uint64_t places_between_checks = 1 << 16;

struct Item {
    PushedRange range;
    std::uint64_t made = 0; ///< the offset of the opcode that made it, as Graph has it
    bool is_mark = false;
};

/// One opcode as it lies in the source.
struct Step {
    Opcode opcode = Opcode::Stop;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t number = 0; ///< of a memo slot or a frame
};

class Follower {
public:
    Follower(const ByteSource& source, std::uint64_t begin, const std::set<std::uint64_t>& wanted,
             const std::vector<ArrayPlace>& arrays)
        : m_window(source, begin), m_wanted(wanted), m_arrays(arrays)
    {
    }

    Result<StreamPlaces> run(const JobContext& job)
    {
        for (std::uint64_t count = 0;; ++count) {
            if (count % places_between_checks == 0)
                STRATA_TRY(job.check());
            STRATA_ASSIGN(const Step step, next());
            if (step.opcode == Opcode::Stop)
                return std::move(m_places);
            STRATA_TRY(follow(step));
        }
    }

private:
    static tl::unexpected<Error> broken(std::uint64_t offset)
    {
        return fail(ErrorCode::Malformed, "pickle opcode", offset);
    }

    // ---- opcodes ----

    Result<Step> next()
    {
        STRATA_TRY(m_window.fill(longest_head));
        if (m_window.remaining() == 0)
            return fail(ErrorCode::Truncated, {}, m_window.offset());
        Step step;
        step.begin = m_window.offset();
        const std::uint8_t byte = *m_window.next();
        if (opcode_protocol(byte) < 0)
            return broken(step.begin);
        step.opcode = static_cast<Opcode>(byte);
        const OpcodeForm& form = opcode_form(byte);
        if (form.argument == OpcodeArgument::Line || form.argument == OpcodeArgument::TwoLines) {
            m_window.advance(1);
            STRATA_TRY(read_line(step));
            if (form.argument == OpcodeArgument::TwoLines)
                STRATA_TRY(read_line(step));
        } else {
            STRATA_TRY(skip_argument(step, form));
        }
        step.end = m_window.offset();
        return step;
    }

    Result<void> skip_argument(Step& step, const OpcodeForm& form)
    {
        std::uint64_t length = 1 + std::uint64_t{form.size};
        if (m_window.available() < length)
            return fail(ErrorCode::Truncated, {}, step.begin);
        step.number = little_endian(m_window.next() + 1, form.size);
        if (form.argument == OpcodeArgument::Text || form.argument == OpcodeArgument::Bytes ||
            form.argument == OpcodeArgument::Long) {
            if (step.number > m_window.remaining() - length)
                return fail(ErrorCode::Truncated, {}, step.begin);
            length += step.number;
        }
        m_window.skip(length);
        return {};
    }

    /// Past a newline; a number in the line is a memo slot.
    Result<void> read_line(Step& step)
    {
        std::string line;
        for (;;) {
            STRATA_TRY(m_window.fill(1));
            if (m_window.remaining() == 0)
                return fail(ErrorCode::Truncated, {}, step.begin);
            const auto* const start = m_window.next();
            const auto* const end =
                static_cast<const unsigned char*>(std::memchr(start, '\n', m_window.available()));
            const std::size_t part =
                end != nullptr ? static_cast<std::size_t>(end - start) : m_window.available();
            if (line.size() < 32)
                line.append(reinterpret_cast<const char*>(start), std::min<std::size_t>(part, 32));
            m_window.advance(part + (end != nullptr ? 1 : 0));
            if (end != nullptr)
                break;
        }
        std::from_chars(line.data(), line.data() + line.size(), step.number);
        return {};
    }

    // ---- the stack ----

    Result<Item> pop(std::uint64_t at)
    {
        if (m_stack.empty() || m_stack.back().is_mark)
            return broken(at);
        Item item = m_stack.back();
        m_stack.pop_back();
        return item;
    }

    /// What lies above the topmost mark, in order; the mark goes, too.
    Result<std::vector<Item>> pop_to_mark(std::uint64_t at)
    {
        const auto mark = std::find_if(m_stack.rbegin(), m_stack.rend(),
                                       [](const Item& item) { return item.is_mark; });
        if (mark == m_stack.rend())
            return broken(at);
        m_mark_begin = mark->range.begin;
        std::vector<Item> items(mark.base(), m_stack.end());
        m_stack.erase(mark.base() - 1, m_stack.end());
        return items;
    }

    void push(const Step& step, std::uint64_t begin, bool single)
    {
        Item item;
        item.range.begin = begin;
        item.range.first_end = item.range.end = step.end;
        item.range.single = single;
        item.range.opcode = static_cast<std::uint8_t>(step.opcode);
        item.made = step.begin;
        m_stack.push_back(item);
    }

    Result<Item*> top(std::uint64_t at)
    {
        if (m_stack.empty() || m_stack.back().is_mark)
            return broken(at);
        return &m_stack.back();
    }

    /// An opcode that makes one object of the `count` topmost ones.
    Result<void> combine(const Step& step, std::size_t count, bool items = false)
    {
        std::vector<Item> parts(count);
        for (std::size_t i = count; i-- > 0;) {
            STRATA_ASSIGN(parts[i], pop(step.begin));
        }
        push(step, count == 0 ? step.begin : parts.front().range.begin, false);
        if (items)
            note_items(step.begin, parts);
        return {};
    }

    /// The topmost object takes in what was popped: its opcodes now reach here.
    Result<void> extend(const Step& step, const std::vector<Item>& parts, bool pairs)
    {
        STRATA_ASSIGN(Item* const target, top(step.begin));
        target->range.end = step.end;
        target->range.single = false;
        if (pairs)
            note_pairs(target->made, parts, step);
        else
            note_items(target->made, parts);
        if (const auto found = m_places.containers.find(target->made);
            found != m_places.containers.end())
            found->second.on_top = step.end;
        return {};
    }

    // ---- what is looked for ----

    ContainerPlaces* wanted(std::uint64_t made)
    {
        return m_wanted.contains(made) ? &m_places.containers[made] : nullptr;
    }

    void note_items(std::uint64_t made, const std::vector<Item>& items)
    {
        ContainerPlaces* const container = wanted(made);
        for (std::size_t i = 0; container != nullptr && i < items.size(); ++i)
            container->entries.push_back({{}, items[i].range, {}});
    }

    void note_pairs(std::uint64_t made, const std::vector<Item>& items, const Step& setter)
    {
        ContainerPlaces* const container = wanted(made);
        if (container == nullptr)
            return;
        container->is_dict = true;
        const bool one = setter.opcode == Opcode::SetItem;
        for (std::size_t i = 0; i + 1 < items.size(); i += 2)
            container->entries.push_back({items[i].range, items[i + 1].range,
                                          one ? std::optional(setter.begin) : std::nullopt});
    }

    void note_new(const Step& step, bool is_dict)
    {
        if (ContainerPlaces* const container = wanted(step.begin)) {
            container->is_dict = is_dict;
            container->on_top = step.end;
        }
    }

    // ---- memo ----

    Result<void> put(const Step& step, std::uint64_t slot)
    {
        STRATA_ASSIGN(Item* const item, top(step.begin));
        const bool behind = item->range.end == step.begin || m_frame_end == step.begin;
        item->range.single = item->range.single && behind && !item->range.memo;
        item->range.end = step.end;
        item->range.memo = slot;
        m_memo[slot] = item->made;
        m_places.memo_writes.push_back({step.begin, slot, step.opcode == Opcode::Memoize});
        if (const auto found = m_places.containers.find(item->made);
            found != m_places.containers.end())
            found->second.on_top = step.end;
        return {};
    }

    Result<void> get(const Step& step)
    {
        const auto found = m_memo.find(step.number);
        if (found == m_memo.end())
            return broken(step.begin);
        m_places.memo_reads[step.number].push_back({step.begin, step.end});
        push(step, step.begin, true);
        m_stack.back().made = found->second;
        return {};
    }

    // ---- one opcode ----

    Result<void> follow(const Step& step)
    {
        switch (step.opcode) {
        case Opcode::Proto:
            return {};
        case Opcode::Frame:
            m_places.frames.emplace_back(step.begin, step.number);
            m_frame_end = step.end;
            return {};
        case Opcode::Mark:
            push(step, step.begin, false);
            m_stack.back().is_mark = true;
            return {};
        case Opcode::Pop:
            if (m_stack.empty())
                return broken(step.begin);
            m_stack.pop_back();
            return {};
        case Opcode::PopMark:
            STRATA_TRY(pop_to_mark(step.begin));
            return {};
        case Opcode::Dup: {
            STRATA_ASSIGN(const Item* const item, top(step.begin));
            const std::uint64_t made = item->made;
            push(step, step.begin, true);
            m_stack.back().made = made;
            return {};
        }
        case Opcode::Put:
        case Opcode::BinPut:
        case Opcode::LongBinPut:
            return put(step, step.number);
        case Opcode::Memoize:
            return put(step, m_memo.size());
        case Opcode::Get:
        case Opcode::BinGet:
        case Opcode::LongBinGet:
            return get(step);
        case Opcode::Append:
        case Opcode::Build: {
            STRATA_ASSIGN(const Item item, pop(step.begin));
            if (step.opcode == Opcode::Append)
                return extend(step, {item}, false);
            STRATA_TRY(build(step));
            return skip_array();
        }
        case Opcode::SetItem: {
            STRATA_ASSIGN(const Item value, pop(step.begin));
            STRATA_ASSIGN(const Item key, pop(step.begin));
            return extend(step, {key, value}, true);
        }
        case Opcode::Appends:
        case Opcode::AddItems:
        case Opcode::SetItems: {
            STRATA_ASSIGN(const std::vector<Item> items, pop_to_mark(step.begin));
            return extend(step, items, step.opcode == Opcode::SetItems);
        }
        default:
            return make(step);
        }
    }

    /// BUILD: its object keeps its place, no entries are noted.
    Result<void> build(const Step& step)
    {
        STRATA_ASSIGN(Item* const target, top(step.begin));
        target->range.end = step.end;
        target->range.single = false;
        return {};
    }

    /// Opcodes that push one new object.
    Result<void> make(const Step& step)
    {
        switch (step.opcode) {
        case Opcode::EmptyDict:
        case Opcode::EmptyList:
            push(step, step.begin, false);
            note_new(step, step.opcode == Opcode::EmptyDict);
            return {};
        case Opcode::Tuple1:
            return combine(step, 1, true);
        case Opcode::Tuple2:
            return combine(step, 2, true);
        case Opcode::Tuple3:
            return combine(step, 3, true);
        case Opcode::Reduce:
        case Opcode::NewObj:
        case Opcode::StackGlobal:
            return combine(step, 2);
        case Opcode::NewObjEx:
            return combine(step, 3);
        case Opcode::BinPersId:
        case Opcode::ReadonlyBuffer:
            return combine(step, 1);
        case Opcode::Tuple:
        case Opcode::List:
        case Opcode::Dict:
        case Opcode::FrozenSet:
        case Opcode::Inst:
        case Opcode::Obj:
            return make_of_marked(step);
        default:
            push(step, step.begin, true);
            return {};
        }
    }

    Result<void> make_of_marked(const Step& step)
    {
        STRATA_ASSIGN(const std::vector<Item> items, pop_to_mark(step.begin));
        push(step, m_mark_begin, false);
        if (step.opcode == Opcode::Dict)
            note_pairs(step.begin, items, step);
        else if (step.opcode == Opcode::Tuple || step.opcode == Opcode::List)
            note_items(step.begin, items);
        note_new(step, step.opcode == Opcode::Dict);
        return {};
    }

    /// joblib's arrays lie behind the BUILD of their wrapper, which then stands for the array.
    Result<void> skip_array()
    {
        const std::uint64_t here = m_window.offset();
        const auto next = std::find_if(
            m_arrays.begin() + static_cast<std::ptrdiff_t>(m_next_array), m_arrays.end(),
            [&](const ArrayPlace& array) { return array.padding >= here; });
        m_next_array = static_cast<std::size_t>(next - m_arrays.begin());
        if (next == m_arrays.end() || next->padding != here)
            return {};
        ++m_next_array;
        if (next->end > m_window.size())
            return fail(ErrorCode::Truncated, {}, here);
        m_window.seek(next->end);
        STRATA_ASSIGN(Item* const target, top(here));
        target->range.end = next->end;
        return {};
    }

    Window m_window;
    const std::set<std::uint64_t>& m_wanted;
    const std::vector<ArrayPlace>& m_arrays;
    std::size_t m_next_array = 0;
    std::vector<Item> m_stack;
    std::unordered_map<std::uint64_t, std::uint64_t> m_memo; ///< where each slot's object was made
    std::uint64_t m_mark_begin = 0;
    std::uint64_t m_frame_end = 0; ///< behind the last FRAME opcode
    StreamPlaces m_places;
};

} // namespace

Result<StreamPlaces> find_places(const ByteSource& source, std::uint64_t begin,
                                 const std::set<std::uint64_t>& wanted,
                                 const std::vector<ArrayPlace>& arrays, const JobContext& job)
{
    return guarded([&] { return Follower(source, begin, wanted, arrays).run(job); });
}

} // namespace strata::pickle
