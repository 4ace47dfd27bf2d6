// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace strata {
class DocumentView;
class MainWindow;
} // namespace strata

namespace strata::test {

/// One thing that a person looks at in a file: a page, for a row.
struct ProofView {
    QString page;   ///< by the title of its tab
    QString select; ///< path of the row; empty: the first one
};

/// What there is to see in an open file: every page for the model itself; for its first tensor, and
/// the first that belongs to a layer, the pages of a tensor; the pages of that layer.
[[nodiscard]] QList<ProofView> proof_views(DocumentView& document);
/// Turns to it and waits for all work that it starts; false when that does not end.
[[nodiscard]] bool turn_to(MainWindow& window, DocumentView& document, const ProofView& view);
/// Closes the tab that is shown, if any; false when it stays.
[[nodiscard]] bool close_tab(MainWindow& window);
/// Waits until nothing runs and what was delivered is laid out.
[[nodiscard]] bool settle(MainWindow& window);

} // namespace strata::test
