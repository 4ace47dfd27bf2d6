// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

namespace strata {

/// Which colour of the series stands for what, in one line; what has no room or no colour of its
/// own stands together at the end.
class Legend : public QWidget {
    Q_OBJECT

public:
    explicit Legend(QWidget* parent = nullptr);

    /// The first names in the order of the series, and how many there are in all; those that are
    /// not named share a colour.
    void setNames(const QStringList& names, std::uint64_t count);
    /// How many have a colour of their own, so that more names than these are not shown.
    [[nodiscard]] std::size_t mostNames() const;
    [[nodiscard]] QStringList shownNames() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int widthOf(const QString& name) const;

    QStringList m_names;
    std::uint64_t m_count = 0;
};

} // namespace strata
