// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icons.h"

#include <QWidget>

namespace strata {

/// A short note with its glyph, in one of the inks that carry a meaning: "NaN 17, +Inf 2".
class InkLabel : public QWidget {
    Q_OBJECT

public:
    explicit InkLabel(QWidget* parent = nullptr);

    /// Without an icon or text nothing is shown.
    void setNote(const QString& icon_name, const QString& text, IconInk ink);
    [[nodiscard]] QString text() const { return m_text; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon_name;
    QString m_text;
    IconInk m_ink = IconInk::Warning;
};

} // namespace strata
