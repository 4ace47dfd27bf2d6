// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/values_page.h"

#include "widgets/pages/page_head.h"
#include "widgets/parts/band.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/tables/values_grid.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QGridLayout>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>
#include <limits>

namespace strata {

namespace {

constexpr int choosers_a_row = 4;

int spin_limit(std::uint64_t most)
{
    return static_cast<int>(std::min<std::uint64_t>(most, std::numeric_limits<int>::max()));
}

} // namespace

ValuesPage::ValuesPage(QWidget* parent)
    : Page(parent),
      m_stack(new QStackedWidget),
      m_empty(new EmptyState),
      m_head(new PageHead),
      m_band(new Band),
      m_choosers(new QWidget),
      m_chooser_grid(new QGridLayout(m_choosers)),
      m_model(new ValuesModel(this)),
      m_view(new ValuesGrid)
{
    setObjectName(QStringLiteral("valuesPage"));
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    m_chooser_grid->setContentsMargins(0, 0, 0, 0);
    m_chooser_grid->setHorizontalSpacing(8);
    m_view->setModel(m_model);
    layout->addWidget(m_head);
    layout->addWidget(m_band);
    layout->addWidget(m_choosers);
    layout->addWidget(m_view, 1);
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_band->hide();
    connect(m_head, &PageHead::rowWanted, this, &Page::rowWanted);
    // Queued: the model asks while it is being painted.
    connect(
        m_model, &ValuesModel::pageWanted, this,
        [this](const GridPage& page) {
            if (m_model->tensor() != TensorId::none)
                Q_EMIT pageWanted(m_model->tensor(), m_model->slice(), page,
                                  m_model->sliceOf(page));
        },
        Qt::QueuedConnection);
    connect(m_model, &QAbstractItemModel::dataChanged, m_view, &ValuesGrid::fitColumns);
    connect(m_model, &ValuesModel::readFailed, this, &ValuesPage::showError);
}

bool ValuesPage::isFor(const Document& document) const
{
    return !document.tensors.empty();
}

bool ValuesPage::canShow(const Selection& selection) const
{
    return selection.tensor() != TensorId::none;
}

void ValuesPage::show(const Selection& selection)
{
    m_selection = selection;
    const TensorId tensor = selection.tensor();
    if (tensor == TensorId::none) {
        m_tensor = TensorId::none;
        m_model->clear();
        m_empty->setMessage(tr("No array is selected"),
                            tr("Choose an array in the tree to see its values."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    const Tensor& value = selection.document->tensor(tensor);
    m_head->setPath(selection);
    m_head->setTitle(one_line(selection.tree().name(selection.node)),
                     words::text_of(value.dtype.name()) + QStringLiteral("  ") +
                         words::shape(value.shape),
                     words::plural(value.count().value_or(0), tr("1 value"), tr("%1 values")));
    m_stack->setCurrentIndex(0);
    if (tensor == m_tensor)
        return;
    m_tensor = tensor;
    m_slice = default_slice(value.shape);
    m_band->hide();
    if (value.count().value_or(0) == 0) {
        m_empty->setMessage(tr("The array is empty"),
                            tr("Its shape %1 has no values.").arg(words::shape(value.shape)));
        m_stack->setCurrentWidget(m_empty);
    } else if (const auto* const missing = std::get_if<MissingStorage>(&value.storage)) {
        showError(Error{ErrorCode::UnsupportedFeature, {}, {}, missing->reason});
    }
    makeChoosers();
    applySlice();
}

void ValuesPage::applySlice()
{
    m_model->setTensor(m_selection.document, m_tensor, m_slice);
    m_view->fitColumns();
}

QSpinBox* ValuesPage::addChooser(const QString& name, std::uint64_t most, std::uint64_t step,
                                 const QString& object_name)
{
    const int place = m_chooser_grid->count() / 2;
    auto* const spin = new QSpinBox;
    spin->setObjectName(object_name);
    spin->setRange(0, spin_limit(most));
    spin->setSingleStep(spin_limit(step));
    spin->setKeyboardTracking(false);
    spin->setAcceptDrops(false);
    spin->setAccessibleName(name);
    m_chooser_grid->addWidget(make_secondary_label(name), place / choosers_a_row,
                              place % choosers_a_row * 2);
    m_chooser_grid->addWidget(spin, place / choosers_a_row, place % choosers_a_row * 2 + 1);
    return spin;
}

void ValuesPage::makeChoosers()
{
    while (QLayoutItem* const item = m_chooser_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const Shape& shape = m_selection.document->tensor(m_tensor).shape;
    for (int axis = 0; axis < static_cast<int>(shape.size()); ++axis) {
        const auto at = static_cast<std::size_t>(axis);
        const std::uint64_t length = shape[at];
        if (axis != m_slice.row_axis && axis != m_slice.column_axis) {
            QSpinBox* const spin =
                addChooser(tr("Axis %1 of %2, index").arg(axis).arg(words::count(length)),
                           length == 0 ? 0 : length - 1, 1, QStringLiteral("axis%1").arg(axis));
            connect(spin, &QSpinBox::valueChanged, this, [this, at](int value) {
                m_slice.places[at] = static_cast<std::uint64_t>(value);
                applySlice();
            });
            continue;
        }
        const bool row = axis == m_slice.row_axis;
        const std::uint64_t listed = row ? ValuesModel::most_rows : ValuesModel::most_columns;
        if (length <= listed)
            continue;
        QSpinBox* const spin = addChooser(
            (row ? tr("%1 of %2 rows, from row") : tr("%1 of %2 columns, from column"))
                .arg(words::count(listed), words::count(length)),
            length - 1, listed, row ? QStringLiteral("firstRow") : QStringLiteral("firstColumn"));
        connect(spin, &QSpinBox::valueChanged, this, [this, row](int value) {
            (row ? m_slice.first_row : m_slice.first_column) = static_cast<std::uint64_t>(value);
            applySlice();
        });
    }
    m_chooser_grid->setColumnStretch(choosers_a_row * 2, 1);
    m_choosers->setVisible(m_chooser_grid->count() > 0);
}

void ValuesPage::showError(const Error& error)
{
    const words::ErrorWords text = words::describe(error, m_selection.document->path);
    m_band->setMessage(Band::Kind::Error, tr("The values of this array cannot be read"),
                       text.message(), text.remedy);
    m_band->show();
}

} // namespace strata
