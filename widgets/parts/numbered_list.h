// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QGridLayout;

namespace strata {

/// Steps one beneath the other, each with its number; a single one without.
class NumberedList : public QWidget {
    Q_OBJECT

public:
    explicit NumberedList(QWidget* parent = nullptr);

    void setItems(const QStringList& items);
    /// Lines of text are no longer than this.
    void setWidestLine(int width);
    [[nodiscard]] const QStringList& items() const { return m_items; }

private:
    QGridLayout* m_grid;
    QStringList m_items;
    int m_widest = QWIDGETSIZE_MAX;
};

/// Each sentence of a text by itself.
[[nodiscard]] QStringList sentences_of(const QString& text);
/// The calls that a text names as code: load_model("a.h5").
[[nodiscard]] QStringList calls_in(const QString& text);

} // namespace strata
