# SPDX-License-Identifier: GPL-3.0-or-later
"""Keras layers drawn at random, by the rank of what they are given. Runs under tf.keras 2.15 and Keras 3."""
from __future__ import annotations

import os
import random
from typing import Any, Callable

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

try:
    import tensorflow as tf
    from tensorflow import keras
except ImportError:
    tf = None
    import keras

KERAS3 = tf is None
layers = keras.layers
Random = random.Random
Draw = Callable[[Random], Any]
ACTIVATIONS = (None, "relu", "tanh", "sigmoid", "elu", "selu", "softplus", "linear", "gelu")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
counter = 0


def flip(random: Random, chance: float = 0.5) -> bool:
    """True with a chance."""
    return random.random() < chance


def name(random: Random) -> dict[str, str]:
    """`name=` of a layer: most often Keras' own, else short, or longer than any column, or of another script."""
    global counter
    counter += 1
    kind = random.random()
    if kind < 0.5:
        return {}
    if kind < 0.8:
        return {"name": f"{random.choice(LETTERS[:26])}{counter}"}
    if kind < 0.95:
        return {"name": "".join(random.choice(LETTERS) for _ in range(random.randrange(8, 50))).strip("_0123456789") + f"_x{counter}"}
    return {"name": random.choice(("schicht_größe", "層", "слой", "with blank", "dot.ted")) + str(counter)}


def frozen(random: Random, layer: Any) -> Any:
    """The layer, now and then not trainable, where its configuration says so."""
    if flip(random, 0.12) and "trainable" in layer.get_config():
        layer.trainable = False
    return layer


def channels(random: Random) -> dict[str, str]:
    """`data_format=` now and then."""
    return {"data_format": random.choice(("channels_first", "channels_last"))} if flip(random, 0.3) else {}


def size(random: Random, axes: int, largest: int = 3) -> Any:
    """A kernel, pool or stride: one number or one an axis."""
    if flip(random):
        return random.randint(1, largest)
    return tuple(random.randint(1, largest) for _ in range(axes))


def dense(random: Random) -> Any:
    return layers.Dense(random.randint(1, 9), activation=random.choice(ACTIVATIONS), use_bias=flip(random, 0.8), **name(random))


def normalization(random: Random) -> Any:
    kind = random.randrange(3 if not KERAS3 else 4)
    if kind == 0:
        return layers.BatchNormalization(center=flip(random, 0.8), scale=flip(random, 0.8), **name(random))
    if kind == 1:
        return layers.LayerNormalization(center=flip(random, 0.8), scale=flip(random, 0.8), **name(random))
    if kind == 2:
        return layers.UnitNormalization(**name(random))
    return layers.RMSNormalization(**name(random))


def activation(random: Random) -> Any:
    options: list[Draw] = [
        lambda r: layers.Activation(r.choice(ACTIVATIONS[1:]), **name(r)), lambda r: layers.ReLU(max_value=r.choice((None, 6.0)), **name(r)),
        lambda r: layers.LeakyReLU(**name(r)), lambda r: layers.ELU(0.5, **name(r)), lambda r: layers.Softmax(**name(r)),
        lambda r: layers.PReLU(**name(r))]
    return random.choice(options)(random)


def noise(random: Random) -> Any:
    options: list[Draw] = [
        lambda r: layers.Dropout(0.3, **name(r)), lambda r: layers.GaussianNoise(0.1, **name(r)),
        lambda r: layers.GaussianDropout(0.1, **name(r)), lambda r: layers.AlphaDropout(0.1, **name(r)),
        lambda r: layers.ActivityRegularization(l2=0.1, **name(r)), lambda r: layers.Rescaling(1 / 255, offset=0.5, **name(r))]
    return random.choice(options)(random)


def reshape(random: Random) -> Any:
    return layers.Reshape(random.choice(((-1, 1), (-1, 2), (1, -1), (2, -1, 1), (-1,), (1, -1, 1, 1))), **name(random))


def recurrent(random: Random, sequences: bool | None = None) -> Any:
    """LSTM, GRU, SimpleRNN, plain or both ways, or a stack of cells."""
    back = flip(random) if sequences is None else sequences
    options: dict[str, Any] = {"return_sequences": back, "use_bias": flip(random, 0.8)}
    kind = random.choice((layers.LSTM, layers.GRU, layers.SimpleRNN))
    if kind is layers.GRU:
        options["reset_after"] = flip(random)
    if flip(random, 0.2):
        options["go_backwards"] = True
    units = random.randint(1, 5)
    if flip(random, 0.3):
        options.pop("go_backwards", None)
        return layers.Bidirectional(kind(units, **options), merge_mode=random.choice(("concat", "sum", "mul", "ave")), **name(random))
    if flip(random, 0.2):
        cells = [random.choice((layers.LSTMCell, layers.GRUCell, layers.SimpleRNNCell))(random.randint(1, 4)) for _ in range(random.randint(1, 3))]
        return layers.RNN(cells, return_sequences=back, **name(random))
    return kind(units, **options, **name(random))


def convolution(axes: int) -> Draw:
    """Any convolution over so many axes."""
    def draw(random: Random) -> Any:
        options = {"padding": random.choice(("valid", "same")), "use_bias": flip(random, 0.8), **channels(random), **name(random)}
        kernel, filters = size(random, axes), random.randint(1, 6)
        kinds = [f"Conv{axes}D"] * 3 + [f"Conv{axes}DTranspose"]
        if axes < 3:
            kinds += [f"SeparableConv{axes}D", f"DepthwiseConv{axes}D"]
        kind = random.choice(kinds)
        if flip(random, 0.3):
            options["strides"] = random.randint(1, 2)
        elif flip(random, 0.2) and kind == f"Conv{axes}D":
            options["dilation_rate"] = 2
        if axes == 1 and kind == "Conv1D" and flip(random, 0.3):
            options["padding"] = "causal"
        if kind.startswith("Depthwise"):
            return getattr(layers, kind)(kernel, depth_multiplier=random.randint(1, 2), **options)
        if kind.startswith("Separable"):
            return getattr(layers, kind)(filters, kernel, depth_multiplier=random.randint(1, 2), **options)
        if kind == f"Conv{axes}D" and flip(random, 0.2):
            return layers.__dict__[kind](filters * 2, kernel, groups=2, **options)
        return getattr(layers, kind)(filters, kernel, activation=random.choice(ACTIVATIONS), **options)
    return draw


def pooling(axes: int) -> Draw:
    """Any pooling over so many axes."""
    def draw(random: Random) -> Any:
        sort = random.choice(("Max", "Average"))
        if flip(random, 0.4):
            return getattr(layers, f"Global{sort}Pooling{axes}D")(keepdims=flip(random, 0.3), **channels(random), **name(random))
        options = {"padding": random.choice(("valid", "same")), **channels(random), **name(random)}
        if flip(random, 0.3):
            options["strides"] = random.randint(1, 2)
        return getattr(layers, f"{sort}Pooling{axes}D")(size(random, axes) if axes > 1 else random.randint(1, 3), **options)
    return draw


def borders(axes: int) -> Draw:
    """Padding, cropping, upsampling, spatial dropout."""
    def draw(random: Random) -> Any:
        kind = random.choice((f"ZeroPadding{axes}D", f"Cropping{axes}D", f"UpSampling{axes}D", f"SpatialDropout{axes}D"))
        options = {} if axes == 1 else channels(random)
        if kind.startswith("Spatial"):
            return getattr(layers, kind)(0.2, **options, **name(random))
        if axes == 1 and not kind.startswith("Up"):
            return getattr(layers, kind)(random.choice((1, (0, 2), (1, 1))), **name(random))
        amount = size(random, axes, 2) if axes > 1 else random.randint(1, 2)
        return getattr(layers, kind)(amount, **options, **name(random))
    return draw


def sequence(random: Random) -> Any:
    """What only a sequence takes."""
    options: list[Draw] = [
        lambda r: layers.TimeDistributed(layers.Dense(r.randint(1, 5)), **name(r)), lambda r: layers.Permute((2, 1), **name(r)),
        lambda r: layers.Masking(0.0, **name(r)), lambda r: layers.Flatten(**name(r)),
        lambda r: layers.EinsumDense("abc,cd->abd", output_shape=(None, r.randint(1, 5)), bias_axes=r.choice((None, "d")), **name(r)),
        lambda r: layers.GroupNormalization(groups=r.choice((1, -1)), **name(r))]
    return random.choice(options)(random)


def picture(random: Random) -> Any:
    """What only a picture takes."""
    options: list[Draw] = [
        lambda r: layers.Flatten(**name(r)), lambda r: layers.Permute((2, 1, 3), **name(r)),
        lambda r: layers.TimeDistributed(layers.Conv1D(r.randint(1, 3), 1), **name(r)),
        lambda r: layers.ConvLSTM1D(r.randint(1, 3), 1, return_sequences=flip(r), **name(r)),
        lambda r: layers.Resizing(r.randint(2, 6), r.randint(2, 6), **name(r)), lambda r: layers.CenterCrop(2, 2, **name(r)),
        lambda r: layers.PReLU(shared_axes=[1, 2], **name(r)), lambda r: layers.RandomFlip(**name(r))]
    return random.choice(options)(random)


def flat(random: Random) -> Any:
    """What only a plain vector takes."""
    return layers.RepeatVector(random.randint(1, 4), **name(random)) if flip(random) else reshape(random)


ANY: list[Draw] = [dense, dense, normalization, activation, noise]
BY_RANK: dict[int, list[Draw]] = {
    2: [*ANY, flat],
    3: [*ANY, recurrent, recurrent, convolution(1), convolution(1), pooling(1), borders(1), sequence, sequence, reshape],
    4: [*ANY, convolution(2), convolution(2), convolution(2), pooling(2), pooling(2), borders(2), picture, reshape],
    5: [normalization, convolution(3), convolution(3), pooling(3), borders(3), reshape, lambda random: layers.Flatten(**name(random))],
}


def draw(random: Random, rank: int) -> Any:
    """One layer for an input of a rank (with the batch axis)."""
    return frozen(random, random.choice(BY_RANK.get(rank, ANY))(random))
