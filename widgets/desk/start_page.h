// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace strata {

/// What stands in the window while no file is open: where to drop files, how to open one, and the
/// sample that ships with the program.
class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    /// The sample's path and what it is; an empty path leaves it out.
    void setSample(const QString& path, const QString& description);
    /// The endings of the files that can be opened.
    void setExtensions(const QStringList& extensions);

Q_SIGNALS:
    void openRequested();
    void sampleRequested(const QString& path);

private:
    QWidget* makeTarget();

    QString m_sample;
    QLabel* m_extensions;
    QPushButton* m_open;
    QWidget* m_sample_row;
    QPushButton* m_sample_button;
    QLabel* m_sample_text;
};

} // namespace strata
