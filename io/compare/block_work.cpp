// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/block_work.h"

#include "io/base/guarded.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

namespace strata {

Result<void> work_through(std::uint64_t count, unsigned threads, const JobContext& job,
                          const NumberedWork& work)
{
    std::atomic<std::uint64_t> next = 0;
    std::atomic<bool> ended = false;
    std::mutex mutex;
    std::optional<Error> failed;
    const auto run = [&](unsigned worker) {
        while (!ended.load(std::memory_order_relaxed)) {
            const std::uint64_t number = next.fetch_add(1, std::memory_order_relaxed);
            if (number >= count)
                return;
            const Result<bool> goes_on = guarded([&]() -> Result<bool> {
                STRATA_TRY(job.check());
                return work(number, worker);
            });
            if (goes_on && *goes_on)
                continue;
            ended.store(true, std::memory_order_relaxed);
            const std::lock_guard lock(mutex);
            if (!goes_on && !failed)
                failed = goes_on.error();
        }
    };
    std::vector<std::thread> others;
    const auto workers = static_cast<unsigned>(
        std::clamp<std::uint64_t>(threads, 1, std::max<std::uint64_t>(count, 1)));
    try {
        for (unsigned worker = 1; worker < workers; ++worker)
            others.emplace_back(run, worker);
    } catch (const std::system_error&) {
        // The system gives no further thread: those there are do the work.
    }
    run(0);
    for (std::thread& other : others)
        other.join();
    if (failed)
        return fail(*failed);
    return {};
}

} // namespace strata
