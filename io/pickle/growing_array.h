// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/pages.h"

#include <cstddef>
#include <type_traits>
#include <utility>

namespace strata::pickle {

/// A vector for millions of plain records: it grows without copying large blocks, and its spare room
/// is not touched, so that resident memory stays near what is used. Throws std::bad_alloc, which
/// read_pickle() turns into an Error.
template <class T> class GrowingArray {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    GrowingArray() = default;
    GrowingArray(GrowingArray&& other) noexcept { swap(other); }
    GrowingArray& operator=(GrowingArray&& other) noexcept
    {
        swap(other);
        return *this;
    }
    GrowingArray(const GrowingArray&) = delete;
    GrowingArray& operator=(const GrowingArray&) = delete;
    ~GrowingArray() { free_pages(m_pages); }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] T* data() { return m_data; }
    [[nodiscard]] const T* data() const { return m_data; }
    T& operator[](std::size_t i) { return m_data[i]; }
    const T& operator[](std::size_t i) const { return m_data[i]; }
    T& back() { return m_data[m_size - 1]; }
    [[nodiscard]] const T& back() const { return m_data[m_size - 1]; }

    void push_back(const T& value)
    {
        if (m_size == m_capacity) [[unlikely]]
            return push_slowly(value);
        m_data[m_size++] = value;
    }
    /// `values` lie outside this array.
    void append(const T* values, std::size_t count)
    {
        if (count > m_capacity - m_size) [[unlikely]]
            grow(m_size + count);
        for (std::size_t i = 0; i < count; ++i)
            m_data[m_size + i] = values[i];
        m_size += count;
    }
    /// Makes it shorter.
    void shrink(std::size_t size) { m_size = size; }

private:
    void swap(GrowingArray& other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_pages, other.m_pages);
    }
    [[gnu::noinline]] void push_slowly(T value)
    {
        grow(m_size + 1);
        m_data[m_size++] = value;
    }
    [[gnu::noinline]] void grow(std::size_t wanted)
    {
        grow_pages(m_pages, m_size * sizeof(T), wanted * sizeof(T));
        m_data = static_cast<T*>(m_pages.data);
        m_capacity = m_pages.bytes / sizeof(T);
    }

    T* m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
    Pages m_pages;
};

} // namespace strata::pickle
