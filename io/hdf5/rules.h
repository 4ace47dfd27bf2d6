// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings that the HDF5 reader emits, with its facts. Numbers in facts are
/// decimal.
namespace strata::hdf5::rules {

// What leads out of the file. It is named and never followed. --------------------------------

/// A link to an object of another file. file, path. Warning, security.
inline constexpr std::string_view external_link = "hdf5-external-link";
/// A dataset whose values lie in other files. Warning, security.
inline constexpr std::string_view external_storage = "hdf5-external-storage";
/// A dataset put together from parts of others, which may lie in other files. Warning, security.
inline constexpr std::string_view virtual_dataset = "hdf5-virtual-dataset";
/// A link that a plugin of the writer's would have to follow. Warning, compatibility.
inline constexpr std::string_view user_link = "hdf5-user-link";
/// A link to a path, in this file. path. Note, quality.
inline constexpr std::string_view soft_link = "hdf5-soft-link";

// What is not whole --------------------------------------------------------------------------

/// The file is shorter than its superblock says. expected, actual, missing (bytes). Error, integrity.
inline constexpr std::string_view truncated = "hdf5-truncated";
/// Values of a dataset lie behind the end of the file. Error, integrity.
inline constexpr std::string_view values_past_end = "hdf5-values-past-end";
/// An object, or the links of a group, that cannot be read. name, detail (the library's words).
/// Error, integrity.
inline constexpr std::string_view unreadable = "hdf5-unreadable";
/// The same of an attribute. name, detail. Error, integrity.
inline constexpr std::string_view unreadable_attribute = "hdf5-unreadable-attribute";
/// The reader ended before the structure did. detail, objects (that were read). Error, integrity.
inline constexpr std::string_view index_incomplete = "hdf5-index-incomplete";
/// A limit of ours was reached. limit (its name), name. Error, integrity.
inline constexpr std::string_view limit = "hdf5-limit";
/// Bytes behind the end that the superblock says. bytes. Note, integrity.
inline constexpr std::string_view trailing_bytes = "hdf5-trailing-bytes";

// What we cannot decode ----------------------------------------------------------------------

/// A filter that needs a plugin. id, filter (its name in the file). Warning, compatibility.
inline constexpr std::string_view unknown_filter = "hdf5-unknown-filter";
/// An object in a form that only a newer HDF5 reads. name, detail. Error, compatibility.
inline constexpr std::string_view newer_format = "hdf5-newer-format";

// What a person may want to know -------------------------------------------------------------

/// Bytes before the HDF5 content, which HDF5 does not look at. bytes. Note, quality.
inline constexpr std::string_view user_block = "hdf5-user-block";
/// The system lacks a part of the sandbox in which the file was read. missing. Note, security.
inline constexpr std::string_view sandbox_partial = "hdf5-sandbox-partial";

inline constexpr std::array all = {
    external_link,
    external_storage,
    virtual_dataset,
    user_link,
    soft_link,
    truncated,
    values_past_end,
    unreadable,
    unreadable_attribute,
    index_incomplete,
    limit,
    trailing_bytes,
    unknown_filter,
    newer_format,
    user_block,
    sandbox_partial,
};

} // namespace strata::hdf5::rules
