// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/shortcuts_dialog.h"

#include "widgets/parts/facts_grid.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/scroll_page.h"

#include <QDialogButtonBox>
#include <QMenu>

namespace strata {

namespace {

QString keys_of(const QAction& action)
{
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts())
        keys.append(sequence.toString(QKeySequence::NativeText));
    keys.removeDuplicates();
    return keys.join(QStringLiteral(", "));
}

QList<FactsGrid::Fact> facts_of(const QMenu& menu)
{
    QList<FactsGrid::Fact> facts;
    for (const QAction* const action : menu.actions()) {
        if (!action->isSeparator() && !action->menu() && !action->shortcuts().isEmpty())
            facts.append(
                {plain_text(action->text()), keys_of(*action), FactsGrid::ValueStyle::Fixed, {}});
    }
    return facts;
}

QList<FactsGrid::Fact> facts_of_lists()
{
    const auto fixed = FactsGrid::ValueStyle::Fixed;
    return {
        {ShortcutsDialog::tr("Close or open a row"), ShortcutsDialog::tr("Left, Right"), fixed, {}},
        {ShortcutsDialog::tr("Open all below a row"), QStringLiteral("*"), fixed, {}},
        {ShortcutsDialog::tr("First or last row"), ShortcutsDialog::tr("Home, End"), fixed, {}},
        {ShortcutsDialog::tr("A row by its name"), ShortcutsDialog::tr("type it"), fixed, {}},
        {ShortcutsDialog::tr("Bar by bar in a histogram"),
         ShortcutsDialog::tr("Left, Right"),
         fixed,
         {}}};
}

void add_part(QVBoxLayout& lines, const QString& title, const QList<FactsGrid::Fact>& facts)
{
    if (facts.isEmpty())
        return;
    lines.addWidget(make_head_label(title));
    auto* const grid = new FactsGrid;
    grid->setFacts(facts);
    lines.addWidget(grid);
}

} // namespace

QString plain_text(const QString& action_text)
{
    QString text = action_text;
    text.remove(QLatin1Char('&'));
    text.remove(QChar(0x2026));
    return text;
}

ShortcutsDialog::ShortcutsDialog(const QList<QMenu*>& menus, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 12);
    auto* const page = new ScrollPage;
    page->setAccessibleName(tr("Keyboard shortcuts"));
    page->setFrameShape(QFrame::NoFrame);
    for (const QMenu* const menu : menus)
        add_part(*page->content(), plain_text(menu->title()), facts_of(*menu));
    add_part(*page->content(), tr("In lists and plots"), facts_of_lists());
    page->content()->addStretch(1);
    layout->addWidget(page, 1);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 32);
}

} // namespace strata
