// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/compare_jobs.h"
#include "app/window/tab_view.h"

#include <array>
#include <set>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace strata {

class Band;
class CompareHead;
class ElidedLabel;
class EmptyState;
class Memory;
class PairDetail;
class PairModel;
class PairView;

/// A tab of two files beside each other: aligned trees, what differs in each pair, and how much. It
/// reads its files by itself, or shares what a tab has read of them.
class CompareView : public TabView {
    Q_OBJECT

public:
    using File = std::shared_ptr<const OpenedFile>;
    /// What the view needs of its window.
    struct Surroundings {
        Session::Opener opener;
        /// A file as a tab has read it; null where none has.
        std::function<File(const QString& path)> open_file;
        Memory* memory = nullptr; ///< may be null
    };

    CompareView(JobRunner& runner, Surroundings surroundings, const QString& left,
                const QString& right, QWidget* parent = nullptr);
    ~CompareView() override;

    /// Reads both files again.
    void reload();
    void swapSides();
    /// To the next (1) or the previous (−1) row that differs.
    void stepToDifference(int by);
    /// Asks for a file and writes what differs there: Markdown, HTML or JSON.
    void saveReport();
    /// There is all that a report tells.
    [[nodiscard]] bool canSaveReport() const;
    [[nodiscard]] QString sidePath(Side side) const;

    [[nodiscard]] QString path() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool isOnePath() const override { return false; }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("compare"); }
    [[nodiscard]] bool isOpen() const override { return m_jobs != nullptr; }
    [[nodiscard]] QString selectedPath() const override;
    [[nodiscard]] QString restingText() const override;
    [[nodiscard]] QString notice() const override { return m_notice; }
    [[nodiscard]] QList<QWidget*> panes() override;
    [[nodiscard]] int headHeight() const override;
    void focusFilter() override;
    [[nodiscard]] bool hasFilter() const override;
    void clearFilter() override;
    void expandAll() override;
    void collapseAll() override;

    /// Shows a row by its path on either side.
    bool choosePath(const QString& path);
    [[nodiscard]] PairView* pairs() { return m_pairs; }
    [[nodiscard]] PairModel* model() { return m_model; }
    [[nodiscard]] PairDetail* detail() { return m_detail; }
    [[nodiscard]] CompareHead* head() { return m_head; }
    [[nodiscard]] Band* errorBand() { return m_error; }
    [[nodiscard]] Band* changedBand() { return m_changed; }
    [[nodiscard]] CompareJobs* jobs() { return m_jobs.get(); }
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    /// A row shall be shown in a tab of its file.
    void showWanted(const QString& file, const QString& path);
    /// Another file shall take the place of one of the two.
    void otherFileWanted(strata::Side replaced);

private:
    struct Loading {
        QString path;
        File file;
        JobSlot slot;
    };

    QWidget* makePage();
    QWidget* makeErrorPage();
    void makeBands();
    void makeSummaryLine(class QVBoxLayout& lines);
    void makeControls(class QVBoxLayout& lines);
    void connectPairs();
    void connectDetail();
    void load(Side side, bool from_disk);
    void loaded(Side side, const Result<File>& file);
    void showError(Side side, const Error& error);
    void showSameFile();
    void start();
    void takeJobs(std::unique_ptr<CompareJobs> jobs);
    void showAligned();
    void showRows(const std::shared_ptr<const PairRows>& rows);
    void showMore();
    void showUnaligned(const Error& error);
    void showUnarranged(const Error& error);
    void showFigures();
    void showFinished();
    void showReport(const QString& path, const Result<void>& result);
    void showSummary(const ComparisonSummary& summary);
    void showPair(std::size_t pair);
    void askForRows();
    void partPair(std::size_t pair);
    void joinPair(std::size_t pair);
    void setOverrides(std::vector<MatchOverride> overrides);
    void carryOverrides();
    /// The rows on screen are those of m_jobs, and no older ones that still wait to be replaced.
    [[nodiscard]] bool showsModels() const;
    [[nodiscard]] PairOrder order() const;
    [[nodiscard]] Loading& loading(Side side) { return m_sides[static_cast<std::size_t>(side)]; }
    [[nodiscard]] const Loading& loading(Side side) const
    {
        return m_sides[static_cast<std::size_t>(side)];
    }

    /// Where the rows were, in words that another alignment of the same files understands.
    struct Place {
        using Nodes = std::pair<NodeId, NodeId>; ///< of the left and the right side
        std::shared_ptr<const Document> left;
        std::shared_ptr<const Document> right;
        std::set<Nodes> open;
        Nodes current{NodeId::none, NodeId::none};
        QString path;      ///< of the current row, for files that were read again
        bool seen = false; ///< rows were shown before

        void swap();
    };
    bool chooseAgain();
    void chooseFirstChange();
    [[nodiscard]] std::uint32_t firstOtherChange() const;
    void fitSplitter();
    void keepPlace();
    void restorePlace();

    JobRunner& m_runner;
    Surroundings m_surroundings;
    std::array<Loading, 2> m_sides;
    FileWatch* m_watch;
    std::unique_ptr<CompareJobs> m_jobs;
    std::vector<MatchOverride> m_overrides;
    /// That the nodes of m_overrides belong to, of the left and the right side.
    std::array<std::shared_ptr<const Document>, 2> m_override_documents;
    Side m_failed = Side::Right; ///< the side that m_error is about
    Place m_place;
    QString m_notice;
    PairOrder m_shown_order;
    /// Until the person chooses a row, the first pair of weights that differs is looked for: the place
    /// of the row that is looked at, nothing once it is settled.
    std::optional<std::uint32_t> m_seeking;
    bool m_split =
        false; ///< the height is shared by a person's wish, or by the rows that came first
    bool m_choosing = false; ///< a row is chosen by the program's doing
    bool m_fresh = false;    ///< rows were aligned, and values are yet to be compared

    QStackedWidget* m_stack;
    CompareHead* m_head;
    Band* m_changed;
    Band* m_error;
    ElidedLabel* m_summary;
    QPushButton* m_save;
    QLineEdit* m_filter;
    QCheckBox* m_only_differences;
    QComboBox* m_order;
    PairModel* m_model;
    PairView* m_pairs;
    EmptyState* m_nothing;
    QStackedWidget* m_rows_stack;
    PairDetail* m_detail;
    QSplitter* m_splitter;
    QWidget* m_page;
    QWidget* m_error_page;
};

} // namespace strata
