// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/picture.h"
#include "widgets/compare/pair_subject.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QLabel;

namespace strata {

class Box;
class HeatMap;
class PlaneChooser;

/// One plane of a pair, the right side's axes in the order of the left one's.
struct PairPlanes {
    Picture left;
    Picture right;
    Picture difference; ///< right − left, of the values before any of them were joined to cells
};

/// A plane of both sides and of their difference as heat maps of one colour scale.
class PairPictures : public QWidget {
    Q_OBJECT

public:
    explicit PairPictures(QWidget* parent = nullptr);

    void setSubject(const PairSubject& subject);
    /// Asks for the planes, once they are looked at.
    void wake();
    /// The answer to planesWanted().
    void setPlanes(std::size_t pair, const Result<PairPlanes>& planes);
    /// Left, right, difference.
    [[nodiscard]] const std::array<HeatMap*, 3>& maps() const { return m_maps; }

Q_SIGNALS:
    /// In the left tensor's axes.
    void planesWanted(std::size_t pair, const strata::PictureRequest& request);

private:
    void ask();
    void showRange();

    std::size_t m_pair = 0;
    std::size_t m_rank = 0;
    bool m_asked = false;
    double m_range = 0; ///< of both sides
    double m_difference_range = 0;
    PlaneChooser* m_plane;
    QCheckBox* m_own_scale;
    QLabel* m_note;
    std::array<HeatMap*, 3> m_maps;
    Box* m_difference_box = nullptr;
};

} // namespace strata
