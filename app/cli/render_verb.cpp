// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/render_verb.h"

#include "app/cli/window_launch.h"
#include "app/report/report_parts.h"
#include "app/window/render_status.h"
#include "io/formats/format.h"
#include "io/source/atomic_file.h"
#include "widgets/words/translation.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace strata::cli {

namespace {

using words::text_of;
using words::translate;

/// The window's own smallest size, and more than a picture of it can be needed for.
constexpr int smallest_width = 760;
constexpr int smallest_height = 480;
constexpr int largest_side = 8'000;

struct Size {
    int width = 0;
    int height = 0;
};

std::optional<Size> parse_size(const std::string& text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
    const QRegularExpressionMatch match = form.match(text_of(text));
    const Size size{match.captured(1).toInt(), match.captured(2).toInt()};
    const bool fits = size.width >= smallest_width && size.height >= smallest_height &&
                      size.width <= largest_side && size.height <= largest_side;
    return match.hasMatch() && fits ? std::optional(size) : std::nullopt;
}

Error bad_argument(const QString& detail)
{
    return {ErrorCode::BadArgument, {}, {}, detail.toStdString()};
}

std::optional<Error> check(const RenderOptions& options, const Console& console)
{
    if (!parse_size(options.size))
        return bad_argument(translate("--size %1: from %2x%3 to %4x%4")
                                .arg(text_of(options.size))
                                .arg(smallest_width)
                                .arg(smallest_height)
                                .arg(largest_side));
    if (options.files.empty() && !options.view.empty() && options.view != "start")
        return bad_argument(
            translate("a file is needed for the view %1").arg(text_of(options.view)));
    if (options.view == "compare" && options.files.size() != 2)
        return bad_argument(translate("the view compare needs two files"));
    if (options.view == "series" && options.files.size() < 2)
        return bad_argument(translate("the view series needs two files or more"));
    if (options.out.empty() && options.json)
        return bad_argument(translate("--json needs -o"));
    if (options.out.empty() && console.out.is_terminal())
        return bad_argument(
            translate("a picture is not printed on a terminal: -o names a file for it"));
    return std::nullopt;
}

QStringList arguments_of(const RenderOptions& options)
{
    const Size size = *parse_size(options.size);
    QStringList arguments = {QStringLiteral("--render"),
                             QStringLiteral("--view=") + text_of(options.view),
                             QStringLiteral("--select=") + text_of(options.select),
                             QStringLiteral("--width=%1").arg(size.width),
                             QStringLiteral("--height=%1").arg(size.height)};
    if (options.dark)
        arguments.append(QStringLiteral("--dark"));
    arguments.append(QStringLiteral("--"));
    for (const std::string& file : options.files)
        arguments.append(text_of(file));
    return arguments;
}

/// Runs the window program where no display is needed, whatever the desktop says of one.
void run_window(QProcess& process, const std::string& program, const RenderOptions& options)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* const name : {"QT_SCREEN_SCALE_FACTORS", "QT_AUTO_SCREEN_SCALE_FACTOR",
                                   "QT_ENABLE_HIGHDPI_SCALING", "QT_FONT_DPI"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::number(options.scale));
    process.setProcessEnvironment(environment);
    process.start(text_of(program), arguments_of(options), QIODevice::ReadOnly);
    process.waitForFinished(-1);
}

/// What the window program's end says; nothing when it drew the picture.
std::optional<Error> failure_of(const QProcess& process, const RenderOptions& options)
{
    if (process.error() == QProcess::FailedToStart || process.exitStatus() == QProcess::CrashExit)
        return Error{ErrorCode::ReadFailed, {}, {}, process.errorString().toStdString()};
    switch (static_cast<RenderStatus>(process.exitCode())) {
    case RenderStatus::Drawn:
        return std::nullopt;
    case RenderStatus::NoSuchRow:
        return Error{ErrorCode::NoSuchItem, {}, options.select, {}};
    case RenderStatus::NoSuchPage:
        return bad_argument(translate("there is nothing to show as %1").arg(text_of(options.view)));
    case RenderStatus::TooSlow:
        return Error{
            ErrorCode::Cancelled, {}, {}, translate("the work took too long").toStdString()};
    case RenderStatus::NotOpened:
    case RenderStatus::NotWritten:
        break;
    }
    return Error{ErrorCode::ReadFailed, {}, {}, "strata-window"};
}

/// Why a file could not be opened is said by opening it here. The file and its error.
std::optional<std::pair<std::string, Error>> opening_error(const RenderOptions& options,
                                                           const Console& console)
{
    for (const std::string& file : options.files) {
        if (const auto opened = open_document(file, console.job); !opened)
            return std::pair{file, opened.error()};
    }
    return std::nullopt;
}

/// What a failure is about: any of several files could have had the row.
std::string named(const std::vector<std::string>& files)
{
    std::string names;
    for (const std::string& file : files)
        names += (names.empty() ? "" : ", ") + file;
    return names;
}

Result<void> write_to(const std::string& path, const QByteArray& bytes)
{
    STRATA_ASSIGN(AtomicFile file, AtomicFile::create(path));
    STRATA_TRY(
        file.write(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    return file.commit();
}

} // namespace

const std::vector<std::string>& render_views()
{
    static const std::vector<std::string> views = {
        "start",         "overview",  "estimator", "weights",  "values",
        "configuration", "optimizer", "metadata",  "findings", "loading",
        "error",         "drag",      "export",    "compare",  "series"};
    return views;
}

ExitStatus run_render(const RenderOptions& options, Console& console)
{
    if (const auto error = check(options, console))
        return console.fail(*error, {}, options.json);
    const auto program = find_window_program();
    if (!program)
        return console.fail({ErrorCode::NotFound, {}, "strata-window", {}}, "strata-window",
                            options.json);
    QProcess process;
    run_window(process, *program, options);
    if (static_cast<RenderStatus>(process.exitCode()) == RenderStatus::NotOpened) {
        if (const auto error = opening_error(options, console))
            return console.fail(error->second, error->first, options.json);
    }
    if (const auto error = failure_of(process, options))
        return console.fail(*error, named(options.files), options.json);
    const QByteArray bytes = process.readAllStandardOutput();
    if (options.out.empty()) {
        console.out.raw({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        return ExitStatus::Fine;
    }
    if (const auto written = write_to(options.out, bytes); !written)
        return console.fail(written.error(), options.out, options.json);
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        json.begin_object();
        report::write_schema_version(json);
        json.key("written");
        json.text(options.out);
        json.end();
        json.finish();
    }
    return ExitStatus::Fine;
}

} // namespace strata::cli
