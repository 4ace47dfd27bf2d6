// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QWidget>

class QHBoxLayout;

namespace strata {

/// Which plane of a tensor of more than two axes is looked at: a number for each further axis.
/// Hidden where there is only one.
class PlaneChooser : public QWidget {
    Q_OBJECT

public:
    explicit PlaneChooser(const QString& object_name, QWidget* parent = nullptr);

    void setTensor(const Document& document, TensorId tensor);
    /// An index for each axis; 0 for the two last ones.
    [[nodiscard]] const std::vector<std::uint64_t>& places() const { return m_places; }

Q_SIGNALS:
    void changed();

private:
    void addAxis(const QString& name, std::size_t axis, std::uint64_t count);

    QHBoxLayout* m_line;
    QWidget* m_controls = nullptr;
    std::vector<std::uint64_t> m_places;
};

} // namespace strata
