// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/selection.h"

#include <QStringList>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace strata {

class ElidedLabel;
class InkLabel;

/// The top of a page: a path of links to what is above, then title and facts in one line.
class PageHead : public QWidget {
    Q_OBJECT

public:
    explicit PageHead(QWidget* parent = nullptr);

    /// The path of a row; the row itself is no link.
    void setPath(const Selection& selection);
    void clearPath();
    /// `code` stands in the fixed font behind the title, `facts` in plain after it.
    void setTitle(const QString& title, const QString& code, const QString& facts);
    /// Says behind the facts how much of a tensor the file has; nothing of a whole one.
    void setPresence(const Tensor& tensor);
    /// What the code's tool tip says in its place.
    void setCodeToolTip(const QString& text);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString facts() const;
    /// A button at the right end; `name` is what it does.
    QToolButton* addButton(const QString& icon_name, const QString& name);
    /// One that says in words what it does.
    QPushButton* addTextButton(const QString& icon_name, const QString& text);
    [[nodiscard]] InkLabel* note() { return m_note; }

Q_SIGNALS:
    void rowWanted(strata::Reading reading, strata::NodeId node);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void writePath();
    void fitPath();
    void fitCode();

    Selection m_selection;
    QList<NodeId> m_steps;    ///< of the path, from the top
    QStringList m_step_names; ///< what they are called
    QHBoxLayout* m_buttons;
    QLabel* m_path;
    ElidedLabel* m_title;
    ElidedLabel* m_code;
    ElidedLabel* m_facts;
    InkLabel* m_note;
};

} // namespace strata
