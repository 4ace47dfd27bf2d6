// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"
#include "app/report/json_writer.h"
#include "io/base/error.h"
#include "io/base/job.h"

#include <string_view>

namespace strata::cli {

/// What the process says to the shell. A higher one outranks a lower one.
enum class ExitStatus {
    Fine = 0,
    Findings = 1,
    Failed = 2,
};

[[nodiscard]] constexpr ExitStatus worse(ExitStatus a, ExitStatus b)
{
    return a < b ? b : a;
}

/// What a verb is given: where its data and its messages go, and whether it should stop.
struct Console {
    Printer out{stdout};
    Printer err{stderr};
    JobContext job;

    /// A writer that prints to standard output.
    [[nodiscard]] report::JsonWriter json_writer();
    /// Says what failed: as JSON on standard output, else in words on standard error.
    ExitStatus fail(const Error& error, std::string_view file_path, bool json);
    /// "strata: FILE: what failed", with the remedy on the next line, on standard error.
    void say_error(const Error& error, std::string_view file_path);
    void say(const QString& message);
};

} // namespace strata::cli
