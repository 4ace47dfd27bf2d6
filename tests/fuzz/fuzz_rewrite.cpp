// SPDX-License-Identifier: GPL-3.0-or-later
// Pickles of any bytes written anew: whatever reads as complete is refused, or becomes a pickle that
// reads as complete and can be compared with it.
#include "io/pickle/rewrite.h"
#include "io/pickle/same_pickle.h"
#include "tests/fuzz/open_and_read.h"

#include <cstdlib>

namespace {

using namespace strata;

void rewrite(const pickle::PickleDocument& document, const SharedSource& source,
             const pickle::RewriteOptions& options)
{
    std::vector<std::byte> out;
    const auto done = pickle::rewrite_pickle(document, *source, options,
                                             [&](std::span<const std::byte> bytes) -> Result<void> {
                                                 out.insert(out.end(), bytes.begin(), bytes.end());
                                                 return {};
                                             },
                                             {});
    if (!done)
        return;
    const auto counted = pickle::rewrite_pickle(document, *source, options, {}, {});
    if (!counted || (options.protocol > 2 && *done != out.size()))
        std::abort();
    pickle::ReadOptions reading;
    reading.nested = false;
    const auto again = pickle::read_pickle(make_memory_source(std::move(out)), reading, {});
    if (!again || again->verdict.integrity == Integrity::Incomplete)
        std::abort();
    // A pickle may say something in an order that the comparison refuses; it must not fail otherwise.
    const auto same = pickle::compare_pickles(document, *again, {});
    if (!same && same.error().code == ErrorCode::LimitExceeded)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const SharedSource source = fuzz::source_of(data, size);
    pickle::ReadOptions options;
    options.nested = false;
    const auto document = pickle::read_pickle(source, options, {});
    if (!document)
        return 0;
    for (const int protocol : {2, 3, 4, 5}) {
        rewrite(*document, source, {protocol, false, true});
        rewrite(*document, source, {protocol, true, protocol % 2 == 0});
    }
    return 0;
}
