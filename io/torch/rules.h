// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings about what torch saves, with its facts. Numbers in facts are decimal.
/// What the pickle inside calls is told by the rules of io/pickle/rules.h, what is odd about the zip
/// archive by those of io/zip/rules.h.
namespace strata::torch::rules {

// Security --------------------------------------------------------------------------------------

/// A TorchScript archive: its code runs when the model is used, in torch's own interpreter. files (of
/// code). Warning.
inline constexpr std::string_view script = "torch-script";
/// A persistent id that torch refuses or that is no storage. what. Warning.
inline constexpr std::string_view bad_storage_id = "torch-bad-storage-id";
/// A member that torch.load does not read and that reads as a pickle: it is scanned too. member.
/// Note.
inline constexpr std::string_view extra_pickle = "torch-extra-pickle";
/// A member that may hold a pickle and was not looked into. member, detail. Warning.
inline constexpr std::string_view member_unread = "torch-member-unread";

inline constexpr std::array security = {script, bad_storage_id, extra_pickle, member_unread};

// Integrity -------------------------------------------------------------------------------------

/// The pickle that describes the tensors cannot be read. member, detail. Error.
inline constexpr std::string_view no_object = "torch-no-object";
/// More than one data.pkl: which one is read depends on the reader. count. Warning (ambiguous).
inline constexpr std::string_view several_objects = "torch-several-objects";
/// Storages that tensors name and the file does not have. count, key (of the first). Error.
inline constexpr std::string_view storage_missing = "torch-storage-missing";
/// A storage that is shorter than the pickle says. key, expected, actual (bytes). Error.
inline constexpr std::string_view storage_short = "torch-storage-short";
/// The file ends before its storages do. expected, actual (bytes of storages). Error.
inline constexpr std::string_view storages_truncated = "torch-storages-truncated";
/// One storage that is said to be of two types or sizes. key. Warning (ambiguous).
inline constexpr std::string_view storage_conflict = "torch-storage-conflict";
/// A tensor that reaches behind the end of its storage. key, expected, actual (bytes). Error.
inline constexpr std::string_view view_out_of_range = "torch-view-out-of-range";
/// A tensor whose description makes no sense. what ("shape", "strides", "offset", "dtype",
/// "storage", "arguments", "size"). Error.
inline constexpr std::string_view broken_tensor = "torch-broken-tensor";
/// A part of the old form that is not as torch writes it. part ("protocol", "system", "keys",
/// "storages"), detail. Error.
inline constexpr std::string_view broken_record = "torch-broken-record";
/// Bytes behind the last storage of the old form. bytes. Warning.
inline constexpr std::string_view trailing_bytes = "torch-trailing-bytes";
/// The byte order that the archive names is none. text. Warning (ambiguous).
inline constexpr std::string_view byte_order = "torch-byte-order";
/// Slots of the optimizer that fit no weight. count, name (of the first slot). Warning.
inline constexpr std::string_view unpaired_slots = "torch-unpaired-slots";

inline constexpr std::array integrity = {no_object,         several_objects,    storage_missing,
                                         storage_short,     storages_truncated, storage_conflict,
                                         view_out_of_range, broken_tensor,      broken_record,
                                         trailing_bytes,    byte_order,         unpaired_slots};

// Compatibility and quality ---------------------------------------------------------------------

/// torch.load refuses it unless weights_only=False. what ("global", "opcode", "persistent id",
/// "build", "items", "call", "storage"), name. Note.
inline constexpr std::string_view weights_only = "torch-weights-only";
/// Which tensors are buffers is told by name and type only. buffers (how many). Note.
inline constexpr std::string_view guessed_buffers = "torch-guessed-buffers";
/// Names that stand for the same values. count (of further names), name, other (of the first). Note.
inline constexpr std::string_view shared_values = "torch-shared-values";
/// Slots are paired to weights by order and shape where the order is not certain. groups, how
/// ("order", "shapes"). Note.
inline constexpr std::string_view slot_order = "torch-slot-order";
/// Several optimizers; the report tells of the first. count. Note.
inline constexpr std::string_view several_optimizers = "torch-several-optimizers";

inline constexpr std::array others = {weights_only, guessed_buffers, shared_values, slot_order,
                                      several_optimizers};

} // namespace strata::torch::rules
