# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the reports of a Keras file with what Keras says of it. Each function yields the differences."""
from __future__ import annotations

from typing import Any

import holding
from expectation import path_part
from holding import Differences, close, differ

REPORTED_ROLES = ("weight", "optimizer")


def file_paths(report: dict[str, Any]) -> dict[str, str]:
    """Path in the File reading of each tensor."""
    return {tensor["path"]: tensor["file_path"] for tensor in report["tensors"]}


def as_shapes(shape: Any) -> list[Any] | None:
    """`output_shape` as a list of shapes, whether it was one or several."""
    if shape is None:
        return None
    return shape if shape and isinstance(shape[0], list) else [shape]


# --- layers ---------------------------------------------------------------------------------------------------------

def top_level(report: dict[str, Any], names: set[str]) -> list[dict[str, Any]]:
    """The layers that are not inside another; an InputLayer only where Keras counts it."""
    return [layer for layer in report["layers"] if layer["path"] == f"layers/{path_part(layer['name'])}"
            and (layer["name"] in names or layer["class"] != "InputLayer")]


def hold_layers(report: dict[str, Any], expected: list[dict[str, Any]], partial: bool = False) -> Differences:
    """Names in order, and each layer; with `partial` the report may hold more of them."""
    wanted_names = {layer["name"] for layer in expected}
    told = [layer for layer in top_level(report, wanted_names) if not partial or layer["name"] in wanted_names]
    names = [layer["name"] for layer in told]
    if names != [layer["name"] for layer in expected]:
        yield differ("layers", names, [layer["name"] for layer in expected])
        return
    for got, wanted in zip(told, expected):
        yield from hold_layer(report, got, wanted)


def hold_layer(report: dict[str, Any], got: dict[str, Any], wanted: dict[str, Any]) -> Differences:
    """One layer: class, shape, counts, weights."""
    where = f"layer {wanted['name']} ({wanted['class']})"
    for key in ("class", "parameters", "trainable"):
        if key in wanted and got[key] != wanted[key]:
            yield differ(f"{where} {key}", got[key], wanted[key])
    if wanted["output_shapes"] is not None and as_shapes(got["output_shape"]) != wanted["output_shapes"]:
        yield differ(f"{where} output shape", got["output_shape"], wanted["output_shapes"])
    if wanted["weights"] is None:
        return
    tensors = {tensor["path"]: tensor for tensor in report["tensors"]}
    if wanted.get("container"):
        inside = [tensor for path, tensor in tensors.items() if path.startswith(got["path"] + "/") and tensor["role"] == "weight"]
        inside.sort(key=lambda tensor: tensor["file_path"])
        weights = sorted(wanted["weights"], key=lambda weight: weight["file_path"])
    else:
        inside, weights = [tensors[path] for path in got["weights"]], wanted["weights"]
    for key in ("file_path", "dtype", "shape"):
        if all(key in weight for weight in weights) and [tensor[key] for tensor in inside] != [weight[key] for weight in weights]:
            yield differ(f"{where} weights, {key}", [tensor[key] for tensor in inside], [weight[key] for weight in weights])


# --- model and optimizer --------------------------------------------------------------------------------------------

def hold_ports(what: str, got: list[dict[str, Any]], expected: list[dict[str, Any]]) -> Differences:
    """Shapes and dtypes of inputs or outputs."""
    told = [{"shape": port["shape"], "dtype": port["dtype"]} for port in got]
    if told != expected:
        yield differ(what, told, expected)


def hold_model(report: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """Class, name, totals, inputs, outputs."""
    model = report["model"]
    if model["class"] not in {expected["class"], {"Functional": "Model"}.get(expected["class"])}:
        yield differ("class", model["class"], expected["class"])
    if model["name"] != expected["name"]:
        yield differ("name", model["name"], expected["name"])
    for key, value in expected["parameters"].items():
        if model["parameters"][key] != value:
            yield differ(f"parameters {key}", model["parameters"][key], value)
    for key in ("inputs", "outputs"):
        if key in expected:
            yield from hold_ports(key, model[key], expected[key])


def hold_settings(got: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """Hyper-parameters: floats as the float32 that the optimizer holds."""
    for key, value in expected.items():
        if key not in got or not close(got[key], value, 1e-6):
            yield differ(f"hyper-parameter {key}", got.get(key, "nothing"), value)


def hold_optimizer(report: dict[str, Any], expected: dict[str, Any] | None) -> Differences:
    """Class, step, settings, and each slot with the weight it belongs to."""
    got = report["optimizer"]
    if got is None or expected is None:
        if got is not None or expected is not None:
            yield differ("optimizer", got and got["class"], expected and expected["class"])
        return
    if got["class"].removeprefix("Custom>") != expected["class"]:
        yield differ("optimizer class", got["class"], expected["class"])
    if expected["iterations"] is not None and got["iterations"] != expected["iterations"]:
        yield differ("iterations", got["iterations"], expected["iterations"])
    yield from hold_settings(got["hyperparameters"], expected.get("hyperparameters", {}))
    if "slots" not in expected:
        return
    paths = file_paths(report)
    told = [(slot["name"], paths[slot["tensor"]], paths[slot["weight"]]) for slot in got["slots"] if slot["weight"] is not None]
    wanted = [(slot["name"], slot["file_path"], slot["weight"]) for slot in expected["slots"]]
    if told != wanted:
        odd = next((index for index, pair in enumerate(zip(told, wanted)) if pair[0] != pair[1]), min(len(told), len(wanted)))
        yield differ(f"slots: {len(told)} and {len(wanted)}, the first that differs is {odd}", told[odd:odd + 1], wanted[odd:odd + 1])


def stored_tensors(expected: dict[str, Any]) -> list[dict[str, Any]]:
    """All arrays that the expectation tells, weights first."""
    slots = expected["optimizer"]["slots"] if expected["optimizer"] else []
    return [weight for layer in expected["layers"] for weight in layer["weights"]] + slots


def hold_report(report: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """The whole of `info`."""
    if report["verdict"] != {"trust": "trusted", "integrity": "complete"}:
        rules = sorted({finding["rule"] for finding in report["findings"]})
        yield differ("verdict", report["verdict"], "trusted, complete") + f" ({', '.join(rules)})"
    yield from hold_model(report, expected)
    yield from hold_layers(report, expected["layers"])
    yield from hold_optimizer(report, expected["optimizer"])


def hold_figures(report: dict[str, Any], stats: dict[str, Any], expected: dict[str, Any]) -> Differences:
    """Statistics of each array, found by its place in the file."""
    names = {tensor["file_path"]: tensor["path"] for tensor in report["tensors"]}
    wanted = [{**tensor, "path": names.get(tensor["file_path"], tensor["file_path"])} for tensor in stored_tensors(expected)]
    yield from holding.hold_stats(stats, {"tensors": wanted})


# --- summary --------------------------------------------------------------------------------------------------------

def hold_text(what: str, got: str, expected: str) -> Differences:
    """Texts byte for byte; the first line that differs is shown."""
    if got == expected:
        return
    told, wanted = got.split("\n"), expected.split("\n")
    for number, pair in enumerate(zip(told, wanted), 1):
        if pair[0] != pair[1]:
            yield differ(f"{what}, line {number}", pair[0], pair[1])
            return
    yield differ(f"{what}, lines", len(told), len(wanted))
