// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/file_findings.h"

#include "io/base/checked.h"
#include "io/hdf5/filters.h"
#include "io/hdf5/rules.h"
#include "io/hdf5/superblock.h"

#include <algorithm>
#include <cstring>

namespace strata::hdf5 {

namespace {

/// What the worker says of an object with a part of a version that its library does not know.
constexpr std::string_view unknown_version = "unknown version";

using Facts = std::vector<std::pair<std::string, std::string>>;

void add(DocumentBuilder& builder, std::string_view rule, Severity severity, Category category,
         NodeId row, Facts facts)
{
    builder.add_finding({.rule = std::string(rule),
                         .severity = severity,
                         .category = category,
                         .model_node = NodeId::none,
                         .file_node = row,
                         .offset = std::nullopt,
                         .facts = std::move(facts)});
}

/// Something is missing of the file.
void add_damage(DocumentBuilder& builder, std::string_view rule, NodeId row, Facts facts)
{
    builder.document.verdict.worsen(Integrity::Incomplete);
    add(builder, rule, Severity::Error, Category::Integrity, row, std::move(facts));
}

/// Problems that are none of these are names of limits.
bool is_unreadable(std::string_view problem)
{
    return problem.starts_with("unreadable") || problem == "chunk index" ||
           problem == unknown_version;
}

void report_problem(DocumentBuilder& builder, NodeId row, const std::string& name,
                    const std::string& what, const std::string& detail)
{
    if (!is_unreadable(what))
        return add_damage(builder, rules::limit, row, {{"limit", what}, {"name", name}});
    Facts facts = {{"name", name}};
    if (!detail.empty())
        facts.emplace_back("detail", detail);
    add_damage(builder, rules::unreadable, row, std::move(facts));
}

/// Whether an object is in a form that only a newer HDF5 knows. A damaged byte gives an unknown
/// version as well, but not in a header of version 2: its checksum comes first (HDF5 File Format
/// Specification, IV.A.1.b).
bool is_newer(const Problem& problem, const ByteSource& file, std::uint64_t user_block)
{
    static constexpr std::string_view signature = "OHDR";
    if (problem.what != unknown_version || !problem.address)
        return false;
    const auto at = checked_add(*problem.address, user_block);
    const auto bytes = at ? file.read_copy(*at, signature.size()) : fail(ErrorCode::Truncated);
    return bytes && std::memcmp(bytes->data(), signature.data(), signature.size()) == 0;
}

void report_newer(DocumentBuilder& builder, NodeId row, const Problem& problem)
{
    builder.document.verdict.worsen(Integrity::Incomplete);
    add(builder, rules::newer_format, Severity::Error, Category::Compatibility, row,
        {{"name", problem.name}, {"detail", problem.detail}});
}

bool leaves_file(const Dataset& dataset, std::uint64_t file_bytes)
{
    if (dataset.layout == Layout::Contiguous && dataset.offset)
        return !range_fits(*dataset.offset, dataset.stored, file_bytes);
    return std::any_of(dataset.chunks.begin(), dataset.chunks.end(), [&](const Chunk& chunk) {
        return !range_fits(chunk.offset, chunk.bytes, file_bytes);
    });
}

void report_size(DocumentBuilder& builder, const ByteSource& file)
{
    const auto superblock = find_superblock(file);
    if (!superblock || !superblock->end)
        return;
    const std::uint64_t expected = *superblock->end;
    const std::uint64_t actual = file.size();
    if (expected > actual)
        add_damage(builder, rules::truncated, NodeId::none,
                   {{"expected", std::to_string(expected)},
                    {"actual", std::to_string(actual)},
                    {"missing", std::to_string(expected - actual)}});
    else if (expected < actual)
        add(builder, rules::trailing_bytes, Severity::Note, Category::Integrity, NodeId::none,
            {{"bytes", std::to_string(actual - expected)}});
}

void report_sandbox(DocumentBuilder& builder, const Index& index)
{
    std::string missing;
    for (const std::string& part : index.sandbox_missing)
        missing += (missing.empty() ? "" : ", ") + part;
    if (!missing.empty())
        add(builder, rules::sandbox_partial, Severity::Note, Category::Security, NodeId::none,
            {{"missing", missing}});
}

} // namespace

void report_link(DocumentBuilder& builder, const Link& link, NodeId row)
{
    switch (link.kind) {
    case LinkKind::Hard:
        return;
    case LinkKind::Soft:
        return add(builder, rules::soft_link, Severity::Note, Category::Quality, row,
                   {{"path", link.path}});
    case LinkKind::External:
        return add(builder, rules::external_link, Severity::Warning, Category::Security, row,
                   {{"file", link.file}, {"path", link.path}});
    case LinkKind::UserDefined:
        return add(builder, rules::user_link, Severity::Warning, Category::Compatibility, row, {});
    }
}

void report_attribute(DocumentBuilder& builder, const Attribute& attribute, NodeId row)
{
    if (attribute.problem.empty())
        return;
    if (!is_unreadable(attribute.problem))
        return report_problem(builder, row, '@' + attribute.name, attribute.problem, {});
    Facts facts = {{"name", attribute.name}};
    if (!attribute.detail.empty())
        facts.emplace_back("detail", attribute.detail);
    add_damage(builder, rules::unreadable_attribute, row, std::move(facts));
}

void report_dataset(DocumentBuilder& builder, const Dataset& dataset, std::uint64_t file_bytes,
                    NodeId row)
{
    if (dataset.layout == Layout::External)
        add(builder, rules::external_storage, Severity::Warning, Category::Security, row, {});
    if (dataset.layout == Layout::Virtual)
        add(builder, rules::virtual_dataset, Severity::Warning, Category::Security, row, {});
    if (!dataset.problem.empty())
        report_problem(builder, row, {}, dataset.problem, dataset.detail);
    if (leaves_file(dataset, file_bytes))
        add_damage(builder, rules::values_past_end, row, {});
    for (const Filter& filter : dataset.filters) {
        if (filter_support(filter.id) == FilterSupport::Unknown)
            add(builder, rules::unknown_filter, Severity::Warning, Category::Compatibility, row,
                {{"id", std::to_string(filter.id)}, {"filter", filter_name(filter)}});
    }
}

void report_limit(DocumentBuilder& builder, const std::string& limit, NodeId row)
{
    add_damage(builder, rules::limit, row, {{"limit", limit}});
}

void add_file_findings(DocumentBuilder& builder, const ByteSource& file, const Index& index,
                       const FileRows& rows)
{
    report_size(builder, file);
    for (const Problem& problem : index.problems) {
        const NodeId row = rows.nodes[problem.parent];
        if (is_newer(problem, file, index.user_block))
            report_newer(builder, row, problem);
        else
            report_problem(builder, row, problem.name, problem.what, problem.detail);
    }
    if (index.damage)
        add_damage(
            builder, rules::index_incomplete, NodeId::none,
            {{"detail", index.damage->detail}, {"objects", std::to_string(index.objects.size())}});
    if (index.user_block != 0)
        add(builder, rules::user_block, Severity::Note, Category::Quality, NodeId::none,
            {{"bytes", std::to_string(index.user_block)}});
    report_sandbox(builder, index);
}

} // namespace strata::hdf5
