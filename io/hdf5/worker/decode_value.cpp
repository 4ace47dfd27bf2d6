// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/decode_value.h"

#include "io/base/limits.h"
#include "io/hdf5/worker/handle.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace strata::hdf5 {

namespace {

Json as_bytes(const std::byte* item, std::size_t size)
{
    const auto* const first = reinterpret_cast<const std::uint8_t*>(item);
    return Json::binary(std::vector<std::uint8_t>(first, first + size));
}

/// Whether `count` bits from `first` on lie in the first `all`.
bool range_of_bits_fits(std::size_t first, std::size_t count, std::size_t all)
{
    return count <= all && first <= all - count;
}

/// Whether a number's bits lie inside its bytes. The library converts whatever stands behind them
/// otherwise.
bool bits_fit(hid_t type)
{
    const std::size_t bits = H5Tget_size(type) * 8;
    const int offset = H5Tget_offset(type);
    if (offset < 0 || H5Tget_precision(type) == 0 ||
        !range_of_bits_fits(static_cast<std::size_t>(offset), H5Tget_precision(type), bits))
        return false;
    if (H5Tget_class(type) != H5T_FLOAT)
        return true;
    std::size_t sign = 0, exponent = 0, exponent_bits = 0, mantissa = 0, mantissa_bits = 0;
    return H5Tget_fields(type, &sign, &exponent, &exponent_bits, &mantissa, &mantissa_bits) >= 0 &&
           range_of_bits_fits(sign, 1, bits) && range_of_bits_fits(exponent, exponent_bits, bits) &&
           range_of_bits_fits(mantissa, mantissa_bits, bits);
}

/// Converts a number to a native one; false when the library cannot.
template <class Native> bool convert(hid_t type, hid_t native, const std::byte* item, Native& out)
{
    std::array<std::byte, 64> buffer{};
    const std::size_t size = H5Tget_size(type);
    if (size > buffer.size() || !bits_fit(type))
        return false;
    std::memcpy(buffer.data(), item, size);
    if (H5Tconvert(type, native, 1, buffer.data(), nullptr, H5P_DEFAULT) < 0)
        return false;
    std::memcpy(&out, buffer.data(), sizeof(out));
    return true;
}

Json decode_integer(hid_t type, const std::byte* item)
{
    std::int64_t negative = 0;
    std::uint64_t positive = 0;
    if (H5Tget_size(type) > sizeof(positive))
        return as_bytes(item, H5Tget_size(type));
    const Json bytes = as_bytes(item, H5Tget_size(type));
    if (H5Tget_sign(type) == H5T_SGN_2)
        return convert(type, H5T_NATIVE_INT64, item, negative) ? Json(negative) : bytes;
    return convert(type, H5T_NATIVE_UINT64, item, positive) ? Json(positive) : bytes;
}

Json decode_float(hid_t type, const std::byte* item)
{
    double value = 0;
    return convert(type, H5T_NATIVE_DOUBLE, item, value) ? Json(value)
                                                         : as_bytes(item, H5Tget_size(type));
}

Json decode_string(hid_t type, const std::byte* item)
{
    if (H5Tis_variable_str(type) > 0) {
        const char* text = nullptr;
        std::memcpy(&text, item, sizeof(text));
        return text ? Json(text) : Json();
    }
    const auto* const text = reinterpret_cast<const char*>(item);
    std::size_t length = H5Tget_size(type);
    if (H5Tget_strpad(type) == H5T_STR_SPACEPAD) {
        while (length > 0 && text[length - 1] == ' ')
            --length;
    } else {
        length = strnlen(text, length);
    }
    return std::string(text, length);
}

Json decode_enum(hid_t type, const std::byte* item)
{
    // The library sorts the members through 32 bytes of its stack, however large they are.
    if (H5Tget_size(type) > sizeof(std::uint64_t))
        return as_bytes(item, H5Tget_size(type));
    std::array<char, 256> name{};
    if (H5Tenum_nameof(type, item, name.data(), name.size()) >= 0)
        return std::string(name.data(), strnlen(name.data(), name.size()));
    const Handle base(H5Tget_super(type));
    return base.valid() ? decode_integer(base.id(), item) : Json();
}

Json decode_reference(hid_t type, const std::byte* item)
{
    if (H5Tequal(type, H5T_STD_REF_OBJ) <= 0)
        return as_bytes(item, H5Tget_size(type));
    hobj_ref_t address = 0;
    std::memcpy(&address, item, sizeof(address));
    return {{"object", address}};
}

/// Decodes items until what they hold exceeds the room.
class Decoder {
public:
    explicit Decoder(std::uint64_t& room) : m_room(room) {}

    [[nodiscard]] bool cut() const { return m_cut; }

    Json compound(hid_t type, const std::byte* item, int depth)
    {
        Json out = Json::array(); // pairs, since two members may have one name
        const int count = H5Tget_nmembers(type);
        for (int i = 0; i < count; ++i) {
            const auto member = static_cast<unsigned>(i);
            const Handle member_type(H5Tget_member_type(type, member));
            const std::unique_ptr<char, herr_t (*)(void*)> name(H5Tget_member_name(type, member),
                                                                H5free_memory);
            out.push_back(
                {name ? name.get() : "",
                 decode(member_type.id(), item + H5Tget_member_offset(type, member), depth + 1)});
        }
        return {{"compound", std::move(out)}};
    }

    Json run(hid_t type, const std::byte* items, std::size_t count, int depth)
    {
        Json out = Json::array();
        const std::size_t size = type < 0 ? 0 : H5Tget_size(type);
        const std::size_t listed = std::min(count, limits::value_items);
        for (std::size_t i = 0; size != 0 && i < listed && !m_cut; ++i)
            out.push_back(decode(type, items + i * size, depth));
        return out;
    }

    Json array(hid_t type, const std::byte* item, int depth)
    {
        const Handle base(H5Tget_super(type));
        const std::size_t size = base.valid() ? H5Tget_size(base.id()) : 0;
        return size == 0 ? Json::array()
                         : run(base.id(), item, H5Tget_size(type) / size, depth + 1);
    }

    Json sequence(hid_t type, const std::byte* item, int depth)
    {
        hvl_t sequence;
        std::memcpy(&sequence, item, sizeof(sequence));
        const Handle base(H5Tget_super(type));
        if (!base.valid() || (sequence.len != 0 && !sequence.p))
            return Json::array();
        return run(base.id(), static_cast<const std::byte*>(sequence.p), sequence.len, depth + 1);
    }

    Json decode(hid_t type, const std::byte* item, int depth)
    {
        if (type < 0 || depth > limits::hdf5_type_depth || !take_room(type, item))
            return {};
        switch (H5Tget_class(type)) {
        case H5T_INTEGER:
            return decode_integer(type, item);
        case H5T_FLOAT:
            return decode_float(type, item);
        case H5T_STRING:
            return decode_string(type, item);
        case H5T_ENUM:
            return decode_enum(type, item);
        case H5T_COMPOUND:
            return compound(type, item, depth);
        case H5T_ARRAY:
            return array(type, item, depth);
        case H5T_VLEN:
            return sequence(type, item, depth);
        case H5T_REFERENCE:
            return decode_reference(type, item);
        default:
            return as_bytes(item, H5Tget_size(type));
        }
    }

private:
    /// Whether there is room for an item; what is behind a pointer counts with it, and what a
    /// value costs however small it is.
    bool take_room(hid_t type, const std::byte* item)
    {
        std::uint64_t bytes = H5Tget_size(type) + limits::decoded_value_bytes;
        if (H5Tis_variable_str(type) > 0) {
            const char* text = nullptr;
            std::memcpy(&text, item, sizeof(text));
            bytes += text ? std::strlen(text) : 0;
        }
        m_cut = m_cut || bytes > m_room;
        m_room -= m_cut ? m_room : bytes;
        return !m_cut;
    }

    std::uint64_t& m_room;
    bool m_cut = false;
};

} // namespace

std::optional<Json> decode_value(hid_t type, const std::byte* item, std::uint64_t& room)
{
    Decoder decoder(room);
    Json out = decoder.decode(type, item, 0);
    return decoder.cut() ? std::nullopt : std::optional(std::move(out));
}

std::optional<Json> decode_values(hid_t type, const std::byte* items, std::size_t count,
                                  std::uint64_t& room)
{
    Decoder decoder(room);
    Json out = decoder.run(type, items, count, 0);
    return decoder.cut() ? std::nullopt : std::optional(std::move(out));
}

} // namespace strata::hdf5
