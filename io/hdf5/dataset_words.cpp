// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/dataset_words.h"

#include "io/hdf5/filters.h"

namespace strata::hdf5 {

namespace {

std::string_view layout_words(Layout layout)
{
    switch (layout) {
    case Layout::Contiguous:
        return "contiguous";
    case Layout::Compact:
        return "compact";
    case Layout::Chunked:
        return "chunked";
    case Layout::Virtual:
        return "virtual";
    case Layout::External:
        return "external storage";
    case Layout::Unknown:
        return "unknown layout";
    }
    return "unknown layout";
}

std::string filter_words(const Filter& filter)
{
    if (filter.id == deflate && !filter.numbers.empty())
        return "gzip " + std::to_string(filter.numbers.front());
    return filter_name(filter);
}

} // namespace

std::string_view object_words(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Group:
        return "group";
    case ObjectKind::Dataset:
        return "dataset";
    case ObjectKind::NamedType:
        return "datatype";
    case ObjectKind::Unknown:
        return "unknown";
    }
    return "unknown";
}

std::string_view link_words(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Hard:
        return "link";
    case LinkKind::Soft:
        return "soft link";
    case LinkKind::External:
        return "external link";
    case LinkKind::UserDefined:
        return "user-defined link";
    }
    return "link";
}

std::string link_target(const Link& link)
{
    return link.file.empty() ? link.path : link.file + ":" + link.path;
}

std::string count_words(std::size_t links)
{
    return std::to_string(links) + (links == 1 ? " link" : " links");
}

std::string dataset_words(const Dataset& dataset)
{
    const DType& dtype = dataset.type.dtype;
    std::string out = dataset.null_space  ? "empty " + dtype.name()
                      : dataset.has_shape ? array_detail(dataset.shape, dtype)
                                          : dtype.name();
    if (dataset.type.variable)
        out += ", " + dataset.type.text;
    out += ", ";
    out += layout_words(dataset.layout);
    if (dataset.layout == Layout::Chunked) {
        for (std::size_t axis = 0; axis < dataset.chunk_shape.size(); ++axis)
            out += (axis == 0 ? " (" : ", ") + std::to_string(dataset.chunk_shape[axis]);
        out += dataset.chunk_shape.size() == 1 ? ",)" : dataset.chunk_shape.empty() ? "" : ")";
    }
    for (const Filter& filter : dataset.filters)
        out += ", " + filter_words(filter);
    return out;
}

} // namespace strata::hdf5
