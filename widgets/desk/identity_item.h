// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icons.h"

#include <QAbstractButton>

class QPainter;

namespace strata {

/// One fact of the identity strip: a caption over a value. A button that leads to where the fact
/// comes from.
class IdentityItem : public QAbstractButton {
    Q_OBJECT

public:
    IdentityItem(const QString& caption, const QString& value, QWidget* parent = nullptr);

    /// Whether a thin rule parts it from a next one.
    void setRule(bool rule) { m_rule = rule; }
    /// A glyph before the value and its ink; Text draws the value as it is.
    void setMark(const QString& icon_name, IconInk ink, bool ink_on_text);
    /// What stands there where there is little room: the whole is in the tool tip.
    void setShort(const QString& value) { m_short = value; }
    void showShort(bool wanted) { m_shows_short = wanted && !m_short.isEmpty(); }
    [[nodiscard]] QString shownValue() const { return m_shows_short ? m_short : text(); }
    [[nodiscard]] QString caption() const { return m_caption; }
    [[nodiscard]] QString value() const { return text(); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void drawValue(QPainter& painter, const QRect& line) const;

    QString m_caption;
    QString m_short;
    bool m_shows_short = false;
    QString m_icon_name;
    IconInk m_ink = IconInk::Text;
    bool m_ink_on_text = false;
    bool m_rule = true;
};

} // namespace strata
