// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of any bytes: the entries of a pickle's dicts replaced, added and removed opcode by opcode, and
// JSON changed in place; what torch.save wrote saved with each of its values another. What comes out can be read and holds what was put in.
#include "io/formats/torch_format.h"
#include "io/model/json_edit.h"
#include "io/model/json_value.h"
#include "io/pickle/patch.h"
#include "io/source/atomic_file.h"
#include "tests/fuzz/open_and_read.h"

#include <cstdlib>
#include <string>
#include <unistd.h>

namespace {

using namespace strata;

std::vector<std::byte> assembled(const ByteSource& source,
                                 const std::vector<pickle::PatchPiece>& pieces)
{
    std::vector<std::byte> out;
    for (const pickle::PatchPiece& piece : pieces) {
        const auto fresh = std::as_bytes(std::span(piece.bytes));
        out.insert(out.end(), fresh.begin(), fresh.end());
        const auto kept = source.read_copy(piece.offset, piece.length);
        if (!kept)
            std::abort(); // a piece lies in the source
        out.insert(out.end(), kept->begin(), kept->end());
    }
    return out;
}

/// The first dict with an entry: its first value is replaced, an entry added, the last removed.
std::vector<pickle::Patch> make_patches(const pickle::Graph& graph)
{
    using Kind = pickle::Patch::Kind;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const pickle::ObjectId id{static_cast<std::uint32_t>(i)};
        if (!graph.is(id, pickle::Kind::Dict) || graph.entry_count(id) == 0)
            continue;
        std::vector<pickle::Patch> patches = {{Kind::Replace, id, 0, {}, Value::text("replaced")},
                                              {Kind::Add, id, 0, "added", Value::integer(1)}};
        if (const auto last = static_cast<std::size_t>(graph.entry_count(id)) - 1; last > 0)
            patches.push_back({Kind::Remove, id, last, {}, {}});
        return patches;
    }
    return {};
}

/// What was put in is there: the value and the key.
void check_edits(const pickle::Graph& graph)
{
    bool replaced = false;
    bool added = false;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto text = graph.text(pickle::ObjectId{static_cast<std::uint32_t>(i)});
        replaced = replaced || text == "replaced";
        added = added || text == "added";
    }
    if (!replaced || !added)
        std::abort();
}

void edit_pickle(const SharedSource& source)
{
    pickle::ReadOptions options;
    options.nested = false;
    const auto document = pickle::read_pickle(source, options, {});
    if (!document || document->verdict.integrity != Integrity::Complete)
        return;
    const auto patches = make_patches(document->graph);
    const auto pieces = pickle::patch_pickle(*document, *source, patches, {});
    if (!pieces)
        return;
    if (patches.empty())
        return;
    const auto again =
        pickle::read_pickle(make_memory_source(assembled(*source, *pieces)), options, {});
    if (!again || again->verdict.integrity == Integrity::Incomplete)
        std::abort();
    check_edits(again->graph);
}

void edit_json(std::string_view text)
{
    const JsonReading reading = read_json_value(text);
    if (reading.damage || reading.value.kind() != Value::Kind::Dict)
        return;
    const auto added = add_json_member(text, {}, "strata added", "[1]");
    if (!added)
        std::abort();
    const JsonReading again = read_json_value(*added);
    if (again.damage || member(again.value, "strata added") == nullptr)
        std::abort();
}

/// Where edited files are written; gone with the process.
std::string scratch_target()
{
    return "/tmp/strata-fuzz-edit-" + std::to_string(getpid());
}

/// The first value that can be edited becomes another: the file opens, and has it.
void edit_torch(const std::uint8_t* data, std::size_t size)
{
    const SharedSource source = fuzz::source_of(data, size);
    const auto opened = torch_format.open({"file.pt", source}, {});
    if (!opened)
        return;
    Edits edits;
    for (const MetadataEntry& entry : opened->document->metadata) {
        if (entry.editable && edits.empty() &&
            !edits.set(*opened->document, entry.key, Value::text("replaced")))
            std::abort();
    }
    if (edits.empty() || !torch_format.prepare_edits(*opened->document, edits))
        return;
    const std::string path = scratch_target();
    auto out = AtomicFile::create(path);
    if (!out || !torch_format.write_edited(*opened, edits, *out, {}))
        return;
    const auto written = open_file_source(out->scratch());
    const auto again = written ? torch_format.open({path, *written}, {})
                               : Result<OpenDocument>(fail(written.error()));
    if (!again || again->document->verdict.integrity != Integrity::Complete)
        std::abort();
    const auto entry = find_entry(*again->document, edits.list().front().key);
    if (!entry || !(entry->value == Value::text("replaced")))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    edit_pickle(fuzz::source_of(data, size));
    edit_torch(data, size);
    edit_json(std::string_view(reinterpret_cast<const char*>(data), size));
    return 0;
}
