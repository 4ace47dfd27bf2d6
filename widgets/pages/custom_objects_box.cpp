// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/custom_objects_box.h"

#include "widgets/parts/facts_grid.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/link_label.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <string_view>

namespace strata {

namespace {

constexpr std::size_t most_users = 12;
/// Objects that are shown, each by some widgets of its own; a file may name any number.
constexpr std::size_t most_objects = 50;
constexpr std::size_t most_settings = 6;
/// What every layer has; the others are the class's own.
constexpr std::array<std::string_view, 7> common_settings = {
    "name",    "trainable", "dtype", "batch_input_shape", "batch_shape", "activity_regularizer",
    "autocast"};

/// The settings of the first layer that uses a class, as far as they are the class's own.
NamedValues own_settings(const Document& document, const CustomObject& object)
{
    NamedValues settings;
    if (object.used_by.empty())
        return settings;
    const auto node = document.model.find(object.used_by.front());
    const LayerId id = node ? document.model.node(*node).layer : LayerId::none;
    if (id == LayerId::none || document.layers[index(id)].class_name != object.name ||
        document.layers[index(id)].config.kind() != Value::Kind::Dict)
        return settings;
    for (const ValueEntry& entry : document.layers[index(id)].config.entries()) {
        if (entry.key.kind() != Value::Kind::Text || settings.size() == most_settings)
            continue;
        const std::string& key = entry.key.as_text();
        if (std::find(common_settings.begin(), common_settings.end(), key) == common_settings.end())
            settings.emplace_back(key, entry.value);
    }
    return settings;
}

} // namespace

CustomObjectsBox::CustomObjectsBox(const Document& document, QWidget* parent)
    : Box(tr("Custom objects"), parent)
{
    const std::vector<CustomObject>& objects = document.custom_objects;
    for (std::size_t i = 0; i < std::min(objects.size(), most_objects); ++i)
        addObject(document, objects[i]);
    if (objects.size() > most_objects)
        body()->addWidget(
            make_value_label(tr("and %1 more").arg(words::count(objects.size() - most_objects))));
    QLabel* const note = make_text_label(
        objects.size() == 1
            ? tr("The model cannot be loaded without it. Its code is not in the file, so nothing "
                 "here can show what it computes.")
            : tr("The model cannot be loaded without them. Their code is not in the file, so "
                 "nothing here can show what they compute."));
    note->setObjectName(QStringLiteral("customNote"));
    note->setFont(small_font(note->font()));
    note->setForegroundRole(QPalette::PlaceholderText);
    body()->addSpacing(4);
    body()->addWidget(note);
    body()->addStretch(1);
}

void CustomObjectsBox::addObject(const Document& document, const CustomObject& object)
{
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    auto* const mark = new InkLabel;
    mark->setMark(QStringLiteral("mark-custom"), IconInk::Warning, tr("Custom"));
    row->addWidget(mark, 0, Qt::AlignTop);
    auto* const lines = new QVBoxLayout;
    lines->setSpacing(4);
    row->addLayout(lines, 1);
    lines->addWidget(make_head_label(one_line(object.name, 80)));
    lines->addWidget(makeFacts(document, object));
    if (!object.load_hint.empty())
        lines->addWidget(makeLoadLine(object));
    body()->addLayout(row);
}

QWidget* CustomObjectsBox::makeFacts(const Document& document, const CustomObject& object)
{
    using Style = FactsGrid::ValueStyle;
    QList<FactsGrid::Fact> facts = {{tr("Kind"), one_line(object.kind, 60)}};
    if (!object.registered_name.empty()) {
        const QString name = one_line(object.registered_name, 120);
        facts.append({tr("Registered as"), name, Style::Fixed, name});
    }
    for (const auto& [name, value] : own_settings(document, object))
        facts.append({one_line(name, 40), one_line(value.repr(80), 80), Style::Fixed,
                      one_line(value.repr(), 400), value.is_none()});
    auto* const grid = new FactsGrid;
    grid->setFacts(facts);
    if (!object.used_by.empty())
        grid->addWidget(tr("Used by"), makeUsers(document, object));
    return grid;
}

QWidget* CustomObjectsBox::makeUsers(const Document& document, const CustomObject& object)
{
    QList<LinkLabel::Link> links;
    for (std::size_t i = 0; i < std::min(object.used_by.size(), most_users); ++i) {
        const auto node = document.model.find(object.used_by[i]);
        links.append(
            {one_line(node ? document.model.name(*node) : std::string_view(object.used_by[i]), 60),
             node ? QString::number(index(*node)) : QString()});
    }
    if (object.used_by.size() > most_users)
        links.append({tr("%1 more").arg(words::count(object.used_by.size() - most_users)), {}});
    auto* const label = new LinkLabel(links);
    label->setObjectName(QStringLiteral("usedBy"));
    connect(label, &LinkLabel::chosen, this,
            [this](const QString& node) { Q_EMIT layerWanted(NodeId{node.toUInt()}); });
    return label;
}

/// The line that loads the model with this class, ready to be copied.
QWidget* CustomObjectsBox::makeLoadLine(const CustomObject& object)
{
    const QString line = words::text_of(object.load_hint);
    auto* const row = new QWidget;
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    QLabel* const code = make_value_label(line);
    code->setObjectName(QStringLiteral("loadLine"));
    code->setWordWrap(true);
    auto* const copy = new QToolButton;
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setObjectName(QStringLiteral("copyLoadLine"));
    copy->setToolTip(tr("Copy the line"));
    copy->setAccessibleName(tr("Copy the line that loads %1").arg(one_line(object.name, 80)));
    connect(copy, &QToolButton::clicked, row,
            [line] { QGuiApplication::clipboard()->setText(line); });
    layout->addWidget(code, 1);
    layout->addWidget(copy, 0, Qt::AlignTop);
    return row;
}

} // namespace strata
