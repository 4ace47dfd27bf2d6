// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/float_rounding.h"

#include "io/analysis/item_number.h"
#include "io/base/checked.h"
#include "io/source/c_order.h"
#include "io/source/scratch_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

namespace strata {

namespace {

constexpr int double_mantissa = 52;
constexpr int double_bias = 1023;
constexpr std::uint64_t double_last = 0x7ff;
/// Items that are rounded at once.
constexpr std::uint64_t batch_items = std::uint64_t{16} << 10;

/// How many values of a type there are, by its two parts.
struct FloatForm {
    int exponent_bits;
    int mantissa_bits;
};

std::optional<FloatForm> form_of(ScalarType type)
{
    switch (type) {
    case ScalarType::Float8E4M3FN:
        return FloatForm{4, 3};
    case ScalarType::Float8E5M2:
        return FloatForm{5, 2};
    case ScalarType::Float16:
        return FloatForm{5, 10};
    case ScalarType::BFloat16:
        return FloatForm{8, 7};
    case ScalarType::Float32:
        return FloatForm{8, 23};
    case ScalarType::Float64:
        return FloatForm{11, double_mantissa};
    default:
        return std::nullopt;
    }
}

template <class T> void store(T value, std::byte* to)
{
    std::memcpy(to, &value, sizeof(T));
}

void encode(double value, ScalarType to, std::byte* out)
{
    switch (to) {
    case ScalarType::Float16:
        return store(static_cast<std::uint16_t>(encode_float(value, 5, 10)), out);
    case ScalarType::BFloat16:
        return store(static_cast<std::uint16_t>(encode_float(value, 8, 7)), out);
    case ScalarType::Float32:
        return store(static_cast<float>(value), out);
    default:
        return store(value, out);
    }
}

/// Items of `from` in the machine's byte order as items of `to`.
void round_items(std::span<const std::byte> items, const DType& from, ScalarType to,
                 std::span<std::byte> out)
{
    const auto in_size = static_cast<std::size_t>(from.item_size);
    const auto out_size = static_cast<std::size_t>(DType::of(to).item_size);
    for (std::size_t i = 0; i < items.size() / in_size; ++i)
        encode(item_number(from, items.subspan(i * in_size, in_size)), to,
               out.data() + i * out_size);
}

/// A run of floats in another source, as other floats.
class RoundedSource final : public ByteSource {
public:
    RoundedSource(SharedSource source, std::uint64_t offset, DType from, ScalarType to,
                  std::uint64_t items)
        : ByteSource(items * DType::of(to).item_size),
          m_source(std::move(source)),
          m_offset(offset),
          m_from(std::move(from)),
          m_to(to),
          m_item(DType::of(to).item_size)
    {
    }

    Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const override
    {
        if (!range_fits(offset, out.size(), size()))
            return fail(ErrorCode::Truncated, "rounded values", offset);
        std::vector<std::byte> items;
        while (!out.empty()) {
            const std::uint64_t first = offset / m_item;
            const std::uint64_t skipped = offset % m_item;
            const std::uint64_t wanted = (skipped + out.size() + m_item - 1) / m_item;
            STRATA_TRY(read_items(first, std::min(wanted, batch_items), items));
            const auto got =
                std::min<std::size_t>(out.size(), items.size() - static_cast<std::size_t>(skipped));
            std::memcpy(out.data(), items.data() + skipped, got);
            out = out.subspan(got);
            offset += got;
        }
        return {};
    }

private:
    Result<void> read_items(std::uint64_t first, std::uint64_t count,
                            std::vector<std::byte>& out) const
    {
        const auto size = static_cast<std::size_t>(m_from.item_size);
        std::vector<std::byte> raw(static_cast<std::size_t>(count) * size);
        STRATA_TRY(m_source->read_at(m_offset + first * size, raw));
        if (m_from.big_endian) {
            for (std::size_t at = 0; at < raw.size(); at += size)
                std::reverse(raw.data() + at, raw.data() + at + size);
        }
        out.resize(static_cast<std::size_t>(count * m_item));
        round_items(raw, m_from, m_to, out);
        return {};
    }

    SharedSource m_source;
    std::uint64_t m_offset;
    DType m_from;
    ScalarType m_to;
    std::uint64_t m_item;
};

/// Whether the values are rounded where they lie, whenever they are read.
bool can_be_rounded_in_place(const Tensor& tensor)
{
    const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
    return dense != nullptr && dense->codecs.empty() && dense->stride == 0;
}

Result<std::uint64_t> rounded_bytes(const Tensor& tensor, ScalarType to)
{
    const auto items = tensor.count();
    const auto bytes = items ? checked_multiply(*items, DType::of(to).item_size) : std::nullopt;
    if (!bytes)
        return fail(ErrorCode::LimitExceeded, "tensor size");
    return *bytes;
}

/// Appends the values of a tensor that cannot be read item by item, rounded once.
Result<void> append_rounded(const Tensor& tensor, const SourceSet& sources, ScalarType to,
                            ScratchFile& file, const JobContext& job)
{
    const std::uint64_t size = tensor.dtype.item_size;
    DType native = tensor.dtype;
    native.big_endian = false;
    std::vector<std::byte> rounded;
    return read_in_c_order(
        tensor, sources, job, [&](std::span<const std::byte> items) -> Result<void> {
            rounded.resize(static_cast<std::size_t>(items.size() / size * DType::of(to).item_size));
            round_items(items, native, to, rounded);
            return file.append(rounded);
        });
}

/// One file for all of them: each open file takes a descriptor, of which there are few. Nothing when
/// none is needed.
Result<std::optional<ScratchFile>> create_scratch(const Document& document,
                                                  std::span<const TensorId> tensors, ScalarType to)
{
    std::optional<std::uint64_t> total;
    for (const TensorId id : tensors) {
        const Tensor& tensor = document.tensors[index(id)];
        if (can_be_rounded_in_place(tensor))
            continue;
        STRATA_ASSIGN(const std::uint64_t bytes, rounded_bytes(tensor, to));
        total = checked_add(total.value_or(0), bytes);
        if (!total)
            return fail(ErrorCode::LimitExceeded, "tensor size");
    }
    if (!total)
        return std::optional<ScratchFile>();
    STRATA_ASSIGN(ScratchFile file, ScratchFile::create(*total));
    return std::optional<ScratchFile>(std::move(file));
}

SourceId add_source(SourceSet& sources, SharedSource source)
{
    sources.push_back(std::move(source));
    return SourceId{static_cast<std::uint32_t>(sources.size() - 1)};
}

} // namespace

std::uint32_t encode_float(double value, int exponent_bits, int mantissa_bits)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const auto sign = static_cast<std::uint32_t>(bits >> 63) << (exponent_bits + mantissa_bits);
    const std::uint32_t last = (1U << exponent_bits) - 1;
    const std::uint32_t infinity = last << mantissa_bits;
    if (std::isnan(value))
        return sign | infinity | 1U << (mantissa_bits - 1);
    const std::uint64_t stored = (bits >> double_mantissa) & double_last;
    if (stored == double_last)
        return sign | infinity;
    if (stored == 0)
        return sign; // zero, or far less than half of the smallest
    const std::uint64_t mantissa =
        (bits & ((std::uint64_t{1} << double_mantissa) - 1)) | std::uint64_t{1} << double_mantissa;
    const int exponent = static_cast<int>(stored) - double_bias + static_cast<int>(last >> 1);
    // Below the smallest exponent the leading bit moves into the mantissa.
    const int shift = double_mantissa - mantissa_bits + std::max(0, 1 - exponent);
    if (shift > double_mantissa + 1)
        return sign;
    const std::uint64_t rest = mantissa & ((std::uint64_t{1} << shift) - 1);
    const std::uint64_t half = std::uint64_t{1} << (shift - 1);
    std::uint64_t kept = mantissa >> shift;
    kept += rest > half || (rest == half && (kept & 1) != 0) ? 1 : 0;
    // The leading bit of `kept`, where there is one, counts as the last step of the exponent; so
    // does the carry of the rounding.
    if (exponent > 1)
        kept += static_cast<std::uint64_t>(exponent - 1) << mantissa_bits;
    return sign | static_cast<std::uint32_t>(std::min<std::uint64_t>(kept, infinity));
}

bool is_roundable(const DType& dtype)
{
    return form_of(dtype.type).has_value();
}

bool is_exact(const DType& from, ScalarType to)
{
    const auto narrow = form_of(from.type);
    const auto wide = form_of(to);
    return narrow && wide && narrow->exponent_bits <= wide->exponent_bits &&
           narrow->mantissa_bits <= wide->mantissa_bits;
}

std::optional<ScalarType> rounding_target(std::string_view name)
{
    constexpr std::array targets = {ScalarType::Float16, ScalarType::BFloat16, ScalarType::Float32,
                                    ScalarType::Float64};
    for (const ScalarType type : targets) {
        if (DType::of(type).name() == name)
            return type;
    }
    return std::nullopt;
}

Result<OpenDocument> with_rounded(const OpenDocument& opened, std::span<const TensorId> tensors,
                                  ScalarType to, const JobContext& job)
{
    auto document = std::make_shared<Document>(*opened.document);
    SourceSet sources = opened.sources;
    STRATA_ASSIGN(std::optional<ScratchFile> scratch, create_scratch(*document, tensors, to));
    std::optional<SourceId> scratch_id;
    if (scratch)
        scratch_id = add_source(sources, nullptr); // when it is filled
    for (const TensorId id : tensors) {
        STRATA_TRY(job.check());
        Tensor& tensor = document->tensors[index(id)];
        if (tensor.dtype == DType::of(to))
            continue; // as one that is named twice
        STRATA_ASSIGN(const std::uint64_t bytes, rounded_bytes(tensor, to));
        Extent rounded;
        if (can_be_rounded_in_place(tensor)) {
            const auto& dense = std::get<DenseStorage>(tensor.storage);
            auto source = std::make_shared<RoundedSource>(
                sources[index(dense.extent.source)], dense.extent.offset + dense.skip, tensor.dtype,
                to, bytes / DType::of(to).item_size);
            rounded = {add_source(sources, std::move(source)), 0, bytes};
        } else {
            rounded = {*scratch_id, scratch->size(), bytes};
            STRATA_TRY(append_rounded(tensor, sources, to, *scratch, job));
            tensor.fortran_order = false;
        }
        tensor.dtype = DType::of(to);
        tensor.storage = DenseStorage{rounded, {}, 0, 0};
    }
    if (scratch)
        sources[index(*scratch_id)] = std::move(*scratch).into_source();
    return OpenDocument{std::move(document), std::move(sources)};
}

} // namespace strata
