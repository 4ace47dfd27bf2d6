// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/code_writer.h"
#include "io/pickle/read_pickle.h"

namespace strata::pickle {

struct RewriteOptions {
    int protocol = 4; ///< 2 to 5
    /// Arrays become joblib's wrappers with their values behind them; otherwise they are what numpy
    /// pickles.
    bool joblib_arrays = false;
    /// The values will lie in the file as they are, so that joblib may map them into memory.
    bool mappable = true;
};

/// Writes a pickle or joblib file anew, opcode by opcode, in another protocol or with its arrays in
/// the other form. What it builds, in which order, and what is shared stays; nothing is executed.
/// Arrays stay in the source until they are handed on, in blocks. An array that a wrapper would not
/// give back as it is (a subclass, objects, foreign byte order, read only) stays what it was.
///
/// Without a sink nothing is handed on. Returns the bytes of the new pickle (without a sink those of
/// bytes that become text are estimated). BadArgument, with the reason in `detail`, for what cannot be
/// written: damaged files, several pickles in one, buffers and files that lie outside, and what a
/// protocol has no words for. Errors of the source and of the sink.
Result<std::uint64_t> rewrite_pickle(const PickleDocument& pickle, const ByteSource& source,
                                     const RewriteOptions& options, const CodeWriter::Sink& sink,
                                     const JobContext& job);

} // namespace strata::pickle
