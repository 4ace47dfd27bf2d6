#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes expectations.json: tensors, and the statistics that numpy finds in them.

Small tensors are held as bytes; large ones by a recipe that the test follows too (see recipe.h). Run it in the
environment `newest` of tests/data/generate.
"""
from __future__ import annotations

import base64
import json
import math
import sys
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import sklearn
from sklearn.datasets import load_wine, make_regression
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "data" / "generate"))
import expectation  # noqa: E402

LARGE = 1_300_001
MIDDLE = 40_003


# --- recipes, the same as in recipe.h --------------------------------------------------------------------------------

def mix(count: int) -> np.ndarray:
    """64 well mixed bits for each of 0 … count - 1 (splitmix64)."""
    with np.errstate(over="ignore"):
        z = (np.arange(count, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def bell(bits: np.ndarray) -> np.ndarray:
    """Sums of four uniform numbers: near normal, standard deviation 1.15."""
    low = np.uint64(0xFFFF)
    parts = sum(((bits >> np.uint64(16 * i)) & low).astype(np.int64) for i in range(4))
    return (parts - 131070).astype(np.float64) / 32768


def uniform(bits: np.ndarray) -> np.ndarray:
    """In [0, 1), in steps of 2^-24."""
    return (bits >> np.uint64(40)).astype(np.float64) * 2.0**-24


def recipe(name: str, count: int) -> np.ndarray:
    bits = mix(count)
    index = np.arange(count)
    if name == "bell":
        return bell(bits)
    if name == "uniform":
        return uniform(bits)
    if name == "grid":  # on the edges of bins
        return (bits % np.uint64(257)).astype(np.float64)
    if name == "offset":
        return 1e6 + (uniform(bits) * 2 - 1)
    if name == "sparse":
        return np.where(bits % np.uint64(10) == 0, bell(bits), 0.0)
    if name == "exponents":
        return np.ldexp(bell(bits), (bits % np.uint64(200)).astype(np.int64) - 100)
    if name == "special":
        values = bell(bits)
        for place, value in ((7, math.nan), (8, math.inf), (9, -math.inf)):
            values[index % 1000 == place] = value
        return values
    if name == "constant":
        return np.full(count, 0.1)
    if name == "outlier":
        return np.where(index % 4096 == 0, 0.0, 1e6 + (uniform(bits) * 2 - 1))
    if name == "bits":  # integers over the whole range
        return bits
    if name == "cycle_65536":
        return (index % 65536).astype(np.uint64)
    if name == "cycle_65537":
        return (index % 65537).astype(np.uint64)
    raise ValueError(name)


def made(dtype: str, name: str, count: int) -> np.ndarray:
    values = recipe(name, count)
    if dtype.startswith("complex"):
        return (values + 1j * values[::-1]).astype(dtype)
    if np.dtype(dtype).kind in "iu" and values.dtype == np.uint64:
        shift = np.uint64(64 - 8 * np.dtype(dtype).itemsize) if name == "bits" else np.uint64(0)
        return (values >> shift).astype(np.dtype(dtype).str.replace("i", "u")).view(dtype)
    return values.astype(dtype)


# --- expectations ----------------------------------------------------------------------------------------------------

def text(value: Any) -> Any:
    """Integers beyond what JSON readers hold exactly become text."""
    return str(value) if isinstance(value, int) else value


def check_against_numpy(values: np.ndarray, counts: list[int], edges: list[float]) -> None:
    """np.histogram must count the same, wherever it can."""
    try:
        found, found_edges = np.histogram(values, bins=len(counts))
    except ValueError:
        return
    assert list(found) == counts and list(found_edges) == edges


def figures(array: np.ndarray) -> dict[str, Any]:
    told = expectation.statistics(array)
    told["min"], told["max"] = text(told["min"]), text(told["max"])
    if told["histogram"]:
        values = expectation.as_numbers(array).astype(np.float64)
        check_against_numpy(values[np.isfinite(values)], told["histogram"]["counts"], told["histogram"]["edges"])
        edges = told["histogram"].pop("edges")
        told["histogram"]["range"] = [edges[0], edges[-1]]
        told["histogram"]["middle"] = edges[len(edges) // 3]
    return told


def small(name: str, array: np.ndarray, **extra: Any) -> dict[str, Any]:
    order = "F" if extra.get("fortran") else "C"
    return {"name": name, "dtype": array.dtype.name, "big": array.dtype.str.startswith(">"), "shape": list(array.shape),
            "bytes": base64.b64encode(array.tobytes(order)).decode(), "expected": figures(array), **extra}


def large(dtype: str, name: str, count: int) -> dict[str, Any]:
    array = made(dtype, name, count)
    return {"name": f"{dtype} {name} {count}", "dtype": dtype, "big": False, "shape": [count], "recipe": name,
            "expected": figures(array)}


def small_cases() -> list[dict[str, Any]]:
    nan, inf = math.nan, math.inf
    rng = np.random.default_rng(7)
    normal = rng.standard_normal(60)
    mixed = [1.5, nan, -inf, 0.0, -0.0, inf, inf, -3.25, nan, nan, 1e-40, 2.0]
    cases = []
    for kind in (np.float32, np.float64, np.float16, ml_dtypes.bfloat16, np.longdouble):
        label = np.dtype(kind).name
        if kind is not np.longdouble:
            cases += [small(f"{label} normal", normal.astype(kind)), small(f"{label} mixed", np.array(mixed, kind)),
                      small(f"{label} all nan", np.full(5, nan, kind)), small(f"{label} one", np.array(2.5, kind)),
                      small(f"{label} infinities", np.array([inf, -inf, inf], kind)),
                      small(f"{label} empty", np.zeros((0, 3), kind)), small(f"{label} zeros", np.zeros(9, kind)),
                      small(f"{label} constant", np.full((3, 4), 0.1, kind))]
    for kind in (ml_dtypes.float8_e4m3fn, ml_dtypes.float8_e5m2):
        every = np.arange(256, dtype=np.uint8).view(kind)
        cases += [small(f"{np.dtype(kind).name} every pattern", every)]
    for kind in ("f2", "bf"):
        patterns = np.array([0, 1, 2, 0x3FF, 0x400, 0x8000, 0x8001, 0x83FF, 0x7BFF, 0xFBFF, 0x0080, 0x007F], np.uint16)
        cases += [small(f"{kind} subnormal patterns", patterns.view(np.float16 if kind == "f2" else ml_dtypes.bfloat16))]
    for kind in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
        info = np.iinfo(kind)
        edge = np.array([info.min, info.max, info.max - 1, 0, 1, info.max], kind)
        cases += [small(f"{kind} extremes", edge), small(f"{kind} one", np.array(7, kind)),
                  small(f"{kind} few", rng.integers(0, 5, 50).astype(kind)), small(f"{kind} none", np.zeros(0, kind))]
    cases += [
        small("int64 near 2^62", np.array([2**62 + i for i in (0, 1, 2, 3, 9)], np.int64)),
        small("uint64 top", np.array([2**64 - 1, 2**64 - 2, 2**64 - 5], np.uint64)),
        small("int64 constant", np.full(4, -(2**63), np.int64)),
        small("bool mixed", np.array([[True, False], [True, True]])), small("bool false", np.zeros(3, bool)),
        small("million", 1e6 + rng.uniform(-1, 1, 200)), small("billion", 1e9 + rng.standard_normal(200)),
        small("million float32", (1e6 + rng.uniform(-1, 1, 200)).astype(np.float32)),
        small("huge", np.array([1e300, -1e300, 5e299, 3e299])), small("tiny", np.array([5e-324, -5e-324, 1e-310, 0, 2e-308])),
        small("tiny float32", np.array([1e-45, -1e-45, 1e-42, 0, 3e-41], np.float32)),
        small("largest float32", np.array([3.4028235e38, -3.4028235e38, 1.0], np.float32)),
        small("neighbours of edges", np.nextafter(np.linspace(0, 6.4, 65), np.inf)),
        small("edges", np.linspace(-1, 1, 65)), small("edges float32", np.linspace(-1, 1, 65, dtype=np.float32)),
        small("two", np.array([1.0, 2.0])), small("scalar nan", np.array(nan)),
        small("complex64", (normal + 1j * normal[::-1]).astype(np.complex64)),
        small("complex128", normal + 1j * normal[::-1]), small("complex128 huge", np.array([3e300 + 4e300j, 1j])),
        small("complex nan", np.array([1 + 2j, complex(nan, 1), complex(inf, nan), 0j, complex(1, -inf)])),
        small("complex64 nan", np.array([3 + 4j, complex(nan, 1), complex(inf, nan), 0j], np.complex64)),
    ]
    for kind in ("f2", "f4", "f8", "i2", "i4", "i8", "u2", "u4", "u8", "c8", "c16"):
        values = (normal * 50).astype(kind) if kind[0] != "c" else (normal + 2j).astype(kind)
        cases.append(small(f"big-endian {kind}", np.abs(values).astype(">" + kind) if kind[0] == "u" else values.astype(">" + kind)))
    cases.append(small("fortran", np.asfortranarray(normal.reshape(5, 4, 3)), fortran=True))
    return cases


def large_cases() -> list[dict[str, Any]]:
    floats = ("bell", "uniform", "grid", "offset", "sparse", "exponents", "special", "constant", "outlier")
    cases = [large(dtype, name, MIDDLE) for dtype in ("float32", "float64") for name in floats if (dtype, name) != ("float32", "offset")]
    cases += [large(dtype, name, LARGE) for dtype in ("float32", "float64") for name in ("bell", "grid", "offset", "sparse", "exponents", "special", "constant")]
    cases += [large(dtype, "bits", MIDDLE) for dtype in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")]
    cases += [large(dtype, name, LARGE) for dtype in ("int32", "int64", "uint64") for name in ("cycle_65536", "cycle_65537")]
    cases += [large(dtype, "bits", LARGE) for dtype in ("uint16", "int64", "uint64")]
    cases += [large("float16", name, MIDDLE) for name in ("bell", "special", "sparse")]
    cases += [large(dtype, "bell", MIDDLE) for dtype in ("complex64", "complex128")] + [large("complex64", "bell", LARGE)]
    return cases


def ranges() -> list[dict[str, Any]]:
    """Histograms over a range of one's own: np.histogram(range=…) of the finite values."""
    cases = []
    for dtype, name, low, high, bins in (("float32", "bell", -1.0, 1.0, 50), ("float64", "special", -0.3, 2.7, 64),
                                         ("float32", "grid", 10.0, 74.0, 64), ("float16", "bell", 0.1, 0.2, 7),
                                         ("int32", "cycle_65536", 100.0, 200.0, 100), ("int8", "bits", -10.5, 20.0, 61),
                                         ("float64", "exponents", -1e-9, 1e-9, 64), ("float32", "bell", 0.1, 0.1000001, 64),
                                         ("uint64", "bits", 1e18, 1.5e19, 33), ("float32", "bell", -1e300, 1e300, 10)):
        array = made(dtype, name, MIDDLE)
        values = expectation.as_numbers(array).astype(np.float64)
        values = values[np.isfinite(values)]
        counts, _ = np.histogram(values, bins=bins, range=(low, high))
        cases.append({"dtype": dtype, "recipe": name, "count": MIDDLE, "low": low, "high": high,
                      "counts": [int(count) for count in counts], "below": int((values < low).sum()),
                      "above": int((values > high).sum())})
    return cases


# --- trees -----------------------------------------------------------------------------------------------------------

def node_array(tree: Any, old: bool, big: bool) -> np.ndarray:
    """The node array of a tree, as scikit-learn before 1.3 laid it out, or of a big-endian machine."""
    nodes = tree.tree_.__getstate__()["nodes"]
    if old:
        kept = [name for name in nodes.dtype.names if name != "missing_go_to_left"]
        shorter = np.zeros(len(nodes), [(name, nodes.dtype[name]) for name in kept])
        for name in kept:
            shorter[name] = nodes[name]
        nodes = shorter
    return nodes.astype(nodes.dtype.newbyteorder(">")) if big else nodes


def forest(name: str, model: Any, old: bool = False, big: bool = False) -> dict[str, Any]:
    arrays = [node_array(tree, old, big) for tree in model.estimators_]
    dtype = arrays[0].dtype
    fields = [[field, dtype[field].str, dtype.fields[field][1]] for field in dtype.names]
    first = arrays[0][0]
    return {"name": name, "features": int(model.n_features_in_), "item_size": dtype.itemsize, "fields": fields,
            "trees": [base64.b64encode(array.tobytes()).decode() for array in arrays],
            "root": [text(int(first["left_child"])), text(int(first["feature"])), float(first["threshold"]),
                     float(first["impurity"]), text(int(first["n_node_samples"]))],
            "importances": [float(value) for value in model.feature_importances_]}


def forests() -> list[dict[str, Any]]:
    x, y = load_wine(return_X_y=True)
    wine = RandomForestClassifier(6, max_depth=4, random_state=3).fit(x, y)
    x2, y2 = make_regression(120, 5, random_state=1)
    regressor = RandomForestRegressor(5, max_depth=4, random_state=2).fit(x2, y2)
    small_forest = RandomForestClassifier(12, random_state=42).fit([[1, 2], [3, 4], [5, 6], [7, 8]], [0, 1, 0, 1])
    leaf = RandomForestClassifier(3, random_state=0).fit([[1, 2], [3, 4]], [1, 1])
    return [forest("wine", wine), forest("wine before 1.3", wine, old=True), forest("wine big-endian", wine, big=True),
            forest("regressor", regressor), forest("some of one leaf", small_forest), forest("all of one leaf", leaf)]


def main() -> None:
    written = {"versions": {"numpy": np.__version__, "ml_dtypes": ml_dtypes.__version__, "sklearn": sklearn.__version__},
               "tensors": small_cases() + large_cases(), "ranges": ranges(), "forests": forests()}
    (HERE / "expectations.json").write_text(json.dumps(written, separators=(",", ":"), allow_nan=False) + "\n")


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        main()
