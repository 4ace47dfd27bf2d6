// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a plain pickle, read as the first thing in a file and by the sniffing of formats.
#include "tests/fuzz/open_and_read.h"
#include "tests/fuzz/pickle_graph.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace strata;
    const SharedSource source = fuzz::source_of(data, size);
    const auto bytes = std::as_bytes(std::span(data, size));
    static_cast<void>(pickle::looks_like_pickle(bytes.first(std::min<std::size_t>(size, 4096))));
    pickle::ReadOptions options;
    options.joblib_arrays = false;
    const auto document = pickle::read_pickle(source, options, {});
    if (document)
        fuzz::look_at_graph(*document);
    return 0;
}
