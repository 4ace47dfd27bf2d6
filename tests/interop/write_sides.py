# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes one side of each pair of models as torch or Keras writes it, in the environment that has both: write_sides.py PLAN.json

The plan is a list of {"path", "container", "layers": [{"name", "kind"}], "arrays"}, the last an .npz of "NAME/OWN" in the order
of axes of the container's framework.
"""
from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)

import keras  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402


def keras_layer(kind: str, name: str, arrays: list[np.ndarray]) -> tuple[Any, tuple[int, ...]]:
    """A layer for weights of these shapes, and the shape that it takes."""
    first = arrays[0].shape
    if kind == "dense":
        return keras.layers.Dense(first[1], name=name), (first[0],)
    if kind == "norm":
        return keras.layers.BatchNormalization(name=name), first
    if kind == "conv":
        return keras.layers.Conv2D(first[3], first[0], name=name), (first[0], first[0], first[2])
    return keras.layers.Embedding(*first, name=name), (1,)


def write_keras(path: Path, layers: list[dict[str, Any]], arrays: dict[str, np.ndarray]) -> None:
    """A model whose layers lie side by side, each with an input of its own."""
    keras.backend.clear_session()
    inputs, outputs = [], []
    for number, layer in enumerate(layers):
        weights = [array for name, array in arrays.items() if name.rpartition("/")[0] == layer["name"]]
        made, takes = keras_layer(layer["kind"], layer["name"], weights)
        inputs.append(keras.layers.Input(takes, name=f"input_of_{number}"))
        outputs.append(made(inputs[-1]))
        made.set_weights(weights)
    model = keras.Model(inputs, outputs)
    model.save_weights(path) if path.name.endswith(".weights.h5") else model.save(path)


def main() -> None:
    """Writes all sides of the plan."""
    for side in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        with np.load(side["arrays"]) as file:
            arrays = {name: file[name] for name in file.files}
        if side["container"] == "torch":
            torch.save({name.replace("/", "."): torch.from_numpy(array.copy()) for name, array in arrays.items()}, side["path"])
        else:
            write_keras(Path(side["path"]), side["layers"], arrays)


if __name__ == "__main__":
    main()
