// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/index.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::keras {

/// The objects of an HDF5 index by name. Follows hard links only: nothing outside the file, and no
/// soft link, is ever meant. Refers to the index, which must outlive it.
class H5View {
public:
    explicit H5View(const hdf5::Index& index);

    static constexpr std::size_t root = 0;
    [[nodiscard]] const hdf5::Index& index() const { return m_index; }

    [[nodiscard]] std::optional<std::size_t> child(std::size_t group, std::string_view name) const;
    /// Along a path of names with '/' between them. A link whose own name holds a '/' cannot be.
    [[nodiscard]] std::optional<std::size_t> find(std::size_t group, std::string_view path) const;

    [[nodiscard]] const Value* attribute(std::size_t object, std::string_view name) const;
    /// A text attribute; nothing when it is absent or none.
    [[nodiscard]] std::optional<std::string_view> text(std::size_t object,
                                                       std::string_view name) const;
    /// A list of names, also where it is cut into `name0`, `name1` … because an attribute of HDF5
    /// holds at most 64 KiB. Nothing when there is none.
    [[nodiscard]] std::optional<std::vector<std::string>> names(std::size_t object,
                                                                std::string_view name) const;

private:
    const hdf5::Index& m_index;
    std::map<std::pair<std::size_t, std::string_view>, std::size_t> m_children;
};

} // namespace strata::keras
