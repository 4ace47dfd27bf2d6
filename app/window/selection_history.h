// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tree/reading.h"

#include <QList>

#include <optional>

namespace strata {

/// The rows that were selected, to go back to and forward again, as in a browser.
class SelectionHistory {
public:
    struct Place {
        Reading reading = Reading::Model;
        NodeId node = NodeId::none;

        bool operator==(const Place& other) const = default;
    };

    /// A row was selected; what lay ahead is gone. Going back or forward selects a row too, which
    /// changes nothing here.
    void visit(const Place& place);
    [[nodiscard]] std::optional<Place> back();
    [[nodiscard]] std::optional<Place> forward();
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_places.size(); }
    void clear();

private:
    QList<Place> m_places;
    qsizetype m_at = -1;
};

} // namespace strata
