// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

namespace strata {

/// What a long piece of work is given: a way to be told to stop and a way to say how far it is.
/// Copies share the same flag. Functions may be called from several threads at once.
class JobContext {
public:
    /// `done` of `total` units; total 0 means that the end is not known.
    using ProgressFunction = std::function<void(std::uint64_t done, std::uint64_t total)>;

    /// A job that nobody watches and nobody can stop.
    JobContext() = default;
    JobContext(std::shared_ptr<std::atomic<bool>> cancel, ProgressFunction progress)
        : m_cancel(std::move(cancel)), m_progress(std::move(progress))
    {
    }

    [[nodiscard]] bool cancelled() const
    {
        return m_cancel && m_cancel->load(std::memory_order_relaxed);
    }
    /// ErrorCode::Cancelled once the job was told to stop; for use with STRATA_TRY in loops.
    [[nodiscard]] Result<void> check() const
    {
        if (cancelled())
            return fail(ErrorCode::Cancelled);
        return {};
    }
    /// The same job for a part of the work, whose own amounts nobody wants to see.
    [[nodiscard]] JobContext without_progress() const { return {m_cancel, {}}; }
    void report(std::uint64_t done, std::uint64_t total) const
    {
        if (m_progress)
            m_progress(done, total);
    }

private:
    std::shared_ptr<std::atomic<bool>> m_cancel;
    ProgressFunction m_progress;
};

} // namespace strata
