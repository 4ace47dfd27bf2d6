// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/save/export.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace strata {

/// How a file that is written whole is packed: its compression with the level, and the protocol of
/// its pickle; of these, what a target has.
class PackingChoice : public QWidget {
    Q_OBJECT

public:
    explicit PackingChoice(QWidget* parent = nullptr);

    /// What a target takes; null, or one that takes nothing of it, takes all away.
    void setTarget(const ExportTarget* target);
    [[nodiscard]] bool isEmpty() const { return m_target == nullptr; }
    [[nodiscard]] std::optional<FileCompression> compression() const;
    [[nodiscard]] std::optional<int> protocol() const;
    [[nodiscard]] QComboBox* first() { return m_compression; }

Q_SIGNALS:
    void changed();

private:
    void fillCompressions();
    void fillLevels();

    const ExportTarget* m_target = nullptr;
    QComboBox* m_compression;
    QComboBox* m_level;
    QComboBox* m_protocol;
    QLabel* m_level_label;
    QLabel* m_protocol_label;
};

} // namespace strata
