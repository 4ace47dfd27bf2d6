// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace strata {

/// A paragraph in the body font of which some parts are numbers, names or code, in the fixed one.
/// What stands in a file is never read as HTML.
class MixedLabel : public QLabel {
    Q_OBJECT

public:
    /// `code`: those parts, in the order in which they come in the text.
    MixedLabel(const QString& text, const QStringList& code, QWidget* parent = nullptr);

    [[nodiscard]] QString plainText() const { return m_text; }
    /// No wider than its maximum: a layout asks for the height at its own width.
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();

    QString m_text;
    QStringList m_code;
};

} // namespace strata
