// SPDX-License-Identifier: GPL-3.0-or-later
// A zip archive of any bytes, opened as .npz: io/zip is under test with it.
#include "io/formats/npz_format.h"
#include "tests/fuzz/open_and_read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    strata::fuzz::open_and_read(strata::npz_format, data, size);
    return 0;
}
