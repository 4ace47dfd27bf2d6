// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace strata {

/// One line of plain text that is cut with "…" where there is no room; the whole is in the tool
/// tip. Paths are cut in the middle, names at the end.
class ElidedLabel : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    /// In the fixed font, on the baseline of the body font.
    void setFixed(bool fixed);
    void setRightAligned(bool right);
    /// Where there is no room, whole parts go, the last one first, so that no number is cut.
    void setParts(const QString& separator);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QString m_text;
    Qt::TextElideMode m_mode;
    bool m_fixed = false;
    bool m_right = false;
    QString m_separator;

    [[nodiscard]] QString shownText(const QFontMetrics& metrics) const;
    [[nodiscard]] QFont drawnFont() const;
};

} // namespace strata
