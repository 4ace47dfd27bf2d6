// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace strata {

/// How drawing a picture of the window ended: the exit status of the window program when it was
/// asked for one. The picture itself goes to its standard output.
enum class RenderStatus {
    Drawn = 0,
    NoSuchRow = 10,  ///< no row has that path
    NoSuchPage = 11, ///< the document has nothing for that page
    NotOpened = 12,  ///< the file could not be opened, and that was not what was asked for
    TooSlow = 13,    ///< the work did not end in time
    NotWritten = 14,
};

} // namespace strata
