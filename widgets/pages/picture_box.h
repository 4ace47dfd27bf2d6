// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/picture.h"
#include "io/base/result.h"
#include "widgets/pages/selection.h"
#include "widgets/parts/box.h"

class QComboBox;
class QLabel;
class QGridLayout;
class QSpinBox;

namespace strata {

class HeatMap;

/// A matrix as a heat map, or a plane of a tensor of more axes with a chooser for each further one.
class PictureBox : public Box {
    Q_OBJECT

public:
    explicit PictureBox(QWidget* parent = nullptr);

    /// Whether there is a plane to draw.
    [[nodiscard]] static bool canShow(const Tensor& tensor);
    /// Asks for the picture of a tensor's first plane.
    void showTensor(std::shared_ptr<const Document> document, TensorId tensor);
    void setPicture(TensorId tensor, const Result<Picture>& picture);

    [[nodiscard]] HeatMap* map() { return m_map; }
    [[nodiscard]] QString caption() const;

Q_SIGNALS:
    void pictureWanted(strata::TensorId tensor, const strata::PictureRequest& request);

private:
    void makeChoosers(const Tensor& tensor);
    void addChooser(int row, std::size_t axis, std::uint64_t count);
    void showRange();
    void showCaption();

    std::shared_ptr<const Document> m_document;
    TensorId m_tensor = TensorId::none;
    PictureRequest m_request;
    std::shared_ptr<const Picture> m_picture;

    HeatMap* m_map;
    QComboBox* m_range;
    QLabel* m_extent;
    QLabel* m_caption;
    QWidget* m_choosers = nullptr;
};

} // namespace strata
