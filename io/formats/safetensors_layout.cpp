// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_layout.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/formats/npy_array.h"
#include "io/formats/rules.h"
#include "io/model/presence.h"

#include <algorithm>
#include <tuple>

namespace strata {

namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// Bits that shape and type ask for; nothing when they do not fit 64 bits.
std::optional<std::uint64_t> wanted_bits(const SafetensorsTensor& entry)
{
    const auto count = checked_product(entry.shape);
    return count ? checked_multiply(*count, entry.type->bits) : std::nullopt;
}

class LayoutReader {
public:
    LayoutReader(DocumentBuilder& builder, const SafetensorsHeader& header,
                 const SafetensorsFile& file)
        : m_builder(builder), m_header(header), m_file(file)
    {
    }

    void read()
    {
        m_builder.document.tensors.reserve(m_header.tensors.size());
        for (const SafetensorsTensor& entry : m_header.tensors)
            add_tensor(entry);
        m_builder.document.identity.parameters.total = m_parameters;
        check_names();
        check_offsets();
        if (!m_damaged.empty())
            report_truncation();
    }

private:
    void add_error(std::string_view rule, Integrity integrity, NodeId row,
                   std::optional<std::uint64_t> offset, Facts facts)
    {
        m_builder.document.verdict.worsen(integrity);
        m_builder.add_finding({.rule = std::string(rule),
                               .severity = Severity::Error,
                               .category = Category::Integrity,
                               .model_node = NodeId::none,
                               .file_node = row,
                               .offset = offset,
                               .facts = std::move(facts)});
    }

    void add_tensor(const SafetensorsTensor& entry)
    {
        Tensor tensor;
        tensor.role = TensorRole::Weight;
        tensor.shape = entry.shape;
        tensor.dtype = dtype_of(entry);
        const std::string detail = array_detail(tensor.shape, tensor.dtype);
        TreeBuilder::Row row{
            .kind = NodeKind::Tensor, .name = entry.name, .type = "tensor", .detail = detail};
        if (const auto offset = checked_add(m_file.data_offset, entry.begin);
            offset && entry.bad_key.empty())
            row.offset = *offset;
        tensor.file_node = m_builder.file.add(m_file.row, row);
        m_rows.push_back(tensor.file_node);
        tensor.storage = storage_of(entry, tensor);
        add_parameters(tensor);
        const Presence presence = presence_of(tensor);
        const TensorId id = m_builder.add_tensor(std::move(tensor));
        if (presence == Presence::Cut || presence == Presence::Missing)
            m_damaged.push_back(id);
    }

    static DType dtype_of(const SafetensorsTensor& entry)
    {
        if (entry.type != nullptr)
            return safetensors_dtype(*entry.type);
        DType dtype = DType::sized(ScalarType::Void, 0);
        dtype.label = entry.unknown_type.empty() ? "unknown" : entry.unknown_type;
        return dtype;
    }

    void add_parameters(const Tensor& tensor)
    {
        const auto count = tensor.count();
        m_parameters = m_parameters && count ? checked_add(*m_parameters, *count) : std::nullopt;
    }

    Storage storage_of(const SafetensorsTensor& entry, const Tensor& tensor)
    {
        if (!is_sound(entry, tensor.file_node))
            return MissingStorage{entry.type == nullptr && entry.bad_key.empty() ? "dtype"
                                                                                 : "header"};
        const bool cut = entry.end > m_file.data_bytes;
        if (entry.type->bits % 8 != 0) // packed: no dtype of ours has items below a byte
            return MissingStorage{cut ? "truncated" : "dtype"};
        if (cut)
            return cut_storage(tensor, m_file.source, m_file.data_offset + entry.begin,
                               m_file.data_bytes - std::min(entry.begin, m_file.data_bytes));
        return DenseStorage{.extent = {.source = m_file.source,
                                       .offset = m_file.data_offset + entry.begin,
                                       .length = entry.end - entry.begin},
                            .codecs = {}};
    }

    /// Whether an entry by itself makes sense; says why not.
    bool is_sound(const SafetensorsTensor& entry, NodeId row)
    {
        const std::string name = safetensors_fact(entry.name);
        const auto report = [&](std::string_view rule, Facts facts) {
            facts.emplace(facts.begin(), "name", name);
            add_error(rule, Integrity::Incomplete, row, std::nullopt, std::move(facts));
            return false;
        };
        if (!entry.bad_key.empty())
            return report(rules::safetensors_bad_entry, {{"key", std::string(entry.bad_key)}});
        if (entry.type == nullptr)
            return report(rules::safetensors_unknown_dtype, {{"dtype", entry.unknown_type}});
        if (entry.end < entry.begin)
            return report(rules::safetensors_bad_offsets, {{"begin", std::to_string(entry.begin)},
                                                           {"end", std::to_string(entry.end)}});
        const auto bits = wanted_bits(entry);
        const std::string actual = std::to_string(entry.end - entry.begin);
        if (!bits)
            return report(rules::safetensors_size_mismatch,
                          {{"expected", "more than 2^64 bytes"}, {"actual", actual}});
        if (*bits % 8 != 0)
            return report(rules::safetensors_partial_byte, {{"bits", std::to_string(*bits)}});
        if (entry.end - entry.begin != *bits / 8)
            return report(rules::safetensors_size_mismatch,
                          {{"expected", std::to_string(*bits / 8)}, {"actual", actual}});
        return true;
    }

    /// The row of the file as a whole, where it has one.
    [[nodiscard]] NodeId file_row() const
    {
        return m_file.row == Tree::root ? NodeId::none : m_file.row;
    }

    void check_names()
    {
        const auto& tensors = m_header.tensors;
        std::vector<std::uint32_t> order(tensors.size());
        for (std::uint32_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const int compared = tensors[a].name.compare(tensors[b].name);
            return compared != 0 ? compared < 0 : a < b;
        });
        for (std::size_t i = 1; i < order.size(); ++i) {
            const std::string& name = tensors[order[i]].name;
            if (name == tensors[order[i - 1]].name)
                add_error(rules::safetensors_duplicate_name, Integrity::Ambiguous, m_rows[order[i]],
                          std::nullopt, {{"name", safetensors_fact(name)}});
        }
    }

    /// Sorted by their offsets, tensors must follow each other without hole or overlap, and the last
    /// must end where the file does.
    void check_offsets()
    {
        const auto& tensors = m_header.tensors;
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < tensors.size(); ++i) {
            if (tensors[i].bad_key.empty() && tensors[i].begin <= tensors[i].end)
                order.push_back(i);
        }
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const auto key = [&](std::uint32_t i) {
                return std::tuple(tensors[i].begin, tensors[i].end, i);
            };
            return key(a) < key(b);
        });
        for (const std::uint32_t i : order)
            check_follows(tensors[i], m_rows[i]);
        if (!m_header.damage && m_data_end < m_file.data_bytes)
            add_error(rules::safetensors_trailing_bytes, Integrity::Ambiguous, file_row(),
                      m_file.data_offset + m_data_end,
                      {{"bytes", std::to_string(m_file.data_bytes - m_data_end)}});
    }

    /// One tensor after those that end at m_data_end.
    void check_follows(const SafetensorsTensor& entry, NodeId row)
    {
        const auto offset = checked_add(m_file.data_offset, entry.begin);
        const std::string name = safetensors_fact(entry.name);
        // A damaged header may have lost the tensor that fills a hole.
        if (entry.begin > m_data_end && !m_header.damage)
            add_error(rules::safetensors_hole, Integrity::Ambiguous, row, offset,
                      {{"name", name}, {"bytes", std::to_string(entry.begin - m_data_end)}});
        if (entry.begin < m_data_end)
            add_error(rules::safetensors_overlap, Integrity::Ambiguous, row, offset,
                      {{"name", name},
                       {"bytes", std::to_string(std::min(m_data_end, entry.end) - entry.begin)}});
        m_data_end = std::max(m_data_end, entry.end);
    }

    void report_truncation()
    {
        m_builder.document.verdict.worsen(Integrity::Incomplete);
        Finding finding{.rule = std::string(rules::safetensors_data_truncated),
                        .severity = Severity::Error,
                        .category = Category::Integrity,
                        .file_node = file_row(),
                        .offset = m_file.data_offset + m_file.data_bytes,
                        .facts = {{"expected", std::to_string(m_data_end)},
                                  {"actual", std::to_string(m_file.data_bytes)}}};
        count_damaged(finding, m_builder.document.tensors, m_damaged);
        m_builder.add_finding(std::move(finding));
    }

    DocumentBuilder& m_builder;
    const SafetensorsHeader& m_header;
    SafetensorsFile m_file;
    std::vector<NodeId> m_rows;      ///< by place in the header
    std::vector<TensorId> m_damaged; ///< tensors that the file ends in or before
    std::uint64_t m_data_end = 0;
    std::optional<std::uint64_t> m_parameters = 0;
};

} // namespace

std::string safetensors_fact(const std::string& text)
{
    if (text.size() <= limits::safetensors_fact_bytes)
        return text;
    std::size_t end = limits::safetensors_fact_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end) + "…";
}

void add_safetensors_tensors(DocumentBuilder& builder, const SafetensorsHeader& header,
                             const SafetensorsFile& file)
{
    LayoutReader(builder, header, file).read();
}

} // namespace strata
