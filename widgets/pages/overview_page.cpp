// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/overview_page.h"

#include "widgets/pages/custom_objects_box.h"
#include "widgets/pages/model_summary.h"
#include "widgets/pages/page_head.h"
#include "widgets/parts/box.h"
#include "widgets/parts/box_columns.h"
#include "widgets/parts/link_label.h"
#include "widgets/parts/text.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/training_words.h"
#include "widgets/words/verdict_words.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace strata {

namespace {

using Facts = QList<QPair<QString, QString>>;

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
    if (!selection.has_node() || selection.tensor() != TensorId::none)
        return false;
    const Node& node = selection.tree().node(selection.node);
    return node.parent == Tree::root && node.kind != NodeKind::Optimizer;
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
    const bool network = !document.layers.empty();
    const QString name = network ? one_line(document.identity.name) : words::class_text(document);
    m_head->setTitle(name.isEmpty() ? one_line(document.name) : name, {}, headFacts());
    m_boxes.clear();
    m_summary = nullptr;
    if (network) {
        m_summary = new ModelSummary;
        m_summary->setDocument(m_document);
        connect(m_summary, &ModelSummary::textWanted, this, &OverviewPage::summaryTextWanted);
        connect(m_summary, &ModelSummary::layerChosen, this, [this](NodeId node) {
            if (node != NodeId::none)
                Q_EMIT rowWanted(Reading::Model, node);
        });
        addTraining();
        addCustomObjects();
        addPorts();
        addVersions();
        addFile();
        addContents();
    } else {
        addFile();
        addEstimator();
        addContents();
        addPorts();
        addVersions();
        addCustomObjects();
    }
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 12, 10);
    layout->setSpacing(10);
    if (m_summary)
        layout->addWidget(m_summary);
    auto* const columns = new BoxColumns;
    columns->setBoxes(m_boxes);
    layout->addWidget(columns);
    layout->addStretch(1);
    m_scroll->setWidget(content);
}

QString OverviewPage::headFacts() const
{
    const Document& document = *m_document;
    if (document.estimator != EstimatorId::none) {
        const QString trees = words::trees_text(document.estimators[index(document.estimator)]);
        if (!trees.isEmpty())
            return trees;
    }
    if (document.layers.empty())
        return words::container_text(document.format);
    QStringList facts;
    if (!document.identity.class_name.empty())
        facts.append(one_line(document.identity.class_name, 80));
    facts.append(words::plural(document.layers.size(), tr("1 layer"), tr("%1 layers")));
    const std::vector<Port>& inputs = document.identity.inputs;
    const std::vector<Port>& outputs = document.identity.outputs;
    const auto port = [](const Port& of) {
        return of.shape ? one_line(of.name, 60) + QLatin1Char(' ') + words::shape(*of.shape)
                        : one_line(of.name, 60);
    };
    if (inputs.size() == 1 && outputs.size() == 1)
        facts.append(tr("from %1 to %2").arg(port(inputs.front()), port(outputs.front())));
    return facts.join(QStringLiteral(", "));
}

void OverviewPage::addTraining()
{
    using Style = FactsGrid::ValueStyle;
    QList<FactsGrid::Fact> facts;
    for (const words::TrainingFact& fact : words::training_facts(*m_document))
        facts.append({fact.name, fact.value, fact.code ? Style::Code : Style::Paragraph, fact.value,
                      fact.none});
    if (facts.isEmpty())
        facts.append({tr("Compiled"), tr("Not stored")});
    Box* const box =
        addBox(tr("Training configuration"), QStringLiteral("overviewTraining"), facts);
    const OptimizerState* const optimizer = words::find_optimizer(*m_document);
    if (!optimizer || optimizer->node == NodeId::none)
        return;
    auto* const link = new LinkLabel({{tr("Optimizer"), QStringLiteral("optimizer")}});
    link->setWordWrap(false);
    box->head()->addWidget(link);
    connect(link, &LinkLabel::chosen, this,
            [this, node = optimizer->node] { Q_EMIT rowWanted(Reading::Model, node); });
}

Box* OverviewPage::addBox(const QString& title, const QString& object_name,
                          const QList<FactsGrid::Fact>& facts)
{
    auto* const box = new Box(title);
    box->setObjectName(object_name);
    auto* const grid = new FactsGrid;
    grid->setFacts(facts);
    box->body()->addWidget(grid);
    m_boxes.append(box);
    return box;
}

void OverviewPage::addFacts(const QString& title, const QString& object_name, const Facts& facts)
{
    QList<FactsGrid::Fact> lines;
    for (const auto& [name, value] : facts)
        lines.append({name, value, FactsGrid::ValueStyle::Paragraph, value});
    addBox(title, object_name, lines);
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
    QList<FactsGrid::Fact> facts;
    const auto add = [&](const std::vector<Port>& ports, const QString& unnamed) {
        for (const Port& port : ports)
            facts.append({port.name.empty() ? unnamed : one_line(port.name, 40), port_text(port),
                          FactsGrid::ValueStyle::Code});
    };
    add(m_document->identity.inputs, tr("Input"));
    add(m_document->identity.outputs, tr("Output"));
    if (!facts.isEmpty())
        addBox(tr("Inputs and outputs"), QStringLiteral("overviewPorts"), facts);
}

/// With what tells it: a place in the file ("/@keras_version") or something that was seen there.
QString OverviewPage::versionText(const VersionEvidence& version)
{
    const QString number = one_line(version.version, 60);
    const QString evidence = one_line(version.evidence, 200);
    const bool place = evidence.startsWith(QLatin1Char('/'));
    if (evidence.isEmpty())
        return number.isEmpty() ? tr("Not stored") : number;
    if (number.isEmpty())
        return place ? tr("Version not stored; named in %1").arg(evidence)
                     : tr("Not stored (%1)").arg(evidence);
    return place ? tr("%1, in %2").arg(number, evidence) : tr("%1, by %2").arg(number, evidence);
}

void OverviewPage::addVersions()
{
    Facts facts;
    for (const VersionEvidence& version : m_document->versions)
        facts.append({one_line(words::framework_name(version.name), 40), versionText(version)});
    if (!facts.isEmpty())
        addFacts(tr("Versions"), QStringLiteral("overviewVersions"), facts);
}

void OverviewPage::addCustomObjects()
{
    if (m_document->custom_objects.empty())
        return;
    auto* const box = new CustomObjectsBox(*m_document);
    box->setObjectName(QStringLiteral("overviewCustomObjects"));
    connect(box, &CustomObjectsBox::layerWanted, this,
            [this](NodeId node) { Q_EMIT rowWanted(Reading::Model, node); });
    m_boxes.append(box);
}

} // namespace strata
