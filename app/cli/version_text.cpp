// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/version_text.h"

#include "app/report/libraries.h"

namespace strata::cli {

std::string version_text()
{
    std::string text = "strata " STRATA_VERSION;
    for (const Library& library : libraries()) {
        const std::string name = library.name;
        text += "\n  " + name + std::string(15 - name.size(), ' ') + library.version;
    }
    return text;
}

} // namespace strata::cli
