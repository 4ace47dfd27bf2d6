// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace strata {

class EmptyState;
class LinkButton;
class RecentModel;
class TableView;
struct RecentFile;

/// What stands in the window while no file is open: where to drop files, how to open one, the files
/// that were opened last, and the sample that ships with the program.
class StartPage : public QScrollArea {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    /// The sample's path and what it is; an empty path says that it is not there.
    void setSample(const QString& path, const QString& description);
    /// The endings of the files that can be opened.
    void setExtensions(const QStringList& extensions);
    /// The latest first; of none it says so.
    void setRecentFiles(const QList<RecentFile>& files);
    /// Whether files that are opened come to stand in the list.
    void setRemembers(bool remembers);
    [[nodiscard]] TableView* recentTable() { return m_recent_table; }

Q_SIGNALS:
    void openRequested();
    void sampleRequested(const QString& path);
    void recentOpenWanted(const QStringList& paths);
    void recentRemoveWanted(const QStringList& paths);
    void recentClearWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeTarget();
    QWidget* makeRecents();
    [[nodiscard]] QWidget* makeNoRecents();
    void makeSampleRow(QVBoxLayout& lines);
    void showRecentMenu(const QPoint& where);
    [[nodiscard]] QStringList selectedPaths() const;

    QString m_sample;
    QLabel* m_extensions;
    QPushButton* m_open;
    RecentModel* m_recent;
    TableView* m_recent_table;
    LinkButton* m_clear;
    EmptyState* m_none;
    QWidget* m_none_part;
    QPushButton* m_sample_button;
    QLabel* m_sample_text;
};

} // namespace strata
