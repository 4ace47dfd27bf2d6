// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"
#include "app/window/session.h"

#include "widgets/desk/palette_model.h"

class QAction;

namespace strata {

/// Finds what the palette asks for: actions and open files at once, rows of the shown document in a
/// job. Until that is done, the rows found before stay where they fit still, so nothing flickers.
class PaletteSearch : public QObject {
    Q_OBJECT

public:
    explicit PaletteSearch(JobRunner& runner, QObject* parent = nullptr);

    struct Scope {
        QList<QAction*> actions;
        struct Tab {
            QString title;
            QString path;
        };
        QList<Tab> files;
        std::shared_ptr<const OpenedFile> document; ///< null: no rows
    };
    void setScope(Scope scope);
    void search(const QString& text);
    [[nodiscard]] const Scope& scope() const { return m_scope; }

Q_SIGNALS:
    void found(const QList<strata::PaletteItem>& items);

private:
    [[nodiscard]] QList<PaletteItem> findHere(const QString& text) const;
    void tell();

    JobRunner& m_runner;
    Scope m_scope;
    QList<PaletteItem> m_here;
    QList<PaletteItem> m_rows;
    JobSlot m_slot;
};

} // namespace strata
