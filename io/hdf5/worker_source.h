// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"
#include "io/source/byte_source.h"

namespace strata::hdf5 {

/// The values of one dataset that only libhdf5 can decode (filters of ours are few; chunks can be
/// too many to list), in C order and in their stored byte order. Nothing happens until the first
/// read: then the worker streams them into a scratch file, once. `bytes` is what shape and type
/// promise; a worker that sends another amount is an error of the read.
SharedSource make_worker_source(SharedSource file, std::uint64_t address, std::uint64_t bytes);

/// A ListSource of the `count` values of a dataset whose type has no fixed size, read by the worker
/// when they are first asked for.
SharedSource make_list_source(SharedSource file, std::uint64_t address, std::uint64_t count);

/// The decoded values of a dataset of variable-length type, in C order.
Result<std::vector<Value>> read_variable_values(const ByteSource& file, std::uint64_t address,
                                                std::uint64_t count, const JobContext& job);

} // namespace strata::hdf5
