// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/page_head.h"

#include "io/model/presence.h"
#include "widgets/parts/as_html.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/words/presence_words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

namespace {

/// Longer names and longer paths are cut in the middle: the whole path is in the tool tip.
constexpr qsizetype longest_name = 28;
constexpr qsizetype shortest_name = 8;
/// Glyphs are laid out in parts of a pixel.
constexpr int path_slack = 4;
constexpr qsizetype most_parts = 5;
/// A title of this many pixels is never cut.
constexpr int widest_title = 280;
constexpr int line_gap = 12; ///< between the title and its facts

QString cut_in_the_middle(const QString& name, qsizetype longest)
{
    if (name.size() <= longest)
        return name;
    return name.left(longest / 2 - 1) + QChar(0x2026) + name.right(longest / 2 - 1);
}

QString left_out()
{
    return QString(QChar(0x2026));
}

QString separator()
{
    return QStringLiteral(" › ");
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
    m_code->setParts(QStringLiteral("  "));
    m_facts->setParts(QStringLiteral(", "));
    m_code->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setObjectName(QStringLiteral("pageFacts"));
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    auto* const outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(8);
    auto* const layout = new QVBoxLayout;
    layout->setSpacing(8);
    outer->addLayout(layout, 1);
    outer->addLayout(m_buttons);
    outer->setAlignment(m_buttons, Qt::AlignTop);
    m_buttons->setSpacing(8);
    layout->addWidget(m_path);
    auto* const line = new QHBoxLayout;
    line->setSpacing(line_gap);
    line->addWidget(m_title);
    line->addWidget(m_code);
    line->addWidget(m_facts);
    line->addWidget(m_note);
    line->addStretch(1);
    layout->addLayout(line);
    m_note->setElided();
    m_note->setNote({}, {}, IconInk::Warning);
    clearPath();
    m_path->installEventFilter(this);
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

QPushButton* PageHead::addTextButton(const QString& icon_name, const QString& text)
{
    auto* const button = new QPushButton(icon(icon_name), text);
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
    m_steps.clear();
    m_step_names.clear();
    if (m_selection.has_node()) {
        const Tree& tree = m_selection.tree();
        for (NodeId at = m_selection.node; at != NodeId::none && at != Tree::root;
             at = tree.node(at).parent) {
            m_steps.prepend(at);
            m_step_names.prepend(one_line(tree.name(at), 200));
        }
        m_path->setToolTip(plain_tool_tip(QString::fromStdString(tree.path(m_selection.node))));
    }
    fitPath();
    m_path->setVisible(m_steps.size() > 1);
}

/// As many steps as there is room for, from the middle on fewer, and then shorter names.
void PageHead::fitPath()
{
    const qsizetype count = m_steps.size();
    const auto width_of = [this](qsizetype head, qsizetype tail, qsizetype longest) {
        QStringList names;
        for (qsizetype i = 0; i < m_steps.size(); ++i) {
            if (i == head && i < m_steps.size() - tail)
                names.append(left_out());
            if (i < head || i >= m_steps.size() - tail)
                names.append(cut_in_the_middle(m_step_names[i], longest));
        }
        return m_path->fontMetrics().horizontalAdvance(names.join(separator()));
    };
    qsizetype head = count > most_parts ? 2 : 1;
    qsizetype tail = count > most_parts ? most_parts - 3 : count - 1;
    qsizetype longest = longest_name;
    const int room = m_path->width() - path_slack;
    while (width_of(head, tail, longest) > room) {
        if (head > 1)
            --head;
        else if (tail > 2)
            --tail;
        else if (longest > shortest_name)
            longest -= 4;
        else if (tail > 1)
            --tail;
        else if (head > 0)
            --head;
        else
            break;
    }
    QStringList parts;
    for (qsizetype i = 0; i < count; ++i) {
        if (i == head && i < count - tail)
            parts.append(left_out());
        if (i >= head && i < count - tail)
            continue;
        const QString name = as_html(cut_in_the_middle(m_step_names[i], longest));
        parts.append(
            i == count - 1
                ? name
                : QStringLiteral("<a href=\"%1\">%2</a>").arg(index(m_steps[i])).arg(name));
    }
    m_path->setText(parts.join(separator()));
}

void PageHead::clearPath()
{
    m_selection = {};
    writePath();
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

void PageHead::setPresence(const Tensor& tensor)
{
    const bool missing = presence_of(tensor) == Presence::Missing;
    m_note->setNote(missing ? QStringLiteral("mark-missing") : QStringLiteral("mark-cut"),
                    words::presence_text(tensor), missing ? IconInk::Error : IconInk::Warning);
    m_note->setShorter(words::shorter_presence_text(tensor));
    fitCode();
}

/// The note says its share in fewer words before the shape gives way.
void PageHead::fitCode()
{
    const int buttons = m_buttons->sizeHint().width() + layout()->spacing();
    const int others = m_title->minimumWidth() + m_note->minimumSizeHint().width() + 2 * line_gap;
    const int room = width() - buttons - others;
    m_code->setMinimumWidth(
        m_note->isHidden() ? 0 : std::clamp(m_code->sizeHint().width(), 0, std::max(room, 0)));
}

void PageHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitCode();
}

void PageHead::setCodeToolTip(const QString& text)
{
    m_code->setToolTip(plain_tool_tip(text));
}

QString PageHead::title() const
{
    return m_title->text();
}

QString PageHead::facts() const
{
    return m_facts->text();
}

bool PageHead::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_path && event->type() == QEvent::Resize)
        fitPath();
    return QWidget::eventFilter(watched, event);
}

void PageHead::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    // Qt takes a link's colour when the text is set, and setting the same text does nothing.
    if (event->type() == QEvent::PaletteChange) {
        m_path->clear();
        writePath();
    }
}

} // namespace strata
