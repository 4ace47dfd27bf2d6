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
    /// Marks `length` letters from `offset` on as wrong, a word where it is 0, with the reason behind
    /// the line; a negative offset takes the mark away.
    void setProblem(qsizetype offset, qsizetype length = 0, const QString& reason = {});
    /// Whether there is room for the whole reason: it is never cut.
    [[nodiscard]] bool saysReason() const;

Q_SIGNALS:
    /// The size is another one, and with it what saysReason() answers.
    void resized();

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
    [[nodiscard]] QFont reasonFont() const;
    /// Behind the marked line, as high as it.
    [[nodiscard]] QRect reasonRoom() const;

    QWidget* m_numbers;
    bool m_numbered = false;
    int m_problem = -1; ///< letters from the start
    int m_problem_length = 0;
    QString m_reason;
};

} // namespace strata
