// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"
#include "app/window/session.h"

#include "io/save/save.h"
#include "widgets/pages/edit_port.h"

#include <QHash>
#include <QUndoStack>

namespace strata {

/// The edits of one open document: each change a step that can be undone, checked by the document's
/// format before it is made, and saved in a job. After a save another document is shown, and what
/// was done before can still be undone.
class EditSession : public QObject, public EditPort {
    Q_OBJECT

public:
    explicit EditSession(JobRunner& runner, QObject* parent = nullptr);
    ~EditSession() override;

    /// How a file that is shown now relates to the one before.
    enum class Reread {
        Other, ///< the edits are dropped
        Saved, ///< it is what the save wrote: the steps stay
        Kept,  ///< it changed on disk: the edits are made again over it
    };
    void setFile(std::shared_ptr<const OpenedFile> file, Reread reread);

    [[nodiscard]] const Edits& edits() const override { return m_edits; }
    [[nodiscard]] const std::optional<Error>& obstacle() const override { return m_obstacle; }
    [[nodiscard]] bool canSet(const std::string& key) const override;
    [[nodiscard]] Result<void> check(const std::string& key, const Value& value) const override;
    Result<void> set(const std::string& key, Value value, int typing) override;
    Result<void> add(const std::string& key, Value value) override;
    Result<void> remove(const std::string& key) override;
    Result<void> rename(const std::string& key, const std::string& to) override;
    void revert(const std::string& key) override;
    void setUnread(const void* page, int entries) override;

    [[nodiscard]] QUndoStack& steps() { return m_steps; }
    [[nodiscard]] const QUndoStack& steps() const { return m_steps; }
    /// Something would be lost if the document were closed now.
    [[nodiscard]] bool isModified() const { return !m_edits.empty() || unread() > 0; }
    /// Entries whose text cannot be read.
    [[nodiscard]] int unread() const;
    [[nodiscard]] bool isSaving() const { return m_saving || m_written.has_value(); }
    /// Whether the document, changed or not, can be written now.
    [[nodiscard]] bool canSave() const;
    /// Writes the document with the edits of this moment to `path`. In place it must be what was
    /// opened. saved() or saveFailed() follows.
    void save(const QString& path, bool backup);

Q_SIGNALS:
    void changed();
    void saved(const strata::SaveReport& report);
    void saveFailed(const strata::Error& error, const QString& path);

private:
    class Step;

    [[nodiscard]] const Document& document() const { return *m_file->open.document; }
    Result<void> change(const QString& text, const Edits& edits, int typing = 0);
    void apply(const Edits& over_base);
    void finish(const Result<SaveReport>& result, const QString& path, const Edits& written);

    JobRunner& m_runner;
    std::shared_ptr<const OpenedFile> m_file;
    std::shared_ptr<const Document> m_base; ///< what the steps are laid over
    Edits m_over_base;                      ///< all that was done
    Edits m_saved;                          ///< of that, what is in the document that is shown
    Edits m_edits;                          ///< the rest, laid over the document that is shown
    std::optional<Edits> m_written;         ///< saved, and not read again yet
    std::optional<Error> m_obstacle;
    QHash<const void*, int> m_unread; ///< by page
    bool m_saving = false;
    QUndoStack m_steps;
    JobSlot m_slot;
};

} // namespace strata
