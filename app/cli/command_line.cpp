// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "app/cli/info_verb.h"
#include "app/cli/verb_parser.h"
#include "app/cli/window_launch.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace strata::cli {

namespace {

using words::translate;

/// Arguments without a verb: files, and options that are the window's own.
struct WindowArguments {
    std::vector<std::string> files;
    bool compare = false;
    std::string unknown_option;
};

WindowArguments read_arguments(int count, char** arguments)
{
    static constexpr std::array<std::string_view, 3> known = {"--compare", "--no-history",
                                                              "--watch-gui"};
    WindowArguments read;
    bool only_files = false;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (only_files || !argument.starts_with('-') || argument == "-")
            read.files.emplace_back(argument);
        else if (argument == "--")
            only_files = true;
        else if (argument == "--compare")
            read.compare = true;
        else if (argument.starts_with("--") &&
                 std::find(known.begin(), known.end(), argument) == known.end())
            read.unknown_option = argument;
        else if (argument == "-platform" || argument == "-style")
            ++i; // Qt's own options with a value
    }
    return read;
}

/// A word that is neither a file nor looks like one was most likely meant as a verb.
bool looks_like_a_verb(const std::vector<std::string>& files)
{
    if (files.empty() || files.front().find_first_of("./") != std::string::npos)
        return false;
    std::error_code ignored;
    return !std::filesystem::exists(files.front(), ignored);
}

ExitStatus refuse(Console& console, const QString& message)
{
    console.say(message);
    console.say(translate("'strata --help' lists the verbs."));
    return ExitStatus::Failed;
}

/// What stands in for the window where there can be none.
ExitStatus without_window(const std::vector<std::string>& files, const QString& reason,
                          Console& console)
{
    console.say(reason);
    if (files.empty()) {
        console.err.raw(help_text());
        return ExitStatus::Failed;
    }
    return run_info({files, false, false}, console);
}

ExitStatus open_window(int count, char** arguments, Console& console)
{
    const WindowArguments read = read_arguments(count, arguments);
    if (!read.unknown_option.empty())
        return refuse(console, translate("There is no option %1 without a verb.")
                                   .arg(words::text_of(read.unknown_option)));
    if (looks_like_a_verb(read.files))
        return refuse(console, translate("There is no verb and no file \"%1\".")
                                   .arg(words::text_of(read.files.front())));
    if (read.compare && read.files.size() != 2)
        return refuse(console, translate("--compare needs two files."));
    if (!has_display())
        return without_window(read.files,
                              translate("There is no display, so no window opens. On a desktop, or "
                                        "through 'ssh -X', the same command opens one."),
                              console);
    if (const auto program = find_window_program())
        become_window(*program, arguments);
    return without_window(read.files,
                          translate("The window program strata-window is missing beside this one."),
                          console);
}

} // namespace

ExitStatus run_command_line(int count, char** arguments, Console& console)
{
    if (count > 1 && is_for_verb_parser(arguments[1]))
        return run_verb(count, arguments, console);
    return open_window(count, arguments, console);
}

} // namespace strata::cli
