// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/opcode_forms.h"

#include <array>

namespace strata::pickle {

namespace {

constexpr std::array<OpcodeForm, 256> make_forms()
{
    using A = OpcodeArgument;
    std::array<OpcodeForm, 256> forms{};
    const auto set = [&](Opcode opcode, const char* name, A argument = A::None,
                         std::uint8_t size = 0) {
        forms[static_cast<std::uint8_t>(opcode)] = {name, argument, size};
    };
    set(Opcode::Mark, "MARK");
    set(Opcode::Stop, "STOP");
    set(Opcode::Pop, "POP");
    set(Opcode::PopMark, "POP_MARK");
    set(Opcode::Dup, "DUP");
    set(Opcode::Float, "FLOAT", A::Line);
    set(Opcode::Int, "INT", A::Line);
    set(Opcode::BinInt, "BININT", A::Signed, 4);
    set(Opcode::BinInt1, "BININT1", A::Unsigned, 1);
    set(Opcode::Long, "LONG", A::Line);
    set(Opcode::BinInt2, "BININT2", A::Unsigned, 2);
    set(Opcode::None, "NONE");
    set(Opcode::PersId, "PERSID", A::Line);
    set(Opcode::BinPersId, "BINPERSID");
    set(Opcode::Reduce, "REDUCE");
    set(Opcode::String, "STRING", A::Line);
    set(Opcode::BinString, "BINSTRING", A::Text, 4);
    set(Opcode::ShortBinString, "SHORT_BINSTRING", A::Text, 1);
    set(Opcode::Unicode, "UNICODE", A::Line);
    set(Opcode::BinUnicode, "BINUNICODE", A::Text, 4);
    set(Opcode::Append, "APPEND");
    set(Opcode::Build, "BUILD");
    set(Opcode::Global, "GLOBAL", A::TwoLines);
    set(Opcode::Dict, "DICT");
    set(Opcode::EmptyDict, "EMPTY_DICT");
    set(Opcode::Appends, "APPENDS");
    set(Opcode::Get, "GET", A::Line);
    set(Opcode::BinGet, "BINGET", A::Unsigned, 1);
    set(Opcode::Inst, "INST", A::TwoLines);
    set(Opcode::LongBinGet, "LONG_BINGET", A::Unsigned, 4);
    set(Opcode::List, "LIST");
    set(Opcode::EmptyList, "EMPTY_LIST");
    set(Opcode::Obj, "OBJ");
    set(Opcode::Put, "PUT", A::Line);
    set(Opcode::BinPut, "BINPUT", A::Unsigned, 1);
    set(Opcode::LongBinPut, "LONG_BINPUT", A::Unsigned, 4);
    set(Opcode::SetItem, "SETITEM");
    set(Opcode::Tuple, "TUPLE");
    set(Opcode::EmptyTuple, "EMPTY_TUPLE");
    set(Opcode::SetItems, "SETITEMS");
    set(Opcode::BinFloat, "BINFLOAT", A::Double, 8);
    set(Opcode::Proto, "PROTO", A::Unsigned, 1);
    set(Opcode::NewObj, "NEWOBJ");
    set(Opcode::Ext1, "EXT1", A::Unsigned, 1);
    set(Opcode::Ext2, "EXT2", A::Unsigned, 2);
    set(Opcode::Ext4, "EXT4", A::Signed, 4);
    set(Opcode::Tuple1, "TUPLE1");
    set(Opcode::Tuple2, "TUPLE2");
    set(Opcode::Tuple3, "TUPLE3");
    set(Opcode::NewTrue, "NEWTRUE");
    set(Opcode::NewFalse, "NEWFALSE");
    set(Opcode::Long1, "LONG1", A::Long, 1);
    set(Opcode::Long4, "LONG4", A::Long, 4);
    set(Opcode::BinBytes, "BINBYTES", A::Bytes, 4);
    set(Opcode::ShortBinBytes, "SHORT_BINBYTES", A::Bytes, 1);
    set(Opcode::ShortBinUnicode, "SHORT_BINUNICODE", A::Text, 1);
    set(Opcode::BinUnicode8, "BINUNICODE8", A::Text, 8);
    set(Opcode::BinBytes8, "BINBYTES8", A::Bytes, 8);
    set(Opcode::EmptySet, "EMPTY_SET");
    set(Opcode::AddItems, "ADDITEMS");
    set(Opcode::FrozenSet, "FROZENSET");
    set(Opcode::NewObjEx, "NEWOBJ_EX");
    set(Opcode::StackGlobal, "STACK_GLOBAL");
    set(Opcode::Memoize, "MEMOIZE");
    set(Opcode::Frame, "FRAME", A::Unsigned, 8);
    set(Opcode::ByteArray8, "BYTEARRAY8", A::Bytes, 8);
    set(Opcode::NextBuffer, "NEXT_BUFFER");
    set(Opcode::ReadonlyBuffer, "READONLY_BUFFER");
    return forms;
}

constexpr std::array<OpcodeForm, 256> forms = make_forms();

} // namespace

const OpcodeForm& opcode_form(std::uint8_t byte)
{
    return forms[byte];
}

const char* opcode_name(std::uint8_t byte)
{
    return forms[byte].name;
}

std::uint64_t little_endian(const unsigned char* bytes, std::size_t size)
{
    std::uint64_t number = 0;
    for (std::size_t i = size; i-- > 0;)
        number = number << 8 | bytes[i];
    return number;
}

} // namespace strata::pickle
