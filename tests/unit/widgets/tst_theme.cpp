// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace strata;

namespace {

double luminance(const QColor& colour)
{
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) +
           0.0722 * part(colour.blueF());
}

/// As WCAG 2 computes it.
double contrast(const QColor& a, const QColor& b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void text_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void text()
    {
        QFETCH(bool, dark);
        const QPalette palette = make_palette(dark);
        const Theme& theme = Theme::of(palette);
        QCOMPARE(theme.is_dark, dark);
        const QColor grounds[] = {palette.color(QPalette::Window), palette.color(QPalette::Base),
                                  palette.color(QPalette::AlternateBase),
                                  palette.color(QPalette::Button), theme.hover};
        for (const QPalette::ColorRole role :
             {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::PlaceholderText,
              QPalette::Link}) {
            for (const QColor& ground : grounds) {
                // Secondary text and links never stand on a button.
                const bool on_button = ground == palette.color(QPalette::Button);
                if (on_button && (role == QPalette::PlaceholderText || role == QPalette::Link))
                    continue;
                QVERIFY2(contrast(palette.color(role), ground) >= 4.5,
                         qPrintable(QStringLiteral("role %1 on %2").arg(role).arg(ground.name())));
            }
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText),
                         palette.color(QPalette::Highlight)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::Inactive, QPalette::HighlightedText),
                         palette.color(QPalette::Inactive, QPalette::Highlight)) >= 4.5);
    }
    void inks_data() { text_data(); }
    void inks()
    {
        QFETCH(bool, dark);
        const QPalette palette = make_palette(dark);
        const Theme& theme = Theme::of(palette);
        for (const Theme::Tint& tint :
             {theme.error, theme.warning, theme.note, theme.ok, theme.renamed, theme.changed,
              theme.only_left, theme.only_right}) {
            QVERIFY2(contrast(tint.ink, tint.ground) >= 4.5, qPrintable(tint.ink.name()));
            QVERIFY2(contrast(tint.ink, palette.color(QPalette::Base)) >= 4.5,
                     qPrintable(tint.ink.name()));
            QVERIFY(contrast(palette.color(QPalette::Text), tint.ground) >= 4.5);
        }
        for (const QColor& series : theme.series)
            QVERIFY2(contrast(series, palette.color(QPalette::Base)) >= 3.0,
                     qPrintable(series.name()));
        QVERIFY(contrast(theme.focus, palette.color(QPalette::Window)) >= 3.0);
        QVERIFY(contrast(theme.control_outline, palette.color(QPalette::Base)) >= 3.0);
        // Of a scroll bar, on its groove.
        QVERIFY(contrast(theme.axis, palette.color(QPalette::Window)) >= 3.0);
    }
};

QTEST_APPLESS_MAIN(TestTheme)
#include "tst_theme.moc"
