// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/early_end_notice.h"

#include "widgets/parts/band.h"
#include "widgets/parts/box.h"
#include "widgets/plots/byte_map.h"
#include "widgets/words/number_words.h"
#include "widgets/words/presence_words.h"
#include "widgets/words/verdict_words.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace strata {

EarlyEndNotice::EarlyEndNotice(QWidget* parent)
    : QWidget(parent),
      m_band(new Band),
      m_show(m_band->addButton({})),
      m_export(m_band->addButton({}, QStringLiteral("export"))),
      m_again(m_band->addButton(tr("Read again"), QStringLiteral("reload"))),
      m_map_box(new Box(tr("Where the bytes are"))),
      m_map(new ByteMap)
{
    setObjectName(QStringLiteral("earlyEndNotice"));
    m_band->setObjectName(QStringLiteral("earlyEndBand"));
    m_show->setObjectName(QStringLiteral("showDamaged"));
    m_export->setObjectName(QStringLiteral("exportWhole"));
    m_again->setObjectName(QStringLiteral("readAgain"));
    m_map_box->body()->addWidget(m_map);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_band);
    layout->addWidget(m_map_box);
    // Not fixed: in a narrow page its texts and buttons take more rows than its hint has.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    hide();
    connect(m_show, &QPushButton::clicked, this, &EarlyEndNotice::damagedWanted);
    connect(m_export, &QPushButton::clicked, this, &EarlyEndNotice::wholeExportWanted);
    connect(m_again, &QPushButton::clicked, this, &EarlyEndNotice::readAgainWanted);
}

void EarlyEndNotice::setDocument(const Document& document)
{
    const bool incomplete = document.verdict.integrity == Integrity::Incomplete;
    setVisible(incomplete);
    if (!incomplete)
        return;
    const auto end = find_early_end(document);
    m_has_map = end.has_value();
    m_has_damaged = end && !end->damaged.empty();
    m_has_whole = end && end->whole != 0;
    if (end) {
        const words::EarlyEndWords words = words::describe(*end);
        m_headline = words.headline;
        m_sentence = words.sentence + QLatin1Char(' ') + words.remedy;
        m_show->setText(
            words::plural(end->damaged.size(), tr("Show the tensor"), tr("Show the %1 tensors")));
        m_export->setText(words::plural(end->whole, tr("Export the whole tensor…"),
                                        tr("Export %1 whole tensors…")));
        m_map->setEnd(*end);
    } else {
        const words::VerdictWords words = words::describe_integrity(document);
        m_headline = words.headline;
        m_sentence = words.sentence;
    }
    fill();
}

void EarlyEndNotice::setCompact(bool compact)
{
    if (std::exchange(m_compact, compact) != compact)
        fill();
}

void EarlyEndNotice::fill()
{
    m_band->setMessage(Band::Kind::Error, m_headline, m_compact ? QString() : m_sentence);
    m_map_box->setVisible(m_has_map && !m_compact);
    m_show->setVisible(m_has_damaged && !m_compact);
    m_export->setVisible(m_has_whole && !m_compact);
    m_again->setVisible(!m_compact);
    // The page asks for the new height at once.
    m_band->layout()->activate();
    m_band->updateGeometry();
}

} // namespace strata
