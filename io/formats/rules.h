// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings that the .npy, .npz and safetensors readers emit, with its facts.
/// Numbers in facts are decimal. Rules of zip archives are in io/zip/rules.h, those of pickles
/// inside (arrays of objects) in io/pickle/rules.h.
namespace strata::rules {

// .npy, alone and inside .npz -----------------------------------------------------------------

/// The file ends before the values do. expected, actual (bytes of values), member (.npz only).
/// Error, integrity.
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
/// The pickle that holds the values could not be read at all. detail, member. Error, integrity.
inline constexpr std::string_view npy_objects_unreadable = "npy-objects-unreadable";

inline constexpr std::array npy = {npy_data_truncated, npy_trailing_bytes, npy_long_header,
                                   npy_bad_header,     npy_objects,        npy_objects_unreadable};

} // namespace strata::rules
