// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileInfo>
#include <QWidget>

namespace strata {

/// What a tab of the window shows: a document, a folder, or two documents beside each other.
class TabView : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Of the file or folder; of two files one a line.
    [[nodiscard]] virtual QString path() const = 0;
    /// What it is called, wherever there is no room for the path.
    [[nodiscard]] virtual QString title() const { return QFileInfo(path()).fileName(); }
    /// Whether it stands for one file or folder, which the tab then has the name of.
    [[nodiscard]] virtual bool isOnePath() const { return true; }
    [[nodiscard]] virtual QString iconName() const = 0;
    /// False while it is being read and when it could not be.
    [[nodiscard]] virtual bool isOpen() const = 0;
    /// Path of what is selected, for the status bar.
    [[nodiscard]] virtual QString selectedPath() const = 0;
    /// For the right end of the status bar while no work is shown.
    [[nodiscard]] virtual QString restingText() const = 0;
    /// Where the keyboard goes when the tab is shown, and the parts that "next pane" visits.
    [[nodiscard]] virtual QList<QWidget*> panes() = 0;
    /// How much of the top stays free of what is dragged over the window.
    [[nodiscard]] virtual int headHeight() const { return 0; }
    /// It is a file that another one can be held against.
    [[nodiscard]] virtual bool canBeCompared() const { return false; }
    /// Puts the keyboard into the filter.
    virtual void focusFilter() = 0;
    /// Whether Escape has a filter to clear here.
    [[nodiscard]] virtual bool hasFilter() const = 0;
    virtual void clearFilter() = 0;
    virtual void expandAll() {}
    virtual void collapseAll() {}
    /// Something would be lost if it were closed.
    [[nodiscard]] virtual bool isModified() const { return false; }
    /// What is to be said in the status bar in place of the path; empty: nothing.
    [[nodiscard]] virtual QString notice() const { return {}; }

Q_SIGNALS:
    void selectionChanged(); ///< or anything else of what the status bar shows
    void reopenWanted();
    void closeWanted();
    void modifiedChanged(); ///< or its path did
};

} // namespace strata
