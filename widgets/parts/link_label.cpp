// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/link_label.h"

#include "widgets/parts/as_html.h"

#include <QEvent>

namespace strata {

LinkLabel::LinkLabel(const QList<Link>& links, QWidget* parent) : QLabel(parent), m_links(links)
{
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    write();
    // A target is the place in the list: what a file says never stands in an attribute.
    connect(this, &QLabel::linkActivated, this,
            [this](const QString& place) { Q_EMIT chosen(m_links[place.toInt()].target); });
}

void LinkLabel::write()
{
    QStringList parts;
    QStringList plain;
    for (int i = 0; i < m_links.size(); ++i) {
        const QString text = as_html(m_links[i].text);
        parts.append(m_links[i].target.isEmpty()
                         ? text
                         : QStringLiteral("<a href=\"%1\">%2</a>").arg(QString::number(i), text));
        plain.append(m_links[i].text);
    }
    setText(parts.join(QStringLiteral(", ")));
    setAccessibleName(plain.join(QStringLiteral(", ")));
}

void LinkLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    // Qt takes a link's colour when the text is set, and setting the same text does nothing.
    if (event->type() == QEvent::PaletteChange) {
        clear();
        write();
    }
}

} // namespace strata
