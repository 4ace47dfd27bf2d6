// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_view.h"

#include "widgets/compare/pair_delegate.h"
#include "widgets/theme/icons.h"
#include "widgets/tree/bounded_rows.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTimer>

#include <algorithm>

namespace strata {

namespace {

constexpr int sign_width = 34;
constexpr int change_width = 96;
constexpr int least_change = 56;
constexpr int least_name = 130;
constexpr int most_shape = 180;
/// Around a cell's text.
constexpr int text_margins = 16;

constexpr PairColumn side_columns[] = {PairColumn::LeftShape, PairColumn::RightShape,
                                       PairColumn::LeftParams, PairColumn::RightParams};

int section(PairColumn column)
{
    return static_cast<int>(column);
}

/// Groups to be opened at once, with the runs that they stand in, as long as all of them together
/// show no more rows than a view lays out at once.
class Opening {
public:
    explicit Opening(const PairModel& model) : m_model(model) {}

    void add(const QModelIndex& group)
    {
        const QModelIndex above = group.parent();
        const bool run = above.isValid() && m_model.pairAt(above) == 0 && m_runs.count(above) == 0;
        const int children = m_model.rowCount(group);
        const int shown = children + (run ? m_model.rowCount(above) : 0);
        if (children == 0 || shown > m_room)
            return;
        m_room -= shown;
        if (run) {
            m_runs.insert(above);
            m_rows.append(above);
        }
        m_rows.append(group);
    }
    [[nodiscard]] bool hasRoom() const { return m_room > 0; }
    [[nodiscard]] const QModelIndexList& rows() const { return m_rows; }

private:
    const PairModel& m_model;
    int m_room = most_rows_expanded;
    std::set<QModelIndex> m_runs;
    QModelIndexList m_rows;
};

} // namespace

PairView::PairView(QWidget* parent) : QTreeView(parent), m_opened(new QTimer(this))
{
    setObjectName(QStringLiteral("pairView"));
    setAccessibleName(tr("Both files, row by row"));
    setUniformRowHeights(true);
    setAnimated(false);
    setIndentation(16);
    setAllColumnsShowFocus(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new PairDelegate(this));
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    header()->setHighlightSections(false);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(24);
    connect(header(), &QHeaderView::sectionResized, this, [this](int column, int before, int now) {
        if (m_sharing || now == 0)
            return;
        const int names = columnWidth(section(PairColumn::LeftName)) +
                          columnWidth(section(PairColumn::RightName));
        if (column == section(PairColumn::LeftName) && names > 0) {
            // What the left name takes the right one gives.
            const int room = names - (now - before);
            m_left_share = std::clamp(static_cast<double>(now) / std::max(1, room), 0.1, 0.9);
        } else if (column != section(PairColumn::RightName)) {
            m_own_widths[column] = now;
        }
        shareRoom();
    });
    m_opened->setSingleShot(true);
    m_opened->setInterval(0);
    connect(this, &QTreeView::expanded, m_opened, qOverload<>(&QTimer::start));
    connect(m_opened, &QTimer::timeout, this, &PairView::shareRoom);
}

void PairView::setPairModel(PairModel* model)
{
    m_model = model;
    setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_needed.clear();
        shareRoom();
    });
}

/// QTreeView lays out what each row opens at once, and moves all that stands below: with ten thousand
/// small groups the window stops. While a layout is due it only remembers what is open.
void PairView::openRows(const QModelIndexList& rows)
{
    scheduleDelayedItemsLayout();
    for (const QModelIndex& row : rows)
        expand(row);
}

void PairView::expandFirstRows()
{
    QModelIndexList opened;
    QList<QModelIndex> waiting = {QModelIndex()};
    int shown = 0;
    for (qsizetype next = 0; next < waiting.size(); ++next) {
        const QModelIndex parent = waiting[next];
        const int children = m_model->rowCount(parent);
        if (parent.isValid()) {
            const std::size_t pair = m_model->pairAt(parent);
            const NodeId left = m_model->node(pair, Side::Left);
            const NodeId right = m_model->node(pair, Side::Right);
            const Side side = left == NodeId::none ? Side::Right : Side::Left;
            const NodeKind kind =
                m_model->document(side)->main_tree().node(side == Side::Left ? left : right).kind;
            // One that pairs stand in, since the other file is flat, is opened like any other.
            const bool alone = (left == NodeId::none || right == NodeId::none) &&
                               m_model->comparison()->rows[pair].pairs == 0;
            const bool aside = kind == NodeKind::Metadata || kind == NodeKind::Optimizer;
            if (alone || aside || children > first_group_rows || shown + children > first_rows)
                continue;
            opened.append(parent);
        }
        shown += children;
        for (int row = 0; row < std::min(children, first_rows); ++row) {
            const QModelIndex child = m_model->index(row, 0, parent);
            if (m_model->pairAt(child) != 0)
                waiting.append(child);
        }
    }
    openRows(opened);
}

void PairView::expandBounded()
{
    openRows(rows_to_expand(*m_model));
}

void PairView::expandToMatches()
{
    const PairRows* const rows = m_model->rows();
    if (!rows)
        return;
    Opening opening(*m_model);
    for (std::uint32_t place = 1; place < rows->list.rows.size() && opening.hasRoom(); ++place) {
        if (rows->list.rows[place].leads)
            opening.add(m_model->indexOfPlace(place));
    }
    openRows(opening.rows());
}

std::set<std::size_t> PairView::openPairs() const
{
    std::set<std::size_t> open;
    QList<QModelIndex> waiting = {QModelIndex()};
    for (qsizetype next = 0; next < waiting.size(); ++next) {
        const int children = std::min(m_model->rowCount(waiting[next]), most_rows_expanded);
        for (int row = 0; row < children; ++row) {
            const QModelIndex child = m_model->index(row, 0, waiting[next]);
            if (!isExpanded(child))
                continue;
            if (m_model->pairAt(child) != 0)
                open.insert(m_model->pairAt(child));
            waiting.append(child);
        }
    }
    return open;
}

void PairView::openAgain(const std::set<std::size_t>& pairs)
{
    Opening opening(*m_model);
    for (const std::size_t pair : pairs) {
        if (const QModelIndex row = m_model->indexOfPair(pair); row.isValid())
            opening.add(row);
    }
    openRows(opening.rows());
}

std::size_t PairView::currentPair() const
{
    return m_model ? m_model->pairAt(currentIndex()) : 0;
}

bool PairView::choosePair(std::size_t pair)
{
    const QModelIndex row = m_model->indexOfPair(pair);
    if (!row.isValid())
        return false;
    QModelIndexList closed;
    for (QModelIndex above = row.parent(); above.isValid(); above = above.parent()) {
        if (!isExpanded(above))
            closed.append(above);
    }
    if (!closed.isEmpty())
        openRows(closed);
    setCurrentIndex(row);
    scrollTo(row);
    return true;
}

bool PairView::stepToDifference(int by)
{
    const PairRows* const rows = m_model->rows();
    if (!rows)
        return false;
    const std::size_t current = currentPair();
    const std::uint32_t from = current == 0 ? 0 : rows->place[current];
    const std::uint32_t to = by > 0 ? next_difference(*rows, *m_model->comparison(), from)
                                    : previous_difference(*rows, *m_model->comparison(), from);
    return to != 0 && choosePair(rows->pair(to));
}

std::vector<std::size_t> PairView::visibleTensors() const
{
    std::vector<std::size_t> out;
    if (!m_model || !m_model->comparison())
        return out;
    QModelIndex row = indexAt(QPoint(4, 1));
    while (row.isValid() && visualRect(row).top() < viewport()->height()) {
        const std::size_t pair = m_model->pairAt(row);
        const std::uint32_t tensors = m_model->comparison()->pairs.rows[pair].tensors;
        if (pair != 0 && tensors != PairRow::no_tensors)
            out.push_back(tensors);
        row = indexBelow(row);
    }
    return out;
}

int PairView::wantedWidth(PairColumn column)
{
    const int at = section(column);
    if (const auto own = m_own_widths.constFind(at); own != m_own_widths.cend())
        return *own;
    if (column == PairColumn::Sign)
        return sign_width;
    if (column == PairColumn::Change)
        return change_width;
    int wanted = header()->sectionSizeHint(at);
    if (column == PairColumn::RelativeL2) // figures come later than the first layout
        return std::max(wanted,
                        QFontMetrics(font()).horizontalAdvance(QStringLiteral("0.000e\u22120")) +
                            text_margins);
    int& needed = m_needed[at];
    return needed = std::max(
               needed, std::clamp(sizeHintForColumn(at), wanted, std::max(wanted, most_shape)));
}

/// Names share what the other columns leave; where they have too little, shapes and then counts of
/// parameters leave on both sides.
void PairView::shareRoom()
{
    if (!m_model || viewport()->width() <= 0)
        return;
    const QScopedValueRollback guard(m_sharing, true);
    header()->setResizeContentsPrecision(200);
    QMap<int, int> widths;
    for (int column = 0; column < pair_column_count; ++column)
        widths[column] = wantedWidth(static_cast<PairColumn>(column));
    for (const PairColumn left : {PairColumn::LeftShape, PairColumn::LeftParams}) {
        // Both sides alike, so that the eye can go across.
        const int right = section(left) + section(PairColumn::RightName);
        if (!m_own_widths.contains(section(left)) && !m_own_widths.contains(right))
            widths[section(left)] = widths[right] = std::max(widths[section(left)], widths[right]);
    }
    const auto others = [&] {
        int sum = 0;
        for (int column = 0; column < pair_column_count; ++column) {
            if (column != section(PairColumn::LeftName) && column != section(PairColumn::RightName))
                sum += widths[column];
        }
        return sum;
    };
    const auto short_of_room = [&] {
        return viewport()->width() - others() < 2 * least_name;
    };
    if (short_of_room() && !m_own_widths.contains(section(PairColumn::Change)))
        widths[section(PairColumn::Change)] =
            std::max(least_change, header()->sectionSizeHint(section(PairColumn::Change)));
    for (std::size_t i = 0; i + 1 < std::size(side_columns) && short_of_room(); i += 2) {
        widths[section(side_columns[i])] = 0;
        widths[section(side_columns[i + 1])] = 0;
    }
    const int names = std::max(2 * least_name, viewport()->width() - others());
    widths[section(PairColumn::LeftName)] = static_cast<int>(names * m_left_share);
    widths[section(PairColumn::RightName)] = names - widths[section(PairColumn::LeftName)];
    for (int column = 0; column < pair_column_count; ++column) {
        setColumnHidden(column, widths[column] == 0);
        if (widths[column] != 0)
            setColumnWidth(column, widths[column]);
    }
}

int PairView::heightOfRows(int most)
{
    executeDelayedItemsLayout();
    int height = header()->sizeHint().height();
    QModelIndex row = m_model->index(0, 0);
    const int row_height = sizeHintForIndex(row).height();
    for (height += 2 * row_height; row.isValid() && height < most; row = indexBelow(row))
        height += row_height;
    return std::min(height, most);
}

void PairView::fitColumns()
{
    shareRoom();
}

} // namespace strata
