// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker_process.h"

#include "io/base/limits.h"
#include "io/hdf5/message.h"
#include "io/source/scratch_file.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace strata::hdf5 {

namespace {

/// The descriptor that the worker finds its file on; the list of changes is on the next.
constexpr int file_descriptor = 3;
constexpr int edits_descriptor = 4;

/// How long one wait for the pipe may last, so that a cancel is soon seen.
constexpr int poll_milliseconds = 50;

std::string own_folder()
{
    std::array<char, 4096> path{};
    const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
    if (length <= 0)
        return ".";
    const std::string text(path.data(), static_cast<std::size_t>(length));
    return text.substr(0, text.rfind('/'));
}

std::pair<int, int> open_pipe()
{
    std::array<int, 2> ends = {-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return {-1, -1};
    return {ends[0], ends[1]};
}

/// The descriptors that the worker gets are put in place one after the other; those they come from
/// must lie above, or one would be overwritten before its turn.
int lifted(int descriptor)
{
    return fcntl(descriptor, F_DUPFD_CLOEXEC, edits_descriptor + 1);
}

/// Starts the program with an empty environment, our files from descriptor 3 on, our pipe as its
/// standard output and nothing else open. The process id, or −1.
int spawn(const std::string& program, std::vector<std::string> arguments,
          const std::vector<int>& files, int output)
{
    std::vector<char*> pointers;
    for (std::string& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    std::array<char*, 1> environment = {nullptr};

    std::vector<int> above;
    for (const int file : files)
        above.push_back(lifted(file));
    const int output_above = lifted(output);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output_above, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int next = file_descriptor;
    for (const int file : above)
        posix_spawn_file_actions_adddup2(&actions, file, next++);
    posix_spawn_file_actions_addclosefrom_np(&actions, next);
    pid_t process = -1;
    const int status = posix_spawn(&process, program.c_str(), &actions, nullptr, pointers.data(),
                                   environment.data());
    posix_spawn_file_actions_destroy(&actions);
    for (const int file : above)
        close(file);
    close(output_above);
    return status == 0 ? process : -1;
}

Result<SharedSource> copy_to_scratch(const ByteSource& source)
{
    STRATA_ASSIGN(auto scratch, ScratchFile::create(source.size()));
    std::vector<std::byte> block(limits::block_bytes);
    for (std::uint64_t at = 0; at < source.size();) {
        STRATA_ASSIGN(const std::size_t count, source.read_some(at, block));
        STRATA_TRY(scratch.append(std::span(block).first(count)));
        at += count;
    }
    return std::move(scratch).into_source();
}

} // namespace

Result<std::string> find_worker()
{
    const std::string folder = own_folder();
    std::string path;
    for (const char* const place :
         {"/strata-hdf5", "/" STRATA_WORKER_FOLDER "/strata-hdf5", "/../bin/strata-hdf5"}) {
        path = folder + place;
        if (access(path.c_str(), X_OK) == 0)
            return path;
    }
    return fail(ErrorCode::NotFound, "strata-hdf5", {}, path);
}

Result<WorkerProcess> WorkerProcess::start(const ByteSource& source, const WorkerRequest& request)
{
    SharedSource scratch;
    auto range = source.file_range();
    if (!range) {
        STRATA_ASSIGN(scratch, copy_to_scratch(source));
        range = scratch->file_range();
    }
    std::vector<std::string> words = {request.verb, std::to_string(file_descriptor),
                                      std::to_string(range->base), std::to_string(source.size())};
    if (request.address)
        words.push_back(std::to_string(*request.address));
    STRATA_ASSIGN(WorkerProcess worker, run(std::move(words), {range->descriptor}));
    worker.m_scratch = std::move(scratch);
    return worker;
}

Result<WorkerProcess> WorkerProcess::start(const EditRequest& request)
{
    STRATA_ASSIGN(ScratchFile scratch, ScratchFile::create(request.edits.size()));
    STRATA_TRY(scratch.append(std::as_bytes(std::span(request.edits))));
    const SharedSource edits = std::move(scratch).into_source();
    STRATA_ASSIGN(WorkerProcess worker,
                  run({"edit", std::to_string(file_descriptor), "0", std::to_string(request.length),
                       std::to_string(edits_descriptor), std::to_string(request.edits.size())},
                      {request.descriptor, edits->file_range()->descriptor}));
    worker.m_scratch = edits;
    return worker;
}

Result<WorkerProcess> WorkerProcess::run(std::vector<std::string> words,
                                         const std::vector<int>& descriptors)
{
    STRATA_ASSIGN(const std::string program, find_worker());
    words.insert(words.begin(), program);
    const auto [out, in] = open_pipe();
    if (out < 0)
        return fail(ErrorCode::ReadFailed, std::strerror(errno));
    const int process = spawn(program, std::move(words), descriptors, in);
    close(in);
    if (process < 0) {
        close(out);
        return fail(ErrorCode::ReadFailed, "strata-hdf5 does not start", {}, program);
    }
    return WorkerProcess(process, out);
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : m_process(std::exchange(other.m_process, -1)),
      m_pipe(std::exchange(other.m_pipe, -1)),
      m_scratch(std::move(other.m_scratch)),
      m_buffer(std::move(other.m_buffer)),
      m_used(other.m_used)
{
}

WorkerProcess::~WorkerProcess()
{
    if (m_pipe >= 0)
        close(m_pipe);
    if (m_process >= 0) {
        kill(m_process, SIGKILL);
        while (waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
}

Result<Value> WorkerProcess::next(const JobContext& job)
{
    std::uint32_t length = 0;
    STRATA_TRY(fill(sizeof(length), job));
    std::memcpy(&length, m_buffer.data() + m_used, sizeof(length));
    if (length > limits::worker_message_bytes)
        return fail(ErrorCode::LimitExceeded, "worker_message_bytes");
    STRATA_TRY(fill(sizeof(length) + length, job));
    const auto message = std::span(m_buffer).subspan(m_used + sizeof(length), length);
    m_used += sizeof(length) + length;
    return read_message(message);
}

/// Reads on until `wanted` bytes lie in the buffer behind what was handed out.
Result<void> WorkerProcess::fill(std::size_t wanted, const JobContext& job)
{
    if (m_buffer.size() - m_used >= wanted)
        return {};
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_used));
    m_used = 0;
    int silence = 0;
    while (m_buffer.size() < wanted) {
        STRATA_TRY(job.check());
        pollfd pipe = {m_pipe, POLLIN, 0};
        const int ready = poll(&pipe, 1, poll_milliseconds);
        if (ready == 0) {
            silence += poll_milliseconds;
            if (silence >= limits::worker_silence_seconds * 1000)
                return fail(ErrorCode::LimitExceeded, "worker_silence_seconds");
            continue;
        }
        constexpr std::size_t piece = std::size_t{1} << 16;
        const std::size_t held = m_buffer.size();
        m_buffer.resize(held + piece);
        const ssize_t got = ready < 0 ? -1 : ::read(m_pipe, m_buffer.data() + held, piece);
        const int read_error = errno;
        m_buffer.resize(held + static_cast<std::size_t>(got > 0 ? got : 0));
        if (got == 0)
            return fail(death());
        if (got < 0 && read_error != EINTR)
            return fail(ErrorCode::ReadFailed, std::strerror(read_error));
        silence = 0;
    }
    return {};
}

/// The pipe has ended: how the process did.
Error WorkerProcess::death()
{
    int status = 0;
    if (m_process < 0)
        return Error{ErrorCode::Malformed, {}, {}, "strata-hdf5 ended early"};
    while (waitpid(m_process, &status, 0) < 0 && errno == EINTR) {
    }
    m_process = -1;
    std::string detail = "strata-hdf5 ended early";
    if (WIFSIGNALED(status))
        detail = std::string("strata-hdf5 was ended by signal ") + std::to_string(WTERMSIG(status));
    return Error{ErrorCode::Malformed, {}, {}, detail};
}

} // namespace strata::hdf5
