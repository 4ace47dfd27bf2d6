# SPDX-License-Identifier: GPL-3.0-or-later
"""`diff` of models drawn at random: which tensors it pairs, and its figures against numpy's in float64."""
from __future__ import annotations

import json
import math
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator

import numpy as np

import holding
from program import Program

PAIRS = 50
FOUND = 0.97  # of all true pairs
FALSE = 0.03  # beside them, as of a new layer in the place of one of the same shapes
CONTAINERS = ("safetensors", "npz", "torch", "keras", "keras-weights")
OWN = {"keras": {"kernel": "kernel", "bias": "bias", "gamma": "gamma", "beta": "beta", "mean": "moving_mean",
                 "variance": "moving_variance", "embeddings": "embeddings"},
       "torch": {"kernel": "weight", "bias": "bias", "gamma": "weight", "beta": "bias", "mean": "running_mean",
                 "variance": "running_var", "embeddings": "weight", "seen": "num_batches_tracked"}}
SPACING = {"float16": (2.0**-10, 2.0**-24), "float32": (2.0**-23, 2.0**-149), "float64": (2.0**-52, 2.0**-1074)}


@dataclass
class Layer:
    """A layer of either model; arrays have the axes of Keras, and "seen" is torch's count of batches."""
    name: str
    kind: str
    arrays: dict[str, np.ndarray]
    origin: int  # the same for a layer and what became of it


@dataclass
class Side:
    """One file, and its arrays by (origin, own name) as they are stored."""
    path: Path
    container: str
    style: str
    stored: dict[tuple[int, str], np.ndarray]
    keys: dict[str, tuple[int, str]]  # by path, with '/' between all parts


def draw_layer(random: np.random.Generator, name: str, origin: int, stack: bool) -> Layer:
    """A layer of any kind; those of a stack have one shape."""
    kind = "dense" if stack else str(random.choice(["dense", "dense", "norm", "conv", "embedding"]))
    one, other = (6, 6) if stack else (int(random.integers(2, 9)), int(random.integers(2, 9)))
    shapes = {"dense": {"kernel": (one, other), "bias": (other,)},
              "norm": {"gamma": (one,), "beta": (one,), "mean": (one,), "variance": (one,)},
              "conv": {"kernel": (3, 3, one, other), "bias": (other,)},
              "embedding": {"embeddings": (one, other)}}[kind]
    arrays = {own: random.normal(0, 1, shape) for own, shape in shapes.items()}
    if kind == "norm":
        arrays["seen"] = np.array(random.integers(1, 1000), dtype=np.int64)
    return Layer(name, kind, arrays, origin)


def draw_name(random: np.random.Generator, taken: set[str]) -> str:
    """A name that no layer has yet."""
    while True:
        name = "".join(random.choice(list("bdfgklmnprst")) + random.choice(list("aeiou")) for _ in range(3))
        if name not in taken:
            taken.add(name)
            return name


def draw_left(random: np.random.Generator, taken: set[str]) -> tuple[list[Layer], bool]:
    """Four to nine layers; one model in three is a stack whose names only number its layers."""
    stack = bool(random.integers(3) == 0)
    count = int(random.integers(4, 10))
    return [draw_layer(random, "" if stack else draw_name(random, taken), number, stack) for number in range(count)], stack


def change(random: np.random.Generator, layer: Layer) -> Layer:
    """What became of a layer: as it was, some training later, or damaged."""
    arrays = {own: array.copy() for own, array in layer.arrays.items()}
    for own, array in arrays.items():
        if own == "seen":
            array += random.integers(0, 3)
        elif random.integers(3) != 0:
            array += random.normal(0, 10.0 ** -random.integers(1, 6), array.shape)
        if own != "seen" and random.integers(8) == 0:
            array.flat[random.integers(array.size)] = random.choice([np.nan, np.inf, -np.inf, 0.0])
    return Layer(layer.name, layer.kind, arrays, layer.origin)


def draw_right(random: np.random.Generator, left: list[Layer], stack: bool, taken: set[str]) -> list[Layer]:
    """The model later: up to 30 % of its layers gone, new, or under another name."""
    layers = [change(random, layer) for layer in left]
    for number in range(int(random.integers(0, 1 + math.floor(0.3 * len(left))))):
        way = random.integers(3)
        at = int(random.integers(len(layers)))
        if way == 0:
            del layers[at]
        elif way == 1:
            layers.insert(at, draw_layer(random, "" if stack else draw_name(random, taken), 1000 + number, stack))
        elif not stack:
            layers[at].name = draw_name(random, taken)
    return layers


def count_names(layers: list[Layer], style: str) -> None:
    """Gives the layers of a stack their numbers, as a framework does."""
    for number, layer in enumerate(layers):
        layer.name = f"layers/{number}" if style == "torch" else "dense" + (f"_{number}" if number else "")


def torch_axes(array: np.ndarray, own: str) -> np.ndarray:
    """The axes of a Keras kernel as torch has them."""
    return array if own != "kernel" else np.transpose(array, (3, 2, 0, 1)) if array.ndim == 4 else array.T


def keras_axes(array: np.ndarray, own: str) -> np.ndarray:
    """The way back."""
    return array if own != "kernel" else np.transpose(array, (2, 3, 1, 0)) if array.ndim == 4 else array.T


def write_side(random: np.random.Generator, layers: list[Layer], style: str, container: str, stem: Path,
               plan: list[dict[str, Any]]) -> Side:
    """Writes a side, or notes it in the plan for the environment that has torch and Keras."""
    from safetensors.numpy import save_file
    dtype = "float32" if container.startswith("keras") else str(random.choice(["float32", "float32", "float64", "float16"]))
    prefix = "backbone/" if style == "torch" and random.integers(4) == 0 else ""
    suffix = {"safetensors": ".safetensors", "npz": ".npz", "torch": ".pt", "keras": ".h5", "keras-weights": ".weights.h5"}
    side = Side(stem.with_name(stem.name + suffix[container]), container, style, {}, {})
    named: dict[str, np.ndarray] = {}
    for layer in layers:
        for own, array in layer.arrays.items():
            if own not in OWN[style]:
                continue
            stored = array if own == "seen" else array.astype(dtype)
            stored = np.array(torch_axes(stored, own) if style == "torch" else stored, order="C")
            side.stored[layer.origin, own] = stored
            side.keys[f"{prefix}{layer.name}/{OWN[style][own]}"] = layer.origin, own
            named[f"{prefix}{layer.name}/{OWN[style][own]}"] = stored
    if container == "safetensors":
        save_file({name.replace("/", "."): array for name, array in named.items()}, side.path)
    elif container == "npz":
        mark, end = (".", "") if style == "torch" else ("/", ":0")
        np.savez(side.path, **{name.replace("/", mark) + end: array for name, array in named.items()})
    else:
        arrays = stem.with_name(stem.name + ".arrays.npz")
        np.savez(arrays, **named)
        plan.append({"path": str(side.path), "container": container, "arrays": str(arrays),
                     "layers": [{"name": layer.name, "kind": layer.kind} for layer in layers]})
    return side


def counted_keys(side: Side) -> dict[str, tuple[int, str]]:
    """The paths of a .weights.h5, in which layers are counted and their names stored beside the variables."""
    import h5py
    keys = {}
    with h5py.File(side.path) as file:
        def note(name: str, item: Any) -> None:
            if name.endswith("/vars") and "name" in item.attrs:
                owns = [key for key in side.keys if key.startswith(item.attrs["name"] + "/")]
                for number, key in enumerate(owns):
                    keys[f"{name}/{number}"] = side.keys[key]
        file.visititems(note)
    return keys


def key_of(side: Side, path: str) -> tuple[int, str] | None:
    """Whose array a path of the report is."""
    plain = path.replace("~1", "/").replace(".", "/").strip("/").removesuffix(":0")
    return side.keys.get(plain, side.keys.get(plain.removeprefix("layers/")))


def figures(a: np.ndarray, b: np.ndarray) -> dict[str, Any]:
    """What numpy says of b - a."""
    relative, absolute = (0.0, 0.0) if a.dtype == b.dtype else np.maximum(SPACING[a.dtype.name], SPACING[b.dtype.name])
    a, b = a.astype("float64"), b.astype("float64")
    finite = np.isfinite(a) & np.isfinite(b)
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.where(finite, np.abs(b - a), 0)
        apart = np.where(finite, size > absolute + relative * np.maximum(np.abs(a), np.abs(b)),
                         ~((a == b) | (np.isnan(a) & np.isnan(b))))
    x, y, step = a[finite], b[finite], size[finite]
    norm, other, moved = (float(np.sqrt(np.sum(each**2))) for each in (x, y, step))
    told: dict[str, Any] = {"changed": int(np.count_nonzero(apart)), "equal": not apart.any(),
                            "nan_left": int(np.isnan(a).sum()), "nan_right": int(np.isnan(b).sum()),
                            "infinite_left": int(np.isinf(a).sum()), "infinite_right": int(np.isinf(b).sum()),
                            "std_left": deviation(a), "std_right": deviation(b)}
    if not finite.any():
        return told | dict.fromkeys(("max_abs", "mean_abs", "rms", "relative_l2", "cosine", "max_at"))
    told |= {"max_abs": float(step.max()), "mean_abs": float(step.mean()), "rms": float(np.sqrt(np.mean(step**2))),
             "relative_l2": moved / norm if norm else math.inf if moved else 0.0,
             "cosine": float(np.sum(x * y)) / (norm * other) if norm and other else None}
    told["max_at"] = [int(i) for i in np.unravel_index(np.argmax(np.where(finite, size, -1)), size.shape)] if moved else None
    return told


def deviation(values: np.ndarray) -> float | None:
    """Of the finite ones."""
    finite = values[np.isfinite(values)]
    return float(finite.std()) if finite.size else None


def hold_pair(pair: dict[str, Any], left: Side, right: Side) -> Iterator[str]:
    """The figures of one pair."""
    one, other = key_of(left, pair["left"]), key_of(right, pair["right"])
    what = f"{pair['left']} > {pair['right']}"
    if one is None or other is None:
        yield f"{what}: no such tensor"
        return
    a, b = left.stored[one], right.stored[other]
    if pair["transposed"] and left.style != right.style:
        b = torch_axes(b, "kernel") if left.style == "torch" else keras_axes(b, "kernel")
    elif pair["transposed"]:
        b = b.T
    if a.shape != b.shape:
        if pair["compared_by"] != "nothing" or pair["equal"]:
            yield f"{what}: shapes {a.shape} and {b.shape} were compared by {pair['compared_by']}"
        return
    for name, wanted in figures(a, b).items():
        found = pair[name]
        if pair["compared_by"] == "bytes" and found is None:
            continue
        if name == "max_at" and wanted is None:
            continue
        if isinstance(wanted, float) and isinstance(found, (int, float)) and not isinstance(found, bool):
            if not holding.close(float(found), wanted, 1e-9) and abs(found - wanted) > 1e-15:
                yield holding.differ(f"{what}: {name}", found, wanted)
        elif holding.number(found) != wanted and found != wanted:
            yield holding.differ(f"{what}: {name}", found, wanted)


def hold_alone(report: dict[str, Any], name: str, side: Side, paired: set[tuple[int, str]]) -> Iterator[str]:
    """What has no partner, and nothing else, is listed, by its own path or a group's."""
    listed = [path.replace("~1", "/").replace(".", "/").strip("/").removesuffix(":0").removeprefix("layers/") for path in report[name]]
    below: dict[str, int] = dict.fromkeys(listed, 0)
    for path, key in side.keys.items():
        path = path.removeprefix("layers/")
        holders = [each for each in listed if path == each or path.startswith(each + "/")]
        if bool(holders) == (key in paired):
            yield f"{name}: {path} {'is listed and has a partner' if holders else 'has no partner and is not listed'}"
        for each in holders:
            below[each] += 1


def hold_models(program: Program, left: Side, right: Side) -> tuple[list[str], int, int, int]:
    """What differs, how many true pairs there are, how many were found and how many others."""
    answer = program.json("diff", str(left.path), str(right.path))
    report = answer.report or {}
    if "pairs" not in report or answer.status != (0 if report["same"] else 1):
        return [f"diff: status {answer.status}: {(answer.errors or answer.text)[:300]}"], 0, 0, 0
    differences: list[str] = []
    pairs = [pair for pair in report["pairs"] if not pair["left"].startswith("optimizer/")]
    for pair in pairs:
        differences += hold_pair(pair, left, right)
    found = {(key_of(left, pair["left"]), key_of(right, pair["right"])) for pair in pairs}
    differences += hold_alone(report, "only_left", left, {one for one, _ in found})
    differences += hold_alone(report, "only_right", right, {other for _, other in found})
    true = {(key, key) for key in left.stored.keys() & right.stored.keys()}
    return differences, len(true), len(true & found), len(found - true)


def check_comparing(program: Program, python: str | None, seed: int, keep: Path | None, record: Callable[[str, list[str]], None],
                    skipped: list[str]) -> None:
    """Draws pairs of models, writes them by the real libraries and compares them."""
    containers = CONTAINERS if python else CONTAINERS[:2]
    if python is None:
        skipped.append("comparing torch and Keras: no environment keras-3")
    with tempfile.TemporaryDirectory(prefix="strata-comparing-") as name:
        plan: list[dict[str, Any]] = []
        drawn: list[tuple[Side, Side]] = []
        for index in range(PAIRS):
            random = np.random.default_rng([seed, 77, index])
            taken: set[str] = set()
            layers, stack = draw_left(random, taken)
            sides = []
            for number, these in enumerate((layers, draw_right(random, layers, stack, taken))):
                container = str(random.choice(containers))
                style = "keras" if container.startswith("keras") else "torch" if container == "torch" else str(random.choice(["keras", "torch"]))
                if stack:  # within one framework, whose numbers the other does not share
                    style = sides[0].style if sides else style
                    container = container if number == 0 or container.split("-")[0] not in OWN or container.split("-")[0] == style else "npz"
                    count_names(these, style)
                sides.append(write_side(random, these, style, container, Path(name) / f"{index}_{number}", plan))
            drawn.append((sides[0], sides[1]))
        if python:
            told = Path(name) / "plan.json"
            told.write_text(json.dumps(plan), encoding="utf-8")
            done = subprocess.run([python, str(Path(__file__).with_name("write_sides.py")), str(told)], capture_output=True, text=True)
            record("write_sides.py", [done.stderr[-500:]] if done.returncode else [])
            if done.returncode:
                return
        wanted = matched = mistaken = 0
        for index, (left, right) in enumerate(drawn):
            for side in (left, right):
                side.keys = counted_keys(side) if side.container == "keras-weights" else side.keys
            differences, true, found, others = hold_models(program, left, right)
            wanted, matched, mistaken = wanted + true, matched + found, mistaken + others
            record(f"compare {index}: {left.path.name}, {right.path.name} (seed {seed})", differences)
            if keep and (differences or found < true or others):
                keep.mkdir(parents=True, exist_ok=True)
                for side in (left, right):
                    (keep / side.path.name).write_bytes(side.path.read_bytes())
        record(f"true pairs found (seed {seed})", [] if matched >= FOUND * wanted else [f"{matched} of {wanted}"])
        record(f"pairs that are none (seed {seed})", [] if mistaken <= FALSE * wanted else [f"{mistaken} beside {wanted}"])
        print(f"comparing: {matched} of {wanted} true pairs found, {mistaken} others")
