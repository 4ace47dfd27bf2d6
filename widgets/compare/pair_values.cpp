// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_values.h"

#include "widgets/compare/plane_chooser.h"
#include "widgets/parts/box.h"
#include "widgets/parts/labels.h"
#include "widgets/tables/row_delegate.h"
#include "widgets/tables/values_grid.h"
#include "widgets/theme/theme.h"
#include "widgets/words/error_words.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

namespace strata {

namespace {

/// Gives cells that differ from the other side's their ground.
class DifferingCells : public RowDelegate {
public:
    DifferingCells(const QAbstractItemModel* other, QObject* parent)
        : RowDelegate(parent), m_other(other)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        RowDelegate::initStyleOption(option, index);
        const auto* const view = qobject_cast<const QAbstractItemView*>(option->widget);
        if (view && option->rect.right() >= view->viewport()->width())
            option->text.clear(); // part of a number would read as another one
        const QVariant mine = index.data(CopyRole);
        const QVariant theirs = m_other->index(index.row(), index.column()).data(CopyRole);
        if (mine.isValid() && theirs.isValid() && mine != theirs)
            option->backgroundBrush = Theme::of(option->palette).changed.ground;
    }

private:
    const QAbstractItemModel* m_other;
};

} // namespace

PairValues::PairValues(QWidget* parent)
    : QWidget(parent),
      m_plane(new PlaneChooser(QStringLiteral("valuesPlane"))),
      m_note(make_secondary_label({}))
{
    setObjectName(QStringLiteral("pairValues"));
    m_note->setObjectName(QStringLiteral("pairValuesNote"));
    auto* const lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    auto* const boxes = new QHBoxLayout;
    boxes->setSpacing(10);
    makePart(Side::Left, tr("Left"), *boxes);
    makePart(Side::Right, tr("Right"), *boxes);
    lines->addWidget(m_plane);
    lines->addLayout(boxes, 1);
    lines->addWidget(m_note);
    m_note->hide();
    m_left.grid->setItemDelegate(new DifferingCells(m_right.model, m_left.grid));
    m_right.grid->setItemDelegate(new DifferingCells(m_left.model, m_right.grid));
    joinViews();
    connect(m_plane, &PlaneChooser::changed, this, &PairValues::showSlices);
}

void PairValues::makePart(Side side, const QString& title, QHBoxLayout& boxes)
{
    Part& of = part(side);
    of.model = new ValuesModel(this);
    of.grid = new ValuesGrid;
    of.grid->setModel(of.model);
    of.grid->setObjectName(side == Side::Left ? QStringLiteral("leftValues")
                                              : QStringLiteral("rightValues"));
    of.grid->setAccessibleName(side == Side::Left ? tr("Values of the left side")
                                                  : tr("Values of the right side"));
    of.grid->setFrameShape(QFrame::NoFrame);
    auto* const box = new Box(title);
    box->layout()->setContentsMargins(10, 6, 8, 6);
    box->layout()->setSpacing(2);
    box->body()->addWidget(of.grid, 1);
    boxes.addWidget(box, 1);
    connect(of.model, &ValuesModel::pageWanted, this, [this, side](const GridPage& page) {
        const ValuesModel& model = *part(side).model;
        Q_EMIT pageWanted(side, model.tensor(), model.slice(), page, model.sliceOf(page));
    });
    connect(of.model, &ValuesModel::readFailed, this, [this](const Error& error) {
        m_note->setText(words::describe(error).message());
        m_note->show();
    });
}

void PairValues::joinViews()
{
    const auto join = [](QScrollBar* one, QScrollBar* other) {
        connect(one, &QScrollBar::valueChanged, other, &QScrollBar::setValue);
        connect(other, &QScrollBar::valueChanged, one, &QScrollBar::setValue);
    };
    join(m_left.grid->verticalScrollBar(), m_right.grid->verticalScrollBar());
    join(m_left.grid->horizontalScrollBar(), m_right.grid->horizontalScrollBar());
    const auto follow = [](ValuesGrid* one, ValuesGrid* other) {
        connect(one->selectionModel(), &QItemSelectionModel::currentChanged, other,
                [other](const QModelIndex& cell) {
                    const QModelIndex there = other->model()->index(cell.row(), cell.column());
                    if (there.isValid() && there != other->currentIndex())
                        other->selectionModel()->setCurrentIndex(
                            there, QItemSelectionModel::ClearAndSelect);
                });
    };
    follow(m_left.grid, m_right.grid);
    follow(m_right.grid, m_left.grid);
}

void PairValues::setSubject(const PairSubject& subject)
{
    m_subject = subject;
    m_listed = false;
    m_note->hide();
    m_left.model->clear();
    m_right.model->clear();
    if (subject.tensors && subject.tensors->comparable)
        m_plane->setTensor(*subject.left, subject.tensors->left);
}

void PairValues::wake()
{
    if (m_listed || !m_subject.tensors)
        return;
    m_listed = true;
    showSlices();
}

void PairValues::showSlices()
{
    const TensorPair& pair = *m_subject.tensors;
    GridSlice left = default_slice(m_subject.left->tensor(pair.left).shape);
    left.places = m_plane->places();
    GridSlice right = left;
    if (pair.transposed()) {
        const auto there = [&pair](int axis) {
            return axis < 0 ? axis : int{pair.right_axes[static_cast<std::size_t>(axis)]};
        };
        right.row_axis = there(left.row_axis);
        right.column_axis = there(left.column_axis);
        for (std::size_t axis = 0; axis < left.places.size(); ++axis)
            right.places[pair.right_axes[axis]] = left.places[axis];
    }
    m_left.model->setTensor(m_subject.left, pair.left, left);
    m_right.model->setTensor(m_subject.right, pair.right, right);
    m_left.grid->fitColumns();
    m_right.grid->fitColumns();
}

void PairValues::setPage(Side side, TensorId tensor, const GridSlice& slice, const GridPage& page,
                         const Result<PresentItems>& items)
{
    part(side).model->setPage(tensor, slice, page, items);
    part(side).grid->fitColumns();
    // What stands beside it may differ from it.
    part(side == Side::Left ? Side::Right : Side::Left).grid->viewport()->update();
}

void PairValues::setList(Side side, TensorId tensor, const Result<SharedValues>& values)
{
    part(side).model->setList(tensor, values);
    part(side == Side::Left ? Side::Right : Side::Left).grid->viewport()->update();
}

} // namespace strata
