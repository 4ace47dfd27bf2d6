// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/proof/painted_text.h"

#include "widgets/plots/custom_plot.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace strata::test {

namespace {

QRectF ink_of(const QTextItem& item, QPointF baseline)
{
    const QFontMetricsF metrics(item.font());
    QRectF tight = metrics.tightBoundingRect(item.text());
    // Metrics count whole pixels a glyph; what is laid out need not.
    tight.setRight(std::min(tight.right(), double(item.width())));
    return tight.translated(baseline);
}

/// Keeps the texts and lets all else pass. It claims every feature, so that nothing is turned into
/// pictures before it comes here.
class TextEngine : public QPaintEngine {
public:
    explicit TextEngine(QList<PaintedText>& texts) : QPaintEngine(AllFeatures), m_texts(texts) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    Type type() const override { return User; }
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override
    {
    }
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPolygon(const QPoint*, int, PolygonDrawMode) override {}
    void drawRects(const QRectF*, int) override {}
    void drawRects(const QRect*, int) override {}
    void drawLines(const QLineF*, int) override {}
    void drawLines(const QLine*, int) override {}
    void drawPoints(const QPointF*, int) override {}
    void drawPoints(const QPoint*, int) override {}
    void drawEllipse(const QRectF&) override {}
    void drawEllipse(const QRect&) override {}
    void drawTiledPixmap(const QRectF&, const QPixmap&, const QPointF&) override {}

    void drawTextItem(const QPointF& baseline, const QTextItem& item) override
    {
        const QString text = item.text().trimmed();
        if (text.isEmpty() || painter()->pen().style() == Qt::NoPen)
            return;
        const QTransform& transform = painter()->deviceTransform();
        PaintedText painted{
            text, transform.mapRect(ink_of(item, baseline)), {}, painter()->pen().color()};
        painted.visible = painted.ink;
        if (const QRegion clip = systemClip(); !clip.isEmpty())
            painted.visible &= QRectF(clip.boundingRect());
        if (painter()->hasClipping())
            painted.visible &= transform.mapRect(painter()->clipBoundingRect());
        if (!painted.visible.isEmpty())
            m_texts.append(painted);
    }

private:
    QList<PaintedText>& m_texts;
};

class TextDevice : public QPaintDevice {
public:
    TextDevice(const QWidget& like, QList<PaintedText>& texts) : m_like(like), m_engine(texts) {}

    QPaintEngine* paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_like.width();
        case PdmHeight:
            return m_like.height();
        case PdmWidthMM:
            return m_like.widthMM();
        case PdmHeightMM:
            return m_like.heightMM();
        case PdmNumColors:
            return 0;
        case PdmDepth:
            return 32;
        case PdmDpiX:
            return m_like.logicalDpiX();
        case PdmDpiY:
            return m_like.logicalDpiY();
        case PdmPhysicalDpiX:
            return m_like.physicalDpiX();
        case PdmPhysicalDpiY:
            return m_like.physicalDpiY();
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return int(devicePixelRatioFScale());
        }
        return 0;
    }

private:
    const QWidget& m_like;
    mutable TextEngine m_engine;
};

/// Plots come to a widget's paintEvent as finished pictures: they are drawn once more.
void paint_plot(QCustomPlot& plot, const QWidget& widget, TextDevice& device)
{
    const QRegion visible = plot.visibleRegion();
    if (visible.isEmpty())
        return;
    QCPPainter painter(&device);
    painter.translate(plot.mapTo(&widget, QPoint()));
    plot.toPainter(&painter, plot.width(), plot.height());
}

} // namespace

QList<PaintedText> painted_texts(QWidget& widget)
{
    QList<PaintedText> texts;
    TextDevice device(widget, texts);
    widget.render(&device);
    for (QCustomPlot* const plot : widget.findChildren<QCustomPlot*>()) {
        if (!plot->isVisibleTo(&widget))
            continue;
        const qsizetype before = texts.size();
        paint_plot(*plot, widget, device);
        const QRectF region(
            plot->visibleRegion().boundingRect().translated(plot->mapTo(&widget, QPoint())));
        for (qsizetype i = texts.size(); i-- > before;) {
            texts[i].visible &= region;
            if (texts[i].visible.isEmpty())
                texts.removeAt(i);
        }
    }
    return texts;
}

} // namespace strata::test
