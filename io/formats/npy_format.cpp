// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/npy_format.h"

#include "io/formats/early_end.h"
#include "io/formats/nested_pickle.h"
#include "io/formats/probe.h"
#include "io/model/presence.h"

#include <array>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::array npy_extensions = {"npy"sv};

Match match_npy(const ProbeInput& probe)
{
    return content_if(is_npy(probe.head));
}

void fill_identity(DocumentBuilder& builder, const OpenRequest& request)
{
    Document& document = builder.document;
    document.path = request.path;
    document.name = file_name_of(request.path);
    document.bytes = request.source->size();
    document.format.id = npy_format.id;
    document.format.name = npy_format.name;
    document.format.container = "npy";
    document.sources.push_back({"file", document.bytes});
}

/// The three keys of the header and its version, as the file has them.
void add_header_entries(DocumentBuilder& builder, const NpyHeader& header)
{
    const NpyPreamble& preamble = header.preamble;
    std::vector<Value> axes;
    for (const std::uint64_t length : header.shape)
        axes.push_back(Value::integer(static_cast<std::int64_t>(length)));
    const std::string version =
        std::to_string(preamble.major) + "." + std::to_string(preamble.minor);
    const auto add = [&](const char* key, Value value) {
        const std::string type = value.type_name();
        builder.document.metadata.push_back({.key = std::string("header@") + key,
                                             .value = std::move(value),
                                             .type = type,
                                             .where = "header"});
    };
    add("version", Value::text(version));
    add("descr", header.descr);
    add("fortran_order", Value::boolean(header.fortran_order));
    add("shape", Value::sequence(Value::Kind::Tuple, std::move(axes)));
}

NpyPlace add_rows(DocumentBuilder& builder, const NpyHeader& header)
{
    const std::string detail = array_detail(header.shape, header.dtype);
    const TreeBuilder::Row row{.kind = NodeKind::Tensor,
                               .name = "data",
                               .type = "ndarray",
                               .detail = detail,
                               .offset = header.preamble.data_offset()};
    NpyPlace place;
    place.offset = 0;
    place.model_node = builder.model.add(Tree::root, row);
    place.file_node = builder.file.add(Tree::root, row);
    builder.link(place.model_node, place.file_node);
    return place;
}

Storage values_storage(DocumentBuilder& builder, const NpyHeader& header,
                       const OpenRequest& request, const NpyPlace& place, const Tensor& tensor)
{
    const std::uint64_t offset = header.preamble.data_offset();
    const std::uint64_t actual = request.source->size() - offset;
    if (!check_npy_size(builder, header, actual, place))
        return cut_storage(tensor, SourceId::file, offset, actual);
    return DenseStorage{.extent = {.offset = offset, .length = header.data_bytes}, .codecs = {}};
}

Result<OpenDocument> open_npy(const OpenRequest& request, const JobContext& job)
{
    STRATA_TRY(job.check());
    STRATA_ASSIGN(const NpyHeader header, read_npy_header(*request.source, 0));
    DocumentBuilder builder;
    fill_identity(builder, request);
    add_header_entries(builder, header);
    const NpyPlace place = add_rows(builder, header);
    check_npy_header(builder, header, place);
    Tensor tensor = npy_tensor(header, place);
    if (header.objects) {
        NestedPickle nested{.source = request.source,
                            .source_id = SourceId::file,
                            .offset = header.preamble.data_offset(),
                            .file_offset = 0,
                            .place = place};
        STRATA_TRY(read_npy_objects(builder, nested, job, tensor));
    } else {
        tensor.storage = values_storage(builder, header, request, place, tensor);
    }
    builder.add_tensor(std::move(tensor));
    fold_early_end(builder);
    return OpenDocument{std::move(builder).finish(), {request.source}};
}

} // namespace

const Format npy_format = {
    "npy", "NumPy array", npy_extensions, "npy", match_npy, open_npy, true,
};

} // namespace strata
