// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/compare_head.h"

#include "widgets/compare/pair_model.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/square_button.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/comparison_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/strip_words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace strata {

namespace {

constexpr int head_height = 46;
/// At the left of each side, in its colour.
constexpr int stripe_width = 4;
constexpr int sign_glyph = 16;
constexpr int sign_gap = 4;
constexpr int between_signs = 16;

constexpr std::array signs = {PairSign::Same, PairSign::Changed, PairSign::Renamed,
                              PairSign::OnlyLeft, PairSign::OnlyRight};

} // namespace

QString side_text(const Document& document)
{
    QStringList parts;
    if (!document.format.framework.empty())
        parts.append(words::framework_text(document.format));
    if (const QString container = words::container_text(document); !parts.contains(container))
        parts.append(container);
    if (document.identity.parameters.total)
        parts.append(CompareHead::tr("%1 parameters").arg(words::parameters_text(document)));
    if (const QString optimizer = words::optimizer_text(document); !optimizer.isEmpty())
        parts.append(optimizer);
    parts.append(words::size(document.bytes));
    return parts.join(QStringLiteral(", "));
}

/// One side: a stripe in its colour, its name, and what it is.
class SideHead : public QWidget {
public:
    SideHead(Side side, QWidget* parent)
        : QWidget(parent),
          m_side(side),
          m_name(new ElidedLabel(Qt::ElideMiddle)),
          m_facts(new ElidedLabel(Qt::ElideRight))
    {
        m_name->setObjectName(side == Side::Left ? QStringLiteral("leftName")
                                                 : QStringLiteral("rightName"));
        m_facts->setParts(QStringLiteral(", "));
        auto* const lines = new QVBoxLayout(this);
        lines->setContentsMargins(stripe_width + 12, 4, 8, 4);
        lines->setSpacing(0);
        lines->addWidget(m_name);
        lines->addWidget(m_facts);
        useFonts();
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    void setName(const QString& name) { m_name->setText(one_line(name, 300)); }
    void setFacts(const QString& facts)
    {
        m_facts->setText(m_side == Side::Left ? CompareHead::tr("Left: %1").arg(facts)
                                              : CompareHead::tr("Right: %1").arg(facts));
        setAccessibleName(m_name->text() + QStringLiteral(". ") + m_facts->text());
    }
    [[nodiscard]] QString text() const
    {
        return m_name->text() + QLatin1Char('\n') + m_facts->text();
    }
    void useFonts()
    {
        m_name->setFont(bold_font(font()));
        m_facts->setFont(small_font(font()));
        m_facts->setForegroundRole(QPalette::PlaceholderText);
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const Theme& theme = Theme::of(palette());
        painter.fillRect(0, 0, stripe_width, height(),
                         m_side == Side::Left ? theme.series[0] : theme.series[1]);
    }

private:
    Side m_side;
    ElidedLabel* m_name;
    ElidedLabel* m_facts;
};

CompareHead::CompareHead(QWidget* parent)
    : QWidget(parent),
      m_left(new SideHead(Side::Left, this)),
      m_right(new SideHead(Side::Right, this)),
      m_swap(new SquareButton(QStringLiteral("swap"), tr("Swap sides")))
{
    setObjectName(QStringLiteral("compareHead"));
    m_swap->setObjectName(QStringLiteral("swapSides"));
    auto* const line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 1);
    line->setSpacing(8);
    line->addWidget(m_left, 1);
    line->addWidget(m_swap);
    line->addWidget(m_right, 1);
    fitHeight();
    connect(m_swap, &QToolButton::clicked, this, &CompareHead::swapWanted);
}

void CompareHead::setNames(const QString& left, const QString& right)
{
    m_left->setName(left);
    m_right->setName(right);
    setDocuments(nullptr, nullptr);
}

void CompareHead::setDocuments(const Document* left, const Document* right)
{
    m_left->setFacts(left ? side_text(*left) : tr("being read"));
    m_right->setFacts(right ? side_text(*right) : tr("being read"));
}

QString CompareHead::leftText() const
{
    return m_left->text();
}

QString CompareHead::rightText() const
{
    return m_right->text();
}

void CompareHead::fitHeight()
{
    m_left->useFonts();
    m_right->useFonts();
    setFixedHeight(std::max(head_height, QFontMetrics(bold_font(font())).height() +
                                             QFontMetrics(small_font(font())).height() + 10));
}

void CompareHead::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, Theme::of(palette()).frame);
}

void CompareHead::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        fitHeight();
}

SignLegend::SignLegend(QWidget* parent) : QWidget(parent)
{
    QStringList texts;
    for (const PairSign sign : signs)
        texts.append(words::sign_word(sign));
    setAccessibleName(tr("Signs: %1").arg(texts.join(QStringLiteral(", "))));
    setToolTip(plain_tool_tip(texts.join(QLatin1Char('\n'))));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

int SignLegend::widthOf(const QString& text) const
{
    return sign_glyph + sign_gap + QFontMetrics(small_font(font())).horizontalAdvance(text) +
           between_signs;
}

QSize SignLegend::sizeHint() const
{
    int width = 0;
    for (const PairSign sign : signs)
        width += widthOf(words::sign_word(sign));
    return {width, std::max(sign_glyph, fontMetrics().height())};
}

QSize SignLegend::minimumSizeHint() const
{
    return {0, std::max(sign_glyph, fontMetrics().height())};
}

void SignLegend::paintEvent(QPaintEvent* /*event*/)
{
    // All of it or nothing: part of a key explains less than its tool tip.
    if (width() < sizeHint().width())
        return;
    QPainter painter(this);
    painter.setFont(small_font(font()));
    const QFontMetrics metrics(painter.font());
    int left = width() - sizeHint().width() + between_signs;
    for (const PairSign sign : signs) {
        painter.drawPixmap(left, (height() - sign_glyph) / 2,
                           icon_pixmap(sign_icon(sign), ink_colour(sign_ink(sign), palette()),
                                       sign_glyph, devicePixelRatioF()));
        const int text = left + sign_glyph + sign_gap;
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(
            QRect(text, 0, metrics.horizontalAdvance(words::sign_word(sign)) + 2, height()),
            Qt::AlignVCenter | Qt::AlignLeft, words::sign_word(sign));
        left += widthOf(words::sign_word(sign));
    }
}

void SignLegend::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace strata
