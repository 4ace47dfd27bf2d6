// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/edit_bar.h"

#include "widgets/parts/ink_label.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/number_words.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace strata {

EditBar::EditBar(QWidget* parent) : QFrame(parent), m_words(new InkLabel)
{
    setObjectName(QStringLiteral("editBar"));
    setAccessibleName(tr("Changes"));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 5, 6, 5);
    layout->setSpacing(8);
    m_words->setElided();
    layout->addWidget(m_words, 1);
    m_undo = addButton("editUndo", tr("Undo"), QStringLiteral("undo"));
    m_review = addButton("editReview", tr("Review…"), QString());
    m_save = addButton("editSave", tr("Save"), QStringLiteral("save"));
    connect(m_undo, &QPushButton::clicked, this, &EditBar::undoWanted);
    connect(m_review, &QPushButton::clicked, this, &EditBar::reviewWanted);
    connect(m_save, &QPushButton::clicked, this, &EditBar::saveWanted);
    hide();
}

QPushButton* EditBar::addButton(const char* name, const QString& text, const QString& icon_name)
{
    auto* const button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    if (!icon_name.isEmpty())
        button->setIcon(icon(icon_name));
    layout()->addWidget(button);
    return button;
}

void EditBar::setChanges(std::uint64_t changes, std::uint64_t unread)
{
    QStringList parts;
    if (changes > 0)
        parts.append(words::changes(changes));
    if (unread > 0)
        parts.append(
            words::plural(unread, tr("1 entry is not valid"), tr("%1 entries are not valid")));
    m_wrong = unread > 0;
    m_words->setNote(m_wrong ? QStringLiteral("error") : QStringLiteral("edit"),
                     parts.join(QStringLiteral(", ")), m_wrong ? IconInk::Error : IconInk::Note);
    for (QPushButton* const button : {m_undo, m_review, m_save})
        button->setEnabled(changes > 0);
    m_save->setEnabled(changes > 0 && unread == 0);
    setVisible(changes > 0 || unread > 0);
    update();
}

void EditBar::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::of(palette());
    const Theme::Tint& tint = m_wrong ? theme.error : theme.note;
    QPainter painter(this);
    painter.fillRect(rect(), tint.ground);
    painter.setPen(theme.frame);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace strata
