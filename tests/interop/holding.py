# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares a report of the program with an expectation written by Python. Each function yields the differences."""
from __future__ import annotations

import math
from typing import Any, Iterator

import ml_dtypes
import numpy as np

Differences = Iterator[str]
SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
EXACT = ("count", "distinct", "zeros", "nan", "positive_infinity", "negative_infinity")
NARROW = {"float16": np.float16, "float32": np.float32, "bfloat16": ml_dtypes.bfloat16,
          "float8_e4m3fn": ml_dtypes.float8_e4m3fn, "float8_e5m2": ml_dtypes.float8_e5m2}


def number(value: Any) -> Any:
    """A JSON number, or one of the three strings, as Python's number; anything else as it is."""
    return SPECIAL.get(value, value) if isinstance(value, str) else value


def is_number(value: Any) -> bool:
    """Whether it is an int or a float, not a bool."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def close(got: Any, expected: Any, relative: float, absolute: float = 0.0) -> bool:
    """Equal, both NaN, or within a tolerance."""
    got, expected = number(got), number(expected)
    if not is_number(got) or not is_number(expected):
        return got == expected and type(got) is type(expected)
    if math.isnan(expected):
        return math.isnan(got)
    return got == expected or abs(got - expected) <= relative * abs(expected) + absolute


def same(got: Any, expected: Any, dtype: str | None = None) -> bool:
    """Deep equality of JSON values; floats exactly, or as the narrow dtype that held them."""
    if isinstance(expected, list):
        return isinstance(got, list) and len(got) == len(expected) and all(map(same, got, expected, [dtype] * len(got)))
    if isinstance(expected, dict):
        return isinstance(got, dict) and got.keys() == expected.keys() and all(
            same(got[key], expected[key]) for key in expected)
    if close(got, expected, 0):
        return True
    got, expected = number(got), number(expected)
    if dtype == "bool" and is_number(got) + is_number(expected) == 1:
        return bool(got) == bool(expected)
    if dtype in NARROW and is_number(got) and is_number(expected):
        return float(np.float64(got).astype(NARROW[dtype])) == float(expected)
    return False


def short(value: Any) -> str:
    """A value in a message."""
    text = repr(value)
    return text if len(text) <= 160 else text[:150] + f"… ({len(text)} characters)"


def differ(what: str, got: Any, expected: Any) -> str:
    """One difference."""
    return f"{what}: expected {short(expected)}, got {short(got)}"


# --- statistics -----------------------------------------------------------------------------------------------------

def hold_statistics(path: str, dtype: str, got: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """All figures of one tensor."""
    for key in EXACT:
        if got[key] != expected[key]:
            yield differ(f"{path} {key}", got[key], expected[key])
    loose = 4e-16 if dtype.startswith("complex") else 0
    peak = max((abs(number(expected[key])) for key in ("min", "max") if expected[key] is not None), default=0.0)
    tolerance = {"min": (loose, 0), "max": (loose, 0), "mean": (1e-9, 1e-14 * peak), "std": (1e-9, 1e-14 * peak),
                 "l1": (1e-9, 0), "l2": (1e-9, 0)}
    for key, (relative, absolute) in tolerance.items():
        if not close(got[key], expected[key], relative, absolute):
            yield differ(f"{path} {key}", got[key], expected[key])
    yield from hold_quantiles(path, got, expected)
    yield from hold_histogram(path, got["histogram"], expected["histogram"], bool(loose))


def hold_quantiles(path: str, got: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """The seven quantiles: exact to rounding up to a million values, within one percent of the range past that."""
    told, wanted = got["quantiles"], expected["quantiles"]
    if wanted is None or told is None:
        if not empty(told) or not empty(wanted):
            yield differ(f"{path} quantiles", told, wanted)
        return
    if expected["count"] <= 1_000_000 and got["quantiles_exact"] is not True:
        yield differ(f"{path} quantiles_exact", got["quantiles_exact"], True)
    middle = max(abs(wanted["0.25"]), abs(wanted["0.75"]))
    for share, value in wanted.items():
        wide = 0.01 * abs(value) if not got["quantiles_exact"] else 0.0
        if not close(told.get(share), value, 1e-12, 1e-14 * middle + 5e-324 + wide):
            yield differ(f"{path} quantile {share}", told.get(share), value)


def empty(value: Any) -> bool:
    """null, an empty list, or an object of nothing but those."""
    return value is None or value == [] or isinstance(value, dict) and all(map(empty, value.values()))


def hold_histogram(path: str, got: Any, expected: Any, rounded: bool) -> Differences:
    """Edges and counts; `rounded`: the values themselves may differ in the last bit, so a few may change bins."""
    if empty(expected) or empty(got):
        if not (empty(expected) and empty(got)):
            yield differ(f"{path} histogram", got, expected)
        return
    counts = expected["counts"]
    first, last = expected["range"] if "range" in expected else (expected["edges"][0], expected["edges"][-1])
    edges = np.linspace(first, last, len(counts) + 1)
    if not np.all(np.diff(edges) > 0):  # numpy makes no such bins: every value needs one of the program's own
        if sum(got["counts"]) != sum(counts):
            yield differ(f"{path} histogram, values counted", sum(got["counts"]), sum(counts))
        return
    told = np.array([number(edge) for edge in got["edges"]], np.float64)
    if told.shape != edges.shape or not np.allclose(told, edges, rtol=1e-12, atol=1e-13 * max(last - first, 0)):
        yield differ(f"{path} histogram edges", got["edges"][:3], edges[:3].tolist())
    moved = sum(abs(left - right) for left, right in zip(got["counts"], counts))
    if len(got["counts"]) != len(counts) or sum(got["counts"]) != sum(counts) or moved > (4 if rounded else 0):
        yield differ(f"{path} histogram counts", got["counts"], counts)


# --- info -----------------------------------------------------------------------------------------------------------

def hold_tensors(got: list[dict[str, Any]], expected: list[dict[str, Any]], partial: bool) -> Differences:
    """Paths, dtypes and shapes; with `partial` the report may hold more tensors."""
    told = {tensor["path"]: tensor for tensor in got}
    if len(told) != len(got):
        yield f"tensor paths are not unique: {len(got)} tensors, {len(told)} paths"
    wanted = {tensor["path"]: tensor for tensor in expected}
    for path in wanted.keys() - told.keys():
        yield f"no tensor {path} (there are {short(sorted(told))})"
    if not partial:
        yield from (f"unexpected tensor {path}" for path in told.keys() - wanted.keys())
    for path in wanted.keys() & told.keys():
        for key in ("dtype", "shape"):
            if told[path][key] != wanted[path][key]:
                yield differ(f"{path} {key}", told[path][key], wanted[path][key])


def hold_attribute(name: str, got: Any, expected: Any) -> Differences:
    """One fitted attribute; objects and lists of objects are only looked for."""
    if isinstance(expected, dict) and "tensor" in expected:
        if not isinstance(got, dict) or got.get("tensor") != expected["tensor"]:
            yield differ(f"attribute {name}", got, expected)
        elif "values" in expected and not same(got.get("values"), expected["values"], "float32"):
            yield differ(f"attribute {name} values", got.get("values"), expected["values"])
        return
    if isinstance(expected, dict) and ("object" in expected or "objects" in expected) or holds_objects(expected):
        return
    if not same(got, expected):
        yield differ(f"attribute {name}", got, expected)


def holds_objects(value: Any) -> bool:
    """Whether a list has an object or a nested array in it, whose form the report leaves open."""
    return isinstance(value, list) and any(isinstance(item, dict) or holds_objects(item) for item in value)


def hold_estimator(got: Any, expected: dict[str, Any]) -> Differences:
    """Everything that `info` says of an estimator."""
    if not isinstance(got, dict):
        yield differ("estimator", got, expected["class"])
        return
    for key in ("class", "name", "version"):
        if got[key] != expected[key]:
            yield differ(f"estimator {key}", got[key], expected[key])
    for name, value in expected["parameters"].items():
        if name not in got["parameters"] or not same(got["parameters"][name], value):
            yield differ(f"parameter {name}", got["parameters"].get(name, "nothing"), value)
    yield from (f"unexpected parameter {name}" for name in got["parameters"].keys() - expected["parameters"].keys())
    for name, value in expected["attributes"].items():
        if name not in got["attributes"]:
            yield f"no attribute {name}"
        else:
            yield from hold_attribute(name, got["attributes"][name], value)
    for key in ("feature_names", "classes"):
        if not same(got[key] or [], expected[key] or []):
            yield differ(f"estimator {key}", got[key], expected[key])
    # Stage and class are of boosted trees only, which tst_ensembles holds.
    trees = [{key: tree[key] for key in ("nodes", "depth", "leaves")} for tree in got["trees"]]
    if not same(trees, expected["trees"] or []):
        yield differ("estimator trees", trees, expected["trees"])
    wanted = expected["importances"] or []
    told = got["importances"] or []
    if len(told) != len(wanted) or not all(close(a, b, 1e-9, 1e-12) for a, b in zip(told, wanted)):
        yield differ("importances", told, wanted)


def hold_info(report: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """The whole of `info` as far as the expectation tells it."""
    if report["verdict"] != expected["verdict"]:
        rules = sorted({finding["rule"] for finding in report["findings"]})
        yield differ("verdict", report["verdict"], expected["verdict"]) + f" ({', '.join(rules) or 'no findings'})"
    if expected.get("estimator") is not None:
        yield from hold_estimator(report["estimator"], expected["estimator"])
    elif report["estimator"] is not None and not expected.get("root_class"):
        yield differ("estimator", report["estimator"]["class"], None)
    # Of some pickles only the opcodes are known, not what Python made of them.
    unknown = "opcodes" in expected and "root_type" not in expected
    yield from hold_tensors(report["tensors"], expected["tensors"], bool(expected.get("partial")) or unknown)
    if "compression" in expected and report["format"]["compression"] != expected["compression"]:
        yield differ("compression", report["format"]["compression"], expected["compression"])
    yield from hold_torch(report, expected)
    for key, value in expected.get("metadata", {}).items():
        found = [entry["value"] for entry in report["metadata"] if entry["key"].endswith("@" + key)]
        if found != [value]:
            yield differ(f"metadata {key}", found, [value])


def hold_torch(report: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """What only the expectations of PyTorch's files tell: totals, the optimizer, and what weights_only takes."""
    refused = any(finding["rule"] == "torch-weights-only" for finding in report["findings"])
    if report["format"]["name"] == "PyTorch" and refused == expected.get("weights_only", refused):
        yield differ("refused by weights_only", refused, not expected["weights_only"])
    if "parameters" in expected and report["model"]["parameters"]["total"] != expected["parameters"]:
        yield differ("parameters", report["model"]["parameters"]["total"], expected["parameters"])
    if "optimizer" not in expected:
        return
    optimizer = report["optimizer"] or {"class": None, "iterations": None, "slots": []}
    if optimizer["class"] != expected["optimizer"]:
        yield differ("optimizer", optimizer["class"], expected["optimizer"])
    if "iterations" in expected and optimizer["iterations"] != expected["iterations"]:
        yield differ("iterations", optimizer["iterations"], expected["iterations"])
    for slot in optimizer["slots"]:  # the slot's path ends in the name of the parameter that torch keeps it for
        name = slot["tensor"].rsplit("/", 1)[1].replace(".", "/")
        if not expected.get("partial") and not (slot["weight"] or "").endswith("/" + name):
            yield differ(f"weight of {slot['tensor']}", slot["weight"], name)


def hold_stats(report: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """All statistics that the expectation tells."""
    told = {tensor["path"]: tensor for tensor in report["tensors"]}
    for tensor in expected["tensors"]:
        figures = tensor.get("statistics")
        if figures is None:
            continue
        if tensor["path"] not in told:
            yield f"no statistics of {tensor['path']}"
            continue
        yield from hold_statistics(tensor["path"], tensor["dtype"], told[tensor["path"]], figures)
