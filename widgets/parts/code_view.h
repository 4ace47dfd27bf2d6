// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

namespace strata {

/// A short piece of code to be read and copied: fixed font, its string literals in the ink of
/// errors, wrapped wherever it must be, as high as it is up to a limit.
class CodeView : public QTextEdit {
    Q_OBJECT

public:
    explicit CodeView(QWidget* parent = nullptr);

    void setCode(const QString& code);
    [[nodiscard]] QString code() const { return m_code; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void write();
    void fitHeight();

    QString m_code;
};

/// Where the string literals of Python code lie: start and length, with their quotes.
[[nodiscard]] QList<std::pair<qsizetype, qsizetype>> string_literals(const QString& code);

} // namespace strata
