// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace strata {

/// A text in the fixed font that is edited, with its lines numbered and one of them marked as wrong.
class NumberedText : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit NumberedText(QWidget* parent = nullptr);

    void setNumbered(bool numbered);
    /// The text as it was typed: blanks of every kind stay as they are.
    [[nodiscard]] QString text() const;
    /// Whether such a text comes out as it went in.
    [[nodiscard]] static bool holds(const QString& text);
    /// Marks the place `offset` letters from the start as wrong, with the reason behind its line; a
    /// negative one takes the mark away.
    void setProblem(qsizetype offset, const QString& reason = {});

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitMargin();
    void placeNumbers();
    void paintNumbers();
    void showProblem();

    QWidget* m_numbers;
    bool m_numbered = false;
    int m_problem = -1; ///< letters from the start
    QString m_reason;
};

} // namespace strata
