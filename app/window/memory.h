// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <memory>

class QSettings;

namespace strata {

/// What the program remembers from one start to the next, in the user's configuration; or, as
/// --no-history has it, nothing at all.
class Memory {
public:
    /// Remembers nothing and reads nothing.
    Memory();
    /// Kept in the file `path`, which need not exist yet.
    explicit Memory(const QString& path);
    ~Memory();
    Memory(Memory&&) noexcept;
    Memory& operator=(Memory&&) noexcept;

    /// Where the user's own is kept.
    [[nodiscard]] static QString userPath();

    [[nodiscard]] bool isOn() const { return m_settings != nullptr; }
    [[nodiscard]] QVariant value(const QString& key, const QVariant& fallback = {}) const;
    void set(const QString& key, const QVariant& value);

private:
    std::unique_ptr<QSettings> m_settings;
};

} // namespace strata
