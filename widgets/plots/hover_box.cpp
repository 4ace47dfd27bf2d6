// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/hover_box.h"

#include "widgets/parts/labels.h"
#include "widgets/theme/fonts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

HoverBox::HoverBox(QWidget* parent)
    : QFrame(parent), m_range(make_label({})), m_count(make_head_label({})), m_share(make_label({}))
{
    setObjectName(QStringLiteral("hoverBox"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_range->setFont(fixed_font(font()));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->setSpacing(1);
    layout->addWidget(m_range);
    auto* const line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(m_count);
    line->addWidget(m_share);
    line->addStretch(1);
    layout->addLayout(line);
    hide();
}

void HoverBox::showAt(const QPoint& point, const QString& range, const QString& count,
                      const QString& share)
{
    m_range->setText(range);
    m_count->setText(count);
    m_share->setText(share);
    layout()->activate();
    const QSize size = sizeHint();
    constexpr int distance = 12;
    int left = point.x() + distance;
    if (left + size.width() > parentWidget()->width())
        left = std::max(0, point.x() - distance - size.width());
    const int top = std::clamp(point.y() - size.height() / 2, 0,
                               std::max(0, parentWidget()->height() - size.height()));
    setGeometry(QRect(QPoint(left, top), size));
    show();
    raise();
}

QString HoverBox::text() const
{
    return m_range->text() + QLatin1Char('\n') + m_count->text() + QLatin1Char(' ') +
           m_share->text();
}

} // namespace strata
