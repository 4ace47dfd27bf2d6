# SPDX-License-Identifier: GPL-3.0-or-later
"""Every estimator of this scikit-learn that can be fitted on small data: trusted, complete, hyper-parameters and fitted
attributes equal to what Python holds.
"""
from __future__ import annotations

import pickle
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Callable, Iterator

import joblib
import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.utils import all_estimators

from program import Program

Record = Callable[[str, list[str]], None]

# What some classes cannot be made without.
ARGUMENTS: list[dict[str, Any]] = [
    {}, {"estimator": LogisticRegression()},
    {"estimators": [("a", LogisticRegression()), ("b", LogisticRegression(C=2))]},
    {"transformers": [("scaled", StandardScaler(), [0, 1])]},
    {"steps": [("scaled", StandardScaler()), ("model", LogisticRegression())]},
    {"transformer_list": [("scaled", StandardScaler())]},
    {"estimator": LogisticRegression(), "param_grid": {"C": [0.1, 1]}},
    {"estimator": LogisticRegression(), "param_distributions": {"C": [0.1, 1]}, "n_iter": 2},
    {"dictionary": np.eye(4)},
]
# Fewer than these fitted means that this module no longer finds the data that they want.
AT_LEAST = 150
NOT_FINITE = ("NaN", "Infinity", "-Infinity")


def small_data() -> list[tuple[Any, ...]]:
    """What estimators are fitted on; each takes the first that it can."""
    X, y = load_iris(return_X_y=True)
    X, y = np.abs(X[::3]), y[::3]
    single = X @ np.arange(1, 5) + np.random.default_rng(0).random(len(X))
    texts = ["the cat sat", "a dog ran fast", "the cat and dog", "birds fly high"] * 5
    return [(X, y), (X, single), (X,), (X, np.c_[single, 2 * single]), (texts,), (X, (y > 0).astype(int)), (single, single),
            (X[:, :1], single), (X, np.c_[y > 0, y > 1].astype(int)), ([{"a": 1, "b": 2}],), (y,), ([[1, 2], [3]],)]


def made(kind: type) -> Any | None:
    """An instance with as few arguments as the class takes."""
    for arguments in ARGUMENTS:
        try:
            return kind(**arguments)
        except Exception:  # noqa: BLE001: whatever a class says to arguments it does not take
            continue
    return None


def fitted(kind: type) -> Any | None:
    """An instance, fitted on the first data that it takes."""
    for data in small_data():
        model = made(kind)
        try:
            return None if model is None else model.fit(*data)
        except Exception:  # noqa: BLE001
            continue
    return None


def plain(value: Any) -> Any:
    """A single value as `info --json` writes it."""
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, float) and not np.isfinite(value):
        return NOT_FINITE[0] if value != value else NOT_FINITE[1 if value > 0 else 2]
    return value


def hold_parameters(told: dict[str, Any], model: Any) -> Iterator[str]:
    """The hyper-parameters are those of get_params(), plain ones with their values."""
    wanted = model.get_params(deep=False)
    if set(wanted) != set(told["parameters"]):
        yield f"parameters: {sorted(set(wanted) ^ set(told['parameters']))} are in one only"
    for name, value in wanted.items():
        single = value is None or isinstance(value, (bool, int, float, str))
        if single and name in told["parameters"] and told["parameters"][name] != plain(value):
            yield f"parameter {name}: {told['parameters'][name]!r}, Python has {value!r}"


def hold_attributes(told: dict[str, Any], model: Any, arrays: dict[str, np.ndarray]) -> Iterator[str]:
    """The fitted attributes are those that the object saves: single values and arrays to the last bit."""
    wanted = {name: value for name, value in model.__getstate__().items()
              if name.endswith("_") and not name.startswith("_") and not name.endswith("__")}
    if set(wanted) != set(told["attributes"]):
        yield f"attributes: {sorted(set(wanted) ^ set(told['attributes']))} are in one only"
        return
    for name, value in wanted.items():
        said = told["attributes"][name]
        if isinstance(value, np.ndarray) and not value.dtype.hasobject:
            array = arrays.get(said["tensor"]) if isinstance(said, dict) and "tensor" in said else None
            if array is None:
                yield f"attribute {name}: no array, but {said!r}"[:200]
            elif array.shape != value.shape or array.tobytes() != np.ascontiguousarray(value).tobytes():
                yield f"attribute {name}: the array {array.dtype} {array.shape} is not Python's {value.dtype} {value.shape}"
        elif value is None or isinstance(value, (bool, int, float, str, np.generic)):
            if said != plain(value):
                yield f"attribute {name}: {said!r}, Python has {value!r}"


def hold_importances(told: dict[str, Any], model: Any) -> Iterator[str]:
    """The importances of trees are feature_importances_."""
    if not told["trees"] or not hasattr(model, "feature_importances_"):
        return
    wanted = model.feature_importances_
    if len(told["importances"]) != len(wanted) or not np.allclose(told["importances"], wanted, rtol=1e-12, atol=1e-15):
        yield f"importances: {told['importances']}, Python has {list(wanted)}"


def hold_estimator(program: Program, path: Path, model: Any) -> Iterator[str]:
    """One file with one estimator."""
    report = program.json("info", str(path)).report
    if report is None or report.get("estimator") is None:
        yield "info: no estimator"
        return
    if report["verdict"] != {"trust": "trusted", "integrity": "complete"}:
        yield f"verdict {report['verdict']}"
    told = report["estimator"]
    if told["class"] != f"{type(model).__module__}.{type(model).__qualname__}":
        yield f"class {told['class']}"
    arrays: dict[str, np.ndarray] = {}
    if report["tensors"]:
        out = path.with_suffix(".npz")
        program.run("convert", str(path), str(out), "--yes", "--names", "path")
        if out.exists():
            with np.load(out, allow_pickle=True) as held:
                arrays = {name: held[name] for name in held.files if name != "metadata"}
            out.unlink()
    yield from hold_parameters(told, model)
    yield from hold_attributes(told, model, arrays)
    yield from hold_importances(told, model)


def check_estimators(program: Program, record: Record) -> None:
    """All of them; every second one as joblib writes it."""
    warnings.filterwarnings("ignore")
    count = 0
    with TemporaryDirectory(prefix="strata-estimators-") as folder:
        for number, (name, kind) in enumerate(all_estimators()):
            model = fitted(kind)
            if model is None:
                continue
            path = Path(folder) / f"{name}.{'joblib' if number % 2 else 'pkl'}"
            try:
                joblib.dump(model, path) if number % 2 else path.write_bytes(pickle.dumps(model))
            except Exception:  # noqa: BLE001: one that cannot be saved is nobody's file
                continue
            count += 1
            record(f"estimator {name}", list(hold_estimator(program, path, model)))
            path.unlink()
    record("estimators that were fitted", [] if count >= AT_LEAST else [f"{count}, at least {AT_LEAST} are wanted"])
