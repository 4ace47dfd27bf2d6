// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/value_box.h"

#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/number_words.h"

#include <limits>

namespace strata {

namespace {

/// The size of the start page's line, in the font of values.
QFont large_fixed_font(const QFont& body)
{
    QFont font = fixed_font(body);
    font.setPixelSize(QFontInfo(start_font(body)).pixelSize());
    return font;
}

} // namespace

ValueBox::ValueBox(QWidget* parent)
    : Box({}, parent), m_value(make_value_label({})), m_sentence(make_text_label({}))
{
    setObjectName(QStringLiteral("valueBox"));
    m_value->setObjectName(QStringLiteral("scalarValue"));
    m_value->setFont(large_fixed_font(font()));
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    body()->addWidget(m_value);
    body()->addWidget(m_sentence);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ValueBox::setTexts(const QString& value, const QString& sentence)
{
    m_value->setText(value);
    m_value->setVisible(!value.isEmpty());
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void ValueBox::showScalar(const Statistics& statistics)
{
    setTitle(tr("Value"));
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const Number value = statistics.min                 ? *statistics.min
                         : statistics.nan               ? std::numeric_limits<double>::quiet_NaN()
                         : statistics.positive_infinity ? infinity
                                                        : -infinity;
    setTexts(words::number(value), {});
    m_value->setToolTip(plain_tool_tip(words::exact_number(value)));
}

void ValueBox::showMissing()
{
    setTitle(tr("The values are missing"));
    setTexts({}, tr("The file ends before the place where they should lie. What is said of them "
                    "stands in its header."));
}

QString ValueBox::text() const
{
    return m_value->text() + m_sentence->text();
}

} // namespace strata
