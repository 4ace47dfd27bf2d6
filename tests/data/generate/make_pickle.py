# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the plain pickle fixtures: make_pickle.py [--out FOLDER].

What CPython pickles at protocols 0 to 5, and hand-assembled files for the opcodes that its pickler does not write.
Every opcode occurs at least once; `main` checks that. Python 2's own files come from make_pickle_python2.py.
"""
from __future__ import annotations

import argparse
import array
import collections
import datetime
import decimal
import fractions
import io
import ipaddress
import operator
import os
import pickle
import pickletools
import time
import uuid
import zoneinfo
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import expectation
import opcodes as op
from shop.models import Basket, Counter, Named, Slotted, Stateful


# --- what CPython writes --------------------------------------------------------------------------------------------

def plain_values() -> dict[str, Any]:
    """One value of each builtin type, in and out of its special cases."""
    return {
        "none": None, "true": True, "false": False,
        "integers": [0, 1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -1, -2**31, 2**63, -2**63, 2**64],
        "long4": 2**2100 + 1, "negative_long": -(2**700),
        "floats": [0.0, -0.0, 1.5, 1e308, 5e-324, float("inf"), float("-inf"), 0.1],
        "complex": 1.5 - 2j,
        "texts": ["", "plain", "größe", "日本", "\U0001f600", "line\nbreak", "back\\slash", "\x00nul", "\ud800"],
        "long_text": "ab" * 200,
        "bytes": [b"", b"abc", bytes(range(256)), b"x" * 300],
        "bytearray": bytearray(b"mutable \x00\xff"),
        "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
        "lists": [[], [1], [[], [[]]]],
        "dict": {"a": 1, "b": {"c": [2, 3]}, 4: "int key", (1, 2): "tuple key", None: 0, 1.5: True},
        "sets": [set(), {1}, frozenset(), frozenset([2])],
        "range_slice": [range(1, 10, 2), slice(1, None, 2), Ellipsis, NotImplemented],
    }


def standard_values() -> dict[str, Any]:
    """Values of the standard library's common types."""
    return {
        "ordered": collections.OrderedDict([("x", 1), ("y", 2)]),
        "default": collections.defaultdict(list, {"k": [1]}),
        "counter": collections.Counter("abca"), "deque": collections.deque([1, 2], maxlen=5),
        "date": datetime.date(2024, 2, 29), "time": datetime.datetime(2024, 2, 29, 12, 30, 1, 5),
        "delta": datetime.timedelta(days=1, seconds=2), "zone": datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc),
        "decimal": decimal.Decimal("1.10"), "fraction": fractions.Fraction(1, 3),
        "array": array.array("d", [1.0, 2.0]),
    }


def recursive_values() -> dict[str, Any]:
    """Cycles through each container, and through an object."""
    loop_list: list = [1]
    loop_list.append(loop_list)
    loop_dict: dict = {}
    loop_dict["self"] = loop_dict
    inner: list = []
    loop_tuple = (inner, 1)
    inner.append(loop_tuple)
    basket = Basket("Ann", None)
    basket.weights = {"owner": basket}
    return {"recursive_list": loop_list, "recursive_dict": loop_dict, "recursive_tuple": loop_tuple,
            "recursive_object": basket}


def shared_values() -> dict[str, Any]:
    """The same object several times, and more than 256 memo entries (LONG_BINPUT, LONG_BINGET)."""
    shared = ["shared"]
    return {"shared": [shared, shared, (shared, shared)],
            "many_memos": [[f"text {index}"] for index in range(300)] * 2,
            "more_than_a_batch": list(range(2500)), "big_dict": {f"k{index}": index for index in range(1200)}}


# --- hand-assembled -------------------------------------------------------------------------------------------------

def assembled_values() -> dict[str, bytes]:
    """Benign pickles whose opcodes no pickler of Python 3 writes; all of them load and are trusted."""
    inside = op.MARK + op.binint1(1) + op.binint1(2)
    return {
        "text_numbers": op.MARK + b"".join(map(op.int0, ("12", "-3", "0x1f", "010", "00", "01", "99999999999999999999")))
        + b"".join(map(op.long0, ("5L", "5", "-7L", "123456789012345678901234567890L"))) + op.float0("1.5")
        + op.float0("-inf") + op.float0("nan") + op.LIST + op.STOP,
        "text_strings": op.MARK + op.string0("plain") + b'S"double"\n' + op.string0("a\\n\\x41\\\\") + op.unicode0("größe")
        + op.unicode0("\\u65e5") + op.LIST + op.STOP,
        "binary_strings": op.MARK + op.short_string(b"short") + op.string4(b"x" * 300) + op.unicode8("eight") + op.LIST
        + op.STOP,
        "bytes_forms": op.proto(5) + op.MARK + op.short_bytes(b"a") + op.bytes4(b"b") + op.bytes8(b"c")
        + op.bytearray8(b"d") + op.LIST + op.STOP,
        "long_forms": op.proto(2) + op.MARK + op.long1(0) + op.long1(-1) + op.long1(2**70) + op.long4(0)
        + op.long4(-(2**2100)) + op.LIST + op.STOP,
        "list_and_dict": inside + op.LIST + op.put(0) + op.MARK + op.string0("k") + op.get(0) + op.DICT + op.TUPLE2 + op.STOP,
        "pop_and_dup": inside + op.POP + op.DUP + op.LIST + op.MARK + op.NONE + op.POP_MARK + op.STOP,
        "pop_of_a_mark": op.binint1(7) + op.MARK + op.POP + op.STOP,
        "left_on_the_stack": op.binint1(1) + op.MARK + op.binint1(2) + op.STOP,
        "memo_overwritten": op.binint1(1) + op.put(0) + op.POP + op.binint1(2) + op.put(0) + op.POP + op.get(0) + op.STOP,
        "memo_sparse": op.binint1(1) + op.long_binput(100000) + op.binint1(2) + op.MEMOIZE + op.POP + op.binget(1)
        + op.TUPLE2 + op.STOP,
        "appends_of_none": op.EMPTY_LIST + op.MARK + op.APPENDS + op.STOP,
        "protocol_twice": op.proto(2) + op.binint1(1) + op.proto(4) + op.short("x") + op.TUPLE2 + op.STOP,
        "frames": op.proto(4) + op.frame(op.short("first") + op.MEMOIZE) + op.frame(op.short("second") + op.TUPLE2 + op.STOP),
        "no_frame": op.proto(4) + op.EMPTY_SET + op.MARK + op.binint1(1) + op.binint1(2) + op.ADDITEMS + op.STOP,
        "frozen": op.proto(4) + op.MARK + op.binint1(1) + op.FROZENSET + op.STOP,
        "renamed_python2": op.proto(2) + op.glob("__builtin__", "set") + op.MARK + inside + op.LIST + op.TUPLE + op.REDUCE
        + op.STOP,
        "short_binstring_global": op.proto(4) + op.short("collections") + op.short("OrderedDict") + op.STACK_GLOBAL
        + op.EMPTY_TUPLE + op.REDUCE + op.STOP,
    }


def assembled_for_review() -> dict[str, bytes]:
    """Files that need something from outside, or name what is on nobody's list: for review."""
    call = op.glob("shop.models", "Basket")
    arguments = op.short("Ann") + op.NONE
    return {
        "persistent_text": op.persid("tensor 5") + op.STOP,
        "persistent_value": op.proto(2) + op.MARK + op.unicode4("storage") + op.binint1(3) + op.TUPLE + op.BINPERSID + op.STOP,
        "extensions": op.proto(2) + op.MARK + op.ext(7) + op.ext(300) + op.ext(70000) + op.LIST + op.STOP,
        "external_buffers": op.proto(5) + op.MARK + op.NEXT_BUFFER + op.NEXT_BUFFER + op.READONLY_BUFFER + op.LIST + op.STOP,
        "inst": op.MARK + op.string0("Ann") + op.NONE + op.inst("shop.models", "Basket") + op.STOP,
        "obj": op.MARK + call + arguments + op.OBJ + op.STOP,
        "reduce": op.proto(4) + call + arguments + op.TUPLE2 + op.REDUCE + op.STOP,
        "newobj": op.proto(2) + call + op.EMPTY_TUPLE + op.NEWOBJ + op.EMPTY_DICT + op.unicode4("owner") + op.unicode4("Ann")
        + op.SETITEM + op.BUILD + op.STOP,
        "newobj_ex": op.proto(4) + op.glob("shop.models", "Named") + op.binint1(1) + op.TUPLE1 + op.EMPTY_DICT
        + op.short("label") + op.short("x") + op.SETITEM + op.NEWOBJ_EX + op.STOP,
        "class_itself": op.proto(0) + call + op.STOP,
    }


def streams() -> dict[str, tuple[bytes, str]]:
    """What may follow STOP, each with the integrity of the whole file."""
    first, second = pickle.dumps({"a": 1}, 2), pickle.dumps([1, 2], 4)
    return {"two_pickles": (first + second, "ambiguous"), "three_protocols": (pickle.dumps(1, 0) + first + second, "ambiguous"),
            "trailing_junk": (second + b"\x00\x01junk", "ambiguous"), "trailing_newline": (second + b"\n", "ambiguous")}


# --- writing --------------------------------------------------------------------------------------------------------

def describe(data: bytes) -> dict[str, Any]:
    """The opcodes of the first pickle: how many, which, the highest protocol it needs.

    Empty where pickletools, which is stricter with numbers than the loader, cannot read the file.
    """
    try:
        found = [opcode for opcode, _, _ in pickletools.genops(data)]
    except ValueError:
        return {"opcode_count": None, "opcodes": [], "highest_protocol": None}
    return {"opcode_count": len(found), "opcodes": sorted({opcode.name for opcode in found}),
            "highest_protocol": max(opcode.proto for opcode in found)}


def text_of(value: Any) -> str | None:
    """repr, unless it is long, holds an address or does not end."""
    text = repr(value)
    return text if len(text) <= 2000 and " at 0x" not in text else None


def write(folder: Path, name: str, data: bytes, trust: str = "trusted", integrity: str = "complete",
          value: Any = None, known: bool = True) -> set[str]:
    """Writes one pickle and its expectation; `known` tells whether `value` is what it loads as."""
    path = folder / f"{name}.pkl"
    path.write_bytes(data)
    arrays = dict(expectation.arrays_under(value, "object")) if known and not name.startswith("recursive") else {}
    expected = expectation.describe_arrays(arrays, trust)
    expected["verdict"]["integrity"] = integrity
    told = describe(data)
    root = {"root_type": expectation.class_name(type(value)), "repr": text_of(value)} if known else {}
    expectation.write_expectation(path, {**expected, **told, **root})
    return set(told["opcodes"])


def own_classes() -> dict[str, Any]:
    """Objects of somebody's own classes, in each way an object can keep its state."""
    return {"own_attributes": Basket("Ann", np.arange(4.0)), "own_slots": Slotted([1], "two"), "own_state": Stateful(5),
            "own_dict": Counter(a=1), "own_keywords": Named(1, 2, label="n"), "own_class_itself": Basket}


def numpy_values() -> dict[str, Any]:
    """Arrays in plain pickles: dtypes, orders, scalars, one array twice, arrays in containers."""
    cube = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    shared = np.arange(3, dtype=np.int16)
    return {"array": cube, "arrays": {"w": cube, "fortran": np.asfortranarray(cube), "big": cube.astype(">f8"),
                                      "scalar": np.array(2.5), "empty": np.empty((0, 3), np.int64), "list": [shared, (cube[0],)],
                                      "text": np.array(["a", "rosé"]), "dates": np.array(["2024-01-01"], "M8[D]"),
                                      "records": np.array([(1, 2.0)], [("a", "<i2"), ("b", ">f4")]),
                                      "flags": np.array([True, False])},
            "axes_in_another_order": cube.transpose(1, 0, 2), "long_complex": np.array([1.5 - 2j, 0.25j], np.clongdouble),
            "same_array_twice": [shared, shared], "numpy_scalar": np.float64(1.25),
            "object_array": np.array([1, "x", None], object)}


def values_of_libraries() -> dict[str, Any]:
    """What estimators and tables carry along and no scanner may call dangerous: time zones, methods of text as
    parameters, records of the operating system, texts of numpy 2."""
    return {"zone": datetime.datetime(2024, 1, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),
            "index": pd.date_range("2024-01-01", periods=3, tz="Europe/Berlin"), "method": str.lower,
            "getter": operator.itemgetter(1), "id": uuid.UUID(int=5), "chain": collections.ChainMap({"a": 1}, {"b": 2}),
            "address": ipaddress.ip_address("10.0.0.1"), "network": ipaddress.ip_network("10.0.0.0/8"),
            "characters": np.char.array(["a", "bc"]), "stat": os.stat_result(range(10)), "date": time.gmtime(0),
            "texts": np.array(["short", "a text of some length"], np.dtypes.StringDType())}


class Persistent(pickle.Pickler):
    """Writes a persistent id for every bytes object, as torch does for its storages."""

    def persistent_id(self, obj: Any) -> Any:
        return ("storage", len(obj)) if isinstance(obj, bytes) else None


def with_persistent_ids(protocol: int) -> bytes:
    """A pickle with persistent ids; at protocol 0 they must be text."""
    buffer = io.BytesIO()
    Persistent(buffer, protocol).dump({"weights": b"12345", "name": "x"})
    return buffer.getvalue()


def out_of_band() -> bytes:
    """A protocol 5 pickle whose buffers are kept elsewhere."""
    return pickle.dumps({"w": pickle.PickleBuffer(bytearray(b"1234")), "r": pickle.PickleBuffer(b"56")}, 5,
                        buffer_callback=lambda buffer: None)


def write_protocols(folder: Path) -> set[str]:
    """Everything CPython pickles, at each of its protocols."""
    seen: set[str] = set()
    recursive = recursive_values()
    together = {"builtins": (plain_values(), "trusted"), "standard_library": (standard_values(), "trusted"),
                **{name: (value, "review" if name == "recursive_object" else "trusted") for name, value in recursive.items()},
                **{name: (value, "trusted") for name, value in shared_values().items()},
                **{name: (value, "trusted") for name, value in numpy_values().items()},
                **{name: (value, "review") for name, value in own_classes().items()}}
    for name, (value, trust) in together.items():
        for protocol in range(6):
            if name in ("many_memos", "more_than_a_batch", "big_dict") and protocol not in (1, 4):
                continue
            if name == "own_slots" and protocol < 2 or name == "own_keywords" and protocol < 4:
                continue  # not possible, and a getattr call in place of NEWOBJ_EX
            seen |= write(folder, f"{name}.p{protocol}", pickle.dumps(value, protocol), trust, value=value)
    return seen


def main() -> None:
    """Writes the family and checks that no opcode is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "pickle")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    seen = write_protocols(folder)
    for name, data in assembled_values().items():
        seen |= write(folder, name, data, value=pickle.loads(data))
    for name, data in assembled_for_review().items():
        trust, integrity = ("trusted", "incomplete") if name == "external_buffers" else ("review", "complete")
        seen |= write(folder, name, data, trust, integrity, known=False)
    for protocol in (2, 4, 5):
        seen |= write(folder, f"values_of_libraries.p{protocol}", pickle.dumps(values_of_libraries(), protocol), known=False)
    for name, (data, integrity) in streams().items():
        seen |= write(folder, name, data, integrity=integrity, value=pickle.loads(data))
    seen |= write(folder, "persistent_ids.p2", with_persistent_ids(2), "review", known=False)
    seen |= write(folder, "out_of_band.p5", out_of_band(), "trusted", "incomplete", known=False)
    missing = {opcode.name for opcode in pickletools.opcodes} - seen
    if missing:
        raise SystemExit(f"no fixture for the opcodes {sorted(missing)}")
    expectation.write_versions(folder, "make_pickle.py")


if __name__ == "__main__":
    main()
