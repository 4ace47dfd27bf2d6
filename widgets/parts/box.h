// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace strata {

/// A framed part of a page on the ground of the tables, with a head line and a body.
class Box : public QFrame {
    Q_OBJECT

public:
    explicit Box(const QString& title, QWidget* parent = nullptr);

    /// The head line, right of the title: notes and controls go here.
    [[nodiscard]] QHBoxLayout* head() { return m_head; }
    [[nodiscard]] QVBoxLayout* body() { return m_body; }
    void setTitle(const QString& title);

private:
    QHBoxLayout* m_head;
    QVBoxLayout* m_body;
    class QLabel* m_title;
};

} // namespace strata
