// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/message.h"

#include "io/base/byte_cursor.h"
#include "io/base/limits.h"
#include "io/model/utf8.h"

#include <bit>
#include <limits>

namespace strata::hdf5 {

namespace {

/// Major types of CBOR (RFC 8949, section 3.1).
enum Major : unsigned { positive, negative, byte_text, text, list, map, tag, simple };

/// How an item begins: its kind, where its argument is, and that.
struct Head {
    unsigned major = 0;
    unsigned info = 0;
    std::uint64_t argument = 0;
};

/// What the worker does not write is refused: tags, pieces of unknown number, reserved lengths.
tl::unexpected<Error> refuse(const ByteCursor& in)
{
    return fail(ErrorCode::Malformed, "worker message", in.offset());
}

/// A number of `count` bytes, the most significant first.
Result<std::uint64_t> read_big(ByteCursor& in, std::size_t count)
{
    STRATA_ASSIGN(const auto bytes, in.take(count));
    std::uint64_t number = 0;
    for (const std::byte byte : bytes)
        number = number << 8 | std::to_integer<std::uint64_t>(byte);
    return number;
}

Result<Head> read_head(ByteCursor& in)
{
    STRATA_ASSIGN(const auto first, in.little<std::uint8_t>());
    constexpr unsigned first_with_bytes = 24;
    constexpr unsigned last_with_bytes = 27;
    const unsigned low_bits = first & 31U;
    Head head{unsigned{first} >> 5U, low_bits, low_bits};
    if (head.info > last_with_bytes)
        return refuse(in);
    if (head.info >= first_with_bytes) {
        STRATA_ASSIGN(head.argument,
                      read_big(in, std::size_t{1} << (head.info - first_with_bytes)));
    }
    return head;
}

/// Half precision is written for NaN and the infinities alone.
Result<Value> read_half(const ByteCursor& in, std::uint64_t bits)
{
    switch (bits) {
    case 0x7c00:
        return Value::real(std::numeric_limits<double>::infinity());
    case 0xfc00:
        return Value::real(-std::numeric_limits<double>::infinity());
    case 0x7e00:
        return Value::real(std::numeric_limits<double>::quiet_NaN());
    default:
        return refuse(in);
    }
}

Result<Value> read_simple(const ByteCursor& in, const Head& head)
{
    constexpr unsigned no = 20;
    constexpr unsigned yes = 21;
    constexpr unsigned nothing = 22;
    constexpr unsigned half = 25;
    constexpr unsigned single = 26;
    constexpr unsigned full = 27;
    switch (head.info) {
    case no:
    case yes:
        return Value::boolean(head.info == yes);
    case nothing:
        return Value();
    case half:
        return read_half(in, head.argument);
    case single:
        return Value::real(std::bit_cast<float>(static_cast<std::uint32_t>(head.argument)));
    case full:
        return Value::real(std::bit_cast<double>(head.argument));
    default:
        return refuse(in);
    }
}

/// An item that holds no others.
Result<Value> read_plain(ByteCursor& in, const Head& head)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    switch (head.major) {
    case positive:
        return head.argument > most ? Value::big_integer(std::to_string(head.argument))
                                    : Value::integer(static_cast<std::int64_t>(head.argument));
    case negative:
        if (head.argument > most)
            return refuse(in);
        return Value::integer(-1 - static_cast<std::int64_t>(head.argument));
    case byte_text: {
        STRATA_ASSIGN(const auto bytes, in.take_text(head.argument));
        return Value::bytes(std::string(bytes));
    }
    case text: {
        STRATA_ASSIGN(const auto bytes, in.take_text(head.argument));
        return Value::text(to_valid_utf8(bytes));
    }
    case simple:
        return read_simple(in, head);
    default:
        return refuse(in);
    }
}

struct OpenContainer {
    bool is_map = false;
    std::uint64_t left = 0; ///< items or entries that are still to come
    Value key;              ///< of the entry whose value comes next
    std::vector<Value> items;
    std::vector<ValueEntry> entries;
};

/// Reads one value. Its containers are a list, not calls in calls, so no nesting reaches the
/// stack's end.
class MessageReader {
public:
    explicit MessageReader(std::span<const std::byte> bytes) : m_in(bytes) {}

    Result<Value> read()
    {
        do {
            STRATA_TRY(read_item());
            close_full();
        } while (!m_open.empty());
        if (!m_in.at_end())
            return refuse(m_in);
        return std::move(m_root);
    }

private:
    Result<void> read_item()
    {
        if (++m_values > limits::worker_message_values)
            return fail(ErrorCode::LimitExceeded, "worker_message_values");
        if (!m_open.empty() && m_open.back().is_map) {
            STRATA_TRY(read_key());
        }
        STRATA_ASSIGN(const Head head, read_head(m_in));
        if (head.major == list || head.major == map)
            return open(head);
        STRATA_ASSIGN(Value value, read_plain(m_in, head));
        place(std::move(value));
        return {};
    }

    Result<void> read_key()
    {
        STRATA_ASSIGN(const Head head, read_head(m_in));
        if (head.major != text)
            return refuse(m_in);
        STRATA_ASSIGN(m_open.back().key, read_plain(m_in, head));
        return {};
    }

    Result<void> open(const Head& head)
    {
        if (m_open.size() >= limits::value_depth)
            return fail(ErrorCode::LimitExceeded, "value_depth");
        // Each item takes a byte at least.
        if (head.argument > m_in.remaining())
            return refuse(m_in);
        m_open.push_back({head.major == map, head.argument, {}, {}, {}});
        return {};
    }

    void place(Value value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return;
        }
        OpenContainer& into = m_open.back();
        --into.left;
        if (into.is_map)
            into.entries.push_back({std::move(into.key), std::move(value)});
        else
            into.items.push_back(std::move(value));
    }

    void close_full()
    {
        while (!m_open.empty() && m_open.back().left == 0) {
            OpenContainer closed = std::move(m_open.back());
            m_open.pop_back();
            place(closed.is_map ? Value::dict(std::move(closed.entries))
                                : Value::sequence(Value::Kind::List, std::move(closed.items)));
        }
    }

    ByteCursor m_in;
    Value m_root;
    std::vector<OpenContainer> m_open;
    std::size_t m_values = 0;
};

} // namespace

Result<Value> read_message(std::span<const std::byte> bytes)
{
    auto value = MessageReader(bytes).read();
    if (!value && value.error().code == ErrorCode::Truncated)
        return fail(ErrorCode::Malformed, "worker message", value.error().offset);
    return value;
}

const Value* field(const Value& map, std::string_view key)
{
    if (map.kind() != Value::Kind::Dict)
        return nullptr;
    for (const ValueEntry& entry : map.entries()) {
        if (entry.key.as_text() == key)
            return &entry.value;
    }
    return nullptr;
}

std::optional<std::uint64_t> number_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    if (!value || value->kind() != Value::Kind::Int || value->as_integer() < 0)
        return std::nullopt;
    return static_cast<std::uint64_t>(value->as_integer());
}

std::string_view text_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    return value && value->kind() == Value::Kind::Text ? std::string_view(value->as_text())
                                                       : std::string_view();
}

bool flag_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    return value && value->kind() == Value::Kind::Bool && value->as_bool();
}

std::optional<std::vector<std::uint64_t>> numbers_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    if (!value || value->kind() != Value::Kind::List)
        return std::nullopt;
    std::vector<std::uint64_t> numbers;
    for (const Value& item : value->items()) {
        if (item.kind() != Value::Kind::Int || item.as_integer() < 0)
            return std::nullopt;
        numbers.push_back(static_cast<std::uint64_t>(item.as_integer()));
    }
    return numbers;
}

} // namespace strata::hdf5
