# SPDX-License-Identifier: GPL-3.0-or-later
"""Random valid edits of every fixture that can be edited: the real loader finds the edit, and everything else as it was."""
from __future__ import annotations

import json
import math
import random
import subprocess
import tempfile
import types
import warnings
from pathlib import Path
from typing import Any, Callable, Iterator

import h5py
import joblib
import numpy as np
import pickle
from safetensors import safe_open

import holding
from program import Program

EDITS_A_FILE = 3
FOLDERS = ("pickle", "joblib", "sklearn", "safetensors", "hdf5", "keras")
HDF5 = (".h5", ".hdf5")
WORDS = ("", "plain", "größe", "tab\tnew\nline", 'quoted "x" \\ y', "日本語", "a" * 300, "key=value")
MISSING = object()
SETTINGS = ("layers/", "optimizer@", "training@")  # whose values Keras looks at: editing_settings.py
BOUND = ("_names", "@model_config", "@training_config")  # what Keras needs, and refuses when it is anything else


# --- Python's side --------------------------------------------------------------------------------------------------

def load(path: Path) -> Any:
    """What the real loader makes of a file."""
    if path.suffix == ".safetensors":
        with safe_open(path, framework="np") as file:
            names = sorted(file.keys())
            arrays = {name: file.get_slice(name).get_shape() for name in names}
            return {"metadata": dict(file.metadata() or {}), "arrays": arrays}
    if path.suffix in HDF5:
        return load_hdf5(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return joblib.load(path)
        except UnicodeDecodeError:
            return pickle.loads(path.read_bytes(), encoding="latin1")


def load_hdf5(path: Path) -> Any:
    """Every object of an HDF5 file with its attributes, a dataset with its values."""
    objects: dict[str, Any] = {}

    def visit(name: str, item: Any) -> None:
        attributes = {key: plain(item.attrs[key]) for key in sorted(item.attrs)}
        values = None
        if isinstance(item, h5py.Dataset) and item.shape is not None and item.dtype.kind != "O":
            values = (str(item.dtype), item.shape, item[()].tobytes())
        objects["/" + name] = {"attributes": attributes, "values": values}

    with h5py.File(path, "r") as file:
        visit("", file)
        file.visititems(visit)
    return objects


def plain(value: Any) -> Any:
    """An attribute's value in Python's own types: numbers as wide as they were."""
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value.tolist()] if value.dtype.kind in "OUS" else (str(value.dtype), value.tolist())
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def set_attribute(objects: dict[str, Any], where: str, name: str, value: Any) -> None:
    """Makes the edit: a number keeps the width that the attribute has."""
    attributes = objects[where]["attributes"]
    old = attributes.get(name)
    if isinstance(old, np.generic):
        value = type(old)(value)
    attributes[name] = value


def unescape(part: str) -> str:
    """A part of a path as it was before '/' and '~' were escaped."""
    return part.replace("~1", "/").replace("~0", "~")


def step(value: Any, name: str) -> Any:
    """What lies below an object under a name of the program's File reading."""
    if isinstance(value, dict):
        return value[name]
    if isinstance(value, (list, tuple)):
        return value[int(name)]
    return vars(value)[name] if name in getattr(value, "__dict__", {}) else getattr(value, name)


def change(root: Any, where: str, value: Any) -> None:
    """Makes the edit that the program was asked for."""
    *path, name = [unescape(part) for part in where.split("/")[1:]]
    for part in path:
        root = step(root, part)
    if isinstance(root, dict):
        if value is MISSING:
            del root[name]
        else:
            root[name] = value
    elif isinstance(getattr(root, name, None), np.ndarray):
        array = getattr(root, name).copy()
        array[:] = value
        setattr(root, name, array)
    elif value is MISSING:
        delattr(root, name)
    else:
        setattr(root, name, value)


def differences(got: Any, wanted: Any, place: str = "object", seen: dict | None = None) -> Iterator[str]:
    """Where two loaded objects differ: types, values to the bit, items in order, what objects are made of."""
    seen = {} if seen is None else seen
    if type(got) is not type(wanted):
        yield f"{place}: {type(got).__name__}, not {type(wanted).__name__}"
        return
    if seen.get(id(got)) == id(wanted):
        return
    seen[id(got)] = id(wanted)
    if isinstance(got, np.ndarray) and got.dtype != object:
        if got.dtype != wanted.dtype or got.shape != wanted.shape or bits(got) != bits(wanted):
            yield f"{place}: array"
    elif isinstance(got, np.ndarray):
        yield from differences(got.tolist(), wanted.tolist(), place, seen)
    elif isinstance(got, float):
        if not (got == wanted or (math.isnan(got) and math.isnan(wanted))):
            yield f"{place}: {got!r}, not {wanted!r}"
    elif isinstance(got, dict):
        if [str(key) for key in got] != [str(key) for key in wanted]:
            yield f"{place}: keys {list(got)[:9]}, not {list(wanted)[:9]}"
            return
        for left, right in zip(got.values(), wanted.values()):
            yield from differences(left, right, f"{place}[…]", seen)
    elif isinstance(got, (list, tuple)):
        if len(got) != len(wanted):
            yield f"{place}: {len(got)} items, not {len(wanted)}"
            return
        for number, (left, right) in enumerate(zip(got, wanted)):
            yield from differences(left, right, f"{place}[{number}]", seen)
    elif isinstance(got, np.generic):
        if got.tobytes() != wanted.tobytes():
            yield f"{place}: {got!r}, not {wanted!r}"
    elif isinstance(got, types.MethodType):
        yield from differences((got.__func__, got.__self__), (wanted.__func__, wanted.__self__), f"{place}.", seen)
    elif isinstance(got, (str, bytes, int, type(None), type, set, frozenset, types.FunctionType, types.BuiltinFunctionType)):
        if got is not wanted and got != wanted:
            yield f"{place}: {holding.short(got)}, not {holding.short(wanted)}"
    elif isinstance(got, np.random.SeedSequence):
        return  # drawn anew at each load of a file that has none
    else:
        yield from differences(parts(got), parts(wanted), f"{place}.", seen)


def bits(array: np.ndarray) -> list[bytes]:
    """The values of an array, without what lies between the fields of its items."""
    if array.dtype.names is None:
        return [array.tobytes()]
    return [each for name in array.dtype.names for each in bits(array[name])]


def parts(value: Any) -> Any:
    """What a pickler would write of an object."""
    try:
        reduced = value.__reduce_ex__(4)
    except TypeError:
        return repr(value)
    if isinstance(reduced, str):
        return reduced
    return [list(part) if index in (3, 4) and part is not None else part for index, part in enumerate(reduced[1:], 1)]


# --- random edits ---------------------------------------------------------------------------------------------------

def draw(kind: str, old: Any, source: random.Random, small: bool = False) -> tuple[str, Any] | None:
    """A new value of a type: as it is typed, and in Python. None for a type that is not drawn. `small`: fits any width."""
    if small and kind == "int":
        number = source.randrange(100)
        return str(number), number
    if small and kind == "float":
        number = source.choice((0.0, 1.5, -0.25, math.inf, math.nan, source.gauss(0, 1)))
        return repr(number), number
    if kind == "str":
        text = source.choice(WORDS)
        return text, text
    if kind == "int":
        number = source.choice((0, 1, -1, 255, 65536, -(2 ** 31), 2 ** 31, 2 ** 63 - 1, 2 ** 70, source.randrange(10 ** 6)))
        return str(number), number
    if kind == "float":
        number = source.choice((0.0, -0.0, 1e-300, math.inf, math.nan, source.gauss(0, 1)))
        return repr(number), number
    if kind == "bool":
        value = source.random() < 0.5
        return str(value), value
    if kind == "NoneType":
        return "None", None
    if kind == "list" and old and all(isinstance(item, str) for item in old):
        names = [f"name {source.randrange(100)} {number}" for number in range(len(old))]
        return "[" + ", ".join('"' + name + '"' for name in names) + "]", names
    return None


def edit_file(program: Program, path: Path, folder: Path, source: random.Random) -> Iterator[str]:
    """A few random edits of one file at once."""
    answer = program.json("get", str(path))
    if answer.report is None or "entries" not in answer.report:
        yield f"get: status {answer.status}: {answer.errors[:200]}"
        return
    entries = [entry for entry in answer.report["entries"] if entry["editable"] and not entry["key"].startswith(SETTINGS)]
    source.shuffle(entries)
    wanted = load(path)
    arguments: list[str] = []
    for entry in entries[:EDITS_A_FILE]:
        drawn = draw(entry["type"], entry["value"], source, path.suffix in HDF5)
        if drawn is None or entry["key"].endswith(BOUND) or (entry["key"].endswith("@_sklearn_version") and not 0 < len(drawn[0]) <= 100):
            continue
        arguments.append(f"{entry['key']}={drawn[0]}")
        if path.suffix == ".safetensors":
            wanted["metadata"][entry["key"][2:]] = drawn[1]
        elif path.suffix in HDF5:
            set_attribute(wanted, entry["where"], entry["key"][len(entry["where"]) + 1:], drawn[1])
        else:
            change(wanted, entry["where"], drawn[1])
    if path.suffix == ".safetensors":
        arguments.append("/@added=by hand")
        wanted["metadata"]["added"] = "by hand"
    if path.suffix in HDF5:
        arguments.append("/@strata added=by hand")
        set_attribute(wanted, "/", "strata added", "by hand")
        wanted["/"]["attributes"] = dict(sorted(wanted["/"]["attributes"].items()))
    if not arguments:
        return
    out = folder / path.name
    answer = program.json("set", str(path), *arguments, "-o", str(out), "--force")
    if answer.status != 0:
        yield f"set {arguments}: status {answer.status}: {(answer.errors or answer.text)[:300]}"
        return
    got = load(out)
    if path.suffix == ".safetensors":  # its metadata has no order
        got["metadata"], wanted["metadata"] = (dict(sorted(each["metadata"].items())) for each in (got, wanted))
    found = [f"set {arguments}: {each}" for each in differences(got, wanted)]
    yield from found
    yield from hold_reading(program, path, out)


def hold_reading(program: Program, before: Path, after: Path) -> Iterator[str]:
    """The program's own verdict and arrays are what they were."""
    reports = [program.json("info", str(path)).report for path in (before, after)]
    for key in ("verdict", "tensors"):
        if reports[0][key] != reports[1][key]:
            yield f"info {key} after the edit: {holding.short(reports[1][key])}"


def check_editing(program: Program, data: Path, seed: int, rounds: int, record: Callable[[str, list[str]], None]) -> None:
    """Edits every fixture of the families that can be edited, `rounds` times each."""
    edited = 0
    with tempfile.TemporaryDirectory(prefix="strata-editing-") as name:
        for path in sorted(path for family in FOLDERS for path in (data / family).rglob("*")):
            if path.is_dir() or path.suffix in (".json", ".md", ".py") or "hostile" in path.parts:
                continue
            report = program.json("info", str(path)).report or {}
            if report.get("verdict", {}).get("integrity") != "complete":
                continue
            try:
                load(path)
            except Exception:  # noqa: BLE001 - a file of another generation, or one that no loader takes
                continue
            for number in range(rounds):
                source = random.Random(f"{seed} {path.relative_to(data)} {number}")
                record(f"edit {path.relative_to(data)} {number} (seed {seed})",
                       list(edit_file(program, path, Path(name), source)))
                edited += 1
    record("files were edited", [] if edited > 100 else [f"only {edited} edits"])


# --- in the real Keras ----------------------------------------------------------------------------------------------

KERAS_FILES = ("deep_learning_model.h5", "nested.h5")


RENAMED_FILES = KERAS_FILES + ("functional.h5", "recurrent.h5", "attention.h5", "optimizer_adam_amsgrad.h5",
                               "optimizer_legacy_adam.h5", "optimizer_sgd_plain.h5", "optimizer_schedule.h5")


def in_keras(python: str, *arguments: Any) -> dict[str, Any]:
    """What the Keras of an environment says of a file and its edited copy."""
    done = subprocess.run([python, str(Path(__file__).with_name("edit_keras.py")), *map(str, arguments)], capture_output=True,
                          text=True)
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    return {"error": done.stderr[-500:]}


def edit_keras(program: Program, python: str, path: Path, folder: Path) -> Iterator[str]:
    """The learning rate and a layer's activation: both arrive in Keras, and nothing else changes."""
    report = program.json("info", str(path)).report
    out = folder / path.name
    arguments = []
    rate = (report["optimizer"] or {"hyperparameters": {}})["hyperparameters"].get("learning_rate")
    if isinstance(rate, float):
        arguments.append("optimizer@learning_rate=0.0125")
    arguments.append("/@note=edited")
    answer = program.json("set", str(path), *arguments, "-o", str(out), "--force")
    if answer.status != 0:
        yield f"set {arguments}: {(answer.errors or answer.text)[:300]}"
        return
    told = in_keras(python, path, out)
    if told["error"]:
        yield f"Keras: {told['error']}"
        return
    yield from (f"{key} is false" for key in ("weights_equal", "predictions_equal", "optimizer_state_equal") if not told[key])
    if isinstance(rate, float) and told["optimizer"] and not math.isclose(told["optimizer"]["learning_rate"], 0.0125, rel_tol=1e-6):
        yield holding.differ("learning rate in Keras", told["optimizer"]["learning_rate"], 0.0125)
    dense = [layer for layer in report["layers"] if layer["class"] == "Dense" and layer["path"].count("/") == 1]
    if not dense:
        return
    answer = program.json("set", str(path), f"{dense[-1]['path']}@activation=tanh", "-o", str(out), "--force")
    told = in_keras(python, path, out) if answer.status == 0 else {"error": answer.text[:300]}
    if told["error"]:
        yield f"activation: {told['error']}"
    elif told["layers"][dense[-1]["name"]]["activation"] != "tanh" or not told["weights_equal"]:
        yield f"activation in Keras: {told['layers'][dense[-1]['name']]}"


def rename_layers(program: Program, python: str, path: Path, folder: Path) -> Iterator[str]:
    """Every layer of a file gets the name of the one behind it in its model: Keras finds all of it under the new names."""
    report = program.json("info", str(path)).report
    layers = report["layers"]
    models: dict[str, list] = {}
    for layer in layers:
        models.setdefault(layer["path"].rpartition("/")[0], []).append(layer)
    to = {layer["path"]: other["name"] for each in models.values() for layer, other in zip(each, each[1:] + each[:1])}
    to = {place: name if len(models[place.rpartition("/")[0]]) > 1 else name + "_2" for place, name in to.items()}
    out = folder / path.name
    answer = program.json("set", str(path), *(f"{place}@name={name}" for place, name in to.items()), "-o", str(out), "--force")
    if answer.status != 0:
        yield f"renaming: {(answer.errors or answer.text)[:300]}"
        return
    told = in_keras(python, path, out)
    if told["error"]:
        yield f"Keras: {told['error']}"
        return
    for key in ("weights_equal", "predictions_equal", "optimizer_state_equal", "by_name_equal"):
        if not told[key]:
            yield f"{key} is false"
    missing = set(told["names"]) - set(to.values())
    if missing - {"input_layer", "input_1"}:  # a Sequential does not count its input
        yield f"layers in Keras: {sorted(missing)}, not {sorted(to.values())}"


def rename_weights(program: Program, python: str, path: Path, folder: Path) -> Iterator[str]:
    """A layer of a file of weights alone."""
    out = folder / path.name
    answer = program.json("set", str(path), "layers/dense@name=hidden", "-o", str(out), "--force")
    told = in_keras(python, "--weights", path, out, "dense=hidden") if answer.status == 0 else {"error": answer.text[:300]}
    if told["error"] or not told["by_name_equal"]:
        yield f"weights by the new name: {told}"


def check_keras_editing(program: Program, data: Path, environments: list[tuple[str, str]],
                        record: Callable[[str, list[str]], None]) -> None:
    """Edited files in the Keras that wrote them."""
    for name, python in environments:
        for file in KERAS_FILES:
            path = data / "keras" / name / file
            if not path.exists():
                continue
            with tempfile.TemporaryDirectory(prefix="strata-editing-") as folder:
                record(f"edit in Keras: {name}/{file}", list(edit_keras(program, python, path, Path(folder))))
        for file in RENAMED_FILES + ("weights_only.h5",):
            path = data / "keras" / name / file
            if not path.exists():
                continue
            rename = rename_weights if file == "weights_only.h5" else rename_layers
            with tempfile.TemporaryDirectory(prefix="strata-editing-") as folder:
                record(f"rename in Keras: {name}/{file}", list(rename(program, python, path, Path(folder))))
