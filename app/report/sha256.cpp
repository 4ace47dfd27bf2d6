// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/sha256.h"

#include <QByteArrayView>
#include <QCryptographicHash>

#include <algorithm>

namespace strata::report {

Result<std::string> sha256_of(const ByteSource& source, const JobContext& job)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::vector<std::byte> block(std::size_t{1} << 20);
    for (std::uint64_t at = 0; at < source.size();) {
        STRATA_TRY(job.check());
        const auto count = std::min<std::uint64_t>(block.size(), source.size() - at);
        const std::span part(block.data(), static_cast<std::size_t>(count));
        STRATA_TRY(source.read_at(at, part));
        hash.addData(QByteArrayView(reinterpret_cast<const char*>(part.data()),
                                    static_cast<qsizetype>(count)));
        at += count;
    }
    return hash.result().toHex().toStdString();
}

} // namespace strata::report
