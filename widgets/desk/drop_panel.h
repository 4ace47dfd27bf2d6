// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMargins>
#include <QWidget>

namespace strata {

/// A target for a drag: an icon, a bold line that says what happens, a plain one beneath.
class DropPanel : public QWidget {
    Q_OBJECT

public:
    explicit DropPanel(QWidget* parent = nullptr);

    void setTarget(const QString& icon_name, const QString& what, const QString& detail);
    /// Under the pointer: hover ground, focus frame, accent icon.
    void setActive(bool active);
    /// Nothing of what is dragged can be opened.
    void setRefused(bool refused);
    /// How much of each side stays free: panels beside each other stand closer than at the edge.
    void setInset(const QMargins& inset);
    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] QString text() const { return m_what; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon_name;
    QString m_what;
    QString m_detail;
    bool m_active = false;
    bool m_refused = false;
    QMargins m_inset{12, 12, 12, 12};
};

} // namespace strata
