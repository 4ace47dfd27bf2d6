// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "widgets/parts/box.h"

#include <optional>
#include <utility>

class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QSpinBox;
class QToolButton;

namespace strata {

class CaptionRow;
class HistogramPlot;
class InkLabel;
class SwitchBar;

/// A histogram with its controls: bins, scale of the counts, range, quantiles; a note above it on
/// what is no number and a caption on what its bars mean. Controls that have no room are in a menu.
class HistogramBox : public Box {
    Q_OBJECT

public:
    explicit HistogramBox(QWidget* parent = nullptr);

    void clearValues();
    void showStatistics(const Statistics& statistics);
    /// The answer to rangeWanted(), for the range that was asked for; without one the full range is
    /// shown again.
    void showPart(const Histogram& histogram);
    void showFullRange();

    /// Beside the title: which values these are, where it is not simply all of the array's. In the
    /// ink of warnings where some are missing.
    void setMeasured(const QStringList& what, bool partly);
    /// What a file of it is called at first.
    void setName(const QString& name) { m_name = name; }

    [[nodiscard]] int bins() const;
    [[nodiscard]] HistogramPlot* plot() { return m_plot; }
    /// Whether the main figures stand beneath the plot, in one line.
    void setBrief(bool brief);
    /// Controls leave while there is no room for them; the page says how wide it is.
    void foldControls(int width);

Q_SIGNALS:
    void binsChosen(int bins);
    void rangeWanted(double low, double high, int bins);

private:
    enum class Range { Full, Middle, Chosen };

    void makeControls();
    QToolButton* addButton(const QString& icon_name, const QString& text);
    void fillMenu();
    void chooseRange(double low, double high);
    void setRange(Range range);
    [[nodiscard]] Range range() const;
    void save();
    void showRange();
    void showConstant();
    void setCaption(const QString& text);
    [[nodiscard]] bool isConstant() const;

    std::optional<Statistics> m_statistics;
    std::optional<std::pair<double, double>> m_chosen; ///< by the person
    bool m_range_settled = false; ///< which range suits these values has been decided
    QString m_name;
    HistogramPlot* m_plot;
    InkLabel* m_measured;
    InkLabel* m_note;
    QSpinBox* m_bins;
    SwitchBar* m_scale;
    QComboBox* m_range;
    QCheckBox* m_quantiles;
    QToolButton* m_more;
    QToolButton* m_save;
    QMenu* m_menu;
    QLabel* m_caption;
    CaptionRow* m_brief;
    bool m_is_brief = false;
};

} // namespace strata
