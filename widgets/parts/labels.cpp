// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/labels.h"

#include "widgets/theme/fonts.h"

#include <algorithm>

namespace strata {

namespace {

/// Knows that it is no wider than its maximum: a layout asks for the height at its own width.
class WrappedLabel : public QLabel {
public:
    using QLabel::QLabel;
    [[nodiscard]] int heightForWidth(int width) const override
    {
        return QLabel::heightForWidth(std::min(width, maximumWidth()));
    }
};

} // namespace

QLabel* make_label(const QString& text, QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

QLabel* make_secondary_label(const QString& text, QWidget* parent)
{
    QLabel* const label = make_label(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel* make_head_label(const QString& text, QWidget* parent)
{
    QLabel* const label = make_label(text, parent);
    label->setFont(bold_font(label->font()));
    return label;
}

QLabel* make_value_label(const QString& text, QWidget* parent)
{
    QLabel* const label = make_label(text, parent);
    label->setFont(fixed_font(label->font()));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel* make_text_label(const QString& text, QWidget* parent)
{
    auto* const label = new WrappedLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace strata
