// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QPushButton;

namespace strata {

class InkLabel;

/// What is not saved yet and what can be done about it: "3 changes" [Undo] [Review…] [Save].
class EditBar : public QFrame {
    Q_OBJECT

public:
    explicit EditBar(QWidget* parent = nullptr);

    /// Not shown where there is nothing to say. `unread`: entries whose text cannot be read, which
    /// keep the rest from being saved.
    void setChanges(std::uint64_t changes, std::uint64_t unread);

Q_SIGNALS:
    void undoWanted();
    void reviewWanted();
    void saveWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPushButton* addButton(const char* name, const QString& text, const QString& icon_name);

    bool m_wrong = false;
    InkLabel* m_words;
    QPushButton* m_undo;
    QPushButton* m_review;
    QPushButton* m_save;
};

} // namespace strata
