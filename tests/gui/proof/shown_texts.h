// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QWidget;

namespace strata::test {

/// What a person can read in a view: its labels, buttons and fields, all rows of its tables and
/// trees (those that must be scrolled to as well), and what its plots write.
class ShownTexts {
public:
    explicit ShownTexts(QWidget& view);

    /// Whether some text contains this one; a true minus counts as a hyphen.
    [[nodiscard]] bool hasText(const QString& text) const;
    /// Whether some number was written that is this one to the last digit written. Signs and
    /// thousands commas are read as the window writes them. A 0 stands for no number but 0.
    [[nodiscard]] bool hasNumber(double number) const;
    /// A size in bytes, in whatever unit; "20.0 of 42.7 MiB" are two.
    [[nodiscard]] bool hasSize(double bytes) const;
    [[nodiscard]] const QStringList& texts() const { return m_texts; }

private:
    struct Number {
        double value;
        double half; ///< half of the unit of its last digit
        QString unit;
    };

    void readNumbers(const QString& text);

    QStringList m_texts;
    QList<Number> m_numbers;
};

} // namespace strata::test
