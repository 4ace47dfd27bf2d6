// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/picture.h"
#include "widgets/plots/picture_image.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace strata {

class HoverBox;

/// A plane of a tensor as coloured cells of whole device pixels, row 0 on top, with indices at two
/// sides, a colour bar, and a readout under the pointer.
class HeatMap : public QWidget {
    Q_OBJECT

public:
    explicit HeatMap(QWidget* parent = nullptr);

    void setPicture(std::shared_ptr<const Picture> picture);
    void clearPicture() { setPicture(nullptr); }
    /// Zero is the middle, or the start where no value is under it; what lies beyond ±range takes
    /// the end's colour. The range is made a little wider where five even labels need it.
    void setRange(double range);
    [[nodiscard]] double range() const { return m_range; }
    [[nodiscard]] ColourMap colourMap() const;
    /// Where the name of the columns stands.
    [[nodiscard]] QRect columnNameRect() const;
    void setAxisNames(const QString& rows, const QString& columns);

    /// What is drawn: the picture, reduced to what fits. Empty without one.
    [[nodiscard]] const Picture& shown() const { return m_shown; }
    /// The five labels of the colour bar, from the top.
    [[nodiscard]] QStringList barLabels() const;
    /// What stands under the colour bar for cells that have no place on it: "NaN", "±Inf".
    [[nodiscard]] QStringList legend() const;
    /// Puts the readout on a cell of shown(); -1 takes it away.
    void setHoveredCell(int row, int column);
    [[nodiscard]] QString hoverText() const;
    /// Where the cells lie, in logical pixels.
    [[nodiscard]] QRectF cellsRect() const { return m_cells; }

    [[nodiscard]] QSize sizeHint() const override { return {320, 260}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 180}; }

Q_SIGNALS:
    void shownChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void arrange();
    void makeImage();
    [[nodiscard]] QList<double> barValues() const;
    [[nodiscard]] QRectF cellRect(int row, int column) const;
    void drawRowAxis(QPainter& painter) const;
    void drawColumnAxis(QPainter& painter) const;
    void drawColourBar(QPainter& painter) const;
    void drawLegend(QPainter& painter) const;

    std::shared_ptr<const Picture> m_picture;
    Picture m_shown;
    double m_wanted_range = 0;
    double m_range = 0; ///< made even
    QString m_row_name;
    QString m_column_name;
    QImage m_image;
    QSize m_cell; ///< device pixels
    bool m_has_nan = false;
    bool m_has_infinity = false;
    QRectF m_cells;
    QRectF m_bar;
    int m_hovered_row = -1;
    int m_hovered_column = -1;
    HoverBox* m_box;
};

/// The least number of two digits (three for those that start with 1) that is not under `range` and
/// whose part by `parts` has no more of them, so that the labels of a scale are what they say.
[[nodiscard]] double even_range(double range, int parts);

/// Indices that an axis of `count` items shows: the first, the last, and even steps between.
[[nodiscard]] QList<std::uint64_t> index_ticks(std::uint64_t count, int most);

} // namespace strata
