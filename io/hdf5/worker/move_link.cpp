// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/move_link.h"

#include "io/hdf5/worker/handle.h"
#include "io/hdf5/worker/library_error.h"

#include <algorithm>

namespace strata::hdf5 {

namespace {

/// Whether a path leads to a link; H5Lexists() asks that all before the last part is there.
bool link_exists(hid_t file, const std::string& path)
{
    for (std::size_t slash = path.find('/', 1); slash != path.npos;
         slash = path.find('/', slash + 1)) {
        if (H5Lexists(file, path.substr(0, slash).c_str(), H5P_DEFAULT) <= 0)
            return false;
    }
    return H5Lexists(file, path.c_str(), H5P_DEFAULT) > 0;
}

/// A group that is reached by a hard link and holds nothing. What a soft or external link leads to
/// is not ours to remove.
bool is_empty_group(hid_t file, const std::string& path)
{
    H5L_info_t link = {};
    if (H5Lget_info(file, path.c_str(), &link, H5P_DEFAULT) < 0 || link.type != H5L_TYPE_HARD)
        return false;
    const Handle group(H5Gopen2(file, path.c_str(), H5P_DEFAULT));
    H5G_info_t links = {};
    H5O_info_t object = {};
    return group.valid() && H5Gget_info(group.id(), &links) >= 0 && links.nlinks == 0 &&
           H5Oget_info2(group.id(), &object, H5O_INFO_NUM_ATTRS) >= 0 && object.num_attrs == 0;
}

/// The groups above a link that was moved away, as far as nothing is left in them.
std::optional<EditProblem> remove_empty_groups(hid_t file, std::string path)
{
    for (;;) {
        const std::size_t slash = path.rfind('/');
        if (slash == path.npos || slash == 0)
            return std::nullopt;
        path.resize(slash);
        if (!is_empty_group(file, path))
            return std::nullopt;
        if (H5Ldelete(file, path.c_str(), H5P_DEFAULT) < 0)
            return EditProblem{"library", last_library_error()};
    }
}

} // namespace

std::optional<EditProblem> move_link(hid_t file, const std::string& from, const std::string& to)
{
    if (!link_exists(file, from))
        return EditProblem{"no object", from};
    if (link_exists(file, to))
        return EditProblem{"exists", to};
    const Handle creation(H5Pcreate(H5P_LINK_CREATE));
    const bool ascii = std::all_of(
        to.begin(), to.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
    if (!creation.valid() || H5Pset_create_intermediate_group(creation.id(), 1) < 0 ||
        H5Pset_char_encoding(creation.id(), ascii ? H5T_CSET_ASCII : H5T_CSET_UTF8) < 0 ||
        H5Lmove(file, from.c_str(), file, to.c_str(), creation.id(), H5P_DEFAULT) < 0)
        return EditProblem{"library", last_library_error()};
    return remove_empty_groups(file, from);
}

} // namespace strata::hdf5
