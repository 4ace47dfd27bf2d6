// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/status_line.h"

#include "app/window/job_runner.h"
#include "widgets/desk/work_bar.h"
#include "widgets/parts/elided_label.h"
#include "widgets/words/number_words.h"

#include <QEvent>
#include <QStatusBar>
#include <QStatusTipEvent>
#include <QTimer>

#include <algorithm>

namespace strata {

namespace {

constexpr int least_height = 25;
/// How long it is said that something was done.
constexpr int said_ms = 4000;

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
    : QObject(&bar),
      m_bar(bar),
      m_jobs(jobs),
      m_path(new ElidedLabel(Qt::ElideMiddle)),
      m_work(new WorkBar),
      m_rest(new QTimer(this))
{
    m_path->setObjectName(QStringLiteral("statusPath"));
    m_path->setFixed(true);
    m_path->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    bar.setSizeGripEnabled(false);
    bar.setContentsMargins(8, 0, 6, 0);
    bar.addWidget(m_path, 1);
    bar.addPermanentWidget(m_work);
    bar.installEventFilter(this);
    bar.parentWidget()->installEventFilter(this);
    m_rest->setSingleShot(true);
    m_rest->setInterval(said_ms);
    connect(m_rest, &QTimer::timeout, this, &StatusLine::showPath);
    fitHeight();
    connect(&m_jobs, &JobRunner::changed, this, &StatusLine::showWork);
    connect(m_work, &WorkBar::cancelRequested, &m_jobs, &JobRunner::cancelShown);
}

void StatusLine::fitHeight()
{
    m_bar.setFixedHeight(std::max(least_height, m_bar.fontMetrics().height() + 10));
}

bool StatusLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_bar && event->type() == QEvent::FontChange)
        fitHeight();
    if (event->type() == QEvent::StatusTip && watched != &m_bar) {
        // Qt would put a message over the whole line.
        if (const QString tip = static_cast<QStatusTipEvent*>(event)->tip(); !tip.isEmpty())
            say(tip);
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void StatusLine::setPath(const QString& path)
{
    if (m_rest->isActive() && m_path_fixed && path == m_path_text)
        return; // what is said is about what is still selected
    m_rest->stop();
    m_path_text = path;
    m_path_fixed = true;
    showPath();
}

void StatusLine::setWords(const QString& words)
{
    m_rest->stop();
    m_path_text = words;
    m_path_fixed = false;
    showPath();
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

void StatusLine::showPath()
{
    m_path->setFixed(m_path_fixed);
    m_path->setText(m_path_text);
}

void StatusLine::say(const QString& words)
{
    m_path->setFixed(false);
    m_path->setText(words);
    m_rest->start();
}

} // namespace strata
