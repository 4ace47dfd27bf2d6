// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace strata {

/// Draws the strings of a JSON text in an ink of their own, keys included.
class JsonInk : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit JsonInk(QPlainTextEdit& edit);

    /// Whether the text that is set next is JSON.
    void setUsed(bool used) { m_used = used; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void highlightBlock(const QString& line) override;

private:
    QPlainTextEdit& m_edit;
    bool m_used = false;
};

} // namespace strata
