// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/hdf5_format.h"

#include "io/formats/early_end.h"
#include "io/formats/hdf5_edit.h"
#include "io/formats/probe.h"
#include "io/formats/rows_left_out.h"
#include "io/hdf5/file_rows.h"
#include "io/hdf5/rules.h"
#include "io/hdf5/superblock.h"
#include "io/keras/keras_h5.h"
#include "io/keras/rules.h"

#include <algorithm>
#include <array>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::array hdf5_extensions = {"h5"sv, "hdf5"sv, "hdf"sv, "he5"sv, "mat"sv};
constexpr std::array keras_extensions = {"h5"sv, "hdf5"sv, "keras"sv};

/// The newest superblock that the HDF5 1.10 behind us reads.
constexpr unsigned newest_superblock = 3;

Match match_hdf5(const ProbeInput& probe)
{
    return content_if(hdf5::find_superblock(probe.source).has_value());
}

/// hdf5_format takes the file.
Match match_nothing(const ProbeInput&)
{
    return Match::No;
}

void fill_identity(Document& document, const OpenRequest& request)
{
    document.path = request.path;
    document.name = file_name_of(request.path);
    document.bytes = request.source->size();
    document.format.id = hdf5_format.id;
    document.format.name = hdf5_format.name;
    document.format.container = "hdf5";
    document.sources.push_back({"file", document.bytes});
}

/// Says of an error that is not about the file what it is about.
Error explained(Error error)
{
    if (error.code == ErrorCode::NotFound)
        return {ErrorCode::UnsupportedContent, {}, {}, "hdf5-no-reader"};
    return error;
}

/// What a framework means by the file: the Model reading, and the name of the format.
void add_meaning(DocumentBuilder& builder, const ByteSource& source, const hdf5::Index& index,
                 const hdf5::FileRows& rows, const JobContext& job)
{
    const keras::H5Content content = keras::content_of(index);
    if (content == keras::H5Content::None)
        return;
    const Format& format =
        content == keras::H5Content::Model ? keras_h5_format : keras_weights_h5_format;
    builder.document.format.id = format.id;
    builder.document.format.name = format.name;
    keras::add_model_reading(builder, source, index, rows, job);
    for (MetadataEntry& entry : builder.document.metadata)
        entry.editable = entry.editable && !lists_weights(entry.key);
}

/// What is missing of a layer says the same as what could not be read or does not fit.
void leave_out_repeats(std::vector<Finding>& findings)
{
    constexpr std::array told = {keras::rules::missing_group, keras::rules::missing_weight,
                                 keras::rules::missing_weights};
    constexpr std::array repeated = {hdf5::rules::unreadable, keras::rules::weight_count,
                                     keras::rules::weight_shape};
    const auto is_one_of = [](const Finding& finding, const auto& rules) {
        return std::ranges::count(rules, finding.rule) != 0;
    };
    if (std::ranges::any_of(findings, [&](const Finding& each) { return is_one_of(each, told); }))
        std::erase_if(findings, [&](const Finding& each) { return is_one_of(each, repeated); });
}

/// What a file that ends early cannot have any more: one finding of each kind is enough.
void fold_consequences(DocumentBuilder& builder)
{
    const auto& findings = builder.document.findings;
    const bool cut = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.rule == hdf5::rules::truncated;
    });
    if (!cut)
        return;
    for (const std::string_view rule :
         {hdf5::rules::unreadable, hdf5::rules::unreadable_attribute, keras::rules::missing_group,
          keras::rules::missing_weight, keras::rules::missing_weights, keras::rules::weight_count,
          keras::rules::weight_shape})
        builder.fold_findings(rule);
    leave_out_repeats(builder.document.findings);
    const auto is_end = [](const Finding& finding) {
        return finding.rule == hdf5::rules::truncated;
    };
    std::stable_partition(builder.document.findings.begin(), builder.document.findings.end(),
                          is_end);
}

Result<OpenDocument> open_hdf5(const OpenRequest& request, const JobContext& job)
{
    const auto superblock = hdf5::find_superblock(*request.source);
    if (superblock && superblock->version > newest_superblock)
        return fail(ErrorCode::UnsupportedContent, "hdf5-newer", superblock->offset);
    auto index = hdf5::read_index(*request.source, job);
    if (!index)
        return fail(explained(std::move(index).error()));
    STRATA_TRY(job.check());

    DocumentBuilder builder;
    fill_identity(builder.document, request);
    SourceSet sources = {request.source};
    const hdf5::FileRows rows = hdf5::add_file_rows(builder, sources, *index);
    add_meaning(builder, *request.source, *index, rows, job);
    STRATA_TRY(job.check());
    fold_consequences(builder);
    fold_early_end(builder);
    report_rows_left_out(builder);
    return OpenDocument{std::move(builder).finish(), std::move(sources)};
}

/// All three are read and written alike; the content tells which of them a file is.
constexpr Format hdf5_row(std::string_view id, std::string_view name,
                          std::span<const std::string_view> extensions,
                          Match (*match)(const ProbeInput& probe))
{
    return {
        .id = id,
        .name = name,
        .extensions = extensions,
        .family = "hdf5",
        .match = match,
        .open = open_hdf5,
        .writes = true,
        .prepare_edits = prepare_hdf5_edits,
        .can_set = can_set_in_hdf5,
        .edit_warnings = hdf5_edit_warnings,
        .write_edited = write_edited_hdf5,
    };
}

} // namespace

const Format hdf5_format = hdf5_row("hdf5", "HDF5", hdf5_extensions, match_hdf5);
const Format keras_h5_format =
    hdf5_row("keras-h5", "Keras model (HDF5)", keras_extensions, match_nothing);
const Format keras_weights_h5_format =
    hdf5_row("keras-weights-h5", "Keras weights (HDF5)", keras_extensions, match_nothing);

} // namespace strata
