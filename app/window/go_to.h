// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/palette_search.h"

namespace strata {

class CommandPalette;

/// The palette with its search: Go to anything.
class GoTo : public QObject {
    Q_OBJECT

public:
    GoTo(QWidget& over, JobRunner& jobs);
    ~GoTo() override;

    void open(PaletteSearch::Scope scope);
    [[nodiscard]] CommandPalette* palette() { return m_palette; }

Q_SIGNALS:
    void fileChosen(int place); ///< in the scope's files
    void rowChosen(strata::Reading reading, strata::NodeId node);

private:
    void lead(const PaletteItem& item);

    CommandPalette* m_palette;
    PaletteSearch* m_search;
};

} // namespace strata
