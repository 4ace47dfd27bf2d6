// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace strata {

/// The place of one result. Starting another job in a slot, or destroying the slot, stops the job
/// before and drops its result: each job carries the generation that it was started in. Lives on
/// the GUI thread.
class JobSlot {
public:
    JobSlot() = default;
    JobSlot(const JobSlot&) = delete;
    JobSlot& operator=(const JobSlot&) = delete;
    ~JobSlot() { cancel(); }

    /// Stops what runs; its result will not be delivered.
    void cancel()
    {
        ++*m_generation;
        if (m_flag)
            m_flag->store(true, std::memory_order_relaxed);
        m_flag.reset();
    }

    /// The person stopped what was started here last, whether it has noticed yet or not.
    [[nodiscard]] bool isStopped() const
    {
        return m_flag && m_flag->load(std::memory_order_relaxed);
    }

private:
    friend class JobRunner;
    using Generation = std::shared_ptr<std::uint64_t>;

    Generation m_generation = std::make_shared<std::uint64_t>(0);
    std::shared_ptr<std::atomic<bool>> m_flag;
};

} // namespace strata
