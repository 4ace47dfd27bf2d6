# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the Keras .h5 fixtures of one generation: make_keras.py [--out FOLDER] [NAME…].

Run it with the Python of that generation's environment (tf-2.15, keras-3). Beside each NAME.h5 lies
NAME.expected.json: what this Keras says of the model, with the text of its own summary().
"""
from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any, Callable

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

try:
    import tensorflow as tf
    from tensorflow import keras

    GENERATION = "tf-" + ".".join(tf.__version__.split(".")[:2])
    VERSIONS = {"tensorflow": tf.__version__, "keras": __import__("keras").__version__}
except ImportError:
    import keras

    GENERATION = "keras-3"
    VERSIONS = {"keras": keras.__version__, "backend": keras.backend.backend()}

import h5py

layers = keras.layers
KERAS3 = GENERATION == "keras-3"


def fit(model: Any, outputs: int, width: int = 32, steps: int = 1, classes: bool = True) -> None:
    """Trains on random data of fixed seed: `steps` batches."""
    random = np.random.default_rng(7)
    x = random.normal(size=(steps * 8, width)).astype("float32")
    y = random.integers(0, outputs, size=steps * 8) if classes else random.normal(size=(steps * 8, outputs)).astype("float32")
    model.fit(x, y, batch_size=8, epochs=1, verbose=0)


def deep_learning_model() -> Any:
    """The brief's compiled and trained Dense stack, with its Adam state."""
    model = keras.Sequential([
        keras.Input((32,)), layers.Dense(64, activation="relu"), layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    fit(model, 10, steps=5)
    return model


class CustomLayer(layers.Layer):
    """A layer whose weight has no name and whose config does not mention `units`."""

    def __init__(self, units: int = 10, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units = units

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        config.pop("units", None)  # newer Keras notes constructor arguments by itself
        return config

    def build(self, input_shape: Any) -> None:
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform", trainable=True)
        super().build(input_shape)

    def call(self, inputs: Any) -> Any:
        return keras.ops.matmul(inputs, self.w) if KERAS3 else tf.matmul(inputs, self.w)


def custom_model() -> Any:
    """The brief's Sequential of one custom layer."""
    model = keras.Sequential([keras.Input((4,)), CustomLayer(10)])
    model.compile(optimizer="adam", loss="mse")
    fit(model, 10, width=4, classes=False)
    return model


def convolutions() -> Any:
    """Convolution, pooling, batch normalisation, dropout; SGD with momentum; part of it frozen."""
    model = keras.Sequential([
        keras.Input((12, 12, 3), name="picture"),
        layers.Conv2D(4, 3, padding="same", activation="relu", name="conv"),
        layers.BatchNormalization(name="norm"), layers.MaxPooling2D(name="pool"),
        layers.SeparableConv2D(6, (3, 2), strides=(2, 1), use_bias=False), layers.DepthwiseConv2D(2),
        layers.GlobalAveragePooling2D(), layers.Dropout(0.25), layers.Dense(3, name="logits")])
    model.get_layer("conv").trainable = False
    model.compile(optimizer=keras.optimizers.SGD(0.05, momentum=0.9), loss="mse")
    model.fit(np.random.default_rng(1).normal(size=(8, 12, 12, 3)).astype("f4"), np.zeros((8, 3), "f4"), verbose=0)
    return model


def recurrent() -> Any:
    """Embedding, LSTM, Bidirectional GRU; RMSprop."""
    model = keras.Sequential([
        keras.Input((6,)), layers.Embedding(20, 5), layers.LSTM(4, return_sequences=True),
        layers.Bidirectional(layers.GRU(3)), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.RMSprop(0.01, rho=0.8), loss="binary_crossentropy", metrics=["mae"])
    model.fit(np.random.default_rng(1).integers(0, 20, size=(8, 6)), np.zeros((8, 1), "f4"), verbose=0)
    return model


def functional() -> Any:
    """Two inputs, a shared layer, two outputs; never compiled."""
    left, right = keras.Input((8,), name="left"), keras.Input((8,), name="right")
    shared = layers.Dense(5, name="shared")
    merged = layers.Concatenate(name="merged")([shared(left), shared(right)])
    added = layers.Add(name="added")([shared(left), layers.Dense(5, use_bias=False, name="side")(right)])
    return keras.Model([left, right], [layers.Dense(2, name="first")(merged), layers.LayerNormalization(name="second")(added)], name="two_in_two_out")


def long_names() -> Any:
    """Names that do not fit the summary's columns, and one with characters of other scripts."""
    return keras.Sequential([
        keras.Input((7,)), layers.Dense(3, name="a_layer_whose_name_is_much_longer_than_its_column_allows"),
        layers.Reshape((3, 1)), layers.Flatten(name="flach"), layers.Dense(1000, name="wide"), layers.ReLU(), layers.Activation("tanh")])


def weights_only() -> Any:
    """Saved by save_weights: no configuration."""
    return keras.Sequential([keras.Input((3,)), layers.Dense(4, name="dense"), layers.Dense(2, name="out")])


def lambda_model() -> Any:
    """A Lambda layer, whose code would run on load."""
    return keras.Sequential([keras.Input((3,)), layers.Lambda(lambda x: x * 2, name="double"), layers.Dense(1)])


def poor_weights() -> Any:
    """NaN, infinite, constant and all-zero weights."""
    model = keras.Sequential([keras.Input((4,)), layers.Dense(4, name="nan"), layers.Dense(3, name="constant"), layers.Dense(2, name="zero")])
    weights = model.get_weights()
    weights[0][1, 2], weights[0][0, 0] = np.nan, np.inf
    weights[2][:], weights[4][:] = 0.5, 0
    model.set_weights(weights)
    return model


def nested() -> Any:
    """A Functional with models inside, one of them frozen and called twice, one in a TimeDistributed."""
    picture = keras.Input((8, 8, 3), name="picture")
    base_in = keras.Input((8, 8, 3), name="base_in")
    x = layers.BatchNormalization(name="norm")(layers.Conv2D(3, 3, name="conv")(base_in))
    base = keras.Model(base_in, layers.GlobalMaxPooling2D(name="pool")(x), name="base")
    head = keras.Sequential([keras.Input((3,)), layers.Dense(4, name="hidden"), layers.BatchNormalization(name="head_norm"), layers.Dense(2, name="last")], name="head")
    base.trainable = False
    one = head(base(picture))
    two = head(base(layers.Rescaling(0.5, name="half")(picture)))
    model = keras.Model(picture, layers.Concatenate(name="both")([one, two]), name="nested")
    model.compile(optimizer="adam", loss="mse")
    model.fit(np.random.default_rng(1).normal(size=(8, 8, 8, 3)).astype("f4"), np.zeros((8, 4), "f4"), verbose=0)
    return model


def chain() -> Any:
    """A Functional that is one chain: its summary has no connections; mixed precision."""
    x = given = keras.Input((6,), name="given")
    for width in (5, 4):
        x = layers.Dense(width, name=f"dense_{width}", dtype="mixed_float16")(x)
    return keras.Model(given, x, name="chain")


def attention() -> Any:
    """Embedding, MultiHeadAttention, LayerNormalization, TimeDistributed, states as outputs."""
    words = keras.Input((6,), dtype="int32", name="words")
    x = layers.Embedding(12, 8, name="tokens")(words)
    y = layers.MultiHeadAttention(2, 4, name="attend")(x, x)
    x = layers.LayerNormalization(name="norm")(layers.Add(name="sum")([x, y]))
    x = layers.TimeDistributed(layers.Dense(5), name="each")(x)
    out, *state = layers.LSTM(3, return_state=True, name="memory")(x)
    both = layers.Bidirectional(layers.LSTM(2), name="both_ways")(x)
    return keras.Model(words, [out, state[1], both], name="attention")


def operations() -> Any:
    """Operators and functions on tensors, which become layers of their own."""
    left = keras.Input((4,), name="left")
    if KERAS3:
        x = keras.ops.relu(layers.Dense(4, name="dense")(left)) * 2.0
        return keras.Model(left, keras.ops.sum(x, axis=-1) + 1.0, name="operations")
    x = tf.nn.relu(layers.Dense(4, name="dense")(left)) * 2.0
    return keras.Model(left, tf.reduce_sum(x, axis=-1) + 1.0, name="operations")


def quantized(mode: str) -> Any:
    """Embedding, EinsumDense and Dense, quantised or with LoRA factors."""
    model = keras.Sequential([
        keras.Input((5,), dtype="int32"), layers.Embedding(20, 8, name="tokens"),
        layers.EinsumDense("abc,cd->abd", output_shape=(None, 4), bias_axes="d", name="mix"),
        layers.Dense(4, use_bias=False, name="plain"), layers.Dense(3, name="last")])
    if mode.startswith("lora"):
        for layer in model.layers:
            layer.enable_lora(2)
    else:
        model.quantize(mode)
    return model


def quantized_attention() -> Any:
    """A layer whose parts are quantised, of which its own configuration says nothing."""
    words = keras.Input((5, 8), name="words")
    model = keras.Model(words, layers.MultiHeadAttention(2, 4, name="attend")(words, words), name="quantized_attention")
    model.quantize("int8")
    return model


def quantized_makers() -> dict[str, Callable[[], Any]]:
    """What only Keras 3 has."""
    if not KERAS3:
        return {}
    makers: dict[str, Callable[[], Any]] = {f"quantized_{mode}": (lambda mode=mode: quantized(mode)) for mode in ("int8", "int4", "float8", "lora")}
    return makers | {"quantized_attention": quantized_attention}


def small(optimizer: Any) -> Any:
    """Two layers, trained one step."""
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="one"), layers.Dense(2, name="two")])
    model.compile(optimizer=optimizer, loss="mse")
    fit(model, 2, width=4, classes=False)
    return model


def optimizer_makers() -> dict[str, Callable[[], Any]]:
    """A model for each optimizer, by the name of its fixture."""
    new = keras.optimizers
    makers: dict[str, Callable[[], Any]] = {
        "adam_amsgrad": lambda: new.Adam(amsgrad=True), "adam_ema": lambda: new.Adam(use_ema=True), "sgd_plain": lambda: new.SGD(),
        "rmsprop_centered": lambda: new.RMSprop(momentum=0.9, centered=True), "adagrad": lambda: new.Adagrad(),
        "adadelta": lambda: new.Adadelta(), "adamax": lambda: new.Adamax(), "nadam": lambda: new.Nadam(), "ftrl": lambda: new.Ftrl(),
        "adamw": lambda: new.AdamW(), "lion": lambda: new.Lion(),
        "schedule": lambda: new.Adam(new.schedules.ExponentialDecay(0.01, 10, 0.9))}
    if not KERAS3:
        old = keras.optimizers.legacy
        makers |= {
            "legacy_adam": lambda: old.Adam(amsgrad=True), "legacy_sgd": lambda: old.SGD(momentum=0.9), "legacy_nadam": lambda: old.Nadam(),
            "legacy_rmsprop": lambda: old.RMSprop(momentum=0.9, centered=True), "legacy_ftrl": lambda: old.Ftrl(), "legacy_adadelta": lambda: old.Adadelta()}
    return {f"optimizer_{name}": (lambda make=make: small(make())) for name, make in makers.items()}


MODELS: dict[str, Callable[[], Any]] = {make.__name__: make for make in (
    deep_learning_model, custom_model, convolutions, recurrent, functional, long_names, weights_only, lambda_model, poor_weights,
    nested, chain, attention, operations)} | optimizer_makers() | quantized_makers()


def summary_text(model: Any, **options: Any) -> str:
    """What summary() prints into a pipe."""
    lines: list[str] = []
    model.summary(print_fn=lambda line, **_: lines.append(line), **options)
    return "".join(lines) if KERAS3 else "\n".join(lines) + "\n"  # Keras 3 hands over the whole text


def shape_of(layer: Any) -> Any:
    """A layer's output shape, or null when it has none."""
    try:
        shape = layer.output.shape if KERAS3 or not isinstance(layer.output, list) else [t.shape for t in layer.output]
        return [list(s) for s in shape] if isinstance(shape, list) else list(shape)
    except AttributeError:
        return None


def digest(array: np.ndarray) -> dict[str, Any]:
    """Shape, sum and first value: enough to see that two arrays are the same."""
    flat = np.asarray(array, dtype="float64").ravel()
    finite = flat[np.isfinite(flat)]
    return {"shape": list(np.shape(array)), "sum": float(finite.sum()), "first": str(flat[0]) if flat.size else None}


def stored_weights(layer: Any) -> list[np.ndarray]:
    """A layer's weights in the order of a .h5: what is trained first, which LoRA and quantised parts turn around."""
    if not KERAS3:
        return layer.get_weights()
    return [np.asarray(keras.ops.convert_to_numpy(w)) for w in layer.trainable_weights + layer.non_trainable_weights]


def optimizer_of(model: Any) -> Any:
    """Class, step, learning rate and the state's variables in the order of the file."""
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return None
    variables = optimizer.variables if KERAS3 else optimizer.variables()
    return {
        "class": type(optimizer).__name__, "iterations": int(np.asarray(optimizer.iterations)),
        "learning_rate": float(np.asarray(optimizer.learning_rate)),
        "variables": [{"name": getattr(v, "path", v.name) if KERAS3 else v.name, **digest(np.asarray(v))} for v in variables]}


def expectation(model: Any, name: str) -> dict[str, Any]:
    """What this Keras says of the model."""
    trainable = sum(int(np.prod(w.shape)) for w in model.trainable_weights)
    total = sum(int(np.prod(w.shape)) for w in model.weights)
    return {
        "written_by": VERSIONS, "class": type(model).__name__, "name": model.name,
        "summary": summary_text(model), "parameters": {"total": total, "trainable": trainable, "non_trainable": total - trainable},
        "expanded": summary_text(model, expand_nested=True, show_trainable=True),
        "layers": [{
            "name": layer.name, "class": type(layer).__name__, "output_shape": shape_of(layer),
            "parameters": layer.count_params(), "trainable": layer.trainable,
            "weights": [digest(w) for w in stored_weights(layer)],
        } for layer in model.layers],
        "optimizer": optimizer_of(model)}


def save(model: Any, path: Path) -> None:
    """As this Keras saves it."""
    path.unlink(missing_ok=True)
    if path.stem == "weights_only":
        if not KERAS3:
            model.save_weights(path, save_format="h5")
            return
        # Keras 3 writes this layout only from within; its public save_weights writes the newer one.
        from keras.src.legacy.saving import legacy_h5_format

        with h5py.File(path, "w") as file:
            legacy_h5_format.save_weights_to_hdf5_group(file, model)
        return
    model.save(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "keras")
    parser.add_argument("names", nargs="*", help="the fixtures to write; all, unless named")
    arguments = parser.parse_args()
    folder = arguments.out / GENERATION
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in MODELS.items():
        if arguments.names and name not in arguments.names:
            continue
        keras.utils.set_random_seed(42)
        keras.backend.clear_session()
        model = make()
        expected = expectation(model, name)
        save(model, folder / f"{name}.h5")
        (folder / f"{name}.expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    versions = {**VERSIONS, "h5py": h5py.__version__, "numpy": np.__version__}
    (folder / "versions.json").write_text(json.dumps(versions, indent=1) + "\n")


if __name__ == "__main__":
    main()
