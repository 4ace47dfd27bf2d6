# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what real Keras says of the output shapes and weights of its layers.

make_keras_layers.py [--out FOLDER], once with the Python of each generation's environment (tf-2.15, keras-3).
The result, keras_layers.<generation>.json, is what the shape and weight rules are held against.
"""
from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

try:
    from tensorflow import keras

    GENERATION = "tf-2.15"
except ImportError:
    import keras

    GENERATION = "keras-3"
L = keras.layers

V = "(9, 6)"  # steps, features
P = "(12, 10, 4)"  # a picture
CASES: list[tuple[str, str]] = [
    # (layer, shapes of its inputs without the batch)
    ("Dense(5)", "(7,)"), ("Dense(5, use_bias=False)", "(4, 7)"), ("Activation('relu')", "(7,)"), ("Embedding(11, 3)", "(6,)"),
    ("Flatten()", P), ("Flatten()", "(None, 3)"), ("Reshape((-1, 8))", P), ("Reshape((6, 2))", "(12,)"), ("Permute((2, 1))", V),
    ("RepeatVector(4)", "(7,)"), ("Masking()", V), ("Dropout(0.5)", V), ("SpatialDropout1D(0.5)", V), ("SpatialDropout2D(0.5)", P),
    ("GaussianNoise(0.1)", V), ("GaussianDropout(0.1)", V), ("AlphaDropout(0.1)", V), ("ActivityRegularization(0.1)", V),
    ("Identity()", V), ("LeakyReLU()", V), ("ELU()", V), ("ReLU()", V), ("ThresholdedReLU()", V), ("Softmax()", V),
    ("PReLU()", P), ("PReLU(shared_axes=[1, 2])", P), ("Rescaling(0.5)", P), ("UnitNormalization()", V),
    ("EinsumDense('abc,cd->abd', output_shape=(None, 5), bias_axes='d')", V), ("EinsumDense('ab,bc->ac', output_shape=5)", "(7,)"),
    ("BatchNormalization()", P), ("BatchNormalization(axis=1, scale=False)", P), ("BatchNormalization(renorm=True)", P),
    ("LayerNormalization()", V), ("LayerNormalization(axis=[1, 2])", V), ("LayerNormalization(center=False)", V),
    ("LayerNormalization(rms_scaling=True)", V), ("GroupNormalization(groups=2)", P), ("GroupNormalization(groups=2, scale=False)", P),
    ("RMSNormalization()", V), ("Normalization()", V), ("Normalization(mean=0.5, variance=2.0)", V), ("Normalization(axis=None)", V),
    ("ReversibleEmbedding(11, 3)", "(6,)"), ("ReversibleEmbedding(11, 3, tie_weights=False)", "(6,)"),
    *[(f"Conv{n}D(5, 3{extra})", shape) for n, shape in ((1, "(12, 4)"), (2, P), (3, "(8, 7, 6, 2)"))
      for extra in ("", ", padding='same', strides=2", ", dilation_rate=2, use_bias=False")],
    ("Conv1D(6, 3, padding='causal', strides=2)", "(12, 4)"), ("Conv2D(6, (3, 2), groups=2)", P), ("Conv2D(6, 3)", "(None, None, 4)"),
    *[(f"Conv{n}DTranspose(5, 3{extra})", shape) for n, shape in ((1, "(6, 4)"), (2, "(6, 5, 4)"), (3, "(4, 3, 5, 2)"))
      for extra in ("", ", strides=2", ", strides=2, padding='same'")],
    ("Conv2DTranspose(5, 3, strides=2, output_padding=1)", "(6, 5, 4)"),
    ("Conv2DTranspose(5, 3, strides=2, padding='same', output_padding=1)", "(6, 5, 4)"), ("Conv2DTranspose(5, 2, strides=3)", "(6, 5, 4)"),
    ("DepthwiseConv1D(3)", "(12, 4)"), ("DepthwiseConv2D(3, depth_multiplier=2)", P), ("DepthwiseConv2D(3, use_bias=False, padding='same')", P),
    ("SeparableConv1D(5, 3)", "(12, 4)"), ("SeparableConv2D(5, 3, depth_multiplier=2)", P), ("SeparableConv2D(5, (3, 2), strides=2, use_bias=False)", P),
    *[(f"{kind}Pooling{n}D({extra})", shape) for kind in ("Max", "Average") for n, shape in ((1, "(13, 4)"), (2, "(13, 10, 4)"), (3, "(8, 7, 6, 2)"))
      for extra in ("", "3, strides=2", "2, padding='same'")],
    *[(f"Global{kind}Pooling{n}D({extra})", shape) for kind in ("Max", "Average") for n, shape in ((1, "(13, 4)"), (2, "(13, 10, 4)"), (3, "(8, 7, 6, 2)"))
      for extra in ("", "keepdims=True")],
    *[(f"Adaptive{kind}Pooling{n}D(2)", shape) for kind in ("Max", "Average") for n, shape in ((1, "(12, 4)"), (2, P), (3, "(8, 8, 6, 2)"))],
    ("AdaptiveMaxPooling2D((3, 5))", P),
    ("LocallyConnected1D(5, 3)", "(12, 4)"), ("LocallyConnected1D(5, 3, implementation=2)", "(12, 4)"), ("LocallyConnected2D(3, 3)", "(6, 5, 2)"),
    ("LocallyConnected2D(3, (3, 2), strides=2)", "(6, 5, 2)"), ("LocallyConnected2D(3, 3, implementation=2)", "(6, 5, 2)"),
    ("ZeroPadding1D(2)", V), ("ZeroPadding1D((1, 2))", V), ("ZeroPadding2D(2)", P), ("ZeroPadding2D(((1, 2), (3, 4)))", P), ("ZeroPadding3D(1)", "(8, 7, 6, 2)"),
    ("Cropping1D((1, 2))", V), ("Cropping2D(((1, 2), (3, 4)))", P), ("Cropping3D(1)", "(8, 7, 6, 2)"),
    ("UpSampling1D(3)", V), ("UpSampling2D((2, 3))", P), ("UpSampling3D(2)", "(8, 7, 6, 2)"),
    ("Resizing(5, 6)", P), ("CenterCrop(5, 6)", P), ("RandomCrop(5, 6)", P), ("RandomFlip()", P), ("RandomRotation(0.1)", P), ("RandomZoom(0.1)", P),
    ("RandomContrast(0.1)", P), ("RandomTranslation(0.1, 0.1)", P), ("RandomHeight(0.1)", P), ("RandomWidth(0.1)", P), ("RandomBrightness(0.1)", P),
    *[(f"{cls}(4{extra})", V) for cls in ("LSTM", "GRU", "SimpleRNN")
      for extra in ("", ", return_sequences=True", ", return_state=True", ", return_sequences=True, return_state=True, use_bias=False")],
    ("GRU(4, reset_after=False)", V), ("LSTM(4, return_sequences=True)", "(None, 6)"),
    ("RNN(L.LSTMCell(4))", V), ("RNN(L.StackedRNNCells([L.LSTMCell(4), L.GRUCell(5)]), return_sequences=True)", V),
    ("RNN([L.SimpleRNNCell(4), L.LSTMCell(3)], return_state=True)", V),
    ("ConvLSTM1D(3, 3)", "(5, 8, 2)"), ("ConvLSTM2D(3, 3, padding='same', return_sequences=True)", "(5, 8, 7, 2)"),
    ("ConvLSTM2D(3, (3, 2), strides=2, use_bias=False)", "(5, 8, 7, 2)"), ("ConvLSTM2D(3, 3, return_state=True)", "(5, 8, 7, 2)"),
    ("Bidirectional(L.LSTM(4))", V), ("Bidirectional(L.GRU(4, return_sequences=True), merge_mode='sum')", V),
    ("Bidirectional(L.LSTM(4, return_state=True))", V), ("Bidirectional(L.SimpleRNN(4), merge_mode=None)", V),
    ("TimeDistributed(L.Dense(5))", V), ("TimeDistributed(L.Conv2D(5, 3))", "(3, 12, 10, 4)"), ("SpectralNormalization(L.Dense(5))", "(7,)"),
    ("MultiHeadAttention(2, 3)", "(9, 6), (8, 5)"), ("MultiHeadAttention(2, 3, value_dim=4, output_shape=7)", "(9, 6), (8, 5), (8, 7)"),
    ("MultiHeadAttention(2, 3, use_bias=False)", "(9, 6), (9, 6)"), ("GroupQueryAttention(2, 4, 2)", "(9, 6), (9, 6)"),
    ("GroupQueryAttention(3, 4, 2, use_bias=False)", "(9, 6), (8, 6)"),
    ("Attention()", "[(9, 6), (8, 6)]"), ("Attention(use_scale=True)", "[(9, 6), (8, 6), (8, 6)]"), ("Attention(score_mode='concat')", "[(9, 6), (8, 6)]"),
    ("AdditiveAttention()", "[(9, 6), (8, 6)]"), ("AdditiveAttention(use_scale=False)", "[(9, 6), (8, 6)]"),
    *[(f"{cls}()", shapes) for cls in ("Add", "Multiply", "Average", "Maximum", "Minimum") for shapes in ("[(9, 6), (9, 6)]", "[(9, 6), (1, 6)]", "[(9, 6), (6,)]")],
    ("Add()", "[(None, 6), (9, 6)]"), ("Subtract()", "[(9, 6), (9, 6)]"), ("Concatenate()", "[(9, 6), (9, 4)]"), ("Concatenate(axis=1)", "[(9, 6), (2, 6)]"),
    ("Dot(1)", "[(6,), (6,)]"), ("Dot(axes=(2, 1))", "[(9, 6), (6, 4)]"), ("Dot(axes=2)", "[(9, 6), (8, 6)]"),
    ("CategoryEncoding(5, output_mode='one_hot')", "(1,)"), ("CategoryEncoding(5)", "(3,)"), ("CategoryEncoding(5, output_mode='count')", "(3,)"),
    ("Discretization([0.0, 1.0])", "(3,)"), ("Discretization([0.0, 1.0], output_mode='one_hot')", "(1,)"), ("Discretization([0.0, 1.0], output_mode='multi_hot')", "(3,)"),
    ("Hashing(5)", "(3,)"), ("STFTSpectrogram(frame_length=8, frame_step=4, fft_length=8)", "(40, 1)"), ("STFTSpectrogram(mode='stft', frame_length=6)", "(40, 2)"),
    ("STFTSpectrogram(mode='real', frame_length=8, expand_dims=True)", "(40, 2)"), ("MelSpectrogram(fft_length=16, sequence_stride=4, num_mel_bins=5)", "(40,)"),
]


def shapes_in(text: str) -> tuple[list[tuple[int | None, ...]], bool]:
    """The input shapes, and whether they are given as one list."""
    value = eval(text)  # our own table
    if isinstance(value, list):
        return value, True
    return ([value] if not value or not isinstance(value[0], tuple) else list(value)), False


def shape_list(shape: Any) -> list[int | None]:
    return [None if size is None else int(size) for size in shape]


def outputs_of(value: Any) -> list[list[int | None]]:
    """The shapes of all outputs, states that nest too."""
    if isinstance(value, (list, tuple)):
        return [shape for each in value for shape in outputs_of(each)]
    return [shape_list(value.shape)]


def slim(value: Any) -> Any:
    """A configuration without what no shape depends on."""
    if isinstance(value, dict):
        return {k: slim(v) for k, v in value.items() if not k.endswith(("_initializer", "_regularizer", "_constraint")) and k not in ("name", "dtype", "trainable")}
    return [slim(v) for v in value] if isinstance(value, (list, tuple)) else value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent.parent / "unit" / "keras")
    cases, absent = [], []
    for text, given in CASES:
        if not hasattr(L, text.split("(")[0]):
            absent.append(text)
            continue
        shapes, listed = shapes_in(given)
        try:
            inputs = [keras.Input(shape, dtype="int32" if "Embedding" in text or text.startswith(("Hashing", "CategoryEnc")) else "float32") for shape in shapes]
            layer = eval("L." + text)
            outputs = layer(inputs) if listed else layer(*inputs)
            config = json.loads(json.dumps(slim(layer.get_config()), default=str))
        except (ImportError, TypeError, ValueError, NotImplementedError) as error:
            absent.append(f"{text}: {str(error).splitlines()[0][:80]}")
            continue
        weights = layer.trainable_weights + layer.non_trainable_weights
        cases.append({
            "case": f"{text} of {given}", "class_name": type(layer).__name__, "config": config, "inputs": [[None, *shape] for shape in shapes],
            "outputs": outputs_of(outputs), "weights": [shape_list(w.shape) for w in weights], "trainable": len(layer.trainable_weights)})
    path = parser.parse_args().out / f"keras_layers.{GENERATION}.json"
    path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
    print(len(cases), "cases; not of this generation:", *absent, sep="\n  ")


if __name__ == "__main__":
    main()
