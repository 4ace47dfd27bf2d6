// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata {

enum class Severity : std::uint8_t { Error, Warning, Note };
enum class Category : std::uint8_t { Security, Compatibility, Integrity, Quality };

const char* severity_name(Severity severity); ///< "error", "warning", "note"
const char* category_name(Category category); ///< "security" …

/// Something a person should know about the file. Facts only: widgets/words makes the sentences
/// from `rule` and `facts`.
struct Finding {
    /// Stable id, "area-what": "pickle-dangerous-global", "file-truncated" … Every rule has its
    /// words in widgets/words/finding_words.cpp; a test holds the two lists together.
    std::string rule;
    Severity severity = Severity::Note;
    Category category = Category::Quality;
    /// The row it is about, in the Model reading and in the File reading.
    NodeId model_node = NodeId::none;
    NodeId file_node = NodeId::none;
    std::optional<std::uint64_t> offset; ///< in the file, or in what it unpacks to
    /// Named facts for the sentences: {"name", "os.system"}, {"role", "called"}.
    std::vector<std::pair<std::string, std::string>> facts;

    [[nodiscard]] std::string_view fact(std::string_view name) const; ///< empty when absent
};

enum class Trust : std::uint8_t { Trusted, Review, Dangerous };
enum class Integrity : std::uint8_t { Complete, Incomplete, Ambiguous };

const char* trust_name(Trust trust);             ///< "trusted", "review", "dangerous"
const char* integrity_name(Integrity integrity); ///< "complete", "incomplete", "ambiguous"

struct Verdict {
    std::optional<Trust> trust; ///< nothing where the format holds no code
    Integrity integrity = Integrity::Complete;

    /// Takes the worse of both on each axis.
    void worsen(Trust other);
    void worsen(Integrity other);
};

} // namespace strata
