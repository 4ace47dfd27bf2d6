// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "io/base/result.h"
#include "io/model/ids.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;

namespace strata {

class HistogramPlot;
class SwitchBar;

/// What a job found out of one of several tensors that are shown together.
struct GroupMember {
    TensorId tensor = TensorId::none;
    Result<Statistics> statistics;
    Histogram histogram; ///< over the range that the group shares, or its own
};

/// Histograms beside each other, each in a box of its own, with one switch for the scale of their
/// counts.
class HistogramGroup : public QWidget {
    Q_OBJECT

public:
    struct Part {
        TensorId tensor = TensorId::none;
        QString title;
        int series = 0;
    };

    explicit HistogramGroup(QWidget* parent = nullptr);

    /// `title` stands beside the switch. The histograms are empty until setMembers().
    void setParts(const QString& title, const QList<Part>& parts);
    /// An error is said beneath each title.
    void setMembers(const Result<std::vector<GroupMember>>& members);
    [[nodiscard]] QList<TensorId> tensors() const;
    /// In the order of the parts.
    [[nodiscard]] QList<HistogramPlot*> plots() const;
    /// What stands beside a part's title, or beneath it: "std 0.1450".
    [[nodiscard]] QString fact(int part) const;
    /// What stands in the place of a part that has no histogram; empty: it has one.
    [[nodiscard]] QString problem(int part) const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Shown {
        Part part;
        class Box* box = nullptr;
        class ElidedLabel* name = nullptr;
        class ElidedLabel* fact =
            nullptr; ///< beside the title, where there is room for all of them
        HistogramPlot* plot = nullptr;
        class EmptyState* problem = nullptr; ///< in the place of the plot
    };
    static void showProblem(const Shown& shown, const QString& what, const QString& why);
    static void showError(const Shown& shown, const Error& error);
    void fill(const Shown& shown, const GroupMember& member);
    static void save(const Shown& shown);
    void arrange();
    void placeFacts();

    QList<Shown> m_parts;
    QLabel* m_title;
    SwitchBar* m_scale;
    QGridLayout* m_grid;
    int m_columns = 0;
    bool m_facts_beside = false;
    int m_widest = 0; ///< of the titles
};

} // namespace strata
