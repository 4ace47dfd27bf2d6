// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/html_pictures.h"

#include "app/report/html_page.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <cmath>

namespace strata::report {

namespace {

/// resources/icons/{ok,note,warning,error}.svg
QString icon_path(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
    case Tone::Quiet:
        return {};
    case Tone::Good:
        return QStringLiteral("<path d=\"m2.8 8.6 3.3 3.4 7.1-8\" fill=\"none\" "
                              "stroke=\"currentColor\" stroke-width=\"1.5\" "
                              "stroke-linecap=\"round\" stroke-linejoin=\"round\"/>");
    case Tone::Note:
        return QStringLiteral("<path fill=\"currentColor\" fill-rule=\"evenodd\" d=\"M8 1a7 7 0 1 "
                              "0 0 14A7 7 0 0 0 8 1zM7.3 7h1.4v4.6H7.3zM8 4.3a.9.9 0 1 1 0 1.8.9.9 "
                              "0 0 1 0-1.8z\"/>");
    case Tone::Warning:
        return QStringLiteral("<path fill=\"currentColor\" fill-rule=\"evenodd\" d=\"M8 1.2 15.4 "
                              "14.4H.6zM7.2 6l.3 4.4h1L8.8 6zM8 11.3a.85.85 0 1 0 0 1.7.85.85 0 0 "
                              "0 0-1.7z\"/>");
    case Tone::Error:
        break;
    }
    return QStringLiteral("<path fill=\"currentColor\" fill-rule=\"evenodd\" d=\"M5.1 1h5.8L15 "
                          "5.1v5.8L10.9 15H5.1L1 10.9V5.1zM5.7 4.7l-1 1L7 8l-2.3 2.3 1 1L8 9l2.3 "
                          "2.3 1-1L9 8l2.3-2.3-1-1L8 7z\"/>");
}

/// A number of an SVG path, of our own reckoning: at most two digits after the point.
QString coordinate(double number)
{
    QString text = QString::number(number, 'f', 2);
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

} // namespace

QString icon_svg(Tone tone)
{
    const QString path = icon_path(tone);
    return path.isEmpty()
               ? path
               : QStringLiteral("<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">") +
                     path + QStringLiteral("</svg>");
}

QString bar_svg(double share, bool both_sides)
{
    constexpr double whole = 100;
    const double room = both_sides ? whole / 2 : whole;
    const double length = std::isfinite(share) ? std::clamp(std::abs(share), 0.0, 1.0) * room : 0;
    const double from = !both_sides ? 0 : share < 0 ? room - length : room;
    const QString axis =
        both_sides ? QStringLiteral("<line x1=\"50\" x2=\"50\" y2=\"8\"/>") : QString();
    return QStringLiteral("<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
                          "aria-hidden=\"true\">%1<path%2 d=\"M%3 0h%4v8h-%4z\"/></svg>")
        .arg(axis, share < 0 ? QStringLiteral(" class=\"negative\"") : QString(), coordinate(from),
             coordinate(length));
}

namespace {

constexpr double picture_height = 20;
constexpr double lowest_bar = 1; // a bar that holds anything can be seen

double bar_height(std::uint64_t count, std::uint64_t most)
{
    const double share = static_cast<double>(count) / static_cast<double>(most);
    return count == 0 ? 0 : std::max(lowest_bar, share * picture_height);
}

QString bars_path(const std::vector<std::uint64_t>& counts, std::uint64_t most)
{
    QString path;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] != 0)
            path += QStringLiteral("M%1 20v-%2h1v%2z")
                        .arg(i)
                        .arg(coordinate(bar_height(counts[i], most)));
    }
    return path;
}

QString steps_path(const std::vector<std::uint64_t>& counts, std::uint64_t most)
{
    QString path = QStringLiteral("M0 20");
    for (std::size_t i = 0; i < counts.size(); ++i)
        path += QStringLiteral("V%1H%2")
                    .arg(coordinate(picture_height - bar_height(counts[i], most)))
                    .arg(i + 1);
    return path + QStringLiteral("V20");
}

QString picture_of(const Histogram& histogram, std::uint64_t most, const QString& name,
                   const QString& paths)
{
    const QString label = words::translate("From %1 to %2; at most %3 in a bar")
                              .arg(words::real(histogram.edges.front()),
                                   words::real(histogram.edges.back()), words::count(most));
    return QStringLiteral("<svg class=\"%4\" viewBox=\"0 0 %1 20\" "
                          "preserveAspectRatio=\"none\" role=\"img\"><title>%2</title>"
                          "<line x2=\"%1\" y1=\"20\" y2=\"20\"/>%3</svg>")
        .arg(histogram.counts.size())
        .arg(html_text(label), paths, name);
}

} // namespace

QString histogram_svg(const Histogram& histogram)
{
    const auto& counts = histogram.counts;
    if (counts.empty())
        return {};
    const std::uint64_t most = *std::max_element(counts.begin(), counts.end());
    return picture_of(histogram, most, QStringLiteral("histogram"),
                      QStringLiteral("<path d=\"%1\"/>").arg(bars_path(counts, most)));
}

QString histograms_svg(const Histogram& left, const Histogram& right)
{
    if (left.counts.empty() || right.counts.empty())
        return {};
    const std::uint64_t most =
        std::max(*std::max_element(left.counts.begin(), left.counts.end()),
                 *std::max_element(right.counts.begin(), right.counts.end()));
    return picture_of(left, most, QStringLiteral("histogram compared"),
                      QStringLiteral("<path d=\"%1\"/><path class=\"other\" d=\"%2\"/>")
                          .arg(bars_path(left.counts, most), steps_path(right.counts, most)));
}

} // namespace strata::report
