// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/index.h"

#include "io/hdf5/index_assembly.h"
#include "io/hdf5/worker_process.h"

namespace strata::hdf5 {

Result<Index> read_index(const ByteSource& source, const JobContext& job)
{
    STRATA_ASSIGN(auto worker, WorkerProcess::start(source, {"index", std::nullopt}));
    IndexAssembly assembly;
    std::optional<Error> damage;
    for (bool ended = false; !ended && !damage;) {
        const auto message = worker.next(job);
        const auto taken = message ? assembly.take(*message) : Result<bool>(fail(message.error()));
        if (taken)
            ended = *taken;
        else
            damage = taken.error();
    }
    // What came before a failure is still an index, unless it was nothing.
    if (damage && (damage->code == ErrorCode::Cancelled || assembly.empty()))
        return fail(*std::move(damage));
    if (assembly.empty())
        return fail(ErrorCode::Malformed, "no root group");
    Index index = std::move(assembly).finish();
    index.damage = std::move(damage);
    return index;
}

} // namespace strata::hdf5
