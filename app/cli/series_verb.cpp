// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/series_verb.h"

#include "app/cli/series_text.h"
#include "io/formats/format.h"
#include "io/formats/safetensors_index.h"
#include "io/source/folder_files.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

namespace strata::cli {

namespace {

/// In lower case.
std::string extension_of(const std::string& path)
{
    std::string extension = std::filesystem::path(path).extension().string();
    std::ranges::transform(extension, extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return extension;
}

/// The checkpoints among the files of a folder: notes, logs and vocabularies lie beside them. What is
/// named like those that can be read is one too and is told of. One file of a model in several is
/// told by its index.
Result<std::vector<std::string>> checkpoints_of(const std::vector<std::string>& files,
                                                const JobContext& job)
{
    std::set<std::string> unreadable;
    std::set<std::string> extensions;
    for (const std::string& file : files) {
        STRATA_TRY(job.check());
        const auto format = identify_file(file, job);
        if (format && (*format)->open != nullptr)
            extensions.insert(extension_of(file));
        else
            unreadable.insert(file);
    }
    std::vector<std::string> found;
    for (const std::string& file : files) {
        if ((!unreadable.contains(file) || extensions.contains(extension_of(file))) &&
            !index_of_shard(file))
            found.push_back(file);
    }
    return found;
}

/// The files that are named, and the checkpoints in the folders that are.
Result<std::vector<std::string>> files_of(const std::vector<std::string>& named,
                                          std::vector<SeriesFailure>& failures,
                                          const JobContext& job)
{
    std::vector<std::string> files;
    for (const std::string& path : named) {
        if (!is_folder(path)) {
            files.push_back(path);
            continue;
        }
        const FolderFiles inside = list_folder(path, job);
        for (const Error& error : inside.errors)
            failures.push_back({path, error});
        STRATA_ASSIGN(const auto checkpoints, checkpoints_of(inside.files, job));
        files.insert(files.end(), checkpoints.begin(), checkpoints.end());
    }
    return files;
}

Result<Series> series_of(const std::vector<std::string>& named, const JobContext& job)
{
    std::vector<SeriesFailure> failures;
    STRATA_ASSIGN(const auto files, files_of(named, failures, job));
    STRATA_ASSIGN(Series series, compute_series(files, open_document, job));
    series.failures.insert(series.failures.begin(), failures.begin(), failures.end());
    return series;
}

/// As it is into a pipe; on a terminal names are made safe.
void print_csv(std::string_view csv, Printer& out)
{
    if (!out.is_terminal())
        return out.raw(csv);
    while (!csv.empty()) {
        const std::size_t end = std::min(csv.find('\n'), csv.size() - 1);
        out.line(words::text_of(csv.substr(0, end)));
        csv.remove_prefix(end + 1);
    }
}

} // namespace

ExitStatus run_series(const SeriesOptions& options, Console& console)
{
    const auto series = series_of(options.files, console.job);
    if (!series)
        return console.fail(series.error(), series.error().path, options.json);
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        report::write_series_report(json, *series);
        json.finish();
    } else if (options.csv) {
        print_csv(report::series_csv(*series), console.out);
    } else {
        print_series(console.out, *series);
    }
    for (const SeriesFailure& failure : series->failures)
        console.say_error(failure.error, failure.path);
    return series->failures.empty() ? ExitStatus::Fine : ExitStatus::Failed;
}

} // namespace strata::cli
