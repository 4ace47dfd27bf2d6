// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/torch_writer.h"

#include "io/base/checked.h"
#include "io/pickle/encode.h"
#include "io/pickle/opcodes.h"
#include "io/save/array_streams.h"
#include "io/source/c_order.h"
#include "io/torch/element_types.h"
#include "io/zip/zip_writer.h"

#include <limits>
#include <map>

namespace strata {

using pickle::Opcode;

namespace {

/// The folder that all members lie in, as torch names it when it writes to a stream.
constexpr std::string_view folder = "archive/";
/// Of the file format (torch.serialization, kProducedFileFormatVersion of caffe2).
constexpr std::string_view format_version = "3\n";

constexpr int protocol = 2;
/// Entries between SETITEMS, as CPython's pickler has them.
constexpr std::size_t batch = 1'000;

/// The steps in elements from one item to the next along each axis; torch counts an axis of none as
/// one of one.
Result<std::vector<std::uint64_t>> strides_of(const Shape& shape)
{
    std::vector<std::uint64_t> strides(shape.size());
    std::optional<std::uint64_t> step = 1;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        if (!step)
            return fail(ErrorCode::BadArgument, "the shape is larger than torch can hold");
        strides[axis] = *step;
        step = checked_multiply(*step, std::max<std::uint64_t>(shape[axis], 1));
    }
    return strides;
}

/// data.pkl: opcodes of torch.save() for an OrderedDict of tensors that own their storages
/// (Tensor._reduce_ex_internal, torch.serialization persistent_id).
class StateDictPickle {
public:
    StateDictPickle()
    {
        op(Opcode::Proto);
        m_out += static_cast<char>(protocol);
        add_ordered_dict();
    }

    Result<void> add(const std::string& name, const Tensor& tensor, const std::string& key)
    {
        const auto type = torch::written_type(tensor.dtype);
        const auto count = tensor.count();
        if (!type || !count)
            return fail(ErrorCode::BadArgument, "torch cannot hold it", {}, name);
        if (m_entries++ % batch == 0) {
            op(Opcode::Mark);
            m_open = true;
        }
        STRATA_TRY(add_text(name));
        const bool untyped = type->storage.empty();
        add_global("torch._utils", untyped ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
        op(Opcode::Mark);
        STRATA_TRY(add_storage(*type, key, *count, tensor));
        STRATA_TRY(add_number(0));
        STRATA_TRY(add_numbers(tensor.shape));
        STRATA_ASSIGN(const auto strides, strides_of(tensor.shape));
        STRATA_TRY(add_numbers(strides));
        op(Opcode::NewFalse); // requires_grad
        add_ordered_dict();   // backward hooks
        if (untyped)
            add_global("torch", type->name);
        op(Opcode::Tuple);
        op(Opcode::Reduce);
        if (m_entries % batch == 0)
            close_batch();
        return {};
    }

    [[nodiscard]] std::string take() &&
    {
        close_batch();
        op(Opcode::Stop);
        return std::move(m_out);
    }

private:
    void op(Opcode opcode) { m_out += static_cast<char>(opcode); }

    void close_batch()
    {
        if (m_open)
            op(Opcode::SetItems);
        m_open = false;
    }

    /// What is meant again and again is pushed once and kept in the memo.
    void add_shared(const std::string& opcodes)
    {
        const auto [known, is_new] =
            m_memo.try_emplace(opcodes, static_cast<std::uint8_t>(m_memo.size()));
        if (is_new)
            m_out += opcodes;
        op(is_new ? Opcode::BinPut : Opcode::BinGet);
        m_out += static_cast<char>(known->second);
    }

    void add_global(std::string_view module, std::string_view name)
    {
        std::string opcodes(1, static_cast<char>(Opcode::Global));
        add_shared(opcodes.append(module).append("\n").append(name).append("\n"));
    }

    void add_ordered_dict()
    {
        add_global("collections", "OrderedDict");
        op(Opcode::EmptyTuple);
        op(Opcode::Reduce);
    }

    Result<void> add_value(const Value& value)
    {
        STRATA_ASSIGN(const std::string opcodes, pickle::encode_value(value, protocol));
        m_out += opcodes;
        return {};
    }

    Result<void> add_text(const std::string& text) { return add_value(Value::text(text)); }

    Result<void> add_word(std::string_view word)
    {
        STRATA_ASSIGN(const std::string opcodes,
                      pickle::encode_value(Value::text(std::string(word)), protocol));
        add_shared(opcodes);
        return {};
    }

    Result<void> add_number(std::uint64_t number)
    {
        if (number > std::numeric_limits<std::int64_t>::max())
            return fail(ErrorCode::BadArgument, "the shape is larger than torch can hold");
        return add_value(Value::integer(static_cast<std::int64_t>(number)));
    }

    Result<void> add_numbers(const std::vector<std::uint64_t>& numbers)
    {
        op(Opcode::Mark);
        for (const std::uint64_t number : numbers)
            STRATA_TRY(add_number(number));
        op(Opcode::Tuple);
        return {};
    }

    /// The persistent id ('storage', class, key, location, elements); an untyped one counts bytes.
    Result<void> add_storage(const torch::WrittenType& type, const std::string& key,
                             std::uint64_t count, const Tensor& tensor)
    {
        op(Opcode::Mark);
        STRATA_TRY(add_word("storage"));
        if (type.storage.empty())
            add_global("torch.storage", "UntypedStorage");
        else
            add_global("torch", std::string(type.storage) + "Storage");
        STRATA_TRY(add_text(key));
        STRATA_TRY(add_word("cpu"));
        STRATA_TRY(add_number(type.storage.empty() ? count * tensor.dtype.item_size : count));
        op(Opcode::Tuple);
        op(Opcode::BinPersId);
        return {};
    }

    std::string m_out;
    std::map<std::string, std::uint8_t> m_memo; ///< place, by the opcodes that push it
    std::size_t m_entries = 0;
    bool m_open = false; ///< entries wait for SETITEMS
};

Result<void> add_member(zip::ZipWriter& zip, std::string_view name, std::string_view text)
{
    STRATA_TRY(zip.begin(std::string(folder).append(name), text.size(), checksum_of(text)));
    return zip.write(std::as_bytes(std::span(text)));
}

Result<std::string> state_dict_pickle(const Document& document, const ExportPlan& plan)
{
    StateDictPickle pickle;
    for (std::size_t i = 0; i < plan.tensors.size(); ++i) {
        const ExportedTensor& exported = plan.tensors[i];
        STRATA_TRY(pickle.add(exported.name, document.tensor(exported.id), std::to_string(i)));
    }
    return std::move(pickle).take();
}

} // namespace

bool torch_holds(const DType& dtype)
{
    return torch::written_type(dtype).has_value();
}

std::uint64_t torch_frame(const Document& document, const ExportPlan& plan)
{
    constexpr std::uint64_t name_bytes = 20; // "archive/data/123"
    constexpr std::uint64_t others = 3;      // data.pkl, byteorder, version
    const auto pickle = state_dict_pickle(document, plan);
    return zip_end_frame + (plan.tensors.size() + others) * (zip_member_frame + 2 * name_bytes) +
           (pickle ? pickle->size() : 0);
}

Result<void> write_torch(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                         const JobContext& job)
{
    STRATA_ASSIGN(const std::string pickle, state_dict_pickle(*opened.document, plan));
    zip::ZipWriter zip([&](std::span<const std::byte> bytes) { return out.write(bytes); });
    // No ".format_version": from it torch infers where its own writer would have put each storage,
    // to the byte, instead of asking the archive.
    STRATA_TRY(add_member(zip, "data.pkl", pickle));
    STRATA_TRY(add_member(zip, "byteorder", "little"));
    WritingProgress progress(job, plan.bytes);
    for (std::size_t i = 0; i < plan.tensors.size(); ++i) {
        const Tensor& tensor = opened.document->tensor(plan.tensors[i].id);
        STRATA_ASSIGN(const std::uint64_t bytes, bytes_of(tensor));
        STRATA_ASSIGN(const std::uint32_t checksum, checksum_of({}, tensor, opened.sources, job));
        STRATA_TRY(zip.begin(std::string(folder) + "data/" + std::to_string(i), bytes, checksum));
        STRATA_TRY(
            read_in_c_order(tensor, opened.sources, job, [&](std::span<const std::byte> piece) {
                progress.add(piece.size());
                return zip.write(piece);
            }));
    }
    STRATA_TRY(add_member(zip, "version", format_version));
    return zip.finish();
}

} // namespace strata
