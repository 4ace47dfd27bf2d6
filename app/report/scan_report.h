// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/base/error.h"
#include "io/model/document.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace strata::report {

/// One file that was scanned: a document without its tensors' sources, or what kept it from being
/// read.
struct ScannedFile {
    std::string path;
    std::shared_ptr<const Document> document;
    std::optional<Error> error;
    std::vector<Finding> measured = {}; ///< what measuring the values added, for SARIF
};

/// Whether `scan` reports the finding: security and integrity only.
[[nodiscard]] bool scan_reports(const Finding& finding);
/// Whether a file passes: complete, and trusted or without code.
[[nodiscard]] bool passes(const Verdict& verdict);

/// What `scan --json` prints, file by file.
class ScanReport {
public:
    explicit ScanReport(JsonWriter& json);
    void add(const ScannedFile& file);
    void finish();

private:
    JsonWriter& m_json;
};

} // namespace strata::report
