// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/source/byte_source.h"

#include <string>

namespace strata::report {

/// SHA-256 of all bytes of a source, in hexadecimal digits.
Result<std::string> sha256_of(const ByteSource& source, const JobContext& job);

} // namespace strata::report
