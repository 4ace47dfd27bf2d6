// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/histogram_group.h"

#include "widgets/parts/box.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"

#include <QGridLayout>

#include <algorithm>

namespace strata {

namespace {

/// A histogram narrower than this shows nothing.
constexpr int narrowest_part = 190;
/// A longer title is cut in its middle.
constexpr int widest_part_title = 300;
constexpr int title_margins = 28; ///< on both sides of it, with the box's frame
constexpr int most_columns = 4;
constexpr int part_height = 220;
constexpr int gap_in_head = 8;
constexpr int spacing = 10;

/// The one figure that says most of a distribution: how wide it is about zero, or where the middle
/// of values lies that are never negative.
QString figure_text(const Statistics& statistics)
{
    if (!statistics.min || !statistics.std || !statistics.quantiles)
        return {};
    if (*statistics.min == *statistics.max)
        return QObject::tr("all %1").arg(words::number(*statistics.min));
    if (to_double(*statistics.min) >= 0)
        return QObject::tr("median %1").arg(words::real((*statistics.quantiles)[3]));
    return QObject::tr("std %1").arg(words::real(*statistics.std));
}

} // namespace

HistogramGroup::HistogramGroup(QWidget* parent)
    : QWidget(parent),
      m_title(make_head_label({})),
      m_scale(new SwitchBar({tr("Linear"), tr("Log")})),
      m_grid(new QGridLayout)
{
    setObjectName(QStringLiteral("histogramGroup"));
    m_scale->setObjectName(QStringLiteral("groupScale"));
    m_scale->setAccessibleName(tr("Scale of the counts"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* const head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addStretch(1);
    QLabel* const count = make_secondary_label(tr("Count"));
    count->setBuddy(m_scale);
    head->addWidget(count);
    head->addWidget(m_scale);
    layout->addLayout(head);
    m_grid->setSpacing(spacing);
    layout->addLayout(m_grid, 1);
    connect(m_scale, &SwitchBar::chosenByUser, this, [this](int index) {
        for (const Shown& shown : std::as_const(m_parts))
            shown.plot->setLogarithmic(index == 1);
    });
}

void HistogramGroup::setParts(const QString& title, const QList<Part>& parts)
{
    for (const Shown& shown : std::as_const(m_parts))
        delete shown.box;
    m_parts.clear();
    m_columns = 0;
    m_facts_beside = false;
    m_widest = 0;
    m_title->setText(title);
    for (const Part& part : parts) {
        Shown shown;
        shown.part = part;
        shown.box = new Box({});
        shown.box->setAccessibleName(part.title);
        shown.name = new ElidedLabel(Qt::ElideMiddle);
        shown.name->setFont(bold_font(font()));
        shown.name->setText(part.title);
        m_widest = std::max(m_widest, shown.name->sizeHint().width());
        shown.fact = new ElidedLabel(Qt::ElideRight);
        shown.fact->setFont(small_font(font()));
        shown.fact->setForegroundRole(QPalette::PlaceholderText);
        shown.box->head()->insertWidget(1, shown.name, 1);
        shown.box->head()->setStretch(2, 0); // the box's own filler
        shown.box->body()->addWidget(shown.fact);
        shown.plot = new HistogramPlot;
        shown.plot->setCompact(part.series);
        shown.plot->setLogarithmic(m_scale->chosen() == 1);
        shown.plot->setAccessibleName(tr("Histogram of %1").arg(part.title));
        shown.box->body()->addWidget(shown.plot, 1);
        shown.problem = new EmptyState;
        shown.problem->setObjectName(QStringLiteral("histogramProblem"));
        shown.problem->hide();
        shown.box->body()->addWidget(shown.problem, 1);
        shown.box->setMinimumHeight(part_height);
        connect(shown.plot, &HistogramPlot::saveWanted, this, [shown] { save(shown); });
        m_parts.append(shown);
    }
    arrange();
}

QList<TensorId> HistogramGroup::tensors() const
{
    QList<TensorId> out;
    for (const Shown& shown : m_parts)
        out.append(shown.part.tensor);
    return out;
}

QList<HistogramPlot*> HistogramGroup::plots() const
{
    QList<HistogramPlot*> out;
    for (const Shown& shown : m_parts)
        out.append(shown.plot);
    return out;
}

QString HistogramGroup::fact(int part) const
{
    return m_parts[part].fact->text();
}

QString HistogramGroup::problem(int part) const
{
    return m_parts[part].problem->isHidden() ? QString() : m_parts[part].problem->text();
}

/// No axes where there is nothing to draw.
void HistogramGroup::showProblem(const Shown& shown, const QString& what, const QString& why)
{
    shown.problem->setMessage(what, why);
    shown.fact->hide();
    shown.plot->hide();
    shown.problem->show();
}

void HistogramGroup::showError(const Shown& shown, const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        showProblem(shown, tr("Measuring was stopped"), tr("Choose the row again to measure it."));
    else if (error.code == ErrorCode::Truncated)
        showProblem(shown, tr("Not in the file"), tr("The file ends before these values."));
    else
        showProblem(shown, tr("Cannot be read"), words::describe(error).message());
}

void HistogramGroup::fill(const Shown& shown, const GroupMember& member)
{
    if (!member.statistics) {
        showError(shown, member.statistics.error());
        return;
    }
    if (member.statistics->finite() == 0) {
        showProblem(shown, tr("Nothing to draw"),
                    member.statistics->count != 0 ? tr("All values are NaN or infinite.")
                    : member.statistics->partial  ? tr("The file ends before these values.")
                                                  : tr("It has no values."));
        return;
    }
    shown.problem->hide();
    shown.fact->show();
    shown.plot->show();
    const Statistics& statistics = *member.statistics;
    shown.fact->setText(figure_text(statistics));
    if (statistics.min && *statistics.min == *statistics.max)
        shown.plot->showConstant(to_double(*statistics.min), statistics.finite());
    else
        shown.plot->showHistogram(member.histogram, std::nullopt);
}

void HistogramGroup::setMembers(const Result<std::vector<GroupMember>>& members)
{
    if (!members) {
        for (const Shown& shown : std::as_const(m_parts))
            showError(shown, members.error());
        return;
    }
    for (const GroupMember& member : *members) {
        for (const Shown& shown : std::as_const(m_parts)) {
            if (shown.part.tensor == member.tensor)
                fill(shown, member);
        }
    }
}

void HistogramGroup::save(const Shown& shown)
{
    const QString failed = shown.plot->save(shown.part.title + QStringLiteral("_histogram"));
    if (!failed.isEmpty())
        shown.fact->setText(failed);
}

void HistogramGroup::arrange()
{
    const int least =
        std::max(narrowest_part, std::min(m_widest, widest_part_title) + title_margins);
    const int fitting = std::max(1, (width() + spacing) / (least + spacing));
    const int columns = std::clamp(std::min(fitting, most_columns), 1,
                                   std::max(1, static_cast<int>(m_parts.size())));
    if (columns == m_columns)
        return placeFacts();
    m_columns = columns;
    for (int column = 0; column < most_columns; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    for (int i = 0; i < m_parts.size(); ++i)
        m_grid->addWidget(m_parts[i].box, i / columns, i % columns);
    placeFacts();
}

/// For all parts alike, and by the longest that a figure can be: nothing moves when it comes.
void HistogramGroup::placeFacts()
{
    const int room = (width() - (m_columns - 1) * spacing) / m_columns - title_margins;
    const int fact = QFontMetrics(small_font(font()))
                         .horizontalAdvance(tr("median %1").arg(QStringLiteral("−0.000e−00")));
    const bool beside = m_widest + gap_in_head + fact <= room;
    if (beside == m_facts_beside)
        return;
    m_facts_beside = beside;
    for (const Shown& shown : std::as_const(m_parts)) {
        QHBoxLayout* const head = shown.box->head();
        QVBoxLayout* const body = shown.box->body();
        if (beside) {
            body->removeWidget(shown.fact);
            head->insertWidget(2, shown.fact, 1);
        } else {
            head->removeWidget(shown.fact);
            body->insertWidget(0, shown.fact);
        }
        head->setStretchFactor(shown.name, beside ? 0 : 1);
    }
}

void HistogramGroup::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace strata
