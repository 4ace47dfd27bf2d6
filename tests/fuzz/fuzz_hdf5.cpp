// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker of any mind could send, taken as an index, and the rows that are made of it: the
// input is its messages, framed as on the pipe.
#include "io/hdf5/file_rows.h"
#include "io/hdf5/index_assembly.h"
#include "io/hdf5/message.h"
#include "tests/fuzz/open_and_read.h"

namespace {

using namespace strata;

/// Bytes of the file that the index is about.
constexpr std::size_t file_bytes = 4096;

/// Hands every framed message over until one is refused, as read_index() does.
hdf5::Index index_of(std::span<const std::byte> bytes)
{
    hdf5::IndexAssembly assembly;
    std::uint32_t length = 0;
    while (bytes.size() >= sizeof(length)) {
        std::memcpy(&length, bytes.data(), sizeof(length));
        bytes = bytes.subspan(sizeof(length));
        if (length > bytes.size())
            break;
        const auto message = hdf5::read_message(bytes.first(length));
        bytes = bytes.subspan(length);
        const auto done = message ? assembly.take(*message) : Result<bool>(fail(message.error()));
        if (!done || *done)
            break;
    }
    return std::move(assembly).finish();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const hdf5::Index index = index_of({reinterpret_cast<const std::byte*>(data), size});
    if (index.objects.empty())
        return 0;
    DocumentBuilder builder;
    SourceSet sources = {make_memory_source(std::vector<std::byte>(file_bytes))};
    const hdf5::FileRows rows = hdf5::add_file_rows(builder, sources, index);
    if (rows.nodes.size() != index.objects.size() || rows.tensors.size() != index.objects.size())
        std::abort();
    const auto document = std::move(builder).finish();
    if (canonical_text(*document).empty())
        std::abort();
    for (const Tensor& tensor : document->tensors) {
        // Sources of the worker's would start one.
        const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
        if (!dense || dense->extent.source == SourceId::file)
            fuzz::read_tensor(tensor, sources);
    }
    return 0;
}
