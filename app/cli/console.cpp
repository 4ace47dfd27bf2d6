// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include "app/report/error_report.h"
#include "widgets/words/error_words.h"
#include "widgets/words/translation.h"

namespace strata::cli {

report::JsonWriter Console::json_writer()
{
    return report::JsonWriter([this](std::string_view text) { out.raw(text); });
}

ExitStatus Console::fail(const Error& error, std::string_view file_path, bool json)
{
    if (!json) {
        say_error(error, file_path);
        return ExitStatus::Failed;
    }
    report::JsonWriter writer = json_writer();
    report::write_error_report(writer, error, file_path);
    writer.finish();
    return ExitStatus::Failed;
}

void Console::say_error(const Error& error, std::string_view file_path)
{
    const words::ErrorWords words = words::describe(error, file_path);
    out.flush();
    err.put(QStringLiteral("strata: "));
    if (!file_path.empty())
        err.put(words::text_of(file_path) + QStringLiteral(": "), Style::Bold);
    err.line(words.message());
    if (!words.remedy.isEmpty())
        err.line(QStringLiteral("        ") + words.remedy, Style::Dim);
}

void Console::say(const QString& message)
{
    out.flush();
    err.line(QStringLiteral("strata: ") + message);
}

} // namespace strata::cli
