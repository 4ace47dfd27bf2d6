// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"
#include "io/source/atomic_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace strata {

/// "/model_weights/dense" and "backend" of "/model_weights/dense@backend".
struct AttributeKey {
    std::string object;
    std::string name;
};

/// The kind of all items of a value ("text", "int", "float", "bool"); empty when they differ or an
/// attribute cannot hold them.
[[nodiscard]] std::string_view attribute_kind(const Value& value);

/// What strata-hdf5 is to do (io/hdf5/protocol.md, "edit"), and which key each step is about.
class Hdf5Instructions {
public:
    void set(const AttributeKey& at, const Value& value, const std::string& key);
    void add(const AttributeKey& at, const Value& value, const std::string& key);
    void remove(const AttributeKey& at, const std::string& key);
    void rename(const AttributeKey& at, const std::string& name, const std::string& key);
    /// The number of a dataset without axes.
    void write(const std::string& object, const Value& value, const std::string& key);
    /// A link gets another path. Both paths as the library has them, with no escapes.
    void move(const std::string& from, const std::string& to, const std::string& key);

    void append(const Hdf5Instructions& further);

    [[nodiscard]] bool empty() const { return m_list.empty(); }
    /// Has the worker do it all to a copy that is open for writing. BadArgument with the key and the
    /// reason for what cannot be done.
    Result<void> run(AtomicFile& out, const JobContext& job) const;

private:
    void step(std::vector<ValueEntry> fields, const std::string& key);

    std::vector<Value> m_list;
    std::vector<std::string> m_keys;
};

} // namespace strata
