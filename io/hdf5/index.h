// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/hdf5/datatype.h"
#include "io/model/tensor.h"
#include "io/source/byte_source.h"

#include <optional>
#include <string>
#include <vector>

namespace strata::hdf5 {

struct Attribute {
    std::string name;
    std::optional<Datatype> type;
    Shape shape;
    /// As plain_value() makes it; None with a `problem` or a null dataspace.
    Value value;
    std::string problem; ///< a limit's name or "unreadable"; empty when all is well
    std::string detail;  ///< the library's words for the problem
};

enum class ObjectKind : std::uint8_t { Group, Dataset, NamedType, Unknown };
enum class Layout : std::uint8_t { Contiguous, Compact, Chunked, Virtual, External, Unknown };
enum class LinkKind : std::uint8_t { Hard, Soft, External, UserDefined };

struct Filter {
    int id = 0; ///< as HDF5 registers them: 1 deflate, 2 shuffle, 3 fletcher32 …
    std::string name;
    std::vector<std::uint32_t> numbers;
};

/// A stored chunk: where it begins in the dataset (in items), its bytes, and the filters that were
/// left out (bit i: filter i).
struct Chunk {
    std::vector<std::uint64_t> at;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint32_t mask = 0;
};

struct Dataset {
    Datatype type;
    bool null_space = false;
    bool has_shape =
        false; ///< false: not known, as of a virtual one, which may take it from others
    Shape shape;
    std::vector<std::optional<std::uint64_t>> maximum; ///< nothing: without limit
    Layout layout = Layout::Unknown;
    std::optional<std::uint64_t> offset; ///< contiguous and written: in the source
    std::uint64_t stored = 0;            ///< bytes there
    std::vector<std::byte> compact;      ///< values of a compact dataset
    Shape chunk_shape;
    std::uint64_t chunk_count = 0;
    /// Empty though chunk_count is not: too many to list; the worker streams them.
    std::vector<Chunk> chunks;
    std::vector<Filter> filters;
    std::vector<std::byte> fill; ///< one item; empty: zeros
    std::string problem;         ///< as an attribute's
    std::string detail;
};

struct Object {
    ObjectKind kind = ObjectKind::Unknown;
    std::uint64_t address = 0; ///< in the file; what the worker finds it by
    std::vector<Attribute> attributes;
    std::optional<Dataset> dataset;
    std::vector<std::size_t> links; ///< of a group: into Index::links, by name
};

struct Link {
    std::size_t parent = 0; ///< into Index::objects
    std::string name;
    LinkKind kind = LinkKind::Hard;
    std::size_t target = 0; ///< Hard: into Index::objects
    bool repeated = false;  ///< Hard: the object was met before under another name
    std::string path;       ///< Soft, External
    std::string file;       ///< External
};

/// Something that the worker could not read.
struct Problem {
    std::size_t parent = 0;
    std::string name;                     ///< of the link; empty: the group itself
    std::string what;                     ///< a limit's name, "unreadable", "unknown version" …
    std::string detail;                   ///< the library's words
    std::optional<std::uint64_t> address; ///< of an object that could not be opened; as Object's
};

/// The whole structure of an HDF5 file.
struct Index {
    std::vector<Object> objects; ///< [0] is the root group
    std::vector<Link> links;
    std::vector<Problem> problems;
    std::vector<std::string> sandbox_missing; ///< "landlock", "seccomp"
    std::uint64_t user_block = 0;
    /// Why the index ends early; nothing when it is whole.
    std::optional<Error> damage;
};

/// Has the worker read the index of a source, checking every number it sends. Fails when the file
/// cannot be opened at all (Malformed with the library's words), with Cancelled, or when the
/// worker cannot be started; a worker that dies on the way leaves what it sent, with `damage`.
Result<Index> read_index(const ByteSource& source, const JobContext& job);

} // namespace strata::hdf5
