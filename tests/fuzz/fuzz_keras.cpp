// SPDX-License-Identifier: GPL-3.0-or-later
// The configuration of a Keras model, of any bytes: layers, shapes, weights, and what summary() says.
#include "io/keras/keras_h5.h"
#include "io/keras/summary_text.h"

#include <algorithm>
#include <cstdlib>

using namespace strata;

namespace {

hdf5::Attribute text_attribute(const char* name, std::string text)
{
    hdf5::Attribute attribute;
    attribute.name = name;
    attribute.value = Value::text(std::move(text));
    return attribute;
}

/// A file of nothing but attributes: the configuration, and behind a NUL the training's.
hdf5::Index index_of(std::string_view data, const char* version)
{
    hdf5::Index index;
    hdf5::Object& root = index.objects.emplace_back();
    root.kind = hdf5::ObjectKind::Group;
    const std::size_t end = std::min(data.find('\0'), data.size());
    root.attributes.push_back(text_attribute("keras_version", version));
    root.attributes.push_back(text_attribute("model_config", std::string(data.substr(0, end))));
    if (end < data.size())
        root.attributes.push_back(
            text_attribute("training_config", std::string(data.substr(end + 1))));
    return index;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto source = make_memory_source({});
    for (const char* const version : {"2.3.1", "2.10.0", "2.15.0", "3.15.1"}) {
        const hdf5::Index index = index_of(text, version);
        DocumentBuilder builder;
        SourceSet sources = {source};
        const auto rows = hdf5::add_file_rows(builder, sources, index);
        keras::add_model_reading(builder, *source, index, rows);
        const auto document = std::move(builder).finish();
        (void)canonical_text(*document);
        const auto summary = keras::summarize(*document);
        if (summary.has_value() == document->layers.empty())
            std::abort();
        if (!summary)
            continue;
        for (const auto style : {keras::SummaryStyle::Keras2, keras::SummaryStyle::Keras3}) {
            (void)keras::summary_text(*summary, {style, 80, true, true});
            (void)keras::summary_text(*summary, {style, 1, false, false});
        }
    }
    return 0;
}
