// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace strata::words {

/// Content that is known by name and not read yet.
struct ContentWords {
    QString what;   ///< "This is a Keras model in HDF5, which Strata does not read yet."
    QString remedy; ///< what a person can do with it today
};

/// By the format's id ("keras-h5", "git-lfs-pointer" …). An id without words of its own gets a
/// sentence with the id.
[[nodiscard]] ContentWords describe_content(std::string_view format_id);
/// Whether the id has words of its own.
[[nodiscard]] bool has_content_words(std::string_view format_id);

} // namespace strata::words
