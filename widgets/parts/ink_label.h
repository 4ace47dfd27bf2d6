// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icons.h"

#include <QStringList>
#include <QWidget>

namespace strata {

/// A short note with its glyph, in one of the inks that carry a meaning: "NaN 17, +Inf 2".
class InkLabel : public QWidget {
    Q_OBJECT

public:
    explicit InkLabel(QWidget* parent = nullptr);

    /// Without an icon or text nothing is shown.
    void setNote(const QString& icon_name, const QString& text, IconInk ink);
    /// Shorter wordings of the note, the longest first, for where there is no room for it. The last
    /// one is never cut.
    void setShorter(const QStringList& texts);
    /// A glyph without words beside it: `name` is its tool tip and what a screen reader says.
    void setMark(const QString& icon_name, IconInk ink, const QString& name);
    [[nodiscard]] QString text() const { return m_text; }
    /// What there is room for.
    [[nodiscard]] QString shownText() const;

    [[nodiscard]] QSize sizeHint() const override;
    /// Where there is no room the text is cut, and whole in the tool tip.
    void setElided();
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int iconRoom() const;

    QString m_icon_name;
    QString m_text;
    QStringList m_shorter;
    IconInk m_ink = IconInk::Warning;
    bool m_elided = false;
};

} // namespace strata
