// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/json_tree.h"

#include "io/model/json_value.h"
#include "io/model/value_text.h"
#include "widgets/tables/copying.h"
#include "widgets/tables/metadata_delegate.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/translation.h"
#include "widgets/words/value_form.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace strata {

namespace {

/// Small texts are shown whole.
constexpr int rows_opened = 40;

bool is_container(const Value& value)
{
    return value.kind() == Value::Kind::Dict || value.kind() == Value::Kind::List;
}

/// What a path leads to; null: nowhere.
const Value* value_at(const Value& root, const ValueTreeModel::Path& path)
{
    const Value* at = &root;
    for (const JsonStep& step : path) {
        if (const auto* const key = std::get_if<std::string>(&step)) {
            at = member(*at, *key);
        } else {
            const std::size_t place = std::get<std::size_t>(step);
            at = at->kind() == Value::Kind::List && place < at->items().size() ? &at->items()[place]
                                                                               : nullptr;
        }
        if (at == nullptr)
            return nullptr;
    }
    return at;
}

/// What was typed for a value, as JSON: of its kind, and what was null may become anything.
Result<std::string> typed_json(const Value& before, const QString& text)
{
    if (before.kind() == Value::Kind::Text)
        return json_text(Value::text(text.toStdString()));
    if (before.is_none()) {
        const std::string json = text.trimmed().toStdString();
        if (read_json_value(json).damage)
            return fail(
                ErrorCode::BadArgument,
                JsonTree::tr("A number, true, false, null or a text in double quotes is wanted.")
                    .toStdString());
        return json;
    }
    auto value = words::ValueForm(before.type_name()).read(text);
    if (!value)
        return fail(std::move(value).error());
    return json_text(*value);
}

} // namespace

JsonTree::JsonTree(QWidget* parent) : QTreeView(parent), m_model(new ValueTreeModel(this))
{
    setObjectName(QStringLiteral("jsonTree"));
    setAccessibleName(tr("Value"));
    setFrameShape(QFrame::NoFrame);
    setAlternatingRowColors(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked);
    header()->setHighlightSections(false);
    auto* const delegate = new MetadataDelegate(this);
    delegate->setCheck([this](const QModelIndex& index, const QString& text) {
        const Value* const value = value_at(m_value, m_model->path(index));
        if (value == nullptr)
            return QString();
        const auto typed = typed_json(*value, text);
        return typed ? QString() : words::refusal(typed.error());
    });
    delegate->setPencils();
    setItemDelegate(delegate);
    m_model->setEdited([this](const ValueTreeModel::Path& path) { return stateOf(path); });
    setModel(m_model);
    add_copying(this);
    connect(m_model, &ValueTreeModel::valueTyped, this,
            [this](const QModelIndex& index, const QString& text) {
                // The rows may become others, which the cell that is still being closed would not
                // survive.
                QMetaObject::invokeMethod(
                    this, [this, path = m_model->path(index), text] { take(path, text); },
                    Qt::QueuedConnection);
            });
}

bool JsonTree::canShow(const QString& json)
{
    const JsonReading reading = read_json_value(json.toStdString());
    return !reading.damage && is_container(reading.value);
}

void JsonTree::setJson(std::shared_ptr<const Document> document, const QString& json,
                       const QString& before, bool editable)
{
    const Value old = std::exchange(m_value, read_json_value(json.toStdString()).value);
    m_before = before.isNull() ? m_value : read_json_value(before.toStdString()).value;
    m_json = json;
    m_editable = editable;
    setUniformRowHeights(before.isNull());
    const ValueTreeModel::Path current = m_model->path(currentIndex());
    m_model->setValue(std::move(document), m_value);
    if (!currentIndex().isValid()) { // the rows are others
        if (m_model->rowCount() <= rows_opened)
            expandToDepth(1);
        if (!current.empty())
            setCurrentIndex(m_model->find(current));
    }
    fitColumns();
}

EditedValue JsonTree::stateOf(const ValueTreeModel::Path& path) const
{
    EditedValue state;
    const Value* const value = value_at(m_value, path);
    if (value == nullptr)
        return state;
    if (const Value* const before = value_at(m_before, path);
        before != nullptr && *before != *value && !is_container(*value))
        state.before = *before;
    if (!m_editable)
        state.obstacle = tr("Read-only.");
    else if (is_container(*value))
        state.obstacle = tr("Its parts are edited one by one, or as text.");
    else if (value->omitted() != 0)
        state.obstacle = tr("Too long to be edited here: edit it as text.");
    state.text = value->is_none() ? QStringLiteral("null") : words::text_of(editable_text(*value));
    if (value->kind() == Value::Kind::Bool)
        state.choices = {QStringLiteral("True"), QStringLiteral("False")};
    return state;
}

void JsonTree::take(const ValueTreeModel::Path& path, const QString& text)
{
    const Value* const value = value_at(m_value, path);
    if (value == nullptr)
        return;
    const auto typed = typed_json(*value, text);
    if (!typed)
        return;
    const auto json = set_json(m_json.toStdString(), path, *typed);
    if (json)
        Q_EMIT edited(words::text_of(*json));
}

void JsonTree::fitColumns()
{
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(ValueTreeModel::ValueColumn, QHeaderView::Stretch);
    // The value keeps a third: no name is worth more than what it names.
    const int most = std::max(60, viewport()->width() / 3);
    for (const int column : {int{ValueTreeModel::NameColumn}, int{ValueTreeModel::TypeColumn}}) {
        resizeColumnToContents(column);
        setColumnWidth(column, std::min(columnWidth(column) + 8, most));
    }
}

void JsonTree::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const QModelIndex value = currentIndex().siblingAtColumn(ValueTreeModel::ValueColumn);
    if ((key == Qt::Key_F2 || key == Qt::Key_Return || key == Qt::Key_Enter) &&
        (value.flags() & Qt::ItemIsEditable)) {
        edit(value);
        return;
    }
    QTreeView::keyPressEvent(event);
}

void JsonTree::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

} // namespace strata
