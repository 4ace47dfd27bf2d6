// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/dragged_files.h"

#include <QObject>
#include <QRect>

#include <functional>

class QDropEvent;

namespace strata {

class DropPanel;

/// Drags over a window: a panel says what a drop would do, and a drop says what came. Where files
/// can be compared there are two, and the side under the pointer decides. No part of the window
/// accepts drops itself, so a drag over any of them ends up here.
class DropZone : public QObject {
    Q_OBJECT

public:
    /// What the zone asks its window for.
    struct Surroundings {
        std::function<QRect()> place; ///< of the panels, in the window's coordinates
        /// The file that a dropped one can be compared with; empty: none.
        std::function<QString()> partner;
    };
    DropZone(QWidget& window, Surroundings surroundings);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void dropped(const QStringList& paths);
    void droppedToCompare(const QString& left, const QString& right);
    void refused(const QString& why);
    /// For the status bar; empty when the drag has left.
    void spoke(const QString& what);

private:
    void show(const QDropEvent& drag);
    void showPair(const QMimeData& dragged, const DraggedPair& pair, bool right);
    void drop(QDropEvent& drop);
    void hide();
    [[nodiscard]] bool isRight(const QDropEvent& drag) const;
    void say(const DragWords& words);

    Surroundings m_surroundings;
    DropPanel* m_panel;   ///< the only one, or the left one
    DropPanel* m_compare; ///< the right one
    QString m_said;
};

} // namespace strata
