// SPDX-License-Identifier: GPL-3.0-or-later
// strata-hdf5: reads one HDF5 file from an open descriptor (or changes attributes of a scratch
// copy), inside a sandbox, and writes what it finds to standard output as messages (io/hdf5/protocol.md). Started by
// io/hdf5/worker_process.cpp only.
#include "io/hdf5/worker/descriptor_driver.h"
#include "io/hdf5/worker/edit_attributes.h"
#include "io/hdf5/worker/handle.h"
#include "io/hdf5/worker/library_error.h"
#include "io/hdf5/worker/message_pipe.h"
#include "io/hdf5/worker/read_values.h"
#include "io/hdf5/worker/request.h"
#include "io/hdf5/worker/sandbox.h"
#include "io/hdf5/worker/walk.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include <H5Cpp.h>
#include <unistd.h>

namespace {

using namespace strata::hdf5;

/// Processor time between two signs of progress.
constexpr unsigned cpu_seconds = 20;

constexpr int done = 0;
constexpr int refused = 1;
constexpr int bad_usage = 2;

hid_t refuse_to_follow(const char*, hid_t, const void*, std::size_t, hid_t, hid_t)
{
    return -1;
}

/// Tells an external link's value, as the library's own class does.
ssize_t external_link_value(const char*, const void* value, std::size_t size, void* out,
                            std::size_t room)
{
    if (out && room >= size)
        std::memcpy(out, value, size);
    return static_cast<ssize_t>(size);
}

/// Everything that could make the library reach for other files is switched off. External links
/// get a class that says where they lead and never goes there.
void harden_library()
{
    H5PLset_loading_state(0);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5::Exception::dontPrint();
    H5L_class_t named_only = {};
    named_only.version = H5L_LINK_CLASS_T_VERS;
    named_only.id = H5L_TYPE_EXTERNAL;
    named_only.comment = "external links are named, never followed";
    named_only.trav_func = refuse_to_follow;
    named_only.query_func = external_link_value;
    if (H5Lunregister(H5L_TYPE_EXTERNAL) < 0 || H5Lregister(&named_only) < 0)
        _exit(refused);
}

void keep_alive()
{
    renew_cpu_limit(cpu_seconds);
}

/// The list of changes, which the parent wrote.
Json read_edits(const Request& request)
{
    std::string text(static_cast<std::size_t>(request.edits_length), '\0');
    std::size_t got = 0;
    while (got < text.size()) {
        const ssize_t count = pread(request.edits_descriptor, text.data() + got, text.size() - got,
                                    static_cast<off_t>(got));
        if (count <= 0)
            break;
        got += static_cast<std::size_t>(count);
    }
    return Json::parse(text, nullptr, false);
}

/// Makes the changes in order, up to the first that cannot be made.
std::optional<EditProblem> make_changes(hid_t file, const Json& edits, std::size_t& number)
{
    for (number = 0; number < edits.size(); ++number) {
        keep_alive();
        if (auto problem = apply_edit(file, edits[number]))
            return problem;
    }
    return std::nullopt;
}

/// Changes the copy in place. What was written counts only when the library could close the file.
int edit(const Request& request, MessagePipe& pipe)
{
    const Json edits = read_edits(request);
    const Handle access(make_descriptor_access(request.range));
    const hid_t file = access.valid() ? H5Fopen("model", H5F_ACC_RDWR, access.id()) : -1;
    if (file < 0 || !edits.is_array()) {
        pipe.send({{"kind", "refused"}, {"what", last_library_error()}});
        return refused;
    }
    std::size_t number = 0;
    std::optional<EditProblem> problem = make_changes(file, edits, number);
    const bool flushed = H5Fflush(file, H5F_SCOPE_GLOBAL) >= 0;
    if (const bool closed = H5Fclose(file) >= 0; !problem && !(flushed && closed))
        problem = EditProblem{"library", last_library_error()};
    if (!problem) {
        pipe.send({{"kind", "end"}});
        return done;
    }
    pipe.send({{"kind", "problem"},
               {"edit", number},
               {"what", problem->what},
               {"detail", problem->detail}});
    return refused;
}

int answer(const Request& request, MessagePipe& pipe)
{
    if (request.verb == "edit")
        return edit(request, pipe);
    const Handle access(make_descriptor_access(request.range));
    const Handle file(access.valid() ? H5Fopen("model", H5F_ACC_RDONLY, access.id()) : -1);
    if (!file.valid()) {
        pipe.send({{"kind", "refused"}, {"what", last_library_error()}});
        return refused;
    }
    if (request.verb == "index")
        send_index(file.id(), pipe, keep_alive);
    else if (request.verb == "values")
        send_values(file.id(), request.address, pipe, keep_alive);
    else
        send_chunks(file.id(), request.address, pipe, keep_alive);
    return done;
}

} // namespace

int main(int count, char** arguments)
{
    const auto request = parse_request({arguments + std::min(count, 1), arguments + count});
    if (!request) {
        std::fputs("strata-hdf5 is started by strata, not by hand\n", stderr);
        return bad_usage;
    }
    MessagePipe pipe(STDOUT_FILENO);
    // The library starts before the sandbox closes: it looks at its environment and at the clock.
    H5open();
    harden_library();
    const SandboxReport sandbox = enter_sandbox(cpu_seconds, request->verb == "edit");
    pipe.send({{"kind", "hello"}, {"protocol", 1}, {"missing", sandbox.missing}});
    pipe.flush();
    int status = refused;
    try {
        status = answer(*request, pipe);
    } catch (const std::bad_alloc&) {
        pipe.send({{"kind", "refused"}, {"what", "out of memory"}});
    }
    pipe.flush();
    // Without the library's closing: after a damaged file it may crash over what it cached.
    _exit(status);
}
