// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/graph_builder.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace strata::pickle {

/// What the machine itself must know about a name; everything else is read off the graph later.
enum class NameMeaning : std::uint8_t {
    Ordinary,
    MakesClassOfFirstArgument, ///< copyreg._reconstructor, __newobj__, __newobj_ex__
    InlineWrapper,             ///< joblib's NumpyArrayWrapper
    FileWrapper,               ///< joblib's NDArrayWrapper and ZNDArrayWrapper
    CallsFirstArgument,        ///< torch._tensor._rebuild_from_type_v2
    ArgumentsMatter,           ///< the verdict looks at every call (getattr, _codecs.encode)
    CallsFirstAndMatters,      ///< both: dill's _create_array
};

/// Use of one name by all streams: by GlobalRole how often and where first.
struct NameCounts {
    std::uint64_t counts[3] = {};
    std::uint64_t first_offsets[3] = {};
    NameMeaning meaning = NameMeaning::Ordinary;
    bool says_size = false;      ///< its arguments say how much it makes
    bool returns_shared = false; ///< it returns an object that the whole program shares
};

/// The distinct global names of a graph, and how they are used.
class NameTable {
public:
    explicit NameTable(GraphBuilder& builder) : m_builder(builder) {}

    GlobalId intern(std::string_view raw_module, std::string_view raw_name);

    [[nodiscard]] NameCounts& counts(GlobalId id) { return m_counts[static_cast<std::size_t>(id)]; }
    [[nodiscard]] const NameCounts& counts(GlobalId id) const
    {
        return m_counts[static_cast<std::size_t>(id)];
    }
    [[nodiscard]] std::size_t size() const { return m_counts.size(); }
    [[nodiscard]] const GlobalName& name(GlobalId id) const;

private:
    GraphBuilder& m_builder;
    std::unordered_map<std::string, GlobalId> m_ids; ///< by "module\nname"
    std::string m_key;
    std::vector<NameCounts> m_counts;
};

} // namespace strata::pickle
