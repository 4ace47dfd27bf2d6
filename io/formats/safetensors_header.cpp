// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_header.h"

#include "io/base/limits.h"
#include "io/model/json_reader.h"

#include <algorithm>
#include <array>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::array safetensors_types = {
    SafetensorsType{"BOOL", ScalarType::Bool, 8},
    SafetensorsType{"U8", ScalarType::UInt8, 8},
    SafetensorsType{"I8", ScalarType::Int8, 8},
    SafetensorsType{"U16", ScalarType::UInt16, 16},
    SafetensorsType{"I16", ScalarType::Int16, 16},
    SafetensorsType{"U32", ScalarType::UInt32, 32},
    SafetensorsType{"I32", ScalarType::Int32, 32},
    SafetensorsType{"U64", ScalarType::UInt64, 64},
    SafetensorsType{"I64", ScalarType::Int64, 64},
    SafetensorsType{"F16", ScalarType::Float16, 16},
    SafetensorsType{"BF16", ScalarType::BFloat16, 16},
    SafetensorsType{"F32", ScalarType::Float32, 32},
    SafetensorsType{"F64", ScalarType::Float64, 64},
    SafetensorsType{"C64", ScalarType::Complex64, 64},
    SafetensorsType{"F8_E4M3", ScalarType::Float8E4M3FN, 8},
    SafetensorsType{"F8_E5M2", ScalarType::Float8E5M2, 8},
    SafetensorsType{"F8_E8M0", ScalarType::Void, 8, "float8_e8m0fnu"},
    SafetensorsType{"F8_E4M3FNUZ", ScalarType::Void, 8, "float8_e4m3fnuz"},
    SafetensorsType{"F8_E5M2FNUZ", ScalarType::Void, 8, "float8_e5m2fnuz"},
    SafetensorsType{"F6_E2M3", ScalarType::Void, 6, "float6_e2m3fn"},
    SafetensorsType{"F6_E3M2", ScalarType::Void, 6, "float6_e3m2fn"},
    SafetensorsType{"F4", ScalarType::Void, 4, "float4_e2m1fn"},
};

/// Names of one list of oddities that are kept.
constexpr std::size_t listed_names = limits::findings_a_rule + 1;

std::string short_name(std::string name)
{
    if (name.size() <= limits::safetensors_fact_bytes)
        return name;
    std::size_t end = limits::safetensors_fact_bytes;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80)
        --end;
    return name.substr(0, end) + "…";
}

/// Follows the events of the header's JSON: the root object, in it `__metadata__` and one object a
/// tensor with `dtype`, `shape` and `data_offsets`. Further keys of a tensor are passed over, as the
/// reference implementation does.
class HeaderReader final : public JsonEvents {
public:
    explicit HeaderReader(SafetensorsHeader& header) : m_header(header) {}

    Result<void> null() override { return odd_value(true); }
    Result<void> boolean(bool /*value*/) override { return odd_value(false); }
    Result<void> real(double /*value*/) override { return odd_value(false); }
    Result<void> big_integer(std::string /*digits*/) override { return odd_value(false); }

    Result<void> integer(std::int64_t value) override
    {
        if (value < 0 || !inside_numbers())
            return odd_value(false);
        add_number(static_cast<std::uint64_t>(value));
        return {};
    }

    Result<void> text(std::string value) override
    {
        if (m_where == Where::Metadata) {
            if (m_header.metadata.size() < limits::value_items)
                m_header.metadata.emplace_back(std::move(m_key), std::move(value));
            else
                ++m_header.metadata_omitted;
            return {};
        }
        if (m_where != Where::Tensor || m_key != "dtype")
            return odd_value(false);
        SafetensorsTensor& tensor = m_header.tensors.back();
        tensor.type = find_safetensors_type(value);
        if (tensor.type == nullptr)
            tensor.unknown_type = short_name(std::move(value));
        return {};
    }

    Result<void> begin_object() override
    {
        if (m_where == Where::Outside)
            m_where = Where::Root;
        else if (m_where == Where::Root && m_key == "__metadata__")
            begin_metadata();
        else if (m_where == Where::Root)
            return begin_tensor();
        else
            return begin_skipped();
        return {};
    }

    Result<void> key(std::string name) override
    {
        m_key = std::move(name);
        if (m_where == Where::Tensor)
            note_field();
        return {};
    }

    Result<void> end_object() override
    {
        if (m_where == Where::Skipped)
            return end_skipped();
        if (m_where == Where::Tensor)
            end_tensor();
        m_where = m_where == Where::Root ? Where::Outside : Where::Root;
        return {};
    }

    Result<void> begin_array() override
    {
        if (m_where == Where::Tensor && m_key == "shape") {
            m_header.tensors.back().shape.clear();
            m_where = Where::Shape;
        } else if (m_where == Where::Tensor && m_key == "data_offsets") {
            m_count = 0;
            m_where = Where::Offsets;
        } else {
            return begin_skipped();
        }
        return {};
    }

    Result<void> end_array() override
    {
        if (m_where == Where::Skipped)
            return end_skipped();
        if (m_where == Where::Offsets && m_count != 2)
            note_bad("data_offsets");
        m_where = Where::Tensor;
        return {};
    }

    /// Ends an entry that the text breaks off in.
    void finish()
    {
        const bool in_tensor = m_where == Where::Tensor || m_where == Where::Shape ||
                               m_where == Where::Offsets ||
                               (m_where == Where::Skipped && m_back == Where::Tensor);
        if (in_tensor)
            m_header.tensors.pop_back();
    }

private:
    enum class Where { Outside, Root, Metadata, Tensor, Shape, Offsets, Skipped };

    [[nodiscard]] bool inside_numbers() const
    {
        return m_where == Where::Shape || m_where == Where::Offsets;
    }

    void add_number(std::uint64_t value)
    {
        SafetensorsTensor& tensor = m_header.tensors.back();
        if (m_where == Where::Shape) {
            if (tensor.shape.size() == limits::tensor_rank)
                note_bad("shape");
            else
                tensor.shape.push_back(value);
            return;
        }
        (m_count == 0 ? tensor.begin : tensor.end) = value;
        ++m_count;
    }

    /// A value of a kind that its place does not take.
    Result<void> odd_value(bool is_null)
    {
        switch (m_where) {
        case Where::Outside:
            return fail(ErrorCode::Malformed, "header is no object");
        case Where::Root:
            if (m_key != "__metadata__")
                return begin_odd_tensor();
            if (!is_null)
                note_bad_metadata("");
            return {};
        case Where::Metadata:
            note_bad_metadata(m_key);
            return {};
        case Where::Tensor:
            note_bad(known_field(m_key));
            return {};
        case Where::Shape:
            note_bad("shape");
            return {};
        case Where::Offsets:
            note_bad("data_offsets");
            return {};
        case Where::Skipped:
            return {};
        }
        return {};
    }

    /// An object or array where none belongs: passed over whole.
    Result<void> begin_skipped()
    {
        if (m_where != Where::Skipped) {
            STRATA_TRY(odd_value(false));
            m_back = m_where;
            m_where = Where::Skipped;
        }
        ++m_skipped;
        return {};
    }

    Result<void> end_skipped()
    {
        if (--m_skipped == 0)
            m_where = m_back;
        return {};
    }

    void begin_metadata()
    {
        ++m_header.metadata_objects;
        m_where = Where::Metadata;
    }

    Result<void> begin_tensor()
    {
        if (m_header.tensors.size() == limits::safetensors_tensors)
            return fail(ErrorCode::LimitExceeded, "safetensors_tensors");
        m_header.tensors.emplace_back().name = std::move(m_key);
        m_seen = {};
        m_where = Where::Tensor;
        return {};
    }

    /// A tensor's entry that is no object.
    Result<void> begin_odd_tensor()
    {
        STRATA_TRY(begin_tensor());
        end_tensor();
        m_where = Where::Root;
        return {};
    }

    void end_tensor()
    {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (!m_seen[i])
                note_bad(fields[i]);
        }
    }

    /// The field's name from the list of known ones; empty for a further key.
    static std::string_view known_field(std::string_view key)
    {
        const auto* const found = std::find(fields.begin(), fields.end(), key);
        return found == fields.end() ? std::string_view() : *found;
    }

    void note_field()
    {
        const auto* const found = std::find(fields.begin(), fields.end(), m_key);
        if (found == fields.end())
            return;
        bool& seen = m_seen[static_cast<std::size_t>(found - fields.begin())];
        if (seen && m_header.duplicate_fields.size() < listed_names)
            m_header.duplicate_fields.push_back(short_name(m_header.tensors.back().name) + "/" +
                                                m_key);
        seen = true;
    }

    void note_bad(std::string_view field)
    {
        SafetensorsTensor& tensor = m_header.tensors.back();
        if (tensor.bad_key.empty())
            tensor.bad_key = field;
    }

    void note_bad_metadata(const std::string& key)
    {
        if (m_header.bad_metadata.size() < listed_names)
            m_header.bad_metadata.push_back(short_name(key));
    }

    static constexpr std::array fields = {"dtype"sv, "shape"sv, "data_offsets"sv};

    SafetensorsHeader& m_header;
    Where m_where = Where::Outside;
    Where m_back = Where::Outside; ///< where a skipped value stands
    std::uint64_t m_skipped = 0;   ///< its depth
    std::string m_key;
    std::uint64_t m_count = 0; ///< of data_offsets
    std::array<bool, fields.size()> m_seen{};
};

} // namespace

const SafetensorsType* find_safetensors_type(std::string_view name)
{
    const auto* const found =
        std::find_if(safetensors_types.begin(), safetensors_types.end(),
                     [&](const SafetensorsType& type) { return type.name == name; });
    return found == safetensors_types.end() ? nullptr : found;
}

DType safetensors_dtype(const SafetensorsType& type)
{
    if (type.type != ScalarType::Void)
        return DType::of(type.type);
    DType dtype = DType::sized(ScalarType::Void, type.bits % 8 == 0 ? type.bits / 8 : 0);
    dtype.label = type.label;
    return dtype;
}

SafetensorsHeader read_safetensors_header(std::string_view text)
{
    SafetensorsHeader header;
    HeaderReader reader(header);
    auto read = read_json(text, reader);
    if (!read) {
        reader.finish();
        header.damage = std::move(read).error();
    }
    return header;
}

} // namespace strata
