// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icons.h"

#include <QAbstractButton>

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
    [[nodiscard]] QString caption() const { return m_caption; }
    [[nodiscard]] QString value() const { return text(); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_caption;
    QString m_icon_name;
    IconInk m_ink = IconInk::Text;
    bool m_ink_on_text = false;
    bool m_rule = true;
};

} // namespace strata
