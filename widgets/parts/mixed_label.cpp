// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/mixed_label.h"

#include "widgets/parts/as_html.h"
#include "widgets/theme/fonts.h"

#include <QEvent>

#include <algorithm>

namespace strata {

MixedLabel::MixedLabel(const QString& text, const QStringList& code, QWidget* parent)
    : QLabel(parent), m_text(text), m_code(code)
{
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    write();
}

void MixedLabel::write()
{
    const QFont fixed = fixed_font(font());
    const QString open = QStringLiteral("<span style=\"font-family:'%1'; font-size:%2px\">")
                             .arg(fixed.family().toHtmlEscaped().remove(QLatin1Char('\'')))
                             .arg(fixed.pixelSize());
    QString html;
    qsizetype at = 0;
    for (const QString& part : m_code) {
        const qsizetype found = part.isEmpty() ? -1 : m_text.indexOf(part, at);
        if (found < 0)
            continue;
        html +=
            as_html(m_text.mid(at, found - at)) + open + as_html(part) + QStringLiteral("</span>");
        at = found + part.size();
    }
    setText(html + as_html(m_text.mid(at)));
    setAccessibleName(m_text);
}

int MixedLabel::heightForWidth(int width) const
{
    return QLabel::heightForWidth(std::min(width, maximumWidth()));
}

void MixedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        write();
}

} // namespace strata
