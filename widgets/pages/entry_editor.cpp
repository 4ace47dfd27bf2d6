// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/entry_editor.h"

#include "widgets/pages/json_tree.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/error_line.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/json_ink.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/numbered_text.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/json_slip.h"
#include "widgets/words/metadata_words.h"
#include "widgets/words/translation.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace strata {

namespace {

enum ValueForms { AsTree, AsText };

/// Letters between two places in a text of UTF-8.
qsizetype letters_between(std::string_view utf8, std::size_t begin, std::size_t end)
{
    begin = std::min(begin, utf8.size());
    end = std::clamp(end, begin, utf8.size());
    return QString::fromUtf8(utf8.data() + begin, static_cast<qsizetype>(end - begin)).size();
}

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
      m_name(new ElidedLabel(Qt::ElideMiddle)),
      m_kind(make_secondary_label({})),
      m_type(new QComboBox),
      m_form_switch(new SwitchBar({tr("Tree"), tr("Text")})),
      m_format(new QPushButton(tr("Format"))),
      m_revert(new QPushButton(tr("Revert"))),
      m_note(new InkLabel),
      m_stack(new QStackedWidget),
      m_text(new NumberedText),
      m_tree_page(new QWidget),
      m_tree(new JsonTree),
      m_ink(new JsonInk(*m_text)),
      m_problem(new ErrorLine)
{
    m_name->setObjectName(QStringLiteral("entryName"));
    m_name->setFont(bold_font(font()));
    m_kind->setObjectName(QStringLiteral("entryKind"));
    m_text->setObjectName(QStringLiteral("metadataValue"));
    m_text->setAccessibleName(tr("Value"));
    m_type->setObjectName(QStringLiteral("valueType"));
    m_type->setAccessibleName(tr("Type of the value"));
    m_form_switch->setObjectName(QStringLiteral("valueForm"));
    m_form_switch->setAccessibleName(tr("How the value is shown"));
    m_form_switch->choose(AsText);
    m_format->setObjectName(QStringLiteral("formatJson"));
    m_format->setToolTip(tr("Lay the JSON out with one item a line"));
    m_revert->setObjectName(QStringLiteral("revertEntry"));
    m_revert->setToolTip(tr("Take back what was done to this entry"));
    m_note->setObjectName(QStringLiteral("notEditable"));
    m_note->setElided();
    m_problem->setObjectName(QStringLiteral("valueProblem"));
    lay();
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        // Also said when only the ink of the text changes, some time after it was shown.
        if (m_showing || m_text->isReadOnly() || m_text->text() == m_last)
            return;
        m_last = m_text->text();
        Q_EMIT typed(m_last);
    });
    connect(m_text, &NumberedText::resized, this, &EntryEditor::sayProblem);
    connect(m_tree, &JsonTree::edited, this, &EntryEditor::replaced);
    connect(m_format, &QPushButton::clicked, this, &EntryEditor::format);
    connect(m_revert, &QPushButton::clicked, this, &EntryEditor::revertWanted);
    connect(m_type, &QComboBox::activated, this,
            [this] { Q_EMIT typeChosen(m_type->currentData().toString()); });
    connect(m_form_switch, &SwitchBar::chosenByUser, this, [this](int form) {
        m_tree_wanted = form == AsTree;
        showJson(m_row, m_editable);
    });
    clear();
}

void EntryEditor::lay()
{
    layout()->setContentsMargins(1, 8, 1, 1);
    layout()->setSpacing(6);
    head()->setContentsMargins(11, 0, 7, 0);
    // The box's own filler gives its room to the name, which is cut before anything else.
    head()->insertWidget(0, m_name);
    head()->insertWidget(1, m_kind);
    head()->addWidget(m_note);
    for (QWidget* const control :
         std::initializer_list<QWidget*>{m_type, m_form_switch, m_format, m_revert})
        head()->addWidget(control);
    m_stack->addWidget(m_text);
    auto* const tree = new QVBoxLayout(m_tree_page);
    tree->setContentsMargins(11, 0, 0, 0);
    tree->addWidget(m_tree);
    m_tree_page->setFocusProxy(m_tree);
    m_stack->addWidget(m_tree_page);
    auto* const value = new QVBoxLayout;
    value->setContentsMargins(0, 0, 1, 4); // the text has air of its own
    value->addWidget(m_stack);
    body()->setSpacing(0);
    body()->addLayout(value, 1);
    body()->addWidget(m_problem);
}

void EntryEditor::setDocument(std::shared_ptr<const Document> document)
{
    clear();
    m_document = std::move(document);
}

void EntryEditor::clear()
{
    m_key.clear();
    m_row = {};
    m_name->setText({});
    m_kind->hide();
    m_showing = true;
    m_text->setPlainText(QString());
    m_showing = false;
    m_text->setReadOnly(true);
    m_stack->setCurrentWidget(m_text);
    for (QWidget* const part :
         std::initializer_list<QWidget*>{m_type, m_form_switch, m_format, m_revert})
        part->hide();
    m_note->setNote({}, {}, IconInk::Note);
    m_place.clear();
    m_reason.clear();
    sayProblem();
}

void EntryEditor::show(const MetadataRow& row, const QString& obstacle, const QStringList& types)
{
    const bool same = m_key == row.entry.key;
    const QString text = shown_text(row);
    m_editable = obstacle.isEmpty();
    m_key = row.entry.key;
    m_row = row;
    m_form = row.form();
    m_name->setText(one_line(words::metadata_key(row.entry), 200));
    setAccessibleName(m_name->text());
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
    m_text->setReadOnly(!m_editable);
    m_note->setNote(m_editable ? QString() : QStringLiteral("note"), obstacle, IconInk::Secondary);
    m_format->setVisible(m_editable && m_form.isJson());
    m_revert->setVisible(m_editable || row.state != MetadataRow::State::Same);
    m_revert->setEnabled(row.state != MetadataRow::State::Same || row.draft);
    showTypes(row, m_editable ? types : QStringList());
    showJson(row, m_editable);
    showProblem(row);
}

/// JSON that somebody wants as a tree is shown so while it can be read.
void EntryEditor::showJson(const MetadataRow& row, bool editable)
{
    const bool can = m_form.isJson() && !row.draft && row.entry.value.omitted() == 0;
    if (row.draft)
        m_tree_wanted = false; // a text that is mended stays under the hands that do it
    m_form_switch->setVisible(m_form.isJson() && row.entry.value.omitted() == 0);
    m_form_switch->setPartEnabled(AsTree, can);
    const QString json = can && m_tree_wanted ? m_form.text(row.entry.value) : QString();
    const bool tree = !json.isNull() && JsonTree::canShow(json);
    if (tree) {
        const bool other = row.before && row.before->value != row.entry.value;
        m_tree->setJson(m_document, json, other ? m_form.text(row.before->value) : QString(),
                        editable);
    }
    m_format->setEnabled(!row.draft && !tree);
    turnTo(tree);
}

void EntryEditor::turnTo(bool tree)
{
    QWidget* const shown = tree ? m_tree_page : m_text;
    m_form_switch->choose(tree ? AsTree : AsText);
    if (m_stack->currentWidget() == shown)
        return;
    const bool hands = hasHands();
    m_stack->setCurrentWidget(shown);
    if (hands)
        shown->setFocus(Qt::OtherFocusReason);
}

bool EntryEditor::hasHands() const
{
    return m_text->hasFocus() || m_tree->hasFocus() ||
           m_tree->isAncestorOf(QApplication::focusWidget());
}

void EntryEditor::showTypes(const MetadataRow& row, const QStringList& types)
{
    const QString own = words::text_of(row.entry.value.type_name());
    m_type->clear();
    for (const QString& type : types)
        m_type->addItem(words::type_word(type), type);
    if (m_type->findData(own) < 0)
        m_type->addItem(words::type_word(own), own);
    m_type->setCurrentIndex(m_type->findData(own));
    m_type->setVisible(m_type->count() > 1);
    // Said once: by the list of types where there is one, unless that does not know it is JSON.
    const QString kind = words::metadata_type(row.entry);
    m_kind->setText(kind);
    m_kind->setVisible(m_type->count() < 2 || kind != m_type->currentText());
}

void EntryEditor::showProblem(const MetadataRow& row)
{
    m_place.clear();
    m_reason = row.draft ? words::refusal(row.draft->error) : QString();
    qsizetype offset = -1;
    qsizetype length = 0;
    if (row.draft && row.draft->error.offset && m_form.isJson()) {
        const std::string utf8 = row.draft->text.toStdString();
        const auto begin = static_cast<std::size_t>(*row.draft->error.offset);
        const auto slip = words::find_json_slip(utf8);
        offset = letters_between(utf8, 0, begin);
        if (slip && slip->begin == begin)
            length = letters_between(utf8, begin, slip->end);
        m_place = words::line_and_column(utf8, begin);
    }
    m_text->setProblem(offset, length, m_place.isEmpty() ? QString() : m_reason);
    sayProblem();
}

/// The place at the foot and the reason at its line, where there is room for it.
void EntryEditor::sayProblem()
{
    if (m_reason.isEmpty())
        return m_problem->setText({});
    const QString keeps = tr("The entry keeps its old value until this text is valid.");
    if (m_place.isEmpty())
        m_problem->setText(m_reason + QLatin1Char(' ') + keeps);
    else if (m_text->saysReason())
        m_problem->setText(tr("%1 is not valid JSON. %2").arg(m_place, keeps));
    else
        m_problem->setText(tr("%1 is not valid JSON. %2 %3").arg(m_place, m_reason, keeps));
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
    m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
}

} // namespace strata
