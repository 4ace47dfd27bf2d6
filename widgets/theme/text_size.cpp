// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/text_size.h"

#include <QApplication>
#include <QFontInfo>
#include <QWidget>

#include <algorithm>

namespace strata {

namespace {

/// The fonts of the look are the body's plus or minus some pixels, set once; they move with it.
void move_own_sizes(int by_pixels)
{
    for (QWidget* const widget : QApplication::allWidgets()) {
        if (!widget->testAttribute(Qt::WA_SetFont) ||
            !(widget->font().resolveMask() & QFont::SizeResolved))
            continue;
        QFont font = widget->font();
        font.setPixelSize(std::max(1, QFontInfo(font).pixelSize() + by_pixels));
        widget->setFont(font);
    }
}

} // namespace

TextSize::TextSize(QObject* parent) : QObject(parent), m_system(QApplication::font()) {}

TextSize::~TextSize()
{
    setStep(0);
}

void TextSize::setStep(int step)
{
    step = std::clamp(step, smallest_step, largest_step);
    if (step == m_step)
        return;
    m_step = step;
    const int before = QFontInfo(QApplication::font()).pixelSize();
    QFont font = m_system;
    // Never under 6 points, whatever the system's own is.
    if (step != 0)
        font.setPointSizeF(std::max(6.0, QFontInfo(m_system).pointSizeF() + step));
    QApplication::setFont(font);
    move_own_sizes(QFontInfo(font).pixelSize() - before);
    Q_EMIT changed(step);
}

} // namespace strata
