// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <string_view>

namespace strata::words {

/// A text of this folder in the person's language. lupdate finds the texts by the context "words";
/// where they lie in tables they are marked with QT_TRANSLATE_NOOP.
[[nodiscard]] inline QString translate(const char* text)
{
    return QCoreApplication::translate("words", text);
}

/// UTF-8 of the engine as text.
[[nodiscard]] inline QString text_of(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace strata::words
