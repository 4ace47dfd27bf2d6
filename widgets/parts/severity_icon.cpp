// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/severity_icon.h"

namespace strata {

QString severity_icon_name(Severity severity)
{
    return QLatin1String(severity_name(severity)); // icons are named as severities are
}

IconInk severity_ink(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return IconInk::Error;
    case Severity::Warning:
        return IconInk::Warning;
    case Severity::Note:
        break;
    }
    return IconInk::Note;
}

QIcon severity_icon(Severity severity)
{
    return icon(severity_icon_name(severity), severity_ink(severity));
}

} // namespace strata
