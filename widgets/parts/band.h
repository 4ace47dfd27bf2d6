// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace strata {

class WrapLayout;

/// A message in place of, or above, what it is about: never a box over the window.
class Band : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Error, Warning, Note, Ok };

    explicit Band(QWidget* parent = nullptr);

    /// `what` in bold, `why` and `remedy` as paragraphs beneath; empty ones are left out.
    void setMessage(Kind kind, const QString& what, const QString& why, const QString& remedy = {});
    /// The icon, when it should say more than the kind does ("shield-danger").
    void setIconName(const QString& name);
    QPushButton* addButton(const QString& text, const QString& icon_name = {});
    [[nodiscard]] QString text() const; ///< the whole message as lines
    [[nodiscard]] Kind kind() const { return m_kind; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateIcon();
    void limitLines();

    Kind m_kind = Kind::Error;
    QString m_icon_name;
    QLabel* m_icon;
    QLabel* m_what;
    QLabel* m_why;
    QLabel* m_remedy;
    WrapLayout* m_buttons;
};

} // namespace strata
