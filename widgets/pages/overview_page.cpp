// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/overview_page.h"

#include "widgets/pages/page_head.h"
#include "widgets/parts/box.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/verdict_words.h"

#include <QGridLayout>
#include <QScrollArea>

#include <algorithm>
#include <map>

namespace strata {

namespace {

using Facts = QList<QPair<QString, QString>>;

/// Boxes stand in two columns from this width on.
constexpr int two_columns_from = 560;
constexpr std::size_t most_names = 12;

QString port_text(const Port& port)
{
    QString text = words::text_of(port.dtype);
    if (port.shape)
        text += QLatin1Char(' ') + words::shape(*port.shape);
    return text.trimmed();
}

QString joined(const std::vector<std::string>& names)
{
    QStringList shown;
    for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i)
        shown.append(one_line(names[i], 60));
    if (names.size() > most_names)
        shown.append(QObject::tr("%1 more").arg(words::count(names.size() - most_names)));
    return shown.join(QStringLiteral(", "));
}

std::uint64_t count_of(const Tensor& tensor)
{
    return tensor.count().value_or(0);
}

} // namespace

OverviewPage::OverviewPage(QWidget* parent)
    : Page(parent), m_head(new PageHead), m_scroll(new QScrollArea)
{
    setObjectName(QStringLiteral("overviewPage"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_head);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_scroll, 1);
}

bool OverviewPage::isFor(const Document& /*document*/) const
{
    return true;
}

bool OverviewPage::canShow(const Selection& selection) const
{
    return selection.has_node() && selection.tree().node(selection.node).parent == Tree::root &&
           selection.tensor() == TensorId::none;
}

void OverviewPage::show(const Selection& selection)
{
    if (m_document == selection.document)
        return;
    m_document = selection.document;
    fill();
}

void OverviewPage::fill()
{
    const Document& document = *m_document;
    const QString name = words::class_text(document);
    QString facts = words::container_text(document.format);
    if (document.estimator != EstimatorId::none) {
        const QString trees = words::trees_text(document.estimators[index(document.estimator)]);
        if (!trees.isEmpty())
            facts = trees;
    }
    m_head->setTitle(name.isEmpty() ? one_line(document.name) : name, {}, facts);
    m_boxes.clear();
    addFile();
    addEstimator();
    addContents();
    addPorts();
    addVersions();
    addCustomObjects();
    m_columns = 0;
    arrange();
}

Box* OverviewPage::addFacts(const QString& title, const QString& object_name, const Facts& facts)
{
    auto* const box = new Box(title);
    box->setObjectName(object_name);
    auto* const grid = new FactsGrid;
    QList<FactsGrid::Fact> lines;
    for (const auto& [name, value] : facts)
        lines.append({name, value, FactsGrid::ValueStyle::Paragraph, value});
    grid->setFacts(lines);
    box->body()->addWidget(grid);
    box->body()->addStretch(1);
    m_boxes.append(box);
    return box;
}

void OverviewPage::addFile()
{
    const Document& document = *m_document;
    Facts facts = {{tr("Name"), one_line(document.name)},
                   {tr("Path"), one_line(document.path)},
                   {tr("Size"), tr("%1, %2").arg(words::size(document.bytes),
                                                 words::exact_bytes(document.bytes))},
                   {tr("Container"), words::container_text(document.format)},
                   {tr("Framework"), words::framework_text(document.format)},
                   {tr("Trust"), words::describe_trust(document).short_text()},
                   {tr("Integrity"), words::describe_integrity(document).short_text()}};
    for (std::size_t i = 1; i < document.sources.size(); ++i)
        facts.append(
            {tr("Unpacks to"), tr("%1, %2").arg(words::size(document.sources[i].bytes),
                                                words::text_of(document.sources[i].name))});
    addFacts(tr("File"), QStringLiteral("overviewFile"), facts);
}

void OverviewPage::addEstimator()
{
    const Document& document = *m_document;
    if (document.estimator == EstimatorId::none)
        return;
    const Estimator& estimator = document.estimators[index(document.estimator)];
    Facts facts = {{tr("Class"), one_line(estimator.class_name)}};
    facts.append({tr("Written by"), estimator.version.empty()
                                        ? tr("Not stored")
                                        : words::framework_text(document.format)});
    const auto attribute =
        std::find_if(estimator.attributes.begin(), estimator.attributes.end(),
                     [](const FittedAttribute& entry) { return entry.first == "n_features_in_"; });
    facts.append({tr("Features"), attribute != estimator.attributes.end()
                                      ? words::text_of(attribute->second.repr(40))
                                      : tr("Not stored")});
    facts.append({tr("Feature names"), estimator.feature_names.empty()
                                           ? tr("Not stored")
                                           : joined(estimator.feature_names)});
    if (!estimator.classes.empty()) {
        std::vector<std::string> names;
        for (const Value& value : estimator.classes)
            names.push_back(value.repr(60));
        facts.append({tr("Classes"), joined(names)});
    }
    if (!estimator.trees.empty())
        facts.append({tr("Trees"), words::trees_text(estimator)});
    for (const EstimatorStep& step : estimator.steps) {
        const QString name = step.estimator == EstimatorId::none
                                 ? words::none()
                                 : one_line(document.estimators[index(step.estimator)].name);
        facts.append({tr("Step %1").arg(one_line(step.name, 40)), name});
    }
    addFacts(tr("Estimator"), QStringLiteral("overviewEstimator"), facts);
}

void OverviewPage::addContents()
{
    const Document& document = *m_document;
    Facts facts;
    std::uint64_t values = 0;
    std::uint64_t bytes = 0;
    std::map<std::string, std::uint64_t> types;
    const Tensor* largest = nullptr;
    for (const Tensor& tensor : document.tensors) {
        values += count_of(tensor);
        bytes += tensor.bytes().value_or(0);
        ++types[tensor.dtype.name()];
        if (!largest || count_of(tensor) > count_of(*largest))
            largest = &tensor;
    }
    if (document.identity.parameters.total)
        facts.append({tr("Parameters"), words::parameters_text(document)});
    facts.append({tr("Arrays"), words::count(document.tensors.size())});
    facts.append({tr("Values"), tr("%1, %2").arg(words::count(values), words::size(bytes))});
    std::vector<std::string> type_texts;
    for (const auto& [type, count] : types)
        type_texts.push_back(type + " × " + std::to_string(count));
    if (!type_texts.empty())
        facts.append({tr("Dtypes"), joined(type_texts)});
    if (largest && document.tensors.size() > 1) {
        const TensorId id{static_cast<std::uint32_t>(largest - document.tensors.data())};
        facts.append({tr("Largest"), tr("%1, %2 values")
                                         .arg(one_line(document.tensor_path(id)),
                                              words::count(count_of(*largest)))});
    }
    facts.append(
        {tr("Metadata"), words::plural(document.metadata.size(), tr("1 entry"), tr("%1 entries"))});
    addFacts(tr("Contents"), QStringLiteral("overviewContents"), facts);
}

void OverviewPage::addPorts()
{
    Facts facts;
    for (const Port& port : m_document->identity.inputs)
        facts.append({port.name.empty() ? tr("Input") : one_line(port.name, 40), port_text(port)});
    for (const Port& port : m_document->identity.outputs)
        facts.append({port.name.empty() ? tr("Output") : one_line(port.name, 40), port_text(port)});
    if (!facts.isEmpty())
        addFacts(tr("Inputs and outputs"), QStringLiteral("overviewPorts"), facts);
}

void OverviewPage::addVersions()
{
    Facts facts;
    for (const VersionEvidence& version : m_document->versions)
        facts.append({one_line(version.name, 40), version.evidence.empty()
                                                      ? one_line(version.version, 60)
                                                      : tr("%1, by %2")
                                                            .arg(one_line(version.version, 60),
                                                                 one_line(version.evidence, 200))});
    if (!facts.isEmpty())
        addFacts(tr("Versions"), QStringLiteral("overviewVersions"), facts);
}

void OverviewPage::addCustomObjects()
{
    if (m_document->custom_objects.empty())
        return;
    auto* const box = new Box(tr("Custom objects"));
    box->setObjectName(QStringLiteral("overviewCustomObjects"));
    for (const CustomObject& object : m_document->custom_objects) {
        auto* const name = new InkLabel;
        name->setNote(QStringLiteral("mark-custom"), one_line(object.name, 80), IconInk::Warning);
        box->body()->addWidget(name);
        auto* const grid = new FactsGrid;
        grid->setFacts(QList<FactsGrid::Fact>{
            {tr("Kind"), one_line(object.kind, 60), FactsGrid::ValueStyle::Text, {}},
            {tr("Used by"), joined(object.used_by), FactsGrid::ValueStyle::Fixed, {}}});
        box->body()->addWidget(grid);
        if (!object.load_hint.empty())
            box->body()->addWidget(make_text_label(words::text_of(object.load_hint)));
    }
    box->body()->addStretch(1);
    m_boxes.append(box);
}

void OverviewPage::arrange()
{
    const int columns = width() >= two_columns_from ? 2 : 1;
    if (columns == m_columns || m_boxes.isEmpty())
        return;
    m_columns = columns;
    auto* const content = new QWidget;
    auto* const grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, 12, 10);
    grid->setSpacing(10);
    for (int i = 0; i < m_boxes.size(); ++i)
        grid->addWidget(m_boxes[i], i / columns, i % columns);
    for (int column = 0; column < columns; ++column)
        grid->setColumnStretch(column, 1);
    grid->setRowStretch(static_cast<int>(m_boxes.size()), 1);
    m_scroll->setWidget(content);
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

} // namespace strata
