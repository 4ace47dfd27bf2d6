// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSplitter;

namespace strata {

class Memory;
class TreePane;

/// How the tree and the pages of a document share its width, and how wide the tree's columns are:
/// as their contents want it, until the person drags them; from then on, and for the next file of
/// that kind, as they were left.
class ViewLayout : public QObject {
    Q_OBJECT

public:
    /// `memory` may be null: then nothing is kept.
    ViewLayout(QSplitter& splitter, TreePane& tree, Memory* memory, QObject* parent);

    /// A file of this kind is about to be shown: its columns as they were left.
    void setKind(const QString& format_id);
    /// Gives the tree its part of `width`.
    void share(int width);

private:
    void rememberWidth();
    void rememberColumns();
    [[nodiscard]] int wantedWidth(int width) const;

    QSplitter& m_splitter;
    TreePane& m_tree;
    Memory* m_memory;
    QString m_key;          ///< of what is remembered; empty before a file is shown
    bool m_dragged = false; ///< the person set the splitter
};

} // namespace strata
