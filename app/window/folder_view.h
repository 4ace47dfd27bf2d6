// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/folder_work.h"
#include "app/window/tab_view.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;

namespace strata {

class Band;
class EmptyState;
class FolderModel;
class TableView;

/// A tab that lists the models under a folder, to pick from. The folder is looked through in a job;
/// rows appear as they are found.
class FolderView : public TabView {
    Q_OBJECT

public:
    FolderView(JobRunner& runner, Session::Opener opener, const QString& path,
               QWidget* parent = nullptr);

    /// Looks through the folder again.
    void look();

    [[nodiscard]] QString path() const override { return m_path; }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("node-group"); }
    [[nodiscard]] bool isOpen() const override { return !m_looking; }
    [[nodiscard]] QString selectedPath() const override;
    [[nodiscard]] QString restingText() const override;
    [[nodiscard]] QList<QWidget*> panes() override;
    void focusFilter() override;
    [[nodiscard]] bool hasFilter() const override;
    void clearFilter() override;
    [[nodiscard]] TableView* table() { return m_table; }

Q_SIGNALS:
    void openWanted(const QStringList& paths);
    /// Files that are states of one model shall be shown together.
    void seriesWanted(const QStringList& paths);

private:
    void makeHead(class QVBoxLayout& lines);
    void takeFound();
    void finish(const FolderTotals& totals);
    void updateFacts();
    void openSelected();
    void showSeries();
    [[nodiscard]] QStringList selectedPaths() const;

    JobRunner& m_runner;
    Session::Opener m_opener;
    QString m_path;
    std::shared_ptr<FoundModels> m_found;
    FolderTotals m_totals;
    bool m_looking = false;
    bool m_fitted = false;

    FolderModel* m_model;
    QSortFilterProxyModel* m_filtered;
    QLabel* m_facts;
    QLineEdit* m_filter;
    QPushButton* m_series;
    QPushButton* m_open;
    Band* m_band;
    TableView* m_table;
    EmptyState* m_nothing;
    QStackedWidget* m_stack;
    JobSlot m_slot;
};

} // namespace strata
