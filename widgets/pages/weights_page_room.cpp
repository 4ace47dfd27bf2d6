// SPDX-License-Identifier: GPL-3.0-or-later
// How the parts of the page share its room.
#include "widgets/pages/early_end_notice.h"
#include "widgets/pages/histogram_box.h"
#include "widgets/pages/page_head.h"
#include "widgets/pages/picture_box.h"
#include "widgets/pages/weights_page.h"
#include "widgets/parts/box.h"

#include <QBoxLayout>
#include <QFrame>

#include <algorithm>

namespace strata {

namespace {

/// Below this width the blocks stand under each other.
constexpr int narrow_weights = 560;
/// Below this height what is missing of a file is said in one line: the values matter more.
constexpr int low_weights = 600;
/// Page margins and room for a scroll bar.
constexpr int margins_and_bar = 40;
constexpr int tallest_histogram = 410;

int height_at(const QWidget& part, int width)
{
    return part.hasHeightForWidth() ? part.heightForWidth(width) : part.sizeHint().height();
}

} // namespace

void WeightsPage::arrangeBlocks()
{
    const bool narrow = width() < narrow_weights;
    // Beside a picture there is room beneath the figures; without one, beside them.
    const bool beneath = narrow || m_picture_box->isVisibleTo(this);
    m_blocks->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_figures_layout->setDirection(beneath ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_figures_layout->setSpacing(beneath ? 10 : 24);
    m_figures_layout->setStretch(0, beneath ? 0 : 1);
    m_figures_rule->setFrameShape(beneath ? QFrame::HLine : QFrame::VLine);
    m_histogram_box->foldControls(width() - margins_and_bar);
    fitHeight();
}

/// Beneath the notice of a file that ends early there may be no room for the statistics. Rather than
/// cut them, the histogram takes what is left and says the main ones; all stand below.
void WeightsPage::fitHeight()
{
    EarlyEndNotice* const notice = m_notices.first();
    const QMargins around = m_lines->contentsMargins();
    const int room = height() - around.top() - around.bottom();
    const int wide = width() - around.left() - around.right();
    const int above =
        height_at(*notice, wide) + m_head->sizeHint().height() + 2 * m_lines->spacing();
    const int beneath =
        std::max(m_figures_box->sizeHint().height(),
                 m_picture_box->isVisibleTo(this) ? m_picture_box->minimumSizeHint().height() : 0);
    const int least = m_histogram_box->minimumSizeHint().height();
    const bool full = notice->isVisibleTo(this) && m_histogram_box->isVisibleTo(this) &&
                      above + least + m_lines->spacing() + beneath > room;
    const int left = room - above;
    m_histogram_box->setBrief(full && height() >= low_weights);
    // Not higher either: a plot that is low shows more than one that is cut.
    m_histogram_box->setMinimumHeight(full ? std::max(left, least) : 0);
    m_histogram_box->setMaximumHeight(full ? std::max(left, least) : tallest_histogram);
}

void WeightsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    for (EarlyEndNotice* const notice : std::as_const(m_notices))
        notice->setCompact(height() < low_weights);
    arrangeBlocks();
    // Once more when all parts know their heights at this width.
    QMetaObject::invokeMethod(this, &WeightsPage::fitHeight, Qt::QueuedConnection);
}

} // namespace strata
