// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as what joblib.dump writes: a pickle with arrays between its opcodes.
#include "tests/fuzz/open_and_read.h"
#include "tests/fuzz/pickle_graph.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace strata;
    const SharedSource source = fuzz::source_of(data, size);
    const auto document = pickle::read_pickle(source, {}, {});
    if (document)
        fuzz::look_at_graph(*document);
    return 0;
}
