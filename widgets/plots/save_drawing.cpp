// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/save_drawing.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>

namespace strata {

namespace {

constexpr int picture_ratio = 2;
/// Logical pixels of a drawing to the inch, as the screen's are counted.
constexpr int dots_per_inch = 96;
constexpr double points_per_inch = 72;
/// A larger picture than this (of each side) is made smaller: it would take gigabytes.
constexpr int longest_side = 16'000;

struct SaveDrawing {
    Q_DECLARE_TR_FUNCTIONS(SaveDrawing)
};

bool write_png(const Drawing& drawing, QIODevice& out)
{
    const int longest = std::max(drawing.size.width(), drawing.size.height());
    const double ratio = std::min<double>(picture_ratio, double{longest_side} / longest);
    const QPixmap picture = pixmap_of(drawing, ratio);
    return picture.toImage().save(&out, "PNG");
}

bool write_svg(const Drawing& drawing, QIODevice& out)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&out);
    generator.setResolution(dots_per_inch);
    generator.setSize(drawing.size);
    generator.setViewBox(QRect(QPoint(), drawing.size));
    generator.setTitle(drawing.title);
    drawing.draw(generator);
    return true;
}

bool write_pdf(const Drawing& drawing, QIODevice& out)
{
    QPdfWriter writer(&out);
    writer.setResolution(dots_per_inch);
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(QSizeF(drawing.size) * (points_per_inch / dots_per_inch),
                                 QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setTitle(drawing.title);
    drawing.draw(writer);
    return true;
}

} // namespace

QPixmap pixmap_of(const Drawing& drawing, qreal device_pixel_ratio)
{
    QImage image((QSizeF(drawing.size) * device_pixel_ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(device_pixel_ratio);
    image.fill(Qt::white);
    drawing.draw(image);
    return QPixmap::fromImage(image);
}

QString write_drawing(const Drawing& drawing, const QList<DrawingText>& texts, const QString& path)
{
    QSaveFile file(path);
    const QString failed = SaveDrawing::tr("%1 was not written: %2");
    if (!file.open(QIODevice::WriteOnly))
        return failed.arg(path, file.errorString());
    const QString suffix = QFileInfo(path).suffix().toLower();
    bool written = false;
    const auto text = std::find_if(texts.begin(), texts.end(), [&](const DrawingText& format) {
        return format.suffix == suffix;
    });
    if (text != texts.end()) {
        const QByteArray bytes = text->text().toUtf8();
        written = file.write(bytes) == bytes.size();
    } else if (suffix == QLatin1String("svg")) {
        written = write_svg(drawing, file);
    } else if (suffix == QLatin1String("pdf")) {
        written = write_pdf(drawing, file);
    } else {
        written = write_png(drawing, file);
    }
    if (!written || !file.commit())
        return failed.arg(path, file.errorString());
    return {};
}

QString save_drawing(QWidget* parent, const Drawing& drawing, const QList<DrawingText>& texts,
                     const QString& suggested_name)
{
    QStringList filters = {SaveDrawing::tr("PNG picture (*.png)"),
                           SaveDrawing::tr("SVG drawing (*.svg)"),
                           SaveDrawing::tr("PDF document (*.pdf)")};
    QStringList suffixes = {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")};
    for (const DrawingText& text : texts) {
        filters.append(text.filter);
        suffixes.append(text.suffix);
    }
    QFileDialog dialog(parent, SaveDrawing::tr("Save"));
    dialog.setObjectName(QStringLiteral("saveDrawing"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(filters);
    dialog.setDefaultSuffix(suffixes.first());
    dialog.selectFile(suggested_name);
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        dialog.setDefaultSuffix(suffixes.value(filters.indexOf(filter), suffixes.first()));
    });
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return {};
    return write_drawing(drawing, texts, dialog.selectedFiles().first());
}

} // namespace strata
