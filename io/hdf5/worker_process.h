// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/value.h"
#include "io/source/byte_source.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace strata::hdf5 {

/// What the worker is asked for (io/hdf5/protocol.md).
struct WorkerRequest {
    std::string verb;                     ///< "index", "values", "chunks"
    std::optional<std::uint64_t> address; ///< of the dataset
};

/// The scratch copy that the worker changes, and the list of changes: JSON in a file.
struct EditRequest {
    int descriptor = -1;
    std::uint64_t length = 0;
    std::string edits;
};

/// A running strata-hdf5. It gets the source's descriptor and nothing else: no environment, no
/// other open file. Ends the worker when it goes.
class WorkerProcess {
public:
    /// A source that lies in no file is copied to a scratch file first. NotFound when the program
    /// strata-hdf5 is not where it belongs (`path` says where it was looked for).
    static Result<WorkerProcess> start(const ByteSource& source, const WorkerRequest& request);
    /// Starts the verb "edit" on a file that is open for reading and writing.
    static Result<WorkerProcess> start(const EditRequest& request);
    WorkerProcess(WorkerProcess&& other) noexcept;
    WorkerProcess& operator=(WorkerProcess&&) = delete;
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;
    ~WorkerProcess();

    /// Waits for the next message. Truncated when the worker ended without one ("the HDF5 reader
    /// died"), LimitExceeded when it sends nothing for limits::worker_silence_seconds or one that
    /// is too long; Cancelled; Malformed for what is no message.
    Result<Value> next(const JobContext& job);

    [[nodiscard]] int process_id() const { return m_process; }

private:
    WorkerProcess(int process, int pipe) : m_process(process), m_pipe(pipe) {}
    static Result<WorkerProcess> run(std::vector<std::string> words,
                                     const std::vector<int>& descriptors);
    Result<void> fill(std::size_t wanted, const JobContext& job);
    [[nodiscard]] Error death();

    int m_process;
    int m_pipe;
    SharedSource m_scratch; ///< keeps a copy open while the worker reads it
    std::vector<std::byte> m_buffer;
    std::size_t m_used = 0; ///< bytes at the start of m_buffer that were handed out
};

/// Where strata-hdf5 is: beside this program, in its libexec folder, or beside it in the build
/// tree. The last place that was tried when it is nowhere.
Result<std::string> find_worker();

} // namespace strata::hdf5
