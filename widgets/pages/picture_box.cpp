// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/picture_box.h"

#include "widgets/parts/labels.h"
#include "widgets/plots/heat_map.h"
#include "widgets/words/axis_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace strata {

namespace {

enum Range { Common, Full };

} // namespace

PictureBox::PictureBox(QWidget* parent)
    : Box(tr("Picture"), parent),
      m_map(new HeatMap),
      m_range(new QComboBox),
      m_extent(make_secondary_label({})),
      m_caption(make_secondary_label({}))
{
    setObjectName(QStringLiteral("pictureBox"));
    m_extent->setObjectName(QStringLiteral("pictureExtent"));
    m_caption->setObjectName(QStringLiteral("pictureCaption"));
    m_caption->setWordWrap(true);
    m_range->setObjectName(QStringLiteral("pictureRange"));
    m_range->setAccessibleName(tr("Range of the colours"));
    m_range->addItems({tr("± 99 %"), tr("Full")});
    m_range->setToolTip(tr("Up to which magnitude values have a colour of their own"));
    layout()->setContentsMargins(12, 8, 12, 8);
    layout()->setSpacing(4);
    head()->insertWidget(1, m_extent);
    QLabel* const label = make_secondary_label(tr("Range"));
    label->setBuddy(m_range);
    head()->addWidget(label);
    head()->addWidget(m_range);
    body()->addWidget(m_map, 1);
    body()->addWidget(m_caption);
    m_caption->hide();
    connect(m_range, &QComboBox::activated, this, &PictureBox::showRange);
    connect(m_map, &HeatMap::shownChanged, this, &PictureBox::showCaption);
}

bool PictureBox::canShow(const Tensor& tensor)
{
    return tensor.shape.size() >= 2 && tensor.dtype.is_numeric() && tensor.count().value_or(0) != 0;
}

QString PictureBox::caption() const
{
    return m_caption->text();
}

void PictureBox::showTensor(std::shared_ptr<const Document> document, TensorId id)
{
    m_document = std::move(document);
    m_tensor = id;
    m_picture.reset();
    m_map->clearPicture();
    m_extent->clear();
    m_caption->hide();
    const Tensor& tensor = m_document->tensor(id);
    m_request = {};
    m_request.row_axis = tensor.shape.size() - 2;
    m_request.column_axis = tensor.shape.size() - 1;
    m_request.at.assign(tensor.shape.size(), 0);
    m_map->setAxisNames(words::axis_name(*m_document, id, m_request.row_axis),
                        words::axis_name(*m_document, id, m_request.column_axis));
    makeChoosers(tensor);
    Q_EMIT pictureWanted(m_tensor, m_request);
}

void PictureBox::makeChoosers(const Tensor& tensor)
{
    delete m_choosers;
    m_choosers = nullptr;
    if (tensor.shape.size() == 2)
        return;
    m_choosers = new QWidget;
    auto* const grid = new QGridLayout(m_choosers);
    grid->setContentsMargins(0, 0, 0, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    body()->insertWidget(0, m_choosers);
    for (std::size_t axis = 0; axis + 2 < tensor.shape.size(); ++axis)
        addChooser(static_cast<int>(axis), axis, tensor.shape[axis]);
}

void PictureBox::addChooser(int row, std::size_t axis, std::uint64_t count)
{
    auto* const grid = static_cast<QGridLayout*>(m_choosers->layout());
    const int last =
        static_cast<int>(std::min<std::uint64_t>(count - 1, std::numeric_limits<int>::max()));
    const QString name = words::axis_name(*m_document, m_tensor, axis);
    auto* const slider = new QSlider(Qt::Horizontal);
    auto* const number = new QSpinBox;
    number->setObjectName(QStringLiteral("pictureAxis%1").arg(axis));
    slider->setObjectName(QStringLiteral("pictureSlider%1").arg(axis));
    for (QWidget* const control : std::initializer_list<QWidget*>{slider, number})
        control->setAccessibleName(tr("Index along %1").arg(name));
    slider->setRange(0, last);
    number->setRange(0, last);
    number->setAcceptDrops(false);
    number->setKeyboardTracking(false);
    grid->addWidget(make_secondary_label(name), row, 0);
    grid->addWidget(slider, row, 1);
    grid->addWidget(number, row, 2);
    grid->addWidget(make_secondary_label(tr("of %1").arg(words::count(count))), row, 3);
    grid->setColumnStretch(1, 1);
    connect(slider, &QSlider::valueChanged, number, &QSpinBox::setValue);
    connect(number, &QSpinBox::valueChanged, slider, &QSlider::setValue);
    connect(number, &QSpinBox::valueChanged, this, [this, axis](int index) {
        m_request.at[axis] = static_cast<std::uint64_t>(index);
        Q_EMIT pictureWanted(m_tensor, m_request);
    });
}

void PictureBox::setPicture(TensorId tensor, const Result<Picture>& picture)
{
    if (tensor != m_tensor)
        return;
    if (!picture) {
        m_picture.reset();
        m_map->clearPicture();
        m_caption->setText(picture.error().code == ErrorCode::Cancelled
                               ? tr("Drawing was stopped. Choose the row again to draw it.")
                               : words::describe(picture.error(), m_document->path).message());
        m_caption->show();
        return;
    }
    m_picture = std::make_shared<const Picture>(*picture);
    m_range->setItemText(Common, m_picture->negative ? tr("± 99 %") : tr("99 %"));
    showRange();
    m_map->setPicture(m_picture);
}

void PictureBox::showRange()
{
    if (m_picture)
        m_map->setRange(m_range->currentIndex() == Full ? m_picture->largest : m_picture->common);
}

void PictureBox::showCaption()
{
    const Picture& shown = m_map->shown();
    if (shown.cells.empty())
        return;
    const bool all = shown.row_step == 1 && shown.column_step == 1;
    const QString extent = tr("%1 × %2").arg(words::count(shown.rows), words::count(shown.columns));
    m_extent->setText(all ? tr("all %1").arg(extent) : extent);
    m_caption->setText(
        tr("A cell stands for %1 × %2 values and shows the one of largest magnitude.")
            .arg(words::count(shown.row_step), words::count(shown.column_step)));
    m_caption->setVisible(!all);
}

} // namespace strata
