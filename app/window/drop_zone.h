// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRect>

#include <functional>

class QMimeData;

namespace strata {

class DropPanel;

/// Drags over a window: a panel says what a drop would do, and a drop says what came. No part of
/// the window accepts drops itself, so a drag over any of them ends up here.
class DropZone : public QObject {
    Q_OBJECT

public:
    /// `place` is where the panel stands, in the window's coordinates.
    DropZone(QWidget& window, std::function<QRect()> place);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void dropped(const QStringList& paths);
    void refused(const QString& why);
    /// For the status bar; empty when the drag has left.
    void spoke(const QString& what);

private:
    void show(const QMimeData& dragged);
    void hide();

    std::function<QRect()> m_place;
    DropPanel* m_panel;
};

} // namespace strata
