// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/array_source.h"
#include "io/pickle/opcode_reader.h"
#include "io/pickle/rewrite.h"

#include <unordered_map>
#include <unordered_set>

namespace strata::pickle {

/// Follows the opcodes of a pickle and writes each in the target's words. It keeps a stack of what
/// the machine made of them, and for each item where its code begins: when an array is complete, its
/// code is taken back and written in the target's form. What that code had put into the memo is
/// written from the graph where it is needed next.
class Rewriter {
public:
    /// The references outlive the rewriter.
    Rewriter(const PickleDocument& pickle, const ByteSource& source, const RewriteOptions& options,
             CodeWriter& writer, const JobContext& job);

    Result<void> run();

private:
    struct Item {
        ObjectId id = ObjectId::none;
        std::uint64_t begin = 0; ///< position of its code in the writer
        bool mark = false;
        bool fresh = true; ///< made here, not taken from the memo
        /// A set that is being filled below protocol 4: written as the list that it will be made of.
        bool as_list = false;
    };
    /// A pickle that is being followed: the file's, or one that joblib nests in it.
    struct Level {
        std::size_t base = 0; ///< of the stack
        std::unordered_map<std::uint64_t, ObjectId> memo;
        int protocol = 0;
        ObjectId array = ObjectId::none; ///< whose values it holds
    };

    // rewriter.cpp: opcode by opcode
    Result<void> follow(const OpcodeStep& step);
    Result<void> follow_group(const OpcodeStep& step);
    Result<void> follow_call(const OpcodeStep& step);
    Result<void> follow_value(const OpcodeStep& step);
    Result<void> hand_on();
    Result<void> leave();
    Result<void> put(std::uint64_t slot);
    Result<void> get(const OpcodeStep& step);
    Result<void> combine(const OpcodeStep& step, std::size_t count);
    Result<void> fill(const OpcodeStep& step, std::size_t count);
    Result<void> fill_marked(const OpcodeStep& step);
    Result<void> group(const OpcodeStep& step);
    Result<Item> pop(std::uint64_t at);
    Result<Item*> top(std::uint64_t at);
    Result<std::size_t> mark_of(std::uint64_t at) const;
    void push(const OpcodeStep& step, std::uint64_t begin);
    ObjectId made(std::uint64_t offset);
    [[nodiscard]] std::uint64_t final_position() const;
    [[nodiscard]] std::size_t level_base() const { return m_levels.back().base; }
    tl::unexpected<Error> refused(std::string reason) const;
    tl::unexpected<Error> unusual() const;

    // rewriter_calls.cpp: calls, names, and sets below protocol 4
    Result<void> call(const OpcodeStep& step, std::size_t count);
    Result<void> call_marked(const OpcodeStep& step);
    Result<void> build(const OpcodeStep& step);
    Result<void> nested_array(const InlineArrayRecord& record, ObjectId array);
    Result<void> stack_global(const OpcodeStep& step);
    Result<void> empty_set(const OpcodeStep& step);
    Result<void> finish_set();

    // rewriter_objects.cpp: from the graph
    Result<void> value(ObjectId id, const OpcodeStep& step);
    Result<void> text_value(const OpcodeStep& step);
    Result<void> native_value(ObjectId id, const OpcodeStep& step);
    Result<void> name(ObjectId global, int protocol);
    Result<void> define(ObjectId id, int depth);
    Result<void> define_parts(ObjectId id, int depth);
    Result<void> define_call(ObjectId id, int depth);
    Result<void> define_operations(ObjectId id, int depth);
    void memoize(ObjectId id);
    void alias(ObjectId id, ObjectId same);
    void cut(std::uint64_t position);
    void call_below(std::string_view module, std::string_view name);
    [[nodiscard]] bool can_cut(const Item& item) const;
    Result<void> array(ObjectId id, const ArraySource& array, int depth);
    Result<void> wrapped_array(const ArraySource& array, int depth);
    Result<void> pickled_array(ObjectId id, const ArraySource& array, int depth);
    Result<void> array_class(const ArraySource& array, int depth);
    void shape(const Shape& shape);

    const PickleDocument& m_pickle;
    const Graph& m_graph;
    const ByteSource& m_source;
    RewriteOptions m_options;
    CodeWriter& m_writer;
    const JobContext& m_job;
    OpcodeReader m_reader;
    std::string m_numpy; ///< "numpy.core" or "numpy._core", as the file says

    std::vector<Item> m_stack;
    std::vector<Level> m_levels;
    std::size_t m_next = 0; ///< the first object that was not met yet
    std::uint64_t m_at = 0; ///< offset of the opcode at hand
    bool m_done = false;
    std::uint64_t m_last_effect = 0; ///< position behind the last that must stay where it is
    std::size_t m_enough = 0;        ///< how much must wait until some of it is handed on

    struct Memoized {
        std::uint64_t position = 0;
        ObjectId id = ObjectId::none; ///< none: a slot of our own
    };
    std::unordered_map<ObjectId, std::uint64_t> m_slots; ///< of the target
    std::vector<Memoized> m_memoized;                    ///< in the order of the slots
};

} // namespace strata::pickle
