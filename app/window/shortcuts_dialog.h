// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QMenu;

namespace strata {

/// What the keyboard can do: read off the menus' own actions, so that it is never out of date, and
/// the keys that lists and plots know.
class ShortcutsDialog : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutsDialog(const QList<QMenu*>& menus, QWidget* parent = nullptr);
};

/// An action's text as it is read: without the mark of its letter and the dots.
[[nodiscard]] QString plain_text(const QString& action_text);

} // namespace strata
