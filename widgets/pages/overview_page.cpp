// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/overview_page.h"

#include "widgets/pages/model_summary.h"
#include "widgets/pages/page_head.h"
#include "widgets/parts/box.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/training_words.h"
#include "widgets/words/verdict_words.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>
#include <map>

namespace strata {

namespace {

using Facts = QList<QPair<QString, QString>>;

/// Boxes stand in two columns from this width on.
constexpr int two_columns_from = 560;
constexpr std::size_t most_names = 12;
/// Custom objects that are shown, each by some widgets of its own; a file may name any number.
constexpr std::size_t most_custom_objects = 50;

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
    m_columns = 0;
    arrange();
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
    Facts facts;
    for (const words::TrainingFact& fact : words::training_facts(*m_document))
        facts.append({fact.name, fact.value});
    if (facts.isEmpty())
        facts.append({tr("Compiled"), tr("Not stored")});
    addFacts(tr("Training configuration"), QStringLiteral("overviewTraining"), facts);
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

QString OverviewPage::versionText(const VersionEvidence& version)
{
    const QString number = one_line(version.version, 60);
    const QString evidence = one_line(version.evidence, 200);
    if (evidence.isEmpty())
        return number;
    return number.isEmpty() ? tr("by %1").arg(evidence) : tr("%1, by %2").arg(number, evidence);
}

void OverviewPage::addVersions()
{
    Facts facts;
    for (const VersionEvidence& version : m_document->versions)
        facts.append({one_line(version.name, 40), versionText(version)});
    if (!facts.isEmpty())
        addFacts(tr("Versions"), QStringLiteral("overviewVersions"), facts);
}

/// The line that loads the model with this class, ready to be copied.
QWidget* OverviewPage::makeLoadLine(const CustomObject& object)
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

void OverviewPage::addCustomObjects()
{
    if (m_document->custom_objects.empty())
        return;
    auto* const box = new Box(tr("Custom objects"));
    box->setObjectName(QStringLiteral("overviewCustomObjects"));
    const auto& objects = m_document->custom_objects;
    for (std::size_t i = 0; i < std::min(objects.size(), most_custom_objects); ++i) {
        const CustomObject& object = objects[i];
        auto* const name = new InkLabel;
        name->setNote(QStringLiteral("mark-custom"), one_line(object.name, 80), IconInk::Warning);
        box->body()->addWidget(name);
        auto* const grid = new FactsGrid;
        grid->setFacts(QList<FactsGrid::Fact>{
            {tr("Kind"), one_line(object.kind, 60), FactsGrid::ValueStyle::Text, {}},
            {tr("Registered as"),
             object.registered_name.empty() ? words::none() : one_line(object.registered_name, 120),
             FactsGrid::ValueStyle::Fixed,
             {}},
            {tr("Used by"), joined(object.used_by), FactsGrid::ValueStyle::Fixed, {}}});
        box->body()->addWidget(grid);
        if (!object.load_hint.empty())
            box->body()->addWidget(makeLoadLine(object));
    }
    if (objects.size() > most_custom_objects)
        box->body()->addWidget(make_value_label(
            tr("and %1 more").arg(words::count(objects.size() - most_custom_objects))));
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
    if (m_summary)
        grid->addWidget(m_summary, 0, 0, 1, columns);
    const int first = m_summary ? 1 : 0;
    for (int i = 0; i < m_boxes.size(); ++i)
        grid->addWidget(m_boxes[i], first + i / columns, i % columns);
    for (int column = 0; column < columns; ++column)
        grid->setColumnStretch(column, 1);
    grid->setRowStretch(static_cast<int>(m_boxes.size()) + first, 1);
    m_scroll->setWidget(content);
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

} // namespace strata
