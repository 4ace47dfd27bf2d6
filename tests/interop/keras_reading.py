# SPDX-License-Identifier: GPL-3.0-or-later
"""What Keras says of a model that it has just saved, as JSON. Runs under tf.keras 2.15 and Keras 3."""
from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import Any, Iterator

import h5py
import numpy as np

import expectation
from keras_layers import KERAS3, keras

VALUES_AT_MOST = 64


def array_of(variable: Any) -> np.ndarray:
    """A variable's values."""
    return np.asarray(variable.numpy() if hasattr(variable, "numpy") else variable)


def shape_list(shape: Any) -> list[int | None]:
    """A shape as JSON has it."""
    return [None if axis is None else int(axis) for axis in shape]


COLUMNS = (None, 100, 60, 140)
OPTIONS = ({}, {"expand_nested": True}, {"show_trainable": True}, {"expand_nested": True, "show_trainable": True})


def summary_text(model: Any, columns: int | None, options: dict[str, bool]) -> str:
    """What summary() prints into a pipe, or with COLUMNS set."""
    lines: list[str] = []
    os.environ.pop("COLUMNS", None)
    if columns is not None:
        os.environ["COLUMNS"] = str(columns)
    model.summary(print_fn=lambda line, **_: lines.append(line), **options)
    return "".join(lines) if KERAS3 else "\n".join(lines) + "\n"  # Keras 3 hands over the whole text


def summaries(model: Any) -> list[dict[str, Any]]:
    """The text of summary() with each of its options, at several widths."""
    known = [options for options in OPTIONS if set(options) <= set(inspect.signature(model.summary).parameters)]
    return [{"columns": columns, "options": sorted(options), "text": summary_text(model, columns, options)}
            for columns, options in zip(COLUMNS, known)]


def tensor(array: np.ndarray, file_path: str) -> dict[str, Any]:
    """One stored array: where, its form, its figures, and its values when there are few."""
    told = {"path": None, "file_path": file_path, "dtype": array.dtype.name, "shape": list(array.shape),
            "statistics": expectation.statistics(array)}
    if array.size <= VALUES_AT_MOST:
        told["values"] = expectation.nested_values(array)
    return expectation.compact(told)


# --- the file -------------------------------------------------------------------------------------------------------

def texts(attributes: Any, name: str) -> list[str]:
    """An attribute that is a list of names, in one piece or in several."""
    if name in attributes:
        found = list(attributes[name])
    else:
        found, part = [], 0
        while f"{name}{part}" in attributes:
            found += list(attributes[f"{name}{part}"])
            part += 1
    return [text.decode() if isinstance(text, bytes) else str(text) for text in found]


def weight_paths(path: Path) -> dict[str, list[str]]:
    """Paths of the datasets of each layer, and those of the optimizer under the empty name."""
    with h5py.File(path) as file:
        group = file["model_weights"]
        found = {layer: [f"/model_weights/{layer}/{weight}" for weight in texts(group[layer].attrs, "weight_names")]
                 for layer in texts(group.attrs, "layer_names")}
        state = file.get("optimizer_weights")
        found[""] = [] if state is None else [f"/optimizer_weights/{name}" for name in texts(state.attrs, "weight_names")]
    return found


# --- layers ---------------------------------------------------------------------------------------------------------

def output_shapes(layer: Any) -> list[list[int | None]] | None:
    """The shapes a layer gives out; None where its calls differ or it was never called."""
    try:
        if KERAS3:
            outputs = layer.output
            outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
            return [shape_list(output.shape) for output in outputs]
        shapes = layer.output_shape
        return [shape_list(shape) for shape in shapes] if isinstance(shapes, list) else [shape_list(shapes)]
    except (AttributeError, ValueError, RuntimeError):
        return None


def stored_order(layer: Any) -> list[Any]:
    """The weights of a layer in the order of the legacy layout."""
    return [*layer.trainable_weights, *layer.non_trainable_weights]


def layers_of(model: Any) -> list[Any]:
    """The rows of the model: layers, and in a Functional of Keras 3 the operations too."""
    if KERAS3 and not isinstance(model, keras.Sequential):
        return list(model.operations)
    return list(model.layers)


def layer(one: Any, paths: list[str]) -> dict[str, Any]:
    """One layer of the top level."""
    weights = stored_order(one) if hasattr(one, "trainable_weights") else []
    assert len(weights) == len(paths), (one.name, len(weights), paths)
    return {"name": one.name, "class": type(one).__name__, "output_shapes": output_shapes(one),
            "parameters": one.count_params() if hasattr(one, "count_params") else 0,
            "trainable": bool(getattr(one, "trainable", True)), "container": hasattr(one, "layers"),
            "weights": [tensor(array_of(weight), path) for weight, path in zip(weights, paths)]}


# --- optimizer ------------------------------------------------------------------------------------------------------

def is_v2(optimizer: Any) -> bool:
    """Whether it is an OptimizerV2: tf.keras through 2.10, `legacy` after."""
    return hasattr(optimizer, "_create_all_weights")


def slot_lists(optimizer: Any, weights: list[Any]) -> Iterator[tuple[Any, int]]:
    """Each slot variable with the index of its weight."""
    if is_v2(optimizer):
        for index, weight in enumerate(weights):
            held = optimizer._slots.get(weight._unique_id if hasattr(weight, "_unique_id") else weight.ref(), {})
            yield from ((slot, index) for slot in held.values())
        return
    for name, value in vars(optimizer).items():
        if name in ("_variables", "_trainable_variables") or not isinstance(value, list) or len(value) != len(weights):
            continue
        yield from ((slot, index) for index, slot in enumerate(value) if slot is not None and hasattr(slot, "assign"))


def slot_name(slot: Any, weight: Any) -> str:
    """The framework's word for a slot, out of its variable's name."""
    if KERAS3:  # dense_kernel_momentum
        return slot.name[len(weight.path) + 1:]
    name = slot.name.split(":")[0]
    if "/" + weight.name.split(":")[0] + "/" in "/" + name:  # OptimizerV2: training/Adam/dense/kernel/m
        return name.rsplit("/", 1)[1]
    return name[:-len("/" + weight._shared_name)].rsplit("/", 1)[-1]  # Adam/m/dense/kernel


def stored_variables(optimizer: Any) -> list[Any]:
    """An optimizer's variables in the order of the file."""
    return list(optimizer.weights if is_v2(optimizer) else optimizer.variables)


def optimizer_of(model: Any, paths: list[str]) -> dict[str, Any] | None:
    """Class, step, settings and slots, each with the file path of its weight."""
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return None
    weights = list(model.trainable_weights)
    variables = stored_variables(optimizer)
    pairs = {id(slot): index for slot, index in slot_lists(optimizer, weights)}
    slots = [{"name": slot_name(variable, weights[pairs[id(variable)]]), "weight": id(weights[pairs[id(variable)]]),
              **tensor(array_of(variable), path)}
             for variable, path in zip(variables, paths) if id(variable) in pairs]
    iterations = optimizer._iterations if hasattr(optimizer, "_iterations") and optimizer._iterations is not None else optimizer.iterations
    settings = {key: expectation.json_value(value) for key, value in optimizer.get_config().items()
                if key != "name" and isinstance(value, (bool, int, float, str, np.floating))}
    return {"class": type(optimizer).__name__, "iterations": int(array_of(iterations)) if paths else None, "hyperparameters": settings,
            "slots": slots, "stored": len(paths), "parameters": sum(int(np.prod(v.shape)) for v in variables)}


# --- the whole ------------------------------------------------------------------------------------------------------

def port(tensor_like: Any) -> dict[str, Any]:
    """An input or output."""
    dtype = tensor_like.dtype
    return {"shape": shape_list(tensor_like.shape), "dtype": dtype if isinstance(dtype, str) else dtype.name}


def describe(model: Any, path: Path) -> dict[str, Any]:
    """All of it, after it was saved to the path."""
    paths = weight_paths(path)
    trainable = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    total = sum(int(np.prod(weight.shape)) for weight in model.weights)
    told = [layer(one, paths.get(one.name, [])) for one in layers_of(model)]
    places = {id(weight): place["file_path"] for one, row in zip(layers_of(model), told) if row["weights"]
              for weight, place in zip(stored_order(one), row["weights"])}
    optimizer = optimizer_of(model, paths[""])
    for slot in optimizer["slots"] if optimizer else []:
        slot["weight"] = places.get(slot["weight"])
    return {"class": type(model).__name__, "name": model.name, "summaries": summaries(model),
            "parameters": {"total": total, "trainable": trainable, "non_trainable": total - trainable},
            "inputs": [port(one) for one in model.inputs], "outputs": [port(one) for one in model.outputs],
            "layers": told, "optimizer": optimizer}
