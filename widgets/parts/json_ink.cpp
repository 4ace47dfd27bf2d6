// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/json_ink.h"

#include "widgets/parts/code_view.h"
#include "widgets/theme/theme.h"

#include <QEvent>

namespace strata {

JsonInk::JsonInk(QPlainTextEdit& edit) : QSyntaxHighlighter(edit.document()), m_edit(edit)
{
    edit.installEventFilter(this);
}

bool JsonInk::eventFilter(QObject* /*watched*/, QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        rehighlight();
    return false;
}

void JsonInk::highlightBlock(const QString& line)
{
    if (!m_used)
        return;
    const QColor ink = Theme::of(m_edit.palette()).renamed.ink;
    for (const auto& [start, length] : string_literals(line))
        setFormat(static_cast<int>(start), static_cast<int>(length), ink);
}

} // namespace strata
