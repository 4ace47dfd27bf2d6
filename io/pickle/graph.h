// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/tensor.h"
#include "io/pickle/growing_array.h"
#include "io/source/byte_source.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

/// What a pickle describes, as data: the objects it would make, never made.
namespace strata::pickle {

/// Index of an object in its Graph.
enum class ObjectId : std::uint32_t { none = 0xffffffff };
/// Index of a name in Graph::globals().
enum class GlobalId : std::uint32_t { none = 0xffffffff };

enum class Kind : std::uint8_t {
    Missing, ///< what a damaged file fails to say: an unset memo slot, an empty stack
    None,
    Bool,
    Int,    ///< fits 64 bits
    BigInt, ///< does not: read_big_integer()
    Float,
    Text,         ///< str
    NativeString, ///< Python 2's str: bytes that mostly are text
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Global,         ///< a name "module.qualname", not looked up
    Constructed,    ///< what a call would return: callable(), arguments(), operations()
    PersistentId,   ///< an object that the loading program supplies: persistent_id()
    Extension,      ///< an object named by a copyreg extension code: extension_code()
    ExternalBuffer, ///< out-of-band bytes (NEXT_BUFFER), which the file does not hold
    InlineArray,    ///< the array that joblib wrote right after its wrapper: inline_array()
};

/// By which opcode an object was constructed.
enum class Construction : std::uint8_t { Reduce, NewObj, NewObjEx, Inst, Obj };

/// What was done to an object after it was made, in the order of the file.
enum class OperationKind : std::uint8_t {
    Keywords, ///< keyword arguments of NEWOBJ_EX: one dict
    Items,    ///< items given at creation (LIST, DICT: keys and values in turn, FROZENSET)
    Append,   ///< APPEND, one or several in a row
    Appends,  ///< APPENDS
    SetItem,  ///< SETITEM, one or several in a row: keys and values in turn
    SetItems, ///< SETITEMS: keys and values in turn
    AddItems, ///< ADDITEMS
    Build,    ///< BUILD: one state
};

struct Operation {
    OperationKind kind = OperationKind::Items;
    /// The file broke off before this was said; the reader assumed it (see salvage in machine.h).
    bool assumed = false;
    std::uint64_t offset = 0; ///< of the opcode
    std::span<const ObjectId> objects;
};

/// A global name as the file has it and as today's Python would look it up.
struct GlobalName {
    std::string module; ///< normalised: Python 2 names renamed ("builtins", "copyreg")
    std::string name;   ///< qualified name inside the module
    std::string raw_module;
    std::string raw_name;

    [[nodiscard]] std::string qualified() const { return module + '.' + name; }
    [[nodiscard]] std::string raw_qualified() const { return raw_module + '.' + raw_name; }
};

/// What joblib wrote after a NumpyArrayWrapper.
struct InlineArrayRecord {
    ObjectId wrapper = ObjectId::none; ///< its state holds subclass, shape, order, dtype
    std::uint64_t offset = 0;          ///< of the first value in the source
    std::uint64_t length = 0;          ///< bytes of values that are there
    bool complete = false;             ///< false: the file ends before the values do
    /// Arrays of objects: the root of the nested pickle (a numpy _reconstruct); otherwise none.
    ObjectId nested = ObjectId::none;
};

/// One key and its value.
struct Entry {
    ObjectId key = ObjectId::none;
    ObjectId value = ObjectId::none;
};

/// The objects of one source, in an arena addressed by index (24 bytes each). Cyclic and deep
/// graphs are ordinary: never recurse over it without a depth of your own. Immutable once read.
/// Text and bytes stay in the source, except texts of up to `pooled_text` bytes.
class Graph {
public:
    /// Texts of at most this many bytes of UTF-8 are kept in memory; attribute names are short.
    static constexpr std::size_t pooled_text = 128;

    Graph() = default;
    explicit Graph(SharedSource source, SourceId source_id = SourceId::file)
        : m_source(std::move(source)), m_source_id(source_id)
    {
    }

    // What it is -------------------------------------------------------------------------------
    [[nodiscard]] std::size_t size() const { return m_objects.size(); }
    [[nodiscard]] bool contains(ObjectId id) const { return index_of(id) < m_objects.size(); }
    /// Kind::Missing for ObjectId::none, so that look-ups can be chained.
    [[nodiscard]] Kind kind(ObjectId id) const
    {
        return contains(id) ? record(id).kind() : Kind::Missing;
    }
    [[nodiscard]] bool is(ObjectId id, Kind wanted) const { return kind(id) == wanted; }
    /// Of the opcode that made it, in the source.
    [[nodiscard]] std::uint64_t offset(ObjectId id) const { return record(id).offset(); }
    [[nodiscard]] const SharedSource& source() const { return m_source; }
    [[nodiscard]] SourceId source_id() const { return m_source_id; }

    // Plain values -----------------------------------------------------------------------------
    [[nodiscard]] std::optional<bool> boolean(ObjectId id) const;
    /// Int; a Bool counts as 0 and 1, as in Python.
    [[nodiscard]] std::optional<std::int64_t> integer(ObjectId id) const;
    /// Float, or Int as a double.
    [[nodiscard]] std::optional<double> real(ObjectId id) const;
    /// Text or NativeString of at most pooled_text bytes, as UTF-8 (bytes that are no UTF-8 become
    /// U+FFFD); nothing for longer ones and other kinds. The view lives as long as the graph.
    [[nodiscard]] std::optional<std::string_view> text(ObjectId id) const;
    /// Text or NativeString of any length as UTF-8, cut to `max_bytes` of stored bytes. BadArgument
    /// for other kinds; errors of the source.
    Result<std::string> read_text(ObjectId id, std::size_t max_bytes = 1 << 20) const;
    /// The bytes of Bytes, ByteArray or NativeString, and those of a Text whose characters are all
    /// below 256 (latin1, as protocols 0–2 hold bytes). LimitExceeded when there are more than
    /// `max_bytes`; BadArgument for other kinds and characters.
    Result<std::vector<std::byte>> read_bytes(ObjectId id, std::uint64_t max_bytes) const;
    /// Stored length in bytes of Text, NativeString, Bytes, ByteArray (before escapes are undone).
    [[nodiscard]] std::uint64_t byte_length(ObjectId id) const;
    /// Where its bytes lie just as they are: Bytes, ByteArray, NativeString and Text without
    /// escapes. Nothing when they must be decoded first, and for other kinds.
    [[nodiscard]] std::optional<Extent> extent(ObjectId id) const;
    /// Decimal digits (with '-') of a BigInt; a very long one is given in hexadecimal (0x…).
    Result<std::string> read_big_integer(ObjectId id) const;

    // Containers -------------------------------------------------------------------------------
    /// Items of List, Tuple, Set, FrozenSet (and of a Constructed with appends), in order; at most
    /// `max`.
    [[nodiscard]] std::vector<ObjectId> items(ObjectId id, std::size_t max = ~std::size_t{0}) const;
    [[nodiscard]] std::uint64_t item_count(ObjectId id) const;
    [[nodiscard]] ObjectId item(ObjectId id, std::size_t position) const; ///< none: out of range
    /// Keys and values of a Dict, or the items set on a Constructed (OrderedDict …), in the file's
    /// order; a key set twice is listed twice. At most `max`.
    [[nodiscard]] std::vector<Entry> entries(ObjectId id, std::size_t max = ~std::size_t{0}) const;
    [[nodiscard]] std::uint64_t entry_count(ObjectId id) const;
    /// The value that the last setting of a text key gave; none when there is no such key.
    [[nodiscard]] ObjectId entry(ObjectId id, std::string_view key) const;

    // Names ------------------------------------------------------------------------------------
    [[nodiscard]] const std::vector<GlobalName>& globals() const { return m_globals; }
    [[nodiscard]] GlobalId global_id(ObjectId id) const; ///< of a Global, else none
    /// "module.qualname" of a Global, normalised; empty for other kinds.
    [[nodiscard]] const std::string& qualified_name(ObjectId id) const;
    [[nodiscard]] std::string raw_qualified_name(ObjectId id) const;
    [[nodiscard]] bool is_global(ObjectId id, std::string_view qualified_name) const
    {
        return kind(id) == Kind::Global && this->qualified_name(id) == qualified_name;
    }

    // Constructed objects ----------------------------------------------------------------------
    [[nodiscard]] Construction construction(ObjectId id) const;
    [[nodiscard]] ObjectId callable(ObjectId id) const;  ///< none for other kinds
    [[nodiscard]] ObjectId arguments(ObjectId id) const; ///< mostly a Tuple
    [[nodiscard]] ObjectId argument(ObjectId id, std::size_t position) const;
    [[nodiscard]] ObjectId keywords(ObjectId id) const; ///< the dict of NEWOBJ_EX, or none
    /// The global that names its class: NEWOBJ's, INST's and OBJ's class, the first argument of
    /// copyreg._reconstructor and __newobj__, else the callable of REDUCE when that is a global.
    [[nodiscard]] ObjectId class_global(ObjectId id) const;
    /// Qualified name of class_global(); empty when there is none. For an InlineArray the subclass
    /// that its wrapper names.
    [[nodiscard]] const std::string& class_name(ObjectId id) const;
    /// Whether it is Constructed by calling exactly this name.
    [[nodiscard]] bool is_call(ObjectId id, std::string_view qualified_name) const
    {
        return is_global(callable(id), qualified_name);
    }
    /// Argument of the last BUILD on it (of any kind), or none.
    [[nodiscard]] ObjectId state(ObjectId id) const;
    /// An attribute set by BUILD: looked up in the state dict, or in both parts of a (dict, slots)
    /// state. None when it is not there.
    [[nodiscard]] ObjectId attribute(ObjectId id, std::string_view name) const;
    /// All attributes of the last BUILD in the file's order; empty when its state is no dict.
    [[nodiscard]] std::vector<Entry> attributes(ObjectId id) const;
    /// Everything done to an object after it was made, in order.
    [[nodiscard]] std::vector<Operation> operations(ObjectId id) const;
    /// How many there are, counted up to `max`.
    [[nodiscard]] std::size_t operation_count(ObjectId id, std::size_t max) const;

    /// Adds the ids of all objects it refers to (parts, arguments, operations) to `out`.
    void append_children(ObjectId id, std::vector<ObjectId>& out) const;

    // The rest ---------------------------------------------------------------------------------
    [[nodiscard]] ObjectId persistent_id(ObjectId id) const;
    [[nodiscard]] std::uint32_t extension_code(ObjectId id) const;
    [[nodiscard]] const InlineArrayRecord* inline_array(ObjectId id) const; ///< null: other kinds
    /// Bytes of memory that the graph takes.
    [[nodiscard]] std::uint64_t memory_bytes() const;

private:
    friend class GraphBuilder;
    static constexpr std::uint32_t no_run = 0xffffffff;

    /// How the stored bytes of Text, NativeString, BigInt become their value.
    enum class Form : std::uint8_t {
        Plain,
        RawUnicodeEscape,
        StringEscape,
        Decimal,
        TwosComplement
    };

    /// 24 bytes. What m_a and m_b hold depends on the kind: a number; a place and a length; a pair
    /// of ids and the first and last run of operations. Made by GraphBuilder only.
    struct Record {
        std::uint64_t m_head =
            0; ///< offset (48 bits), kind (8), form or construction (4), flags (4)
        std::uint64_t m_a = 0;
        std::uint64_t m_b = 0;

        [[nodiscard]] Kind kind() const { return static_cast<Kind>(m_head & 0xff); }
        [[nodiscard]] std::uint8_t detail() const { return (m_head >> 8) & 0x0f; }
        [[nodiscard]] bool pooled() const { return (m_head >> 12) & 1; }
        [[nodiscard]] std::uint64_t offset() const { return m_head >> 16; }
        [[nodiscard]] std::uint32_t a_low() const { return static_cast<std::uint32_t>(m_a); }
        [[nodiscard]] std::uint32_t a_high() const { return static_cast<std::uint32_t>(m_a >> 32); }
        [[nodiscard]] std::uint32_t b_low() const { return static_cast<std::uint32_t>(m_b); }
        [[nodiscard]] std::uint32_t b_high() const { return static_cast<std::uint32_t>(m_b >> 32); }
    };
    static_assert(sizeof(Record) == 24);

    /// A run of objects in m_references that one opcode gave to an object.
    struct Run {
        std::uint64_t m_head = 0; ///< offset (48 bits), kind (8), assumed (1)
        std::uint32_t m_first = 0;
        std::uint32_t m_count = 0;
        std::uint32_t m_next = no_run;
    };
    struct RunChain {
        std::uint32_t first = no_run;
        std::uint32_t last = no_run;
    };

    /// Whether a kind's record has room for its runs.
    static constexpr bool has_chain(Kind kind)
    {
        return kind == Kind::List || kind == Kind::Dict || kind == Kind::Set ||
               kind == Kind::Global || kind == Kind::Constructed || kind == Kind::PersistentId ||
               kind == Kind::Extension || kind == Kind::InlineArray;
    }
    static std::size_t index_of(ObjectId id) { return static_cast<std::size_t>(id); }
    [[nodiscard]] const Record& record(ObjectId id) const { return m_objects[index_of(id)]; }
    [[nodiscard]] RunChain runs(ObjectId id) const;
    template <class Visit> void visit_runs(ObjectId id, Visit&& visit) const;
    Result<std::vector<std::byte>> stored_bytes(ObjectId id, std::uint64_t max_bytes) const;

    SharedSource m_source;
    SourceId m_source_id = SourceId::file;
    GrowingArray<Record> m_objects;
    GrowingArray<ObjectId> m_references;
    GrowingArray<Run> m_runs;
    GrowingArray<char> m_text;
    std::vector<GlobalName> m_globals;
    std::vector<std::string> m_global_names; ///< qualified(), by GlobalId
    std::vector<InlineArrayRecord> m_inline_arrays;
    /// Operations on kinds that have no room for a chain (a BUILD on a tuple).
    std::unordered_map<std::uint32_t, RunChain> m_odd_runs;
};

} // namespace strata::pickle
