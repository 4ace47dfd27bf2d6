// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace strata {

class TableView;

/// The scale of a table that is a bar chart: numbers under the bars, each in its place, which stay
/// where they are when the table scrolls.
class BarAxis : public QWidget {
    Q_OBJECT

public:
    /// `column` has the bars.
    BarAxis(TableView* table, int column, QWidget* parent = nullptr);

    /// From 0 to `end`; `widest` is the widest number that stands at a bar. An end of 0: no scale.
    void setScale(double end, double step, const QString& widest);
    /// The numbers, from the left.
    [[nodiscard]] QStringList labels() const;
    /// Where the middle of a number stands.
    [[nodiscard]] int placeOf(double value) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int steps() const;

    TableView* m_table;
    int m_column;
    double m_end = 0;
    double m_step = 0;
    QString m_widest;
};

} // namespace strata
