// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stats_verb.h"

#include "app/cli/choose_tensor.h"
#include "app/cli/stats_text.h"
#include "io/formats/format.h"

namespace strata::cli {

namespace {

TensorId tensor_id(std::size_t number)
{
    return TensorId{static_cast<std::uint32_t>(number)};
}

/// The arrays a person means who names none: weights and fitted arrays with numbers; all arrays
/// with numbers where there are none of those.
std::vector<TensorId> usual_tensors(const Document& document)
{
    std::vector<TensorId> usual;
    std::vector<TensorId> numeric;
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        const Tensor& tensor = document.tensors[i];
        if (!tensor.dtype.is_numeric())
            continue;
        numeric.push_back(tensor_id(i));
        if (tensor.role == TensorRole::Weight || tensor.role == TensorRole::Attribute)
            usual.push_back(tensor_id(i));
    }
    return usual.empty() ? numeric : usual;
}

Result<std::vector<TensorId>> chosen_tensors(const Document& document, const StatsOptions& options)
{
    std::vector<TensorId> chosen;
    for (const std::string& wanted : options.tensors) {
        STRATA_ASSIGN(const TensorId id, choose_tensor(document, wanted));
        chosen.push_back(id);
    }
    if (!chosen.empty())
        return chosen;
    if (!options.all)
        return usual_tensors(document);
    for (std::size_t i = 0; i < document.tensors.size(); ++i)
        chosen.push_back(tensor_id(i));
    return chosen;
}

/// All figures are computed before the first one is printed, so that no report breaks off.
Result<std::vector<report::MeasuredTensor>> measure(const OpenDocument& opened,
                                                    const std::vector<TensorId>& tensors,
                                                    const StatsOptions& options,
                                                    const JobContext& job)
{
    std::vector<report::MeasuredTensor> measured;
    for (const TensorId id : tensors) {
        const Tensor& tensor = opened.document->tensor(id);
        report::MeasuredTensor entry{id, {}};
        if (tensor.dtype.is_numeric()) {
            auto statistics =
                compute_statistics(tensor, opened.sources, {.bins = options.bins}, job);
            if (!statistics) {
                Error error = std::move(statistics).error();
                error.path = opened.document->tensor_path(id);
                return fail(std::move(error));
            }
            entry.statistics = *std::move(statistics);
        }
        measured.push_back(std::move(entry));
    }
    return measured;
}

Result<std::vector<report::MeasuredTensor>>
choose_and_measure(const OpenDocument& opened, const StatsOptions& options, const JobContext& job)
{
    STRATA_ASSIGN(const auto chosen, chosen_tensors(*opened.document, options));
    return measure(opened, chosen, options, job);
}

} // namespace

ExitStatus run_stats(const StatsOptions& options, Console& console)
{
    const auto opened = open_document(options.file, console.job);
    if (!opened)
        return console.fail(opened.error(), options.file, options.json);
    const auto measured = choose_and_measure(*opened, options, console.job);
    if (!measured)
        return console.fail(measured.error(), options.file, options.json);
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        report::write_stats_report(json, *opened->document, *measured);
        json.finish();
        return ExitStatus::Fine;
    }
    print_statistics(console, *opened->document, *measured, !options.tensors.empty());
    return ExitStatus::Fine;
}

} // namespace strata::cli
