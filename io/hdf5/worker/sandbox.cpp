// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/sandbox.h"

#include <cerrno>
#include <ctime>
#include <initializer_list>

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace strata::hdf5 {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

constexpr rlim_t address_space_bytes = rlim_t{4} << 30;

void limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both{value, value};
    setrlimit(resource, &both);
}

void limit_resources(unsigned cpu_seconds)
{
    if (!sanitized)
        limit(RLIMIT_AS, address_space_bytes);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NPROC, 0);
    renew_cpu_limit(cpu_seconds);
}

} // namespace

bool forbid_all_paths()
{
    landlock_ruleset_attr attributes = {};
    attributes.handled_access_fs =
        LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
        LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR |
        LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
        LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
        LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
    const long rules = syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
    if (rules < 0)
        return false;
    const bool restricted = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(static_cast<int>(rules));
    return restricted;
}

bool allow_few_system_calls(bool writes)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return false;
    bool complete = true;
    for (const int call : {SCMP_SYS(read),         SCMP_SYS(pread64),
                           SCMP_SYS(write),        SCMP_SYS(close),
                           SCMP_SYS(fstat),        SCMP_SYS(newfstatat),
                           SCMP_SYS(lseek),        SCMP_SYS(mmap),
                           SCMP_SYS(munmap),       SCMP_SYS(mremap),
                           SCMP_SYS(mprotect),     SCMP_SYS(madvise),
                           SCMP_SYS(brk),          SCMP_SYS(futex),
                           SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
                           SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime),
                           SCMP_SYS(gettimeofday), SCMP_SYS(time),
                           SCMP_SYS(getpid),       SCMP_SYS(gettid),
                           SCMP_SYS(getrusage),    SCMP_SYS(getrandom),
                           SCMP_SYS(sched_yield),  SCMP_SYS(setrlimit),
                           SCMP_SYS(exit),         SCMP_SYS(exit_group),
                           SCMP_SYS(tgkill)})
        complete = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0 && complete;
    // setrlimit() is prlimit64 of the process itself (0): to renew the processor limit.
    complete = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                                SCMP_A0(SCMP_CMP_EQ, 0)) == 0 &&
               complete;
    for (const int call : {SCMP_SYS(pwrite64), SCMP_SYS(ftruncate)})
        complete = complete && (!writes || seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0);
    const bool loaded = complete && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded;
}

void renew_cpu_limit(unsigned cpu_seconds)
{
    timespec used = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    // The hard limit stays open: it could never be raised again. Past the soft one SIGXCPU ends us.
    const rlimit both{static_cast<rlim_t>(used.tv_sec) + cpu_seconds, RLIM_INFINITY};
    setrlimit(RLIMIT_CPU, &both);
}

SandboxReport enter_sandbox(unsigned cpu_seconds, bool writes)
{
    SandboxReport report;
    const bool no_new_privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    limit_resources(cpu_seconds);
    if (!no_new_privileges || !forbid_all_paths())
        report.missing.emplace_back("landlock");
    if (!no_new_privileges || !allow_few_system_calls(writes))
        report.missing.emplace_back("seccomp");
    return report;
}

} // namespace strata::hdf5
