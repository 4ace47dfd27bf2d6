// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/pickle/machine_log.h"
#include "io/pickle/memo.h"
#include "io/pickle/name_table.h"
#include "io/pickle/opcodes.h"
#include "io/pickle/window.h"

#include <array>
#include <optional>

namespace strata::pickle {

/// The pickle machine: carries out opcodes on a stack of object ids and writes down what they
/// describe. It cannot import or call anything. Everything is iterative; a nested pickle of joblib
/// is one more frame of its own stack.
///
/// It reads on after an operand that no loader would accept (an unset memo slot, an empty stack),
/// so that the rest is still looked at; it stops at a byte that is no opcode.
class Machine {
public:
    struct Options {
        bool joblib_arrays = true;
        PersistentIds persistent_ids;
        std::uint64_t opcode_limit = ~std::uint64_t{0};
    };

    /// All references outlive the machine. `source` is the graph's.
    Machine(const ByteSource& source, GraphBuilder& builder, NameTable& names, MachineLog& log,
            const Options& options, const JobContext& job);

    /// Reads one pickle from `offset` to its STOP, or as far as it makes sense. Fails only when the
    /// source does, when a limit of memory is reached, or when the job is cancelled.
    Result<Stream> read(std::uint64_t offset);

    /// Opcodes carried out by all calls of read().
    [[nodiscard]] std::uint64_t opcode_count() const { return m_opcodes; }
    /// read() ended at a limit of its own.
    [[nodiscard]] bool limit_reached() const { return m_limit_reached; }

private:
    using Form = GraphBuilder::Form;
    /// A pickle that is being read: the file's, or one that joblib nests in it.
    struct Level {
        std::size_t stack_base = 0;
        std::size_t mark_base = 0;
        Memo memo;
        std::unordered_map<std::string, ObjectId> huge_memo; ///< slots beyond 64 bits
        Stream stream;
    };
    /// A line of text up to its newline, which is not part of it.
    struct Line {
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
        /// Nothing for a line longer than longest_line. Valid until the window moves.
        std::optional<std::string_view> text;
    };

    // machine.cpp: the loop, the stack and the containers
    Result<void> run();
    Result<void> prepare();
    void step(std::uint8_t opcode);
    void step_text(Opcode opcode);
    void step_container(Opcode opcode);
    void step_protocol2(Opcode opcode);
    void leave_frame();
    void protocol();
    void frame();
    void stop();
    void end_damaged();
    void push(ObjectId id) { m_stack.push_back(id); }
    [[nodiscard]] bool has_item() const { return m_stack.size() > m_floor; }
    ObjectId pop();
    ObjectId top();
    void mark();
    std::size_t pop_mark();
    void find_floor();
    void pop_item();
    void drop(std::size_t from);
    void append();
    void append_many(OperationKind kind);
    void set_item();
    void set_many();
    void collection(Kind kind);
    void tuple(std::size_t count);

    // machine_values.cpp: numbers, text, bytes, memo
    const unsigned char* take(std::size_t count);
    template <class T> std::optional<T> number();
    void integer(std::int64_t value) { push(m_builder.integer(m_at, value)); }
    void binary_float();
    void long_integer(std::uint64_t length);
    void stored(Kind kind, std::uint64_t length);
    void text_in_source(Kind kind, Form form, std::uint64_t place, std::uint64_t length,
                        std::string_view text);
    void int_line();
    void long_line();
    void float_line();
    void string_line();
    void unicode_line();
    std::optional<Line> line();
    std::optional<Line> rest_of_long_line(std::uint64_t start);
    void get(std::uint64_t slot);
    void note_shared(ObjectId id);
    void put(std::uint64_t slot);
    void get_line();
    void put_line();
    void note_candidate(ObjectId id, std::string_view head, std::uint64_t length);

    // machine_objects.cpp: names, calls, BUILD
    std::optional<GlobalId> name_lines();
    void global();
    void stack_global();
    std::optional<std::string> name_operand(ObjectId id, std::string_view operand);
    void push_name(GlobalId name);
    void construct(Construction how, ObjectId callable, ObjectId arguments,
                   ObjectId keywords = ObjectId::none);
    void note_call(ObjectId call, ObjectId callable, ObjectId arguments);
    void note_called(ObjectId callable);
    void reduce(Construction how);
    void reduce_with_keywords();
    void instance_by_name();
    void instance_by_object();
    void note_shared_state(ObjectId target);
    void build();
    void persistent_line();
    void persistent(ObjectId id);
    void extension(std::int64_t code);
    void next_buffer();

    // machine_arrays.cpp: what joblib writes between opcodes
    [[nodiscard]] NameMeaning wrapper_meaning(ObjectId object) const;
    void inline_array(ObjectId wrapper);
    bool skip_padding(std::uint64_t alignment);
    void enter_nested(ObjectId wrapper);
    void leave_nested(ObjectId root);
    void assume_rest();
    void assume_container();
    void assume_item();

    void damage(std::string_view rule, Facts facts = {});
    void truncated(std::string_view what, std::uint64_t missing = 0);
    void bad_operand(std::string_view what);
    void bad_opcode(std::string_view what);

    static constexpr std::uint64_t no_frame = ~std::uint64_t{0};
    /// Room for the longest opcode with a pooled text.
    static constexpr std::size_t lookahead = 288;
    static constexpr std::size_t longest_line = std::size_t{1} << 16;

    GraphBuilder& m_builder;
    NameTable& m_names;
    MachineLog& m_log;
    Options m_options;
    const JobContext& m_job;
    Window m_window;
    std::vector<Level> m_levels;
    Level* m_level = nullptr;
    GrowingArray<ObjectId> m_stack;
    GrowingArray<std::uint32_t> m_marks;
    std::size_t m_floor = 0; ///< the stack may not shrink below: the last mark or the level's base
    std::uint64_t m_at = 0;  ///< offset of the opcode at hand
    std::uint8_t m_opcode = 0;
    std::uint64_t m_frame_end = no_frame;
    std::uint64_t m_opcodes = 0;
    std::uint64_t m_reported = 0;
    std::array<bool, 256> m_seen{}; ///< opcodes of this read(), for pickles without PROTO
    bool m_done = false;
    bool m_limit_reached = false;
    std::optional<Error> m_error;
};

} // namespace strata::pickle
