// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/gui_watchdog.h"

#include <pthread.h>
#include <time.h>

namespace strata {

namespace {

/// Between two questions; also by how much a stretch may be longer than it is said to be.
constexpr std::chrono::milliseconds pause{5};

std::chrono::nanoseconds time_of(clockid_t clock)
{
    timespec now = {};
    clock_gettime(clock, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace

GuiWatchdog::GuiWatchdog(QObject* parent) : QObject(parent)
{
    pthread_getcpuclockid(pthread_self(), &m_thread_clock);
    m_thread = std::jthread([this](const std::stop_token& stop) { ask(stop); });
}

GuiWatchdog::~GuiWatchdog() = default;

void GuiWatchdog::ask(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(pause);
        if (m_waiting.exchange(true))
            continue;
        QMetaObject::invokeMethod(
            this,
            [this, asked = Clock::now(), computed = time_of(m_thread_clock)] {
                answer(asked, computed);
            },
            Qt::QueuedConnection);
    }
}

void GuiWatchdog::answer(Clock::time_point asked, std::chrono::nanoseconds computed_before)
{
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const auto length = duration_cast<milliseconds>(Clock::now() - asked);
    if (length > limit) {
        const auto computing =
            duration_cast<milliseconds>(time_of(m_thread_clock) - computed_before);
        m_stretches.append({length, computing});
        Q_EMIT noticed(length, computing);
    }
    m_waiting = false;
}

} // namespace strata
