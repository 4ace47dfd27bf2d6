// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/finding.h"

#include <algorithm>

namespace strata {

const char* severity_name(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Note:
        return "note";
    }
    return "note";
}

const char* category_name(Category category)
{
    switch (category) {
    case Category::Security:
        return "security";
    case Category::Compatibility:
        return "compatibility";
    case Category::Integrity:
        return "integrity";
    case Category::Quality:
        return "quality";
    }
    return "quality";
}

const char* trust_name(Trust trust)
{
    switch (trust) {
    case Trust::Trusted:
        return "trusted";
    case Trust::Review:
        return "review";
    case Trust::Dangerous:
        return "dangerous";
    }
    return "review";
}

const char* integrity_name(Integrity integrity)
{
    switch (integrity) {
    case Integrity::Complete:
        return "complete";
    case Integrity::Incomplete:
        return "incomplete";
    case Integrity::Ambiguous:
        return "ambiguous";
    }
    return "incomplete";
}

std::string_view Finding::fact(std::string_view name) const
{
    for (const auto& [key, value] : facts) {
        if (key == name)
            return value;
    }
    return {};
}

void Verdict::worsen(Trust other)
{
    trust = trust ? std::max(*trust, other) : other;
}

void Verdict::worsen(Integrity other)
{
    // A file that breaks off is the graver fact: what it might mean twice cannot be told.
    const auto rank = [](Integrity value) {
        return value == Integrity::Incomplete ? 2 : value == Integrity::Ambiguous ? 1 : 0;
    };
    if (rank(other) > rank(integrity))
        integrity = other;
}

} // namespace strata
