// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/selection_history.h"

namespace strata {

namespace {
/// More are not found again by going back one by one.
constexpr qsizetype most_places = 200;
} // namespace

void SelectionHistory::visit(const Place& place)
{
    if (m_at >= 0 && m_places[m_at] == place)
        return;
    m_places.resize(m_at + 1);
    m_places.append(place);
    if (m_places.size() > most_places)
        m_places.removeFirst();
    m_at = m_places.size() - 1;
}

std::optional<SelectionHistory::Place> SelectionHistory::back()
{
    if (!canGoBack())
        return std::nullopt;
    return m_places[--m_at];
}

std::optional<SelectionHistory::Place> SelectionHistory::forward()
{
    if (!canGoForward())
        return std::nullopt;
    return m_places[++m_at];
}

void SelectionHistory::clear()
{
    m_places.clear();
    m_at = -1;
}

} // namespace strata
