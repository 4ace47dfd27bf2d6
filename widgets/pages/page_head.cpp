// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/page_head.h"

#include "widgets/parts/elided_label.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

namespace {

/// Longer names and longer paths are cut in the middle: the whole path is in the tool tip.
constexpr qsizetype longest_name = 28;
constexpr qsizetype most_parts = 5;
/// A title of this many pixels is never cut.
constexpr int widest_title = 280;

QString cut_in_the_middle(const QString& name)
{
    if (name.size() <= longest_name)
        return name;
    return name.left(longest_name / 2 - 1) + QChar(0x2026) + name.right(longest_name / 2 - 1);
}

} // namespace

PageHead::PageHead(QWidget* parent)
    : QWidget(parent),
      m_buttons(new QHBoxLayout),
      m_path(new QLabel),
      m_title(new ElidedLabel(Qt::ElideRight)),
      m_code(new ElidedLabel(Qt::ElideRight)),
      m_facts(new ElidedLabel(Qt::ElideRight)),
      m_note(new InkLabel)
{
    setObjectName(QStringLiteral("pageHead"));
    m_path->setObjectName(QStringLiteral("pagePath"));
    m_path->setTextFormat(Qt::RichText);
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_path->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_title->setObjectName(QStringLiteral("pageTitle"));
    m_title->setFont(title_font(font()));
    m_code->setFixed(true);
    m_code->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setObjectName(QStringLiteral("pageFacts"));
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    auto* const outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(8);
    auto* const layout = new QVBoxLayout;
    layout->setSpacing(3);
    outer->addLayout(layout, 1);
    outer->addLayout(m_buttons);
    outer->setAlignment(m_buttons, Qt::AlignTop);
    m_buttons->setSpacing(8);
    layout->addWidget(m_path);
    auto* const line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_title);
    line->addWidget(m_code);
    line->addWidget(m_facts);
    line->addWidget(m_note);
    line->addStretch(1);
    layout->addLayout(line);
    m_note->setNote({}, {}, IconInk::Warning);
    clearPath();
    connect(m_path, &QLabel::linkActivated, this, [this](const QString& link) {
        Q_EMIT rowWanted(m_selection.reading, NodeId{link.toUInt()});
    });
}

QToolButton* PageHead::addButton(const QString& icon_name, const QString& name)
{
    auto* const button = new QToolButton;
    button->setIcon(icon(icon_name));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::StrongFocus);
    m_buttons->addWidget(button);
    return button;
}

void PageHead::setPath(const Selection& selection)
{
    m_selection = selection;
    writePath();
}

void PageHead::writePath()
{
    QStringList parts;
    if (m_selection.has_node()) {
        const Tree& tree = m_selection.tree();
        for (NodeId at = m_selection.node; at != NodeId::none && at != Tree::root;
             at = tree.node(at).parent) {
            const QString name = cut_in_the_middle(one_line(tree.name(at), 200)).toHtmlEscaped();
            parts.prepend(at == m_selection.node
                              ? name
                              : QStringLiteral("<a href=\"%1\">%2</a>").arg(index(at)).arg(name));
        }
        m_path->setToolTip(plain_tool_tip(QString::fromStdString(tree.path(m_selection.node))));
    }
    if (parts.size() > most_parts)
        parts = parts.mid(0, 2) + QStringList{QString(QChar(0x2026))} +
                parts.mid(parts.size() - (most_parts - 3));
    m_path->setText(parts.join(QStringLiteral(" › ")));
    m_path->setVisible(parts.size() > 1);
}

void PageHead::clearPath()
{
    m_selection = {};
    m_path->hide();
}

void PageHead::setTitle(const QString& title, const QString& code, const QString& facts)
{
    m_title->setText(title);
    // The facts give way first.
    m_title->setMinimumWidth(std::min(m_title->sizeHint().width(), widest_title));
    m_code->setText(code);
    m_code->setVisible(!code.isEmpty());
    m_facts->setText(facts);
    m_facts->setVisible(!facts.isEmpty());
}

QString PageHead::title() const
{
    return m_title->text();
}

QString PageHead::facts() const
{
    return m_facts->text();
}

void PageHead::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    // Qt takes a link's colour when the text is set.
    if (event->type() == QEvent::PaletteChange)
        writePath();
}

} // namespace strata
