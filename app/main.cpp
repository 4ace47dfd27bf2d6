// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/interrupt.h"
#include "widgets/words/translation.h"

#include <clocale>
#include <csignal>

int main(int argc, char** argv)
{
    // How wide characters are on a terminal; numbers are never written by the locale.
    std::setlocale(LC_CTYPE, "");
    // A reader that has seen enough ends us without a word, as it does other tools.
    std::signal(SIGPIPE, SIG_DFL);

    strata::cli::Console console;
    console.job = strata::cli::interruptible_job();
    auto status = strata::cli::run_command_line(argc, argv, console);
    if (!console.out.flush()) {
        console.say(strata::words::translate("The output could not be written."));
        status = strata::cli::ExitStatus::Failed;
    }
    console.err.flush();
    strata::cli::end_if_interrupted();
    return static_cast<int>(status);
}
