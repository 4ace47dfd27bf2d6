// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/review_dialog.h"

#include "app/window/edit_session.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/tables/changes_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/number_words.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

ReviewDialog::ReviewDialog(EditSession& edits, std::shared_ptr<const OpenedFile> file,
                           bool keeps_backup, QWidget* parent)
    : QDialog(parent),
      m_edits(edits),
      m_file(std::move(file)),
      m_model(new ChangesModel(this)),
      m_table(new TableView),
      m_count(make_head_label(QString())),
      m_warnings(new QLabel),
      m_revert(nullptr)
{
    const QString name = one_line(m_file->open.document->name, 80);
    setObjectName(QStringLiteral("reviewDialog"));
    setWindowTitle(tr("Changes of %1").arg(name));
    m_table->setObjectName(QStringLiteral("changesTable"));
    m_table->setAccessibleName(tr("Changes"));
    m_table->setSource(m_model);
    m_warnings->setObjectName(QStringLiteral("changeWarnings"));
    m_warnings->setTextFormat(Qt::PlainText);
    m_warnings->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_warnings->setWordWrap(true);
    auto* const backup = new QCheckBox(tr("Keep a &backup: the old content as %1~").arg(name));
    backup->setObjectName(QStringLiteral("keepBackup"));
    backup->setChecked(keeps_backup);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_revert = buttons->addButton(tr("&Revert entry"), QDialogButtonBox::ResetRole);
    m_revert->setObjectName(QStringLiteral("revertChange"));
    auto* const other = buttons->addButton(tr("Save &as…"), QDialogButtonBox::ActionRole);
    other->setObjectName(QStringLiteral("reviewSaveAs"));
    auto* const save = buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    save->setObjectName(QStringLiteral("reviewSave"));
    save->setDefault(true);
    save->setEnabled(m_edits.canSave());
    other->setEnabled(m_edits.canSave());
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_count);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_warnings);
    layout->addWidget(backup);
    layout->addWidget(buttons);
    connect(backup, &QCheckBox::toggled, this, &ReviewDialog::backupChosen);
    connect(m_revert, &QPushButton::clicked, this, &ReviewDialog::revertChosen);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT saveWanted();
    });
    connect(other, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT saveAsWanted();
    });
    connect(&m_edits, &EditSession::changed, this, &ReviewDialog::showChanges);
    connect(&m_edits, &QObject::destroyed, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 24);
    showChanges();
}

void ReviewDialog::showChanges()
{
    m_model->setEdits(*m_file->open.document, m_edits.edits());
    m_table->fitColumns(ChangesModel::AfterColumn);
    m_table->selectSourceRow(0);
    m_count->setText(words::changes(words::count_changes(m_edits.edits())));
    showWarnings();
    m_revert->setEnabled(m_model->rowCount() > 0);
    if (m_model->rowCount() == 0)
        reject();
}

/// What the changes bring; the first of many.
void ReviewDialog::showWarnings()
{
    constexpr std::size_t most_lines = 4;
    const Document& document = *m_file->open.document;
    // As they would be written: a whole number may become a float.
    const auto prepared = prepare_edits(document, m_edits.edits());
    const auto warnings = edit_warnings(document, prepared ? *prepared : m_edits.edits());
    QStringList lines;
    for (std::size_t i = 0; i < std::min(warnings.size(), most_lines); ++i)
        lines.append(one_line(warnings[i].key, 60) + QStringLiteral(": ") +
                     one_line(words::warning(warnings[i]), 300));
    if (warnings.size() > most_lines)
        lines.append(tr("And %1 more.").arg(words::count(warnings.size() - most_lines)));
    m_warnings->setText(lines.join(QLatin1Char('\n')));
    m_warnings->setVisible(!lines.isEmpty());
}

void ReviewDialog::revertChosen()
{
    std::vector<std::string> keys;
    for (const int row : m_table->selectedSourceRows())
        keys.push_back(m_model->key(row));
    for (const std::string& key : keys)
        m_edits.revert(key);
}

} // namespace strata
