// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/edit_session.h"

#include "app/window/edit_carry.h"
#include "widgets/parts/text.h"

#include <QFileInfo>
#include <QUndoCommand>

#include <numeric>

namespace strata {

/// From one state of the edits to another.
class EditSession::Step : public QUndoCommand {
public:
    Step(EditSession& session, const QString& text, Edits after, int typing)
        : QUndoCommand(text),
          m_session(session),
          m_before(session.m_over_base),
          m_after(std::move(after)),
          m_typing(typing)
    {
    }

    void undo() override { m_session.apply(m_before); }
    void redo() override { m_session.apply(m_after); }
    [[nodiscard]] int id() const override { return m_typing == 0 ? -1 : 1; }

    bool mergeWith(const QUndoCommand* other) override
    {
        const auto& next = static_cast<const Step&>(*other);
        if (next.m_typing != m_typing)
            return false;
        m_after = next.m_after;
        setObsolete(m_after == m_before); // typed, and typed back
        return true;
    }

private:
    EditSession& m_session;
    Edits m_before;
    Edits m_after;
    int m_typing;
};

EditSession::EditSession(JobRunner& runner, QObject* parent) : QObject(parent), m_runner(runner)
{
    connect(&m_steps, &QUndoStack::indexChanged, this, &EditSession::changed);
}

// The stack tells of its steps even as it goes.
EditSession::~EditSession()
{
    m_steps.disconnect(this);
}

void EditSession::setFile(std::shared_ptr<const OpenedFile> file, Reread reread)
{
    const Edits before = m_edits;
    m_file = std::move(file);
    const auto prepared = prepare_edits(document(), {});
    m_obstacle = prepared ? std::nullopt : std::optional(prepared.error());
    if (reread == Reread::Saved && m_written) {
        m_saved = *std::exchange(m_written, std::nullopt);
        apply(m_over_base);
        Q_EMIT changed();
        return;
    }
    m_written.reset();
    m_base = m_file->open.document;
    m_over_base = m_saved = m_edits = {};
    m_steps.clear();
    const Edits again = replay_edits(before, document());
    if (reread == Reread::Kept && !m_obstacle && !again.empty())
        m_steps.push(new Step(*this, tr("changes that were kept"), again, 0));
    Q_EMIT changed();
}

void EditSession::apply(const Edits& over_base)
{
    m_over_base = over_base;
    m_edits = edits_since({*m_base, m_saved, document()}, m_over_base);
}

Result<void> EditSession::change(const QString& text, const Edits& edits, int typing)
{
    if (m_obstacle)
        return fail(*m_obstacle);
    STRATA_TRY(prepare_edits(document(), edits));
    Edits over_base = edits_over_base({*m_base, m_saved, document()}, edits);
    if (over_base != m_over_base)
        m_steps.push(new Step(*this, text, std::move(over_base), typing));
    return {};
}

bool EditSession::canSet(const std::string& key) const
{
    return can_set(document(), key);
}

Result<void> EditSession::check(const std::string& key, const Value& value) const
{
    Edits edits = m_edits;
    STRATA_TRY(edited_value(document(), edits, key) ? edits.set(document(), key, value)
                                                    : edits.add(document(), key, value));
    STRATA_TRY(prepare_edits(document(), edits));
    return {};
}

Result<void> EditSession::set(const std::string& key, Value value, int typing)
{
    Edits edits = m_edits;
    STRATA_TRY(edits.set(document(), key, std::move(value)));
    return change(tr("change of %1").arg(one_line(key, 40)), edits, typing);
}

Result<void> EditSession::add(const std::string& key, Value value)
{
    Edits edits = m_edits;
    STRATA_TRY(edits.add(document(), key, std::move(value)));
    return change(tr("adding of %1").arg(one_line(key, 40)), edits);
}

Result<void> EditSession::remove(const std::string& key)
{
    Edits edits = m_edits;
    STRATA_TRY(edits.remove(document(), key));
    return change(tr("removal of %1").arg(one_line(key, 40)), edits);
}

Result<void> EditSession::rename(const std::string& key, const std::string& to)
{
    Edits edits = m_edits;
    STRATA_TRY(edits.rename(document(), key, to));
    return change(tr("renaming of %1").arg(one_line(key, 40)), edits);
}

void EditSession::revert(const std::string& key)
{
    Edits edits = m_edits;
    edits.revert(key);
    // Fewer edits than could be made before can always be made.
    static_cast<void>(change(tr("reverting of %1").arg(one_line(key, 40)), edits).has_value());
}

void EditSession::setUnread(const void* page, int entries)
{
    if (std::exchange(m_unread[page], entries) != entries)
        Q_EMIT changed();
}

int EditSession::unread() const
{
    return std::accumulate(m_unread.cbegin(), m_unread.cend(), 0);
}

bool EditSession::canSave() const
{
    return m_file && !m_obstacle && unread() == 0 && !isSaving();
}

void EditSession::save(const QString& path, bool backup)
{
    if (!canSave())
        return;
    SaveOptions options;
    options.path = path.toStdString();
    if (options.path == document().path)
        options.expected = m_file->stamp;
    if (backup)
        options.backup_suffix = "~";
    m_saving = true;
    m_runner.run(
        m_slot, tr("Saving %1").arg(QFileInfo(path).fileName()), WorkUnit::Bytes,
        [file = m_file, edits = m_edits, options](const JobContext& job) {
            return save_edited(file->open, edits, options, job);
        },
        [this, path, written = m_over_base](const Result<SaveReport>& result) {
            finish(result, path, written);
        });
    Q_EMIT changed();
}

void EditSession::finish(const Result<SaveReport>& result, const QString& path,
                         const Edits& written)
{
    m_saving = false;
    if (!result) {
        Q_EMIT changed();
        Q_EMIT saveFailed(result.error(), path);
        return;
    }
    m_written = written;
    if (m_over_base == written)
        m_steps.setClean();
    Q_EMIT changed();
    Q_EMIT saved(*result);
}

} // namespace strata
