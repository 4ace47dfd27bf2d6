// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QWidget>

namespace strata {

class ElidedLabel;
class SideHead;
class SquareButton;

/// Which two files stand beside each other: what each is in one line, and a button between them
/// that swaps the sides.
class CompareHead : public QWidget {
    Q_OBJECT

public:
    explicit CompareHead(QWidget* parent = nullptr);

    void setNames(const QString& left, const QString& right);
    /// What is known of a side once it is read; null while it is not.
    void setDocuments(const Document* left, const Document* right);
    [[nodiscard]] QString leftText() const;
    [[nodiscard]] QString rightText() const;

Q_SIGNALS:
    void swapWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitHeight();

    SideHead* m_left;
    SideHead* m_right;
    SquareButton* m_swap;
};

/// "Keras 3.8.0, HDF5, 6,922 parameters, Adam, step 1,240".
[[nodiscard]] QString side_text(const Document& document);

/// What the glyphs of a comparison mean, in one line at the right; words leave where there is no
/// room, and the glyphs have them as tool tips.
class SignLegend : public QWidget {
    Q_OBJECT

public:
    explicit SignLegend(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int widthOf(const QString& text) const;
};

} // namespace strata
