// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/plane_chooser.h"

#include "widgets/parts/labels.h"
#include "widgets/words/axis_words.h"
#include "widgets/words/number_words.h"

#include <QHBoxLayout>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace strata {

PlaneChooser::PlaneChooser(const QString& object_name, QWidget* parent)
    : QWidget(parent), m_line(new QHBoxLayout(this))
{
    setObjectName(object_name);
    m_line->setContentsMargins(0, 0, 0, 0);
}

void PlaneChooser::setTensor(const Document& document, TensorId tensor)
{
    const Shape& shape = document.tensor(tensor).shape;
    m_places.assign(shape.size(), 0);
    delete m_controls;
    m_controls = nullptr;
    setVisible(shape.size() > 2);
    if (shape.size() <= 2)
        return;
    m_controls = new QWidget;
    auto* const line = new QHBoxLayout(m_controls);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_line->addWidget(m_controls);
    for (std::size_t axis = 0; axis + 2 < shape.size(); ++axis)
        addAxis(words::axis_name(document, tensor, axis), axis, shape[axis]);
    line->addStretch(1);
}

void PlaneChooser::addAxis(const QString& name, std::size_t axis, std::uint64_t count)
{
    auto* const number = new QSpinBox;
    number->setObjectName(QStringLiteral("%1%2").arg(objectName()).arg(axis));
    number->setAccessibleName(tr("Index along %1").arg(name));
    number->setRange(
        0, static_cast<int>(std::min<std::uint64_t>(count - 1, std::numeric_limits<int>::max())));
    number->setAcceptDrops(false);
    number->setKeyboardTracking(false);
    auto* const line = static_cast<QHBoxLayout*>(m_controls->layout());
    line->addWidget(make_secondary_label(name));
    line->addWidget(number);
    line->addWidget(make_secondary_label(tr("of %1").arg(words::count(count))));
    connect(number, &QSpinBox::valueChanged, this, [this, axis](int index) {
        m_places[axis] = static_cast<std::uint64_t>(index);
        Q_EMIT changed();
    });
}

} // namespace strata
