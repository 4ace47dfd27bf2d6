// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"
#include "io/model/ids.h"
#include "io/model/value.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace strata {

using Shape = std::vector<std::uint64_t>;

/// A run of bytes in one of the document's sources. Checked against the source's size when it was
/// made, and again when it is read.
struct Extent {
    SourceId source = SourceId::file;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool operator==(const Extent&) const = default;
};

/// One step that turns stored bytes into values.
enum class Codec : std::uint8_t {
    Deflate, ///< raw deflate, as a zip member holds it
};

/// Values that lie one after the other in `extent`, once the codecs have been undone in order.
struct DenseStorage {
    Extent extent;
    std::vector<Codec> codecs;
    /// Bytes of the decoded stream before the first value.
    std::uint64_t skip = 0;
    /// Bytes from one item to the next; 0 when they touch. Only without codecs.
    std::uint64_t stride = 0;
};

/// A filter that HDF5 applied to each chunk.
enum class ChunkFilterKind : std::uint8_t { Deflate, Shuffle, Fletcher32, Lzf };
struct ChunkFilter {
    ChunkFilterKind kind = ChunkFilterKind::Deflate;
    std::uint32_t item_bytes = 1; ///< Shuffle
};

/// A chunk that was written; those that were not hold the fill value.
struct StoredChunk {
    std::vector<std::uint64_t> at; ///< its first item, one index an axis; on the chunk grid
    Extent extent;
    std::uint32_t skipped_filters = 0; ///< bit i: filter i was not applied
};

/// Values in boxes of one shape, which lie anywhere. Boxes at the upper edges are stored whole.
struct ChunkedStorage {
    Shape chunk_shape; ///< as many axes as the tensor, none 0
    std::shared_ptr<const std::vector<StoredChunk>> chunks;
    std::vector<ChunkFilter> filters;                   ///< in the order in which they were applied
    std::shared_ptr<const std::vector<std::byte>> fill; ///< one item as stored; null: zeros
};

/// Values that the index itself holds (text-encoded in the file, or a few bytes).
struct InlineStorage {
    std::shared_ptr<const std::vector<std::byte>> bytes;
};

/// Items that are objects, listed one by one in C order, whatever the tensor's own order is (numpy
/// pickles them so): arrays of dtype object.
struct ListedStorage {
    std::shared_ptr<const std::vector<Value>> items;
    /// Where `items` is null: a source that lists them when they are asked for
    /// (io/source/listed_values.h).
    SourceId source = SourceId::file;
};

/// Values that cannot be reached, with the reason (facts, not a sentence).
struct MissingStorage {
    std::string reason;
};

using Storage =
    std::variant<MissingStorage, DenseStorage, ChunkedStorage, InlineStorage, ListedStorage>;

enum class TensorRole : std::uint8_t { Weight, Optimizer, Attribute, Data };

/// A tensor of the index: everything but its values.
struct Tensor {
    DType dtype;
    Shape shape; ///< empty for a scalar
    /// The first axis varies fastest in the storage (Fortran order).
    bool fortran_order = false;
    TensorRole role = TensorRole::Data;
    Storage storage;
    NodeId model_node = NodeId::none; ///< in Document::model
    NodeId file_node = NodeId::none;  ///< in Document::file
    bool trainable = true;            ///< of a weight

    /// The product of the shape; nothing when it does not fit 64 bits.
    [[nodiscard]] std::optional<std::uint64_t> count() const;
    /// count × dtype.item_size; nothing when it does not fit.
    [[nodiscard]] std::optional<std::uint64_t> bytes() const;
};

/// The tensor of one field of a Struct tensor: same shape, strided over the same bytes. Nothing
/// when there is no such field, when it is a sub-array, or when the storage is not dense and
/// uncompressed.
[[nodiscard]] std::optional<Tensor> field_tensor(const Tensor& tensor, std::string_view field);

/// "(2, 3) float32": the detail of an array's row.
[[nodiscard]] std::string array_detail(const Shape& shape, const DType& dtype);

const char* role_name(TensorRole role); ///< "weight", "optimizer", "attribute", "data"

} // namespace strata
