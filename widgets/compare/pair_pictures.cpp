// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_pictures.h"

#include "widgets/compare/plane_chooser.h"
#include "widgets/parts/box.h"
#include "widgets/parts/labels.h"
#include "widgets/plots/heat_map.h"
#include "widgets/words/axis_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

namespace {

/// The rows above need their room too.
constexpr QSize least_map(150, 125);

/// Complex numbers are drawn by their magnitudes.
QString difference_title(bool complex)
{
    return complex ? PairPictures::tr("|Right \u2212 left|")
                   : PairPictures::tr("Right \u2212 left");
}

} // namespace

PairPictures::PairPictures(QWidget* parent)
    : QWidget(parent),
      m_plane(new PlaneChooser(QStringLiteral("pairPlane"))),
      m_own_scale(new QCheckBox(tr("The difference on its own scale"))),
      m_note(make_secondary_label({})),
      m_maps{new HeatMap, new HeatMap, new HeatMap}
{
    setObjectName(QStringLiteral("pairPictures"));
    m_own_scale->setObjectName(QStringLiteral("ownScale"));
    m_note->setObjectName(QStringLiteral("planesNote"));
    auto* const head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_plane);
    head->addWidget(m_note, 1);
    head->addWidget(m_own_scale);
    auto* const boxes = new QHBoxLayout;
    boxes->setSpacing(10);
    const QString titles[] = {tr("Left"), tr("Right"), difference_title(false)};
    for (std::size_t i = 0; i < m_maps.size(); ++i) {
        auto* const box = new Box(titles[i]);
        box->layout()->setContentsMargins(10, 6, 8, 6);
        box->layout()->setSpacing(2);
        box->body()->addWidget(m_maps[i], 1);
        m_maps[i]->setAccessibleName(titles[i]);
        m_maps[i]->setMinimumSize(least_map);
        if (i == 2)
            m_difference_box = box;
        boxes->addWidget(box, 1);
    }
    auto* const lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    lines->addLayout(head);
    lines->addLayout(boxes, 1);
    connect(m_plane, &PlaneChooser::changed, this, &PairPictures::ask);
    connect(m_own_scale, &QCheckBox::toggled, this, &PairPictures::showRange);
}

void PairPictures::setSubject(const PairSubject& subject)
{
    m_pair = subject.pair;
    m_asked = false;
    m_note->clear();
    for (HeatMap* const map : m_maps)
        map->clearPicture();
    if (!subject.hasPlane())
        return;
    const Document& left = *subject.left;
    const TensorId tensor = subject.tensors->left;
    const bool complex = left.tensor(tensor).dtype.is_complex() ||
                         subject.right->tensor(subject.tensors->right).dtype.is_complex();
    m_difference_box->setTitle(difference_title(complex));
    m_maps[2]->setAccessibleName(difference_title(complex));
    m_rank = left.tensor(tensor).shape.size();
    m_plane->setTensor(left, tensor);
    for (HeatMap* const map : m_maps)
        map->setAxisNames(words::axis_name(left, tensor, m_rank - 2),
                          words::axis_name(left, tensor, m_rank - 1));
}

void PairPictures::wake()
{
    if (!m_asked)
        ask();
}

void PairPictures::ask()
{
    m_asked = true;
    PictureRequest request;
    request.row_axis = m_rank - 2;
    request.column_axis = m_rank - 1;
    request.at = m_plane->places();
    Q_EMIT planesWanted(m_pair, request);
}

void PairPictures::setPlanes(std::size_t pair, const Result<PairPlanes>& planes)
{
    if (pair != m_pair)
        return;
    if (!planes) {
        m_asked = false; // looked at again, they are asked for again
        m_note->setText(planes.error().code == ErrorCode::Cancelled
                            ? tr("Drawing was stopped")
                            : words::describe(planes.error()).message());
        return;
    }
    m_range = std::max(planes->left.common, planes->right.common);
    m_difference_range = planes->difference.common;
    const Picture& shown = planes->left;
    m_note->setText(shown.row_step == 1 && shown.column_step == 1
                        ? QString()
                        : tr("A cell stands for %1 × %2 values and shows the one of largest "
                             "magnitude.")
                              .arg(words::count(shown.row_step), words::count(shown.column_step)));
    showRange();
    m_maps[0]->setPicture(std::make_shared<const Picture>(planes->left));
    m_maps[1]->setPicture(std::make_shared<const Picture>(planes->right));
    m_maps[2]->setPicture(std::make_shared<const Picture>(planes->difference));
}

void PairPictures::showRange()
{
    m_maps[0]->setRange(m_range);
    m_maps[1]->setRange(m_range);
    m_maps[2]->setRange(m_own_scale->isChecked() ? m_difference_range : m_range);
}

} // namespace strata
