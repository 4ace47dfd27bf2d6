// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace strata::pickle {

/// The opcodes of protocols 0 to 5, named as in CPython's pickletools.
enum class Opcode : std::uint8_t {
    Mark = '(',
    Stop = '.',
    Pop = '0',
    PopMark = '1',
    Dup = '2',
    Float = 'F',
    Int = 'I',
    BinInt = 'J',
    BinInt1 = 'K',
    Long = 'L',
    BinInt2 = 'M',
    None = 'N',
    PersId = 'P',
    BinPersId = 'Q',
    Reduce = 'R',
    String = 'S',
    BinString = 'T',
    ShortBinString = 'U',
    Unicode = 'V',
    BinUnicode = 'X',
    Append = 'a',
    Build = 'b',
    Global = 'c',
    Dict = 'd',
    EmptyDict = '}',
    Appends = 'e',
    Get = 'g',
    BinGet = 'h',
    Inst = 'i',
    LongBinGet = 'j',
    List = 'l',
    EmptyList = ']',
    Obj = 'o',
    Put = 'p',
    BinPut = 'q',
    LongBinPut = 'r',
    SetItem = 's',
    Tuple = 't',
    EmptyTuple = ')',
    SetItems = 'u',
    BinFloat = 'G',
    // Protocol 2
    Proto = 0x80,
    NewObj = 0x81,
    Ext1 = 0x82,
    Ext2 = 0x83,
    Ext4 = 0x84,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8a,
    Long4 = 0x8b,
    // Protocol 3
    BinBytes = 'B',
    ShortBinBytes = 'C',
    // Protocol 4
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    BinBytes8 = 0x8e,
    EmptySet = 0x8f,
    AddItems = 0x90,
    FrozenSet = 0x91,
    NewObjEx = 0x92,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
    // Protocol 5
    ByteArray8 = 0x96,
    NextBuffer = 0x97,
    ReadonlyBuffer = 0x98,
};

inline constexpr int highest_protocol = 5;

/// The protocol that introduced an opcode; -1 for a byte that is none.
[[nodiscard]] constexpr int opcode_protocol(std::uint8_t byte)
{
    switch (static_cast<Opcode>(byte)) {
    case Opcode::Mark:
    case Opcode::Stop:
    case Opcode::Pop:
    case Opcode::Dup:
    case Opcode::Float:
    case Opcode::Int:
    case Opcode::Long:
    case Opcode::None:
    case Opcode::PersId:
    case Opcode::Reduce:
    case Opcode::String:
    case Opcode::Unicode:
    case Opcode::Append:
    case Opcode::Build:
    case Opcode::Global:
    case Opcode::Dict:
    case Opcode::Get:
    case Opcode::Inst:
    case Opcode::List:
    case Opcode::Put:
    case Opcode::SetItem:
    case Opcode::Tuple:
        return 0;
    case Opcode::PopMark:
    case Opcode::BinInt:
    case Opcode::BinInt1:
    case Opcode::BinInt2:
    case Opcode::BinPersId:
    case Opcode::BinString:
    case Opcode::ShortBinString:
    case Opcode::BinUnicode:
    case Opcode::EmptyDict:
    case Opcode::Appends:
    case Opcode::BinGet:
    case Opcode::LongBinGet:
    case Opcode::EmptyList:
    case Opcode::Obj:
    case Opcode::BinPut:
    case Opcode::LongBinPut:
    case Opcode::EmptyTuple:
    case Opcode::SetItems:
    case Opcode::BinFloat:
        return 1;
    case Opcode::BinBytes:
    case Opcode::ShortBinBytes:
        return 3;
    default:
        if (byte >= 0x80 && byte <= 0x8b)
            return 2;
        if (byte >= 0x8c && byte <= 0x95)
            return 4;
        if (byte >= 0x96 && byte <= 0x98)
            return 5;
        return -1;
    }
}

} // namespace strata::pickle
