// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/band.h"

#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/parts/wrap_layout.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

namespace strata {

namespace {

constexpr int widest_text = 100; ///< average characters: a line of text then has about 90

IconInk ink_of(Band::Kind kind)
{
    switch (kind) {
    case Band::Kind::Error:
        return IconInk::Error;
    case Band::Kind::Warning:
        return IconInk::Warning;
    case Band::Kind::Note:
        return IconInk::Note;
    case Band::Kind::Ok:
        return IconInk::Ok;
    }
    return IconInk::Note;
}

QString icon_of(Band::Kind kind)
{
    switch (kind) {
    case Band::Kind::Error:
        return QStringLiteral("error");
    case Band::Kind::Warning:
        return QStringLiteral("warning");
    case Band::Kind::Note:
        return QStringLiteral("note");
    case Band::Kind::Ok:
        return QStringLiteral("ok");
    }
    return {};
}

const Theme::Tint& tint_of(const Theme& theme, Band::Kind kind)
{
    switch (kind) {
    case Band::Kind::Error:
        return theme.error;
    case Band::Kind::Warning:
        return theme.warning;
    case Band::Kind::Note:
        return theme.note;
    case Band::Kind::Ok:
        return theme.ok;
    }
    return theme.note;
}

} // namespace

Band::Band(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel),
      m_what(make_head_label({})),
      m_why(make_text_label({})),
      m_remedy(make_text_label({})),
      m_buttons(new WrapLayout)
{
    setObjectName(QStringLiteral("band"));
    m_what->setObjectName(QStringLiteral("bandWhat"));
    m_what->setWordWrap(true);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_why->setObjectName(QStringLiteral("bandWhy"));
    m_remedy->setObjectName(QStringLiteral("bandRemedy"));
    auto* const outer = new QHBoxLayout(this);
    outer->setContentsMargins(12, 10, 12, 10);
    outer->setSpacing(10);
    outer->addWidget(m_icon, 0, Qt::AlignTop);
    auto* const lines = new QVBoxLayout;
    lines->setSpacing(3);
    lines->addWidget(m_what);
    lines->addWidget(m_why);
    lines->addWidget(m_remedy);
    m_buttons->setContentsMargins(0, 4, 0, 0);
    m_buttons->setSpacing(8);
    lines->addLayout(m_buttons);
    outer->addLayout(lines, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    limitLines();
}

void Band::limitLines()
{
    for (QLabel* const label : {m_why, m_remedy})
        label->setMaximumWidth(fontMetrics().averageCharWidth() * widest_text);
}

void Band::setMessage(Kind kind, const QString& what, const QString& why, const QString& remedy)
{
    m_kind = kind;
    m_icon_name = icon_of(kind);
    m_what->setText(what);
    m_why->setText(breakable(why));
    m_why->setVisible(!why.isEmpty());
    m_remedy->setText(breakable(remedy));
    m_remedy->setVisible(!remedy.isEmpty());
    setAccessibleName(text());
    updateIcon();
    update();
}

void Band::setIconName(const QString& name)
{
    m_icon_name = name;
    updateIcon();
}

QPushButton* Band::addButton(const QString& text, const QString& icon_name)
{
    auto* const button = new QPushButton(text, this);
    if (!icon_name.isEmpty())
        button->setIcon(icon(icon_name));
    m_buttons->addWidget(button);
    return button;
}

QString Band::text() const
{
    QStringList lines;
    for (const QLabel* const label : {m_what, m_why, m_remedy}) {
        if (!label->text().isEmpty())
            lines.append(label->text());
    }
    return lines.join(QLatin1Char('\n'));
}

void Band::paintEvent(QPaintEvent* /*event*/)
{
    const Theme::Tint& tint = tint_of(Theme::of(palette()), m_kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool quiet = m_kind == Kind::Ok;
    painter.setBrush(quiet ? palette().color(QPalette::Base) : tint.ground);
    painter.setPen(QPen(quiet ? Theme::of(palette()).frame : tint.ink, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

void Band::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        updateIcon();
    if (event->type() == QEvent::FontChange)
        limitLines();
}

void Band::updateIcon()
{
    if (!m_icon_name.isEmpty())
        m_icon->setPixmap(
            icon(m_icon_name, ink_of(m_kind)).pixmap(QSize(24, 24), devicePixelRatioF()));
}

} // namespace strata
