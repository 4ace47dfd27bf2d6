// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QStatusBar;
class QTimer;

namespace strata {

class ElidedLabel;
class JobRunner;
class WorkBar;

/// The status bar: left what is selected, right the work that runs and how to stop it.
class StatusLine : public QObject {
    Q_OBJECT

public:
    StatusLine(QStatusBar& bar, JobRunner& jobs);

    /// What stands at the left: the path of what is selected, in the fixed font, or words.
    void setPath(const QString& path);
    void setWords(const QString& words);
    /// What stands at the right while nothing runs.
    void setResting(const QString& text);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showWork();
    void fitHeight();
    void showPath();
    void say(const QString& words);

    QStatusBar& m_bar;
    JobRunner& m_jobs;
    ElidedLabel* m_path;
    WorkBar* m_work;
    QTimer* m_rest;      ///< how long something is said in place of the path
    QString m_path_text; ///< what stands there else
    bool m_path_fixed = false;
};

} // namespace strata
