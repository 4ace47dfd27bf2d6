// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/requirements_verb.h"

#include "app/report/requirements_report.h"
#include "io/formats/format.h"

namespace strata::cli {

ExitStatus run_requirements(const RequirementsOptions& options, Console& console)
{
    const auto opened = open_document(options.file, console.job);
    if (!opened)
        return console.fail(opened.error(), options.file, options.json);
    const auto requirements = report::requirements_of(*opened->document);
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        report::write_requirements_report(json, requirements, options.file);
        json.finish();
        return ExitStatus::Fine;
    }
    console.out.raw(report::requirements_text(requirements, opened->document->name));
    return ExitStatus::Fine;
}

} // namespace strata::cli
