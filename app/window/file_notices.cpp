// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/file_notices.h"

#include "widgets/parts/band.h"
#include "widgets/parts/text.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/error_words.h"

#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

namespace strata {

FileNotices::FileNotices(QWidget* parent)
    : QWidget(parent), m_changed(new Band), m_failure(new Band)
{
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_changed);
    layout->addWidget(m_failure);
    makeChanged();
    makeFailure();
    hideAll();
}

void FileNotices::makeChanged()
{
    m_changed->setObjectName(QStringLiteral("changedOnDisk"));
    m_keep = m_changed->addButton(QString());
    m_keep->setObjectName(QStringLiteral("keepShown"));
    m_reload = m_changed->addButton(QString(), QStringLiteral("reload"));
    m_reload->setObjectName(QStringLiteral("reload"));
    connect(m_reload, &QPushButton::clicked, this, [this] { Q_EMIT reloadWanted(false); });
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_changed->hide();
        fit();
        if (m_pending && m_exists)
            Q_EMIT reloadWanted(true);
    });
}

void FileNotices::makeFailure()
{
    m_failure->setObjectName(QStringLiteral("saveError"));
    QPushButton* const other = m_failure->addButton(tr("Save as…"), QStringLiteral("save"));
    other->setObjectName(QStringLiteral("saveElsewhere"));
    QPushButton* const close = m_failure->addButton(tr("Close"), QStringLiteral("close"));
    close->setObjectName(QStringLiteral("closeSaveError"));
    connect(other, &QPushButton::clicked, this, &FileNotices::saveAsWanted);
    connect(close, &QPushButton::clicked, this, &FileNotices::hideFailure);
}

void FileNotices::offer(bool pending, bool exists)
{
    m_pending = pending;
    m_exists = exists;
    m_keep->setText(pending ? tr("Keep my changes") : tr("Keep what is shown"));
    m_reload->setText(pending ? tr("Reload and drop them") : tr("Reload"));
    m_changed->show();
    fit();
}

void FileNotices::showChanged(bool exists, std::uint64_t changes)
{
    const QString what =
        exists ? tr("The file has changed on disk") : tr("The file is no longer there");
    QString why = exists ? tr("What is shown was read before. Values that are read from now on may "
                              "not fit it.")
                         : tr("It was removed or renamed. What is shown was read before.");
    if (changes > 0 && exists)
        why =
            tr("%1 not saved. The file can be read again with them laid over it, or without them.")
                .arg(words::changes(changes));
    m_changed->setMessage(Band::Kind::Warning, what, why);
    offer(changes > 0, exists);
}

void FileNotices::askBeforeReload(std::uint64_t changes)
{
    m_changed->setMessage(
        Band::Kind::Warning, tr("%1 not saved").arg(words::changes(changes)),
        tr("The file can be read again with them laid over it, or without them."));
    offer(true, true);
}

void FileNotices::showFailure(const Error& error, const QString& path)
{
    const words::ErrorWords text = words::describe(error, path.toStdString());
    m_failure->setMessage(Band::Kind::Error,
                          tr("Cannot save %1").arg(one_line(QFileInfo(path).fileName(), 120)),
                          text.message(), text.remedy);
    m_failure->show();
    fit();
}

void FileNotices::hideAll()
{
    m_changed->hide();
    hideFailure();
}

void FileNotices::hideFailure()
{
    m_failure->hide();
    fit();
}

void FileNotices::fit()
{
    setVisible(!m_changed->isHidden() || !m_failure->isHidden());
}

} // namespace strata
