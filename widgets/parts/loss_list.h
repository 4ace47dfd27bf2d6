// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace strata {

/// What a format cannot hold: a row each with its sign, what it is, why, and how many. Asks for the
/// height of its rows up to a limit, and scrolls beyond.
class LossList : public QScrollArea {
    Q_OBJECT

public:
    struct Row {
        QString what;
        QString why;
        QString count; ///< empty: nothing is counted
        /// Warnings are of what is lost, notes of the rest.
        enum class Sign { Lost, Chosen, StoredOtherwise };
        Sign sign = Sign::Lost;
    };

    explicit LossList(QWidget* parent = nullptr);

    void setRows(const QList<Row>& rows);
    /// Instead of rows, in place of what is not known or not there.
    void setWords(const QString& words);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    QWidget* fresh();
    void show(QWidget* content);
};

} // namespace strata
