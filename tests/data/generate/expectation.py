# SPDX-License-Identifier: GPL-3.0-or-later
"""What Python reads in a fixture, in the words of `strata info --json` and `strata stats --json`.

Every figure here comes from numpy or from exact arithmetic, never from the program under test. The functions
run on numpy 1.23 and on numpy 2, since each generation's fixtures are described by the environment that wrote them.
"""
from __future__ import annotations

import json
import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any, Iterator

import numpy as np

QUANTILES = ("0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99")
BINS = 64
VALUES_AT_MOST = 256
STATISTIC_KEYS = ("count", "distinct", "min", "max", "mean", "std", "l1", "l2", "zeros", "nan", "positive_infinity",
                  "negative_infinity", "quantiles", "histogram")


# --- JSON -----------------------------------------------------------------------------------------------------------

def json_number(value: float) -> Any:
    """A float as JSON holds it: NaN and the infinities are strings."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def json_value(value: Any) -> Any:
    """A plain value, numpy scalar or container as JSON; an object becomes {"object": its class}."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return json_number(value)
    if isinstance(value, (list, tuple)):
        return [json_value(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: json_value(item) for key, item in value.items()}
    return {"object": class_name(type(value))}


def class_name(kind: type) -> str:
    """Module and qualified name, as a pickle names the class."""
    return f"{kind.__module__}.{kind.__qualname__}"


def write_json(path: Path, value: Any) -> None:
    """Writes one compact, stable JSON text."""
    text = json.dumps(value, indent=None, separators=(",", ":"), allow_nan=False, ensure_ascii=True)
    path.write_text(text + "\n", encoding="utf-8")


def path_part(name: str) -> str:
    """A name as one part of a tensor's path: `~` is `~0`, `/` is `~1`."""
    return name.replace("~", "~0").replace("/", "~1")


# --- statistics -----------------------------------------------------------------------------------------------------

def dtype_name(dtype: np.dtype) -> str:
    """numpy's name of a dtype, without its byte order (`float32`, `bfloat16`, `datetime64[ns]`)."""
    return dtype.name


def has_statistics(dtype: np.dtype) -> bool:
    """Whether the values are numbers: bool, integers, floats (three of ml_dtypes' too) and complex; no long double."""
    if dtype.name in ("float96", "float128", "complex192", "complex256"):
        return False
    return dtype.kind in "biufc" or dtype.name in ("bfloat16", "float8_e4m3fn", "float8_e5m2")


def as_numbers(array: np.ndarray) -> np.ndarray:
    """The values as one flat array: integers as they are, everything else as float64, complex by magnitude."""
    flat = np.asarray(array).reshape(-1)
    if flat.dtype.kind == "b":
        return flat.astype(np.uint8)
    if flat.dtype.kind in "iu":
        return flat
    if flat.dtype.kind == "c":
        return np.abs(flat.astype(np.complex128))
    return flat.astype(np.float64)


def exact_sums(values: np.ndarray) -> dict[str, float]:
    """Mean, population standard deviation, L1 and L2 norm of finite values, rounded once from exact sums."""
    if values.dtype.kind in "iu":
        numbers = [int(value) for value in values]
        count = len(numbers)
        mean = Fraction(sum(numbers), count)
        squares = sum(number * number for number in numbers)
        variance = Fraction(squares, count) - mean * mean
        return {"mean": float(mean), "std": math.sqrt(variance), "l1": float(sum(map(abs, numbers))),
                "l2": math.sqrt(squares)}
    peak = float(np.max(np.abs(values)))
    scale = 2.0 ** math.frexp(peak)[1] if peak > 1e100 or 0 < peak < 1e-100 else 1.0
    scaled = values / scale
    mean = math.fsum(scaled) / len(scaled)
    variance = math.fsum((scaled - mean) ** 2) / len(scaled)
    return {"mean": mean * scale, "std": math.sqrt(variance) * scale, "l1": math.fsum(np.abs(scaled)) * scale,
            "l2": math.sqrt(math.fsum(scaled * scaled)) * scale}


def histogram(values: np.ndarray, bins: int = BINS) -> dict[str, list]:
    """np.histogram over the range of the finite values: half-open bins, the last one closed.

    Counted by np.searchsorted over the edges that numpy defines, since np.histogram of numpy 1 fails on a range of
    subnormal numbers.
    """
    values = values.astype(np.float64)
    low, high = float(values.min()), float(values.max())
    if low == high:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, bins + 1)
    index = np.minimum(np.searchsorted(edges, values, side="right") - 1, bins - 1)
    counts = np.bincount(index, minlength=bins)
    return {"edges": [json_number(float(edge)) for edge in edges], "counts": [int(count) for count in counts]}


def distinct(array: np.ndarray) -> int | None:
    """How many different values integers and bools take, up to 65,536; None for more, and for the other dtypes."""
    found = int(len(np.unique(array))) if array.dtype.kind in "biu" else None
    return None if found is None or found > 65536 else found


def statistics(array: np.ndarray, bins: int = BINS) -> dict[str, Any] | None:
    """The figures of `strata stats --json`; None where the dtype holds no numbers.

    `count` is the number of elements, NaN and infinities included; every other figure is over the finite values and
    null without any, `zeros` and the counts of NaN and infinities being 0 then.
    """
    array = np.asarray(array)
    if not has_statistics(array.dtype):
        return None
    values = as_numbers(array)
    floating = values.dtype.kind == "f"
    finite = values[np.isfinite(values)] if floating else values
    result: dict[str, Any] = dict.fromkeys(STATISTIC_KEYS)
    result.update(count=int(values.size), distinct=distinct(array), zeros=int(np.count_nonzero(finite == 0)),
                  nan=int(np.isnan(values).sum()) if floating else 0,
                  positive_infinity=int(np.isposinf(values).sum()) if floating else 0,
                  negative_infinity=int(np.isneginf(values).sum()) if floating else 0)
    if finite.size == 0:
        return result
    exact = float if floating else int
    result.update(min=exact(finite.min()), max=exact(finite.max()))
    result.update({key: json_number(value) for key, value in exact_sums(finite).items()})
    quantiles = np.quantile(finite.astype(np.float64), [float(text) for text in QUANTILES])
    result["quantiles"] = {text: float(value) for text, value in zip(QUANTILES, quantiles)}
    result["histogram"] = histogram(finite, bins)
    return result


def nested_values(array: np.ndarray) -> Any:
    """All values as nested lists of JSON numbers; None for dtypes other than bool, integers and floats."""
    array = np.asarray(array)
    if not has_statistics(array.dtype) or array.dtype.kind == "c":
        return None
    if array.dtype.kind not in "biu":
        array = array.astype(np.float64)
    return json_value(array.tolist())


def tensor(path: str, array: np.ndarray, full: bool = True) -> dict[str, Any]:
    """One tensor's expectation; `full` adds the statistics, and the values when there are at most 256."""
    array = np.asarray(array)
    result: dict[str, Any] = {"path": path, "dtype": dtype_name(array.dtype), "shape": list(array.shape)}
    if array.dtype.names:
        result["fields"] = list(array.dtype.names)
    if not full or array.dtype.hasobject:
        return result
    result["byte_order"] = "big" if array.dtype.str.startswith(">") else "little"
    result["fortran_order"] = bool(array.flags.f_contiguous and not array.flags.c_contiguous)
    figures = statistics(array)
    result["statistics"] = figures
    values = nested_values(array) if array.size <= VALUES_AT_MOST else None
    if values is not None:
        result["values"] = values
    return result


# --- object graphs and estimators -----------------------------------------------------------------------------------

def children(value: Any) -> Iterator[tuple[str, Any]]:
    """What lies under a value, with the path part each child gets."""
    if isinstance(value, dict):
        yield from ((path_part(str(key)), item) for key, item in value.items())
    elif isinstance(value, (list, tuple)):
        yield from ((str(index), item) for index, item in enumerate(value))
    elif isinstance(value, (str, bytes, bytearray, int, float, complex, type(None), type, np.generic, np.dtype)):
        return
    elif type(value).__module__.startswith("sklearn.tree._tree"):
        yield from children(value.__getstate__())
    elif type(value).__name__ == "Pipeline" and type(value).__module__ == "sklearn.pipeline":
        yield from ((f"steps/{path_part(name)}", step) for name, step in value.steps)
    elif hasattr(value, "__dict__"):
        yield from children(vars(value))


def arrays_under(value: Any, path: str, inline: bool = False) -> Iterator[tuple[str, np.ndarray]]:
    """Every array under a value, in the order of the object graph, each under the first path that leads to it.

    `inline`: as joblib writes them, one array twice where it stands twice. What an array of objects holds is not
    followed.
    """
    seen: dict[int, Any] = {}
    yield from walk_arrays(value, path, inline, seen)


def walk_arrays(value: Any, path: str, inline: bool, seen: dict[int, Any]) -> Iterator[tuple[str, np.ndarray]]:
    """The walk of arrays_under; `seen` keeps what was met alive, so that no id is used twice."""
    if isinstance(value, np.ndarray):
        if inline or id(value) not in seen:
            seen[id(value)] = value
            yield path, value
        return
    parts = list(children(value))
    if not parts or id(value) in seen:
        return
    seen[id(value)] = value
    for part, child in parts:
        yield from walk_arrays(child, f"{path}/{part}", inline, seen)


def attribute(value: Any, path: str) -> Any:
    """A fitted attribute as `info` gives it: a value, or {"tensor": path} with the values of a small array."""
    if not isinstance(value, np.ndarray):
        return json_value(value)
    if value.dtype.hasobject:
        return {"objects": json_value(value.tolist())}
    result = {"tensor": path}
    values = nested_values(value) if value.size <= VALUES_AT_MOST else None
    if values is not None:
        result["values"] = values
    return result


def tree_of(estimator: Any) -> dict[str, int]:
    """Node count, depth and number of leaves of one fitted decision tree."""
    tree = estimator.tree_
    return {"nodes": int(tree.node_count), "depth": int(tree.max_depth), "leaves": int(tree.n_leaves)}


def classes_of(estimator: Any) -> Any:
    """classes_ as plain lists; a list of lists with several outputs; None for a regressor."""
    classes = getattr(estimator, "classes_", None)
    if isinstance(classes, list):
        return [json_value(np.asarray(part).tolist()) for part in classes]
    return None if classes is None else json_value(np.asarray(classes).tolist())


def estimator(model: Any, version: str, path: str = "estimator") -> dict[str, Any]:
    """The `estimator` object of `info` for a fitted scikit-learn model."""
    fitted = {name: value for name, value in vars(model).items() if name.endswith("_") and not name.startswith("_")}
    trees = [tree_of(part) for part in model.estimators_] if hasattr(model, "estimators_") else []
    names = getattr(model, "feature_names_in_", None)
    importances = model.feature_importances_ if trees else None
    return {
        "class": class_name(type(model)),
        "name": type(model).__name__,
        "version": version,
        "parameters": {name: json_value(value) for name, value in model.get_params(deep=False).items()},
        "attributes": {name: attribute(value, f"{path}/{path_part(name)}") for name, value in fitted.items()},
        "feature_names": None if names is None else [str(name) for name in names],
        "classes": classes_of(model),
        "trees": trees,
        "importances": None if importances is None else [float(value) for value in importances],
    }


def describe_model(model: Any, version: str, inline: bool = False) -> dict[str, Any]:
    """Expectation of a file that holds one scikit-learn estimator; a forest's arrays are told of trees 0 and 1 only."""
    told = [(path, array) for path, array in arrays_under(model, "estimator", inline)
            if "/estimators_/" not in path or path.split("/estimators_/")[1].split("/")[0] in ("0", "1")]
    tensors = [tensor(path, array, full="/estimators_/" not in path or path.endswith("/estimators_/0/tree_/values"))
               for path, array in told]
    return {"partial": hasattr(model, "estimators_"), "verdict": {"trust": "trusted", "integrity": "complete"}, "estimator": estimator(model, version),
            "tensors": tensors}


def describe_arrays(arrays: dict[str, np.ndarray], trust: str | None) -> dict[str, Any]:
    """Expectation of a file that holds arrays under these tensor paths."""
    return {"verdict": {"trust": trust, "integrity": "complete"}, "estimator": None,
            "tensors": [tensor(path, array) for path, array in arrays.items()]}


def compact(told: dict[str, Any]) -> dict[str, Any]:
    """A tensor's expectation with `range` (first and last) in place of the edges, which are evenly spaced."""
    figures = told.get("statistics")
    if not figures or not figures["histogram"]:
        return told
    bins = figures["histogram"]
    shown = {"range": [bins["edges"][0], bins["edges"][-1]], "counts": bins["counts"]}
    return {**told, "statistics": {**figures, "histogram": shown}}


def write_expectation(fixture: Path, expected: dict[str, Any]) -> None:
    """Writes the expectation beside its fixture, as FIXTURE.expected.json."""
    expected = {**expected, "tensors": [compact(told) for told in expected["tensors"]]}
    write_json(fixture.with_name(fixture.name + ".expected.json"), {"fixture": fixture.name, **expected})


# --- versions -------------------------------------------------------------------------------------------------------

def library_versions() -> dict[str, str]:
    """CPython's version and those of the libraries that this process has imported."""
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in ("numpy", "scipy", "sklearn", "joblib", "pandas", "safetensors", "ml_dtypes", "lz4", "h5py", "torch"):
        module = sys.modules.get(name)
        if module is not None:
            found[name] = str(getattr(module, "__version__", "unknown"))
    return found


def write_versions(folder: Path, writer: str) -> None:
    """Writes versions.json into a folder of fixtures: the script and the library versions that wrote them."""
    text = json.dumps({"writer": writer, "versions": library_versions()}, indent=2)
    (folder / "versions.json").write_text(text + "\n", encoding="utf-8")
