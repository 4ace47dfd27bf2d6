// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/rows_left_out.h"

#include "io/formats/file_rules.h"

namespace strata {

void report_rows_left_out(DocumentBuilder& builder)
{
    const std::uint64_t dropped = builder.file.dropped() + builder.model.dropped();
    if (dropped == 0)
        return;
    Finding finding;
    finding.rule = rules::rows_left_out;
    finding.severity = Severity::Warning;
    finding.category = Category::Quality;
    finding.facts = {{"rows", std::to_string(dropped)}};
    builder.add_finding(std::move(finding));
}

} // namespace strata
