// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/overview_page.h"

#include "io/model/json_value.h"
#include "widgets/pages/custom_objects_box.h"
#include "widgets/pages/early_end_notice.h"
#include "widgets/pages/model_summary.h"
#include "widgets/pages/page_head.h"
#include "widgets/parts/box.h"
#include "widgets/parts/box_columns.h"
#include "widgets/parts/link_label.h"
#include "widgets/parts/text.h"
#include "widgets/tables/metadata_rows.h"
#include "widgets/words/dtype_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/strip_words.h"
#include "widgets/words/training_words.h"
#include "widgets/words/version_words.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

namespace {

constexpr std::size_t most_names = 12;
/// So few more are named rather than counted: the count takes as much room.
constexpr std::size_t few_more = 4;

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
    const std::size_t named = names.size() <= most_names + few_more ? names.size() : most_names;
    for (std::size_t i = 0; i < named; ++i)
        shown.append(one_line(names[i], 60));
    if (names.size() > named)
        shown.append(QObject::tr("%1 more").arg(words::count(names.size() - named)));
    return shown.join(QStringLiteral(", "));
}

std::uint64_t count_of(const Tensor& tensor)
{
    return tensor.count().value_or(0);
}

/// The tree lists the entries of the model alone, and counts them so.
QString entries_text(const Document& document)
{
    const QList<std::size_t> places = metadata_places(document);
    const auto in_tree = std::count_if(places.begin(), places.end(), [&](std::size_t place) {
        return document.metadata[place].model_node != NodeId::none;
    });
    const QString all = words::plural(static_cast<std::uint64_t>(places.size()),
                                      QObject::tr("1 entry"), QObject::tr("%1 entries"));
    return in_tree == 0 || in_tree == places.size()
               ? all
               : QObject::tr("%1, %2 in the tree")
                     .arg(all, words::count(static_cast<std::uint64_t>(in_tree)));
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
    const QString name = network && document.estimator == EstimatorId::none
                             ? one_line(document.identity.name)
                             : words::class_text(document);
    m_head->setTitle(name.isEmpty() ? one_line(document.name) : name, {}, headFacts());
    m_boxes.clear();
    m_summary = nullptr;
    if (network) {
        m_summary = new ModelSummary;
        m_summary->setDocument(m_document);
        connect(m_summary, &ModelSummary::textWanted, this, &OverviewPage::summaryTextWanted);
        connect(m_summary, &ModelSummary::rowShown, this, [this](const QRect& row) {
            const QRect place(m_summary->mapTo(m_scroll->widget(), row.topLeft()), row.size());
            m_scroll->ensureVisible(place.left(), place.center().y(), 0, place.height());
        });
        connect(m_summary, &ModelSummary::layerChosen, this, [this](NodeId node) {
            if (node != NodeId::none)
                Q_EMIT rowWanted(Reading::Model, node);
        });
    }
    // The same order for every file.
    addTraining();
    addCustomObjects();
    addPorts();
    addVersions();
    addEstimator();
    addContents();
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 12, 10);
    layout->setSpacing(10);
    auto* const notice = new EarlyEndNotice;
    layout->addWidget(notice);
    notice->setDocument(document);
    connect(notice, &EarlyEndNotice::damagedWanted, this, &Page::damagedWanted);
    connect(notice, &EarlyEndNotice::readAgainWanted, this, &Page::readAgainWanted);
    connect(notice, &EarlyEndNotice::wholeExportWanted, this, &Page::wholeExportWanted);
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
        return words::container_text(document);
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
    if (m_document->layers.empty())
        return;
    QList<FactsGrid::Fact> facts;
    for (const words::TrainingFact& fact : words::training_facts(*m_document))
        facts.append({fact.name,
                      fact.value,
                      fact.code ? Style::Code : Style::Paragraph,
                      fact.value,
                      fact.none,
                      {fact.number}});
    if (facts.isEmpty() && m_document->format.framework != "keras")
        return; // nobody else compiles a model
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
    box->body()->addStretch(1); // a box may be higher than its facts
    m_boxes.append(box);
    return box;
}

/// What the identity strip does not say.
QList<FactsGrid::Fact> OverviewPage::fileFacts(const Document& document)
{
    using Style = FactsGrid::ValueStyle;
    const QString path = one_line(document.path);
    QList<FactsGrid::Fact> facts = {
        {tr("Path"), path, Style::Fixed, path},
        {tr("Bytes"), words::count(document.bytes), Style::Fixed, words::size(document.bytes)}};
    for (std::size_t i = 1; i < document.sources.size(); ++i) {
        const QString bytes = words::size(document.sources[i].bytes);
        facts.append({tr("Unpacks to"),
                      tr("%1, %2").arg(bytes, words::text_of(document.sources[i].name)),
                      Style::Paragraph,
                      words::exact_bytes(document.sources[i].bytes),
                      false,
                      {bytes}});
    }
    return facts;
}

void OverviewPage::addEstimator()
{
    using Style = FactsGrid::ValueStyle;
    const Document& document = *m_document;
    if (document.estimator == EstimatorId::none)
        return;
    const Estimator& estimator = document.estimators[index(document.estimator)];
    QList<FactsGrid::Fact> facts = {{tr("Class"), one_line(estimator.class_name), Style::Fixed,
                                     one_line(estimator.class_name)}};
    const std::vector<std::string>& features = estimator.names_of_input();
    if (features.empty())
        facts.append({tr("Feature names"), tr("Not stored"), Style::Text, {}, true});
    else
        facts.append({tr("Feature names"), joined(features), Style::Code});
    if (!estimator.classes.empty()) {
        std::vector<std::string> names;
        for (const Value& value : estimator.classes)
            names.push_back(value.repr(60));
        facts.append({tr("Classes"), joined(names), Style::Code});
    }
    if (!estimator.trees.empty())
        facts.append({tr("Trees"), words::trees_text(estimator)});
    for (const EstimatorStep& step : estimator.steps) {
        const QString name =
            step.estimator == EstimatorId::none
                ? one_line(step.class_name.empty() ? words::none().toStdString() : step.class_name)
                : one_line(document.estimators[index(step.estimator)].name);
        facts.append({tr("Step %1").arg(one_line(step.name, 40)), name});
    }
    addBox(tr("Estimator"), QStringLiteral("overviewEstimator"), facts);
}

void OverviewPage::addContents()
{
    using Style = FactsGrid::ValueStyle;
    const Document& document = *m_document;
    QList<FactsGrid::Fact> facts = fileFacts(document);
    std::uint64_t values = 0;
    std::uint64_t bytes = 0;
    const Tensor* largest = nullptr;
    for (const Tensor& tensor : document.tensors) {
        values += count_of(tensor);
        bytes += tensor.bytes().value_or(0);
        if (!largest || count_of(tensor) > count_of(*largest))
            largest = &tensor;
    }
    facts.append({tr("Arrays"), words::count(document.tensors.size()), Style::Fixed});
    const QString size = words::size(bytes);
    facts.append({tr("Values"),
                  tr("%1 in %2").arg(words::count(values), size),
                  Style::Paragraph,
                  words::exact_bytes(bytes),
                  false,
                  {words::count(values), size}});
    std::vector<std::string> type_texts;
    for (const auto& [type, count] : words::dtype_counts(document.tensors))
        type_texts.push_back(tr("%1 × %2").arg(type, words::count(count)).toStdString());
    if (!type_texts.empty())
        facts.append({tr("Dtypes"), joined(type_texts), Style::Code});
    if (largest && document.tensors.size() > 1) {
        const TensorId id{static_cast<std::uint32_t>(largest - document.tensors.data())};
        const QString path = one_line(document.tensor_path(id));
        facts.append({tr("Largest"), path, Style::Fixed,
                      path + QLatin1Char('\n') +
                          words::plural(count_of(*largest), tr("1 value"), tr("%1 values"))});
    }
    facts.append({tr("Metadata"), entries_text(document)});
    addBox(tr("Contents"), QStringLiteral("overviewContents"), facts);
}

/// What a network's output layer does last: "softmax".
QString OverviewPage::activationOf(const std::string& name) const
{
    for (const Layer& layer : m_document->layers) {
        if (layer.name != name)
            continue;
        const Value* const activation = member(layer.config, "activation");
        return activation && activation->kind() == Value::Kind::Text
                   ? one_line(activation->as_text(), 40)
                   : QString();
    }
    return {};
}

void OverviewPage::addPorts()
{
    QList<FactsGrid::Fact> facts;
    const auto add = [&](const std::vector<Port>& ports, const QString& unnamed, bool output) {
        for (const Port& port : ports) {
            const QString code = port_text(port);
            const QString activation = output ? activationOf(port.name) : QString();
            facts.append({port.name.empty() ? unnamed : one_line(port.name, 40),
                          activation.isEmpty() ? code : tr("%1, %2").arg(code, activation),
                          FactsGrid::ValueStyle::Paragraph,
                          {},
                          false,
                          {code}});
        }
    };
    add(m_document->identity.inputs, tr("Input"), false);
    add(m_document->identity.outputs, tr("Output"), true);
    if (!facts.isEmpty())
        addBox(tr("Inputs and outputs"), QStringLiteral("overviewPorts"), facts);
}

void OverviewPage::addVersions()
{
    QList<FactsGrid::Fact> facts;
    for (const VersionEvidence& version : m_document->versions) {
        const words::VersionWords told = words::version_words(version);
        facts.append(
            {told.name, told.text, FactsGrid::ValueStyle::Paragraph, {}, false, {told.number}});
    }
    if (!facts.isEmpty())
        addBox(tr("Versions"), QStringLiteral("overviewVersions"), facts);
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
