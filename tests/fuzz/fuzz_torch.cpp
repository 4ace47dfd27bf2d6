// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as what torch.save wrote: the zip form, and the form before it.
#include "io/formats/torch_format.h"
#include "tests/fuzz/open_and_read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    strata::fuzz::open_and_read(strata::torch_format, data, size);
    return 0;
}
