// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/packing_choice.h"

#include "widgets/parts/labels.h"
#include "widgets/words/translation.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace strata {

namespace {

constexpr int oldest_protocol = 2;
constexpr int newest_protocol = 5;

const CompressionChoice* choice_of(const QString& id)
{
    const auto& all = compression_choices();
    const auto found = std::ranges::find(all, id.toStdString(), &CompressionChoice::id);
    return found == all.end() ? nullptr : &*found;
}

} // namespace

PackingChoice::PackingChoice(QWidget* parent)
    : QWidget(parent),
      m_compression(new QComboBox),
      m_level(new QComboBox),
      m_protocol(new QComboBox),
      m_level_label(make_secondary_label(tr("&Level"))),
      m_protocol_label(make_secondary_label(tr("&Protocol")))
{
    m_compression->setObjectName(QStringLiteral("exportCompression"));
    m_compression->setAccessibleName(tr("Compression"));
    m_level->setObjectName(QStringLiteral("exportLevel"));
    m_protocol->setObjectName(QStringLiteral("exportProtocol"));
    m_level_label->setBuddy(m_level);
    m_protocol_label->setBuddy(m_protocol);
    m_protocol->addItem(tr("As this file"));
    for (int protocol = oldest_protocol; protocol <= newest_protocol; ++protocol)
        m_protocol->addItem(QString::number(protocol), protocol);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget* const part : std::initializer_list<QWidget*>{
             m_compression, m_level_label, m_level, m_protocol_label, m_protocol})
        layout->addWidget(part);
    layout->addStretch(1);
    connect(m_compression, &QComboBox::currentIndexChanged, this, [this] {
        fillLevels();
        Q_EMIT changed();
    });
    for (QComboBox* const box : {m_level, m_protocol})
        connect(box, &QComboBox::currentIndexChanged, this, &PackingChoice::changed);
}

void PackingChoice::setTarget(const ExportTarget* target)
{
    const bool any = target != nullptr && (target->compresses || target->protocols);
    m_target = any ? target : nullptr;
    if (!any)
        return;
    fillCompressions();
    m_compression->setVisible(target->compresses);
    m_protocol->setVisible(target->protocols);
    m_protocol_label->setVisible(target->protocols);
}

void PackingChoice::fillCompressions()
{
    const QSignalBlocker quiet(m_compression);
    const QString before = m_compression->currentData().toString();
    m_compression->clear();
    // pickle.load() takes no compressed file, so a pickle is not compressed unless it is asked for.
    const bool as_file = m_target->id == "joblib";
    m_compression->addItem(as_file ? tr("As this file") : tr("None"), QString());
    if (as_file)
        m_compression->addItem(tr("None"), QStringLiteral("none"));
    for (const CompressionChoice& choice : compression_choices())
        m_compression->addItem(words::text_of(choice.id), words::text_of(choice.id));
    m_compression->setCurrentIndex(std::max(0, m_compression->findData(before)));
    fillLevels();
}

void PackingChoice::fillLevels()
{
    const QSignalBlocker quiet(m_level);
    const CompressionChoice* const choice = choice_of(m_compression->currentData().toString());
    m_level->clear();
    m_level->setVisible(choice != nullptr);
    m_level_label->setVisible(choice != nullptr);
    if (choice == nullptr)
        return;
    for (int level = choice->lowest; level <= choice->highest; ++level)
        m_level->addItem(QString::number(level), level);
    m_level->setCurrentIndex(m_level->findData(choice->usual));
}

std::optional<FileCompression> PackingChoice::compression() const
{
    const QString id = m_compression->currentData().toString();
    if (m_target == nullptr || !m_target->compresses || id.isEmpty())
        return std::nullopt;
    const CompressionChoice* const choice = choice_of(id);
    if (choice == nullptr)
        return FileCompression();
    return FileCompression{choice->method, m_level->currentData().toInt()};
}

std::optional<int> PackingChoice::protocol() const
{
    if (m_target == nullptr || !m_target->protocols || m_protocol->currentIndex() <= 0)
        return std::nullopt;
    return m_protocol->currentData().toInt();
}

} // namespace strata
