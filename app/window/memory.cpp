// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/memory.h"

#include <QSettings>
#include <QStandardPaths>

namespace strata {

Memory::Memory() = default;

Memory::Memory(const QString& path)
    : m_settings(std::make_unique<QSettings>(path, QSettings::IniFormat))
{
}

Memory::~Memory() = default;
Memory::Memory(Memory&&) noexcept = default;
Memory& Memory::operator=(Memory&&) noexcept = default;

QString Memory::userPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/strata/strata.ini");
}

QVariant Memory::value(const QString& key, const QVariant& fallback) const
{
    return m_settings ? m_settings->value(key, fallback) : fallback;
}

void Memory::set(const QString& key, const QVariant& value)
{
    if (m_settings)
        m_settings->setValue(key, value);
}

} // namespace strata
