# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the series fixture, a checkpoint after each of ten epochs: make_series.py [--out FOLDER].

Run it with the Python of the environment tf-2.15. expected.json beside the checkpoints holds what numpy
computes of them: the figures that `strata series` prints. The files are in the compact form of HDF5 1.8,
which makes them half of what Keras writes by default.
"""
from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import h5py
import keras as keras_package
import numpy as np
import tensorflow as tf
from tensorflow import keras

EPOCHS = 10
ARRAYS = {
    "layers/hidden/kernel": "model_weights/hidden/hidden/kernel:0",
    "layers/hidden/bias": "model_weights/hidden/hidden/bias:0",
    "layers/score/kernel": "model_weights/score/score/kernel:0",
    "layers/score/bias": "model_weights/score/score/bias:0",
}


def train(folder: Path) -> list[Path]:
    """Trains a small network and saves it after each epoch; the rate is halved after the fourth."""
    keras.utils.set_random_seed(11)
    random = np.random.default_rng(11)
    x = random.normal(size=(64, 4)).astype("float32")
    y = (x[:, :1] * x[:, 1:2] > 0).astype("float32")
    model = keras.Sequential([
        keras.Input((4,)),
        keras.layers.Dense(6, activation="relu", name="hidden"),
        keras.layers.Dense(1, activation="sigmoid", name="score"),
    ], name="series")
    model.compile(optimizer=keras.optimizers.SGD(0.5, momentum=0.0), loss="binary_crossentropy")
    paths = []
    for epoch in range(1, EPOCHS + 1):
        if epoch == 5:
            model.optimizer.learning_rate.assign(0.25)
        model.fit(x, y, batch_size=16, epochs=1, verbose=0, shuffle=False)
        path = folder / f"epoch_{epoch}.h5"
        with h5py.File(path, "w", libver=("v108", "v108")) as file:
            keras.models.save_model(model, file)
        paths.append(path)
    return paths


def numbers(values: np.ndarray, before: np.ndarray | None) -> dict[str, Any]:
    """Norm, zeros and the relative step from the values before, in double precision."""
    values = values.astype("float64").ravel()
    step = None
    if before is not None:
        before = before.astype("float64").ravel()
        step = float(np.linalg.norm(values - before) / np.linalg.norm(before))
    return {"norm": float(np.linalg.norm(values)), "zeros": float(np.mean(values == 0)), "step": step}


def measure(paths: list[Path]) -> list[dict[str, Any]]:
    """What each checkpoint says."""
    told = []
    before: dict[str, np.ndarray] = {}
    for path in paths:
        with h5py.File(path) as file:
            arrays = {name: file[place][()] for name, place in ARRAYS.items()}
            # Beside the slots the only variable of SGD is the count of steps.
            optimizer: list[Any] = []
            file["optimizer_weights"].visititems(
                lambda _, item: optimizer.append(item[()]) if isinstance(item, h5py.Dataset) else None)
            training = json.loads(file.attrs["training_config"])
        step = int(next(value for value in optimizer if np.ndim(value) == 0))
        rate = training["optimizer_config"]["config"]["learning_rate"]
        layers = {}
        for layer in ("layers/hidden", "layers/score"):
            own = [name for name in arrays if name.startswith(layer)]
            now = np.concatenate([arrays[name].ravel() for name in own])
            last = np.concatenate([before[name].ravel() for name in own]) if before else None
            layers[layer] = numbers(now, last)
        told.append({"file": path.name, "step": step, "learning_rate": rate, "layers": layers})
        before = arrays
    return told


def main() -> None:
    """Writes the checkpoints, what numpy says of them, and the versions of what wrote them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "series")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    paths = train(folder)
    (folder / "expected.json").write_text(json.dumps(measure(paths), indent=1) + "\n", encoding="utf-8")
    versions = {"tensorflow": tf.__version__, "keras": keras_package.__version__, "h5py": h5py.__version__,
                "numpy": np.__version__}
    (folder / "versions.json").write_text(json.dumps(versions, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
