// SPDX-License-Identifier: GPL-3.0-or-later
// The index of a model in several safetensors files, of any bytes. The files that it names lie, at most, where the
// program runs.
#include "io/formats/safetensors_index_format.h"
#include "tests/fuzz/open_and_read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    strata::fuzz::open_and_read(strata::safetensors_index_format, data, size);
    return 0;
}
