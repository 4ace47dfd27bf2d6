#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes pairs of models that are to be compared, in two steps:

    make_compare.py networks       environment keras-3: .h5 and .pt of one small network and what became of it
    make_compare.py others         environment newest: the same weights in other formats, estimators, expectations

compare/expected.json holds what numpy says of each pair of arrays, in float64.
"""
from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

import numpy as np

import expectation

FOLDER = Path(__file__).resolve().parents[1] / "compare"


def network(names: list[str], extra: bool = False) -> Any:
    """Six inputs, two hidden layers, three outputs; with `extra` one more hidden layer in the middle."""
    import keras
    layers = [keras.layers.Input((6,), name="input"), keras.layers.Dense(8, activation="relu", name=names[0])]
    if extra:
        layers.append(keras.layers.Dense(8, activation="relu", name="inserted"))
    layers += [keras.layers.Dense(5, activation="relu", name=names[1]), keras.layers.Dense(3, name=names[2])]
    return keras.Sequential(layers, name="net")


def write_networks() -> None:
    """The states of a training run, and the network changed by hand."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras
    import torch
    keras.utils.set_random_seed(7)
    draw = np.random.default_rng(7)
    x, y = draw.normal(size=(64, 6)).astype("float32"), draw.normal(size=(64, 3)).astype("float32")
    names = ["first", "middle", "last"]
    model = network(names)
    model.compile(keras.optimizers.Adam(0.01), "mse")
    model.fit(x, y, batch_size=16, epochs=1, verbose=0)
    model.save(FOLDER / "epoch_1.h5")
    model.save_weights(FOLDER / "epoch_1.weights.h5")
    weights = {f"{layer.name}/{variable.name}": np.asarray(variable.detach() if hasattr(variable, "detach") else variable)
               for layer in model.layers for variable in layer.weights}
    np.savez(FOLDER / "epoch_1.npz", **{f"{name}:0": array for name, array in weights.items()})
    state = {}
    for name, array in weights.items():
        layer, own = name.split("/")
        state[f"{layer}.{'weight' if own == 'kernel' else own}"] = torch.from_numpy(array.T.copy())
    torch.save(state, FOLDER / "epoch_1.pt")
    for wanted, changed in ((["first", "encoder", "last"], "renamed.h5"), (names, "inserted.h5")):
        other = network(wanted, extra=changed == "inserted.h5")
        for before, after in zip(model.layers, [layer for layer in other.layers if layer.name != "inserted"]):
            after.set_weights(before.get_weights())
        other.save(FOLDER / changed)
    model.optimizer.learning_rate = 0.005
    model.fit(x, y, batch_size=16, epochs=1, verbose=0)
    model.save(FOLDER / "epoch_2.h5")
    write_stacks()
    expectation.write_json(FOLDER / "versions_networks.json", {"keras": keras.__version__, "torch": torch.__version__})


def keras_stack(names: list[str], weights: dict[str, list[np.ndarray]]) -> Any:
    """Six inputs, a hidden layer of six for each name, two outputs; with weights where they are known."""
    import keras
    model = keras.Sequential([keras.layers.Input((6,)), *(keras.layers.Dense(6, activation="tanh", name=name) for name in names),
                              keras.layers.Dense(2, name="out")], name="stack")
    for layer in model.layers:
        if layer.name in weights:
            layer.set_weights(weights[layer.name])
    return model


def train(model: Any, x: np.ndarray, y: np.ndarray, epochs: int) -> dict[str, list[np.ndarray]]:
    """Trains it with a metric and returns the weights by layer."""
    import keras
    model.compile(keras.optimizers.Adam(0.002), "mse", metrics=["mae"])
    model.fit(x, y, batch_size=16, epochs=epochs, verbose=0)
    return {layer.name: layer.get_weights() for layer in model.layers}


def write_stacks() -> None:
    """Stacks of layers of one shape whose names only count them, and what they are once one was inserted and all were trained on:

    stack.h5, stack_inserted.h5: before dense_3, which becomes dense_4
    blocks.pt, blocks_inserted.pt: before blocks.1, which becomes blocks.2
    named.weights.h5, named_inserted.weights.h5: "new" before "third"; the paths only count, the names are stored
    """
    import keras
    import torch
    from torch import nn
    keras.utils.set_random_seed(11)
    draw = np.random.default_rng(5)
    x, y = draw.normal(size=(64, 6)).astype("float32"), draw.normal(size=(64, 2)).astype("float32")
    counted = [f"dense_{number}" for number in range(1, 6)]
    model = keras_stack(counted[:4], {})
    before = train(model, x, y, 20)
    model.save(FOLDER / "stack.h5")
    renamed = {"dense_1": "dense_1", "dense_2": "dense_2", "dense_3": "dense_4", "dense_4": "dense_5", "out": "out"}
    model = keras_stack(counted, {renamed[name]: weights for name, weights in before.items()})
    train(model, x, y, 20)
    model.save(FOLDER / "stack_inserted.h5")

    model = keras_stack(["first", "second", "third"], {})
    before = train(model, x, y, 20)
    model.save_weights(FOLDER / "named.weights.h5")
    model = keras_stack(["first", "second", "new", "third"], before)
    train(model, x, y, 20)
    model.save_weights(FOLDER / "named_inserted.weights.h5")

    torch.manual_seed(5)

    class Stack(nn.Module):
        """Blocks of one shape."""

        def __init__(self, count: int):
            super().__init__()
            self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(6, 6), nn.LayerNorm(6), nn.Tanh()) for _ in range(count)])
            self.head = nn.Linear(6, 2)

        def forward(self, values: torch.Tensor) -> torch.Tensor:
            """One block after the other, each added to what it is given."""
            for block in self.blocks:
                values = values + block(values)
            return self.head(values)

    def train_torch(stack: nn.Module) -> None:
        steps = torch.optim.Adam(stack.parameters(), 0.002)
        for _ in range(80):
            steps.zero_grad()
            nn.functional.mse_loss(stack(torch.from_numpy(x)), torch.from_numpy(y)).backward()
            steps.step()

    stack = Stack(3)
    train_torch(stack)
    torch.save(stack.state_dict(), FOLDER / "blocks.pt")
    longer = Stack(4)
    for before_at, after_at in ((0, 0), (1, 2), (2, 3)):
        longer.blocks[after_at].load_state_dict(stack.blocks[before_at].state_dict())
    longer.head.load_state_dict(stack.head.state_dict())
    train_torch(longer)
    torch.save(longer.state_dict(), FOLDER / "blocks_inserted.pt")


def write_estimators() -> dict[str, list[float]]:
    """A forest and the same with one more tree, and a regression in a pickle and in a joblib.

    Returns the importances of each feature in the two forests.
    """
    import pickle
    import joblib
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LinearRegression
    draw = np.random.default_rng(3)
    x = draw.normal(size=(40, 3))
    forest = RandomForestClassifier(3, max_depth=3, random_state=1, warm_start=True).fit(x, x[:, 0] > 0)
    joblib.dump(forest, FOLDER / "forest_3.joblib")
    before = forest.feature_importances_.tolist()
    joblib.dump(forest.set_params(n_estimators=4).fit(x, x[:, 0] > 0), FOLDER / "forest_4.joblib")
    regression = LinearRegression().fit(x, x @ [1.0, 2.0, 3.0])
    joblib.dump(regression, FOLDER / "linear.joblib")
    joblib.dump(LinearRegression().fit(x, x @ [1.0, 2.5, 3.0] + 0.5), FOLDER / "linear_2.joblib")
    (FOLDER / "linear.pkl").write_bytes(pickle.dumps(regression))
    return {str(i): [before[i], float(after)] for i, after in enumerate(forest.feature_importances_)}


def h5_weights(path: Path) -> dict[str, np.ndarray]:
    """Weights by "layer/own" of a Keras model in HDF5."""
    import h5py
    weights: dict[str, np.ndarray] = {}
    with h5py.File(path) as file:
        def note(name: str, item: Any) -> None:
            if isinstance(item, h5py.Dataset):
                parts = name.split("/")
                weights[f"{parts[0]}/{parts[-1].removesuffix(':0')}"] = item[()]
        file["model_weights"].visititems(note)
    return weights


def figures(left: np.ndarray, right: np.ndarray) -> dict[str, Any]:
    """What is said of right - left."""
    a, b = left.astype("float64"), right.astype("float64")
    step = b - a
    at = np.unravel_index(np.argmax(np.abs(step)), step.shape)
    norm = float(np.linalg.norm(a))
    return {"max_abs": float(np.abs(step).max()), "max_at": [int(i) for i in at], "mean_abs": float(np.abs(step).mean()),
            "rms": float(np.sqrt(np.mean(step ** 2))), "relative_l2": float(np.linalg.norm(step)) / norm,
            "cosine": float(np.sum(a * b) / (norm * np.linalg.norm(b))), "changed": int(np.count_nonzero(step)),
            "std_left": float(a.std()), "std_right": float(b.std())}


def write_others() -> None:
    """Other formats of the first state, and numpy's figures of the two states."""
    from safetensors.numpy import save_file
    import joblib
    import safetensors
    import sklearn
    first, second = h5_weights(FOLDER / "epoch_1.h5"), h5_weights(FOLDER / "epoch_2.h5")
    save_file({name.replace("/", "."): array for name, array in first.items()}, FOLDER / "epoch_1.safetensors")
    save_file({name.replace("/", "."): array.astype("float16") for name, array in first.items()},
              FOLDER / "epoch_1_float16.safetensors")
    save_file({f"module.{name.replace('/', '.')}": array for name, array in first.items()}, FOLDER / "prefixed.safetensors")
    importances = write_estimators()
    pairs = {f"layers/{name}": figures(first[name], second[name]) for name in first}
    half = {name.replace("/", "."): figures(first[name], first[name].astype("float16")) for name in first}
    expectation.write_json(FOLDER / "expected.json", {"epochs": pairs, "float16": half, "importances": importances})
    expectation.write_json(FOLDER / "versions_others.json", {"numpy": np.__version__, "safetensors": safetensors.__version__,
                                                            "scikit-learn": sklearn.__version__, "joblib": joblib.__version__})


def main() -> None:
    """Writes what the environment at hand can."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["networks", "others"])
    FOLDER.mkdir(exist_ok=True)
    if parser.parse_args().step == "networks":
        write_networks()
    else:
        write_others()


if __name__ == "__main__":
    main()
