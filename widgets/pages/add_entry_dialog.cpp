// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/add_entry_dialog.h"

#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/metadata_words.h"
#include "widgets/words/value_form.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace strata {

AddEntryDialog::AddEntryDialog(const QStringList& prefixes, const QStringList& types, Add add,
                               QWidget* parent)
    : QDialog(parent),
      m_add(std::move(add)),
      m_prefix(new QComboBox),
      m_name(new QLineEdit),
      m_type(new QComboBox),
      m_value(new QPlainTextEdit),
      m_problem(new InkLabel)
{
    setObjectName(QStringLiteral("addEntry"));
    setWindowTitle(tr("Add entry"));
    m_prefix->setObjectName(QStringLiteral("entryPlace"));
    m_prefix->addItems(prefixes);
    m_name->setObjectName(QStringLiteral("entryName"));
    m_type->setObjectName(QStringLiteral("entryType"));
    for (const QString& type : types)
        m_type->addItem(words::type_word(type), type);
    m_value->setObjectName(QStringLiteral("entryValue"));
    m_value->setTabChangesFocus(true);
    m_problem->setObjectName(QStringLiteral("entryProblem"));
    m_problem->setElided();
    auto* const form = new QFormLayout;
    form->addRow(tr("&Stored at"), m_prefix);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Type"), m_type);
    form->addRow(tr("&Value"), m_value);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("addAccept"));
    m_accept->setDefault(true);
    auto* const layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &AddEntryDialog::tryToAdd);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &AddEntryDialog::check);
    connect(m_type, &QComboBox::currentTextChanged, this, &AddEntryDialog::check);
    connect(m_value, &QPlainTextEdit::textChanged, this, &AddEntryDialog::check);
    m_name->setFocus();
    resize(fontMetrics().averageCharWidth() * 64, fontMetrics().height() * 16);
    check();
}

Result<Value> AddEntryDialog::value() const
{
    return words::ValueForm(m_type->currentData().toString().toStdString())
        .read(m_value->toPlainText());
}

void AddEntryDialog::check()
{
    const auto read = value();
    m_accept->setEnabled(read && !m_name->text().isEmpty());
    // An empty value is no mistake before it is typed.
    const bool said = !read && !m_value->document()->isEmpty();
    m_problem->setNote(said ? QStringLiteral("error") : QString(),
                       said ? words::refusal(read.error()) : QString(), IconInk::Error);
}

void AddEntryDialog::tryToAdd()
{
    auto read = value();
    if (!read || m_name->text().isEmpty())
        return;
    const QString key = m_prefix->currentText() + m_name->text();
    if (const auto added = m_add(key.toStdString(), *std::move(read)); added)
        accept();
    else
        m_problem->setNote(QStringLiteral("error"), words::refusal(added.error()), IconInk::Error);
}

} // namespace strata
