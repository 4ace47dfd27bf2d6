# SPDX-License-Identifier: GPL-3.0-or-later
"""Small models drawn at random, each with what Python reads in it. Families are functions of a random generator."""
from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any, Callable

import joblib
import ml_dtypes
import numpy as np
import pandas
import sklearn
from safetensors import TensorSpec, serialize
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression

import expectation

Random = np.random.Generator
Drawn = tuple[Path, dict[str, Any]]
COMPRESSORS = (0, ("zlib", 1), ("zlib", 9), ("gzip", 3), ("bz2", 3), ("lzma", 1), ("xz", 1), ("lz4", 0))
DTYPES = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
TENSOR_DTYPES = DTYPES[:-1] + ("bfloat16", "float8_e4m3fn", "float8_e5m2")
LETTERS = list("abcxyz_ 0./~") + ["é", "日", "\U0001f600", "\n", "'", '"', "\\"]


def text(random: Random, longest: int = 12) -> str:
    """A name with a chance of every awkward character."""
    return "".join(random.choice(LETTERS, size=random.integers(0, longest + 1)))


def pick(random: Random, options: Any) -> Any:
    """One of some options, kept as it is."""
    return options[int(random.integers(len(options)))]


# --- estimators -----------------------------------------------------------------------------------------------------

def table(random: Random) -> Any:
    """A table of features, with names half of the time."""
    rows, columns = int(random.integers(8, 60)), int(random.integers(1, 7))
    X = random.normal(scale=10.0 ** random.integers(-3, 4), size=(rows, columns))
    if random.random() < 0.5:
        return X
    return pandas.DataFrame(X, columns=[f"{index} {text(random)}" for index in range(columns)])


def write_model(random: Random, path: Path, model: Any) -> Drawn:
    """Writes by pickle or joblib, at any protocol, under any compressor."""
    if random.random() < 0.3:
        path = path.with_suffix(".pkl")
        path.write_bytes(pickle.dumps(model, protocol=int(random.integers(0, 6))))
        return path, expectation.describe_model(model, sklearn.__version__)
    path = path.with_suffix(".joblib")
    joblib.dump(model, path, compress=pick(random, COMPRESSORS), protocol=pick(random, (None, 2, 3, 4, 5)))
    return path, expectation.describe_model(model, sklearn.__version__, inline=True)


def linear(random: Random, path: Path) -> Drawn:
    """A LinearRegression with one or several targets."""
    X = table(random)
    targets = random.normal(size=(len(X), int(random.integers(1, 4))))
    if random.random() < 0.5:
        targets = targets[:, 0]
    model = LinearRegression(fit_intercept=bool(random.random() < 0.8), positive=bool(random.random() < 0.2))
    return write_model(random, path, model.fit(X, targets))


def forest_settings(random: Random) -> dict[str, Any]:
    """Hyper-parameters that both kinds of forest take."""
    return {"n_estimators": int(random.integers(1, 8)), "max_depth": pick(random, (None, 1, 2, 5)),
            "max_features": pick(random, ("sqrt", "log2", None, 1.0, 1)), "bootstrap": bool(random.random() < 0.7),
            "min_samples_leaf": int(random.integers(1, 4)), "random_state": int(random.integers(1000)),
            "ccp_alpha": pick(random, (0.0, 0.0, 0.01)), "max_leaf_nodes": pick(random, (None, None, 5))}


def classifier(random: Random, path: Path) -> Drawn:
    """A RandomForestClassifier: integer, text or bool classes, one or several outputs."""
    X = table(random)
    labels = pick(random, (np.arange(3), np.array(["red", "white", "rosé"]), np.array([True, False]), np.array([-5, 5])))
    y = labels[random.integers(len(labels), size=len(X))]
    if random.random() < 0.2:
        y = np.stack([y, np.roll(y, 1)], axis=1)
    criterion = pick(random, ("gini", "entropy", "log_loss"))
    weight = None if y.ndim > 1 else pick(random, (None, "balanced"))
    model = RandomForestClassifier(criterion=criterion, class_weight=weight, **forest_settings(random))
    return write_model(random, path, model.fit(X, y))


def regressor(random: Random, path: Path) -> Drawn:
    """A RandomForestRegressor with one or several outputs."""
    X = table(random)
    y = random.normal(size=(len(X), 2)) if random.random() < 0.3 else random.normal(size=len(X))
    model = RandomForestRegressor(criterion=pick(random, ("squared_error", "absolute_error")), **forest_settings(random))
    return write_model(random, path, model.fit(X, y))


# --- arrays ---------------------------------------------------------------------------------------------------------

def shape_of(random: Random) -> tuple[int, ...]:
    """A shape: scalars and empty arrays now and then, at most some thousands of items."""
    axes = int(random.integers(0, 5))
    return tuple(int(size) for size in random.integers(0 if random.random() < 0.15 else 1, 12 if axes > 2 else 60, axes))


def values(random: Random, dtype: np.dtype, shape: tuple[int, ...]) -> np.ndarray:
    """Values of a dtype: whole range, small, constant or zero; floats with NaN and infinities now and then."""
    kind = pick(random, ("normal", "normal", "wide", "small", "constant", "offset"))
    if dtype.kind == "b":
        return random.integers(0, 2, shape).astype(dtype)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        low, high = (info.min, info.max) if kind == "wide" else (max(info.min, -20), 20) if kind != "constant" else (7, 7)
        return random.integers(low, high, shape, dtype=dtype.newbyteorder("="), endpoint=True).astype(dtype)
    floats = {"wide": random.normal(size=shape) * 10.0 ** random.integers(-4, 5, shape), "small": random.normal(size=shape) * 1e-5,
              "constant": np.full(shape, random.normal()), "offset": 1e3 + random.normal(size=shape)}.get(kind)
    floats = random.normal(size=shape) if floats is None else floats
    floats = np.array(floats, np.float64)
    if random.random() < 0.3 and floats.size:
        flat = floats.reshape(-1)
        flat[random.integers(flat.size, size=3)] = [np.nan, np.inf, -np.inf]
    with np.errstate(over="ignore", invalid="ignore"):
        if dtype.kind == "c":
            return (floats + 1j * random.normal(size=shape)).astype(dtype)
        return floats.astype(dtype)


def array(random: Random, codes: tuple[str, ...] = DTYPES, layouts: bool = True) -> np.ndarray:
    """An array of any dtype, byte order and memory order."""
    code = pick(random, codes)
    dtype = np.dtype(getattr(ml_dtypes, code)) if hasattr(ml_dtypes, code) else np.dtype(code)
    if layouts and random.random() < 0.3:
        dtype = dtype.newbyteorder(">")
    result = values(random, dtype, shape_of(random))
    return np.asfortranarray(result) if layouts and random.random() < 0.3 else result


def names(random: Random, count: int) -> list[str]:
    """Different names, none of which ends like a file of the archive."""
    return [f"{text(random)}{index}" for index in range(count)]


def npy(random: Random, path: Path) -> Drawn:
    """One .npy of any header version."""
    path, value = path.with_suffix(".npy"), array(random)
    with path.open("wb") as file:
        np.lib.format.write_array(file, value, version=pick(random, (None, (1, 0), (2, 0), (3, 0))))
    return path, expectation.describe_arrays({"data": value}, None)


def npz(random: Random, path: Path) -> Drawn:
    """One .npz of a few arrays, stored or deflated."""
    path = path.with_suffix(".npz")
    arrays = {name.replace("\\", "").replace("\n", ""): array(random) for name in names(random, int(random.integers(1, 5)))}
    (np.savez_compressed if random.random() < 0.5 else np.savez)(path, **arrays)
    return path, expectation.describe_arrays({expectation.path_part(name): value for name, value in arrays.items()}, None)


def safetensors(random: Random, path: Path) -> Drawn:
    """One safetensors file with metadata."""
    path = path.with_suffix(".safetensors")
    arrays = {name: np.array(array(random, TENSOR_DTYPES, layouts=False), order="C") for name in
              names(random, int(random.integers(1, 6)))}
    specs = {name: TensorSpec(dtype=value.dtype.name, shape=list(value.shape), data_ptr=value.ctypes.data,
                              data_len=value.nbytes) for name, value in arrays.items()}
    metadata = {f"key{index}": text(random) for index in range(int(random.integers(0, 3)))}
    path.write_bytes(bytes(serialize(specs, metadata or None)))
    expected = expectation.describe_arrays({expectation.path_part(name): value for name, value in arrays.items()}, None)
    return path, {**expected, "metadata": metadata}


# --- object graphs --------------------------------------------------------------------------------------------------

def leaf(random: Random) -> Any:
    """A value of a builtin type that holds no others."""
    return pick(random, (None, True, False, int(random.integers(-300, 300)), int(random.integers(2**40)) ** 3,
                         float(random.normal()), float("inf"), text(random), text(random, 300), b"\x00\xff" * 3, b"",
                         bytearray(b"ab"), 2.5 + 1j, array(random)))


def graph(random: Random, depth: int) -> Any:
    """A nest of builtin containers."""
    if depth == 0 or random.random() < 0.2:
        return leaf(random)
    parts = [graph(random, depth - 1) for _ in range(int(random.integers(0, 5)))]
    kind = pick(random, ("list", "tuple", "dict", "dict", "set"))
    if kind == "dict":
        return {f"{text(random)}{index}": part for index, part in enumerate(parts)}
    if kind == "set":
        return {part for part in parts if isinstance(part, (int, float, str, bytes))}
    return tuple(parts) if kind == "tuple" else parts


def objects(random: Random, path: Path) -> Drawn:
    """A pickled nest of builtin types and arrays; now and then one part stands in it twice."""
    path = path.with_suffix(".pkl")
    value = graph(random, int(random.integers(1, 5)))
    if random.random() < 0.3:
        value = [value, {"again": value}]
    path.write_bytes(pickle.dumps(value, protocol=int(random.integers(0, 6))))
    arrays = dict(expectation.arrays_under(value, "object"))
    return path, {**expectation.describe_arrays(arrays, "trusted"), "object": value}


FAMILIES: dict[str, Callable[[Random, Path], Drawn]] = {
    "LinearRegression": linear, "RandomForestClassifier": classifier, "RandomForestRegressor": regressor, "npy": npy,
    "npz": npz, "safetensors": safetensors, "objects": objects,
}
