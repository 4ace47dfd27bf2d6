# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads an original and an edited Keras file and says, as JSON, whether what was edited is there and all else is as it was.

edit_keras.py ORIGINAL EDITED: prints {"optimizer": config, "layers": {name: config}, "predictions_equal": bool,
"weights_equal": bool, "optimizer_state_equal": bool, "names": [names of all layers, of nested models too],
"by_name_equal": bool, "error": text or null}. The file of weights alone has no model: both are loaded into one that
edit_keras.py --weights ORIGINAL EDITED LAYER=NEW… makes, and only "by_name_equal" is told.
"""
from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("KERAS_BACKEND", "torch")

import numpy as np  # noqa: E402


def library():
    """The Keras of this environment."""
    try:
        import tensorflow as tf
        return tf.keras
    except ImportError:
        import keras
        return keras


def plain(value):
    """A configuration as JSON has it."""
    return json.loads(json.dumps(value, default=lambda each: float(each) if hasattr(each, "__float__") else str(each)))


def optimizer_state(model) -> list:
    """The optimizer's variables as arrays."""
    optimizer = getattr(model, "optimizer", None)
    variables = getattr(optimizer, "variables", [])
    variables = variables() if callable(variables) else variables
    # The learning rate is one of them in Keras 3, and what is edited.
    return [np.asarray(each) for each in variables if "learning_rate" not in getattr(each, "path", getattr(each, "name", ""))]


def sample(model):
    """An input for every input of a model, always the same."""
    source = np.random.default_rng(1)
    inputs = [source.random([2] + [side or 3 for side in each.shape[1:]]).astype("float32") for each in model.inputs]
    return inputs if len(inputs) > 1 else inputs[0]


def predictions(model) -> list:
    """What a model makes of the sample, one array an output."""
    made = model.predict(sample(model), verbose=0)
    made = list(made.values()) if isinstance(made, dict) else made if isinstance(made, list) else [made]
    return [np.asarray(each) for each in made]


def load(keras, path: str):
    """A model; without its training where this Keras cannot read its own (keras #19330)."""
    try:
        return keras.models.load_model(path)
    except (ValueError, TypeError):
        return keras.models.load_model(path, compile=False)


def same(left: list, right: list) -> bool:
    """Arrays equal to the bit."""
    return len(left) == len(right) and all(one.tobytes() == other.tobytes() for one, other in zip(left, right))


def names(model) -> list:
    """The names of a model's layers, of nested models too."""
    found = []
    for layer in model.layers:
        found.append(layer.name)
        if hasattr(layer, "layers"):
            found.extend(names(layer))
    return found


def load_by_name(model, path: str) -> list:
    """The weights of a model that were all lost and found again by the layers' names."""
    model.set_weights([np.zeros_like(each) for each in model.get_weights()])
    model.load_weights(path, by_name=True)
    return [np.asarray(each) for each in model.get_weights()]


def plain_model(keras, given: dict):
    """The model whose weights tests/data/generate/make_keras.py saves alone, with layers under other names."""
    return keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(4, name=given.get("dense", "dense")),
                             keras.layers.Dense(2, name=given.get("out", "out"))])


def weights_alone() -> None:
    """Two files of weights, loaded by the names of layers."""
    keras = library()
    told = {"error": None}
    try:
        renames = dict(each.split("=") for each in sys.argv[4:])
        told["by_name_equal"] = same(load_by_name(plain_model(keras, {}), sys.argv[2]),
                                     load_by_name(plain_model(keras, renames), sys.argv[3]))
    except Exception as problem:  # noqa: BLE001 - whatever Keras raises is the answer
        told["error"] = f"{type(problem).__name__}: {problem}"[:500]
    print("RESULT " + json.dumps(told))


def main() -> None:
    """Loads both and compares."""
    keras = library()
    told = {"error": None}
    try:
        models = [load(keras, path) for path in sys.argv[1:3]]
        told["weights_equal"] = same(*[[np.asarray(each) for each in model.get_weights()] for model in models])
        told["optimizer_state_equal"] = same(*[optimizer_state(model) for model in models])
        optimizer = getattr(models[1], "optimizer", None)
        told["optimizer"] = plain(optimizer.get_config()) if optimizer else None
        told["layers"] = {layer.name: plain(layer.get_config()) for layer in models[1].layers}
        told["predictions_equal"] = same(*[predictions(model) for model in models])
        told["names"] = names(models[1])
        told["by_name_equal"] = same([np.asarray(each) for each in models[0].get_weights()],
                                     load_by_name(models[1], sys.argv[2]))
    except Exception as problem:  # noqa: BLE001 - whatever Keras raises is the answer
        told["error"] = f"{type(problem).__name__}: {problem}"[:500]
    print("RESULT " + json.dumps(told))


if __name__ == "__main__":
    weights_alone() if sys.argv[1] == "--weights" else main()
