// SPDX-License-Identifier: GPL-3.0-or-later
// Enters the sandbox of strata-hdf5, tries what must not be possible there, and prints a line for
// each: what was tried and what the system said. `sandbox_probe whole` has both fences,
// `sandbox_probe paths` Landlock alone.
#include "io/hdf5/worker/sandbox.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr unsigned cpu_seconds = 5;

/// `result` as the system call gave it: negative with errno, or what was allowed.
void tell(const char* tried, long result)
{
    const int error = errno;
    std::printf("%s %s\n", tried, result < 0 ? strerrorname_np(error) : "allowed");
}

void try_paths()
{
    tell("open", open("/etc/hostname", O_RDONLY));
    tell("create", open("/tmp/strata-sandbox-probe", O_WRONLY | O_CREAT, 0600));
    tell("unlink", unlink("/tmp/strata-sandbox-probe"));
    tell("mkdir", mkdir("/tmp/strata-sandbox-probe", 0700));
}

void try_the_rest()
{
    char program[] = "/bin/true";
    char* const arguments[] = {program, nullptr};
    tell("socket", socket(AF_INET, SOCK_STREAM, 0));
    tell("fork", fork());
    tell("execve", execve(program, arguments, nullptr));
    tell("kill", kill(getppid(), 0));
    tell("ptrace", prctl(PR_SET_DUMPABLE, 1));
}

} // namespace

int main(int count, char** arguments)
{
    const std::string_view mode = count == 2 ? arguments[1] : "";
    // Standard output takes its memory, and looks at what it is, before the sandbox closes.
    std::puts("start");
    if (mode == "whole") {
        for (const std::string& missing : strata::hdf5::enter_sandbox(cpu_seconds).missing)
            std::printf("missing %s\n", missing.c_str());
        try_paths();
        try_the_rest();
    } else if (mode == "paths" && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        if (strata::hdf5::forbid_all_paths())
            try_paths();
        else
            std::puts("missing landlock");
    }
    std::fflush(stdout);
    _exit(0);
}
