// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export/csv_writer.h"

#include "app/export/checked_file.h"
#include "io/base/checked.h"
#include "io/save/float_rounding.h"
#include "io/source/c_order.h"
#include "io/source/item_bytes.h"
#include "widgets/words/tensor_items.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata::exports {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 18;
/// Columns of a record: each is a field, or an item of one that is an array.
constexpr std::uint64_t most_columns = 16'384;

bool holds_scalar(ScalarType type)
{
    return type != ScalarType::Object && type != ScalarType::Struct && type != ScalarType::Void;
}

bool is_text(ScalarType type)
{
    return type == ScalarType::Unicode || type == ScalarType::Bytes ||
           type == ScalarType::Datetime || type == ScalarType::Timedelta;
}

/// Where a column of a record lies in it.
struct Field {
    std::string name;
    DType type;
    std::uint64_t offset = 0;
};

/// A field, and each item of one that is an array ("values[2]"); nothing when a record has too many
/// or something else than scalars.
std::optional<std::vector<Field>> columns_of(const DType& dtype)
{
    std::vector<Field> columns;
    if (!dtype.fields)
        return std::nullopt;
    for (const DTypeField& field : *dtype.fields) {
        const auto count = checked_product(field.shape);
        const std::uint64_t size = field.type.item_size;
        const auto bytes = count ? checked_multiply(*count, size) : std::nullopt;
        if (!bytes || size == 0 || *count > most_columns - columns.size() ||
            !holds_scalar(field.type.type) || !range_fits(field.offset, *bytes, dtype.item_size))
            return std::nullopt;
        for (std::uint64_t i = 0; i < *count; ++i)
            columns.push_back(
                {field.shape.empty() ? field.name : field.name + '[' + std::to_string(i) + ']',
                 field.type, field.offset + i * size});
    }
    return columns.empty() ? std::nullopt : std::optional(std::move(columns));
}

/// A text that a reader takes as one field; an empty one in quotes, since a line of nothing is none.
std::string quoted(const std::string& text)
{
    if (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"')
            out.push_back('"');
        out.push_back(c);
    }
    return out + '"';
}

std::string field_text(const DType& dtype, std::span<const std::byte> item)
{
    if (dtype.type == ScalarType::Bool)
        return item.front() == std::byte{0} ? "0" : "1";
    const std::string text = words::item_text(dtype, item);
    // Bytes may be no UTF-8, which a reader would refuse the whole file for.
    return is_text(dtype.type) ? quoted(words::text_of(text).toStdString()) : text;
}

class CsvWriter {
public:
    CsvWriter(const Tensor& tensor, CheckedFile& file)
        : m_dtype(tensor.dtype), m_shape(tensor.shape), m_file(file)
    {
        const std::size_t rank = m_shape.size();
        if (m_dtype.type == ScalarType::Struct) {
            m_fields = columns_of(m_dtype).value_or(std::vector<Field>());
            m_index_axes = rank > 1 ? rank : 0;
        } else {
            m_index_axes = rank > 2 ? rank - 1 : 0;
            m_items_of_line = rank > 1 ? m_shape.back() : 1;
        }
        m_index.resize(m_index_axes);
    }

    Result<void> write_heads()
    {
        if (m_index_axes == 0 && m_fields.empty())
            return {};
        for (std::size_t axis = 0; axis < m_index_axes; ++axis)
            separate() += "axis_" + std::to_string(axis);
        for (const Field& field : m_fields)
            separate() += quoted(words::text_of(field.name).toStdString());
        for (std::uint64_t i = 0; m_fields.empty() && i < m_items_of_line; ++i) {
            separate() += std::to_string(i);
            STRATA_TRY(flush(buffer_bytes));
        }
        end_line();
        return flush(buffer_bytes);
    }

    Result<void> write_items(std::span<const std::byte> items)
    {
        for (; items.size() >= m_dtype.item_size; items = items.subspan(m_dtype.item_size)) {
            if (m_in_line == 0)
                write_index();
            write_item(items.first(m_dtype.item_size));
            if (++m_in_line == m_items_of_line) {
                end_line();
                m_in_line = 0;
                advance();
            }
            STRATA_TRY(flush(buffer_bytes));
        }
        return {};
    }

    Result<void> finish() { return flush(1); }

private:
    /// The line that is being written, with a comma where it has something.
    std::string& separate()
    {
        if (m_has_field)
            m_text += ',';
        m_has_field = true;
        return m_text;
    }

    void end_line()
    {
        m_text += '\n';
        m_has_field = false;
    }

    void write_index()
    {
        for (const std::uint64_t index : m_index)
            separate() += std::to_string(index);
    }

    void write_item(std::span<const std::byte> item)
    {
        if (m_fields.empty())
            separate() += field_text(m_dtype, item);
        for (const Field& field : m_fields) {
            // Fields keep their stored byte order inside a record.
            const auto stored = item.subspan(field.offset, field.type.item_size);
            m_native.assign(stored.begin(), stored.end());
            to_native_order(m_native, field.type);
            separate() += field_text(field.type, m_native);
        }
    }

    /// The indices of the next line, the last one fastest.
    void advance()
    {
        for (std::size_t axis = m_index.size(); axis-- > 0;) {
            if (++m_index[axis] < m_shape[axis])
                return;
            m_index[axis] = 0;
        }
    }

    Result<void> flush(std::size_t from)
    {
        if (m_text.size() < from)
            return {};
        STRATA_TRY(m_file.write(m_text));
        m_text.clear();
        return {};
    }

    const DType& m_dtype;
    const Shape& m_shape;
    CheckedFile& m_file;
    std::vector<Field> m_fields; ///< of a record
    std::size_t m_index_axes = 0;
    std::uint64_t m_items_of_line = 1;
    std::uint64_t m_in_line = 0;
    std::vector<std::uint64_t> m_index;
    std::vector<std::byte> m_native;
    std::string m_text;
    bool m_has_field = false;
};

} // namespace

bool csv_holds(const DType& dtype)
{
    if (dtype.type == ScalarType::Struct)
        return columns_of(dtype).has_value();
    return holds_scalar(dtype.type) && dtype.item_size != 0;
}

const ExportTarget& csv_target()
{
    static const ExportTarget target = {
        "csv",  QT_TRANSLATE_NOOP("words", "Values of one array (CSV)"),
        "csv",  false,
        true,   csv_holds,
        nullptr};
    return target;
}

Result<ExportReport> write_csv(const OpenDocument& opened, const ExportPlan& plan,
                               const Options& /*options*/, const std::string& path,
                               const JobContext& job)
{
    const TensorId id = plan.tensors.front().id;
    OpenDocument meant = opened;
    if (plan.dtype && plan.tensors.front().rounded) {
        STRATA_ASSIGN(meant, with_rounded(opened, std::span(&id, 1), *plan.dtype, job));
    }
    const Tensor& tensor = meant.document->tensor(id);
    STRATA_ASSIGN(CheckedFile file, CheckedFile::create(path));
    CsvWriter writer(tensor, file);
    std::uint64_t done = 0;
    const ItemSink sink = [&](std::span<const std::byte> piece) -> Result<void> {
        STRATA_TRY(job.check());
        done += piece.size();
        job.report(done, plan.bytes);
        return writer.write_items(piece);
    };
    // An array of no values may claim any number of lines or columns.
    if (tensor.count().value_or(0) != 0) {
        STRATA_TRY(writer.write_heads());
        STRATA_TRY(read_in_c_order(tensor, meant.sources, job, sink));
        STRATA_TRY(writer.finish());
    }
    return file.commit(job);
}

} // namespace strata::exports
