// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings that io/pickle emits, with its facts. A finding's offset is that of
/// the opcode it is about. All numbers in facts are decimal.
namespace strata::pickle::rules {

// Security -----------------------------------------------------------------------------------

/// A name known to reach the system. name, raw_name (as in the file, when it differs), role
/// ("imported", "called", "built"), count, why ("process", "code", "import", "file", "network",
/// "loader", "attribute", "package", "native", "memory", "environment"), nested ("yes" when it was
/// found in a pickle inside other data). Error.
inline constexpr std::string_view dangerous_global = "pickle-dangerous-global";
/// A name that is on no list. name, raw_name, role, count, nested. Warning.
inline constexpr std::string_view unlisted_global = "pickle-unlisted-global";
/// A listed name used in a way that is not listed for it: calling what should only be named,
/// setting attributes on it, odd arguments. name, raw_name, role, count, what ("arguments" when it
/// is those, "shared" when the state of what it returns is set and the whole program shares that).
/// Warning; Error for "built".
inline constexpr std::string_view unlisted_use = "pickle-unlisted-use";
/// STACK_GLOBAL whose module or name is computed instead of written. operand ("module" or "name"),
/// kind (of the object found there). Error.
inline constexpr std::string_view computed_import = "pickle-computed-import";
/// Calls something that is not a name but the result of another call or data. kind. Warning.
inline constexpr std::string_view computed_call = "pickle-computed-call";
/// Objects that the loading program has to supply. count, id (of the first, cut). Warning.
inline constexpr std::string_view persistent_id = "pickle-persistent-id";
/// Names by number, resolved through a registry of the loading program. code, count. Warning.
inline constexpr std::string_view extension_code = "pickle-extension-code";
/// A pickle inside bytes or text. encoding ("bytes", "base64", "hex", or a compression: "gzip"),
/// bytes. Note; what it holds has findings of its own.
inline constexpr std::string_view nested_pickle = "pickle-nested-pickle";
/// A call whose result is thrown away: it runs for its effect only. name (of the callable), count.
/// Warning.
inline constexpr std::string_view discarded_call = "pickle-discarded-call";
/// Calls of a listed name that make far more than the file holds, by a length or shape in their
/// arguments or an iterator. name, count, items (absent: without end), limit (its name), value.
/// Warning.
inline constexpr std::string_view exhausting_call = "pickle-exhausting-call";
/// A name that is trusted because the team's own list has it. name, raw_name, role, count, nested.
/// Note.
inline constexpr std::string_view team_name = "pickle-team-name";
/// Shared containers in each other, which whoever goes through them meets very often. items, limit
/// (its name), value. Warning.
inline constexpr std::string_view expanding_object = "pickle-expanding-object";
/// A sibling file that joblib up to 0.9 opens: not opened here. name. Note.
inline constexpr std::string_view external_file = "pickle-external-file";
/// The same with a name that leaves the folder. name. Error.
inline constexpr std::string_view external_file_escape = "pickle-external-file-escape";

// Integrity ----------------------------------------------------------------------------------

/// The file ends before STOP. what ("opcode", "argument", "array"), missing (bytes, when known).
/// Error.
inline constexpr std::string_view truncated = "pickle-truncated";
/// A byte that is no opcode, or an opcode whose argument is not one. opcode (hexadecimal), what.
/// Error.
inline constexpr std::string_view bad_opcode = "pickle-bad-opcode";
/// An opcode that no loader could carry out: nothing on the stack, an unset memo slot. what
/// ("stack", "mark", "memo", "operand"), opcode. Error.
inline constexpr std::string_view bad_operand = "pickle-bad-operand";
/// A protocol that this program does not know. protocol. Error.
inline constexpr std::string_view unknown_protocol = "pickle-unknown-protocol";
/// Bytes behind the last pickle. bytes. Warning.
inline constexpr std::string_view trailing_data = "pickle-trailing-data";
/// More than one pickle in the file. count. Warning.
inline constexpr std::string_view several_streams = "pickle-several-streams";
/// A frame that straddles, nests or runs past the end. what ("straddle", "nested", "end"). Warning.
inline constexpr std::string_view frame_mismatch = "pickle-frame-mismatch";
/// Buffers that were written elsewhere. count. Warning.
inline constexpr std::string_view external_buffer = "pickle-external-buffer";
/// A joblib array whose bytes also read as a pickle to a plain loader. Error.
inline constexpr std::string_view two_readings = "joblib-two-readings";
/// joblib's array of a type whose size is not known, so that reading cannot go on. what ("dtype" or
/// "shape"). Error.
inline constexpr std::string_view unknown_dtype = "joblib-unknown-dtype";
/// The file ends inside an array. bytes (that should be there), missing. Error.
inline constexpr std::string_view array_truncated = "joblib-array-truncated";
/// Padding other than joblib writes it. padding, expected. Warning.
inline constexpr std::string_view odd_padding = "joblib-odd-padding";
/// A limit was reached. limit (its name), value. Error.
inline constexpr std::string_view limit = "pickle-limit";

inline constexpr std::array all{
    dangerous_global, unlisted_global, unlisted_use,     computed_import,      computed_call,
    persistent_id,    extension_code,  nested_pickle,    discarded_call,       external_file,
    exhausting_call,  team_name,       expanding_object, external_file_escape, truncated,
    bad_opcode,       bad_operand,     unknown_protocol, trailing_data,        several_streams,
    frame_mismatch,   external_buffer, two_readings,     unknown_dtype,        array_truncated,
    odd_padding,      limit,
};

} // namespace strata::pickle::rules
