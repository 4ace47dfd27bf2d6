// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <atomic>
#include <csignal>

namespace strata::cli {

namespace {

std::atomic<bool>* stop_flag = nullptr;
volatile std::sig_atomic_t caught = 0;

// The handler only stores to a lock-free atomic.
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int number)
{
    caught = number;
    if (stop_flag != nullptr)
        stop_flag->store(true, std::memory_order_relaxed);
}

} // namespace

JobContext interruptible_job()
{
    static const auto flag = std::make_shared<std::atomic<bool>>(false);
    stop_flag = flag.get();
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    return {flag, {}};
}

void end_if_interrupted()
{
    if (caught == 0)
        return;
    std::signal(caught, SIG_DFL);
    std::raise(caught);
}

} // namespace strata::cli
