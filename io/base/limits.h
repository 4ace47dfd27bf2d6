// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// Every limit of the engine, each with its reason. A file that reaches one gets a finding or an
/// Error with ErrorCode::LimitExceeded whose detail is the limit's name.
namespace strata::limits {

/// Bytes that one block of tensor values holds: in cache, and large enough for the disk.
inline constexpr std::size_t block_bytes = std::size_t{1} << 20;

/// One item of a tensor (a Struct or Void of claimed size); it must fit a reader's buffer.
inline constexpr std::uint64_t item_bytes = std::uint64_t{64} << 20;

/// One decoded chunk of a chunked tensor. HDF5 allows 4 GiB; honest chunks have some MiB.
inline constexpr std::uint64_t chunk_bytes = std::uint64_t{256} << 20;

/// A tensor up to this size is read whole for a slice; a larger one run by run.
inline constexpr std::uint64_t slice_whole_bytes = std::uint64_t{32} << 20;

/// A safetensors header; the reference implementation refuses more.
inline constexpr std::uint64_t safetensors_header_bytes = 100'000'000;

/// A .npy header: numpy itself refuses more than 10,000 without max_header_size.
inline constexpr std::uint64_t npy_header_bytes = std::uint64_t{1} << 20;

/// Nesting of JSON and of Value: our own recursive walks stay far from the stack's end.
inline constexpr int value_depth = 512;

/// Axes of a tensor: numpy 2 allows 64.
inline constexpr std::size_t tensor_rank = 64;

/// Members of a zip archive whose directory is kept in memory.
inline constexpr std::uint64_t zip_members = 2'000'000;

/// What a compressed file may unpack to: 64 GiB, and past the first 256 MiB at most 2,000 times
/// its size (deflate cannot exceed 1,032; xz and zstd bombs go far beyond).
inline constexpr std::uint64_t unpacked_bytes = std::uint64_t{64} << 30;
inline constexpr std::uint64_t unpacked_free_bytes = std::uint64_t{256} << 20;
inline constexpr std::uint64_t unpacked_ratio = 2'000;

/// Past 2 GiB a compressed file may unpack to at most 250 times its size. Deflate cannot exceed 1,032,
/// so only such a limit ends its bombs. Models of that size pack 1.1 to 20 times, mostly empty
/// matrices some 150; an array of nothing but zeros is unpacked as far as 2 GiB.
inline constexpr std::uint64_t large_unpacked_bytes = std::uint64_t{2} << 30;
inline constexpr std::uint64_t large_unpacked_ratio = 250;

/// Members of one archive that are made sources of their own, to be read as pickles: how many, and
/// what the deflated ones unpack to together. Up to 16 MiB of each stay in memory, so this bounds it.
inline constexpr std::size_t nested_sources = 1'000;
inline constexpr std::uint64_t nested_bytes = std::uint64_t{1} << 30;

/// Opcodes that are carried out to see whether content without a signature would call something as
/// a pickle. Content that is none makes no sense after a few.
inline constexpr std::uint64_t probe_opcodes = 1'000'000;

/// Objects a pickle may build; 14 million are seen in honest forests.
inline constexpr std::uint64_t pickle_objects = 64'000'000;

/// Items that the calls of one name in a pickle may make by their arguments alone, as bytes(n),
/// numpy.ndarray((n,)) and list(range(n)) do. Libraries write what they hold into the file: their
/// pickles make none in this way.
inline constexpr std::uint64_t called_items = std::uint64_t{1} << 26;

/// Items that a program may meet in an object of a pickle, a shared container as often as it is
/// referred to; real ones hold what they hold once, or a little more.
inline constexpr std::uint64_t expanded_items = 1'000'000'000;

/// Rows of one tree (Model or File reading); past it the parent says how many are not listed.
inline constexpr std::uint64_t tree_nodes = 4'000'000;

/// Bytes of text and bytes literals that a Value in metadata, configuration or a tree row keeps;
/// longer ones are cut and say so.
inline constexpr std::size_t value_text_bytes = std::size_t{1} << 16;

/// Items of a list that a Value keeps; a longer list stays a tensor or is cut and says so.
inline constexpr std::size_t value_items = 100'000;

/// Nesting of an HDF5 datatype: compound in array in compound.
inline constexpr int hdf5_type_depth = 32;

/// Nesting of HDF5 groups, and objects of one file that are listed.
inline constexpr int hdf5_group_depth = 1'024;
inline constexpr std::uint64_t hdf5_objects = 2'000'000;

/// Bytes of one HDF5 attribute that is read; Keras' largest configurations have some MiB.
inline constexpr std::uint64_t hdf5_attribute_bytes = std::uint64_t{64} << 20;

/// What the values of all attributes of an HDF5 file may hold together: many may be one text.
inline constexpr std::uint64_t hdf5_index_bytes = std::uint64_t{128} << 20;

/// What the paths that stand beside attributes and further names of an HDF5 file may hold together:
/// a deep group's path is repeated for each of them.
inline constexpr std::uint64_t hdf5_path_bytes = std::uint64_t{64} << 20;

/// What the values without a fixed size of one HDF5 dataset may hold: many may be one text.
inline constexpr std::uint64_t hdf5_listed_bytes = std::uint64_t{128} << 20;

/// User blocks of HDF5 files that are looked behind: the format sets no end, and nobody has put
/// one past 16 MiB.
inline constexpr std::uint64_t hdf5_user_block_bytes = std::uint64_t{16} << 20;

/// Links of an HDF5 file that are listed: a damaged table of a group may run in circles.
inline constexpr std::uint64_t hdf5_links = 4'000'000;

/// Values without a fixed size of one HDF5 dataset that are held in memory.
inline constexpr std::uint64_t hdf5_listed_values = 1'000'000;

/// Values of a tensor that lie in no file (a dataset that was never written) and are gone through
/// all the same, as for statistics: about a second. Slices of any size of tensor stay possible.
inline constexpr std::uint64_t unwritten_bytes = std::uint64_t{1} << 30;

/// Chunks of one HDF5 dataset that are listed by address: asking for them is quadratic in 1.10.
inline constexpr std::uint64_t hdf5_listed_chunks = 4'096;

/// A message of the HDF5 worker (the largest holds an attribute), and how long it may be silent.
inline constexpr std::uint32_t worker_message_bytes = std::uint32_t{512} << 20;
inline constexpr int worker_silence_seconds = 5;

/// Values in one message of the HDF5 worker: each is a byte there and some fifty in memory.
inline constexpr std::size_t worker_message_values = 16'000'000;

/// What a value that the HDF5 worker decodes costs beside its bytes, so that
/// limits::hdf5_attribute_bytes of small ones stay below limits::worker_message_values.
inline constexpr std::uint64_t decoded_value_bytes = 16;

/// An axis of a Keras layer, or a number of its configuration; past it shape rules say nothing, so
/// that the product of two never leaves 64 bits.
inline constexpr std::uint64_t keras_size = 0x7fffffff;

/// Keras models inside models, as their configuration is read and their shapes are followed; the
/// deepest real ones have four levels, and each level is a recursion of ours.
inline constexpr int keras_model_depth = 64;

/// What the line that loads a Keras file spells out of its custom objects; each of them holds it.
inline constexpr std::size_t load_hint_bytes = 2'000;

/// Calls and their inputs that shapes are followed through in one Keras file, each time that a model
/// is followed; a real model of a thousand layers takes some thousands, and a million a second.
inline constexpr std::uint64_t keras_followed_sources = 2'000'000;

/// Nodes of a decision tree that is drawn (about 100 bytes each in memory), and the bytes of what
/// its nodes say; a tree of a million nodes and ten classes fits.
inline constexpr std::uint64_t drawn_tree_nodes = 2'000'000;
inline constexpr std::uint64_t drawn_tree_bytes = std::uint64_t{256} << 20;

/// Nodes of decision trees that `scan` and `info` go through to see whether they point to each other:
/// some 64 MB, a few hundredths of a second.
inline constexpr std::uint64_t checked_tree_nodes = 1'000'000;

/// Findings of one rule that are listed one by one; the rest is counted.
inline constexpr std::size_t findings_a_rule = 1'000;

} // namespace strata::limits
