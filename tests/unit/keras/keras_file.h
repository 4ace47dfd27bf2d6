// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/keras/keras_test.h"

#include <algorithm>

namespace strata::keras::test {

inline hdf5::Attribute attribute(const char* name, Value value)
{
    hdf5::Attribute made;
    made.name = name;
    made.value = std::move(value);
    return made;
}

inline Value names(std::initializer_list<const char*> texts)
{
    std::vector<Value> items;
    for (const char* const text : texts)
        items.push_back(Value::text(text));
    return Value::sequence(Value::Kind::List, std::move(items));
}

/// A file in the making.
class File {
public:
    explicit File(std::string config, const char* version = "3.15.1")
        : File(Value::text(std::move(config)), version)
    {
    }
    explicit File(Value config, const char* version = "3.15.1")
    {
        m_index.objects.emplace_back().kind = hdf5::ObjectKind::Group;
        root().attributes.push_back(attribute("keras_version", Value::text(version)));
        root().attributes.push_back(attribute("model_config", std::move(config)));
    }

    std::size_t group(std::size_t parent, const char* name)
    {
        m_index.objects.emplace_back().kind = hdf5::ObjectKind::Group;
        return link(parent, name);
    }
    void dataset(std::size_t parent, const char* name, Shape shape)
    {
        hdf5::Object& object = m_index.objects.emplace_back();
        object.kind = hdf5::ObjectKind::Dataset;
        hdf5::Dataset& made = object.dataset.emplace();
        made.type.dtype = DType::of(ScalarType::Float32);
        made.has_shape = true;
        made.shape = std::move(shape);
        made.layout = hdf5::Layout::Contiguous;
        link(parent, name);
    }
    void set(std::size_t object, const char* name, Value value)
    {
        m_index.objects[object].attributes.push_back(attribute(name, std::move(value)));
    }
    hdf5::Object& root() { return m_index.objects.front(); }

    [[nodiscard]] std::shared_ptr<const Document> read() const
    {
        return test::read(make_memory_source({}), m_index);
    }

private:
    std::size_t link(std::size_t parent, const char* name)
    {
        hdf5::Link made;
        made.parent = parent;
        made.name = name;
        made.target = m_index.objects.size() - 1;
        m_index.objects[parent].links.push_back(m_index.links.size());
        m_index.links.push_back(made);
        return made.target;
    }

    hdf5::Index m_index;
};

inline bool has_finding(const Document& document, std::string_view rule)
{
    return std::any_of(document.findings.begin(), document.findings.end(),
                       [&](const Finding& finding) { return finding.rule == rule; });
}

/// A Dense behind an InputLayer.
inline const std::string dense =
    R"({"class_name":"Sequential","config":{"name":"s","layers":[)"
    R"({"class_name":"InputLayer","config":{"name":"in","batch_shape":[null,3]}},)"
    R"({"class_name":"Dense","config":{"name":"d","units":4,"use_bias":false}}]}})";

/// JSON with its quotes written as single ones: moc loses count of the braces in raw strings.
inline std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// A Sequential of these layers, in JSON as json() takes it.
inline std::string sequential(const std::string& layers)
{
    return json("{'class_name':'Sequential','config':{'name':'s','layers':[" + layers + "]}}");
}

} // namespace strata::keras::test
