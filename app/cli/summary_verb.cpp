// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/summary_verb.h"

#include "app/report/summary_report.h"
#include "io/base/guarded.h"
#include "io/formats/format.h"
#include "io/keras/summary_text.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace strata::cli {

namespace {

keras::SummaryStyle style_of(const SummaryOptions& options, const keras::Summary& summary)
{
    if (options.style.empty())
        return keras::own_style(summary);
    return options.style == "keras2" ? keras::SummaryStyle::Keras2 : keras::SummaryStyle::Keras3;
}

} // namespace

int summary_columns(const char* variable)
{
    constexpr int in_a_pipe = 80;
    constexpr int most = 10'000; // wider than any name is long
    constexpr std::string_view blanks = " \t\n\v\f\r";
    std::string_view text = variable == nullptr ? "" : variable;
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (text.starts_with('+'))
        text.remove_prefix(1);
    int columns = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
    const std::string_view rest(end, text.data() + text.size());
    if (rest.find_first_not_of(blanks) != std::string_view::npos)
        return in_a_pipe;
    if (error == std::errc::result_out_of_range)
        return text.starts_with('-') ? in_a_pipe : most;
    return error != std::errc() || columns <= 0 ? in_a_pipe : std::min(columns, most);
}

ExitStatus run_summary(const SummaryOptions& options, Console& console)
{
    const auto opened = open_document(options.file, console.job);
    if (!opened)
        return console.fail(opened.error(), options.file, options.json);
    if (opened->document->layers.empty() || opened->document->format.framework != "keras")
        return console.fail(
            {ErrorCode::BadArgument,
             {},
             {},
             words::translate("summary is of Keras models, and this file holds none")
                 .toStdString()},
            options.file, options.json);
    const auto summary = keras::summarize(*opened->document);
    if (!summary)
        return console.fail(summary.error(), options.file, options.json);
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        report::write_summary_report(json, *opened->document, *summary);
        json.finish();
        return ExitStatus::Fine;
    }
    const Result<std::string> made = guarded([&]() -> Result<std::string> {
        return keras::summary_text(*summary, {.style = style_of(options, *summary),
                                              .columns = summary_columns(std::getenv("COLUMNS")),
                                              .expand_nested = options.expand_nested,
                                              .show_trainable = options.show_trainable});
    });
    if (!made)
        return console.fail(made.error(), options.file, options.json);
    const std::string& text = *made;
    // Line by line, so that a name with escape codes stays harmless on a terminal.
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        console.out.line(words::text_of(std::string_view(text).substr(start, end - start)));
        start = end + 1;
    }
    return ExitStatus::Fine;
}

} // namespace strata::cli
