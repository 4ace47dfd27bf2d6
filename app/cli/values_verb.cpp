// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/values_verb.h"

#include "app/cli/choose_tensor.h"
#include "app/cli/read_part.h"
#include "app/cli/values_text.h"
#include "io/base/checked.h"
#include "io/formats/format.h"
#include "io/formats/npy_write.h"
#include "io/source/atomic_file.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <filesystem>

namespace strata::cli {

namespace {

/// What is printed is read whole first, so that a report never breaks off; --npy has no such limit.
constexpr std::uint64_t printed_bytes = std::uint64_t{256} << 20;
/// Shapes such as (10**12, 0) hold nothing, yet would print a line for each list.
constexpr std::uint64_t printed_lists = 16'000'000;
constexpr std::uint64_t piece_bytes = std::uint64_t{64} << 20;

/// The tensor and the part of it that were asked for.
struct Wanted {
    TensorId tensor = TensorId::none;
    TensorPart part;
};

Result<Wanted> find_wanted(const Document& document, const ValuesOptions& options)
{
    Wanted wanted;
    if (options.tensors.empty()) {
        STRATA_ASSIGN(wanted.tensor, only_tensor(document));
    } else {
        STRATA_ASSIGN(wanted.tensor, choose_tensor(document, options.tensors.front()));
    }
    STRATA_ASSIGN(wanted.part, parse_slice(options.slice, document.tensor(wanted.tensor).shape));
    return wanted;
}

Result<report::ReadValues> read_values(const OpenDocument& opened, const Wanted& wanted,
                                       const std::string& slice, const JobContext& job)
{
    const Tensor& tensor = opened.document->tensor(wanted.tensor);
    report::ReadValues values{wanted.tensor, slice, wanted.part.shape(), {}, {}, {}};
    Shape lists = values.shape;
    for (std::uint64_t& length : lists)
        length = std::max<std::uint64_t>(length, 1);
    const auto count = checked_product(values.shape);
    if (count == 0 && checked_product(lists).value_or(~std::uint64_t{0}) > printed_lists)
        return fail(ErrorCode::LimitExceeded, "printed_lists");
    if (tensor.dtype.type == ScalarType::Object) {
        STRATA_ASSIGN(values.objects, read_objects(tensor, opened.sources, wanted.part, job));
    } else {
        STRATA_ASSIGN(auto read,
                      read_part(tensor, opened.sources, wanted.part, job, printed_bytes));
        values.items = std::move(read.items);
        values.missing = std::move(read.missing);
    }
    return values;
}

/// The type that a .npy file can hold: the small floats of machine learning become float32.
bool needs_widening(ScalarType type)
{
    return type == ScalarType::BFloat16 || type == ScalarType::Float8E4M3FN ||
           type == ScalarType::Float8E5M2;
}

Result<void> write_npy(const OpenDocument& opened, const Wanted& wanted, const std::string& path,
                       const JobContext& job)
{
    const Tensor& tensor = opened.document->tensor(wanted.tensor);
    const bool widen = needs_widening(tensor.dtype.type);
    const DType written = widen ? DType::of(ScalarType::Float32) : tensor.dtype;
    STRATA_ASSIGN(const std::string header, npy_header(written, wanted.part.shape()));
    STRATA_ASSIGN(AtomicFile file, AtomicFile::create(path));
    STRATA_TRY(file.write(header));
    const PieceSink sink = [&](std::span<const std::byte> piece) -> Result<void> {
        STRATA_TRY(job.check());
        if (!widen)
            return file.write(piece);
        const std::vector<float> wide = widened(tensor.dtype, piece);
        return file.write(std::as_bytes(std::span(wide)));
    };
    STRATA_TRY(read_part_in_pieces(tensor, opened.sources, wanted.part, job, piece_bytes, sink));
    return file.commit();
}

ExitStatus save_npy(const OpenDocument& opened, const Wanted& wanted, const ValuesOptions& options,
                    Console& console)
{
    std::error_code ignored;
    if (std::filesystem::equivalent(options.file, options.npy, ignored))
        return console.fail({ErrorCode::BadArgument,
                             {},
                             {},
                             "the values would be written over the file they come from"},
                            options.npy, options.json);
    const auto written = write_npy(opened, wanted, options.npy, console.job);
    if (!written)
        return console.fail(written.error(),
                            written.error().path == options.npy ? options.npy : options.file,
                            options.json);
    const auto count = checked_product(wanted.part.shape());
    console.say(words::plural(count.value_or(0), words::translate("1 value"),
                              words::translate("%1 values")) +
                words::translate(" written to %1").arg(words::text_of(options.npy)));
    return ExitStatus::Fine;
}

/// "800 of 2,000 values are missing"
std::string missing_detail(const report::ReadValues& values)
{
    const auto missing = std::ranges::count(values.missing, true);
    return words::plural(
               values.missing.size(), words::translate("its one value is missing"),
               words::translate("%1 of the %2 values are missing")
                   .arg(words::count(static_cast<std::uint64_t>(missing)), QStringLiteral("%1")))
        .toStdString();
}

void print_values(const OpenDocument& opened, const report::ReadValues& values,
                  const ValuesOptions& options, Console& console)
{
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        report::write_values_report(json, opened, values);
        json.finish();
    } else if (options.csv) {
        print_csv(console.out, *opened.document, values);
    } else {
        print_grid(console.out, *opened.document, values);
    }
}

} // namespace

ExitStatus run_values(const ValuesOptions& options, Console& console)
{
    const auto opened = open_document(options.file, console.job);
    if (!opened)
        return console.fail(opened.error(), options.file, options.json);
    const auto wanted = find_wanted(*opened->document, options);
    if (!wanted)
        return console.fail(wanted.error(), options.file, options.json);
    if (!options.npy.empty())
        return save_npy(*opened, *wanted, options, console);
    const auto values = read_values(*opened, *wanted, options.slice, console.job);
    if (!values) {
        Error error = values.error();
        if (error.path.empty())
            error.path = opened->document->tensor_path(wanted->tensor);
        return console.fail(error, options.file, options.json);
    }
    print_values(*opened, *values, options, console);
    if (values->missing.empty())
        return ExitStatus::Fine;
    // The values that are there are not all that was asked for.
    console.say_error({ErrorCode::Truncated,
                       {},
                       opened->document->tensor_path(wanted->tensor),
                       missing_detail(*values)},
                      options.file);
    return ExitStatus::Failed;
}

} // namespace strata::cli
