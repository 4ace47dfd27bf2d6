// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace strata {

/// Notices when the thread that paints does not come back to its events: a thread of its own asks
/// again and again, and what is not answered in time was a stretch in which the window stood still.
class GuiWatchdog : public QObject {
    Q_OBJECT

public:
    /// Longer than this is felt.
    static constexpr std::chrono::milliseconds limit{50};

    struct Stretch {
        std::chrono::milliseconds length{};
        /// Of it the thread itself was computing; the rest it waited, or others had the processor.
        std::chrono::milliseconds computing{};
    };

    /// Watches the thread it is made on.
    explicit GuiWatchdog(QObject* parent = nullptr);
    ~GuiWatchdog() override;

    [[nodiscard]] const QList<Stretch>& stretches() const { return m_stretches; }

Q_SIGNALS:
    void noticed(std::chrono::milliseconds length, std::chrono::milliseconds computing);

private:
    using Clock = std::chrono::steady_clock;

    void ask(const std::stop_token& stop);
    void answer(Clock::time_point asked, std::chrono::nanoseconds computed_before);

    QList<Stretch> m_stretches;
    std::atomic<bool> m_waiting = false;
    clockid_t m_thread_clock;
    std::jthread m_thread;
};

} // namespace strata
