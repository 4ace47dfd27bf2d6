// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "widgets/parts/box.h"

class QLabel;

namespace strata {

/// What stands in place of a histogram: the one value of a scalar, or that there is none.
class ValueBox : public Box {
    Q_OBJECT

public:
    explicit ValueBox(QWidget* parent = nullptr);

    /// Of a tensor of one real value, which is no distribution.
    void showScalar(const Statistics& statistics);
    void showMissing();
    [[nodiscard]] QString text() const;

private:
    void setTexts(const QString& value, const QString& sentence);

    QLabel* m_value;
    QLabel* m_sentence;
};

} // namespace strata
