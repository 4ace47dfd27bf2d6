// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_dialog.h"

#include "widgets/compare/pair_model.h"
#include "widgets/compare/path_parts.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/line_edit_icons.h"
#include "widgets/parts/text.h"
#include "widgets/tables/table_view.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace strata {

namespace {

/// More nobody reads through; a word in the filter finds the rest.
constexpr std::size_t most_candidates = 2'000;
/// Rows that are looked at while a word is typed.
constexpr std::size_t most_looked_at = 1'000'000;
/// By shape and by whether a row stands alone.
constexpr std::size_t ranks = 4;

/// Tensors stand beside tensors, groups beside groups, values beside values.
int kind_of(const Node& node)
{
    if (node.tensor != TensorId::none)
        return 0;
    return node.child_count != 0 || node.kind == NodeKind::Layer ? 1 : 2;
}

const Shape* shape_of(const Document& document, const Node& node)
{
    return node.tensor == TensorId::none ? nullptr : &document.tensor(node.tensor).shape;
}

} // namespace

CandidatesModel::CandidatesModel(QObject* parent)
    : ColumnsModel({{tr("Row"), false, true, Qt::ElideMiddle},
                    {tr("Shape"), false, true, Qt::ElideNone},
                    {tr("Stands beside"), false, true, Qt::ElideMiddle}},
                   parent)
{
}

void CandidatesModel::setCandidates(QList<Candidate> candidates)
{
    beginResetModel();
    m_candidates = std::move(candidates);
    endResetModel();
}

int CandidatesModel::rowOf(NodeId node) const
{
    const auto found = std::find_if(m_candidates.begin(), m_candidates.end(),
                                    [node](const Candidate& each) { return each.node == node; });
    return found == m_candidates.end() ? -1 : static_cast<int>(found - m_candidates.begin());
}

QVariant CandidatesModel::cell(int row, int column, int role) const
{
    const Candidate& candidate = m_candidates[row];
    if (role == SecondaryRole && column == PartnerColumn)
        return candidate.partner.isEmpty();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case PathColumn:
        return one_line(candidate.path, 400);
    case ShapeColumn:
        return candidate.shape;
    default:
        return candidate.partner.isEmpty() ? tr("nothing") : one_line(candidate.partner, 400);
    }
}

PairDialog::PairDialog(const PairModel& model, std::size_t pair, Side from, QWidget* parent)
    : QDialog(parent),
      m_model(model),
      m_mine(model.node(pair, from)),
      m_from(from),
      m_other(from == Side::Left ? Side::Right : Side::Left),
      m_filter(new QLineEdit),
      m_candidates(new CandidatesModel(this)),
      m_table(new TableView),
      m_more(make_secondary_label({})),
      m_join(new QPushButton(tr("Pair")))
{
    setObjectName(QStringLiteral("pairDialog"));
    setWindowTitle(tr("Pair with"));
    resize(680, 460);
    auto* const lines = new QVBoxLayout(this);
    lines->setContentsMargins(12, 12, 12, 12);
    lines->setSpacing(8);
    const QString name = one_line(model.path(pair, from), 160);
    lines->addWidget(make_text_label(
        from == Side::Left ? tr("Which row of the right side stands beside %1?").arg(name)
                           : tr("Which row of the left side stands beside %1?").arg(name)));
    m_filter->setObjectName(QStringLiteral("pairFilter"));
    m_filter->setPlaceholderText(tr("Filter names"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    add_leading_icon(*m_filter, QStringLiteral("filter"), tr("Filter"));
    lines->addWidget(m_filter);
    m_table->setObjectName(QStringLiteral("pairCandidates"));
    m_table->setAccessibleName(tr("Rows of the other side"));
    m_table->setSource(m_candidates);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    lines->addWidget(m_table, 1);
    lines->addWidget(m_more);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_join->setObjectName(QStringLiteral("pairJoin"));
    m_join->setDefault(true);
    buttons->addButton(m_join, QDialogButtonBox::AcceptRole);
    lines->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &PairDialog::take);
    connect(m_table, &QAbstractItemView::activated, this, &PairDialog::take);
    connect(m_filter, &QLineEdit::textChanged, this, &PairDialog::fill);
    connect(&model, &QAbstractItemModel::modelReset, this, &PairDialog::fillAgain);
    fill();
    m_filter->setFocus();
}

QList<CandidatesModel::Candidate> PairDialog::candidates(const QString& filter) const
{
    const ModelPairs& pairs = m_model.comparison()->pairs;
    const Document& mine = *m_model.document(m_from);
    const Document& other = *m_model.document(m_other);
    const Node& wanted = mine.main_tree().node(m_mine);
    const PairId my_row =
        (m_from == Side::Left ? pairs.row_of_left : pairs.row_of_right)[index(m_mine)];
    const NodeId beside =
        my_row == PairId::none ? NodeId::none : m_model.node(index(my_row), m_other);
    const std::vector<PairId>& rows =
        m_other == Side::Left ? pairs.row_of_left : pairs.row_of_right;
    const Tree& tree = other.main_tree();
    const Shape* const wanted_shape = shape_of(mine, wanted);
    const std::vector<bool> named =
        nodes_with_path_part(tree, filter.toStdString(), most_looked_at);
    std::array<std::vector<NodeId>, ranks> ranked;
    for (std::size_t i = 1; i < named.size(); ++i) {
        const NodeId id{static_cast<std::uint32_t>(i)};
        const Node& node = tree.node(id);
        if (!named[i] || kind_of(node) != kind_of(wanted) || rows[i] == PairId::none ||
            id == beside)
            continue;
        const Shape* const shape = shape_of(other, node);
        const bool fits = shape && wanted_shape && *shape == *wanted_shape;
        const bool alone = m_model.node(index(rows[i]), m_from) == NodeId::none;
        std::vector<NodeId>& of_rank = ranked[(fits ? 0U : 2U) + (alone ? 0U : 1U)];
        if (of_rank.size() <= most_candidates)
            of_rank.push_back(id);
    }
    QList<CandidatesModel::Candidate> out;
    for (const std::vector<NodeId>& of_rank : ranked) {
        for (const NodeId id : of_rank) {
            if (std::size_t(out.size()) > most_candidates)
                return out;
            const Shape* const shape = shape_of(other, tree.node(id));
            out.append({id, words::text_of(tree.path(id)), shape ? words::shape(*shape) : QString(),
                        m_model.path(index(rows[index(id)]), m_from)});
        }
    }
    return out;
}

void PairDialog::fill()
{
    QList<CandidatesModel::Candidate> found = candidates(m_filter->text().trimmed());
    const bool more = std::size_t(found.size()) > most_candidates;
    if (more)
        found.removeLast();
    const bool any = !found.isEmpty();
    m_more->setText(more ? tr("These are the first %1; a word in the filter finds others.")
                               .arg(words::count(most_candidates))
                    : !any ? tr("No row of the other side is of this kind and has these words.")
                           : QString());
    m_more->setVisible(more || !any);
    m_candidates->setCandidates(std::move(found));
    m_table->fitColumns(CandidatesModel::PathColumn);
    if (any)
        m_table->selectSourceRow(0);
    m_join->setEnabled(any);
}

/// Rows were aligned or ordered anew: what each stands beside may be another.
void PairDialog::fillAgain()
{
    if (!m_model.comparison())
        return reject(); // these are other files
    const int row = m_table->currentSourceRow();
    const NodeId chosen = row < 0 ? NodeId::none : m_candidates->node(row);
    fill();
    if (const int again = m_candidates->rowOf(chosen); again >= 0)
        m_table->selectSourceRow(again);
}

void PairDialog::take()
{
    const int row = m_table->currentSourceRow();
    if (row < 0)
        return;
    const NodeId node = m_candidates->node(row);
    accept();
    Q_EMIT chosen(node);
}

} // namespace strata
