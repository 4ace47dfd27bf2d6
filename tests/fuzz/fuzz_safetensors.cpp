// SPDX-License-Identifier: GPL-3.0-or-later
// A safetensors file of any bytes.
#include "io/formats/safetensors_format.h"
#include "tests/fuzz/open_and_read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    strata::fuzz::open_and_read(strata::safetensors_format, data, size);
    return 0;
}
