// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/nested_pickle.h"

#include "io/formats/rules.h"
#include "io/pickle/numpy.h"

namespace strata {

namespace {

void add_finding(DocumentBuilder& builder, std::string_view rule, Severity severity,
                 Category category, const NpyPlace& place,
                 std::vector<std::pair<std::string, std::string>> facts)
{
    Finding finding = npy_finding(rule, severity, category, place);
    finding.facts.insert(finding.facts.end(), facts.begin(), facts.end());
    builder.add_finding(std::move(finding));
}

void report_unreadable(DocumentBuilder& builder, const NpyPlace& place, const std::string& detail)
{
    builder.document.verdict.worsen(Integrity::Incomplete);
    add_finding(builder, rules::npy_objects_unreadable, Severity::Error, Category::Integrity, place,
                {{"detail", detail}});
}

std::string shape_words(const Shape& shape)
{
    std::string out;
    for (const std::uint64_t length : shape)
        out += (out.empty() ? "" : ", ") + std::to_string(length);
    return "(" + out + (shape.size() == 1 ? ",)" : ")");
}

/// Takes over what the pickle says of the array, as numpy does.
void take_reading(DocumentBuilder& builder, const NpyPlace& place, Tensor reading, Tensor& tensor)
{
    if (reading.shape != tensor.shape) {
        builder.document.verdict.worsen(Integrity::Ambiguous);
        add_finding(
            builder, rules::npy_objects_mismatch, Severity::Error, Category::Integrity, place,
            {{"header", shape_words(tensor.shape)}, {"pickle", shape_words(reading.shape)}});
    }
    tensor.dtype = std::move(reading.dtype);
    tensor.shape = std::move(reading.shape);
    tensor.fortran_order = reading.fortran_order;
    tensor.storage = std::move(reading.storage);
}

} // namespace

Result<pickle::PickleDocument> scan_pickle(DocumentBuilder& builder, const NestedPickle& nested,
                                           const JobContext& job)
{
    pickle::ReadOptions options;
    options.offset = nested.offset;
    options.source_id = nested.source_id;
    options.joblib_arrays = false;
    STRATA_ASSIGN(auto document, pickle::read_pickle(nested.source, options, job));
    for (Finding finding : document.findings) {
        finding.model_node = nested.place.model_node;
        finding.file_node = nested.place.file_node;
        if (finding.offset && nested.file_offset)
            *finding.offset += *nested.file_offset;
        if (!nested.place.member.empty())
            finding.facts.emplace_back("member", nested.place.member);
        builder.add_finding(std::move(finding));
    }
    Verdict& verdict = builder.document.verdict;
    verdict.worsen(document.verdict.integrity);
    if (document.verdict.trust)
        verdict.worsen(*document.verdict.trust);
    return document;
}

Result<void> read_npy_objects(DocumentBuilder& builder, const NestedPickle& nested,
                              const JobContext& job, Tensor& tensor)
{
    const NpyPlace& place = nested.place;
    tensor.storage = MissingStorage{"objects"};
    add_finding(builder, rules::npy_objects, Severity::Note, Category::Security, place,
                {{"dtype", tensor.dtype.name()}});
    // Whatever it holds, loading it would run a pickle.
    builder.document.verdict.worsen(Trust::Trusted);
    const auto document = scan_pickle(builder, nested, job);
    if (!document) {
        if (document.error().code == ErrorCode::Cancelled)
            return fail(document.error());
        builder.document.verdict.worsen(Trust::Review);
        report_unreadable(builder, place, document.error().detail);
        return {};
    }
    auto reading = pickle::read_array(document->graph, document->root);
    if (reading)
        take_reading(builder, place, std::move(reading->tensor), tensor);
    else
        report_unreadable(builder, place, reading.error().detail);
    return {};
}

} // namespace strata
