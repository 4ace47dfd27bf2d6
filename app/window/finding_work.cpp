// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/finding_work.h"

#include "io/formats/pickle_format.h"
#include "io/pickle/disassembly.h"
#include "widgets/parts/text.h"

#include <algorithm>

namespace strata {

namespace {

constexpr std::size_t opcodes_before = 12;
constexpr std::size_t opcodes_after = 8;
constexpr std::uint64_t bytes_a_line = 8;
constexpr std::uint64_t lines_before = 8;
constexpr std::uint64_t lines_of_bytes = 24;

/// The arrays that lie between a pickle's opcodes, or in their arguments. One that a finding lies in
/// is read as opcodes by somebody: those are what it is about.
std::vector<pickle::RawRun> raw_runs(const Document& document, SourceId source,
                                     std::uint64_t finding)
{
    std::vector<pickle::RawRun> runs;
    for (const Tensor& tensor : document.tensors) {
        const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
        if (dense == nullptr || dense->extent.source != source)
            continue;
        const bool around = finding >= dense->extent.offset &&
                            finding - dense->extent.offset < dense->extent.length;
        if (!around)
            runs.emplace_back(dense->extent.offset, dense->extent.length);
    }
    std::sort(runs.begin(), runs.end());
    return runs;
}

FindingBytes opcodes_around(const ByteSource& bytes, std::uint64_t offset,
                            const std::vector<pickle::RawRun>& raw, const JobContext& job)
{
    FindingBytes out;
    out.opcodes = true;
    const auto found = pickle::disassemble(bytes, offset, raw, opcodes_before, opcodes_after, job);
    if (!found)
        return out;
    for (std::size_t i = 0; i < found->lines.size(); ++i) {
        const pickle::OpcodeLine& line = found->lines[i];
        if (line.skipped > 0 && i > 0)
            out.lines.append({line.offset - line.skipped, {}, {}, false, line.skipped});
        out.lines.append({line.offset, QString::fromLatin1(pickle::opcode_name(line.opcode)),
                          one_line(line.argument), i == found->chosen});
    }
    return out;
}

FindingBytes::Line hex_line(std::uint64_t offset, std::span<const std::byte> bytes)
{
    QString hex;
    QString text;
    for (const std::byte byte : bytes) {
        const auto number = std::to_integer<unsigned>(byte);
        hex += QStringLiteral("%1 ").arg(number, 2, 16, QLatin1Char('0'));
        text += number >= 0x20 && number < 0x7f ? QChar(number) : QChar(u'·');
    }
    return {offset, hex.trimmed(), text, false};
}

/// The source that the offset of a finding counts in: of a model in several files, the one that it
/// names.
SourceId file_of(const Document& document, const Finding& finding)
{
    const std::string_view name = finding.fact("file");
    for (std::size_t i = 1; i < document.sources.size() && !name.empty(); ++i) {
        if (document.sources[i].name == name)
            return SourceId{static_cast<std::uint32_t>(i)};
    }
    return SourceId::file;
}

FindingBytes bytes_around(const ByteSource& source, std::uint64_t offset)
{
    FindingBytes out;
    const std::uint64_t line = offset / bytes_a_line;
    const std::uint64_t first = (line > lines_before ? line - lines_before : 0) * bytes_a_line;
    const auto read =
        source.read_copy(first, std::min(lines_of_bytes * bytes_a_line, source.size() - first));
    if (!read)
        return out;
    for (std::size_t at = 0; at < read->size(); at += bytes_a_line) {
        const std::size_t count = std::min<std::size_t>(bytes_a_line, read->size() - at);
        out.lines.append(hex_line(first + at, std::span(*read).subspan(at, count)));
        out.lines.last().chosen = (first + at) / bytes_a_line == line;
    }
    return out;
}

} // namespace

FindingBytes read_finding_bytes(const OpenDocument& open, std::size_t finding,
                                const JobContext& job)
{
    const Document& document = *open.document;
    const std::optional<std::uint64_t> offset = document.findings[finding].offset;
    const std::optional<SourceId> opcodes = opcode_source(document);
    const SourceId id = opcodes.value_or(file_of(document, document.findings[finding]));
    if (!offset || index(id) >= open.sources.size())
        return {};
    const ByteSource& source = *open.sources[index(id)];
    if (*offset >= source.size())
        return {};
    if (opcodes) {
        FindingBytes around = opcodes_around(source, *offset, raw_runs(document, id, *offset), job);
        around.severity = document.findings[finding].severity;
        if (!around.lines.isEmpty())
            return around;
    }
    FindingBytes around = bytes_around(source, *offset);
    around.severity = document.findings[finding].severity;
    return around;
}

} // namespace strata
