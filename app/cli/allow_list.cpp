// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/allow_list.h"

#include "io/pickle/team_names.h"

#include <QFile>

namespace strata::cli {

namespace {

/// A list of some ten thousand names.
constexpr qint64 most_bytes = qint64{1} << 20;

Error about_list(ErrorCode code, const std::string& path, std::string detail)
{
    Error error;
    error.code = code;
    error.path = path;
    error.detail = std::move(detail);
    return error;
}

} // namespace

Result<void> use_allow_list(const std::string& path)
{
    if (path.empty())
        return {};
    QFile file(QFile::decodeName(path.c_str()));
    if (!file.exists())
        return fail(about_list(ErrorCode::NotFound, path, {}));
    if (!file.open(QIODevice::ReadOnly))
        return fail(about_list(ErrorCode::ReadFailed, path, file.errorString().toStdString()));
    const QByteArray text = file.read(most_bytes + 1);
    if (text.size() > most_bytes)
        return fail(about_list(ErrorCode::BadArgument, path, "the list has more than 1 MiB"));
    auto names =
        pickle::parse_team_names({text.constData(), static_cast<std::size_t>(text.size())});
    if (!names)
        return fail(about_list(names.error().code, path, names.error().detail));
    pickle::allow_team_names(*std::move(names));
    return {};
}

} // namespace strata::cli
