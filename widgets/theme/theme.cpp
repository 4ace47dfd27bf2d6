// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

namespace strata {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

template <std::size_t N> std::array<QColor, N> colours(const std::array<QRgb, N>& values)
{
    std::array<QColor, N> out;
    for (std::size_t i = 0; i < N; ++i)
        out[i] = rgb(values[i]);
    return out;
}

Theme make_light()
{
    Theme theme;
    theme.frame = rgb(0xABAEB3);
    theme.grid = rgb(0xE9EBEE);
    theme.axis = rgb(0x7A818A);
    theme.control_outline = rgb(0x7A818A);
    theme.hover = rgb(0xE3EEF6);
    theme.pressed = rgb(0xDCDFE3);
    theme.focus = rgb(0x0072B2);
    theme.error = {rgb(0xA8122B), rgb(0xFBEAE8)};
    theme.warning = {rgb(0x8F6000), rgb(0xFFF4D9)};
    theme.note = {rgb(0x0067A3), rgb(0xE6F2FA)};
    theme.ok = {rgb(0x00755A), rgb(0xFFFFFF)};
    theme.renamed = {rgb(0x00573A), rgb(0xE2F3EC)};
    theme.changed = {rgb(0x7A2F7A), rgb(0xF6EAF3)};
    theme.only_left = {rgb(0x0067A3), rgb(0xE6F2FA)};
    theme.only_right = {rgb(0xA04E00), rgb(0xFBEEDF)};
    theme.series = colours<8>(
        {0x0072B2, 0xD06B00, 0x319766, 0xA04879, 0x3D9AC0, 0x811D0C, 0x746000, 0x434649});
    theme.other_series = rgb(0x7A818A);
    theme.diverging = colours<9>(
        {0x003D77, 0x1364B0, 0x5A94D5, 0xA8C7EC, 0xF5F4F3, 0xE6BAA0, 0xC87B4A, 0x9B4800, 0x642900});
    theme.sequential = colours<9>(
        {0xEDF5F9, 0xC1DCEA, 0x93C3E0, 0x66A9D6, 0x3C8EC9, 0x1772B7, 0x0D569B, 0x123D77, 0x102652});
    return theme;
}

Theme make_dark()
{
    Theme theme;
    theme.is_dark = true;
    theme.frame = rgb(0x4A5058);
    theme.grid = rgb(0x2A2D32);
    theme.axis = rgb(0x8A919A);
    theme.control_outline = rgb(0x6F767F);
    theme.hover = rgb(0x24323E);
    theme.pressed = rgb(0x1D2024);
    theme.focus = rgb(0x56B4E9);
    theme.error = {rgb(0xFF8A80), rgb(0x3A2123)};
    theme.warning = {rgb(0xF2C14E), rgb(0x36301C)};
    theme.note = {rgb(0x6CB8EC), rgb(0x1C313F)};
    theme.ok = {rgb(0x4CC29A), rgb(0x1B1D21)};
    theme.renamed = {rgb(0x7ED4A9), rgb(0x19322B)};
    theme.changed = {rgb(0xF6C4E8), rgb(0x35263A)};
    theme.only_left = {rgb(0x6CB8EC), rgb(0x1C313F)};
    theme.only_right = {rgb(0xF0A040), rgb(0x38291A)};
    theme.series = colours<8>(
        {0x4AA3DB, 0xF0A040, 0x6BC492, 0xEFB0D3, 0xAEF3FF, 0xDA5B38, 0xE9E278, 0x74777B});
    theme.other_series = rgb(0x8A919A);
    theme.diverging = colours<9>(
        {0x97D3FD, 0x49A8E4, 0x207AAF, 0x1F4C6A, 0x212326, 0x633E1D, 0xA36120, 0xD78A46, 0xF4BE92});
    theme.sequential = colours<9>(
        {0x22252B, 0x2D3B4F, 0x325276, 0x356C9B, 0x3587BE, 0x42A3D9, 0x66BEEA, 0x98D7F3, 0xCCEFFB});
    return theme;
}

/// One role of the palette in light and in dark.
struct RoleColours {
    QPalette::ColorRole role;
    QRgb light;
    QRgb dark;
};

constexpr RoleColours every_group[] = {
    {QPalette::Window, 0xF0F1F3, 0x25282D},        {QPalette::Base, 0xFFFFFF, 0x1B1D21},
    {QPalette::AlternateBase, 0xF6F7F9, 0x202327}, {QPalette::Button, 0xF7F8F9, 0x2F3338},
    {QPalette::ToolTipBase, 0xFFFFFF, 0x33373D},   {QPalette::Light, 0xFFFFFF, 0x3A3F46},
    {QPalette::Midlight, 0xE6E8EB, 0x31353B},      {QPalette::Mid, 0xC2C7CD, 0x17191C},
    {QPalette::Dark, 0x969DA6, 0x121417},          {QPalette::Shadow, 0x5D646D, 0x090A0B},
    {QPalette::WindowText, 0x1C2127, 0xE2E5E9},    {QPalette::Text, 0x1C2127, 0xE2E5E9},
    {QPalette::ButtonText, 0x1C2127, 0xE2E5E9},    {QPalette::ToolTipText, 0x1C2127, 0xE2E5E9},
    {QPalette::BrightText, 0xFFFFFF, 0xFFFFFF},    {QPalette::PlaceholderText, 0x646B74, 0x9299A2},
    {QPalette::Highlight, 0x0072B2, 0x2A75AE},     {QPalette::HighlightedText, 0xFFFFFF, 0xFFFFFF},
    {QPalette::Link, 0x0067A3, 0x6CB8EC},          {QPalette::LinkVisited, 0x7A4B8F, 0xC79BD6},
};

constexpr RoleColours when_disabled[] = {
    {QPalette::WindowText, 0x949AA2, 0x6F767F},
    {QPalette::Text, 0x949AA2, 0x6F767F},
    {QPalette::ButtonText, 0x949AA2, 0x6F767F},
    {QPalette::Base, 0xF0F1F3, 0x25282D},
    {QPalette::Highlight, 0xC2C7CD, 0x3B4047},
    {QPalette::HighlightedText, 0x5D646D, 0x9299A2},
    {QPalette::PlaceholderText, 0xAEB4BB, 0x5B6169},
};

constexpr RoleColours when_inactive[] = {
    {QPalette::Highlight, 0xD3D8DE, 0x3B4047},
    {QPalette::HighlightedText, 0x1C2127, 0xE2E5E9},
};

} // namespace

const Theme& Theme::light()
{
    static const Theme theme = make_light();
    return theme;
}

const Theme& Theme::dark()
{
    static const Theme theme = make_dark();
    return theme;
}

bool is_dark(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() <
           palette.color(QPalette::Active, QPalette::WindowText).lightness();
}

const Theme& Theme::of(const QPalette& palette)
{
    return strata::is_dark(palette) ? dark() : light();
}

QPalette make_palette(bool dark)
{
    QPalette palette;
    for (const RoleColours& entry : every_group)
        palette.setColor(entry.role, rgb(dark ? entry.dark : entry.light));
    for (const RoleColours& entry : when_disabled)
        palette.setColor(QPalette::Disabled, entry.role, rgb(dark ? entry.dark : entry.light));
    for (const RoleColours& entry : when_inactive)
        palette.setColor(QPalette::Inactive, entry.role, rgb(dark ? entry.dark : entry.light));
    return palette;
}

} // namespace strata
