// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace strata::hdf5 {

/// What enter_sandbox() could put in place.
struct SandboxReport {
    /// What the kernel lacks ("landlock", "seccomp"); empty: the sandbox is whole.
    std::vector<std::string> missing;
};

/// Gives up everything this process does not need, for good: new privileges, memory beyond
/// 4 GiB (not in sanitized builds, whose shadow memory needs more), processor time beyond
/// `cpu_seconds`, core dumps, processes; every path (Landlock); every system call but those that
/// read an open descriptor, write to a pipe and manage memory (seccomp, which answers with EPERM,
/// never with a kill). Call it before a file is looked at.
/// With `writes` open descriptors may be written at a place and cut, too: the parent hands over
/// none but a scratch copy.
SandboxReport enter_sandbox(unsigned cpu_seconds, bool writes = false);

/// The two fences of the sandbox one by one; false when the kernel lacks it. Both need
/// no_new_privs. The first handles every access to the file system and allows none.
bool forbid_all_paths();
bool allow_few_system_calls(bool writes = false);

/// Moves the processor time limit ahead: `cpu_seconds` from now. For honest progress only.
void renew_cpu_limit(unsigned cpu_seconds);

} // namespace strata::hdf5
