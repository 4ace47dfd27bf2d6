// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/loss_list.h"

#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

#include <QGridLayout>
#include <QPainter>

#include <algorithm>

namespace strata {

namespace {

/// In lines of text.
constexpr int most_lines_of_loss = 22;
constexpr int fewest_lines = 4;
constexpr int widest_what = 20; ///< characters

/// A thin line between two rows.
class RowLine : public QWidget {
public:
    RowLine() { setFixedHeight(1); }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter(this).fillRect(rect(), Theme::of(palette()).grid);
    }
};

QWidget* sign_of(LossList::Row::Sign sign)
{
    using Sign = LossList::Row::Sign;
    const bool lost = sign == Sign::Lost;
    auto* const label = new InkLabel;
    label->setMark(lost ? QStringLiteral("warning") : QStringLiteral("note"),
                   lost ? IconInk::Warning : IconInk::Note,
                   lost                   ? LossList::tr("lost")
                   : sign == Sign::Chosen ? LossList::tr("by choice")
                                          : LossList::tr("stored otherwise"));
    return label;
}

} // namespace

LossList::LossList(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setWords({});
}

QWidget* LossList::fresh()
{
    auto* const content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    return content;
}

void LossList::show(QWidget* content)
{
    setWidget(content); // the one before goes
    updateGeometry();
}

void LossList::setRows(const QList<Row>& rows)
{
    QWidget* const content = fresh();
    auto* const grid = new QGridLayout(content);
    grid->setContentsMargins(8, 6, 8, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(2, 1);
    const int widest = fontMetrics().averageCharWidth() * widest_what;
    QStringList said;
    for (const Row& row : rows) {
        const int at = grid->rowCount();
        if (!said.isEmpty())
            grid->addWidget(new RowLine, at, 0, 1, 4);
        QLabel* const what = make_text_label(breakable(row.what));
        what->setFont(bold_font(what->font()));
        what->setFixedWidth(std::min(widest, what->fontMetrics().horizontalAdvance(row.what) + 2));
        QLabel* const count = make_value_label(row.count);
        count->setTextInteractionFlags(Qt::NoTextInteraction);
        grid->addWidget(sign_of(row.sign), at + 1, 0, Qt::AlignTop);
        grid->addWidget(what, at + 1, 1, Qt::AlignTop);
        grid->addWidget(make_text_label(breakable(row.why)), at + 1, 2, Qt::AlignTop);
        grid->addWidget(count, at + 1, 3, Qt::AlignTop | Qt::AlignRight);
        said.append(QStringLiteral("%1 %2: %3").arg(row.what, row.count, row.why));
    }
    grid->setRowStretch(grid->rowCount(), 1);
    setAccessibleDescription(said.join(QLatin1Char('\n')));
    show(content);
}

void LossList::setWords(const QString& words)
{
    QWidget* const content = fresh();
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(8, 6, 8, 6);
    QLabel* const label = make_text_label(breakable(words));
    layout->addWidget(label, 0, Qt::AlignTop);
    setAccessibleDescription(words);
    show(content);
}

QSize LossList::sizeHint() const
{
    const int line = fontMetrics().lineSpacing();
    const int width = std::max(viewport()->width(), fontMetrics().averageCharWidth() * 60);
    const int wanted = widget()->layout()->totalHeightForWidth(width) + 2 * frameWidth();
    return {width, std::clamp(wanted, fewest_lines * line, most_lines_of_loss * line)};
}

QSize LossList::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fewest_lines * fontMetrics().lineSpacing()};
}

} // namespace strata
