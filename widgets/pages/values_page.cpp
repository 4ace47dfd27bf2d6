// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/values_page.h"

#include "io/model/presence.h"
#include "widgets/pages/first_array.h"
#include "widgets/pages/neighbours.h"
#include "widgets/pages/page_head.h"
#include "widgets/parts/band.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/tables/copying.h"
#include "widgets/tables/values_grid.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/axis_words.h"
#include "widgets/words/dtype_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QGridLayout>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace strata {

namespace {

constexpr int most_choosers_a_row = 4;
constexpr int chooser_spacing = 8;
constexpr int side_margin = 12;
constexpr auto previous_name = "previousValues";
constexpr auto next_name = "nextValues";

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
      m_axes(make_secondary_label({})),
      m_model(new ValuesModel(this)),
      m_view(new ValuesGrid)
{
    setObjectName(QStringLiteral("valuesPage"));
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(side_margin, 10, side_margin, 10);
    layout->setSpacing(10);
    m_axes->setObjectName(QStringLiteral("axisNames"));
    m_axes->setFont(small_font(m_axes->font()));
    m_chooser_grid->setContentsMargins(0, 0, 0, 0);
    m_chooser_grid->setHorizontalSpacing(chooser_spacing);
    m_view->setModel(m_model);
    layout->addWidget(m_head);
    layout->addWidget(m_band);
    layout->addWidget(m_choosers);
    auto* const grid = new QVBoxLayout;
    grid->setSpacing(4);
    grid->addWidget(m_axes);
    grid->addWidget(m_view, 1);
    layout->addLayout(grid, 1);
    layout->addStretch(0); // has the room where there is no grid
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_band->hide();
    QToolButton* const copy =
        m_head->addButton(QStringLiteral("copy"), tr("Copy what is selected"));
    copy->setObjectName(QStringLiteral("copyValues"));
    copy->setEnabled(false);
    connect(copy, &QToolButton::clicked, this,
            [this] { copy_selection(*m_view, QLatin1Char('\t')); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, copy,
            [this, copy] { copy->setEnabled(m_view->selectionModel()->hasSelection()); });
    connect(m_model, &QAbstractItemModel::modelReset, copy, [copy] { copy->setEnabled(false); });
    const auto add_step = [this](const QString& icon, const QString& text, const char* name,
                                 Direction direction) {
        QToolButton* const button = m_head->addButton(icon, text);
        button->setObjectName(QLatin1String(name));
        connect(button, &QToolButton::clicked, this, [this, direction] {
            if (const NodeId node = neighbour_array(m_selection, direction); node != NodeId::none)
                Q_EMIT rowWanted(m_selection.reading, node);
        });
    };
    add_step(QStringLiteral("previous"), tr("Previous array"), previous_name, Direction::Back);
    add_step(QStringLiteral("next"), tr("Next array"), next_name, Direction::On);
    connect(m_head, &PageHead::rowWanted, this, &Page::rowWanted);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        const auto [reading, node] = first_array(*m_selection.document);
        Q_EMIT rowWanted(reading, node);
    });
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
                            tr("Choose an array in the tree to see its values."),
                            tr("Show the first array"));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    const Tensor& value = selection.document->tensor(tensor);
    m_head->setPath(selection);
    for (const auto& [name, direction] :
         {std::pair{previous_name, Direction::Back}, std::pair{next_name, Direction::On}})
        m_head->findChild<QToolButton*>(QLatin1String(name))
            ->setEnabled(neighbour_array(selection, direction) != NodeId::none);
    m_head->setTitle(one_line(selection.tree().name(selection.node)),
                     words::dtype_text(value.dtype) + QStringLiteral("  ") +
                         words::shape(value.shape),
                     // How much of the values is there says more than how many there should be.
                     presence_of(value) == Presence::Cut || !value.count()
                         ? QString()
                         : words::plural(*value.count(), tr("1 value"), tr("%1 values")));
    m_head->setPresence(value);
    m_head->setCodeToolTip(words::text_of(value.dtype.name()) + QStringLiteral("  ") +
                           words::shape(value.shape));
    m_stack->setCurrentIndex(0);
    if (tensor == m_tensor)
        return;
    m_tensor = tensor;
    m_slice = default_slice(value.shape);
    m_band->hide();
    if (value.count() == std::uint64_t{0}) {
        m_empty->setMessage(tr("The array is empty"),
                            tr("Its shape %1 has no values.").arg(words::shape(value.shape)));
        m_stack->setCurrentWidget(m_empty);
    }
    makeChoosers();
    applySlice();
    if (const auto* const missing = std::get_if<MissingStorage>(&value.storage))
        showError(Error{ErrorCode::UnsupportedFeature, {}, {}, missing->reason});
}

void ValuesPage::applySlice()
{
    m_band->hide();
    m_view->show();
    m_model->setTensor(m_selection.document, m_tensor, m_slice);
    const auto name = [this](int axis) {
        return axis < 0 ? QString()
                        : words::axis_name(*m_selection.document, m_tensor,
                                           static_cast<std::size_t>(axis));
    };
    QStringList axes;
    if (const QString rows = name(m_slice.row_axis); !rows.isEmpty())
        axes.append(rows + QStringLiteral(" \u2193"));
    if (const QString columns = name(m_slice.column_axis); !columns.isEmpty())
        axes.append(columns + QStringLiteral(" \u2192"));
    m_axes->setText(axes.join(QStringLiteral("  ")));
    m_axes->setVisible(!axes.isEmpty());
    m_view->fitColumns();
}

QSpinBox* ValuesPage::addChooser(const QString& name, std::uint64_t most, std::uint64_t step,
                                 const QString& object_name)
{
    auto* const spin = new QSpinBox(m_choosers);
    spin->setObjectName(object_name);
    spin->setRange(0, spin_limit(most));
    spin->setSingleStep(spin_limit(step));
    spin->setKeyboardTracking(false);
    spin->setAcceptDrops(false);
    spin->setAccessibleName(name);
    m_chooser_parts.append({make_secondary_label(name, m_choosers), spin});
    return spin;
}

/// As many beside each other as are shown whole.
void ValuesPage::arrangeChoosers()
{
    int widest = 1;
    for (const auto& [label, spin] : std::as_const(m_chooser_parts))
        widest = std::max(widest, label->sizeHint().width() + spin->sizeHint().width() +
                                      2 * chooser_spacing);
    const int a_row = std::clamp((width() - 2 * side_margin) / widest, 1, most_choosers_a_row);
    if (a_row == m_choosers_a_row)
        return;
    m_chooser_grid->setColumnStretch(m_choosers_a_row * 2, 0);
    m_choosers_a_row = a_row;
    for (int i = 0; i < m_chooser_parts.size(); ++i) {
        const auto& [label, spin] = m_chooser_parts[i];
        m_chooser_grid->addWidget(label, i / a_row, i % a_row * 2);
        m_chooser_grid->addWidget(spin, i / a_row, i % a_row * 2 + 1);
    }
    m_chooser_grid->setColumnStretch(a_row * 2, 1);
}

void ValuesPage::makeChoosers()
{
    for (const auto& [label, spin] : std::as_const(m_chooser_parts)) {
        delete label;
        delete spin;
    }
    m_chooser_parts.clear();
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
    m_choosers_a_row = 0;
    arrangeChoosers();
    m_choosers->setVisible(!m_chooser_parts.isEmpty());
}

void ValuesPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrangeChoosers();
}

void ValuesPage::showError(const Error& error)
{
    const words::ErrorWords text = words::describe(error, m_selection.document->path);
    m_band->setMessage(Band::Kind::Error, tr("The values of this array cannot be read"),
                       text.message(), text.remedy);
    m_band->show();
    // In the place of what failed: a grid of nothing tells nothing.
    m_view->setVisible(!m_model->isBlank());
    m_axes->setVisible(m_axes->isVisibleTo(this) && !m_model->isBlank());
}

} // namespace strata
