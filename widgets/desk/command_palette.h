// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/desk/palette_model.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QTreeView;

namespace strata {

/// A field and a list under it, over the window: type what it is called, Enter goes there. Whoever
/// owns it does the searching.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* parent = nullptr);

    /// Opens it in the upper part of its parent, empty.
    void open();
    /// The answer to searchWanted(). What was current stays current where it is found again.
    void setItems(const QList<PaletteItem>& items);
    [[nodiscard]] const PaletteModel* model() const { return m_model; }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void searchWanted(const QString& text);
    void chosen(const strata::PaletteItem& item);

private:
    void choose();
    void moveCurrent(int key);

    PaletteModel* m_model;
    QLineEdit* m_field;
    QTreeView* m_list;
    QLabel* m_nothing;
};

} // namespace strata
