// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/entry_editor.h"

#include "widgets/parts/ink_label.h"
#include "widgets/parts/json_ink.h"
#include "widgets/parts/numbered_text.h"
#include "widgets/parts/text.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/metadata_words.h"
#include "widgets/words/translation.h"

#include <QComboBox>
#include <QPushButton>

namespace strata {

namespace {

/// The text that is shown: JSON indented, another text as it is, what cannot be typed as Python
/// writes it.
QString shown_text(const MetadataRow& row)
{
    constexpr std::size_t most_bytes = 200'000;
    if (row.draft)
        return row.draft->text;
    const Value& value = row.entry.value;
    if (value.kind() == Value::Kind::Text)
        return words::is_json(value) ? words::indented_json(words::text_of(value.as_text()))
                                     : words::text_of(value.as_text());
    return row.form().isJson() && value.omitted() == 0 ? row.form().text(value)
                                                       : words::text_of(value.repr(most_bytes));
}

} // namespace

EntryEditor::EntryEditor(QWidget* parent)
    : Box(QString(), parent),
      m_type(new QComboBox),
      m_format(new QPushButton(tr("Format"))),
      m_revert(new QPushButton(tr("Revert"))),
      m_note(new InkLabel),
      m_text(new NumberedText),
      m_ink(new JsonInk(*m_text)),
      m_problem(new InkLabel)
{
    m_text->setObjectName(QStringLiteral("metadataValue"));
    m_text->setAccessibleName(tr("Value"));
    m_type->setObjectName(QStringLiteral("valueType"));
    m_type->setAccessibleName(tr("Type of the value"));
    m_format->setObjectName(QStringLiteral("formatJson"));
    m_format->setToolTip(tr("Lay the JSON out with one item a line"));
    m_revert->setObjectName(QStringLiteral("revertEntry"));
    m_revert->setToolTip(tr("Take back what was done to this entry"));
    m_note->setObjectName(QStringLiteral("notEditable"));
    m_note->setElided();
    m_problem->setObjectName(QStringLiteral("valueProblem"));
    m_problem->setElided();
    head()->addWidget(m_note);
    head()->addWidget(m_type);
    head()->addWidget(m_format);
    head()->addWidget(m_revert);
    body()->addWidget(m_text, 1);
    body()->addWidget(m_problem);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        // Also said when only the ink of the text changes, some time after it was shown.
        if (m_showing || m_text->isReadOnly() || m_text->text() == m_last)
            return;
        m_last = m_text->text();
        Q_EMIT typed(m_last);
    });
    connect(m_format, &QPushButton::clicked, this, &EntryEditor::format);
    connect(m_revert, &QPushButton::clicked, this, &EntryEditor::revertWanted);
    connect(m_type, &QComboBox::textActivated, this, &EntryEditor::typeChosen);
    clear();
}

void EntryEditor::clear()
{
    m_key.clear();
    setTitle(QString());
    m_showing = true;
    m_text->setPlainText(QString());
    m_showing = false;
    m_text->setReadOnly(true);
    for (QWidget* const part : std::initializer_list<QWidget*>{m_type, m_format, m_revert})
        part->hide();
    m_note->setNote({}, {}, IconInk::Note);
    m_problem->setNote({}, {}, IconInk::Error);
}

void EntryEditor::show(const MetadataRow& row, const QString& obstacle, const QStringList& types)
{
    const bool same = m_key == row.entry.key;
    const QString text = shown_text(row);
    const bool editable = obstacle.isEmpty();
    m_key = row.entry.key;
    m_form = row.form();
    setTitle(one_line(words::metadata_key(row.entry), 80));
    m_ink->setUsed(m_form.isJson());
    m_text->setNumbered(m_form.isJson());
    // While it is typed the text is the person's; the value may be written otherwise.
    bool typing = false;
    if (same && m_text->hasFocus() && !m_text->isReadOnly() && !row.draft) {
        const auto value = m_form.read(m_text->text());
        typing = value && *value == row.entry.value;
    }
    if (!typing && (!same || m_text->text() != text)) {
        m_showing = true;
        m_text->setPlainText(text);
        m_showing = false;
        m_last = m_text->text();
    }
    m_text->setReadOnly(!editable);
    m_note->setNote(editable ? QString() : QStringLiteral("note"), obstacle, IconInk::Secondary);
    m_format->setVisible(editable && m_form.isJson());
    m_format->setEnabled(!row.draft);
    m_revert->setVisible(editable || row.state != MetadataRow::State::Same);
    m_revert->setEnabled(row.state != MetadataRow::State::Same || row.draft);
    showTypes(row, editable ? types : QStringList());
    showProblem(row);
}

void EntryEditor::showTypes(const MetadataRow& row, const QStringList& types)
{
    const QString own = words::text_of(row.entry.value.type_name());
    m_type->clear();
    m_type->addItems(types);
    if (m_type->findText(own) < 0)
        m_type->addItem(own);
    m_type->setCurrentText(own);
    m_type->setVisible(m_type->count() > 1);
}

void EntryEditor::showProblem(const MetadataRow& row)
{
    if (!row.draft) {
        m_text->setProblem(-1);
        m_problem->setNote({}, {}, IconInk::Error);
        return;
    }
    const QString reason = words::refusal(row.draft->error);
    const std::string utf8 = row.draft->text.toStdString();
    QString words = reason;
    if (row.draft->error.offset && m_form.isJson()) {
        const std::size_t offset =
            std::min<std::size_t>(static_cast<std::size_t>(*row.draft->error.offset), utf8.size());
        m_text->setProblem(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(offset)).size(),
                           reason);
        words = tr("%1: %2").arg(words::line_and_column(utf8, offset), reason);
    } else {
        m_text->setProblem(-1);
    }
    m_problem->setNote(QStringLiteral("error"),
                       tr("%1 The entry keeps its old value until this text is valid.").arg(words),
                       IconInk::Error);
}

void EntryEditor::format()
{
    const QString text = words::indented_json(m_text->text());
    if (text == m_text->text())
        return;
    // By a cursor, so that the text's own undo knows it.
    QTextCursor cursor(m_text->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
}

void EntryEditor::focusText()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

} // namespace strata
