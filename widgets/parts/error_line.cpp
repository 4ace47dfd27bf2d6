// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/error_line.h"

#include "widgets/parts/labels.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace strata {

ErrorLine::ErrorLine(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel), m_text(make_text_label({}))
{
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    updateIcon();
    hide();
}

void ErrorLine::setText(const QString& text)
{
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

QString ErrorLine::text() const
{
    return m_text->text();
}

void ErrorLine::paintEvent(QPaintEvent* /*event*/)
{
    const Theme::Tint& tint = Theme::of(palette()).error;
    QPainter painter(this);
    painter.fillRect(rect(), tint.ground);
    painter.fillRect(0, 0, width(), 1, tint.ink);
}

void ErrorLine::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
}

void ErrorLine::updateIcon()
{
    m_icon->setPixmap(
        icon(QStringLiteral("error"), IconInk::Error).pixmap(QSize(16, 16), devicePixelRatioF()));
}

} // namespace strata
