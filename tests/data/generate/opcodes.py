# SPDX-License-Identifier: GPL-3.0-or-later
"""Assembles pickles opcode by opcode, for what no pickler writes. Each function gives the bytes of a few opcodes."""
from __future__ import annotations

import struct

MARK, STOP, POP, POP_MARK, DUP = b"(", b".", b"0", b"1", b"2"
REDUCE, BUILD, OBJ, NEWOBJ, NEWOBJ_EX = b"R", b"b", b"o", b"\x81", b"\x92"
NONE, NEWTRUE, NEWFALSE = b"N", b"\x88", b"\x89"
TUPLE, EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3 = b"t", b")", b"\x85", b"\x86", b"\x87"
LIST, EMPTY_LIST, APPEND, APPENDS = b"l", b"]", b"a", b"e"
DICT, EMPTY_DICT, SETITEM, SETITEMS = b"d", b"}", b"s", b"u"
EMPTY_SET, ADDITEMS, FROZENSET = b"\x8f", b"\x90", b"\x91"
STACK_GLOBAL, MEMOIZE, BINPERSID = b"\x93", b"\x94", b"Q"
NEXT_BUFFER, READONLY_BUFFER = b"\x97", b"\x98"


def proto(version: int) -> bytes:
    """PROTO."""
    return b"\x80" + bytes([version])


def frame(body: bytes, length: int | None = None) -> bytes:
    """FRAME around a body; `length` lies about it."""
    return b"\x95" + struct.pack("<Q", len(body) if length is None else length) + body


def glob(module: str, name: str) -> bytes:
    """GLOBAL, the text form."""
    return f"c{module}\n{name}\n".encode()


def inst(module: str, name: str) -> bytes:
    """INST: calls with what lies above the mark."""
    return f"i{module}\n{name}\n".encode()


def short(text: str) -> bytes:
    """SHORT_BINUNICODE."""
    data = text.encode("utf-8", "surrogatepass")
    return b"\x8c" + bytes([len(data)]) + data


def unicode4(text: str) -> bytes:
    """BINUNICODE."""
    data = text.encode("utf-8", "surrogatepass")
    return b"X" + struct.pack("<I", len(data)) + data


def unicode8(text: str) -> bytes:
    """BINUNICODE8."""
    data = text.encode("utf-8", "surrogatepass")
    return b"\x8d" + struct.pack("<Q", len(data)) + data


def unicode0(text: str) -> bytes:
    """UNICODE, the text form."""
    return b"V" + text.encode("raw-unicode-escape") + b"\n"


def string0(text: str) -> bytes:
    """STRING, the quoted text form of Python 2."""
    return f"S'{text}'\n".encode("latin-1")


def short_string(data: bytes) -> bytes:
    """SHORT_BINSTRING."""
    return b"U" + bytes([len(data)]) + data


def string4(data: bytes) -> bytes:
    """BINSTRING."""
    return b"T" + struct.pack("<i", len(data)) + data


def short_bytes(data: bytes) -> bytes:
    """SHORT_BINBYTES."""
    return b"C" + bytes([len(data)]) + data


def bytes4(data: bytes) -> bytes:
    """BINBYTES."""
    return b"B" + struct.pack("<I", len(data)) + data


def bytes8(data: bytes) -> bytes:
    """BINBYTES8."""
    return b"\x8e" + struct.pack("<Q", len(data)) + data


def bytearray8(data: bytes, length: int | None = None) -> bytes:
    """BYTEARRAY8; `length` lies about it."""
    return b"\x96" + struct.pack("<Q", len(data) if length is None else length) + data


def stack_global(module: str, name: str) -> bytes:
    """Two strings and STACK_GLOBAL."""
    return short(module) + short(name) + STACK_GLOBAL


def int0(text: str) -> bytes:
    """INT, text as given (`12`, `0x1f`, `00` and `01` for bools)."""
    return b"I" + text.encode() + b"\n"


def long0(text: str) -> bytes:
    """LONG, text as given (`12L`)."""
    return b"L" + text.encode() + b"\n"


def float0(text: str) -> bytes:
    """FLOAT, the text form."""
    return b"F" + text.encode() + b"\n"


def binfloat(value: float) -> bytes:
    """BINFLOAT."""
    return b"G" + struct.pack(">d", value)


def binint(value: int) -> bytes:
    """BININT."""
    return b"J" + struct.pack("<i", value)


def binint1(value: int) -> bytes:
    """BININT1."""
    return b"K" + bytes([value])


def binint2(value: int) -> bytes:
    """BININT2."""
    return b"M" + struct.pack("<H", value)


def long1(value: int) -> bytes:
    """LONG1."""
    data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True) if value else b""
    return b"\x8a" + bytes([len(data)]) + data


def long4(value: int) -> bytes:
    """LONG4."""
    data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True) if value else b""
    return b"\x8b" + struct.pack("<i", len(data)) + data


def put(index: int) -> bytes:
    """PUT, the text form."""
    return b"p%d\n" % index


def get(index: int) -> bytes:
    """GET, the text form."""
    return b"g%d\n" % index


def binput(index: int) -> bytes:
    """BINPUT."""
    return b"q" + bytes([index])


def binget(index: int) -> bytes:
    """BINGET."""
    return b"h" + bytes([index])


def long_binput(index: int) -> bytes:
    """LONG_BINPUT."""
    return b"r" + struct.pack("<I", index)


def long_binget(index: int) -> bytes:
    """LONG_BINGET."""
    return b"j" + struct.pack("<I", index)


def persid(text: str) -> bytes:
    """PERSID, a line of text."""
    return b"P" + text.encode() + b"\n"


def ext(code: int) -> bytes:
    """EXT1, EXT2 or EXT4, whichever the code needs."""
    if code < 0x100:
        return b"\x82" + bytes([code])
    if code < 0x10000:
        return b"\x83" + struct.pack("<H", code)
    return b"\x84" + struct.pack("<i", code)
