// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/go_to.h"

#include "widgets/desk/command_palette.h"

#include <QAction>

namespace strata {

GoTo::GoTo(QWidget& over, JobRunner& jobs)
    : QObject(&over), m_palette(new CommandPalette(&over)), m_search(new PaletteSearch(jobs, this))
{
    connect(m_palette, &CommandPalette::searchWanted, m_search, &PaletteSearch::search);
    connect(m_search, &PaletteSearch::found, m_palette, &CommandPalette::setItems);
    connect(m_palette, &CommandPalette::chosen, this, &GoTo::lead);
}

GoTo::~GoTo() = default;

void GoTo::open(PaletteSearch::Scope scope)
{
    m_search->setScope(std::move(scope));
    m_palette->open();
}

void GoTo::lead(const PaletteItem& item)
{
    switch (item.kind) {
    case PaletteItem::Kind::Action:
        return m_search->scope().actions[item.place]->trigger();
    case PaletteItem::Kind::File:
        Q_EMIT fileChosen(item.place);
        return;
    case PaletteItem::Kind::Row:
        Q_EMIT rowChosen(item.reading, item.node);
        return;
    }
}

} // namespace strata
