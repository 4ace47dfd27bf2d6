// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/model/document.h"

#include <optional>
#include <string>
#include <vector>

/// What has to be installed for a file to load, as far as the file itself tells.
namespace strata::report {

/// One package of pip's, or Python.
struct Requirement {
    std::string name;
    std::string specifier; ///< "==1.7.2", ">=1.2,<2.0"; empty: any version
    std::string evidence;  ///< in the words of the file; may be hostile
};

struct Requirements {
    std::vector<Requirement> packages;
    /// Further evidence for a package that is listed, with another version: parts of the file were
    /// written by different ones.
    std::vector<Requirement> others;
    std::optional<Requirement> python;
    /// How to import what is on no package index as far as the file tells: "from shop import Cart".
    std::vector<std::string> own_code;
};

/// Versions that pip would not take for one are left out, so that no line is anything but a
/// requirement.
[[nodiscard]] Requirements requirements_of(const Document& document);

/// What `requirements` prints: lines of a requirements.txt, the evidence as comments, in UTF-8.
[[nodiscard]] std::string requirements_text(const Requirements& requirements,
                                            const std::string& file_name);
/// What `requirements --json` prints.
void write_requirements_report(JsonWriter& json, const Requirements& requirements,
                               const std::string& path);

} // namespace strata::report
