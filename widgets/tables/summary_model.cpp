// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/summary_model.h"

#include "widgets/parts/text.h"
#include "widgets/tables/roles.h"
#include "widgets/theme/icons.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QPointF>

#include <algorithm>
#include <span>

namespace strata {

namespace {

/// Layers inside a layer stand further right.
constexpr int blanks_a_level = 4;
/// Nested layers are as deep as their file says; further in they stay where they are.
constexpr int deepest_shown = 8;

/// A layer with more sources or outputs names the first ones.
constexpr std::size_t most_listed = 12;

QString listed(QStringList texts, std::size_t count)
{
    if (count > most_listed)
        texts.append(QObject::tr("%1 more").arg(words::count(count - most_listed)));
    return texts.join(QStringLiteral(", "));
}

QString shapes_text(const Layer& layer)
{
    if (layer.output_shapes.empty())
        return QObject::tr("unknown");
    QStringList shapes;
    for (const SymbolicShape& shape :
         std::span(layer.output_shapes).first(std::min(layer.output_shapes.size(), most_listed)))
        shapes.append(words::shape(shape));
    return listed(shapes, layer.output_shapes.size());
}

/// One decimal for all, so that the figures stand under each other.
QString share_text(double share)
{
    constexpr double smallest = 0.0005;
    return share < smallest ? QObject::tr("< 0.1 %")
                            : QObject::tr("%1 %").arg(QString::number(100 * share, 'f', 1));
}

QString names_text(const std::vector<std::string>& names)
{
    QStringList shown;
    for (const std::string& name : std::span(names).first(std::min(names.size(), most_listed)))
        shown.append(one_line(name, 120));
    return names.empty() ? words::none() : listed(shown, names.size());
}

} // namespace

SummaryModel::SummaryModel(QObject* parent)
    : ColumnsModel({{tr("Layer"), false, false},
                    {tr("Type"), false, false},
                    {tr("Output shape"), false, true, Qt::ElideNone},
                    {tr("Params"), true, true},
                    {tr("Share"), false, true},
                    {tr("Trainable"), false, false},
                    {tr("Connected to"), false, false}},
                   parent)
{
}

void SummaryModel::setDocument(std::shared_ptr<const Document> document)
{
    beginResetModel();
    m_document = std::move(document);
    m_total = 0;
    for (const Layer& each : m_document->layers) {
        if (depthOf(each) == 0)
            m_total += each.parameters.value_or(0);
    }
    connectSequences();
    endResetModel();
}

/// A Sequential does not say what its layers are connected to: each one to the one before.
void SummaryModel::connectSequences()
{
    m_connections.clear();
    const Tree& tree = m_document->model;
    QHash<std::size_t, std::string> before; // by the model that holds them
    for (const Layer& each : m_document->layers) {
        std::vector<std::string> names = each.connected_to;
        const NodeId parent =
            each.node == NodeId::none ? NodeId::none : tree.node(each.node).parent;
        if (names.empty() && parent != NodeId::none && tree.type(parent) == "Sequential") {
            std::string& last = before[strata::index(parent)];
            if (!last.empty())
                names.push_back(last);
            last = each.name;
        }
        m_connections.append(names_text(names));
    }
}

void SummaryModel::setBars(bool bars)
{
    if (bars == m_bars)
        return;
    m_bars = bars;
    if (rows() > 0)
        Q_EMIT dataChanged(index(0, Share), index(rows() - 1, Share));
}

int SummaryModel::rows() const
{
    return m_document ? static_cast<int>(m_document->layers.size()) : 0;
}

NodeId SummaryModel::nodeOf(int row) const
{
    return row >= 0 && row < rows() ? layer(row).node : NodeId::none;
}

int SummaryModel::depthOf(const Layer& layer) const
{
    int depth = 0;
    if (layer.node == NodeId::none)
        return depth;
    const Tree& tree = m_document->model;
    for (NodeId at = tree.node(layer.node).parent; at != NodeId::none; at = tree.node(at).parent)
        depth += tree.node(at).layer != LayerId::none ? 1 : 0;
    return depth;
}

double SummaryModel::shareOf(const Layer& layer) const
{
    return m_total == 0 ? 0
                        : std::min(1.0, static_cast<double>(layer.parameters.value_or(0)) /
                                            static_cast<double>(m_total));
}

QString SummaryModel::text(int row, int column) const
{
    const Layer& at = layer(row);
    const bool some = at.parameters.value_or(0) != 0;
    // Of a module that is known by the names of its arrays alone nothing else is said.
    const bool named_only = at.class_name.empty();
    switch (column) {
    case LayerName:
        return QString(blanks_a_level * std::min(depthOf(at), deepest_shown), QLatin1Char(' ')) +
               one_line(at.name, 400);
    case Type:
        return one_line(at.class_name, 400);
    case OutputShape:
        return named_only && at.output_shapes.empty() ? QString() : shapes_text(at);
    case Params:
        return at.parameters ? words::count(*at.parameters) : tr("unknown");
    case Share:
        return some ? share_text(shareOf(at)) : QString();
    case Trainable:
        return !some || named_only ? QString() : at.trainable ? tr("yes") : tr("no");
    case ConnectedTo:
        return named_only && at.connected_to.empty() ? QString() : m_connections[row];
    default:
        return {};
    }
}

QVariant SummaryModel::cell(int row, int column, int role) const
{
    const Layer& at = layer(row);
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CopyRole:
        return column == Share && at.parameters.value_or(0) != 0 ? words::exact_real(shareOf(at))
                                                                 : text(row, column).trimmed();
    case Qt::DecorationRole:
        if (column == LayerName)
            return icon(at.class_name == "InputLayer" ? QStringLiteral("node-input")
                                                      : QStringLiteral("node-layer"),
                        IconInk::Secondary);
        return column == Type && at.custom
                   ? QVariant(icon(QStringLiteral("mark-custom"), IconInk::Warning))
                   : QVariant();
    case Qt::ToolTipRole:
        return column == Type && at.custom
                   ? plain_tool_tip(tr("%1: a class that its framework does not ship")
                                        .arg(one_line(at.class_name, 200)))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return column == Share && !m_bars
                   ? QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter))
                   : QVariant();
    case BarRole:
        return m_bars && column == Share && at.parameters.value_or(0) != 0
                   ? QVariant(QPointF(0, shareOf(at)))
                   : QVariant();
    case SortRole:
        if (column == Params || column == Share)
            return QVariant(qulonglong{at.parameters.value_or(0)});
        return {};
    case BarFigureRole:
        // As wide as the widest: all bars begin and end at the same places.
        return m_bars && column == Share ? QVariant(share_text(1)) : QVariant();
    case SecondaryRole:
        return column == ConnectedTo && m_connections[row] == words::none();
    default:
        return {};
    }
}

} // namespace strata
