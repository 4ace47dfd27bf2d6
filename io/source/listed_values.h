// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/tensor.h"
#include "io/source/byte_source.h"

namespace strata {

using SharedValues = std::shared_ptr<const std::vector<Value>>;

/// A source of values that have no bytes of a fixed size: variable-length strings of HDF5.
class ListSource : public ByteSource {
public:
    /// All of them in C order, read once.
    virtual Result<SharedValues> values(const JobContext& job) const = 0;
    /// Holds no byte.
    Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const override;

protected:
    ListSource() : ByteSource(0) {}
};

/// The items of a tensor with ListedStorage, from the index or from their source. Where they come
/// from a source this may take as long as reading the file does. UnsupportedFeature for what has
/// none.
Result<SharedValues> listed_values(const Tensor& tensor, const SourceSet& sources,
                                   const JobContext& job);

} // namespace strata
