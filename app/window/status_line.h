// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QStatusBar;

namespace strata {

class ElidedLabel;
class JobRunner;
class WorkBar;

/// The status bar: left what is selected, right the work that runs and how to stop it.
class StatusLine : public QObject {
    Q_OBJECT

public:
    StatusLine(QStatusBar& bar, JobRunner& jobs);

    void setPath(const QString& path);
    /// What stands at the right while nothing runs.
    void setResting(const QString& text);

private:
    void showWork();

    JobRunner& m_jobs;
    ElidedLabel* m_path;
    WorkBar* m_work;
};

} // namespace strata
