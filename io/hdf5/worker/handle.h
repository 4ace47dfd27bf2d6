// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include <hdf5.h>

namespace strata::hdf5 {

/// Owns one reference to an identifier of the C API, of whatever kind.
class Handle {
public:
    explicit Handle(hid_t id = -1) : m_id(id) {}
    Handle(Handle&& other) noexcept : m_id(std::exchange(other.m_id, -1)) {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        return *this;
    }
    ~Handle()
    {
        if (m_id >= 0)
            H5Idec_ref(m_id);
    }

    [[nodiscard]] bool valid() const { return m_id >= 0; }
    [[nodiscard]] hid_t id() const { return m_id; }

private:
    hid_t m_id;
};

} // namespace strata::hdf5
