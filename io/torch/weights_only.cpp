// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/weights_only.h"

#include "io/pickle/disassembly.h"
#include "io/pickle/opcodes.h"
#include "io/torch/storages.h"

#include <array>

namespace strata::torch {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;
using pickle::Opcode;
using pickle::OperationKind;

namespace {

/// The opcodes that torch's unpickler carries out.
constexpr std::array known_opcodes = {
    Opcode::Append,         Opcode::Appends,    Opcode::BinFloat,   Opcode::BinGet,
    Opcode::BinInt,         Opcode::BinInt1,    Opcode::BinInt2,    Opcode::BinPersId,
    Opcode::BinPut,         Opcode::BinUnicode, Opcode::Build,      Opcode::EmptyDict,
    Opcode::EmptyList,      Opcode::EmptySet,   Opcode::EmptyTuple, Opcode::Global,
    Opcode::Long1,          Opcode::LongBinGet, Opcode::LongBinPut, Opcode::Mark,
    Opcode::NewFalse,       Opcode::NewObj,     Opcode::NewTrue,    Opcode::None,
    Opcode::Proto,          Opcode::Reduce,     Opcode::SetItem,    Opcode::SetItems,
    Opcode::ShortBinString, Opcode::Stop,       Opcode::Tuple,      Opcode::Tuple1,
    Opcode::Tuple2,         Opcode::Tuple3,
};

class RefusalFinder {
public:
    RefusalFinder(const pickle::PickleDocument& pickle, bool legacy)
        : m_pickle(pickle), m_legacy(legacy)
    {
    }

    std::optional<Refusal> find()
    {
        look_at_names();
        for (std::size_t i = 0; i < m_pickle.graph.size(); ++i)
            look_at(ObjectId{static_cast<std::uint32_t>(i)});
        look_at_opcodes();
        return std::move(m_first);
    }

private:
    void refuse(const char* what, std::string name, std::uint64_t offset)
    {
        if (!m_first || offset < m_first->offset)
            m_first = Refusal{what, std::move(name), offset};
    }

    void look_at_names()
    {
        for (const pickle::GlobalUse& use : m_pickle.globals) {
            const std::string name = use.name.qualified();
            const auto imported = static_cast<std::size_t>(pickle::GlobalRole::Imported);
            if (!use.nested && !is_weights_only_name(name))
                refuse("global", name, use.first_offsets[imported]);
        }
    }

    /// Only that one occurs is known, not where: it counts when nothing else is refused.
    void look_at_opcodes()
    {
        if (m_first || m_pickle.streams.empty())
            return;
        auto others = m_pickle.streams.front().opcodes;
        for (const Opcode opcode : known_opcodes)
            others.reset(static_cast<std::uint8_t>(opcode));
        for (std::size_t byte = 0; byte < others.size(); ++byte) {
            if (others[byte])
                return refuse("opcode", pickle::opcode_name(static_cast<std::uint8_t>(byte)),
                              m_pickle.streams.front().offset);
        }
    }

    void look_at(ObjectId id)
    {
        const Graph& graph = m_pickle.graph;
        const Kind kind = graph.kind(id);
        if (kind == Kind::PersistentId && !read_storage_claim(graph, id))
            refuse("persistent id", "", graph.offset(id));
        if (kind == Kind::PersistentId && m_legacy) {
            const ObjectId type = graph.item(graph.persistent_id(id), 1);
            if (graph.is_global(type, "torch.storage.UntypedStorage"))
                refuse("storage", graph.qualified_name(type), graph.offset(id));
        }
        if (kind == Kind::Constructed && !graph.is(graph.callable(id), Kind::Global))
            refuse("call", "", graph.offset(id));
        if (kind != Kind::Constructed && kind != Kind::List && kind != Kind::Dict)
            return;
        for (const pickle::Operation& operation : graph.operations(id))
            look_at(id, operation);
    }

    /// Items are set on dicts and appended to lists alone, a state on what may be made.
    void look_at(ObjectId id, const pickle::Operation& operation)
    {
        const Graph& graph = m_pickle.graph;
        const std::string& name = graph.class_name(id);
        const bool dict = graph.is(id, Kind::Dict) || name == "collections.OrderedDict" ||
                          name == "collections.Counter";
        switch (operation.kind) {
        case OperationKind::SetItem:
        case OperationKind::SetItems:
            if (!dict)
                refuse("items", name, operation.offset);
            break;
        case OperationKind::Append:
        case OperationKind::Appends:
            if (!graph.is(id, Kind::List))
                refuse("items", name, operation.offset);
            break;
        case OperationKind::Build:
            if (!graph.is(id, Kind::Constructed))
                refuse("build", pickle_type(graph, id), operation.offset);
            break;
        default:
            break;
        }
    }

    static std::string pickle_type(const Graph& graph, ObjectId id)
    {
        return graph.is(id, Kind::List) ? "list" : "dict";
    }

    const pickle::PickleDocument& m_pickle;
    bool m_legacy;
    std::optional<Refusal> m_first;
};

} // namespace

std::optional<Refusal> find_refusal(const pickle::PickleDocument& pickle, bool legacy)
{
    return RefusalFinder(pickle, legacy).find();
}

} // namespace strata::torch
