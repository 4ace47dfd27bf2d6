// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker_source.h"

#include "io/base/limits.h"
#include "io/hdf5/message.h"
#include "io/hdf5/plain_value.h"
#include "io/hdf5/worker_process.h"
#include "io/source/listed_values.h"
#include "io/source/scratch_file.h"

#include <mutex>

namespace strata::hdf5 {

namespace {

/// Hands every part of the worker's answer to "values" to `take` and makes sure that it ends.
template <class Take>
Result<void> stream_values(const ByteSource& file, std::uint64_t address, const JobContext& job,
                           Take&& take)
{
    STRATA_ASSIGN(auto worker, WorkerProcess::start(file, {"values", address}));
    for (;;) {
        STRATA_ASSIGN(const Value message, worker.next(job));
        const std::string_view kind = text_field(message, "kind");
        if (kind == "hello")
            continue;
        if (kind == "end")
            return {};
        if (kind == "problem" || kind == "refused")
            return fail(ErrorCode::Malformed, std::string(text_field(message, "what")));
        STRATA_TRY(take(message));
    }
}

/// What a value of the worker's holds, as the worker itself counts it.
std::uint64_t held_bytes(const Value& value)
{
    std::uint64_t bytes = limits::decoded_value_bytes;
    switch (value.kind()) {
    case Value::Kind::Text:
    case Value::Kind::Bytes:
    case Value::Kind::BigInt:
        bytes += value.as_text().size();
        break;
    case Value::Kind::List:
        for (const Value& item : value.items())
            bytes += held_bytes(item);
        break;
    case Value::Kind::Dict:
        for (const ValueEntry& entry : value.entries())
            bytes += held_bytes(entry.key) + held_bytes(entry.value);
        break;
    default:
        break;
    }
    return bytes;
}

class WorkerSource final : public ByteSource {
public:
    WorkerSource(SharedSource file, std::uint64_t address, std::uint64_t bytes)
        : ByteSource(bytes), m_file(std::move(file)), m_address(address)
    {
    }

    Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const override
    {
        STRATA_ASSIGN(const SharedSource values, decoded());
        return values->read_at(offset, out);
    }

private:
    Result<SharedSource> decoded() const
    {
        const std::lock_guard lock(m_mutex);
        if (!m_decoded) {
            STRATA_ASSIGN(m_decoded, decode());
        }
        return m_decoded;
    }

    Result<SharedSource> decode() const
    {
        STRATA_ASSIGN(auto scratch, ScratchFile::create(size()));
        STRATA_TRY(stream_values(*m_file, m_address, {}, [&](const Value& message) -> Result<void> {
            const Value* const bytes = field(message, "bytes");
            if (!bytes || bytes->kind() != Value::Kind::Bytes || bytes->as_text().empty())
                return fail(ErrorCode::Malformed, "worker message: items");
            const std::string& held = bytes->as_text();
            if (held.size() > size() - scratch.size())
                return fail(ErrorCode::Malformed, "worker message: too many items");
            return scratch.append(std::as_bytes(std::span(held)));
        }));
        if (scratch.size() != size())
            return fail(ErrorCode::Truncated, "values of the HDF5 reader");
        return std::move(scratch).into_source();
    }

    SharedSource m_file;
    std::uint64_t m_address;
    mutable std::mutex m_mutex;
    mutable SharedSource m_decoded;
};

class WorkerListSource final : public ListSource {
public:
    WorkerListSource(SharedSource file, std::uint64_t address, std::uint64_t count)
        : m_file(std::move(file)), m_address(address), m_count(count)
    {
    }

    Result<SharedValues> values(const JobContext& job) const override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_values) {
            STRATA_ASSIGN(auto values, read_variable_values(*m_file, m_address, m_count, job));
            m_values = std::make_shared<const std::vector<Value>>(std::move(values));
        }
        return m_values;
    }

private:
    SharedSource m_file;
    std::uint64_t m_address;
    std::uint64_t m_count;
    mutable std::mutex m_mutex;
    mutable SharedValues m_values;
};

} // namespace

SharedSource make_list_source(SharedSource file, std::uint64_t address, std::uint64_t count)
{
    return std::make_shared<WorkerListSource>(std::move(file), address, count);
}

SharedSource make_worker_source(SharedSource file, std::uint64_t address, std::uint64_t bytes)
{
    return std::make_shared<WorkerSource>(std::move(file), address, bytes);
}

Result<std::vector<Value>> read_variable_values(const ByteSource& file, std::uint64_t address,
                                                std::uint64_t count, const JobContext& job)
{
    std::vector<Value> values;
    std::uint64_t room = limits::hdf5_listed_bytes;
    STRATA_TRY(stream_values(file, address, job, [&](const Value& message) -> Result<void> {
        const Value* const list = field(message, "values");
        if (!list || list->kind() != Value::Kind::List || list->items().empty() ||
            list->items().size() > count - values.size())
            return fail(ErrorCode::Malformed, "worker message: values");
        for (const Value& item : list->items()) {
            const std::uint64_t bytes = held_bytes(item);
            if (bytes > room)
                return fail(ErrorCode::LimitExceeded, "hdf5_listed_bytes");
            room -= bytes;
            values.push_back(plain_value(item, DType(), {}));
        }
        return {};
    }));
    if (values.size() != count)
        return fail(ErrorCode::Truncated, "values of the HDF5 reader");
    return values;
}

} // namespace strata::hdf5
