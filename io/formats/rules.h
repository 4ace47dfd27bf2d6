// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings that the .npy, .npz and safetensors readers emit, with its facts.
/// Numbers in facts are decimal. Rules of zip archives are in io/zip/rules.h, those of pickles
/// inside (arrays of objects) in io/pickle/rules.h.
namespace strata::rules {

// .npy, alone and inside .npz -----------------------------------------------------------------

/// The file ends before the values do. expected, actual (bytes of values). Error, integrity.
inline constexpr std::string_view npy_data_truncated = "npy-data-truncated";
/// Bytes behind the last value. bytes, member. Warning, integrity.
inline constexpr std::string_view npy_trailing_bytes = "npy-trailing-bytes";
/// A header so long that numpy refuses it unless told otherwise. bytes, limit, member. Warning,
/// compatibility.
inline constexpr std::string_view npy_long_header = "npy-long-header";
/// A member named .npy whose header makes no sense. member, detail. Error, integrity.
inline constexpr std::string_view npy_bad_header = "npy-bad-header";
/// The values are a pickle, which numpy only loads with allow_pickle=True. dtype, member. Note,
/// security.
inline constexpr std::string_view npy_objects = "npy-objects";
/// The pickle that holds the values could not be read. detail, member. Error, integrity.
inline constexpr std::string_view npy_objects_unreadable = "npy-objects-unreadable";
/// The pickle holds an array of another shape than the header says; numpy goes by the pickle.
/// header, pickle (both shapes), member. Error, integrity (ambiguous).
inline constexpr std::string_view npy_objects_mismatch = "npy-objects-mismatch";

inline constexpr std::array npy = {
    npy_data_truncated, npy_trailing_bytes,     npy_long_header,      npy_bad_header,
    npy_objects,        npy_objects_unreadable, npy_objects_mismatch,
};

// .npz ----------------------------------------------------------------------------------------

/// A member that is no array and reads as a pickle: it is scanned too. member. Note, security.
inline constexpr std::string_view npz_pickle_member = "npz-pickle-member";

/// A member that holds a pickle, or may, and was not unpacked, so nobody knows what loading it would
/// do. member, detail (the limit's name, "overlap", or why it failed). Warning, security.
inline constexpr std::string_view npz_member_unread = "npz-member-unread";

/// A member with fewer bytes than the header of its array claims, whole as the archive has it.
/// member, expected, actual (bytes of values). Error, integrity.
inline constexpr std::string_view npz_member_short = "npz-member-short";

inline constexpr std::array npz = {npz_pickle_member, npz_member_unread, npz_member_short};

// safetensors: errors are what the reference implementation refuses ----------------------------

/// The file ends inside the header. expected, actual (bytes of header). Error, integrity.
inline constexpr std::string_view safetensors_header_truncated = "safetensors-header-truncated";
/// The header's JSON breaks off. detail. Error, integrity.
inline constexpr std::string_view safetensors_header_syntax = "safetensors-header-syntax";
/// The header does not start with '{'. Warning when only blanks stand before it, else Error;
/// integrity.
inline constexpr std::string_view safetensors_header_start = "safetensors-header-start";
/// A limit of ours was reached. limit (its name). Error, integrity.
inline constexpr std::string_view safetensors_limit = "safetensors-limit";
/// The values do not start at a multiple of 8 bytes, as writers have it. offset. Note, quality.
inline constexpr std::string_view safetensors_unaligned = "safetensors-unaligned";
/// The same name twice. name. Error, integrity (ambiguous).
inline constexpr std::string_view safetensors_duplicate_name = "safetensors-duplicate-name";
/// The same key twice in one tensor's entry. name, as "tensor/key". Error, integrity (ambiguous).
inline constexpr std::string_view safetensors_duplicate_key = "safetensors-duplicate-key";
/// A tensor's entry lacks a key, or has one of another kind. name, key. Error, integrity.
inline constexpr std::string_view safetensors_bad_entry = "safetensors-bad-entry";
/// A value of __metadata__ that is no string. key (empty: __metadata__ itself is no object). Error,
/// integrity.
inline constexpr std::string_view safetensors_bad_metadata = "safetensors-bad-metadata";
/// An element type that the format does not have. name, dtype. Error, integrity.
inline constexpr std::string_view safetensors_unknown_dtype = "safetensors-unknown-dtype";
/// A tensor that ends before it begins. name, begin, end. Error, integrity.
inline constexpr std::string_view safetensors_bad_offsets = "safetensors-bad-offsets";
/// Shape and type give another number of bytes than the offsets. name, expected ("more than 2^64
/// bytes" when it does not fit 64 bits), actual. Error, integrity.
inline constexpr std::string_view safetensors_size_mismatch = "safetensors-size-mismatch";
/// A tensor of a type below one byte whose last byte is not full. name, bits. Error, integrity.
inline constexpr std::string_view safetensors_partial_byte = "safetensors-partial-byte";
/// Two tensors share bytes. name (of the later one), bytes. Error, integrity (ambiguous).
inline constexpr std::string_view safetensors_overlap = "safetensors-overlap";
/// Bytes before a tensor that no tensor has. name, bytes. Error, integrity (ambiguous).
inline constexpr std::string_view safetensors_hole = "safetensors-hole";
/// The file ends before the last tensor does. expected, actual (bytes of values), tensors_cut,
/// tensors_missing. Error, integrity.
inline constexpr std::string_view safetensors_data_truncated = "safetensors-data-truncated";
/// Bytes behind the last tensor. bytes. Error, integrity (ambiguous).
inline constexpr std::string_view safetensors_trailing_bytes = "safetensors-trailing-bytes";

/// The index of a model in several files breaks off. detail. Error, integrity.
inline constexpr std::string_view safetensors_index_syntax = "safetensors-index-syntax";
/// What stands for the file of a tensor is no name of a file beside the index. name, file. Error,
/// integrity.
inline constexpr std::string_view safetensors_index_bad_entry = "safetensors-index-bad-entry";
/// The index names a tensor twice. name. Error, integrity (ambiguous).
inline constexpr std::string_view safetensors_index_duplicate = "safetensors-index-duplicate";
/// "total_size" of the index is not the sum of the values. listed, found (bytes). Warning, integrity;
/// the verdict stays, since nothing reads it.
inline constexpr std::string_view safetensors_index_total = "safetensors-index-total";
/// A file of the model is not there or is none. file, code (of the error), tensors (that the index
/// has in it). Error, integrity.
inline constexpr std::string_view safetensors_shard_missing = "safetensors-shard-missing";
/// Two files have a tensor of one name. name, file, other. Error, integrity (ambiguous).
inline constexpr std::string_view safetensors_shard_duplicate = "safetensors-shard-duplicate";
/// The index has a tensor in a file which does not hold it, nor any other. name, file. Error,
/// integrity.
inline constexpr std::string_view safetensors_tensor_missing = "safetensors-tensor-missing";
/// The same, and another file holds it. name, file, other. Error, integrity (ambiguous).
inline constexpr std::string_view safetensors_tensor_elsewhere = "safetensors-tensor-elsewhere";
/// A tensor that the index does not name. name, file. Warning, integrity (ambiguous).
inline constexpr std::string_view safetensors_tensor_unlisted = "safetensors-tensor-unlisted";

inline constexpr std::array safetensors = {
    safetensors_header_truncated,
    safetensors_header_syntax,
    safetensors_header_start,
    safetensors_limit,
    safetensors_unaligned,
    safetensors_duplicate_name,
    safetensors_duplicate_key,
    safetensors_bad_entry,
    safetensors_bad_metadata,
    safetensors_unknown_dtype,
    safetensors_bad_offsets,
    safetensors_size_mismatch,
    safetensors_partial_byte,
    safetensors_overlap,
    safetensors_hole,
    safetensors_data_truncated,
    safetensors_trailing_bytes,
    safetensors_index_syntax,
    safetensors_index_bad_entry,
    safetensors_index_duplicate,
    safetensors_index_total,
    safetensors_shard_missing,
    safetensors_shard_duplicate,
    safetensors_tensor_missing,
    safetensors_tensor_elsewhere,
    safetensors_tensor_unlisted,
};

} // namespace strata::rules
