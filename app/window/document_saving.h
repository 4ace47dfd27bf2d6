// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/edit_session.h"

#include <QHash>
#include <QPointer>

#include <functional>
#include <optional>

class QMessageBox;

namespace strata {

class DocumentView;
class Memory;
class Session;
class TabView;

/// Saves what was edited in the documents of a window and reads it again; asks before changes that
/// are not saved are lost.
class DocumentSaving : public QObject {
    Q_OBJECT

public:
    /// `over`: the window that questions are asked over.
    DocumentSaving(QWidget& over, Session& session, Memory& memory);

    /// A document that is open under `id` in the session.
    void add(int id, DocumentView& view);
    /// How the file that was read now relates to the one before it; asked once for each reading.
    [[nodiscard]] EditSession::Reread takeReread(int id);
    void forgetReread(int id) { m_reread.remove(id); }

    void save(DocumentView& view);
    void saveAs(DocumentView& view);
    void review(DocumentView& view);
    /// Reads a document's file again, or asks first when changes would be lost.
    void reload(int id, DocumentView& view);
    /// Does something that ends these views, after their changes were saved or given up: at once
    /// where there are none. One question for all; nothing happens when the person thinks better of
    /// it or a save fails.
    void whenSettled(const QList<TabView*>& views, std::function<void()> then);

private:
    void reread(int id, EditSession::Reread how);
    void finish(int id, DocumentView& view, const SaveReport& report);
    void ask(const QList<DocumentView*>& modified);
    void saveAll(const QList<DocumentView*>& modified);
    void settle(const DocumentView* view);
    void giveUp();
    [[nodiscard]] bool keepsBackup() const;

    QWidget& m_over;
    Session& m_session;
    Memory& m_memory;
    std::optional<bool> m_backup; ///< chosen in this window
    QHash<int, EditSession::Reread> m_reread;
    std::function<void()> m_then;            ///< once all that is waited for is saved
    QList<const DocumentView*> m_waited_for; ///< their saves run
    QPointer<QMessageBox> m_question;
};

} // namespace strata
