// SPDX-License-Identifier: GPL-3.0-or-later
// What is ours in strata-hdf5, and the answer of it read by the other side: types of every kind
// built from bytes and described, items of them decoded, sent through the pipe and read again; and
// the words that a worker is started with.
//
// No file is opened: damaged ones bring down libhdf5 itself, which is why it lives in a process of
// its own. Those are tests/data/hdf5/hostile, through the whole worker.
#include "io/base/limits.h"
#include "io/hdf5/datatype.h"
#include "io/hdf5/message.h"
#include "io/hdf5/plain_value.h"
#include "io/hdf5/worker/decode_value.h"
#include "io/hdf5/worker/describe_type.h"
#include "io/hdf5/worker/handle.h"
#include "io/hdf5/worker/request.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <H5Cpp.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace strata;
using namespace strata::hdf5;

constexpr std::size_t most_item_bytes = 4096;
constexpr int deepest = limits::hdf5_type_depth + 8;

void insist(bool holds)
{
    if (!holds)
        std::abort();
}

/// The input, read byte by byte; zeros behind its end.
class Input {
public:
    explicit Input(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    unsigned next()
    {
        if (m_bytes.empty())
            return 0;
        const unsigned byte = m_bytes.front();
        m_bytes = m_bytes.subspan(1);
        return byte;
    }
    /// From 1 to `most`.
    std::size_t count(std::size_t most) { return 1 + next() % most; }
    std::string text(std::size_t most)
    {
        std::string out;
        for (std::size_t left = next() % (most + 1); left > 0; --left)
            out += static_cast<char>(next());
        return out;
    }

private:
    std::span<const std::uint8_t> m_bytes;
};

/// Types of the library as the input asks for them.
class TypeMaker {
public:
    explicit TypeMaker(Input& in) : m_in(in) {}

    // NOLINTNEXTLINE(misc-no-recursion): as deep as `deepest`
    Handle make(int depth)
    {
        switch (m_in.next() % (depth < deepest ? 11U : 7U)) {
        case 0:
            return integer();
        case 1:
            return real();
        case 2:
            return text();
        case 3:
            return opaque();
        case 4:
            return Handle(H5Tcopy(m_in.next() % 2 == 0 ? H5T_STD_REF_OBJ : H5T_STD_REF_DSETREG));
        case 5:
            return Handle(H5Tcopy(m_in.next() % 2 == 0 ? H5T_STD_B16LE : H5T_UNIX_D32BE));
        case 6:
            return enumeration();
        case 7:
            return compound(depth);
        case 8:
        case 9:
            return array(depth);
        default: {
            const Handle base = make(depth + 1);
            return Handle(H5Tvlen_create(base.id()));
        }
        }
    }

private:
    Handle integer()
    {
        const std::array types = {H5T_STD_I8LE,  H5T_STD_U8BE,  H5T_STD_I16BE, H5T_STD_U16LE,
                                  H5T_STD_I32LE, H5T_STD_U32BE, H5T_STD_I64LE, H5T_STD_U64BE};
        Handle type(H5Tcopy(types[m_in.next() % types.size()]));
        if (m_in.next() % 4 == 0)
            H5Tset_size(type.id(), m_in.count(80));
        if (m_in.next() % 4 == 0)
            H5Tset_precision(type.id(), m_in.count(64));
        return type;
    }

    Handle real()
    {
        const std::array types = {H5T_IEEE_F32LE, H5T_IEEE_F64BE, H5T_IEEE_F64LE,
                                  H5T_NATIVE_LDOUBLE};
        Handle type(H5Tcopy(types[m_in.next() % types.size()]));
        if (m_in.next() % 4 == 0) { // bfloat16
            H5Tset_fields(type.id(), 15, 7, 8, 0, 7);
            H5Tset_size(type.id(), 2);
            H5Tset_ebias(type.id(), 127);
        }
        return type;
    }

    Handle text()
    {
        Handle type(H5Tcopy(H5T_C_S1));
        const unsigned kind = m_in.next();
        H5Tset_size(type.id(), kind % 2 == 0 ? H5T_VARIABLE : m_in.count(40));
        H5Tset_strpad(type.id(), static_cast<H5T_str_t>(kind / 2 % 3));
        H5Tset_cset(type.id(), kind % 8 == 0 ? H5T_CSET_ASCII : H5T_CSET_UTF8);
        return type;
    }

    Handle opaque()
    {
        Handle type(H5Tcreate(H5T_OPAQUE, m_in.count(100)));
        H5Tset_tag(type.id(), m_in.text(20).c_str());
        return type;
    }

    Handle enumeration()
    {
        const Handle base = integer();
        Handle type(H5Tenum_create(base.id()));
        if (!type.valid())
            return type;
        std::vector<std::uint8_t> value(H5Tget_size(type.id()));
        for (std::size_t left = m_in.next() % 5; left > 0; --left) {
            value[0] = static_cast<std::uint8_t>(m_in.next());
            H5Tenum_insert(type.id(), m_in.text(20).c_str(), value.data());
        }
        // The library cannot copy an enum without members and dies of it.
        return H5Tget_nmembers(type.id()) > 0 ? std::move(type) : Handle();
    }

    // NOLINTNEXTLINE(misc-no-recursion)
    Handle compound(int depth)
    {
        std::vector<Handle> members;
        std::size_t size = 0;
        for (std::size_t left = m_in.count(4); left > 0; --left) {
            Handle member = make(depth + 1);
            const std::size_t bytes = member.valid() ? H5Tget_size(member.id()) : 0;
            if (bytes == 0 || bytes > most_item_bytes - size)
                continue;
            size += bytes;
            members.push_back(std::move(member));
        }
        if (members.empty())
            return Handle();
        Handle type(H5Tcreate(H5T_COMPOUND, size));
        std::size_t offset = 0;
        for (const Handle& member : members) {
            const std::string name = m_in.text(8) + std::to_string(offset);
            if (H5Tinsert(type.id(), name.c_str(), offset, member.id()) < 0)
                return Handle();
            offset += H5Tget_size(member.id());
        }
        return type;
    }

    // NOLINTNEXTLINE(misc-no-recursion)
    Handle array(int depth)
    {
        const Handle base = make(depth + 1);
        std::array<hsize_t, 3> sizes{};
        std::size_t bytes = base.valid() ? H5Tget_size(base.id()) : 0;
        for (hsize_t& size : sizes) {
            size = m_in.count(4);
            bytes *= size;
        }
        if (bytes == 0 || bytes > most_item_bytes)
            return Handle();
        return Handle(H5Tarray_create2(base.id(), sizes.size(), sizes.data()));
    }

    Input& m_in;
};

/// Items in memory, as the library leaves them after a read; owns what they point to.
class Items {
public:
    explicit Items(Input& in) : m_in(in) {}

    std::byte* room(std::size_t bytes)
    {
        m_held.push_back(std::make_unique<std::byte[]>(bytes));
        return m_held.back().get();
    }

    // NOLINTNEXTLINE(misc-no-recursion): as deep as the type is
    void fill(hid_t type, std::byte* item)
    {
        const std::size_t size = H5Tget_size(type);
        switch (H5Tget_class(type)) {
        case H5T_COMPOUND:
            for (unsigned i = 0; i < static_cast<unsigned>(H5Tget_nmembers(type)); ++i) {
                const Handle member(H5Tget_member_type(type, i));
                fill(member.id(), item + H5Tget_member_offset(type, i));
            }
            return;
        case H5T_ARRAY: {
            const Handle base(H5Tget_super(type));
            const std::size_t step = H5Tget_size(base.id());
            for (std::size_t at = 0; at < size; at += step)
                fill(base.id(), item + at);
            return;
        }
        case H5T_VLEN:
            return fill_sequence(type, item);
        case H5T_STRING:
            if (H5Tis_variable_str(type) > 0)
                return fill_text(item);
            break;
        default:
            break;
        }
        for (std::size_t i = 0; i < size; ++i)
            item[i] = static_cast<std::byte>(m_in.next());
    }

private:
    // NOLINTNEXTLINE(misc-no-recursion)
    void fill_sequence(hid_t type, std::byte* item)
    {
        const Handle base(H5Tget_super(type));
        const std::size_t step = H5Tget_size(base.id());
        // Deep sequences of sequences end where the input does.
        hvl_t sequence = {m_in.next() % 4, nullptr};
        if (sequence.len != 0) {
            std::byte* const items = room(sequence.len * step);
            for (std::size_t i = 0; i < sequence.len; ++i)
                fill(base.id(), items + i * step);
            sequence.p = items;
        }
        std::memcpy(item, &sequence, sizeof(sequence));
    }

    void fill_text(std::byte* item)
    {
        const std::string text = m_in.text(60);
        char* held = nullptr;
        if (!text.empty()) {
            held = reinterpret_cast<char*>(room(text.size() + 1));
            std::memcpy(held, text.c_str(), text.size() + 1);
        }
        std::memcpy(item, &held, sizeof(held));
    }

    Input& m_in;
    std::vector<std::unique_ptr<std::byte[]>> m_held;
};

/// Sends a message as the worker does and reads it as the parent does.
Value through_the_pipe(const Json& message)
{
    static const int file = memfd_create("messages", MFD_CLOEXEC);
    insist(ftruncate(file, 0) == 0 && lseek(file, 0, SEEK_SET) == 0);
    MessagePipe pipe(file);
    pipe.send(message);
    pipe.flush();
    std::vector<std::byte> bytes(static_cast<std::size_t>(lseek(file, 0, SEEK_END)));
    insist(pread(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    std::uint32_t length = 0;
    insist(bytes.size() >= sizeof(length));
    std::memcpy(&length, bytes.data(), sizeof(length));
    insist(length == bytes.size() - sizeof(length));
    auto value = read_message(std::span(bytes).subspan(sizeof(length)));
    insist(value.has_value());
    return *std::move(value);
}

void describe_and_decode(Input in)
{
    const std::uint64_t room = in.next() * 256U + in.next();
    const std::size_t count = in.count(4);
    const Handle type = TypeMaker(in).make(0);
    const std::size_t size = type.valid() ? H5Tget_size(type.id()) : 0;
    if (size == 0 || size > most_item_bytes)
        return;
    Items items(in);
    std::byte* const first = items.room(count * size);
    for (std::size_t i = 0; i < count; ++i)
        items.fill(type.id(), first + i * size);

    std::uint64_t left_of_one = room;
    std::uint64_t left_of_all = room;
    auto one = decode_value(type.id(), first, left_of_one);
    auto all = decode_values(type.id(), first, count, left_of_all);
    insist(left_of_one <= room && left_of_all <= left_of_one);
    insist(one || !all);
    Json message = {{"kind", "values"}, {"type", describe_type(H5::DataType(type.id()))}};
    message["value"] = one ? *std::move(one) : Json();
    message["values"] = all ? *std::move(all) : Json();

    const Value read = through_the_pipe(message);
    const auto datatype = read_datatype(*field(read, "type"));
    const DType dtype = datatype ? datatype->dtype : DType();
    (void)plain_value(*field(read, "value"), dtype, {}).repr();
    (void)plain_value(*field(read, "values"), dtype, {count}).repr();
}

void parse_words(std::string_view text)
{
    std::vector<std::string_view> words;
    while (words.size() < 8) {
        const std::size_t end = text.find(' ');
        words.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    const auto request = parse_request(words);
    if (!request)
        return;
    insist(request->verb == words[0] && words.size() == (request->verb == "index" ? 4U : 5U));
    insist(request->range.base + request->range.length >= request->range.base);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const herr_t quiet = H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    insist(quiet >= 0);
    parse_words({reinterpret_cast<const char*>(data), size});
    describe_and_decode(Input({data, size}));
    return 0;
}
