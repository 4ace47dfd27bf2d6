// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QVBoxLayout>

namespace strata {

/// A page that scrolls down when it is too tall, with the margins that all pages have.
class ScrollPage : public QScrollArea {
    Q_OBJECT

public:
    explicit ScrollPage(QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout* content() { return m_content; }

private:
    QVBoxLayout* m_content;
};

} // namespace strata
