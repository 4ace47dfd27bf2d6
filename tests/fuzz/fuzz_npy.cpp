// SPDX-License-Identifier: GPL-3.0-or-later
// A .npy file of any bytes.
#include "io/formats/npy_format.h"
#include "tests/fuzz/open_and_read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    strata::fuzz::open_and_read(strata::npy_format, data, size);
    return 0;
}
