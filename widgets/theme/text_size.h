// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>

namespace strata {

/// The size of all text, in steps of a point from the system's own. One lives beside the
/// QApplication.
class TextSize : public QObject {
    Q_OBJECT

public:
    explicit TextSize(QObject* parent = nullptr);
    /// Text has the system's size again.
    ~TextSize() override;

    static constexpr int smallest_step = -3;
    static constexpr int largest_step = 12;

    [[nodiscard]] int step() const { return m_step; }
    /// Clamped to the steps above.
    void setStep(int step);

Q_SIGNALS:
    void changed(int step);

private:
    QFont m_system;
    int m_step = 0;
};

} // namespace strata
