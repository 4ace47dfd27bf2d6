// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/labels.h"

#include "widgets/theme/fonts.h"

namespace strata {

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
    QLabel* const label = make_label(text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace strata
