// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/status_line.h"

#include "app/window/job_runner.h"
#include "widgets/desk/work_bar.h"
#include "widgets/parts/elided_label.h"
#include "widgets/words/number_words.h"

#include <QStatusBar>

namespace strata {

namespace {

QString amount_text(const WorkState& work)
{
    if (work.unit == WorkUnit::None || work.total == 0)
        return {};
    const bool bytes = work.unit == WorkUnit::Bytes;
    return StatusLine::tr("%1 of %2")
        .arg(bytes ? words::size(work.done) : words::count(work.done),
             bytes ? words::size(work.total) : words::count(work.total));
}

} // namespace

StatusLine::StatusLine(QStatusBar& bar, JobRunner& jobs)
    : QObject(&bar), m_jobs(jobs), m_path(new ElidedLabel(Qt::ElideMiddle)), m_work(new WorkBar)
{
    m_path->setObjectName(QStringLiteral("statusPath"));
    m_path->setFixed(true);
    m_path->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    bar.setSizeGripEnabled(false);
    bar.setContentsMargins(8, 0, 6, 0);
    bar.addWidget(m_path, 1);
    bar.addPermanentWidget(m_work);
    connect(&m_jobs, &JobRunner::changed, this, &StatusLine::showWork);
    connect(m_work, &WorkBar::cancelRequested, &m_jobs, &JobRunner::cancelShown);
}

void StatusLine::setPath(const QString& path)
{
    m_path->setText(path);
}

void StatusLine::setResting(const QString& text)
{
    m_work->setResting(text);
}

void StatusLine::showWork()
{
    const std::optional<WorkState> work = m_jobs.shown();
    if (!work)
        return m_work->hideWork();
    const double share =
        work->total == 0 ? -1 : static_cast<double>(work->done) / static_cast<double>(work->total);
    m_work->showWork(work->what, amount_text(*work), share);
}

} // namespace strata
