# SPDX-License-Identifier: GPL-3.0-or-later
"""Pickle and joblib fixtures written as the other, with other protocols and compressors: the real libraries load the same."""
from __future__ import annotations

import gzip
import pickle
import pickletools
import tempfile
import types
import warnings
from pathlib import Path
from typing import Any, Callable, Iterator

import joblib
import numpy as np

from program import Program

FOLDERS = ("pickle", "joblib", "sklearn")
COMPRESSORS = ("none", "zlib:1", "gzip:3", "bz2:9", "xz:0", "lzma:6", "lz4:0", "zlib:9")
PROTOCOLS = (2, 3, 4, 5)
ATOMS = (type(None), bool, int, str, bytes, complex, type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType, np.dtype)
SHARED = (list, dict, set, bytearray, np.ndarray)


def load(path: Path) -> Any:
    """What joblib, or for a plain pickle pickle itself, reads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if path.suffix != ".pkl":
            return joblib.load(path, ensure_native_byte_order=False)
        with open(path, "rb") as file:
            try:
                return pickle.load(file)
            except UnicodeDecodeError:  # text of Python 2
                file.seek(0)
                return pickle.load(file, encoding="latin1")


def parts_of(value: Any) -> list[tuple[str, Any]]:
    """What an object is made of, by place."""
    if isinstance(value, dict) and type(value) is dict:
        return [(f"key {i}", key) for i, key in enumerate(value)] + [(f"[{key!r:.40}]", value[key]) for key in value]
    if type(value) in (list, tuple):
        return [(f"[{i}]", item) for i, item in enumerate(value)]
    if type(value) in (set, frozenset):
        return [(f"{{{i}}}", item) for i, item in enumerate(sorted(value, key=repr))]
    if isinstance(value, np.ndarray) and value.dtype.hasobject:
        return [(f"item {i}", item) for i, item in enumerate(value.ravel(order="K").tolist())]
    if isinstance(value, np.ndarray):
        return []
    reduced = value.__reduce_ex__(4)
    if isinstance(reduced, str):
        return [("name", reduced)]
    made = [list(part) if i in (3, 4) and part is not None else part for i, part in enumerate(reduced)]
    return [(f"reduced {i}", part) for i, part in enumerate(made)]


def differences(before: Any, after: Any) -> Iterator[str]:
    """Where two objects differ: types, values, arrays bit by bit, and which of their parts are shared."""
    seen: dict[int, Any] = {}
    back: dict[int, Any] = {}
    kept: list[Any] = []  # so that no id is used twice
    waiting = [("object", before, after)]
    while waiting:
        where, left, right = waiting.pop()
        if type(left) is np.ndarray and type(right) is np.matrix:  # joblib forgets the class with numpy 2
            left = np.asmatrix(left)
        if type(left) is not type(right):
            yield f"{where}: {type(left)} became {type(right)}"
            return
        if id(left) in seen:
            if isinstance(left, SHARED) and seen[id(left)] is not right:
                yield f"{where}: no longer shared"
                return
            continue
        if isinstance(left, SHARED) and id(right) in back:
            yield f"{where}: shared now"
            return
        kept += [left, right]
        seen[id(left)] = right
        back[id(right)] = left
        if isinstance(left, np.ndarray):
            yield from array_differences(where, left, right)
        if isinstance(left, ATOMS):
            if not (left == right or left is right):
                yield f"{where}: {left!r:.60} became {right!r:.60}"
            continue
        if isinstance(left, (float, np.generic, bytearray)) and not isinstance(left, np.void):
            same = left.dtype == right.dtype and left.tobytes() == right.tobytes() if isinstance(left, np.generic) else \
                repr(left) == repr(right)
            if not same:
                yield f"{where}: {left!r:.60} became {right!r:.60}"
            continue
        one, other = parts_of(left), parts_of(right)
        if [place for place, _ in one] != [place for place, _ in other]:
            yield f"{where}: other parts"
            return
        waiting += [(f"{where}{place}", a, b) for (place, a), (_, b) in reversed(list(zip(one, other)))]


def values_of(array: np.ndarray) -> list[bytes]:
    """The bytes of an array, without those between the fields of a record, which nobody sets."""
    if array.dtype.names:
        return [each for name in array.dtype.names for each in values_of(array[name])]
    return [array.tobytes(order="A")]


def array_differences(where: str, left: np.ndarray, right: np.ndarray) -> Iterator[str]:
    """What of an array differs. numpy itself turns what it pickled in foreign byte order when it loads it."""
    if left.dtype != right.dtype and left.dtype.newbyteorder("=") == right.dtype:
        left = left.astype(right.dtype)
    if left.dtype != right.dtype or left.dtype.metadata != right.dtype.metadata or left.shape != right.shape:
        yield f"{where}: {left.dtype} {left.shape} became {right.dtype} {right.shape}"
    elif left.flags.c_contiguous != right.flags.c_contiguous or left.flags.f_contiguous != right.flags.f_contiguous:
        yield f"{where}: another order"
    elif left.flags.writeable != right.flags.writeable:
        yield f"{where}: writeable {left.flags.writeable} became {right.flags.writeable}"
    elif not left.dtype.hasobject and values_of(left) != values_of(right):
        yield f"{where}: other values"


def predictions(model: Any) -> Any:
    """What an estimator says of some rows; nothing for what is none."""
    if not hasattr(model, "predict") or not hasattr(model, "n_features_in_"):
        return None
    rows = np.random.default_rng(5).normal(size=(20, model.n_features_in_))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(model.predict(rows)).tolist()


def protocol_of(path: Path) -> int:
    """The protocol that a plain pickle states, when it uses no opcode of a newer one."""
    with open(path, "rb") as file:
        opcodes = list(pickletools.genops(file))
    stated = opcodes[0][1]
    return stated if max(opcode.proto for opcode, _, _ in opcodes) <= stated else -1


def hold(program: Program, path: Path, out: Path, *options: str) -> Iterator[str]:
    """One fixture, converted once."""
    before = load(path)
    out.unlink(missing_ok=True)
    answer = program.json("convert", str(path), str(out), *options)
    report = answer.report or {}
    if answer.status != 0 or not out.exists():
        yield f"status {answer.status}: {(answer.errors or answer.text)[:300]}"
        return
    if report.get("losses") or [each.name for each in out.parent.iterdir()] != [out.name]:
        yield f"losses {report.get('losses')}, files {[each.name for each in out.parent.iterdir()]}"
    try:
        after = load(out)
    except Exception as error:  # whatever the loader does not understand
        yield f"cannot be loaded: {error!r:.200}"
        return
    yield from differences(before, after)
    try:
        told, now = predictions(before), predictions(after)
    except (AttributeError, ValueError):  # of another scikit-learn
        return
    if told != now:
        yield "other predictions"
    if out.suffix == ".pkl" and "--protocol" in options and protocol_of(out) != int(options[options.index("--protocol") + 1]):
        yield f"the protocol is {protocol_of(out)}"


def loadable(path: Path) -> bool:
    """Whether the real libraries read a fixture here, twice the same (some old random states are drawn anew)."""
    try:
        return not list(differences(load(path), load(path)))
    except Exception:  # whatever an old or odd file brings
        return False


def fixtures(data: Path) -> list[Path]:
    """Files that are pickles."""
    return [path for family in FOLDERS for path in sorted((data / family).rglob("*"))
            if path.is_file() and path.suffix not in (".json", ".md", ".py")]


def check_rewriting(program: Program, data: Path, record: Callable[[str, list[str]], None]) -> None:
    """Every fixture both ways, protocols and compressors taking turns."""
    converted = number = 0
    for path in fixtures(data):
        complete = (program.json("info", str(path)).report or {}).get("verdict", {}).get("integrity") == "complete"
        if not complete or not loadable(path):
            continue
        with tempfile.TemporaryDirectory(prefix="strata-rewriting-") as name:
            folder = Path(name)
            name = str(path.relative_to(data))
            steps = [("out.pkl", "--protocol", str(protocol)) for protocol in PROTOCOLS] + [("out.joblib",), ("out.pkl",)]
            for turn in range(2):
                number += 1
                steps.append(("out.joblib", "--compress", COMPRESSORS[number % len(COMPRESSORS)], "--protocol",
                              str(PROTOCOLS[number % 3 + turn])))
            if "python2" in path.parts:  # whose text joblib does not read
                steps = [step for step in steps if step[0] == "out.pkl"]
            for out, *options in steps:
                label = f"rewrite {name} as {out} {' '.join(options)}"
                record(label, list(hold(program, path, folder / out, *options)))
                converted += (folder / out).exists()
                (folder / out).unlink(missing_ok=True)
    record("pickles were rewritten", [] if converted > 500 else [f"only {converted}"])
